// SPDX-License-Identifier: Apache-2.0
// A pad for typing the number on a label, where no gun can read it.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_CODE_PAD (suima_code_pad_get_type ())
/** SuimaCodePad: emits `entered (text)` for what was typed, with the pad or on a keyboard. */
G_DECLARE_FINAL_TYPE (SuimaCodePad, suima_code_pad, SUIMA, CODE_PAD, AdwBin)

/** suima_code_pad_clear: Empties the field. */
void suima_code_pad_clear (SuimaCodePad *self);
