// SPDX-License-Identifier: Apache-2.0
// What a station that was killed finds at the printer when it is opened again.
#include "eve-printer.h"
#include "run-shop.h"

#include "suima-error.h"
#include "suima-printer.h"
#include "suima-pwg.h"
#include "suima-station-private.h"

#include <cups/cups.h>
#include <string.h>

typedef struct
{
  Fixture *fixture;
  EvePrinter *eve;
  gint64 run_id;
  char *job_name;
} Wreck;

/* A run of @count labels, killed with its first job under way. */
static void
wreck_init (Wreck *wreck, const char *destination, guint count, SuimaChunkState state)
{
  gint64 batch_id;
  g_autofree char *sql = NULL;

  wreck->fixture = fixture_new ();
  suima_import_free (fixture_import (wreck->fixture, "fruit-delivery.csv"));
  batch_id = fixture_find_batch (wreck->fixture, RUN_SHOP_PRODUCT);
  wreck->run_id = fixture_lay_run (wreck->fixture, batch_id, count, FALSE);
  fixture_lay_chunk (wreck->fixture, wreck->run_id, 1, MIN (count, 20), state);
  wreck->job_name = g_strdup_printf ("suima/test-%d", g_random_int_range (1, 1000000));
  fixture_close (wreck->fixture);
  sql = g_strdup_printf ("UPDATE run SET printer = '%s'; UPDATE chunk SET job_name = '%s'",
                         destination, wreck->job_name);
  fixture_run_sql (wreck->fixture, sql);
}

static void
wreck_clear (Wreck *wreck)
{
  fixture_free (wreck->fixture);
  eve_printer_stop (wreck->eve);
  g_free (wreck->job_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wreck, wreck_clear)

static void
wreck_open (Wreck *wreck)
{
  gint64 start_us = g_get_monotonic_time ();

  fixture_open (wreck->fixture);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 3 * G_TIME_SPAN_SECOND);
  wreck->fixture->now_us = g_get_real_time ();
}

static guint
wreck_count (Wreck *wreck, SuimaItemState state)
{
  g_autoptr (GPtrArray) items =
      suima_station_list_items (wreck->fixture->handle, 0, wreck->run_id, state, NULL);

  return items->len;
}

/* Create-Job, and the document where there is one. Returns: the job's id. */
static int
wreck_send (Wreck *wreck, const char *document)
{
  http_t *http =
      httpConnect2 ("localhost", (int)wreck->eve->port, NULL, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED,
                    1, 5000, NULL);
  ipp_t *request = ippNewRequest (IPP_OP_CREATE_JOB);
  ipp_t *answer;
  int job_id;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, wreck->eve->uri);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                cupsUser ());
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, wreck->job_name);
  answer = cupsDoRequest (http, request, "/ipp/print");
  job_id = ippGetInteger (ippFindAttribute (answer, "job-id", IPP_TAG_INTEGER), 0);
  ippDelete (answer);
  g_assert_cmpint (job_id, >, 0);
  if (document != NULL)
    {
      request = ippNewRequest (IPP_OP_SEND_DOCUMENT);
      ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, wreck->eve->uri);
      ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
      ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                    cupsUser ());
      ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                    "image/pwg-raster");
      ippAddBoolean (request, IPP_TAG_OPERATION, "last-document", 1);
      ippDelete (cupsDoFileRequest (http, request, "/ipp/print", document));
    }
  httpClose (http);
  return job_id;
}

/* A few labels as a document, drawn anew each time. */
static char *
wreck_write_document (Wreck *wreck, guint labels)
{
  g_autoptr (GPtrArray) rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < labels; i++)
    g_ptr_array_add (rasters, suima_raster_new (320, 240, 203));
  bytes = suima_pwg_encode (rasters);
  return fixture_write (wreck->fixture, "job.pwg", g_bytes_get_data (bytes, NULL),
                        (gssize)g_bytes_get_size (bytes));
}

static void
wreck_await_end (Wreck *wreck, int job_id)
{
  g_autoptr (SuimaPrinter) printer = suima_printer_new (wreck->eve->uri, NULL);
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autoptr (SuimaJobStatus) status = suima_printer_get_job (printer, job_id, NULL);
      if (status != NULL && status->state == SUIMA_JOB_COMPLETED)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (20000);
    }
}

