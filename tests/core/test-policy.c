// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-policy.h"

#include <string.h>

#define TODAY (suima_day_new (2026, 11, 22))

static void
add_file (SuimaPolicy *policy, const char *name)
{
  g_autofree char *path = g_build_filename (RESOURCES, "policies", name, NULL);
  g_autofree char *text = NULL;
  gsize size_bytes;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, &size_bytes, &error));
  g_assert_cmpint (suima_policy_add (policy, text, size_bytes, &problems, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static SuimaPolicy *
shipped (void)
{
  SuimaPolicy *policy = suima_policy_new ();

  add_file (policy, "national-2023.json");
  add_file (policy, "guangdong-2021.json");
  add_file (policy, "henan-2021.json");
  add_file (policy, "jiangsu-2022.json");
  add_file (policy, "fujian-2018.json");
  return policy;
}

static SuimaBatch *
frozen_ribs (void)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->product = g_strdup ("西班牙冻猪肋排");
  batch->origin = g_strdup ("西班牙");
  batch->country = g_strdup ("ES");
  batch->temp_class = SUIMA_TEMP_FROZEN;
  batch->expiry = suima_day_new (2028, 7, 30);
  batch->papers[SUIMA_PAPER_INSPECTION] = g_strdup ("126000002230003");
  batch->papers[SUIMA_PAPER_DISINFECTION] = g_strdup ("XD20261115-0103");
  batch->papers[SUIMA_PAPER_PLANT] = g_strdup ("10.04826/CO");
  return batch;
}

static const SuimaFinding *
find (GPtrArray *findings, const char *rule)
{
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((SuimaFinding *) g_ptr_array_index (findings, i))->rule, rule) == 0)
      return g_ptr_array_index (findings, i);
  return NULL;
}

static GPtrArray *
check (const SuimaPolicy *policy, const SuimaBatch *batch, const char *place, SuimaDay batch_day)
{
  return suima_policy_check (policy, batch, place, "print", batch_day, TODAY);
}

static void
test_policy_today (void)
{
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) ribs = frozen_ribs ();
  g_autoptr (GPtrArray) findings = check (policy, ribs, "CN-4420", TODAY);
  const SuimaFinding *nucleic = find (findings, "national-2023/nucleic-acid");

  g_assert_cmpint (suima_policy_worst (findings), ==, SUIMA_SEVERITY_PASS);
  g_assert_cmpint (nucleic->kind, ==, SUIMA_FINDING_PAPER_NOT_REQUIRED);
}

static void
test_policy_own_day (void)
{
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) ribs = frozen_ribs ();
  SuimaDay then = suima_day_new (2022, 6, 1);
  g_autoptr (GPtrArray) zhongshan = check (policy, ribs, "CN-4420", then);
  g_autoptr (GPtrArray) zhengzhou = check (policy, ribs, "CN-4101", then);
  g_autoptr (GPtrArray) jiaxing = check (policy, ribs, "CN-3304", then);
  const SuimaFinding *missing = g_ptr_array_index (zhongshan, 0);

  g_assert_cmpint (suima_policy_worst (zhongshan), ==, SUIMA_SEVERITY_BLOCK);
  g_assert_cmpstr (missing->rule, ==, "guangdong-2021/frozen-nucleic-acid");
  g_assert_cmpint (missing->kind, ==, SUIMA_FINDING_PAPER_MISSING);
  g_assert_cmpint (g_array_index (missing->papers, SuimaPaperKind, 0), ==, SUIMA_PAPER_NUCLEIC_ACID);
  g_assert_nonnull (find (zhengzhou, "henan-2021/frozen-nucleic-acid"));
  g_assert_cmpint (suima_policy_worst (jiaxing), ==, SUIMA_SEVERITY_PASS);
}

static void
test_policy_chilled (void)
{
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) salmon = frozen_ribs ();
  g_autoptr (GPtrArray) findings = NULL;

  salmon->temp_class = SUIMA_TEMP_CHILLED;
  findings = check (policy, salmon, "CN-44", suima_day_new (2022, 6, 1));
  g_assert_cmpint (suima_policy_worst (findings), ==, SUIMA_SEVERITY_PASS);
  g_assert_nonnull (find (findings, "guangdong-2021/chilled-disinfection"));
}

