// SPDX-License-Identifier: Apache-2.0
// The wallet: papers, the batches that name them, and the files that go with them.
#pragma once

#include "suima-document.h"
#include "suima-store.h"

/** suima_store_add_document: @document: @id ignored. Returns: the id, 0 on error. Errors: EXISTS when
 * there is one of its kind and number. */
gint64 suima_store_add_document (SuimaStore *store,
                                 const SuimaDocument *document,
                                 gint64 added_us,
                                 GError **error);
/** suima_store_find_document: Returns: (transfer full) (nullable): the paper, with what is used of
 * it; %NULL without an error where there is none. */
SuimaDocument *suima_store_find_document (SuimaStore *store,
                                          SuimaPaperKind kind,
                                          const char *number,
                                          GError **error);
/** suima_store_get_document: Errors: NOT_FOUND. */
SuimaDocument *suima_store_get_document (SuimaStore *store, gint64 document_id, GError **error);
/** suima_store_list_documents: Returns: (transfer full) (element-type SuimaDocument): newest first. */
GPtrArray *suima_store_list_documents (SuimaStore *store, GError **error);
/** suima_store_set_document_body: What stands on a paper that was issued here. */
gboolean suima_store_set_document_body (SuimaStore *store,
                                        gint64 document_id,
                                        const char *body,
                                        GError **error);

/** suima_store_sum_document: Sets @used_milli and @n_batches of @document to what every batch but
 * @except_batch_id takes of it: so much as was said, else all of the batch. */
gboolean suima_store_sum_document (SuimaStore *store,
                                   SuimaDocument *document,
                                   gint64 except_batch_id,
                                   GError **error);

/** suima_store_use_document: @quantity_milli: of the batch, covered by it; 0: all of it. The batch
 * names the paper from now on. Inside a transaction. */
gboolean suima_store_use_document (SuimaStore *store,
                                   const SuimaDocument *document,
                                   gint64 batch_id,
                                   gint64 quantity_milli,
                                   GError **error);
/** suima_store_list_document_batches: Returns: (transfer full) (element-type gint64): GArray of the
 * batches that name it. */
GArray *suima_store_list_document_batches (SuimaStore *store,
                                           SuimaPaperKind kind,
                                           const char *number,
                                           GError **error);

/** SuimaAttachmentSubject: what a file belongs to. */
typedef enum
{
  SUIMA_ATTACHMENT_DOCUMENT, /* id of the document */
  SUIMA_ATTACHMENT_EVENT,    /* seq of the event */
  SUIMA_ATTACHMENT_TICKET,   /* id of the ticket */
} SuimaAttachmentSubject;

/** suima_store_add_attachment: The same bytes are kept once. Inside a transaction. */
gboolean suima_store_add_attachment (SuimaStore *store,
                                     const char *sha256,
                                     SuimaFileType type,
                                     gsize size_bytes,
                                     gint64 added_us,
                                     SuimaAttachmentSubject subject,
                                     gint64 subject_id,
                                     GError **error);
/** suima_store_list_attachments: Returns: (transfer full) (element-type utf8): SHA-256 of its files. */
GPtrArray *suima_store_list_attachments (SuimaStore *store,
                                         SuimaAttachmentSubject subject,
                                         gint64 subject_id,
                                         GError **error);
