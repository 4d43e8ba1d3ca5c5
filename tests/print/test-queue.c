// SPDX-License-Identifier: Apache-2.0
// Through a print queue: a cupsd of our own on loopback, in front of the simulated printer.
#include "catcher.h"
#include "eve-printer.h"
#include "samples.h"
#include "spooler.h"
#include "suima-error.h"
#include "suima-ipp.h"
#include "suima-printer-list.h"
#include "suima-printer.h"
#include "suima-pwg.h"
#include "suima-render.h"

#include <string.h>

typedef struct
{
  EvePrinter *eve;
  Spooler *spooler;
} Queue;

/* A raw queue: no PPD, so nothing may stand between us and the printer. */
static Queue *
queue_start (void)
{
  Queue *queue = g_new0 (Queue, 1);

  queue->eve = eve_printer_start ();
  queue->spooler = spooler_start ();
  spooler_add (queue->spooler, "Counter1", queue->eve->uri, "raw", "abort-job");
  return queue;
}

static void
queue_stop (Queue *queue)
{
  spooler_stop (queue->spooler);
  eve_printer_stop (queue->eve);
  g_free (queue);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Queue, queue_stop)

static GPtrArray *
make_rasters (void)
{
  g_autoptr (SuimaTemplate) template = sample_template ("60x40");
  g_autoptr (SuimaBatch) batch = sample_meat ();
  g_autoptr (SuimaLabel) label = sample_label (template, batch);
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  GPtrArray *rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  g_ptr_array_add (rasters, suima_renderer_draw (renderer, label, NULL));
  return rasters;
}

static SuimaJobState
await_end (SuimaPrinter *printer, int job_id)
{
  SuimaJobState state = SUIMA_JOB_PENDING;

  while (state < SUIMA_JOB_CANCELED)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaJobStatus) status = suima_printer_get_job (printer, job_id, &error);
      g_assert_no_error (error);
      state = status->state;
    }
  return state;
}

/* Any other format than the raw one would meet the filters of a queue that has some. */
static void
check_format_is_raw (int job_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaIppTarget) target = suima_ipp_target_parse ("Counter1", &error);
  g_autoptr (SuimaIppLink) link = suima_ipp_link_open (target, 5000, NULL, &error);
  g_autoptr (ipp_t) request = suima_ipp_new_request (target, IPP_OP_GET_JOB_ATTRIBUTES, job_id);
  g_autoptr (ipp_t) answer = suima_ipp_link_ask (link, request, NULL, NULL, &error);
  g_auto (GStrv) formats = NULL;

  g_assert_no_error (error);
  formats = suima_ipp_dup_keywords (answer, "document-format");
  g_assert_cmpuint (g_strv_length (formats), ==, 1);
  g_assert_cmpstr (formats[0], ==, "application/vnd.cups-raw");
}

