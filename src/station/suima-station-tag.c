// SPDX-License-Identifier: Apache-2.0
// Tags for goods that are held back: 暂存/禁售. No code, no serial; also, and above all, for batches
// that may not print a label.
#include "suima-job-watch.h"
#include "suima-station-private.h"
#include "suima-words.h"

#include "suima-error.h"
#include "suima-label.h"
#include "suima-printer.h"
#include "suima-refusal.h"
#include "suima-render.h"

#include <string.h>

#define SUIMA_TAG_TEMPLATE "hold-60x40"
#define SUIMA_TAG_PREFIX "hold-"
#define SUIMA_TAG_RULE "hold-tag"
#define SUIMA_TAG_MAX_COUNT 200u
#define SUIMA_TAG_JOB_LABELS 20u
#define SUIMA_TAG_REASON_MAX_BYTES 400

/* What the tags of one call need. */
typedef struct
{
  SuimaStation *station;
  SuimaBatch *batch;
  SuimaTemplate *template;
  SuimaPrinter *printer;
  SuimaRaster *raster;
  char *reason;
} SuimaTagRun;

static void
suima_tag_run_clear (SuimaTagRun *run)
{
  suima_batch_free (run->batch);
  suima_template_free (run->template);
  g_clear_object (&run->printer);
  suima_raster_free (run->raster);
  g_free (run->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaTagRun, suima_tag_run_clear)

/* The tag of the size that is usual here: it is what lies in the printer. */
static SuimaTemplate *
suima_station_get_tag_template (SuimaStation *station, GError **error)
{
  g_autofree char *id = g_strconcat (SUIMA_TAG_PREFIX, station->config->template_id, NULL);
  SuimaTemplate *template = suima_station_get_template (station, id, NULL);

  if (template == NULL)
    template = suima_station_get_template (station, SUIMA_TAG_TEMPLATE, error);
  if (template != NULL && template->kind != SUIMA_TEMPLATE_TAG)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "template %s is no tag", template->id);
      g_clear_pointer (&template, suima_template_free);
    }
  return template;
}

/* What a person says, else what the rules say. */
static char *
suima_tag_run_dup_reason (SuimaTagRun *run, const char *reason, GError **error)
{
  g_autofree char *folded = suima_text_fold (reason ? reason : "");
  g_autoptr (GPtrArray) findings = suima_station_check_batch (run->station, run->batch);
  g_autoptr (GString) sentences = g_string_new (NULL);

  for (guint i = 0; *folded == '\0' && i < findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *sentence = NULL;
      if (finding->severity != SUIMA_SEVERITY_BLOCK)
        continue;
      sentence = suima_words_finding (finding);
      g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? "; " : "", sentence);
    }
  if (*folded != '\0')
    g_string_append (sentences, folded);
  if (sentences->len > 0 && sentences->len <= SUIMA_TAG_REASON_MAX_BYTES)
    return g_strdup (sentences->str);
  if (sentences->len == 0)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REASON, NULL);
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the reason is longer than %d bytes",
                 SUIMA_TAG_REASON_MAX_BYTES);
  return NULL;
}

static gboolean
suima_tag_run_draw (SuimaTagRun *run, guint dpi, GError **error)
{
  g_autofree char *day = suima_day_to_text (suima_station_get_today (run->station));
  SuimaLabelContext context = {
    .operator_name = run->station->config->operator_name,
    .copy = 1,
    .reason = run->reason,
    .issued_on = day,
  };
  g_autoptr (SuimaLabel) label = suima_label_fill (run->template, run->batch, NULL, NULL, &context);
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);

  run->raster = suima_renderer_draw (renderer, label, error);
  if (run->raster == NULL)
    suima_station_explain_refusal (renderer, label, error);
  return run->raster != NULL;
}

static gboolean
suima_tag_run_prepare (SuimaTagRun *run,
                       gint64 batch_id,
                       const char *reason,
                       const char *printer,
                       GCancellable *cancellable,
                       GError **error)
{
  guint dpi;

  run->batch = suima_store_get_batch (run->station->store, batch_id, error);
  if (run->batch == NULL ||
      (run->reason = suima_tag_run_dup_reason (run, reason, error)) == NULL ||
      (run->template = suima_station_get_tag_template (run->station, error)) == NULL)
    return FALSE;
  run->printer = suima_station_open_printer (run->station, printer, run->template->id, error);
  dpi = run->printer != NULL ? suima_station_ask_dpi (run->printer, cancellable, error) : 0;
  return dpi != 0 && suima_tag_run_draw (run, dpi, error);
}

/* That the goods were held back here, and on which day. */
static gboolean
suima_tag_run_record (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaTagRun *run = user_data;

  return suima_station_decide_tag (run->station, run->batch, SUIMA_TAG_RULE, run->reason, error);
}

static gboolean
suima_tag_run_send (SuimaTagRun *run,
                    guint first,
                    guint last,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) rasters = g_ptr_array_new ();
  g_autofree char *name = g_strdup_printf (
    "suima/%s/tag-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%u-%u",
    suima_key_get_id (run->station->key), run->batch->id, g_get_real_time (), first, last);
  SuimaPrinterJob job = {
    .job_name = name,
    .width_mm = run->template->width_mm,
    .height_mm = run->template->height_mm,
    .rasters = rasters,
  };
  SuimaJobWatch watch = { .progress = { .count = last }, .cancellable = cancellable };
  gboolean may_have_data = FALSE;
  int job_id;

  for (guint i = first; i <= last; i++)
    g_ptr_array_add (rasters, run->raster);
  job_id = suima_printer_submit (run->printer, &job, &may_have_data, cancellable, error);
  return job_id != 0 && suima_job_watch_wait (&watch, run->printer, job_id, rasters->len, error) ==
                          SUIMA_CHUNK_COUNTED;
}

gboolean
suima_station_print_tag (SuimaStation *station,
                         gint64 batch_id,
                         guint count,
                         const char *reason,
                         const char *printer,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (SuimaTagRun) run = { .station = station };

  if (!suima_station_check_writable (station, error))
    return FALSE;
  if (count < 1 || count > SUIMA_TAG_MAX_COUNT)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "1 to %u tags are printed, not %u",
                   SUIMA_TAG_MAX_COUNT, count);
      return FALSE;
    }
  if (!suima_tag_run_prepare (&run, batch_id, reason, printer, cancellable, error) ||
      !suima_store_transact (station->store, suima_tag_run_record, &run, error))
    return FALSE;
  for (guint first = 1; first <= count; first += SUIMA_TAG_JOB_LABELS)
    if (!suima_tag_run_send (&run, first, MIN (first + SUIMA_TAG_JOB_LABELS - 1, count),
                             cancellable, error))
      return FALSE;
  return TRUE;
}
