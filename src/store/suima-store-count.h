// SPDX-License-Identifier: Apache-2.0
// Rounds of the stock check and what was scanned in them.
#pragma once

#include "suima-count.h"
#include "suima-store.h"

/** suima_store_add_count_round: Returns: its id, 0 on error. */
gint64 suima_store_add_count_round (SuimaStore *store,
                                    gint64 place_id,
                                    gint64 opened_us,
                                    GError **error);
/** suima_store_get_count_round: Errors: NOT_FOUND. */
SuimaCountRound *suima_store_get_count_round (SuimaStore *store, gint64 round_id, GError **error);
/** suima_store_list_count_rounds: Returns: (transfer full) (element-type SuimaCountRound): newest
 * first. */
GPtrArray *suima_store_list_count_rounds (SuimaStore *store, GError **error);
/** suima_store_sign_count_round: Inside a transaction. */
gboolean suima_store_sign_count_round (
    SuimaStore *store, gint64 round_id, gint64 signed_us, const char *person, GError **error);

/** suima_store_add_count_scan: @serial: (nullable). A code, or a label, that the round has already
 * stays as it was. Inside a transaction. Returns: 1 when added, 0 when it was there, -1 on error. */
int suima_store_add_count_scan (SuimaStore *store,
                                gint64 round_id,
                                const char *code,
                                const char *serial,
                                SuimaCountFinding finding,
                                gint64 at_us,
                                GError **error);
/** suima_store_list_count_scans: Returns: (transfer full) (element-type SuimaCountLine): in the order
 * of the codes. */
GPtrArray *suima_store_list_count_scans (SuimaStore *store, gint64 round_id, GError **error);

/**
 * suima_store_list_count_missing:
 * @round: a round
 *
 * Labels that should be here and were not scanned: in the shop by their state and, for a round of one
 * place, standing there: put there, or of a batch all of which stands there.
 *
 * Returns: (transfer full) (element-type SuimaCountLine): by batch, run, number.
 */
GPtrArray *suima_store_list_count_missing (SuimaStore *store,
                                           const SuimaCountRound *round,
                                           GError **error);

/** suima_store_find_loose_place: Returns: where that of a batch stands which was not put anywhere by
 * its labels; 0 when that is nowhere or at several places, -1 on error. */
gint64 suima_store_find_loose_place (SuimaStore *store, gint64 batch_id, GError **error);
