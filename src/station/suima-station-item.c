// SPDX-License-Identifier: Apache-2.0
// Acts on labels that are out: settle, void.
#include "suima-ledger.h"
#include "suima-adoption.h"
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-refusal.h"
#include "suima-serial.h"
#include "suima-words.h"

#include <string.h>

#define SUIMA_REASON_MAX_BYTES 400

/* The serial in whatever a person or a scanner gives: URI, serial, groups. */
static char *
suima_station_read_serial (const char *code, GError **error)
{
  g_autoptr (SuimaScan) scan = suima_recognise (code);

  if (scan->serial == NULL)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_OURS, scan->text, NULL);
  return g_steal_pointer (&scan->serial);
}

SuimaItem *
suima_station_find_item (SuimaStation *station, const char *code, GError **error)
{
  g_autofree char *serial = suima_station_read_serial (code, NULL);
  g_autofree char *adopted = serial == NULL ? suima_adoption_dup_serial (station, code) : NULL;
  SuimaItem *item;

  if (serial != NULL)
    return suima_store_get_item (station->store, serial, error);
  item = adopted != NULL ? suima_store_get_item (station->store, adopted, NULL) : NULL;
  if (item == NULL)
    g_free (suima_station_read_serial (code, error));
  return item;
}

GPtrArray *
suima_station_list_items (SuimaStation *station,
                          gint64 batch_id,
                          gint64 run_id,
                          SuimaItemState state,
                          GError **error)
{
  SuimaItemFilter filter = { .batch_id = batch_id, .run_id = run_id, .state = state };
  g_autoptr (GPtrArray) items = suima_store_list_items (station->store, &filter, error);

  if (items != NULL && !suima_station_may_see (station, SUIMA_FIELD_QUANTITY))
    g_ptr_array_set_size (items, 0); /* as many labels as goods */
  return suima_station_mask_all (station, g_steal_pointer (&items), (SuimaMaskFunc) suima_mask_item);
}

GArray *
suima_station_list_doubtful_runs (SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) runs = suima_store_list_doubtful_runs (station->store, error);
  GArray *ids;

  if (runs == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < runs->len; i++)
    g_array_append_val (ids, ((SuimaRunRecord *) runs->pdata[i])->id);
  return ids;
}

static gboolean
suima_station_check_last_good (SuimaStation *station,
                               gint64 run_id,
                               const SuimaItem *item,
                               GError **error)
{
  if (item->run_id == run_id &&
      (item->state == SUIMA_ITEM_IN_DOUBT || item->state == SUIMA_ITEM_PRINTED ||
       item->state == SUIMA_ITEM_SPARE))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "%s is not a label of run %" G_GINT64_FORMAT " that may have come out", item->serial,
               run_id);
  return FALSE;
}

/* A run that is still printing settles itself; without a doubt the number is another run's. */
static gboolean
suima_station_check_doubt (SuimaStation *station, gint64 run_id, GError **error)
{
  SuimaItemFilter filter = { .run_id = run_id, .state = SUIMA_ITEM_IN_DOUBT, .limit = 1 };
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (station->store, run_id, error);
  g_autoptr (GPtrArray) items = run ? suima_store_list_items (station->store, &filter, error) : NULL;

  if (items == NULL)
    return FALSE;
  if (run->state == SUIMA_RUN_OPEN)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY, "run %" G_GINT64_FORMAT " is still printing",
                 run_id);
  else if (items->len == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "run %" G_GINT64_FORMAT " has no label in doubt", run_id);
  else
    return TRUE;
  return FALSE;
}

GPtrArray *
suima_station_settle (SuimaStation *station, gint64 run_id, const char *last_good, GError **error)
{
  SuimaItemFilter filter = { .run_id = run_id };
  g_autoptr (SuimaItem) item = NULL;
  guint number = 0;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_doubt (station, run_id, error))
    return NULL;
  if (last_good != NULL)
    {
      item = suima_station_find_item (station, last_good, error);
      if (item == NULL || !suima_station_check_last_good (station, run_id, item, error))
        return NULL;
      number = item->number;
    }
  if (!suima_ledger_resolve_run (station, run_id, number, error))
    return NULL;
  return suima_store_list_items (station->store, &filter, error);
}

gboolean
suima_station_refuse_state (const SuimaItem *item, GError **error)
{
  g_autofree char *groups = suima_serial_to_groups (item->serial);

  return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_STATE, groups,
                       suima_words_item_state (item->state), NULL);
}

char *
suima_station_check_reason (const char *reason, GError **error)
{
  g_autofree char *folded = suima_text_fold (reason ? reason : "");

  if (*folded == '\0')
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REASON, NULL);
      return NULL;
    }
  if (strlen (folded) > SUIMA_REASON_MAX_BYTES)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "the reason is longer than %d bytes", SUIMA_REASON_MAX_BYTES);
      return NULL;
    }
  return g_steal_pointer (&folded);
}

gboolean
suima_item_is_out (const SuimaItem *item)
{
  return item->state == SUIMA_ITEM_PRINTED || item->state == SUIMA_ITEM_STOCKED ||
         item->state == SUIMA_ITEM_RETURNED || item->state == SUIMA_ITEM_HELD;
}

/* The state is looked at again inside the transaction: of two people who do it only one does. */
gboolean
suima_station_record_void (SuimaStation *station,
                           SuimaItem *item,
                           const SuimaBatch *batch,
                           const char *reason,
                           GError **error)
{
  g_autoptr (SuimaItem) now = suima_store_get_item (station->store, item->serial, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  SuimaAct act = {
    .kind = SUIMA_EVENT_VOID,
    .batch = batch,
    .items = items,
    .reason = reason,
  };

  if (now == NULL)
    return FALSE;
  if (now->state != item->state)
    {
      return suima_station_refuse_state (now, error);
    }
  g_ptr_array_add (items, item);
  return suima_store_set_item_state (station->store, item->serial, SUIMA_ITEM_VOID, 0, error) &&
         suima_station_record (station, &act, error);
}

typedef struct
{
  SuimaStation *station;
  SuimaItem *item;
  SuimaBatch *batch;
  const char *reason;
} SuimaVoidWork;

static gboolean
suima_station_store_void (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaVoidWork *work = user_data;

  return suima_station_record_void (work->station, work->item, work->batch, work->reason, error);
}

static gboolean
suima_item_may_be_void (const SuimaItem *item)
{
  return suima_item_is_out (item) || item->state == SUIMA_ITEM_IN_DOUBT ||
         item->state == SUIMA_ITEM_SPARE;
}

SuimaItem *
suima_station_void (SuimaStation *station, const char *code, const char *reason, GError **error)
{
  g_autofree char *why = NULL;
  g_autoptr (SuimaItem) item = NULL;
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaVoidWork work;

  if (!suima_station_check_writable (station, error) ||
      (why = suima_station_check_reason (reason, error)) == NULL ||
      (item = suima_station_find_item (station, code, error)) == NULL)
    return NULL;
  if (!suima_item_may_be_void (item))
    {
      suima_station_refuse_state (item, error);
      return NULL;
    }
  batch = suima_store_get_batch (station->store, item->batch_id, error);
  if (batch == NULL)
    return NULL;
  work = (SuimaVoidWork){ station, item, batch, why };
  if (!suima_store_transact (station->store, suima_station_store_void, &work, error))
    return NULL;
  return suima_store_get_item (station->store, item->serial, error);
}
