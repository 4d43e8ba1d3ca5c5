// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-code-pad.h"
#include "suima-hold-button.h"
#include "suima-scan-history.h"

#define PRODUCT "智利车厘子 JJJ"

static void
chosen_cb (char **ret_text, const char *text)
{
  g_free (*ret_text);
  *ret_text = g_strdup (text);
}

static void
test_history (void)
{
  SuimaScanHistory *history = g_object_ref_sink (g_object_new (SUIMA_TYPE_SCAN_HISTORY, NULL));
  g_autofree char *chosen = NULL;

  g_signal_connect_swapped (history, "chosen", G_CALLBACK (chosen_cb), &chosen);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *text = g_strdup_printf ("code %u", i);
      suima_scan_history_add (history, text, text, SUIMA_TONE_OK);
    }
  g_assert_cmpuint (suima_scan_history_get_length (history), ==, SUIMA_SCAN_HISTORY_LENGTH);
  suima_scan_history_add (history, "code 11", "code 11", SUIMA_TONE_STOP);
  g_assert_cmpuint (suima_scan_history_get_length (history), ==, SUIMA_SCAN_HISTORY_LENGTH);
  g_assert_null (chosen);
  g_assert_finalize_object (history);
}

/* Typed on the pad: the serial alone, as it stands on the label. */
static void
test_type_and_void (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, PRODUCT), 1, TRUE);
  const char *serial = ((const SuimaItem *)items->pdata[0])->serial;
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);

  suima_window_open_page (window, "scan");
  app_wait_text (root, "扫标签，或输入标签上的号码");
  for (const char *c = serial; *c != '\0'; c++)
    {
      char key[2] = { *c, '\0' };
      app_click (app_find_type (root, SUIMA_TYPE_CODE_PAD), key);
    }
  app_click (root, "查");
  app_wait_text (root, "标签真实，来源可查");
  g_assert_nonnull (app_find_text (root, "打印标签，签发追溯码"));
  g_assert_nonnull (app_find_text (root, "今天 10:00"));
  app_click (root, "作废");
  app_wait_text (root, "按住 1 秒");
  suima_hold_button_press (SUIMA_HOLD_BUTTON (app_find_button (root, "贴错了货")));
  app_wait_text (root, "这个码已作废");
  app_wait_text (root, "作废：贴错了货");
  app_settle ();
  g_assert_null (app_find_button (root, "补打"));
  app_close_window (window);
}

/* No printer is set: the page says so, and the item stays as it was. */
static void
test_reprint_refused (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, PRODUCT), 1, TRUE);
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);

  suima_window_take_scan (window, ((const SuimaItem *)items->pdata[0])->uri);
  app_wait_text (root, "标签真实，来源可查");
  app_click (root, "补打");
  app_wait_text (root, "为什么补打？");
  app_settle ();
  app_click (root, "标签破损");
  app_wait_text (root, "没有办成。");
  app_click (root, "打开批次");
  app_wait_text (root, "已打印 1 张");
  app_close_window (window);
}

/* What a hostile label says is shown as text, and nothing more. */
static void
test_markup (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = app_open_window (fixture, 1024, 600);

  suima_window_take_scan (window, "<b>javascript:alert(1)</b>&amp;");
  app_wait_text (GTK_WIDGET (window), "<b>javascript:alert(1)</b>&amp;");
  g_assert_nonnull (app_find_text (GTK_WIDGET (window), "不认识的码"));
  app_close_window (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/scan-page/history", test_history);
  g_test_add_func ("/app/scan-page/type-and-void", test_type_and_void);
  g_test_add_func ("/app/scan-page/reprint-refused", test_reprint_refused);
  g_test_add_func ("/app/scan-page/markup", test_markup);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
