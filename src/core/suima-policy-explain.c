// SPDX-License-Identifier: Apache-2.0
// What the rules asked on one day, beside what they ask on another.
#include "suima-policy.h"

#include <string.h>

void
suima_explanation_free (SuimaExplanation *explanation)
{
  if (explanation == NULL)
    return;
  g_free (explanation->requirement);
  suima_finding_free (explanation->then);
  suima_finding_free (explanation->now);
  g_free (explanation);
}

static int
suima_explanation_compare (gconstpointer a, gconstpointer b)
{
  const SuimaExplanation *first = *(SuimaExplanation *const *)a;
  const SuimaExplanation *second = *(SuimaExplanation *const *)b;

  return strcmp (first->requirement, second->requirement);
}

static SuimaExplanation *
suima_explanation_find (GPtrArray *explanations, const char *requirement)
{
  SuimaExplanation *explanation;

  for (guint i = 0; i < explanations->len; i++)
    {
      explanation = g_ptr_array_index (explanations, i);
      if (strcmp (explanation->requirement, requirement) == 0)
        return explanation;
    }
  explanation = g_new0 (SuimaExplanation, 1);
  explanation->requirement = g_strdup (requirement);
  g_ptr_array_add (explanations, explanation);
  return explanation;
}

GPtrArray *
suima_policy_explain (const SuimaPolicy *policy,
                      const SuimaBatch *batch,
                      const char *jurisdiction,
                      const char *event,
                      SuimaDay day,
                      SuimaDay today)
{
  g_autoptr (GPtrArray) then = suima_policy_check (policy, batch, jurisdiction, event, day, day);
  g_autoptr (GPtrArray) now = suima_policy_check (policy, batch, jurisdiction, event, today, today);
  GPtrArray *explanations = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_explanation_free);

  g_ptr_array_set_free_func (then, NULL);
  g_ptr_array_set_free_func (now, NULL);
  for (guint i = 0; i < then->len; i++)
    {
      SuimaFinding *finding = g_ptr_array_index (then, i);
      suima_explanation_find (explanations, finding->requirement)->then = finding;
    }
  for (guint i = 0; i < now->len; i++)
    {
      SuimaFinding *finding = g_ptr_array_index (now, i);
      suima_explanation_find (explanations, finding->requirement)->now = finding;
    }
  for (guint i = 0; i < explanations->len; i++)
    {
      SuimaExplanation *explanation = g_ptr_array_index (explanations, i);
      explanation->day = day;
      explanation->today = today;
    }
  g_ptr_array_sort (explanations, suima_explanation_compare);
  return explanations;
}
