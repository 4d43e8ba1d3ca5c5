// SPDX-License-Identifier: Apache-2.0
// The bar over all pages while labels are in doubt: how many, and the way to their question.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_DOUBT_BAR (suima_doubt_bar_get_type ())
G_DECLARE_FINAL_TYPE (SuimaDoubtBar, suima_doubt_bar, SUIMA, DOUBT_BAR, AdwBin)

/** suima_doubt_bar_reload: Looks for labels in doubt, in the background. */
void suima_doubt_bar_reload (SuimaDoubtBar *self, SuimaSession *session);

/** suima_doubt_bar_get_batch_id: Returns: the batch of the first label in doubt, 0 for none. */
gint64 suima_doubt_bar_get_batch_id (SuimaDoubtBar *self);

/** suima_doubt_bar_set_asked: @batch_id: whose question is being asked on the page: the bar is no
 * use there; 0 for none. */
void suima_doubt_bar_set_asked (SuimaDoubtBar *self, gint64 batch_id);
