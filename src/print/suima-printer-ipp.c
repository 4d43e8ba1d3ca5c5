// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-private.h"

#include "suima-error.h"
#include "suima-ipp-job.h"
#include "suima-ipp-media.h"
#include "suima-ipp.h"
#include "suima-queue.h"

#include <math.h>
#include <string.h>

#define SUIMA_PRINTER_PWG "image/pwg-raster"
/* Through a queue the finished bytes go as they are: any other format may meet a filter that
 * scales, dithers or turns the order of the pages. */
#define SUIMA_PRINTER_RAW "application/vnd.cups-raw"
#define SUIMA_PRINTER_CUPS_RASTER "application/vnd.cups-raster"
#define SUIMA_PRINTER_CLEANUP_TIMEOUT_MS 2000
#define SUIMA_PRINTER_PAUSE_MS 200
#define SUIMA_PRINTER_ANSWER_MS 1000

/* A printer application, a printer that speaks IPP itself, or a CUPS queue. */
typedef struct
{
  SuimaPrinterBackend base;

  /* owned */
  SuimaIppTarget *target;
  SuimaQueue *queue; /* of a printer it says that PWG goes there */
  SuimaIppJob job;
  SuimaIppLink *line; /* (nullable): to the spooler that has the job; it lasts as long as that lives */
  guint64 line_identity;
  int answer_ms; /* how long it is given to tell of a job; longer once it needed longer */
} SuimaIppPrinter;

/* One question on a connection of its own. */
static ipp_t *
suima_ipp_printer_ask (SuimaIppPrinter *self,
                       ipp_t *request,
                       int timeout_ms,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SuimaIppLink) link =
      suima_ipp_link_open (self->target, timeout_ms, cancellable, error);

  return link != NULL ? suima_ipp_link_ask (link, request, NULL, NULL, error) : NULL;
}

/* Whoever watches a job is to know soon that the printer is silent; a slow one is given twice the
 * time at the next question. */
static ipp_t *
suima_ipp_printer_ask_briefly (SuimaIppPrinter *self, ipp_t *request, GError **error)
{
  int timeout_ms = MIN (self->answer_ms, self->base.timeout_ms);
  ipp_t *answer = suima_ipp_printer_ask (self, request, timeout_ms, NULL, error);

  if (answer == NULL)
    self->answer_ms = MIN (self->answer_ms * 2, self->base.timeout_ms);
  return answer;
}

/* Now and then a busy cupsd gives an answer that cannot be read. As long as it has not hung up it is
 * the one that got the job, and another line is as good. */
static ipp_t *
suima_ipp_printer_renew_line (SuimaIppPrinter *self, ipp_t *request)
{
  g_autoptr (SuimaIppLink) line =
      suima_ipp_link_open (self->target, self->base.timeout_ms, NULL, NULL);
  ipp_t *answer = line != NULL ? suima_ipp_link_ask (line, request, NULL, NULL, NULL) : NULL;

  if (answer != NULL && suima_ipp_link_is_open (self->line))
    {
      suima_ipp_link_close (self->line);
      self->line_identity = suima_ipp_link_get_identity (line);
      self->line = g_steal_pointer (&line);
    }
  return answer;
}

/* A job at a spooler is asked for on the very line by which it was sent. */
static ipp_t *
suima_ipp_printer_ask_of_job (SuimaIppPrinter *self, ipp_t *request, int job_id, GError **error)
{
  ipp_t *answer = NULL;

  if (self->line != NULL && job_id == self->job.id)
    {
      answer = suima_ipp_link_ask (self->line, request, NULL, NULL, NULL);
      if (answer == NULL && suima_ipp_link_is_open (self->line))
        answer = suima_ipp_printer_renew_line (self, request);
      if (answer == NULL || suima_ipp_link_get_identity (self->line) != self->line_identity ||
          !suima_ipp_link_is_open (self->line))
        {
          self->job.is_line_lost = TRUE;
          g_clear_pointer (&self->line, suima_ipp_link_close);
        }
    }
  return answer != NULL ? answer : suima_ipp_printer_ask_briefly (self, request, error);
}

