// SPDX-License-Identifier: Apache-2.0
// Watching one job until it is known what came out of it.
#pragma once

#include "suima-printer.h"
#include "suima-station.h"
#include "suima-store-run.h"

/** SuimaJobWatch: what stays the same over the jobs of a run. */
typedef struct
{
  SuimaPrintProgress progress; /* @printed: of the jobs before */
  SuimaPrintProgressFunc func; /* (nullable) */
  gpointer user_data;
  GCancellable *cancellable;   /* (nullable) */
  gboolean printer_counts;     /* it has told a number of impressions before */
  guint across;                /* labels of one impression, side by side; 0 is 1 */
} SuimaJobWatch;

/** suima_job_watch_find_hold: Returns: (transfer none) (nullable): the reason of @status for which
 * @printer would not print a job at once: a fault, being stopped, or `busy` with another's job. A
 * job that only waits, for its data or its hour, is none: it may wait for long. What a CUPS queue says of faults is of its last job, and holds nothing up. */
const char *suima_job_watch_find_hold (SuimaPrinter *printer, const SuimaPrinterStatus *status);

/**
 * suima_job_watch_await_ready:
 * Waits until the printer takes a job and would print it at once, telling why not meanwhile, for as
 * long as it takes a person to mend it.
 *
 * Errors: PRINTER when it does not answer for 30 s; G_IO_ERROR_CANCELLED.
 */
gboolean suima_job_watch_await_ready (SuimaJobWatch *watch, SuimaPrinter *printer, GError **error);

/**
 * suima_job_watch_wait:
 * @labels: how many the job has
 *
 * Waits as long as the printer has a reason that a person can mend (out of labels, cover open);
 * gives up when it does not answer for 30 s, or when the run is cancelled and nothing has moved
 * for 5 s, or for 30 s where the printer does not count and has no fault.
 *
 * Returns: COUNTED when the job completed and the count was right, else DOUBTFUL with @error set.
 */
SuimaChunkState suima_job_watch_wait (SuimaJobWatch *watch,
                                      SuimaPrinter *printer,
                                      int job_id,
                                      guint labels,
                                      GError **error);
