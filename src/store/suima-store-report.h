// SPDX-License-Identifier: Apache-2.0
// Which movements were reported, which were not, and what the ledgers and the keeping of records ask.
#pragma once

#include "suima-report.h"
#include "suima-store.h"

/** suima_store_add_reports: The events @first_seq to @last_seq that have the duty are reported at
 * @at_us. @way: `hub`, of those that still wait in the outbox; `file`, of all. What was reported
 * before stays as it was. */
gboolean suima_store_add_reports (SuimaStore *store,
                                  gint64 first_seq,
                                  gint64 last_seq,
                                  gint64 at_us,
                                  const char *way,
                                  GError **error);

/** suima_store_list_open_duties: Returns: (transfer full) (element-type SuimaReportDuty): what neither
 * the hub has acknowledged nor a file holds, by due time. */
GPtrArray *suima_store_list_open_duties (SuimaStore *store, GError **error);

/** suima_store_list_duties: @from_us, @to_us: when it moved, the latter not included. Returns: the
 * same of all, reported or not, by time. */
GPtrArray *suima_store_list_duties (SuimaStore *store,
                                    gint64 from_us,
                                    gint64 to_us,
                                    GError **error);

/** suima_store_get_duty: Returns: (transfer full). Errors: NOT_FOUND when event @seq has none. */
SuimaReportDuty *suima_store_get_duty (SuimaStore *store, gint64 seq, GError **error);

/** suima_store_set_late_reason: Of an event that has the duty. */
gboolean suima_store_set_late_reason (SuimaStore *store,
                                      gint64 seq,
                                      const char *reason,
                                      GError **error);

/** suima_store_find_seq_since: @ret_seq: the first event of @from_us or later; -1 for none. */
gboolean suima_store_find_seq_since (SuimaStore *store,
                                     gint64 from_us,
                                     gint64 *ret_seq,
                                     GError **error);

/** suima_store_list_day_flows: Returns: (transfer full) (element-type SuimaDayFlow): by unit: what came
 * in and went out from @from_us to before @to_us (nothing that was worked up), and what was there
 * then. */
GPtrArray *suima_store_list_day_flows (SuimaStore *store,
                                       gint64 from_us,
                                       gint64 to_us,
                                       GError **error);

/** SuimaStoredAct: an event of a kind that an inspector asks for. Texts are nullable. */
typedef struct
{
  gint64 seq;
  char *event_id;
  gint64 at_us;
  char *product;
  char *lot;
  char *body; /* JSON */
  char *person;
  char *supervisor; /* who approved */
  char *approval;   /* why */
} SuimaStoredAct;

void suima_stored_act_free (SuimaStoredAct *act);

/** suima_store_list_acts: @kind: SuimaEventKind. Returns: (transfer full) (element-type SuimaStoredAct):
 * from @from_us to before @to_us, by time. */
GPtrArray *suima_store_list_acts (
    SuimaStore *store, int kind, gint64 from_us, gint64 to_us, GError **error);
