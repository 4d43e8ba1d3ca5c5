// SPDX-License-Identifier: Apache-2.0
#include "suima-station-transform.h"

#include "suima-document.h"
#include "suima-movement-act.h"
#include "suima-recall-late.h"
#include "suima-refusal.h"
#include "suima-store-transformation.h"
#include "suima-stock-source.h"

typedef struct
{
  SuimaStation *station;
  const SuimaTransformRequest *request;
  GPtrArray *items;   /* (element-type SuimaItem) */
  GPtrArray *parents; /* (element-type SuimaBatch): each once */
  GArray *sources;    /* (element-type SuimaStockSource) */
  SuimaTransformation *made;
  char *place; /* (nullable): where it is put */
} SuimaTransformWork;

static void
suima_transform_work_clear (SuimaTransformWork *work)
{
  g_clear_pointer (&work->items, g_ptr_array_unref);
  g_clear_pointer (&work->parents, g_ptr_array_unref);
  g_clear_pointer (&work->sources, g_array_unref);
  g_free (work->place);
  suima_transformation_free (work->made);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaTransformWork, suima_transform_work_clear)

/* The parent of that id, read once; goods that may not be sold are not worked up either. */
static SuimaBatch *
suima_transform_take_parent (SuimaTransformWork *work, gint64 batch_id, GError **error)
{
  SuimaBatch *batch;

  for (guint i = 0; i < work->parents->len; i++)
    if (((SuimaBatch *) work->parents->pdata[i])->id == batch_id)
      return work->parents->pdata[i];
  batch = suima_store_get_batch (work->station->store, batch_id, error);
  if (batch == NULL)
    return NULL;
  g_ptr_array_add (work->parents, batch);
  return suima_station_take_receipt (work->station, batch, error) &&
                 suima_station_refuse_unsaleable (work->station, batch, error)
             ? batch
             : NULL;
}

/* Where an input stands; inputs of one batch and place are one movement. */
static gboolean
suima_transform_take_source (SuimaTransformWork *work,
                             const SuimaBatch *batch,
                             gint64 place_id,
                             gint64 owner_id,
                             gint64 quantity_milli,
                             GError **error)
{
  SuimaStockSource source = { batch, place_id, owner_id, quantity_milli };

  if (!suima_stock_source_find (work->station, &source, error))
    return FALSE;
  for (guint i = 0; i < work->sources->len; i++)
    {
      SuimaStockSource *known = &g_array_index (work->sources, SuimaStockSource, i);
      if (known->batch == batch && known->place_id == source.place_id &&
          known->owner_id == source.owner_id)
        {
          known->quantity_milli += quantity_milli;
          return TRUE;
        }
    }
  g_array_append_val (work->sources, source);
  return TRUE;
}

static gboolean
suima_transform_take_items (SuimaTransformWork *work, GError **error)
{
  guint states = (1u << SUIMA_ITEM_PRINTED) | (1u << SUIMA_ITEM_STOCKED);

  if (work->request->codes == NULL)
    return TRUE;
  if (!suima_station_find_items (work->station, work->request->codes, states, work->items, error))
    return FALSE;
  for (guint i = 0; i < work->items->len; i++)
    {
      SuimaItem *item = work->items->pdata[i];
      SuimaBatch *batch = suima_transform_take_parent (work, item->batch_id, error);
      if (batch == NULL ||
          !suima_transform_take_source (work, batch, item->place_id, item->owner_id,
                                        item->quantity_milli, error))
        return FALSE;
      suima_transformation_add_input (work->made, batch->id, item->serial, item->quantity_milli);
    }
  return TRUE;
}

static gboolean
suima_transform_take_parts (SuimaTransformWork *work, GError **error)
{
  for (guint i = 0; i < work->request->n_parts; i++)
    {
      const SuimaTransformPart *part = &work->request->parts[i];
      SuimaBatch *batch = suima_transform_take_parent (work, part->batch_id, error);
      if (batch == NULL)
        return FALSE;
      if (part->quantity_milli <= 0)
        return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_QUANTITY, NULL);
      if (!suima_station_check_loose (work->station, batch, part->quantity_milli, error) ||
          !suima_transform_take_source (work, batch, 0, 0, part->quantity_milli, error))
        return FALSE;
      suima_transformation_add_input (work->made, batch->id, "", part->quantity_milli);
    }
  return TRUE;
}

