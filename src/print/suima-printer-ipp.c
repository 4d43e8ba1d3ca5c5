// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-private.h"

#include "suima-error.h"
#include "suima-ipp.h"
#include "suima-pwg.h"

#include <math.h>
#include <string.h>

#define SUIMA_PRINTER_PWG "image/pwg-raster"
/* Through a queue the finished bytes go as they are: any other format may meet a filter that
 * scales, dithers or turns the order of the pages. */
#define SUIMA_PRINTER_RAW "application/vnd.cups-raw"
#define SUIMA_PRINTER_CLEANUP_TIMEOUT_MS 2000

/* A printer application, a printer that speaks IPP itself, or a CUPS queue. */
typedef struct
{
  SuimaPrinterBackend base;

  SuimaIppTarget *target; /* owned */
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

/* "media-empty-error" is "media-empty"; "none" is no reason. */
static char **
suima_ipp_printer_dup_reasons (ipp_t *answer, const char *name)
{
  static const char *const suffixes[] = { "-error", "-warning", "-report" };
  g_auto (GStrv) words = suima_ipp_dup_keywords (answer, name);
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      for (guint s = 0; s < G_N_ELEMENTS (suffixes); s++)
        if (g_str_has_suffix (words[i], suffixes[s]))
          {
            words[i][strlen (words[i]) - strlen (suffixes[s])] = '\0';
            break;
          }
      if (strcmp (words[i], "none") != 0)
        g_strv_builder_add (reasons, words[i]);
    }
  return g_strv_builder_end (reasons);
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

static SuimaPrinterStatus *
suima_ipp_printer_read_status (ipp_t *answer)
{
  SuimaPrinterStatus *status = g_new0 (SuimaPrinterStatus, 1);
  ipp_attribute_t *accepting =
      ippFindAttribute (answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  ipp_attribute_t *make = ippFindAttribute (answer, "printer-make-and-model", IPP_TAG_TEXT);

  status->state = (SuimaPrinterState)suima_ipp_printer_get_integer (
      answer, "printer-state", IPP_TAG_ENUM, SUIMA_PRINTER_STOPPED);
  status->is_accepting = accepting != NULL && ippGetBoolean (accepting, 0);
  status->reasons = suima_ipp_printer_dup_reasons (answer, "printer-state-reasons");
  status->make_and_model = g_strdup (make != NULL ? ippGetString (make, 0, NULL) : "");
  status->dpi = suima_ipp_printer_read_dpi (answer);
  status->is_dpi_told = status->dpi != 0;
  status->takes_pwg =
      suima_ipp_printer_lists (answer, "document-format-supported", SUIMA_PRINTER_PWG);
  return status;
}

static SuimaPrinterStatus *
suima_ipp_printer_get_status (SuimaPrinterBackend *backend,
                              int timeout_ms,
                              GCancellable *cancellable,
                              GError **error)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;
  static const char *const wanted[] = {
    "printer-state",          "printer-state-reasons",      "printer-is-accepting-jobs",
    "printer-make-and-model", "printer-resolution-default", "document-format-supported"
  };
  g_autoptr (ipp_t) request =
      suima_ipp_new_request (self->target, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  g_autoptr (ipp_t) answer = NULL;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_printer_ask (self, request, timeout_ms, cancellable, error);
  if (answer == NULL || !suima_ipp_check (self->target, answer, "does not tell its state", error))
    return NULL;
  return suima_ipp_printer_read_status (answer);
}

/* What it takes, as far as a job needs it. */
static ipp_t *
suima_ipp_printer_ask_abilities (SuimaIppPrinter *self, SuimaIppLink *link, GError **error)
{
  static const char *const wanted[] = { "document-format-supported", "media-col-supported",
                                        "media-tracking-supported", "media-type-supported",
                                        "printer-is-accepting-jobs" };
  g_autoptr (ipp_t) request =
      suima_ipp_new_request (self->target, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  g_autoptr (ipp_t) answer = NULL;
  ipp_attribute_t *accepting;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_link_ask (link, request, NULL, NULL, error);
  if (answer == NULL || !suima_ipp_check (self->target, answer, "does not tell its state", error))
    return NULL;
  accepting = ippFindAttribute (answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  if (accepting != NULL && !ippGetBoolean (accepting, 0))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s takes no jobs now",
                   self->target->destination);
      return NULL;
    }
  if (!self->target->is_queue &&
      !suima_ipp_printer_lists (answer, "document-format-supported", SUIMA_PRINTER_PWG))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                   "printer at %s does not take PWG raster", self->target->destination);
      return NULL;
    }
  return g_steal_pointer (&answer);
}

/* The size alone: named media are substituted by some label printers. Tracking and type where the
 * printer has them: for rolls with gaps, "web", or each label is followed by a blank one. */
