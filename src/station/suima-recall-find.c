// SPDX-License-Identifier: Apache-2.0
#include "suima-recall-find.h"

#include "suima-adoption.h"
#include "suima-refusal.h"
#include "suima-station-recall.h"
#include "suima-store-recall.h"
#include "suima-store-stock.h"
#include "suima-store-transformation.h"

#include <string.h>

static gboolean
suima_recall_add_id (GArray *ids, GHashTable *seen, gint64 id)
{
  if (!g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
    return FALSE;
  g_array_append_val (ids, id);
  return TRUE;
}

/* The batch of a code; 0 for a code that may come yet: of another station, or a supplier's. -1 on
 * error. */
static gint64
suima_recall_find_coded (SuimaStation *station, const char *code, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SuimaItem) item = suima_station_find_item (station, code, &cause);
  g_autofree char *foreign = item == NULL ? suima_adoption_dup_serial (station, code) : NULL;

  if (item != NULL)
    return item->batch_id;
  if (foreign != NULL || g_error_matches (cause, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    return 0;
  g_propagate_error (error, g_steal_pointer (&cause));
  return -1;
}

GArray *
suima_recall_find_named (SuimaStation *station,
                         const SuimaRecallCriteria *criteria,
                         gint64 first_id,
                         gint64 last_id,
                         GError **error)
{
  SuimaRecallCriteria others = *criteria;
  g_autoptr (GArray) ids = NULL;
  gint64 coded_id;

  if (criteria->code == NULL)
    return suima_store_find_recalled (station->store, criteria, first_id, last_id, error);
  coded_id = suima_recall_find_coded (station, criteria->code, error);
  if (coded_id < 0)
    return NULL;
  others.code = NULL;
  if (coded_id == 0 || (last_id != 0 && (coded_id < first_id || coded_id > last_id)))
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!suima_recall_criteria_is_empty (&others))
    return suima_store_find_recalled (station->store, &others, coded_id, coded_id, error);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, coded_id);
  return g_steal_pointer (&ids);
}

gboolean
suima_recall_add_made (SuimaStation *station, GArray *ids, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (seen, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GArray) made = suima_store_list_made_of (
        station->store, g_array_index (ids, gint64, i), "", error);
      if (made == NULL)
        return FALSE;
      for (guint n = 0; n < made->len; n++)
        suima_recall_add_id (ids, seen, g_array_index (made, gint64, n));
    }
  return TRUE;
}

/* Sold and issued, to whom: what else went out needs no notice. */
static GPtrArray *
suima_recall_list_sales (SuimaStation *station, gint64 batch_id, GError **error)
{
  const SuimaMovementFilter filter = { .batch_id = batch_id };
  g_autoptr (GPtrArray) all = suima_store_list_movements (station->store, &filter, error);

  for (guint i = all != NULL ? all->len : 0; i-- > 0;)
    {
      const SuimaMovement *movement = g_ptr_array_index (all, i);
      if (movement->kind != SUIMA_EVENT_SELL && movement->kind != SUIMA_EVENT_ISSUE)
        g_ptr_array_remove_index (all, i);
    }
  return g_steal_pointer (&all);
}

/* Where more stands than labels were put there one by one: there the others are. NULL where that does
 * not decide. */
static const SuimaStockLine *
suima_recall_hit_find_rest (const SuimaRecallHit *hit)
{
  const SuimaStockLine *found = NULL;

  for (guint i = 0; i < hit->lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (hit->lines, i);
      gint64 put_milli = 0;
      for (guint n = 0; n < hit->items->len; n++)
        {
          const SuimaItem *item = g_ptr_array_index (hit->items, n);
          put_milli += item->place_id == line->place_id ? item->quantity_milli : 0;
        }
      if (line->place_id == 0 || line->quantity_milli <= put_milli)
        continue;
      if (found != NULL)
        return NULL;
      found = line;
    }
  return found;
}

/* Labels that nobody put anywhere are where their batch is. */
static void
suima_recall_hit_place_items (SuimaRecallHit *hit)
{
  const SuimaStockLine *rest = suima_recall_hit_find_rest (hit);

  for (guint i = 0; rest != NULL && i < hit->items->len; i++)
    {
      SuimaItem *item = g_ptr_array_index (hit->items, i);
      if (item->place_id == 0)
        item->place_id = rest->place_id;
    }
}

