// SPDX-License-Identifier: Apache-2.0
#include "crash-shop.h"

#include "store-fixture.h"
#include "suima-error.h"
#include "suima-serial.h"
#include "suima-store-private.h"

CrashShop *
crash_shop_new (guint32 seed)
{
  CrashShop *shop = g_new0 (CrashShop, 1);

  shop->rand = g_rand_new_with_seed (seed);
  shop->stages = g_array_new (FALSE, TRUE, sizeof (CrashStage));
  return shop;
}

void
crash_shop_free (CrashShop *shop)
{
  if (shop == NULL)
    return;
  crash_shop_close (shop);
  g_rand_free (shop->rand);
  g_array_unref (shop->stages);
  g_free (shop);
}

/* Sometimes with a short log, so that it is brought back and begun anew within a trial. */
gboolean
crash_shop_open (CrashShop *shop, const char *path, const char *vfs_name, GError **error)
{
  g_assert_null (shop->store);
  shop->store = suima_store_open (path, vfs_name, FALSE, error);
  if (shop->store != NULL && g_rand_boolean (shop->rand))
    sqlite3_wal_autocheckpoint (shop->store->db, 20);
  return shop->store != NULL;
}

void
crash_shop_close (CrashShop *shop)
{
  g_clear_pointer (&shop->store, suima_store_free);
}

static CrashStage
crash_shop_get_stage (CrashShop *shop, gint64 run_id)
{
  return run_id <= shop->stages->len ? g_array_index (shop->stages, CrashStage, run_id - 1) : 0;
}

static void
crash_shop_set_stage (CrashShop *shop, gint64 run_id, CrashStage stage)
{
  if (run_id > shop->stages->len)
    g_array_set_size (shop->stages, (guint)run_id);
  g_array_index (shop->stages, CrashStage, run_id - 1) = stage;
}

/* Known from the run alone, so that it need not be remembered. */
static guint
crash_run_get_count (gint64 run_id)
{
  return run_id % 7 == 0 ? 60 : 1 + (guint)(run_id % 5);
}

static gboolean
crash_run_has_doubt (gint64 run_id)
{
  return run_id % 5 == 1;
}

/* the acts */

static gboolean
crash_shop_deliver (CrashShop *shop, GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  SuimaDelivery delivery = {
    0, (char *)"a.csv", (char *)"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    1
  };
  gint64 id = 0;

  batch->delivery_id = suima_store_add_delivery (shop->store, &delivery, error);
  if (batch->delivery_id == 0)
    return FALSE;
  batch->product = g_strdup ("冻虾");
  batch->papers[SUIMA_PAPER_PLANT] = g_strdup ("EC 1234");
  batch->quantity_milli = 1;
  if (suima_store_add_batch (shop->store, batch, "k", &id, error) < 0)
    return FALSE;
  shop->batch_id = id;
  return TRUE;
}

static gboolean
crash_shop_reserve_func (SuimaStore *store, gpointer user_data, GError **error)
{
  CrashShop *shop = user_data;
  const guint count = crash_run_get_count (shop->run_under_way);
  SuimaRunRecord run = { .batch_id = shop->batch_id,
                         .template_id = (char *)"t",
                         .printer = (char *)"p",
                         .count = count,
                         .state = SUIMA_RUN_OPEN,
                         .created_us = 1000 };
  guint32 first = 0;
  gint64 run_id = 0;

  if (!suima_store_take_counters (store, count, &first, error))
    return FALSE;
  g_assert_cmpuint (first, >, shop->last_counter);
  run_id = suima_store_add_run (store, &run, error);
  if (run_id == 0)
    return FALSE;
  g_assert_cmpint (run_id, ==, shop->run_under_way);
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (SuimaItem) item =
          store_fixture_new_item (shop->batch_id, run_id, i + 1, first + i);
      if (!suima_store_add_item (store, item, error))
        return FALSE;
    }
  shop->taking_to = first + count - 1;
  return suima_store_add_decision (store, shop->batch_id, run_id, "r", "warn", "2026-09-18", error);
}

static gboolean
crash_shop_send_func (SuimaStore *store, gpointer user_data, GError **error)
{
  CrashShop *shop = user_data;
  const gint64 run_id = shop->run_under_way;
  const guint count = crash_run_get_count (run_id);
  SuimaChunk chunk = { 0, run_id, 1, count, 1, (char *)"job", 0, SUIMA_CHUNK_SENDING };

  return suima_store_add_chunk (store, &chunk, error) != 0 &&
         suima_store_set_items_state (store, run_id, 1, count, SUIMA_ITEM_SENT, 0, error);
}

static gint64
crash_shop_get_chunk_id (CrashShop *shop, gint64 run_id, GError **error)
{
  g_autoptr (GPtrArray) chunks = suima_store_list_chunks (shop->store, run_id, error);

  return chunks != NULL && chunks->len == 1 ? ((SuimaChunk *)chunks->pdata[0])->id : 0;
}

