// SPDX-License-Identifier: Apache-2.0
// The acts that fit the state of one label: print it again, make it void, settle its run.
#pragma once

#include "suima-pulse.h"
#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_ITEM_ACTS (suima_item_acts_get_type ())
/** SuimaItemActs: emits `acted` after something was done to the item. */
G_DECLARE_FINAL_TYPE (SuimaItemActs, suima_item_acts, SUIMA, ITEM_ACTS, AdwBin)

void suima_item_acts_set_session (SuimaItemActs *self, SuimaSession *session, SuimaPulse *pulse);

/** suima_item_acts_show: @item: (nullable): borrowed during the call; %NULL hides everything. */
void suima_item_acts_show (SuimaItemActs *self, const SuimaItem *item);
