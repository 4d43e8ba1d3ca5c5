// SPDX-License-Identifier: Apache-2.0
// Opening, migrating, transactions, meta values.
#include "store-fixture.h"

#include "suima-error.h"
#include "suima-store-private.h"
#include "suima-store-supervisor.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
test_store_get_text (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  text = g_strdup ((const char *)sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return text;
}

static void
test_store_new (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *sql;
    gint64 value;
  } settings[] = {
    { "PRAGMA synchronous", 2 },
    { "PRAGMA foreign_keys", 1 },
    { "PRAGMA busy_timeout", 5000 },
    { "PRAGMA wal_autocheckpoint", 1000 },
    { "PRAGMA cache_size", -16384 },
    { "PRAGMA journal_size_limit", 16777216 },
    { "PRAGMA temp_store", 2 },
    { "PRAGMA trusted_schema", 0 },
    { "PRAGMA cell_size_check", 1 },
    { "PRAGMA page_size", 4096 },
    { "PRAGMA recursive_triggers", 1 },
    { "PRAGMA user_version", 3 },
    { "PRAGMA application_id", 0x5375696d },
  };
  g_autofree char *mode = test_store_get_text (fixture->path, "PRAGMA journal_mode");
  int defensive = 0, no_checkpoint = 1;

  g_assert_cmpstr (mode, ==, "wal");
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      gint64 value = -1;
      g_assert_true (suima_store_get_int (fixture->store, settings[i].sql, &value, NULL));
      g_test_message ("%s", settings[i].sql);
      g_assert_cmpint (value, ==, settings[i].value);
    }
  sqlite3_db_config (fixture->store->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  sqlite3_db_config (fixture->store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &no_checkpoint);
  g_assert_cmpint (defensive, ==, 1);
  g_assert_cmpint (no_checkpoint, ==, 0);
  g_assert_true (suima_store_check (fixture->store, NULL));
}

static void
test_store_meta (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_null (suima_store_get_meta (fixture->store, "hub", &error));
  g_assert_no_error (error);
  g_assert_true (suima_store_set_meta (fixture->store, "hub", "https://a.example", &error));
  g_assert_true (suima_store_set_meta (fixture->store, "hub", "'; DROP TABLE meta; --", &error));
  g_clear_pointer (&fixture->store, suima_store_free);
  fixture->store = suima_store_open (fixture->path, NULL, FALSE, &error);
  g_assert_no_error (error);
  value = suima_store_get_meta (fixture->store, "hub", &error);
  g_assert_cmpstr (value, ==, "'; DROP TABLE meta; --");
}

