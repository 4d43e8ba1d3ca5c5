// SPDX-License-Identifier: Apache-2.0
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-mapping.h"
#include "suima-recall-late.h"
#include "suima-sheet.h"
#include "suima-words.h"

#include <string.h>

static void
suima_import_problem_free (SuimaImportProblem *problem)
{
  g_free (problem->code);
  g_free (problem->header);
  g_free (problem->value);
  g_free (problem->message);
  g_free (problem);
}

void
suima_import_free (SuimaImport *import)
{
  if (import == NULL)
    return;
  g_clear_pointer (&import->problems, g_ptr_array_unref);
  g_clear_pointer (&import->notes, g_ptr_array_unref);
  g_free (import);
}

static void
suima_row_key_add (GChecksum *sum, const char *text)
{
  const char *value = text ? text : "";

  g_checksum_update (sum, (const guchar *) value, (gssize) strlen (value) + 1);
}

/* What a row says, whatever file it stands in, and the how-manieth row of its file says just
 * that: two equal lines of one sheet are two batches, the same sheet saved anew is none. */
static char *
suima_station_row_key (const SuimaBatch *batch, GHashTable *seen)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *const texts[] = { batch->product,  batch->category, batch->spec,     batch->gtin,
                                batch->lot,      batch->origin,   batch->storage,  batch->port,
                                batch->basis,    batch->importer, batch->supplier, batch->producer,
                                batch->unit,     batch->remark };
  g_autofree char *numbers = g_strdup_printf ("%d %d %d %" G_GINT64_FORMAT, batch->production,
                                              batch->expiry, batch->arrival, batch->quantity_milli);
  g_autofree char *content = NULL;
  guint nth;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    suima_row_key_add (sum, texts[i]);
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    suima_row_key_add (sum, batch->papers[i]);
  suima_row_key_add (sum, numbers);
  content = g_strdup (g_checksum_get_string (sum));
  nth = GPOINTER_TO_UINT (g_hash_table_lookup (seen, content)) + 1;
  g_hash_table_insert (seen, g_strdup (content), GUINT_TO_POINTER (nth));
  return g_strdup_printf ("%s-%u", content, nth);
}

#define SUIMA_IMPORT_PROGRESS_ROWS 1000u

typedef struct
{
  SuimaStation *station;
  SuimaDelivery delivery;
  const SuimaSheet *sheet;
  SuimaMapping *mapping;
  SuimaImport *import;
  GHashTable *seen; /* row's content to how often it came */
  gint64 first_id, last_id; /* of the new batches; 0: none */
  GPtrArray *late; /* (element-type SuimaLateGoods) */
  guint told_row;
  SuimaImportProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
} SuimaImportWork;

static gboolean
suima_import_tell_progress (SuimaImportWork *work, GError **error)
{
  guint row = suima_mapping_get_row (work->mapping);
  guint n_rows = suima_sheet_get_n_rows (work->sheet);

  if (row < n_rows && row - work->told_row < SUIMA_IMPORT_PROGRESS_ROWS)
    return TRUE;
  work->told_row = row;
  if (work->progress != NULL)
    work->progress (row, n_rows, work->user_data);
  return !g_cancellable_set_error_if_cancelled (work->cancellable, error);
}

static gboolean
suima_import_store_batch (SuimaStore *store,
                          SuimaImportWork *work,
                          SuimaBatch *batch,
                          GError **error)
{
  g_autofree char *row_key = suima_station_row_key (batch, work->seen);
  gint64 id;
  int added;

  batch->delivery_id = work->import->delivery_id;
  batch->imported_us = work->delivery.imported_us;
  added = suima_store_add_batch (store, batch, row_key, &id, error);
  if (added < 0)
    return FALSE;
  if (added > 0)
    {
      work->first_id = work->first_id != 0 ? work->first_id : id;
      work->last_id = id;
    }
  work->import->batches += added > 0 ? 1 : 0;
  work->import->duplicates += added > 0 ? 0 : 1;
  return suima_import_tell_progress (work, error);
}

static gboolean
suima_import_store_problems (SuimaStore *store, SuimaImportWork *work, GError **error)
{
  GPtrArray *problems = suima_mapping_get_problems (work->mapping);

  for (guint i = 0; i < problems->len; i++)
    {
      const SuimaProblem *problem = g_ptr_array_index (problems, i);
      SuimaStoredProblem stored = {
        .row = problem->row,
        .column = problem->column,
        .header = problem->header,
        .code = (char *) suima_problem_code_to_text (problem->code),
        .value = problem->value,
      };
      if (!suima_store_add_problem (store, work->import->delivery_id, &stored, error))
        return FALSE;
    }
  return TRUE;
}

