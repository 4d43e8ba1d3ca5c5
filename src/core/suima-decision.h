// SPDX-License-Identifier: Apache-2.0
// What a rule decided about a batch at an act, as it was then.
#pragma once

#include "suima-policy.h"

#include <glib.h>

/** SuimaDecision: a row of the record; no later rule changes it. */
typedef struct
{
  gint64 id;
  gint64 batch_id;
  char *act;     /* (nullable): print, receive, sell, issue, release, transform, tag; %NULL for rows
                    from before acts were kept */
  gint64 run_id; /* of a print, else 0 */
  gint64 seq;    /* of the event, -1 for none: a run has several */
  gint64 at_us;  /* 0: not known */
  SuimaDay day;  /* of the act */
  SuimaFinding *finding; /* what the rule said */
} SuimaDecision;

/** suima_decision_new: Returns: (transfer full): about nothing yet, with an UNTOLD finding. */
SuimaDecision *suima_decision_new (void);
void suima_decision_free (SuimaDecision *decision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDecision, suima_decision_free)

/** SuimaOverride: a rule that a supervisor let a batch pass. */
typedef struct
{
  gint64 seq; /* of the event */
  gint64 at_us;
  char *rule, *supervisor, *reason;
} SuimaOverride;

void suima_override_free (SuimaOverride *override);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaOverride, suima_override_free)
