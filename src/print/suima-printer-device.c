// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-private.h"

#include "suima-device-link.h"
#include "suima-error.h"
#include "suima-tspl.h"
#include "suima-zpl.h"

#include <string.h>

#define SUIMA_DEVICE_PUSH_MS 500
#define SUIMA_DEVICE_ANSWER_MS 1000
#define SUIMA_DEVICE_QUIET_US (2 * G_TIME_SPAN_SECOND) /* until it counts as not answering */
#define SUIMA_DEVICE_STUCK_US (5 * G_TIME_SPAN_SECOND) /* until a full buffer is worth a word */
/* One "idle" may be said between the last byte and the first dot. */
#define SUIMA_DEVICE_IDLE_ANSWERS 2

typedef enum
{
  SUIMA_DEVICE_JOB_WAITING,  /* the printer is not ready; nothing was sent, no line is open */
  SUIMA_DEVICE_JOB_SENDING,  /* not all bytes are handed over */
  SUIMA_DEVICE_JOB_PRINTING, /* all are; until it says that it is idle */
  SUIMA_DEVICE_JOB_CLOSING,  /* all are, to a printer that is not asked */
  SUIMA_DEVICE_JOB_OVER,
} SuimaDevicePhase;

/* The one job, the newest. */
typedef struct
{
  int id; /* 0: there was none yet */
  SuimaDevicePhase phase;
  SuimaJobState end; /* once it is over */
  guint labels;
  SuimaDeviceReport report;
  guint idle_answers;
  gsize sent_bytes;
  guint unread_bytes; /* seen last */
  gint64 moved_us;    /* monotonic: when the printer last took or said something */

  /* owned */
  SuimaDeviceLink *link; /* nullable */
  GBytes *document;      /* nullable */
} SuimaDeviceJob;

typedef struct
{
  SuimaPrinterBackend base;

  SuimaDeviceTarget *target; /* owned */
  SuimaDeviceJob job;
} SuimaDevicePrinter;

static gboolean
suima_device_job_is_active (const SuimaDeviceJob *job)
{
  return job->id != 0 && job->phase != SUIMA_DEVICE_JOB_OVER;
}

static void
suima_device_job_end (SuimaDeviceJob *job, SuimaJobState end)
{
  job->phase = SUIMA_DEVICE_JOB_OVER;
  job->end = end;
  g_clear_pointer (&job->link, suima_device_link_close);
  g_clear_pointer (&job->document, g_bytes_unref);
}

static void
suima_device_job_break (SuimaDeviceJob *job, const GError *cause)
{
  g_info ("job %d broke off: %s", job->id, cause->message);
  suima_device_job_end (job, SUIMA_JOB_ABORTED);
}

static void
suima_device_printer_set_silent (SuimaDevicePrinter *self, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
               "printer at %s took the call and tells no status: is it a %s printer, "
               "and does nothing else print on it?",
               self->target->destination,
               self->target->language == SUIMA_DEVICE_ZPL ? "ZPL" : "TSPL");
}

/* A line and the answer to the first question on it, all of @timeout_ms together. */
static SuimaDeviceLink *
suima_device_printer_call (SuimaDevicePrinter *self,
                           int timeout_ms,
                           SuimaDeviceReport *report,
                           GCancellable *cancellable,
                           GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (SuimaDeviceLink) link =
      suima_device_link_open (self->target, timeout_ms, cancellable, error);
  int spent_ms = (int)((g_get_monotonic_time () - start_us) / 1000);

  *report = (SuimaDeviceReport){ .labels_left = -1 };
  if (link == NULL)
    return NULL;
  if (!self->target->has_status)
    {
      report->is_heard = report->is_whole = report->is_clear = TRUE;
      return g_steal_pointer (&link);
    }
  if (!suima_device_link_ask (link, MAX (timeout_ms - spent_ms, 0), report, cancellable, error))
    return NULL;
  if (!report->is_heard)
    {
      suima_device_printer_set_silent (self, error);
      return NULL;
    }
  return g_steal_pointer (&link);
}

