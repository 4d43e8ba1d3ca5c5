// SPDX-License-Identifier: Apache-2.0
// What is looked through and taken out when records need not be kept any more. Events, log entries,
// items, batches and movements stay for ever: nothing here touches them.
#pragma once

#include "suima-store.h"

/** SuimaBatchEnd: the last that happened to a batch. */
typedef struct
{
  gint64 batch_id;
  gint64 last_us;    /* of its movements; 0 for none */
  gint64 left_milli; /* still there */
  gboolean is_locked; /* held, recalled, at the gate */
} SuimaBatchEnd;

/** suima_store_list_batch_ends: Returns: (transfer full) (element-type SuimaBatchEnd): GArray of all,
 * the newest first. */
GArray *suima_store_list_batch_ends (SuimaStore *store, GError **error);

/** SuimaAttachmentUse: one use of a file, or a file without one. */
typedef struct
{
  char *sha256;
  gint64 document_id; /* 0: it is not used by a paper */
  gint64 batch_id;    /* of the event that uses it; 0 for none */
  gint64 at_us;       /* of the event or ticket, else when it was added */
} SuimaAttachmentUse;

void suima_attachment_use_free (SuimaAttachmentUse *use);

/** suima_store_list_attachment_uses: Returns: (transfer full) (element-type SuimaAttachmentUse): by
 * file. */
GPtrArray *suima_store_list_attachment_uses (SuimaStore *store, GError **error);
/** suima_store_has_attachment: Returns: 1, 0, or -1 on error. */
int suima_store_has_attachment (SuimaStore *store, const char *sha256, GError **error);

/** suima_store_list_problem_deliveries: Returns: (transfer full) (element-type SuimaDelivery): those
 * with rows that did not go in. */
GPtrArray *suima_store_list_problem_deliveries (SuimaStore *store, GError **error);
/** suima_store_list_left_parties: Returns: (transfer full) (element-type SuimaParty): those that left
 * and whose file is not empty. */
GPtrArray *suima_store_list_left_parties (SuimaStore *store, GError **error);

/** suima_store_delete_document: With its uses; the batches keep its number. Files stay. */
gboolean suima_store_delete_document (SuimaStore *store, gint64 document_id, GError **error);
/** suima_store_delete_attachment: The row and its uses; the caller takes the file away. */
gboolean suima_store_delete_attachment (SuimaStore *store, const char *sha256, GError **error);
gboolean suima_store_delete_problems (SuimaStore *store, gint64 delivery_id, GError **error);
/** suima_store_empty_party: All but the name, which events and movements say. */
gboolean suima_store_empty_party (SuimaStore *store, gint64 party_id, GError **error);
