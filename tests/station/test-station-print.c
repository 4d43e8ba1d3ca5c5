// SPDX-License-Identifier: Apache-2.0
// Print runs to a real IPP printer, ippeveprinter on loopback; it lets labels out when told to.
#include "eve-printer.h"
#include "printed-labels.h"
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-serial.h"
#include "suima-station-private.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  Fixture *fixture;
  EvePrinter *eve;
  gint64 batch_id;
  GCancellable *cancellable;

  /* What the progress callback does when so many labels have been counted. */
  guint at;
  void (*act) (gpointer bench);
  gboolean has_acted;
  guint told; /* the last number told */
  guint n_calls;

  int is_printing; /* atomic */
} Bench;

static void
bench_clear (Bench *bench)
{
  fixture_free (bench->fixture);
  eve_printer_stop (bench->eve);
  g_clear_object (&bench->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
bench_init (Bench *bench)
{
  bench->fixture = fixture_new ();
  bench->eve = eve_printer_start ();
  bench->cancellable = g_cancellable_new ();
  suima_import_free (fixture_import (bench->fixture, "fruit-delivery.csv"));
  bench->batch_id = fixture_find_batch (bench->fixture, "智利车厘子 JJJ");
}

static void
bench_progress_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Bench *bench = user_data;

  g_assert_cmpuint (progress->printed, >=, bench->told);
  g_assert_cmpuint (progress->printed, <=, progress->count);
  bench->told = progress->printed;
  bench->n_calls++;
  if (bench->act != NULL && !bench->has_acted && progress->printed >= bench->at)
    {
      bench->has_acted = TRUE;
      bench->act (bench);
    }
}

static SuimaPrintResult *
bench_print (Bench *bench, guint count, GError **error)
{
  SuimaPrintRequest request = { .batch_id = bench->batch_id,
                                .count = count,
                                .printer = bench->eve->uri };

  bench->told = 0;
  return suima_station_print (bench->fixture->handle, &request, bench_progress_cb, bench,
                              bench->cancellable, error);
}

static GPtrArray *
bench_read_printed (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *texts = printed_read_folder (bench->eve->spool, &error);

  g_assert_no_error (error);
  return texts;
}

static void
assert_verified (Bench *bench)
{
  g_autoptr (SuimaLogReport) report = suima_station_verify (bench->fixture->handle, NULL);

  g_assert_cmpstr (report->problem, ==, NULL);
}

/* Three jobs: what the printer got is each code once, in the order of the numbers. */
static void
test_three_jobs (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GPtrArray) chunks = NULL;
  g_autoptr (GError) error = NULL;

  bench_init (&bench);
  eve_printer_let_out (bench.eve, 45);
  result = bench_print (&bench, 45, &error);
  g_assert_no_error (error);
  g_assert_no_error (result->problem);
  g_assert_cmpuint (result->printed, ==, 45);
  g_assert_cmpuint (result->in_doubt + result->voided, ==, 0);
  g_assert_cmpuint (bench.told, ==, 45);
  g_assert_cmpuint (bench.n_calls, >=, 3);
  chunks = suima_store_list_chunks (bench.fixture->handle->store, result->run_id, NULL);
  g_assert_cmpuint (chunks->len, ==, 3);
  texts = bench_read_printed (&bench);
  g_assert_cmpuint (texts->len, ==, 45);
  for (guint i = 0; i < texts->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (result->items, i);
      g_assert_cmpstr (texts->pdata[i], ==, item->uri);
      g_assert_cmpint (item->state, ==, SUIMA_ITEM_PRINTED);
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (texts->pdata[k], !=, texts->pdata[i]);
    }
  assert_verified (&bench);
}

static void
bench_cancel (gpointer user_data)
{
  Bench *bench = user_data;

  g_cancellable_cancel (bench->cancellable);
  eve_printer_let_out (bench->eve, 20);
}

/* The chunk at the printer comes out whole; nothing is begun after it. */
static void
test_stop_after_the_chunk (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GError) error = NULL;

  bench_init (&bench);
  bench.at = 5;
  bench.act = bench_cancel;
  eve_printer_let_out (bench.eve, 5);
  result = bench_print (&bench, 45, &error);
  g_assert_no_error (error);
  g_assert_error (result->problem, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (result->printed, ==, 20);
  g_assert_cmpuint (result->in_doubt, ==, 0);
  g_assert_cmpuint (result->voided, ==, 25);
  texts = bench_read_printed (&bench);
  g_assert_cmpuint (texts->len, ==, 20);
  assert_verified (&bench);
}

static void
bench_cancel_only (gpointer user_data)
{
  g_cancellable_cancel (((Bench *)user_data)->cancellable);
}

