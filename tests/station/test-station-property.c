// SPDX-License-Identifier: Apache-2.0
// Whatever a shop does, in whatever order: it adds up, its events tell all of it, and nothing is
// sold that may not be. SUIMA_SEED repeats a run, SUIMA_ACTS says how long it is.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"
#include "suima-station-stock.h"
#include "suima-station-transform.h"
#include "suima-store-stock.h"

static const char sheet[] =
    "品名,批号,产地,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号\n"
    "智利车厘子,A1,智利,2026-11-10,2026-12-20,20000,箱,南美果业,440120261234561\n"
    "秘鲁蓝莓,B1,秘鲁,2026-11-12,2026-12-05,30000.5,kg,安第斯果业,440120261234562\n"
    "越南火龙果,C1,越南,2026-11-12,2026-12-10,40000,斤,友谊关果业,440120261234563\n"
    "缺证火龙果,D1,越南,2026-11-12,2026-12-10,50,箱,友谊关果业,\n"
    "平湖西瓜,W1,浙江平湖,2026-11-20,2026-11-22,8000,箱,平湖果业,\n";

typedef struct
{
  Fixture *fixture;
  GRand *rand;
  GArray *batches;  /* (element-type gint64) */
  GPtrArray *codes; /* (element-type utf8) */
  GArray *recalls;  /* (element-type gint64) */
  gint64 boxes;     /* the batch that gets labels */
  guint done, refused, sold;
} Shop;

static gint64
pick_batch (Shop *shop)
{
  return g_array_index (shop->batches, gint64,
                        (guint)g_rand_int_range (shop->rand, 0, (gint32)shop->batches->len));
}

static void
count (Shop *shop, gboolean is_done, GError *error)
{
  if (is_done)
    shop->done++;
  else
    {
      g_assert_nonnull (error);
      g_assert_true (error->code == SUIMA_ERROR_INVALID || error->code == SUIMA_ERROR_BLOCKED ||
                     error->code == SUIMA_ERROR_EXISTS || error->code == SUIMA_ERROR_NOT_FOUND);
      shop->refused++;
    }
  g_clear_error (&error);
}

/* What was sold had no reason against it a moment before. */
static void
check_sale (Shop *shop, gint64 batch_id)
{
  g_autoptr (SuimaBatch) batch =
      suima_store_get_batch (shop->fixture->handle->store, batch_id, NULL);

  g_autofree char *lock = suima_store_get_lock (shop->fixture->handle->store, batch_id, NULL);

  g_assert_cmpstr (lock, ==, NULL);
  g_assert_cmpstr (batch->product, !=, "缺证火龙果");
  g_assert_true (batch->expiry >= suima_station_get_today (shop->fixture->handle));
  shop->sold++;
}

/* Codes that may not be sold whatever is asked: taken before the act, looked at after it. */
static gboolean
is_sellable (Shop *shop, const char *code)
{
  g_autoptr (SuimaItem) item = suima_station_find_item (shop->fixture->handle, code, NULL);

  return item->state == SUIMA_ITEM_PRINTED || item->state == SUIMA_ITEM_STOCKED;
}

static gint64
pick_recall (Shop *shop)
{
  return shop->recalls->len > 0
             ? g_array_index (shop->recalls, gint64,
                              (guint)g_rand_int_range (shop->rand, 0, (gint32)shop->recalls->len))
             : 1;
}

static void
act_open_recall (Shop *shop)
{
  static const char *const lots[] = { "A1", "B1", "C1", "W1" };
  const char *lot[] = { lots[g_rand_int_range (shop->rand, 0, G_N_ELEMENTS (lots))], NULL };
  SuimaRecallCriteria criteria = { .lots = (char **)lot, .from = SUIMA_DAY_NONE,
                                   .to = SUIMA_DAY_NONE };
  SuimaRecallRequest request = { .title = "召回", .recall_class = 2, .criteria = &criteria,
                                 .is_rehearsal = g_rand_boolean (shop->rand) };
  GError *error = NULL;
  gint64 recall_id = suima_station_open_recall (shop->fixture->handle, &request, &error);

  if (recall_id != 0)
    g_array_append_val (shop->recalls, recall_id);
  count (shop, recall_id != 0, error);
}

