// SPDX-License-Identifier: Apache-2.0
// Printers that speak ZPL or TSPL themselves: their answers, their faults, their jobs.
#include "device-jobs.h"
#include "fake-device.h"
#include "suima-device-status.h"
#include "suima-error.h"
#include "suima-printer.h"
#include "suima-raster.h"

#include <gio/gio.h>
#include <string.h>

static void
test_names (void)
{
  static const char *const good[] = {
    "socket://127.0.0.1:9100?lang=zpl",
    "socket://printer.local?lang=tspl",
    "socket://[::1]:9100/?lang=tspl&dpi=300&gap=3.5&darkness=15&speed=4&turn=180",
    "socket://10.0.0.7?lang=zpl&darkness=30&media=mark&status=none",
    "socket://10.0.0.7?lang=zpl&gap=0",
  };
  static const struct
  {
    const char *destination, *says;
  } bad[] = {
    { "socket:", "not a printer's address" },
    { "socket://", "not a printer's address" },
    { "socket://host:0?lang=zpl", "not a printer's address" },
    { "socket://host:70000?lang=zpl", "not a printer's address" },
    { "socket://user@host?lang=zpl", "not a printer's address" },
    { "socket://host/queue?lang=zpl", "not a printer's address" },
    { "socket://host", "lang=zpl or lang=tspl" },
    { "socket://host?dpi=203", "lang=zpl or lang=tspl" },
    { "socket://host?lang=epl", "lang=epl" },
    { "socket://host?lang=zpl&dpi=600", "dpi=600" },
    { "socket://host?lang=zpl&gap=-1", "gap=-1" },
    { "socket://host?lang=zpl&gap=nan", "gap=nan" },
    { "socket://host?lang=zpl&gap=2mm", "gap=2mm" },
    { "socket://host?lang=zpl&gap=26", "gap=26" },
    { "socket://host?lang=zpl&darkness=31", "darkness=31" },
    { "socket://host?lang=tspl&darkness=16", "0 to 15" },
    { "socket://host?lang=zpl&speed=0", "speed=0" },
    { "socket://host?lang=zpl&turn=90", "turn=90" },
    { "socket://host?lang=zpl&copies=2", "copies=2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPrinter) printer = suima_printer_new (good[i], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (suima_printer_get_destination (printer), ==, good[i]);
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

static SuimaDeviceReport
read_answer (SuimaDeviceLanguage language, const char *bytes, gsize size_bytes)
{
  g_autoptr (GByteArray) heard = g_byte_array_new ();
  SuimaDeviceReport report = { .labels_left = -1 };

  /* As it may come: a byte at a time. */
  for (gsize i = 0; i < size_bytes; i++)
    {
      g_byte_array_append (heard, (const guint8 *)bytes + i, 1);
      suima_device_read_answer (language, heard, &report);
    }
  return report;
}

#define HQES(errors)                                                                               \
  "\x02\r\n\r\nPRINTER STATUS\r\nERRORS:         " errors                                          \
  "\r\nWARNINGS:       1 00000000 00000002\r\n\x03\r\n"
#define HS(first, second)                                                                          \
  "\x02" first "\x03\r\n\x02" second "\x03\r\n\x02"                                                \
  "1234,0\x03\r\n"
#define HS_WELL HS ("030,0,0,0240,000,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000")

static void
test_zpl_answers (void)
{
  static const struct
  {
    const char *bytes, *reasons;
    gboolean is_whole, is_clear, is_idle;
    int left;
  } cases[] = {
    { HQES ("0 00000000 00000000") HS_WELL, "", TRUE, TRUE, TRUE, 0 },
    { HS_WELL, "", TRUE, TRUE, TRUE, 0 },
    { HQES ("0 00000000 00000000"), "", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000000 00000001"), "media-empty", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000000 00010005"), "media-empty cover-open paused", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000000 00000002"), "marker-supply-empty", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000000 00000010"), "fuser-over-temp", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000000 00004000"), "media-jam", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000000 00000008"), "other", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000001 00000000"), "other", FALSE, FALSE, FALSE, -1 },
    { HQES ("1 00000000 00010000")
          HS ("030,0,1,0240,003,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000001,1,000"),
      "paused", TRUE, FALSE, FALSE, 4 },
    { HQES ("0 00000000 00000000")
          HS ("030,0,0,0240,002,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000001,1,000"),
      "", TRUE, FALSE, FALSE, 3 },
    { HS ("030,0,0,0240,000,0,0,1,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000"), "", TRUE, TRUE,
      FALSE, 0 },
    { HS ("030,1,0,0240,000,0,0,0,000,0,0,1", "000,0,1,1,0,2,4,0,00000000,1,000"),
      "media-empty marker-supply-empty cover-open fuser-over-temp", TRUE, FALSE, FALSE, 0 },
    { HS ("030,0,0,0240,x,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000"), "", TRUE, FALSE,
      FALSE, 1 },
    { "\x02"
      "1234,0\x03\r\n",
      "", FALSE, FALSE, FALSE, -1 },
    { "HTTP/1.1 400 Bad Request\r\n\r\n", "", FALSE, FALSE, FALSE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SuimaDeviceReport report =
          read_answer (SUIMA_DEVICE_ZPL, cases[i].bytes, strlen (cases[i].bytes));
      g_auto (GStrv) reasons = suima_device_dup_reasons (report.faults);
      g_autofree char *words = g_strjoinv (" ", reasons);
      g_test_message ("case %u", i);
      g_assert_cmpstr (words, ==, cases[i].reasons);
      g_assert_cmpint (report.is_whole, ==, cases[i].is_whole);
      g_assert_cmpint (report.is_clear, ==, cases[i].is_clear);
      g_assert_cmpint (report.is_idle, ==, cases[i].is_idle);
      g_assert_cmpint (report.labels_left, ==, cases[i].left);
    }
}

static void
test_tspl_answers (void)
{
  static const struct
  {
    char byte;
    const char *reasons;
  } cases[] = {
    { 0x00, "" },
    { 0x01, "cover-open" },
    { 0x02, "media-jam" },
    { 0x04, "media-empty" },
    { 0x05, "media-empty cover-open" },
    { 0x08, "marker-supply-empty" },
    { 0x10, "paused" },
    { 0x20, "" },
    { (char)0x80, "other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SuimaDeviceReport report = read_answer (SUIMA_DEVICE_TSPL, &cases[i].byte, 1);
      g_auto (GStrv) reasons = suima_device_dup_reasons (report.faults);
      g_autofree char *words = g_strjoinv (" ", reasons);
      g_assert_cmpstr (words, ==, cases[i].reasons);
      g_assert_true (report.is_heard && report.is_whole);
      g_assert_cmpint (report.is_idle, ==, cases[i].byte == 0);
    }
}

static void
test_status (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&dpi=300");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrinterStatus) status = suima_printer_get_status (printer, 5000, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (status->state, ==, SUIMA_PRINTER_IDLE);
  g_assert_true (status->is_accepting);
  g_assert_false (status->takes_pwg);
  g_assert_cmpuint (status->dpi, ==, 300);
  g_assert_cmpuint (g_strv_length (status->reasons), ==, 0);
}

static void
test_labels (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&darkness=8&speed=3");
  g_autoptr (GPtrArray) rasters = make_rasters (9);
  g_autoptr (GError) error = NULL;
  int count = 0;
  int job_id;

  fake_device_set_pace (device, 20);
  job_id = submit_well (printer, rasters);
  g_assert_cmpint (suima_printer_find_job (printer, "tc/1/1-9/a1", &error), ==, 0);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  g_assert_cmpint (count, ==, GPOINTER_TO_INT (is_tspl) ? -1 : 9);
  assert_printed (device, rasters);
  g_assert_false (suima_printer_cancel_job (printer, job_id, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_clear_error (&error);
  g_assert_null (suima_printer_get_job (printer, job_id + 1, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

/* What is set holds in the place of the destination's options, and is kept in the dots. */
static void
test_setup (gconstpointer is_tspl)
{
  static const SuimaPrinterSetup setup = { .tracking = SUIMA_TRACKING_MARK,
                                           .gap_mm = 3,
                                           .darkness = 30,
                                           .speed = 5,
                                           .is_turned = TRUE,
                                           .offset_x_mm = 1.5,
                                           .offset_y_mm = -0.9 };
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&darkness=8&speed=3&gap=4");
  g_autoptr (GPtrArray) rasters = make_rasters (2);
  g_autoptr (GPtrArray) shifted =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  g_autofree char *told = NULL;
  int count;

  g_assert_cmpint (suima_printer_get_setup (printer)->darkness, ==, 8);
  g_assert_cmpfloat (suima_printer_get_setup (printer)->gap_mm, ==, 4);
  suima_printer_set_setup (printer, &setup);
  g_assert_cmpint (await_end (printer, submit_well (printer, rasters), &count), ==,
                   SUIMA_JOB_COMPLETED);
  for (guint i = 0; i < rasters->len; i++)
    g_ptr_array_add (shifted, suima_raster_shift (rasters->pdata[i], 12, -7));
  assert_printed (device, shifted);
  told = fake_device_dup_setup (device);
  g_assert_nonnull (strstr (told, GPOINTER_TO_INT (is_tspl) ? "BLINE 3 mm" : "^MNM^POI"));
  g_assert_nonnull (strstr (told, GPOINTER_TO_INT (is_tspl) ? "DIRECTION 1" : "~SD30"));
  g_assert_nonnull (strstr (told, GPOINTER_TO_INT (is_tspl) ? "DENSITY 15" : "^PR5"));
}

/* Completed is not said before the last label is out, however slow the printer. */
static void
test_paced (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (5);
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;
  int job_id, count;

  fake_device_set_pace (device, 150);
  job_id = submit_well (printer, rasters);
  g_assert_cmpint (submit (printer, rasters, &may_have_data, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_false (may_have_data);
  while (fake_device_count (device) < 3)
    {
      g_autoptr (SuimaJobStatus) status = get_job (printer, job_id);
      g_autoptr (SuimaPrinterStatus) of_printer =
          suima_printer_get_status (printer, 2000, NULL, NULL);
      g_assert_cmpint (status->state, ==, SUIMA_JOB_PROCESSING);
      g_assert_cmpint (of_printer->state, ==, SUIMA_PRINTER_PROCESSING);
    }
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

/* "Idle" between the last byte and the first dot is not the end. The first question is the one
 * before the job. */
static void
test_slow_to_begin (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (4);
  int job_id, count;

  fake_device_set_pace (device, 20);
  fake_device_set_early (device, 2);
  job_id = submit_well (printer, rasters);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

typedef struct
{
  gboolean is_tspl;
  FakeFault fault;
  const char *reason;
} FaultCase;

/* In mid-job it goes on by itself. */
static void
test_fault (gconstpointer data)
{
  const FaultCase *fault = data;
  g_autoptr (FakeDevice) device = fake_device_start (fault->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (8);
  int job_id, count;

  fake_device_fail_at (device, 4, fault->fault);
  job_id = submit_well (printer, rasters);
  await_reason (printer, job_id, fault->reason);
  g_assert_cmpuint (fake_device_count (device), ==, 3);
  fake_device_mend (device);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

/* A job that comes while it stands is not sent before it is ready. */
static void
test_fault_before (gconstpointer data)
{
  const FaultCase *fault = data;
  g_autoptr (FakeDevice) device = fake_device_start (fault->is_tspl);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (3);
  g_autoptr (GPtrArray) labels = NULL;
  gboolean may_have_data = TRUE;
  int job_id, count;

  fake_device_fail_at (device, 1, fault->fault);
  job_id = submit_well (printer, rasters);
  await_reason (printer, job_id, fault->reason);
  suima_printer_cancel_job (printer, job_id, NULL);
  job_id = submit (printer, rasters, &may_have_data, NULL);
  g_assert_cmpint (job_id, >, 0);
  g_assert_false (may_have_data);
  await_reason (printer, job_id, fault->reason);
  g_assert_cmpuint (fake_device_count (device), ==, 0);
  fake_device_mend (device);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  /* Three of the cancelled job, which it held already, and three of the next. */
  labels = fake_device_dup_labels (device);
  g_assert_cmpuint (labels->len, ==, 6);
}

static void
test_reset (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (60);
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = FALSE;
  int job_id, count = 0;

  fake_device_reset_after (device, 10000);
  fake_device_set_pace (device, 50);
  job_id = submit (printer, rasters, &may_have_data, &error);
  g_assert_true (may_have_data);
  if (job_id == 0)
    g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  else
    g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_ABORTED);
  g_assert_cmpint (count, <, 60);
  g_assert_cmpuint (fake_device_count (device), <, 60);
}

/* Silence in the middle: not answering first, then given up. */
static void
test_falls_mute (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (5);
  int job_id, count;

  suima_printer_set_timeout (printer, 700);
  fake_device_mute_at (device, 3);
  job_id = submit_well (printer, rasters);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_ABORTED);
  g_assert_cmpint (count, ==, -1);
}

static void
test_mute (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;

  fake_device_set_mute (device, TRUE);
  g_assert_null (suima_printer_get_status (printer, 300, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_nonnull (strstr (error->message, "tells no status"));
  g_clear_error (&error);
  suima_printer_set_timeout (printer, 300);
  g_assert_cmpint (submit (printer, rasters, &may_have_data, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_false (may_have_data);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 5 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (fake_device_count (device), ==, 0);
}

/* A printer that never answers but prints: all bytes taken and an orderly end must do. */
static void
test_not_asked (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&status=none");
  g_autoptr (GPtrArray) rasters = make_rasters (30);
  g_autoptr (SuimaPrinterStatus) status = NULL;
  int job_id, count;

  fake_device_set_mute (device, TRUE);
  status = suima_printer_get_status (printer, 2000, NULL, NULL);
  g_assert_cmpint (status->state, ==, SUIMA_PRINTER_IDLE);
  job_id = submit_well (printer, rasters);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  g_assert_cmpint (count, ==, -1);
  assert_printed (device, rasters);
}

static void
test_not_asked_reset (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&status=none");
  g_autoptr (GPtrArray) rasters = make_rasters (60);
  gboolean may_have_data = FALSE;
  int job_id, count;

  fake_device_reset_after (device, 10000);
  job_id = submit (printer, rasters, &may_have_data, NULL);
  g_assert_true (may_have_data);
  if (job_id != 0)
    g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_ABORTED);
}

/* A small buffer, full while the printer stands: no question gets through, yet it is there. A
 * person may take any time to come. */
static void
test_held (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_large_rasters (40);
  gint64 until_us = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;
  int job_id, count;

  suima_printer_set_timeout (printer, 500);
  fake_device_set_buffer (device, 30000);
  fake_device_fail_at (device, 1, FAKE_MEDIA_OUT);
  job_id = submit_well (printer, rasters);
  while (g_get_monotonic_time () < until_us)
    {
      g_autoptr (SuimaJobStatus) status = get_job (printer, job_id);
      g_autoptr (SuimaPrinterStatus) of_printer =
          suima_printer_get_status (printer, 2000, NULL, NULL);
      g_assert_cmpint (status->state, <, SUIMA_JOB_CANCELED);
      g_assert_nonnull (of_printer);
    }
  fake_device_mend (device);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

/* A small buffer and a slow hand: the time limit is for silence, not for a printer that prints. */
static void
test_slow_drain (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_large_rasters (40);
  int job_id, count;

  suima_printer_set_timeout (printer, 600);
  fake_device_set_buffer (device, 40000);
  fake_device_set_pace (device, 40);
  job_id = submit_well (printer, rasters);
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

static void
test_not_there (void)
{
  g_autoptr (SuimaPrinter) printer = suima_printer_new ("socket://127.0.0.1:1?lang=zpl", NULL);
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;

  g_assert_null (suima_printer_get_status (printer, 2000, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_nonnull (strstr (error->message, "does not answer"));
  g_clear_error (&error);
  g_assert_cmpint (submit (printer, rasters, &may_have_data, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_false (may_have_data);
}

static void
test_cancelled (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "");
  g_autoptr (GPtrArray) rasters = make_rasters (3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int job_id, count;

  g_cancellable_cancel (cancellable);
  g_assert_null (suima_printer_get_status (printer, 5000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  fake_device_fail_at (device, 2, FAKE_PAUSED);
  job_id = submit_well (printer, rasters);
  await_reason (printer, job_id, "paused");
  g_assert_true (suima_printer_cancel_job (printer, job_id, &error));
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_CANCELED);
}

static void
add_both (const char *name, GTestDataFunc func)
{
  g_autofree char *zpl = g_strconcat ("/device/zpl/", name, NULL);
  g_autofree char *tspl = g_strconcat ("/device/tspl/", name, NULL);

  g_test_add_data_func (zpl, GINT_TO_POINTER (FALSE), func);
  g_test_add_data_func (tspl, GINT_TO_POINTER (TRUE), func);
}

static void
add_faults (void)
{
  static const FaultCase cases[] = {
    { FALSE, FAKE_MEDIA_OUT, "media-empty" }, { FALSE, FAKE_HEAD_OPEN, "cover-open" },
    { FALSE, FAKE_PAUSED, "paused" },         { TRUE, FAKE_MEDIA_OUT, "media-empty" },
    { TRUE, FAKE_HEAD_OPEN, "cover-open" },   { TRUE, FAKE_PAUSED, "paused" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *language = cases[i].is_tspl ? "tspl" : "zpl";
      g_autofree char *during = g_strdup_printf ("/device/%s/fault/%s", language, cases[i].reason);
      g_autofree char *before =
          g_strdup_printf ("/device/%s/fault-before/%s", language, cases[i].reason);
      g_test_add_data_func (during, &cases[i], test_fault);
      g_test_add_data_func (before, &cases[i], test_fault_before);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device/names", test_names);
  g_test_add_func ("/device/zpl/answers", test_zpl_answers);
  g_test_add_func ("/device/tspl/answers", test_tspl_answers);
  add_both ("status", test_status);
  add_both ("labels", test_labels);
  add_both ("setup", test_setup);
  add_both ("paced", test_paced);
  add_both ("slow-to-begin", test_slow_to_begin);
  add_faults ();
  add_both ("reset", test_reset);
  add_both ("falls-mute", test_falls_mute);
  add_both ("mute", test_mute);
  add_both ("not-asked", test_not_asked);
  add_both ("not-asked-reset", test_not_asked_reset);
  add_both ("held", test_held);
  add_both ("slow-drain", test_slow_drain);
  add_both ("cancelled", test_cancelled);
  g_test_add_func ("/device/not-there", test_not_there);
  return g_test_run ();
}
