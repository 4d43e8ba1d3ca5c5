// SPDX-License-Identifier: Apache-2.0
// What the rules decided, and what a supervisor let pass.
#pragma once

#include "suima-decision.h"
#include "suima-station.h"

/** SuimaOverrideRequest: all borrowed. */
typedef struct
{
  gint64 batch_id;
  const char *rule;       /* id of the row that blocks */
  const char *supervisor; /* of the shop */
  const char *pin;        /* theirs */
  const char *reason;
} SuimaOverrideRequest;

/**
 * suima_station_override:
 * The batch is printed and sold from now on in spite of this one rule, where the rule's row allows it
 * (parameter `override`); what else blocks it still does. Should the row cease to allow it, it blocks
 * again. On the record with an approval, the supervisor's name at home only.
 *
 * Returns: the event's seq; -1 on error. Errors: NOT_FOUND (no such batch, or the rule does not stand
 * in its way); BLOCKED (the row does not allow it); EXISTS; INVALID (no reason); PIN_WRONG,
 * PIN_LOCKED, DENIED (not a supervisor of the shop; the clock is wrong).
 */
gint64 suima_station_override (SuimaStation *station,
                               const SuimaOverrideRequest *request,
                               GError **error);

/**
 * suima_station_list_decisions:
 * What each rule said of the batch when it was printed, received, sold, worked up or tagged, and why;
 * kept as it was then. Sentences by suima_words_decision().
 *
 * Returns: (transfer full) (element-type SuimaDecision): oldest first. Errors: NOT_FOUND.
 */
GPtrArray *suima_station_list_decisions (SuimaStation *station, gint64 batch_id, GError **error);
