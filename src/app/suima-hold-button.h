// SPDX-License-Identifier: Apache-2.0
// A button for what cannot be taken back: it acts after it was held down for a second.
#pragma once

#include <gtk/gtk.h>

#define SUIMA_HOLD_BUTTON_MS 1000u

#define SUIMA_TYPE_HOLD_BUTTON (suima_hold_button_get_type ())
/** SuimaHoldButton: emits `held`; a short press does nothing. Finger, mouse, Space and Enter. */
G_DECLARE_FINAL_TYPE (SuimaHoldButton, suima_hold_button, SUIMA, HOLD_BUTTON, GtkButton)

/** suima_hold_button_press: The finger is down. */
void suima_hold_button_press (SuimaHoldButton *self);
/** suima_hold_button_release: The finger is up, or slid away. */
void suima_hold_button_release (SuimaHoldButton *self);
