// SPDX-License-Identifier: Apache-2.0
// A stock check: what a round shows, and what its signature changes.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-count.h"
#include "suima-station-stock.h"

static const char sheet[] =
    "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,承诺达标合格证编号\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,10,箱,平湖果业,HGZ1\n"
    "平湖番茄,散装,F1,浙江平湖,2026-11-10,2026-11-30,10,箱,平湖菜社,HGZ2\n";

static void
move (Fixture *fixture, SuimaEventKind kind, const char *code, const char *place)
{
  const char *const codes[] = { code, NULL };
  const SuimaMove request = { .kind = kind, .codes = codes, .price_fen = -1, .to_place = place,
                              .reason = "盘点测试" };
  GError *error = NULL;
  g_autoptr (SuimaMoveResult) result = suima_station_move (fixture->handle, &request, &error);

  g_assert_no_error (error);
}

static gint64
open_round (Fixture *fixture, const char *place)
{
  GError *error = NULL;
  gint64 id = suima_station_open_count (fixture->handle, place, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
scan (Fixture *fixture, gint64 round_id, const char *const *codes)
{
  GError *error = NULL;
  GPtrArray *lines = suima_station_scan_count (fixture->handle, round_id, codes, &error);

  g_assert_no_error (error);
  return lines;
}

static const char *
uri (GPtrArray *items, guint i)
{
  return ((SuimaItem *)items->pdata[i])->uri;
}

static gint64
on_hand (Fixture *fixture, gint64 batch_id)
{
  g_autoptr (SuimaBatchStock) stock = suima_station_get_stock (fixture->handle, batch_id, NULL);

  g_assert_cmpint (suima_balance_get_difference (&stock->balance), ==, 0);
  return stock->balance.on_hand;
}

static void
assert_replays (Fixture *fixture)
{
  g_autofree char *difference = NULL;
  GError *error = NULL;

  g_assert_true (suima_station_replay (fixture->handle, &difference, &error));
  g_assert_cmpstr (difference, ==, NULL);
}

static void
test_round (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  gint64 melon, tomato, round_id;
  g_autoptr (GPtrArray) items = NULL, others = NULL, lines = NULL, none = NULL;
  g_autoptr (SuimaCountSheet) shown = NULL, signed_sheet = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  const char *codes[9] = { NULL };
  SuimaReceipt receipt = { .place = "1号柜" };
  const SuimaCountFinding expected[] = { SUIMA_COUNT_FOUND, SUIMA_COUNT_GONE, SUIMA_COUNT_MISPLACED,
                                         SUIMA_COUNT_EXPIRED, SUIMA_COUNT_STRANGER,
                                         SUIMA_COUNT_STRANGER };

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  melon = receipt.batch_id = fixture_find_batch (fixture, "平湖西瓜");
  suima_station_receive (fixture->handle, &receipt, &error);
  tomato = receipt.batch_id = fixture_find_batch (fixture, "平湖番茄");
  suima_station_receive (fixture->handle, &receipt, &error);
  g_assert_no_error (error);
  items = fixture_issue (fixture, melon, 5, FALSE);
  others = fixture_issue (fixture, tomato, 1, FALSE);
  move (fixture, SUIMA_EVENT_SELL, uri (items, 1), NULL);
  move (fixture, SUIMA_EVENT_STORE, uri (items, 2), "2号柜");
  fixture->now_us += 10 * G_TIME_SPAN_DAY; /* the tomatoes expire */
  g_assert_cmpint (suima_station_open_count (fixture->handle, "3号柜", &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  round_id = open_round (fixture, "1号柜");
  codes[0] = uri (items, 0);
  codes[1] = uri (items, 1); /* sold, and it stands here */
  codes[2] = uri (items, 2); /* belongs to 2号柜 */
  codes[3] = uri (others, 0);
  codes[4] = "6901234567892";
  codes[5] = "\xff\xfe";
  codes[6] = ((SuimaItem *)items->pdata[0])->serial; /* the first once more, typed */
  lines = scan (fixture, round_id, codes);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpint (((SuimaCountLine *)lines->pdata[i])->finding, ==, expected[i]);
  none = scan (fixture, round_id, codes);
  g_assert_cmpuint (none->len, ==, 0); /* twice is once */
  shown = suima_station_get_count (fixture->handle, round_id, &error);
  g_assert_cmpuint (shown->counts[SUIMA_COUNT_MISSING], ==, 2);
  g_assert_cmpuint (shown->counts[SUIMA_COUNT_FOUND], ==, 1);
  g_assert_cmpint (on_hand (fixture, melon), ==, 9000); /* nothing changed yet */
  g_assert_null (suima_station_sign_count (fixture->handle, round_id, " ", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  signed_sheet = suima_station_sign_count (fixture->handle, round_id, "店长", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signed_sheet->counts[SUIMA_COUNT_MISSING], ==, 2);
  g_assert_cmpint (on_hand (fixture, melon), ==, 7000);
  {
    g_autoptr (GPtrArray) stocks = suima_station_list_stock (fixture->handle, "2号柜", NULL, NULL);
    g_assert_cmpuint (stocks->len, ==, 0); /* what stood there was put here */
  }
  g_assert_null (suima_station_sign_count (fixture->handle, round_id, "店长", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (suima_station_scan_count (fixture->handle, round_id, codes, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  assert_replays (fixture);

  /* one of the missing turns up in the next round and comes back */
  round_id = open_round (fixture, NULL);
  for (guint i = 0; i < 4; i++)
    codes[i] = uri (items, (const guint[]){ 0, 2, 3, 3 }[i]);
  codes[4] = uri (others, 0);
  codes[5] = NULL;
  g_clear_pointer (&lines, g_ptr_array_unref);
  lines = scan (fixture, round_id, codes);
  again = suima_station_sign_count (fixture->handle, round_id, "店长", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->counts[SUIMA_COUNT_MISSING], ==, 0);
  g_assert_cmpuint (again->counts[SUIMA_COUNT_FOUND], ==, 3);
  g_assert_cmpint (on_hand (fixture, melon), ==, 8000);
  assert_replays (fixture);
}

/* A shop of 10,000 labels: one of a hundred is missing. */
static void
test_many (void)
{
  static const char many[] =
      "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,承诺达标合格证编号\n"
      "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,10000,箱,平湖果业,HGZ1\n";
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) items = NULL, lines = NULL, codes = g_ptr_array_new ();
  g_autoptr (SuimaCountSheet) signed_sheet = NULL;
  g_autoptr (GError) error = NULL;
  gint64 melon, round_id, start_us;

  suima_import_free (fixture_import_text (fixture, "goods.csv", many));
  melon = fixture_find_batch (fixture, "平湖西瓜");
  items = fixture_issue (fixture, melon, 10000, FALSE);
  for (guint i = 0; i < items->len; i++)
    if (i % 100 != 0)
      g_ptr_array_add (codes, ((SuimaItem *)items->pdata[i])->uri);
  g_ptr_array_add (codes, NULL);
  round_id = open_round (fixture, NULL);
  start_us = g_get_monotonic_time ();
  lines = scan (fixture, round_id, (const char *const *)codes->pdata);
  g_test_message ("scanned %u in %.2f s", lines->len,
                  (double)(g_get_monotonic_time () - start_us) / G_USEC_PER_SEC);
  g_assert_cmpuint (lines->len, ==, 9900);
  start_us = g_get_monotonic_time ();
  signed_sheet = suima_station_sign_count (fixture->handle, round_id, "店长", &error);
  g_assert_no_error (error);
  g_test_message ("signed in %.2f s",
                  (double)(g_get_monotonic_time () - start_us) / G_USEC_PER_SEC);
  g_assert_cmpuint (signed_sheet->counts[SUIMA_COUNT_FOUND], ==, 9900);
  g_assert_cmpuint (signed_sheet->counts[SUIMA_COUNT_MISSING], ==, 100);
  g_assert_cmpint (on_hand (fixture, melon), ==, 9900000);
  assert_replays (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-count/round", test_round);
  g_test_add_func ("/station-count/many", test_many);
  return g_test_run ();
}
