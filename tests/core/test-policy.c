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
  g_test_add_func ("/policy/bad-files", test_policy_bad_files);
  return g_test_run ();
}