static void
test_store_read_only (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaStore) reader = NULL;
  g_autofree char *value = NULL;
  gint64 pages = -1;

  g_assert_true (suima_store_set_meta (fixture->store, "a", "1", NULL));
  reader = suima_store_open (fixture->path, NULL, TRUE, &error);
  g_assert_no_error (error);
  value = suima_store_get_meta (reader, "a", &error);
  g_assert_cmpstr (value, ==, "1");
  g_assert_false (suima_store_set_meta (reader, "a", "2", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (suima_store_get_int (reader, "PRAGMA wal_autocheckpoint", &pages, NULL));
  g_assert_cmpint (pages, ==, 0);
  g_assert_true (suima_store_check (reader, NULL));
}

/* A reader must leave the write-ahead log to the writer, also when it is the last to go. */
static void
test_store_reader_leaves_log (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.sqlite", NULL);
  g_autofree char *copy_wal = g_strconcat (copy, "-wal", NULL);
  g_autofree char *bytes = NULL, *wal_bytes = NULL;
  g_autofree char *value = NULL;
  gsize size_bytes = 0, wal_size_bytes = 0;
  g_autoptr (SuimaStore) reader = NULL;

  g_assert_true (suima_store_set_meta (fixture->store, "a", "1", NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size_bytes, NULL));
  g_assert_true (g_file_get_contents (wal, &wal_bytes, &wal_size_bytes, NULL));
  g_assert_true (g_file_set_contents (copy, bytes, (gssize)size_bytes, NULL));
  g_assert_true (g_file_set_contents (copy_wal, wal_bytes, (gssize)wal_size_bytes, NULL));
  reader = suima_store_open (copy, NULL, TRUE, NULL);
  value = suima_store_get_meta (reader, "a", NULL);
  g_assert_cmpstr (value, ==, "1");
  g_clear_pointer (&reader, suima_store_free);
  g_clear_pointer (&wal_bytes, g_free);
  g_assert_true (g_file_get_contents (copy_wal, &wal_bytes, NULL, NULL));
}

static void
test_store_missing (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none.sqlite", NULL);
  g_autofree char *deep = g_build_filename (fixture->folder, "none", "none.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_store_open (path, NULL, TRUE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_null (suima_store_open (deep, NULL, FALSE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (suima_store_open (path, NULL, TRUE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

static void
test_store_assert_refused (const char *path, int code)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize size_before = 0, size_after = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  for (guint read_only = 0; read_only < 2; read_only++)
    {
      g_assert_null (suima_store_open (path, NULL, read_only != 0, &error));
      g_assert_error (error, SUIMA_ERROR, code);
      g_assert_nonnull (strstr (error->message, path));
      g_clear_error (&error);
    }
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_store_too_new (StoreFixture *fixture, gconstpointer user_data)
{
  g_clear_pointer (&fixture->store, suima_store_free);
  g_assert_cmpint (store_fixture_exec (fixture->path, "PRAGMA user_version = 99"), ==, SQLITE_OK);
  g_assert_cmpint (store_fixture_exec (fixture->path, "PRAGMA wal_checkpoint(TRUNCATE)"), ==,
                   SQLITE_OK);
  test_store_assert_refused (fixture->path, SUIMA_ERROR_TOO_NEW);
}

static void
test_store_garbage (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "garbage.sqlite", NULL);
  g_autofree char *garbage = g_strnfill (9000, 'x');

  g_assert_true (g_file_set_contents (path, garbage, -1, NULL));
  test_store_assert_refused (path, SUIMA_ERROR_CORRUPT);
  g_assert_true (g_file_set_contents (path, "short", -1, NULL));
  test_store_assert_refused (path, SUIMA_ERROR_CORRUPT);
}

static void
test_store_of_another_program (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const others[] = {
    "CREATE TABLE bookmark (id INTEGER PRIMARY KEY)",
    "PRAGMA application_id = 252006675; CREATE TABLE t (a); PRAGMA user_version = 1",
    "PRAGMA user_version = 1",
    "PRAGMA journal_mode = WAL; CREATE TABLE t (a)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/other-%u.sqlite", fixture->folder, i);
      sqlite3 *db = NULL;
      g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, others[i], NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);
      test_store_assert_refused (path, SUIMA_ERROR_CORRUPT);
    }
}

static void
test_store_damaged (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 page = store_fixture_query_int (
      fixture->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'batch'");
  g_autofree char *bytes = NULL;
  gsize size_bytes = 0;
  g_autoptr (GError) error = NULL;

  store_fixture_add_batch (fixture->store, 1);
  g_clear_pointer (&fixture->store, suima_store_free);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size_bytes, NULL));
  g_assert_cmpuint (size_bytes, >=, (gsize)page * 4096);
  memset (bytes + (page - 1) * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)size_bytes, NULL));
  fixture->store = suima_store_open (fixture->path, NULL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (suima_store_check (fixture->store, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (suima_store_list_batches (fixture->store, 0, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
  g_clear_error (&error);
  memset (bytes + 4096, 0x5a, size_bytes - 4096);
  g_clear_pointer (&fixture->store, suima_store_free);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)size_bytes, NULL));
  test_store_assert_refused (fixture->path, SUIMA_ERROR_CORRUPT);
}

static void
test_store_dangling (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (store_fixture_exec (fixture->path,
                                       "PRAGMA foreign_keys = OFF;"
                                       "INSERT INTO paper VALUES (77, 'plant', 'A1')"),
                   ==, SQLITE_OK);
  g_assert_false (suima_store_check (fixture->store, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "table paper"));
}

/* transactions */

typedef struct
{
  gboolean inner_ok; /* what the inner transaction answers */
  gboolean outer_ok;
  gboolean swallow; /* whether the outer goes on after a failed inner one */
} Nesting;

static gboolean
test_store_inner_func (SuimaStore *store, gpointer user_data, GError **error)
{
  const Nesting *nesting = user_data;

  g_assert_true (suima_store_set_meta (store, "inner", "1", error));
  if (!nesting->inner_ok)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED, "inner says no");
  return nesting->inner_ok;
}

