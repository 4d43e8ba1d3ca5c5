// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"
#include "gun.h"

#include "suima-code-pad.h"
#include "suima-station-view.h"

#include <string.h>

#define TOUCH_PX 56
#define PRODUCT "智利车厘子 JJJ"

static Fixture *
fixture_with_fruit (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");

  g_assert_cmpuint (fruit->batches, ==, 6);
  return fixture;
}

/* Nobody listens there, but a printer is set. */
static Fixture *
fixture_with_printer (void)
{
  Fixture *fixture = fixture_with_fruit ();
  SuimaStationSetup setup = { .printer = "ipp://localhost:1/ipp/print" };

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  return fixture;
}

static const char *
place_of (SuimaWindow *window)
{
  g_autofree char *place = NULL;

  g_object_get (app_find_type (GTK_WIDGET (window), SUIMA_TYPE_STATION_VIEW), "place", &place, NULL);
  return g_intern_string (place);
}

static void
test_batches (void)
{
  g_autoptr (Fixture) fixture = fixture_with_fruit ();
  g_autoptr (SuimaImport) meat = fixture_import (fixture, "meat-delivery.xlsx");
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);

  app_wait_text (root, "巴西去骨牛前胸肉");
  g_assert_nonnull (app_find_text (root, "批号 SIF2015-0826"));
  g_assert_nonnull (app_find_text (root, "40 箱"));
  g_assert_nonnull (app_find_text (root, "可打印"));
  g_assert_nonnull (app_find_text (root, "果栏"));
  /* Ten of twelve may print: the count beside the place. */
  app_wait_text (root, "10");
  app_wait_text (root, "没有打印机");
  g_assert_nonnull (app_find_text (root, "未设平台，本机存 0 条"));
  app_close_window (window);
}

static void
measure_cb (GtkWidget *widget, gpointer user_data)
{
  guint *seen = user_data;
  graphene_rect_t bounds;
  g_autofree char *size = NULL;

  if (!GTK_IS_BUTTON (widget) && !GTK_IS_ENTRY (widget) &&
      g_strcmp0 (gtk_widget_get_css_name (widget), "row") != 0)
    return;
  if (g_strcmp0 (gtk_widget_get_css_name (widget), "row") == 0 &&
      app_find_text (widget, "批号") == NULL)
    return;
  (*seen)++;
  /* With its padding, which is touched as well. */
  g_assert_true (gtk_widget_compute_bounds (widget, widget, &bounds));
  size = g_strdup_printf ("%s %gx%g", G_OBJECT_TYPE_NAME (widget), bounds.size.width,
                          bounds.size.height);
  g_test_message ("%s", size);
  g_assert_cmpfloat (bounds.size.width, >=, TOUCH_PX);
  g_assert_cmpfloat (bounds.size.height, >=, TOUCH_PX);
}

static guint
measure (GtkWidget *root)
{
  guint seen = 0;

  app_visit (root, measure_cb, &seen);
  return seen;
}

static void
test_touch_targets (void)
{
  g_autoptr (Fixture) fixture = fixture_with_fruit ();
  gint64 batch_id = fixture_find_batch (fixture, PRODUCT);
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  g_autofree char *page = g_strdup_printf ("batch:%" G_GINT64_FORMAT, batch_id);
  GtkWidget *root = GTK_WIDGET (window);

  app_wait_text (root, PRODUCT);
  app_settle ();
  g_assert_cmpuint (measure (root), >=, 2 + 3 + 1 + 4);
  g_assert_true (suima_window_open_page (window, page));
  app_wait_text (root, "60×40");
  app_settle ();
  g_assert_cmpuint (measure (root), >=, 2 + 3 + 1 + 2 + 13 + 1);
  suima_window_open_page (window, "scan");
  app_settle ();
  g_assert_cmpuint (measure (root), >=, 2 + 3 + 35);
  suima_window_take_scan (window, "7800000001013");
  app_wait_text (root, "打开批次");
  app_settle ();
  g_assert_cmpuint (measure (root), >=, 2 + 3 + 3);
  /* Nothing sticks out of a small screen. */
  g_assert_cmpint (gtk_widget_get_width (root), ==, 1024);
  g_assert_cmpint (gtk_widget_get_height (root), <=, 600);
  app_close_window (window);
}

static void
test_scan (void)
{
  g_autoptr (Fixture) fixture = fixture_with_fruit ();
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, PRODUCT), 2, TRUE);
  const SuimaItem *item = g_ptr_array_index (items, 1);
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);

  g_assert_cmpstr (place_of (window), ==, "deliveries");
  g_assert_true (gun_shoot (window, item->uri, 1000));
  g_assert_cmpstr (place_of (window), ==, "scan");
  app_wait_text (root, "标签真实，来源可查");
  g_assert_nonnull (app_find_text (root, PRODUCT));
  g_assert_nonnull (app_find_button (root, "补打"));
  /* Another code, a little later: another verdict, and no acts of a label. */
  g_assert_true (gun_shoot (window, "7800000001013", 9000));
  app_wait_text (root, "这是商品条码，不是追溯码");
  g_assert_null (app_find_button (root, "补打"));
  app_close_window (window);
}

