// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-batch.h"

#include "suima-error.h"
#include "suima-store-private.h"

#include <string.h>

/* In the order of the columns below. */
static const gsize suima_store_batch_texts[] = {
  G_STRUCT_OFFSET (SuimaBatch, product),
  G_STRUCT_OFFSET (SuimaBatch, category),
  G_STRUCT_OFFSET (SuimaBatch, spec),
  G_STRUCT_OFFSET (SuimaBatch, gtin),
  G_STRUCT_OFFSET (SuimaBatch, lot),
  G_STRUCT_OFFSET (SuimaBatch, origin),
  G_STRUCT_OFFSET (SuimaBatch, country),
  G_STRUCT_OFFSET (SuimaBatch, storage),
  G_STRUCT_OFFSET (SuimaBatch, port),
  G_STRUCT_OFFSET (SuimaBatch, basis),
  G_STRUCT_OFFSET (SuimaBatch, importer),
  G_STRUCT_OFFSET (SuimaBatch, importer_uscc),
  G_STRUCT_OFFSET (SuimaBatch, supplier),
  G_STRUCT_OFFSET (SuimaBatch, supplier_phone),
  G_STRUCT_OFFSET (SuimaBatch, producer),
  G_STRUCT_OFFSET (SuimaBatch, producer_uscc),
  G_STRUCT_OFFSET (SuimaBatch, producer_phone),
  G_STRUCT_OFFSET (SuimaBatch, unit),
  G_STRUCT_OFFSET (SuimaBatch, remark),
  G_STRUCT_OFFSET (SuimaBatch, importer_phone),
};

#define SUIMA_STORE_BATCH_COLUMNS                                                                  \
  "delivery_id, sheet_row, imported_us, temp_class, production, expiry, arrival, quantity_milli,"  \
  " product, category, spec, gtin, lot, origin, country, storage, port, basis, importer,"          \
  " importer_uscc, supplier, supplier_phone, producer, producer_uscc, producer_phone, unit, "      \
  "remark, importer_phone"
#define SUIMA_STORE_BATCH_SELECT "SELECT id, " SUIMA_STORE_BATCH_COLUMNS " FROM batch "

void
suima_delivery_free (SuimaDelivery *delivery)
{
  if (delivery == NULL)
    return;
  g_free (delivery->file_name);
  g_free (delivery->sha256);
  g_free (delivery);
}

void
suima_stored_problem_free (SuimaStoredProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->header);
  g_free (problem->code);
  g_free (problem->value);
  g_free (problem);
}

/* Returns: the id of the row whose unique text @key is, 0 for none, -1 on error. */
static gint64
suima_store_find_id (SuimaStore *store, const char *sql, const char *key, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return -1;
  suima_statement_bind_text (&statement, key);
  got = suima_statement_step (&statement, error);
  return got == 1 ? suima_statement_get_int (&statement, 0) : got;
}

typedef struct
{
  const SuimaDelivery *delivery;
  gint64 id;
} SuimaStoreDeliveryWork;

static gboolean
suima_store_add_delivery_func (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaStoreDeliveryWork *work = user_data;
  g_auto (SuimaStatement) statement = { 0 };

  work->id = suima_store_find_id (store, "SELECT id FROM delivery WHERE sha256 = ?",
                                  work->delivery->sha256, error);
  if (work->id != 0)
    return work->id > 0;
  if (!suima_statement_begin (
          &statement, store,
          "INSERT INTO delivery (file_name, sha256, imported_us) VALUES (?, ?, ?)", error))
    return FALSE;
  suima_statement_bind_text (&statement, work->delivery->file_name);
  suima_statement_bind_text (&statement, work->delivery->sha256);
  suima_statement_bind_int (&statement, work->delivery->imported_us);
  if (suima_statement_run (&statement, error) < 0)
    return FALSE;
  work->id = sqlite3_last_insert_rowid (store->db);
  return TRUE;
}

gint64
suima_store_add_delivery (SuimaStore *store, const SuimaDelivery *delivery, GError **error)
{
  SuimaStoreDeliveryWork work = { delivery, 0 };

  return suima_store_transact (store, suima_store_add_delivery_func, &work, error) ? work.id : 0;
}

/* In the order of SUIMA_STORE_BATCH_COLUMNS. */
static void
suima_store_bind_batch (SuimaStatement *statement, const SuimaBatch *batch)
{
  suima_statement_bind_int (statement, batch->delivery_id);
  suima_statement_bind_int (statement, batch->row);
  suima_statement_bind_int (statement, batch->imported_us);
  suima_statement_bind_text (statement, suima_temp_class_to_code (batch->temp_class));
  suima_statement_bind_day (statement, batch->production);
  suima_statement_bind_day (statement, batch->expiry);
  suima_statement_bind_day (statement, batch->arrival);
  suima_statement_bind_int (statement, batch->quantity_milli);
  for (guint i = 0; i < G_N_ELEMENTS (suima_store_batch_texts); i++)
    suima_statement_bind_text (statement,
                               G_STRUCT_MEMBER (char *, batch, suima_store_batch_texts[i]));
}

