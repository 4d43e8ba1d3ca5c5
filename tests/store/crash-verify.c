// SPDX-License-Identifier: Apache-2.0
#include "crash-shop.h"

#include "store-fixture.h"
#include "suima-error.h"
#include "suima-serial.h"
#include "suima-store-private.h"

#define CRASH_REQUIRE(condition, ...)                                                              \
  do                                                                                               \
    {                                                                                              \
      if (!(condition))                                                                            \
        {                                                                                          \
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "lost: " __VA_ARGS__);             \
          return FALSE;                                                                            \
        }                                                                                          \
    }                                                                                              \
  while (0)

static const struct
{
  SuimaRunState run_state;
  guint n_chunks;
  SuimaChunkState chunk_state;
  SuimaItemState item_state;
  guint copies;
  guint n_events;
} crash_stages[] = {
  [CRASH_STAGE_RESERVED] = { SUIMA_RUN_OPEN, 0, 0, SUIMA_ITEM_RESERVED, 0, 0 },
  [CRASH_STAGE_SENDING] = { SUIMA_RUN_OPEN, 1, SUIMA_CHUNK_SENDING, SUIMA_ITEM_SENT, 0, 0 },
  [CRASH_STAGE_HANDED] = { SUIMA_RUN_OPEN, 1, SUIMA_CHUNK_HANDED, SUIMA_ITEM_SENT, 0, 0 },
  [CRASH_STAGE_SETTLED] = { SUIMA_RUN_SETTLED, 1, SUIMA_CHUNK_COUNTED, SUIMA_ITEM_PRINTED, 1, 1 },
};

