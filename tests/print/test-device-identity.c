// SPDX-License-Identifier: Apache-2.0
// What a printer says of itself, and whatever else may come down the line.
#include "device-jobs.h"
#include "suima-device-identity.h"
#include "suima-device-status.h"

#include <string.h>

typedef struct
{
  const char *bytes, *model;
  guint dpi;
} IdentityCase;

static void
check_cases (SuimaDeviceLanguage language, const IdentityCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (GByteArray) heard = g_byte_array_new ();
      SuimaDeviceIdentity identity = { 0 };
      gboolean is_whole = FALSE;

      /* As it may come: a byte at a time. */
      for (const char *c = cases[i].bytes; *c != '\0' && !is_whole; c++)
        {
          g_byte_array_append (heard, (const guint8 *)c, 1);
          is_whole = suima_device_read_identity (language, heard, &identity);
        }
      g_test_message ("case %u", i);
      g_assert_cmpstr (identity.model, ==, cases[i].model);
      g_assert_cmpuint (identity.dpi, ==, cases[i].dpi);
      g_assert_cmpint (is_whole, ==, cases[i].model != NULL);
      suima_device_identity_clear (&identity);
    }
}

static void
test_zpl_identity (void)
{
  static const IdentityCase cases[] = {
    { "\x02ZTC ZD420-203dpi ZPL,V84.20.18Z,8,8176KB\x03\r\n", "ZTC ZD420-203dpi ZPL", 203 },
    { "\r\n\x02ZT410-300dpi,V75.19.7Z,12,65536KB,X\x03\r\n", "ZT410-300dpi", 300 },
    { "\x02Z4M,V1,6,512KB\x03", "Z4M", 152 },
    { "\x02ZT610,V1, 24 ,512KB\x03", "ZT610", 600 },
    { "\x02"
      "Clone 203dpi,V1,203,512KB\x03",
      "Clone 203dpi", 0 },
    { "\x02\xE5\x1B[2J,V1,8\x03", "??[2J", 203 },
    { "\x02 , ,\x03", "", 0 },
    { "\x02no commas\x03", NULL, 0 },
    { "\x02ZT610,V1,24", NULL, 0 },
    { "ZT610,V1,24\x03", NULL, 0 },
  };

  check_cases (SUIMA_DEVICE_ZPL, cases, G_N_ELEMENTS (cases));
}

static void
test_tspl_identity (void)
{
  static const IdentityCase cases[] = {
    { "TTP-244 Pro\r\n", "TTP-244 Pro", 0 },
    { "\r\nTE300 300dpi\r", "TE300 300dpi", 0 },
    { "XP-\x80\x07\n", "XP-??", 0 },
    { "TTP-244", NULL, 0 },
    { "\r\n\r\n", NULL, 0 },
  };

  check_cases (SUIMA_DEVICE_TSPL, cases, G_N_ELEMENTS (cases));
}

static void
test_long_identity (void)
{
  g_autoptr (GByteArray) heard = g_byte_array_new ();
  SuimaDeviceIdentity identity = { 0 };

  for (guint i = 0; i < 3000; i++)
    g_byte_array_append (heard, (const guint8 *)"M", 1);
  g_byte_array_append (heard, (const guint8 *)"\r", 1);
  g_assert_true (suima_device_read_identity (SUIMA_DEVICE_TSPL, heard, &identity));
  g_assert_cmpuint (strlen (identity.model), ==, 100);
  suima_device_identity_clear (&identity);
}

static SuimaPrinterStatus *
ask_status (SuimaPrinter *printer)
{
  g_autoptr (GError) error = NULL;
  SuimaPrinterStatus *status = suima_printer_get_status (printer, 5000, NULL, &error);

  g_assert_no_error (error);
  return status;
}

/* The device's own dots win over the destination's. */
static void
test_told_zpl (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&dpi=203");
  g_autoptr (SuimaPrinterStatus) status = NULL;

  fake_device_set_identity (device, "ZTC ZD421-300dpi ZPL,V84,12,8176KB");
  status = ask_status (printer);
  g_assert_cmpstr (status->make_and_model, ==, "ZTC ZD421-300dpi ZPL");
  g_assert_cmpuint (status->dpi, ==, 300);
  g_assert_true (status->is_dpi_told);
  g_assert_cmpint (status->state, ==, SUIMA_PRINTER_IDLE);
}

