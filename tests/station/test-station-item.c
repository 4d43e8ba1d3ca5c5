// SPDX-License-Identifier: Apache-2.0
// What became of each label: runs that broke off, settling them, voiding, reprinting.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-station-private.h"

#include <string.h>

static Fixture *
new_with_fruit (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  return fixture;
}

/* One letter an item: R S P D V, as they stand in number order. */
static char *
dup_states (Fixture *fixture, gint64 run_id)
{
  g_autoptr (GPtrArray) items = suima_station_list_items (fixture->handle, 0, run_id, 0, NULL);
  GString *letters = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (items, i);
      g_assert_cmpuint (item->number, ==, i + 1);
      g_assert_cmpuint (item->copies, ==, item->state == SUIMA_ITEM_PRINTED ? 1 : 0);
      g_string_append_c (letters, "?RSPDV"[MIN (item->state, SUIMA_ITEM_VOID)]);
    }
  return g_string_free (letters, FALSE);
}

static void
assert_states (Fixture *fixture, gint64 run_id, const char *expected)
{
  g_autofree char *states = dup_states (fixture, run_id);

  g_assert_cmpstr (states, ==, expected);
}

static guint
count_pending (Fixture *fixture)
{
  SuimaSyncStatus status;

  g_assert_true (suima_station_get_sync_status (fixture->handle, &status, NULL));
  return status.pending;
}

static void
assert_in_doubt (Fixture *fixture, gint64 run_id, gboolean is_in_doubt)
{
  g_autoptr (GArray) runs = suima_station_list_doubtful_runs (fixture->handle, NULL);

  g_assert_cmpuint (runs->len, ==, is_in_doubt ? 1 : 0);
  if (is_in_doubt)
    g_assert_cmpint (g_array_index (runs, gint64, 0), ==, run_id);
}

/* Killed at each of the moments at which a chunk is written. */
static void
test_recovery (void)
{
  static const struct
  {
    SuimaChunkState state;
    const char *items;
    guint events;
  } cases[] = {
    { SUIMA_CHUNK_SENDING, "DDDVV", 1 }, { SUIMA_CHUNK_HANDED, "DDDVV", 1 },
    { SUIMA_CHUNK_COUNTED, "PPPVV", 2 }, { SUIMA_CHUNK_DOUBTFUL, "DDDVV", 1 },
    { SUIMA_CHUNK_UNSENT, "VVVVV", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = new_with_fruit ();
      gint64 run_id = fixture_lay_run (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 5, TRUE);
      fixture_lay_chunk (fixture, run_id, 1, 3, cases[i].state);
      assert_states (fixture, run_id, "SSSRR");
      fixture_close (fixture);
      fixture_open (fixture);
      assert_states (fixture, run_id, cases[i].items);
      g_assert_cmpuint (count_pending (fixture), ==, cases[i].events);
      assert_in_doubt (fixture, run_id, strchr (cases[i].items, 'D') != NULL);
    }
}

static void
test_recovery_of_reserved_only (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  gint64 run_id = fixture_lay_run (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 3, TRUE);
  g_autoptr (GPtrArray) items = suima_station_list_items (fixture->handle, 0, run_id, 0, NULL);
  g_autoptr (GPtrArray) next = NULL;

  fixture_close (fixture);
  fixture_open (fixture);
  assert_states (fixture, run_id, "VVV");
  next = fixture_issue (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 3, TRUE);
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 3; k++)
      g_assert_cmpstr (((SuimaItem *)items->pdata[i])->serial, !=,
                       ((SuimaItem *)next->pdata[k])->serial);
}

/* Reading does not settle: the run may be going on in the program that holds the lock. */
static void
test_reader_does_not_recover (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  gint64 run_id = fixture_lay_run (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 2, TRUE);
  g_autoptr (SuimaStation) reader = suima_station_open (fixture->station, TRUE, NULL);

  g_assert_nonnull (reader);
  assert_states (fixture, run_id, "RR");
}

static gint64
lay_doubtful_run (Fixture *fixture)
{
  gint64 run_id = fixture_lay_run (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 9, TRUE);

  fixture_lay_chunk (fixture, run_id, 1, 3, SUIMA_CHUNK_COUNTED);
  fixture_lay_chunk (fixture, run_id, 4, 6, SUIMA_CHUNK_HANDED);
  fixture_close (fixture);
  fixture_open (fixture);
  assert_states (fixture, run_id, "PPPDDDVVV");
  return run_id;
}

