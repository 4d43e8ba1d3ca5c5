// SPDX-License-Identifier: Apache-2.0
// One IPP destination: what it can do, sending a job, watching it, cancelling it.
#pragma once

#include <gio/gio.h>
#include <glib-object.h>

#define SUIMA_TYPE_PRINTER (suima_printer_get_type ())
G_DECLARE_FINAL_TYPE (SuimaPrinter, suima_printer, SUIMA, PRINTER, GObject)

typedef enum
{
  SUIMA_PRINTER_IDLE = 3, /* the numbers of IPP printer-state */
  SUIMA_PRINTER_PROCESSING = 4,
  SUIMA_PRINTER_STOPPED = 5,
} SuimaPrinterState;

/** SuimaPrinterStatus: a printer at one moment. */
typedef struct
{
  SuimaPrinterState state;
  gboolean is_accepting;
  char **reasons; /* IPP printer-state-reasons without severity suffix; empty for "none" */
  char *make_and_model;
  guint dpi; /* printer-resolution-default; 0 when not told */
  gboolean takes_pwg;
} SuimaPrinterStatus;

void suima_printer_status_free (SuimaPrinterStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrinterStatus, suima_printer_status_free)

typedef enum
{
  SUIMA_JOB_PENDING = 3, /* the numbers of IPP job-state */
  SUIMA_JOB_HELD = 4,
  SUIMA_JOB_PROCESSING = 5,
  SUIMA_JOB_STOPPED = 6,
  SUIMA_JOB_CANCELED = 7,
  SUIMA_JOB_ABORTED = 8,
  SUIMA_JOB_COMPLETED = 9,
} SuimaJobState;

typedef struct
{
  SuimaJobState state;
  int impressions_completed; /* -1 when the printer does not count */
  char **reasons;            /* IPP job-state-reasons */
} SuimaJobStatus;

void suima_job_status_free (SuimaJobStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaJobStatus, suima_job_status_free)

/**
 * suima_printer_new:
 * @destination: `ipp://host:port/ipp/print`, `ipps://...`, or the name of a CUPS queue
 *
 * All functions below block; call them in a thread. One thread at a time.
 *
 * Returns: (transfer full): the printer, not yet asked anything. Errors: INVALID for a text that
 * is neither.
 */
SuimaPrinter *suima_printer_new (const char *destination, GError **error);

/** suima_printer_get_destination: Returns: (transfer none): as given. */
const char *suima_printer_get_destination (SuimaPrinter *self);

/** suima_printer_set_timeout: @timeout_ms: 100 to 600000; the longest wait for one answer, or for
 * the printer to take more data, of the functions that are not told another; 20000 at first. A
 * printer that takes the call and says nothing may cost a second more. */
void suima_printer_set_timeout (SuimaPrinter *self, int timeout_ms);

/**
 * suima_printer_get_status:
 * @timeout_ms: 100 to 60000
 *
 * Returns: (transfer full): Get-Printer-Attributes. Errors: PRINTER when it does not answer,
 * NOT_FOUND when there is no printer of that name, G_IO_ERROR_CANCELLED.
 */
SuimaPrinterStatus *suima_printer_get_status (SuimaPrinter *self,
                                              int timeout_ms,
                                              GCancellable *cancellable,
                                              GError **error);

/** SuimaPrinterJob: what to send. */
typedef struct
{
  const char *job_name; /* unique per attempt: the only identity that survives a restart */
  double width_mm, height_mm;
  GPtrArray *rasters; /* (element-type SuimaRaster): a label each, all of one size and dpi */
} SuimaPrinterJob;

/**
 * suima_printer_submit:
 * @job: the job
 * @ret_may_have_data: (out): whether any byte of the document may have reached the printer; %FALSE
 *   means that a failed job printed nothing
 *
 * Create-Job with media-col, then Send-Document. A substituted or ignored media size cancels the
 * job and is an error: the labels would land on another size. A job that breaks off is cancelled,
 * if the printer still answers. To a CUPS queue the bytes go as application/vnd.cups-raw, past
 * every filter.
 *
 * Returns: the job id, or 0. Errors: PRINTER; NOT_FOUND when there is no printer of that name;
 * G_IO_ERROR_CANCELLED, which is looked for before each 64 KB and four times a second in between.
 */
int suima_printer_submit (SuimaPrinter *self,
                          const SuimaPrinterJob *job,
                          gboolean *ret_may_have_data,
                          GCancellable *cancellable,
                          GError **error);

/** suima_printer_get_job: Returns: (transfer full): Get-Job-Attributes. Errors: PRINTER,
 * NOT_FOUND when the printer knows no such job. */
SuimaJobStatus *suima_printer_get_job (SuimaPrinter *self, int job_id, GError **error);

/** suima_printer_find_job: Returns: the id of the job called @job_name (Get-Jobs, all of them),
 * 0 when there is none, -1 on error. Errors: PRINTER. */
int suima_printer_find_job (SuimaPrinter *self, const char *job_name, GError **error);

/** suima_printer_cancel_job: Errors: PRINTER, also for a job that has ended; NOT_FOUND when the
 * printer knows no such job. What the printer already holds may still come out. */
gboolean suima_printer_cancel_job (SuimaPrinter *self, int job_id, GError **error);
