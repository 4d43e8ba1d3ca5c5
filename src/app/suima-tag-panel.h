// SPDX-License-Identifier: Apache-2.0
// Tags 暂存/禁售 for a batch that may not have labels.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_TAG_PANEL (suima_tag_panel_get_type ())
G_DECLARE_FINAL_TYPE (SuimaTagPanel, suima_tag_panel, SUIMA, TAG_PANEL, AdwBin)

/** suima_tag_panel_show: @batch_id: whose tags are printed from now on. */
void suima_tag_panel_show (SuimaTagPanel *self, SuimaSession *session, gint64 batch_id);
