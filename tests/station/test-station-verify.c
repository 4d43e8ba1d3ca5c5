// SPDX-License-Identifier: Apache-2.0
// An item's history, and that nobody can rewrite it unseen.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-station-private.h"

#include <string.h>

/* Nothing in the file holds a hand back that has the file. */
#define DROP_TRIGGERS                                                                              \
  "PRAGMA foreign_keys=OFF;"                                                                       \
  "DROP TRIGGER event_unchanged; DROP TRIGGER event_stays; DROP TRIGGER event_follows;"            \
  "DROP TRIGGER log_unchanged; DROP TRIGGER log_stays;"                                            \
  "DROP TRIGGER event_item_unchanged; DROP TRIGGER event_item_stays;"

/* Five events: 0 commissions three, 1 to 3 make each void, 4 commissions another. */
static Fixture *
new_with_events (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GPtrArray) items = NULL, last = NULL;
  gint64 batch_id;

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  batch_id = fixture_find_batch (fixture, "智利车厘子 JJJ");
  items = fixture_issue (fixture, batch_id, 3, TRUE);
  for (guint i = 0; i < items->len; i++)
    {
      SuimaItem *item =
          suima_station_void (fixture->handle, ((SuimaItem *)items->pdata[i])->uri, "test", NULL);
      g_assert_nonnull (item);
      suima_item_free (item);
    }
  last = fixture_issue (fixture, batch_id, 1, TRUE);
  return fixture;
}

static void
test_untouched (void)
{
  g_autoptr (Fixture) fixture = new_with_events ();
  g_autoptr (SuimaLogReport) report = suima_station_verify (fixture->handle, NULL);

  g_assert_true (report->is_ok);
  g_assert_cmpuint (report->entries, ==, 5);
  g_assert_cmpint (report->first_bad, ==, -1);
  g_assert_null (report->problem);
}

static void
test_empty (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaLogReport) report = suima_station_verify (fixture->handle, NULL);

  g_assert_true (report->is_ok);
  g_assert_cmpuint (report->entries, ==, 0);
}

static void
assert_found (const char *sql, gint64 first_bad)
{
  g_autoptr (Fixture) fixture = new_with_events ();
  g_autofree char *script = g_strconcat (DROP_TRIGGERS, sql, NULL);
  g_autoptr (SuimaStation) reader = NULL;
  g_autoptr (SuimaLogReport) report = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  fixture_run_sql (fixture, script);
  reader = suima_station_open (fixture->station, TRUE, &error);
  g_assert_no_error (error);
  report = suima_station_verify (reader, &error);
  g_assert_no_error (error);
  if (report->is_ok)
    g_error ("not found: %s", sql);
  if (report->first_bad != first_bad)
    g_error ("found at %" G_GINT64_FORMAT ": %s", report->first_bad, sql);
  g_assert_nonnull (report->problem);
}

static void
test_changed_body (void)
{
  assert_found ("UPDATE event SET body = replace (body, 'ADD', 'DEL') WHERE seq = 0", 0);
  assert_found ("UPDATE event SET body = replace (body, '智利', '日本') WHERE seq = 4", 4);
  assert_found ("UPDATE event SET body = body || ' ' WHERE seq = 2", 2);
  assert_found ("UPDATE event SET body = '' WHERE seq = 1", 1);
}

static void
test_changed_identity (void)
{
  assert_found ("UPDATE event SET event_id = 'ni:///sha-256;00?ver=CBV2.0' WHERE seq = 3", 3);
  assert_found ("UPDATE event SET salt = zeroblob (16) WHERE seq = 1", 1);
  assert_found ("UPDATE event SET salt = zeroblob (3) WHERE seq = 1", 1);
}

static void
test_changed_entry (void)
{
  assert_found ("UPDATE log SET entry = zeroblob (154) WHERE seq = 2", 2);
  assert_found ("UPDATE log SET entry = (SELECT entry FROM log WHERE seq = 3) WHERE seq = 2", 2);
  assert_found ("UPDATE log SET entry = cast (substr (entry, 1, 153) || x'FF' AS BLOB)"
                " WHERE seq = 4",
                4);
}

static void
test_removed (void)
{
  assert_found ("DELETE FROM log WHERE seq = 2", 2);
  assert_found ("DELETE FROM log WHERE seq = 4", 4); /* the last */
  assert_found ("DELETE FROM event_item WHERE seq = 2; DELETE FROM outbox WHERE seq = 2;"
                "DELETE FROM log WHERE seq = 2; DELETE FROM event WHERE seq = 2",
                2);
  assert_found ("DELETE FROM log; DELETE FROM event; DELETE FROM event_item; DELETE FROM outbox",
                0);
}

