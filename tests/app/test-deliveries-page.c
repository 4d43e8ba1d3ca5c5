// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-delivery-entry.h"

#include <glib/gstdio.h>

/* The fixture's day, but time goes by: a file is taken when it has not changed for a second. */
static gint64
real_clock (gpointer fixture)
{
  static gint64 start_us;

  if (start_us == 0)
    start_us = g_get_monotonic_time ();
  return fixture_parse_time (FIXTURE_NOW) + g_get_monotonic_time () - start_us;
}

static void
test_import (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);
  const char *const bad[] = { TEST_DATA "/bad-delivery.csv", NULL };
  const char *const missing[] = { TEST_DATA "/no-such-delivery.csv", NULL };

  app_wait_text (root, "还没有到货");
  suima_window_import (window, bad);
  app_wait_text (root, "新增 3 批，8 行没看懂");
  app_wait_text (root, "CL-CH-2650");
  g_assert_nonnull (app_find_text (root, "第 3 行，商品条码“7800000001019”：校验位不对"));
  app_click (root, "知道了");
  app_settle ();
  g_assert_null (app_find_text (root, "8 行没看懂"));
  suima_window_import (window, bad);
  app_wait_text (root, "新增 0 批，3 批已有，8 行没看懂");
  /* A file that went away is told on the page. */
  suima_window_import (window, missing);
  app_wait_text (root, "这张表格没有读进来。");
  g_assert_null (app_find_text (root, "8 行没看懂"));
  app_close_window (window);
}

/* Thousands of rows: how far it has come stands there while they go in. */
static void
test_progress (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GString) csv = g_string_new ("品名,产地,批号,数量\n");
  g_autofree char *path = NULL;
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (csv, "白菜,浙江平湖,L%u,5\n", i);
  path = fixture_write (fixture, "big.csv", csv->str, (gssize)csv->len);
  app_wait_text (root, "还没有到货");
  suima_window_import (window, (const char *const[]){ path, NULL });
  app_wait_text (root, "正在读表格……已读");
  app_wait_text (root, "新增 20000 批");
  app_close_window (window);
}

static gboolean
has_no_trouble (gpointer root)
{
  return app_find_text (root, "监视文件夹读不了。") == NULL;
}

/* The folder of the settings: what is dropped there is imported, what is wrong with it is said. */
static void
test_watch_folder (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *inbox = fixture_dup_path (fixture, "inbox");
  g_autofree char *ini = g_build_filename (fixture->station, "station.ini", NULL);
  g_autofree char *good = g_build_filename (inbox, "good.csv", NULL);
  g_autofree char *bad = g_build_filename (inbox, "bad.csv", NULL);
  g_autofree char *moved = g_build_filename (inbox, "done", "good.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  SuimaWindow *window;
  GtkWidget *root;

  fixture_close (fixture);
  g_assert_true (g_key_file_load_from_file (file, ini, G_KEY_FILE_NONE, NULL));
  g_key_file_set_string (file, "import", "inbox", inbox);
  g_assert_true (g_key_file_save_to_file (file, ini, NULL));
  fixture_open (fixture);
  suima_station_set_clock (fixture->handle, real_clock, fixture);
  window = app_open_window (fixture, 1024, 600);
  root = GTK_WIDGET (window);
  app_wait_text (root, "监视文件夹读不了。"); /* a share that is not there yet */
  g_assert_cmpint (g_mkdir (inbox, 0700), ==, 0);
  app_wait (has_no_trouble, root); /* goes away by itself */
  g_assert_true (g_file_set_contents (good, "品名,产地,数量\n榴莲,浙江平湖,5\n", -1, NULL));
  app_wait_text (root, "监视文件夹来了 good.csv：新增 1 批");
  app_wait_text (root, "榴莲");
  g_assert_true (g_file_test (moved, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (TEST_DATA "/bad-delivery.csv", &text, NULL, NULL));
  g_assert_true (g_file_set_contents (bad, text, -1, NULL));
  app_wait_text (root, "监视文件夹来了 bad.csv：新增 3 批，8 行没看懂");
  g_assert_nonnull (app_find_text (root, "第 3 行，商品条码“7800000001019”：校验位不对"));
  app_close_window (window);
}

static SuimaBatchCard *
card_of (gint64 batch_id, const char *imported)
{
  SuimaBatchCard *card = g_new0 (SuimaBatchCard, 1);

  card->batch = suima_batch_new ();
  card->batch->id = batch_id;
  card->batch->imported_us = fixture_parse_time (imported);
  card->findings = g_ptr_array_new ();
  return card;
}

static void
test_headings (void)
{
  static const char *const expected[] = { "今天", NULL, NULL, "昨天", NULL, "更早", NULL };
  g_autoptr (GListStore) store = g_list_store_new (SUIMA_TYPE_DELIVERY_ENTRY);
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  g_ptr_array_add (cards, card_of (4, "2026-11-22T23:59:00.000+08:00"));
  g_ptr_array_add (cards, card_of (3, "2026-11-22T00:00:00.000+08:00"));
  g_ptr_array_add (cards, card_of (2, "2026-11-21T23:59:59.000+08:00"));
  g_ptr_array_add (cards, card_of (1, "2025-01-01T12:00:00.000+08:00"));
  suima_delivery_entry_fill (store, cards, suima_day_new (2026, 11, 22), 480);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (SuimaDeliveryEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_assert_cmpstr (suima_delivery_entry_get_heading (entry), ==, expected[i]);
      g_assert_true ((suima_delivery_entry_get_card (entry) == NULL) == (expected[i] != NULL));
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/app/deliveries-page/import", test_import);
  g_test_add_func ("/app/deliveries-page/progress", test_progress);
  g_test_add_func ("/app/deliveries-page/watch-folder", test_watch_folder);
  g_test_add_func ("/app/deliveries-page/headings", test_headings);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
