// SPDX-License-Identifier: Apache-2.0
#include "suima-wedge.h"

#include <string.h>

#define ENTER 28
#define SHIFT 42
#define URI "HTTPS://T.EXAMPLE.ORG/01/07800000001013/21/00001002JZ0JZ0J00000"

/* The test's own copy of a US keyboard, key by key. */
static guint
find_key (char character, gboolean *shift)
{
  static const struct
  {
    guint code;
    char plain, shifted;
  } keys[] = {
    { 2, '1', '!' },  { 3, '2', '@' },   { 4, '3', '#' },  { 5, '4', '$' },  { 6, '5', '%' },
    { 7, '6', '^' },  { 8, '7', '&' },   { 9, '8', '*' },  { 10, '9', '(' }, { 11, '0', ')' },
    { 12, '-', '_' }, { 13, '=', '+' },  { 16, 'q', 'Q' }, { 17, 'w', 'W' }, { 18, 'e', 'E' },
    { 19, 'r', 'R' }, { 20, 't', 'T' },  { 21, 'y', 'Y' }, { 22, 'u', 'U' }, { 23, 'i', 'I' },
    { 24, 'o', 'O' }, { 25, 'p', 'P' },  { 26, '[', '{' }, { 27, ']', '}' }, { 30, 'a', 'A' },
    { 31, 's', 'S' }, { 32, 'd', 'D' },  { 33, 'f', 'F' }, { 34, 'g', 'G' }, { 35, 'h', 'H' },
    { 36, 'j', 'J' }, { 37, 'k', 'K' },  { 38, 'l', 'L' }, { 39, ';', ':' }, { 40, '\'', '"' },
    { 41, '`', '~' }, { 43, '\\', '|' }, { 44, 'z', 'Z' }, { 45, 'x', 'X' }, { 46, 'c', 'C' },
    { 47, 'v', 'V' }, { 48, 'b', 'B' },  { 49, 'n', 'N' }, { 50, 'm', 'M' }, { 51, ',', '<' },
    { 52, '.', '>' }, { 53, '/', '?' },  { 57, ' ', ' ' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].plain == character || keys[i].shifted == character)
      {
        *shift = keys[i].plain != character;
        return keys[i].code;
      }
  g_assert_not_reached ();
}

static gint64
type (SuimaWedge *wedge, const char *text, gint64 at_ms, gint64 gap_ms)
{
  for (; *text != '\0'; text++)
    {
      gboolean shift = FALSE;
      char *scan = NULL;
      guint code = find_key (*text, &shift);
      if (shift)
        g_assert_cmpint (suima_wedge_feed (wedge, SHIFT, FALSE, at_ms, &scan), ==,
                         SUIMA_WEDGE_PASS);
      g_assert_cmpint (suima_wedge_feed (wedge, code, shift, at_ms, &scan), ==, SUIMA_WEDGE_HELD);
      g_assert_null (scan);
      at_ms += gap_ms;
    }
  return at_ms;
}

static void
test_wedge_scan (void)
{
  static const char *const texts[] = { URI, "780000", "]Q301~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./",
                                       "code with spaces Zz09" };
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();
  gint64 at_ms = 1000;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *scan = NULL;
      at_ms = type (wedge, texts[i], at_ms, 5);
      g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_SCAN);
      g_assert_cmpstr (scan, ==, texts[i]);
    }
}

