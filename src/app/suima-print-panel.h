// SPDX-License-Identifier: Apache-2.0
// The right half of a batch: the label, how many of it, and the run from Print to its last label.
#pragma once

#include "suima-pulse.h"
#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_PRINT_PANEL (suima_print_panel_get_type ())
G_DECLARE_FINAL_TYPE (SuimaPrintPanel, suima_print_panel, SUIMA, PRINT_PANEL, AdwBin)

void suima_print_panel_set_session (SuimaPrintPanel *self,
                                    SuimaSession *session,
                                    SuimaPulse *pulse);

/** suima_print_panel_show: @card: borrowed during the call. Shows its label, and asks about labels
 * in doubt where it has some. */
void suima_print_panel_show (SuimaPrintPanel *self, const SuimaBatchCard *card);

/** suima_print_panel_is_printing: Returns: whether a run is going on. */
gboolean suima_print_panel_is_printing (SuimaPrintPanel *self);

/** suima_print_panel_print: Prints as many labels as the pad says. */
void suima_print_panel_print (SuimaPrintPanel *self);

/** suima_print_panel_resume: Prints the @missing labels of a run that broke off. */
void suima_print_panel_resume (SuimaPrintPanel *self, gint64 run_id, guint missing);

/** suima_print_panel_take_scan: Returns: whether the panel waits for a label in doubt: then the
 * scan is its own. */
gboolean suima_print_panel_take_scan (SuimaPrintPanel *self, const char *text);

/** suima_print_panel_type: @digit: 0 to 9, typed on a keyboard. */
void suima_print_panel_type (SuimaPrintPanel *self, guint digit);

/** suima_print_panel_set_tall: @is_tall: whether there is room for a large label. */
void suima_print_panel_set_tall (SuimaPrintPanel *self, gboolean is_tall);

/** suima_print_panel_get_state: Returns: (transfer none): `count`, `progress`, `said`, `doubt`. */
const char *suima_print_panel_get_state (SuimaPrintPanel *self);
