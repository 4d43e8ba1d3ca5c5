// SPDX-License-Identifier: Apache-2.0
// Print runs through a real spooler and a real printer application, and what becomes of them when
// one of the programs in between dies, lies or forgets.
#include "printed-labels.h"
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-private.h"

#include "catcher.h"
#include "eve-printer.h"
#include "lprint-server.h"
#include "spooler.h"
#include <string.h>

#define CHUNK 20

typedef struct _Shop Shop;

struct _Shop
{
  Fixture *fixture;
  gint64 batch_id;
  EvePrinter *eve;      /* nullable */
  Spooler *spooler;     /* nullable */
  LprintServer *lprint; /* nullable */
  GCancellable *cancellable;

  guint at;             /* so many labels are counted when */
  void (*act) (Shop *); /* this is done, once */
  gboolean has_acted;
};

static void
shop_free (Shop *shop)
{
  spooler_stop (shop->spooler);
  lprint_server_stop (shop->lprint);
  eve_printer_stop (shop->eve);
  fixture_free (shop->fixture);
  g_object_unref (shop->cancellable);
  g_free (shop);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

static Shop *
shop_new (void)
{
  Shop *shop = g_new0 (Shop, 1);

  shop->fixture = fixture_new ();
  suima_import_free (fixture_import (shop->fixture, "fruit-delivery.csv"));
  shop->batch_id = fixture_find_batch (shop->fixture, "智利车厘子 JJJ");
  shop->cancellable = g_cancellable_new ();
  return shop;
}

/* A shop whose printer stands behind the queue "Counter1". */
static Shop *
shop_new_with_queue (void)
{
  Shop *shop = shop_new ();

  shop->eve = eve_printer_start ();
  shop->spooler = spooler_start ();
  spooler_add (shop->spooler, "Counter1", shop->eve->uri, "raw", "abort-job");
  return shop;
}

static void
progress_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Shop *shop = user_data;

  if (shop->act == NULL || shop->has_acted || progress->printed < shop->at)
    return;
  shop->has_acted = TRUE;
  shop->act (shop);
}

static SuimaPrintResult *
print (Shop *shop, const char *destination, guint count, GError **error)
{
  SuimaPrintRequest request = {
    .batch_id = shop->batch_id,
    .count = count,
    .template_id = "40x30",
    .printer = destination,
  };

  return suima_station_print (shop->fixture->handle, &request, progress_cb, shop, shop->cancellable,
                              error);
}

/* What holds after every mishap: each label is of a known state, at most one chunk is in doubt, no
 * label was handed over in two jobs, and the record is whole. */
static void
assert_ledger (Shop *shop, const SuimaPrintResult *result)
{
  g_autoptr (GPtrArray) chunks =
      suima_store_list_chunks (shop->fixture->handle->store, result->run_id, NULL);
  g_autoptr (SuimaLogReport) report = suima_station_verify (shop->fixture->handle, NULL);
  guint last = 0, first_in_doubt = 0, last_in_doubt = 0;

  g_assert_cmpuint (result->printed + result->in_doubt + result->voided, ==, result->items->len);
  for (guint i = 0; i < chunks->len; i++)
    {
      const SuimaChunk *chunk = chunks->pdata[i];
      g_assert_cmpuint (chunk->first, ==, last + 1);
      last = chunk->last;
    }
  for (guint i = 0; i < result->items->len; i++)
    if (((SuimaItem *)result->items->pdata[i])->state == SUIMA_ITEM_IN_DOUBT)
      {
        first_in_doubt = first_in_doubt == 0 ? i : first_in_doubt;
        last_in_doubt = i;
      }
  g_assert_cmpuint (last_in_doubt - first_in_doubt, <, CHUNK);
  g_assert_cmpstr (report->problem, ==, NULL);
}

static void
assert_result (
    Shop *shop, const SuimaPrintResult *result, guint printed, guint in_doubt, guint voided)
{
  assert_ledger (shop, result);
  g_assert_cmpuint (result->printed, ==, printed);
  g_assert_cmpuint (result->in_doubt, ==, in_doubt);
  g_assert_cmpuint (result->voided, ==, voided);
}

/* The codes that the printer was sent, in the order of its jobs. */
static GPtrArray *
read_arrived (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *texts = printed_read_folder (shop->eve->spool, &error);

  g_assert_no_error (error);
  return texts;
}