static int
suima_ipp_printer_get_integer (ipp_t *answer, const char *name, ipp_tag_t tag, int otherwise)
{
  ipp_attribute_t *attribute = ippFindAttribute (answer, name, tag);

  return attribute != NULL ? ippGetInteger (attribute, 0) : otherwise;
}

static gboolean
suima_ipp_printer_lists (ipp_t *answer, const char *name, const char *word)
{
  g_auto (GStrv) words = suima_ipp_dup_keywords (answer, name);

  return g_strv_contains ((const char *const *)words, word);
}

static guint
suima_ipp_printer_read_dpi (ipp_t *answer)
{
  ipp_attribute_t *attribute =
      ippFindAttribute (answer, "printer-resolution-default", IPP_TAG_RESOLUTION);
  ipp_res_t unit = IPP_RES_PER_INCH;
  int y_resolution = 0;
  int x_resolution = attribute != NULL ? ippGetResolution (attribute, 0, &y_resolution, &unit) : 0;

  if (x_resolution <= 0 || x_resolution != y_resolution)
    return 0;
  return unit == IPP_RES_PER_CM ? (guint)lround (x_resolution * 2.54) : (guint)x_resolution;
}

/* What speaks against the queue comes before what the printer says of itself. */
static void
suima_ipp_printer_read_objection (SuimaIppPrinter *self, ipp_t *answer, SuimaPrinterStatus *status)
{
  const char *reason = NULL;
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  if (self->target->is_queue)
    status->objection = suima_queue_check (self->target, self->queue, answer, &reason);
  if (status->objection == NULL)
    return;
  g_strv_builder_add (reasons, reason);
  g_strv_builder_addv (reasons, (const char **)status->reasons);
  g_strfreev (status->reasons);
  status->reasons = g_strv_builder_end (reasons);
}

/* A person paused it, at the spooler: no key of the printer's gets it going. */
static void
suima_ipp_printer_name_stop (SuimaPrinterStatus *status)
{
  for (guint i = 0; status->reasons[i] != NULL; i++)
    if (strcmp (status->reasons[i], "paused") == 0)
      {
        g_free (status->reasons[i]);
        status->reasons[i] = g_strdup ("queue-stopped");
      }
}

static SuimaPrinterStatus *
suima_ipp_printer_read_status (SuimaIppPrinter *self, ipp_t *answer)
{
  SuimaPrinterStatus *status = g_new0 (SuimaPrinterStatus, 1);
  ipp_attribute_t *accepting =
      ippFindAttribute (answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  ipp_attribute_t *make = ippFindAttribute (answer, "printer-make-and-model", IPP_TAG_TEXT);

  status->state = (SuimaPrinterState)suima_ipp_printer_get_integer (
      answer, "printer-state", IPP_TAG_ENUM, SUIMA_PRINTER_STOPPED);
  status->is_accepting = accepting != NULL && ippGetBoolean (accepting, 0);
  status->reasons = suima_ipp_dup_reasons (answer, "printer-state-reasons");
  if (self->target->is_queue && status->state == SUIMA_PRINTER_STOPPED)
    suima_ipp_printer_name_stop (status);
  status->make_and_model = g_strdup (make != NULL ? ippGetString (make, 0, NULL) : "");
  status->dpi = self->queue->dpi != 0 ? self->queue->dpi : suima_ipp_printer_read_dpi (answer);
  status->is_dpi_told = self->queue->dpi == 0 && status->dpi != 0;
  status->takes_pwg =
      suima_ipp_printer_lists (answer, "document-format-supported", SUIMA_PRINTER_PWG);
  suima_ipp_printer_read_objection (self, answer, status);
  return status;
}

static SuimaPrinterStatus *
suima_ipp_printer_get_status (SuimaPrinterBackend *backend,
                              int timeout_ms,
                              GCancellable *cancellable,
                              GError **error)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;
  static const char *const wanted[] = { "printer-state",
                                        "printer-state-reasons",
                                        "printer-is-accepting-jobs",
                                        "printer-make-and-model",
                                        "printer-resolution-default",
                                        "document-format-supported",
                                        "printer-error-policy",
                                        "device-uri" };
  g_autoptr (ipp_t) request =
      suima_ipp_new_request (self->target, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  g_autoptr (ipp_t) answer = NULL;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_printer_ask (self, request, timeout_ms, cancellable, error);
  if (answer == NULL || !suima_ipp_check (self->target, answer, "does not tell its state", error))
    return NULL;
  return suima_ipp_printer_read_status (self, answer);
}

static gboolean
suima_ipp_printer_check_abilities (SuimaIppPrinter *self, ipp_t *answer, GError **error)
{
  ipp_attribute_t *accepting =
      ippFindAttribute (answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  const char *reason;
  g_autofree char *objection = NULL;

  if (accepting != NULL && !ippGetBoolean (accepting, 0))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s takes no jobs now",
                 self->target->destination);
  else if (!self->target->is_queue &&
           !suima_ipp_printer_lists (answer, "document-format-supported", SUIMA_PRINTER_PWG))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s does not take PWG raster",
                 self->target->destination);
  else if (self->target->is_queue &&
           (objection = suima_queue_check (self->target, self->queue, answer, &reason)) != NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, objection);
  else
    return TRUE;
  return FALSE;
}

