// SPDX-License-Identifier: Apache-2.0
// How one printer prints on the roll of one label size: gap, darkness, speed, turn, place.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_ROLL_PANEL (suima_roll_panel_get_type ())
G_DECLARE_FINAL_TYPE (SuimaRollPanel, suima_roll_panel, SUIMA, ROLL_PANEL, AdwBin)

/** suima_roll_panel_show: Reads what is remembered of the printer @name and @template_id. */
void suima_roll_panel_show (SuimaRollPanel *self,
                            SuimaSession *session,
                            const char *name,
                            const char *template_id);

/** suima_roll_panel_append_act: Puts one more key into the row of keys under the setup. */
void suima_roll_panel_append_act (SuimaRollPanel *self, GtkWidget *button);