static void
assert_refused (Shop *shop, const char *destination, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  g_assert_null (print (shop, destination, 5, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  if (strstr (error->message, says) == NULL)
    g_error ("no \"%s\" in \"%s\"", says, error->message);
  items = suima_station_list_items (shop->fixture->handle, 0, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0);
}

static void
test_hundred (void)
{
  g_autoptr (Shop) shop = shop_new_with_queue ();
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GError) error = NULL;

  eve_printer_let_out (shop->eve, 100);
  result = print (shop, "Counter1", 100, &error);
  g_assert_no_error (error);
  g_assert_no_error (result->problem);
  assert_result (shop, result, 100, 0, 0);
  arrived = read_arrived (shop);
  g_assert_cmpuint (arrived->len, ==, 100);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpstr (arrived->pdata[i], ==, ((SuimaItem *)result->items->pdata[i])->uri);
}

/* A queue that would print twice, or knows nothing, costs no serial. */
static void
test_refused (void)
{
  g_autoptr (Shop) shop = shop_new_with_queue ();
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (GBytes) arrived = NULL;

  spooler_add (shop->spooler, "Retry", shop->eve->uri, "raw", "retry-current-job");
  spooler_add (shop->spooler, "Raw", catcher_get_uri (catcher), "raw", "abort-job");
  assert_refused (shop, "Retry", "sudo lpadmin -p Retry -o printer-error-policy=abort-job");
  assert_refused (shop, "cups:Raw?send=zpl", catcher_get_uri (catcher));
  arrived = catcher_dup_bytes (catcher);
  g_assert_cmpuint (g_bytes_get_size (arrived), ==, 0);
}

static guint
count (GBytes *bytes, const char *mark)
{
  gsize size_bytes;
  const guint8 *at = g_bytes_get_data (bytes, &size_bytes), *end = at + size_bytes;
  guint n = 0;

  for (; (at = memmem (at, (gsize)(end - at), mark, strlen (mark))) != NULL; at++)
    n++;
  return n;
}

/* The printer loses the line in its second job, and the spooler says "completed" or "aborted" as it
 * comes: with status=none its word is all there is. What the run says may be wrong; but no label
 * is sent again. */
static void
test_reset_behind_spooler (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GBytes) arrived = NULL;
  g_autoptr (GError) error = NULL;

  shop->spooler = spooler_start ();
  spooler_add (shop->spooler, "Raw", catcher_get_uri (catcher), "raw", "abort-job");
  catcher_reset_after (catcher, 300000);
  result = print (shop, "cups:Raw?send=tspl&status=none", 60, &error);
  g_assert_no_error (error);
  assert_ledger (shop, result);
  g_test_message ("%u labels are said to be printed", result->printed);
  arrived = catcher_dup_bytes (catcher);
  g_assert_cmpuint (count (arrived, "PRINT 1,1\r\n"), <, 60);
}

/* A job that is begun twice within a second is not told from one that is begun once: the spooler
 * counts in seconds. */
static void
await_next_second (void)
{
  gint64 now_s = g_get_real_time () / G_TIME_SPAN_SECOND;

  while (g_get_real_time () / G_TIME_SPAN_SECOND == now_s)
    g_usleep (1000);
}

static void
kill_and_restart_spooler (Shop *shop)
{
  await_next_second ();
  spooler_kill (shop->spooler);
  spooler_restart (shop->spooler);
  eve_printer_let_out (shop->eve, 100);
}