static void
suima_ipp_printer_add_media (ipp_t *request, ipp_t *abilities, const SuimaPrinterJob *job)
{
  ipp_t *size = ippNew ();
  ipp_t *media = ippNew ();

  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension",
                 (int)lround (job->width_mm * 100));
  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension",
                 (int)lround (job->height_mm * 100));
  ippAddCollection (media, IPP_TAG_ZERO, "media-size", size);
  if (suima_ipp_printer_lists (abilities, "media-col-supported", "media-tracking") &&
      suima_ipp_printer_lists (abilities, "media-tracking-supported", "web"))
    ippAddString (media, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-tracking", NULL, "web");
  if (suima_ipp_printer_lists (abilities, "media-col-supported", "media-type") &&
      suima_ipp_printer_lists (abilities, "media-type-supported", "labels"))
    ippAddString (media, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-type", NULL, "labels");
  ippAddCollection (request, IPP_TAG_JOB, "media-col", media);
  ippDelete (size);
  ippDelete (media);
}

/* Whether Create-Job was refused the media, or given other ones. Where something was substituted
 * without being named, it may have been the media. */
static gboolean
suima_ipp_printer_refuses_media (ipp_t *answer)
{
  guint n_others = 0;

  for (ipp_attribute_t *a = ippFirstAttribute (answer); a != NULL; a = ippNextAttribute (answer))
    {
      const char *name = ippGetName (a);
      if (ippGetGroupTag (a) != IPP_TAG_UNSUPPORTED_GROUP || name == NULL)
        continue;
      if (g_str_has_prefix (name, "media"))
        return TRUE;
      n_others++;
    }
  return n_others == 0 && (ippGetStatusCode (answer) == IPP_STATUS_OK_IGNORED_OR_SUBSTITUTED ||
                           ippGetStatusCode (answer) == IPP_STATUS_OK_CONFLICTING);
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
  suima_ipp_printer_add_media (request, abilities, job);
  answer = suima_ipp_link_ask (link, request, NULL, NULL, error);
  if (answer == NULL)
    return 0;
  job_id = suima_ipp_printer_get_integer (answer, "job-id", IPP_TAG_INTEGER, 0);
  if (suima_ipp_printer_refuses_media (answer))
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
                self->target->is_queue ? SUIMA_PRINTER_RAW : SUIMA_PRINTER_PWG);
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
  g_autoptr (GBytes) document = suima_pwg_encode (job->rasters);
  g_autoptr (SuimaIppLink) link = NULL;
  int job_id;

  *ret_may_have_data = FALSE;
  link = suima_ipp_link_open (self->target, self->base.timeout_ms, cancellable, error);
  job_id = link != NULL ? suima_ipp_printer_create_job (self, link, job, error) : 0;
  if (job_id == 0)
    return 0;
  if (!suima_ipp_printer_send_document (self, link, job_id, document, ret_may_have_data, error))
    {
      g_clear_pointer (&link, suima_ipp_link_close);
      suima_ipp_printer_drop_job (self, job_id);
      return 0;
    }
  return job_id;
}

static SuimaJobStatus *
suima_ipp_printer_get_job (SuimaPrinterBackend *backend, int job_id, GError **error)
{
  SuimaIppPrinter *self = (SuimaIppPrinter *)backend;
  static const char *const wanted[] = { "job-state", "job-state-reasons",
                                        "job-impressions-completed" };
  g_autoptr (ipp_t) request =
      suima_ipp_new_request (self->target, IPP_OP_GET_JOB_ATTRIBUTES, job_id);
  g_autoptr (ipp_t) answer = NULL;
  SuimaJobStatus *status;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_printer_ask (self, request, self->base.timeout_ms, NULL, error);
  if (answer == NULL || !suima_ipp_check (self->target, answer, "does not tell of the job", error))
    return NULL;
  status = g_new0 (SuimaJobStatus, 1);
  status->may_have_data = TRUE;
  status->state = (SuimaJobState)suima_ipp_printer_get_integer (answer, "job-state", IPP_TAG_ENUM,
                                                                SUIMA_JOB_PENDING);
  status->impressions_completed =
      suima_ipp_printer_get_integer (answer, "job-impressions-completed", IPP_TAG_INTEGER, -1);
  status->reasons = suima_ipp_printer_dup_reasons (answer, "job-state-reasons");
  return status;
}

/* Attributes of a job come one after the other, jobs are parted by a group end. */
static int
suima_ipp_printer_read_job_id (ipp_t *answer, const char *job_name)
{
  int found = 0;
  int job_id = 0;
  gboolean is_named = FALSE;

  for (ipp_attribute_t *a = ippFirstAttribute (answer); a != NULL; a = ippNextAttribute (answer))
    {
      const char *name = ippGetName (a);
      if (ippGetGroupTag (a) != IPP_TAG_JOB || name == NULL)
        {
          job_id = 0;
          is_named = FALSE;
        }
      else if (strcmp (name, "job-id") == 0)
        job_id = ippGetInteger (a, 0);
      else if (strcmp (name, "job-name") == 0)
        is_named = g_strcmp0 (ippGetString (a, 0, NULL), job_name) == 0;
      if (is_named)
        found = MAX (found, job_id);
    }
  return found;
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
  return suima_ipp_printer_read_job_id (answer, job_name);
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

  suima_ipp_target_free (self->target);
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
  SuimaIppTarget *target = suima_ipp_target_parse (destination, error);
  SuimaIppPrinter *self;

  if (target == NULL)
    return NULL;
  self = g_new0 (SuimaIppPrinter, 1);
  self->base.acts = &acts;
  self->base.setup = suima_printer_setup_plain;
  self->target = target;
  return &self->base;
}
