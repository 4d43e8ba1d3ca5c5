// SPDX-License-Identifier: Apache-2.0
// What a run has come to, and which of them still go on.
#include "suima-station-private.h"

#include "suima-error.h"

void
suima_run_card_free (SuimaRunCard *card)
{
  g_free (card);
}

/* Whether a label has come out shows in its copies: its state goes on to change. */
static gboolean
suima_run_card_count (SuimaRunCard *card, SuimaStation *station, GError **error)
{
  SuimaItemFilter filter = { .run_id = card->run_id };
  g_autoptr (GPtrArray) items = suima_store_list_items (station->store, &filter, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (items, i);
      gboolean is_in_doubt = item->state == SUIMA_ITEM_IN_DOUBT;
      gboolean is_missing = !is_in_doubt && item->copies == 0;
      card->in_doubt += is_in_doubt;
      card->printed += !item->is_spare && item->copies > 0;
      card->missing += !item->is_spare && is_missing;
      card->spare_missing += item->is_spare && is_missing;
    }
  return TRUE;
}

/* How many labels were asked for at first, by the run at the head of the chain. */
static guint
suima_station_count_order (SuimaStation *station, const SuimaRunRecord *run, GError **error)
{
  gint64 before_id = run->resumes_run_id;
  guint count = run->count;

  while (before_id != 0)
    {
      g_autoptr (SuimaRunRecord) before = suima_store_get_run (station->store, before_id, error);
      if (before == NULL)
        return 0;
      count = before->count;
      before_id = before->resumes_run_id;
    }
  return count;
}

/* As many labels as goods. */
static void
suima_run_card_mask (SuimaRunCard *card, SuimaRole role)
{
  if (suima_role_get_access (role, SUIMA_FIELD_QUANTITY) != SUIMA_ACCESS_FULL)
    *card = (SuimaRunCard) { .run_id = card->run_id, .batch_id = card->batch_id,
                             .is_printing = card->is_printing };
}

SuimaRunCard *
suima_station_get_run (SuimaStation *station, gint64 run_id, GError **error)
{
  return suima_station_mask (station, suima_run_card_new (station, run_id, error),
                             (SuimaMaskFunc) suima_run_card_mask);
}

SuimaRunCard *
suima_run_card_new (SuimaStation *station, gint64 run_id, GError **error)
{
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (station->store, run_id, error);
  g_autoptr (SuimaRunCard) card = NULL;
  guint order;

  if (run == NULL || (order = suima_station_count_order (station, run, error)) == 0)
    return NULL;
  card = g_new0 (SuimaRunCard, 1);
  card->run_id = run_id;
  card->batch_id = run->batch_id;
  card->count = run->count;
  card->spare = run->spare_count;
  card->is_printing = run->state == SUIMA_RUN_OPEN;
  if (!suima_run_card_count (card, station, error))
    return NULL;
  if (!card->is_printing && card->in_doubt == 0 && card->missing > 0)
    card->resume_at = order - card->missing + 1;
  return g_steal_pointer (&card);
}

GPtrArray *
suima_station_list_broken_runs (SuimaStation *station, gint64 batch_id, GError **error)
{
  g_autoptr (GPtrArray) runs = suima_store_list_short_runs (station->store, batch_id, error);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_run_card_free);

  if (runs == NULL)
    return NULL;
  for (guint i = 0; i < runs->len; i++)
    {
      const SuimaRunRecord *run = g_ptr_array_index (runs, i);
      g_autoptr (SuimaRunCard) card = suima_station_get_run (station, run->id, error);
      if (card == NULL)
        return NULL;
      if (card->resume_at > 0)
        g_ptr_array_add (cards, g_steal_pointer (&card));
    }
  return g_steal_pointer (&cards);
}

GArray *
suima_station_list_left_runs (SuimaStation *station)
{
  GArray *copy;

  g_mutex_lock (&station->run_lock);
  copy = g_array_copy (station->left_runs);
  g_mutex_unlock (&station->run_lock);
  return copy;
}

gboolean
suima_station_is_left (SuimaStation *station, gint64 run_id)
{
  g_autoptr (GArray) left = suima_station_list_left_runs (station);

  for (guint i = 0; i < left->len; i++)
    if (g_array_index (left, gint64, i) == run_id)
      return TRUE;
  return FALSE;
}
