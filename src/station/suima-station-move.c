// SPDX-License-Identifier: Apache-2.0
// Goods that move: put away, issued, sold, taken back, sent back, lost.
#include "suima-station-stock.h"

#include "suima-attachment.h"
#include "suima-disposal-proof.h"
#include "suima-movement-act.h"
#include "suima-refusal.h"
#include "suima-stock-source.h"

/* What an act does to a quantity and to an item. */
typedef struct
{
  int flow;
  guint from_states; /* bits of SuimaItemState that may take part */
  SuimaItemState to_state;
  gboolean is_sale;       /* only what may be sold today */
  gboolean needs_reason;
  gboolean is_state_only; /* no quantity changes: by codes alone */
} SuimaMoveRule;

#define SUIMA_STATE(state) (1u << SUIMA_ITEM_##state)
#define SUIMA_STATES_ON_SALE (SUIMA_STATE (PRINTED) | SUIMA_STATE (STOCKED))
#define SUIMA_STATES_HERE                                                                          \
  (SUIMA_STATES_ON_SALE | SUIMA_STATE (HELD) | SUIMA_STATE (RECALLED) | SUIMA_STATE (EXPIRED))

static const SuimaMoveRule *
suima_move_find_rule (SuimaEventKind kind)
{
  static const SuimaMoveRule rules[] = {
    [SUIMA_EVENT_STORE] = { 0, SUIMA_STATES_HERE, SUIMA_ITEM_STOCKED, FALSE, FALSE, FALSE },
    [SUIMA_EVENT_ISSUE] = { -1, SUIMA_STATES_ON_SALE, SUIMA_ITEM_SOLD, TRUE, FALSE, FALSE },
    [SUIMA_EVENT_SELL] = { -1, SUIMA_STATES_ON_SALE, SUIMA_ITEM_SOLD, TRUE, FALSE, FALSE },
    [SUIMA_EVENT_TAKE_BACK] = { 1, SUIMA_STATE (SOLD), SUIMA_ITEM_HELD, FALSE, TRUE, FALSE },
    [SUIMA_EVENT_SEND_BACK] = { -1, SUIMA_STATES_HERE, SUIMA_ITEM_RETURNED, FALSE, TRUE, FALSE },
    [SUIMA_EVENT_WASTE] = { -1, SUIMA_STATES_HERE, SUIMA_ITEM_DESTROYED, FALSE, TRUE, FALSE },
    [SUIMA_EVENT_DESTROY] = { -1, SUIMA_STATES_HERE, SUIMA_ITEM_DESTROYED, FALSE, TRUE, FALSE },
    [SUIMA_EVENT_HOLD] = { 0, SUIMA_STATES_ON_SALE, SUIMA_ITEM_HELD, FALSE, TRUE, TRUE },
    [SUIMA_EVENT_RELEASE] = { 0, SUIMA_STATE (HELD), SUIMA_ITEM_STOCKED, TRUE, TRUE, TRUE },
    [SUIMA_EVENT_EXPIRE] = { 0, SUIMA_STATES_ON_SALE | SUIMA_STATE (HELD), SUIMA_ITEM_EXPIRED, FALSE,
                             FALSE, TRUE },
    [SUIMA_EVENT_MISSED] = { -1, SUIMA_STATES_HERE, SUIMA_ITEM_MISSING, FALSE, FALSE, FALSE },
    [SUIMA_EVENT_FOUND] = { 1, SUIMA_STATE (MISSING), SUIMA_ITEM_STOCKED, FALSE, FALSE, FALSE },
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (rules) && rules[kind].to_state != 0, NULL);
  return &rules[kind];
}

void
suima_move_result_free (SuimaMoveResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->seqs, g_array_unref);
  g_clear_pointer (&result->items, g_ptr_array_unref);
  g_free (result);
}

typedef struct
{
  SuimaStation *station;
  const SuimaMove *move;
  const SuimaMoveRule *rule;
  SuimaMoveResult *result;
  gint64 to_place_id, owner_id, party_id;
  gint64 all_milli, done_milli; /* of the act, and of its events so far */
} SuimaMoveWork;

/* The part of an event in the weight of the whole act, so that the parts add up. */
static gint64
suima_move_weigh (SuimaMoveWork *work, gint64 quantity_milli)
{
  gint64 weight_g = work->move->disposal->weight_g;
  gint64 before_milli = work->done_milli;

  work->done_milli += quantity_milli;
  return (gint64) ((__int128) weight_g * work->done_milli / work->all_milli -
                   (__int128) weight_g * before_milli / work->all_milli);
}

