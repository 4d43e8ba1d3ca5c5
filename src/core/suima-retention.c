// SPDX-License-Identifier: Apache-2.0
#include "suima-retention.h"

const char *
suima_kept_kind_to_code (SuimaKeptKind kind)
{
  static const char *const codes[SUIMA_N_KEPT_KINDS] = {
    [SUIMA_KEPT_DOCUMENT] = "document",
    [SUIMA_KEPT_ATTACHMENT] = "attachment",
    [SUIMA_KEPT_PARTY] = "party",
    [SUIMA_KEPT_PROBLEMS] = "problems",
  };

  return codes[kind];
}

void
suima_kept_free (SuimaKept *kept)
{
  if (kept == NULL)
    return;
  g_free (kept->name);
  g_free (kept->rule);
  g_free (kept);
}

SuimaKeptDay
suima_retention_longer (SuimaKeptDay one, SuimaKeptDay other)
{
  return one.until >= other.until ? one : other;
}

static SuimaKeptDay
suima_retention_add (const SuimaPolicyRow *row, const char *months, SuimaDay day)
{
  gint64 count = suima_policy_row_get_number (row, months, 0);
  SuimaShelfLife life = { (guint)CLAMP (count, 0, 9999), SUIMA_LIFE_MONTHS };
  SuimaKeptDay kept = { SUIMA_DAY_NEVER, NULL };

  if (row == NULL)
    return kept;
  kept.rule = row->id;
  kept.until = life.count > 0 ? suima_day_add (day, life) : day;
  return kept;
}

SuimaKeptDay
suima_retention_of_duty (const SuimaPolicy *policy,
                         const char *duty,
                         const char *months,
                         const char *jurisdiction,
                         SuimaDay day)
{
  return suima_retention_add (suima_policy_find_duty (policy, duty, NULL, jurisdiction, day), months,
                              day);
}

SuimaKeptDay
suima_retention_of_batch (const SuimaPolicy *policy,
                          const SuimaBatch *batch,
                          const char *jurisdiction,
                          SuimaDay last)
{
  const SuimaPolicyRow *row =
      suima_policy_find_duty (policy, "records", batch, jurisdiction, last);
  SuimaKeptDay kept = suima_retention_add (row, "months_at_least", last);

  if (row == NULL || batch->expiry == SUIMA_DAY_NONE)
    return kept;
  return suima_retention_longer (kept,
                                 suima_retention_add (row, "months_after_life", batch->expiry));
}