/* A queue hands the bytes on untouched. */
static void
test_queue_labels (void)
{
  g_autoptr (Queue) queue = queue_start ();
  g_autoptr (SuimaPrinter) printer = suima_printer_new ("Counter1", NULL);
  g_autoptr (GPtrArray) rasters = make_rasters ();
  g_autoptr (GBytes) sent = suima_pwg_encode (rasters);
  g_autoptr (GBytes) got = NULL;
  SuimaPrinterJob job = { "tc/9/1-1/a1", 60, 40, rasters };
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = FALSE;
  int job_id;

  eve_printer_let_out (queue->eve, 1);
  job_id = suima_printer_submit (printer, &job, &may_have_data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (job_id, >, 0);
  g_assert_cmpint (suima_printer_find_job (printer, "tc/9/1-1/a1", &error), ==, job_id);
  check_format_is_raw (job_id);
  g_assert_cmpint (await_end (printer, job_id), ==, SUIMA_JOB_COMPLETED);
  got = eve_printer_dup_document (queue->eve, 1);
  g_assert_nonnull (got);
  g_assert_true (g_bytes_equal (sent, got));
}

static void
test_queue_unknown (void)
{
  G_GNUC_UNUSED g_autoptr (Queue) queue = queue_start ();
  g_autoptr (SuimaPrinter) printer = suima_printer_new ("Counter2", NULL);
  g_autoptr (GPtrArray) rasters = make_rasters ();
  SuimaPrinterJob job = { "tc/9/1-1/a1", 60, 40, rasters };
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;

  g_assert_null (suima_printer_get_status (printer, 5000, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (suima_printer_submit (printer, &job, &may_have_data, NULL, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_false (may_have_data);
}

/* A queue is found, with what it says of itself; the printer behind it need not be asked. */
static void
test_queue_list (void)
{
  G_GNUC_UNUSED g_autoptr (Queue) queue = queue_start ();
  g_autoptr (GPtrArray) list = suima_printer_list (5000, NULL);
  const SuimaFoundPrinter *found = NULL;

  for (guint i = 0; i < list->len; i++)
    if (strcmp (((SuimaFoundPrinter *)list->pdata[i])->name, "Counter1") == 0)
      found = list->pdata[i];
  g_assert_nonnull (found);
  g_assert_cmpint (found->source, ==, SUIMA_FOUND_QUEUE);
  g_assert_cmpstr (found->destination, ==, "Counter1");
  g_assert_cmpstr (found->condition, ==, "idle");
  g_assert_cmpstr (found->model, !=, "");
}

static void
test_queue_names (void)
{
  static const char *const good[] = {
    "cups:Counter1",
    "cups:Counter1?send=pwg",
    "cups:Counter1?send=raster&dpi=300&media=mark&gap=3&darkness=30&speed=4&turn=180&status=none",
    "cups:柜台-1?send=zpl&darkness=30",
    "cups:Counter1?send=tspl&darkness=15&media=continuous",
  };
  static const struct
  {
    const char *destination, *says;
  } bad[] = {
    { "cups:", "name of a print queue" },
    { "cups:?send=zpl", "name of a print queue" },
    { "cups:two words?send=zpl", "name of a print queue" },
    { "cups:a/b", "name of a print queue" },
    { "cups:Counter1?send=epl", "send=epl" },
    { "cups:Counter1?send=", "send=" },
    { "cups:Counter1?lang=zpl", "lang=zpl" },
    { "cups:Counter1?send=zpl&dpi=600", "dpi=600" },
    { "cups:Counter1?send=zpl&copies=2", "copies=2" },
    { "cups:Counter1?send=tspl&darkness=16", "0 to 15" },
    { "cups:Counter1?send=zpl&turn=90", "turn=90" },
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

/* The printer is told what it is, and a job to it is refused with the same words; nothing of it
 * has reached the queue. */
static void
assert_objection (const char *destination, const char *reason, const char *says)
{
  g_autoptr (SuimaPrinter) printer = suima_printer_new (destination, NULL);
  g_autoptr (GPtrArray) rasters = make_rasters ();
  SuimaPrinterJob job = { "tc/9/1-1/a1", 60, 40, rasters };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrinterStatus) status = suima_printer_get_status (printer, 5000, NULL, &error);
  gboolean may_have_data = TRUE;

  g_assert_no_error (error);
  g_assert_cmpstr (status->reasons[0], ==, reason);
  if (status->objection == NULL || strstr (status->objection, says) == NULL)
    g_error ("%s objects \"%s\"", destination, status->objection);
  g_assert_cmpint (suima_printer_submit (printer, &job, &may_have_data, NULL, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_cmpstr (error->message, ==, status->objection);
  g_assert_false (may_have_data);
  g_clear_error (&error);
  g_assert_cmpint (suima_printer_find_job (printer, "tc/9/1-1/a1", &error), ==, 0);
  g_assert_no_error (error);
}

/* A queue that sends a job again prints labels twice. */
static void
test_queue_policies (void)
{
  static const char *const policies[] = { "retry-job", "retry-current-job", "stop-printer" };
  g_autoptr (Queue) queue = queue_start ();

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autofree char *says = g_strdup_printf ("(error policy %s)", policies[i]);
      spooler_add (queue->spooler, "Counter2", queue->eve->uri, "raw", policies[i]);
      assert_objection ("Counter2", "queue-repeats-jobs", says);
      assert_objection ("cups:Counter2?send=zpl&status=none", "queue-repeats-jobs",
                        "sudo lpadmin -p Counter2 -o printer-error-policy=abort-job");
    }
}

/* "completed" of a queue that does not ask its device means nothing. */
static void
test_queue_not_asked (void)
{
  g_autoptr (Queue) queue = queue_start ();
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (SuimaPrinterStatus) status = NULL;

  spooler_add (queue->spooler, "Counter2", "socket://127.0.0.1:9", "raw", "abort-job");
  assert_objection ("cups:Counter2?send=zpl", "queue-not-asked", "'socket://127.0.0.1:9?lang=zpl'");
  assert_objection ("Counter2", "queue-not-asked", "status=none");
  printer = suima_printer_new ("cups:Counter2?send=zpl&status=none", NULL);
  status = suima_printer_get_status (printer, 5000, NULL, NULL);
  g_assert_null (status->objection);
}

static void
test_queue_without_driver (void)
{
  G_GNUC_UNUSED g_autoptr (Queue) queue = queue_start ();

  assert_objection ("cups:Counter1?send=raster", "queue-without-driver", "lpadmin -p Counter1 -m");
}

/* The queue's driver knows the resolution; the destination knows better. */
static void
test_queue_resolution (void)
{
  g_autoptr (Queue) queue = queue_start ();
  static const struct
  {
    const char *destination;
    guint dpi;
    gboolean is_told;
  } cases[] = {
    { "cups:Zebra?send=raster&status=none", 203, TRUE },
    { "cups:Zebra?send=raster&dpi=300&status=none", 300, FALSE },
    { "cups:Counter1?send=zpl", 0, FALSE },
  };

  spooler_add (queue->spooler, "Zebra", "socket://127.0.0.1:9", "drv:///sample.drv/zebra.ppd",
               "abort-job");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaPrinter) printer = suima_printer_new (cases[i].destination, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPrinterStatus) status =
          suima_printer_get_status (printer, 5000, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (status->dpi, ==, cases[i].dpi);
      g_assert_cmpint (status->is_dpi_told, ==, cases[i].is_told);
    }
}

/* What the driver is told of darkness, speed and roll, as it writes it down. */
static void
test_queue_setup (void)
{
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (SuimaPrinter) printer =
      suima_printer_new ("cups:Zebra?send=raster&status=none&darkness=13&speed=4&media=mark", NULL);
  g_autoptr (GPtrArray) rasters = make_rasters ();
  SuimaPrinterJob job = { "tc/9/1-1/a1", 60, 40, rasters };
  static const char *const wanted[] = { "~SD13\n", "^PR4,4,4\n", "^MNM\n", "^PW480\n" };
  g_autoptr (GBytes) document = NULL;
  g_autofree char *text = NULL;
  gboolean may_have_data;

  spooler_add (spooler, "Zebra", catcher_get_uri (catcher), "drv:///sample.drv/zebra.ppd",
               "abort-job");
  g_assert_cmpint (suima_printer_submit (printer, &job, &may_have_data, NULL, NULL), >, 0);
  document = catcher_await (catcher, "^IDR:", 1);
  text = g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (text, wanted[i]) == NULL)
      g_error ("no \"%s\"", wanted[i]);
}

/* A spooler that was killed has forgotten the job, and gives its number to the next one: ours is
 * known by its name. */
static void
test_queue_number_again (void)
{
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (Spooler) spooler = spooler_start_lazy ();
  g_autoptr (SuimaPrinter) ours = suima_printer_new ("cups:Zebra?send=zpl&status=none", NULL);
  g_autoptr (SuimaPrinter) others = suima_printer_new ("cups:Zebra?send=zpl&status=none", NULL);
  g_autoptr (GPtrArray) rasters = make_rasters ();
  SuimaPrinterJob job = { "suima/1/1-1/a1", 60, 40, rasters };
  SuimaPrinterJob other = { "somebody's", 60, 40, rasters };
  g_autoptr (GError) error = NULL;
  gboolean may_have_data;
  int job_id, again_id;

  spooler_add (spooler, "Zebra", catcher_get_uri (catcher), "raw", "abort-job");
  job_id = suima_printer_submit (ours, &job, &may_have_data, NULL, &error);
  g_assert_no_error (error);
  spooler_kill (spooler);
  spooler_restart (spooler);
  spooler_add (spooler, "Zebra", catcher_get_uri (catcher), "raw", "abort-job");
  again_id = suima_printer_submit (others, &other, &may_have_data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again_id, ==, job_id);
  g_assert_null (suima_printer_get_job (ours, job_id, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (suima_printer_find_job (ours, "suima/1/1-1/a1", &error), ==, 0);
  g_assert_cmpint (suima_printer_find_job (ours, "somebody's", &error), ==, again_id);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spooler_choose_port ();
  g_test_add_func ("/queue/names", test_queue_names);
  g_test_add_func ("/queue/labels", test_queue_labels);
  g_test_add_func ("/queue/unknown", test_queue_unknown);
  g_test_add_func ("/queue/list", test_queue_list);
  g_test_add_func ("/queue/policies", test_queue_policies);
  g_test_add_func ("/queue/not-asked", test_queue_not_asked);
  g_test_add_func ("/queue/without-driver", test_queue_without_driver);
  g_test_add_func ("/queue/resolution", test_queue_resolution);
  g_test_add_func ("/queue/setup", test_queue_setup);
  g_test_add_func ("/queue/number-again", test_queue_number_again);
  return g_test_run ();
}
