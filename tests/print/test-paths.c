// SPDX-License-Identifier: Apache-2.0
// Every way to a printer, with 100 labels each: what arrives at the printer, read by a decoder of
// its own, is what was drawn, dot for dot, and every code on it can be read.
#include "catcher.h"
#include "driver-stream.h"
#include "eve-printer.h"
#include "fake-device.h"
#include "label-stream.h"
#include "labels.h"
#include "lprint-server.h"
#include "spooler.h"
#include "suima-pwg.h"

#include <string.h>

#define N_LABELS 100

/* What is printed on a path. */
typedef struct
{
  const char *name;
  const char *template_id;
  guint dpi;
  const char *model;   /* of the queue, or LPrint's driver */
  const char *options; /* of the destination */
  int language;        /* of the bytes that arrive */
  guint width_dots;    /* as the driver says, where it is not all of the label */
  guint height_dots;
} Path;

static SuimaPrinter *
make_printer (const char *destination)
{
  g_autoptr (GError) error = NULL;
  SuimaPrinter *printer = suima_printer_new (destination, &error);

  g_assert_no_error (error);
  return printer;
}

/* Prints N_LABELS. Returns: what was drawn. */
static GPtrArray *
print (const Path *path, const char *destination)
{
  g_autoptr (SuimaPrinter) printer = make_printer (destination);
  GPtrArray *drawn = labels_draw (path->template_id, path->dpi, N_LABELS);
  int job_id = labels_submit (printer, "suima/path", path->template_id, drawn);

  g_assert_cmpint (labels_await_end (printer, job_id, NULL), ==, SUIMA_JOB_COMPLETED);
  return drawn;
}

static void
check_pwg (GPtrArray *drawn, EvePrinter *eve)
{
  g_autoptr (GBytes) document = eve_printer_dup_document (eve, 1);
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (document);
  arrived = suima_pwg_decode (document, &error);
  g_assert_no_error (error);
  labels_check (drawn, arrived);
}

static void
test_ipp (gconstpointer data)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (GPtrArray) drawn = NULL;

  eve_printer_let_out (eve, N_LABELS);
  drawn = print (data, eve->uri);
  check_pwg (drawn, eve);
}

static void
test_queue_ipp (gconstpointer data)
{
  const Path *path = data;
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (GPtrArray) drawn = NULL;

  spooler_add (spooler, "Counter1", eve->uri, path->model, "abort-job");
  eve_printer_let_out (eve, N_LABELS);
  drawn = print (path, path->options);
  check_pwg (drawn, eve);
}

/* Our own ZPL and TSPL, through a queue without a driver. */
static void
test_queue_raw (gconstpointer data)
{
  const Path *path = data;
  gboolean is_tspl = strstr (path->options, "tspl") != NULL;
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (LabelStream) stream = label_stream_new (is_tspl, path->dpi);
  g_autoptr (GPtrArray) drawn = NULL;
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GBytes) document = NULL;

  spooler_add (spooler, "Counter1", catcher_get_uri (catcher), "raw", "abort-job");
  drawn = print (path, path->options);
  document = catcher_await (catcher, is_tspl ? "PRINT 1,1\r\n" : "^XZ\n", N_LABELS);
  arrived = label_stream_read_all (stream, document);
  labels_check (drawn, arrived);
}

/* Words of the driver that are sent with each label. */
static void
check_setup (const Path *path, const char *setup)
{
  static const char *const wanted[] = {
    [DRIVER_ZPL] = "^MNY\n",
    [DRIVER_EPL2] = "\nN\n",
    [DRIVER_CPCL] = "FORM\n",
  };
  static const char *const unwanted[] = { "^LT", "~TA", "~SD", "^PQ", "PRESENT-AT", "TONE" };

  if (strstr (setup, wanted[path->language]) == NULL)
    g_error ("%s: no \"%s\" in \"%.300s\"", path->name, wanted[path->language], setup);
  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    if (strstr (setup, unwanted[i]) != NULL)
      g_error ("%s: \"%s\" in \"%.300s\"", path->name, unwanted[i], setup);
}

static GPtrArray *
read_driver (const Path *path, Catcher *catcher, char **ret_setup)
{
  g_autoptr (GBytes) document = NULL;

  /* What stands behind the mark comes with it, or shortly after. */
  if (path->language == DRIVER_ZPL)
    g_bytes_unref (catcher_await (catcher, "^IDR:", N_LABELS));
  document = catcher_await (
      catcher,
      path->language == DRIVER_ZPL ? "^XZ\n" : driver_stream_end ((DriverLanguage)path->language),
      path->language == DRIVER_ZPL ? 2 * N_LABELS : N_LABELS);
  return driver_stream_read ((DriverLanguage)path->language, document, path->dpi, ret_setup);
}

/* CUPS's own label drivers. */
static void
test_driver (gconstpointer data)
{
  const Path *path = data;
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (GPtrArray) drawn = NULL;
  g_autoptr (GPtrArray) arrived = NULL;
  g_autofree char *setup = NULL;

  spooler_add (spooler, "Counter1", catcher_get_uri (catcher), path->model, "abort-job");
  drawn = print (path, path->options);
  arrived = read_driver (path, catcher, &setup);
  labels_check (drawn, arrived);
  check_setup (path, setup);
}

/* LPrint counts 40 mm at 203 dpi as 319 dots, 30 mm as 239, and 60 mm at 300 dpi as 708: it cuts
 * off the last column, and at 203 dpi the last row, which are white on every label of ours. */