static char *
dup_uri (Fixture *fixture, gint64 run_id, guint number)
{
  g_autoptr (GPtrArray) items = suima_station_list_items (fixture->handle, 0, run_id, 0, NULL);

  return g_strdup (((SuimaItem *)items->pdata[number - 1])->uri);
}

static void
test_settle (void)
{
  static const struct
  {
    guint last_good;
    const char *items;
  } cases[] = {
    { 0, "PPPVVVVVV" }, { 3, "PPPVVVVVV" }, { 4, "PPPPVVVVV" },
    { 5, "PPPPPVVVV" }, { 6, "PPPPPPVVV" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = new_with_fruit ();
      gint64 run_id = lay_doubtful_run (fixture);
      g_autofree char *uri =
          cases[i].last_good > 0 ? dup_uri (fixture, run_id, cases[i].last_good) : NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = suima_station_settle (fixture->handle, run_id, uri, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (items->len, ==, 9);
      assert_states (fixture, run_id, cases[i].items);
      assert_in_doubt (fixture, run_id, FALSE);
    }
}

static void
assert_settle_refused (Fixture *fixture, gint64 run_id, const char *last_good, SuimaError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dup_states (fixture, run_id), *after = NULL;

  g_assert_null (suima_station_settle (fixture->handle, run_id, last_good, &error));
  g_assert_error (error, SUIMA_ERROR, (int)code);
  after = dup_states (fixture, run_id);
  g_assert_cmpstr (after, ==, before);
}

static void
test_settle_refuses (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (GPtrArray) others =
      fixture_issue (fixture, fixture_find_batch (fixture, "泰国金枕榴莲"), 1, TRUE);
  gint64 run_id = lay_doubtful_run (fixture);
  g_autofree char *never_sent = dup_uri (fixture, run_id, 7);
  g_autofree char *good = dup_uri (fixture, run_id, 5);

  assert_settle_refused (fixture, run_id, ((SuimaItem *)others->pdata[0])->uri,
                         SUIMA_ERROR_INVALID);
  assert_settle_refused (fixture, run_id, never_sent, SUIMA_ERROR_INVALID);
  assert_settle_refused (fixture, run_id, "7800000001013", SUIMA_ERROR_INVALID);
  assert_settle_refused (fixture, run_id, "", SUIMA_ERROR_INVALID);
  assert_settle_refused (fixture, 4711, good, SUIMA_ERROR_NOT_FOUND);
  assert_settle_refused (fixture, ((SuimaItem *)others->pdata[0])->run_id, NULL,
                         SUIMA_ERROR_INVALID); /* nothing in doubt: the wrong run */
}

/* The labels of a run that is going on are nobody's to settle. */
static void
test_settle_of_an_open_run (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  gint64 run_id = fixture_lay_run (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 2, TRUE);
  g_autoptr (SuimaRunRecord) run = NULL;

  fixture_lay_chunk (fixture, run_id, 1, 1, SUIMA_CHUNK_HANDED);
  assert_settle_refused (fixture, run_id, NULL, SUIMA_ERROR_BUSY);
  run = suima_store_get_run (fixture->handle->store, run_id, NULL);
  g_assert_cmpint (run->state, ==, SUIMA_RUN_OPEN); /* or no start would recover it */
}

static json_t *
read_last_event (Fixture *fixture, const char *serial, guint n_events)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaItemTrace) trace =
      suima_station_trace (fixture->handle, serial, SUIMA_TRACE_BACK, &error);
  const SuimaTraceStep *step;
  json_t *event;

  g_assert_no_error (error);
  g_assert_cmpuint (trace->steps->len, ==, n_events);
  step = g_ptr_array_index (trace->steps, n_events - 1);
  event = suima_json_parse (step->body, strlen (step->body), &error);
  g_assert_no_error (error);
  suima_event_check (event, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (suima_json_get_text (event, "eventID"), ==, step->event_id);
  return event;
}

static void
test_void (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, "智利车厘子 JJJ"), 2, TRUE);
  const SuimaItem *item = g_ptr_array_index (items, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaItem) dead =
      suima_station_void (fixture->handle, item->uri, "  标签 破损\n", &error);
  g_autoptr (json_t) event = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (dead->state, ==, SUIMA_ITEM_VOID);
  g_assert_cmpuint (dead->copies, ==, 1); /* it did come out */
  event = read_last_event (fixture, item->serial, 2);
  g_assert_cmpstr (suima_json_get_text (event, "action"), ==, "DELETE");
  g_assert_cmpstr (suima_json_get_text (event, "suima:reason"), ==, "标签 破损");
  lookup = suima_station_scan_text (fixture->handle, item->uri, NULL);
  g_assert_cmpstr (lookup->verdict, ==, "void");
}

