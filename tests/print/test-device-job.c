// SPDX-License-Identifier: Apache-2.0
// The time of a device's job, and jobs that are called off.
#include "device-jobs.h"

#include <string.h>

/* As the station watches a job. */
static SuimaJobStatus *
watch (SuimaPrinter *printer, int job_id)
{
  for (;;)
    {
      g_autoptr (SuimaJobStatus) status = get_job (printer, job_id);
      if (status->state >= SUIMA_JOB_CANCELED)
        return g_steal_pointer (&status);
      g_usleep (status->pause_ms * 1000);
    }
}

/* From the last label's end to the beginning of the next job: under 60 ms. The machine may be busy
 * with something else, so the best of some chunks is what counts. */
static void
test_dead_time (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (20);
  gint64 least_us = G_MAXINT64;

  fake_device_set_pace (device, 15);
  for (guint chunk = 0; chunk < 5; chunk++)
    {
      g_autoptr (SuimaJobStatus) status = watch (printer, submit_well (printer, rasters));
      gint64 dead_us = g_get_monotonic_time () - fake_device_get_rest_time (device);
      g_assert_cmpint (status->state, ==, SUIMA_JOB_COMPLETED);
      g_assert_cmpuint (fake_device_count (device), ==, (chunk + 1) * 20);
      g_assert_cmpint (dead_us, >=, 0);
      least_us = MIN (least_us, dead_us);
      g_test_message ("%" G_GINT64_FORMAT " us", dead_us);
    }
  g_assert_cmpint (least_us, <, 60 * G_TIME_SPAN_MILLISECOND);
}

/* One that prints so fast that it is never seen to is not believed as quickly. */
static void
test_never_seen_busy (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (SuimaJobStatus) status = watch (printer, submit_well (printer, rasters));

  g_assert_cmpint (status->state, ==, SUIMA_JOB_COMPLETED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 200 * G_TIME_SPAN_MILLISECOND);
}

typedef struct
{
  gboolean is_tspl;
  FakeFault fault;
  const char *reason;
} FaultCase;

/* A fault that the device sees is told within a second. */
static void
test_fault_told (gconstpointer data)
{
  const FaultCase *fault = data;
  g_autoptr (FakeDevice) device = fake_device_start (fault->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (10);
  int job_id, count;

  fake_device_set_pace (device, 50);
  fake_device_fail_at (device, 5, fault->fault);
  job_id = submit_well (printer, rasters);
  await_reason (printer, job_id, fault->reason);
  g_assert_cmpint (g_get_monotonic_time () - fake_device_get_fault_time (device), <,
                   G_TIME_SPAN_SECOND);
  fake_device_mend (device);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

/* Called off while it waits for the printer: nothing was printed, and that is known. */
static void
test_cancel_waiting (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (SuimaPrinter) other = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (2);
  g_autoptr (SuimaJobStatus) waiting = NULL;
  g_autoptr (SuimaJobStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  int job_id;

  fake_device_fail_at (device, 1, FAKE_MEDIA_OUT);
  job_id = submit_well (other, rasters);
  await_reason (other, job_id, "media-empty");
  g_assert_true (suima_printer_cancel_job (other, job_id, &error));
  status = get_job (other, job_id);
  g_assert_true (status->may_have_data);
  g_clear_pointer (&status, suima_job_status_free);

  job_id = submit_well (printer, rasters);
  waiting = get_job (printer, job_id);
  g_assert_cmpint (waiting->state, ==, SUIMA_JOB_STOPPED);
  g_assert_false (waiting->may_have_data);
  g_assert_true (suima_printer_cancel_job (printer, job_id, &error));
  g_assert_no_error (error);
  status = get_job (printer, job_id);
  g_assert_cmpint (status->state, ==, SUIMA_JOB_CANCELED);
  g_assert_false (status->may_have_data);
}

static void
await_rest (FakeDevice *device)
{
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
  guint before;

  do
    {
      before = fake_device_count (device);
      g_usleep (200000);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
  while (fake_device_count (device) != before);
}

/* In mid-send: the label that is begun is sent whole, none after it. */
static void
test_cancel_sending (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_large_rasters (40);
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (SuimaJobStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  int job_id;

  fake_device_set_buffer (device, 30000);
  fake_device_set_pace (device, 20);
  job_id = submit_well (printer, rasters);
  while (fake_device_count (device) < 3)
    suima_job_status_free (get_job (printer, job_id));
  g_assert_true (suima_printer_cancel_job (printer, job_id, &error));
  g_assert_no_error (error);
  status = get_job (printer, job_id);
  g_assert_cmpint (status->state, ==, SUIMA_JOB_CANCELED);
  g_assert_true (status->may_have_data);
  await_rest (device);
  g_assert_cmpuint (fake_device_count_rest (device), ==, 0);
  labels = fake_device_dup_labels (device);
  g_assert_cmpuint (labels->len, <, 40);
  for (guint i = 0; i < labels->len; i++)
    {
      const SuimaRaster *got = labels->pdata[i], *sent = rasters->pdata[i];
      g_assert_cmpmem (got->bits, got->height_dots * got->stride_bytes, sent->bits,
                       sent->height_dots * sent->stride_bytes);
    }
}

/* A printer that stands takes nothing: calling off does not wait for a person. */
static void
test_cancel_held (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_large_rasters (40);
  gint64 start_us;
  int job_id;

  fake_device_set_buffer (device, 30000);
  fake_device_fail_at (device, 1, FAKE_MEDIA_OUT);
  job_id = submit_well (printer, rasters);
  suima_job_status_free (get_job (printer, job_id));
  start_us = g_get_monotonic_time ();
  g_assert_true (suima_printer_cancel_job (printer, job_id, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 4 * G_TIME_SPAN_SECOND);
}

static void
add_both (const char *name, GTestDataFunc func)
{
  g_autofree char *zpl = g_strconcat ("/device-job/zpl/", name, NULL);
  g_autofree char *tspl = g_strconcat ("/device-job/tspl/", name, NULL);

  g_test_add_data_func (zpl, GINT_TO_POINTER (FALSE), func);
  g_test_add_data_func (tspl, GINT_TO_POINTER (TRUE), func);
}

int
main (int argc, char **argv)
{
  static const FaultCase cases[] = {
    { FALSE, FAKE_MEDIA_OUT, "media-empty" }, { FALSE, FAKE_HEAD_OPEN, "cover-open" },
    { FALSE, FAKE_PAUSED, "paused" },         { TRUE, FAKE_MEDIA_OUT, "media-empty" },
    { TRUE, FAKE_HEAD_OPEN, "cover-open" },   { TRUE, FAKE_PAUSED, "paused" },
  };

  g_test_init (&argc, &argv, NULL);
  add_both ("dead-time", test_dead_time);
  add_both ("never-seen-busy", test_never_seen_busy);
  add_both ("cancel-waiting", test_cancel_waiting);
  add_both ("cancel-sending", test_cancel_sending);
  add_both ("cancel-held", test_cancel_held);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/device-job/%s/fault-told/%s",
                                               cases[i].is_tspl ? "tspl" : "zpl", cases[i].reason);
      g_test_add_data_func (name, &cases[i], test_fault_told);
    }
  return g_test_run ();
}