/* Returns: whether it could be found out. */
static gboolean
crash_shop_find_stage (CrashShop *shop, gint64 run_id, CrashStage *ret_stage, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (shop->store, run_id, &failure);
  g_autoptr (GPtrArray) chunks = NULL;

  *ret_stage = 0;
  if (g_error_matches (failure, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    return TRUE;
  if (run != NULL)
    chunks = suima_store_list_chunks (shop->store, run_id, &failure);
  if (chunks == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (run->state == SUIMA_RUN_SETTLED)
    *ret_stage = CRASH_STAGE_SETTLED;
  else if (chunks->len == 0)
    *ret_stage = CRASH_STAGE_RESERVED;
  else if (((SuimaChunk *)chunks->pdata[0])->state == SUIMA_CHUNK_SENDING)
    *ret_stage = CRASH_STAGE_SENDING;
  else
    *ret_stage = CRASH_STAGE_HANDED;
  CRASH_REQUIRE (chunks->len == crash_stages[*ret_stage].n_chunks,
                 "run %" G_GINT64_FORMAT " has %u chunks", run_id, chunks->len);
  CRASH_REQUIRE (chunks->len == 0 || ((SuimaChunk *)chunks->pdata[0])->state ==
                                         crash_stages[*ret_stage].chunk_state,
                 "the chunk of run %" G_GINT64_FORMAT, run_id);
  return TRUE;
}

static gboolean
crash_shop_verify_item (CrashShop *shop,
                        const SuimaRunRecord *run,
                        const SuimaItem *item,
                        CrashStage stage,
                        GError **error)
{
  const gboolean is_doubtful = stage == CRASH_STAGE_SETTLED && run->id % 5 == 1 && //
                               item->number == run->count;
  const SuimaItemState state = is_doubtful ? SUIMA_ITEM_IN_DOUBT : crash_stages[stage].item_state;
  g_autoptr (GPtrArray) events = suima_store_list_events_of (shop->store, item->serial, error);

  if (events == NULL)
    return FALSE;
  CRASH_REQUIRE (item->state == state && item->copies == crash_stages[stage].copies,
                 "item %u of run %" G_GINT64_FORMAT " is %d", item->number, run->id, item->state);
  CRASH_REQUIRE (events->len == crash_stages[stage].n_events,
                 "item %u of run %" G_GINT64_FORMAT " has %u events", item->number, run->id,
                 events->len);
  return TRUE;
}

static gboolean
crash_shop_verify_items (CrashShop *shop, gint64 run_id, CrashStage stage, GError **error)
{
  const SuimaItemFilter filter = { .run_id = run_id };
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (shop->store, run_id, error);
  g_autoptr (GPtrArray) items = NULL;

  if (run != NULL)
    items = suima_store_list_items (shop->store, &filter, error);
  if (items == NULL)
    return FALSE;
  CRASH_REQUIRE (items->len == run->count, "run %" G_GINT64_FORMAT " has %u items", run_id,
                 items->len);
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = items->pdata[i];
      SuimaSerial serial = { 0 };
      g_autofree char *text = suima_serial_parse (item->serial, &serial, error);
      if (text == NULL || !crash_shop_verify_item (shop, run, item, stage, error))
        return FALSE;
      shop->last_counter = MAX (shop->last_counter, serial.counter);
    }
  return TRUE;
}

static gboolean
crash_shop_verify_run (CrashShop *shop, gint64 run_id, GError **error)
{
  const gboolean is_known = run_id <= shop->stages->len;
  const CrashStage reported = is_known ? g_array_index (shop->stages, CrashStage, run_id - 1) : 0;
  CrashStage found = 0;

  if (!crash_shop_find_stage (shop, run_id, &found, error))
    return FALSE;
  CRASH_REQUIRE (found == reported || (run_id == shop->run_under_way && found == reported + 1),
                 "run %" G_GINT64_FORMAT " was at %d and is at %d", run_id, reported, found);
  if (found == 0)
    return TRUE;
  if (!is_known)
    g_array_set_size (shop->stages, (guint)run_id);
  shop->n_events += found == CRASH_STAGE_SETTLED && reported != CRASH_STAGE_SETTLED;
  g_array_index (shop->stages, CrashStage, run_id - 1) = found;
  return crash_shop_verify_items (shop, run_id, found, error);
}

static gboolean
crash_shop_verify_event (const SuimaStoredEvent *event, gint64 seq, gint64 batch_id, GError **error)
{
  g_autoptr (SuimaStoredEvent) expected = store_fixture_new_event (seq, batch_id);

  CRASH_REQUIRE (event->seq == seq, "event %" G_GINT64_FORMAT, seq);
  CRASH_REQUIRE (g_str_equal (event->event_id, expected->event_id) &&
                     g_str_equal (event->body, expected->body) &&
                     g_bytes_equal (event->salt, expected->salt) &&
                     g_bytes_equal (event->log_entry, expected->log_entry),
                 "bytes of event %" G_GINT64_FORMAT, seq);
  return TRUE;
}

static gboolean
crash_shop_verify_events (CrashShop *shop, GError **error)
{
  g_autoptr (GPtrArray) events = suima_store_get_events (shop->store, 0, 1000000, error);

  if (events == NULL)
    return FALSE;
  CRASH_REQUIRE (events->len == shop->n_events, "%u events of %" G_GINT64_FORMAT, events->len,
                 shop->n_events);
  for (guint i = 0; i < events->len; i++)
    if (!crash_shop_verify_event (events->pdata[i], i, shop->batch_id, error))
      return FALSE;
  return TRUE;
}

static gboolean
crash_shop_verify_outbox (CrashShop *shop, GError **error)
{
  g_autoptr (GPtrArray) events = suima_store_peek_outbox (shop->store, 1000000, G_MAXSIZE, error);
  gint64 n_acked = 0;

  if (events == NULL)
    return FALSE;
  n_acked = shop->n_events - events->len;
  CRASH_REQUIRE (n_acked == shop->n_acked || n_acked == shop->acking_to,
                 "the outbox has %u of %" G_GINT64_FORMAT " events, %" G_GINT64_FORMAT
                 " acknowledged",
                 events->len, shop->n_events, shop->n_acked);
  for (guint i = 0; i < events->len; i++)
    CRASH_REQUIRE (((SuimaStoredEvent *)events->pdata[i])->seq == n_acked + i,
                   "the outbox row of event %" G_GINT64_FORMAT, n_acked + i);
  shop->n_acked = n_acked;
  return TRUE;
}

static gboolean
crash_shop_verify_batch (CrashShop *shop, GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;

  if (shop->batch_id == 0)
    return TRUE;
  batch = suima_store_get_batch (shop->store, shop->batch_id, error);
  if (batch == NULL)
    return FALSE;
  CRASH_REQUIRE (g_strcmp0 (batch->papers[SUIMA_PAPER_PLANT], "EC 1234") == 0, "the paper");
  return TRUE;
}

/* Last, since it writes. */
static gboolean
crash_shop_verify_counter (CrashShop *shop, GError **error)
{
  guint32 counter = 0;

  if (!suima_store_take_counters (shop->store, 1, &counter, error))
    return FALSE;
  CRASH_REQUIRE (counter > shop->last_counter, "counter %u is handed out again", counter);
  shop->last_counter = counter;
  return TRUE;
}

gboolean
crash_shop_verify (CrashShop *shop, GError **error)
{
  gint64 n_problems = 0;

  if (!suima_store_check (shop->store, error) ||
      !suima_store_get_int (
          shop->store, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
          &n_problems, error))
    return FALSE;
  CRASH_REQUIRE (n_problems == 0, "integrity_check finds %" G_GINT64_FORMAT " problems",
                 n_problems);
  if (!crash_shop_verify_batch (shop, error))
    return FALSE;
  for (gint64 id = 1; id <= (gint64)shop->stages->len + 1; id++)
    if (!crash_shop_verify_run (shop, id, error))
      return FALSE;
    else if (id > shop->stages->len)
      break;
  return crash_shop_verify_events (shop, error) && crash_shop_verify_outbox (shop, error) &&
         crash_shop_verify_counter (shop, error);
}
