// SPDX-License-Identifier: Apache-2.0
#include "suima-template-check.h"

#include "suima-station-private.h"
#include "suima-template-specimen.h"
#include "suima-words.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-label.h"
#include "suima-render.h"

#include <string.h>

#define SUIMA_TEMPLATE_MAX_BYTES (1024 * 1024)
#define SUIMA_EXCERPT_CHARACTERS 12
/* A phone's camera is at ease from half a millimetre: 4 dots at 203 dpi, 5 at 300. */
#define SUIMA_EASY_MODULE_MM 0.42

static const char *const suima_template_problem_codes[] = {
  "unreadable", "height", "width", "lines", "long", "character", "code", "module", "picture",
  "read-back",
};

const char *
suima_template_problem_to_code (SuimaTemplateProblemKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (suima_template_problem_codes), "");
  return suima_template_problem_codes[kind];
}

static void
suima_template_problem_free (SuimaTemplateProblem *problem)
{
  g_free (problem->field);
  g_free (problem->pattern);
  g_free (problem->text);
  g_free (problem->detail);
  g_free (problem->message);
  g_free (problem);
}

static void
suima_template_sheet_free (SuimaTemplateSheet *sheet)
{
  suima_raster_free (sheet->plain);
  suima_raster_free (sheet->worst);
  g_free (sheet);
}

void
suima_template_report_free (SuimaTemplateReport *report)
{
  if (report == NULL)
    return;
  suima_template_free (report->template);
  g_ptr_array_unref (report->sheets);
  g_ptr_array_unref (report->problems);
  g_free (report);
}

/* The first line's first characters. */
static char *
suima_dup_excerpt (const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));

  g_strdelimit (line, "\t", ' ');
  if (g_utf8_strlen (line, -1) <= SUIMA_EXCERPT_CHARACTERS)
    return g_steal_pointer (&line);
  *g_utf8_offset_to_pointer (line, SUIMA_EXCERPT_CHARACTERS) = '\0';
  return g_strconcat (line, "…", NULL);
}

static char *
suima_dup_first_field (const char *pattern)
{
  const char *open = strchr (pattern, '{');

  return open != NULL ? g_strndup (open + 1, strcspn (open + 1, "|}")) : NULL;
}

static guint
suima_template_find_place (const SuimaTemplate *template, const SuimaBox *box)
{
  guint index = 0;

  return g_ptr_array_find (template->boxes, box, &index) ? index + 1 : 0;
}

static SuimaTemplateProblem *
suima_template_problem_new (SuimaTemplateProblemKind kind,
                            const SuimaTemplate *template,
                            const SuimaBox *box,
                            guint dpi)
{
  SuimaTemplateProblem *problem = g_new0 (SuimaTemplateProblem, 1);

  problem->kind = kind;
  problem->dpi = dpi;
  problem->is_warning = kind == SUIMA_TEMPLATE_MODULE;
  if (box == NULL)
    return problem;
  problem->box = suima_template_find_place (template, box);
  if (box->text != NULL)
    {
      problem->pattern = suima_dup_excerpt (box->text);
      problem->field = suima_dup_first_field (box->text);
    }
  return problem;
}

/* Takes @problem. The same box once is enough: with the words that fit least. */
static void
suima_template_report_add (SuimaTemplateReport *report, SuimaTemplateProblem *problem)
{
  problem->message = suima_words_template_problem (problem);
  report->is_ok = report->is_ok && problem->is_warning;
  for (guint i = 0; i < report->problems->len; i++)
    {
      SuimaTemplateProblem *other = g_ptr_array_index (report->problems, i);
      if (other->kind != problem->kind || other->box != problem->box || other->dpi != problem->dpi)
        continue;
      if (problem->missing_mm > other->missing_mm)
        {
          report->problems->pdata[i] = problem;
          problem = other;
        }
      suima_template_problem_free (problem);
      return;
    }
  g_ptr_array_add (report->problems, problem);
}