static gboolean
suima_store_insert_batch (
    SuimaStore *store, const SuimaBatch *batch, const char *row_key, gint64 *ret_id, GError **error)
{
  static const char sql[] = "INSERT INTO batch (row_key, " SUIMA_STORE_BATCH_COLUMNS ") VALUES ("
                            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                            " ?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, row_key);
  suima_store_bind_batch (&statement, batch);
  if (suima_statement_run (&statement, error) < 0)
    return FALSE;
  *ret_id = sqlite3_last_insert_rowid (store->db);
  return TRUE;
}

static gboolean
suima_store_insert_papers (SuimaStore *store,
                           gint64 batch_id,
                           const SuimaBatch *batch,
                           GError **error)
{
  for (guint kind = 0; kind < SUIMA_N_PAPERS; kind++)
    {
      g_auto (SuimaStatement) statement = { 0 };
      if (batch->papers[kind] == NULL)
        continue;
      if (!suima_statement_begin (&statement, store,
                                  "INSERT INTO paper (batch_id, kind, number) VALUES (?, ?, ?)"
                                  " ON CONFLICT DO UPDATE SET number = excluded.number",
                                  error))
        return FALSE;
      suima_statement_bind_int (&statement, batch_id);
      suima_statement_bind_text (&statement, suima_paper_kind_to_code ((SuimaPaperKind)kind));
      suima_statement_bind_text (&statement, batch->papers[kind]);
      if (suima_statement_run (&statement, error) < 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
suima_store_set_batch (SuimaStore *store, const SuimaBatch *batch, GError **error)
{
  static const char sql[] =
      "UPDATE batch SET (" SUIMA_STORE_BATCH_COLUMNS ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
      " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_store_bind_batch (&statement, batch);
  suima_statement_bind_int (&statement, batch->id);
  return suima_statement_run (&statement, error) >= 0 &&
         suima_store_insert_papers (store, batch->id, batch, error);
}

typedef struct
{
  const SuimaBatch *batch;
  const char *row_key;
  gint64 id;
  gboolean added;
} SuimaStoreBatchWork;

static gboolean
suima_store_add_batch_func (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaStoreBatchWork *work = user_data;

  work->id =
      suima_store_find_id (store, "SELECT id FROM batch WHERE row_key = ?", work->row_key, error);
  if (work->id != 0)
    return work->id > 0;
  work->added = TRUE;
  return suima_store_insert_batch (store, work->batch, work->row_key, &work->id, error) &&
         suima_store_insert_papers (store, work->id, work->batch, error);
}

int
suima_store_add_batch (
    SuimaStore *store, const SuimaBatch *batch, const char *row_key, gint64 *ret_id, GError **error)
{
  SuimaStoreBatchWork work = { batch, row_key, 0, FALSE };

  if (!suima_store_transact (store, suima_store_add_batch_func, &work, error))
    return -1;
  *ret_id = work.id;
  return work.added ? 1 : 0;
}

gboolean
suima_store_add_problem (SuimaStore *store,
                         gint64 delivery_id,
                         const SuimaStoredProblem *problem,
                         GError **error)
{
  static const char sql[] =
      "INSERT INTO problem (delivery_id, sheet_row, sheet_column, code, header, value)"
      " VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (delivery_id, sheet_row, sheet_column, code) DO NOTHING";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, delivery_id);
  suima_statement_bind_int (&statement, problem->row);
  suima_statement_bind_int (&statement, problem->column);
  suima_statement_bind_text (&statement, problem->code);
  suima_statement_bind_text (&statement, problem->header);
  suima_statement_bind_text (&statement, problem->value);
  return suima_statement_run (&statement, error) >= 0;
}

GPtrArray *
suima_store_list_problems (SuimaStore *store, gint64 delivery_id, GError **error)
{
  static const char sql[] = "SELECT sheet_row, sheet_column, header, code, value FROM problem"
                            " WHERE delivery_id = ? ORDER BY sheet_row, sheet_column, code";
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_stored_problem_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, delivery_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaStoredProblem *problem = g_new0 (SuimaStoredProblem, 1);
      problem->row = (guint)suima_statement_get_int (&statement, 0);
      problem->column = (guint)suima_statement_get_int (&statement, 1);
      problem->header = suima_statement_dup_text (&statement, 2);
      problem->code = suima_statement_dup_text (&statement, 3);
      problem->value = suima_statement_dup_text (&statement, 4);
      g_ptr_array_add (problems, problem);
    }
  return got == 0 ? g_steal_pointer (&problems) : NULL;
}

GPtrArray *
suima_store_list_deliveries (SuimaStore *store, GError **error)
{
  static const char sql[] = "SELECT id, file_name, sha256, imported_us FROM delivery"
                            " ORDER BY id DESC";
  g_autoptr (GPtrArray) deliveries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_delivery_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaDelivery *delivery = g_new0 (SuimaDelivery, 1);
      delivery->id = suima_statement_get_int (&statement, 0);
      delivery->file_name = suima_statement_dup_text (&statement, 1);
      delivery->sha256 = suima_statement_dup_text (&statement, 2);
      delivery->imported_us = suima_statement_get_int (&statement, 3);
      g_ptr_array_add (deliveries, delivery);
    }
  return got == 0 ? g_steal_pointer (&deliveries) : NULL;
}

