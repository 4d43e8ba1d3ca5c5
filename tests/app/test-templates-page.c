// SPDX-License-Identifier: Apache-2.0
// A template dot for dot, with what does not fit beside it.
#include "app-fixture.h"

#include "suima-label-view.h"

#include <glib/gstdio.h>

static void
test_shipped (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window), *view;

  suima_window_open_page (window, "templates");
  app_wait_text (root, "60×40 称重");
  app_wait_text (root, "60×40 暂存标签");
  app_settle ();
  app_click (root, "60×40");
  app_wait_text (root, "全部放得下");
  app_wait_text (root, "码的一格：4 点，0.50 毫米");
  app_settle ();
  app_click (root, "300");
  app_settle ();
  g_assert_null (app_find_text (root, "码的一格：4 点，0.50 毫米"));
  view = app_find_type (root, SUIMA_TYPE_LABEL_VIEW);
  for (guint i = 0; i < 3; i++)
    app_click (root, "+");
  app_settle ();
  g_assert_nonnull (app_find_text (root, "8×"));
  /* 60 mm at 300 dpi are 709 dots. */
  g_assert_cmpint (gtk_widget_get_width (view), >=, 8 * 708);
  app_close_window (window);
}

/* A shop's own, with a box too small for a word: said in words, with the box's place. */
static void
test_own (void)
{
  static const char text[] =
      "{\"version\":1,\"id\":\"own\",\"title\":\"x\",\"language\":\"zh-cn\",\"width_mm\":40,"
      "\"height_mm\":30,\"signed\":false,\"quiet_mm\":1,\"boxes\":["
      "{\"kind\":\"text\",\"x_mm\":1,\"y_mm\":1,\"width_mm\":10,\"height_mm\":2,\"size_mm\":2,"
      "\"min_size_mm\":2,\"max_lines\":1,\"text\":\"{product}\"},"
      "{\"kind\":\"qr\",\"x_mm\":13,\"y_mm\":3,\"width_mm\":26,\"height_mm\":26}]}";
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *folder = g_build_filename (fixture->station, "templates", NULL);
  g_autofree char *path = g_build_filename (folder, "own.json", NULL);
  SuimaWindow *window;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  window = app_open_window (fixture, 1024, 600);
  g_assert_true (suima_window_open_page (window, "template:own"));
  app_wait_text (GTK_WIDGET (window), "这个模板还要改");
  app_close_window (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/templates-page/shipped", test_shipped);
  g_test_add_func ("/app/templates-page/own", test_own);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