/* Open, scan, settle, close; lifted often, so that there is something left to sell. */
static void
act_recall (Shop *shop)
{
  const char *codes[2] = { NULL };
  const SuimaDisposal disposal = { .method = "深埋", .witness = "老李" };
  SuimaMove move = { .kind = g_rand_boolean (shop->rand) ? SUIMA_EVENT_DESTROY : SUIMA_EVENT_SEND_BACK,
                     .codes = codes, .price_fen = -1 };
  gint32 dice = g_rand_int_range (shop->rand, 0, 10);
  g_autoptr (SuimaRecallCard) card = NULL;
  GError *error = NULL;

  move.disposal = move.kind == SUIMA_EVENT_DESTROY ? &disposal : NULL;
  if (shop->codes->len == 0)
    return;
  codes[0] = shop->codes->pdata[g_rand_int_range (shop->rand, 0, (gint32)shop->codes->len)];
  if (dice < 1)
    act_open_recall (shop);
  else if (dice < 4)
    {
      card = suima_station_lock_recalled (shop->fixture->handle, pick_recall (shop), codes, NULL,
                                          &error);
      count (shop, card != NULL, error);
    }
  else if (dice < 6)
    {
      card = suima_station_settle_recalled (shop->fixture->handle, pick_recall (shop), &move, &error);
      count (shop, card != NULL, error);
    }
  else
    {
      gboolean is_done =
          dice < 7 ? suima_station_close_recall (shop->fixture->handle, pick_recall (shop), &error)
                   : suima_station_lift_recall (shop->fixture->handle, pick_recall (shop), "查清",
                                                NULL, &error);
      count (shop, is_done, error);
    }
}

/* Mostly what is there, so that most acts can be done. */
static void
aim (Shop *shop, SuimaMove *move, GPtrArray *lines)
{
  const SuimaStockLine *line;

  if (lines->len == 0 || g_rand_int_range (shop->rand, 0, 10) == 0)
    return;
  line = lines->pdata[g_rand_int_range (shop->rand, 0, (gint32)lines->len)];
  move->from_place = *line->place != '\0' ? line->place : NULL;
  move->quantity_milli = MIN (move->quantity_milli, line->quantity_milli);
}