static void
test_policy_inspection (void)
{
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) shank = frozen_ribs ();
  g_autoptr (GPtrArray) findings = NULL;

  g_clear_pointer (&shank->papers[SUIMA_PAPER_INSPECTION], g_free);
  findings = check (policy, shank, "CN", TODAY);
  g_assert_cmpint (suima_policy_worst (findings), ==, SUIMA_SEVERITY_BLOCK);
  g_assert_cmpstr (((SuimaFinding *) findings->pdata[0])->rule, ==, "national-2023/inspection");
}

static void
test_policy_expiry (void)
{
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) batch = frozen_ribs ();
  static const struct
  {
    int days;
    SuimaSeverity severity;
    SuimaFindingKind kind;
  } cases[] = { { -1, SUIMA_SEVERITY_BLOCK, SUIMA_FINDING_EXPIRED },
                { 0, SUIMA_SEVERITY_WARN, SUIMA_FINDING_EXPIRES_SOON },
                { 2, SUIMA_SEVERITY_WARN, SUIMA_FINDING_EXPIRES_SOON },
                { 3, SUIMA_SEVERITY_PASS, SUIMA_FINDING_NOT_EXPIRED } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = NULL;
      batch->expiry = TODAY + cases[i].days;
      findings = check (policy, batch, "CN", TODAY);
      g_assert_cmpint (suima_policy_worst (findings), ==, cases[i].severity);
      g_assert_cmpint (find (findings, "national-2023/shelf-life")->kind, ==, cases[i].kind);
    }
}

static void
test_policy_goods (void)
{
  g_autoptr (SuimaBatch) batch = suima_batch_new ();

  batch->product = g_strdup ("冷鲜猪后腿肉");
  g_assert_cmpstr (suima_policy_goods_class (batch), ==, "domestic-meat");
  batch->origin = g_strdup ("火星");
  g_assert_cmpstr (suima_policy_goods_class (batch), ==, "imported");
  batch->country = g_strdup ("CN");
  g_assert_cmpstr (suima_policy_goods_class (batch), ==, "domestic-meat");
  g_free (batch->product);
  batch->product = g_strdup ("鸡腿菇");
  g_assert_cmpstr (suima_policy_goods_class (batch), ==, "domestic");
  batch->country[0] = 'V', batch->country[1] = 'N';
  batch->temp_class = SUIMA_TEMP_CHILLED;
  g_assert_cmpstr (suima_policy_goods_class (batch), ==, "imported-chilled");
}

/* A file's row replaces the shipped one of its id. */
static void
test_policy_replace (void)
{
  static const char text[] = "{\"rows\":[{\"id\":\"guangdong-2021/frozen-nucleic-acid\","
                             "\"jurisdiction\":\"CN-44\",\"goods_class\":\"imported-frozen\","
                             "\"event\":\"print\",\"requirement\":\"paper:nucleic-acid\","
                             "\"parameters\":{},\"from\":\"2026-01-01\",\"to\":null}]}";
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) ribs = frozen_ribs ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) now = NULL;
  guint rows = policy->rows->len;

  g_assert_cmpint (suima_policy_add (policy, text, strlen (text), &problems, NULL), ==, 1);
  g_assert_cmpuint (policy->rows->len, ==, rows);
  now = check (policy, ribs, "CN-4420", TODAY);
  g_assert_cmpint (suima_policy_worst (now), ==, SUIMA_SEVERITY_BLOCK);
}

