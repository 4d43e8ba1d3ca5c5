// SPDX-License-Identifier: Apache-2.0
#include "suima-batch.h"
#include "suima-error.h"

static void
test_quantity (void)
{
  static const struct
  {
    const char *text;
    gint64 milli;
    const char *back;
  } good[] = {
    { "120", 120000, "120" },       { "1,200", 1200000, "1200" },       { "75.5", 75500, "75.5" },
    { "1,234,567.125", 1234567125, "1234567.125" }, { "１２", 12000, "12" }, { "0.050", 50, "0.05" },
  };
  static const char *const bad[] = { "",    "-3",  "0",     "5kg",   "1,5",  "12,34",  "1,2345",
                                     "1.",  ".5",  "1.2345", "1e5",  "99999999999999999999",
                                     "abc", "1,,2", "1 2" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 milli = 0;
      g_autofree char *back = NULL;
      g_assert_true (suima_quantity_parse (good[i].text, &milli, NULL));
      g_assert_cmpint (milli, ==, good[i].milli);
      back = suima_quantity_to_text (milli);
      g_assert_cmpstr (back, ==, good[i].back);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 milli = 7;
      g_autoptr (GError) error = NULL;
      g_assert_false (suima_quantity_parse (bad[i], &milli, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      g_assert_cmpint (milli, ==, 7);
    }
}

static void
test_origin (void)
{
  static const char *const cases[][2] = {
    { "智利", "CL" },     { "厄瓜多尔", "EC" }, { "新西兰", "NZ" }, { "ECU", "EC" },
    { "Chile", "CL" },    { "浙江平湖", "CN" }, { "中国", "CN" },   { "广东中山", "CN" },
    { "巴西 圣保罗", "BR" }, { "印度尼西亚", "ID" }, { "印度", "IN" }, { " 挪威　", "NO" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (suima_country_from_origin (cases[i][0]), ==, cases[i][1]);
  g_assert_null (suima_country_from_origin ("火星"));
  g_assert_null (suima_country_from_origin (""));
  g_assert_cmpstr (suima_country_from_number ("218"), ==, "EC");
  g_assert_cmpstr (suima_country_from_number ("036"), ==, "AU");
  g_assert_cmpstr (suima_country_from_number ("004"), ==, "AF");
  g_assert_cmpstr (suima_country_from_number ("894"), ==, "ZM");
  g_assert_null (suima_country_from_number ("000"));
  g_assert_null (suima_country_from_number ("999"));
  g_assert_null (suima_country_from_number ("21a"));
  g_assert_null (suima_country_from_number (NULL));
}

static void
test_paper_codes (void)
{
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    {
      SuimaPaperKind kind = SUIMA_N_PAPERS;
      g_assert_true (suima_paper_kind_from_code (suima_paper_kind_to_code ((SuimaPaperKind) i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/batch/quantity", test_quantity);
  g_test_add_func ("/batch/origin", test_origin);
  g_test_add_func ("/batch/papers", test_paper_codes);
  return g_test_run ();
}