/* One input in the unit of the whole; 0 where it cannot be known. */
static gint64
suima_transform_weigh (const char *unit, const SuimaBatch *batch, gint64 quantity_milli)
{
  gint64 grams = suima_unit_to_grams (unit), own_grams = suima_unit_to_grams (batch->unit);

  if (grams > 0 && own_grams > 0)
    return quantity_milli * own_grams / grams;
  return suima_unit_is_same (unit, batch->unit) ? quantity_milli : 0;
}

/* Input is output and loss, in one unit; what is lost has a reason. */
static gboolean
suima_transform_balance (SuimaTransformWork *work, GError **error)
{
  const SuimaTransformRequest *request = work->request;
  SuimaTransformation *made = work->made;
  const SuimaBatch *first = work->parents->pdata[0];
  gint64 sum_milli = 0;
  g_autofree char *in = NULL, *out = suima_quantity_to_text (MAX (request->output_milli, 0));

  made->unit = g_strdup (request->unit != NULL ? request->unit : first->unit ? first->unit : "");
  for (guint i = 0; request->input_milli == 0 && i < work->sources->len; i++)
    {
      const SuimaStockSource *source = &g_array_index (work->sources, SuimaStockSource, i);
      gint64 milli = suima_transform_weigh (made->unit, source->batch, source->quantity_milli);
      if (milli == 0)
        return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_OTHER_UNIT,
                             source->batch->unit ? source->batch->unit : "", made->unit, NULL);
      sum_milli += milli;
    }
  made->input_milli = request->input_milli > 0 ? request->input_milli : sum_milli;
  made->output_milli = request->output_milli;
  made->loss_milli = made->input_milli - made->output_milli;
  made->loss_reason = g_strdup (request->loss_reason);
  in = suima_quantity_to_text (made->input_milli);
  if (made->output_milli <= 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_QUANTITY, NULL);
  if (made->loss_milli < 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_MORE_OUT, out, in, NULL);
  if (made->loss_milli > 0 && (request->loss_reason == NULL || *request->loss_reason == '\0'))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_LOSS, in, out, NULL);
  return TRUE;
}

static void
suima_transform_rename (char **text, const char *name)
{
  if (name == NULL)
    return;
  g_free (*text);
  *text = g_strdup (name);
}

/* The batch of what came out. It stands with the delivery of its first parent. */
static SuimaBatch *
suima_transform_add_batch (SuimaTransformWork *work, GError **error)
{
  const SuimaTransformRequest *request = work->request;
  const SuimaBatch *first = work->parents->pdata[0];
  g_autoptr (SuimaBatch) batch = suima_batch_blend (work->parents);
  g_autofree char *row_key = g_uuid_string_random ();

  batch->delivery_id = first->delivery_id;
  batch->row = first->row;
  batch->imported_us = suima_station_get_now_us (work->station);
  batch->arrival = suima_station_get_batch_day (work->station, first);
  batch->quantity_milli = work->made->output_milli;
  batch->unit = g_strdup (work->made->unit);
  suima_transform_rename (&batch->product, request->product);
  suima_transform_rename (&batch->spec, request->spec);
  if (request->expiry != SUIMA_DAY_NONE &&
      (batch->expiry == SUIMA_DAY_NONE || request->expiry < batch->expiry))
    batch->expiry = request->expiry;
  if (suima_station_add_batch (work->station, batch, row_key, &batch->id, error) < 0)
    return NULL;
  return g_steal_pointer (&batch);
}

/* Where nobody says otherwise it stays where it was, if that is one place. */
static char *
suima_transform_dup_place (const SuimaTransformWork *work)
{
  const SuimaStockSource *first = &g_array_index (work->sources, SuimaStockSource, 0);

  if (work->request->place != NULL)
    return g_strdup (work->request->place);
  for (guint i = 1; i < work->sources->len; i++)
    if (g_array_index (work->sources, SuimaStockSource, i).place_id != first->place_id)
      return NULL;
  return suima_station_dup_place (work->station, first->place_id);
}

