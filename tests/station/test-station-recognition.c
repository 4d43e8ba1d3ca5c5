// SPDX-License-Identifier: Apache-2.0
// Codes of other systems, as the station says what they are.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-words.h"

#include <string.h>

#define OWN_FILE                                                                                    \
  "{\"id\":\"shop\",\"title\":\"本市场\",\"rules\":[{\"id\":\"shop/stall\",\"stage\":\"exact\"," \
  "\"what\":\"trace-code\",\"system\":\"my-market\",\"title\":\"本市场摊位码\",\"issuer\":"   \
  "\"本市场\","                                                                                  \
  "\"pattern\":\"SHC(?<stall>\\\\d{3})-(?<lot>\\\\w{1,8})\",\"evidence\":\"seen\","                 \
  "\"examples\":[\"SHC017-A1\"]}]}"

static SuimaLookup *
look (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  SuimaLookup *lookup = suima_station_scan_text (fixture->handle, text, &error);

  g_assert_no_error (error);
  return lookup;
}

static void
assert_verdict (Fixture *fixture, const char *text, const char *system, const char *verdict)
{
  g_autoptr (SuimaLookup) lookup = look (fixture, text);

  g_test_message ("%s", text);
  g_assert_cmpstr (lookup->system, ==, system);
  g_assert_cmpstr (lookup->verdict, ==, verdict);
  g_assert_cmpstr (lookup->scan->text, ==, text);
}

static void
test_verdicts (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  assert_verdict (fixture, "http://zjll.zjamr.zj.gov.cn/202011307563441249", "zhejiang-cold-chain",
                  "foreign");
  assert_verdict (fixture, "https://q.zj.gov.cn/1", "province", "issuer-known");
  assert_verdict (fixture, "https://zj.gov.cn@evil.com/1", "unknown", "disguised");
  assert_verdict (fixture, "https://zj.gov.cn@evil.com/01/06901234567892", "gs1", "disguised");
  assert_verdict (fixture, "https://v.example.cn/hgz/HGZ20260918-7K2M", "conformity-certificate",
                  "certificate");
  assert_verdict (fixture, "SC10644200000017", "food-production-licence", "other-number");
  assert_verdict (fixture, "202609180123412345678901", "veterinary-drug", "other-number");
  assert_verdict (fixture, "https://q.example/gtin/06901234567891", "gb-33993", "malformed");
  assert_verdict (fixture, "6901234567892", "gs1", "product-number");
  assert_verdict (fixture, "https://example.com/", "unknown", "unknown");
}

static void
test_sentence (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaLookup) lookup = look (fixture, "https://llzs.scjg.henan.gov.cn:8080/c/1");
  g_autofree char *sentence = suima_words_scan (lookup->scan);

  g_assert_nonnull (strstr (sentence, "豫冷链"));
  g_assert_nonnull (strstr (sentence, "河南省市场监督管理局"));
  g_assert_nonnull (strstr (sentence, "unusual port"));
}

/* A rule that a shop adds holds at once, and after the next start. */
static void
test_own_rule (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *path = fixture_write (fixture, "stalls.json", OWN_FILE, -1);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;

  assert_verdict (fixture, "SHC017-A1", "unknown", "unknown");
  g_assert_cmpint (suima_station_check_recognition (path, &problems, &error), ==, 1);
  g_assert_no_error (error);
  g_clear_pointer (&problems, g_ptr_array_unref);
  g_assert_cmpint (suima_station_add_recognition (fixture->handle, path, &problems, &error), ==, 1);
  g_assert_no_error (error);
  assert_verdict (fixture, "SHC017-A1", "my-market", "foreign");
  fixture_close (fixture);
  fixture_open (fixture);
  lookup = look (fixture, "SHC017-A1");
  g_assert_cmpstr (lookup->scan->issuer, ==, "本市场");
  g_assert_cmpstr (suima_scan_get_field (lookup->scan, "stall"), ==, "017");
}

static void
test_bad_file_changes_nothing (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *bad = fixture_write (fixture, "bad.json", "{\"rules\":[{\"id\":\"x\"}]}", -1);
  g_autofree char *none = fixture_dup_path (fixture, "none.json");
  guint before = suima_station_get_recognition (fixture->handle)->rules->len;
  g_autoptr (GPtrArray) problems = NULL, more = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_station_add_recognition (fixture->handle, bad, &problems, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, >, 0);
  g_assert_cmpint (suima_station_add_recognition (fixture->handle, none, &more, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_cmpuint (suima_station_get_recognition (fixture->handle)->rules->len, ==, before);
  fixture_close (fixture);
  fixture_open (fixture);
  g_assert_cmpuint (suima_station_get_recognition (fixture->handle)->rules->len, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-recognition/verdicts", test_verdicts);
  g_test_add_func ("/station-recognition/sentence", test_sentence);
  g_test_add_func ("/station-recognition/own-rule", test_own_rule);
  g_test_add_func ("/station-recognition/bad-file", test_bad_file_changes_nothing);
  return g_test_run ();
}