/* By resolution, then by place. */
static int
suima_template_problem_compare (gconstpointer a, gconstpointer b)
{
  const SuimaTemplateProblem *one = *(SuimaTemplateProblem *const *) a;
  const SuimaTemplateProblem *other = *(SuimaTemplateProblem *const *) b;

  return one->dpi != other->dpi ? (int) one->dpi - (int) other->dpi
                                : (int) one->box - (int) other->box;
}

static SuimaTemplateProblemKind
suima_template_judge_fit (const SuimaTextFit *fit, const SuimaBox *box)
{
  if (fit->unknown != 0)
    return SUIMA_TEMPLATE_CHARACTER;
  if (fit->wider_mm > 0)
    return SUIMA_TEMPLATE_WIDTH;
  return fit->n_lines > box->max_lines && fit->lower_mm <= 0 ? SUIMA_TEMPLATE_LINES
                                                             : SUIMA_TEMPLATE_HEIGHT;
}

/* Why @words do not fit; %NULL when they do. */
static SuimaTemplateProblem *
suima_template_try_words (SuimaRenderer *renderer,
                          const SuimaTemplate *template,
                          const SuimaLabelText *words,
                          guint dpi)
{
  SuimaTemplateProblemKind kind = SUIMA_TEMPLATE_LONG;
  SuimaTemplateProblem *problem;
  SuimaTextFit fit = { 0 };

  if (suima_renderer_try_words (renderer, words, template->language, NULL))
    return NULL;
  if (suima_renderer_measure (renderer, words, template->language, &fit))
    kind = suima_template_judge_fit (&fit, words->box);
  problem = suima_template_problem_new (kind, template, words->box, dpi);
  problem->text = suima_dup_excerpt (words->text);
  problem->unknown = fit.unknown;
  problem->n_lines = fit.n_lines;
  /* where an accent stands out, the lines themselves fit: a dot is the least that is said */
  problem->missing_mm =
    kind == SUIMA_TEMPLATE_WIDTH ? fit.wider_mm : MAX (fit.lower_mm, 0.1);
  return problem;
}

void
suima_station_explain_refusal (SuimaRenderer *renderer,
                               const SuimaLabel *label,
                               GError **error)
{
  guint dpi = suima_renderer_get_dpi (renderer);

  for (guint i = 0; i < label->texts->len; i++)
    {
      const SuimaLabelText *words = g_ptr_array_index (label->texts, i);
      SuimaTemplateProblem *problem =
        suima_template_try_words (renderer, label->template, words, dpi);

      if (problem == NULL)
        continue;
      g_clear_error (error);
      problem->message = suima_words_label_refusal (problem, label->template->id);
      g_set_error_literal (error, SUIMA_ERROR,
                           problem->kind == SUIMA_TEMPLATE_CHARACTER ? SUIMA_ERROR_INVALID
                                                                     : SUIMA_ERROR_NO_SPACE,
                           problem->message);
      suima_template_problem_free (problem);
      return;
    }
}

/* The label of one specimen: what it says, and its code. */
static SuimaLabel *
suima_template_fill_specimen (SuimaStation *station,
                              const SuimaTemplate *template,
                              SuimaSpecimen specimen)
{
  g_autoptr (SuimaBatch) batch = suima_specimen_new_batch (specimen);
  g_autofree char *serial = suima_key_issue_serial (station->key, SUIMA_SERIAL_SPECIMEN_COUNTER);
  g_autofree char *uri =
    suima_template_get_qr (template) != NULL
      ? suima_station_make_uri (station, batch, serial, template->is_signed)
      : NULL;
  SuimaLabelContext context = { 0 };

  suima_specimen_set_context (specimen, &context);
  if (station->config->operator_name != NULL && *station->config->operator_name != '\0')
    context.operator_name = station->config->operator_name;
  return suima_label_fill (template, batch, uri, serial, &context);
}

/* By how much the QR's box is too small for its code at the smallest module. */
static double
suima_template_get_missing_code_mm (const SuimaBox *qr, const char *uri, guint dpi)
{
  SuimaBox larger = *qr;

  for (; larger.width_mm < 200; larger.width_mm += 0.25, larger.height_mm = larger.width_mm)
    if (suima_qr_module_dots (&larger, uri, dpi) >= suima_render_min_module_dots (dpi))
      break;
  return larger.width_mm - MIN (qr->width_mm, qr->height_mm);
}

