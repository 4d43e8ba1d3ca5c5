// SPDX-License-Identifier: Apache-2.0
#include "device-jobs.h"

GPtrArray *
make_rasters (guint n_labels)
{
  GPtrArray *rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 1; i <= n_labels; i++)
    {
      SuimaRaster *raster = suima_raster_new (320, 240, 203);
      suima_raster_fill (raster, 10, 10, 200, 150);
      suima_raster_fill (raster, 0, 0, i, 1);
      g_ptr_array_add (rasters, raster);
    }
  return rasters;
}

GPtrArray *
make_large_rasters (guint n_labels)
{
  GPtrArray *rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n_labels; i++)
    {
      SuimaRaster *raster = suima_raster_new (320, 240, 203);
      for (gsize k = 0; k < raster->stride_bytes * raster->height_dots; k++)
        raster->bits[k] = (guint8)g_rand_int_range (rand, 0, 256);
      g_ptr_array_add (rasters, raster);
    }
  return rasters;
}

void
assert_printed (FakeDevice *device, GPtrArray *rasters)
{
  g_autoptr (GPtrArray) labels = fake_device_dup_labels (device);

  g_assert_cmpuint (labels->len, ==, rasters->len);
  for (guint i = 0; i < labels->len; i++)
    {
      const SuimaRaster *got = labels->pdata[i], *sent = rasters->pdata[i];
      g_assert_cmpmem (got->bits, got->height_dots * got->stride_bytes, sent->bits,
                       sent->height_dots * sent->stride_bytes);
    }
}

SuimaPrinter *
make_printer (FakeDevice *device, const char *more)
{
  g_autofree char *uri = fake_device_dup_uri (device, more);
  g_autoptr (GError) error = NULL;
  SuimaPrinter *printer = suima_printer_new (uri, &error);

  g_assert_no_error (error);
  return printer;
}

int
submit (SuimaPrinter *printer, GPtrArray *rasters, gboolean *ret_may_have_data, GError **error)
{
  SuimaPrinterJob job = { "tc/1/1-9/a1", 40, 30, rasters };

  return suima_printer_submit (printer, &job, ret_may_have_data, NULL, error);
}

int
submit_well (SuimaPrinter *printer, GPtrArray *rasters)
{
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = FALSE;
  int job_id = submit (printer, rasters, &may_have_data, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job_id, >, 0);
  return job_id;
}

SuimaJobStatus *
get_job (SuimaPrinter *printer, int job_id)
{
  g_autoptr (GError) error = NULL;
  SuimaJobStatus *status = suima_printer_get_job (printer, job_id, &error);

  g_assert_no_error (error);
  return status;
}

SuimaJobState
await_end (SuimaPrinter *printer, int job_id, int *ret_count)
{
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autoptr (SuimaJobStatus) status = get_job (printer, job_id);
      if (status->state >= SUIMA_JOB_CANCELED)
        {
          *ret_count = status->impressions_completed;
          return status->state;
        }
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
}

void
await_reason (SuimaPrinter *printer, int job_id, const char *reason)
{
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autoptr (SuimaJobStatus) status = get_job (printer, job_id);
      g_autoptr (SuimaPrinterStatus) of_printer =
          suima_printer_get_status (printer, 2000, NULL, NULL);
      g_assert_cmpint (status->state, <, SUIMA_JOB_CANCELED);
      if (of_printer != NULL && g_strcmp0 (of_printer->reasons[0], reason) == 0)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
}

void
fake_run_chunks (SuimaPrinter *printer, GPtrArray *rasters, guint chunk_labels)
{
  for (guint first = 0; first < rasters->len; first += chunk_labels)
    {
      g_autoptr (GPtrArray) chunk = g_ptr_array_new ();
      int count;

      for (guint i = first; i < MIN (first + chunk_labels, rasters->len); i++)
        g_ptr_array_add (chunk, rasters->pdata[i]);
      g_assert_cmpint (await_end (printer, submit_well (printer, chunk), &count), ==,
                       SUIMA_JOB_COMPLETED);
    }
}
