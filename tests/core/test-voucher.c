// SPDX-License-Identifier: Apache-2.0
// A voucher to its code and back; what is not exactly one is refused.
#include "suima-error.h"
#include "suima-serial.h"
#include "suima-voucher.h"

#include <string.h>

#define HOST "TRACE.EXAMPLE.CN"

static SuimaBatch *
new_line (const char *product, const char *lot)
{
  SuimaBatch *line = suima_batch_new ();

  line->product = g_strdup (product);
  line->origin = g_strdup ("智利");
  line->lot = g_strdup (lot);
  line->unit = g_strdup ("箱");
  line->gtin = g_strdup ("06901234567892");
  line->temp_class = SUIMA_TEMP_CHILLED;
  line->quantity_milli = 20500;
  line->production = suima_day_new (2026, 11, 10);
  line->expiry = suima_day_new (2026, 12, 20);
  line->papers[SUIMA_PAPER_INSPECTION] = g_strdup ("440120261234561");
  return line;
}

static SuimaVoucher *
new_voucher (guint n_lines)
{
  SuimaVoucher *voucher = suima_voucher_new ();

  voucher->station = 0x12345;
  voucher->epoch = 1;
  for (guint i = 0; i < sizeof voucher->public_key; i++)
    voucher->public_key[i] = (guint8)i;
  voucher->number = 12;
  voucher->day = suima_day_new (2026, 11, 22);
  voucher->seller = g_strdup ("果栏");
  voucher->place = g_strdup ("A17");
  voucher->buyer = g_strdup ("好味饭店");
  for (guint i = 0; i < n_lines; i++)
    g_ptr_array_add (voucher->lines, new_line ("车厘子", "A1"));
  return voucher;
}

/* Known answers: another program must come to the same characters. */
static void
test_vector (void)
{
  g_autoptr (SuimaVoucher) voucher = new_voucher (1);
  g_autofree char *whole = suima_voucher_to_uri (voucher, HOST, FALSE);
  g_autofree char *part = suima_voucher_to_uri (voucher, HOST, TRUE);
  g_autofree char *number = suima_voucher_dup_number (voucher);
  g_autofree char *word = suima_voucher_dup_check_word (voucher->public_key);

  g_assert_cmpstr (number, ==, "28T51-PZ000012");
  g_assert_cmpstr (word, ==, "9475-1MQY-ZQNF");
  g_assert_cmpstr (whole, ==, "HTTPS://" HOST "/V/040J6H81000G40R40M30E209185GR38E1W8124GK2GAHC5RR34D1P70X3RFGSQTC0VK9X776M27G6G9H6W6EB9DXWP8V7TD5NQJVN5R117MBV9Q5HTCEBBCG0VK9KEQ5H2MG4G9H001YFBNHTJARN3FDS00G5550079MSYTC047K8D1G64S30CHP64S36D1N6RRG");
  g_assert_cmpstr (part, ==, "HTTPS://" HOST "/V/080J6H81000G40R40M30E209185GR38E1W8124GK2GAHC5RR34D1P70X3RFGSQTC0VK9X776M27G6G9H6W6EB9DXWP8V7TD5NQJVN5R18Q12B0H2S7WAM0W4EQ02TJC85T33P01YZ67G8AMXAKZPERK0MN4G");
}

static void
test_round_trip (void)
{
  g_autoptr (SuimaVoucher) voucher = new_voucher (3);
  g_autofree char *uri = suima_voucher_to_uri (voucher, HOST, FALSE);
  g_autofree char *part = suima_voucher_to_uri (voucher, HOST, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaVoucher) read = suima_voucher_parse (uri, &error);
  g_autoptr (SuimaVoucher) short_one = suima_voucher_parse (part, NULL);
  const SuimaBatch *line;

  g_assert_no_error (error);
  g_assert_true (suima_voucher_is_uri (uri));
  g_assert_cmpstr (read->seller, ==, "果栏");
  g_assert_cmpstr (read->buyer, ==, "好味饭店");
  g_assert_cmpint (read->day, ==, voucher->day);
  g_assert_cmpuint (read->lines->len, ==, 3);
  line = read->lines->pdata[2];
  g_assert_cmpstr (line->product, ==, "车厘子");
  g_assert_cmpstr (line->gtin, ==, "06901234567892");
  g_assert_cmpstr (line->country, ==, "CL");
  g_assert_cmpint (line->quantity_milli, ==, 20500);
  g_assert_cmpint (line->expiry, ==, suima_day_new (2026, 12, 20));
  g_assert_cmpstr (line->papers[SUIMA_PAPER_INSPECTION], ==, "440120261234561");
  g_assert_true (short_one->is_short);
  g_assert_cmpuint (short_one->n_lines, ==, 3);
  g_assert_cmpmem (short_one->digest, 32, read->digest, 32);
}

/* Every cut and every changed character is refused or says something else: never a crash. */
static void
test_damage (void)
{
  g_autoptr (SuimaVoucher) voucher = new_voucher (2);
  g_autofree char *uri = suima_voucher_to_uri (voucher, HOST, FALSE);
  gsize length = strlen (uri);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_strndup (uri, i);
      g_autofree char *changed = g_strdup (uri);
      g_autoptr (SuimaVoucher) from_cut = suima_voucher_parse (cut, NULL);
      g_autoptr (SuimaVoucher) from_changed = NULL;
      g_assert_null (from_cut);
      changed[i] = changed[i] == '7' ? '8' : '7';
      from_changed = suima_voucher_parse (changed, NULL);
      if (from_changed != NULL)
        {
          g_autofree char *again =
              suima_voucher_to_uri (from_changed, from_changed->host, FALSE);
          g_assert_cmpstr (again, !=, uri);
        }
    }
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "", "HTTPS://", "HTTPS:///V/00", "HTTPS://A/V/", "HTTPS://A/V//", "https://a.cn/v/041",
    "HTTPS://TRACE.EXAMPLE.CN/V/%00", "HTTPS://EVIL@A.CN/V/04000000",
    "HTTPS://TRACE.EXAMPLE.CN/V/ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_voucher_parse (texts[i], &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/voucher/vector", test_vector);
  g_test_add_func ("/voucher/round-trip", test_round_trip);
  g_test_add_func ("/voucher/damage", test_damage);
  g_test_add_func ("/voucher/hostile", test_hostile);
  return g_test_run ();
}