/* What it takes, as far as a job needs it. */
static ipp_t *
suima_ipp_printer_ask_abilities (SuimaIppPrinter *self, SuimaIppLink *link, GError **error)
{
  static const char *const wanted[] = { "document-format-supported",
                                        "media-col-supported",
                                        "media-tracking-supported",
                                        "media-type-supported",
                                        "job-creation-attributes-supported",
                                        "printer-darkness-configured",
                                        "print-speed-supported",
                                        "printer-is-accepting-jobs",
                                        "printer-error-policy",
                                        "device-uri",
                                        "printer-make-and-model" };
  g_autoptr (ipp_t) request =
      suima_ipp_new_request (self->target, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  g_autoptr (ipp_t) answer = NULL;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_link_ask (link, request, NULL, NULL, error);
  if (answer == NULL || !suima_ipp_check (self->target, answer, "does not tell its state", error) ||
      !suima_ipp_printer_check_abilities (self, answer, error))
    return NULL;
  return g_steal_pointer (&answer);
}

/* Best effort, after a failure that is already to be reported: the job must not wait for data. */
static void
suima_ipp_printer_drop_job (SuimaIppPrinter *self, int job_id)
{
  g_autoptr (ipp_t) request = suima_ipp_new_request (self->target, IPP_OP_CANCEL_JOB, job_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (ipp_t) answer =
      suima_ipp_printer_ask (self, request, SUIMA_PRINTER_CLEANUP_TIMEOUT_MS, NULL, &error);

  if (answer == NULL)
    g_debug ("job %d stays at the printer: %s", job_id, error->message);
}

/* Sent off by a program of this station that was killed at that moment, a job may wait for its data
 * for ever and keep all others out; its labels were never drawn. @name: station, then the rest.
 * Returns: whether there was one. */
static gboolean
suima_ipp_printer_drop_orphan (SuimaIppPrinter *self, SuimaIppLink *link, const char *name)
{
  static const char *const wanted[] = { "job-id", "job-name", "job-state-reasons" };
  g_auto (GStrv) parts = g_strsplit (name, "/", 3);
  g_autofree char *prefix = NULL;
  g_autoptr (ipp_t) request = suima_ipp_new_request (self->target, IPP_OP_GET_JOBS, 0);
  g_autoptr (ipp_t) answer = NULL;
  int job_id;

  if (g_strv_length (parts) < 3)
    return FALSE;
  prefix = g_strdup_printf ("%s/%s/", parts[0], parts[1]);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_link_ask (link, request, NULL, NULL, NULL);
  job_id = answer != NULL ? suima_ipp_job_find_incoming (answer, prefix) : 0;
  if (job_id > 0)
    suima_ipp_printer_drop_job (self, job_id);
  return job_id > 0;
}

static ipp_t *
suima_ipp_printer_ask_create (SuimaIppPrinter *self,
                              SuimaIppLink *link,
                              ipp_t *request,
                              const char *job_name,
                              GError **error)
{
  ipp_t *answer = suima_ipp_link_ask (link, request, NULL, NULL, error);

  if (answer == NULL || ippGetStatusCode (answer) != IPP_STATUS_ERROR_BUSY ||
      !suima_ipp_printer_drop_orphan (self, link, job_name))
    return answer;
  ippDelete (answer);
  return suima_ipp_link_ask (link, request, NULL, NULL, error);
}

static int
suima_ipp_printer_create_job (SuimaIppPrinter *self,
                              SuimaIppLink *link,
                              const SuimaPrinterJob *job,
                              GError **error)
{
  g_autoptr (ipp_t) abilities = suima_ipp_printer_ask_abilities (self, link, error);
  g_autoptr (ipp_t) request = NULL;
  g_autoptr (ipp_t) answer = NULL;
  int job_id;

  if (abilities == NULL)
    return 0;
  request = suima_ipp_new_request (self->target, IPP_OP_CREATE_JOB, 0);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, job->job_name);
  suima_ipp_media_add (request, abilities, self->queue->format, job, &self->base.setup);
  answer = suima_ipp_printer_ask_create (self, link, request, job->job_name, error);
  if (answer == NULL)
    return 0;
  job_id = suima_ipp_printer_get_integer (answer, "job-id", IPP_TAG_INTEGER, 0);
  if (suima_ipp_media_is_refused (answer))
    {
      if (job_id > 0)
        suima_ipp_printer_drop_job (self, job_id);
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                   "printer at %s does not take %g x %g mm labels", self->target->destination,
                   job->width_mm, job->height_mm);
      return 0;
    }
  if (!suima_ipp_check (self->target, answer, "does not take the job", error))
    return 0;
  if (job_id <= 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s gives the job no number",
                 self->target->destination);
  return MAX (job_id, 0);
}

