// SPDX-License-Identifier: Apache-2.0
// The certificate wallet: papers, the batches that they serve, the photos that go with them.
#pragma once

#include "suima-document.h"
#include "suima-station.h"

/**
 * suima_station_add_paper:
 * @document: @kind and @number, the rest as far as it is known; @number is folded
 * @person: (nullable): who does it
 * @ret_doubt: (out) (optional): what is odd about the number; never an error
 *
 * A batch that names this number already is covered by it from now on.
 *
 * Returns: (transfer full): the paper as it is kept. Errors: EXISTS; INVALID (no number; a number
 * damaged by a spreadsheet; a quantity without a unit).
 */
SuimaDocument *suima_station_add_paper (SuimaStation *station,
                                        const SuimaDocument *document,
                                        SuimaPaperDoubt *ret_doubt,
                                        GError **error);

/**
 * suima_station_use_paper:
 * @quantity_milli: of the batch, that the paper covers; 0 for all of it
 *
 * The batch has the paper from now on: what the rules blocked for want of it may be printed at once.
 *
 * Errors: NOT_FOUND; BLOCKED when the paper covers less than is asked of it, in words; INVALID when
 * it is counted in another unit, or was not valid on the batch's day.
 */
gboolean suima_station_use_paper (SuimaStation *station,
                                  gint64 document_id,
                                  gint64 batch_id,
                                  gint64 quantity_milli,
                                  const char *person,
                                  GError **error);

/**
 * suima_station_attach:
 * @path: a photo (JPEG, PNG) or PDF of at most 10 MB; its kind is told by its bytes
 *
 * Keeps a copy in the station's folder under the hash of its bytes. It is never opened by us.
 *
 * Returns: (transfer full): the SHA-256, 64 hex digits. Errors: NOT_FOUND, INVALID.
 */
char *suima_station_attach (SuimaStation *station,
                            gint64 document_id,
                            const char *path,
                            GError **error);

/** suima_station_list_papers: Returns: (transfer full) (element-type SuimaDocument). */
GPtrArray *suima_station_list_papers (SuimaStation *station, GError **error);
/** suima_station_find_paper: Errors: NOT_FOUND. */
SuimaDocument *suima_station_find_paper (SuimaStation *station,
                                         SuimaPaperKind kind,
                                         const char *number,
                                         GError **error);
