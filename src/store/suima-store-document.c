// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-document.h"

#include "suima-error.h"
#include "suima-store-private.h"

gint64
suima_store_add_document (SuimaStore *store,
                          const SuimaDocument *document,
                          gint64 added_us,
                          GError **error)
{
  static const char sql[] =
      "INSERT INTO document (kind, number, issuer, issued, valid_to, quantity_milli, unit, body,"
      " added_us, product, lot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return 0;
  suima_statement_bind_text (&statement, suima_paper_kind_to_code (document->kind));
  suima_statement_bind_text (&statement, document->number);
  suima_statement_bind_text (&statement, document->issuer);
  suima_statement_bind_day (&statement, document->issued);
  suima_statement_bind_day (&statement, document->valid_to);
  suima_statement_bind_id (&statement, document->quantity_milli);
  suima_statement_bind_text (&statement, document->unit);
  suima_statement_bind_text (&statement, document->body);
  suima_statement_bind_int (&statement, added_us);
  suima_statement_bind_text (&statement, document->product);
  suima_statement_bind_text (&statement, document->lot);
  return suima_statement_run (&statement, error) < 0 ? 0 : sqlite3_last_insert_rowid (store->db);
}

gboolean
suima_store_sum_document (SuimaStore *store,
                          SuimaDocument *document,
                          gint64 except_batch_id,
                          GError **error)
{
  static const char sql[] =
      "SELECT b.unit, ifnull (u.quantity_milli, b.quantity_milli) FROM paper p"
      " JOIN batch b ON b.id = p.batch_id"
      " LEFT JOIN document_use u ON u.batch_id = p.batch_id AND u.document_id = ?"
      " WHERE p.kind = ? AND p.number = ? AND p.batch_id <> ?";
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, document->id);
  suima_statement_bind_text (&statement, suima_paper_kind_to_code (document->kind));
  suima_statement_bind_text (&statement, document->number);
  suima_statement_bind_int (&statement, except_batch_id);
  document->n_batches = 0;
  document->used_milli = 0;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      g_autofree char *unit = suima_statement_dup_text (&statement, 0);
      document->n_batches++;
      if (suima_unit_is_same (unit, document->unit))
        document->used_milli += suima_statement_get_int (&statement, 1);
    }
  return got == 0;
}

static SuimaDocument *
suima_store_read_document (SuimaStatement *statement)
{
  SuimaDocument *document = suima_document_new ();
  g_autofree char *kind = suima_statement_dup_text (statement, 1);

  document->id = suima_statement_get_int (statement, 0);
  if (!suima_paper_kind_from_code (kind, &document->kind))
    g_warning ("store %s holds a paper of kind \"%s\"", statement->store->path, kind);
  document->number = suima_statement_dup_text (statement, 2);
  document->issuer = suima_statement_dup_text (statement, 3);
  document->issued = suima_statement_get_day (statement, 4);
  document->valid_to = suima_statement_get_day (statement, 5);
  document->quantity_milli = suima_statement_get_int (statement, 6);
  document->unit = suima_statement_dup_text (statement, 7);
  document->body = suima_statement_dup_text (statement, 8);
  document->added_us = suima_statement_get_int (statement, 9);
  document->product = suima_statement_dup_text (statement, 10);
  document->lot = suima_statement_dup_text (statement, 11);
  return document;
}

/* The rest of each: uses and files. */
static gboolean
suima_store_complete_document (SuimaStore *store, SuimaDocument *document, GError **error)
{
  GPtrArray *files =
      suima_store_list_attachments (store, SUIMA_ATTACHMENT_DOCUMENT, document->id, error);

  if (files == NULL)
    return FALSE;
  g_ptr_array_unref (document->attachments);
  document->attachments = files;
  return suima_store_sum_document (store, document, 0, error);
}

#define SUIMA_STORE_DOCUMENT_SELECT                                                                \
  "SELECT id, kind, number, issuer, issued, valid_to, quantity_milli, unit, body, added_us,"         \
  " product, lot FROM document "

SuimaDocument *
suima_store_find_document (SuimaStore *store,
                           SuimaPaperKind kind,
                           const char *number,
                           GError **error)
{
  g_autoptr (SuimaDocument) document = NULL;
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              SUIMA_STORE_DOCUMENT_SELECT "WHERE kind = ? AND number = ?", error))
    return NULL;
  suima_statement_bind_text (&statement, suima_paper_kind_to_code (kind));
  suima_statement_bind_text (&statement, number);
  if (suima_statement_step (&statement, error) != 1)
    return NULL;
  document = suima_store_read_document (&statement);
  return suima_store_complete_document (store, document, error) ? g_steal_pointer (&document)
                                                                : NULL;
}

SuimaDocument *
suima_store_get_document (SuimaStore *store, gint64 document_id, GError **error)
{
  g_autoptr (SuimaDocument) document = NULL;
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_DOCUMENT_SELECT "WHERE id = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, document_id);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no paper %" G_GINT64_FORMAT,
                 document_id);
  if (got != 1)
    return NULL;
  document = suima_store_read_document (&statement);
  return suima_store_complete_document (store, document, error) ? g_steal_pointer (&document)
                                                                : NULL;
}

GPtrArray *
suima_store_list_documents (SuimaStore *store, GError **error)
{
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_document_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_DOCUMENT_SELECT "ORDER BY id DESC",
                              error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (documents, suima_store_read_document (&statement));
  for (guint i = 0; got == 0 && i < documents->len; i++)
    if (!suima_store_complete_document (store, documents->pdata[i], error))
      got = -1;
  return got == 0 ? g_steal_pointer (&documents) : NULL;
}

gboolean
suima_store_set_document_body (SuimaStore *store,
                               gint64 document_id,
                               const char *body,
                               GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "UPDATE document SET body = ? WHERE id = ?",
                              error))
    return FALSE;
  suima_statement_bind_text (&statement, body);
  suima_statement_bind_int (&statement, document_id);
  return suima_statement_run (&statement, error) >= 0;
}

static gboolean
suima_store_name_document (SuimaStore *store,
                           const SuimaDocument *document,
                           gint64 batch_id,
                           GError **error)
{
  static const char sql[] = "INSERT INTO paper (batch_id, kind, number) VALUES (?, ?, ?)"
                            " ON CONFLICT DO UPDATE SET number = excluded.number";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_text (&statement, suima_paper_kind_to_code (document->kind));
  suima_statement_bind_text (&statement, document->number);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_use_document (SuimaStore *store,
                          const SuimaDocument *document,
                          gint64 batch_id,
                          gint64 quantity_milli,
                          GError **error)
{
  static const char sql[] =
      "INSERT INTO document_use (document_id, batch_id, quantity_milli) VALUES (?, ?, ?)"
      " ON CONFLICT DO UPDATE SET quantity_milli = excluded.quantity_milli";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, document->id);
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_id (&statement, quantity_milli);
  return suima_statement_run (&statement, error) >= 0 &&
         suima_store_name_document (store, document, batch_id, error);
}

GArray *
suima_store_list_document_batches (SuimaStore *store,
                                   SuimaPaperKind kind,
                                   const char *number,
                                   GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              "SELECT batch_id FROM paper WHERE kind = ? AND number = ?"
                              " ORDER BY batch_id",
                              error))
    return NULL;
  suima_statement_bind_text (&statement, suima_paper_kind_to_code (kind));
  suima_statement_bind_text (&statement, number);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      gint64 id = suima_statement_get_int (&statement, 0);
      g_array_append_val (ids, id);
    }
  return got == 0 ? g_steal_pointer (&ids) : NULL;
}
