// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-run.h"

#include "suima-error.h"
#include "suima-serial.h"
#include "suima-store-private.h"

#define SUIMA_STORE_RUN_SELECT                                                                     \
  "SELECT id, batch_id, template_id, printer, count, state, created_us, is_reprint, "               \
  "resumes_run_id, spare_count FROM run "

void
suima_run_record_free (SuimaRunRecord *run)
{
  if (run == NULL)
    return;
  g_free (run->template_id);
  g_free (run->printer);
  g_free (run);
}

void
suima_chunk_free (SuimaChunk *chunk)
{
  if (chunk == NULL)
    return;
  g_free (chunk->job_name);
  g_free (chunk);
}

/* The schema's CHECK is the second lock: next never passes 2^30. */
gboolean
suima_store_take_counters (SuimaStore *store, guint n, guint32 *ret_first, GError **error)
{
  static const char sql[] = "UPDATE counter SET next = next + ?1"
                            " WHERE next + ?1 <= 1073741824 RETURNING next - ?1";
  g_auto (SuimaStatement) statement = { 0 };
  gint64 first = 0;
  int got = 0;

  if (n == 0 || n > SUIMA_SERIAL_MAX_COUNTER)
    {
      g_set_error (error, SUIMA_ERROR, n == 0 ? SUIMA_ERROR_INVALID : SUIMA_ERROR_NO_SPACE,
                   "%u counters cannot be taken at once", n);
      return FALSE;
    }
  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, n);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE,
                 "store %s: the epoch has no %u counters left", store->path, n);
  if (got != 1)
    return FALSE;
  first = suima_statement_get_int (&statement, 0);
  if (suima_statement_run (&statement, error) < 0) /* commits where no transaction is open */
    return FALSE;
  *ret_first = (guint32)first;
  return TRUE;
}

gint64
suima_store_add_run (SuimaStore *store, const SuimaRunRecord *run, GError **error)
{
  static const char sql[] =
      "INSERT INTO run (batch_id, template_id, printer, count, state, created_us, is_reprint,"
      " resumes_run_id, spare_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return 0;
  suima_statement_bind_int (&statement, run->batch_id);
  suima_statement_bind_text (&statement, run->template_id);
  suima_statement_bind_text (&statement, run->printer);
  suima_statement_bind_int (&statement, run->count);
  suima_statement_bind_int (&statement, run->state);
  suima_statement_bind_int (&statement, run->created_us);
  suima_statement_bind_int (&statement, run->is_reprint != FALSE);
  suima_statement_bind_id (&statement, run->resumes_run_id);
  suima_statement_bind_int (&statement, run->spare_count);
  if (suima_statement_run (&statement, error) < 0)
    return 0;
  return sqlite3_last_insert_rowid (store->db);
}

static SuimaRunRecord *
suima_store_read_run (SuimaStatement *statement)
{
  SuimaRunRecord *run = g_new0 (SuimaRunRecord, 1);

  run->id = suima_statement_get_int (statement, 0);
  run->batch_id = suima_statement_get_int (statement, 1);
  run->template_id = suima_statement_dup_text (statement, 2);
  run->printer = suima_statement_dup_text (statement, 3);
  run->count = (guint)suima_statement_get_int (statement, 4);
  run->state = (SuimaRunState)suima_statement_get_int (statement, 5);
  run->created_us = suima_statement_get_int (statement, 6);
  run->is_reprint = suima_statement_get_int (statement, 7) != 0;
  run->resumes_run_id = suima_statement_get_int (statement, 8);
  run->spare_count = (guint)suima_statement_get_int (statement, 9);
  return run;
}

SuimaRunRecord *
suima_store_get_run (SuimaStore *store, gint64 run_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_RUN_SELECT "WHERE id = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, run_id);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no run %" G_GINT64_FORMAT, run_id);
  return got == 1 ? suima_store_read_run (&statement) : NULL;
}