/* What is known of the printer from the job that holds the line. */
static gboolean
suima_device_printer_report_job (SuimaDevicePrinter *self,
                                 SuimaDeviceReport *report,
                                 GError **error)
{
  const SuimaDeviceJob *job = &self->job;
  gint64 quiet_us = g_get_monotonic_time () - job->moved_us;
  gboolean is_held = job->link != NULL && suima_device_link_is_held (job->link);

  *report = job->report;
  if (is_held && quiet_us > SUIMA_DEVICE_STUCK_US && report->faults == 0)
    report->faults = SUIMA_FAULT_OTHER;
  if (is_held || !self->target->has_status || quiet_us <= SUIMA_DEVICE_QUIET_US)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s does not answer",
               self->target->destination);
  return FALSE;
}

static SuimaPrinterStatus *
suima_device_printer_get_status (SuimaPrinterBackend *backend,
                                 int timeout_ms,
                                 GCancellable *cancellable,
                                 GError **error)
{
  SuimaDevicePrinter *self = (SuimaDevicePrinter *)backend;
  gboolean is_active = suima_device_job_is_active (&self->job);
  g_autoptr (SuimaDeviceLink) link = NULL;
  SuimaDeviceReport report;
  SuimaPrinterStatus *status;

  if (is_active ? !suima_device_printer_report_job (self, &report, error)
                : (link = suima_device_printer_call (self, timeout_ms, &report, cancellable,
                                                     error)) == NULL)
    return NULL;
  status = g_new0 (SuimaPrinterStatus, 1);
  status->state = report.faults != 0              ? SUIMA_PRINTER_STOPPED
                  : is_active || !report.is_clear ? SUIMA_PRINTER_PROCESSING
                                                  : SUIMA_PRINTER_IDLE;
  status->is_accepting = TRUE;
  status->reasons = suima_device_dup_reasons (report.faults);
  status->make_and_model = g_strdup ("");
  status->dpi = self->target->dpi;
  return status;
}

static gboolean
suima_device_job_push (SuimaDeviceJob *job, gboolean has_status, int wait_ms, GError **error)
{
  gsize before_bytes = job->sent_bytes;

  if (!suima_device_link_push (job->link, job->document, &job->sent_bytes, wait_ms, error))
    return FALSE;
  if (job->sent_bytes != before_bytes)
    job->moved_us = g_get_monotonic_time ();
  if (job->sent_bytes < g_bytes_get_size (job->document))
    return TRUE;
  job->phase = has_status ? SUIMA_DEVICE_JOB_PRINTING : SUIMA_DEVICE_JOB_CLOSING;
  return has_status || suima_device_link_end (job->link, error);
}

/* Data only goes out on a line on which the first question was answered whole: a late answer from
 * before must not be taken for one to a later question. */
static gboolean
suima_device_job_start (SuimaDeviceJob *job,
                        SuimaDeviceLink *link,
                        gboolean has_status,
                        GError **error)
{
  job->moved_us = g_get_monotonic_time ();
  if (!job->report.is_clear)
    {
      suima_device_link_close (link);
      return TRUE;
    }
  job->link = link;
  job->phase = SUIMA_DEVICE_JOB_SENDING;
  return suima_device_job_push (job, has_status, 0, error);
}

static gboolean
suima_device_job_ask (SuimaDeviceJob *job, GError **error)
{
  SuimaDeviceReport report;

  if (!suima_device_link_ask (job->link, SUIMA_DEVICE_ANSWER_MS, &report, NULL, error))
    return FALSE;
  if (!report.is_heard)
    return TRUE;
  job->moved_us = g_get_monotonic_time ();
  if (!report.is_whole)
    report.labels_left = job->report.labels_left;
  job->report = report;
  job->idle_answers = report.is_idle ? job->idle_answers + 1 : 0;
  if (job->idle_answers >= SUIMA_DEVICE_IDLE_ANSWERS)
    suima_device_job_end (job, SUIMA_JOB_COMPLETED);
  return TRUE;
}