static gboolean
test_store_outer_func (SuimaStore *store, gpointer user_data, GError **error)
{
  const Nesting *nesting = user_data;
  g_autoptr (GError) inner_error = NULL;

  g_assert_true (suima_store_set_meta (store, "before", "1", error));
  if (!suima_store_transact (store, test_store_inner_func, user_data, &inner_error) &&
      !nesting->swallow)
    {
      g_propagate_error (error, g_steal_pointer (&inner_error));
      return FALSE;
    }
  g_assert_true (suima_store_set_meta (store, "after", "1", error));
  if (!nesting->outer_ok)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS, "outer says no");
  return nesting->outer_ok;
}

static void
test_store_nesting (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    Nesting nesting;
    int code; /* 0 for committed */
    const char *left;
  } cases[] = {
    { { TRUE, TRUE, FALSE }, 0, "after before inner" },
    { { FALSE, TRUE, TRUE }, 0, "after before" },
    { { FALSE, TRUE, FALSE }, SUIMA_ERROR_BLOCKED, "" },
    { { TRUE, FALSE, FALSE }, SUIMA_ERROR_EXISTS, "" },
    { { FALSE, FALSE, TRUE }, SUIMA_ERROR_EXISTS, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Nesting nesting = cases[i].nesting;
      g_autoptr (GError) error = NULL;
      g_autofree char *left = NULL;
      g_assert_cmpint (store_fixture_exec (fixture->path, "DELETE FROM meta"), ==, SQLITE_OK);
      g_assert_cmpint (
          suima_store_transact (fixture->store, test_store_outer_func, &nesting, &error), ==,
          cases[i].code == 0);
      if (cases[i].code != 0)
        g_assert_error (error, SUIMA_ERROR, cases[i].code);
      left = test_store_get_text (
          fixture->path,
          "SELECT ifnull(group_concat(key, ' '), '') FROM (SELECT key FROM meta ORDER BY key)");
      g_assert_cmpstr (left, ==, cases[i].left);
    }
}

static gboolean
test_store_silent_func (SuimaStore *store, gpointer user_data, GError **error)
{
  return FALSE;
}

