// SPDX-License-Identifier: Apache-2.0
// Through a print queue: a cupsd of our own on loopback, in front of the simulated printer.
#include "eve-printer.h"
#include "samples.h"
#include "suima-error.h"
#include "suima-ipp.h"
#include "suima-printer-list.h"
#include "suima-printer.h"
#include "suima-pwg.h"
#include "suima-render.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *dir;
  guint port;
  EvePrinter *eve;
  GSubprocess *cupsd;
} Queue;

static void
write_file (const Queue *queue, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (queue->dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

/* A raw queue: no PPD, so nothing may stand between us and the printer. */
static void
write_configuration (const Queue *queue)
{
  static const char *const folders[] = { "etc", "spool", "spool/tmp", "cache", "state" };
  g_autofree char *files = g_strdup_printf (
      "ServerRoot %s/etc\nRequestRoot %s/spool\nCacheDir %s/cache\nStateDir %s/state\n"
      "TempDir %s/spool/tmp\nErrorLog %s/error_log\nAccessLog %s/access_log\nPageLog %s/page_log\n",
      queue->dir, queue->dir, queue->dir, queue->dir, queue->dir, queue->dir, queue->dir,
      queue->dir);
  g_autofree char *server = g_strdup_printf (
      "LogLevel warn\nListen localhost:%u\nBrowsing No\nWebInterface No\nDefaultAuthType None\n"
      "DirtyCleanInterval 0\nErrorPolicy abort-job\nPreserveJobHistory Yes\nMaxJobs 0\n"
      "<Location />\nOrder allow,deny\nAllow localhost\n</Location>\n"
      "<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n"
      "<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n",
      queue->port);
  g_autofree char *printers =
      g_strdup_printf ("<Printer Counter1>\nDeviceURI %s\nState Idle\nAccepting Yes\n"
                       "ErrorPolicy abort-job\n</Printer>\n",
                       queue->eve->uri);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (queue->dir, folders[i], NULL);
      g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
    }
  write_file (queue, "etc/cups-files.conf", files);
  write_file (queue, "etc/cupsd.conf", server);
  write_file (queue, "etc/printers.conf", printers);
}

/* Started by root, cupsd runs its backends as another user, who must get to the folder. */
static void
check_is_reachable (const char *dir)
{
  g_autofree char *parent = g_path_get_dirname (dir);
  GStatBuf about;

  g_assert_cmpint (g_stat (parent, &about), ==, 0);
  if (geteuid () == 0 && (about.st_mode & S_IXOTH) == 0)
    g_error ("%s must let other users through (chmod o+x), or the queue cannot print", parent);
}

static Queue *
queue_start (guint port)
{
  Queue *queue = g_new0 (Queue, 1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *cupsd = g_find_program_in_path ("cupsd");
  g_autofree char *server = NULL;
  g_autofree char *files = NULL;
  const char *argv[] = {
    cupsd != NULL ? cupsd : "/usr/sbin/cupsd", "-f", "-c", NULL, "-s", NULL, NULL
  };

  queue->eve = eve_printer_start ();
  queue->port = port;
  queue->dir = g_dir_make_tmp ("suima-queue-XXXXXX", NULL);
  check_is_reachable (queue->dir);
  g_assert_cmpint (g_chmod (queue->dir, 0755), ==, 0);
  write_configuration (queue);
  argv[3] = server = g_build_filename (queue->dir, "etc/cupsd.conf", NULL);
  argv[5] = files = g_build_filename (queue->dir, "etc/cups-files.conf", NULL);
  queue->cupsd = eve_spawn (launcher, argv);
  eve_await_port (port);
  return queue;
}

static void
queue_stop (Queue *queue)
{
  eve_end (queue->cupsd);
  g_object_unref (queue->cupsd);
  eve_printer_stop (queue->eve);
  eve_remove_folder (queue->dir);
  g_free (queue->dir);
  g_free (queue);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Queue, queue_stop)

static guint port_of_server;

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
  g_autoptr (Queue) queue = queue_start (port_of_server);
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
  G_GNUC_UNUSED g_autoptr (Queue) queue = queue_start (port_of_server);
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
  G_GNUC_UNUSED g_autoptr (Queue) queue = queue_start (port_of_server);
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

int
main (int argc, char **argv)
{
  g_autofree char *server = NULL;

  g_test_init (&argc, &argv, NULL);
  /* libcups looks at the variable once. */
  port_of_server = eve_pick_port ();
  server = g_strdup_printf ("localhost:%u", port_of_server);
  g_setenv ("CUPS_SERVER", server, TRUE);
  g_test_add_func ("/queue/labels", test_queue_labels);
  g_test_add_func ("/queue/unknown", test_queue_unknown);
  g_test_add_func ("/queue/list", test_queue_list);
  return g_test_run ();
}
