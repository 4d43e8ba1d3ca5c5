// SPDX-License-Identifier: Apache-2.0
#include "suima-station-adopt.h"

#include "suima-adoption.h"
#include "suima-document.h"
#include "suima-movement-act.h"
#include "suima-recall-late.h"
#include "suima-refusal.h"
#include "suima-stock-source.h"

#include <string.h>

char *
suima_adoption_dup_serial (SuimaStation *station, const char *code)
{
  g_autoptr (SuimaScan) scan = suima_recognise_by (suima_station_get_recognition (station), code);
  g_autoptr (SuimaAdopted) adopted = suima_adopted_new (scan);

  return adopted != NULL ? g_steal_pointer (&adopted->serial) : NULL;
}

/* Where a foreign code has no name in EPCIS, it gets one of the shop's. */
static char *
suima_adoption_dup_epc (SuimaStation *station, const SuimaAdopted *adopted)
{
  g_autofree char *host = g_ascii_strdown (station->config->host, -1);

  return adopted->epc != NULL ? g_strdup (adopted->epc)
                              : g_strdup_printf ("https://%s/%s/OBJ/%s", host,
                                                 station->config->shop, adopted->serial);
}

/* A code stands on one box only. */
static gboolean
suima_adoption_check_new (SuimaStation *station,
                          const SuimaAdopted *adopted,
                          const char *code,
                          GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SuimaItem) known = suima_store_get_item (station->store, adopted->serial, &cause);

  if (known != NULL)
    return suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_ADOPTED, code, NULL);
  if (g_error_matches (cause, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static SuimaItem *
suima_adoption_new_item (SuimaStation *station,
                         const SuimaStockSource *source,
                         const SuimaAdoptedBox *box,
                         GError **error)
{
  g_autoptr (SuimaScan) scan =
    suima_recognise_by (suima_station_get_recognition (station), box->code);
  g_autoptr (SuimaAdopted) adopted = suima_adopted_new (scan);
  SuimaItem *item;

  if (adopted == NULL || suima_key_owns_serial (station->key, adopted->serial))
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_BOX_CODE, scan->text, NULL);
      return NULL;
    }
  if (!suima_adoption_check_new (station, adopted, scan->text, error))
    return NULL;
  item = suima_item_new ();
  item->serial = g_steal_pointer (&adopted->serial);
  item->uri = g_strstrip (g_strdup (scan->text));
  adopted->serial = g_strdup (item->serial);
  item->epc = suima_adoption_dup_epc (station, adopted);
  item->batch_id = source->batch->id;
  item->state = SUIMA_ITEM_STOCKED;
  item->origin = SUIMA_ORIGIN_ADOPTED;
  item->quantity_milli = box->quantity_milli;
  item->place_id = source->place_id;
  item->owner_id = source->owner_id;
  return item;
}

/* Of 500 codes an event. */
static gboolean
suima_adoption_record (SuimaStation *station,
                       const SuimaBatch *batch,
                       GPtrArray *items,
                       const char *person,
                       GError **error)
{
  g_autofree char *lot = suima_station_dup_lot_uri (station, batch);
  const SuimaEventDetail detail = { "lot", lot };

  for (guint first = 0; first < items->len; first += SUIMA_ACT_MAX_ITEMS)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();
      SuimaAct act = { .kind = SUIMA_EVENT_ADOPT, .batch = batch, .items = some, .details = &detail,
                       .n_details = 1 };
      gint64 seq;
      for (guint i = first; i < items->len && some->len < SUIMA_ACT_MAX_ITEMS; i++)
        g_ptr_array_add (some, items->pdata[i]);
      seq = suima_station_record_seq (station, &act, error);
      if (seq < 0 || !suima_store_set_person (station->store, seq, person, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
suima_adoption_store (SuimaStation *station,
                      const SuimaBatch *batch,
                      const SuimaAdoptedBox *boxes,
                      guint n_boxes,
                      const char *person,
                      GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  SuimaStockSource source = { batch, 0, 0, 0 };

  for (guint i = 0; i < n_boxes; i++)
    source.quantity_milli += boxes[i].quantity_milli;
  if (!suima_station_check_loose (station, batch, source.quantity_milli, error) ||
      !suima_stock_source_find (station, &source, error))
    return NULL;
  for (guint i = 0; i < n_boxes; i++)
    {
      SuimaItem *item = suima_adoption_new_item (station, &source, &boxes[i], error);
      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
      if (!suima_store_add_item (station->store, item, error) ||
          !suima_store_set_item_place (station->store, item->serial, item->place_id,
                                       item->owner_id, error))
        return NULL;
    }
  return suima_adoption_record (station, batch, items, person, error) &&
                 suima_recall_lock_late_items (station, batch, items, person, error)
             ? g_steal_pointer (&items)
             : NULL;
}

gboolean
suima_adoption_refuse_labels (SuimaStation *station,
                              const SuimaBatch *batch,
                              guint n_labels,
                              GError **error)
{
  gint64 adopted_milli = 0, left_milli;
  gboolean is_weighed = suima_unit_to_grams (batch->unit) > 0;
  g_autofree char *coded = NULL, *all = suima_quantity_to_text (batch->quantity_milli);
  g_autofree char *left = NULL;

  if (!suima_store_sum_adopted (station->store, batch->id, &adopted_milli, error))
    return FALSE;
  left_milli = batch->quantity_milli - adopted_milli;
  if (adopted_milli == 0 || (left_milli > 0 && (is_weighed || n_labels * 1000 <= left_milli)))
    return TRUE;
  coded = suima_quantity_to_text (adopted_milli);
  left = suima_quantity_to_text (MAX (left_milli, 0));
  return left_milli <= 0
           ? suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_ALL_ADOPTED, batch->product,
                           NULL)
           : suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_SOME_ADOPTED, coded, all, left,
                           NULL);
}

typedef struct
{
  SuimaStation *station;
  const SuimaAdoption *adoption;
  const SuimaBatch *batch;
  GPtrArray *items; /* (nullable) */
} SuimaAdoptionWork;

static gboolean
suima_station_store_adoption (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaAdoptionWork *work = user_data;
  const SuimaAdoption *adoption = work->adoption;
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (SuimaAdoptedBox));

  for (guint i = 0; adoption->codes[i] != NULL; i++)
    {
      const SuimaAdoptedBox box = {
        adoption->codes[i], adoption->quantity_milli > 0 ? adoption->quantity_milli : 1000
      };
      g_array_append_val (boxes, box);
    }
  if (!suima_station_take_receipt (work->station, work->batch, error))
    return FALSE;
  work->items = suima_adoption_store (work->station, work->batch,
                                      &g_array_index (boxes, SuimaAdoptedBox, 0), boxes->len,
                                      adoption->person, error);
  return work->items != NULL;
}

GPtrArray *
suima_station_adopt (SuimaStation *station, const SuimaAdoption *adoption, GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaAdoptionWork work = { .station = station, .adoption = adoption };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  work.batch = batch = suima_store_get_batch (station->store, adoption->batch_id, error);
  if (batch == NULL)
    return NULL;
  if (adoption->codes == NULL || adoption->codes[0] == NULL)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOTHING, NULL);
      return NULL;
    }
  if (suima_store_transact (station->store, suima_station_store_adoption, &work, error))
    return work.items;
  g_clear_pointer (&work.items, g_ptr_array_unref);
  return NULL;
}