/* %FALSE: it is not drawn at all. */
static gboolean
suima_template_check_code (SuimaTemplateReport *report,
                           SuimaTemplateSheet *sheet,
                           const SuimaLabel *label)
{
  const SuimaBox *qr = suima_template_get_qr (label->template);
  SuimaTemplateProblem *problem;
  guint dots;
  double module_mm;

  if (qr == NULL)
    return TRUE;
  dots = suima_qr_module_dots (qr, label->uri, sheet->dpi);
  module_mm = dots * 1000.0 / suima_mm_to_dots (1000, sheet->dpi);
  if (dots < suima_render_min_module_dots (sheet->dpi))
    {
      problem = suima_template_problem_new (SUIMA_TEMPLATE_CODE, label->template, qr, sheet->dpi);
      problem->missing_mm = suima_template_get_missing_code_mm (qr, label->uri, sheet->dpi);
      suima_template_report_add (report, problem);
      return FALSE;
    }
  if (sheet->module_dots == 0 || dots < sheet->module_dots)
    {
      sheet->module_dots = dots;
      sheet->module_mm = module_mm;
    }
  if (module_mm >= SUIMA_EASY_MODULE_MM)
    return TRUE;
  problem = suima_template_problem_new (SUIMA_TEMPLATE_MODULE, label->template, qr, sheet->dpi);
  problem->module_dots = dots;
  problem->module_mm = module_mm;
  suima_template_report_add (report, problem);
  return TRUE;
}

/* From the dots of the QR's own box. */
static void
suima_template_check_read_back (SuimaTemplateReport *report,
                                const SuimaRaster *raster,
                                const SuimaLabel *label)
{
  const SuimaBox *qr = suima_template_get_qr (label->template);
  g_autoptr (SuimaRaster) part = NULL;
  g_autofree char *read = NULL;

  if (qr == NULL)
    return;
  part = suima_raster_crop_mm (raster, qr->x_mm, qr->y_mm, qr->width_mm, qr->height_mm);
  read = suima_decode_qr (part);
  if (g_strcmp0 (read, label->uri) != 0)
    suima_template_report_add (report, suima_template_problem_new (SUIMA_TEMPLATE_READ_BACK,
                                                                   label->template, qr,
                                                                   raster->dpi));
}

/* Reports the boxes that do not fit, and takes them out of @label. */
static void
suima_template_check_texts (SuimaTemplateReport *report, SuimaRenderer *renderer, guint dpi,
                            SuimaLabel *label)
{
  for (guint i = 0; i < label->texts->len;)
    {
      SuimaTemplateProblem *problem =
        suima_template_try_words (renderer, label->template, g_ptr_array_index (label->texts, i), dpi);
      if (problem == NULL)
        {
          i++;
          continue;
        }
      suima_template_report_add (report, problem);
      g_ptr_array_remove_index (label->texts, i);
    }
}

static SuimaRaster *
suima_template_draw (SuimaTemplateReport *report, SuimaRenderer *renderer, guint dpi,
                     const SuimaLabel *label)
{
  g_autoptr (GError) error = NULL;
  SuimaRaster *raster = suima_renderer_draw (renderer, label, &error);
  const SuimaBox *image = NULL;
  SuimaTemplateProblem *problem;

  if (raster != NULL)
    {
      suima_template_check_read_back (report, raster, label);
      return raster;
    }
  /* Words and code were seen to fit: what is left are the pictures. */
  for (guint i = 0; i < label->template->boxes->len && image == NULL; i++)
    {
      const SuimaBox *box = g_ptr_array_index (label->template->boxes, i);
      if (box->kind == SUIMA_BOX_IMAGE && strstr (error->message, box->file) != NULL)
        image = box;
    }
  problem = suima_template_problem_new (SUIMA_TEMPLATE_PICTURE, label->template, image, dpi);
  problem->detail = g_strdup (error->message);
  suima_template_report_add (report, problem);
  return NULL;
}

