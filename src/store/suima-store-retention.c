// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-retention.h"

#include "suima-stock.h"
#include "suima-store-batch.h"
#include "suima-store-private.h"

GArray *
suima_store_list_batch_ends (SuimaStore *store, GError **error)
{
  static const char sql[] =
      "SELECT b.id, ifnull(max(m.at_us), 0), ifnull(sum(m.flow * m.quantity_milli), 0),"
      " EXISTS (SELECT 1 FROM batch_lock l WHERE l.batch_id = b.id)"
      " FROM batch b LEFT JOIN movement m ON m.batch_id = b.id GROUP BY b.id ORDER BY b.id DESC";
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (SuimaBatchEnd));
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaBatchEnd end = { suima_statement_get_int (&statement, 0),
                            suima_statement_get_int (&statement, 1),
                            suima_statement_get_int (&statement, 2),
                            suima_statement_get_int (&statement, 3) != 0 };
      g_array_append_val (ends, end);
    }
  return got == 0 ? g_steal_pointer (&ends) : NULL;
}

void
suima_attachment_use_free (SuimaAttachmentUse *use)
{
  if (use == NULL)
    return;
  g_free (use->sha256);
  g_free (use);
}

GPtrArray *
suima_store_list_attachment_uses (SuimaStore *store, GError **error)
{
  static const char sql[] =
      "SELECT a.sha256, iif(u.subject = 'document', u.subject_id, 0), ifnull(e.batch_id, 0),"
      " coalesce(e.at_us, t.at_us, a.added_us) FROM attachment a"
      " LEFT JOIN attachment_use u ON u.sha256 = a.sha256"
      " LEFT JOIN event e ON u.subject = 'event' AND e.seq = u.subject_id"
      " LEFT JOIN ticket t ON u.subject = 'ticket' AND t.id = u.subject_id ORDER BY a.sha256";
  g_autoptr (GPtrArray) uses =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_attachment_use_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaAttachmentUse *use = g_new0 (SuimaAttachmentUse, 1);
      use->sha256 = suima_statement_dup_text (&statement, 0);
      use->document_id = suima_statement_get_int (&statement, 1);
      use->batch_id = suima_statement_get_int (&statement, 2);
      use->at_us = suima_statement_get_int (&statement, 3);
      g_ptr_array_add (uses, use);
    }
  return got == 0 ? g_steal_pointer (&uses) : NULL;
}

int
suima_store_has_attachment (SuimaStore *store, const char *sha256, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "SELECT 1 FROM attachment WHERE sha256 = ?", error))
    return -1;
  suima_statement_bind_text (&statement, sha256);
  return suima_statement_step (&statement, error);
}

GPtrArray *
suima_store_list_problem_deliveries (SuimaStore *store, GError **error)
{
  static const char sql[] = "SELECT id, file_name, imported_us FROM delivery"
                            " WHERE id IN (SELECT delivery_id FROM problem) ORDER BY id";
  g_autoptr (GPtrArray) deliveries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_delivery_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaDelivery *delivery = g_new0 (SuimaDelivery, 1);
      delivery->id = suima_statement_get_int (&statement, 0);
      delivery->file_name = suima_statement_dup_text (&statement, 1);
      delivery->imported_us = suima_statement_get_int (&statement, 2);
      g_ptr_array_add (deliveries, delivery);
    }
  return got == 0 ? g_steal_pointer (&deliveries) : NULL;
}

GPtrArray *
suima_store_list_left_parties (SuimaStore *store, GError **error)
{
  static const char sql[] =
      "SELECT id, name, left_on FROM party WHERE left_on IS NOT NULL AND coalesce(uscc, phone,"
      " address, stall, external_id, licence_to, agreement_to) IS NOT NULL ORDER BY id";
  g_autoptr (GPtrArray) parties = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_party_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaParty *party = g_new0 (SuimaParty, 1);
      party->id = suima_statement_get_int (&statement, 0);
      party->name = suima_statement_dup_text (&statement, 1);
      party->left_on = suima_statement_get_day (&statement, 2);
      g_ptr_array_add (parties, party);
    }
  return got == 0 ? g_steal_pointer (&parties) : NULL;
}

/* @sql: static, with one place for the id. */
static gboolean
suima_store_run_for_id (SuimaStore *store, const char *sql, gint64 id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, id);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_delete_document (SuimaStore *store, gint64 document_id, GError **error)
{
  return suima_store_run_for_id (store, "DELETE FROM document_use WHERE document_id = ?",
                                 document_id, error) &&
         suima_store_run_for_id (
             store, "DELETE FROM attachment_use WHERE subject = 'document' AND subject_id = ?",
             document_id, error) &&
         suima_store_run_for_id (store, "DELETE FROM document WHERE id = ?", document_id, error);
}

gboolean
suima_store_delete_attachment (SuimaStore *store, const char *sha256, GError **error)
{
  static const char *const sql[] = { "DELETE FROM attachment_use WHERE sha256 = ?",
                                     "DELETE FROM attachment WHERE sha256 = ?" };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_auto (SuimaStatement) statement = { 0 };
      if (!suima_statement_begin (&statement, store, sql[i], error))
        return FALSE;
      suima_statement_bind_text (&statement, sha256);
      if (suima_statement_run (&statement, error) < 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
suima_store_delete_problems (SuimaStore *store, gint64 delivery_id, GError **error)
{
  return suima_store_run_for_id (store, "DELETE FROM problem WHERE delivery_id = ?", delivery_id,
                                 error);
}

gboolean
suima_store_empty_party (SuimaStore *store, gint64 party_id, GError **error)
{
  return suima_store_run_for_id (
      store,
      "UPDATE party SET uscc = NULL, phone = NULL, address = NULL, stall = NULL,"
      " external_id = NULL, licence_to = NULL, agreement_to = NULL WHERE id = ? AND id > 0",
      party_id, error);
}
