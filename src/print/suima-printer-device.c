// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-private.h"

#include "suima-device-job.h"
#include "suima-error.h"
#include "suima-tspl.h"
#include "suima-zpl.h"

#define SUIMA_DEVICE_IDENTITY_MS 500
#define SUIMA_DEVICE_WAIT_MS 200                       /* between two calls of a waiting job */
#define SUIMA_DEVICE_QUIET_US (1200 * G_TIME_SPAN_MILLISECOND) /* until it counts as not answering */
#define SUIMA_DEVICE_STUCK_US (2 * G_TIME_SPAN_SECOND) /* until a full buffer is worth a word */

typedef struct
{
  SuimaPrinterBackend base;

  SuimaDeviceTarget *target; /* owned */
  SuimaDeviceJob job;        /* the one job, the newest */
  SuimaDeviceIdentity identity;
  gboolean is_identity_asked;
} SuimaDevicePrinter;

/* What is known of the printer from the job that holds the line. */
static gboolean
suima_device_printer_report_job (SuimaDevicePrinter *self,
                                 SuimaDeviceReport *report,
                                 GError **error)
{
  const SuimaDeviceJob *job = &self->job;
  gint64 quiet_us = g_get_monotonic_time () - job->moved_us;
  gboolean is_held = suima_device_job_is_held (job);

  *report = job->report;
  if (is_held && quiet_us > SUIMA_DEVICE_STUCK_US && report->faults == 0)
    report->faults = SUIMA_FAULT_OTHER;
  if (is_held || !self->target->has_status || quiet_us <= SUIMA_DEVICE_QUIET_US)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s does not answer",
               self->target->destination);
  return FALSE;
}

/* Once: a make that does not answer is not asked again and again. */
static gboolean
suima_device_printer_identify (SuimaDevicePrinter *self,
                               SuimaDeviceLink *link,
                               const SuimaDeviceReport *report,
                               int timeout_ms,
                               GCancellable *cancellable,
                               GError **error)
{
  if (self->is_identity_asked || !self->target->has_status)
    return TRUE;
  self->is_identity_asked = report->is_whole; /* with a fault it may answer less */
  return suima_device_link_ask_identity (link, CLAMP (timeout_ms, 0, SUIMA_DEVICE_IDENTITY_MS),
                                         &self->identity, cancellable, error);
}

static gboolean
suima_device_printer_ask (SuimaDevicePrinter *self,
                          int timeout_ms,
                          SuimaDeviceReport *report,
                          GCancellable *cancellable,
                          GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (SuimaDeviceLink) link =
      suima_device_call (self->target, timeout_ms, report, cancellable, error);
  int spent_ms = (int)((g_get_monotonic_time () - start_us) / 1000);

  return link != NULL && suima_device_printer_identify (self, link, report, timeout_ms - spent_ms,
                                                        cancellable, error);
}

static SuimaPrinterStatus *
suima_device_printer_get_status (SuimaPrinterBackend *backend,
                                 int timeout_ms,
                                 GCancellable *cancellable,
                                 GError **error)
{
  SuimaDevicePrinter *self = (SuimaDevicePrinter *)backend;
  gboolean is_active = suima_device_job_is_active (&self->job);
  SuimaDeviceReport report;
  SuimaPrinterStatus *status;

  if (!(is_active ? suima_device_printer_report_job (self, &report, error)
                  : suima_device_printer_ask (self, timeout_ms, &report, cancellable, error)))
    return NULL;
  status = g_new0 (SuimaPrinterStatus, 1);
  status->state = report.faults != 0              ? SUIMA_PRINTER_STOPPED
                  : is_active || !report.is_clear ? SUIMA_PRINTER_PROCESSING
                                                  : SUIMA_PRINTER_IDLE;
  status->is_accepting = TRUE;
  status->reasons = suima_device_dup_reasons (report.faults);
  status->make_and_model = g_strdup (self->identity.model ? self->identity.model : "");
  status->is_dpi_told = self->identity.dpi != 0;
  status->dpi = status->is_dpi_told ? self->identity.dpi : self->target->dpi;
  return status;
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
    suima_device_job_advance (&self->job, self->base.timeout_ms);
  status = g_new0 (SuimaJobStatus, 1);
  status->state = suima_device_job_get_state (&self->job);
  status->may_have_data = self->job.sent_bytes > 0;
  status->impressions_completed = suima_device_job_count (&self->job);
  status->reasons = suima_device_dup_reasons (self->job.report.faults);
  status->pause_ms = self->job.phase == SUIMA_DEVICE_JOB_WAITING ? SUIMA_DEVICE_WAIT_MS : 0;
  return status;
}

static void
suima_device_printer_make_job (SuimaDevicePrinter *self, GPtrArray *rasters)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (gsize));

  self->job = (SuimaDeviceJob){
    .id = self->job.id + 1,
    .labels = rasters->len,
    .target = self->target,
    .document = self->target->language == SUIMA_DEVICE_ZPL
                    ? suima_zpl_encode_parts (rasters, &self->base.setup, ends)
                    : suima_tspl_encode_parts (rasters, &self->base.setup, ends),
    .ends = ends,
  };
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
  link = suima_device_call (self->target, self->base.timeout_ms, &report, cancellable, error);
  if (link == NULL)
    return 0;
  suima_device_printer_make_job (self, job->rasters);
  own->report = report;
  is_started = suima_device_job_start (own, link, error);
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
  suima_device_job_cancel (&self->job);
  return TRUE;
}

static void
suima_device_printer_free (SuimaPrinterBackend *backend)
{
  SuimaDevicePrinter *self = (SuimaDevicePrinter *)backend;

  suima_device_job_end (&self->job, SUIMA_JOB_CANCELED);
  suima_device_identity_clear (&self->identity);
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
