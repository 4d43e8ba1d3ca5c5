// SPDX-License-Identifier: Apache-2.0
// Print, from the pad to the last label, against a printer on loopback.
#include "app-fixture.h"

#include "eve-printer.h"
#include "fake-device.h"

#include "suima-number-pad.h"
#include "suima-station-private.h"

#include <string.h>

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

/* Spares come out behind the others, and are counted apart. */
static void
test_spares (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autofree char *uri = fake_device_dup_uri (device, "");
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, uri);
  GtkWidget *root = GTK_WIDGET (window);

  app_click (app_find_type (root, SUIMA_TYPE_NUMBER_PAD), "3");
  app_click (root, "备用 0 张");
  app_wait_text (root, "备用标签跟在后面打出来");
  app_settle ();
  app_click (root, "+");
  app_click (root, "+");
  app_wait_text (root, "备用 2 张");
  app_click (root, "打印 3 张 + 备用 2 张");
  app_wait_text (root, "3 张全部打完，另有备用 2 张");
  g_assert_cmpuint (fake_device_count (device), ==, 5);
  app_wait_text (root, "已打印 3 张");
  app_settle ();
  app_click (root, "知道了");
  app_wait_text (root, "备用 0 张"); /* not once more by mistake */
  app_close_window (window);
  fixture_run_sql (fixture, "CREATE TEMP TABLE a (n CHECK (n = 2));"
                            "INSERT INTO a SELECT count(*) FROM item WHERE state = 14 AND is_spare = 1;"
                            "CREATE TEMP TABLE b (n CHECK (n = 3));"
                            "INSERT INTO b SELECT count(*) FROM item WHERE state = 3 AND is_spare = 0");
}

/* Days later, in another session: the page still offers what a run of before lacks. */
static void
test_rest_later (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autofree char *uri = fake_device_dup_uri (device, "");
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, uri);
  GtkWidget *root = GTK_WIDGET (window);

  fake_device_set_pace (device, 60);
  app_click (app_find_type (root, SUIMA_TYPE_NUMBER_PAD), "2");
  app_click (app_find_type (root, SUIMA_TYPE_NUMBER_PAD), "3");
  app_click (root, "打印 23 张");
  app_wait_text (root, "每分钟");
  app_click (root, "停止打印");
  app_wait_text (root, "打了 20 张，共 23 张");
  app_settle ();
  g_assert_null (app_find_button (root, "补齐缺的 3 张")); /* asked beside already */
  app_click (root, "知道了");
  app_wait_text (root, "补齐缺的 3 张");
  app_close_window (window);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  root = GTK_WIDGET (window);
  suima_window_open_page (window, "batch:1");
  app_wait_text (root, "上次没打完：出来 20 张，共 23 张。");
  app_settle ();
  app_click (root, "补齐缺的 3 张");
  app_wait_text (root, "3 张全部打完");
  g_assert_cmpuint (fake_device_count (device), ==, 23);
  app_wait_text (root, "已打印 23 张");
  app_settle ();
  app_click (root, "知道了");
  app_settle ();
  g_assert_null (app_find_text (root, "上次没打完"));
  app_close_window (window);
}

/* Another process of this program: prints four labels in the station at @dir, and is killed. */
static int
print_four (char *dir, const char *batch)
{
  Fixture fixture = { .station = dir, .now_us = fixture_parse_time (FIXTURE_NOW) };
  SuimaPrintRequest request = { .batch_id = g_ascii_strtoll (batch, NULL, 10), .count = 4 };
  g_autoptr (SuimaPrintResult) result = NULL;

  fixture_open (&fixture);
  result = suima_station_print (fixture.handle, &request, NULL, NULL, NULL, NULL);
  fixture_close (&fixture);
  return result == NULL;
}

/* Whether the printer has all of the run's job, as the store tells others. */
static gboolean
is_handed (gpointer user_data)
{
  const Fixture *fixture = user_data;
  g_autoptr (SuimaStation) station = suima_station_open (fixture->station, TRUE, NULL);
  g_autoptr (GPtrArray) chunks =
      station ? suima_store_list_chunks (station->store, 1, NULL) : NULL;

  return chunks != NULL && chunks->len > 0 &&
         ((const SuimaChunk *)chunks->pdata[0])->state == SUIMA_CHUNK_HANDED;
}

/* A job that outlived the kiosk is watched to its end: nobody is asked, the page counts it. */
static void
test_left_run (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaStationSetup setup = { .printer = eve->uri };
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");
  g_autofree char *batch =
      g_strdup_printf ("%" G_GINT64_FORMAT, fixture_find_batch (fixture, PRODUCT));
  g_autofree char *page = g_strconcat ("batch:", batch, NULL);
  const char *const argv[] = { "/proc/self/exe", "--print-four", fixture->station, batch, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) kiosk = NULL;
  SuimaWindow *window;
  GtkWidget *root;

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  kiosk = eve_spawn (launcher, argv);
  app_wait (is_handed, fixture);
  g_subprocess_force_exit (kiosk);
  g_subprocess_wait (kiosk, NULL, NULL);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  root = GTK_WIDGET (window);
  suima_window_open_page (window, page);
  app_wait_text (root, "打印 120 张");
  g_assert_null (app_find_text (root, "说不准"));
  eve_printer_let_out (eve, 4);
  app_wait_text (root, "已打印 4 张");
  app_wait_text (root, "打印 116 张");
  g_assert_null (app_find_text (root, "说不准"));
  app_close_window (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/print-panel/refused", test_refused);
  g_test_add_func ("/app/print-panel/progress", test_progress);
  g_test_add_func ("/app/print-panel/cancel", test_cancel);
  g_test_add_func ("/app/print-panel/spares", test_spares);
  g_test_add_func ("/app/print-panel/rest-later", test_rest_later);
  g_test_add_func ("/app/print-panel/left-run", test_left_run);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--print-four") == 0)
    return print_four (argv[2], argv[3]);
  return app_run (argc, argv, add_tests);
}
