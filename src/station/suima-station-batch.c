// SPDX-License-Identifier: Apache-2.0
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-store-market.h"
#include "suima-store-stock.h"
#include "suima-words.h"

#include <string.h>

const char *
suima_batch_status_to_code (SuimaBatchStatus status)
{
  static const char *const codes[] = { "ready", "blocked", "printed" };

  g_return_val_if_fail (status <= SUIMA_BATCH_PRINTED, codes[1]);
  return codes[status];
}

void
suima_batch_card_free (SuimaBatchCard *card)
{
  if (card == NULL)
    return;
  suima_batch_free (card->batch);
  g_clear_pointer (&card->findings, g_ptr_array_unref);
  g_clear_pointer (&card->locks, g_ptr_array_unref);
  g_free (card);
}

/* Papers are judged by the day the goods arrived; a sheet that does not say it arrived today. */
SuimaDay
suima_station_get_batch_day (SuimaStation *station, const SuimaBatch *batch)
{
  if (batch->arrival != SUIMA_DAY_NONE)
    return batch->arrival;
  return suima_day_from_us (batch->imported_us, station->config->utc_offset_min);
}

/* Before the papers: a lock holds whatever they say. Locks that cannot be read hold, too. */
static void
suima_station_add_locks (SuimaStation *station, gint64 batch_id, GPtrArray *findings)
{
  SuimaDay today = suima_station_get_today (station);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) locks = suima_store_list_locks (station->store, batch_id, &error);

  if (locks == NULL)
    g_ptr_array_insert (findings, 0, suima_finding_new_lock ("hold", error->message, today));
  for (guint i = 0; locks != NULL && i < locks->len; i++)
    {
      const SuimaBatchLock *lock = g_ptr_array_index (locks, i);
      g_ptr_array_insert (findings, (int) i,
                          suima_finding_new_lock (lock->kind, lock->reason, today));
    }
}

GPtrArray *
suima_station_check_batch_for (SuimaStation *station, const SuimaBatch *batch, const char *event)
{
  GPtrArray *findings = suima_policy_check (suima_station_get_policy (station), batch,
                                            station->config->jurisdiction, event,
                                            suima_station_get_batch_day (station, batch),
                                            suima_station_get_today (station));

  suima_station_apply_overrides (station, batch, findings);
  if (strcmp (event, "receive") != 0)
    suima_station_add_locks (station, batch->id, findings);
  return findings;
}

GPtrArray *
suima_station_check_batch (SuimaStation *station, const SuimaBatch *batch)
{
  return suima_station_check_batch_for (station, batch, "print");
}

GPtrArray *
suima_station_explain (SuimaStation *station, gint64 batch_id, SuimaDay day, GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, batch_id, error);

  return batch ? suima_policy_explain (suima_station_get_policy (station), batch,
                                       station->config->jurisdiction, "print", day,
                                       suima_station_get_today (station))
               : NULL;
}

gboolean
suima_station_refuse_blocked (GPtrArray *findings, GError **error)
{
  g_autoptr (GString) sentences = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *sentence = NULL;
      if (finding->severity != SUIMA_SEVERITY_BLOCK)
        continue;
      sentence = suima_words_finding (finding);
      g_string_append_printf (sentences, "%s%s [%s]", sentences->len > 0 ? "; " : "", sentence,
                              finding->rule);
    }
  if (sentences->len == 0)
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED, sentences->str);
  return FALSE;
}

gboolean
suima_station_refuse_unprintable (SuimaStation *station, const SuimaBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) findings = suima_station_check_batch (station, batch);

  return suima_station_refuse_blocked (findings, error);
}

static guint
suima_batch_card_count_labels (const SuimaBatchCard *card)
{
  guint labels = 0;

  for (guint state = SUIMA_ITEM_PRINTED; state <= SUIMA_ITEM_DESTROYED; state++)
    if (state != SUIMA_ITEM_VOID && state != SUIMA_ITEM_IN_DOUBT)
      labels += card->counts[state];
  return labels + card->counts[SUIMA_ITEM_MISSING];
}

/* Takes @batch. */
static SuimaBatchCard *
suima_station_make_card (SuimaStation *station, SuimaBatch *batch, GError **error)
{
  g_autoptr (SuimaBatchCard) card = g_new0 (SuimaBatchCard, 1);

  card->batch = batch;
  card->findings = suima_station_check_batch (station, batch);
  card->is_near_expiry = suima_station_is_near_expiry (station, batch);
  card->judged_on = suima_station_get_batch_day (station, batch);
  card->locks = suima_station_mask_all (station,
                                        suima_store_list_locks (station->store, batch->id, error),
                                        (SuimaMaskFunc) suima_mask_batch_lock);
  if (card->locks == NULL ||
      !suima_store_count_items (station->store, batch->id, card->counts, error) ||
      !suima_store_count_spares_used (station->store, batch->id, &card->spares_used, error))
    return NULL;
  if (suima_policy_worst (card->findings) == SUIMA_SEVERITY_BLOCK)
    card->status = SUIMA_BATCH_BLOCKED;
  else if ((gint64) suima_batch_card_count_labels (card) * 1000 >= batch->quantity_milli)
    card->status = SUIMA_BATCH_PRINTED;
  else
    card->status = SUIMA_BATCH_READY;
  suima_mask_batch (card->batch, suima_station_get_role (station));
  card->findings = suima_station_mask_all (station, card->findings,
                                           (SuimaMaskFunc) suima_mask_finding);
  if (card->batch->quantity_milli == 0) /* as many labels as goods */
    memset (card->counts, 0, sizeof card->counts);
  return g_steal_pointer (&card);
}

SuimaBatchCard *
suima_station_get_batch (SuimaStation *station, gint64 batch_id, GError **error)
{
  SuimaBatch *batch = suima_store_get_batch (station->store, batch_id, error);

  return batch ? suima_station_make_card (station, batch, error) : NULL;
}

GPtrArray *
suima_station_list_batches (SuimaStation *station, gboolean ready_only, GError **error)
{
  g_autoptr (GPtrArray) batches = suima_store_list_batches (station->store, 0, error);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (
    (GDestroyNotify) suima_batch_card_free);

  if (batches == NULL)
    return NULL;
  g_ptr_array_set_free_func (batches, NULL);
  for (guint i = 0; i < batches->len; i++)
    {
      SuimaBatchCard *card = suima_station_make_card (station, batches->pdata[i], error);
      if (card == NULL)
        return NULL;
      if (ready_only && card->status != SUIMA_BATCH_READY)
        suima_batch_card_free (card);
      else
        g_ptr_array_add (cards, card);
    }
  return g_steal_pointer (&cards);
}
