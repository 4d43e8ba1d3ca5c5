// SPDX-License-Identifier: Apache-2.0
// The record of what the rules decided.
#include "suima-station-private.h"
#include "suima-station-rules.h"

#include "suima-store-decision.h"

#include <string.h>

static const char *
suima_decision_name_act (SuimaEventKind kind)
{
  switch ((int) kind)
    {
    case SUIMA_EVENT_COMMISSION:
      return "print";
    case SUIMA_EVENT_RECEIVE:
      return "receive";
    case SUIMA_EVENT_ISSUE:
      return "issue";
    case SUIMA_EVENT_RELEASE:
      return "release";
    case SUIMA_EVENT_TRANSFORM:
      return "transform";
    case SUIMA_EVENT_SELL:
    default:
      return "sell";
    }
}

gboolean
suima_station_decide (SuimaStation *station,
                      const SuimaBatch *batch,
                      SuimaEventKind kind,
                      GPtrArray *findings,
                      gint64 run_id,
                      gint64 seq,
                      GError **error)
{
  SuimaDecision decision = {
    .batch_id = batch->id,
    .act = (char *) suima_decision_name_act (kind),
    .run_id = run_id,
    .seq = seq,
    .at_us = suima_station_get_now_us (station),
    .day = suima_station_get_today (station),
  };

  for (guint i = 0; i < findings->len; i++)
    {
      decision.finding = g_ptr_array_index (findings, i);
      if (!suima_store_add_decision (station->store, &decision, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
suima_station_decide_event (SuimaStation *station,
                            const SuimaBatch *batch,
                            SuimaEventKind kind,
                            gint64 seq,
                            GError **error)
{
  const char *event = kind == SUIMA_EVENT_RECEIVE ? "receive" : "sell";
  g_autoptr (GPtrArray) findings = suima_station_check_batch_for (station, batch, event);

  return suima_station_decide (station, batch, kind, findings, 0, seq, error);
}

gboolean
suima_station_decide_tag (SuimaStation *station,
                          const SuimaBatch *batch,
                          const char *rule,
                          const char *reason,
                          GError **error)
{
  SuimaFinding finding = {
    .rule = (char *) rule,
    .severity = SUIMA_SEVERITY_BLOCK,
    .kind = SUIMA_FINDING_TAGGED,
    .day = SUIMA_DAY_NONE,
    .expiry = SUIMA_DAY_NONE,
    .reason = (char *) reason,
  };
  SuimaDecision decision = {
    .batch_id = batch->id,
    .act = (char *) "tag",
    .seq = -1,
    .at_us = suima_station_get_now_us (station),
    .day = suima_station_get_today (station),
    .finding = &finding,
  };

  return suima_store_add_decision (station->store, &decision, error);
}

GPtrArray *
suima_station_list_decisions (SuimaStation *station, gint64 batch_id, GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, batch_id, error);

  return batch ? suima_station_mask_all (station,
                                         suima_store_list_decisions (station->store, batch_id, error),
                                         (SuimaMaskFunc) suima_mask_decision)
               : NULL;
}
