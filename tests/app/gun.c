// SPDX-License-Identifier: Apache-2.0
#include "gun.h"

#include <string.h>

#define GUN_ENTER 36u

guint
gun_key_of (char character, GdkModifierType *ret_state)
{
  /* Key codes of X11: those of evdev and 8. */
  static const struct
  {
    guint first;
    const char *plain, *shifted;
  } rows[] = { { 10, "1234567890-=", "!@#$%^&*()_+" },
               { 24, "qwertyuiop[]", "QWERTYUIOP{}" },
               { 38, "asdfghjkl;'`", "ASDFGHJKL:\"~" },
               { 51, "\\zxcvbnm,./", "|ZXCVBNM<>?" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *plain = strchr (rows[i].plain, character);
      const char *shifted = strchr (rows[i].shifted, character);
      *ret_state = shifted != NULL ? GDK_SHIFT_MASK : 0;
      if (plain != NULL)
        return rows[i].first + (guint)(plain - rows[i].plain);
      if (shifted != NULL)
        return rows[i].first + (guint)(shifted - rows[i].shifted);
    }
  g_assert_not_reached ();
}

gboolean
gun_shoot (SuimaWindow *window, const char *text, guint32 at_ms)
{
  gboolean is_held = TRUE;

  for (const char *c = text; *c != '\0'; c++)
    {
      GdkModifierType state;
      guint keycode = gun_key_of (*c, &state);
      at_ms += 5;
      is_held &= suima_window_feed_key (window, gdk_unicode_to_keyval ((guint32)*c), keycode, state,
                                        at_ms);
    }
  return suima_window_feed_key (window, GDK_KEY_Return, GUN_ENTER, 0, at_ms + 5) && is_held;
}
