// SPDX-License-Identifier: Apache-2.0
// 三方核对: the day's three ledgers side by side, and the signature under it.
#pragma once

#include "suima-reconciliation.h"
#include "suima-station.h"

/**
 * suima_station_reconcile:
 * @paths: three files: 集中监管仓台账, 进口食品每日新增确认表, 冷库通 export, in any form that a
 *   delivery may have
 * @day: NONE for today; rows that name another day are left out and counted
 *
 * What the columns are called stands in reconciliation/headers.json, shipped, or of the station's
 * folder. Kept whether there are differences or not.
 *
 * Returns: (transfer full): its body: `ledgers` (`name`, `sha256`, `rows`, `other_days`), `matched`,
 * `differences`: `kind`, `number`, `product`, `ledgers` (for each `row`, `lot`, `quantity`, `unit`, or
 * null where it has none of it), `call` (`role`, `name`, `phone`). Errors: NOT_FOUND, INVALID (a file
 * that cannot be read, or without a header), NO_SPACE.
 */
SuimaReconciliation *suima_station_reconcile (SuimaStation *station,
                                              const char *const paths[SUIMA_N_LEDGERS],
                                              SuimaDay day,
                                              GError **error);

/** suima_station_get_reconciliation: Errors: NOT_FOUND. */
SuimaReconciliation *suima_station_get_reconciliation (SuimaStation *station,
                                                       gint64 id,
                                                       GError **error);
/** suima_station_list_reconciliations: Returns: (transfer full) (element-type SuimaReconciliation):
 * newest first, at most @limit; 0 for all. */
GPtrArray *suima_station_list_reconciliations (SuimaStation *station, guint limit, GError **error);

/** suima_station_sign_reconciliation: The event names the day, how many differences there were and
 * the hash of the body. Returns: (transfer full): as it is then. Errors: NOT_FOUND; INVALID (no name,
 * signed before); DENIED (clock). */
SuimaReconciliation *suima_station_sign_reconciliation (SuimaStation *station,
                                                        gint64 id,
                                                        const char *person,
                                                        GError **error);
