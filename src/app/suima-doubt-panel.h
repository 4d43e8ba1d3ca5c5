// SPDX-License-Identifier: Apache-2.0
// "Did this one come out?": settles a print run that broke off, by its last good label.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_DOUBT_PANEL (suima_doubt_panel_get_type ())
/** SuimaDoubtPanel: emits `settled` when the run is in no doubt any more. */
G_DECLARE_FINAL_TYPE (SuimaDoubtPanel, suima_doubt_panel, SUIMA, DOUBT_PANEL, AdwBin)

/**
 * suima_doubt_panel_show:
 * @items: (element-type SuimaItem): labels in doubt, in number order, at least one; those of the
 *   first one's run are asked about
 * @dpi: what the picture of a label is drawn with, 150 to 600
 */
void
suima_doubt_panel_show (SuimaDoubtPanel *self, SuimaSession *session, guint dpi, GPtrArray *items);

/**
 * suima_doubt_panel_take_scan:
 * @text: what was scanned
 *
 * The scanned label stands as the last good one, or the panel says that it is not one of those in doubt.
 *
 * Returns: whether it is.
 */
gboolean suima_doubt_panel_take_scan (SuimaDoubtPanel *self, const char *text);