static SuimaRecallHit *
suima_recall_hit_new (SuimaStation *station, gint64 batch_id, GError **error)
{
  g_autoptr (SuimaBatchStock) stock = suima_station_get_stock (station, batch_id, error);
  SuimaRecallHit *hit;

  if (stock == NULL)
    return NULL;
  hit = g_new0 (SuimaRecallHit, 1);
  hit->batch = g_steal_pointer (&stock->batch);
  hit->balance = stock->balance;
  hit->coming_milli = stock->coming_milli;
  hit->lines = g_steal_pointer (&stock->lines);
  hit->items = suima_store_list_items_here (station->store, batch_id, error);
  hit->sales = hit->items ? suima_recall_list_sales (station, batch_id, error) : NULL;
  if (hit->sales != NULL)
    {
      suima_recall_hit_place_items (hit);
      return hit;
    }
  suima_recall_hit_free (hit);
  return NULL;
}

SuimaRecallList *
suima_recall_list_new_of (SuimaStation *station, GArray *ids, GError **error)
{
  g_autoptr (SuimaRecallList) list = g_new0 (SuimaRecallList, 1);

  list->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_recall_hit_free);
  list->places = suima_store_name_places (station->store, error);
  if (list->places == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      SuimaRecallHit *hit = suima_recall_hit_new (station, id, error);
      if (hit == NULL)
        return NULL;
      hit->is_descendant = hit->balance.made > 0;
      list->items += hit->items->len;
      g_ptr_array_add (list->hits, hit);
    }
  return g_steal_pointer (&list);
}

SuimaRecallList *
suima_recall_list_new (SuimaStation *station, const SuimaRecallCriteria *criteria, GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GArray) found = NULL;
  SuimaRecallList *list = NULL;

  if (suima_recall_criteria_is_empty (criteria))
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_MARKS, NULL);
      return NULL;
    }
  found = suima_recall_find_named (station, criteria, 0, 0, error);
  if (found != NULL && suima_recall_add_made (station, found, error))
    list = suima_recall_list_new_of (station, found, error);
  if (list != NULL)
    list->took_us = g_get_monotonic_time () - start_us;
  return list;
}

SuimaRecallList *
suima_station_find_recall (SuimaStation *station,
                           const SuimaRecallCriteria *criteria,
                           GError **error)
{
  g_autoptr (SuimaItem) item = NULL;

  if (criteria->code != NULL)
    {
      item = suima_station_find_item (station, criteria->code, error);
      if (item == NULL)
        return NULL;
    }
  return suima_station_mask (station, suima_recall_list_new (station, criteria, error),
                             (SuimaMaskFunc) suima_mask_recall_list);
}

/* A scan of a rehearsal counts, but leaves the item as it was. */
static void
suima_recall_card_count (SuimaRecallCard *card)
{
  g_autoptr (GHashTable) scanned = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < card->locked->len; i++)
    {
      const SuimaRecallItem *item = g_ptr_array_index (card->locked, i);
      if (g_strcmp0 (item->outcome, "released") == 0)
        card->released++;
      else if (item->state == SUIMA_ITEM_RETURNED)
        card->returned++;
      else if (item->state == SUIMA_ITEM_DESTROYED)
        card->destroyed++;
      else
        card->waiting++;
      g_hash_table_add (scanned, item->serial);
    }
  for (guint i = 0; i < card->list->hits->len; i++)
    {
      const SuimaRecallHit *hit = g_ptr_array_index (card->list->hits, i);
      card->loose_milli += MAX (hit->balance.on_hand - hit->balance.labelled, 0);
      for (guint n = 0; n < hit->items->len; n++)
        card->left += !g_hash_table_contains (scanned, ((SuimaItem *) hit->items->pdata[n])->serial);
    }
}

SuimaRecallCard *
suima_recall_card_new (SuimaStation *station, SuimaRecall *recall, GError **error)
{
  g_autoptr (SuimaRecallCard) card = g_new0 (SuimaRecallCard, 1);
  g_autoptr (GArray) ids = NULL;

  card->recall = recall;
  ids = suima_store_list_recall_batches (station->store, recall->id, error);
  if (ids == NULL)
    return NULL;
  card->list = suima_recall_list_new_of (station, ids, error);
  card->locked = card->list ? suima_store_list_recall_items (station->store, recall->id, error) : NULL;
  if (card->locked == NULL)
    return NULL;
  suima_recall_card_count (card);
  return g_steal_pointer (&card);
}

SuimaRecallCard *
suima_recall_card_answer (SuimaStation *station, SuimaRecall *recall, GError **error)
{
  return recall ? suima_station_mask (station, suima_recall_card_new (station, recall, error),
                                      (SuimaMaskFunc) suima_mask_recall_card)
                : NULL;
}

SuimaRecallCard *
suima_station_get_recall (SuimaStation *station, gint64 recall_id, GError **error)
{
  return suima_recall_card_answer (
    station, suima_store_get_recall (station->store, recall_id, error), error);
}

GPtrArray *
suima_station_list_recalls (SuimaStation *station, GError **error)
{
  return suima_station_mask_all (station, suima_store_list_recalls (station->store, 0, error),
                                 (SuimaMaskFunc) suima_mask_recall);
}
