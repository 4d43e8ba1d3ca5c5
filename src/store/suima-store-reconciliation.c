// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-reconciliation.h"

#include "suima-error.h"
#include "suima-store-private.h"

gint64
suima_store_add_reconciliation (
    SuimaStore *store, SuimaDay day, const char *body, gint64 made_us, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "INSERT INTO reconciliation (day, body, made_us) VALUES (?, ?, ?)",
                              error))
    return 0;
  suima_statement_bind_day (&statement, day);
  suima_statement_bind_text (&statement, body);
  suima_statement_bind_int (&statement, made_us);
  return suima_statement_run (&statement, error) < 0 ? 0 : sqlite3_last_insert_rowid (store->db);
}

#define SUIMA_STORE_RECONCILIATION_SELECT                                                          \
  "SELECT id, day, body, made_us, signed_us, signed_by FROM reconciliation "

static SuimaReconciliation *
suima_store_read_reconciliation (SuimaStatement *statement)
{
  SuimaReconciliation *reconciliation = g_new0 (SuimaReconciliation, 1);

  reconciliation->id = suima_statement_get_int (statement, 0);
  reconciliation->day = suima_statement_get_day (statement, 1);
  reconciliation->body = suima_statement_dup_text (statement, 2);
  reconciliation->made_us = suima_statement_get_int (statement, 3);
  reconciliation->signed_us = suima_statement_get_int (statement, 4);
  reconciliation->signed_by = suima_statement_dup_text (statement, 5);
  return reconciliation;
}

SuimaReconciliation *
suima_store_get_reconciliation (SuimaStore *store, gint64 id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_RECONCILIATION_SELECT "WHERE id = ?",
                              error))
    return NULL;
  suima_statement_bind_int (&statement, id);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no reconciliation %" G_GINT64_FORMAT,
                 id);
  return got == 1 ? suima_store_read_reconciliation (&statement) : NULL;
}

GPtrArray *
suima_store_list_reconciliations (SuimaStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_reconciliation_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              SUIMA_STORE_RECONCILIATION_SELECT "ORDER BY id DESC LIMIT ?", error))
    return NULL;
  suima_statement_bind_int (&statement, limit == 0 ? -1 : (gint64)limit);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (list, suima_store_read_reconciliation (&statement));
  return got == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
suima_store_sign_reconciliation (
    SuimaStore *store, gint64 id, gint64 signed_us, const char *person, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "UPDATE reconciliation SET signed_us = ?, signed_by = ? WHERE id = ?",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, signed_us);
  suima_statement_bind_text (&statement, person);
  suima_statement_bind_int (&statement, id);
  return suima_statement_run (&statement, error) >= 0;
}

char *
suima_store_find_phone (SuimaStore *store, const char *name, GError **error)
{
  static const char sql[] =
      "SELECT phone FROM (SELECT 1 AS rank, phone FROM party WHERE name = ?1"
      " UNION ALL SELECT 2, supplier_phone FROM batch WHERE supplier = ?1"
      " UNION ALL SELECT 3, producer_phone FROM batch WHERE producer = ?1)"
      " WHERE phone IS NOT NULL AND phone <> '' ORDER BY rank LIMIT 1";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_text (&statement, name);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_dup_text (&statement, 0)
                                                       : NULL;
}
