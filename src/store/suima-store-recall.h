// SPDX-License-Identifier: Apache-2.0
// Recalls: what they mean, what was locked by scan, what became of it.
#pragma once

#include "suima-recall.h"
#include "suima-store.h"

#include <glib.h>

/** suima_store_find_recalled: Returns: (transfer full) (element-type gint64): GArray of the batches
 * that the marks name, by number; @criteria's code is not looked at. @first_id, @last_id: only among
 * these; 0 and 0 for all. */
GArray *suima_store_find_recalled (SuimaStore *store,
                                   const SuimaRecallCriteria *criteria,
                                   gint64 first_id,
                                   gint64 last_id,
                                   GError **error);

/** suima_store_list_items_here: Returns: (transfer full) (element-type SuimaItem): labels of the batch
 * that stand in the shop: on sale, held, recalled or expired; by run, number. */
GPtrArray *suima_store_list_items_here (SuimaStore *store, gint64 batch_id, GError **error);

/** suima_store_name_places: Returns: (transfer full) (element-type gint64 utf8): every place. */
GHashTable *suima_store_name_places (SuimaStore *store, GError **error);

/** suima_store_add_recall: @recall: @id is ignored. Inside a transaction. Returns: its id, 0 on error.
 * Errors: EXISTS for a notice that another recall has. */
gint64 suima_store_add_recall (SuimaStore *store, const SuimaRecall *recall, GError **error);
/** suima_store_set_recall: Writes notice, criteria, closed_us, is_lifted and report over its row. */
gboolean suima_store_set_recall (SuimaStore *store, const SuimaRecall *recall, GError **error);
/** suima_store_get_recall: Returns: (transfer full). Errors: NOT_FOUND. */
SuimaRecall *suima_store_get_recall (SuimaStore *store, gint64 recall_id, GError **error);
/** suima_store_find_notice: Returns: (transfer full) (nullable): the recall of a signed notice; %NULL
 * without an error for none. */
SuimaRecall *suima_store_find_notice (SuimaStore *store, const char *notice_id, GError **error);
/** suima_store_list_recalls: @batch_id: 0 for all. Returns: (transfer full) (element-type
 * SuimaRecall): newest first. */
GPtrArray *suima_store_list_recalls (SuimaStore *store, gint64 batch_id, GError **error);

/** suima_store_add_recall_batch: Returns: 1 when it was added, 0 when it was there, -1 on error. */
int suima_store_add_recall_batch (SuimaStore *store,
                                  gint64 recall_id,
                                  gint64 batch_id,
                                  GError **error);
/** suima_store_list_recall_batches: Returns: (transfer full) (element-type gint64): GArray. */
GArray *suima_store_list_recall_batches (SuimaStore *store, gint64 recall_id, GError **error);
/** suima_store_has_recall_batch: Returns: 1 when the batch is in the recall, 0, or -1 on error. */
int suima_store_has_recall_batch (SuimaStore *store,
                                  gint64 recall_id,
                                  gint64 batch_id,
                                  GError **error);

/** suima_store_add_recall_item: @item: its serial, and the state it had before. One that is there
 * as recalled already gets that state. */
gboolean suima_store_add_recall_item (SuimaStore *store,
                                      gint64 recall_id,
                                      const SuimaItem *item,
                                      gint64 locked_us,
                                      GError **error);
gboolean suima_store_set_recall_outcome (SuimaStore *store,
                                         gint64 recall_id,
                                         const char *serial,
                                         const char *outcome,
                                         GError **error);
/** suima_store_list_recall_items: Returns: (transfer full) (element-type SuimaRecallItem): in the
 * order of the scans. */
GPtrArray *suima_store_list_recall_items (SuimaStore *store, gint64 recall_id, GError **error);

/** suima_store_list_shelf: Returns: (transfer full) (element-type gint64): GArray of the batches of
 * which something is on hand, or has a label on it that is not gone, by expiry. */
GArray *suima_store_list_shelf (SuimaStore *store, GError **error);
