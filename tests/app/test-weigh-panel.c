// SPDX-License-Identifier: Apache-2.0
// Weighed goods: what the scale on its port says stands on the screen, on the label and in the event.
#include "app-fixture.h"

#include "fake-device.h"
#include "fake-scale.h"

#include "suima-weigh-panel.h"
#include "suima-words.h"

#define PRODUCT "智利车厘子 JJJ"

/* The page of one batch of a station that prints weighed labels, with a scale at @port. */
static SuimaWindow *
open_batch (Fixture *fixture, FakeDevice *device, const char *port)
{
  g_autofree char *uri = fake_device_dup_uri (device, "");
  SuimaStationSetup setup = { .printer = uri,
                              .template_id = "60x40-weight",
                              .scale_port = port,
                              .scale_protocol = "and-standard" };
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");
  g_autofree char *page =
      g_strdup_printf ("batch:%" G_GINT64_FORMAT, fixture_find_batch (fixture, PRODUCT));
  SuimaWindow *window;

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  suima_window_open_page (window, page);
  return window;
}

static void
type_digits (GtkWidget *root, const char *digits)
{
  GtkWidget *panel = app_find_type (root, SUIMA_TYPE_WEIGH_PANEL);

  for (const char *digit = digits; *digit != '\0'; digit++)
    {
      const char key[2] = { *digit, '\0' };
      app_click (panel, key);
    }
}

/* The one label that came out weighs and costs so, and its event says so. */
static void
assert_printed (Fixture *fixture, int weight_g, int price_fen, const char *net_weight)
{
  g_autofree char *sql = g_strdup_printf (
      "CREATE TEMP TABLE a (n CHECK (n = 1)); INSERT INTO a SELECT count(*) FROM item"
      " WHERE state = 3 AND weight_g = %d AND ifnull (price_fen, 0) = %d;"
      "CREATE TEMP TABLE b (n CHECK (n = 1)); INSERT INTO b SELECT count(*) FROM event"
      " WHERE kind = 1 AND body LIKE '%%\"suima:netWeight\":\"%s\"%%'",
      weight_g, price_fen, net_weight);

  fixture_run_sql (fixture, sql);
}

static void
test_from_the_scale (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (FakeScale) scale = fake_scale_start ("ST,GS,+  0.000kg\r\n");
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, device, fake_scale_get_path (scale));
  GtkWidget *root = GTK_WIDGET (window);

  app_wait_text (root, "把货放到秤上");
  app_wait_text (root, "等重量");
  g_assert_false (gtk_widget_is_sensitive (app_find_button (root, "等重量")));
  fake_scale_say (scale, "ST,GS,+  0.850kg\r\n");
  app_wait_text (root, "0.850 kg");
  app_wait_text (root, "来自秤");
  app_click (root, "每公斤单价");
  type_digits (root, "2500");
  app_wait_text (root, "¥25.00/kg");
  app_wait_text (root, "打印 ¥21.25");
  app_settle ();
  app_click (root, "打印 ¥21.25");
  app_wait_text (root, "1 张全部打完");
  g_assert_cmpuint (fake_device_count (device), ==, 1);
  app_close_window (window);
  assert_printed (fixture, 850, 2125, "0.85");
}

/* A port that is gone, or one where nobody speaks: it depends on how soon it is looked at. */
static gboolean
says_what_is_wrong (gpointer root)
{
  return app_find_text (root, suima_words_scale ("not-found")) != NULL ||
         app_find_text (root, suima_words_scale ("offline")) != NULL;
}

/* What is wrong with the scale is said in words; the weight can be typed instead. */
static void
test_by_hand (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (FakeScale) scale = fake_scale_start ("ST,GS,+  0.850kg\r\n");
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, device, fake_scale_get_path (scale));
  GtkWidget *root = GTK_WIDGET (window);

  app_wait_text (root, "0.850 kg");
  fake_scale_vanish (scale);
  app_wait_text (root, "0.000 kg");
  app_wait (says_what_is_wrong, root);
  type_digits (root, "1234");
  app_wait_text (root, "1.234 kg");
  app_wait_text (root, "手工输入的");
  app_settle ();
  app_click (root, "打印 1 张");
  app_wait_text (root, "1 张全部打完");
  app_close_window (window);
  assert_printed (fixture, 1234, 0, "1.234");
}

static void
add_tests (void)
{
  g_test_add_func ("/app/weigh-panel/from-the-scale", test_from_the_scale);
  g_test_add_func ("/app/weigh-panel/by-hand", test_by_hand);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
