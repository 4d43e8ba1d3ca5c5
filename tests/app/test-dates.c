// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-dates.h"

static void
test_days (void)
{
  SuimaDay today = suima_day_new (2026, 11, 22);
  static const struct
  {
    int offset;
    const char *day, *left;
  } cases[] = {
    { 0, "今天", "今天到期" },        { -1, "昨天", "过期 1 天" },
    { 1, "明天", "还剩 1 天" },       { -2, "11月20日", "过期 2 天" },
    { 27, "12月19日", "还剩 27 天" }, { 40, "2027年1月1日", "还剩 40 天" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = suima_dates_day_to_words (today + cases[i].offset, today);
      g_autofree char *left = suima_dates_left_to_words (today + cases[i].offset, today);
      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (left, ==, cases[i].left);
    }
}

static void
test_none (void)
{
  g_autofree char *day = suima_dates_day_to_words (SUIMA_DAY_NONE, 20000);
  g_autofree char *left = suima_dates_left_to_words (SUIMA_DAY_NONE, 20000);

  g_assert_cmpstr (day, ==, "");
  g_assert_cmpstr (left, ==, "");
}

static void
test_moments (void)
{
  gint64 now_us = fixture_parse_time (FIXTURE_NOW);
  static const struct
  {
    const char *at, *moment, *ago;
  } cases[] = {
    { "2026-11-22T09:59:40.000+08:00", "今天 09:59", "刚刚" },
    { "2026-11-22T09:57:00.000+08:00", "今天 09:57", "3分前" },
    /* The day is the shop's, not Greenwich's. */
    { "2026-11-22T00:05:00.000+08:00", "今天 00:05", "9小时前" },
    { "2026-11-21T23:55:00.000+08:00", "昨天 23:55", "10小时前" },
    { "2026-11-18T10:00:00.000+08:00", "11月18日 10:00", "4天前" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at_us = fixture_parse_time (cases[i].at);
      g_autofree char *moment = suima_dates_moment_to_words (at_us, now_us, 480);
      g_autofree char *ago = suima_dates_ago_to_words (at_us, now_us);
      g_assert_cmpstr (moment, ==, cases[i].moment);
      g_assert_cmpstr (ago, ==, cases[i].ago);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/app/dates/days", test_days);
  g_test_add_func ("/app/dates/none", test_none);
  g_test_add_func ("/app/dates/moments", test_moments);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
