// SPDX-License-Identifier: Apache-2.0
#include "suima-slip.h"

#include "suima-job-watch.h"

#include "suima-error.h"
#include "suima-printer.h"
#include "suima-render.h"

#include <string.h>

#define SUIMA_SLIP_JOB_LABELS 20u
#define SUIMA_SLIP_FILE_DPI 203u

static SuimaTemplate *
suima_slip_get_template (SuimaStation *station, const SuimaSlip *slip, GError **error)
{
  SuimaTemplate *template = suima_station_get_template (station, slip->template_id, error);

  if (template != NULL && template->kind != slip->kind)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "template %s is no %s", template->id,
                   suima_template_kind_to_code (slip->kind));
      g_clear_pointer (&template, suima_template_free);
    }
  return template;
}

static SuimaRaster *
suima_slip_draw_face (const SuimaSlipFace *face,
                       const SuimaTemplate *template,
                       SuimaRenderer *renderer,
                       GError **error)
{
  g_autoptr (SuimaLabel) label =
    suima_label_fill (template, face->batch, face->uri, NULL, face->context);
  g_autoptr (SuimaRaster) raster = suima_renderer_draw (renderer, label, error);
  g_autofree char *read = raster ? suima_station_read_back (template, raster) : NULL;

  if (raster == NULL || g_strcmp0 (read, face->uri) == 0)
    return g_steal_pointer (&raster);
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                       "the code does not read back: not printed");
  return NULL;
}

static SuimaRaster *
suima_slip_draw_with (const SuimaSlip *slip,
                       const SuimaTemplate *template,
                       guint dpi,
                       GError **error)
{
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < slip->n_faces; i++)
    {
      SuimaRaster *raster;
      g_clear_error (&local);
      raster = suima_slip_draw_face (&slip->faces[i], template, renderer, &local);
      if (raster != NULL)
        return raster;
      if (!g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

SuimaRaster *
suima_slip_draw (SuimaStation *station, const SuimaSlip *slip, guint dpi, GError **error)
{
  g_autoptr (SuimaTemplate) template = suima_slip_get_template (station, slip, error);

  return template != NULL ? suima_slip_draw_with (slip, template, dpi, error) : NULL;
}

/* What stays the same over the jobs of one printing. */
typedef struct
{
  SuimaStation *station;
  const SuimaSlip *slip;
  const SuimaTemplate *template;
  SuimaPrinter *printer;
  SuimaRaster *raster;
  GCancellable *cancellable;
} SuimaSlipRun;

static gboolean
suima_slip_send (const SuimaSlipRun *run, guint first, guint last, GError **error)
{
  g_autoptr (GPtrArray) rasters = g_ptr_array_new ();
  g_autofree char *name =
    g_strdup_printf ("suima/%s/%s-%" G_GINT64_FORMAT "/%u-%u", suima_key_get_id (run->station->key),
                     run->slip->job, g_get_real_time (), first, last);
  SuimaPrinterJob job = {
    .job_name = name,
    .width_mm = run->template->width_mm,
    .height_mm = run->template->height_mm,
    .rasters = rasters,
  };
  SuimaJobWatch watch = { .progress = { .count = last }, .cancellable = run->cancellable };
  gboolean may_have_data = FALSE;
  int job_id;

  for (guint i = first; i <= last; i++)
    g_ptr_array_add (rasters, run->raster);
  job_id = suima_printer_submit (run->printer, &job, &may_have_data, run->cancellable, error);
  return job_id != 0 && suima_job_watch_wait (&watch, run->printer, job_id, rasters->len, error) ==
                          SUIMA_CHUNK_COUNTED;
}

static gboolean
suima_slip_check_copies (guint copies, GError **error)
{
  if (copies >= 1 && copies <= SUIMA_SLIP_MAX_COPIES)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "1 to %u copies are printed, not %u",
               SUIMA_SLIP_MAX_COPIES, copies);
  return FALSE;
}

gboolean
suima_slip_print (SuimaStation *station,
                   const SuimaSlip *slip,
                   const char *printer_name,
                   guint copies,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SuimaTemplate) template = NULL;
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (SuimaRaster) raster = NULL;
  SuimaSlipRun run = { .station = station, .slip = slip, .cancellable = cancellable };
  guint dpi;

  if (!suima_slip_check_copies (copies, error) ||
      (template = suima_slip_get_template (station, slip, error)) == NULL)
    return FALSE;
  printer = suima_station_open_printer (station, printer_name, template->id, error);
  dpi = printer != NULL ? suima_station_ask_dpi (printer, cancellable, error) : 0;
  raster = dpi != 0 ? suima_slip_draw_with (slip, template, dpi, error) : NULL;
  run.template = template;
  run.printer = printer;
  run.raster = raster;
  for (guint first = 1; raster != NULL && first <= copies; first += SUIMA_SLIP_JOB_LABELS)
    if (!suima_slip_send (&run, first, MIN (first + SUIMA_SLIP_JOB_LABELS - 1, copies), error))
      return FALSE;
  return raster != NULL;
}

gboolean
suima_slip_write (SuimaStation *station, const SuimaSlip *slip, const char *path, GError **error)
{
  g_autoptr (SuimaRaster) raster = suima_slip_draw (station, slip, SUIMA_SLIP_FILE_DPI, error);
  g_autoptr (GBytes) png = raster ? suima_raster_to_png (raster) : NULL;

  return png != NULL && suima_station_write_file (path, g_bytes_get_data (png, NULL),
                                                  g_bytes_get_size (png), 0644, error);
}
