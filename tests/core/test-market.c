// SPDX-License-Identifier: Apache-2.0
// Sampling that can be drawn again, credit codes, sellers' files, ledgers side by side.
#include "suima-count.h"
#include "suima-market.h"
#include "suima-reconciliation.h"
#include "suima-stock.h"
#include "suima-uscc.h"

#include <string.h>

/* GB 32100-2015 names no example; these are of public registers, and what spoils them. */
static void
test_uscc (void)
{
  g_assert_true (suima_uscc_check ("91350100M000100Y43"));
  g_assert_true (suima_uscc_check ("91110000600037341L"));
  g_assert_false (suima_uscc_check ("91350100M000100Y34")); /* turned digits */
  g_assert_false (suima_uscc_check ("91350100M000100Y4"));
  g_assert_false (suima_uscc_check ("91350100M000100Y433"));
  g_assert_false (suima_uscc_check ("91350100MO00100Y43")); /* no letter O */
  g_assert_false (suima_uscc_check (""));
}

static void
test_zones (void)
{
  SuimaZone zone = SUIMA_ZONE_NONE;

  for (SuimaZone i = SUIMA_ZONE_ENTRY; i <= SUIMA_ZONE_DISPATCH; i++)
    {
      g_assert_true (suima_zone_from_code (suima_zone_to_code (i), &zone));
      g_assert_cmpint (zone, ==, i);
    }
  g_assert_true (suima_zone_from_code ("待检", &zone));
  g_assert_cmpint (zone, ==, SUIMA_ZONE_TESTING);
  g_assert_true (suima_zone_from_code ("交易区", &zone));
  g_assert_cmpint (zone, ==, SUIMA_ZONE_TRADE);
  g_assert_false (suima_zone_from_code ("", &zone));
  g_assert_false (suima_zone_from_code ("kitchen", &zone));
}

static void
test_required (void)
{
  const guint expected[][2] = { { 0, 0 }, { 1, 1 }, { 10, 1 }, { 11, 2 }, { 43, 5 }, { 100, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (suima_sampling_get_required (expected[i][0], 10), ==, expected[i][1]);
  g_assert_cmpuint (suima_sampling_get_required (7, 100), ==, 7);
}

/* The ranks are those that `printf 'SEED\nLOT' | sha256sum` gives. */
static void
test_draw (void)
{
  static const char seed[] = "00000000000000000000000000000000000000000000000000000000000000aa";
  g_autoptr (GPtrArray) lots = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *rank = suima_sampling_rank (seed, "urn:a");
  g_autoptr (GArray) drawn = NULL;
  g_autoptr (GArray) again = NULL;
  g_autoptr (GHashTable) ever = g_hash_table_new (NULL, NULL);

  g_assert_cmpstr (rank, ==, "54c6bb9244705e2b89a5bc1ff0c5310ec177a663c0a685887fd418e6dd0b700a");
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (lots, g_strdup_printf ("https://trace.local/A17/LOT/%u", i));
  drawn = suima_sampling_draw (seed, lots, 4);
  again = suima_sampling_draw (seed, lots, 4);
  g_assert_cmpuint (drawn->len, ==, 4);
  g_assert_cmpmem (drawn->data, 4 * sizeof (guint), again->data, 4 * sizeof (guint));
  for (guint i = 1; i < drawn->len; i++)
    {
      g_autofree char *one = suima_sampling_rank (seed, lots->pdata[g_array_index (drawn, guint, i - 1)]);
      g_autofree char *other = suima_sampling_rank (seed, lots->pdata[g_array_index (drawn, guint, i)]);
      g_assert_cmpint (strcmp (one, other), <, 0);
    }
  /* over many seeds every batch is drawn at some time */
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *other = g_strdup_printf ("%064x", i);
      g_autoptr (GArray) some = suima_sampling_draw (other, lots, 1);
      g_hash_table_add (ever, GUINT_TO_POINTER (g_array_index (some, guint, 0) + 1));
    }
  g_assert_cmpuint (g_hash_table_size (ever), ==, 40);
}

static SuimaTest *
new_test (const char *item, gboolean is_passed)
{
  SuimaTest *test = g_new0 (SuimaTest, 1);

  test->item = g_strdup (item);
  test->is_passed = is_passed;
  return test;
}

static void
test_failed (void)
{
  g_autoptr (GPtrArray) tests = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_test_free);

  g_assert_null (suima_tests_find_failed (tests));
  g_ptr_array_add (tests, new_test ("农残", FALSE));
  g_ptr_array_add (tests, new_test ("甲醛", TRUE)); /* another item mends nothing */
  g_assert_cmpstr (suima_tests_find_failed (tests)->item, ==, "农残");
  g_ptr_array_add (tests, new_test ("农残", TRUE));
  g_assert_null (suima_tests_find_failed (tests));
  g_ptr_array_add (tests, new_test ("农残", FALSE));
  g_assert_nonnull (suima_tests_find_failed (tests));
}

static void
test_month (void)
{
  SuimaDay first, next;

  g_assert_true (suima_month_parse ("2026-12", &first, &next));
  g_assert_cmpint (first, ==, suima_day_new (2026, 12, 1));
  g_assert_cmpint (next, ==, suima_day_new (2027, 1, 1));
  g_assert_false (suima_month_parse ("2026-13", &first, &next));
  g_assert_false (suima_month_parse ("2026-1", &first, &next));
  g_assert_false (suima_month_parse ("202611", &first, &next));
  g_assert_cmpint (suima_day_from_us (suima_day_to_us (first, 480), 480), ==, first);
  g_assert_cmpint (suima_day_from_us (suima_day_to_us (first, 480) - 1, 480), ==, first - 1);
}