/* A question behind labels that are still on the line is not heard. After a reset they stay
 * unread for good: the line has to be looked at. */
static gboolean
suima_device_job_follow (SuimaDeviceJob *job, GError **error)
{
  guint unread_bytes = suima_device_link_get_unread (job->link);
  g_autoptr (GError) cause = NULL;

  if (unread_bytes != job->unread_bytes)
    job->moved_us = g_get_monotonic_time ();
  job->unread_bytes = unread_bytes;
  if (job->phase == SUIMA_DEVICE_JOB_PRINTING)
    return unread_bytes > 0 ? suima_device_link_check (job->link, error)
                            : suima_device_job_ask (job, error);
  if (suima_device_link_await_end (job->link, SUIMA_DEVICE_PUSH_MS, &cause))
    suima_device_job_end (job, SUIMA_JOB_COMPLETED);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return error == NULL || *error == NULL;
}

/* Until the printer is ready each question has a line of its own. A call that fails costs nothing:
 * nothing was sent. */
static gboolean
suima_device_printer_try_start (SuimaDevicePrinter *self, GError **error)
{
  SuimaDeviceJob *job = &self->job;
  SuimaDeviceReport report;
  g_autoptr (GError) cause = NULL;
  SuimaDeviceLink *link =
      suima_device_printer_call (self, SUIMA_DEVICE_ANSWER_MS, &report, NULL, &cause);

  if (link == NULL)
    return TRUE;
  job->report = report;
  return suima_device_job_start (job, link, self->target->has_status, error);
}

static void
suima_device_printer_advance (SuimaDevicePrinter *self)
{
  SuimaDeviceJob *job = &self->job;
  gboolean has_status = self->target->has_status;
  g_autoptr (GError) error = NULL;
  gboolean is_well = TRUE;

  if (job->phase == SUIMA_DEVICE_JOB_WAITING)
    is_well = suima_device_printer_try_start (self, &error);
  else if (job->phase == SUIMA_DEVICE_JOB_SENDING)
    is_well = suima_device_job_push (job, has_status, SUIMA_DEVICE_PUSH_MS, &error);
  else
    is_well = suima_device_job_follow (job, &error);
  if (is_well && suima_device_job_is_active (job) &&
      g_get_monotonic_time () - job->moved_us > self->base.timeout_ms * G_TIME_SPAN_MILLISECOND &&
      !(job->link != NULL && suima_device_link_is_held (job->link)))
    {
      suima_device_printer_set_silent (self, &error);
      is_well = FALSE;
    }
  if (!is_well)
    suima_device_job_break (job, error);
}

static SuimaJobState
suima_device_job_get_state (const SuimaDeviceJob *job)
{
  if (job->phase == SUIMA_DEVICE_JOB_OVER)
    return job->end;
  if (job->report.faults != 0)
    return SUIMA_JOB_STOPPED;
  return job->phase == SUIMA_DEVICE_JOB_WAITING ? SUIMA_JOB_PENDING : SUIMA_JOB_PROCESSING;
}

/* -1 until all bytes have arrived: what is on the line is in no count. */
static int
suima_device_job_count (const SuimaDeviceJob *job)
{
  gboolean is_counted = job->phase == SUIMA_DEVICE_JOB_PRINTING ||
                        (job->phase == SUIMA_DEVICE_JOB_OVER && job->end == SUIMA_JOB_COMPLETED);

  if (!is_counted || job->report.labels_left < 0)
    return -1;
  return MAX ((int)job->labels - job->report.labels_left, 0);
}

static gboolean
suima_device_printer_check_id (SuimaDevicePrinter *self, int job_id, GError **error)
{
  if (job_id > 0 && job_id == self->job.id)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "printer at %s has no job %d",
               self->target->destination, job_id);
  return FALSE;
}

