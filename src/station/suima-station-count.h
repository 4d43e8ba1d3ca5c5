// SPDX-License-Identifier: Apache-2.0
// 盘点: a round with the scanner, what it found, and the signature under it.
#pragma once

#include "suima-count.h"
#include "suima-station.h"

/** suima_station_open_count: @place: (nullable): only what stands there; %NULL: the whole shop.
 * Returns: the round's id, 0 on error. Errors: NOT_FOUND for a place that nothing ever stood at. */
gint64 suima_station_open_count (SuimaStation *station, const char *place, GError **error);

/**
 * suima_station_scan_count:
 * @codes: %NULL-terminated, in any form; what is no code of ours is a stranger
 *
 * One transaction. A label that was scanned in this round before counts once.
 *
 * Returns: (transfer full) (element-type SuimaCountLine): of each code that was new in this round, in
 * order. Errors: NOT_FOUND; INVALID when the round is signed.
 */
GPtrArray *suima_station_scan_count (SuimaStation *station,
                                     gint64 round_id,
                                     const char *const *codes,
                                     GError **error);

/** SuimaCountSheet: a round and all that it showed. */
typedef struct
{
  SuimaCountRound *round;
  GPtrArray *lines; /* (element-type SuimaCountLine): what was scanned, then what is missing */
  guint counts[SUIMA_COUNT_N_FINDINGS];
} SuimaCountSheet;

void suima_count_sheet_free (SuimaCountSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaCountSheet, suima_count_sheet_free)

/** suima_station_get_count: Returns: (transfer full); of a signed round what was scanned: its missing
 * labels are not counted as in the shop any more. Errors: NOT_FOUND. */
SuimaCountSheet *suima_station_get_count (SuimaStation *station, gint64 round_id, GError **error);
/** suima_station_list_counts: Returns: (transfer full) (element-type SuimaCountRound): newest first. */
GPtrArray *suima_station_list_counts (SuimaStation *station, GError **error);

/**
 * suima_station_sign_count:
 * @person: who signs
 *
 * One transaction: what is missing leaves the stock (盘亏), what an earlier round missed and this one
 * found comes back (盘盈), what stood in the wrong place is put down where it was found, and the
 * signature. Expired, recalled and gone goods and strangers are left to the acts for them.
 *
 * Returns: (transfer full): the sheet as it was signed. Errors: NOT_FOUND; INVALID (signed before, no
 * name, a quantity that is not there); DENIED (clock).
 */
SuimaCountSheet *suima_station_sign_count (SuimaStation *station,
                                           gint64 round_id,
                                           const char *person,
                                           GError **error);
