// SPDX-License-Identifier: Apache-2.0
#include "suima-code.h"
#include "suima-error.h"
#include "suima-hex.h"
#include "suima-serial.h"

#include <string.h>

static const char *const serials[] = { "0C1S2000001XEB2Y1708", "0C1S20000027HHGZXJGT",
                                       "000000000017XF99N50C", "ZZZZZZZZZZZ3Z1SKVJ7H" };

static void
test_serial_known (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (serials); i++)
    {
      SuimaSerial parts;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = suima_serial_parse (serials[i], &parts, &error);
      g_autofree char *again = NULL;
      g_assert_no_error (error);
      again = suima_serial_to_text (&parts);
      g_assert_cmpstr (text, ==, serials[i]);
      g_assert_cmpstr (again, ==, serials[i]);
    }
}

static void
test_serial_typed (void)
{
  g_autofree char *text = suima_serial_parse ("oc1s-2ooo oolx eb2y 17o8", NULL, NULL);
  g_autofree char *groups = suima_serial_to_groups (serials[0]);

  g_assert_cmpstr (text, ==, serials[0]);
  g_assert_cmpstr (groups, ==, "0C1S 2000 001X EB2Y 1708");
}

/* Every single wrong character and every swap of two is seen. */
static void
test_serial_damage (void)
{
  const char *alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  for (guint at = 0; at < SUIMA_SERIAL_LENGTH; at++)
    {
      for (const char *c = alphabet; *c != '\0'; c++)
        {
          g_autofree char *wrong = g_strdup (serials[0]);
          g_autofree char *parsed = NULL;
          wrong[at] = *c;
          parsed = suima_serial_parse (wrong, NULL, NULL);
          g_assert_cmpint (parsed != NULL, ==, *c == serials[0][at]);
        }
      for (guint to = at + 1; to < SUIMA_SERIAL_LENGTH; to++)
        {
          g_autofree char *swapped = g_strdup (serials[0]);
          g_autofree char *parsed = NULL;
          swapped[at] = serials[0][to];
          swapped[to] = serials[0][at];
          parsed = suima_serial_parse (swapped, NULL, NULL);
          g_assert_cmpint (parsed != NULL, ==, swapped[at] == swapped[to]);
        }
    }
}

static void
test_code_round_trip (void)
{
  static const char *const uris[] = {
    "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/10/CL-CH-2641/21/0C1S2000001XEB2Y1708",
    "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS://127.0.0.1:8460/SHOP7/OBJ/0C1S2000001XEB2Y1708",
    ("HTTPS://TRACE.EXAMPLE.CN/ZJH11V17WXDYYVTKBP1X8JD390J5WJ8S6DSANDQ2G0XMWKR6WNMTGTQ992FSMW8S2CZ5PV5"
     "SPE7WJBA0E7F9RZG6KJP2BXARKXMCE3R/01/07800000001013/10/CL-CH-2641/21/0C1S2000001XEB2Y1708"),
  };
  static const char *const epcs[] = {
    "https://trace.example.cn/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "https://trace.example.cn/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "https://127.0.0.1:8460/SHOP7/OBJ/0C1S2000001XEB2Y1708",
    "https://trace.example.cn/01/07800000001013/21/0C1S2000001XEB2Y1708",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaCode) code = suima_code_parse (uris[i], &error);
      g_autofree char *uri = NULL, *epc = NULL;
      g_assert_no_error (error);
      uri = suima_code_to_uri (code);
      epc = suima_code_to_epc (code);
      g_assert_cmpstr (uri, ==, uris[i]);
      g_assert_cmpstr (epc, ==, epcs[i]);
    }
}

static void
test_code_refused (void)
{
  static const char *const texts[] = {
    "", "https://trace.example.cn/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS://TRACE.EXAMPLE.CN/01/07800000001014/21/0C1S2000001XEB2Y1708",
    "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/21/0C1S2000001XEB2Y1709",
    "HTTPS://TRACE.EXAMPLE.CN/01/7800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/21/0C1S2000001XEB2Y1708?A=1",
    "HTTPS://TRACE.EXAMPLE.CN/X/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS://A@B.CN/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS:///01/07800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS://..CN/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS://TRACE.EXAMPLE.CN//OBJ/0C1S2000001XEB2Y1708", "JAVASCRIPT:ALERT",
    "HTTPS://TRACE.EXAMPLE.CN/SHOP7/OBJ/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaCode) code = suima_code_parse (texts[i], &error);
      g_assert_null (code);
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

static void
test_gtin (void)
{
  g_autofree char *gtin = suima_gtin_to_14 ("7800000001013");

  g_assert_cmpstr (gtin, ==, "07800000001013");
  g_assert_true (suima_gtin_check ("7800000001013"));
  g_assert_true (suima_gtin_check ("06901234567892"));
  g_assert_false (suima_gtin_check ("7800000001019"));
  g_assert_false (suima_gtin_check ("7.80E+12"));
  g_assert_false (suima_gtin_check ("780000000101"));
  g_assert_false (suima_gtin_is_restricted (gtin));
  g_assert_true (suima_gtin_is_restricted ("02200012008560"));
  g_assert_true (suima_gtin_is_restricted ("00400012008560"));
  g_assert_true (suima_lot_is_printable ("CL-CH-2641"));
  g_assert_false (suima_lot_is_printable ("X9/..\\x"));
  g_assert_false (suima_lot_is_printable ("ES10.0-261"));
  g_assert_false (suima_lot_is_printable ("A12345678901234567890"));
}

static void
test_base32 (void)
{
  guint8 bytes[64], back[64];
  g_autofree char *text = NULL;

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * 37 + 11);
  text = suima_base32_encode (bytes, sizeof bytes);
  g_assert_cmpuint (strlen (text), ==, SUIMA_CODE_SIGNATURE_LENGTH);
  g_assert_true (suima_base32_decode (text, back, sizeof back));
  g_assert_cmpmem (bytes, sizeof bytes, back, sizeof back);
  text[102] = text[102] == 'Z' ? 'Y' : 'Z'; /* a padding bit */
  g_assert_false (suima_base32_decode (text, back, sizeof back));
  text[102] = 'u';
  g_assert_false (suima_base32_decode (text, back, sizeof back));
}

static void
test_hex (void)
{
  const guint8 bytes[] = { 0x00, 0x7f, 0xa5, 0xff };
  guint8 back[4] = { 1, 2, 3, 4 };
  g_autofree char *hex = suima_bytes_to_hex (bytes, sizeof bytes);

  g_assert_cmpstr (hex, ==, "007fa5ff");
  g_assert_true (suima_hex_to_bytes ("007FA5ff", back, sizeof back));
  g_assert_cmpmem (bytes, sizeof bytes, back, sizeof back);
  g_assert_false (suima_hex_to_bytes ("007fa5f", back, sizeof back));
  g_assert_false (suima_hex_to_bytes ("007fa5fg", back, sizeof back));
  g_assert_false (suima_hex_to_bytes (NULL, back, sizeof back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/serial/known", test_serial_known);
  g_test_add_func ("/serial/typed", test_serial_typed);
  g_test_add_func ("/serial/damage", test_serial_damage);
  g_test_add_func ("/code/round-trip", test_code_round_trip);
  g_test_add_func ("/code/refused", test_code_refused);
  g_test_add_func ("/gtin", test_gtin);
  g_test_add_func ("/base32", test_base32);
  g_test_add_func ("/hex", test_hex);
  return g_test_run ();
}
