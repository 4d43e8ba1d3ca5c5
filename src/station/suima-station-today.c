// SPDX-License-Identifier: Apache-2.0
// What the day begins with: what has to go from the shelf, and what is to be watched.
#include "suima-station-recall.h"

#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-store-recall.h"
#include "suima-store-stock.h"
#include "suima-words.h"

#include <string.h>

const char *
suima_shelf_finding_to_code (SuimaShelfFinding finding)
{
  static const char *const codes[SUIMA_N_SHELF_FINDINGS] = { "expired", "locked", "near-expiry",
                                                             "papers" };

  g_return_val_if_fail (finding < SUIMA_N_SHELF_FINDINGS, codes[0]);
  return codes[finding];
}

static void
suima_shelf_row_free (SuimaShelfRow *row)
{
  if (row == NULL)
    return;
  suima_batch_free (row->batch);
  g_free (row->places);
  g_free (row->reason);
  g_free (row);
}

void
suima_today_free (SuimaToday *today)
{
  if (today == NULL)
    return;
  g_clear_pointer (&today->rows, g_ptr_array_unref);
  g_clear_pointer (&today->recalls, g_ptr_array_unref);
  g_free (today);
}

gboolean
suima_station_is_near_expiry (SuimaStation *station, const SuimaBatch *batch)
{
  return suima_near_expiry_has (station->near_expiry, station->config->jurisdiction, batch,
                                suima_station_get_batch_day (station, batch),
                                suima_station_get_today (station));
}

/* Sentences of what forbids a sale, papers or locks; NULL for nothing. */
static char *
suima_shelf_find_reason (GPtrArray *findings, gboolean is_lock)
{
  GString *reason = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *sentence = NULL;
      if (finding->severity != SUIMA_SEVERITY_BLOCK || finding->kind == SUIMA_FINDING_EXPIRED ||
          (finding->kind == SUIMA_FINDING_LOCKED) != is_lock)
        continue;
      sentence = suima_words_finding (finding);
      g_string_append_printf (reason, "%s%s", reason->len > 0 ? "; " : "", sentence);
    }
  return g_string_free (reason, reason->len == 0);
}

/* The gravest finding is the one to act on. FALSE: none. */
static gboolean
suima_shelf_judge (SuimaStation *station, SuimaShelfRow *row)
{
  g_autoptr (GPtrArray) findings = suima_station_check_batch_for (station, row->batch, "sell");
  SuimaDay today = suima_station_get_today (station);
  const SuimaBatch *batch = row->batch;

  row->days_left = batch->expiry != SUIMA_DAY_NONE ? batch->expiry - today : 0;
  if (batch->expiry != SUIMA_DAY_NONE && batch->expiry < today)
    {
      row->finding = SUIMA_SHELF_EXPIRED;
      return TRUE;
    }
  row->reason = suima_shelf_find_reason (findings, TRUE);
  row->finding = SUIMA_SHELF_LOCKED;
  if (row->reason != NULL)
    return TRUE;
  row->reason = suima_shelf_find_reason (findings, FALSE);
  row->finding = SUIMA_SHELF_PAPERS;
  if (row->reason != NULL)
    return TRUE;
  row->finding = SUIMA_SHELF_NEAR;
  return suima_station_is_near_expiry (station, batch);
}

static char *
suima_shelf_dup_places (GPtrArray *lines)
{
  GString *places = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (lines, i);
      if (*line->place != '\0')
        g_string_append_printf (places, "%s%s", places->len > 0 ? ", " : "", line->place);
    }
  return g_string_free (places, FALSE);
}

/* Fills in what there is of it, and where. */
static gboolean
suima_shelf_count (SuimaStation *station, SuimaShelfRow *row, GError **error)
{
  g_autoptr (GPtrArray) lines = suima_store_list_stock (station->store, row->batch->id, 0, 0, error);
  guint counts[SUIMA_ITEM_N_STATES] = { 0 };

  if (lines == NULL || !suima_store_count_items (station->store, row->batch->id, counts, error))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    row->on_hand_milli += ((SuimaStockLine *) lines->pdata[i])->quantity_milli;
  row->on_sale = counts[SUIMA_ITEM_PRINTED] + counts[SUIMA_ITEM_STOCKED];
  row->places = suima_shelf_dup_places (lines);
  return TRUE;
}

