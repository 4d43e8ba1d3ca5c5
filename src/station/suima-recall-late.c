// SPDX-License-Identifier: Apache-2.0
#include "suima-recall-late.h"

#include "suima-recall-find.h"
#include "suima-store-recall.h"

void
suima_late_goods_free (SuimaLateGoods *goods)
{
  suima_batch_free (goods->batch);
  g_free (goods->title);
  g_free (goods);
}

typedef struct
{
  SuimaStation *station;
  gint64 first_id, last_id;
  const char *person;
  GPtrArray *late; /* (nullable) */
} SuimaLateWork;

static gboolean
suima_recall_reopen (SuimaStation *station, SuimaRecall *recall, GError **error)
{
  if (recall->closed_us == 0)
    return TRUE;
  recall->closed_us = 0;
  return suima_store_set_recall (station->store, recall, error);
}

static gboolean
suima_recall_take_late (SuimaLateWork *work, SuimaRecall *recall, gint64 batch_id, GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (work->station->store, batch_id, error);
  gboolean is_new = FALSE;
  SuimaLateGoods *goods;

  if (batch == NULL ||
      !suima_recall_take_batch (work->station, recall, batch, work->person, &is_new, error))
    return FALSE;
  if (!is_new)
    return TRUE;
  if (work->late != NULL)
    {
      goods = g_new0 (SuimaLateGoods, 1);
      goods->batch = g_steal_pointer (&batch);
      goods->recall_id = recall->id;
      goods->title = g_strdup (recall->title);
      g_ptr_array_add (work->late, goods);
    }
  return suima_recall_reopen (work->station, recall, error);
}

static gboolean
suima_recall_take_all_late (SuimaLateWork *work, SuimaRecall *recall, GError **error)
{
  g_autoptr (GArray) ids = suima_recall_find_named (work->station, recall->criteria, work->first_id,
                                                    work->last_id, error);

  if (ids == NULL || !suima_recall_add_made (work->station, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!suima_recall_take_late (work, recall, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

gboolean
suima_recall_lock_late (SuimaStation *station,
                        gint64 first_id,
                        gint64 last_id,
                        const char *person,
                        GPtrArray *late,
                        GError **error)
{
  SuimaLateWork work = { station, first_id, last_id, person, late };
  g_autoptr (GPtrArray) recalls = suima_store_list_recalls (station->store, 0, error);

  for (guint i = 0; recalls != NULL && i < recalls->len; i++)
    {
      SuimaRecall *recall = g_ptr_array_index (recalls, i);
      if (!recall->is_rehearsal && !recall->is_lifted &&
          !suima_recall_take_all_late (&work, recall, error))
        return FALSE;
    }
  return recalls != NULL;
}

gboolean
suima_recall_lock_late_items (SuimaStation *station,
                              const SuimaBatch *batch,
                              GPtrArray *items,
                              const char *person,
                              GError **error)
{
  g_autoptr (GPtrArray) recalls = suima_store_list_recalls (station->store, batch->id, error);

  for (guint i = 0; recalls != NULL && i < recalls->len; i++)
    {
      SuimaRecall *recall = g_ptr_array_index (recalls, i);
      const SuimaRecallMark mark = { .kind = SUIMA_EVENT_RECALL, .recall = recall,
                                     .reason = recall->title, .person = person, .is_whole = TRUE };
      if (recall->is_rehearsal || recall->is_lifted)
        continue;
      if (!suima_recall_record_items (station, &mark, batch, items, error) ||
          !suima_recall_reopen (station, recall, error))
        return FALSE;
    }
  return recalls != NULL &&
         suima_recall_lock_late (station, batch->id, batch->id, person, NULL, error);
}

int
suima_station_add_batch (SuimaStation *station,
                         const SuimaBatch *batch,
                         const char *row_key,
                         gint64 *ret_id,
                         GError **error)
{
  int added = suima_store_add_batch (station->store, batch, row_key, ret_id, error);

  return added > 0 && !suima_recall_lock_late (station, *ret_id, *ret_id, NULL, NULL, error) ? -1
                                                                                            : added;
}
