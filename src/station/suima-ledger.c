// SPDX-License-Identifier: Apache-2.0
#include "suima-ledger.h"

#include "suima-print-plan.h"
#include "suima-station-private.h"

#define SUIMA_LEDGER_MAX_EPCS 500u /* codes of one event */

typedef struct
{
  SuimaStation *station;
  gint64 run_id;
  guint last_good;      /* resolving only */
  gboolean is_resolving;
} SuimaLedgerWork;

/* The latest attempt decides what is known of a label. */
static const SuimaChunk *
suima_ledger_find_chunk (GPtrArray *chunks, guint number)
{
  const SuimaChunk *found = NULL;

  for (guint i = 0; i < chunks->len; i++)
    {
      const SuimaChunk *chunk = g_ptr_array_index (chunks, i);
      if (chunk->first <= number && number <= chunk->last &&
          (found == NULL || chunk->attempt > found->attempt))
        found = chunk;
    }
  return found;
}

/* The code of a spare does not count before it is used. */
static SuimaItemState
suima_ledger_get_state_of_printed (const SuimaItem *item)
{
  return item->is_spare ? SUIMA_ITEM_SPARE : SUIMA_ITEM_PRINTED;
}

static SuimaItemState
suima_ledger_judge (const SuimaLedgerWork *work, GPtrArray *chunks, const SuimaItem *item)
{
  const SuimaChunk *chunk;

  if (work->is_resolving)
    return item->number <= work->last_good ? suima_ledger_get_state_of_printed (item)
                                           : SUIMA_ITEM_VOID;
  chunk = suima_ledger_find_chunk (chunks, item->number);
  if (chunk == NULL || chunk->state == SUIMA_CHUNK_UNSENT)
    return SUIMA_ITEM_VOID;
  return chunk->state == SUIMA_CHUNK_COUNTED ? suima_ledger_get_state_of_printed (item)
                                             : SUIMA_ITEM_IN_DOUBT;
}

static gboolean
suima_ledger_is_due (const SuimaLedgerWork *work, const SuimaItem *item)
{
  if (work->is_resolving)
    return item->state == SUIMA_ITEM_IN_DOUBT;
  return item->state == SUIMA_ITEM_RESERVED || item->state == SUIMA_ITEM_SENT;
}

static gboolean
suima_ledger_record (SuimaStation *station,
                     GPtrArray *items,
                     SuimaItemState state,
                     const SuimaBatch *batch,
                     const char *replaced_epc,
                     GError **error)
{
  SuimaEventDetail replaces = { SUIMA_RUN_WORD_REPLACES, replaced_epc };

  for (guint i = 0; i < items->len; i += SUIMA_LEDGER_MAX_EPCS)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();
      SuimaAct act = { .batch = batch, .items = some, .details = &replaces, .n_details = 1 };
      act.kind = state == SUIMA_ITEM_PRINTED ? SUIMA_EVENT_COMMISSION : SUIMA_EVENT_VOID;
      act.reason = state == SUIMA_ITEM_PRINTED ? NULL : "did-not-come-out";
      for (guint k = i; k < items->len && k < i + SUIMA_LEDGER_MAX_EPCS; k++)
        g_ptr_array_add (some, items->pdata[k]);
      if (!suima_station_record (station, &act, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
suima_ledger_is_out (SuimaItemState state)
{
  return state == SUIMA_ITEM_PRINTED || state == SUIMA_ITEM_SPARE;
}

static gboolean
suima_ledger_set_states (const SuimaLedgerWork *work,
                         GPtrArray *items,
                         GPtrArray *chunks,
                         GPtrArray *printed,
                         GPtrArray *voided,
                         GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      SuimaItem *item = g_ptr_array_index (items, i);
      SuimaItemState state;
      if (!suima_ledger_is_due (work, item))
        continue;
      state = suima_ledger_judge (work, chunks, item);
      if (!suima_store_set_item_state (work->station->store, item->serial, state,
                                       suima_ledger_is_out (state) ? 1 : 0, error))
        return FALSE;
      if (state == SUIMA_ITEM_PRINTED)
        g_ptr_array_add (printed, item);
      else if (state == SUIMA_ITEM_VOID)
        g_ptr_array_add (voided, item);
    }
  return TRUE;
}

static gboolean
suima_ledger_settle (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaLedgerWork *work = user_data;
  SuimaItemFilter filter = { .run_id = work->run_id };
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (store, work->run_id, error);
  g_autoptr (SuimaBatch) batch = NULL;
  g_autoptr (GHashTable) words = NULL;
  g_autoptr (GPtrArray) items = NULL, chunks = NULL;
  g_autoptr (GPtrArray) printed = g_ptr_array_new (), voided = g_ptr_array_new ();

  if (run == NULL || (batch = suima_store_get_batch (store, run->batch_id, error)) == NULL ||
      (items = suima_store_list_items (store, &filter, error)) == NULL ||
      (words = suima_store_get_run_words (store, work->run_id, error)) == NULL ||
      (chunks = suima_store_list_chunks (store, work->run_id, error)) == NULL)
    return FALSE;
  return suima_ledger_set_states (work, items, chunks, printed, voided, error) &&
         suima_ledger_record (work->station, printed, SUIMA_ITEM_PRINTED, batch,
                              g_hash_table_lookup (words, SUIMA_RUN_WORD_REPLACES), error) &&
         suima_ledger_record (work->station, voided, SUIMA_ITEM_VOID, batch, NULL, error) &&
         suima_store_set_run_state (store, work->run_id, SUIMA_RUN_SETTLED, error);
}

gboolean
suima_ledger_settle_run (SuimaStation *station, gint64 run_id, GError **error)
{
  SuimaLedgerWork work = { .station = station, .run_id = run_id };

  return suima_store_transact (station->store, suima_ledger_settle, &work, error);
}

gboolean
suima_ledger_resolve_run (SuimaStation *station, gint64 run_id, guint last_good, GError **error)
{
  SuimaLedgerWork work = {
    .station = station,
    .run_id = run_id,
    .last_good = last_good,
    .is_resolving = TRUE,
  };

  return suima_store_transact (station->store, suima_ledger_settle, &work, error);
}
