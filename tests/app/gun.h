// SPDX-License-Identifier: Apache-2.0
// A barcode gun at the window's keyboard.
#pragma once

#include "suima-window.h"

/** gun_key_of: Returns: the X11 key code of an ASCII character on a US keyboard; @ret_state: (out)
 * Shift or nothing. */
guint gun_key_of (char character, GdkModifierType *ret_state);

/** gun_shoot: Types @text at the speed of a gun, and Enter. Returns: whether every key was held
 * back from the widgets. */
gboolean gun_shoot (SuimaWindow *window, const char *text, guint32 at_ms);
