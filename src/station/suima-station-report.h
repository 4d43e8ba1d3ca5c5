// SPDX-License-Identifier: Apache-2.0
// Reporting what came in and went out: what is due, what is late, and the signed file that is handed
// over where no network is.
#pragma once

#include "suima-report.h"
#include "suima-station.h"

/** suima_station_get_report_summary: The clock runs on through an outage and a restart; one that was
 * set back before the newest record is not believed. */
gboolean suima_station_get_report_summary (SuimaStation *station,
                                           SuimaReportSummary *ret_summary,
                                           GError **error);

/** suima_station_list_open_reports: Returns: (transfer full) (element-type SuimaReportDuty): what is
 * not reported, the most urgent first, as the role may see it. */
GPtrArray *suima_station_list_open_reports (SuimaStation *station, GError **error);
/** suima_station_list_reports: Returns: the same of all that moved from @from to @to, both included,
 * reported or not, by time. */
GPtrArray *
suima_station_list_reports (SuimaStation *station, SuimaDay from, SuimaDay to, GError **error);

/** suima_station_explain_late: Why event @seq was not reported in time. Errors: NOT_FOUND, INVALID (no
 * reason; not late). */
gboolean suima_station_explain_late (SuimaStation *station,
                                     gint64 seq,
                                     const char *reason,
                                     const char *person,
                                     GError **error);

/** SuimaReportFile: what was handed over, or what a file says. */
typedef struct
{
  GPtrArray *paths; /* (element-type utf8): one for each 500 events or 900 KB */
  guint events;
  gint64 first_seq, last_seq;
  char *station;    /* key id */
  char *public_key; /* 64 hex digits */
  gint64 made_us;
} SuimaReportFile;

void suima_report_file_free (SuimaReportFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaReportFile, suima_report_file_free)

/**
 * suima_station_export_report:
 * @since: first day
 * @path: of the file; further ones are named `path-2`
 *
 * Writes every event since @since, byte for byte, as EPCIS documents that a hub's /capture takes, each
 * signed, with the head of the log. A file is there whole or not at all, and is read back before
 * anything counts as reported.
 *
 * Returns: (transfer full). Errors: NOT_FOUND (nothing happened since), NO_SPACE, DENIED, BUSY.
 */
SuimaReportFile *suima_station_export_report (SuimaStation *station,
                                              SuimaDay since,
                                              const char *path,
                                              const char *person,
                                              GError **error);

/**
 * suima_report_file_check:
 * @public_key: 64 hex digits, of the station that is said to have made it
 *
 * Needs no station and no network: the signature, the id of every event, their order without a gap,
 * and the log's head.
 *
 * Returns: (transfer full). Errors: NOT_FOUND, INVALID (no such file), CORRUPT.
 */
SuimaReportFile *suima_report_file_check (const char *path, const char *public_key, GError **error);

/** suima_station_get_day_flows: @ret_unreported: (out): duties open now. Returns: (transfer full)
 * (element-type SuimaDayFlow): what came in, went out and was there at the end of @day, by unit. */
GPtrArray *suima_station_get_day_flows (SuimaStation *station,
                                        SuimaDay day,
                                        guint *ret_unreported,
                                        GError **error);
