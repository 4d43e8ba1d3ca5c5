// SPDX-License-Identifier: Apache-2.0
// Goods that come in, move and go out, and that it always adds up.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-clock.h"
#include "suima-station-stock.h"

#include <string.h>

static const char sheet[] =
    "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,承诺达标合格证编号\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,20,箱,平湖果业,HGZ1\n"
    "平湖番茄,散装,F1,浙江平湖,2026-11-20,2026-12-20,75.5,kg,平湖菜社,HGZ2\n";

static Fixture *
new_with_goods (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  return fixture;
}

static SuimaBalance
get_balance (Fixture *fixture, gint64 batch_id)
{
  g_autoptr (SuimaBatchStock) stock = suima_station_get_stock (fixture->handle, batch_id, NULL);

  g_assert_nonnull (stock);
  g_assert_cmpint (suima_balance_get_difference (&stock->balance), ==, 0);
  return stock->balance;
}

static void
receive (Fixture *fixture, gint64 batch_id, gint64 quantity_milli, const char *reason)
{
  SuimaReceipt receipt = {
    .batch_id = batch_id, .quantity_milli = quantity_milli, .place = "2号柜", .reason = reason
  };
  GError *error = NULL;

  suima_station_receive (fixture->handle, &receipt, &error);
  g_assert_no_error (error);
}

static void
test_shortage (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "平湖西瓜");
  SuimaReceipt receipt = { .batch_id = batch_id, .quantity_milli = 19000 };
  g_autoptr (GError) error = NULL;
  SuimaBalance balance;

  g_assert_cmpint (suima_station_receive (fixture->handle, &receipt, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  receive (fixture, batch_id, 19000, "少一箱");
  balance = get_balance (fixture, batch_id);
  g_assert_cmpint (balance.received, ==, 19000);
  g_assert_cmpint (balance.short_milli, ==, 1000);
  g_assert_cmpint (balance.on_hand, ==, 19000);
  g_clear_error (&error);
  g_assert_cmpint (suima_station_receive (fixture->handle, &receipt, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
}

static void
test_sell_labels (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "平湖西瓜");
  g_autoptr (GPtrArray) items = NULL;
  const char *codes[4] = { NULL };
  SuimaMove move = {
    .kind = SUIMA_EVENT_SELL, .codes = codes, .price_fen = -1, .party = "好味饭店"
  };
  g_autoptr (SuimaMoveResult) sold = NULL, again = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  SuimaBalance balance;

  receive (fixture, batch_id, 0, NULL);
  items = fixture_issue (fixture, batch_id, 5, FALSE);
  for (guint i = 0; i < 3; i++)
    codes[i] = ((SuimaItem *)items->pdata[i])->uri;
  sold = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sold->seqs->len, ==, 1);
  g_assert_cmpint (((SuimaItem *)sold->items->pdata[2])->state, ==, SUIMA_ITEM_SOLD);
  balance = get_balance (fixture, batch_id);
  g_assert_cmpint (balance.sold, ==, 3000);
  g_assert_cmpint (balance.on_hand, ==, 17000);
  g_assert_cmpint (balance.labelled, ==, 2000);
  again = suima_station_move (fixture->handle, &move, &error);
  g_assert_null (again);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  codes[1] = NULL;
  move.kind = SUIMA_EVENT_TAKE_BACK;
  move.reason = "顾客退货";
  back = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((SuimaItem *)back->items->pdata[0])->state, ==, SUIMA_ITEM_HELD);
  balance = get_balance (fixture, batch_id);
  g_assert_cmpint (balance.taken_back, ==, 1000);
  g_assert_cmpint (balance.on_hand, ==, 18000);
}

