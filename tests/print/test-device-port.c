// SPDX-License-Identifier: Apache-2.0
// Printers on USB and serial ports; pseudo terminals stand in for both.
#include "device-jobs.h"
#include "samples.h"
#include "suima-decode.h"
#include "suima-render.h"
#include "suima-tty.h"

#include <string.h>
#include <unistd.h>

typedef struct
{
  FakeLine kind;
  gboolean is_tspl;
} PortCase;

/* A label each, as a shop prints them: the QR is another on each. */
static GPtrArray *
draw_labels (guint n_labels, GPtrArray *uris)
{
  g_autoptr (SuimaTemplate) template = sample_template ("40x30");
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  g_autoptr (SuimaBatch) batch = sample_fruit ();
  GPtrArray *rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 0; i < n_labels; i++)
    {
      g_autofree char *serial = g_strdup_printf ("0C1S2%015u", i);
      char *uri = g_strdup_printf ("HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/21/%s", serial);
      g_autoptr (SuimaLabel) label = suima_label_fill (template, batch, uri, serial, NULL);
      g_autoptr (GError) error = NULL;
      g_ptr_array_add (uris, uri);
      g_ptr_array_add (rasters, suima_renderer_draw (renderer, label, &error));
      g_assert_no_error (error);
    }
  return rasters;
}

/* A hundred labels in chunks of twenty: each dot, and what a scanner reads. */
static void
test_hundred (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rasters = draw_labels (100, uris);
  g_autoptr (GPtrArray) labels = NULL;

  fake_device_set_pace (device, 3);
  fake_run_chunks (printer, rasters, 20);
  assert_printed (device, rasters);
  labels = fake_device_dup_labels (device);
  for (guint i = 0; i < labels->len; i++)
    {
      g_autofree char *read = suima_decode_qr (labels->pdata[i]);
      g_assert_cmpstr (read, ==, uris->pdata[i]);
    }
}

static void
test_status (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPrinterStatus) status =
          suima_printer_get_status (printer, 2000, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (status->state, ==, SUIMA_PRINTER_IDLE);
      g_assert_cmpstr (status->make_and_model, ==, port->is_tspl ? "FAKE-TSPL" : "FAKE-ZPL");
    }
}

