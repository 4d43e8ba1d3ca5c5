// SPDX-License-Identifier: Apache-2.0
// A supervisor says yes: the name from a list, six digits.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_PIN_PANEL (suima_pin_panel_get_type ())
/** SuimaPinPanel: emits `entered` (name, PIN) with the sixth digit. */
G_DECLARE_FINAL_TYPE (SuimaPinPanel, suima_pin_panel, SUIMA, PIN_PANEL, AdwBin)

/** suima_pin_panel_ask: @words: (nullable): what went wrong before, or why it is asked. Empties what
 * was typed and reads the names. */
void suima_pin_panel_ask (SuimaPinPanel *self, SuimaSession *session, const char *words);
