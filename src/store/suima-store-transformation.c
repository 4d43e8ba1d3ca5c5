// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-transformation.h"

#include "suima-error.h"
#include "suima-store-private.h"

static gboolean
suima_store_add_input (SuimaStore *store,
                       gint64 transformation_id,
                       const SuimaTransformInput *input,
                       GError **error)
{
  static const char sql[] = "INSERT INTO transformation_input (transformation_id, batch_id, serial,"
                            " quantity_milli) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                            " SET quantity_milli = quantity_milli + excluded.quantity_milli";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, transformation_id);
  suima_statement_bind_int (&statement, input->batch_id);
  suima_statement_bind_text (&statement, input->serial);
  suima_statement_bind_int (&statement, input->quantity_milli);
  return suima_statement_run (&statement, error) >= 0;
}

static gint64
suima_store_insert_transformation (SuimaStore *store,
                                   const SuimaTransformation *transformation,
                                   GError **error)
{
  static const char sql[] =
      "INSERT INTO transformation (seq, kind, batch_id, unit, input_milli, output_milli, loss_milli,"
      " loss_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return 0;
  suima_statement_bind_int (&statement, transformation->seq);
  suima_statement_bind_text (&statement, suima_transform_kind_to_code (transformation->kind));
  suima_statement_bind_int (&statement, transformation->batch_id);
  suima_statement_bind_text (&statement, transformation->unit);
  suima_statement_bind_int (&statement, transformation->input_milli);
  suima_statement_bind_int (&statement, transformation->output_milli);
  suima_statement_bind_int (&statement, transformation->loss_milli);
  suima_statement_bind_text (&statement, transformation->loss_reason);
  return suima_statement_run (&statement, error) < 0 ? 0 : sqlite3_last_insert_rowid (store->db);
}

gint64
suima_store_add_transformation (SuimaStore *store,
                                const SuimaTransformation *transformation,
                                GError **error)
{
  gint64 id = suima_store_insert_transformation (store, transformation, error);

  for (guint i = 0; id != 0 && i < transformation->inputs->len; i++)
    if (!suima_store_add_input (store, id, transformation->inputs->pdata[i], error))
      return 0;
  return id;
}

static gboolean
suima_store_read_inputs (SuimaStore *store, SuimaTransformation *transformation, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              "SELECT batch_id, serial, quantity_milli FROM transformation_input"
                              " WHERE transformation_id = ? ORDER BY batch_id, serial",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, transformation->id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      g_autofree char *serial = suima_statement_dup_text (&statement, 1);
      suima_transformation_add_input (transformation, suima_statement_get_int (&statement, 0), serial,
                                      suima_statement_get_int (&statement, 2));
    }
  return got == 0;
}

SuimaTransformation *
suima_store_find_transformation (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char sql[] = "SELECT id, seq, kind, batch_id, unit, input_milli, output_milli,"
                            " loss_milli, loss_reason FROM transformation WHERE batch_id = ?";
  g_autoptr (SuimaTransformation) found = NULL;
  g_auto (SuimaStatement) statement = { 0 };
  g_autofree char *kind = NULL;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  if (suima_statement_step (&statement, error) != 1)
    return NULL;
  found = suima_transformation_new ();
  found->id = suima_statement_get_int (&statement, 0);
  found->seq = suima_statement_get_int (&statement, 1);
  kind = suima_statement_dup_text (&statement, 2);
  suima_transform_kind_from_code (kind, &found->kind);
  found->batch_id = suima_statement_get_int (&statement, 3);
  found->unit = suima_statement_dup_text (&statement, 4);
  found->input_milli = suima_statement_get_int (&statement, 5);
  found->output_milli = suima_statement_get_int (&statement, 6);
  found->loss_milli = suima_statement_get_int (&statement, 7);
  found->loss_reason = suima_statement_dup_text (&statement, 8);
  return suima_store_read_inputs (store, found, error) ? g_steal_pointer (&found) : NULL;
}

GArray *
suima_store_list_made_of (SuimaStore *store, gint64 batch_id, const char *serial, GError **error)
{
  static const char of_item[] =
      "SELECT t.batch_id FROM transformation_input i JOIN transformation t"
      " ON t.id = i.transformation_id WHERE i.serial = ?2 AND i.serial <> '' AND i.batch_id = ?1"
      " ORDER BY t.batch_id";
  static const char of_batch[] =
      "SELECT DISTINCT t.batch_id FROM transformation_input i JOIN transformation t"
      " ON t.id = i.transformation_id WHERE i.batch_id = ?1 AND ?2 = '' ORDER BY t.batch_id";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, *serial != '\0' ? of_item : of_batch, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_text (&statement, serial);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      gint64 id = suima_statement_get_int (&statement, 0);
      g_array_append_val (ids, id);
    }
  return got == 0 ? g_steal_pointer (&ids) : NULL;
}
