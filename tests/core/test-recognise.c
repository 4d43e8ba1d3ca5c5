// SPDX-License-Identifier: Apache-2.0
#include "suima-recognise.h"

#include <string.h>

static void
test_recognise_table (void)
{
  static const struct
  {
    const char *text;
    SuimaScanKind kind;
    gboolean is_wrong;
    const char *field;
    const char *value;
  } cases[] = {
    { "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/10/CL-CH-2641/21/0C1S2000001XEB2Y1708",
      SUIMA_SCAN_OURS, FALSE, "lot", "CL-CH-2641" },
    { "HTTPS://TRACE.EXAMPLE.CN/SHOP7/OBJ/0C1S2000001XEB2Y1708", SUIMA_SCAN_OURS, FALSE, "shop",
      "SHOP7" },
    { "0c1s 2000 oo1x eb2y 1708", SUIMA_SCAN_SERIAL, FALSE, "serial", "0C1S2000001XEB2Y1708" },
    { "6901234567892", SUIMA_SCAN_GTIN, FALSE, "gtin", "06901234567892" },
    { "6901234567891", SUIMA_SCAN_GTIN, TRUE, "gtin", "06901234567891" },
    { "2200012008569", SUIMA_SCAN_GTIN, TRUE, "gtin", "02200012008569" },
    { "2200012008560", SUIMA_SCAN_GTIN, FALSE, "scope", "in-store" },
    { "(01)06901234567892(10)LOT123(21)SER001", SUIMA_SCAN_ELEMENTS, FALSE, "lot", "LOT123" },
    { "(01)06901234567892(17)261331", SUIMA_SCAN_ELEMENTS, TRUE, "gtin", "06901234567892" },
    { "]C10106901234567892" "3102002045" "10A1\x1d" "17270318", SUIMA_SCAN_ELEMENTS, FALSE,
      "net_weight_kg", "20.45" },
    { "010690123456789210A1\x1d" "17270300", SUIMA_SCAN_ELEMENTS, FALSE, "expiry_date",
      "2027-03-31" },
    { "00123456789012345675", SUIMA_SCAN_ELEMENTS, FALSE, "sscc", "123456789012345675" },
    { "https://id.gs1.org/01/09521234543213/10/ABC123?17=261231", SUIMA_SCAN_DIGITAL_LINK, FALSE,
      "expiry_date", "2026-12-31" },
    { "https://dl.example.com/some/path/01/06901234567892/10/A%2FB-1/21/0001",
      SUIMA_SCAN_DIGITAL_LINK, FALSE, "lot", "A/B-1" },
    { "https://id.gs1.org/01/06901234567891", SUIMA_SCAN_DIGITAL_LINK, TRUE, "host", "id.gs1.org" },
    { "https://id.gs1.org/01/06901234567892/21/SER/10/LOT", SUIMA_SCAN_DIGITAL_LINK, TRUE, "serial",
      "SER" },
    { "https://evil.example/login", SUIMA_SCAN_UNKNOWN, FALSE, "host", "evil.example" },
    { "javascript:alert(1)", SUIMA_SCAN_UNKNOWN, FALSE, NULL, NULL },
    { "'; DROP TABLE item;--", SUIMA_SCAN_UNKNOWN, FALSE, NULL, NULL },
    { "你好", SUIMA_SCAN_UNKNOWN, FALSE, NULL, NULL },
    { "", SUIMA_SCAN_UNKNOWN, FALSE, NULL, NULL },
    { "(", SUIMA_SCAN_UNKNOWN, FALSE, NULL, NULL },
    { "]C1", SUIMA_SCAN_UNKNOWN, FALSE, NULL, NULL },
    { "(99)", SUIMA_SCAN_ELEMENTS, TRUE, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaScan) scan = suima_recognise (cases[i].text);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (suima_scan_kind_to_code (scan->kind), ==,
                       suima_scan_kind_to_code (cases[i].kind));
      g_assert_cmpint (scan->problem != NULL, ==, cases[i].is_wrong);
      g_assert_cmpstr (scan->text, ==, cases[i].text);
      if (cases[i].field != NULL)
        g_assert_cmpstr (suima_scan_get_field (scan, cases[i].field), ==, cases[i].value);
    }
}

/* Hostile texts: any bytes, any length: never a crash, never more than text kept. */
static void
test_recognise_noise (void)
{
  GRand *rand = g_rand_new_with_seed (20261122);
  static const char pieces[] = "0123456789()]C1Q3HTPS:/.%?=&\x1d\xff<\"'ABxyz ";

  for (guint i = 0; i < 20000; i++)
    {
      char text[128];
      guint length = (guint) g_rand_int_range (rand, 0, sizeof text);
      g_autoptr (SuimaScan) scan = NULL;
      for (guint k = 0; k < length; k++)
        text[k] = pieces[g_rand_int_range (rand, 0, sizeof pieces - 1)];
      text[length] = '\0';
      scan = suima_recognise (text);
      g_assert_true (g_utf8_validate (scan->text, -1, NULL));
    }
  g_rand_free (rand);
}

static void
test_recognise_long (void)
{
  g_autofree char *text = g_strnfill (100000, '1');
  g_autoptr (SuimaScan) scan = suima_recognise (text);

  g_assert_cmpint (scan->kind, ==, SUIMA_SCAN_UNKNOWN);
  g_assert_nonnull (scan->problem);
  g_assert_cmpuint (strlen (scan->text), ==, SUIMA_SCAN_MAX_BYTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recognise/table", test_recognise_table);
  g_test_add_func ("/recognise/noise", test_recognise_noise);
  g_test_add_func ("/recognise/long", test_recognise_long);
  return g_test_run ();
}
