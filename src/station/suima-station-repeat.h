// SPDX-License-Identifier: Apache-2.0
// The same goods once more: a delivery without a sheet.
#pragma once

#include "suima-station.h"

/** SuimaRepeat: all borrowed. */
typedef struct
{
  gint64 batch_id;       /* the goods of the last time */
  const char *lot;       /* that came now */
  SuimaDay production;   /* NONE: not said */
  SuimaDay expiry;       /* NONE: as long after @production as the last time */
  gint64 quantity_milli; /* 0: as much as the last time */
} SuimaRepeat;

/**
 * suima_station_repeat_batch:
 * Goods, origin, persons and the plant's number are those of the last time; papers of one lot are not.
 * The batch is then received as one of a sheet.
 *
 * Returns: the new batch; 0 on error. Errors: INVALID, in words: no lot; EXISTS: the lot is known;
 * NOT_FOUND; DENIED.
 */
gint64 suima_station_repeat_batch (SuimaStation *station, const SuimaRepeat *repeat, GError **error);