/* The cable is pulled in mid-job: in doubt, at once. */
static void
test_vanishes (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (20);
  g_autoptr (SuimaJobStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us;
  int job_id, count;

  fake_device_set_pace (device, 40);
  job_id = submit_well (printer, rasters);
  while (fake_device_count (device) < 3)
    suima_job_status_free (get_job (printer, job_id));
  fake_device_vanish (device);
  start_us = g_get_monotonic_time ();
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_ABORTED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (count, ==, -1);
  status = get_job (printer, job_id);
  g_assert_true (status->may_have_data);
  g_assert_null (suima_printer_get_status (printer, 500, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
}

static void
test_mute (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (5);
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;
  int count;

  suima_printer_set_timeout (printer, 500);
  fake_device_mute_at (device, 3);
  g_assert_cmpint (await_end (printer, submit_well (printer, rasters), &count), ==,
                   SUIMA_JOB_ABORTED);
  g_assert_cmpint (submit (printer, rasters, &may_have_data, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_false (may_have_data);
  g_assert_cmpuint (fake_device_count (device), ==, 2);
}

static void
test_fault (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (6);
  int job_id, count;

  fake_device_set_pace (device, 20);
  fake_device_fail_at (device, 4, FAKE_MEDIA_OUT);
  job_id = submit_well (printer, rasters);
  await_reason (printer, job_id, "media-empty");
  g_assert_cmpuint (fake_device_count (device), ==, 3);
  fake_device_mend (device);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

/* A small buffer, full for a while: waited for longer than silence would be. */
static void
test_held (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer =
      make_printer (device, port->kind == FAKE_SERIAL ? "&baud=115200&flow=rtscts" : "");
  g_autoptr (GPtrArray) rasters = make_large_rasters (40);
  gint64 until_us = g_get_monotonic_time () + 1200 * G_TIME_SPAN_MILLISECOND;
  int job_id, count;

  suima_printer_set_timeout (printer, 500);
  fake_device_set_buffer (device, 30000);
  fake_device_fail_at (device, 1, FAKE_MEDIA_OUT);
  job_id = submit_well (printer, rasters);
  while (g_get_monotonic_time () < until_us)
    {
      g_autoptr (SuimaJobStatus) status = get_job (printer, job_id);
      g_assert_cmpint (status->state, <, SUIMA_JOB_CANCELED);
    }
  fake_device_mend (device);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

static void
test_not_asked (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&status=none");
  g_autoptr (GPtrArray) rasters = make_rasters (10);
  gint64 deadline_us = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;
  int count;

  fake_device_set_mute (device, TRUE);
  g_assert_cmpint (await_end (printer, submit_well (printer, rasters), &count), ==,
                   SUIMA_JOB_COMPLETED);
  while (fake_device_count (device) < 10)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (1000);
    }
  assert_printed (device, rasters);
}

/* While a job holds the port nobody else gets in, and is told so. */
static void
test_busy (gconstpointer data)
{
  const PortCase *port = data;
  g_autoptr (FakeDevice) device = fake_device_start_on (port->kind, port->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (SuimaPrinter) other = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (5);
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;
  int job_id, count;

  fake_device_set_pace (device, 50);
  job_id = submit_well (printer, rasters);
  g_assert_cmpint (submit (other, rasters, &may_have_data, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_nonnull (strstr (error->message, "in use by another program"));
  g_assert_false (may_have_data);
  g_clear_error (&error);
  g_assert_null (suima_printer_get_status (other, 500, NULL, &error));
  g_assert_nonnull (strstr (error->message, "in use by another program"));
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

static void
test_names (void)
{
  static const char *const good[] = {
    "usb:///dev/usb/lp0?lang=zpl",
    "usb:///dev/usb/lp12?lang=tspl&dpi=300&gap=3&turn=180",
    "serial:///dev/ttyUSB0?lang=zpl&baud=115200&parity=even&flow=rtscts",
    "serial:///dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0?lang=tspl",
  };
  static const struct
  {
    const char *destination, *says;
  } bad[] = {
    { "usb://", "usb:///dev/usb/lp0" },
    { "usb:///etc/passwd?lang=zpl", "usb:///dev/usb/lp0" },
    { "usb:///dev/../etc/passwd?lang=zpl", "usb:///dev/usb/lp0" },
    { "usb://host/dev/usb/lp0?lang=zpl", "usb:///dev/usb/lp0" },
    { "usb:///dev/usb/lp0", "lang=zpl or lang=tspl" },
    { "usb:///dev/usb/lp0?lang=zpl&baud=9600", "baud=9600" },
    { "serial:///dev/ttyS0?lang=zpl&baud=9601", "baud=9601" },
    { "serial:///dev/ttyS0?lang=zpl&parity=mark", "parity=mark" },
    { "serial:///dev/ttyS0?lang=zpl&flow=yes", "flow=yes" },
    { "serial:/", "serial:///dev/ttyUSB0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPrinter) printer = suima_printer_new (good[i], &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_printer_new (bad[i].destination, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      if (strstr (error->message, bad[i].says) == NULL)
        g_error ("%s says \"%s\"", bad[i].destination, error->message);
    }
}

static void
check_refused (const char *destination, const char *says)
{
  g_autoptr (SuimaPrinter) printer = suima_printer_new (destination, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (printer);
  g_assert_null (suima_printer_get_status (printer, 500, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  if (strstr (error->message, says) == NULL)
    g_error ("%s says \"%s\"", destination, error->message);
}

/* What is not there, what is no line, and a file in the place of a device. */
static void
test_wrong_files (void)
{
  g_autofree char *path = g_strdup_printf ("/dev/shm/suima-test-%d", (int)getpid ());
  g_autofree char *uri = g_strconcat ("usb://", path, "?lang=zpl", NULL);

  check_refused ("usb:///dev/usb/suima-none?lang=zpl", "is not there");
  check_refused ("serial:///dev/null?lang=zpl", "not a device of this kind");
  check_refused ("usb:///dev/shm?lang=zpl", "not a device of this kind");
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  check_refused (uri, "not a device of this kind");
  g_assert_cmpint (unlink (path), ==, 0);
}

int
main (int argc, char **argv)
{
  static const PortCase ports[] = {
    { FAKE_USB, FALSE }, { FAKE_USB, TRUE }, { FAKE_SERIAL, FALSE }, { FAKE_SERIAL, TRUE }
  };
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "hundred", test_hundred },     { "status", test_status }, { "vanishes", test_vanishes },
    { "mute", test_mute },           { "fault", test_fault },   { "held", test_held },
    { "not-asked", test_not_asked }, { "busy", test_busy },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-port/names", test_names);
  g_test_add_func ("/device-port/wrong-files", test_wrong_files);
  for (guint i = 0; i < G_N_ELEMENTS (ports) * G_N_ELEMENTS (tests); i++)
    {
      const PortCase *port = &ports[i / G_N_ELEMENTS (tests)];
      g_autofree char *path =
          g_strdup_printf ("/device-port/%s/%s/%s", port->kind == FAKE_USB ? "usb" : "serial",
                           port->is_tspl ? "tspl" : "zpl", tests[i % G_N_ELEMENTS (tests)].name);
      g_test_add_data_func (path, port, tests[i % G_N_ELEMENTS (tests)].func);
    }
  return g_test_run ();
}
