// SPDX-License-Identifier: Apache-2.0
// How a recall ends: lifted, or closed with its report.
#include "suima-station-recall.h"

#include "suima-recall-find.h"
#include "suima-refusal.h"
#include "suima-store-recall.h"
#include "suima-store-stock.h"

#include <string.h>

typedef struct
{
  SuimaStation *station;
  SuimaRecallCard *card;
  const char *reason, *person;
} SuimaRecallEnd;

/* Another recall that still holds the batch: then its lock stays, in its own words. */
static gboolean
suima_recall_find_other (SuimaRecallEnd *end, gint64 batch_id, SuimaRecall **ret, GError **error)
{
  g_autoptr (GPtrArray) recalls = suima_store_list_recalls (end->station->store, batch_id, error);

  for (guint i = 0; recalls != NULL && i < recalls->len; i++)
    {
      const SuimaRecall *other = g_ptr_array_index (recalls, i);
      if (other->id == end->card->recall->id || other->is_rehearsal || other->is_lifted)
        continue;
      *ret = g_ptr_array_steal_index (recalls, i);
      break;
    }
  return recalls != NULL;
}

/* Items of @batch that this recall locked, that are still here, and that were @was before. */
static GPtrArray *
suima_recall_list_freed (SuimaRecallEnd *end, gint64 batch_id, SuimaItemState was, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);

  for (guint i = 0; i < end->card->locked->len; i++)
    {
      const SuimaRecallItem *locked = g_ptr_array_index (end->card->locked, i);
      SuimaItem *item;
      if (locked->batch_id != batch_id || locked->was_state != was || locked->outcome != NULL ||
          locked->state != SUIMA_ITEM_RECALLED)
        continue;
      item = suima_store_get_item (end->station->store, locked->serial, error);
      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

static gboolean
suima_recall_free_items (SuimaRecallEnd *end,
                         const SuimaBatch *batch,
                         SuimaItemState was,
                         GError **error)
{
  SuimaItemState state = was == SUIMA_ITEM_PRINTED ? SUIMA_ITEM_STOCKED : was;
  SuimaStore *store = end->station->store;
  g_autoptr (GPtrArray) items = suima_recall_list_freed (end, batch->id, was, error);
  const SuimaRecallMark mark = { .kind = SUIMA_EVENT_LIFT_RECALL, .recall = end->card->recall,
                                 .reason = end->reason, .person = end->person,
                                 .state = suima_item_state_to_code (state) };

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *serial = ((SuimaItem *) items->pdata[i])->serial;
      if (!suima_store_set_item_state (store, serial, state, 0, error) ||
          !suima_store_set_recall_outcome (store, end->card->recall->id, serial, "released", error))
        return FALSE;
    }
  return items != NULL && suima_recall_record_items (end->station, &mark, batch, items, error);
}

