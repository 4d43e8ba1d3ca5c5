// SPDX-License-Identifier: Apache-2.0
#include "suima-wedge.h"

#include <string.h>

#define SUIMA_WEDGE_REPEAT_MS 1500

/* Codes of linux/input-event-codes.h. */
enum
{
  SUIMA_KEY_TAB = 15,
  SUIMA_KEY_ENTER = 28,
  SUIMA_KEY_LEFT_SHIFT = 42,
  SUIMA_KEY_RIGHT_SHIFT = 54,
  SUIMA_KEY_SPACE = 57,
  SUIMA_KEY_KEYPAD_ENTER = 96,
};

struct _SuimaWedge
{
  char run[SUIMA_WEDGE_MAX_LENGTH + 1];
  gsize length; /* of the run; more than MAX_LENGTH when it is too long to be a scan */
  gint64 last_ms;
  char *scanned; /* owned, nullable: the last scan */
  gint64 scanned_ms;
};

/* A row of keys that follow each other on the keyboard. */
typedef struct
{
  guint first_code;
  const char *plain;
  const char *shifted;
} SuimaKeyRow;

static const SuimaKeyRow suima_wedge_rows[] = {
  { 2, "1234567890-=", "!@#$%^&*()_+" },
  { 16, "qwertyuiop[]", "QWERTYUIOP{}" },
  { 30, "asdfghjkl;'`", "ASDFGHJKL:\"~" },
  { 43, "\\zxcvbnm,./", "|ZXCVBNM<>?" },
  { 55, "*", "*" },
  { SUIMA_KEY_SPACE, " ", " " },
  { 71, "789-456+1230.", "789-456+1230." },
  { 98, "/", "/" },
};

SuimaWedge *
suima_wedge_new (void)
{
  return g_new0 (SuimaWedge, 1);
}

void
suima_wedge_free (SuimaWedge *wedge)
{
  if (wedge == NULL)
    return;
  g_free (wedge->scanned);
  g_free (wedge);
}

static char
suima_wedge_get_character (guint evdev_code, gboolean shift)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_wedge_rows); i++)
    {
      const SuimaKeyRow *row = &suima_wedge_rows[i];
      if (evdev_code >= row->first_code && evdev_code - row->first_code < strlen (row->plain))
        return (shift ? row->shifted : row->plain)[evdev_code - row->first_code];
    }
  return '\0';
}

static gboolean
suima_wedge_is_repeat (const SuimaWedge *wedge, gint64 at_ms)
{
  return g_strcmp0 (wedge->scanned, wedge->run) == 0 && at_ms >= wedge->scanned_ms &&
         at_ms - wedge->scanned_ms <= SUIMA_WEDGE_REPEAT_MS;
}

/* The run is over. Its closing key never gets through: it would press the focused button. */
static SuimaWedgeAnswer
suima_wedge_close (SuimaWedge *wedge, gint64 at_ms, char **ret_text)
{
  gsize length = wedge->length;

  wedge->length = 0;
  if (length < SUIMA_WEDGE_MIN_LENGTH || length > SUIMA_WEDGE_MAX_LENGTH)
    return SUIMA_WEDGE_HELD;
  wedge->run[length] = '\0';
  if (suima_wedge_is_repeat (wedge, at_ms))
    return SUIMA_WEDGE_HELD;
  g_free (wedge->scanned);
  wedge->scanned = g_strdup (wedge->run);
  wedge->scanned_ms = at_ms;
  *ret_text = g_strdup (wedge->run);
  return SUIMA_WEDGE_SCAN;
}

static void
suima_wedge_append (SuimaWedge *wedge, char character)
{
  if (wedge->length < SUIMA_WEDGE_MAX_LENGTH)
    wedge->run[wedge->length] = character;
  if (wedge->length <= SUIMA_WEDGE_MAX_LENGTH)
    wedge->length++;
}

SuimaWedgeAnswer
suima_wedge_feed (
    SuimaWedge *wedge, guint evdev_code, gboolean shift, gint64 at_ms, char **ret_text)
{
  char character = suima_wedge_get_character (evdev_code, shift);

  /* Time that runs backwards is a gap too: the server's clock wraps after 49 days. */
  if (at_ms < wedge->last_ms || at_ms - wedge->last_ms > SUIMA_WEDGE_GAP_MS)
    wedge->length = 0;
  wedge->last_ms = at_ms;
  if (evdev_code == SUIMA_KEY_LEFT_SHIFT || evdev_code == SUIMA_KEY_RIGHT_SHIFT)
    return SUIMA_WEDGE_PASS;
  if (wedge->length == 0 && (character == '\0' || character == ' '))
    return SUIMA_WEDGE_PASS;
  if (evdev_code == SUIMA_KEY_ENTER || evdev_code == SUIMA_KEY_KEYPAD_ENTER ||
      evdev_code == SUIMA_KEY_TAB)
    return suima_wedge_close (wedge, at_ms, ret_text);
  /* A code with control characters in it must not press keys of the kiosk. */
  if (character != '\0')
    suima_wedge_append (wedge, character);
  return SUIMA_WEDGE_HELD;
}
