// SPDX-License-Identifier: Apache-2.0
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-mapping.h"
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

typedef struct
{
  SuimaDelivery delivery;
  GPtrArray *batches;
  GPtrArray *problems; /* SuimaProblem */
  SuimaImport *import;
} SuimaImportWork;

static gboolean
suima_station_store_batches (SuimaStore *store, SuimaImportWork *work, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < work->batches->len; i++)
    {
      SuimaBatch *batch = g_ptr_array_index (work->batches, i);
      g_autofree char *row_key = suima_station_row_key (batch, seen);
      gint64 id;
      int added;
      batch->delivery_id = work->import->delivery_id;
      batch->imported_us = work->delivery.imported_us;
      added = suima_store_add_batch (store, batch, row_key, &id, error);
      if (added < 0)
        return FALSE;
      batch->id = id;
      work->import->batches += added > 0 ? 1 : 0;
      work->import->duplicates += added > 0 ? 0 : 1;
    }
  return TRUE;
}

static gboolean
suima_station_store_import (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaImportWork *work = user_data;

  work->import->batches = work->import->duplicates = 0;
  work->import->delivery_id = suima_store_add_delivery (store, &work->delivery, error);
  if (work->import->delivery_id == 0 || !suima_station_store_batches (store, work, error))
    return FALSE;
  for (guint i = 0; i < work->problems->len; i++)
    {
      const SuimaProblem *problem = g_ptr_array_index (work->problems, i);
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

static GPtrArray *
suima_station_word_problems (GPtrArray *problems)
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
      word->message = suima_words_problem (word->code, problem->row, problem->header,
                                           problem->value);
      g_ptr_array_add (worded, word);
    }
  return worded;
}

SuimaImport *
suima_station_import (SuimaStation *station, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SuimaSheet) sheet = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (SuimaImport) import = g_new0 (SuimaImport, 1);
  g_autofree char *file_name = g_path_get_basename (path);
  g_autofree char *shown_name = g_filename_display_name (file_name);
  g_autofree char *sha256 = NULL;
  SuimaImportWork work = { 0 };

  if (!suima_station_check_writable (station, error))
    return NULL;
  bytes = suima_station_read_file (path, SUIMA_SHEET_MAX_FILE_BYTES, error);
  sheet = bytes ? suima_sheet_read (bytes, error) : NULL;
  batches = sheet ? suima_mapping_apply (sheet, suima_station_get_today (station), &problems, error)
                  : NULL;
  if (batches == NULL)
    {
      if (bytes != NULL)
        g_prefix_error (error, "%s: ", shown_name);
      return NULL;
    }
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  work.delivery.file_name = shown_name;
  work.delivery.sha256 = sha256;
  work.delivery.imported_us = suima_station_get_now_us (station);
  work.batches = batches;
  work.problems = problems;
  work.import = import;
  if (!suima_store_transact (station->store, suima_station_store_import, &work, error))
    return NULL;
  import->problems = suima_station_word_problems (problems);
  return g_steal_pointer (&import);
}