/* A chunk that does not move is given up after five seconds: nobody knows how much came out. */
static void
test_stop_of_a_stuck_chunk (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bench_init (&bench);
  bench.at = 3;
  bench.act = bench_cancel_only;
  eve_printer_let_out (bench.eve, 3);
  result = bench_print (&bench, 25, &error);
  g_assert_no_error (error);
  g_assert_error (result->problem, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (result->printed, ==, 0);
  g_assert_cmpuint (result->in_doubt, ==, 20);
  g_assert_cmpuint (result->voided, ==, 5);
  eve_printer_let_out (bench.eve, 20);
}

static void
bench_restart_printer (gpointer user_data)
{
  Bench *bench = user_data;

  eve_printer_kill (bench->eve);
  eve_printer_restart (bench->eve);
}

static void
assert_same_serial_never (GPtrArray *items, GPtrArray *others)
{
  for (guint i = 0; i < items->len; i++)
    for (guint k = 0; k < others->len; k++)
      g_assert_cmpstr (((SuimaItem *)items->pdata[i])->serial, !=,
                       ((SuimaItem *)others->pdata[k])->serial);
}

/* The second job is forgotten in the middle: its labels are in doubt, a scan of the last good one
 * settles them, and the next run goes on with new serials. */
static void
test_printer_dies (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (SuimaPrintResult) result = NULL, next = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  guint printed = 0, voided = 0;

  bench_init (&bench);
  bench.at = 26;
  bench.act = bench_restart_printer;
  eve_printer_let_out (bench.eve, 26);
  result = bench_print (&bench, 45, &error);
  g_assert_no_error (error);
  g_assert_error (result->problem, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_cmpuint (result->printed, ==, 20);
  g_assert_cmpuint (result->in_doubt, ==, 20);
  g_assert_cmpuint (result->voided, ==, 5);
  runs = suima_station_list_doubtful_runs (bench.fixture->handle, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  settled = suima_station_settle (bench.fixture->handle, result->run_id,
                                  ((SuimaItem *)result->items->pdata[25])->serial, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < settled->len; i++)
    {
      printed += ((SuimaItem *)settled->pdata[i])->state == SUIMA_ITEM_PRINTED;
      voided += ((SuimaItem *)settled->pdata[i])->state == SUIMA_ITEM_VOID;
    }
  g_assert_cmpuint (printed, ==, 26);
  g_assert_cmpuint (voided, ==, 19);
  bench.act = NULL;
  eve_printer_let_out (bench.eve, 40); /* the killed printer's command may still take some */
  next = bench_print (&bench, 19, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (next->printed, ==, 19);
  assert_same_serial_never (result->items, next->items);
  assert_verified (&bench);
}

static void
assert_counted (const char *command, guint printed, guint in_doubt)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bench_init (&bench);
  path = fixture_write (bench.fixture, "command.sh", command, -1);
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  eve_printer_stop (bench.eve);
  bench.eve = eve_printer_start_with (path);
  result = bench_print (&bench, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->printed, ==, printed);
  g_assert_cmpuint (result->in_doubt, ==, in_doubt);
  g_assert_cmpint (result->problem != NULL, ==, in_doubt > 0);
}

/* "completed" is not "printed", where the printer counts. */
static void
test_counts (void)
{
  assert_counted ("#!/bin/sh\necho ATTR: job-impressions-completed=3 >&2\n", 3, 0);
  assert_counted ("#!/bin/sh\necho ATTR: job-impressions-completed=1 >&2\n", 0, 3);
  assert_counted ("#!/bin/sh\necho ATTR: job-impressions-completed=4 >&2\n", 0, 3);
  assert_counted ("#!/bin/sh\nexit 0\n", 3, 0); /* one that never does */
  assert_counted ("#!/bin/sh\nexit 1\n", 0, 3);
}

static void
test_printer_absent (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  bench_init (&bench);
  eve_printer_kill (bench.eve);
  g_assert_null (bench_print (&bench, 3, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  items = suima_station_list_items (bench.fixture->handle, 0, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0);
}

/* Words that no size of type brings onto the label are found out before a serial is taken. */
static void
test_words_that_do_not_fit (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *name = g_strnfill (300, 'W');
  g_autofree char *csv = g_strdup_printf ("品名,产地,数量,单位\n%s,广东中山,10,kg\n", name);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  bench_init (&bench);
  suima_import_free (fixture_import_text (bench.fixture, "long.csv", csv));
  bench.batch_id = fixture_find_batch (bench.fixture, name);
  g_assert_null (bench_print (&bench, 3, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE);
  items = suima_station_list_items (bench.fixture->handle, 0, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0);
}

static void
test_every_template (void)
{
  static const char *const ids[] = { "40x30", "50x30", "60x40", "70x50" };
  g_auto (Bench) bench = { 0 };
  g_autoptr (GPtrArray) texts = NULL, codes = g_ptr_array_new_with_free_func (g_free);

  bench_init (&bench);
  eve_printer_let_out (bench.eve, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      SuimaPrintRequest request = { .batch_id = bench.batch_id, .count = 1, .template_id = ids[i], .printer = bench.eve->uri };
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPrintResult) result =
          suima_station_print (bench.fixture->handle, &request, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result->printed, ==, 1);
      g_ptr_array_add (codes, g_strdup (((SuimaItem *)result->items->pdata[0])->uri));
    }
  texts = bench_read_printed (&bench);
  g_assert_cmpuint (texts->len, ==, codes->len);
  for (guint i = 0; i < texts->len; i++)
    {
      g_assert_cmpstr (texts->pdata[i], ==, codes->pdata[i]);
      g_assert_cmpint (strlen (codes->pdata[i]) > 150, ==, i >= 2); /* signed from 60x40 up */
    }
}

static void
test_reprint (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (SuimaItem) again = NULL;
  g_autoptr (SuimaItemTrace) trace = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GError) error = NULL;
  const SuimaItem *item;

  bench_init (&bench);
  eve_printer_let_out (bench.eve, 3);
  result = bench_print (&bench, 2, &error);
  g_assert_no_error (error);
  item = g_ptr_array_index (result->items, 1);
  again = suima_station_reprint (bench.fixture->handle, item->uri, "撕坏", bench.eve->uri, NULL,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->uri, ==, item->uri);
  g_assert_cmpuint (again->copies, ==, 2);
  g_assert_cmpint (again->state, ==, SUIMA_ITEM_PRINTED);
  texts = bench_read_printed (&bench);
  g_assert_cmpuint (texts->len, ==, 3);
  g_assert_cmpstr (texts->pdata[2], ==, texts->pdata[1]);
  trace = suima_station_trace (bench.fixture->handle, item->uri, SUIMA_TRACE_BACK, &error);
  g_assert_cmpuint (trace->steps->len, ==, 2);
  g_assert_cmpint (((SuimaTraceStep *)trace->steps->pdata[1])->kind, ==, SUIMA_EVENT_REPRINT);
  g_assert_nonnull (strstr (((SuimaTraceStep *)trace->steps->pdata[1])->body, "撕坏"));
  assert_verified (&bench);
}

static gpointer
read_thread (gpointer user_data)
{
  Bench *bench = user_data;
  SuimaStation *station = bench->fixture->handle;
  guint n_rounds = 0;

  while (g_atomic_int_get (&bench->is_printing) != 0)
    {
      g_autoptr (GPtrArray) cards = suima_station_list_batches (station, FALSE, NULL);
      g_autoptr (GPtrArray) items = suima_station_list_items (station, 0, 0, 0, NULL);
      g_autoptr (SuimaLookup) lookup = suima_station_scan_text (station, "7800000001013", NULL);
      g_autoptr (SuimaLogReport) report = suima_station_verify (station, NULL);
      SuimaSyncStatus status;
      g_assert_cmpuint (cards->len, ==, 6);
      g_assert_true (items->len % 25 == 0); /* a run is reserved whole or not at all */
      g_assert_nonnull (lookup->batch);
      g_assert_true (report->is_ok);
      g_assert_true (suima_station_get_sync_status (station, &status, NULL));
      n_rounds++;
    }
  return GUINT_TO_POINTER (n_rounds);
}

/* The kiosk shows its pages and scans while a thread of it prints. */
static void
test_reading_while_printing (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (GError) error = NULL;
  GThread *thread;

  bench_init (&bench);
  bench.is_printing = 1;
  eve_printer_let_out (bench.eve, 75);
  thread = g_thread_new ("reader", read_thread, &bench);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SuimaPrintResult) result = bench_print (&bench, 25, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result->printed, ==, 25);
    }
  g_atomic_int_set (&bench.is_printing, 0);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (thread)), >, 0);
}

static void
test_blocked_batch_prints_nothing (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GError) error = NULL;

  bench_init (&bench);
  suima_import_free (fixture_import (bench.fixture, "meat-delivery.xlsx"));
  bench.batch_id = fixture_find_batch (bench.fixture, "印度冻带鱼");
  g_assert_null (bench_print (&bench, 1, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  texts = bench_read_printed (&bench);
  g_assert_cmpuint (texts->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-print/three-jobs", test_three_jobs);
  g_test_add_func ("/station-print/stop", test_stop_after_the_chunk);
  g_test_add_func ("/station-print/stuck", test_stop_of_a_stuck_chunk);
  g_test_add_func ("/station-print/printer-dies", test_printer_dies);
  g_test_add_func ("/station-print/counts", test_counts);
  g_test_add_func ("/station-print/absent", test_printer_absent);
  g_test_add_func ("/station-print/no-fit", test_words_that_do_not_fit);
  g_test_add_func ("/station-print/templates", test_every_template);
  g_test_add_func ("/station-print/reprint", test_reprint);
  g_test_add_func ("/station-print/threads", test_reading_while_printing);
  g_test_add_func ("/station-print/blocked", test_blocked_batch_prints_nothing);
  return g_test_run ();
}
