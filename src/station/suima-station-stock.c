// SPDX-License-Identifier: Apache-2.0
// Receiving, and what is on hand.
#include "suima-station-stock.h"

#include "suima-movement-act.h"
#include "suima-refusal.h"

typedef struct
{
  SuimaStation *station;
  const SuimaReceipt *receipt;
  const SuimaBatch *batch;
  gint64 seq; /* of the event */
} SuimaReceiptWork;

static gboolean
suima_station_check_receipt (SuimaStation *station,
                             const SuimaReceipt *receipt,
                             const SuimaBatch *batch,
                             GError **error)
{
  gint64 came_milli = receipt->quantity_milli;
  int has_moved = suima_store_has_movement (station->store, batch->id, error);
  g_autofree char *came = suima_quantity_to_text (MAX (came_milli, 0));
  g_autofree char *said = suima_quantity_to_text (batch->quantity_milli);

  if (has_moved < 0)
    return FALSE;
  if (has_moved > 0)
    return suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_RECEIVED, batch->product, NULL);
  if (came_milli < 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_QUANTITY, NULL);
  if (came_milli != 0 && came_milli != batch->quantity_milli &&
      (receipt->reason == NULL || *receipt->reason == '\0'))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_OTHER_QUANTITY, came, said, NULL);
  return TRUE;
}

static gboolean
suima_station_store_receipt (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaReceiptWork *work = user_data;
  const SuimaReceipt *receipt = work->receipt;
  const SuimaBatch *batch = work->batch;
  gint64 came_milli = receipt->quantity_milli > 0 ? receipt->quantity_milli : batch->quantity_milli;
  SuimaMovementAct act = {
    .act = {
      .kind = SUIMA_EVENT_RECEIVE,
      .batch = batch,
      .quantity_milli = came_milli,
      .reason = receipt->reason,
    },
    .movement = {
      .flow = 1,
      .quantity_milli = came_milli,
      .short_milli = MAX (batch->quantity_milli - came_milli, 0),
      .price_fen = -1,
    },
    .person = receipt->person,
  };
  SuimaMovement *movement = &act.movement;

  movement->to_place_id = suima_store_take_place (store, receipt->place, error);
  if (movement->to_place_id < 0)
    return FALSE;
  movement->owner_id = suima_store_take_party (store, receipt->owner, error);
  if (movement->owner_id < 0)
    return FALSE;
  movement->party_id = suima_store_take_party (
    store, receipt->party != NULL ? receipt->party : batch->supplier, error);
  if (movement->party_id < 0)
    return FALSE;
  work->seq = suima_movement_act_record (work->station, &act, error);
  return work->seq >= 0;
}

gint64
suima_station_receive (SuimaStation *station, const SuimaReceipt *receipt, GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaReceiptWork work = { .station = station, .receipt = receipt, .seq = -1 };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return -1;
  work.batch = batch = suima_store_get_batch (station->store, receipt->batch_id, error);
  if (batch == NULL || !suima_station_check_receipt (station, receipt, batch, error) ||
      !suima_store_transact (station->store, suima_station_store_receipt, &work, error))
    return -1;
  return work.seq;
}

typedef struct
{
  SuimaStation *station;
  const SuimaBatch *batch;
  const char *reason, *why_released, *person;
  gint64 seq;
} SuimaHoldWork;

static gboolean
suima_station_store_hold (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaHoldWork *work = user_data;
  g_autofree char *lot = suima_station_dup_lot_uri (work->station, work->batch);
  const SuimaEventDetail details[] = { { "lot", lot }, { "lock", "hold" } };
  SuimaAct act = {
    .kind = work->reason != NULL ? SUIMA_EVENT_HOLD : SUIMA_EVENT_RELEASE,
    .batch = work->batch,
    .quantity_milli = work->batch->quantity_milli,
    .reason = work->reason != NULL ? work->reason : work->why_released,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };

  work->seq = suima_station_record_seq (work->station, &act, error);
  return work->seq >= 0 && suima_store_set_person (store, work->seq, work->person, error) &&
         suima_store_set_lock (store, work->batch->id, "hold", work->reason,
                               suima_station_get_now_us (work->station), error);
}