static const char *
suima_ipp_printer_get_format (const SuimaIppPrinter *self)
{
  if (!self->target->is_queue)
    return SUIMA_PRINTER_PWG;
  return self->queue->format == SUIMA_QUEUE_CUPS_RASTER ? SUIMA_PRINTER_CUPS_RASTER
                                                        : SUIMA_PRINTER_RAW;
}

static gboolean
suima_ipp_printer_send_document (SuimaIppPrinter *self,
                                 SuimaIppLink *link,
                                 int job_id,
                                 GBytes *document,
                                 gboolean *ret_may_have_data,
                                 GError **error)
{
  g_autoptr (ipp_t) request = suima_ipp_new_request (self->target, IPP_OP_SEND_DOCUMENT, job_id);
  g_autoptr (ipp_t) answer = NULL;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                suima_ipp_printer_get_format (self));
  ippAddBoolean (request, IPP_TAG_OPERATION, "last-document", 1);
  answer = suima_ipp_link_ask (link, request, document, ret_may_have_data, error);
  return answer != NULL &&
         suima_ipp_check (self->target, answer, "does not take the labels", error);
}

static int
suima_ipp_printer_submit (SuimaPrinterBackend *backend,
                          const SuimaPrinterJob *job,
                          gboolean *ret_may_have_data,
                          GCancellable *cancellable,
                          GError **error)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;
  g_autoptr (GBytes) document =
      suima_queue_encode (self->queue->format, job->rasters, &self->base.setup);
  g_autoptr (SuimaIppLink) link = NULL;
  int job_id;

  *ret_may_have_data = FALSE;
  g_clear_pointer (&self->line, suima_ipp_link_close);
  link = suima_ipp_link_open (self->target, self->base.timeout_ms, cancellable, error);
  self->line_identity = link != NULL ? suima_ipp_link_get_identity (link) : 0;
  job_id = link != NULL ? suima_ipp_printer_create_job (self, link, job, error) : 0;
  if (job_id == 0)
    return 0;
  if (!suima_ipp_printer_send_document (self, link, job_id, document, ret_may_have_data, error))
    {
      g_clear_pointer (&link, suima_ipp_link_close);
      suima_ipp_printer_drop_job (self, job_id);
      return 0;
    }
  suima_ipp_job_begin (&self->job, job_id, job->job_name);
  if (self->target->is_queue)
    self->line = g_steal_pointer (&link);
  return job_id;
}

/* Labels may have come out twice: the sooner it ends, the fewer. */
static void
suima_ipp_printer_break_job (SuimaIppPrinter *self, int job_id, SuimaJobStatus *status)
{
  g_info ("job %d at %s was begun a second time%s", job_id, self->target->destination,
          self->job.is_line_lost ? ", or its spooler was" : "");
  if (status->state < SUIMA_JOB_CANCELED)
    suima_ipp_printer_drop_job (self, job_id);
  status->state = SUIMA_JOB_ABORTED;
}

