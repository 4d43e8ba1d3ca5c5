// SPDX-License-Identifier: Apache-2.0
// What may be printed: the rules of the day and the place.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-words.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static Fixture *
new_with_samples (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import (fixture, "meat-delivery.xlsx"));
  suima_import_free (fixture_import (fixture, "domestic-produce.csv"));
  return fixture;
}

static void
assert_finding (Fixture *fixture,
                const char *product,
                const char *rule,
                SuimaSeverity severity,
                SuimaFindingKind kind)
{
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, product);
  const SuimaFinding *finding = fixture_find_finding (card, rule);

  if (finding == NULL)
    g_error ("%s has no finding of %s", product, rule);
  g_assert_cmpint (finding->severity, ==, severity);
  g_assert_cmpint (finding->kind, ==, kind);
}

static void
assert_status (Fixture *fixture, const char *product, SuimaBatchStatus status)
{
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, product);

  if (card->status != status)
    g_error ("%s is %s", product, suima_batch_status_to_code (card->status));
}

/* Prints with no printer set: reaching the printer means that no rule was in the way. */
static GError *
try_to_print (Fixture *fixture, const char *product)
{
  SuimaPrintRequest request = { .batch_id = fixture_find_batch (fixture, product), .count = 1 };
  GError *error = NULL;

  g_assert_null (suima_station_print (fixture->handle, &request, NULL, NULL, NULL, &error));
  return error;
}

static void
assert_may_print (Fixture *fixture, const char *product)
{
  g_autoptr (GError) error = try_to_print (fixture, product);

  assert_status (fixture, product, SUIMA_BATCH_READY);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
}

static void
assert_may_not_print (Fixture *fixture, const char *product, const char *says)
{
  g_autoptr (GError) error = try_to_print (fixture, product);

  assert_status (fixture, product, SUIMA_BATCH_BLOCKED);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  if (strstr (error->message, says) == NULL)
    g_error ("%s: \"%s\" does not say \"%s\"", product, error->message, says);
}

static void
test_shipped_rules (void)
{
  g_autoptr (Fixture) fixture = new_with_samples ();

  assert_may_print (fixture, "西班牙冻猪肋排");
  assert_may_print (fixture, "挪威冰鲜三文鱼 6-7kg");
  assert_may_not_print (fixture, "阿根廷冻牛腱", "inspection");
  assert_may_not_print (fixture, "印度冻带鱼", "xpired");
  assert_may_not_print (fixture, "嘉善黄桃", "xpired");
  assert_may_print (fixture, "平湖芦笋");
  assert_may_print (fixture, "冷鲜猪后腿肉");
}

/* The report that the ribs have not is not "missing": it is not asked for today. */
static void
test_not_required_is_no_lack (void)
{
  g_autoptr (Fixture) fixture = new_with_samples ();

  assert_finding (fixture, "西班牙冻猪肋排", "national-2023/nucleic-acid", SUIMA_SEVERITY_PASS,
                  SUIMA_FINDING_PAPER_NOT_REQUIRED);
  assert_finding (fixture, "西班牙冻猪肋排", "national-2023/inspection", SUIMA_SEVERITY_PASS,
                  SUIMA_FINDING_PAPER_HELD);
  assert_finding (fixture, "阿根廷冻牛腱", "national-2023/inspection", SUIMA_SEVERITY_BLOCK,
                  SUIMA_FINDING_PAPER_MISSING);
  assert_finding (fixture, "印度冻带鱼", "national-2023/shelf-life", SUIMA_SEVERITY_BLOCK,
                  SUIMA_FINDING_EXPIRED);
  assert_finding (fixture, "本地上海青", "national-2023/conformity", SUIMA_SEVERITY_WARN,
                  SUIMA_FINDING_PAPER_MISSING);
}

/* The rows of Guangdong 2021, as if they were in force again. */
static char *
write_guangdong_today (Fixture *fixture)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  g_assert_true (
      g_file_get_contents (RESOURCES "/policies/guangdong-2021.json", &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "2021-01-01", "2026-01-01", 0), >=, 5);
  g_assert_cmpuint (g_string_replace (changed, "2023-01-07", "2027-01-07", 0), >=, 5);
  return fixture_write (fixture, "guangdong.json", changed->str, -1);
}

