// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-private.h"

#include "suima-error.h"

#include <errno.h>

static SuimaError
suima_store_code_of_constraint (int extended)
{
  switch (extended)
    {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return SUIMA_ERROR_EXISTS;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return SUIMA_ERROR_NOT_FOUND;
    default:
      return SUIMA_ERROR_INTERNAL;
    }
}

/* SQLite says FULL for a failed write only; a failed mapping or sync leaves the system's number. */
static SuimaError
suima_store_code_of_system (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: /* a limit on the size of files */
      return SUIMA_ERROR_NO_SPACE;
    case EACCES:
    case EPERM:
    case EROFS:
      return SUIMA_ERROR_DENIED;
    default:
      return SUIMA_ERROR_INTERNAL;
    }
}

static SuimaError
suima_store_code_of (SuimaStore *store, sqlite3 *db)
{
  const int extended = sqlite3_extended_errcode (db);

  switch (extended & 0xff)
    {
    case SQLITE_FULL:
      return SUIMA_ERROR_NO_SPACE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SUIMA_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SUIMA_ERROR_CORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return SUIMA_ERROR_DENIED;
    case SQLITE_CONSTRAINT:
      return suima_store_code_of_constraint (extended);
    case SQLITE_CANTOPEN:
      if (!g_file_test (store->path, G_FILE_TEST_EXISTS))
        return SUIMA_ERROR_NOT_FOUND;
      return suima_store_code_of_system (sqlite3_system_errno (db));
    case SQLITE_IOERR:
      return suima_store_code_of_system (sqlite3_system_errno (db));
    default:
      return SUIMA_ERROR_INTERNAL;
    }
}

static const char *
suima_store_words_of (SuimaError code)
{
  switch ((int)code)
    {
    case SUIMA_ERROR_NO_SPACE:
      return "the disk is full";
    case SUIMA_ERROR_BUSY:
      return "somebody else is writing";
    case SUIMA_ERROR_CORRUPT:
      return "the file is damaged or no database";
    case SUIMA_ERROR_DENIED:
      return "it may not be written";
    case SUIMA_ERROR_EXISTS:
      return "it is there already";
    case SUIMA_ERROR_NOT_FOUND:
      return "something it names is not there";
    default:
      return "the database failed";
    }
}

gboolean
suima_store_set_error (SuimaStore *store, sqlite3 *db, GError **error)
{
  const SuimaError code = suima_store_code_of (store, db);

  g_set_error (error, SUIMA_ERROR, code, "store %s: %s (%s)", store->path,
               suima_store_words_of (code), sqlite3_errmsg (db));
  return FALSE;
}

static sqlite3_stmt *
suima_store_prepare (SuimaStore *store, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (store->statements, sql);

  if (stmt != NULL)
    return stmt;
  if (sqlite3_prepare_v3 (store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    {
      suima_store_set_error (store, store->db, error);
      return NULL;
    }
  g_hash_table_insert (store->statements, (gpointer)sql, stmt);
  return stmt;
}

gboolean
suima_statement_begin (SuimaStatement *statement,
                       SuimaStore *store,
                       const char *sql,
                       GError **error)
{
  sqlite3_stmt *stmt = NULL;

  g_rec_mutex_lock (&store->lock);
  statement->store = store;
  if (store->depth > 0 && sqlite3_get_autocommit (store->db))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                   "store %s: the transaction was rolled back by an earlier failure", store->path);
      return FALSE;
    }
  stmt = suima_store_prepare (store, sql, error);
  if (stmt == NULL)
    return FALSE;
  if (sqlite3_stmt_busy (stmt))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                   "store %s: a statement is used while it is in use: %s", store->path, sql);
      return FALSE;
    }
  statement->stmt = stmt;
  return TRUE;
}