static void
test_keys (void)
{
  g_autoptr (Fixture) fixture = fixture_with_printer ();
  gint64 batch_id = fixture_find_batch (fixture, PRODUCT);
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  g_autofree char *page = g_strdup_printf ("batch:%" G_GINT64_FORMAT, batch_id);

  /* Combinations press nothing: the inspector, closing, typed by a gun or by a hand. */
  g_assert_true (
      suima_window_feed_key (window, GDK_KEY_I, 31, GDK_CONTROL_MASK | GDK_SHIFT_MASK, 1));
  g_assert_true (suima_window_feed_key (window, GDK_KEY_F4, 70, GDK_ALT_MASK, 2));
  g_assert_true (suima_window_feed_key (window, GDK_KEY_d, 40, GDK_SUPER_MASK, 3));
  /* With nothing typed before them these work the focused button. */
  g_assert_false (suima_window_feed_key (window, GDK_KEY_space, 65, 0, 1000));
  g_assert_false (suima_window_feed_key (window, GDK_KEY_Return, 36, 0, 2000));
  g_assert_false (suima_window_feed_key (window, GDK_KEY_Tab, 23, 0, 3000));
  /* A digit typed by hand is for the number pad. */
  suima_window_open_page (window, page);
  app_wait_text (GTK_WIDGET (window), "打印 120 张");
  g_assert_true (suima_window_feed_key (window, GDK_KEY_7, 16, 0, 5000));
  app_wait_text (GTK_WIDGET (window), "打印 7 张");
  app_close_window (window);
}

/* A text field takes what is typed; a gun at it is a scan all the same. */
static void
test_typing (void)
{
  g_autoptr (Fixture) fixture = fixture_with_fruit ();
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);

  suima_window_open_page (window, "scan");
  app_wait_text (root, "扫标签，或输入标签上的号码");
  app_click (app_find_type (root, SUIMA_TYPE_CODE_PAD), "7");
  app_click (app_find_type (root, SUIMA_TYPE_CODE_PAD), "K");
  gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD);
  while (!GTK_IS_EDITABLE (gtk_window_get_focus (GTK_WINDOW (window))))
    g_assert_true (gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (window)))), ==, "7K");
  g_assert_false (suima_window_feed_key (window, GDK_KEY_a, 38, 0, 1000));
  g_assert_false (suima_window_feed_key (window, GDK_KEY_v, 55, GDK_CONTROL_MASK, 2000));
  g_assert_true (suima_window_feed_key (window, GDK_KEY_q, 24, GDK_CONTROL_MASK, 3000));
  gun_shoot (window, "7800000001013", 5000);
  app_wait_text (root, "这是商品条码，不是追溯码");
  app_close_window (window);
}

static void
test_doubt (void)
{
  g_autoptr (Fixture) fixture = fixture_with_printer ();
  gint64 run_id = fixture_lay_run (fixture, fixture_find_batch (fixture, PRODUCT), 5, TRUE);
  SuimaWindow *window;
  GtkWidget *root;

  fixture_lay_chunk (fixture, run_id, 1, 5, SUIMA_CHUNK_HANDED);
  fixture_close (fixture);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  root = GTK_WIDGET (window);
  app_wait_text (root, "有 5 张标签说不准");
  app_settle ();
  app_click (root, "去说清楚");
  app_wait_text (root, "第 3 张出来了吗？");
  app_settle ();
  g_assert_cmpuint (measure (root), >=, 2 + 3 + 1 + 2);
  g_assert_null (app_find_text (root, "有 5 张标签说不准"));
  app_click (root, "出来了");
  app_click (root, "没有");
  app_wait_text (root, "第 4 张出来了吗？");
  app_click (root, "没有");
  app_wait_text (root, "最后一张是第 3 张：出来 3 张，没出来 2 张。");
  app_settle ();
  app_click (root, "对，就这样");
  app_wait_text (root, "已打印 3 张");
  app_wait_text (root, "接着打剩下的 2 张（从第 4 张）");
  app_settle ();
  app_click (root, "知道了");
  app_wait_text (root, "打印 117 张");
  suima_window_open_page (window, "deliveries");
  app_settle ();
  g_assert_null (app_find_text (root, "说不准"));
  app_close_window (window);
}

