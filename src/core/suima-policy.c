// SPDX-License-Identifier: Apache-2.0
#include "suima-policy.h"

#include <string.h>

const char *
suima_severity_to_code (SuimaSeverity severity)
{
  static const char *const codes[] = { "pass", "warn", "block" };

  g_return_val_if_fail (severity <= SUIMA_SEVERITY_BLOCK, codes[2]);
  return codes[severity];
}

static const char *const suima_finding_kind_codes[] = {
  [SUIMA_FINDING_PAPER_HELD] = "paper-held",
  [SUIMA_FINDING_PAPER_MISSING] = "paper-missing",
  [SUIMA_FINDING_PAPER_NOT_REQUIRED] = "paper-not-required",
  [SUIMA_FINDING_EXPIRED] = "expired",
  [SUIMA_FINDING_EXPIRES_SOON] = "expires-soon",
  [SUIMA_FINDING_EXPIRY_UNKNOWN] = "expiry-unknown",
  [SUIMA_FINDING_NOT_EXPIRED] = "not-expired",
  [SUIMA_FINDING_ORIGIN_GIVEN] = "origin-given",
  [SUIMA_FINDING_ORIGIN_MISSING] = "origin-missing",
  [SUIMA_FINDING_LOCKED] = "locked",
  [SUIMA_FINDING_OVERRIDDEN] = "overridden",
  [SUIMA_FINDING_TAGGED] = "tagged",
  [SUIMA_FINDING_UNTOLD] = "untold",
};

const char *
suima_finding_kind_to_code (SuimaFindingKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (suima_finding_kind_codes), "untold");
  return suima_finding_kind_codes[kind];
}

SuimaFindingKind
suima_finding_kind_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_finding_kind_codes); i++)
    if (g_strcmp0 (suima_finding_kind_codes[i], code) == 0)
      return (SuimaFindingKind) i;
  return SUIMA_FINDING_UNTOLD;
}

void
suima_finding_free (SuimaFinding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->rule);
  g_free (finding->requirement);
  g_free (finding->source);
  g_free (finding->by);
  g_free (finding->reason);
  g_clear_pointer (&finding->papers, g_array_unref);
  g_free (finding);
}

SuimaFinding *
suima_finding_new_lock (const char *kind, const char *reason, SuimaDay today)
{
  SuimaFinding *finding = g_new0 (SuimaFinding, 1);

  finding->rule = g_strconcat ("lock/", kind, NULL);
  finding->requirement = g_strdup ("lock");
  finding->severity = SUIMA_SEVERITY_BLOCK;
  finding->kind = SUIMA_FINDING_LOCKED;
  finding->day = today;
  finding->expiry = SUIMA_DAY_NONE;
  finding->reason = g_strdup (reason);
  return finding;
}

/* Words by which meat is known among domestic goods, and words that only look like it. */
static gboolean
suima_policy_is_meat (const SuimaBatch *batch)
{
  static const char *const words[] = { "肉",   "猪",   "牛腩", "牛腱", "牛排", "羊排", "排骨",
                                       "鸡翅", "鸡腿", "鸡胸", "鸭",   "鹅",   "光鸡" };
  static const char *const others[] = { "果肉", "肉桂", "肉豆蔻", "桂圆肉", "龙眼肉", "椰肉",
                                        "鸡腿菇", "猪肚菇", "猪笼", "鸭梨", "鸭脚木", "鹅莓", "蛋" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strstr (batch->product, others[i]) != NULL)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (batch->product, words[i]) != NULL ||
        (batch->category != NULL && strstr (batch->category, words[i]) != NULL))
      return TRUE;
  return FALSE;
}

/* An origin that is not known by name, or none beside import papers, counts as foreign: the
 * stricter rules apply until somebody says otherwise. */
static gboolean
suima_policy_is_foreign (const SuimaBatch *batch)
{
  if (batch->country != NULL)
    return suima_batch_is_imported (batch);
  return batch->origin != NULL || batch->port != NULL || batch->importer != NULL ||
         batch->papers[SUIMA_PAPER_INSPECTION] != NULL ||
         batch->papers[SUIMA_PAPER_CUSTOMS] != NULL || batch->papers[SUIMA_PAPER_PLANT] != NULL;
}

const char *
suima_policy_goods_class (const SuimaBatch *batch)
{
  static const char *const imported[] = { "imported", "imported-frozen", "imported-chilled",
                                          "imported-ambient" };

  if (suima_policy_is_foreign (batch))
    return imported[batch->temp_class];
  return suima_policy_is_meat (batch) ? "domestic-meat" : "domestic";
}

/* `any` < `imported` < `imported-frozen`; -1 when the row is about other goods. */
static int
suima_policy_row_class_rank (const SuimaPolicyRow *row, const char *goods_class)
{
  gsize length = strlen (row->goods_class);

  if (strcmp (row->goods_class, "any") == 0)
    return 0;
  if (strcmp (row->goods_class, goods_class) == 0)
    return strchr (goods_class, '-') != NULL ? 2 : 1;
  return strncmp (goods_class, row->goods_class, length) == 0 && goods_class[length] == '-' ? 1 : -1;
}