static void
test_void_refuses (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, "智利车厘子 JJJ"), 1, TRUE);
  const SuimaItem *item = g_ptr_array_index (items, 0);
  g_autofree char *unissued = suima_key_issue_serial (fixture->handle->key, 999);
  g_autofree char *essay = g_strnfill (401, 'x');
  const struct
  {
    const char *code, *reason;
    SuimaError error;
  } cases[] = {
    { item->uri, NULL, SUIMA_ERROR_INVALID },  { item->uri, " \n", SUIMA_ERROR_INVALID },
    { item->uri, essay, SUIMA_ERROR_INVALID }, { unissued, "why", SUIMA_ERROR_NOT_FOUND },
    { "hello", "why", SUIMA_ERROR_INVALID },
  };
  SuimaItem *dead;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_station_void (fixture->handle, cases[i].code, cases[i].reason, &error));
      g_assert_error (error, SUIMA_ERROR, (int)cases[i].error);
    }
  g_assert_cmpuint (count_pending (fixture), ==, 1);
  dead = suima_station_void (fixture->handle, item->uri, "why", NULL);
  g_assert_nonnull (dead);
  suima_item_free (dead);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (i == 0 ? suima_station_void (fixture->handle, item->uri, "again", &error)
                            : suima_station_reprint (fixture->handle, item->uri, "again",
                                                     "ipp://localhost:1/ipp/print", NULL, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
  g_assert_cmpuint (count_pending (fixture), ==, 2);
}

/* An item in doubt can be made void by itself; settling leaves it alone. */
static void
test_void_in_doubt (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  gint64 run_id = lay_doubtful_run (fixture);
  g_autofree char *fourth = dup_uri (fixture, run_id, 4), *sixth = dup_uri (fixture, run_id, 6);
  g_autoptr (SuimaItem) dead = suima_station_void (fixture->handle, fourth, "torn", NULL);
  g_autoptr (GPtrArray) items = NULL;

  g_assert_nonnull (dead);
  items = suima_station_settle (fixture->handle, run_id, sixth, NULL);
  g_assert_nonnull (items);
  assert_states (fixture, run_id, "PPPVPPVVV");
}

static void
assert_reprint_refused (Fixture *fixture,
                        const SuimaItem *item,
                        const char *reason,
                        SuimaError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaItem) after = NULL;

  g_assert_null (suima_station_reprint (fixture->handle, item->uri, reason,
                                        "ipp://localhost:1/ipp/print", NULL, &error));
  g_assert_error (error, SUIMA_ERROR, (int)code);
  after = suima_store_get_item (fixture->handle->store, item->serial, NULL);
  g_assert_cmpuint (after->copies, ==, item->copies);
}

static void
test_reprint_refuses (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, "智利车厘子 JJJ"), 1, TRUE);
  const SuimaItem *item = g_ptr_array_index (items, 0);
  guint before = count_pending (fixture);

  assert_reprint_refused (fixture, item, "", SUIMA_ERROR_INVALID);
  assert_reprint_refused (fixture, item, "torn", SUIMA_ERROR_PRINTER); /* nobody at port 1 */
  fixture->now_us = fixture_parse_time ("2026-11-21T10:00:00+08:00");
  assert_reprint_refused (fixture, item, "torn", SUIMA_ERROR_DENIED); /* the clock went back */
  fixture->now_us = fixture_parse_time ("2026-12-18T10:00:00+08:00");
  assert_reprint_refused (fixture, item, "torn", SUIMA_ERROR_BLOCKED); /* past its date */
  suima_store_set_item_state (fixture->handle->store, item->serial, SUIMA_ITEM_IN_DOUBT, 0, NULL);
  assert_reprint_refused (fixture, item, "torn", SUIMA_ERROR_INVALID);
  g_assert_cmpuint (count_pending (fixture), ==, before);
}

