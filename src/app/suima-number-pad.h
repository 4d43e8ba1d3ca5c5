// SPDX-License-Identifier: Apache-2.0
// A number pad of our own: a count is entered with gloves on, without a keyboard.
#pragma once

#include <adwaita.h>

/** The most labels of one run. */
#define SUIMA_NUMBER_PAD_MAX 10000u

#define SUIMA_TYPE_NUMBER_PAD (suima_number_pad_get_type ())
G_DECLARE_FINAL_TYPE (SuimaNumberPad, suima_number_pad, SUIMA, NUMBER_PAD, AdwBin)

/** suima_number_pad_get_value: Returns: 0 to SUIMA_NUMBER_PAD_MAX; property `value`. */
guint suima_number_pad_get_value (SuimaNumberPad *self);

/** suima_number_pad_set_value: Presets a number; the first digit typed replaces it. */
void suima_number_pad_set_value (SuimaNumberPad *self, guint value);

/**
 * suima_number_pad_set_all:
 * @all: what the key "all" gives, 0 when there is no such number
 * @is_rest: whether some are printed already, so that it says 剩下 80, not 全部 80
 */
void suima_number_pad_set_all (SuimaNumberPad *self, guint all, gboolean is_rest);

/** suima_number_pad_type: @digit: 0 to 9. A digit that would exceed the most is not taken. */
void suima_number_pad_type (SuimaNumberPad *self, guint digit);
