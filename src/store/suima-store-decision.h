// SPDX-License-Identifier: Apache-2.0
// Which rule decided what, what a supervisor let pass, and the events that an inspector asks for.
#pragma once

#include "suima-decision.h"
#include "suima-store.h"

/**
 * suima_store_add_decision:
 * @decision: @id ignored
 *
 * Each decision of a print run is kept. Of any other act it is kept when it is the first of the day,
 * or another than the last one about the same requirement: what stands holds for all acts of that
 * day until the next row.
 *
 * Inside a transaction. Errors: NOT_FOUND when batch, run or event is not there.
 */
gboolean suima_store_add_decision (SuimaStore *store,
                                   const SuimaDecision *decision,
                                   GError **error);
/** suima_store_list_decisions: Returns: (transfer full) (element-type SuimaDecision): oldest first. */
GPtrArray *suima_store_list_decisions (SuimaStore *store, gint64 batch_id, GError **error);

/** suima_store_add_override: A supervisor let @batch_id pass @rule in event @seq, which has its
 * approval. Inside its transaction. Errors: EXISTS. */
gboolean suima_store_add_override (SuimaStore *store,
                                   gint64 batch_id,
                                   const char *rule,
                                   gint64 seq,
                                   GError **error);
/** suima_store_list_overrides: Returns: (transfer full) (element-type SuimaOverride): by event. */
GPtrArray *suima_store_list_overrides (SuimaStore *store, gint64 batch_id, GError **error);

/** suima_store_list_reveals: Returns: (transfer full) (element-type SuimaStoredEvent): of kind REVEAL,
 * oldest first. */
GPtrArray *suima_store_list_reveals (SuimaStore *store, GError **error);
/** suima_store_get_person: Returns: (transfer full) (nullable): who did the act of event @seq; %NULL
 * where nobody was named, and on error. */
char *suima_store_get_person (SuimaStore *store, gint64 seq, GError **error);
