// SPDX-License-Identifier: Apache-2.0
#include "suima-day.h"
#include "suima-error.h"

static void
test_day_forms (void)
{
  static const char *const forms[] = { "2026-09-18",    "2026/9/18",         "2026.9.18",
                                       "20260918",      "2026年9月18日",     "２０２６年９月１８日",
                                       " 2026-9-18 ",   "2026-09-18 07:10", "2026 年 9 月 18 日",
                                       "2026-09-18T00:00:00" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      SuimaDay day = SUIMA_DAY_NONE;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_assert_true (suima_day_parse (forms[i], &day, &error));
      g_assert_no_error (error);
      text = suima_day_to_text (day);
      g_assert_cmpstr (text, ==, "2026-09-18");
    }
}

static void
test_day_refused (void)
{
  static const char *const forms[] = { "2026-02-30", "18/09/2026", "26-09-18", "2026-13-01", "",
                                       "见包装",     "2026-9",     "20261301", "2026-09-18x" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      SuimaDay day = 77;
      g_autoptr (GError) error = NULL;
      g_assert_false (suima_day_parse (forms[i], &day, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      g_assert_cmpint (day, ==, 77);
    }
}

static void
test_day_round_trip (void)
{
  SuimaDay last = suima_day_new (2199, 12, 31);

  for (SuimaDay day = suima_day_new (1900, 1, 1); day <= last; day++)
    {
      int y, m, d;
      suima_day_split (day, &y, &m, &d);
      g_assert_cmpint (suima_day_new (y, m, d), ==, day);
    }
  g_assert_cmpint (suima_day_new (1970, 1, 1), ==, 0);
  g_assert_cmpint (suima_day_new (2100, 2, 29), ==, SUIMA_DAY_NONE);
}

static void
test_day_excel (void)
{
  g_assert_cmpint (suima_day_from_excel (46260, FALSE), ==, suima_day_new (2026, 8, 26));
  g_assert_cmpint (suima_day_from_excel (46260.75, FALSE), ==, suima_day_new (2026, 8, 26));
  g_assert_cmpint (suima_day_from_excel (46260 - 1462, TRUE), ==, suima_day_new (2026, 8, 26));
  g_assert_cmpint (suima_day_from_excel (12, FALSE), ==, SUIMA_DAY_NONE);
}

static void
test_day_zone (void)
{
  gint64 late_evening_utc = 20779 * G_TIME_SPAN_DAY - 1;

  g_assert_cmpint (suima_day_from_us (late_evening_utc, 480) -
                     suima_day_from_us (late_evening_utc, 0),
                   ==, 1);
  g_assert_cmpint (suima_day_from_us (-1, 0), ==, -1);
}

static void
test_day_life (void)
{
  static const struct
  {
    const char *text;
    const char *expiry; /* of goods made on 2026-08-31 */
  } cases[] = {
    { "45天", "2026-10-15" },       { "24个月", "2028-08-31" },  { "6个月", "2027-02-28" },
    { "540日", "2028-02-22" },      { "2年", "2028-08-31" },     { "18M", "2028-02-29" },
    { "72小时", "2026-09-03" },     { "0-4℃ 7天", "2026-09-07" }, { "30 days", "2026-09-30" },
    { "有效期至2027-03-01", "2027-03-01" }, { "至 2027/3/1", "2027-03-01" },
    { "2027年3月1日", "2027-03-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SuimaShelfLife life;
      SuimaDay until;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_assert_true (suima_shelf_life_parse (cases[i].text, &life, &until, &error));
      g_assert_no_error (error);
      if (until == SUIMA_DAY_NONE)
        until = suima_day_add (suima_day_new (2026, 8, 31), life);
      text = suima_day_to_text (until);
      g_assert_cmpstr (text, ==, cases[i].expiry);
    }
}

static void
test_day_life_refused (void)
{
  static const char *const texts[] = { "见包装", "", "天", "0天", "3天或5天", "45", "有效期至2027-02-30" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SuimaShelfLife life;
      SuimaDay until;
      g_autoptr (GError) error = NULL;
      g_assert_false (suima_shelf_life_parse (texts[i], &life, &until, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/forms", test_day_forms);
  g_test_add_func ("/day/refused", test_day_refused);
  g_test_add_func ("/day/round-trip", test_day_round_trip);
  g_test_add_func ("/day/excel", test_day_excel);
  g_test_add_func ("/day/zone", test_day_zone);
  g_test_add_func ("/day/life", test_day_life);
  g_test_add_func ("/day/life-refused", test_day_life_refused);
  return g_test_run ();
}
