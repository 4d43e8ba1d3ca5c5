// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-decision.h"

#include "suima-error.h"
#include "suima-store-event.h"
#include "suima-store-private.h"

#include <string.h>

gboolean
suima_store_add_decision (SuimaStore *store, const SuimaDecision *decision, GError **error)
{
  static const char sql[] =
      "INSERT INTO decision (batch_id, act, rule, severity, day, requirement, finding, source, judged,"
      " expiry, supervisor, reason, run_id, seq, at_us)"
      " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, iif(?14 < 0, NULL, ?14), ?15"
      " WHERE ?13 IS NOT NULL OR NOT EXISTS (SELECT 1 FROM (SELECT * FROM decision"
      "  WHERE batch_id = ?1 AND act IS ?2 AND requirement IS ?6 ORDER BY id DESC LIMIT 1) AS last"
      "  WHERE last.rule = ?3 AND last.severity = ?4 AND last.day = ?5 AND last.finding IS ?7"
      "  AND last.source IS ?8 AND last.judged IS ?9 AND last.expiry IS ?10"
      "  AND last.supervisor IS ?11 AND last.reason IS ?12)";
  const SuimaFinding *finding = decision->finding;
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, decision->batch_id);
  suima_statement_bind_text (&statement, decision->act);
  suima_statement_bind_text (&statement, finding->rule);
  suima_statement_bind_text (&statement, suima_severity_to_code (finding->severity));
  suima_statement_bind_day (&statement, decision->day);
  suima_statement_bind_text (&statement, finding->requirement);
  suima_statement_bind_text (&statement, suima_finding_kind_to_code (finding->kind));
  suima_statement_bind_text (&statement, finding->source);
  suima_statement_bind_day (&statement, finding->day);
  suima_statement_bind_day (&statement, finding->expiry);
  suima_statement_bind_text (&statement, finding->by);
  suima_statement_bind_text (&statement, finding->reason);
  suima_statement_bind_id (&statement, decision->run_id);
  suima_statement_bind_int (&statement, decision->seq);
  suima_statement_bind_id (&statement, decision->at_us);
  return suima_statement_run (&statement, error) >= 0;
}

static SuimaSeverity
suima_store_read_severity (const char *code)
{
  for (SuimaSeverity severity = SUIMA_SEVERITY_PASS; severity < SUIMA_SEVERITY_BLOCK; severity++)
    if (g_strcmp0 (suima_severity_to_code (severity), code) == 0)
      return severity;
  return SUIMA_SEVERITY_BLOCK;
}

static SuimaDecision *
suima_store_read_decision (SuimaStatement *statement)
{
  SuimaDecision *decision = suima_decision_new ();
  SuimaFinding *finding = decision->finding;
  g_autofree char *severity = suima_statement_dup_text (statement, 4);
  g_autofree char *kind = suima_statement_dup_text (statement, 7);

  decision->id = suima_statement_get_int (statement, 0);
  decision->batch_id = suima_statement_get_int (statement, 1);
  decision->act = suima_statement_dup_text (statement, 2);
  finding->rule = suima_statement_dup_text (statement, 3);
  finding->severity = suima_store_read_severity (severity);
  decision->day = suima_statement_get_day (statement, 5);
  finding->requirement = suima_statement_dup_text (statement, 6);
  finding->kind = suima_finding_kind_from_code (kind);
  finding->source = suima_statement_dup_text (statement, 8);
  finding->day = suima_statement_get_day (statement, 9);
  finding->expiry = suima_statement_get_day (statement, 10);
  finding->by = suima_statement_dup_text (statement, 11);
  finding->reason = suima_statement_dup_text (statement, 12);
  decision->run_id = suima_statement_get_int (statement, 13);
  decision->seq = suima_statement_get_int (statement, 14);
  decision->at_us = suima_statement_get_int (statement, 15);
  finding->papers = suima_policy_dup_papers (finding->requirement);
  finding->is_required = finding->kind != SUIMA_FINDING_PAPER_NOT_REQUIRED;
  return decision;
}

GPtrArray *
suima_store_list_decisions (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char sql[] =
      "SELECT id, batch_id, act, rule, severity, day, requirement, finding, source, judged, expiry,"
      " supervisor, reason, ifnull(run_id, 0), ifnull(seq, -1), ifnull(at_us, 0) FROM decision"
      " WHERE batch_id = ? ORDER BY id";
  g_autoptr (GPtrArray) decisions = g_ptr_array_new_with_free_func (
    (GDestroyNotify) suima_decision_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (decisions, suima_store_read_decision (&statement));
  return got == 0 ? g_steal_pointer (&decisions) : NULL;
}

gboolean
suima_store_add_override (SuimaStore *store,
                          gint64 batch_id,
                          const char *rule,
                          gint64 seq,
                          GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "INSERT INTO batch_override (batch_id, rule, seq) VALUES (?, ?, ?)",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_text (&statement, rule);
  suima_statement_bind_int (&statement, seq);
  return suima_statement_run (&statement, error) >= 0;
}

GPtrArray *
suima_store_list_overrides (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char sql[] = "SELECT o.seq, a.at_us, o.rule, a.supervisor, a.reason"
                            " FROM batch_override o JOIN approval a ON a.seq = o.seq"
                            " WHERE o.batch_id = ? ORDER BY o.seq";
  g_autoptr (GPtrArray) overrides = g_ptr_array_new_with_free_func (
    (GDestroyNotify) suima_override_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaOverride *override = g_new0 (SuimaOverride, 1);
      override->seq = suima_statement_get_int (&statement, 0);
      override->at_us = suima_statement_get_int (&statement, 1);
      override->rule = suima_statement_dup_text (&statement, 2);
      override->supervisor = suima_statement_dup_text (&statement, 3);
      override->reason = suima_statement_dup_text (&statement, 4);
      g_ptr_array_add (overrides, override);
    }
  return got == 0 ? g_steal_pointer (&overrides) : NULL;
}

GPtrArray *
suima_store_list_reveals (SuimaStore *store, GError **error)
{
  /* the first term is that of the index */
  static const char sql[] = "SELECT seq, event_id, kind, at_us, batch_id, body FROM event"
                            " WHERE kind IN (22, 23) AND kind = 23 ORDER BY seq";
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (
    (GDestroyNotify) suima_stored_event_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaStoredEvent *event = g_new0 (SuimaStoredEvent, 1);
      event->seq = suima_statement_get_int (&statement, 0);
      event->event_id = suima_statement_dup_text (&statement, 1);
      event->kind = (int) suima_statement_get_int (&statement, 2);
      event->at_us = suima_statement_get_int (&statement, 3);
      event->batch_id = suima_statement_get_int (&statement, 4);
      event->body = suima_statement_dup_text (&statement, 5);
      g_ptr_array_add (events, event);
    }
  return got == 0 ? g_steal_pointer (&events) : NULL;
}

char *
suima_store_get_person (SuimaStore *store, gint64 seq, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "SELECT person FROM event_person WHERE seq = ?",
                              error))
    return NULL;
  suima_statement_bind_int (&statement, seq);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_dup_text (&statement, 0)
                                                       : NULL;
}
