// SPDX-License-Identifier: Apache-2.0
// Ten digits, back and clear as large keys; what they write into is another's.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_KEYPAD (suima_keypad_get_type ())
/** SuimaKeypad: emits `digit` (0 to 9), `back` and `clear`. */
G_DECLARE_FINAL_TYPE (SuimaKeypad, suima_keypad, SUIMA, KEYPAD, AdwBin)