static gboolean
suima_policy_row_holds_in (const SuimaPolicyRow *row, const char *jurisdiction)
{
  gsize length = strlen (row->jurisdiction);

  return strncmp (jurisdiction, row->jurisdiction, length) == 0 &&
         (length > 2 || jurisdiction[length] == '\0' || jurisdiction[length] == '-');
}

static gboolean
suima_policy_row_names (const SuimaPolicyRow *row, const SuimaBatch *batch)
{
  if (row->products == NULL)
    return TRUE;
  for (guint i = 0; batch != NULL && row->products[i] != NULL; i++)
    if ((batch->product != NULL && strstr (batch->product, row->products[i]) != NULL) ||
        (batch->category != NULL && strstr (batch->category, row->products[i]) != NULL))
      return TRUE;
  return FALSE;
}

/* Whether @row beats @other: the nearer place, then the nearer goods, then the later row. */
static gboolean
suima_policy_row_beats (const SuimaPolicyRow *row,
                        const SuimaPolicyRow *other,
                        const char *goods_class)
{
  gsize place = strlen (row->jurisdiction), other_place = strlen (other->jurisdiction);
  int goods = suima_policy_row_class_rank (row, goods_class);
  int other_goods = suima_policy_row_class_rank (other, goods_class);

  if (place != other_place)
    return place > other_place;
  if (goods != other_goods)
    return goods > other_goods;
  if ((row->products != NULL) != (other->products != NULL))
    return row->products != NULL;
  return row->from >= other->from;
}

static void
suima_finding_judge_papers (SuimaFinding *finding,
                            const SuimaPolicyRow *row,
                            const SuimaBatch *batch)
{
  gboolean held = FALSE;

  finding->papers = g_array_ref (row->papers);
  for (guint i = 0; i < row->papers->len; i++)
    held = held || batch->papers[g_array_index (row->papers, SuimaPaperKind, i)] != NULL;
  finding->severity = held ? SUIMA_SEVERITY_PASS : row->severity;
  finding->kind = held                                   ? SUIMA_FINDING_PAPER_HELD
                  : row->severity == SUIMA_SEVERITY_PASS ? SUIMA_FINDING_PAPER_NOT_REQUIRED
                                                         : SUIMA_FINDING_PAPER_MISSING;
}

/* Of goods whose day of production is not known, the plain number holds. */
static guint
suima_policy_row_warn_days (const SuimaPolicyRow *row, const SuimaBatch *batch)
{
  if (row->warn_by_life == NULL || batch->production == SUIMA_DAY_NONE)
    return row->warn_days;
  for (guint i = 0; i < row->warn_by_life->len; i++)
    {
      const SuimaWarnStep *step = &g_array_index (row->warn_by_life, SuimaWarnStep, i);
      if (batch->expiry - batch->production >= (SuimaDay) step->life_days)
        return step->warn_days;
    }
  return row->warn_days;
}

static void
suima_finding_judge_life (SuimaFinding *finding,
                          const SuimaPolicyRow *row,
                          const SuimaBatch *batch,
                          SuimaDay today)
{
  finding->day = today;
  finding->expiry = batch->expiry;
  finding->severity = SUIMA_SEVERITY_WARN;
  if (batch->expiry == SUIMA_DAY_NONE)
    finding->kind = SUIMA_FINDING_EXPIRY_UNKNOWN;
  else if (batch->expiry < today)
    {
      finding->kind = SUIMA_FINDING_EXPIRED;
      finding->severity = row->severity;
    }
  else if (batch->expiry - today < (SuimaDay) suima_policy_row_warn_days (row, batch))
    finding->kind = SUIMA_FINDING_EXPIRES_SOON;
  else
    {
      finding->kind = SUIMA_FINDING_NOT_EXPIRED;
      finding->severity = SUIMA_SEVERITY_PASS;
    }
}

static SuimaFinding *
suima_policy_judge (const SuimaPolicyRow *row,
                    const SuimaBatch *batch,
                    SuimaDay batch_day,
                    SuimaDay today)
{
  SuimaFinding *finding = g_new0 (SuimaFinding, 1);

  finding->rule = g_strdup (row->id);
  finding->requirement = g_strdup (row->requirement);
  finding->is_required = row->severity != SUIMA_SEVERITY_PASS;
  finding->may_override = row->may_override;
  finding->source = g_strdup (row->source);
  finding->day = batch_day;
  finding->expiry = SUIMA_DAY_NONE;
  if (row->papers != NULL)
    suima_finding_judge_papers (finding, row, batch);
  else if (strcmp (row->requirement, "shelf-life") == 0)
    suima_finding_judge_life (finding, row, batch, today);
  else
    {
      finding->kind = batch->origin ? SUIMA_FINDING_ORIGIN_GIVEN : SUIMA_FINDING_ORIGIN_MISSING;
      finding->severity = batch->origin ? SUIMA_SEVERITY_PASS : row->severity;
    }
  return finding;
}

