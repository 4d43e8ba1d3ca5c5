// SPDX-License-Identifier: Apache-2.0
// A batch without its paper gets hold tags instead of labels, and is held by them.
#include "app-fixture.h"

#include "fake-device.h"

#include "suima-tag-panel.h"

#define PRODUCT "阿根廷冻牛腱"

static SuimaWindow *
open_batch (Fixture *fixture, const char *printer)
{
  SuimaStationSetup setup = { .printer = printer };
  g_autoptr (SuimaImport) meat = fixture_import (fixture, "meat-delivery.xlsx");
  g_autofree char *page = NULL;
  g_autoptr (GPtrArray) cards = suima_station_list_batches (fixture->handle, FALSE, NULL);
  SuimaWindow *window;

  for (guint i = 0; i < cards->len; i++)
    {
      const SuimaBatchCard *card = g_ptr_array_index (cards, i);
      if (card->status == SUIMA_BATCH_BLOCKED && page == NULL)
        page = g_strdup_printf ("batch:%" G_GINT64_FORMAT, card->batch->id);
    }
  g_assert_nonnull (page);
  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  suima_window_open_page (window, page);
  app_wait_text (GTK_WIDGET (window), "这批货现在不能打追溯标签");
  app_settle ();
  return window;
}

static void
test_tags (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autofree char *uri = fake_device_dup_uri (device, "");
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, uri);
  GtkWidget *root = GTK_WIDGET (window);

  app_click (app_find_type (root, SUIMA_TYPE_TAG_PANEL), "+");
  app_wait_text (root, "打 2 张暂存标签");
  app_click (root, "打 2 张暂存标签");
  app_wait_text (root, "标签打好了，贴到货上");
  g_assert_cmpuint (fake_device_count (device), ==, 2);
  app_close_window (window);
  /* No code was used, and why it was held back is on the record. */
  fixture_run_sql (fixture,
                   "CREATE TEMP TABLE a (n CHECK (n = 0)); INSERT INTO a SELECT count(*) FROM item;"
                   "CREATE TEMP TABLE b (n CHECK (n >= 1)); INSERT INTO b SELECT count(*)"
                   " FROM decision WHERE act = 'tag'");
}

static void
test_silent_printer (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, "ipp://localhost:1/ipp/print");
  GtkWidget *root = GTK_WIDGET (window);

  app_click (root, "打 1 张暂存标签");
  app_wait_text (root, "暂存标签没有打出来");
  app_wait_text (root, "打印机没有应答");
  app_close_window (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/tag-panel/tags", test_tags);
  g_test_add_func ("/app/tag-panel/silent-printer", test_silent_printer);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
