// SPDX-License-Identifier: Apache-2.0
// What the record says about one item, folded from its events.
#pragma once

#include "suima-code.h"
#include "suima-hub-private.h"

#include "suima-day.h"

/** SuimaTraceState: one answer each; the order is that of the page's words. */
typedef enum
{
  SUIMA_TRACE_GENUINE,
  SUIMA_TRACE_REPRINTED,
  SUIMA_TRACE_PENDING, /* genuine, but its events have not come yet */
  SUIMA_TRACE_SOLD,
  SUIMA_TRACE_HELD,
  SUIMA_TRACE_EXPIRED,
  SUIMA_TRACE_VOID,
  SUIMA_TRACE_DESTROYED,
  SUIMA_TRACE_RECALLED,
  SUIMA_TRACE_FORGED, /* the signature on the label is not the station's */
  SUIMA_TRACE_UNKNOWN,
  SUIMA_N_TRACE_STATES
} SuimaTraceState;

typedef enum
{
  SUIMA_SEAL_NONE,      /* the label bears no signature */
  SUIMA_SEAL_UNCHECKED, /* the station's key or the label's host is not known here */
  SUIMA_SEAL_GOOD,
  SUIMA_SEAL_WRONG,
} SuimaSeal;

/** SuimaTraceStep: one line of the item's story. */
typedef struct
{
  char *word; /* bizStep, or `reprint` */
  gint64 at_us;
  guint copy; /* of a reprint, else 0 */
} SuimaTraceStep;

typedef struct
{
  SuimaTraceState state;
  SuimaSeal seal;
  json_t *facts;    /* (nullable): ilmd of the event that gave the code, and suima:operator */
  GPtrArray *steps; /* (element-type SuimaTraceStep): as they happened */
  SuimaDay expiry;  /* or SUIMA_DAY_NONE */
  guint copy;       /* the newest label's number; 1 for the first */
  gint64 record_us; /* when the newest of its events came; 0 for none */
} SuimaTrace;

/**
 * suima_hub_trace:
 * @code: parsed from the path
 * @host: (nullable): the name under which the phone came, upper case
 *
 * Returns: (transfer full): what is known. Errors: those of the database.
 */
SuimaTrace *suima_hub_trace (
    SuimaHub *hub, const SuimaCode *code, const char *host, gint64 at_us, GError **error);
void suima_trace_free (SuimaTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTrace, suima_trace_free)
