// SPDX-License-Identifier: Apache-2.0
#include "suima-count.h"

#include <string.h>

static const char *const suima_count_codes[SUIMA_COUNT_N_FINDINGS] = {
  [SUIMA_COUNT_FOUND] = "found",         [SUIMA_COUNT_STRANGER] = "stranger",
  [SUIMA_COUNT_EXPIRED] = "expired",     [SUIMA_COUNT_RECALLED] = "recalled",
  [SUIMA_COUNT_MISPLACED] = "misplaced", [SUIMA_COUNT_GONE] = "gone",
  [SUIMA_COUNT_MISSING] = "missing",
};

const char *
suima_count_finding_to_code (SuimaCountFinding finding)
{
  g_return_val_if_fail (finding > 0 && finding < SUIMA_COUNT_N_FINDINGS, "");
  return suima_count_codes[finding];
}

SuimaCountFinding
suima_count_finding_from_code (const char *code)
{
  for (guint i = SUIMA_COUNT_FOUND; i < SUIMA_COUNT_N_FINDINGS; i++)
    if (strcmp (suima_count_codes[i], code) == 0)
      return (SuimaCountFinding)i;
  return 0;
}

void
suima_count_round_free (SuimaCountRound *round)
{
  if (round == NULL)
    return;
  g_free (round->place);
  g_free (round->signed_by);
  g_free (round);
}

void
suima_count_line_free (SuimaCountLine *line)
{
  if (line == NULL)
    return;
  g_free (line->code);
  g_free (line->serial);
  g_free (line->product);
  g_free (line->lot);
  g_free (line->place);
  g_free (line);
}
