// SPDX-License-Identifier: Apache-2.0
// 一码到底: boxes that keep the code they came with.
#pragma once

#include "suima-station.h"

/** SuimaAdoption: all borrowed. */
typedef struct
{
  const char *const *codes; /* %NULL-terminated: one for each box */
  gint64 batch_id;
  gint64 quantity_milli;    /* of the batch, in each box; 0: one of its unit */
  const char *person;       /* (nullable) */
} SuimaAdoption;

/**
 * suima_station_adopt:
 * The supplier's code becomes the item's; it is never labelled again. A batch that was never received
 * is received in full first.
 *
 * Returns: (transfer full) (element-type SuimaItem): in the order of the codes. Errors: EXISTS when
 * a code stands on another box; INVALID, in words: a code that many boxes bear, a label of ours, more
 * than has no code; NOT_FOUND.
 */
GPtrArray *
suima_station_adopt (SuimaStation *station, const SuimaAdoption *adoption, GError **error);