static gboolean
suima_policy_row_is_in_force (const SuimaPolicyRow *row, SuimaDay batch_day, SuimaDay today)
{
  /* Papers are judged by the batch's own day, life by the day of the act. */
  SuimaDay day = row->papers != NULL ? batch_day : today;

  return (row->from == SUIMA_DAY_NONE || row->from <= day) &&
         (row->to == SUIMA_DAY_NONE || row->to >= day);
}

static gboolean
suima_policy_row_applies (const SuimaPolicyRow *row,
                          const SuimaBatch *batch,
                          const char *jurisdiction,
                          const char *goods_class)
{
  return suima_policy_row_holds_in (row, jurisdiction) &&
         suima_policy_row_class_rank (row, goods_class) >= 0 && suima_policy_row_names (row, batch);
}

const SuimaPolicyRow *
suima_policy_find_duty (const SuimaPolicy *policy,
                        const char *duty,
                        const SuimaBatch *batch,
                        const char *jurisdiction,
                        SuimaDay day)
{
  const char *goods_class = batch ? suima_policy_goods_class (batch) : "any";
  const SuimaPolicyRow *deciding = NULL;

  for (guint i = 0; i < policy->rows->len; i++)
    {
      const SuimaPolicyRow *row = g_ptr_array_index (policy->rows, i);
      if (row->numbers != NULL && strcmp (row->requirement, duty) == 0 &&
          suima_policy_row_applies (row, batch, jurisdiction, goods_class) &&
          suima_policy_row_is_in_force (row, day, day) &&
          (deciding == NULL || suima_policy_row_beats (row, deciding, goods_class)))
        deciding = row;
    }
  return deciding;
}

gint64
suima_policy_row_get_number (const SuimaPolicyRow *row, const char *name, gint64 otherwise)
{
  const gint64 *number = row && row->numbers ? g_hash_table_lookup (row->numbers, name) : NULL;

  return number ? *number : otherwise;
}

static int
suima_finding_compare (gconstpointer a, gconstpointer b)
{
  const SuimaFinding *first = *(SuimaFinding *const *) a;
  const SuimaFinding *second = *(SuimaFinding *const *) b;

  if (first->severity != second->severity)
    return first->severity > second->severity ? -1 : 1;
  return strcmp (first->rule, second->rule);
}

GPtrArray *
suima_policy_check (const SuimaPolicy *policy,
                    const SuimaBatch *batch,
                    const char *jurisdiction,
                    const char *event,
                    SuimaDay batch_day,
                    SuimaDay today)
{
  g_autoptr (GHashTable) deciding = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_finding_free);
  const char *goods_class = suima_policy_goods_class (batch);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < policy->rows->len; i++)
    {
      SuimaPolicyRow *row = g_ptr_array_index (policy->rows, i);
      SuimaPolicyRow *other = g_hash_table_lookup (deciding, row->requirement);
      if (row->numbers != NULL || !g_strv_contains ((const char *const *) row->events, event) ||
          !suima_policy_row_applies (row, batch, jurisdiction, goods_class) ||
          !suima_policy_row_is_in_force (row, batch_day, today))
        continue;
      if (other == NULL || suima_policy_row_beats (row, other, goods_class))
        g_hash_table_insert (deciding, row->requirement, row);
    }
  g_hash_table_iter_init (&iter, deciding);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (findings, suima_policy_judge (value, batch, batch_day, today));
  g_ptr_array_sort (findings, suima_finding_compare);
  return findings;
}

void
suima_policy_override (GPtrArray *findings, const char *rule, const char *by, const char *reason)
{
  for (guint i = 0; i < findings->len; i++)
    {
      SuimaFinding *finding = g_ptr_array_index (findings, i);
      if (!finding->may_override || finding->severity != SUIMA_SEVERITY_BLOCK ||
          strcmp (finding->rule, rule) != 0)
        continue;
      finding->kind = SUIMA_FINDING_OVERRIDDEN;
      finding->severity = SUIMA_SEVERITY_WARN;
      finding->by = g_strdup (by);
      finding->reason = g_strdup (reason);
    }
  g_ptr_array_sort (findings, suima_finding_compare);
}

GArray *
suima_policy_dup_papers (const char *requirement)
{
  g_auto (GStrv) codes = NULL;
  GArray *papers;

  if (requirement == NULL || !g_str_has_prefix (requirement, "paper:"))
    return NULL;
  codes = g_strsplit (requirement + strlen ("paper:"), ",", -1);
  papers = g_array_new (FALSE, FALSE, sizeof (SuimaPaperKind));
  for (guint i = 0; codes[i] != NULL; i++)
    {
      SuimaPaperKind kind;
      if (suima_paper_kind_from_code (codes[i], &kind))
        g_array_append_val (papers, kind);
    }
  return papers;
}

SuimaSeverity
suima_policy_worst (GPtrArray *findings)
{
  return findings->len == 0 ? SUIMA_SEVERITY_PASS
                            : ((SuimaFinding *) g_ptr_array_index (findings, 0))->severity;
}