static SuimaJobStatus *
suima_device_printer_get_job (SuimaPrinterBackend *backend, int job_id, GError **error)
{
  SuimaDevicePrinter *self = (SuimaDevicePrinter *)backend;
  SuimaJobStatus *status;

  if (!suima_device_printer_check_id (self, job_id, error))
    return NULL;
  if (suima_device_job_is_active (&self->job))
    suima_device_printer_advance (self);
  status = g_new0 (SuimaJobStatus, 1);
  status->state = suima_device_job_get_state (&self->job);
  status->may_have_data = self->job.sent_bytes > 0;
  status->impressions_completed = suima_device_job_count (&self->job);
  status->reasons = suima_device_dup_reasons (self->job.report.faults);
  return status;
}

static int
suima_device_printer_submit (SuimaPrinterBackend *backend,
                             const SuimaPrinterJob *job,
                             gboolean *ret_may_have_data,
                             GCancellable *cancellable,
                             GError **error)
{
  SuimaDevicePrinter *self = (SuimaDevicePrinter *)backend;
  SuimaDeviceJob *own = &self->job;
  SuimaDeviceLink *link;
  SuimaDeviceReport report;
  gboolean is_started;

  *ret_may_have_data = FALSE;
  if (suima_device_job_is_active (own))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s still has job %d",
                   self->target->destination, own->id);
      return 0;
    }
  link = suima_device_printer_call (self, self->base.timeout_ms, &report, cancellable, error);
  if (link == NULL)
    return 0;
  *own = (SuimaDeviceJob){ .id = own->id + 1, .labels = job->rasters->len, .report = report };
  own->document = self->target->language == SUIMA_DEVICE_ZPL
                      ? suima_zpl_encode (job->rasters, &self->base.setup)
                      : suima_tspl_encode (job->rasters, &self->base.setup);
  is_started = suima_device_job_start (own, link, self->target->has_status, error);
  *ret_may_have_data = own->sent_bytes > 0;
  if (!is_started)
    suima_device_job_end (own, SUIMA_JOB_ABORTED);
  return is_started ? own->id : 0;
}

static int
suima_device_printer_find_job (SuimaPrinterBackend *backend, const char *job_name, GError **error)
{
  return 0;
}

static gboolean
suima_device_printer_cancel_job (SuimaPrinterBackend *backend, int job_id, GError **error)
{
  SuimaDevicePrinter *self = (SuimaDevicePrinter *)backend;

  if (!suima_device_printer_check_id (self, job_id, error))
    return FALSE;
  if (!suima_device_job_is_active (&self->job))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "job %d at %s has ended", job_id,
                   self->target->destination);
      return FALSE;
    }
  suima_device_job_end (&self->job, SUIMA_JOB_CANCELED);
  return TRUE;
}

static void
suima_device_printer_free (SuimaPrinterBackend *backend)
{
  SuimaDevicePrinter *self = (SuimaDevicePrinter *)backend;

  suima_device_job_end (&self->job, SUIMA_JOB_CANCELED);
  suima_device_target_free (self->target);
  g_free (self);
}

SuimaPrinterBackend *
suima_device_printer_new (const char *destination, GError **error)
{
  static const SuimaPrinterActs acts = {
    .get_status = suima_device_printer_get_status,
    .submit = suima_device_printer_submit,
    .get_job = suima_device_printer_get_job,
    .find_job = suima_device_printer_find_job,
    .cancel_job = suima_device_printer_cancel_job,
    .free = suima_device_printer_free,
  };
  SuimaDeviceTarget *target = suima_device_target_parse (destination, error);
  SuimaDevicePrinter *self;

  if (target == NULL)
    return NULL;
  self = g_new0 (SuimaDevicePrinter, 1);
  self->base.acts = &acts;
  self->base.turns_itself = TRUE;
  self->base.setup = target->setup;
  self->target = target;
  return &self->base;
}
