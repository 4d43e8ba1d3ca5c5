// SPDX-License-Identifier: Apache-2.0
// Spare labels: one takes the place of a spoiled label; what is left at the end of the day is void.
#include "suima-station-private.h"

#include "suima-error.h"

typedef struct
{
  SuimaStation *station;
  SuimaBatch *batch;
  SuimaItem *spare, *spoiled;
  const char *reason;
} SuimaSpareUse;

/* The spoiled code is dead before the other lives. */
static gboolean
suima_spare_use_store (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaSpareUse *use = user_data;
  SuimaItemState state = use->spoiled->state;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  SuimaEventDetail replaces = { "replaces", use->spoiled->epc };
  SuimaAct act = {
    .kind = SUIMA_EVENT_COMMISSION,
    .batch = use->batch,
    .items = items,
    .details = &replaces,
    .n_details = 1,
  };

  g_ptr_array_add (items, use->spare);
  return suima_station_record_void (use->station, use->spoiled, use->batch, use->reason, error) &&
         suima_store_set_item_state (store, use->spare->serial, state, 0, error) &&
         suima_station_record (use->station, &act, error);
}

/* A label must say what is true of the goods it comes onto. */
static gboolean
suima_station_labels_agree (SuimaStation *station,
                            const SuimaItem *a,
                            const SuimaItem *b,
                            GError **error)
{
  static const char *const fields[] = { "repacker", "repacked_on", "repack_place" };
  g_autoptr (GHashTable) a_words = suima_store_get_run_words (station->store, a->run_id, error);
  g_autoptr (GHashTable) b_words =
    a_words ? suima_store_get_run_words (station->store, b->run_id, error) : NULL;
  gboolean agree;

  if (b_words == NULL)
    return FALSE;
  agree = a->batch_id == b->batch_id && a->weight_g == b->weight_g &&
          a->price_fen == b->price_fen && a->unit_price_fen == b->unit_price_fen;
  for (guint i = 0; agree && i < G_N_ELEMENTS (fields); i++)
    agree = g_strcmp0 (g_hash_table_lookup (a_words, fields[i]),
                       g_hash_table_lookup (b_words, fields[i])) == 0;
  if (!agree)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the labels %s and %s do not say the same: take a spare of the same batch, weight "
                 "and price",
                 a->serial, b->serial);
  return agree;
}

static gboolean
suima_spare_use_check (const SuimaSpareUse *use, GError **error)
{
  SuimaItemState state = use->spoiled->state;

  if (use->spare->state != SUIMA_ITEM_SPARE)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is no spare label, it is %s",
                 use->spare->serial, suima_item_state_to_code (use->spare->state));
  else if (state != SUIMA_ITEM_PRINTED && state != SUIMA_ITEM_STOCKED &&
           state != SUIMA_ITEM_RETURNED && state != SUIMA_ITEM_HELD)
    suima_station_refuse_state (use->spoiled, error);
  else
    return suima_station_labels_agree (use->station, use->spare, use->spoiled, error);
  return FALSE;
}

SuimaItem *
suima_station_use_spare (SuimaStation *station,
                         const char *spare_code,
                         const char *code,
                         const char *reason,
                         GError **error)
{
  g_autofree char *why = NULL;
  g_autoptr (SuimaItem) spare = NULL, spoiled = NULL;
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaSpareUse use = { .station = station };

  if (!suima_station_check_writable (station, error) ||
      (why = suima_station_check_reason (reason, error)) == NULL ||
      (spare = suima_station_find_item (station, spare_code, error)) == NULL ||
      (spoiled = suima_station_find_item (station, code, error)) == NULL ||
      (batch = suima_store_get_batch (station->store, spare->batch_id, error)) == NULL)
    return NULL;
  use = (SuimaSpareUse){ station, batch, spare, spoiled, why };
  if (!suima_spare_use_check (&use, error) ||
      !suima_store_transact (station->store, suima_spare_use_store, &use, error))
    return NULL;
  return suima_store_get_item (station->store, spare->serial, error);
}

typedef struct
{
  SuimaStation *station;
  const SuimaBatch *batch;
  GPtrArray *spares;
} SuimaSpareSweep;

static gboolean
suima_spare_sweep_store (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaSpareSweep *sweep = user_data;

  for (guint first = 0; first < sweep->spares->len; first += SUIMA_ACT_MAX_ITEMS)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();
      SuimaAct act = {
        .kind = SUIMA_EVENT_VOID,
        .batch = sweep->batch,
        .items = some,
        .reason = "spare-not-used",
      };
      for (guint i = first; i < sweep->spares->len && i < first + SUIMA_ACT_MAX_ITEMS; i++)
        {
          SuimaItem *spare = g_ptr_array_index (sweep->spares, i);
          g_ptr_array_add (some, spare);
          spare->state = SUIMA_ITEM_VOID;
          if (!suima_store_set_item_state (store, spare->serial, SUIMA_ITEM_VOID, 0, error))
            return FALSE;
        }
      if (!suima_station_record (sweep->station, &act, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
suima_station_void_spares (SuimaStation *station, gint64 batch_id, GError **error)
{
  SuimaItemFilter filter = { .batch_id = batch_id, .state = SUIMA_ITEM_SPARE };
  g_autoptr (SuimaBatch) batch = NULL;
  g_autoptr (GPtrArray) spares = NULL;
  SuimaSpareSweep sweep = { .station = station };

  if (!suima_station_check_writable (station, error) ||
      (batch = suima_store_get_batch (station->store, batch_id, error)) == NULL ||
      (spares = suima_store_list_items (station->store, &filter, error)) == NULL)
    return NULL;
  sweep.batch = batch;
  sweep.spares = spares;
  if (!suima_store_transact (station->store, suima_spare_sweep_store, &sweep, error))
    return NULL;
  return g_steal_pointer (&spares);
}