static void
suima_template_check_specimen (SuimaStation *station,
                               SuimaTemplateReport *report,
                               SuimaTemplateSheet *sheet,
                               SuimaSpecimen specimen)
{
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (sheet->dpi);
  g_autoptr (SuimaLabel) label = suima_template_fill_specimen (station, report->template, specimen);
  g_autoptr (SuimaRaster) raster = NULL;

  suima_template_check_texts (report, renderer, sheet->dpi, label);
  if (!suima_template_check_code (report, sheet, label))
    return;
  raster = suima_template_draw (report, renderer, sheet->dpi, label);
  if (specimen == SUIMA_SPECIMEN_PLAIN)
    sheet->plain = g_steal_pointer (&raster);
  else if (specimen == SUIMA_SPECIMEN_IMPORTED)
    sheet->worst = g_steal_pointer (&raster);
}

static void
suima_template_check_at (SuimaStation *station, SuimaTemplateReport *report, guint dpi)
{
  SuimaTemplateSheet *sheet = g_new0 (SuimaTemplateSheet, 1);

  sheet->dpi = dpi;
  g_ptr_array_add (report->sheets, sheet);
  for (SuimaSpecimen specimen = 0; specimen < SUIMA_N_SPECIMENS; specimen++)
    suima_template_check_specimen (station, report, sheet, specimen);
}

static SuimaTemplateReport *
suima_template_report_new (void)
{
  SuimaTemplateReport *report = g_new0 (SuimaTemplateReport, 1);

  report->is_ok = TRUE;
  report->sheets =
    g_ptr_array_new_with_free_func ((GDestroyNotify) suima_template_sheet_free);
  report->problems =
    g_ptr_array_new_with_free_func ((GDestroyNotify) suima_template_problem_free);
  return report;
}

/* @folder: (nullable): where its pictures are looked for first */
static gboolean
suima_template_read (SuimaStation *station,
                     SuimaTemplateReport *report,
                     GBytes *file,
                     const char *folder)
{
  g_autoptr (GError) error = NULL;
  SuimaTemplateProblem *problem;

  report->template =
    suima_template_parse (g_bytes_get_data (file, NULL), g_bytes_get_size (file), &error);
  if (report->template != NULL)
    {
      suima_station_find_pictures (station, report->template, folder);
      return TRUE;
    }
  problem = suima_template_problem_new (SUIMA_TEMPLATE_UNREADABLE, NULL, NULL, 0);
  problem->detail = g_strdup (error->message);
  suima_template_report_add (report, problem);
  return FALSE;
}

static SuimaTemplateReport *
suima_station_check_file (SuimaStation *station, GBytes *file, const char *folder, guint dpi)
{
  SuimaTemplateReport *report = suima_template_report_new ();

  if (!suima_template_read (station, report, file, folder))
    return report;
  suima_template_check_at (station, report, dpi != 0 ? dpi : 203);
  if (dpi == 0)
    suima_template_check_at (station, report, 300);
  g_ptr_array_sort (report->problems, suima_template_problem_compare);
  return report;
}

static gboolean
suima_template_check_dpi (guint dpi, GError **error)
{
  if (dpi == 0 || (dpi >= 150 && dpi <= 600))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "dpi %u is not within 150 to 600", dpi);
  return FALSE;
}

SuimaTemplateReport *
suima_station_check_template (SuimaStation *station, const char *path, guint dpi, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) file = NULL;

  if (!suima_template_check_dpi (dpi, error))
    return NULL;
  file = suima_station_read_file (path, SUIMA_TEMPLATE_MAX_BYTES, error);
  return file != NULL ? suima_station_check_file (station, file, folder, dpi) : NULL;
}

SuimaTemplateReport *
suima_station_check_template_id (SuimaStation *station,
                                 const char *template_id,
                                 guint dpi,
                                 GError **error)
{
  g_autoptr (GBytes) file = NULL;

  if (!suima_template_check_dpi (dpi, error))
    return NULL;
  file = suima_station_load_template (station, template_id, error);
  return file != NULL ? suima_station_check_file (station, file, NULL, dpi) : NULL;
}