/* TSPL tells no dots, and what it says is kept while a job holds the line. */
static void
test_told_tspl (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (TRUE);
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&dpi=203");
  g_autoptr (GPtrArray) rasters = make_rasters (3);
  g_autoptr (SuimaPrinterStatus) status = NULL;
  g_autoptr (SuimaPrinterStatus) during = NULL;
  int job_id, count;

  fake_device_set_identity (device, "TE310 300dpi");
  status = ask_status (printer);
  g_assert_cmpstr (status->make_and_model, ==, "TE310 300dpi");
  g_assert_cmpuint (status->dpi, ==, 203);
  g_assert_false (status->is_dpi_told);
  fake_device_set_pace (device, 50);
  job_id = submit_well (printer, rasters);
  during = ask_status (printer);
  g_assert_cmpstr (during->make_and_model, ==, "TE310 300dpi");
  g_assert_cmpint (await_end (printer, job_id, &count), ==, SUIMA_JOB_COMPLETED);
  assert_printed (device, rasters);
}

/* It is asked once, and the question leaves nothing behind that would end up in a label. */
static void
test_not_told (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (SuimaPrinter) printer = make_printer (device, "&dpi=300");
  g_autoptr (GPtrArray) rasters = make_rasters (2);
  gint64 start_us;

  fake_device_set_identity (device, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SuimaPrinterStatus) status = NULL;
      start_us = g_get_monotonic_time ();
      status = ask_status (printer);
      g_assert_cmpstr (status->make_and_model, ==, "");
      g_assert_cmpuint (status->dpi, ==, 300);
      g_assert_false (status->is_dpi_told);
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, G_TIME_SPAN_SECOND);
    }
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 400 * G_TIME_SPAN_MILLISECOND);
  fake_run_chunks (printer, rasters, 1);
  assert_printed (device, rasters);
}

/* Bytes at will, with the marks of both languages strewn in: nothing is read outside, nothing
 * grows without end. */
static void
test_noise (gconstpointer is_tspl)
{
  static const char marks[] = "\x02\x03\r\n,,,ERRORS: 1 0\x20 019";
  SuimaDeviceLanguage language = GPOINTER_TO_INT (is_tspl) ? SUIMA_DEVICE_TSPL : SUIMA_DEVICE_ZPL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GByteArray) heard = g_byte_array_new ();
      g_autoptr (GByteArray) heard_too = g_byte_array_new ();
      SuimaDeviceReport report = { .labels_left = -1 };
      SuimaDeviceIdentity identity = { 0 };
      for (guint i = 0; i < 300; i++)
        {
          guint8 bytes[64];
          guint n = (guint)g_rand_int_range (rand, 1, sizeof bytes);
          for (guint k = 0; k < n; k++)
            bytes[k] = g_rand_boolean (rand)
                           ? (guint8)marks[g_rand_int_range (rand, 0, sizeof marks - 1)]
                           : (guint8)g_rand_int_range (rand, 1, 256);
          g_byte_array_append (heard, bytes, n);
          g_byte_array_append (heard_too, bytes, n);
          suima_device_read_answer (language, heard, &report);
          suima_device_read_identity (language, heard_too, &identity);
          g_assert_cmpuint (heard->len, <, 5000);
          g_assert_cmpuint (heard_too->len, <, 5000);
          g_assert_cmpint (report.labels_left, >=, -1);
          g_assert_false (language == SUIMA_DEVICE_TSPL && report.is_idle);
        }
      suima_device_identity_clear (&identity);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-identity/zpl", test_zpl_identity);
  g_test_add_func ("/device-identity/tspl", test_tspl_identity);
  g_test_add_func ("/device-identity/long", test_long_identity);
  g_test_add_func ("/device-identity/told/zpl", test_told_zpl);
  g_test_add_func ("/device-identity/told/tspl", test_told_tspl);
  g_test_add_data_func ("/device-identity/not-told/zpl", GINT_TO_POINTER (FALSE), test_not_told);
  g_test_add_data_func ("/device-identity/not-told/tspl", GINT_TO_POINTER (TRUE), test_not_told);
  g_test_add_data_func ("/device-identity/noise/zpl", GINT_TO_POINTER (FALSE), test_noise);
  g_test_add_data_func ("/device-identity/noise/tspl", GINT_TO_POINTER (TRUE), test_noise);
  return g_test_run ();
}
