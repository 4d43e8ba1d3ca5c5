// SPDX-License-Identifier: Apache-2.0
// The duty to report what came in and what went out (出入库两日内).
#pragma once

#include <glib.h>

typedef enum
{
  SUIMA_REPORT_DUE,       /* there is time left */
  SUIMA_REPORT_LATE,      /* not reported, and the time is over */
  SUIMA_REPORT_DONE,      /* reported in time */
  SUIMA_REPORT_DONE_LATE, /* reported, too late */
  SUIMA_REPORT_WITHDRAWN, /* undone in time: there is nothing to report */
  SUIMA_REPORT_WITHDRAWN_LATE, /* undone when its time was over: it was late */
} SuimaReportState;

/** suima_report_state_to_code: Returns: (transfer none): `due`, `late`, `reported`,
 * `reported-late`, `withdrawn`, `withdrawn-late`. */
const char *suima_report_state_to_code (SuimaReportState state);

/** SuimaReportDuty: an event that has to be reported. */
typedef struct
{
  gint64 seq;
  int kind; /* SuimaEventKind */
  gint64 batch_id;
  char *product;
  char *lot;   /* nullable */
  char *unit;  /* nullable */
  char *party; /* nullable: "" for not said, NULL for a role that may not see it */
  gint64 quantity_milli; /* 0: likewise */
  gint64 at_us;
  gint64 due_us;
  gint64 reported_us;  /* 0: not yet */
  gint64 withdrawn_us; /* of a receipt: when it was undone; 0: it stands */
  char *way;           /* nullable: `hub`, `file` */
  char *late_reason;   /* nullable: what the shop says of it */
  char *refusal;       /* nullable: why the hub did not take it */
} SuimaReportDuty;

void suima_report_duty_free (SuimaReportDuty *duty);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaReportDuty, suima_report_duty_free)

SuimaReportState suima_report_duty_get_state (const SuimaReportDuty *duty, gint64 now_us);

/** SuimaReportSummary: what is to be reported now. */
typedef struct
{
  guint due;            /* with time left */
  guint due_today;      /* of those, whose time ends today */
  guint late;
  gint64 oldest_due_us; /* when the time of the oldest ends or ended; 0 for none */
  gint64 now_us;        /* by which this was told: the clock's, or that of the newest record when the
                           clock stands before it */
  gboolean is_clock_behind;
} SuimaReportSummary;

/** SuimaDayFlow: what came in and went out in a unit on a day, and what is there. */
typedef struct
{
  char *unit; /* "" for none */
  gint64 in_milli, out_milli, left_milli;
} SuimaDayFlow;

void suima_day_flow_free (SuimaDayFlow *flow);