static gboolean
suima_today_add (SuimaToday *today, SuimaStation *station, gint64 batch_id, GError **error)
{
  SuimaShelfRow *row = g_new0 (SuimaShelfRow, 1);

  row->batch = suima_store_get_batch (station->store, batch_id, error);
  if (row->batch == NULL || !suima_shelf_count (station, row, error))
    {
      suima_shelf_row_free (row);
      return FALSE;
    }
  if (suima_shelf_judge (station, row))
    g_ptr_array_add (today->rows, row);
  else
    suima_shelf_row_free (row);
  return TRUE;
}

static int
suima_shelf_compare (gconstpointer a, gconstpointer b)
{
  const SuimaShelfRow *one = *(SuimaShelfRow *const *) a, *other = *(SuimaShelfRow *const *) b;

  if (one->finding != other->finding)
    return one->finding < other->finding ? -1 : 1;
  if (one->batch->expiry != other->batch->expiry)
    return one->batch->expiry < other->batch->expiry ? -1 : 1;
  return one->batch->id < other->batch->id ? -1 : one->batch->id > other->batch->id;
}

static gboolean
suima_today_count_reports (SuimaToday *today, SuimaStation *station, GError **error)
{
  const SuimaMovementFilter filter = { .is_due_only = TRUE };
  g_autoptr (GPtrArray) due = suima_store_list_movements (station->store, &filter, error);
  gint64 now_us = suima_station_get_now_us (station);

  for (guint i = 0; due != NULL && i < due->len; i++)
    if (((SuimaMovement *) due->pdata[i])->due_us < now_us)
      today->late++;
    else
      today->due++;
  return due != NULL;
}

static gboolean
suima_today_find_recalls (SuimaToday *today, SuimaStation *station, GError **error)
{
  today->recalls = suima_station_list_recalls (station, error);
  for (guint i = today->recalls != NULL ? today->recalls->len : 0; i-- > 0;)
    {
      const SuimaRecall *recall = g_ptr_array_index (today->recalls, i);
      if (recall->closed_us != 0 || recall->is_rehearsal)
        g_ptr_array_remove_index (today->recalls, i);
    }
  return today->recalls != NULL;
}

SuimaToday *
suima_station_get_day_list (SuimaStation *station, GError **error)
{
  g_autoptr (SuimaToday) today = g_new0 (SuimaToday, 1);
  g_autoptr (GArray) ids = suima_store_list_shelf (station->store, error);

  today->day = suima_station_get_today (station);
  today->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_shelf_row_free);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    if (!suima_today_add (today, station, g_array_index (ids, gint64, i), error))
      return NULL;
  g_ptr_array_sort (today->rows, suima_shelf_compare);
  if (!suima_today_find_recalls (today, station, error) ||
      !suima_today_count_reports (today, station, error))
    return NULL;
  return g_steal_pointer (&today);
}

/* The labels that still stand as if they could be sold. */
static GPtrArray *
suima_expire_list_codes (SuimaStation *station, gint64 batch_id, GError **error)
{
  g_autoptr (GPtrArray) items = suima_store_list_items_here (station->store, batch_id, error);
  GPtrArray *codes;

  if (items == NULL)
    return NULL;
  codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (items, i);
      if (item->state == SUIMA_ITEM_PRINTED || item->state == SUIMA_ITEM_STOCKED ||
          item->state == SUIMA_ITEM_HELD)
        g_ptr_array_add (codes, g_strdup (item->serial));
    }
  return codes;
}

SuimaMoveResult *
suima_station_expire_batch (SuimaStation *station,
                            gint64 batch_id,
                            const char *person,
                            GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, batch_id, error);
  g_autoptr (GPtrArray) codes = batch ? suima_expire_list_codes (station, batch_id, error) : NULL;
  g_autofree char *expiry = batch && batch->expiry != SUIMA_DAY_NONE ? suima_day_to_text (batch->expiry)
                                                                     : NULL;
  SuimaMove move = { .kind = SUIMA_EVENT_EXPIRE, .price_fen = -1, .person = person };

  if (codes == NULL)
    return NULL;
  if (expiry == NULL || batch->expiry >= suima_station_get_today (station))
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_EXPIRED, batch->product,
                    expiry ? expiry : "-", NULL);
      return NULL;
    }
  if (codes->len == 0)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_THERE, batch->product, NULL);
      return NULL;
    }
  g_ptr_array_add (codes, NULL);
  move.codes = (const char *const *) codes->pdata;
  return suima_station_move (station, &move, error);
}