/* It waits for its data: nothing of it was printed; it is cancelled and its labels are void. */
static void
test_incoming (void)
{
  g_auto (Wreck) wreck = { .eve = eve_printer_start () };
  g_autoptr (SuimaRunCard) card = NULL;

  wreck_init (&wreck, wreck.eve->uri, 25, SUIMA_CHUNK_SENDING);
  wreck_send (&wreck, NULL);
  wreck_open (&wreck);
  g_assert_cmpuint (wreck_count (&wreck, SUIMA_ITEM_VOID), ==, 25);
  card = suima_station_get_run (wreck.fixture->handle, wreck.run_id, NULL);
  g_assert_cmpuint (card->missing, ==, 25);
  g_assert_cmpuint (card->resume_at, ==, 1);
}

/* It prints: it is followed to its end, nobody is asked. */
static void
test_printing (void)
{
  g_auto (Wreck) wreck = { .eve = eve_printer_start () };
  g_autoptr (SuimaPrintResult) result = NULL, none = NULL;
  g_autoptr (GArray) left = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autofree char *document = NULL;
  g_autoptr (GError) error = NULL;

  wreck_init (&wreck, wreck.eve->uri, 8, SUIMA_CHUNK_HANDED);
  document = wreck_write_document (&wreck, 8);
  wreck_send (&wreck, document);
  wreck_open (&wreck);
  left = suima_station_list_left_runs (wreck.fixture->handle);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (wreck_count (&wreck, SUIMA_ITEM_IN_DOUBT), ==, 0);
  settled = suima_station_settle (wreck.fixture->handle, wreck.run_id, NULL, &error);
  g_assert_null (settled);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  g_clear_error (&error);
  eve_printer_let_out (wreck.eve, 8);
  result = suima_station_follow (wreck.fixture->handle, wreck.run_id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_no_error (result->problem);
  g_assert_cmpuint (result->printed, ==, 8);
  none = suima_station_follow (wreck.fixture->handle, wreck.run_id, NULL, NULL, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

/* Done, or not there any more: of neither it is known what came out. */
static void
test_over (void)
{
  for (guint is_sent = 0; is_sent < 2; is_sent++)
    {
      g_auto (Wreck) wreck = { .eve = eve_printer_start () };
      g_autofree char *document = NULL;

      wreck_init (&wreck, wreck.eve->uri, 25, SUIMA_CHUNK_HANDED);
      if (is_sent)
        {
          document = wreck_write_document (&wreck, 20);
          eve_printer_let_out (wreck.eve, 20);
          wreck_await_end (&wreck, wreck_send (&wreck, document));
        }
      wreck_open (&wreck);
      g_assert_cmpuint (wreck_count (&wreck, SUIMA_ITEM_IN_DOUBT), ==, 20);
      g_assert_cmpuint (wreck_count (&wreck, SUIMA_ITEM_VOID), ==, 5);
    }
}

/* A printer that takes the call and says nothing holds the opening up for two seconds at most. */
static void
test_silent (void)
{
  g_auto (Wreck) wreck = { 0 };
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("ipp://localhost:%u/ipp/print", port);

  wreck_init (&wreck, uri, 25, SUIMA_CHUNK_HANDED);
  wreck_open (&wreck);
  g_assert_cmpuint (wreck_count (&wreck, SUIMA_ITEM_IN_DOUBT), ==, 20);
}

/* A printer that keeps no jobs: nothing can be known. */
static void
test_device (void)
{
  g_auto (Wreck) wreck = { 0 };
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autofree char *uri = fake_device_dup_uri (device, "");

  wreck_init (&wreck, uri, 3, SUIMA_CHUNK_SENDING);
  wreck_open (&wreck);
  g_assert_cmpuint (wreck_count (&wreck, SUIMA_ITEM_IN_DOUBT), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-recovery/incoming", test_incoming);
  g_test_add_func ("/station-recovery/printing", test_printing);
  g_test_add_func ("/station-recovery/over", test_over);
  g_test_add_func ("/station-recovery/silent", test_silent);
  g_test_add_func ("/station-recovery/device", test_device);
  return g_test_run ();
}
