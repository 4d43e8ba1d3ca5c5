// SPDX-License-Identifier: Apache-2.0
// Files that belong to a paper, an event or a ticket; and the rules a supervisor let a batch pass.
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-document.h"

#include "suima-error.h"
#include "suima-store-private.h"

static const char *const suima_attachment_subjects[] = {
  [SUIMA_ATTACHMENT_DOCUMENT] = "document",
  [SUIMA_ATTACHMENT_EVENT] = "event",
  [SUIMA_ATTACHMENT_TICKET] = "ticket",
};

static gboolean
suima_store_keep_attachment (SuimaStore *store,
                             const char *sha256,
                             SuimaFileType type,
                             gsize size_bytes,
                             gint64 added_us,
                             GError **error)
{
  static const char sql[] = "INSERT INTO attachment (sha256, type, size_bytes, added_us)"
                            " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, sha256);
  suima_statement_bind_text (&statement, suima_file_type_to_code (type));
  suima_statement_bind_int (&statement, (gint64)size_bytes);
  suima_statement_bind_int (&statement, added_us);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_add_attachment (SuimaStore *store,
                            const char *sha256,
                            SuimaFileType type,
                            gsize size_bytes,
                            gint64 added_us,
                            SuimaAttachmentSubject subject,
                            gint64 subject_id,
                            GError **error)
{
  static const char sql[] = "INSERT INTO attachment_use (sha256, subject, subject_id)"
                            " VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_store_keep_attachment (store, sha256, type, size_bytes, added_us, error) ||
      !suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, sha256);
  suima_statement_bind_text (&statement, suima_attachment_subjects[subject]);
  suima_statement_bind_int (&statement, subject_id);
  return suima_statement_run (&statement, error) >= 0;
}

/* The first column of every row. */
static GPtrArray *
suima_store_collect_texts (SuimaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int got;

  while ((got = suima_statement_step (statement, error)) == 1)
    g_ptr_array_add (texts, suima_statement_dup_text (statement, 0));
  return got == 0 ? g_steal_pointer (&texts) : NULL;
}

GPtrArray *
suima_store_list_attachments (SuimaStore *store,
                              SuimaAttachmentSubject subject,
                              gint64 subject_id,
                              GError **error)
{
  static const char sql[] =
      "SELECT sha256 FROM attachment_use WHERE subject = ? AND subject_id = ? ORDER BY sha256";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_text (&statement, suima_attachment_subjects[subject]);
  suima_statement_bind_int (&statement, subject_id);
  return suima_store_collect_texts (&statement, error);
}
