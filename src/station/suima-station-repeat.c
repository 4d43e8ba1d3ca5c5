// SPDX-License-Identifier: Apache-2.0
#include "suima-station-repeat.h"

#include "suima-recall-late.h"
#include "suima-refusal.h"
#include "suima-station-private.h"

#include <inttypes.h>
#include <string.h>

typedef struct
{
  SuimaStation *station;
  const SuimaRepeat *repeat;
  const SuimaBatch *like;
  gint64 id; /* (out) */
} SuimaRepeatWork;

static SuimaDay
suima_repeat_get_expiry (const SuimaRepeat *repeat, const SuimaBatch *like)
{
  if (repeat->expiry != SUIMA_DAY_NONE || repeat->production == SUIMA_DAY_NONE ||
      like->production == SUIMA_DAY_NONE || like->expiry == SUIMA_DAY_NONE)
    return repeat->expiry;
  return repeat->production + (like->expiry - like->production);
}

static SuimaBatch *
suima_repeat_make_batch (const SuimaRepeatWork *work)
{
  const SuimaRepeat *repeat = work->repeat;
  const SuimaBatch *like = work->like;
  SuimaBatch *batch = suima_batch_new ();

  suima_batch_copy_goods (batch, like);
  batch->gtin = g_strdup (like->gtin);
  batch->origin = g_strdup (like->origin);
  batch->country = g_strdup (like->country);
  batch->lot = g_strdup (repeat->lot);
  batch->production = repeat->production;
  batch->expiry = suima_repeat_get_expiry (repeat, like);
  batch->arrival = suima_station_get_today (work->station);
  batch->quantity_milli = repeat->quantity_milli > 0 ? repeat->quantity_milli : like->quantity_milli;
  batch->unit = g_strdup (like->unit);
  batch->row = 1;
  batch->imported_us = suima_station_get_now_us (work->station);
  return batch;
}

/* Its key says which goods and lot: the same again is the same. */
static gboolean
suima_repeat_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaRepeatWork *work = user_data;
  g_autoptr (SuimaBatch) batch = suima_repeat_make_batch (work);
  g_autofree char *said = g_strdup_printf ("repeat|%s|%s|%s|%s", batch->product,
                                           batch->supplier ? batch->supplier : "",
                                           batch->gtin ? batch->gtin : "", batch->lot);
  g_autofree char *key = suima_sha256_hex (said, strlen (said));
  SuimaDelivery delivery = {
    .file_name = batch->lot,
    .sha256 = key,
    .imported_us = batch->imported_us,
  };
  int added;

  batch->delivery_id = suima_store_add_delivery (store, &delivery, error);
  if (batch->delivery_id == 0)
    return FALSE;
  added = suima_station_add_batch (work->station, batch, key, &work->id, error);
  return added > 0 || (added == 0 && suima_refuse (error, SUIMA_ERROR_EXISTS,
                                                   SUIMA_REFUSAL_LOT_KNOWN, batch->lot, NULL));
}

gint64
suima_station_repeat_batch (SuimaStation *station, const SuimaRepeat *repeat, GError **error)
{
  g_autofree char *lot = suima_text_fold (repeat->lot ? repeat->lot : "");
  SuimaRepeat folded = *repeat;
  g_autoptr (SuimaBatch) like = NULL;
  SuimaRepeatWork work = { .station = station, .repeat = &folded };

  folded.lot = lot;
  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return 0;
  work.like = like = suima_store_get_batch (station->store, repeat->batch_id, error);
  if (like == NULL)
    return 0;
  if (*lot == '\0')
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_LOT, NULL);
      return 0;
    }
  if (g_strcmp0 (like->lot, lot) == 0)
    {
      suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_LOT_KNOWN, lot, NULL);
      return 0;
    }
  return suima_store_transact (station->store, suima_repeat_store, &work, error) ? work.id : 0;
}
