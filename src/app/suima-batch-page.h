// SPDX-License-Identifier: Apache-2.0
// A batch: its facts and papers, what the rules say, and its labels.
#pragma once

#include "suima-pulse.h"
#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_BATCH_PAGE (suima_batch_page_get_type ())
G_DECLARE_FINAL_TYPE (SuimaBatchPage, suima_batch_page, SUIMA, BATCH_PAGE, AdwBin)

void suima_batch_page_set_session (SuimaBatchPage *self, SuimaSession *session, SuimaPulse *pulse);

/** suima_batch_page_open: Shows a batch; while a run is going on the page stays with it. */
void suima_batch_page_open (SuimaBatchPage *self, gint64 batch_id);

/** suima_batch_page_get_batch_id: Returns: the batch that is shown, 0 for none yet. */
gint64 suima_batch_page_get_batch_id (SuimaBatchPage *self);

/** suima_batch_page_reload: Reads the batch again. */
void suima_batch_page_reload (SuimaBatchPage *self);

/**
 * suima_batch_page_set_layout:
 * @is_narrow: puts the label under the facts instead of beside them
 * @is_tall: whether there is room for a large label
 */
void suima_batch_page_set_layout (SuimaBatchPage *self, gboolean is_narrow, gboolean is_tall);

/** suima_batch_page_take_scan: Returns: whether the page waited for this scan. */
gboolean suima_batch_page_take_scan (SuimaBatchPage *self, const char *text);

/** suima_batch_page_type: @digit: 0 to 9, typed on a keyboard. */
void suima_batch_page_type (SuimaBatchPage *self, guint digit);
