// SPDX-License-Identifier: Apache-2.0
// For the files of this room and their tests: the store's fields, its statements and its schema.
#pragma once

#include "suima-day.h"
#include "suima-store.h"

#include <glib.h>
#include <sqlite3.h>

#define SUIMA_STORE_APPLICATION_ID 1400203629 /* the bytes "Suim" */

/* When the receipt of movement m was undone, where nothing came in again in between: nothing can. The
 * numbers are SUIMA_EVENT_RECEIVE and SUIMA_EVENT_UNDO. */
#define SUIMA_STORE_WITHDRAWN_US                                                                   \
  "iif (m.kind = 4, (SELECT min (u.at_us) FROM movement u WHERE u.batch_id = m.batch_id"           \
  " AND u.kind = 33 AND u.seq > m.seq), NULL)"

struct _SuimaStore
{
  GRecMutex lock; /* held by each statement and for the whole of a transaction */
  /* owned */
  sqlite3 *db;
  char *path;
  GHashTable *statements; /* address of the SQL text to sqlite3_stmt */
  gboolean read_only;
  guint depth; /* of transactions: 0 outside, more than 1 in savepoints */
};

/**
 * SuimaStatement:
 * A cached statement in use: declare it with g_auto() and { 0 }. It holds the store's lock from
 * begin to the end of the scope. Values are bound in the order of the calls.
 */
typedef struct
{
  /* borrowed */
  SuimaStore *store;
  sqlite3_stmt *stmt;
  int n_bound;
} SuimaStatement;

/**
 * suima_statement_begin:
 * @sql: one statement in static memory: its address is the key under which it stays prepared
 *
 * Refuses to run inside a transaction that a failure (full disk, I/O) has rolled back already, so
 * that the rest of the work cannot be committed row by row.
 */
gboolean suima_statement_begin (SuimaStatement *statement,
                                SuimaStore *store,
                                const char *sql,
                                GError **error);
void suima_statement_end (SuimaStatement *statement);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaStatement, suima_statement_end)

void suima_statement_bind_int (SuimaStatement *statement, gint64 value);
/** suima_statement_bind_id: 0 is bound as NULL. */
void suima_statement_bind_id (SuimaStatement *statement, gint64 id);
void suima_statement_bind_text (SuimaStatement *statement, const char *text);
void suima_statement_bind_day (SuimaStatement *statement, SuimaDay day);
void suima_statement_bind_blob (SuimaStatement *statement, GBytes *bytes);

/** suima_statement_step: Returns: 1 for a row, 0 when there are no more, -1 on error. */
int suima_statement_step (SuimaStatement *statement, GError **error);
/** suima_statement_run: Steps to the end. Returns: the number of rows changed, -1 on error. */
int suima_statement_run (SuimaStatement *statement, GError **error);

gint64 suima_statement_get_int (SuimaStatement *statement, int column);
/** suima_statement_dup_text: Returns: (transfer full) (nullable). */
char *suima_statement_dup_text (SuimaStatement *statement, int column);
SuimaDay suima_statement_get_day (SuimaStatement *statement, int column);
/** suima_statement_dup_blob: Returns: (transfer full): may be empty. */
GBytes *suima_statement_dup_blob (SuimaStatement *statement, int column);

/** suima_store_run_sql: One statement without values. */
gboolean suima_store_run_sql (SuimaStore *store, const char *sql, GError **error);
/** suima_store_get_int: @sql: gives one row with one number. */
gboolean suima_store_get_int (SuimaStore *store, const char *sql, gint64 *ret_value, GError **error);

/** suima_store_check_foreign_keys: Errors: CORRUPT, naming the tables. */
gboolean suima_store_check_foreign_keys (SuimaStore *store, GError **error);

/** suima_store_set_error: The last failure of @db in our words; always returns %FALSE. */
gboolean suima_store_set_error (SuimaStore *store, sqlite3 *db, GError **error);

/**
 * suima_store_migrate:
 * @steps: %NULL-terminated SQL texts; step i brings version i to i + 1 and sets user_version
 *
 * Finds out whether the file is ours, makes it when it is empty, raises it step by step. Before the
 * first step of a file with content a copy is made, `<path>.before-<number of steps>`.
 *
 * Errors: as suima_store_open(); DENIED when @store is read-only and of an older version.
 */
gboolean suima_store_migrate (SuimaStore *store, const char *const *steps, GError **error);
/** suima_store_migrate_to_newest: The same with the steps of this program. */
gboolean suima_store_migrate_to_newest (SuimaStore *store, GError **error);
