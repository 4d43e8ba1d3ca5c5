// SPDX-License-Identifier: Apache-2.0
// Cartons with GS1-128 or GS1 DataMatrix: their codes fill the receipt.
#pragma once

#include "suima-station.h"

/** SuimaCartonReceipt: all borrowed. */
typedef struct
{
  const char *const *codes; /* %NULL-terminated: one for each carton, as scanned or typed */
  const char *product;      /* (nullable): needed for a product number that comes for the first time */
  gint64 quantity_milli;    /* 0: by the codes: net weight, count, or the number of cartons */
  const char *unit;         /* (nullable): of @quantity_milli */
  const char *supplier;     /* (nullable): else who brought these goods before */
  const char *place;        /* (nullable) */
  const char *person;       /* (nullable) */
  gboolean is_expected;     /* the goods are still to come */
} SuimaCartonReceipt;

/**
 * suima_station_receive_cartons:
 * Cartons of one product number, lot and days are one batch, received in full unless @is_expected.
 * What the code does not say is taken from the newest batch of that product number. A carton with a
 * serial of its own is taken over with it, and never comes in twice.
 *
 * Returns: (transfer full) (element-type gint64): the new batches. Errors: INVALID, in words: no
 * carton's code, damaged, not read to its end, a product number that is new; EXISTS: received
 * already; DENIED.
 */
GArray *suima_station_receive_cartons (SuimaStation *station,
                                       const SuimaCartonReceipt *receipt,
                                       GError **error);