/* A quantity is of what bears no label, and never more than is there. */
static void
test_sell_quantity (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "平湖番茄");
  SuimaMove move = {
    .kind = SUIMA_EVENT_SELL, .batch_id = batch_id, .quantity_milli = 75600, .price_fen = 1280
  };
  g_autoptr (SuimaMoveResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SuimaBalance balance;

  g_assert_null (suima_station_move (fixture->handle, &move, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  balance = get_balance (fixture, batch_id);
  g_assert_cmpint (balance.received, ==, 0); /* the refused act left nothing */
  move.quantity_milli = 2500;
  result = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
  balance = get_balance (fixture, batch_id);
  g_assert_cmpint (balance.received, ==, 75500); /* what is sold has come in */
  g_assert_cmpint (balance.on_hand, ==, 73000);
}

static void
test_put_away (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "平湖西瓜");
  SuimaMove move = { .kind = SUIMA_EVENT_STORE,
                     .batch_id = batch_id,
                     .quantity_milli = 5000,
                     .to_place = "A17摊",
                     .price_fen = -1 };
  g_autoptr (SuimaMoveResult) result = NULL, there = NULL;
  g_autoptr (GPtrArray) stocks = NULL;
  g_autoptr (GError) error = NULL;

  receive (fixture, batch_id, 0, NULL);
  result = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_balance (fixture, batch_id).on_hand, ==, 20000);
  stocks = suima_station_list_stock (fixture->handle, "A17摊", NULL, &error);
  g_assert_cmpuint (stocks->len, ==, 1);
  move.kind = SUIMA_EVENT_SELL; /* of two places, which? */
  g_assert_null (suima_station_move (fixture->handle, &move, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  move.from_place = "A17摊";
  there = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
}

/* Held goods are not sold; destroyed ones never again, and their code says so for ever. */
static void
test_hold_and_destroy (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "平湖西瓜");
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 2, FALSE);
  const char *codes[] = { ((SuimaItem *)items->pdata[0])->uri, NULL };
  const SuimaDisposal disposal = { .method = "深埋", .weight_g = 5000, .witness = "老李" };
  SuimaMove move = { .kind = SUIMA_EVENT_HOLD, .codes = codes, .price_fen = -1, .reason = "破损" };
  SuimaMove sale = { .kind = SUIMA_EVENT_SELL, .codes = codes, .price_fen = -1 };
  g_autoptr (SuimaMoveResult) held = NULL, gone = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (GError) error = NULL;

  held = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
  g_assert_null (suima_station_move (fixture->handle, &sale, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  move.kind = SUIMA_EVENT_DESTROY;
  g_assert_null (suima_station_move (fixture->handle, &move, &error)); /* how? */
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  move.disposal = &disposal;
  gone = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_balance (fixture, batch_id).destroyed, ==, 1000);
  lookup = suima_station_scan_text (fixture->handle, codes[0], NULL);
  g_assert_cmpstr (lookup->verdict, ==, "destroyed");
  g_assert_null (suima_station_move (fixture->handle, &sale, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
}

static void
test_hold_batch (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "平湖番茄");
  SuimaMove sale = {
    .kind = SUIMA_EVENT_SELL, .batch_id = batch_id, .quantity_milli = 1000, .price_fen = -1
  };
  g_autoptr (SuimaMoveResult) sold = NULL;
  g_autoptr (GError) error = NULL;

  suima_station_hold_batch (fixture->handle, batch_id, "农残待复检", NULL, "小陈", &error);
  g_assert_no_error (error);
  g_assert_null (suima_station_move (fixture->handle, &sale, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_assert_nonnull (strstr (error->message, "农残待复检"));
  g_clear_error (&error);
  suima_station_hold_batch (fixture->handle, batch_id, NULL, "复检合格", "小陈", &error);
  g_assert_no_error (error);
  sold = suima_station_move (fixture->handle, &sale, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      suima_station_hold_batch (fixture->handle, batch_id, NULL, "again", NULL, &error), ==, -1);
}

/* A dead battery: 1970, or any year; and what it once wrote does not stop the shop. */
static void
test_wrong_clock (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "平湖西瓜"), now_us = fixture->now_us;
  SuimaMove move = { .kind = SUIMA_EVENT_SELL, .batch_id = batch_id, .quantity_milli = 1000,
                     .price_fen = -1 };
  const gint64 wrong[] = { 0, now_us - G_TIME_SPAN_HOUR, now_us + 401 * G_TIME_SPAN_DAY };
  g_autoptr (SuimaMoveResult) sold = NULL;
  g_autoptr (GError) error = NULL;

  receive (fixture, batch_id, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      fixture->now_us = wrong[i];
      g_assert_null (suima_station_move (fixture->handle, &move, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
      g_assert_nonnull (strstr (error->message, "2026-11-22"));
      g_clear_error (&error);
    }
  g_assert_false (suima_station_accept_clock (fixture->handle, " ", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  fixture->now_us = now_us - G_TIME_SPAN_HOUR;
  suima_station_accept_clock (fixture->handle, "王店长", &error);
  g_assert_no_error (error);
  sold = suima_station_move (fixture->handle, &move, &error);
  g_assert_no_error (error);
  fixture->now_us = now_us - 2 * G_TIME_SPAN_HOUR; /* accepted for the one record only */
  g_assert_null (suima_station_move (fixture->handle, &move, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/stock/shortage", test_shortage);
  g_test_add_func ("/station/stock/sell-labels", test_sell_labels);
  g_test_add_func ("/station/stock/sell-quantity", test_sell_quantity);
  g_test_add_func ("/station/stock/put-away", test_put_away);
  g_test_add_func ("/station/stock/hold-and-destroy", test_hold_and_destroy);
  g_test_add_func ("/station/stock/hold-batch", test_hold_batch);
  g_test_add_func ("/station/stock/wrong-clock", test_wrong_clock);
  return g_test_run ();
}