static void
test_lprint (gconstpointer data)
{
  const Path *path = data;
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (LprintServer) lprint = NULL;
  g_autoptr (GPtrArray) drawn = NULL;
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GBytes) document = NULL;
  g_autofree char *setup = NULL;
  g_autofree char *width = g_strdup_printf ("^PW%u\n", path->width_dots);

  catcher_answer_zpl (catcher);
  lprint = lprint_server_start (catcher_get_uri (catcher), path->model);
  drawn = print (path, lprint->uri);
  document = catcher_await (catcher, "^XZ\n", 2 * N_LABELS);
  arrived = driver_stream_read (DRIVER_ZPL, document, path->dpi, &setup);
  labels_check (drawn, arrived);
  g_assert_cmpuint (((SuimaRaster *)arrived->pdata[0])->height_dots, ==, path->height_dots);
  g_assert_nonnull (strstr (setup, width));
  g_assert_nonnull (strstr (setup, "^MNY\n"));
  g_assert_null (strstr (setup, "^MNM\n"));
}

static void
test_socket (gconstpointer data)
{
  const Path *path = data;
  g_autoptr (FakeDevice) device = fake_device_start (path->language);
  g_autofree char *uri = fake_device_dup_uri (device, path->options);
  g_autoptr (GPtrArray) drawn = print (path, uri);
  g_autoptr (GPtrArray) arrived = fake_device_dup_labels (device);

  labels_check (drawn, arrived);
}

#define ZEBRA_ZPL "drv:///sample.drv/zebra.ppd"
#define ZEBRA_EPL2 "drv:///sample.drv/zebraep2.ppd"
#define ZEBRA_CPCL "drv:///sample.drv/zebracpl.ppd"
#define RASTER "cups:Counter1?send=raster&status=none"

static void
add_paths (GTestDataFunc func, const Path *paths, guint n_paths)
{
  for (guint i = 0; i < n_paths; i++)
    {
      g_autofree char *name =
          g_strdup_printf ("/paths/%s/%s-%u", paths[i].name, paths[i].template_id, paths[i].dpi);
      g_test_add_data_func (name, &paths[i], func);
    }
}

int
main (int argc, char **argv)
{
  static const Path ipp[] = {
    { "ipp", "40x30", 203, NULL, NULL, 0, 0, 0 },
    { "ipp", "60x40", 300, NULL, NULL, 0, 0, 0 },
  };
  static const Path queue_ipp[] = {
    { "queue-ipp", "40x30", 203, "raw", "Counter1", 0, 0, 0 },
    { "queue-ipp", "60x40", 300, "raw", "cups:Counter1", 0, 0, 0 },
    { "queue-everywhere", "40x30", 203, "everywhere", "Counter1", 0, 0, 0 },
  };
  static const Path queue_raw[] = {
    { "queue-zpl", "40x30", 203, NULL, "cups:Counter1?send=zpl&status=none", 0, 0, 0 },
    { "queue-zpl", "60x40", 300, NULL, "cups:Counter1?send=zpl&dpi=300&status=none", 0, 0, 0 },
    { "queue-tspl", "40x30", 203, NULL, "cups:Counter1?send=tspl&status=none", 0, 0, 0 },
    { "queue-tspl", "60x40", 300, NULL, "cups:Counter1?send=tspl&dpi=300&status=none", 0, 0, 0 },
  };
  static const Path driver[] = {
    { "driver-zpl", "40x30", 203, ZEBRA_ZPL, RASTER, DRIVER_ZPL, 0, 0 },
    { "driver-zpl", "60x40", 300, ZEBRA_ZPL, RASTER "&dpi=300", DRIVER_ZPL, 0, 0 },
    { "driver-epl2", "40x30", 203, ZEBRA_EPL2, RASTER, DRIVER_EPL2, 0, 0 },
    { "driver-epl2", "60x40", 300, ZEBRA_EPL2, RASTER "&dpi=300", DRIVER_EPL2, 0, 0 },
    { "driver-cpcl", "40x30", 203, ZEBRA_CPCL, RASTER, DRIVER_CPCL, 0, 0 },
  };
  static const Path lprint[] = {
    { "lprint-zpl", "40x30", 203, "zpl_4inch-203dpi-dt", NULL, DRIVER_ZPL, 319, 239 },
    { "lprint-zpl", "60x40", 300, "zpl_4inch-300dpi-dt", NULL, DRIVER_ZPL, 708, 472 },
  };
  static const Path socket[] = {
    { "socket-zpl", "40x30", 203, NULL, "", FALSE, 0, 0 },
    { "socket-tspl", "40x30", 203, NULL, "", TRUE, 0, 0 },
    { "socket-zpl", "60x40", 300, NULL, "&dpi=300", FALSE, 0, 0 },
    { "socket-tspl", "60x40", 300, NULL, "&dpi=300", TRUE, 0, 0 },
  };

  g_test_init (&argc, &argv, NULL);
  spooler_choose_port ();
  add_paths (test_ipp, ipp, G_N_ELEMENTS (ipp));
  add_paths (test_queue_ipp, queue_ipp, G_N_ELEMENTS (queue_ipp));
  add_paths (test_queue_raw, queue_raw, G_N_ELEMENTS (queue_raw));
  add_paths (test_driver, driver, G_N_ELEMENTS (driver));
  add_paths (test_lprint, lprint, G_N_ELEMENTS (lprint));
  add_paths (test_socket, socket, G_N_ELEMENTS (socket));
  return g_test_run ();
}