static void
test_store_silent_failure (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (suima_store_transact (fixture->store, test_store_silent_func, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL);
}

/* A failure that ends the whole transaction must not let the rest go in row by row. */
static gboolean
test_store_stubborn_func (SuimaStore *store, gpointer user_data, GError **error)
{
  g_autoptr (GError) first = NULL;

  g_assert_true (suima_store_set_meta (store, "a", "1", error));
  g_assert_cmpint (sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (suima_store_set_meta (store, "b", "1", &first));
  g_assert_error (first, SUIMA_ERROR, SUIMA_ERROR_INTERNAL);
  return TRUE;
}

static void
test_store_rolled_back_inside (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (suima_store_transact (fixture->store, test_store_stubborn_func, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL);
  g_assert_cmpint (store_fixture_query_int (fixture->path, "SELECT count(*) FROM meta"), ==, 0);
  g_assert_true (suima_store_set_meta (fixture->store, "c", "1", NULL));
}

static void
test_store_busy (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (fixture->store->db, 0);
  g_assert_false (suima_store_transact (fixture->store, test_store_silent_func, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  sqlite3_close (db);
}

static gboolean
test_store_slow_func (SuimaStore *store, gpointer user_data, GError **error)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *before = suima_store_get_meta (store, "n", error);
      g_autofree char *after = g_strdup_printf (
          "%" G_GINT64_FORMAT, g_ascii_strtoll (before ? before : "0", NULL, 10) + 1);
      g_assert_true (suima_store_set_meta (store, "n", after, error));
    }
  return TRUE;
}

static gpointer
test_store_count_thread (gpointer data)
{
  for (guint i = 0; i < 10; i++)
    g_assert_true (suima_store_transact (data, test_store_slow_func, NULL, NULL));
  return NULL;
}

static void
test_store_threads (StoreFixture *fixture, gconstpointer user_data)
{
  GThread *threads[4];
  g_autofree char *n = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("count", test_store_count_thread, fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  n = suima_store_get_meta (fixture->store, "n", NULL);
  g_assert_cmpstr (n, ==, "2000");
}

static void
test_store_checkpoint (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf status = { 0 };

  g_assert_true (suima_store_set_meta (fixture->store, "a", "1", NULL));
  g_assert_cmpint (g_stat (wal, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 0);
  g_assert_true (suima_store_checkpoint (fixture->store, NULL));
  g_assert_cmpint (g_stat (wal, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 0);
}

/* migrations */

static SuimaStore *
test_store_open_fixture (StoreFixture *fixture, const char *name)
{
  g_autofree char *from = g_build_filename (STORE_TEST_DATA, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size_bytes = 0;
  g_autoptr (GError) error = NULL;
  SuimaStore *store = NULL;

  g_clear_pointer (&fixture->store, suima_store_free);
  g_assert_true (g_file_get_contents (from, &bytes, &size_bytes, &error));
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)size_bytes, &error));
  store = suima_store_open (fixture->path, NULL, FALSE, &error);
  g_assert_no_error (error);
  return store;
}

static void
test_store_version_1 (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GBytes) entry = NULL;
  const SuimaItemFilter filter = { 0 };
  gint64 next_seq = 0;

  fixture->store = test_store_open_fixture (fixture, "v1.sqlite");
  batches = suima_store_list_batches (fixture->store, 0, NULL);
  items = suima_store_list_items (fixture->store, &filter, NULL);
  events = suima_store_peek_outbox (fixture->store, 10, 10000, NULL);
  g_assert_cmpuint (batches->len, ==, 2);
  g_assert_cmpstr (((SuimaBatch *)batches->pdata[0])->product, ==, "车厘子");
  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpint (((SuimaItem *)items->pdata[2])->state, ==, SUIMA_ITEM_PRINTED);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_true (suima_store_get_head (fixture->store, &next_seq, &entry, NULL));
  g_assert_cmpint (next_seq, ==, 2);
  g_assert_true (suima_store_check (fixture->store, NULL));
}

/* What version 2 added is empty in what version 1 left, and its rules hold. */
static void
test_store_version_1_raised (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (SuimaStore) store = test_store_open_fixture (fixture, "v1.sqlite");
  g_autofree char *copy = g_strconcat (fixture->path, ".before-3", NULL);
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (store, 1, NULL);
  g_autoptr (SuimaItem) item = suima_store_get_item (store, "28T5100000102F3EYDHK", NULL);
  g_autoptr (GPtrArray) supervisors = suima_store_list_supervisors (store, NULL);

  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpint (run->resumes_run_id, ==, 0);
  g_assert_cmpuint (run->spare_count, ==, 0);
  g_assert_cmpint (item->weight_g, ==, 0);
  g_assert_false (item->is_spare);
  g_assert_cmpuint (supervisors->len, ==, 0);
  g_assert_cmpint (store_fixture_exec (fixture->path, "UPDATE item SET is_spare = 1"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (store_fixture_exec (fixture->path, "UPDATE item SET weight_g = 1"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (store_fixture_exec (fixture->path, "UPDATE item SET state = 5"), ==, SQLITE_OK);
}

static void
test_store_version_2 (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GHashTable) words = NULL;
  g_autoptr (SuimaRunRecord) run = NULL;
  g_autoptr (SuimaItem) spare = NULL;
  g_autoptr (GPtrArray) supervisors = NULL;
  guint used = 0;

  fixture->store = test_store_open_fixture (fixture, "v2.sqlite");
  run = suima_store_get_run (fixture->store, 2, NULL);
  g_assert_cmpint (run->resumes_run_id, ==, 1);
  g_assert_cmpuint (run->spare_count, ==, 1);
  g_assert_cmpint (suima_store_get_resuming_run (fixture->store, 1, NULL), ==, 2);
  words = suima_store_get_run_words (fixture->store, 2, NULL);
  g_assert_cmpstr (g_hash_table_lookup (words, "repacker"), ==, "东门水果店");
  spare = suima_store_get_item (fixture->store, "28T510000050C9TGAK0Z", NULL);
  g_assert_true (spare->is_spare);
  g_assert_cmpint (spare->state, ==, SUIMA_ITEM_SPARE);
  g_assert_cmpint (spare->weight_g, ==, 480);
  g_assert_cmpint (spare->price_fen, ==, 1536);
  g_assert_cmpint (spare->unit_price_fen, ==, 3200);
  g_assert_true (suima_store_count_spares_used (fixture->store, 1, &used, NULL));
  g_assert_cmpuint (used, ==, 0);
  supervisors = suima_store_list_supervisors (fixture->store, NULL);
  g_assert_cmpuint (supervisors->len, ==, 1);
  g_assert_cmpuint (((SuimaSupervisor *)supervisors->pdata[0])->failures, ==, 5);
  g_assert_cmpint (store_fixture_query_int (fixture->path, "SELECT seq FROM approval"), ==, 1);
  g_assert_true (suima_store_check (fixture->store, NULL));
}

/* What is only ever added to. */
static void
test_store_version_2_stays (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const bad[] = {
    "DELETE FROM approval",
    "UPDATE approval SET supervisor = 'x'",
    "DELETE FROM run_word",
    "UPDATE run_word SET text = 'x'",
    "UPDATE item SET price_fen = 1",
    "UPDATE item SET unit_price_fen = 1",
  };

  fixture->store = test_store_open_fixture (fixture, "v2.sqlite");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_cmpint (store_fixture_exec (fixture->path, bad[i]), ==, SQLITE_CONSTRAINT_TRIGGER);
    }
  g_assert_cmpint (store_fixture_exec (fixture->path, "UPDATE run SET resumes_run_id = 1 WHERE id = 1"),
                   ==, SQLITE_CONSTRAINT_UNIQUE);
}

static void
test_store_old_fixture_for_reading (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (STORE_TEST_DATA, "v1.sqlite", NULL);
  g_autofree char *bytes = NULL;
  gsize size_bytes = 0;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->store, suima_store_free);
  g_assert_true (g_file_get_contents (path, &bytes, &size_bytes, NULL));
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)size_bytes, NULL));
  g_assert_null (suima_store_open (fixture->path, NULL, TRUE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "raised to 3"));
}

static void
test_store_migrate_next (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const steps[] = {
    "", "", "", "CREATE TABLE shift (id INTEGER PRIMARY KEY) STRICT; PRAGMA user_version = 4;",
    "ALTER TABLE shift ADD COLUMN at_us INTEGER; PRAGMA user_version = 5;", NULL
  };
  g_autofree char *copy = g_strconcat (fixture->path, ".before-5", NULL);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaStore) old = NULL;
  g_autofree char *value = NULL;
  gint64 version = 0;

  g_assert_true (g_file_set_contents (part, "left by a try that broke off", -1, NULL));
  g_assert_true (suima_store_set_meta (fixture->store, "a", "1", NULL));
  g_assert_true (suima_store_migrate (fixture->store, steps, &error));
  g_assert_no_error (error);
  g_assert_true (suima_store_get_int (fixture->store, "PRAGMA user_version", &version, NULL));
  g_assert_cmpint (version, ==, 5);
  g_assert_true (suima_store_get_int (fixture->store, "PRAGMA foreign_keys", &version, NULL));
  g_assert_cmpint (version, ==, 1);
  g_assert_cmpint (store_fixture_exec (fixture->path, "INSERT INTO shift VALUES (1, 2)"), ==,
                   SQLITE_OK);
  old = suima_store_open (copy, NULL, FALSE, &error);
  g_assert_no_error (error);
  value = suima_store_get_meta (old, "a", NULL);
  g_assert_cmpstr (value, ==, "1");
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_store_migrate_fails (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const bad_steps[] = {
    "CREATE TABLE shift (id INTEGER); PRAGMA user_version = 4; SELECT * FROM nowhere;",
    "CREATE TABLE shift (id INTEGER);" /* without its version */,
    "INSERT INTO paper VALUES (77, 'plant', 'A1'); PRAGMA user_version = 4;",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad_steps); i++)
    {
      const char *const steps[] = { "", "", "", bad_steps[i], NULL };
      g_autoptr (GError) error = NULL;
      gint64 value = 0;
      g_assert_false (suima_store_migrate (fixture->store, steps, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "schema step 4"));
      g_assert_true (suima_store_get_int (fixture->store, "PRAGMA user_version", &value, NULL));
      g_assert_cmpint (value, ==, 3);
      g_assert_true (suima_store_get_int (fixture->store, "PRAGMA foreign_keys", &value, NULL));
      g_assert_cmpint (value, ==, 1);
      g_assert_cmpint (store_fixture_query_int (fixture->path, "SELECT count(*) FROM sqlite_schema"
                                                               " WHERE name = 'shift'"),
                       ==, 0);
      g_assert_true (suima_store_check (fixture->store, NULL));
    }
}

