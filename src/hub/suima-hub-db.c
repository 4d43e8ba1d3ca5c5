// SPDX-License-Identifier: Apache-2.0
// Opening the hub's file, and the few things every statement needs.
#include "suima-hub-db-private.h"

#include "suima-error.h"
#include "suima-hub-resources.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define SUIMA_HUB_APPLICATION_ID 0x53756948 /* "SuiH" */
#define SUIMA_HUB_SCHEMA_VERSION 3

gboolean
suima_hub_db_fail (SuimaHubDb *db, GError **error)
{
  int code = sqlite3_errcode (db->handle) & 0xff;
  SuimaError suima_code = SUIMA_ERROR_INTERNAL;

  if (code == SQLITE_FULL)
    suima_code = SUIMA_ERROR_NO_SPACE;
  else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    suima_code = SUIMA_ERROR_CORRUPT;
  else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    suima_code = SUIMA_ERROR_BUSY;
  g_set_error (error, SUIMA_ERROR, suima_code, "the hub's database: %s",
               sqlite3_errmsg (db->handle));
  return FALSE;
}

sqlite3_stmt *
suima_hub_db_prepare (SuimaHubDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (db->statements, sql);

  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
          SQLITE_OK)
        {
          suima_hub_db_fail (db, error);
          return NULL;
        }
      g_hash_table_insert (db->statements, g_strdup (sql), statement);
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return statement;
}

gboolean
suima_hub_db_run (SuimaHubDb *db, sqlite3_stmt *statement, GError **error)
{
  gboolean is_done = sqlite3_step (statement) == SQLITE_DONE;

  if (!is_done)
    suima_hub_db_fail (db, error);
  sqlite3_reset (statement);
  return is_done;
}

void
suima_hub_db_bind_text (sqlite3_stmt *statement, int at, const char *text)
{
  sqlite3_bind_text (statement, at, text, -1, SQLITE_TRANSIENT);
}

char *
suima_hub_db_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

static gboolean
suima_hub_db_execute (SuimaHubDb *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return suima_hub_db_fail (db, error);
}

gboolean
suima_hub_db_begin (SuimaHubDb *db, GError **error)
{
  return suima_hub_db_execute (db, "BEGIN IMMEDIATE", error);
}

gboolean
suima_hub_db_commit (SuimaHubDb *db, GError **error)
{
  return suima_hub_db_execute (db, "COMMIT", error);
}

void
suima_hub_db_rollback (SuimaHubDb *db)
{
  /* A full disk has rolled back by itself. */
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
}

static gint64
suima_hub_db_get_number (SuimaHubDb *db, const char *sql)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (db, sql, NULL);
  gint64 number = -1;

  if (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return number;
}

gint64
suima_hub_db_count_events (SuimaHubDb *db)
{
  /* Events are numbered without gaps and never deleted. */
  return suima_hub_db_get_number (db, "SELECT COALESCE (MAX (seq), 0) FROM event");
}

gint64
suima_hub_db_next_record_us (SuimaHubDb *db, gint64 at_us)
{
  gint64 stored_us =
      suima_hub_db_get_number (db, "SELECT COALESCE (MAX (record_us), 0) FROM event");

  /* Who polls by recordTime must not miss an event because our clock was set back. */
  return MAX (at_us, stored_us);
}

static gboolean
suima_hub_db_lock (SuimaHubDb *db, const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "hub.lock", NULL);

  db->lock_fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (db->lock_fd >= 0 && flock (db->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno == EWOULDBLOCK)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY,
                 "another suima-hub is working in %s; stop it first", dir);
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static const char suima_hub_db_settings[] =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;"
    "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 16777216;"
    "PRAGMA cache_size = -65536; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";

static gboolean
suima_hub_db_run_step (SuimaHubDb *db, int step, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/suima/hub/schema/%03d.sql", step);
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %d", step);
  g_autoptr (GBytes) schema = g_resource_lookup_data (
      suima_hub_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return schema != NULL && suima_hub_db_execute (db, g_bytes_get_data (schema, NULL), error) &&
         suima_hub_db_execute (db, version, error);
}

static gboolean
suima_hub_db_fail_copy (sqlite3 *copy, GError **error)
{
  int code = copy ? sqlite3_errcode (copy) & 0xff : SQLITE_NOMEM;

  g_set_error (error, SUIMA_ERROR,
               code == SQLITE_FULL ? SUIMA_ERROR_NO_SPACE : SUIMA_ERROR_INTERNAL, "%s",
               copy ? sqlite3_errmsg (copy) : "no memory");
  return FALSE;
}

static gboolean
suima_hub_db_copy_to (SuimaHubDb *db, sqlite3 *copy, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy, "main", db->handle, "main");

  if (backup == NULL)
    return suima_hub_db_fail_copy (copy, error);
  sqlite3_backup_step (backup, -1);
  return sqlite3_backup_finish (backup) == SQLITE_OK || suima_hub_db_fail_copy (copy, error);
}