/* Started again, the spooler begins the job of 21 to 40 anew: it is called off, and in doubt. */
static void
test_spooler_killed (void)
{
  g_autoptr (Shop) shop = shop_new_with_queue ();
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GError) error = NULL;

  shop->at = 21;
  shop->act = kill_and_restart_spooler;
  eve_printer_let_out (shop->eve, 25);
  result = print (shop, "Counter1", 60, &error);
  g_assert_no_error (error);
  g_assert_true (shop->has_acted);
  g_assert_error (result->problem, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  assert_result (shop, result, 20, 20, 20);
  settled = suima_station_settle (shop->fixture->handle, result->run_id,
                                  ((SuimaItem *)result->items->pdata[24])->uri, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpint (((SuimaItem *)settled->pdata[i])->state, ==,
                     i < 25 ? SUIMA_ITEM_PRINTED : SUIMA_ITEM_VOID);
}

static void
restart_printer (Shop *shop)
{
  eve_printer_kill (shop->eve);
  eve_printer_restart (shop->eve);
}

/* The printer dies in the second job; the spooler says "completed" of it and has lost its history.
 */
static void
test_printer_dies_behind_spooler (void)
{
  g_autoptr (Shop) shop = shop_new_with_queue ();
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GError) error = NULL;

  shop->at = 21;
  shop->act = restart_printer;
  eve_printer_let_out (shop->eve, 27);
  result = print (shop, "Counter1", 60, &error);
  g_assert_no_error (error);
  g_assert_true (shop->has_acted);
  g_assert_error (result->problem, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  assert_result (shop, result, 20, 20, 20);
}

static void
cancel_run (Shop *shop)
{
  g_cancellable_cancel (shop->cancellable);
}

/* The printer goes on with what it holds, whatever it is told. */
static void
test_cancel_ignored (void)
{
  g_autoptr (Shop) shop = shop_new_with_queue ();
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GError) error = NULL;

  shop->at = 1;
  shop->act = cancel_run;
  eve_printer_let_out (shop->eve, 3);
  result = print (shop, "Counter1", 45, &error);
  g_assert_no_error (error);
  g_assert_error (result->problem, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_result (shop, result, 0, 20, 25);
  eve_printer_let_out (shop->eve, 17);
  arrived = read_arrived (shop);
  g_assert_cmpuint (arrived->len, ==, 20);
  settled =
      suima_station_settle (shop->fixture->handle, result->run_id, arrived->pdata[19], &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 45; i++)
    g_assert_cmpint (((SuimaItem *)settled->pdata[i])->state, ==,
                     i < 20 ? SUIMA_ITEM_PRINTED : SUIMA_ITEM_VOID);
}

typedef struct
{
  LprintServer *lprint;
  Catcher *catcher;
} Killer;

static gpointer
kill_lprint_thread (gpointer data)
{
  Killer *killer = data;

  catcher_await_bytes (killer->catcher, 20000);
  lprint_server_kill (killer->lprint);
  catcher_go_on (killer->catcher);
  lprint_server_restart (killer->lprint);
  return NULL;
}

/* LPrint is killed in the middle of a job that its printer takes slowly. Started again it gives the
 * job up, and does not send it once more. */
static void
test_lprint_killed (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (Catcher) catcher = catcher_start ();
  Killer killer = { NULL, catcher };
  GThread *thread;
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GBytes) arrived = NULL;
  g_autoptr (GError) error = NULL;

  catcher_answer_zpl (catcher);
  catcher_hold_after (catcher, 20000);
  shop->lprint = killer.lprint =
      lprint_server_start (catcher_get_uri (catcher), "zpl_4inch-300dpi-dt");
  thread = g_thread_new ("killer", kill_lprint_thread, &killer);
  result = print (shop, shop->lprint->uri, 45, &error);
  g_thread_join (thread);
  g_assert_no_error (error);
  g_assert_error (result->problem, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  assert_result (shop, result, 0, 20, 25);
  arrived = catcher_dup_bytes (catcher);
  g_assert_cmpuint (count (arrived, "^XGR:"), <, 20);
}

/* The printer behind LPrint loses the line: LPrint has counted what it handed on. */
static void
test_reset_behind_lprint (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GError) error = NULL;

  catcher_answer_zpl (catcher);
  shop->lprint = lprint_server_start (catcher_get_uri (catcher), "zpl_4inch-203dpi-dt");
  catcher_reset_after (catcher, 150000);
  result = print (shop, shop->lprint->uri, 60, &error);
  g_assert_no_error (error);
  assert_ledger (shop, result);
  g_test_message ("%u labels are said to be printed", result->printed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spooler_choose_port ();
  g_test_add_func ("/station-spooler/hundred", test_hundred);
  g_test_add_func ("/station-spooler/refused", test_refused);
  g_test_add_func ("/station-spooler/reset", test_reset_behind_spooler);
  g_test_add_func ("/station-spooler/spooler-killed", test_spooler_killed);
  g_test_add_func ("/station-spooler/printer-dies", test_printer_dies_behind_spooler);
  g_test_add_func ("/station-spooler/cancel-ignored", test_cancel_ignored);
  g_test_add_func ("/station-spooler/lprint-killed", test_lprint_killed);
  g_test_add_func ("/station-spooler/lprint-reset", test_reset_behind_lprint);
  return g_test_run ();
}