/* How goods were destroyed, or the receipt of who took them back: beside the event, with the photo. */
static gboolean
suima_move_store_disposal (SuimaMoveWork *work, gint64 seq, gint64 quantity_milli, GError **error)
{
  const SuimaDisposal *disposal = work->move->disposal;
  g_autofree char *sha256 = NULL;

  if (disposal == NULL)
    return TRUE;
  if (work->move->kind == SUIMA_EVENT_DESTROY &&
      !suima_store_add_disposal (work->station->store, seq, disposal->method,
                                 suima_move_weigh (work, quantity_milli), disposal->witness, error))
    return FALSE;
  if (disposal->photo == NULL)
    return TRUE;
  sha256 = suima_attachment_keep (work->station, disposal->photo, SUIMA_ATTACHMENT_EVENT, seq, error);
  return sha256 != NULL;
}

static gboolean
suima_move_check_proof (SuimaMoveWork *work, const SuimaBatch *batch, GError **error)
{
  return work->move->kind != SUIMA_EVENT_DESTROY ||
         suima_disposal_check_proof (work->station, batch, work->move->disposal, error);
}

static gint64
suima_move_record_state (SuimaMoveWork *work, const SuimaAct *act, GError **error)
{
  gint64 seq = suima_station_record_seq (work->station, act, error);

  if (seq < 0 ||
      !suima_store_set_person (work->station->store, seq, work->move->person, error))
    return -1;
  return seq;
}

/* One event and movement of a batch, of items or of a quantity. */
static gboolean
suima_move_record (SuimaMoveWork *work,
                   const SuimaStockSource *source,
                   GPtrArray *items,
                   GError **error)
{
  const SuimaMove *move = work->move;
  const SuimaEventDetail method = { "method", move->disposal ? move->disposal->method : NULL };
  SuimaMovementAct act = {
    .act = {
      .kind = move->kind,
      .batch = source->batch,
      .items = items,
      .quantity_milli = items != NULL ? 0 : source->quantity_milli,
      .reason = move->reason,
    },
    .movement = {
      .flow = work->rule->flow,
      .quantity_milli = source->quantity_milli,
      .from_place_id = work->rule->flow > 0 ? 0 : source->place_id,
      .to_place_id = work->rule->flow < 0 ? 0 : work->to_place_id,
      .owner_id = source->owner_id,
      .party_id = work->party_id,
      .price_fen = move->price_fen,
    },
    .person = move->person,
    .details = &method,
    .n_details = 1,
  };
  gint64 seq = work->rule->is_state_only
                   ? suima_move_record_state (work, &act.act, error)
                   : suima_movement_act_record (work->station, &act, error);

  if (seq < 0 || !suima_move_store_disposal (work, seq, source->quantity_milli, error) ||
      (work->rule->is_sale &&
       !suima_station_decide_event (work->station, source->batch, move->kind, seq, error)))
    return FALSE;
  g_array_append_val (work->result->seqs, seq);
  return TRUE;
}

static gboolean
suima_move_set_items (SuimaMoveWork *work, GPtrArray *items, gint64 owner_id, GError **error)
{
  SuimaStore *store = work->station->store;

  for (guint i = 0; i < items->len; i++)
    {
      SuimaItem *item = g_ptr_array_index (items, i);
      gboolean stays = work->move->kind == SUIMA_EVENT_STORE &&
                       ((1u << item->state) & SUIMA_STATES_ON_SALE) == 0;
      if (!stays)
        item->state = work->rule->to_state;
      if (work->rule->flow >= 0 && !work->rule->is_state_only)
        item->place_id = work->to_place_id;
      item->owner_id = owner_id;
      if (!suima_store_set_item_state (store, item->serial, item->state, 0, error) ||
          !suima_store_set_item_place (store, item->serial, item->place_id, owner_id, error))
        return FALSE;
    }
  return TRUE;
}