static void
test_store_old_for_reading (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const steps[] = { "", "", "", "PRAGMA user_version = 4;", NULL };
  g_autoptr (SuimaStore) reader = suima_store_open (fixture->path, NULL, TRUE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (suima_store_migrate (reader, steps, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
}

#define TEST_STORE_ADD(name, func)                                                                 \
  g_test_add ("/store/" name, StoreFixture, NULL, store_fixture_set_up, func,                      \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST_STORE_ADD ("new", test_store_new);
  TEST_STORE_ADD ("version-1-raised", test_store_version_1_raised);
  TEST_STORE_ADD ("version-2", test_store_version_2);
  TEST_STORE_ADD ("version-2-stays", test_store_version_2_stays);
  TEST_STORE_ADD ("old-fixture-for-reading", test_store_old_fixture_for_reading);
  TEST_STORE_ADD ("meta", test_store_meta);
  TEST_STORE_ADD ("read-only", test_store_read_only);
  TEST_STORE_ADD ("reader-leaves-log", test_store_reader_leaves_log);
  TEST_STORE_ADD ("missing", test_store_missing);
  TEST_STORE_ADD ("too-new", test_store_too_new);
  TEST_STORE_ADD ("garbage", test_store_garbage);
  TEST_STORE_ADD ("of-another-program", test_store_of_another_program);
  TEST_STORE_ADD ("damaged", test_store_damaged);
  TEST_STORE_ADD ("dangling", test_store_dangling);
  TEST_STORE_ADD ("nesting", test_store_nesting);
  TEST_STORE_ADD ("silent-failure", test_store_silent_failure);
  TEST_STORE_ADD ("rolled-back-inside", test_store_rolled_back_inside);
  TEST_STORE_ADD ("busy", test_store_busy);
  TEST_STORE_ADD ("threads", test_store_threads);
  TEST_STORE_ADD ("checkpoint", test_store_checkpoint);
  TEST_STORE_ADD ("version-1", test_store_version_1);
  TEST_STORE_ADD ("migrate-next", test_store_migrate_next);
  TEST_STORE_ADD ("migrate-fails", test_store_migrate_fails);
  TEST_STORE_ADD ("old-for-reading", test_store_old_for_reading);
  return g_test_run ();
}
