// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-private.h"
#include "suima-store-resources.h"

#include "suima-error.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static const char *const suima_store_schema_paths[] = {
  "/org/suima/store/schema/001.sql",
  "/org/suima/store/schema/002.sql",
  "/org/suima/store/schema/003.sql",
};

static gboolean
suima_store_exec (SuimaStore *store, const char *sql, GError **error)
{
  if (sqlite3_exec (store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return suima_store_set_error (store, store->db, error);
}

/* Returns the version, 0 for a file without content, -1 with @error for one that is not ours. */
static gint64
suima_store_identify (SuimaStore *store, GError **error)
{
  gint64 application_id = 0, version = 0, n_objects = 0;

  if (!suima_store_get_int (store, "PRAGMA application_id", &application_id, error) ||
      !suima_store_get_int (store, "PRAGMA user_version", &version, error) ||
      !suima_store_get_int (store, "SELECT count(*) FROM sqlite_schema", &n_objects, error))
    return -1;
  if (application_id == 0 && version == 0 && n_objects == 0)
    return 0;
  if (application_id == SUIMA_STORE_APPLICATION_ID && version > 0)
    return version;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
               "store %s: a database of another program (application id %" G_GINT64_FORMAT ")",
               store->path, application_id);
  return -1;
}

static gboolean
suima_store_use_wal (SuimaStore *store, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  g_autofree char *mode = NULL;

  if (!suima_statement_begin (&statement, store, "PRAGMA journal_mode", error) ||
      suima_statement_step (&statement, error) != 1)
    return FALSE;
  mode = suima_statement_dup_text (&statement, 0);
  suima_statement_end (&statement);
  if (g_strcmp0 (mode, "wal") == 0)
    return TRUE;
  return suima_store_exec (store, "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL", error);
}

static gboolean
suima_store_copy_to (SuimaStore *store, sqlite3 *copy, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy, "main", store->db, "main");

  if (backup == NULL)
    return suima_store_set_error (store, copy, error);
  sqlite3_backup_step (backup, -1);
  if (sqlite3_backup_finish (backup) != SQLITE_OK)
    return suima_store_set_error (store, copy, error);
  return TRUE;
}

/* Under a passing name first: what bears the final name is whole. */
static gboolean
suima_store_copy_beside (SuimaStore *store, guint version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s.before-%u", store->path, version);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  sqlite3 *copy = NULL;
  gboolean ok = FALSE;

  g_remove (part);
  if (sqlite3_open_v2 (part, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK)
    ok = suima_store_copy_to (store, copy, error);
  else
    suima_store_set_error (store, copy, error);
  sqlite3_close (copy);
  if (ok && g_rename (part, path) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "store %s: cannot name the copy %s",
                   store->path, path);
      return FALSE;
    }
  if (!ok)
    g_prefix_error (error, "no copy %s was made: ", path);
  return ok;
}

typedef struct
{
  const char *sql;
  gint64 version;
} SuimaStoreStep;

gboolean
suima_store_check_foreign_keys (SuimaStore *store, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, "PRAGMA foreign_key_check", error))
    return FALSE;
  got = suima_statement_step (&statement, error);
  if (got == 1)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                 "store %s: a row of table %s names a row of table %s that is not there",
                 store->path, sqlite3_column_text (statement.stmt, 0),
                 sqlite3_column_text (statement.stmt, 2));
  return got == 0;
}

static gboolean
suima_store_step_func (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaStoreStep *step = user_data;
  gint64 version = 0;

  if (!suima_store_get_int (store, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version >= step->version) /* another process was quicker */
    return TRUE;
  if (!suima_store_exec (store, step->sql, error) ||
      !suima_store_get_int (store, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version != step->version)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                   "store %s: schema step %" G_GINT64_FORMAT " set version %" G_GINT64_FORMAT,
                   store->path, step->version, version);
      return FALSE;
    }
  return suima_store_check_foreign_keys (store, error);
}

/* A step that rebuilds a table must not be stopped half-way by the rows that name it. */
static gboolean
suima_store_run_steps (SuimaStore *store, gint64 version, const char *const *steps, GError **error)
{
  gboolean ok = suima_store_exec (store, "PRAGMA foreign_keys = OFF", error);

  for (gint64 i = version; ok && steps[i] != NULL; i++)
    {
      SuimaStoreStep step = { steps[i], i + 1 };
      ok = suima_store_transact (store, suima_store_step_func, &step, error);
      if (!ok)
        g_prefix_error (error, "schema step %" G_GINT64_FORMAT ": ", step.version);
    }
  return suima_store_exec (store, "PRAGMA foreign_keys = ON", ok ? error : NULL) && ok;
}

static gboolean
suima_store_refuse_reading (SuimaStore *store, gint64 version, guint newest, GError **error)
{
  if (version == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "store %s: the file is empty",
                 store->path);
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED,
                 "store %s: version %" G_GINT64_FORMAT
                 " must be raised to %u first, by opening it for writing",
                 store->path, version, newest);
  return FALSE;
}

gboolean
suima_store_migrate (SuimaStore *store, const char *const *steps, GError **error)
{
  const guint newest = g_strv_length ((char **)steps);
  const gint64 version = suima_store_identify (store, error);

  if (version < 0)
    return FALSE;
  if (version > newest)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_TOO_NEW,
                   "store %s: version %" G_GINT64_FORMAT " is newer than this program's %u",
                   store->path, version, newest);
      return FALSE;
    }
  if (store->read_only)
    return version == newest || suima_store_refuse_reading (store, version, newest, error);
  if (!suima_store_use_wal (store, error))
    return FALSE;
  if (version == newest)
    return TRUE;
  if (version > 0 && !suima_store_copy_beside (store, newest, error))
    return FALSE;
  return suima_store_run_steps (store, version, steps, error);
}

gboolean
suima_store_migrate_to_newest (SuimaStore *store, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) steps = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suima_store_schema_paths); i++)
    {
      g_autofree char *sql = NULL;
      g_autoptr (GBytes) bytes =
          g_resource_lookup_data (suima_store_get_resource (), suima_store_schema_paths[i],
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      if (bytes == NULL)
        return FALSE;
      sql = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_strv_builder_add (builder, sql);
    }
  steps = g_strv_builder_end (builder);
  return suima_store_migrate (store, (const char *const *)steps, error);
}