static gboolean
suima_store_refuse_code (SuimaStore *store, const char *code, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
               "store %s: a batch holds \"%s\", which this program does not know", store->path,
               code);
  return FALSE;
}

static gboolean
suima_store_read_papers (SuimaStore *store, SuimaBatch *batch, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store,
                              "SELECT kind, number FROM paper WHERE batch_id = ?", error))
    return FALSE;
  suima_statement_bind_int (&statement, batch->id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaPaperKind kind = SUIMA_N_PAPERS;
      g_autofree char *code = suima_statement_dup_text (&statement, 0);
      if (!suima_paper_kind_from_code (code, &kind))
        return suima_store_refuse_code (store, code, error);
      batch->papers[kind] = suima_statement_dup_text (&statement, 1);
    }
  return got == 0;
}

static gboolean
suima_store_read_temp_class (SuimaStatement *statement,
                             int column,
                             SuimaTempClass *ret_class,
                             GError **error)
{
  g_autofree char *code = suima_statement_dup_text (statement, column);

  for (guint i = SUIMA_TEMP_UNKNOWN; i <= SUIMA_TEMP_AMBIENT; i++)
    if (strcmp (code, suima_temp_class_to_code ((SuimaTempClass)i)) == 0)
      {
        *ret_class = (SuimaTempClass)i;
        return TRUE;
      }
  return suima_store_refuse_code (statement->store, code, error);
}

static SuimaBatch *
suima_store_read_batch (SuimaStatement *statement, GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_batch_new ();

  batch->id = suima_statement_get_int (statement, 0);
  batch->delivery_id = suima_statement_get_int (statement, 1);
  batch->row = (guint)suima_statement_get_int (statement, 2);
  batch->imported_us = suima_statement_get_int (statement, 3);
  batch->production = suima_statement_get_day (statement, 5);
  batch->expiry = suima_statement_get_day (statement, 6);
  batch->arrival = suima_statement_get_day (statement, 7);
  batch->quantity_milli = suima_statement_get_int (statement, 8);
  for (guint i = 0; i < G_N_ELEMENTS (suima_store_batch_texts); i++)
    G_STRUCT_MEMBER (char *, batch, suima_store_batch_texts[i]) =
        suima_statement_dup_text (statement, 9 + (int)i);
  if (!suima_store_read_temp_class (statement, 4, &batch->temp_class, error) ||
      !suima_store_read_papers (statement->store, batch, error))
    return NULL;
  return g_steal_pointer (&batch);
}

SuimaBatch *
suima_store_get_batch (SuimaStore *store, gint64 batch_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_BATCH_SELECT "WHERE id = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  got = suima_statement_step (&statement, error);
  if (got == 1)
    return suima_store_read_batch (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no batch %" G_GINT64_FORMAT, batch_id);
  return NULL;
}

static GPtrArray *
suima_store_read_batches (SuimaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_batch_free);
  int got = 0;

  while ((got = suima_statement_step (statement, error)) == 1)
    {
      SuimaBatch *batch = suima_store_read_batch (statement, error);
      if (batch == NULL)
        return NULL;
      g_ptr_array_add (batches, batch);
    }
  return got == 0 ? g_steal_pointer (&batches) : NULL;
}

GPtrArray *
suima_store_list_batches (SuimaStore *store, gint64 delivery_id, GError **error)
{
  static const char all[] = SUIMA_STORE_BATCH_SELECT "ORDER BY delivery_id DESC, sheet_row, id";
  static const char one[] = SUIMA_STORE_BATCH_SELECT "WHERE delivery_id = ? ORDER BY sheet_row, id";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, delivery_id == 0 ? all : one, error))
    return NULL;
  if (delivery_id != 0)
    suima_statement_bind_int (&statement, delivery_id);
  return suima_store_read_batches (&statement, error);
}

GPtrArray *
suima_store_list_batches_by_gtin (SuimaStore *store, const char *gtin, GError **error)
{
  static const char sql[] =
      SUIMA_STORE_BATCH_SELECT "WHERE gtin = ? ORDER BY delivery_id DESC, id DESC";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_text (&statement, gtin);
  return suima_store_read_batches (&statement, error);
}
