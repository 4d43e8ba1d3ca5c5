// SPDX-License-Identifier: Apache-2.0
// Reconciliations of a day and who signed them.
#pragma once

#include "suima-reconciliation.h"
#include "suima-store.h"

/** suima_store_add_reconciliation: Returns: its id, 0 on error. */
gint64 suima_store_add_reconciliation (
    SuimaStore *store, SuimaDay day, const char *body, gint64 made_us, GError **error);
/** suima_store_get_reconciliation: Errors: NOT_FOUND. */
SuimaReconciliation *suima_store_get_reconciliation (SuimaStore *store, gint64 id, GError **error);
/** suima_store_list_reconciliations: Returns: (transfer full) (element-type SuimaReconciliation):
 * newest first, at most @limit. */
GPtrArray *suima_store_list_reconciliations (SuimaStore *store, guint limit, GError **error);
gboolean suima_store_sign_reconciliation (
    SuimaStore *store, gint64 id, gint64 signed_us, const char *person, GError **error);

/** suima_store_find_phone: The number of a firm by its name: of its party, else of a batch that it
 * supplied or made. Returns: (transfer full) (nullable): %NULL also on error. */
char *suima_store_find_phone (SuimaStore *store, const char *name, GError **error);