gboolean
suima_store_set_run_state (SuimaStore *store, gint64 run_id, SuimaRunState state, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int n_changed = 0;

  if (!suima_statement_begin (&statement, store, "UPDATE run SET state = ? WHERE id = ?", error))
    return FALSE;
  suima_statement_bind_int (&statement, state);
  suima_statement_bind_int (&statement, run_id);
  n_changed = suima_statement_run (&statement, error);
  if (n_changed == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no run %" G_GINT64_FORMAT, run_id);
  return n_changed == 1;
}

/* @batch_id: what the one parameter of @sql stands for; 0 when it has none. */
static GPtrArray *
suima_store_list_runs (SuimaStore *store, const char *sql, gint64 batch_id, GError **error)
{
  g_autoptr (GPtrArray) runs =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_run_record_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  if (batch_id != 0)
    suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (runs, suima_store_read_run (&statement));
  return got == 0 ? g_steal_pointer (&runs) : NULL;
}

/* 1 and 4 are SUIMA_RUN_OPEN and SUIMA_ITEM_IN_DOUBT, written out so that the partial indexes of
   the schema serve. */
GPtrArray *
suima_store_list_open_runs (SuimaStore *store, GError **error)
{
  return suima_store_list_runs (store, SUIMA_STORE_RUN_SELECT "WHERE state = 1 ORDER BY id", 0,
                                error);
}

GPtrArray *
suima_store_list_doubtful_runs (SuimaStore *store, GError **error)
{
  return suima_store_list_runs (store,
                                SUIMA_STORE_RUN_SELECT
                                "WHERE id IN (SELECT run_id FROM item WHERE state = 4) ORDER BY id",
                                0, error);
}

GPtrArray *
suima_store_list_short_runs (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char sql[] = SUIMA_STORE_RUN_SELECT
      "WHERE batch_id = ? AND state = 2 AND is_reprint = 0"
      " AND id NOT IN (SELECT resumes_run_id FROM run WHERE resumes_run_id IS NOT NULL)"
      " AND EXISTS (SELECT 1 FROM item WHERE run_id = run.id AND copies = 0 AND is_spare = 0)"
      " ORDER BY id DESC";

  return suima_store_list_runs (store, sql, batch_id, error);
}

gint64
suima_store_get_resuming_run (SuimaStore *store, gint64 run_id, GError **error)
{
  static const char sql[] = "SELECT id FROM run WHERE resumes_run_id = ?";
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return -1;
  suima_statement_bind_int (&statement, run_id);
  got = suima_statement_step (&statement, error);
  return got == 1 ? suima_statement_get_int (&statement, 0) : got;
}

gboolean
suima_store_add_run_word (
    SuimaStore *store, gint64 run_id, const char *field, const char *text, GError **error)
{
  static const char sql[] = "INSERT INTO run_word (run_id, field, text) VALUES (?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, run_id);
  suima_statement_bind_text (&statement, field);
  suima_statement_bind_text (&statement, text);
  return suima_statement_run (&statement, error) >= 0;
}

GHashTable *
suima_store_get_run_words (SuimaStore *store, gint64 run_id, GError **error)
{
  static const char sql[] = "SELECT field, text FROM run_word WHERE run_id = ?";
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, run_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_hash_table_insert (words, suima_statement_dup_text (&statement, 0),
                         suima_statement_dup_text (&statement, 1));
  return got == 0 ? g_steal_pointer (&words) : NULL;
}

gint64
suima_store_add_chunk (SuimaStore *store, const SuimaChunk *chunk, GError **error)
{
  static const char sql[] =
      "INSERT INTO chunk (run_id, first_number, last_number, attempt, job_name, job_id, state)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return 0;
  suima_statement_bind_int (&statement, chunk->run_id);
  suima_statement_bind_int (&statement, chunk->first);
  suima_statement_bind_int (&statement, chunk->last);
  suima_statement_bind_int (&statement, chunk->attempt);
  suima_statement_bind_text (&statement, chunk->job_name);
  suima_statement_bind_int (&statement, chunk->job_id);
  suima_statement_bind_int (&statement, chunk->state);
  if (suima_statement_run (&statement, error) < 0)
    return 0;
  return sqlite3_last_insert_rowid (store->db);
}

gboolean
suima_store_set_chunk (
    SuimaStore *store, gint64 chunk_id, SuimaChunkState state, int job_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int n_changed = 0;

  if (!suima_statement_begin (&statement, store,
                              "UPDATE chunk SET state = ?, job_id = ? WHERE id = ?", error))
    return FALSE;
  suima_statement_bind_int (&statement, state);
  suima_statement_bind_int (&statement, job_id);
  suima_statement_bind_int (&statement, chunk_id);
  n_changed = suima_statement_run (&statement, error);
  if (n_changed == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no chunk %" G_GINT64_FORMAT, chunk_id);
  return n_changed == 1;
}

GPtrArray *
suima_store_list_chunks (SuimaStore *store, gint64 run_id, GError **error)
{
  static const char sql[] =
      "SELECT id, run_id, first_number, last_number, attempt, job_name, job_id, state FROM chunk"
      " WHERE run_id = ? ORDER BY first_number, attempt";
  g_autoptr (GPtrArray) chunks = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_chunk_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, run_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaChunk *chunk = g_new0 (SuimaChunk, 1);
      chunk->id = suima_statement_get_int (&statement, 0);
      chunk->run_id = suima_statement_get_int (&statement, 1);
      chunk->first = (guint)suima_statement_get_int (&statement, 2);
      chunk->last = (guint)suima_statement_get_int (&statement, 3);
      chunk->attempt = (guint)suima_statement_get_int (&statement, 4);
      chunk->job_name = suima_statement_dup_text (&statement, 5);
      chunk->job_id = (int)suima_statement_get_int (&statement, 6);
      chunk->state = (SuimaChunkState)suima_statement_get_int (&statement, 7);
      g_ptr_array_add (chunks, chunk);
    }
  return got == 0 ? g_steal_pointer (&chunks) : NULL;
}
