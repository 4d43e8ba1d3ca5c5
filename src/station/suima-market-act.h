// SPDX-License-Identifier: Apache-2.0
// An event about a batch at the market, without a change of quantity. Within this room only.
#pragma once

#include "suima-station-private.h"

#define SUIMA_MARKET_MAX_DETAILS 8u

/** SuimaMarketAct: all borrowed. */
typedef struct
{
  SuimaEventKind kind; /* ZONE or TEST */
  const SuimaBatch *batch;
  gboolean is_bad;     /* TEST: failed */
  const SuimaEventDetail *details; /* beside the lot; at most SUIMA_MARKET_MAX_DETAILS - 1 */
  gsize n_details;
  const char *person;  /* (nullable) */
} SuimaMarketAct;

/** suima_market_record: Inside a transaction. Returns: the event's seq; -1 on error. */
gint64 suima_market_record (SuimaStation *station, const SuimaMarketAct *act, GError **error);
