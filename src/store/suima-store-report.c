// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-report.h"

#include "suima-error.h"
#include "suima-store-private.h"

#include <string.h>

gboolean
suima_store_add_reports (SuimaStore *store,
                         gint64 first_seq,
                         gint64 last_seq,
                         gint64 at_us,
                         const char *way,
                         GError **error)
{
  static const char sql[] =
      "INSERT OR IGNORE INTO report (seq, reported_us, way)"
      " SELECT DISTINCT m.seq, ?3, ?4 FROM movement m WHERE m.seq BETWEEN ?1 AND ?2"
      " AND m.due_us IS NOT NULL AND (?4 = 'file' OR m.seq IN (SELECT seq FROM outbox))";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, first_seq);
  suima_statement_bind_int (&statement, last_seq);
  suima_statement_bind_int (&statement, at_us);
  suima_statement_bind_text (&statement, way);
  return suima_statement_run (&statement, error) >= 0;
}

#define SUIMA_STORE_DUTY_SELECT                                                                    \
  "SELECT m.seq, m.kind, m.batch_id, b.product, b.lot, b.unit, p.name, sum(m.quantity_milli),"     \
  " m.at_us, min(m.due_us), r.reported_us, r.way, l.reason, x.reason, " SUIMA_STORE_WITHDRAWN_US   \
  " FROM movement m"                                                                               \
  " JOIN batch b ON b.id = m.batch_id JOIN party p ON p.id = m.party_id"                           \
  " LEFT JOIN report r ON r.seq = m.seq LEFT JOIN late_reason l ON l.seq = m.seq"                  \
  " LEFT JOIN outbox_refused x ON x.seq = m.seq WHERE m.due_us IS NOT NULL AND "

static GPtrArray *
suima_store_read_duties (SuimaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) duties =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_report_duty_free);
  int got;

  while ((got = suima_statement_step (statement, error)) == 1)
    {
      SuimaReportDuty *duty = g_new0 (SuimaReportDuty, 1);
      duty->seq = suima_statement_get_int (statement, 0);
      duty->kind = (int)suima_statement_get_int (statement, 1);
      duty->batch_id = suima_statement_get_int (statement, 2);
      duty->product = suima_statement_dup_text (statement, 3);
      duty->lot = suima_statement_dup_text (statement, 4);
      duty->unit = suima_statement_dup_text (statement, 5);
      duty->party = suima_statement_dup_text (statement, 6);
      duty->quantity_milli = suima_statement_get_int (statement, 7);
      duty->at_us = suima_statement_get_int (statement, 8);
      duty->due_us = suima_statement_get_int (statement, 9);
      duty->reported_us = suima_statement_get_int (statement, 10);
      duty->way = suima_statement_dup_text (statement, 11);
      duty->late_reason = suima_statement_dup_text (statement, 12);
      duty->refusal = suima_statement_dup_text (statement, 13);
      duty->withdrawn_us = suima_statement_get_int (statement, 14);
      g_ptr_array_add (duties, duty);
    }
  return got == 0 ? g_steal_pointer (&duties) : NULL;
}

/* What the hub has left the outbox, so that a long history costs nothing here. */
GPtrArray *
suima_store_list_open_duties (SuimaStore *store, GError **error)
{
  static const char sql[] = SUIMA_STORE_DUTY_SELECT
      "r.seq IS NULL AND m.seq IN (SELECT seq FROM outbox UNION ALL SELECT seq FROM outbox_refused)"
      " AND " SUIMA_STORE_WITHDRAWN_US " IS NULL GROUP BY m.seq ORDER BY min(m.due_us), m.seq";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  return suima_store_read_duties (&statement, error);
}

GPtrArray *
suima_store_list_duties (SuimaStore *store, gint64 from_us, gint64 to_us, GError **error)
{
  static const char sql[] = SUIMA_STORE_DUTY_SELECT
      "m.at_us >= ? AND m.at_us < ? GROUP BY m.seq ORDER BY m.at_us, m.seq";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, from_us);
  suima_statement_bind_int (&statement, to_us);
  return suima_store_read_duties (&statement, error);
}