/* The last event goes with every trace of it but one: its item is still printed. */
static void
test_removed_end (void)
{
  assert_found ("DELETE FROM event_item WHERE seq = 4; DELETE FROM outbox WHERE seq = 4;"
                "DELETE FROM log WHERE seq = 4; DELETE FROM event WHERE seq = 4",
                4);
  assert_found ("DELETE FROM outbox WHERE seq = 4;"
                "DELETE FROM log WHERE seq = 4; DELETE FROM event WHERE seq = 4",
                4);
}

static void
test_swapped (void)
{
  assert_found ("UPDATE event SET seq = 100 WHERE seq = 1; UPDATE event SET seq = 1 WHERE seq = 2;"
                "UPDATE event SET seq = 2 WHERE seq = 100;"
                "UPDATE log SET seq = 100 WHERE seq = 1; UPDATE log SET seq = 1 WHERE seq = 2;"
                "UPDATE log SET seq = 2 WHERE seq = 100",
                1);
}

static void
test_trace (void)
{
  g_autoptr (Fixture) fixture = new_with_events ();
  g_autoptr (GPtrArray) items =
      suima_station_list_items (fixture->handle, 0, 0, SUIMA_ITEM_VOID, NULL);
  const SuimaItem *item = g_ptr_array_index (items, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaItemTrace) trace = suima_station_trace (
      fixture->handle, item->uri, SUIMA_TRACE_BACK | SUIMA_TRACE_FORWARD, &error);
  static const int kinds[] = { SUIMA_EVENT_COMMISSION, SUIMA_EVENT_VOID };

  g_assert_no_error (error);
  g_assert_cmpstr (trace->item->serial, ==, item->serial);
  g_assert_cmpstr (trace->batch->product, ==, "智利车厘子 JJJ");
  g_assert_cmpuint (trace->steps->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const SuimaTraceStep *step = g_ptr_array_index (trace->steps, i);
      g_assert_cmpint (step->kind, ==, kinds[i]);
      g_assert_cmpint (step->at_us, ==, fixture->now_us);
      g_assert_nonnull (strstr (step->body, item->epc));
      g_assert_cmpint (step->delivery, ==, SUIMA_TRACE_WAITING);
    }
  g_assert_cmpuint (trace->parents->len, ==, 0);
  g_assert_cmpuint (trace->children->len, ==, 0);
}

static void
test_trace_knows_what_the_hub_has (void)
{
  g_autoptr (Fixture) fixture = new_with_events ();
  SuimaStore *store = fixture->handle->store;
  g_autoptr (GPtrArray) items =
      suima_station_list_items (fixture->handle, 0, 0, SUIMA_ITEM_VOID, NULL);
  const SuimaItem *item = g_ptr_array_index (items, 0);
  g_autoptr (SuimaItemTrace) trace = NULL;
  g_autoptr (SuimaItemTrace) again = NULL;

  g_assert_true (suima_store_ack_outbox (store, 0, 0, 1, NULL));
  trace = suima_station_trace (fixture->handle, item->serial, SUIMA_TRACE_BACK, NULL);
  g_assert_cmpint (((SuimaTraceStep *)trace->steps->pdata[0])->delivery, ==, SUIMA_TRACE_SENT);
  g_assert_cmpint (((SuimaTraceStep *)trace->steps->pdata[1])->delivery, ==, SUIMA_TRACE_WAITING);
  g_assert_true (suima_store_refuse_outbox (
      store, ((SuimaTraceStep *)trace->steps->pdata[1])->event_id, "no", NULL));
  again = suima_station_trace (fixture->handle, item->serial, SUIMA_TRACE_BACK, NULL);
  g_assert_cmpint (((SuimaTraceStep *)again->steps->pdata[1])->delivery, ==, SUIMA_TRACE_REFUSED);
}

static void
test_trace_of_nothing (void)
{
  g_autoptr (Fixture) fixture = new_with_events ();
  g_autofree char *unissued = suima_key_issue_serial (fixture->handle->key, 4711);
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_trace (fixture->handle, unissued, SUIMA_TRACE_BACK, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (suima_station_trace (fixture->handle, "7800000001013", SUIMA_TRACE_BACK, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-verify/untouched", test_untouched);
  g_test_add_func ("/station-verify/empty", test_empty);
  g_test_add_func ("/station-verify/changed-body", test_changed_body);
  g_test_add_func ("/station-verify/changed-identity", test_changed_identity);
  g_test_add_func ("/station-verify/changed-entry", test_changed_entry);
  g_test_add_func ("/station-verify/removed", test_removed);
  g_test_add_func ("/station-verify/removed-end", test_removed_end);
  g_test_add_func ("/station-verify/swapped", test_swapped);
  g_test_add_func ("/station-verify/trace", test_trace);
  g_test_add_func ("/station-verify/trace-sent", test_trace_knows_what_the_hub_has);
  g_test_add_func ("/station-verify/trace-nothing", test_trace_of_nothing);
  return g_test_run ();
}
