// SPDX-License-Identifier: Apache-2.0
// Traps of spoolers and printer applications that others have fallen into: each is shown to be
// there still, and that our labels pass it by.
#include "catcher.h"
#include "driver-stream.h"
#include "eve-printer.h"
#include "labels.h"
#include "lprint-server.h"
#include "spooler.h"
#include "suima-cups-raster.h"
#include "suima-error.h"
#include "suima-ipp.h"
#include "suima-printer.h"
#include "suima-pwg.h"

#include <cups/raster.h>
#include <string.h>

static SuimaPrinter *
make_printer (const char *destination)
{
  g_autoptr (GError) error = NULL;
  SuimaPrinter *printer = suima_printer_new (destination, &error);

  g_assert_no_error (error);
  return printer;
}

static ipp_t *
ask (const char *destination, ipp_op_t operation, const char *name, const char *value, GBytes *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaIppTarget) target = suima_ipp_target_parse (destination, &error);
  g_autoptr (SuimaIppLink) link = suima_ipp_link_open (target, 10000, NULL, &error);
  g_autoptr (ipp_t) request = suima_ipp_new_request (target, operation, 0);
  ipp_t *answer;

  g_assert_no_error (error);
  if (operation == IPP_OP_PRINT_JOB)
    ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, name, NULL, value);
  else if (value != NULL)
    ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, name, NULL, value);
  answer = suima_ipp_link_ask (link, request, data, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

static int
get_job_id (ipp_t *answer)
{
  ipp_attribute_t *job_id = ippFindAttribute (answer, "job-id", IPP_TAG_INTEGER);

  g_assert_nonnull (job_id);
  return ippGetInteger (job_id, 0);
}

/* A queue for a printer that offers image/urf is made for that alone: PWG raster goes through PDF
 * and Ghostscript, and comes out of them with the pages in reverse order, or turned, or shifted. */
static void
test_urf (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start_urf ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (SuimaPrinter) printer = make_printer ("Label");
  g_autoptr (GPtrArray) drawn = labels_draw ("60x40", 300, 3);
  g_autoptr (GBytes) sent = suima_pwg_encode (drawn);
  g_autoptr (GBytes) trapped = NULL;
  g_autoptr (GBytes) arrived = NULL;
  g_autoptr (ipp_t) answer = NULL;

  spooler_add (spooler, "Label", eve->uri, "everywhere", "abort-job");
  answer = ask ("Label", IPP_OP_PRINT_JOB, "document-format", "image/pwg-raster", sent);
  labels_await_end (printer, get_job_id (answer), NULL);
  trapped = eve_printer_dup_document (eve, 1);
  g_assert_nonnull (trapped);
  g_assert_false (g_bytes_equal (trapped, sent));

  g_assert_cmpint (labels_await_end (printer, labels_submit (printer, "urf", "60x40", drawn), NULL),
                   ==, SUIMA_JOB_COMPLETED);
  arrived = eve_printer_dup_document (eve, 2);
  g_assert_nonnull (arrived);
  g_assert_true (g_bytes_equal (arrived, sent));
}

/* The PPD of a driverless queue calls a size without margins by another name than its own default:
 * the queue does not know its media. */
static void
test_borderless (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (SuimaPrinter) printer = make_printer ("Label");
  g_autoptr (GPtrArray) drawn = labels_draw ("40x30", 203, 3);
  g_autoptr (GBytes) sent = suima_pwg_encode (drawn);
  g_autoptr (GBytes) arrived = NULL;
  g_autoptr (ipp_t) answer = NULL;
  g_auto (GStrv) media = NULL;

  spooler_add (spooler, "Label", eve->uri, "everywhere", "abort-job");
  answer = ask ("Label", IPP_OP_GET_PRINTER_ATTRIBUTES, NULL, NULL, NULL);
  media = suima_ipp_dup_keywords (answer, "media-default");
  g_assert_cmpstr (media[0], ==, "unknown");
  eve_printer_let_out (eve, 3);
  g_assert_cmpint (
      labels_await_end (printer, labels_submit (printer, "media", "40x30", drawn), NULL), ==,
      SUIMA_JOB_COMPLETED);
  arrived = eve_printer_dup_document (eve, 1);
  g_assert_nonnull (arrived);
  g_assert_true (g_bytes_equal (arrived, sent));
}

static void
assert_size_refused (SuimaPrinter *printer, const SuimaPrinterJob *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaJobStatus) status = NULL;
  gboolean may_have_data = TRUE;
  int job_id;

  g_assert_cmpint (suima_printer_submit (printer, job, &may_have_data, NULL, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_nonnull (strstr (error->message, "does not take"));
  g_assert_false (may_have_data);
  g_clear_error (&error);
  job_id = suima_printer_find_job (printer, job->job_name, &error);
  g_assert_no_error (error);
  if (job_id == 0)
    return;
  status = suima_printer_get_job (printer, job_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->state, ==, SUIMA_JOB_CANCELED);
}

/* LPrint takes a size by its name with "ok", and prints on another one. So it does with a size that
 * its printer does not have: such a job is called off before a dot has left. */
static void
test_substituted (void)
{
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (LprintServer) lprint = NULL;
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (GPtrArray) drawn = labels_draw ("40x30", 203, 1);
  SuimaPrinterJob wide = { "wide", 120, 30, drawn };
  g_autoptr (ipp_t) answer = NULL;
  g_autoptr (GBytes) arrived = NULL;
  g_autofree char *text = NULL;

  catcher_answer_zpl (catcher);
  lprint = lprint_server_start (catcher_get_uri (catcher), "zpl_4inch-203dpi-dt");
  printer = make_printer (lprint->uri);
  answer = ask (lprint->uri, IPP_OP_CREATE_JOB, "media", "custom_40x30mm_40x30mm", NULL);
  g_assert_cmpint (ippGetStatusCode (answer), ==, IPP_STATUS_OK_IGNORED_OR_SUBSTITUTED);
  suima_printer_cancel_job (printer, get_job_id (answer), NULL);
  assert_size_refused (printer, &wide);
  g_assert_cmpint (
      labels_await_end (printer, labels_submit (printer, "right", "40x30", drawn), NULL), ==,
      SUIMA_JOB_COMPLETED);
  arrived = catcher_await (catcher, "^IDR:", 1);
  text = g_strndup (g_bytes_get_data (arrived, NULL), g_bytes_get_size (arrived));
  g_assert_nonnull (strstr (text, "^PW319"));
  g_assert_cmpstr (strstr (strstr (text, "^PW") + 1, "^PW"), ==, NULL);
}

typedef struct
{
  const guint8 *bytes;
  gsize left_bytes;
} Input;

static ssize_t
read_cb (void *user_data, unsigned char *bytes, size_t size_bytes)
{
  Input *input = user_data;
  gsize taken = MIN (size_bytes, input->left_bytes);

  memcpy (bytes, input->bytes, taken);
  input->bytes += taken;
  input->left_bytes -= taken;
  return (ssize_t)taken;
}

static void
read_header (GBytes *document, cups_page_header2_t *header)
{
  Input input = { g_bytes_get_data (document, NULL), g_bytes_get_size (document) };
  cups_raster_t *in = cupsRasterOpenIO (read_cb, &input, CUPS_RASTER_READ);

  g_assert_true (cupsRasterReadHeader2 (in, header));
  cupsRasterClose (in);
}

typedef struct
{
  const char *template_id;
  guint dpi, width_dots, height_dots;
  double width_mm, height_mm;
} Page;

/* 40 x 30 mm are 320 x 240 dots of a head with 8 dots a millimetre. libcups counts 319 x 239, and
 * whole points make 318 x 239 of it. */
static void
test_rounding (void)
{
  static const Page cases[] = {
    { "40x30", 203, 320, 240, 40, 30 },
    { "60x40", 203, 480, 320, 60, 40 },
    { "60x40", 300, 709, 472, 60, 40 },
  };
  cups_page_header2_t header;

  cupsRasterInitPWGHeader (&header, pwgMediaForSize (4000, 3000), "black_1", 203, 203, NULL, NULL);
  g_assert_cmpuint (header.cupsWidth, ==, 319);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      const Page *of = &cases[i / 2];
      g_autoptr (GPtrArray) drawn = labels_draw (of->template_id, of->dpi, 1);
      g_autoptr (GBytes) document =
          i % 2 == 0 ? suima_pwg_encode (drawn)
                     : suima_cups_raster_encode (drawn, &suima_printer_setup_plain);

      read_header (document, &header);
      g_assert_cmpuint (header.cupsWidth, ==, of->width_dots);
      g_assert_cmpuint (header.cupsHeight, ==, of->height_dots);
      g_assert_cmpuint (header.HWResolution[0], ==, of->dpi);
      g_assert_cmpuint (header.NumCopies, ==, 1);
      g_assert_cmpfloat_with_epsilon (header.PageSize[0], of->width_mm * 72 / 25.4, 0.51);
      g_assert_cmpfloat_with_epsilon (header.PageSize[1], of->height_mm * 72 / 25.4, 0.51);
    }
}

/* And so it is in what the driver writes for the printer. */
static void
test_rounding_of_driver (void)
{
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (SuimaPrinter) printer = make_printer ("cups:Zebra?send=raster&status=none");
  g_autoptr (GPtrArray) drawn = labels_draw ("40x30", 203, 1);
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GBytes) document = NULL;
  g_autofree char *setup = NULL;

  spooler_add (spooler, "Zebra", catcher_get_uri (catcher), "drv:///sample.drv/zebra.ppd",
               "abort-job");
  labels_submit (printer, "rounding", "40x30", drawn);
  document = catcher_await (catcher, "^XZ\n", 2);
  arrived = driver_stream_read (DRIVER_ZPL, document, 203, &setup);
  g_assert_nonnull (strstr (setup, "^PW320\n"));
  g_assert_cmpuint (((SuimaRaster *)arrived->pdata[0])->width_dots, ==, 320);
  g_assert_cmpuint (((SuimaRaster *)arrived->pdata[0])->height_dots, ==, 240);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spooler_choose_port ();
  g_test_add_func ("/traps/urf", test_urf);
  g_test_add_func ("/traps/borderless", test_borderless);
  g_test_add_func ("/traps/substituted", test_substituted);
  g_test_add_func ("/traps/rounding", test_rounding);
  g_test_add_func ("/traps/rounding-of-driver", test_rounding_of_driver);
  return g_test_run ();
}