static void
assert_guangdong_holds (Fixture *fixture)
{
  assert_may_not_print (fixture, "西班牙冻猪肋排", suima_words_paper (SUIMA_PAPER_NUCLEIC_ACID));
  assert_may_not_print (fixture, "西班牙冻猪肋排", "[guangdong-2021/frozen-nucleic-acid]");
  assert_may_print (fixture, "挪威冰鲜三文鱼 6-7kg"); /* chilled: two papers are enough */
}

static void
test_added_rules_hold (void)
{
  g_autoptr (Fixture) fixture = new_with_samples ();
  g_autofree char *path = write_guangdong_today (fixture);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_station_add_policy (fixture->handle, path, &problems, &error), ==, 6);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  assert_guangdong_holds (fixture);
  fixture_close (fixture);
  fixture_open (fixture);
  assert_guangdong_holds (fixture);
}

static void
test_added_rules_hold_there_only (void)
{
  g_autoptr (Fixture) fixture = new_with_samples ();
  g_autofree char *path = write_guangdong_today (fixture);
  g_autoptr (GPtrArray) problems = NULL;
  SuimaStationSetup setup = { .jurisdiction = "CN-3304" };

  g_assert_cmpint (suima_station_add_policy (fixture->handle, path, &problems, NULL), ==, 6);
  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  assert_may_print (fixture, "西班牙冻猪肋排");
}

#define DELIVERY_2022                                                                                                                  \
  "品名,批号,原产国(地区),生产日期,保质期,贮存条件,入境货物检验检疫证明编号,核酸检测报告编号," \
  "消毒证明编号,境外生产企业注册号,到货日期,数量,单位\n"                                                        \
  "旧冻猪肋排,R1,西班牙,2022-04-01,24个月,冷冻 -18℃,1260000022300,,XD1,ES10,2022-06-01,10,箱\n"                         \
  "旧冻猪脚,R2,西班牙,2022-04-01,24个月,冷冻 -18℃,1260000022301,HS1,XD1,ES10,2022-06-01,10,箱\n"

/* Goods that came in 2022 are judged by what was asked for in 2022, whenever they are looked at. */
static void
test_rules_of_the_batchs_day (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  fixture->now_us = fixture_parse_time ("2024-03-01T10:00:00+08:00");
  suima_import_free (fixture_import_text (fixture, "2022.csv", DELIVERY_2022));
  assert_may_not_print (fixture, "旧冻猪肋排", "[guangdong-2021/frozen-nucleic-acid]");
  assert_may_print (fixture, "旧冻猪脚");
  fixture->now_us = fixture_parse_time ("2024-04-02T10:00:00+08:00"); /* two years are over */
  assert_may_not_print (fixture, "旧冻猪脚", "[national-2023/shelf-life]");
}