static void
test_doubt_scan (void)
{
  g_autoptr (Fixture) fixture = fixture_with_fruit ();
  gint64 batch_id = fixture_find_batch (fixture, PRODUCT);
  g_autoptr (GPtrArray) good = fixture_issue (fixture, batch_id, 1, TRUE);
  gint64 run_id = fixture_lay_run (fixture, batch_id, 3, TRUE);
  g_autoptr (GPtrArray) items = suima_station_list_items (fixture->handle, 0, run_id, 0, NULL);
  g_autofree char *page = g_strdup_printf ("batch:%" G_GINT64_FORMAT, batch_id);
  SuimaWindow *window;
  GtkWidget *root;

  fixture_lay_chunk (fixture, run_id, 1, 3, SUIMA_CHUNK_HANDED);
  fixture_close (fixture);
  fixture_open (fixture);
  window = app_open_window (fixture, 1024, 600);
  root = GTK_WIDGET (window);
  suima_window_open_page (window, page);
  app_wait_text (root, "3 张说不准。看看，或扫最后出来的那一张。");
  /* A scan is this panel's as long as it asks. */
  gun_shoot (window, ((const SuimaItem *)items->pdata[1])->uri, 1000);
  g_assert_cmpstr (place_of (window), ==, "deliveries");
  app_wait_text (root, "最后一张是第 2 张：出来 2 张，没出来 1 张。");
  gun_shoot (window, ((const SuimaItem *)good->pdata[0])->uri, 9000);
  app_wait_text (root, "扫到的不是说不准的那几张");
  app_settle ();
  app_click (root, "重新回答");
  app_wait_text (root, "第 2 张出来了吗？");
  app_settle ();
  app_click (root, "没有");
  app_wait_text (root, "第 1 张出来了吗？");
  app_click (root, "没有");
  app_wait_text (root, "这 3 张都没出来。");
  app_settle ();
  app_click (root, "对，就这样");
  app_wait_text (root, "已打印 1 张");
  app_close_window (window);
}

/* Judged by the rules of the day it came: which day, and what would be asked today, is said. */
static void
test_judged (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (
      fixture, "old.csv",
      "品名,批号,原产国(地区),生产日期,保质期,贮存条件,入境货物检验检疫证明编号,核酸检测报告编号,"
      "消毒证明编号,境外生产企业注册号,到货日期,数量,单位\n"
      "旧冻猪肋排,R1,西班牙,2022-04-01,99个月,冷冻 -18℃,1260000022300,,XD1,ES10,2022-06-01,10,箱\n");
  g_autofree char *page =
      g_strdup_printf ("batch:%" G_GINT64_FORMAT, fixture_find_batch (fixture, "旧冻猪肋排"));
  SuimaWindow *window = app_open_window (fixture, 1024, 600);
  GtkWidget *root = GTK_WIDGET (window);

  suima_window_open_page (window, page);
  app_wait_text (root, "按 2022年6月1日 到货那天的规则判断");
  g_assert_nonnull (app_find_text (root, "核酸检测报告：2022年6月1日 须有，今天不须有"));
  g_assert_null (app_find_text (root, "今天也须有")); /* only what differs */
  app_close_window (window);
}

static void
test_narrow (void)
{
  g_autoptr (Fixture) fixture = fixture_with_fruit ();
  SuimaWindow *window = app_open_window (fixture, 760, 600);
  GtkWidget *root = GTK_WIDGET (window);
  GtkWidget *more = app_find_button (root, "更多");
  double x_px, y_px;

  app_wait_text (root, PRODUCT);
  g_assert_true (gtk_widget_translate_coordinates (more, root, 0, 0, &x_px, &y_px));
  g_assert_cmpfloat (y_px, >, 480);
  g_assert_cmpfloat (x_px, >, 380);
  measure (root);
  app_close_window (window);
}

static void
test_first_run (void)
{
  g_autoptr (Fixture) fixture = fixture_new_folder ();
  g_autofree char *dir = fixture_dup_path (fixture, "neu");
  SuimaWindow *window = suima_window_new (GTK_APPLICATION (app_get_application ()), dir);
  SuimaWindow *second;

  gtk_window_present (GTK_WINDOW (window));
  app_wait_text (GTK_WIDGET (window), "这里还没有打印站");
  g_assert_nonnull (app_find_text (GTK_WIDGET (window), "suimactl --data"));
  app_click (GTK_WIDGET (window), "就在这里建一个");
  app_wait_text (GTK_WIDGET (window), "还没有到货");
  /* Who comes second is told so, and may try again. */
  second = suima_window_new (GTK_APPLICATION (app_get_application ()), dir);
  gtk_window_present (GTK_WINDOW (second));
  app_wait_text (GTK_WIDGET (second), "打印站已在别处打开");
  app_close_window (window);
  app_click (GTK_WIDGET (second), "重试");
  app_wait_text (GTK_WIDGET (second), "还没有到货");
  app_close_window (second);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/window/batches", test_batches);
  g_test_add_func ("/app/window/touch-targets", test_touch_targets);
  g_test_add_func ("/app/window/scan", test_scan);
  g_test_add_func ("/app/window/keys", test_keys);
  g_test_add_func ("/app/window/typing", test_typing);
  g_test_add_func ("/app/window/doubt", test_doubt);
  g_test_add_func ("/app/window/doubt-scan", test_doubt_scan);
  g_test_add_func ("/app/window/judged", test_judged);
  g_test_add_func ("/app/window/narrow", test_narrow);
  g_test_add_func ("/app/window/first-run", test_first_run);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