static gboolean
crash_shop_hand_over (CrashShop *shop, GError **error)
{
  const gint64 chunk_id = crash_shop_get_chunk_id (shop, shop->run_under_way, error);

  return chunk_id != 0 &&
         suima_store_set_chunk (shop->store, chunk_id, SUIMA_CHUNK_HANDED, 42, error);
}

static gboolean
crash_shop_add_event (CrashShop *shop, gint64 run_id, GError **error)
{
  const SuimaItemFilter filter = { .run_id = run_id };
  g_autoptr (GPtrArray) items = suima_store_list_items (shop->store, &filter, error);
  g_autoptr (GPtrArray) serials = g_ptr_array_new ();
  g_autoptr (SuimaStoredEvent) event = NULL;
  g_autoptr (GBytes) entry = NULL;
  gint64 seq = 0;

  if (items == NULL || !suima_store_get_head (shop->store, &seq, &entry, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (serials, ((SuimaItem *)items->pdata[i])->serial);
  g_ptr_array_add (serials, NULL);
  event = store_fixture_new_event (seq, shop->batch_id);
  return suima_store_add_event (shop->store, event, (const char *const *)serials->pdata, error);
}

static gboolean
crash_shop_settle_func (SuimaStore *store, gpointer user_data, GError **error)
{
  CrashShop *shop = user_data;
  const gint64 run_id = shop->run_under_way;
  const guint count = crash_run_get_count (run_id);
  const gint64 chunk_id = crash_shop_get_chunk_id (shop, run_id, error);
  const SuimaItemState last =
      crash_run_has_doubt (run_id) ? SUIMA_ITEM_IN_DOUBT : SUIMA_ITEM_PRINTED;

  return chunk_id != 0 && suima_store_set_chunk (store, chunk_id, SUIMA_CHUNK_COUNTED, 42, error) &&
         suima_store_set_items_state (store, run_id, 1, count, SUIMA_ITEM_PRINTED, 1, error) &&
         suima_store_set_items_state (store, run_id, count, count, last, 0, error) &&
         crash_shop_add_event (shop, run_id, error) &&
         suima_store_set_run_state (store, run_id, SUIMA_RUN_SETTLED, error);
}

static gboolean
crash_shop_advance (CrashShop *shop, gint64 run_id, GError **error)
{
  const CrashStage stage = crash_shop_get_stage (shop, run_id) + 1;
  gboolean ok = FALSE;

  shop->run_under_way = run_id;
  if (stage == CRASH_STAGE_RESERVED)
    ok = suima_store_transact (shop->store, crash_shop_reserve_func, shop, error);
  else if (stage == CRASH_STAGE_SENDING)
    ok = suima_store_transact (shop->store, crash_shop_send_func, shop, error);
  else if (stage == CRASH_STAGE_HANDED)
    ok = crash_shop_hand_over (shop, error);
  else
    ok = suima_store_transact (shop->store, crash_shop_settle_func, shop, error);
  if (!ok)
    return FALSE;
  crash_shop_set_stage (shop, run_id, stage);
  shop->n_events += stage == CRASH_STAGE_SETTLED;
  shop->last_counter = MAX (shop->last_counter, shop->taking_to);
  shop->run_under_way = 0;
  return TRUE;
}

static gboolean
crash_shop_ack (CrashShop *shop, GError **error)
{
  shop->acking_to =
      g_rand_int_range (shop->rand, (gint32)shop->n_acked, (gint32)shop->n_events) + 1;
  if (!suima_store_ack_outbox (shop->store, shop->n_acked, shop->acking_to - 1, 1, error))
    return FALSE;
  shop->n_acked = shop->acking_to;
  return TRUE;
}

static gboolean
crash_shop_reopen (CrashShop *shop, GError **error)
{
  g_autofree char *path = g_strdup (shop->store->path);

  crash_shop_close (shop);
  return crash_shop_open (shop, path, "crash", error);
}

gboolean
crash_shop_act (CrashShop *shop, GError **error)
{
  const gint32 roll = g_rand_int_range (shop->rand, 0, 100);

  if (shop->batch_id == 0)
    return crash_shop_deliver (shop, error);
  if (roll < 4)
    return suima_store_checkpoint (shop->store, error);
  if (roll < 8)
    return crash_shop_reopen (shop, error);
  if (roll < 20 && shop->n_acked < shop->n_events)
    return crash_shop_ack (shop, error);
  if (roll < 70)
    for (gint64 id = 1; id <= shop->stages->len; id++)
      if (crash_shop_get_stage (shop, id) < CRASH_STAGE_SETTLED && g_rand_boolean (shop->rand))
        return crash_shop_advance (shop, id, error);
  return crash_shop_advance (shop, (gint64)shop->stages->len + 1, error);
}

void
crash_shop_forget_act (CrashShop *shop)
{
  shop->run_under_way = 0;
  shop->acking_to = shop->n_acked;
  shop->taking_to = shop->last_counter;
}
