// SPDX-License-Identifier: Apache-2.0
#include "eve-printer.h"
#include "samples.h"
#include "suima-error.h"
#include "suima-printer.h"
#include "suima-pwg.h"
#include "suima-render.h"

#include <cups/cups.h>
#include <string.h>

static GPtrArray *
make_rasters (guint n_labels)
{
  g_autoptr (SuimaTemplate) template = sample_template ("40x30");
  g_autoptr (SuimaBatch) batch = sample_fruit ();
  g_autoptr (SuimaLabel) label = sample_label (template, batch);
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  GPtrArray *rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 0; i < n_labels; i++)
    g_ptr_array_add (rasters, suima_renderer_draw (renderer, label, NULL));
  return rasters;
}

static SuimaPrinter *
make_printer (const char *destination)
{
  g_autoptr (GError) error = NULL;
  SuimaPrinter *printer = suima_printer_new (destination, &error);

  g_assert_no_error (error);
  return printer;
}

static int
submit (SuimaPrinter *printer, const char *job_name, GPtrArray *rasters)
{
  SuimaPrinterJob job = { job_name, 40, 30, rasters };
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = FALSE;
  int job_id = suima_printer_submit (printer, &job, &may_have_data, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job_id, >, 0);
  g_assert_true (may_have_data);
  return job_id;
}

/* Asks until the job is in @state with @n_impressions, which takes it a moment. */
static void
await_job (SuimaPrinter *printer, int job_id, SuimaJobState state, int n_impressions)
{
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaJobStatus) status = suima_printer_get_job (printer, job_id, &error);
      g_assert_no_error (error);
      if (status->state == state && status->impressions_completed == n_impressions)
        return;
      if (g_get_monotonic_time () > deadline_us)
        g_error ("job %d is in state %d with %d labels, not %d with %d", job_id, (int)status->state,
                 status->impressions_completed, (int)state, n_impressions);
    }
}

