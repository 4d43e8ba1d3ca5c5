// SPDX-License-Identifier: Apache-2.0
#include "suima-decision.h"

SuimaDecision *
suima_decision_new (void)
{
  SuimaDecision *decision = g_new0 (SuimaDecision, 1);

  decision->seq = -1;
  decision->day = SUIMA_DAY_NONE;
  decision->finding = g_new0 (SuimaFinding, 1);
  decision->finding->kind = SUIMA_FINDING_UNTOLD;
  decision->finding->day = SUIMA_DAY_NONE;
  decision->finding->expiry = SUIMA_DAY_NONE;
  return decision;
}

void
suima_decision_free (SuimaDecision *decision)
{
  if (decision == NULL)
    return;
  g_free (decision->act);
  suima_finding_free (decision->finding);
  g_free (decision);
}

void
suima_override_free (SuimaOverride *override)
{
  if (override == NULL)
    return;
  g_free (override->rule);
  g_free (override->supervisor);
  g_free (override->reason);
  g_free (override);
}