/* Items of one batch, place and owner: one event. */
static gboolean
suima_move_items (SuimaMoveWork *work, GPtrArray *items, GError **error)
{
  const SuimaItem *first = g_ptr_array_index (items, 0);
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (work->station->store, first->batch_id, error);
  SuimaStockSource source = { batch, first->place_id, first->owner_id, 0 };

  if (batch == NULL || !suima_station_take_receipt (work->station, batch, error))
    return FALSE;
  if (work->rule->is_sale && !suima_station_refuse_unsaleable (work->station, batch, error))
    return FALSE;
  if (!suima_move_check_proof (work, batch, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    source.quantity_milli += ((const SuimaItem *) items->pdata[i])->quantity_milli;
  if (work->rule->flow <= 0 && !work->rule->is_state_only &&
      !suima_stock_source_find (work->station, &source, error))
    return FALSE;
  return suima_move_record (work, &source, items, error) &&
         suima_move_set_items (work, items, source.owner_id, error);
}

static int
suima_move_compare_items (gconstpointer a, gconstpointer b)
{
  const SuimaItem *one = *(SuimaItem *const *) a, *other = *(SuimaItem *const *) b;
  gint64 keys[][2] = {
    { one->batch_id, other->batch_id },
    { one->place_id, other->place_id },
    { one->owner_id, other->owner_id },
    { one->run_id, other->run_id },
    { one->number, other->number },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return 0;
}

static gboolean
suima_move_belongs (const SuimaItem *one, const SuimaItem *other)
{
  return one->batch_id == other->batch_id && one->place_id == other->place_id &&
         one->owner_id == other->owner_id;
}

/* One weight of several batches would be that of none. */
static gboolean
suima_move_check_weight (SuimaMoveWork *work, GError **error)
{
  const GPtrArray *items = work->result->items;

  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = items->pdata[i];
      work->all_milli += item->quantity_milli;
      if (work->move->disposal != NULL && work->move->disposal->weight_g > 0 &&
          item->batch_id != ((const SuimaItem *) items->pdata[0])->batch_id)
        return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_WEIGH_APART, NULL);
    }
  return TRUE;
}

static gboolean
suima_move_all_items (SuimaMoveWork *work, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (work->result->items, NULL, NULL);
  guint i = 0;

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, suima_move_compare_items);
  while (i < sorted->len)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();
      const SuimaItem *first = sorted->pdata[i];
      const SuimaItem head = { .batch_id = first->batch_id, .place_id = first->place_id,
                               .owner_id = first->owner_id };
      while (i < sorted->len && some->len < SUIMA_ACT_MAX_ITEMS &&
             suima_move_belongs (&head, sorted->pdata[i]))
        g_ptr_array_add (some, sorted->pdata[i++]);
      if (!suima_move_items (work, some, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
suima_move_quantity (SuimaMoveWork *work, GError **error)
{
  const SuimaMove *move = work->move;
  SuimaStore *store = work->station->store;
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (store, move->batch_id, error);
  SuimaStockSource source = { batch, 0, work->owner_id, move->quantity_milli };

  if (batch == NULL || !suima_station_take_receipt (work->station, batch, error))
    return FALSE;
  if (work->rule->flow <= 0 &&
      !suima_station_check_loose (work->station, batch, move->quantity_milli, error))
    return FALSE;
  if (work->rule->is_sale && !suima_station_refuse_unsaleable (work->station, batch, error))
    return FALSE;
  if (!suima_move_check_proof (work, batch, error))
    return FALSE;
  source.place_id = suima_store_find_place (store, move->from_place, error);
  if (source.place_id < 0)
    return FALSE;
  if (work->rule->flow <= 0 && !suima_stock_source_find (work->station, &source, error))
    return FALSE;
  return suima_move_record (work, &source, NULL, error);
}

static gboolean
suima_move_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaMoveWork *work = user_data;

  work->to_place_id = suima_store_take_place (store, work->move->to_place, error);
  if (work->to_place_id < 0)
    return FALSE;
  work->owner_id = suima_store_take_party (store, work->move->owner, error);
  if (work->owner_id < 0)
    return FALSE;
  work->party_id = suima_store_take_party (store, work->move->party, error);
  if (work->party_id < 0)
    return FALSE;
  work->all_milli = work->move->codes == NULL ? work->move->quantity_milli : 0;
  if (work->move->codes == NULL)
    return suima_move_quantity (work, error);
  return suima_station_find_items (work->station, work->move->codes, work->rule->from_states,
                                   work->result->items, error) &&
         suima_move_check_weight (work, error) && suima_move_all_items (work, error);
}

static gboolean
suima_move_check (const SuimaMove *move, const SuimaMoveRule *rule, GError **error)
{
  if (rule->needs_reason && (move->reason == NULL || *move->reason == '\0'))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REASON, NULL);
  if (move->codes == NULL && (move->batch_id == 0 || rule->is_state_only))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOTHING, NULL);
  if (move->kind == SUIMA_EVENT_DESTROY &&
      (move->disposal == NULL || move->disposal->method == NULL || *move->disposal->method == '\0'))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_METHOD, NULL);
  if (move->codes == NULL && move->quantity_milli <= 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_QUANTITY, NULL);
  return TRUE;
}

SuimaMoveResult *
suima_station_move (SuimaStation *station, const SuimaMove *move, GError **error)
{
  g_autoptr (SuimaMoveResult) result = g_new0 (SuimaMoveResult, 1);
  SuimaMoveWork work = { .station = station, .move = move, .result = result };

  result->seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  result->items = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  work.rule = suima_move_find_rule (move->kind);
  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) || !suima_move_check (move, work.rule, error) ||
      !suima_store_transact (station->store, suima_move_store, &work, error))
    return NULL;
  return g_steal_pointer (&result);
}
