// SPDX-License-Identifier: Apache-2.0
#include "suima-station-report.h"

#include "suima-movement-act.h"
#include "suima-refusal.h"
#include "suima-store-report.h"

#include <string.h>

/* A clock that was set back, or lost its battery, must not give time away. */
static gboolean
suima_station_get_believed_now (SuimaStation *station, SuimaReportSummary *summary, GError **error)
{
  g_autoptr (GBytes) entry = NULL;
  g_autoptr (GPtrArray) last = NULL;
  gint64 next_seq = 0, newest_us = 0;

  if (!suima_store_get_head (station->store, &next_seq, &entry, error))
    return FALSE;
  last = suima_store_get_events (station->store, MAX (next_seq - 1, 0), 1, error);
  if (last == NULL)
    return FALSE;
  if (last->len == 1)
    newest_us = ((SuimaStoredEvent *)last->pdata[0])->at_us;
  summary->now_us = MAX (suima_station_get_now_us (station), newest_us);
  summary->is_clock_behind = summary->now_us > suima_station_get_now_us (station);
  return TRUE;
}

gboolean
suima_station_get_report_summary (SuimaStation *station,
                                  SuimaReportSummary *ret_summary,
                                  GError **error)
{
  g_autoptr (GPtrArray) duties = NULL;
  gint64 day_end_us;

  memset (ret_summary, 0, sizeof *ret_summary);
  if (!suima_station_get_believed_now (station, ret_summary, error))
    return FALSE;
  duties = suima_store_list_open_duties (station->store, error);
  if (duties == NULL)
    return FALSE;
  day_end_us = suima_station_get_day_start (
      station,
suima_day_from_us (ret_summary->now_us, station->config->utc_offset_min) + 1);
  for (guint i = 0; i < duties->len; i++)
    {
      const SuimaReportDuty *duty = g_ptr_array_index (duties, i);
      gboolean is_late =
          suima_report_duty_get_state (duty, ret_summary->now_us) == SUIMA_REPORT_LATE;
      ret_summary->late += is_late;
      ret_summary->due += !is_late;
      ret_summary->due_today += !is_late && duty->due_us < day_end_us;
    }
  if (duties->len > 0)
    ret_summary->oldest_due_us = ((SuimaReportDuty *)duties->pdata[0])->due_us;
  return TRUE;
}

static void
suima_report_mask (char **text, SuimaRole role, SuimaFieldClass field)
{
  char *masked = suima_mask_for (role, field, *text);

  g_free (*text);
  *text = masked;
}

/* Takes @duties (nullable): what the role may see of them. */
static GPtrArray *
suima_station_mask_duties (SuimaStation *station, GPtrArray *duties)
{
  SuimaRole role = suima_station_get_role (station);

  for (guint i = 0; duties != NULL && i < duties->len; i++)
    {
      SuimaReportDuty *duty = g_ptr_array_index (duties, i);
      suima_report_mask (&duty->party, role, SUIMA_FIELD_CHAIN);
      suima_report_mask (&duty->late_reason, role, SUIMA_FIELD_NOTE);
      if (suima_role_get_access (role, SUIMA_FIELD_QUANTITY) != SUIMA_ACCESS_FULL)
        duty->quantity_milli = 0;
    }
  return duties;
}

GPtrArray *
suima_station_list_open_reports (SuimaStation *station, GError **error)
{
  return suima_station_mask_duties (station, suima_store_list_open_duties (station->store, error));
}

GPtrArray *
suima_station_list_reports (SuimaStation *station, SuimaDay from, SuimaDay to, GError **error)
{
  return suima_station_mask_duties (
      station, suima_store_list_duties (station->store, suima_station_get_day_start (station, from),
                                        suima_station_get_day_start (station, to + 1), error));
}

typedef struct
{
  SuimaStation *station;
  gint64 seq;
  const char *event_id;
  const char *reason;
  const char *person;
} SuimaLateWork;

static gboolean
suima_station_store_late (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaLateWork *work = user_data;
  const SuimaEventDetail details[] = {
    { "about", "late-report" },
    { "event", work->event_id },
  };
  SuimaAct act = {
    .kind = SUIMA_EVENT_SIGN_OFF,
    .reason = work->reason,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };
  gint64 seq;

  if (!suima_store_set_late_reason (store, work->seq, work->reason, error))
    return FALSE;
  seq = suima_station_record_seq (work->station, &act, error);
  return seq >= 0 && suima_store_set_person (store, seq, work->person, error);
}

/* Late, or reported too late: there is something to explain. */
static gboolean
suima_station_check_late (SuimaStation *station, gint64 seq, GError **error)
{
  SuimaReportSummary summary = { 0 };
  g_autoptr (SuimaReportDuty) duty = NULL;
  SuimaReportState state;

  if (!suima_station_get_believed_now (station, &summary, error))
    return FALSE;
  duty = suima_store_get_duty (station->store, seq, error);
  if (duty == NULL)
    return FALSE;
  state = suima_report_duty_get_state (duty, summary.now_us);
  return state == SUIMA_REPORT_LATE || state == SUIMA_REPORT_DONE_LATE ||
         state == SUIMA_REPORT_WITHDRAWN_LATE ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_LATE, NULL);
}

gboolean
suima_station_explain_late (SuimaStation *station,
                            gint64 seq,
                            const char *reason,
                            const char *person,
                            GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (reason ? reason : ""));
  g_autoptr (GPtrArray) events = NULL;
  SuimaLateWork work = { .station = station, .seq = seq, .reason = stripped, .person = person };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return FALSE;
  if (*stripped == '\0')
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REASON, NULL);
  if (!suima_station_check_late (station, seq, error))
    return FALSE;
  events = suima_store_get_events (station->store, seq, 1, error);
  if (events == NULL || events->len == 0)
    return FALSE;
  work.event_id = ((SuimaStoredEvent *)events->pdata[0])->event_id;
  return suima_store_transact (station->store, suima_station_store_late, &work, error);
}

GPtrArray *
suima_station_get_day_flows (SuimaStation *station,
                             SuimaDay day,
                             guint *ret_unreported,
                             GError **error)
{
  g_autoptr (GPtrArray) duties = suima_store_list_open_duties (station->store, error);

  if (duties == NULL)
    return NULL;
  *ret_unreported = duties->len;
  return suima_store_list_day_flows (station->store, suima_station_get_day_start (station, day),
                                     suima_station_get_day_start (station, day + 1), error);
}