/* What this recall locked stays locked by the other, which knows what it was before. */
static gboolean
suima_recall_hand_over (SuimaRecallEnd *end, gint64 batch_id, gint64 other_id, GError **error)
{
  SuimaStore *store = end->station->store;

  for (guint i = 0; i < end->card->locked->len; i++)
    {
      const SuimaRecallItem *locked = g_ptr_array_index (end->card->locked, i);
      const SuimaItem item = { .serial = locked->serial, .state = locked->was_state };
      if (locked->batch_id != batch_id || locked->outcome != NULL ||
          locked->state != SUIMA_ITEM_RECALLED)
        continue;
      if (!suima_store_add_recall_item (store, other_id, &item, locked->locked_us, error) ||
          !suima_store_set_recall_outcome (store, end->card->recall->id, locked->serial, "released",
                                           error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
suima_recall_lift_batch (SuimaRecallEnd *end, const SuimaBatch *batch, GError **error)
{
  static const SuimaItemState states[] = { SUIMA_ITEM_PRINTED, SUIMA_ITEM_STOCKED, SUIMA_ITEM_HELD,
                                           SUIMA_ITEM_EXPIRED };
  const SuimaRecallMark mark = { .kind = SUIMA_EVENT_LIFT_RECALL, .recall = end->card->recall,
                                 .reason = end->reason, .person = end->person };
  g_autoptr (SuimaRecall) other = NULL;

  if (!suima_recall_find_other (end, batch->id, &other, error) ||
      !suima_store_set_lock (end->station->store, batch->id, "recall", other ? other->title : NULL,
                             suima_station_get_now_us (end->station), error))
    return FALSE;
  if (other != NULL)
    return suima_recall_hand_over (end, batch->id, other->id, error);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (!suima_recall_free_items (end, batch, states[i], error))
      return FALSE;
  return suima_recall_record_batch (end->station, &mark, batch, error);
}

/* What is measured: how long until the list, and until each lock. */
static char *
suima_recall_make_report (SuimaRecallEnd *end)
{
  const SuimaRecallCard *card = end->card;
  const char *before = card->recall->report;
  g_autoptr (json_t) report = before ? suima_json_parse (before, strlen (before), NULL) : NULL;
  json_t *locks = json_array ();

  if (report == NULL)
    report = json_object ();
  for (guint i = 0; i < card->locked->len; i++)
    {
      const SuimaRecallItem *item = g_ptr_array_index (card->locked, i);
      json_array_append_new (
        locks, json_pack ("{s:s,s:I}", "serial", item->serial, "after_s",
                          (json_int_t) ((item->locked_us - card->recall->opened_us) /
                                        G_USEC_PER_SEC)));
    }
  json_object_set_new (report, "locks", locks);
  json_object_set_new (report, "left", json_integer (card->left));
  json_object_set_new (report, "returned", json_integer (card->returned));
  json_object_set_new (report, "destroyed", json_integer (card->destroyed));
  suima_json_set_text (report, "lifted", end->reason);
  return suima_json_to_text (report);
}

static gboolean
suima_recall_store_end (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaRecallEnd *end = user_data;
  SuimaRecall *recall = end->card->recall;
  g_autofree char *report = suima_recall_make_report (end);

  for (guint i = 0; end->reason != NULL && i < end->card->list->hits->len; i++)
    if (!suima_recall_lift_batch (
          end, ((SuimaRecallHit *) end->card->list->hits->pdata[i])->batch, error))
      return FALSE;
  g_free (recall->report);
  recall->report = g_steal_pointer (&report);
  recall->closed_us = suima_station_get_now_us (end->station);
  return suima_store_set_recall (store, recall, error);
}

gboolean
suima_station_lift_recall (SuimaStation *station,
                           gint64 recall_id,
                           const char *reason,
                           const char *person,
                           GError **error)
{
  g_autoptr (SuimaRecallCard) card = NULL;
  SuimaRecallEnd end = { .station = station, .reason = reason, .person = person };
  SuimaRecall *recall = suima_recall_get_open (station, recall_id, error);

  if (recall == NULL)
    return FALSE;
  end.card = card = suima_recall_card_new (station, recall, error);
  if (card == NULL)
    return FALSE;
  if (recall->is_rehearsal)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REHEARSAL, NULL);
  if (reason == NULL || *reason == '\0')
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REASON, NULL);
  return suima_store_transact (station->store, suima_recall_store_end, &end, error);
}

gboolean
suima_station_close_recall (SuimaStation *station, gint64 recall_id, GError **error)
{
  g_autoptr (SuimaRecallCard) card = NULL;
  g_autofree char *labels = NULL, *loose = NULL;
  SuimaRecallEnd end = { .station = station };
  SuimaRecall *recall = suima_recall_get_open (station, recall_id, error);

  if (recall == NULL)
    return FALSE;
  end.card = card = suima_recall_card_new (station, recall, error);
  if (card == NULL)
    return FALSE;
  labels = g_strdup_printf ("%u", card->left + card->waiting);
  loose = suima_quantity_to_text (card->loose_milli);
  if (!recall->is_rehearsal && (card->left + card->waiting > 0 || card->loose_milli > 0))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_LEFT, labels, loose, NULL);
  return suima_store_transact (station->store, suima_recall_store_end, &end, error);
}
