// SPDX-License-Identifier: Apache-2.0
#include "suima-xlsx.h"
#include "test-workbook.h"

static void
test_styles_dates (void)
{
  static const char *const dates[] = {
    "yyyy-mm-dd",     "m/d/yy", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]yyyy\"年\"m\"月\"",
    "[DBNum1]m月d日", "mmm",    "yyyy/m/d h:mm:ss",           "d",
    "\\d yyyy"
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_test_message ("%s", dates[i]);
      g_assert_true (suima_format_is_date (dates[i]));
    }
}

static void
test_styles_numbers (void)
{
  static const char *const numbers[] = {
    "General",  "0.00\"days\"",  "[Red]0", "#,##0\\d", "h:mm",    "[h]:mm:ss",
    "mm:ss",    "0.00_d",        "@",      "",         "0;\"d\"", "0*d",
    "[Yellow]", "\"未闭合 yyyy", "0\\",    "0;yyyy"
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_test_message ("%s", numbers[i]);
      g_assert_false (suima_format_is_date (numbers[i]));
    }
}

static void
test_styles_builtin (void)
{
  const TestPart part = { "s.xml",
                          "<styleSheet><cellXfs><xf numFmtId=\"13\"/><xf numFmtId=\"14\"/>"
                          "<xf numFmtId=\"22\"/><xf numFmtId=\"23\"/><xf numFmtId=\"27\"/>"
                          "<xf numFmtId=\"36\"/><xf numFmtId=\"37\"/><xf numFmtId=\"49\"/>"
                          "<xf numFmtId=\"50\"/><xf numFmtId=\"58\"/><xf numFmtId=\"59\"/>"
                          "<xf numFmtId=\"-14\"/><xf/></cellXfs></styleSheet>",
                          0 };
  static const gboolean expected[] = { FALSE, TRUE, TRUE, FALSE, TRUE,  TRUE, FALSE,
                                       FALSE, TRUE, TRUE, FALSE, FALSE, FALSE };
  g_autoptr (GBytes) bytes = test_zip (&part, 1);
  g_autoptr (SuimaPackage) package = suima_package_open (bytes, NULL);
  g_autoptr (SuimaStyles) styles = suima_styles_new ();

  g_assert_true (suima_styles_read (styles, package, "s.xml", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (suima_styles_is_date (styles, i), ==, expected[i]);
  g_assert_false (suima_styles_is_date (styles, 1000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/styles/dates", test_styles_dates);
  g_test_add_func ("/styles/numbers", test_styles_numbers);
  g_test_add_func ("/styles/builtin", test_styles_builtin);
  return g_test_run ();
}