void
suima_statement_end (SuimaStatement *statement)
{
  SuimaStore *store = g_steal_pointer (&statement->store);

  if (store == NULL)
    return;
  if (statement->stmt != NULL)
    {
      sqlite3_reset (statement->stmt);
      sqlite3_clear_bindings (statement->stmt);
      statement->stmt = NULL;
    }
  g_rec_mutex_unlock (&store->lock);
}

/* A failed bind (too many values, no memory) is our bug: it shows as a NULL or in the step. */
static void
suima_statement_check_bind (SuimaStatement *statement, int rc)
{
  if (rc != SQLITE_OK)
    g_critical ("value %d of \"%s\" cannot be bound: %s", statement->n_bound,
                sqlite3_sql (statement->stmt), sqlite3_errstr (rc));
}

void
suima_statement_bind_int (SuimaStatement *statement, gint64 value)
{
  suima_statement_check_bind (statement,
                              sqlite3_bind_int64 (statement->stmt, ++statement->n_bound, value));
}

void
suima_statement_bind_id (SuimaStatement *statement, gint64 id)
{
  if (id != 0)
    suima_statement_bind_int (statement, id);
  else
    suima_statement_check_bind (statement,
                                sqlite3_bind_null (statement->stmt, ++statement->n_bound));
}

void
suima_statement_bind_text (SuimaStatement *statement, const char *text)
{
  suima_statement_check_bind (statement, sqlite3_bind_text (statement->stmt, ++statement->n_bound,
                                                            text, -1, SQLITE_TRANSIENT));
}

void
suima_statement_bind_day (SuimaStatement *statement, SuimaDay day)
{
  g_autofree char *text = suima_day_to_text (day);

  suima_statement_bind_text (statement, text);
}

void
suima_statement_bind_blob (SuimaStatement *statement, GBytes *bytes)
{
  gsize size_bytes = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size_bytes) : NULL;
  const int n = ++statement->n_bound;

  if (bytes != NULL && size_bytes == 0)
    suima_statement_check_bind (statement, sqlite3_bind_zeroblob (statement->stmt, n, 0));
  else
    suima_statement_check_bind (
        statement, sqlite3_bind_blob64 (statement->stmt, n, data, size_bytes, SQLITE_TRANSIENT));
}

int
suima_statement_step (SuimaStatement *statement, GError **error)
{
  switch (sqlite3_step (statement->stmt))
    {
    case SQLITE_ROW:
      return 1;
    case SQLITE_DONE:
      return 0;
    default:
      suima_store_set_error (statement->store, statement->store->db, error);
      return -1;
    }
}

int
suima_statement_run (SuimaStatement *statement, GError **error)
{
  int got = 1;

  while (got > 0)
    got = suima_statement_step (statement, error);
  return got < 0 ? -1 : sqlite3_changes (statement->store->db);
}

gint64
suima_statement_get_int (SuimaStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->stmt, column);
}

char *
suima_statement_dup_text (SuimaStatement *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement->stmt, column));
}

SuimaDay
suima_statement_get_day (SuimaStatement *statement, int column)
{
  const char *text = (const char *)sqlite3_column_text (statement->stmt, column);
  SuimaDay day = SUIMA_DAY_NONE;

  if (text != NULL && !suima_day_parse (text, &day, NULL))
    g_warning ("store %s holds \"%s\" where a day belongs", statement->store->path, text);
  return day;
}

GBytes *
suima_statement_dup_blob (SuimaStatement *statement, int column)
{
  const void *data = sqlite3_column_blob (statement->stmt, column);

  return g_bytes_new (data, (gsize)sqlite3_column_bytes (statement->stmt, column));
}

gboolean
suima_store_run_sql (SuimaStore *store, const char *sql, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  return suima_statement_begin (&statement, store, sql, error) &&
         suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_get_int (SuimaStore *store, const char *sql, gint64 *ret_value, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error) ||
      suima_statement_step (&statement, error) != 1)
    return FALSE;
  *ret_value = suima_statement_get_int (&statement, 0);
  return TRUE;
}