static void
test_print_refuses (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子 JJJ");
  const struct
  {
    SuimaPrintRequest request;
    SuimaError error;
  } cases[] = {
    { { .batch_id = batch_id, .count = 0, .printer = "ipp://localhost:1/x" }, SUIMA_ERROR_INVALID },
    { { .batch_id = batch_id, .count = 1, .spare = 10000, .printer = "ipp://localhost:1/x" },
      SUIMA_ERROR_INVALID },
    { { .batch_id = batch_id, .count = 1, .weight_g = -1, .printer = "ipp://localhost:1/x" },
      SUIMA_ERROR_INVALID },
    { { .batch_id = batch_id, .count = 1, .repacked_on = "soon", .printer = "ipp://localhost:1/x" },
      SUIMA_ERROR_INVALID },
    { { .batch_id = batch_id, .count = 1, .template_id = "hold-60x40", .printer = "ipp://localhost:1/x" },
      SUIMA_ERROR_INVALID },
    { { .batch_id = batch_id, .count = 10001, .printer = "ipp://localhost:1/x" }, SUIMA_ERROR_INVALID },
    { { .batch_id = 999, .count = 1, .printer = "ipp://localhost:1/x" }, SUIMA_ERROR_NOT_FOUND },
    { { .batch_id = batch_id, .count = 1, .template_id = "70x5", .printer = "ipp://localhost:1/x" }, SUIMA_ERROR_NOT_FOUND },
    { { .batch_id = batch_id, .count = 1 }, SUIMA_ERROR_PRINTER },
    { { .batch_id = batch_id, .count = 1, .printer = "ipp://localhost:1/x" }, SUIMA_ERROR_PRINTER },
    { { .batch_id = batch_id, .count = 1, .printer = "http://localhost/" }, SUIMA_ERROR_INVALID },
  };
  g_autoptr (GPtrArray) items = NULL, before = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (
          suima_station_print (fixture->handle, &cases[i].request, NULL, NULL, NULL, &error));
      g_assert_error (error, SUIMA_ERROR, (int)cases[i].error);
    }
  items = suima_station_list_items (fixture->handle, 0, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0);
  before = fixture_issue (fixture, batch_id, 1, TRUE);
  fixture->now_us = fixture_parse_time ("2026-11-22T09:00:00+08:00");
  for (guint i = 0; i < 1; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (
          suima_station_print (fixture->handle, &cases[9].request, NULL, NULL, NULL, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
    }
}

static void
test_batch_is_printed (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (GPtrArray) most = NULL, last = NULL, ready = NULL;
  g_autoptr (SuimaBatchCard) before = NULL, after = NULL;
  gint64 batch_id = fixture_find_batch (fixture, "新西兰奇异果"); /* 60 boxes */

  most = fixture_issue (fixture, batch_id, 59, FALSE);
  before = fixture_get_card (fixture, "新西兰奇异果");
  g_assert_cmpint (before->status, ==, SUIMA_BATCH_READY);
  g_assert_cmpuint (before->counts[SUIMA_ITEM_PRINTED], ==, 59);
  last = fixture_issue (fixture, batch_id, 1, FALSE);
  after = fixture_get_card (fixture, "新西兰奇异果");
  g_assert_cmpint (after->status, ==, SUIMA_BATCH_PRINTED);
  ready = suima_station_list_batches (fixture->handle, TRUE, NULL);
  g_assert_cmpuint (ready->len, ==, 5);
}

/* More codes than one event holds. */
static void
test_long_run_is_several_events (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 1001, FALSE);
  g_autoptr (SuimaLogReport) report = suima_station_verify (fixture->handle, NULL);

  g_assert_cmpuint (count_pending (fixture), ==, 3);
  g_assert_true (report->is_ok);
  for (guint i = 0; i < items->len; i += 250)
    json_decref (read_last_event (fixture, ((SuimaItem *)items->pdata[i])->serial, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-item/recovery", test_recovery);
  g_test_add_func ("/station-item/recovery-reserved", test_recovery_of_reserved_only);
  g_test_add_func ("/station-item/reader", test_reader_does_not_recover);
  g_test_add_func ("/station-item/settle", test_settle);
  g_test_add_func ("/station-item/settle-refuses", test_settle_refuses);
  g_test_add_func ("/station-item/settle-open", test_settle_of_an_open_run);
  g_test_add_func ("/station-item/void", test_void);
  g_test_add_func ("/station-item/void-refuses", test_void_refuses);
  g_test_add_func ("/station-item/void-in-doubt", test_void_in_doubt);
  g_test_add_func ("/station-item/reprint-refuses", test_reprint_refuses);
  g_test_add_func ("/station-item/print-refuses", test_print_refuses);
  g_test_add_func ("/station-item/batch-printed", test_batch_is_printed);
  g_test_add_func ("/station-item/long-run", test_long_run_is_several_events);
  return g_test_run ();
}
