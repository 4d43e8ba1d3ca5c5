// SPDX-License-Identifier: Apache-2.0
#include "labels.h"

#include "samples.h"
#include "suima-decode.h"
#include "suima-error.h"
#include "suima-render.h"

#include <string.h>

#define LABELS_SERIAL "0C1S2%06uXEB2Y1708"
#define LABELS_PATIENCE_US (180 * G_TIME_SPAN_SECOND) /* cupsd may rest for a minute */

static char *
labels_make_uri (const SuimaTemplate *template, const char *serial)
{
  const char *sample = sample_uri (template);

  return g_strdup_printf ("%.*s%s", (int)(strlen (sample) - strlen (SAMPLE_SERIAL)), sample,
                          serial);
}

GPtrArray *
labels_draw (const char *template_id, guint dpi, guint count)
{
  g_autoptr (SuimaTemplate) template = sample_template (template_id);
  g_autoptr (SuimaBatch) batch = sample_fruit ();
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);
  SuimaLabelContext context = { .operator_name = "中山石岐鲜果园水果店", .copy = 1 };
  GPtrArray *rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 1; i <= count; i++)
    {
      g_autofree char *serial = g_strdup_printf (LABELS_SERIAL, i);
      g_autofree char *uri = labels_make_uri (template, serial);
      g_autoptr (SuimaLabel) label = suima_label_fill (template, batch, uri, serial, &context);
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (rasters, suima_renderer_draw (renderer, label, &error));
      g_assert_no_error (error);
    }
  return rasters;
}

static gboolean
labels_dot (const SuimaRaster *raster, guint x, guint y)
{
  return x < raster->width_dots && y < raster->height_dots && suima_raster_get (raster, x, y);
}

static void
labels_check_one (const SuimaRaster *drawn, const SuimaRaster *arrived, guint number)
{
  g_autofree char *code = suima_decode_qr (drawn);
  g_autofree char *read = suima_decode_qr (arrived);

  for (guint y = 0; y < MAX (drawn->height_dots, arrived->height_dots); y++)
    for (guint x = 0; x < MAX (drawn->width_dots, arrived->width_dots); x++)
      if (labels_dot (drawn, x, y) != labels_dot (arrived, x, y))
        g_error ("label %u of %u x %u dots, arrived as %u x %u: dot %u, %u differs", number,
                 drawn->width_dots, drawn->height_dots, arrived->width_dots, arrived->height_dots,
                 x, y);
  g_assert_nonnull (code);
  g_assert_cmpstr (read, ==, code);
}

void
labels_check (GPtrArray *drawn, GPtrArray *arrived)
{
  g_assert_cmpuint (arrived->len, ==, drawn->len);
  for (guint i = 0; i < drawn->len; i++)
    labels_check_one (drawn->pdata[i], arrived->pdata[i], i + 1);
}

int
labels_submit (SuimaPrinter *printer,
               const char *job_name,
               const char *template_id,
               GPtrArray *rasters)
{
  g_autoptr (SuimaTemplate) template = sample_template (template_id);
  SuimaPrinterJob job = { job_name, template->width_mm, template->height_mm, rasters };
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = FALSE;
  int job_id = suima_printer_submit (printer, &job, &may_have_data, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job_id, >, 0);
  g_assert_true (may_have_data);
  return job_id;
}

SuimaJobState
labels_await_end (SuimaPrinter *printer, int job_id, int *ret_count)
{
  gint64 deadline_us = g_get_monotonic_time () + LABELS_PATIENCE_US;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaJobStatus) status = suima_printer_get_job (printer, job_id, &error);

      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      if (g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER))
        continue; /* a busy machine: it did not answer in a second */
      g_assert_no_error (error);
      if (ret_count != NULL)
        *ret_count = status->impressions_completed;
      if (status->state >= SUIMA_JOB_CANCELED)
        return status->state;
      g_usleep (5000);
    }
}