gint64
suima_station_hold_batch (SuimaStation *station,
                          gint64 batch_id,
                          const char *reason,
                          const char *why_released,
                          const char *person,
                          GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;
  g_autofree char *lock = NULL;
  SuimaHoldWork work = { .station = station, .reason = reason, .why_released = why_released,
                         .person = person, .seq = -1 };
  const char *why = reason != NULL ? reason : why_released;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return -1;
  if (why == NULL || *why == '\0')
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REASON, NULL);
      return -1;
    }
  work.batch = batch = suima_store_get_batch (station->store, batch_id, error);
  lock = batch ? suima_store_get_lock_of (station->store, batch_id, "hold", error) : NULL;
  if (batch == NULL || (lock == NULL && error != NULL && *error != NULL))
    return -1;
  if (reason == NULL && lock == NULL)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_HELD, batch->product, NULL);
      return -1;
    }
  return suima_store_transact (station->store, suima_station_store_hold, &work, error) ? work.seq : -1;
}

void
suima_batch_stock_free (SuimaBatchStock *stock)
{
  if (stock == NULL)
    return;
  suima_batch_free (stock->batch);
  g_clear_pointer (&stock->lines, g_ptr_array_unref);
  g_free (stock);
}

/* Who sees no quantities does not see either at how many places they stand. */
static void
suima_batch_stock_mask (SuimaBatchStock *stock, SuimaRole role)
{
  suima_mask_batch (stock->batch, role);
  suima_mask_balance (&stock->balance, role);
  for (guint i = 0; i < stock->lines->len; i++)
    suima_mask_stock_line (stock->lines->pdata[i], role);
  if (suima_role_get_access (role, SUIMA_FIELD_QUANTITY) == SUIMA_ACCESS_FULL)
    return;
  g_ptr_array_set_size (stock->lines, 0);
  stock->expected_milli = stock->coming_milli = 0;
}

SuimaBatchStock *
suima_station_get_stock (SuimaStation *station, gint64 batch_id, GError **error)
{
  g_autoptr (SuimaBatchStock) stock = g_new0 (SuimaBatchStock, 1);

  stock->batch = suima_store_get_batch (station->store, batch_id, error);
  if (stock->batch == NULL ||
      !suima_store_get_balance (station->store, batch_id, &stock->balance, error))
    return NULL;
  stock->lines = suima_store_list_stock (station->store, batch_id, 0, 0, error);
  if (stock->lines == NULL)
    return NULL;
  if (stock->balance.made == 0)
    stock->expected_milli = stock->batch->quantity_milli;
  if (stock->balance.received == 0)
    stock->coming_milli = stock->expected_milli;
  suima_batch_stock_mask (stock, suima_station_get_role (station));
  return g_steal_pointer (&stock);
}

GPtrArray *
suima_station_list_stock (SuimaStation *station,
                          const char *place,
                          const char *owner,
                          GError **error)
{
  g_autoptr (GPtrArray) stocks = g_ptr_array_new_with_free_func (
    (GDestroyNotify) suima_batch_stock_free);
  g_autoptr (GPtrArray) lines = NULL;
  gint64 place_id = suima_store_find_place (station->store, place, error);
  gint64 owner_id = suima_store_find_party (station->store, owner, error);
  gint64 last_id = 0;

  if (place_id < 0 || owner_id < 0)
    return NULL;
  if ((place_id == 0 && place != NULL && *place) || (owner_id == 0 && owner != NULL && *owner))
    return g_steal_pointer (&stocks);
  lines = suima_store_list_stock (station->store, 0, place_id, owner_id, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (lines, i);
      SuimaBatchStock *stock;
      if (line->batch_id == last_id)
        continue;
      last_id = line->batch_id;
      stock = suima_station_get_stock (station, last_id, error);
      if (stock == NULL)
        return NULL;
      g_ptr_array_add (stocks, stock);
    }
  return lines != NULL ? g_steal_pointer (&stocks) : NULL;
}

GPtrArray *
suima_station_list_movements (SuimaStation *station,
                              const SuimaMovementFilter *filter,
                              GError **error)
{
  return suima_station_mask_all (station, suima_store_list_movements (station->store, filter, error),
                                 (SuimaMaskFunc) suima_mask_movement);
}