/* What went in, where it stood and whose it was: the event alone must tell it. */
static char *
suima_transform_dup_sources (SuimaTransformWork *work)
{
  g_autoptr (json_t) list = json_array ();

  for (guint i = 0; i < work->sources->len; i++)
    {
      const SuimaStockSource *source = &g_array_index (work->sources, SuimaStockSource, i);
      g_autofree char *lot = suima_station_dup_lot_uri (work->station, source->batch);
      g_autofree char *quantity = suima_quantity_to_text (source->quantity_milli);
      g_autofree char *place = suima_station_dup_place (work->station, source->place_id);
      g_autofree char *owner = suima_station_dup_party (work->station, source->owner_id);
      json_t *input = json_object ();
      suima_json_set_text (input, "lot", lot);
      suima_json_set_text (input, "quantity", quantity);
      suima_json_set_text (input, "place", place);
      suima_json_set_text (input, "owner", owner);
      json_array_append_new (list, input);
    }
  return suima_json_to_text (list);
}

/* Loose quantities by lot, for inputQuantityList: labelled ones stand in inputEPCList. */
static GArray *
suima_transform_list_quantities (SuimaTransformWork *work, GPtrArray *lots)
{
  GArray *quantities = g_array_new (FALSE, FALSE, sizeof (SuimaEventQuantity));

  for (guint i = 0; i < work->request->n_parts; i++)
    {
      const SuimaTransformPart *part = &work->request->parts[i];
      const SuimaBatch *batch = suima_transform_take_parent (work, part->batch_id, NULL);
      SuimaEventQuantity quantity = { .quantity_milli = part->quantity_milli, .unit = batch->unit };
      g_ptr_array_add (lots, suima_station_dup_lot_uri (work->station, batch));
      quantity.epc_class = g_ptr_array_index (lots, lots->len - 1);
      g_array_append_val (quantities, quantity);
    }
  return quantities;
}

/* Why each of what went in could go in. */
static gboolean
suima_transform_decide (SuimaTransformWork *work, GError **error)
{
  for (guint i = 0; i < work->parents->len; i++)
    if (!suima_station_decide_event (work->station, work->parents->pdata[i], SUIMA_EVENT_TRANSFORM,
                                     work->made->seq, error))
      return FALSE;
  return TRUE;
}

static gboolean
suima_transform_record (SuimaTransformWork *work, const SuimaBatch *batch, GError **error)
{
  SuimaTransformation *made = work->made;
  g_autoptr (GPtrArray) lots = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) quantities = suima_transform_list_quantities (work, lots);
  g_autofree char *lot = suima_station_dup_lot_uri (work->station, batch);
  g_autofree char *sources = suima_transform_dup_sources (work);
  g_autofree char *in = suima_quantity_to_text (made->input_milli);
  g_autofree char *out = suima_quantity_to_text (made->output_milli);
  g_autofree char *lost = suima_quantity_to_text (made->loss_milli);
  const SuimaEventQuantity output = { lot, made->output_milli, made->unit };
  const SuimaEventDetail details[] = {
    { "transformation", suima_transform_kind_to_code (made->kind) },
    { "lot", lot },       { "inputs", sources }, { "unit", made->unit },
    { "input", in },      { "quantity", out },   { "loss", lost },
    { "place", work->place },
  };
  SuimaAct act = {
    .kind = SUIMA_EVENT_TRANSFORM,
    .batch = batch,
    .items = work->items,
    .inputs = (const SuimaEventQuantity *) (const void *) quantities->data,
    .n_inputs = quantities->len,
    .output = &output,
    .reason = made->loss_milli > 0 ? made->loss_reason : NULL,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };

  made->batch_id = batch->id;
  made->seq = suima_station_record_seq (work->station, &act, error);
  return made->seq >= 0 &&
         suima_store_set_person (work->station->store, made->seq, work->request->person, error) &&
         suima_store_add_transformation (work->station->store, made, error) != 0 &&
         suima_transform_decide (work, error);
}

