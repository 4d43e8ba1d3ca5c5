// SPDX-License-Identifier: Apache-2.0
// Counters, runs, chunks, items, decisions.
#include "store-fixture.h"

#include "suima-error.h"
#include "suima-store-decision.h"
#include "suima-store-event.h"
#include "suima-store-supervisor.h"
#include "suima-serial.h"

#include <sqlite3.h>
#include <string.h>

static void
test_run_counters (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  guint32 first = 0;

  g_assert_true (suima_store_take_counters (fixture->store, 1, &first, &error));
  g_assert_cmpuint (first, ==, 1);
  g_assert_true (suima_store_take_counters (fixture->store, 40, &first, &error));
  g_assert_cmpuint (first, ==, 2);
  g_clear_pointer (&fixture->store, suima_store_free);
  fixture->store = suima_store_open (fixture->path, NULL, FALSE, &error);
  g_assert_true (suima_store_take_counters (fixture->store, 1, &first, &error));
  g_assert_cmpuint (first, ==, 42);
  g_assert_false (suima_store_take_counters (fixture->store, 0, &first, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_cmpuint (first, ==, 42);
}

static void
test_run_last_counters (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  guint32 first = 0;

  g_assert_cmpint (store_fixture_exec (fixture->path, "UPDATE counter SET next = 1073741820"), ==,
                   SQLITE_OK);
  g_assert_false (suima_store_take_counters (fixture->store, 5, &first, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_true (suima_store_take_counters (fixture->store, 4, &first, &error));
  g_assert_cmpuint (first + 3, ==, SUIMA_SERIAL_MAX_COUNTER);
  g_assert_false (suima_store_take_counters (fixture->store, 1, &first, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_false (suima_store_take_counters (fixture->store, G_MAXUINT, &first, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE);
}

static void
test_run_counter_only_grows (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const tricks[] = {
    "UPDATE counter SET next = 3",          "UPDATE counter SET next = 4",
    "UPDATE counter SET id = 1, next = 1",  "DELETE FROM counter",
    "INSERT INTO counter VALUES (2, 1)",    "INSERT OR REPLACE INTO counter VALUES (1, 1)",
    "UPDATE counter SET next = 2000000000",
  };
  guint32 first = 0;

  g_assert_true (suima_store_take_counters (fixture->store, 3, &first, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      g_test_message ("%s", tricks[i]);
      g_assert_cmpint (store_fixture_exec (fixture->path, tricks[i]) & 0xff, ==, SQLITE_CONSTRAINT);
    }
  g_assert_true (suima_store_take_counters (fixture->store, 1, &first, NULL));
  g_assert_cmpuint (first, ==, 4);
}

static void
test_run_record (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 first_id = store_fixture_add_run (fixture->store, batch_id, 40);
  SuimaRunRecord reprint = { .batch_id = batch_id,
                             .template_id = (char *)"a",
                             .count = 1,
                             .state = SUIMA_RUN_OPEN,
                             .created_us = 5,
                             .is_reprint = TRUE };
  const gint64 second_id = suima_store_add_run (fixture->store, &reprint, NULL);
  g_autoptr (SuimaRunRecord) back = suima_store_get_run (fixture->store, first_id, NULL);
  g_autoptr (SuimaRunRecord) back_2 = suima_store_get_run (fixture->store, second_id, NULL);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (back->id, ==, first_id);
  g_assert_cmpint (back->batch_id, ==, batch_id);
  g_assert_cmpstr (back->template_id, ==, "fruit-60x40");
  g_assert_cmpstr (back->printer, ==, "ipp://localhost:8631/ipp/print");
  g_assert_cmpuint (back->count, ==, 40);
  g_assert_cmpint (back->state, ==, SUIMA_RUN_OPEN);
  g_assert_cmpint (back->created_us, ==, 1789000001000000);
  g_assert_false (back->is_reprint);
  g_assert_true (back_2->is_reprint);
  g_assert_null (back_2->printer);
  open = suima_store_list_open_runs (fixture->store, NULL);
  g_assert_cmpuint (open->len, ==, 2);
  g_assert_cmpint (((SuimaRunRecord *)open->pdata[0])->id, ==, first_id);
  g_clear_pointer (&open, g_ptr_array_unref);
  g_assert_true (suima_store_set_run_state (fixture->store, first_id, SUIMA_RUN_SETTLED, NULL));
  open = suima_store_list_open_runs (fixture->store, NULL);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_false (suima_store_set_run_state (fixture->store, 99, SUIMA_RUN_SETTLED, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (suima_store_get_run (fixture->store, 99, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  reprint.batch_id = 99;
  g_assert_cmpint (suima_store_add_run (fixture->store, &reprint, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

static void
test_run_add_items (SuimaStore *store, gint64 batch_id, gint64 run_id, guint n, guint32 first)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SuimaItem) item = store_fixture_new_item (batch_id, run_id, i + 1, first + i);
      g_autoptr (GError) error = NULL;
      suima_store_add_item (store, item, &error);
      g_assert_no_error (error);
    }
}

static void
test_run_item (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 run_id = store_fixture_add_run (fixture->store, batch_id, 2);
  g_autoptr (SuimaItem) item = store_fixture_new_item (batch_id, run_id, 1, 17);
  g_autoptr (SuimaItem) back = NULL;
  g_autoptr (GError) error = NULL;

  item->copies = 3;
  item->origin = SUIMA_ORIGIN_POOL;
  g_assert_true (suima_store_add_item (fixture->store, item, NULL));
  back = suima_store_get_item (fixture->store, item->serial, NULL);
  g_assert_cmpstr (back->serial, ==, item->serial);
  g_assert_cmpstr (back->uri, ==, item->uri);
  g_assert_cmpstr (back->epc, ==, item->epc);
  g_assert_cmpint (back->batch_id, ==, batch_id);
  g_assert_cmpint (back->run_id, ==, run_id);
  g_assert_cmpuint (back->number, ==, 1);
  g_assert_cmpint (back->state, ==, SUIMA_ITEM_RESERVED);
  g_assert_cmpint (back->origin, ==, SUIMA_ORIGIN_POOL);
  g_assert_cmpuint (back->copies, ==, 3);
  g_assert_null (suima_store_get_item (fixture->store, "0000000000000000000Z", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

static void
test_run_serial_once (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 run_id = store_fixture_add_run (fixture->store, batch_id, 2);
  g_autoptr (SuimaItem) item = store_fixture_new_item (batch_id, run_id, 1, 17);
  g_autoptr (GError) error = NULL;

  g_assert_true (suima_store_add_item (fixture->store, item, NULL));
  item->number = 2;
  g_free (item->uri);
  item->uri = g_strdup ("HTTPS://OTHER.EXAMPLE/");
  g_assert_false (suima_store_add_item (fixture->store, item, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, item->serial));
  g_clear_error (&error);
  g_assert_true (
      suima_store_set_item_state (fixture->store, item->serial, SUIMA_ITEM_VOID, 0, NULL));
  g_assert_false (suima_store_add_item (fixture->store, item, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  item->run_id = 99;
  g_free (item->serial);
  item->serial = g_strdup ("another");
  g_assert_false (suima_store_add_item (fixture->store, item, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

static void
test_run_item_stays (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const tricks[] = {
    "DELETE FROM item",
    "UPDATE item SET serial = 'x'",
    "UPDATE item SET uri = 'x'",
    "UPDATE item SET batch_id = batch_id",
    ("PRAGMA recursive_triggers = ON;"
     " INSERT OR REPLACE INTO item (serial, uri, epc, batch_id, run_id, number, state, origin,"
     " copies) SELECT serial, 'u', epc, batch_id, run_id, number, state, origin, copies FROM item"),
    "UPDATE item SET quantity_milli = 1",
  };
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);

  test_run_add_items (fixture->store, batch_id, store_fixture_add_run (fixture->store, batch_id, 1),
                      1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      g_test_message ("%s", tricks[i]);
      g_assert_cmpint (store_fixture_exec (fixture->path, tricks[i]), ==,
                       SQLITE_CONSTRAINT_TRIGGER);
    }
}

static void
test_run_states (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 run_id = store_fixture_add_run (fixture->store, batch_id, 10);
  guint counts[SUIMA_ITEM_N_STATES];
  g_autoptr (GPtrArray) doubtful = NULL;
  g_autoptr (GError) error = NULL;

  test_run_add_items (fixture->store, batch_id, run_id, 10, 1);
  g_assert_true (
      suima_store_set_items_state (fixture->store, run_id, 1, 6, SUIMA_ITEM_PRINTED, 1, &error));
  g_assert_true (
      suima_store_set_items_state (fixture->store, run_id, 7, 9, SUIMA_ITEM_IN_DOUBT, 0, &error));
  g_assert_true (suima_store_count_items (fixture->store, batch_id, counts, &error));
  g_assert_cmpuint (counts[SUIMA_ITEM_RESERVED], ==, 1);
  g_assert_cmpuint (counts[SUIMA_ITEM_PRINTED], ==, 6);
  g_assert_cmpuint (counts[SUIMA_ITEM_IN_DOUBT], ==, 3);
  g_assert_cmpuint (counts[SUIMA_ITEM_VOID], ==, 0);
  g_assert_true (suima_store_count_items (fixture->store, 0, counts, &error));
  g_assert_cmpuint (counts[SUIMA_ITEM_PRINTED], ==, 6);
  g_assert_true (suima_store_count_items (fixture->store, 99, counts, &error));
  g_assert_cmpuint (counts[SUIMA_ITEM_PRINTED], ==, 0);
  doubtful = suima_store_list_doubtful_runs (fixture->store, &error);
  g_assert_cmpuint (doubtful->len, ==, 1);
  g_assert_cmpint (((SuimaRunRecord *)doubtful->pdata[0])->id, ==, run_id);
  g_assert_false (
      suima_store_set_items_state (fixture->store, run_id, 8, 11, SUIMA_ITEM_VOID, 0, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_true (suima_store_count_items (fixture->store, batch_id, counts, NULL));
  g_assert_cmpuint (counts[SUIMA_ITEM_VOID], ==, 0);
  g_clear_error (&error);
  g_assert_false (suima_store_set_item_state (fixture->store, "?", SUIMA_ITEM_VOID, 0, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

static void
test_run_copies (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 run_id = store_fixture_add_run (fixture->store, batch_id, 2);
  g_autoptr (SuimaItem) item = store_fixture_new_item (batch_id, run_id, 1, 1);
  g_autoptr (SuimaItem) back = NULL;

  test_run_add_items (fixture->store, batch_id, run_id, 2, 1);
  g_assert_true (
      suima_store_set_items_state (fixture->store, run_id, 1, 2, SUIMA_ITEM_PRINTED, 1, NULL));
  g_assert_true (
      suima_store_set_item_state (fixture->store, item->serial, SUIMA_ITEM_PRINTED, 2, NULL));
  back = suima_store_get_item (fixture->store, item->serial, NULL);
  g_assert_cmpuint (back->copies, ==, 3);
}

static void
test_run_filters (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_1 = store_fixture_add_batch (fixture->store, 1);
  const gint64 batch_2 = store_fixture_add_batch (fixture->store, 2);
  const gint64 run_1 = store_fixture_add_run (fixture->store, batch_1, 5);
  const gint64 run_2 = store_fixture_add_run (fixture->store, batch_2, 5);
  const struct
  {
    SuimaItemFilter filter;
    guint n;
    guint first_number;
  } cases[] = {
    { { 0 }, 10, 1 },
    { { .batch_id = batch_2 }, 5, 1 },
    { { .run_id = run_1 }, 5, 1 },
    { { .run_id = run_1, .batch_id = batch_2 }, 0, 0 },
    { { .run_id = run_1, .state = SUIMA_ITEM_SENT }, 2, 2 },
    { { .state = SUIMA_ITEM_SENT }, 2, 2 },
    { { .batch_id = batch_2, .state = SUIMA_ITEM_SENT }, 0, 0 },
    { { .run_id = run_2, .first = 3 }, 3, 3 },
    { { .run_id = run_2, .first = 2, .last = 4 }, 3, 2 },
    { { .run_id = run_2, .last = 2, .limit = 1 }, 1, 1 },
    { { .limit = 7 }, 7, 1 },
  };

  test_run_add_items (fixture->store, batch_2, run_2, 5, 100);
  test_run_add_items (fixture->store, batch_1, run_1, 5, 1);
  g_assert_true (
      suima_store_set_items_state (fixture->store, run_1, 2, 3, SUIMA_ITEM_SENT, 0, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) items = suima_store_list_items (fixture->store, &cases[i].filter, NULL);
      g_test_message ("filter %u", i);
      g_assert_cmpuint (items->len, ==, cases[i].n);
      if (items->len > 0)
        g_assert_cmpuint (((SuimaItem *)items->pdata[0])->number, ==, cases[i].first_number);
      for (guint k = 1; k < items->len; k++)
        {
          const SuimaItem *a = items->pdata[k - 1], *b = items->pdata[k];
          g_assert_true (a->run_id < b->run_id ||
                         (a->run_id == b->run_id && a->number < b->number));
        }
    }
}

static void
test_run_chunks (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  SuimaChunk chunk = { .run_id = store_fixture_add_run (fixture->store, batch_id, 20),
                       .first = 11,
                       .last = 20,
                       .attempt = 1,
                       .job_name = (char *)"suima-1-11-1",
                       .state = SUIMA_CHUNK_SENDING };
  const gint64 second_id = suima_store_add_chunk (fixture->store, &chunk, NULL);
  g_autoptr (GPtrArray) chunks = NULL;
  g_autoptr (GError) error = NULL;
  const SuimaChunk *back = NULL;

  chunk.attempt = 2;
  g_assert_cmpint (suima_store_add_chunk (fixture->store, &chunk, NULL), >, second_id);
  chunk.first = 1;
  chunk.last = 10;
  g_assert_cmpint (suima_store_add_chunk (fixture->store, &chunk, NULL), >, 0);
  g_assert_cmpint (suima_store_add_chunk (fixture->store, &chunk, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (
      suima_store_set_chunk (fixture->store, second_id, SUIMA_CHUNK_DOUBTFUL, 314, NULL));
  g_assert_false (suima_store_set_chunk (fixture->store, 99, SUIMA_CHUNK_HANDED, 1, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  chunks = suima_store_list_chunks (fixture->store, chunk.run_id, NULL);
  g_assert_cmpuint (chunks->len, ==, 3);
  back = chunks->pdata[0];
  g_assert_cmpuint (back->first, ==, 1);
  g_assert_cmpuint (back->last, ==, 10);
  back = chunks->pdata[1];
  g_assert_cmpint (back->id, ==, second_id);
  g_assert_cmpint (back->run_id, ==, chunk.run_id);
  g_assert_cmpuint (back->attempt, ==, 1);
  g_assert_cmpstr (back->job_name, ==, "suima-1-11-1");
  g_assert_cmpint (back->job_id, ==, 314);
  g_assert_cmpint (back->state, ==, SUIMA_CHUNK_DOUBTFUL);
  g_assert_cmpuint (((SuimaChunk *)chunks->pdata[2])->attempt, ==, 2);
}

static void
test_run_decisions (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  g_autoptr (SuimaDecision) decision = suima_decision_new ();
  g_autoptr (GError) error = NULL;

  decision->batch_id = batch_id;
  decision->day = suima_day_new (2026, 9, 18);
  decision->finding->rule = g_strdup ("national-2023/7");
  decision->finding->severity = SUIMA_SEVERITY_WARN;
  g_assert_true (suima_store_add_decision (fixture->store, decision, &error));
  g_assert_no_error (error);
  g_assert_true (suima_store_add_decision (fixture->store, decision, &error)); /* the same day */
  decision->run_id = 99;
  g_assert_false (suima_store_add_decision (fixture->store, decision, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_cmpint (
      store_fixture_query_int (fixture->path,
                               "SELECT count(*) FROM decision WHERE run_id IS NULL AND rule ="
                               " 'national-2023/7' AND day = '2026-09-18'"),
      ==, 1);
}

static void
test_run_resumed (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 first_id = store_fixture_add_run (fixture->store, batch_id, 40);
  SuimaRunRecord more = { .batch_id = batch_id,
                          .template_id = (char *)"a",
                          .count = 3,
                          .state = SUIMA_RUN_OPEN,
                          .created_us = 5,
                          .resumes_run_id = first_id,
                          .spare_count = 2 };
  gint64 second_id = 0;
  g_autoptr (SuimaRunRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_store_get_resuming_run (fixture->store, first_id, NULL), ==, 0);
  second_id = suima_store_add_run (fixture->store, &more, &error);
  g_assert_no_error (error);
  back = suima_store_get_run (fixture->store, second_id, NULL);
  g_assert_cmpint (back->resumes_run_id, ==, first_id);
  g_assert_cmpuint (back->spare_count, ==, 2);
  g_assert_cmpint (suima_store_get_resuming_run (fixture->store, first_id, NULL), ==, second_id);
  g_assert_cmpint (suima_store_add_run (fixture->store, &more, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
}

static void
test_run_words (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 run_id = store_fixture_add_run (fixture->store, batch_id, 2);
  g_autoptr (GHashTable) none = suima_store_get_run_words (fixture->store, run_id, NULL);
  g_autoptr (GHashTable) words = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_true (
      suima_store_add_run_word (fixture->store, run_id, "repacker", "东门水果店", &error));
  g_assert_no_error (error);
  g_assert_false (suima_store_add_run_word (fixture->store, run_id, "repacker", "x", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  words = suima_store_get_run_words (fixture->store, run_id, NULL);
  g_assert_cmpuint (g_hash_table_size (words), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (words, "repacker"), ==, "东门水果店");
}

static void
test_run_spares (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 batch_id = store_fixture_add_batch (fixture->store, 1);
  const gint64 run_id = store_fixture_add_run (fixture->store, batch_id, 1);
  g_autoptr (SuimaItem) item = store_fixture_new_item (batch_id, run_id, 2, 17);
  g_autoptr (SuimaItem) back = NULL;
  guint used = 9;

  item->is_spare = TRUE;
  item->state = SUIMA_ITEM_SPARE;
  item->weight_g = 480;
  g_assert_true (suima_store_add_item (fixture->store, item, NULL));
  back = suima_store_get_item (fixture->store, item->serial, NULL);
  g_assert_true (back->is_spare);
  g_assert_cmpint (back->weight_g, ==, 480);
  g_assert_cmpint (back->price_fen, ==, 0);
  g_assert_true (suima_store_check_events (fixture->store, NULL));
  g_assert_true (suima_store_count_spares_used (fixture->store, batch_id, &used, NULL));
  g_assert_cmpuint (used, ==, 0);
  suima_store_set_item_state (fixture->store, item->serial, SUIMA_ITEM_PRINTED, 0, NULL);
  g_assert_true (suima_store_count_spares_used (fixture->store, batch_id, &used, NULL));
  g_assert_cmpuint (used, ==, 1);
  g_assert_false (suima_store_check_events (fixture->store, NULL));
}

static void
test_run_supervisor (StoreFixture *fixture, gconstpointer user_data)
{
  SuimaSupervisor wang = { .name = (char *)"王店长", .pin_hash = (char *)"h", .created_us = 7, .role = SUIMA_ROLE_OWNER };
  g_autoptr (SuimaSupervisor) back = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (suima_store_add_supervisor (fixture->store, &wang, &error));
  g_assert_no_error (error);
  g_assert_false (suima_store_add_supervisor (fixture->store, &wang, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  wang.failures = 6;
  wang.lock_boot = (char *)"b";
  wang.lock_uptime_us = 42;
  g_assert_true (suima_store_set_supervisor_lock (fixture->store, &wang, NULL));
  back = suima_store_get_supervisor (fixture->store, "王店长", NULL);
  g_assert_cmpstr (back->pin_hash, ==, "h");
  g_assert_cmpuint (back->failures, ==, 6);
  g_assert_cmpstr (back->lock_boot, ==, "b");
  g_assert_cmpint (back->lock_uptime_us, ==, 42);
  all = suima_store_list_supervisors (fixture->store, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_null (suima_store_get_supervisor (fixture->store, "x", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

#define TEST_RUN_ADD(name, func)                                                                   \
  g_test_add ("/store-run/" name, StoreFixture, NULL, store_fixture_set_up, func,                  \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST_RUN_ADD ("counters", test_run_counters);
  TEST_RUN_ADD ("last-counters", test_run_last_counters);
  TEST_RUN_ADD ("counter-only-grows", test_run_counter_only_grows);
  TEST_RUN_ADD ("record", test_run_record);
  TEST_RUN_ADD ("item", test_run_item);
  TEST_RUN_ADD ("serial-once", test_run_serial_once);
  TEST_RUN_ADD ("item-stays", test_run_item_stays);
  TEST_RUN_ADD ("states", test_run_states);
  TEST_RUN_ADD ("copies", test_run_copies);
  TEST_RUN_ADD ("filters", test_run_filters);
  TEST_RUN_ADD ("chunks", test_run_chunks);
  TEST_RUN_ADD ("decisions", test_run_decisions);
  TEST_RUN_ADD ("resumed", test_run_resumed);
  TEST_RUN_ADD ("words", test_run_words);
  TEST_RUN_ADD ("spares", test_run_spares);
  TEST_RUN_ADD ("supervisor", test_run_supervisor);
  return g_test_run ();
}
