// SPDX-License-Identifier: Apache-2.0
#include "suima-conformity.h"
#include "suima-error.h"

#include <string.h>

static void
test_numbers (void)
{
  const guint8 random[] = { 6, 24 + 2, 255, 33 };
  g_autofree char *number = suima_conformity_new_number (suima_day_new (2026, 9, 18), random);
  g_autofree char *uri = suima_conformity_to_uri (number, "TRACE.EXAMPLE.CN");
  g_autoptr (SuimaConformity) ours = suima_conformity_parse (uri, NULL);
  g_autoptr (SuimaConformity) theirs =
      suima_conformity_parse ("https://hgz.example.cn/hgz/HGZ20260918-7K2M", NULL);

  g_assert_cmpstr (number, ==, "HGZ20260918-G49B");
  g_assert_cmpstr (uri, ==, "HTTPS://TRACE.EXAMPLE.CN/HGZ/HGZ20260918-G49B");
  g_assert_cmpstr (ours->number, ==, number);
  g_assert_cmpint (ours->issued, ==, suima_day_new (2026, 9, 18));
  g_assert_cmpstr (theirs->number, ==, "HGZ20260918-7K2M");
}

static void
test_words (void)
{
  static const char text[] = "承诺达标合格证\n我承诺对生产销售的食用农产品：\n"
                             "产品名称：小白菜\n数量（重量）：５０.５千克\n产地：广东省中山市\n"
                             "承诺主体：中山菜社\n联系方式：13812345678\n开具日期：2026年9月18日\n";
  g_autoptr (SuimaConformity) read = suima_conformity_parse (text, NULL);
  g_autoptr (SuimaConformity) again = NULL;
  g_autoptr (json_t) json = NULL;

  g_assert_cmpstr (read->product, ==, "小白菜");
  g_assert_cmpint (read->quantity_milli, ==, 50500);
  g_assert_cmpstr (read->unit, ==, "千克");
  g_assert_cmpstr (read->origin, ==, "广东省中山市");
  g_assert_cmpstr (read->issuer, ==, "中山菜社");
  g_assert_null (read->phone);
  g_assert_cmpint (read->issued, ==, suima_day_new (2026, 9, 18));
  g_assert_true (g_str_has_prefix (read->number, "WZ"));
  json = suima_conformity_to_json (read);
  again = suima_conformity_from_json (json);
  g_assert_cmpstr (again->number, ==, read->number);
  g_assert_cmpint (again->quantity_milli, ==, 50500);
  g_assert_cmpint (again->issued, ==, read->issued);
}

static void
test_others (void)
{
  static const char *const texts[] = {
    "", "HGZ20261318-7K2M", "HGZ20260918-7K2O", "HGZ20260918-7K2MX", "ftp://a/HGZ20260918-7K2M",
    "合格证", "6901234567892", "https://a.cn/hgz/", "产品名称：合格证",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaConformity) read = suima_conformity_parse (texts[i], &error);
      if (i == G_N_ELEMENTS (texts) - 1)
        continue; /* words enough */
      g_assert_null (read);
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conformity/numbers", test_numbers);
  g_test_add_func ("/conformity/words", test_words);
  g_test_add_func ("/conformity/others", test_others);
  return g_test_run ();
}
