// SPDX-License-Identifier: Apache-2.0
// Adding, setting up, accepting and removing printers, by touch.
#include "app-fixture.h"

#include "eve-printer.h"
#include "fake-device.h"
#include "spooler.h"

#include "suima-hold-button.h"
#include "suima-station-printers.h"
#include "suima-stepper.h"
#include "suima-words.h"

#include <string.h>

static SuimaWindow *
open_page (Fixture *fixture)
{
  SuimaWindow *window = app_open_window (fixture, 1024, 600);

  g_assert_true (suima_window_open_page (window, "printers"));
  return window;
}

/* Nothing asks for more room than a small screen has. */
static void
narrow_cb (GtkWidget *widget, gpointer user_data)
{
  int width_px = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width_px, NULL, NULL, NULL);
  if (width_px > 1024)
    g_test_message ("%s wants %d px", G_OBJECT_TYPE_NAME (widget), width_px);
  g_assert_cmpint (width_px, <=, 1024);
}

/* Two touches and a test label, with an address in the place of the search. */
static void
test_add (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autofree char *uri = fake_device_dup_uri (device, "");
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_page (fixture);
  GtkWidget *root = GTK_WIDGET (window);

  app_wait_text (root, "还没有打印机");
  app_settle ();
  app_click (root, "添加打印机");
  app_settle ();
  gtk_editable_set_text (GTK_EDITABLE (app_find_type (root, GTK_TYPE_ENTRY)), uri);
  app_click (root, "用这个地址");
  app_wait_text (root, "里装的是哪种标签？");
  app_settle ();
  app_wait_text (root, "60×40");
  app_click (root, "60×40");
  app_wait_text (root, "测试标签打好了");
  g_assert_cmpuint (fake_device_count (device), ==, 1);
  app_settle ();
  app_click (root, "看着好，完成");
  app_wait_text (root, suima_words_printer_condition ("idle"));
  app_wait_text (root, "203 dpi");
  g_assert_nonnull (app_find_text (root, "常用"));
  app_visit (root, narrow_cb, NULL);
  app_close_window (window);
}

/* A queue that is found, with a printer behind it: touch it, touch the size, look at the test label. */
static void
test_add_found (void)
{
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (Spooler) spooler = spooler_start ();
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_page (fixture);
  GtkWidget *root = GTK_WIDGET (window);
  GtkWidget *row;

  spooler_add (spooler, "Counter1", eve->uri, "raw", "abort-job");
  eve_printer_let_out (eve, 1);
  app_wait_text (root, "还没有打印机");
  app_settle ();
  app_click (root, "添加打印机");
  app_wait_text (root, "Counter1");
  app_settle ();
  row = app_find_text (root, "Counter1");
  g_signal_emit_by_name (gtk_widget_get_ancestor (row, GTK_TYPE_BUTTON), "clicked");
  app_wait_text (root, "Counter1 里装的是哪种标签？");
  app_wait_text (root, "60×40 称重"); /* it has a setup of its own */
  app_settle ();
  app_click (root, "60×40");
  app_wait_text (root, "测试标签打好了");
  app_settle ();
  app_click (root, "看着好，完成");
  app_wait_text (root, suima_words_printer_condition ("idle")); /* on the bar, or here already */
  app_wait_text (root, "Counter1");
  app_wait_text (root, "常用");
  app_close_window (window);
}

/* Of the boxes on the page the one beside @label. */
static SuimaStepper *
find_stepper (GtkWidget *root, const char *label)
{
  GtkWidget *text = app_find_text (root, label);

  g_assert_nonnull (text);
  return SUIMA_STEPPER (app_find_type (gtk_widget_get_parent (text), SUIMA_TYPE_STEPPER));
}

static SuimaWindow *
open_printer (Fixture *fixture, FakeDevice *device, const char *name)
{
  g_autofree char *uri = fake_device_dup_uri (device, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrinterEntry) entry = suima_station_add_printer (
      fixture->handle, name, uri, "60x40", NULL, FALSE, NULL, &error);
  SuimaWindow *window;
  GtkWidget *row;

  g_assert_no_error (error);
  window = open_page (fixture);
  app_wait_text (GTK_WIDGET (window), name);
  app_settle ();
  row = app_find_text (GTK_WIDGET (window), name);
  g_signal_emit_by_name (gtk_widget_get_ancestor (row, GTK_TYPE_BUTTON), "clicked");
  app_wait_text (GTK_WIDGET (window), "标签间隙");
  app_settle ();
  return window;
}

/* What the ruler says is stored for this size, and the next test label is printed so. */
static void
test_setup (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (TRUE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_printer (fixture, device, "柜台 1");
  GtkWidget *root = GTK_WIDGET (window);
  SuimaMediaSetup setup = { 0 };
  SuimaStation *station = suima_session_get_station (suima_window_get_session (window));

  app_click (GTK_WIDGET (find_stepper (root, "往右移")), "+");
  app_click (GTK_WIDGET (find_stepper (root, "往右移")), "+");
  app_click (GTK_WIDGET (find_stepper (root, "浓度")), "+");
  app_click (root, "黑标纸");
  app_wait_text (root, "黑标高度");
  app_click (root, "存好，打一张测试标签");
  app_wait_text (root, "测试标签打好了");
  g_assert_cmpuint (fake_device_count (device), ==, 1);
  g_assert_true (suima_station_get_printer_media (station, "柜台 1", "60x40", &setup, NULL));
  g_assert_cmpstr (setup.tracking, ==, "mark");
  g_assert_cmpfloat (setup.offset_x_mm, ==, 1.0);
  g_assert_cmpint (setup.darkness, ==, 0);
  g_assert_cmpint (setup.speed, ==, -1);
  app_close_window (window);
}

/* Held for a second it is gone; touched it stays. */
static void
test_remove (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_printer (fixture, device, "柜台 1");
  GtkWidget *root = GTK_WIDGET (window);

  app_click (root, "按住删除");
  app_settle ();
  g_assert_nonnull (app_find_text (root, "标签间隙"));
  suima_hold_button_press (SUIMA_HOLD_BUTTON (app_find_type (root, SUIMA_TYPE_HOLD_BUTTON)));
  app_wait_text (root, "还没有打印机");
  app_close_window (window);
}

/* 203 becomes 300: it is said, and a touch accepts it. */
static void
test_accept (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaWindow *window = open_printer (fixture, device, "柜台 1");
  GtkWidget *root = GTK_WIDGET (window);

  g_assert_null (app_find_button (root, "接受现在这台"));
  fake_device_set_identity (device, "ZD421,V1,12,8192KB");
  app_wait_text (root, "接受现在这台");
  app_settle ();
  app_click (root, "接受现在这台");
  app_wait_text (root, "300 dpi");
  app_wait_text (root, suima_words_printer_condition ("idle"));
  g_assert_null (app_find_button (root, "接受现在这台"));
  app_close_window (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/printers-page/add", test_add);
  g_test_add_func ("/app/printers-page/add-found", test_add_found);
  g_test_add_func ("/app/printers-page/setup", test_setup);
  g_test_add_func ("/app/printers-page/remove", test_remove);
  g_test_add_func ("/app/printers-page/accept", test_accept);
}

int
main (int argc, char **argv)
{
  spooler_choose_port ();
  return app_run (argc, argv, add_tests);
}