/* The stock: each source out, the new batch in. */
static gboolean
suima_transform_move (SuimaTransformWork *work, const SuimaBatch *batch, GError **error)
{
  SuimaStore *store = work->station->store;
  SuimaMovement movement = {
    .seq = work->made->seq,
    .kind = SUIMA_EVENT_TRANSFORM,
    .flow = -1,
    .price_fen = -1,
    .at_us = suima_station_get_now_us (work->station),
    .reason = work->made->loss_reason,
  };

  for (guint i = 0; i < work->sources->len; i++)
    {
      const SuimaStockSource *source = &g_array_index (work->sources, SuimaStockSource, i);
      movement.batch_id = source->batch->id;
      movement.quantity_milli = source->quantity_milli;
      movement.from_place_id = source->place_id;
      movement.owner_id = source->owner_id;
      if (!suima_store_add_movement (store, &movement, error))
        return FALSE;
    }
  movement.flow = 1;
  movement.batch_id = batch->id;
  movement.quantity_milli = work->made->output_milli;
  movement.from_place_id = 0;
  movement.to_place_id = suima_store_take_place (store, work->place, error);
  return movement.to_place_id >= 0 && suima_store_add_movement (store, &movement, error);
}

static gboolean
suima_transform_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaTransformWork *work = user_data;
  g_autoptr (SuimaBatch) batch = NULL;

  if (!suima_transform_take_items (work, error) || !suima_transform_take_parts (work, error) ||
      !suima_transform_balance (work, error))
    return FALSE;
  work->place = suima_transform_dup_place (work);
  batch = suima_transform_add_batch (work, error);
  if (batch == NULL || !suima_transform_record (work, batch, error) ||
      !suima_transform_move (work, batch, error))
    return FALSE;
  for (guint i = 0; i < work->items->len; i++)
    if (!suima_store_set_item_state (store, ((SuimaItem *) work->items->pdata[i])->serial,
                                     SUIMA_ITEM_SPLIT, 0, error))
      return FALSE;
  return TRUE;
}

gint64
suima_station_transform (SuimaStation *station,
                         const SuimaTransformRequest *request,
                         GError **error)
{
  g_auto (SuimaTransformWork) work = { .station = station, .request = request };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return 0;
  if ((request->codes == NULL || request->codes[0] == NULL) && request->n_parts == 0)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOTHING, NULL);
      return 0;
    }
  work.items = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  work.parents = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_batch_free);
  work.sources = g_array_new (FALSE, FALSE, sizeof (SuimaStockSource));
  work.made = suima_transformation_new ();
  work.made->kind = request->kind;
  if (!suima_store_transact (station->store, suima_transform_store, &work, error))
    return 0;
  return work.made->batch_id;
}

SuimaTransformation *
suima_station_find_transformation (SuimaStation *station, gint64 batch_id, GError **error)
{
  return suima_station_mask (station, suima_store_find_transformation (station->store, batch_id, error),
                             (SuimaMaskFunc) suima_mask_transformation);
}

/* The neighbours of one batch in the graph. */
static GArray *
suima_station_list_neighbours (SuimaStation *station,
                               gint64 batch_id,
                               SuimaTraceDirection direction,
                               GError **error)
{
  g_autoptr (SuimaTransformation) made = NULL;
  g_autoptr (GError) cause = NULL;
  GArray *ids;

  if (direction == SUIMA_TRACE_FORWARD)
    return suima_store_list_made_of (station->store, batch_id, "", error);
  made = suima_store_find_transformation (station->store, batch_id, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; made != NULL && i < made->inputs->len; i++)
    g_array_append_val (ids, ((SuimaTransformInput *) made->inputs->pdata[i])->batch_id);
  return ids;
}

GPtrArray *
suima_station_list_related (SuimaStation *station,
                            gint64 batch_id,
                            SuimaTraceDirection direction,
                            GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_batch_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 from_id = batch_id;

  g_hash_table_add (seen, g_memdup2 (&batch_id, sizeof batch_id));
  for (guint next = 0;; from_id = ((SuimaBatch *) found->pdata[next++])->id)
    {
      g_autoptr (GArray) ids = suima_station_list_neighbours (station, from_id, direction, error);
      if (ids == NULL)
        return NULL;
      for (guint i = 0; i < ids->len; i++)
        {
          gint64 id = g_array_index (ids, gint64, i);
          SuimaBatch *batch;
          if (!g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
            continue;
          batch = suima_store_get_batch (station->store, id, error);
          if (batch == NULL)
            return NULL;
          g_ptr_array_add (found, batch);
        }
      if (next >= found->len)
        return suima_station_mask_all (station, g_steal_pointer (&found),
                                       (SuimaMaskFunc) suima_mask_batch);
    }
}