/* A batch is forgotten as soon as it is stored: a sheet may have 200,000. */
static gboolean
suima_import_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaImportWork *work = user_data;
  SuimaBatch *next;

  work->import->delivery_id = suima_store_add_delivery (store, &work->delivery, error);
  if (work->import->delivery_id == 0)
    return FALSE;
  while ((next = suima_mapping_next (work->mapping)) != NULL)
    {
      g_autoptr (SuimaBatch) batch = next;
      if (!suima_import_store_batch (store, work, batch, error))
        return FALSE;
    }
  return suima_import_tell_progress (work, error) &&
         suima_import_store_problems (store, work, error) &&
         (work->first_id == 0 || suima_recall_lock_late (work->station, work->first_id,
                                                         work->last_id, NULL, work->late, error));
}

static GPtrArray *
suima_import_word_problems (GPtrArray *problems)
{
  GPtrArray *worded = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_import_problem_free);

  for (guint i = 0; i < problems->len; i++)
    {
      const SuimaProblem *problem = g_ptr_array_index (problems, i);
      SuimaImportProblem *word = g_new0 (SuimaImportProblem, 1);
      word->row = problem->row;
      word->column = problem->column;
      word->code = g_strdup (suima_problem_code_to_text (problem->code));
      word->header = g_strdup (problem->header);
      word->value = g_strdup (problem->value);
      word->message = suima_words_problem (word->code, problem->row, problem->column,
                                           problem->header, problem->value);
      g_ptr_array_add (worded, word);
    }
  return worded;
}

/* What was called back before it came: a note for each, before the others. */
static void
suima_import_note_late (SuimaImport *import, GPtrArray *late)
{
  for (guint i = late->len; i-- > 0;)
    {
      const SuimaLateGoods *goods = g_ptr_array_index (late, i);
      SuimaImportProblem *word = g_new0 (SuimaImportProblem, 1);
      word->row = goods->batch->row;
      word->code = g_strdup ("recalled");
      word->value = g_strdup (goods->title);
      word->message = suima_words_recall_late (goods->batch, goods->title);
      g_ptr_array_insert (import->notes, 0, word);
    }
  import->recalled = late->len;
}

/* A file of a kind that is not read is refused in words that say how to save it anew. */
static gboolean
suima_import_check_kind (GBytes *bytes, GError **error)
{
  SuimaSheetKind kind = suima_sheet_find_kind (bytes);

  if (suima_sheet_kind_is_read (kind))
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       suima_words_sheet_kind (suima_sheet_kind_to_code (kind)));
  return FALSE;
}

/* The file's bytes are let go before its rows are stored. */
static SuimaSheet *
suima_import_read_sheet (const char *path, const char *shown_name, char **ret_sha256,
                         GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_SHEET_MAX_FILE_BYTES, error);
  SuimaSheet *sheet = NULL;

  if (bytes == NULL)
    return NULL;
  if (suima_import_check_kind (bytes, error))
    sheet = suima_sheet_read (bytes, error);
  if (sheet == NULL)
    g_prefix_error (error, "%s: ", shown_name);
  else
    *ret_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return sheet;
}

static gboolean
suima_import_run (SuimaStation *station, SuimaImportWork *work, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) late =
      g_ptr_array_new_with_free_func ((GDestroyNotify) suima_late_goods_free);

  if (!suima_station_check_clock (station, error))
    return FALSE;
  work->station = station;
  work->seen = seen;
  work->late = late;
  work->delivery.imported_us = suima_station_get_now_us (station);
  if (!suima_store_transact (station->store, suima_import_store, work, error))
    return FALSE;
  work->import->bad_rows = suima_mapping_get_n_bad_rows (work->mapping);
  work->import->problems =
      suima_import_word_problems (suima_mapping_get_problems (work->mapping));
  work->import->notes = suima_import_word_problems (suima_mapping_get_notes (work->mapping));
  suima_import_note_late (work->import, late);
  return TRUE;
}

SuimaImport *
suima_station_import_with_progress (SuimaStation *station,
                                    const char *path,
                                    SuimaImportProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_autofree char *file_name = g_path_get_basename (path);
  g_autofree char *shown_name = g_filename_display_name (file_name);
  g_autofree char *sha256 = NULL;
  g_autoptr (SuimaSheet) sheet = NULL;
  g_autoptr (SuimaMapping) mapping = NULL;
  g_autoptr (SuimaImport) import = g_new0 (SuimaImport, 1);
  SuimaImportWork work = { .import = import,
                           .progress = progress,
                           .user_data = user_data,
                           .cancellable = cancellable };

  if (!suima_station_check_writable (station, error))
    return NULL;
  sheet = suima_import_read_sheet (path, shown_name, &sha256, error);
  if (sheet == NULL)
    return NULL;
  mapping = suima_mapping_new (sheet, suima_station_get_today (station), error);
  if (mapping == NULL)
    {
      g_prefix_error (error, "%s: ", shown_name);
      return NULL;
    }
  work.sheet = sheet;
  work.mapping = mapping;
  work.delivery.file_name = shown_name;
  work.delivery.sha256 = sha256;
  return suima_import_run (station, &work, error) ? g_steal_pointer (&import) : NULL;
}

SuimaImport *
suima_station_import (SuimaStation *station, const char *path, GError **error)
{
  return suima_station_import_with_progress (station, path, NULL, NULL, NULL, error);
}