static SuimaJobStatus *
suima_ipp_printer_get_job (SuimaPrinterBackend *backend, int job_id, GError **error)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;
  g_autoptr (ipp_t) request = suima_ipp_job_new_question (self->target, job_id);
  g_autoptr (ipp_t) answer = suima_ipp_printer_ask_of_job (self, request, job_id, error);
  SuimaJobStatus *status;

  if (answer == NULL || !suima_ipp_check (self->target, answer, "does not tell of the job", error))
    return NULL;
  if (suima_ipp_job_is_other (&self->job, job_id, answer))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                   "printer at %s has another job with the number %d: it was started anew",
                   self->target->destination, job_id);
      return NULL;
    }
  status = suima_ipp_job_read (answer);
  status->pause_ms = SUIMA_PRINTER_PAUSE_MS;
  /* Pages that a driver has read, or one for any raw document, are no labels. */
  if (self->queue->is_unasked)
    status->impressions_completed = -1;
  if (suima_ipp_job_is_restarted (&self->job, job_id, answer, self->target->is_queue))
    suima_ipp_printer_break_job (self, job_id, status);
  if (status->state >= SUIMA_JOB_CANCELED)
    g_clear_pointer (&self->line, suima_ipp_link_close);
  return status;
}

static int
suima_ipp_printer_find_job (SuimaPrinterBackend *backend, const char *job_name, GError **error)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;
  static const char *const wanted[] = { "job-id", "job-name" };
  g_autoptr (ipp_t) request = suima_ipp_new_request (self->target, IPP_OP_GET_JOBS, 0);
  g_autoptr (ipp_t) answer = NULL;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, "all");
  ippAddBoolean (request, IPP_TAG_OPERATION, "my-jobs", 1);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_printer_ask (self, request, self->base.timeout_ms, NULL, error);
  if (answer == NULL || !suima_ipp_check (self->target, answer, "does not list its jobs", error))
    return -1;
  return suima_ipp_job_find (answer, job_name);
}

static gboolean
suima_ipp_printer_cancel_job (SuimaPrinterBackend *backend, int job_id, GError **error)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;
  g_autoptr (ipp_t) request = suima_ipp_new_request (self->target, IPP_OP_CANCEL_JOB, job_id);
  g_autoptr (ipp_t) answer =
      suima_ipp_printer_ask (self, request, self->base.timeout_ms, NULL, error);

  return answer != NULL && suima_ipp_check (self->target, answer, "does not cancel the job", error);
}

static void
suima_ipp_printer_free (SuimaPrinterBackend *backend)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;

  g_clear_pointer (&self->line, suima_ipp_link_close); /* borrows the target */
  suima_ipp_target_free (self->target);
  suima_queue_free (self->queue);
  suima_ipp_job_clear (&self->job);
  g_free (self);
}

SuimaPrinterBackend *
suima_ipp_printer_new (const char *destination, GError **error)
{
  static const SuimaPrinterActs acts = {
    .get_status = suima_ipp_printer_get_status,
    .submit = suima_ipp_printer_submit,
    .get_job = suima_ipp_printer_get_job,
    .find_job = suima_ipp_printer_find_job,
    .cancel_job = suima_ipp_printer_cancel_job,
    .free = suima_ipp_printer_free,
  };
  gboolean is_queue = g_str_has_prefix (destination, "cups:");
  g_autoptr (SuimaQueue) queue = suima_queue_parse (is_queue ? destination : "cups:", error);
  SuimaIppTarget *target =
      queue != NULL ? suima_ipp_target_parse (is_queue ? queue->name : destination, error) : NULL;
  SuimaIppPrinter *self;

  if (target == NULL)
    return NULL;
  self = g_new0 (SuimaIppPrinter, 1);
  self->base.acts = &acts;
  self->base.setup = queue->setup;
  self->base.turns_itself = queue->format == SUIMA_QUEUE_ZPL || queue->format == SUIMA_QUEUE_TSPL;
  self->target = target;
  self->answer_ms = SUIMA_PRINTER_ANSWER_MS;
  self->queue = g_steal_pointer (&queue);
  return &self->base;
}