static void
act_move (Shop *shop)
{
  static const SuimaEventKind kinds[] = {
    SUIMA_EVENT_STORE,     SUIMA_EVENT_ISSUE,     SUIMA_EVENT_SELL,   SUIMA_EVENT_SELL,
    SUIMA_EVENT_TAKE_BACK, SUIMA_EVENT_SEND_BACK, SUIMA_EVENT_WASTE,  SUIMA_EVENT_HOLD,
    SUIMA_EVENT_RELEASE,   SUIMA_EVENT_DESTROY,   SUIMA_EVENT_EXPIRE,
  };
  static const char *const places[] = { NULL, "1号柜", "2号库-3排", "A17摊" };
  const SuimaDisposal disposal = { .method = "深埋", .witness = "老李" };
  const char *codes[4] = { NULL };
  SuimaMove move = { .kind = kinds[g_rand_int_range (shop->rand, 0, G_N_ELEMENTS (kinds))],
                     .price_fen = -1,
                     .reason = "试",
                     .disposal = NULL };
  gint32 n_codes = shop->codes->len > 0 ? g_rand_int_range (shop->rand, -4, 3) : 0;
  gboolean is_of_codes = move.kind == SUIMA_EVENT_HOLD || move.kind == SUIMA_EVENT_RELEASE ||
                         move.kind == SUIMA_EVENT_EXPIRE;
  gboolean was_sellable = TRUE;
  g_autoptr (SuimaMoveResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  GError *error = NULL;

  if (is_of_codes && shop->codes->len > 0)
    n_codes = 1;

  for (gint32 i = 0; i < n_codes; i++)
    codes[i] = shop->codes->pdata[g_rand_int_range (shop->rand, 0, (gint32)shop->codes->len)];
  move.codes = n_codes > 0 ? codes : NULL;
  move.batch_id = n_codes > 0 ? 0 : pick_batch (shop);
  move.quantity_milli = g_rand_int_range (shop->rand, 1, 12) * 500;
  lines = suima_store_list_stock (shop->fixture->handle->store, move.batch_id, 0, 0, NULL);
  aim (shop, &move, lines);
  move.to_place = places[g_rand_int_range (shop->rand, 0, G_N_ELEMENTS (places))];
  move.disposal = move.kind == SUIMA_EVENT_DESTROY ? &disposal : NULL;
  for (gint32 i = 0; i < n_codes; i++)
    was_sellable = was_sellable && is_sellable (shop, codes[i]);
  result = suima_station_move (shop->fixture->handle, &move, &error);
  if (result != NULL && (move.kind == SUIMA_EVENT_SELL || move.kind == SUIMA_EVENT_ISSUE))
    g_assert_true (was_sellable);
  if (result != NULL && (move.kind == SUIMA_EVENT_SELL || move.kind == SUIMA_EVENT_ISSUE))
    {
      if (move.batch_id != 0)
        check_sale (shop, move.batch_id);
      for (guint i = 0; i < result->items->len; i++)
        check_sale (shop, ((SuimaItem *)result->items->pdata[i])->batch_id);
    }
  count (shop, result != NULL, error);
}

static void
act_transform (Shop *shop)
{
  SuimaTransformPart parts[2] = { { pick_batch (shop), g_rand_int_range (shop->rand, 1, 9) * 250 },
                                  { pick_batch (shop),
                                    g_rand_int_range (shop->rand, 1, 9) * 250 } };
  SuimaTransformRequest request = { .kind = SUIMA_TRANSFORM_MIX,
                                    .parts = parts,
                                    .n_parts = g_rand_boolean (shop->rand) ? 1 : 2,
                                    .unit = g_rand_boolean (shop->rand) ? "kg" : NULL,
                                    .output_milli = g_rand_int_range (shop->rand, 1, 3000),
                                    .loss_reason = "修整",
                                    .expiry = SUIMA_DAY_NONE };
  GError *error = NULL;
  gint64 made_id = suima_station_transform (shop->fixture->handle, &request, &error);

  if (made_id != 0 && shop->batches->len < 40)
    g_array_append_val (shop->batches, made_id);
  count (shop, made_id != 0, error);
}

static void
act_receive (Shop *shop)
{
  SuimaReceipt receipt = { .batch_id = pick_batch (shop),
                           .place = "1号柜",
                           .reason = "少了",
                           .quantity_milli = g_rand_int_range (shop->rand, 0, 3) * 10000 };
  GError *error = NULL;
  gint64 seq = suima_station_receive (shop->fixture->handle, &receipt, &error);

  count (shop, seq >= 0, error);
}

static void
act_label (Shop *shop)
{
  g_autoptr (GPtrArray) items = NULL;

  if (shop->codes->len >= 2000)
    return;
  items = fixture_issue (shop->fixture, shop->boxes, 2, FALSE);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (shop->codes, g_strdup (((SuimaItem *)items->pdata[i])->uri));
}

static void
act_hold_batch (Shop *shop)
{
  gboolean is_hold = g_rand_int_range (shop->rand, 0, 3) == 0;
  GError *error = NULL;
  gint64 seq = suima_station_hold_batch (shop->fixture->handle, pick_batch (shop),
                                         is_hold ? "查" : NULL, "好了", NULL, &error);

  count (shop, seq >= 0, error);
}

static void
check_balances (Shop *shop)
{
  for (guint i = 0; i < shop->batches->len; i++)
    {
      SuimaBalance balance;
      g_assert_true (suima_store_get_balance (
          shop->fixture->handle->store, g_array_index (shop->batches, gint64, i), &balance, NULL));
      g_assert_cmpint (suima_balance_get_difference (&balance), ==, 0);
    }
}

static void
act_any (Shop *shop)
{
  gint32 dice = g_rand_int_range (shop->rand, 0, 100);

  if (dice < 6)
    act_recall (shop);
  else if (dice < 78)
    act_move (shop);
  else if (dice < 88)
    act_transform (shop);
  else if (dice < 92)
    act_receive (shop);
  else if (dice < 98)
    act_label (shop);
  else
    act_hold_batch (shop);
}

static guint
read_number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
test_random_acts (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (fixture, "goods.csv", sheet);
  guint seed = read_number ("SUIMA_SEED", g_test_rand_int ()),
        n_acts = read_number ("SUIMA_ACTS", 10000);
  Shop shop = { .fixture = fixture };
  g_autofree char *difference = NULL;
  g_autoptr (GPtrArray) cards = suima_station_list_batches (fixture->handle, FALSE, NULL);
  g_autoptr (GError) error = NULL;

  g_test_message ("SUIMA_SEED=%u SUIMA_ACTS=%u", seed, n_acts);
  shop.boxes = fixture_find_batch (fixture, "智利车厘子");
  shop.rand = g_rand_new_with_seed (seed);
  shop.batches = g_array_new (FALSE, FALSE, sizeof (gint64));
  shop.recalls = g_array_new (FALSE, FALSE, sizeof (gint64));
  shop.codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < cards->len; i++)
    g_array_append_val (shop.batches, ((SuimaBatchCard *)cards->pdata[i])->batch->id);
  for (guint i = 0; i < n_acts; i++)
    {
      act_any (&shop);
      if (i % 500 == 0)
        check_balances (&shop);
    }
  check_balances (&shop);
  g_test_message ("%u acts done, %u refused, %u sales", shop.done, shop.refused, shop.sold);
  g_assert_cmpuint (shop.done, >, n_acts / 4);
  g_assert_cmpuint (shop.sold, >, 0);
  g_assert_true (suima_station_replay (fixture->handle, &difference, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (difference, ==, NULL);
  g_rand_free (shop.rand);
  g_array_unref (shop.batches);
  g_array_unref (shop.recalls);
  g_ptr_array_unref (shop.codes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/property/random-acts", test_random_acts);
  return g_test_run ();
}
