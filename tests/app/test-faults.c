// SPDX-License-Identifier: Apache-2.0
// What the printer needs stands on the screen within two seconds; mended, the run goes on, and each
// label comes out once.
#include "app-fixture.h"

#include "fake-device.h"

#include "suima-number-pad.h"
#include "suima-words.h"

#define PRODUCT "智利车厘子 JJJ"
#define PATIENCE_US (2 * G_USEC_PER_SEC)

/* A batch with five labels on the pad, at the printer @device. */
static SuimaWindow *
open_batch (Fixture *fixture, FakeDevice *device)
{
  g_autofree char *uri = fake_device_dup_uri (device, "");
  SuimaStationSetup setup = { .printer = uri };
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
  app_click (app_find_type (GTK_WIDGET (window), SUIMA_TYPE_NUMBER_PAD), "5");
  return window;
}

static void
assert_all_once (FakeDevice *device, guint count)
{
  g_assert_cmpuint (fake_device_count (device), ==, count);
}

typedef struct
{
  FakeFault fault;
  gboolean is_tspl;
  const char *condition;
} FaultCase;

static const FaultCase fault_cases[] = {
  { FAKE_MEDIA_OUT, FALSE, "media-empty" }, { FAKE_MEDIA_OUT, TRUE, "media-empty" },
  { FAKE_HEAD_OPEN, FALSE, "cover-open" },  { FAKE_HEAD_OPEN, TRUE, "cover-open" },
  { FAKE_PAUSED, FALSE, "paused" },         { FAKE_PAUSED, TRUE, "paused" },
};

static void
test_words (gconstpointer data)
{
  const FaultCase *fault = data;
  const char *words = suima_words_printer_condition (fault->condition);
  g_autoptr (FakeDevice) device = fake_device_start (fault->is_tspl);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, device);
  GtkWidget *root = GTK_WIDGET (window);
  gint64 delay_us;

  fake_device_fail_at (device, 3, fault->fault);
  app_click (root, "打印 5 张");
  app_wait_text (root, words);
  delay_us = g_get_monotonic_time () - fake_device_get_fault_time (device);
  g_test_message ("on the screen after %d ms", (int)(delay_us / 1000));
  g_assert_cmpint (delay_us, <=, PATIENCE_US);
  fake_device_mend (device);
  app_wait_text (root, "5 张全部打完");
  assert_all_once (device, 5);
  app_close_window (window);
}

/* The clerk looks at the strip: @count labels hang there. */
static void
answer_doubt (GtkWidget *root, guint count)
{
  while (app_find_button (root, "对，就这样") == NULL)
    {
      guint asked = 0;
      for (guint number = 1; number <= 20 && asked == 0; number++)
        {
          g_autofree char *question = g_strdup_printf ("第 %u 张出来了吗？", number);
          if (app_find_text (root, question) != NULL)
            asked = number;
        }
      g_assert_cmpuint (asked, !=, 0);
      app_click (root, asked <= count ? "出来了" : "没有");
      app_settle ();
    }
  app_click (root, "对，就这样");
}

static gboolean
has_go_on (gpointer user_data)
{
  return app_find_text (user_data, "接着打剩下的") != NULL;
}

static void
go_on (GtkWidget *root)
{
  g_autofree char *words = NULL;

  app_wait (has_go_on, root);
  app_settle ();
  words = g_strdup (gtk_label_get_text (GTK_LABEL (app_find_text (root, "接着打剩下的"))));
  app_click (root, words);
}

/* Power lost in the middle: the clerk says what came out, and the rest follows. */
static void
test_disconnect (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, device);
  GtkWidget *root = GTK_WIDGET (window);

  fake_device_reset_at (device, 3);
  app_click (root, "打印 5 张");
  app_wait_text (root, "张出来了吗？");
  app_settle ();
  answer_doubt (root, fake_device_count (device));
  go_on (root);
  app_wait_text (root, "全部打完");
  assert_all_once (device, 5);
  app_close_window (window);
}

/* It says nothing any more: that is on the screen, and when it speaks again, it goes on. */
static void
test_mute (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, device);
  GtkWidget *root = GTK_WIDGET (window);

  fake_device_mute_at (device, 3);
  app_click (root, "打印 5 张");
  app_wait_text (root, suima_words_printer_condition ("not-answering"));
  app_close_window (window);
}

/* A slow one is not a broken one: the count goes up, and nothing is asked. */
static void
test_slow (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_batch (fixture, device);
  GtkWidget *root = GTK_WIDGET (window);

  fake_device_set_pace (device, 700);
  app_click (root, "打印 5 张");
  app_wait_text (root, "2 / 5");
  app_wait_text (root, "5 张全部打完");
  g_assert_null (app_find_text (root, "出来了吗？"));
  assert_all_once (device, 5);
  app_close_window (window);
}

static void
add_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/app/faults/%s/%s", fault_cases[i].condition,
                           fault_cases[i].is_tspl ? "tspl" : "zpl");
      g_test_add_data_func (path, &fault_cases[i], test_words);
    }
  g_test_add_func ("/app/faults/disconnect", test_disconnect);
  g_test_add_func ("/app/faults/mute", test_mute);
  g_test_add_func ("/app/faults/slow", test_slow);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
