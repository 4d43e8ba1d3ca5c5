// SPDX-License-Identifier: Apache-2.0
// Events, log entries, outbox.
#include "store-fixture.h"

#include "suima-error.h"

#include <sqlite3.h>
#include <string.h>

static const char *const test_no_serials[] = { NULL };

static void
test_event_add (SuimaStore *store, gint64 first_seq, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SuimaStoredEvent) event = store_fixture_new_event (first_seq + i, 0);
      g_autoptr (GError) error = NULL;
      suima_store_add_event (store, event, test_no_serials, &error);
      g_assert_no_error (error);
    }
}

static void
test_event_round_trip (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 run_id = store_fixture_add_run (fixture->store, batch_id, 1);
  g_autoptr (SuimaItem) item = store_fixture_new_item (batch_id, run_id, 1, 1);
  g_autoptr (SuimaStoredEvent) event = store_fixture_new_event (0, batch_id);
  const char *serials[] = { item->serial, NULL };
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const SuimaStoredEvent *back = NULL;

  g_free (event->body);
  event->body = g_strdup ("{ \"品名\" :\t\"'🍒𠮷\\u0000\"}");
  g_assert_true (suima_store_add_item (fixture->store, item, NULL));
  g_assert_true (suima_store_add_event (fixture->store, event, serials, NULL));
  test_event_add (fixture->store, 1, 1);
  events = suima_store_list_events_of (fixture->store, item->serial, NULL);
  g_assert_cmpuint (events->len, ==, 1);
  back = events->pdata[0];
  g_assert_cmpint (back->seq, ==, 0);
  g_assert_cmpstr (back->event_id, ==, event->event_id);
  g_assert_cmpint (back->kind, ==, 1);
  g_assert_cmpint (back->at_us, ==, event->at_us);
  g_assert_cmpint (back->batch_id, ==, batch_id);
  g_assert_cmpstr (back->body, ==, event->body);
  g_assert_true (g_bytes_equal (back->salt, event->salt));
  g_assert_true (g_bytes_equal (back->log_entry, event->log_entry));
  none = suima_store_list_events_of (fixture->store, "nobody", NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_event_head (StoreFixture *fixture, gconstpointer user_data)
{
  gint64 next_seq = -1;
  GBytes *entry = NULL;
  g_autoptr (SuimaStoredEvent) last = store_fixture_new_event (2, 0);
  g_autoptr (GPtrArray) events = NULL;

  g_assert_true (suima_store_get_head (fixture->store, &next_seq, &entry, NULL));
  g_assert_cmpint (next_seq, ==, 0);
  g_assert_null (entry);
  test_event_add (fixture->store, 0, 3);
  g_assert_true (suima_store_get_head (fixture->store, &next_seq, &entry, NULL));
  g_assert_cmpint (next_seq, ==, 3);
  g_assert_true (g_bytes_equal (entry, last->log_entry));
  g_bytes_unref (entry);
  events = suima_store_get_events (fixture->store, 1, 5, NULL);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (((SuimaStoredEvent *)events->pdata[0])->seq, ==, 1);
  g_assert_cmpint (((SuimaStoredEvent *)events->pdata[0])->batch_id, ==, 0);
  g_clear_pointer (&events, g_ptr_array_unref);
  events = suima_store_get_events (fixture->store, 0, 1, NULL);
  g_assert_cmpuint (events->len, ==, 1);
}

static void
test_event_assert_refused (StoreFixture *fixture,
                           const SuimaStoredEvent *event,
                           const char *serial,
                           int code)
{
  const char *serials[] = { serial, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (suima_store_add_event (fixture->store, event, serials, &error));
  g_assert_error (error, SUIMA_ERROR, code);
  g_assert_cmpint (store_fixture_query_int (fixture->path,
                                            "SELECT (SELECT count(*) FROM event) * 10000"
                                            " + (SELECT count(*) FROM event_item) * 1000"
                                            " + (SELECT count(*) FROM log) * 100"
                                            " + (SELECT count(*) FROM outbox)"),
                   ==, 20202);
}

static void
test_event_refused (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (SuimaStoredEvent) again = store_fixture_new_event (1, 0);
  g_autoptr (SuimaStoredEvent) next = store_fixture_new_event (2, 0);
  g_autoptr (SuimaStoredEvent) gap = store_fixture_new_event (3, 0);
  g_autoptr (SuimaStoredEvent) same_id = store_fixture_new_event (1, 0);
  g_autoptr (SuimaStoredEvent) short_entry = store_fixture_new_event (2, 0);
  g_autoptr (SuimaStoredEvent) no_batch = store_fixture_new_event (2, 99);

  test_event_add (fixture->store, 0, 2);
  same_id->seq = 2;
  g_bytes_unref (short_entry->log_entry);
  short_entry->log_entry = g_bytes_new_static ("short", 5);
  test_event_assert_refused (fixture, gap, NULL, SUIMA_ERROR_INVALID);
  test_event_assert_refused (fixture, again, NULL, SUIMA_ERROR_INVALID);
  test_event_assert_refused (fixture, same_id, NULL, SUIMA_ERROR_EXISTS);
  test_event_assert_refused (fixture, short_entry, NULL, SUIMA_ERROR_INTERNAL);
  test_event_assert_refused (fixture, no_batch, NULL, SUIMA_ERROR_NOT_FOUND);
  test_event_assert_refused (fixture, next, "nobody", SUIMA_ERROR_NOT_FOUND);
}

static void
test_event_append_only (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const tricks[] = {
    "UPDATE event SET body = '{}'",
    "UPDATE event SET seq = seq + 10",
    "DELETE FROM event WHERE seq = 1",
    "INSERT INTO event VALUES (5, 'x', 1, 1, NULL, '{}', x'00')",
    "INSERT INTO event VALUES (-1, 'x', 1, 1, NULL, '{}', x'00')",
    "INSERT OR REPLACE INTO event VALUES (1, 'x', 1, 1, NULL, '{}', x'00')",
    "UPDATE log SET entry = zeroblob(154)",
    "DELETE FROM log",
    "UPDATE event_item SET seq = 1",
    "DELETE FROM event_item",
  };
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  g_autoptr (SuimaItem) item = store_fixture_new_item (batch_id, 0, 0, 1);
  g_autoptr (SuimaStoredEvent) event = store_fixture_new_event (0, batch_id);
  const char *serials[] = { item->serial, NULL };

  g_assert_true (suima_store_add_item (fixture->store, item, NULL));
  g_assert_true (suima_store_add_event (fixture->store, event, serials, NULL));
  test_event_add (fixture->store, 1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      g_test_message ("%s", tricks[i]);
      g_assert_cmpint (store_fixture_exec (fixture->path, tricks[i]), ==,
                       SQLITE_CONSTRAINT_TRIGGER);
    }
}

static void
test_event_assert_peek (SuimaStore *store, guint max_events, gsize max_bytes, guint n)
{
  g_autoptr (GPtrArray) events = suima_store_peek_outbox (store, max_events, max_bytes, NULL);

  g_assert_cmpuint (events->len, ==, n);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpint (((SuimaStoredEvent *)events->pdata[i])->seq, ==, i);
}

static void
test_event_peek (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (SuimaStoredEvent) event = store_fixture_new_event (0, 0);
  const gsize body_bytes = strlen (event->body);

  test_event_assert_peek (fixture->store, 10, 10000, 0);
  test_event_add (fixture->store, 0, 5);
  test_event_assert_peek (fixture->store, 10, 10000, 5);
  test_event_assert_peek (fixture->store, 3, 10000, 3);
  test_event_assert_peek (fixture->store, 0, 10000, 0);
  test_event_assert_peek (fixture->store, 10, 2 * body_bytes, 2);
  test_event_assert_peek (fixture->store, 10, 2 * body_bytes - 1, 1);
  test_event_assert_peek (fixture->store, 10, 1, 1);
  test_event_assert_peek (fixture->store, 10, 0, 1);
}

static void
test_event_assert_outbox (SuimaStore *store, guint pending, guint refused, gint64 oldest_us)
{
  guint got_pending = 99, got_refused = 99;
  gint64 got_oldest_us = 99;

  g_assert_true (
      suima_store_count_outbox (store, &got_pending, &got_refused, &got_oldest_us, NULL));
  g_assert_cmpuint (got_pending, ==, pending);
  g_assert_cmpuint (got_refused, ==, refused);
  g_assert_cmpint (got_oldest_us, ==, oldest_us);
  g_assert_true (suima_store_count_outbox (store, &got_pending, &got_refused, NULL, NULL));
}

static void
test_event_outbox (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (SuimaStoredEvent) first = store_fixture_new_event (0, 0);
  g_autoptr (SuimaStoredEvent) third = store_fixture_new_event (2, 0);
  g_autoptr (SuimaStoredEvent) fifth = store_fixture_new_event (4, 0);
  g_autoptr (GError) error = NULL;

  test_event_assert_outbox (fixture->store, 0, 0, 0);
  test_event_add (fixture->store, 0, 6);
  test_event_assert_outbox (fixture->store, 6, 0, first->at_us);
  g_assert_true (suima_store_ack_outbox (fixture->store, 0, 1, 1, NULL));
  g_assert_true (suima_store_ack_outbox (fixture->store, 0, 1, 1, NULL));
  test_event_assert_outbox (fixture->store, 4, 0, third->at_us);
  g_assert_true (
      suima_store_refuse_outbox (fixture->store, fifth->event_id, "schema: \"品名\"", NULL));
  test_event_assert_outbox (fixture->store, 3, 1, third->at_us);
  g_assert_false (suima_store_refuse_outbox (fixture->store, fifth->event_id, "again", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_cmpint (
      store_fixture_query_int (
          fixture->path,
          "SELECT count(*) FROM outbox_refused WHERE seq = 4 AND reason = 'schema: \"品名\"'"),
      ==, 1);
  g_assert_true (suima_store_ack_outbox (fixture->store, 2, 5, 1, NULL));
  test_event_assert_outbox (fixture->store, 0, 1, 0);
  g_assert_cmpint (store_fixture_query_int (fixture->path, "SELECT count(*) FROM event"), ==, 6);
}

/* What the outer transaction undoes takes its events along. */
static gboolean
test_event_undone_func (SuimaStore *store, gpointer user_data, GError **error)
{
  test_event_add (store, 0, 2);
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED, "no");
  return FALSE;
}

static void
test_event_undone (StoreFixture *fixture, gconstpointer user_data)
{
  g_assert_false (suima_store_transact (fixture->store, test_event_undone_func, NULL, NULL));
  test_event_assert_outbox (fixture->store, 0, 0, 0);
  test_event_add (fixture->store, 0, 1);
  test_event_assert_peek (fixture->store, 5, 1000, 1);
}

#define TEST_EVENT_ADD(name, func)                                                                 \
  g_test_add ("/store-event/" name, StoreFixture, NULL, store_fixture_set_up, func,                \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST_EVENT_ADD ("round-trip", test_event_round_trip);
  TEST_EVENT_ADD ("head", test_event_head);
  TEST_EVENT_ADD ("refused", test_event_refused);
  TEST_EVENT_ADD ("append-only", test_event_append_only);
  TEST_EVENT_ADD ("peek", test_event_peek);
  TEST_EVENT_ADD ("outbox", test_event_outbox);
  TEST_EVENT_ADD ("undone", test_event_undone);
  return g_test_run ();
}