static void
test_bad_policy_changes_nothing (void)
{
  static const char bad[] =
      "{\"id\":\"x\",\"title\":\"x\",\"rows\":["
      "{\"id\":\"x/1\",\"jurisdiction\":\"CN\",\"goods_class\":\"any\",\"event\":\"print\","
      "\"requirement\":\"paper:customs\",\"parameters\":{\"severity\":\"block\"},"
      "\"from\":null,\"to\":null,\"source\":\"x\"},"
      "{\"id\":\"x/2\",\"jurisdiction\":\"CN\",\"goods_class\":\"any\",\"event\":\"print\","
      "\"requirement\":\"paper:passport\",\"parameters\":{},\"from\":null,\"to\":null,"
      "\"source\":\"x\"}]}";
  g_autoptr (Fixture) fixture = new_with_samples ();
  g_autofree char *path = fixture_write (fixture, "bad.json", bad, -1);
  guint before = suima_station_get_policy (fixture->handle)->rows->len;
  g_autoptr (GPtrArray) problems = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_station_add_policy (fixture->handle, path, &problems, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpuint (((SuimaPolicyProblem *)problems->pdata[0])->row, ==, 2);
  g_assert_cmpuint (suima_station_get_policy (fixture->handle)->rows->len, ==, before);
  g_assert_cmpint (suima_station_check_policy (path, &again, &error), ==, 0);
  g_assert_cmpuint (again->len, ==, 1);
  fixture_close (fixture);
  fixture_open (fixture);
  g_assert_cmpuint (suima_station_get_policy (fixture->handle)->rows->len, ==, before);
}

/* What could not be kept must not hold until the next start either. */
static void
test_unkept_policy_does_not_hold (void)
{
  g_autoptr (Fixture) fixture = new_with_samples ();
  g_autofree char *path = write_guangdong_today (fixture);
  g_autofree char *folder = g_build_filename (fixture->station, "policies", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_cmpint (suima_station_add_policy (fixture->handle, path, &problems, &error), ==, -1);
  g_assert_nonnull (error);
  assert_may_print (fixture, "西班牙冻猪肋排");
}

static void
test_unreadable_policies (void)
{
  g_autoptr (Fixture) fixture = fixture_new_folder ();
  g_autofree char *none = fixture_dup_path (fixture, "none.json");
  g_autofree char *pipe = fixture_dup_path (fixture, "pipe.json");
  g_autofree char *words = fixture_write (fixture, "words.json", "not json", -1);
  const struct
  {
    const char *path;
    SuimaError code;
  } cases[] = { { none, SUIMA_ERROR_NOT_FOUND },
                { pipe, SUIMA_ERROR_INVALID },
                { fixture->dir, SUIMA_ERROR_INVALID },
                { words, SUIMA_ERROR_INVALID } };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_cmpint (suima_station_check_policy (cases[i].path, &problems, &error), ==, -1);
      g_assert_error (error, SUIMA_ERROR, (int)cases[i].code);
    }
}

/* What the file system refuses is said as every other refusal is. */
static void
test_unwritable_name (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *letters = g_strnfill (240, 'a');
  g_autofree char *name = g_strconcat (letters, ".json", NULL);
  g_autofree char *path = write_guangdong_today (fixture);
  g_autofree char *long_path = fixture_dup_path (fixture, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_cmpint (rename (path, long_path), ==, 0);
  g_assert_cmpint (suima_station_add_policy (fixture->handle, long_path, &problems, &error), ==,
                   -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
}

/* "Required on 2022-06-01, not required today." */
static void
test_explanation (void)
{
  g_autoptr (Fixture) fixture = new_with_samples ();
  gint64 id = fixture_find_batch (fixture, "西班牙冻猪肋排");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) explanations =
      suima_station_explain (fixture->handle, id, suima_day_new (2022, 6, 1), &error);
  g_autofree char *sentence = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < explanations->len; i++)
    {
      const SuimaExplanation *explanation = g_ptr_array_index (explanations, i);
      if (strcmp (explanation->requirement, "paper:nucleic-acid") == 0)
        sentence = suima_words_explanation (explanation);
    }
  g_assert_cmpstr (sentence, ==,
                   "nucleic acid test report: required on 2022-06-01, not required today "
                   "(not on record)");
  g_assert_null (suima_station_explain (fixture->handle, 4711, suima_day_new (2022, 6, 1), &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-policy/shipped", test_shipped_rules);
  g_test_add_func ("/station-policy/not-required", test_not_required_is_no_lack);
  g_test_add_func ("/station-policy/added", test_added_rules_hold);
  g_test_add_func ("/station-policy/added-elsewhere", test_added_rules_hold_there_only);
  g_test_add_func ("/station-policy/own-day", test_rules_of_the_batchs_day);
  g_test_add_func ("/station-policy/bad-file", test_bad_policy_changes_nothing);
  g_test_add_func ("/station-policy/unkept", test_unkept_policy_does_not_hold);
  g_test_add_func ("/station-policy/unwritable-name", test_unwritable_name);
  g_test_add_func ("/station-policy/unreadable", test_unreadable_policies);
  g_test_add_func ("/station-policy/explanation", test_explanation);
  return g_test_run ();
}
