// SPDX-License-Identifier: Apache-2.0
// What was made of what, both ways.
#pragma once

#include "suima-store.h"
#include "suima-transformation.h"

/** suima_store_add_transformation: @id ignored. Inside the transaction of its event. Returns: the id,
 * 0 on error. */
gint64 suima_store_add_transformation (SuimaStore *store,
                                       const SuimaTransformation *transformation,
                                       GError **error);
/** suima_store_find_transformation: Returns: (transfer full) (nullable): that made @batch_id; %NULL
 * without an error for a batch that was delivered. */
SuimaTransformation *suima_store_find_transformation (SuimaStore *store,
                                                      gint64 batch_id,
                                                      GError **error);
/** suima_store_list_made_of: @serial: "" for all of @batch_id, else what was made of this item.
 * Returns: (transfer full) (element-type gint64): GArray of the batches that were made of it. */
GArray *suima_store_list_made_of (SuimaStore *store,
                                  gint64 batch_id,
                                  const char *serial,
                                  GError **error);