/* The rules as they stood: place, goods, day, and the row that decides. */
static void
test_policy_rows (void)
{
  static const struct
  {
    const char *place, *product, *country;
    SuimaTempClass temp_class;
    int year, month, mday;
    const char *rule; /* that decides */
    gboolean is_asked;
  } cases[] = {
    /* Guangdong: three papers for frozen goods, two for chilled ones */
    { "CN-4420", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2022, 6, 1, "guangdong-2021/frozen-nucleic-acid", TRUE },
    { "CN-4420", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2022, 6, 1, "guangdong-2021/frozen-disinfection", TRUE },
    { "CN-4420", "樱桃", "CL", SUIMA_TEMP_CHILLED, 2022, 6, 1, "guangdong-2021/chilled-disinfection", TRUE },
    { "CN-4420", "樱桃", "CL", SUIMA_TEMP_CHILLED, 2022, 6, 1, "guangdong-2021/chilled-nucleic-acid", FALSE },
    { "CN-4420", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2023, 1, 7, "guangdong-2021/frozen-nucleic-acid", TRUE },
    { "CN-4420", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2023, 1, 8, "guangdong-2021/frozen-nucleic-acid", FALSE },
    { "CN-4420", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2023, 1, 8, "national-2023/nucleic-acid", TRUE },
    /* Henan from 2021-01-06 */
    { "CN-4101", "樱桃", "CL", SUIMA_TEMP_CHILLED, 2021, 1, 6, "henan-2021/chilled-nucleic-acid", TRUE },
    { "CN-4101", "樱桃", "CL", SUIMA_TEMP_CHILLED, 2021, 1, 5, "henan-2021/chilled-nucleic-acid", FALSE },
    /* Jiangsu: meat, poultry and aquatic goods first, all from 2022-05-01 */
    { "CN-3205", "冻猪肋排", "ES", SUIMA_TEMP_FROZEN, 2021, 6, 1, "jiangsu-2022/frozen-nucleic-acid-2020", TRUE },
    { "CN-3205", "冻猪肋排", "ES", SUIMA_TEMP_FROZEN, 2020, 12, 29, "jiangsu-2022/frozen-nucleic-acid-2020", FALSE },
    { "CN-3205", "冻薯条", "NL", SUIMA_TEMP_FROZEN, 2021, 6, 1, "jiangsu-2022/frozen-nucleic-acid-2020", FALSE },
    { "CN-3205", "冻薯条", "NL", SUIMA_TEMP_FROZEN, 2022, 5, 1, "jiangsu-2022/frozen-nucleic-acid", TRUE },
    { "CN-3205", "冻猪肋排", "ES", SUIMA_TEMP_FROZEN, 2022, 5, 1, "jiangsu-2022/frozen-nucleic-acid", TRUE },
    { "CN-3205", "樱桃", "CL", SUIMA_TEMP_CHILLED, 2022, 5, 1, "jiangsu-2022/chilled-disinfection", TRUE },
    { "CN-3205", "冻猪肋排", "ES", SUIMA_TEMP_FROZEN, 2023, 1, 8, "jiangsu-2022/frozen-nucleic-acid", FALSE },
    /* imported goods of today */
    { "CN-33", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2026, 11, 22, "national-2023/inspection", TRUE },
    { "CN-33", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2026, 11, 22, "national-2023/plant", TRUE },
    { "CN-33", "冻虾", "EC", SUIMA_TEMP_FROZEN, 2026, 5, 31, "national-2023/plant-2022", TRUE },
    /* the commitment certificate by its dates */
    { "CN-33", "小白菜", NULL, SUIMA_TEMP_UNKNOWN, 2022, 12, 31, "national-2023/conformity-2023", FALSE },
    { "CN-33", "小白菜", NULL, SUIMA_TEMP_UNKNOWN, 2023, 1, 1, "national-2023/conformity-2023", TRUE },
    { "CN-33", "小白菜", NULL, SUIMA_TEMP_UNKNOWN, 2026, 2, 1, "national-2023/conformity", TRUE },
    { "CN-3505", "小白菜", NULL, SUIMA_TEMP_UNKNOWN, 2018, 4, 16, "fujian-2018/exit-voucher", TRUE },
    /* meat of the country: two certificates and, for pork, one report */
    { "CN-33", "冷鲜猪后腿肉", NULL, SUIMA_TEMP_CHILLED, 2026, 11, 22, "national-2023/swine-fever", TRUE },
    { "CN-33", "冷鲜牛肉", NULL, SUIMA_TEMP_CHILLED, 2026, 11, 22, "national-2023/swine-fever", FALSE },
    { "CN-33", "冷鲜牛肉", NULL, SUIMA_TEMP_CHILLED, 2026, 11, 22, "national-2023/animal-quarantine", TRUE },
    { "CN-33", "冷鲜牛肉", NULL, SUIMA_TEMP_CHILLED, 2026, 11, 22, "national-2023/meat-quality", TRUE },
    /* origin and life */
    { "CN-33", "小白菜", NULL, SUIMA_TEMP_UNKNOWN, 2026, 11, 22, "national-2023/shelf-life", TRUE },
    { "CN-1101", "小白菜", NULL, SUIMA_TEMP_UNKNOWN, 2026, 11, 22, "near-expiry/beijing", TRUE },
    { "CN-31", "小白菜", NULL, SUIMA_TEMP_UNKNOWN, 2026, 11, 22, "near-expiry/shanghai", TRUE },
  };
  g_autoptr (SuimaPolicy) policy = shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaBatch) batch = suima_batch_new ();
      SuimaDay day = suima_day_new (cases[i].year, cases[i].month, cases[i].mday);
      g_autoptr (GPtrArray) findings = NULL;
      batch->product = g_strdup (cases[i].product);
      batch->country = g_strdup (cases[i].country ? cases[i].country : "CN");
      batch->temp_class = cases[i].temp_class;
      findings = suima_policy_check (policy, batch, cases[i].place, "sell", day, day);
      g_test_message ("%u %s %s", i, cases[i].place, cases[i].rule);
      g_assert_cmpint (find (findings, cases[i].rule) != NULL, ==, cases[i].is_asked);
    }
}