static void
test_wedge_keypad (void)
{
  static const guint codes[] = { 79, 80, 81, 75, 76, 77, 71, 72, 73, 82 };
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();
  g_autofree char *scan = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (suima_wedge_feed (wedge, codes[i], FALSE, i, &scan), ==, SUIMA_WEDGE_HELD);
  g_assert_cmpint (suima_wedge_feed (wedge, 96, FALSE, 20, &scan), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpstr (scan, ==, "1234567890");
}

/* Enter, Space, Tab, arrows, F5 and Escape work buttons when no scan is under way. */
static void
test_wedge_empty_run (void)
{
  static const guint codes[] = { ENTER, 57, 15, 103, 108, 63, 1, 96, 0, 500 };
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();
  char *scan = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (suima_wedge_feed (wedge, codes[i], FALSE, 1000, &scan), ==, SUIMA_WEDGE_PASS);
  g_assert_null (scan);
}

static void
test_wedge_keys_in_run (void)
{
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();
  g_autofree char *scan = NULL;
  gint64 at_ms = type (wedge, "ABC", 0, 5);

  g_assert_cmpint (suima_wedge_feed (wedge, 63, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_HELD);
  g_assert_cmpint (suima_wedge_feed (wedge, 1, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_HELD);
  at_ms = type (wedge, "DEF", at_ms, 5);
  g_assert_cmpint (suima_wedge_feed (wedge, 15, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpstr (scan, ==, "ABCDEF");
}

static void
test_wedge_gap (void)
{
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();
  g_autofree char *scan = NULL;
  gint64 at_ms = type (wedge, "OLDOLD", 0, 5);

  at_ms = type (wedge, "NEWEST", at_ms + 96, SUIMA_WEDGE_GAP_MS);
  g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpstr (scan, ==, "NEWEST");
  at_ms = type (wedge, "LATELY", at_ms + 1, 1);
  g_clear_pointer (&scan, g_free);
  g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, at_ms + 100, &scan), ==,
                   SUIMA_WEDGE_PASS);
  g_assert_null (scan);
}

static void
test_wedge_clock_back (void)
{
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();
  g_autofree char *scan = NULL;

  type (wedge, "BEFORE", 5000, 1);
  type (wedge, "AFTER1", 10, 1);
  g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, 16, &scan), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpstr (scan, ==, "AFTER1");
}

static void
test_wedge_length (void)
{
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();
  g_autofree char *longest = g_strnfill (SUIMA_WEDGE_MAX_LENGTH, 'X');
  g_autofree char *longer = g_strnfill (SUIMA_WEDGE_MAX_LENGTH + 1, 'Y');
  g_autofree char *huge = g_strnfill (100000, 'Z');
  g_autofree char *scan = NULL;
  gint64 at_ms = type (wedge, "12345", 0, 5);

  g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_HELD);
  at_ms = type (wedge, longer, at_ms, 1);
  g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_HELD);
  at_ms = type (wedge, huge, at_ms, 1);
  g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_HELD);
  g_assert_null (scan);
  at_ms = type (wedge, longest, at_ms, 1);
  g_assert_cmpint (suima_wedge_feed (wedge, ENTER, FALSE, at_ms, &scan), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpstr (scan, ==, longest);
}

static SuimaWedgeAnswer
scan_at (SuimaWedge *wedge, const char *text, gint64 at_ms)
{
  g_autofree char *scan = NULL;

  type (wedge, text, at_ms - (gint64)strlen (text), 1);
  return suima_wedge_feed (wedge, ENTER, FALSE, at_ms, &scan);
}

static void
test_wedge_repeat (void)
{
  g_autoptr (SuimaWedge) wedge = suima_wedge_new ();

  g_assert_cmpint (scan_at (wedge, URI, 1000), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpint (scan_at (wedge, URI, 1400), ==, SUIMA_WEDGE_HELD);
  g_assert_cmpint (scan_at (wedge, URI, 2500), ==, SUIMA_WEDGE_HELD);
  g_assert_cmpint (scan_at (wedge, URI, 2700), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpint (scan_at (wedge, "780000", 2900), ==, SUIMA_WEDGE_SCAN);
  g_assert_cmpint (scan_at (wedge, URI, 3200), ==, SUIMA_WEDGE_SCAN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wedge/scan", test_wedge_scan);
  g_test_add_func ("/wedge/keypad", test_wedge_keypad);
  g_test_add_func ("/wedge/empty-run", test_wedge_empty_run);
  g_test_add_func ("/wedge/keys-in-run", test_wedge_keys_in_run);
  g_test_add_func ("/wedge/gap", test_wedge_gap);
  g_test_add_func ("/wedge/clock-back", test_wedge_clock_back);
  g_test_add_func ("/wedge/length", test_wedge_length);
  g_test_add_func ("/wedge/repeat", test_wedge_repeat);
  return g_test_run ();
}
