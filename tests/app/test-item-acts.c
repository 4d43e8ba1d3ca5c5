// SPDX-License-Identifier: Apache-2.0
// Print again within the shift's quota, with a PIN above it, and a new code for an old one.
#include "app-fixture.h"
#include "gun.h"

#include "fake-device.h"

#include "suima-hold-button.h"
#include "suima-keypad.h"

#define PRODUCT "智利车厘子 JJJ"

static void
set_quota (Fixture *fixture, guint quota)
{
  g_autofree char *path = g_build_filename (fixture->station, "station.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  g_key_file_set_integer (file, "print", "reprint_quota", (int)quota);
  g_assert_true (g_key_file_save_to_file (file, path, NULL));
}

/* A label under the gun, one reprint in the shift, and a supervisor. */
static SuimaWindow *
open_item (Fixture *fixture, FakeDevice *device, guint quota)
{
  g_autofree char *uri = fake_device_dup_uri (device, "");
  SuimaStationSetup setup = { .printer = uri };
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, PRODUCT), 1, TRUE);
  g_autoptr (GError) error = NULL;
  SuimaWindow *window;

  suima_station_add_supervisor (fixture->handle, "老陈", "246810", NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_close (fixture);
  fixture_init (fixture, &setup);
  set_quota (fixture, quota);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  g_assert_true (gun_shoot (window, ((const SuimaItem *)items->pdata[0])->uri, 1000));
  app_wait_text (GTK_WIDGET (window), "补打");
  app_settle ();
  return window;
}

static void
type_pin (GtkWidget *root, const char *pin)
{
  GtkWidget *keypad = app_find_type (root, SUIMA_TYPE_KEYPAD);

  for (const char *digit = pin; *digit != '\0'; digit++)
    {
      const char key[2] = { *digit, '\0' };
      app_click (keypad, key);
    }
}

static void
test_quota (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_item (fixture, device, 1);
  GtkWidget *root = GTK_WIDGET (window);

  app_click (root, "补打");
  app_wait_text (root, "本班还能补打 1 次");
  app_settle ();
  app_click (root, "标签破损");
  app_wait_text (root, "标签已经再打一次");
  app_settle ();
  app_click (root, "补打");
  app_wait_text (root, "本班补打次数已用完");
  app_settle ();
  app_click (root, "标签破损");
  app_wait_text (root, "老陈");
  app_settle ();
  type_pin (root, "111111");
  app_wait_text (root, "密码不对");
  app_settle ();
  type_pin (root, "246810");
  app_wait_text (root, "标签已经再打一次");
  g_assert_cmpuint (fake_device_count (device), ==, 2);
  app_close_window (window);
}

static void
test_locked (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_item (fixture, device, 0);
  GtkWidget *root = GTK_WIDGET (window);

  app_click (root, "补打");
  app_settle ();
  app_click (root, "标签破损");
  app_wait_text (root, "老陈");
  /* Five wrong ones lock it; what follows is told how long to wait. */
  for (guint left = 5; left-- > 0;)
    {
      g_autofree char *words = g_strdup_printf ("还可试 %u 次", left);
      app_settle ();
      type_pin (root, "111111");
      app_wait_text (root, words);
    }
  app_settle ();
  type_pin (root, "111111");
  app_wait_text (root, "密码错得太多");
  g_assert_cmpuint (fake_device_count (device), ==, 0);
  app_close_window (window);
}

/* Touched it stays; held for a second the old code dies and one label comes out. */
static void
test_reissue (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_item (fixture, device, 5);
  GtkWidget *root = GTK_WIDGET (window);

  app_click (root, "作废重打");
  app_wait_text (root, "按住一秒");
  app_settle ();
  app_click (root, "码像是被复制了");
  app_settle ();
  g_assert_cmpuint (fake_device_count (device), ==, 0);
  suima_hold_button_press (SUIMA_HOLD_BUTTON (app_find_button (root, "码像是被复制了")));
  app_wait_text (root, "旧码已作废，新标签打好了");
  g_assert_cmpuint (fake_device_count (device), ==, 1);
  app_close_window (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/item-acts/quota", test_quota);
  g_test_add_func ("/app/item-acts/locked", test_locked);
  g_test_add_func ("/app/item-acts/reissue", test_reissue);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