/* Each duty of an act: its row, its numbers, and the day from which it holds. */
static void
test_policy_duties (void)
{
  static const struct
  {
    const char *duty, *place;
    int year;
    const char *rule; /* NULL: none */
    const char *number;
    gint64 value;
  } cases[] = {
    { "sampling", "CN-350502", 2022, "fujian-2018/sampling", "with_report_percent", 10 },
    { "sampling", "CN-350502", 2022, "fujian-2018/sampling", "without_report_percent", 100 },
    { "sampling", "CN-4420", 2022, NULL, NULL, 0 },
    { "sampling", "CN-4420", 2024, "national-2023/sampling", "without_report_percent", 100 },
    { "sampling", "CN-4420", 2024, "national-2023/sampling", "with_report_percent", 0 },
    { "report", "CN-33", 2024, NULL, NULL, 0 },
    { "records", "CN-33", 2024, "national-2023/records", "months_after_life", 6 },
    { "records", "CN-33", 2024, "national-2023/records", "months_at_least", 24 },
    { "seller-records", "CN-33", 2024, "national-2023/seller-records", "months_after_leaving", 6 },
    { "recall-1", "CN-33", 2024, "national-2023/recall-1", "start_hours", 24 },
    { "recall-2", "CN-33", 2024, "national-2023/recall-2", "finish_workdays", 20 },
    { "recall-3", "CN-33", 2024, "national-2023/recall-3", "start_hours", 72 },
    { "disposal", "CN-33", 2024, "national-2023/disposal", "witnesses", 1 },
    { "disposal", "CN-3505", 2024, "fujian-2018/disposal", "return_allowed", 0 },
  };
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) ribs = frozen_ribs ();
  const SuimaPolicyRow *row;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      row = suima_policy_find_duty (policy, cases[i].duty, NULL, cases[i].place,
                                    suima_day_new (cases[i].year, 6, 1));
      g_assert_cmpstr (row ? row->id : NULL, ==, cases[i].rule);
      if (row != NULL)
        g_assert_cmpint (suima_policy_row_get_number (row, cases[i].number, -1), ==, cases[i].value);
    }
  row = suima_policy_find_duty (policy, "report", ribs, "CN-4420", TODAY);
  g_assert_cmpint (suima_policy_row_get_number (row, "hours", 0), ==, 48);
  g_assert_cmpint (suima_policy_row_get_number (row, "days", 7), ==, 7);
  g_assert_null (suima_policy_find_duty (policy, "report", NULL, "CN-4420", TODAY));
}