static void
test_seller (void)
{
  SuimaDay today = suima_day_new (2026, 11, 22);
  SuimaParty party = { .uscc = (char *)"x", .phone = (char *)"1", .licence_to = today,
                       .agreement_to = today + 31, .left_on = SUIMA_DAY_NONE };

  g_assert_cmpuint (suima_party_check_seller (&party, today), ==, SUIMA_SELLER_LICENCE_EXPIRES);
  party.licence_to = today - 1;
  party.agreement_to = SUIMA_DAY_NONE;
  g_assert_cmpuint (suima_party_check_seller (&party, today), ==,
                    SUIMA_SELLER_LICENCE_EXPIRED | SUIMA_SELLER_AGREEMENT_UNKNOWN);
  g_assert_cmpint (suima_party_get_keep_until (&party), ==, SUIMA_DAY_NONE);
  party.left_on = suima_day_new (2026, 8, 31);
  g_assert_cmpuint (suima_party_check_seller (&party, today), ==, 0);
  g_assert_cmpint (suima_party_get_keep_until (&party), ==, suima_day_new (2027, 2, 28));
}

static void
add_line (GPtrArray *lines, guint ledger, const char *number, const char *lot, gint64 milli, const char *unit)
{
  SuimaLedgerLine *line = suima_ledger_line_new ();

  line->ledger = ledger;
  line->row = lines->len + 1;
  line->number = g_strdup (number);
  line->lot = g_strdup (lot);
  line->quantity_milli = milli;
  line->unit = g_strdup (unit);
  line->supplier = g_strdup (ledger == 2 ? "南沙冷链" : NULL);
  g_ptr_array_add (lines, line);
}

static void
add_three (GPtrArray *lines, const char *number, const char *lot, const gint64 milli[3], const char *const units[3])
{
  for (guint i = 0; i < 3; i++)
    if (milli[i] >= 0)
      add_line (lines, i, number, lot, milli[i], units[i]);
}

static void
test_reconcile (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_ledger_line_free);
  g_autoptr (GPtrArray) differences = NULL;
  const char *const boxes[] = { "箱", "箱", "箱" }, *const weights[] = { "kg", "吨", "公斤" };
  const char *const mixed[] = { "箱", "kg", NULL };
  guint n_matched = 0;
  const SuimaDifference *difference;
  const struct
  {
    SuimaDifferenceKind kind;
    const char *number;
  } expected[] = {
    { SUIMA_DIFFERENCE_DAMAGED, "5.34520E+17" }, { SUIMA_DIFFERENCE_NO_NUMBER, "" },
    { SUIMA_DIFFERENCE_UNREADABLE, "A7" },       { SUIMA_DIFFERENCE_MISSING, "A2" },
    { SUIMA_DIFFERENCE_QUANTITY, "A3" },         { SUIMA_DIFFERENCE_UNIT, "A4" },
    { SUIMA_DIFFERENCE_LOT, "A5" },
  };

  add_three (lines, "A1", "L1", (const gint64[]){ 1000000, 1000, 1000000 }, weights); /* alike */
  add_line (lines, 0, "A6", "L6", 4000, "箱");
  add_line (lines, 0, "A6", "L6", 6000, "箱"); /* two rows of one ledger are summed up */
  add_line (lines, 1, "A6", "L6", 10000, NULL);
  add_line (lines, 2, "A6", "L6", 10000, "箱");
  add_three (lines, "A2", "L2", (const gint64[]){ 1000, -1, 1000 }, boxes);
  add_three (lines, "A3", "L3", (const gint64[]){ 20000, 20000, 19000 }, boxes);
  add_three (lines, "A4", "L4", (const gint64[]){ 20000, 20000, 20000 }, mixed);
  add_line (lines, 0, "A5", "L5", 1000, "箱");
  add_line (lines, 1, "A5", "L5B", 1000, "箱");
  add_line (lines, 2, "A5", "L5", 1000, "箱");
  add_line (lines, 0, "5.34520E+17", "L8", 1000, "箱");
  add_line (lines, 1, "", "L9", 1000, "箱");
  add_line (lines, 2, "A7", "L7", 0, "箱");
  differences = suima_ledgers_compare (lines, &n_matched);
  g_assert_cmpuint (n_matched, ==, 2);
  g_assert_cmpuint (differences->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < differences->len; i++)
    {
      difference = differences->pdata[i];
      g_assert_cmpint (difference->kind, ==, expected[i].kind);
      g_assert_cmpstr (difference->number, ==, expected[i].number);
    }
  difference = differences->pdata[3];
  g_assert_cmpint (difference->quantities_milli[1], ==, -1);
  g_assert_cmpstr (difference->supplier, ==, "南沙冷链");
  difference = differences->pdata[6];
  g_assert_cmpstr (difference->lots[1], ==, "L5B");
  g_assert_cmpstr (difference->lots[2], ==, "L5");
}

static void
test_findings (void)
{
  for (guint i = SUIMA_COUNT_FOUND; i < SUIMA_COUNT_N_FINDINGS; i++)
    g_assert_cmpint (
        suima_count_finding_from_code (suima_count_finding_to_code ((SuimaCountFinding)i)), ==, i);
  g_assert_cmpint (suima_count_finding_from_code ("lost"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/uscc", test_uscc);
  g_test_add_func ("/market/zones", test_zones);
  g_test_add_func ("/market/required", test_required);
  g_test_add_func ("/market/draw", test_draw);
  g_test_add_func ("/market/failed", test_failed);
  g_test_add_func ("/market/month", test_month);
  g_test_add_func ("/market/seller", test_seller);
  g_test_add_func ("/market/reconcile", test_reconcile);
  g_test_add_func ("/market/findings", test_findings);
  return g_test_run ();
}