static void
test_printer_names (void)
{
  static const char *const good[] = { "ipp://localhost:8631/ipp/print", "ipps://10.0.0.7/ipp/print",
                                      "ipp://printer.local/", "Label203", "柜台-1" };
  static const char *const bad[] = { "",
                                     "http://localhost/ipp",
                                     "ipp://",
                                     "ipp:///ipp/print",
                                     "ipp://host:99999/x",
                                     "two words",
                                     "a/b",
                                     "a#b",
                                     "x\ny",
                                     "ipp://user@host/ipp/print" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (SuimaPrinter) printer = make_printer (good[i]);
      g_assert_cmpstr (suima_printer_get_destination (printer), ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_printer_new (bad[i], &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

static void
test_printer_status (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrinterStatus) status = suima_printer_get_status (printer, 5000, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (status->state, ==, SUIMA_PRINTER_IDLE);
  g_assert_true (status->is_accepting);
  g_assert_true (status->takes_pwg);
  g_assert_cmpuint (status->dpi, ==, 203);
  g_assert_cmpstr (status->make_and_model, ==, "Suima Label 203");
  g_assert_cmpuint (g_strv_length (status->reasons), ==, 0);
}

/* Three labels, watched one by one; what arrives is what was sent. */
static void
test_printer_labels (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GPtrArray) rasters = make_rasters (3);
  g_autoptr (GBytes) sent = suima_pwg_encode (rasters);
  g_autoptr (GBytes) got = NULL;
  int job_id = submit (printer, "tc/1/1-3/a1", rasters);

  await_job (printer, job_id, SUIMA_JOB_PROCESSING, 0);
  for (int n = 1; n < 3; n++)
    {
      eve_printer_let_out (eve, 1);
      await_job (printer, job_id, SUIMA_JOB_PROCESSING, n);
    }
  eve_printer_let_out (eve, 1);
  await_job (printer, job_id, SUIMA_JOB_COMPLETED, 3);
  got = eve_printer_dup_document (eve, job_id);
  g_assert_nonnull (got);
  g_assert_true (g_bytes_equal (sent, got));
}

static void
test_printer_setup (void)
{
  static const SuimaPrinterSetup setup = {
    .gap_mm = 2, .darkness = -1, .speed = -1, .is_turned = TRUE, .offset_x_mm = -1, .offset_y_mm = 2
  };
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  g_autoptr (GPtrArray) placed = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GBytes) got = NULL;
  int job_id;

  suima_printer_set_setup (printer, &setup);
  eve_printer_let_out (eve, 1);
  job_id = submit (printer, "tc/1/1-1/a1", rasters);
  await_job (printer, job_id, SUIMA_JOB_COMPLETED, 1);
  g_ptr_array_add (placed, suima_raster_shift (rasters->pdata[0], -8, 16));
  suima_raster_turn (placed->pdata[0]);
  wanted = suima_pwg_encode (placed);
  got = eve_printer_dup_document (eve, job_id);
  g_assert_nonnull (got);
  g_assert_true (g_bytes_equal (got, wanted));
}

static void
test_printer_cancel (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GPtrArray) rasters = make_rasters (3);
  g_autoptr (GError) error = NULL;
  int job_id = submit (printer, "tc/1/1-3/a1", rasters);

  eve_printer_let_out (eve, 1);
  await_job (printer, job_id, SUIMA_JOB_PROCESSING, 1);
  suima_printer_cancel_job (printer, job_id, &error);
  g_assert_no_error (error);
  /* What it holds still comes out: a real printer does not take labels back either. */
  eve_printer_let_out (eve, 2);
  await_job (printer, job_id, SUIMA_JOB_CANCELED, 3);
  g_assert_false (suima_printer_cancel_job (printer, job_id, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
}

static void
test_printer_find (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  g_autoptr (GError) error = NULL;
  int first, second;

  g_assert_cmpint (suima_printer_find_job (printer, "tc/1/1-1/a1", &error), ==, 0);
  g_assert_no_error (error);
  eve_printer_let_out (eve, 1);
  first = submit (printer, "tc/1/1-1/a1", rasters);
  await_job (printer, first, SUIMA_JOB_COMPLETED, 1);
  second = submit (printer, "tc/1/1-1/a2", rasters);
  g_assert_cmpint (suima_printer_find_job (printer, "tc/1/1-1/a1", &error), ==, first);
  g_assert_cmpint (suima_printer_find_job (printer, "tc/1/1-1/a2", &error), ==, second);
  g_assert_cmpint (suima_printer_find_job (printer, "tc/1/1-1/a", &error), ==, 0);
  g_assert_no_error (error);
  eve_printer_let_out (eve, 1);
  await_job (printer, second, SUIMA_JOB_COMPLETED, 1);
}

static void
test_printer_unknown_job (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_printer_get_job (printer, 4711, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (suima_printer_cancel_job (printer, 4711, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

static void
assert_refused (SuimaPrinter *printer, const SuimaPrinterJob *job, const char *words)
{
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;

  g_assert_cmpint (suima_printer_submit (printer, job, &may_have_data, NULL, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (strstr (error->message, suima_printer_get_destination (printer)));
  g_assert_false (may_have_data);
}

/* A size that the printer would swap for its default: nothing may be sent. */
static void
test_printer_wrong_size (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  SuimaPrinterJob job = { "tc/1/1-1/a1", 180, 30, rasters };
  g_autoptr (GBytes) got = NULL;

  assert_refused (printer, &job, "does not take 180 x 30 mm labels");
  got = eve_printer_dup_document (eve, 1);
  g_assert_null (got);
}

static void
test_printer_not_there (void)
{
  g_autofree char *uri = g_strdup_printf ("ipp://localhost:%u/ipp/print", eve_pick_port ());
  g_autoptr (SuimaPrinter) printer = make_printer (uri);
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  SuimaPrinterJob job = { "tc/1/1-1/a1", 40, 30, rasters };
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_printer_get_status (printer, 2000, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  assert_refused (printer, &job, "does not answer");
  g_clear_error (&error);
  g_assert_cmpint (suima_printer_find_job (printer, "x", &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
}

/* A port at which connections are taken and nothing is ever said. */
static GSocketListener *
listen_mutely (char **ret_uri)
{
  GSocketListener *listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  *ret_uri = g_strdup_printf ("ipp://localhost:%u/ipp/print", port);
  return listener;
}

static void
test_printer_mute (void)
{
  g_autofree char *uri = NULL;
  G_GNUC_UNUSED g_autoptr (GSocketListener) listener = listen_mutely (&uri);
  g_autoptr (SuimaPrinter) printer = make_printer (uri);
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  SuimaPrinterJob job = { "tc/1/1-1/a1", 40, 30, rasters };
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_printer_get_status (printer, 300, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_nonnull (strstr (error->message, "does not answer within 300 ms"));
  suima_printer_set_timeout (printer, 300);
  assert_refused (printer, &job, "does not answer within 300 ms");
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 10 * G_TIME_SPAN_SECOND);
}

typedef struct
{
  GSocketListener *listener;
  GCancellable *cancellable;
} MuteCall;

static gpointer
cancel_when_called_thread (gpointer data)
{
  MuteCall *call = data;
  g_autoptr (GSocketConnection) connection =
      g_socket_listener_accept (call->listener, NULL, NULL, NULL);
  char request[16];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request,
                       sizeof request, NULL, NULL);
  g_cancellable_cancel (call->cancellable);
  return g_steal_pointer (&connection);
}

static void
test_printer_cancellable (void)
{
  g_autofree char *uri = NULL;
  g_autoptr (GSocketListener) listener = listen_mutely (&uri);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SuimaPrinter) printer = make_printer (uri);
  MuteCall call = { listener, cancellable };
  GThread *thread = g_thread_new ("mute", cancel_when_called_thread, &call);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_printer_get_status (printer, 60000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 10 * G_TIME_SPAN_SECOND);
  connection = g_thread_join (thread);
}

/* Passes connections on to the printer; the first one that carries more than the limit is cut. */
typedef struct
{
  GSocketListener *listener;
  GCancellable *stop;
  guint printer_port;
  gsize limit_bytes;
} Cutter;

static gpointer
answer_thread (gpointer data)
{
  GIOStream **pair = data;

  g_output_stream_splice (g_io_stream_get_output_stream (pair[1]),
                          g_io_stream_get_input_stream (pair[0]), G_OUTPUT_STREAM_SPLICE_NONE, NULL,
                          NULL);
  return NULL;
}

static void
pass_on (Cutter *cutter, GIOStream *client)
{
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) printer = g_socket_client_connect_to_host (
      connector, "127.0.0.1", (guint16)cutter->printer_port, NULL, NULL);
  GIOStream *pair[] = { G_IO_STREAM (printer), client };
  GThread *answers = g_thread_new ("answers", answer_thread, pair);
  char chunk[4096];
  gsize passed_bytes = 0;
  gssize n;

  while (passed_bytes < cutter->limit_bytes &&
         (n = g_input_stream_read (g_io_stream_get_input_stream (client), chunk, sizeof chunk,
                                   cutter->stop, NULL)) > 0)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (pair[0]), chunk, (gsize)n, NULL,
                                 NULL, NULL);
      passed_bytes += (gsize)n;
    }
  g_socket_shutdown (g_socket_connection_get_socket (printer), TRUE, TRUE, NULL);
  g_thread_join (answers);
  g_io_stream_close (client, NULL, NULL);
}

static gpointer
cutter_thread (gpointer data)
{
  Cutter *cutter = data;

  for (;;)
    {
      g_autoptr (GSocketConnection) client =
          g_socket_listener_accept (cutter->listener, NULL, cutter->stop, NULL);
      if (client == NULL)
        return NULL;
      pass_on (cutter, G_IO_STREAM (client));
    }
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

/* The line breaks in the middle of the labels: doubt, and the job is called off. */
static void
test_printer_line_breaks (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autofree char *uri = NULL;
  g_autoptr (GSocketListener) listener = listen_mutely (&uri);
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  Cutter cutter = { listener, stop, eve->port, 100000 };
  GThread *thread = g_thread_new ("cutter", cutter_thread, &cutter);
  g_autoptr (SuimaPrinter) printer = make_printer (uri);
  g_autoptr (SuimaPrinter) direct = make_printer (eve->uri);
  g_autoptr (GPtrArray) rasters = make_rasters (100);
  SuimaPrinterJob job = { "tc/1/1-100/a1", 40, 30, rasters };
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = FALSE;
  int job_id;

  g_assert_cmpint (suima_printer_submit (printer, &job, &may_have_data, NULL, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_true (may_have_data);
  g_cancellable_cancel (stop);
  g_thread_join (thread);
  g_clear_error (&error);
  job_id = suima_printer_find_job (direct, "tc/1/1-100/a1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (job_id, >, 0);
  /* This printer takes a broken document for a short one, prints what it has of it, and may even
   * call that completed: its word is not asked, the labels stay in doubt. */
  eve_printer_let_out (eve, 100);
  await_end (direct, job_id);
}

/* Create-Job of a program that was killed then: the printer waits for the labels. */
static void
leave_orphan (EvePrinter *eve, const char *name)
{
  http_t *http = httpConnect2 ("localhost", (int)eve->port, NULL, AF_UNSPEC,
                               HTTP_ENCRYPTION_NEVER, 1, 5000, NULL);
  ipp_t *request = ippNewRequest (IPP_OP_CREATE_JOB);
  ipp_t *answer;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, eve->uri);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                cupsUser ());
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, name);
  answer = cupsDoRequest (http, request, "/ipp/print");
  g_assert_cmpint (ippGetStatusCode (answer), <=, IPP_STATUS_OK_EVENTS_COMPLETE);
  ippDelete (answer);
  httpClose (http);
}

/* An orphan of our own station does not keep the next job out; another's job does. */
static void
test_printer_orphan (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri);
  g_autoptr (GPtrArray) rasters = make_rasters (1);
  SuimaPrinterJob job = { "suima/AAAA/3/1-1/a1", 40, 30, rasters };
  g_autoptr (GError) error = NULL;
  gboolean may_have_data = TRUE;
  int job_id;

  leave_orphan (eve, "suima/AAAA/2/1-20/a1");
  job_id = submit (printer, "suima/AAAA/2/1-1/a2", rasters);
  eve_printer_let_out (eve, 1);
  await_job (printer, job_id, SUIMA_JOB_COMPLETED, 1);
  leave_orphan (eve, "suima/BBBB/1/1-20/a1");
  g_assert_cmpint (suima_printer_submit (printer, &job, &may_have_data, NULL, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_false (may_have_data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer/names", test_printer_names);
  g_test_add_func ("/printer/status", test_printer_status);
  g_test_add_func ("/printer/labels", test_printer_labels);
  g_test_add_func ("/printer/setup", test_printer_setup);
  g_test_add_func ("/printer/cancel", test_printer_cancel);
  g_test_add_func ("/printer/find", test_printer_find);
  g_test_add_func ("/printer/orphan", test_printer_orphan);
  g_test_add_func ("/printer/unknown-job", test_printer_unknown_job);
  g_test_add_func ("/printer/wrong-size", test_printer_wrong_size);
  g_test_add_func ("/printer/not-there", test_printer_not_there);
  g_test_add_func ("/printer/mute", test_printer_mute);
  g_test_add_func ("/printer/cancellable", test_printer_cancellable);
  g_test_add_func ("/printer/line-breaks", test_printer_line_breaks);
  return g_test_run ();
}