/* A duty of the gate is no lack of the batch. */
static void
test_policy_duty_is_no_finding (void)
{
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) ribs = frozen_ribs ();
  g_autoptr (GPtrArray) findings =
      suima_policy_check (policy, ribs, "CN-3505", "receive", TODAY, TODAY);

  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_policy_near_expiry (void)
{
  static const struct
  {
    const char *place;
    int life, left;
    SuimaFindingKind kind;
  } cases[] = {
    { "CN-11", 365, 44, SUIMA_FINDING_EXPIRES_SOON }, { "CN-11", 365, 45, SUIMA_FINDING_NOT_EXPIRED },
    { "CN-11", 364, 19, SUIMA_FINDING_EXPIRES_SOON }, { "CN-11", 364, 20, SUIMA_FINDING_NOT_EXPIRED },
    { "CN-11", 90, 14, SUIMA_FINDING_EXPIRES_SOON },  { "CN-11", 30, 9, SUIMA_FINDING_EXPIRES_SOON },
    { "CN-11", 15, 4, SUIMA_FINDING_NOT_EXPIRED },    { "CN-11", 15, 3, SUIMA_FINDING_EXPIRES_SOON },
    { "CN-31", 15, 4, SUIMA_FINDING_EXPIRES_SOON },   { "CN-31", 10, 2, SUIMA_FINDING_NOT_EXPIRED },
    { "CN-31", 10, 1, SUIMA_FINDING_EXPIRES_SOON },   { "CN-44", 365, 3, SUIMA_FINDING_NOT_EXPIRED },
  };
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) batch = frozen_ribs ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = NULL;
      batch->expiry = TODAY + cases[i].left;
      batch->production = batch->expiry - cases[i].life;
      findings = check (policy, batch, cases[i].place, TODAY);
      for (guint k = 0; k < findings->len; k++)
        {
          const SuimaFinding *finding = g_ptr_array_index (findings, k);
          g_test_message ("%u %s", i, finding->rule);
          if (strcmp (finding->requirement, "shelf-life") == 0)
            g_assert_cmpint (finding->kind, ==, cases[i].kind);
        }
    }
}

static const SuimaExplanation *
explain_one (GPtrArray *explanations, const char *requirement)
{
  for (guint i = 0; i < explanations->len; i++)
    if (strcmp (((SuimaExplanation *) explanations->pdata[i])->requirement, requirement) == 0)
      return explanations->pdata[i];
  return NULL;
}

/* "Required on 2022-06-01, not required today." */
static void
test_policy_explain (void)
{
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) ribs = frozen_ribs ();
  g_autoptr (GPtrArray) explanations = suima_policy_explain (
    policy, ribs, "CN-4420", "print", suima_day_new (2022, 6, 1), TODAY);
  const SuimaExplanation *nucleic = explain_one (explanations, "paper:nucleic-acid");
  const SuimaExplanation *inspection = explain_one (explanations, "paper:inspection");
  const SuimaExplanation *origin = explain_one (explanations, "origin");

  g_assert_true (nucleic->then->is_required);
  g_assert_cmpint (nucleic->then->severity, ==, SUIMA_SEVERITY_BLOCK);
  g_assert_cmpstr (nucleic->then->rule, ==, "guangdong-2021/frozen-nucleic-acid");
  g_assert_false (nucleic->now->is_required);
  g_assert_cmpstr (nucleic->now->rule, ==, "national-2023/nucleic-acid");
  g_assert_true (inspection->then->is_required && inspection->now->is_required);
  g_assert_null (origin->then);
  g_assert_true (origin->now->is_required);
}

/* Whether a supervisor may go against it travels with the finding. */
static void
test_policy_override (void)
{
  static const char text[] =
    "{\"rows\":[{\"id\":\"shop/origin\",\"jurisdiction\":\"CN-4420\",\"goods_class\":\"any\","
    "\"event\":\"print\",\"requirement\":\"paper:test-report\",\"parameters\":{\"override\":true}}]}";
  g_autoptr (SuimaPolicy) policy = shipped ();
  g_autoptr (SuimaBatch) ribs = frozen_ribs ();
  g_autoptr (GPtrArray) problems = NULL, findings = NULL;

  g_assert_cmpint (suima_policy_add (policy, text, strlen (text), &problems, NULL), ==, 1);
  findings = check (policy, ribs, "CN-4420", TODAY);
  g_assert_true (find (findings, "shop/origin")->may_override);
  g_assert_false (find (findings, "national-2023/shelf-life")->may_override);
}

