// SPDX-License-Identifier: Apache-2.0
// The label of a batch as it will come out.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_PREVIEW_PANE (suima_preview_pane_get_type ())
G_DECLARE_FINAL_TYPE (SuimaPreviewPane, suima_preview_pane, SUIMA, PREVIEW_PANE, AdwBin)

void suima_preview_pane_set_session (SuimaPreviewPane *self, SuimaSession *session);

/**
 * suima_preview_pane_show:
 * @batch_id: a batch
 * @dpi: of the printer, 150 to 600; 0 when it is not known
 */
void suima_preview_pane_show (SuimaPreviewPane *self, gint64 batch_id, guint dpi);

/** suima_preview_pane_set_template_id: Draws with that template from now on. */
void suima_preview_pane_set_template_id (SuimaPreviewPane *self, const char *template_id);
/** suima_preview_pane_get_template_id: Returns: (transfer none): "" before one was set. */
const char *suima_preview_pane_get_template_id (SuimaPreviewPane *self);