/* Under a passing name first: what bears the final name is whole. */
static gboolean
suima_hub_db_copy_beside (SuimaHubDb *db, const char *path, GError **error)
{
  g_autofree char *kept = g_strdup_printf ("%s.before-%d", path, SUIMA_HUB_SCHEMA_VERSION);
  g_autofree char *part = g_strconcat (kept, ".part", NULL);
  sqlite3 *copy = NULL;
  gboolean is_done;

  g_remove (part);
  if (sqlite3_open_v2 (part, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK)
    is_done = suima_hub_db_copy_to (db, copy, error);
  else
    is_done = suima_hub_db_fail_copy (copy, error);
  sqlite3_close (copy);
  if (is_done && g_rename (part, kept) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "%s", g_strerror (errno));
      is_done = FALSE;
    }
  if (!is_done)
    g_prefix_error (error, "no copy %s was made before the database is changed: ", kept);
  return is_done;
}

/* From @version to the newest, all or nothing. */
static gboolean
suima_hub_db_migrate (SuimaHubDb *db, int version, GError **error)
{
  gboolean is_done = suima_hub_db_begin (db, error);

  if (!is_done)
    return FALSE;
  for (int step = version + 1; is_done && step <= SUIMA_HUB_SCHEMA_VERSION; step++)
    is_done = suima_hub_db_run_step (db, step, error);
  if (is_done && suima_hub_db_execute (db, "PRAGMA application_id = 0x53756948", error))
    return suima_hub_db_commit (db, error);
  suima_hub_db_rollback (db);
  return FALSE;
}

static gboolean
suima_hub_db_create (SuimaHubDb *db, GError **error)
{
  return suima_hub_db_execute (db, "PRAGMA journal_mode = WAL", error) &&
         suima_hub_db_migrate (db, 0, error);
}

static gboolean
suima_hub_db_check_version (SuimaHubDb *db, const char *path, GError **error)
{
  gint64 application = suima_hub_db_get_number (db, "PRAGMA application_id");
  gint64 version = suima_hub_db_get_number (db, "PRAGMA user_version");

  if (application == 0 && version == 0 &&
      suima_hub_db_get_number (db, "SELECT COUNT (*) FROM sqlite_schema") == 0)
    return suima_hub_db_create (db, error);
  if (application != SUIMA_HUB_APPLICATION_ID)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "%s is not a hub's database", path);
      return FALSE;
    }
  if (version > SUIMA_HUB_SCHEMA_VERSION)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_TOO_NEW,
                   "%s was written by a newer suima-hub (version %d, this one knows %d)", path,
                   (int)version, SUIMA_HUB_SCHEMA_VERSION);
      return FALSE;
    }
  return version == SUIMA_HUB_SCHEMA_VERSION ||
         (suima_hub_db_copy_beside (db, path, error) &&
          suima_hub_db_migrate (db, (int)version, error));
}

static void
suima_hub_db_finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

SuimaHubDb *
suima_hub_db_open (const char *dir, GError **error)
{
  g_autoptr (SuimaHubDb) db = g_new0 (SuimaHubDb, 1);
  g_autofree char *path = g_build_filename (dir, "hub.db", NULL);

  db->lock_fd = -1;
  db->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, suima_hub_db_finalize_cb);
  if (!suima_hub_db_lock (db, dir, error))
    return NULL;
  if (sqlite3_open_v2 (path, &db->handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK ||
      !suima_hub_db_execute (db, suima_hub_db_settings, NULL))
    {
      suima_hub_db_fail (db, error);
      return NULL;
    }
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!suima_hub_db_check_version (db, path, error))
    return NULL;
  return g_steal_pointer (&db);
}

void
suima_hub_db_free (SuimaHubDb *db)
{
  if (db == NULL)
    return;
  g_hash_table_unref (db->statements);
  sqlite3_close (db->handle);
  if (db->lock_fd >= 0)
    close (db->lock_fd);
  g_free (db);
}