/* What is spelt wrong is said, and not passed over. */
static void
test_policy_typos (void)
{
  static const struct
  {
    const char *rest, *complaint;
  } cases[] = {
    { "\"requirement\":\"origin\",\"product\":[\"肉\"]", "unknown key \"product\"" },
    { "\"requirement\":\"origin\",\"products\":\"肉\"", "\"products\" is not a list" },
    { "\"requirement\":\"origin\",\"parameters\":{\"severty\":\"warn\"}", "unknown parameter \"severty\"" },
    { "\"requirement\":\"report\"", "needs the parameter \"hours\"" },
    { "\"requirement\":\"sampling\",\"parameters\":{\"without_report_percent\":101,"
      "\"with_report_percent\":10}", "a number from 0 to 100" },
    { "\"requirement\":\"shelf-life\",\"parameters\":{\"warn_by_life\":{\"a\":1}}", "warn_by_life" },
    { "\"requirement\":\"shelf-life\",\"parameters\":{\"warn_by_life\":{}}", "warn_by_life" },
    { "\"requirement\":\"paper:origin\"", "unknown paper" },
    { "\"requirement\":\"origin\",\"from\":\"2026-02-01\",\"to\":\"2026-01-31\"", "after" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaPolicy) policy = suima_policy_new ();
      g_autoptr (GPtrArray) problems = NULL;
      g_autofree char *text = g_strdup_printf (
        "{\"rows\":[{\"id\":\"a\",\"jurisdiction\":\"CN\",\"goods_class\":\"any\",\"event\":\"sell\",%s}]}",
        cases[i].rest);
      g_assert_cmpint (suima_policy_add (policy, text, strlen (text), &problems, NULL), ==, 0);
      g_test_message ("%s", text);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_nonnull (strstr (((SuimaPolicyProblem *) problems->pdata[0])->message, cases[i].complaint));
    }
}

static void
test_policy_bad_files (void)
{
  static const char *const broken[] = { "", "[]", "{}", "{\"rows\":[]}", "{\"rows\":{}}" };
  static const char bad[] = "{\"rows\":[{\"id\":\"a\",\"jurisdiction\":\"US\",\"goods_class\":\"x\","
                            "\"event\":\"y\",\"requirement\":\"paper:z\",\"parameters\":{\"severity\":"
                            "\"q\",\"warn_days\":-1},\"from\":\"2026-02-30\"},{\"id\":\"a\"},7]}";
  g_autoptr (SuimaPolicy) policy = suima_policy_new ();
  g_autoptr (GPtrArray) problems = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) none = NULL;
      g_assert_cmpint (suima_policy_add (policy, broken[i], strlen (broken[i]), &none, &error), ==, -1);
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
  g_assert_cmpint (suima_policy_add (policy, bad, strlen (bad), &problems, NULL), ==, 0);
  g_assert_cmpuint (problems->len, >=, 8);
  g_assert_cmpuint (policy->rows->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/today", test_policy_today);
  g_test_add_func ("/policy/own-day", test_policy_own_day);
  g_test_add_func ("/policy/chilled", test_policy_chilled);
  g_test_add_func ("/policy/inspection", test_policy_inspection);
  g_test_add_func ("/policy/expiry", test_policy_expiry);
  g_test_add_func ("/policy/goods", test_policy_goods);
  g_test_add_func ("/policy/replace", test_policy_replace);
  g_test_add_func ("/policy/rows", test_policy_rows);
  g_test_add_func ("/policy/duties", test_policy_duties);
  g_test_add_func ("/policy/duty-is-no-finding", test_policy_duty_is_no_finding);
  g_test_add_func ("/policy/near-expiry", test_policy_near_expiry);
  g_test_add_func ("/policy/explain", test_policy_explain);
  g_test_add_func ("/policy/override", test_policy_override);
  g_test_add_func ("/policy/typos", test_policy_typos);
  g_test_add_func ("/policy/bad-files", test_policy_bad_files);
  return g_test_run ();
}