SuimaReportDuty *
suima_store_get_duty (SuimaStore *store, gint64 seq, GError **error)
{
  static const char sql[] = SUIMA_STORE_DUTY_SELECT "m.seq = ? GROUP BY m.seq";
  g_auto (SuimaStatement) statement = { 0 };
  g_autoptr (GPtrArray) duties = NULL;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, seq);
  duties = suima_store_read_duties (&statement, error);
  if (duties != NULL && duties->len == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                 "event %" G_GINT64_FORMAT " has nothing to be reported", seq);
  return duties != NULL && duties->len > 0 ? g_ptr_array_steal_index (duties, 0) : NULL;
}

gboolean
suima_store_set_late_reason (SuimaStore *store, gint64 seq, const char *reason, GError **error)
{
  static const char sql[] = "INSERT INTO late_reason (seq, reason) VALUES (?, ?)"
                            " ON CONFLICT DO UPDATE SET reason = excluded.reason";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, seq);
  suima_statement_bind_text (&statement, reason);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_find_seq_since (SuimaStore *store, gint64 from_us, gint64 *ret_seq, GError **error)
{
  static const char sql[] = "SELECT ifnull(min(seq), -1) FROM event WHERE at_us >= ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, from_us);
  if (suima_statement_step (&statement, error) != 1)
    return FALSE;
  *ret_seq = suima_statement_get_int (&statement, 0);
  return TRUE;
}

GPtrArray *
suima_store_list_day_flows (SuimaStore *store, gint64 from_us, gint64 to_us, GError **error)
{
  static const char sql[] =
      "SELECT ifnull(b.unit, '') AS u,"
      " sum(iif(m.at_us >= ?1 AND m.flow > 0 AND m.kind <> 11, m.quantity_milli, 0)),"
      " sum(iif(m.at_us >= ?1 AND m.flow < 0 AND m.kind <> 11, m.quantity_milli, 0)),"
      " sum(m.flow * m.quantity_milli) AS n FROM movement m JOIN batch b ON b.id = m.batch_id"
      " WHERE m.at_us < ?2 GROUP BY u HAVING n <> 0 OR max(m.at_us) >= ?1 ORDER BY u";
  g_autoptr (GPtrArray) flows = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_day_flow_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, from_us);
  suima_statement_bind_int (&statement, to_us);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaDayFlow *flow = g_new0 (SuimaDayFlow, 1);
      flow->unit = suima_statement_dup_text (&statement, 0);
      flow->in_milli = suima_statement_get_int (&statement, 1);
      flow->out_milli = suima_statement_get_int (&statement, 2);
      flow->left_milli = suima_statement_get_int (&statement, 3);
      g_ptr_array_add (flows, flow);
    }
  return got == 0 ? g_steal_pointer (&flows) : NULL;
}

void
suima_stored_act_free (SuimaStoredAct *act)
{
  if (act == NULL)
    return;
  g_free (act->event_id);
  g_free (act->product);
  g_free (act->lot);
  g_free (act->body);
  g_free (act->person);
  g_free (act->supervisor);
  g_free (act->approval);
  g_free (act);
}

static SuimaStoredAct *
suima_store_read_act (SuimaStatement *statement)
{
  SuimaStoredAct *act = g_new0 (SuimaStoredAct, 1);

  act->seq = suima_statement_get_int (statement, 0);
  act->event_id = suima_statement_dup_text (statement, 1);
  act->at_us = suima_statement_get_int (statement, 2);
  act->product = suima_statement_dup_text (statement, 3);
  act->lot = suima_statement_dup_text (statement, 4);
  act->body = suima_statement_dup_text (statement, 5);
  act->person = suima_statement_dup_text (statement, 6);
  act->supervisor = suima_statement_dup_text (statement, 7);
  act->approval = suima_statement_dup_text (statement, 8);
  return act;
}

GPtrArray *
suima_store_list_acts (SuimaStore *store, int kind, gint64 from_us, gint64 to_us, GError **error)
{
  static const char sql[] =
      "SELECT e.seq, e.event_id, e.at_us, b.product, b.lot, e.body, p.person, a.supervisor, a.reason"
      " FROM event e LEFT JOIN batch b ON b.id = e.batch_id"
      " LEFT JOIN event_person p ON p.seq = e.seq LEFT JOIN approval a ON a.seq = e.seq"
      " WHERE e.kind = ? AND e.at_us >= ? AND e.at_us < ? ORDER BY e.seq";
  g_autoptr (GPtrArray) acts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_stored_act_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, kind);
  suima_statement_bind_int (&statement, from_us);
  suima_statement_bind_int (&statement, to_us);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (acts, suima_store_read_act (&statement));
  return got == 0 ? g_steal_pointer (&acts) : NULL;
}
