// SPDX-License-Identifier: Apache-2.0
// A supervisor lets a batch pass one rule, where the rule allows it.
#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-station-rules.h"
#include "suima-store-decision.h"
#include "suima-store-stock.h"
#include "suima-store-supervisor.h"
#include "suima-supervisor.h"
#include "suima-words.h"

#include <string.h>

typedef struct
{
  SuimaStation *station;
  SuimaBatch *batch;
  SuimaFinding *finding; /* as it blocks */
  char *reason, *supervisor;
  gint64 seq;
} SuimaOverrideWork;

static void
suima_override_work_clear (SuimaOverrideWork *work)
{
  suima_batch_free (work->batch);
  suima_finding_free (work->finding);
  g_free (work->reason);
  g_free (work->supervisor);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaOverrideWork, suima_override_work_clear)

void
suima_station_apply_overrides (SuimaStation *station, const SuimaBatch *batch, GPtrArray *findings)
{
  g_autoptr (GPtrArray) overrides = NULL;
  gboolean may_be = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (findings, i);
      may_be = may_be || (finding->may_override && finding->severity == SUIMA_SEVERITY_BLOCK);
    }
  if (may_be)
    overrides = suima_store_list_overrides (station->store, batch->id, NULL);
  for (guint i = 0; overrides != NULL && i < overrides->len; i++)
    {
      const SuimaOverride *override = g_ptr_array_index (overrides, i);
      suima_policy_override (findings, override->rule, override->supervisor, override->reason);
    }
}

/* What @rule says at one event, where it has a say. */
static SuimaFinding *
suima_override_find (SuimaOverrideWork *work, const char *event, const char *rule)
{
  g_autoptr (GPtrArray) findings = suima_station_check_batch_for (work->station, work->batch, event);

  for (guint i = 0; i < findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (findings, i);
      if (g_strcmp0 (finding->rule, rule) == 0 && (finding->severity == SUIMA_SEVERITY_BLOCK ||
                                                   finding->kind == SUIMA_FINDING_OVERRIDDEN))
        return g_ptr_array_steal_index (findings, i);
    }
  return NULL;
}

static gboolean
suima_override_check_rule (SuimaOverrideWork *work, const char *rule, GError **error)
{
  g_autofree char *sentence = NULL;

  work->finding = suima_override_find (work, "print", rule);
  if (work->finding == NULL)
    work->finding = suima_override_find (work, "sell", rule);
  if (work->finding == NULL)
    return suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_NO_OBSTACLE, rule ? rule : "",
                         work->batch->product, NULL);
  sentence = suima_words_finding (work->finding);
  if (work->finding->kind == SUIMA_FINDING_OVERRIDDEN)
    return suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_PASSED, sentence, NULL);
  return work->finding->may_override ||
         suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_NO_OVERRIDE, sentence, rule, NULL);
}

static gboolean
suima_override_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaOverrideWork *work = user_data;
  SuimaStation *station = work->station;
  g_autofree char *lot = suima_station_dup_lot_uri (station, work->batch);
  const SuimaEventDetail details[] = {
    { "lot", lot },
    { "rule", work->finding->rule },
    { "requirement", work->finding->requirement },
  };
  SuimaAct act = {
    .kind = SUIMA_EVENT_OVERRIDE,
    .batch = work->batch,
    .reason = work->reason,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };

  work->seq = suima_station_record_seq (station, &act, error);
  return work->seq >= 0 && suima_store_set_person (store, work->seq, work->supervisor, error) &&
         suima_store_add_approval (store, work->seq, work->supervisor, work->reason,
                                   suima_station_get_now_us (station), error) &&
         suima_store_add_override (store, work->batch->id, work->finding->rule, work->seq, error);
}

gint64
suima_station_override (SuimaStation *station, const SuimaOverrideRequest *request, GError **error)
{
  g_auto (SuimaOverrideWork) work = { .station = station, .seq = -1 };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      (work.reason = suima_station_check_reason (request->reason, error)) == NULL ||
      (work.batch = suima_store_get_batch (station->store, request->batch_id, error)) == NULL ||
      !suima_override_check_rule (&work, request->rule, error))
    return -1;
  if (request->supervisor == NULL || request->pin == NULL)
    {
      suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_SUPERVISOR, NULL);
      return -1;
    }
  work.supervisor = suima_text_fold (request->supervisor);
  if (!suima_station_check_pin (station, work.supervisor, request->pin, error) ||
      !suima_store_transact (station->store, suima_override_store, &work, error))
    return -1;
  return work.seq;
}
