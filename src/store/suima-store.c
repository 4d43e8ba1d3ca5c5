// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store.h"

#include "suima-error.h"
#include "suima-store-private.h"

#define SUIMA_STORE_BUSY_TIMEOUT_MS 5000

/* FULL: a label that was printed must have its serial on the disk. REPLACE fires delete triggers
   only with recursive_triggers. No memory map: it turns a read error into a signal. */
static const char suima_store_settings[] =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
    "PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -16384; PRAGMA mmap_size = 0;"
    "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON";

static gboolean
suima_store_connect (SuimaStore *store, const char *vfs_name, GError **error)
{
  const int access =
      store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int rc = sqlite3_open_v2 (store->path, &store->db, access | SQLITE_OPEN_NOMUTEX, vfs_name);

  if (store->db == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "store %s: %s", store->path,
                   sqlite3_errstr (rc));
      return FALSE;
    }
  sqlite3_extended_result_codes (store->db, 1);
  return rc == SQLITE_OK || suima_store_set_error (store, store->db, error);
}

/* Until the file is known to be ours its log must not be brought back into it at close. */
static gboolean
suima_store_configure (SuimaStore *store, GError **error)
{
  const int autocheckpoint_pages = store->read_only ? 0 : 1000;

  if (sqlite3_db_config (store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
      sqlite3_db_config (store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK &&
      sqlite3_busy_timeout (store->db, SUIMA_STORE_BUSY_TIMEOUT_MS) == SQLITE_OK &&
      sqlite3_wal_autocheckpoint (store->db, autocheckpoint_pages) == SQLITE_OK &&
      sqlite3_exec (store->db, suima_store_settings, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return suima_store_set_error (store, store->db, error);
}

static void
suima_store_finalize_cb (gpointer data)
{
  sqlite3_finalize (data);
}

/* After a failed sync the system shows frames in the log that never reached the disk. Opening would
   take them for durable and write acknowledged commits behind them, all to be lost with the power.
   Bringing the log back into the file writes them anew. A reader can hold that up: then the log
   is no worse than SQLite's own. */
static gboolean
suima_store_make_log_durable (SuimaStore *store, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (suima_store_checkpoint (store, &failure))
    return TRUE;
  if (g_error_matches (failure, SUIMA_ERROR, SUIMA_ERROR_BUSY))
    {
      g_message ("the log stays as it is: %s", failure->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

SuimaStore *
suima_store_open (const char *path, const char *vfs_name, gboolean read_only, GError **error)
{
  g_autoptr (SuimaStore) store = g_new0 (SuimaStore, 1);

  g_rec_mutex_init (&store->lock);
  store->path = g_strdup (path);
  store->read_only = read_only;
  store->statements = g_hash_table_new_full (NULL, NULL, NULL, suima_store_finalize_cb);
  if (!suima_store_connect (store, vfs_name, error) || !suima_store_configure (store, error) ||
      !suima_store_migrate_to_newest (store, error))
    return NULL;
  if (read_only)
    return g_steal_pointer (&store);
  if (!suima_store_make_log_durable (store, error))
    return NULL;
  sqlite3_db_config (store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return g_steal_pointer (&store);
}

void
suima_store_free (SuimaStore *store)
{
  if (store == NULL)
    return;
  g_hash_table_unref (store->statements);
  sqlite3_close (store->db);
  g_rec_mutex_clear (&store->lock);
  g_free (store->path);
  g_free (store);
}

static void
suima_store_roll_back (SuimaStore *store, gboolean nested)
{
  g_autoptr (GError) error = NULL;

  if (sqlite3_get_autocommit (store->db)) /* the failure has done it */
    return;
  if (nested ? suima_store_run_sql (store, "ROLLBACK TO nested", &error) &&
                   suima_store_run_sql (store, "RELEASE nested", &error)
             : suima_store_run_sql (store, "ROLLBACK", &error))
    return;
  g_warning ("%s", error->message);
}

gboolean
suima_store_transact (SuimaStore *store, SuimaStoreFunc func, gpointer user_data, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&store->lock);
  const gboolean nested = store->depth > 0;
  g_autoptr (GError) failure = NULL;
  gboolean ok = FALSE;

  if (!suima_store_run_sql (store, nested ? "SAVEPOINT nested" : "BEGIN IMMEDIATE", error))
    return FALSE;
  store->depth++;
  ok = func (store, user_data, &failure) &&
       suima_store_run_sql (store, nested ? "RELEASE nested" : "COMMIT", &failure);
  if (!ok)
    suima_store_roll_back (store, nested);
  store->depth--;
  if (!ok && failure == NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                 "store %s: the work of a transaction failed without saying why", store->path);
  else if (!ok)
    g_propagate_error (error, g_steal_pointer (&failure));
  return ok;
}

char *
suima_store_get_meta (SuimaStore *store, const char *key, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "SELECT value FROM meta WHERE key = ?", error))
    return NULL;
  suima_statement_bind_text (&statement, key);
  if (suima_statement_step (&statement, error) != 1)
    return NULL;
  return suima_statement_dup_text (&statement, 0);
}

gboolean
suima_store_set_meta (SuimaStore *store, const char *key, const char *value, GError **error)
{
  static const char sql[] = "INSERT INTO meta (key, value) VALUES (?, ?)"
                            " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, key);
  suima_statement_bind_text (&statement, value);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_checkpoint (SuimaStore *store, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&store->lock);

  if (sqlite3_wal_checkpoint_v2 (store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
      SQLITE_OK)
    return TRUE;
  return suima_store_set_error (store, store->db, error);
}

static gboolean
suima_store_check_pages (SuimaStore *store, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  g_autofree char *verdict = NULL;

  if (!suima_statement_begin (&statement, store, "PRAGMA quick_check(1)", error) ||
      suima_statement_step (&statement, error) != 1)
    return FALSE;
  verdict = suima_statement_dup_text (&statement, 0);
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "store %s: the file is damaged: %s",
               store->path, verdict);
  return FALSE;
}

gboolean
suima_store_check (SuimaStore *store, GError **error)
{
  return suima_store_check_pages (store, error) && suima_store_check_foreign_keys (store, error);
}
