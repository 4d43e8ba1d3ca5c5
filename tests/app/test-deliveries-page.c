// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-delivery-entry.h"

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
  g_test_add_func ("/app/deliveries-page/headings", test_headings);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
