// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-mishap.h"
#include "suima-reason.h"
#include "suima-status-bar.h"
#include "suima-verdict.h"

#include "suima-error.h"

static void
test_tones (void)
{
  static const struct
  {
    const char *verdict;
    SuimaTone tone;
  } cases[] = {
    { "genuine", SUIMA_TONE_OK },
    { "sold", SUIMA_TONE_WARN },
    { "in-doubt", SUIMA_TONE_WARN },
    { "recalled", SUIMA_TONE_STOP },
    { "expired", SUIMA_TONE_STOP },
    { "void", SUIMA_TONE_STOP },
    { "bad-signature", SUIMA_TONE_STOP },
    { "forged", SUIMA_TONE_STOP },
    { "not-issued", SUIMA_TONE_STOP },
    { "product-number", SUIMA_TONE_UNKNOWN },
    { "foreign", SUIMA_TONE_UNKNOWN },
    { "unknown", SUIMA_TONE_UNKNOWN },
    { "a-verdict-to-come", SUIMA_TONE_STOP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (suima_verdict_get_tone (cases[i].verdict), ==, cases[i].tone);
}

static void
assert_chip (Fixture *fixture, const char *product, SuimaTone tone, const char *words)
{
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, product);
  SuimaTone its_tone;
  const char *icon;
  g_autofree char *chip = suima_card_to_chip (card, &its_tone, &icon);

  g_assert_cmpstr (chip, ==, words);
  g_assert_cmpint (its_tone, ==, tone);
  g_assert_nonnull (icon);
}

static void
test_chips (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) meat = fixture_import (fixture, "meat-delivery.xlsx");
  g_autoptr (SuimaImport) produce = fixture_import (fixture, "domestic-produce.csv");
  g_autoptr (SuimaBatchCard) blocked = fixture_get_card (fixture, "阿根廷冻牛腱");
  g_autoptr (SuimaBatchCard) ready = fixture_get_card (fixture, "巴西去骨牛前胸肉");
  g_autofree char *reason = suima_card_to_reason (blocked);
  g_autofree char *none = suima_card_to_reason (ready);

  assert_chip (fixture, "巴西去骨牛前胸肉", SUIMA_TONE_OK, "可打印");
  assert_chip (fixture, "阿根廷冻牛腱", SUIMA_TONE_STOP, "缺 入境货物检验检疫证明");
  assert_chip (fixture, "印度冻带鱼", SUIMA_TONE_STOP, "已过期");
  assert_chip (fixture, "本地上海青", SUIMA_TONE_WARN, "可打印，有提醒");
  g_assert_cmpstr (reason, ==, "缺：入境货物检验检疫证明");
  g_assert_null (none);
}

static void
test_reasons (void)
{
  g_autofree char *damaged = suima_reason_of_event ("{\"suima:reason\":\"damaged\"}");
  g_autofree char *none = suima_reason_of_event ("{\"type\":\"ObjectEvent\"}");
  g_autofree char *broken = suima_reason_of_event ("{");

  g_assert_cmpstr (suima_reason_to_words (damaged), ==, "标签破损");
  g_assert_cmpstr (suima_reason_to_words ("掉水里了"), ==, "掉水里了");
  g_assert_null (none);
  g_assert_null (broken);
}

static void
test_mishaps (void)
{
  g_autoptr (GError) printer = g_error_new (SUIMA_ERROR, SUIMA_ERROR_PRINTER, "no route");
  g_autoptr (GError) blocked = g_error_new (SUIMA_ERROR, SUIMA_ERROR_BLOCKED, "已过期");
  g_autofree char *advice = suima_mishap_to_words ("没打。", printer);
  g_autofree char *plain = suima_mishap_to_words ("没打。", blocked);

  g_assert_cmpstr (advice, ==, "没打。\n看看打印机：开着吗？线插好了吗？有标签纸吗？\nno route");
  g_assert_cmpstr (plain, ==, "没打。\n已过期");
}

static void
test_sync_words (void)
{
  const gint64 now_us = G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC;
  const gint64 before_us = now_us - 3 * G_TIME_SPAN_MINUTE;
  const struct
  {
    SuimaHubState hub;
    SuimaSyncStatus status;
    const char *words;
  } cases[] = {
    { SUIMA_HUB_REACHED, { .last_contact_us = before_us }, "已同步 3分前" },
    { SUIMA_HUB_REACHED, { .pending = 2 }, "正在上传 2 条" },
    { SUIMA_HUB_REACHED, { .refused = 1, .last_contact_us = before_us }, "平台退回 1 条" },
    { SUIMA_HUB_AWAY,
      { .pending = 12, .last_contact_us = before_us },
      "断网中，已存 12 条，会自动补传" },
    { SUIMA_HUB_AWAY, { .last_contact_us = before_us }, "断网中，没有待传的" },
    { SUIMA_HUB_NONE, { .pending = 5 }, "未设平台，本机存 5 条" },
    { SUIMA_HUB_DENIED, { .pending = 5 }, "平台不收，已存 5 条" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words =
          suima_status_bar_dup_sync_words (&cases[i].status, cases[i].hub, now_us);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/app/verdict/tones", test_tones);
  g_test_add_func ("/app/verdict/chips", test_chips);
  g_test_add_func ("/app/verdict/reasons", test_reasons);
  g_test_add_func ("/app/verdict/mishaps", test_mishaps);
  g_test_add_func ("/app/verdict/sync-words", test_sync_words);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
