// SPDX-License-Identifier: Apache-2.0
// The test label of a printer.
#include "suima-job-watch.h"
#include "suima-station-printers.h"
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-printer-profile.h"
#include "suima-render.h"
#include "suima-test-label.h"

#define SUIMA_PRINTER_TEST_MS 5000
#define SUIMA_PRINTER_TEST_FILE_MS 2000

static const char *
suima_printer_get_name (SuimaPrinter *printer)
{
  const SuimaPrinterProfile *profile = suima_printer_profile_of (printer);

  return profile != NULL ? profile->name : "";
}

static SuimaRaster *
suima_station_draw_test (SuimaPrinter *printer, const SuimaTemplate *template, guint dpi)
{
  SuimaTestLabel label = {
    .width_mm = suima_template_get_row_mm (template),
    .height_mm = template->height_mm,
    .dpi = dpi,
    .name = suima_printer_get_name (printer),
  };

  return suima_test_label_draw (&label);
}

static SuimaTemplate *
suima_station_get_test_template (SuimaStation *station, const char *template_id, GError **error)
{
  return suima_station_get_template (
    station, template_id != NULL ? template_id : station->config->template_id, error);
}

/* What the printer is now counts, not what it was: that is what the test is for. */
static guint
suima_station_ask_test_dpi (SuimaPrinter *printer, GCancellable *cancellable, GError **error)
{
  g_autoptr (SuimaPrinterStatus) status =
    suima_printer_get_status (printer, SUIMA_PRINTER_TEST_MS, cancellable, error);

  return status != NULL
           ? suima_station_check_dpi (
               printer,
               suima_printer_profile_get_dpi (suima_printer_profile_of (printer), status), error)
           : 0;
}

/* What a test shares with a run: who asks meanwhile hears of it. */
typedef struct
{
  SuimaStation *station;
  const char *destination;
  SuimaPrintProgressFunc func; /* nullable */
  gpointer user_data;
} SuimaPrinterTest;

static void
suima_printer_test_progress_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaPrinterTest *test = user_data;

  suima_station_note_run (test->station, test->destination,
                          progress->condition ? progress->condition : "processing");
  if (test->func != NULL)
    test->func (progress, test->user_data);
}

static gboolean
suima_printer_test_send (SuimaPrinterTest *test,
                         SuimaPrinter *printer,
                         const SuimaTemplate *template,
                         guint dpi,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) rasters =
    g_ptr_array_new_with_free_func ((GDestroyNotify) suima_raster_free);
  g_autofree char *job_name =
    g_strdup_printf ("suima/%s/test/%" G_GINT64_FORMAT, suima_key_get_id (test->station->key),
                     g_get_real_time ());
  SuimaPrinterJob job = {
    .job_name = job_name,
    .width_mm = suima_template_get_row_mm (template),
    .height_mm = template->height_mm,
    .rasters = rasters,
  };
  SuimaJobWatch watch = {
    .progress = { .count = 1 },
    .func = suima_printer_test_progress_cb,
    .user_data = test,
    .cancellable = cancellable,
  };
  gboolean may_have_data;
  int job_id;

  g_ptr_array_add (rasters, suima_station_draw_test (printer, template, dpi));
  job_id = suima_printer_submit (printer, &job, &may_have_data, cancellable, error);
  return job_id != 0 &&
         suima_job_watch_wait (&watch, printer, job_id, 1, error) == SUIMA_CHUNK_COUNTED;
}

gboolean
suima_station_test_printer (SuimaStation *station,
                            const char *name,
                            const char *template_id,
                            SuimaPrintProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (SuimaTemplate) template = NULL;
  g_autoptr (SuimaPrinter) printer = NULL;
  SuimaPrinterTest test = { .station = station, .func = progress, .user_data = user_data };
  guint dpi;
  gboolean is_out;

  if (!suima_station_check_writable (station, error))
    return FALSE;
  template = suima_station_get_test_template (station, template_id, error);
  printer = template ? suima_station_open_printer (station, name, template->id, error) : NULL;
  dpi = printer ? suima_station_ask_test_dpi (printer, cancellable, error) : 0;
  if (dpi == 0)
    return FALSE;
  test.destination = suima_printer_get_destination (printer);
  suima_station_note_run (station, test.destination, "processing");
  is_out = suima_printer_test_send (&test, printer, template, dpi, cancellable, error);
  suima_station_note_run (station, test.destination, NULL);
  return is_out;
}

gboolean
suima_station_test_printer_to_file (SuimaStation *station,
                                    const char *name,
                                    const char *template_id,
                                    const char *path,
                                    GError **error)
{
  g_autoptr (SuimaTemplate) template =
    suima_station_get_test_template (station, template_id, error);
  g_autoptr (SuimaPrinter) printer =
    template ? suima_station_open_printer (station, name, template->id, error) : NULL;
  g_autoptr (SuimaPrinterStatus) status = NULL;
  g_autoptr (SuimaRaster) raster = NULL;
  g_autoptr (GBytes) png = NULL;
  guint dpi;

  if (printer == NULL)
    return FALSE;
  status = suima_printer_get_status (printer, SUIMA_PRINTER_TEST_FILE_MS, NULL, NULL);
  dpi = suima_station_check_dpi (
    printer, suima_printer_profile_get_dpi (suima_printer_profile_of (printer), status), error);
  if (dpi == 0)
    return FALSE;
  raster = suima_station_draw_test (printer, template, dpi);
  png = suima_raster_to_png (raster);
  return suima_station_write_file (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png), 0644,
                                   error);
}
