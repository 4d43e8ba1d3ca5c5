// SPDX-License-Identifier: Apache-2.0
// The labels of a batch that die with what they say. Within this room only.
#pragma once

#include "suima-station-private.h"

/** suima_batch_list_labels: @states: bits of SuimaItemState. Returns: (transfer full) (element-type
 * SuimaItem): those in one of them. Errors: BUSY while labels of the batch are being printed. */
GPtrArray *suima_batch_list_labels (SuimaStation *station,
                                    const SuimaBatch *batch,
                                    guint states,
                                    GError **error);

/** suima_batch_void_labels: Makes @labels (element-type SuimaItem) of @batch void, with their events.
 * Inside a transaction. */
gboolean suima_batch_void_labels (SuimaStation *station,
                                  const SuimaBatch *batch,
                                  GPtrArray *labels,
                                  const char *reason,
                                  GError **error);
