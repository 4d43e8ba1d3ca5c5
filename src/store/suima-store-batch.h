// SPDX-License-Identifier: Apache-2.0
// Deliveries, their batches and the rows that did not go in.
#pragma once

#include "suima-batch.h"
#include "suima-store.h"

#include <glib.h>

/** SuimaDelivery: one file that was read in. */
typedef struct
{
  gint64 id;
  char *file_name; /* without folders */
  char *sha256;    /* of the bytes, 64 hex digits */
  gint64 imported_us;
} SuimaDelivery;

void suima_delivery_free (SuimaDelivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDelivery, suima_delivery_free)

/**
 * suima_store_add_delivery:
 * @delivery: @id is ignored
 *
 * Returns: the new id, or the id of the delivery with the same bytes; 0 on error.
 */
gint64 suima_store_add_delivery (SuimaStore *store, const SuimaDelivery *delivery, GError **error);

/**
 * suima_store_add_batch:
 * @batch: @delivery_id and @imported_us set, @id ignored
 * @row_key: says what the row is (hash of its content): a row of the same key is the same batch
 * @ret_id: (out): the new id, or that of the batch that was there
 *
 * Returns: 1 when added, 0 when it was there already, -1 on error.
 */
int suima_store_add_batch (SuimaStore *store,
                           const SuimaBatch *batch,
                           const char *row_key,
                           gint64 *ret_id,
                           GError **error);

/** suima_store_set_batch: Writes what @batch says of the goods over its row, and the number of each
 * paper that it names. Which row of which sheet it was stays. Inside a transaction. */
gboolean suima_store_set_batch (SuimaStore *store, const SuimaBatch *batch, GError **error);

/** SuimaStoredProblem: a row that did not go in. */
typedef struct
{
  guint row, column;
  char *header; /* (nullable) */
  char *code;   /* ASCII */
  char *value;
} SuimaStoredProblem;

void suima_stored_problem_free (SuimaStoredProblem *problem);

/** suima_store_add_problem: Adds it unless the delivery has the same one (row, column, code). */
gboolean suima_store_add_problem (SuimaStore *store,
                                  gint64 delivery_id,
                                  const SuimaStoredProblem *problem,
                                  GError **error);

/** suima_store_list_problems: Returns: (transfer full) (element-type SuimaStoredProblem): in row
 * order. */
GPtrArray *suima_store_list_problems (SuimaStore *store, gint64 delivery_id, GError **error);

/** suima_store_list_deliveries: Returns: (transfer full) (element-type SuimaDelivery): newest
 * first. */
GPtrArray *suima_store_list_deliveries (SuimaStore *store, GError **error);

/** suima_store_get_batch: Returns: (transfer full): the batch. Errors: NOT_FOUND. */
SuimaBatch *suima_store_get_batch (SuimaStore *store, gint64 batch_id, GError **error);

/**
 * suima_store_list_batches:
 * @delivery_id: 0 for all deliveries
 *
 * Returns: (transfer full) (element-type SuimaBatch): newest delivery first, rows in their order.
 */
GPtrArray *suima_store_list_batches (SuimaStore *store, gint64 delivery_id, GError **error);

/** suima_store_list_batches_by_gtin: @gtin: 14 digits. Returns: as above, newest first. */
GPtrArray *suima_store_list_batches_by_gtin (SuimaStore *store, const char *gtin, GError **error);
