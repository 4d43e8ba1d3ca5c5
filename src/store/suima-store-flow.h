// SPDX-License-Identifier: Apache-2.0
// What moved of each batch in a time, and where it was at the end of it.
#pragma once

#include "suima-store.h"

/** SuimaBatchFlow: in thousandths of the batch's unit. */
typedef struct
{
  gint64 batch_id;
  gint64 opening_milli, in_milli, out_milli;
} SuimaBatchFlow;

/** suima_store_list_batch_flows: Returns: (transfer full) (element-type SuimaBatchFlow): GArray of the
 * batches that were there at @from_us or moved before @to_us. */
GArray *suima_store_list_batch_flows (SuimaStore *store,
                                      gint64 from_us,
                                      gint64 to_us,
                                      GError **error);

/** suima_store_list_stock_at: Returns: (transfer full) (element-type SuimaStockLine): where all of it
 * was just before @at_us, by batch. */
GPtrArray *suima_store_list_stock_at (SuimaStore *store, gint64 at_us, GError **error);
