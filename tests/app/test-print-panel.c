// SPDX-License-Identifier: Apache-2.0
// Print, from the pad to the last label, against a printer on loopback.
#include "app-fixture.h"

#include "eve-printer.h"

#include "suima-number-pad.h"

#define PRODUCT "智利车厘子 JJJ"

/* A station with fruit and a printer, and the page of one batch with @count on the pad. */
static SuimaWindow *
open_batch (Fixture *fixture, const char *printer)
{
  SuimaStationSetup setup = { .printer = printer };
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");
  g_autofree char *page =
      g_strdup_printf ("batch:%" G_GINT64_FORMAT, fixture_find_batch (fixture, PRODUCT));
  SuimaWindow *window;

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  suima_window_open_page (window, page);
  app_wait_text (GTK_WIDGET (window), "打印 120 张");
  return window;
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
test_refused (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, "ipp://localhost:1/ipp/print");
  GtkWidget *root = GTK_WIDGET (window);
  guint windows = count_windows ();

  app_click (root, "打印 120 张");
  app_wait_text (root, "一张也没有打。");
  g_assert_nonnull (app_find_text (root, "看看打印机"));
  g_assert_cmpuint (count_windows (), ==, windows);
  app_wait_text (root, "打印机没有应答");
  app_click (root, "知道了");
  app_wait_text (root, "打印 120 张");
  app_close_window (window);
}

static void
test_progress (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, eve->uri);
  GtkWidget *root = GTK_WIDGET (window);

  app_click (app_find_type (root, SUIMA_TYPE_NUMBER_PAD), "5");
  app_click (root, "打印 5 张");
  app_wait_text (root, "0 / 5");
  eve_printer_let_out (eve, 2);
  app_wait_text (root, "2 / 5");
  app_wait_text (root, "正在打印");
  eve_printer_let_out (eve, 3);
  app_wait_text (root, "5 张全部打完");
  app_wait_text (root, "已打印 5 张");
  app_settle ();
  app_click (root, "知道了");
  app_wait_text (root, "剩下 115");
  app_close_window (window);
}

/* What was at the printer still comes out; the rest is void, and the page says how many it were. */
static void
test_cancel (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, eve->uri);
  GtkWidget *root = GTK_WIDGET (window);

  app_click (app_find_type (root, SUIMA_TYPE_NUMBER_PAD), "4");
  app_click (app_find_type (root, SUIMA_TYPE_NUMBER_PAD), "0");
  app_click (root, "打印 40 张");
  eve_printer_let_out (eve, 3);
  app_wait_text (root, "3 / 40");
  app_click (root, "停止打印");
  app_wait_text (root, "正在停止");
  eve_printer_let_out (eve, 17);
  app_wait_text (root, "打了 20 张，共 40 张");
  g_assert_nonnull (app_find_text (root, "已按要求停止"));
  app_close_window (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/print-panel/refused", test_refused);
  g_test_add_func ("/app/print-panel/progress", test_progress);
  g_test_add_func ("/app/print-panel/cancel", test_cancel);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
