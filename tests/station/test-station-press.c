// SPDX-License-Identifier: Apache-2.0
// What the press draws on many threads is what one thread draws, in order, as often as it is asked.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-press.h"
#include "suima-render.h"
#include "suima-station-private.h"

#include <string.h>

#define N_ITEMS 150u
#define BAD_ITEM 107u /* its code fits no box */

typedef struct
{
  Fixture *fixture;
  SuimaBatch *batch;
  SuimaTemplate *template;
  GPtrArray *items;
  SuimaPress *press;
} Bench;

static void
bench_clear (Bench *bench)
{
  suima_press_free (bench->press);
  g_clear_pointer (&bench->items, g_ptr_array_unref);
  suima_batch_free (bench->batch);
  suima_template_free (bench->template);
  fixture_free (bench->fixture);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static SuimaItem *
make_item (Bench *bench, guint number)
{
  SuimaItem *item = suima_item_new ();

  item->number = number;
  item->serial = suima_key_issue_serial (bench->fixture->handle->key, number);
  item->uri = suima_station_make_uri (bench->fixture->handle, bench->batch, item->serial, FALSE);
  return item;
}

static void
bench_init (Bench *bench, guint n_items)
{
  g_autoptr (GError) error = NULL;
  SuimaStation *station;

  bench->fixture = fixture_new ();
  station = bench->fixture->handle;
  suima_import_free (fixture_import (bench->fixture, "fruit-delivery.csv"));
  bench->batch = suima_store_get_batch (
      station->store, fixture_find_batch (bench->fixture, "智利车厘子 JJJ"), &error);
  g_assert_no_error (error);
  bench->template = suima_station_get_template (station, "40x30", &error);
  g_assert_no_error (error);
  bench->items = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_item_free);
  for (guint i = 1; i <= n_items; i++)
    g_ptr_array_add (bench->items, make_item (bench, i));
}

static void
bench_start (Bench *bench)
{
  bench->press =
      suima_press_new (bench->fixture->handle, bench->template, bench->batch, bench->items, 203);
}

static void
assert_drawn (Bench *bench, guint first, guint last, SuimaRenderer *renderer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) got = suima_press_take (bench->press, first, last, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, last - first + 1);
  for (guint i = 0; i < got->len; i++)
    {
      const SuimaRaster *raster = g_ptr_array_index (got, i);
      g_autoptr (SuimaRaster) want =
          suima_station_draw_item (bench->fixture->handle, renderer, bench->template, bench->batch,
                                   g_ptr_array_index (bench->items, first - 1 + i), &error);
      g_assert_no_error (error);
      g_assert_cmpmem (raster->bits, raster->stride_bytes * raster->height_dots, want->bits,
                       want->stride_bytes * want->height_dots);
    }
}

static void
test_press_order (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);

  bench_init (&bench, N_ITEMS);
  bench_start (&bench);
  for (guint first = 1; first <= N_ITEMS; first += 20)
    assert_drawn (&bench, first, MIN (first + 19, N_ITEMS), renderer);
}

/* An attempt that reached no printer is made again; a resumed run begins in the middle. */
static void
test_press_again (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);

  bench_init (&bench, N_ITEMS);
  bench_start (&bench);
  assert_drawn (&bench, 101, 120, renderer);
  assert_drawn (&bench, 1, 20, renderer);
  assert_drawn (&bench, 1, 20, renderer);
  assert_drawn (&bench, 11, N_ITEMS, renderer);
  assert_drawn (&bench, N_ITEMS, N_ITEMS, renderer);
}

static void
test_press_refusal (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);

  bench_init (&bench, N_ITEMS);
  for (guint number = BAD_ITEM; number <= BAD_ITEM + 2; number++)
    {
      SuimaItem *item = g_ptr_array_index (bench.items, number - 1);
      g_free (item->uri);
      item->uri = g_strnfill (1000, 'X');
    }
  bench_start (&bench);
  assert_drawn (&bench, 1, BAD_ITEM - 1, renderer);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (suima_press_take (bench.press, BAD_ITEM - 5, BAD_ITEM + 10, NULL, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE);
      g_assert_true (g_str_has_prefix (error->message, "label 107: "));
      g_clear_error (&error);
    }
  assert_drawn (&bench, BAD_ITEM + 3, N_ITEMS, renderer);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (2000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_press_cancel (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  GThread *thread;

  bench_init (&bench, N_ITEMS);
  bench_start (&bench);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_null (suima_press_take (bench.press, 1, N_ITEMS, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_clear_error (&error);
  g_assert_null (suima_press_take (bench.press, N_ITEMS, N_ITEMS, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_drawn (&bench, 1, 30, renderer);
}

/* Freed in the middle of its work. */
static void
test_press_free (void)
{
  g_auto (Bench) bench = { 0 };

  bench_init (&bench, N_ITEMS);
  for (guint i = 0; i < 3; i++)
    {
      g_clear_pointer (&bench.press, suima_press_free);
      bench_start (&bench);
    }
}

static void
check_rows (guint dpi, double width_mm, double gap_mm, guint across)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  g_autoptr (GPtrArray) rows = NULL;
  double row_mm = across * width_mm + (across - 1) * gap_mm;
  guint width_dots = suima_mm_to_dots (width_mm, dpi);

  for (guint i = 0; i < across + 1; i++)
    {
      SuimaRaster *label = suima_raster_new (width_dots, 4, dpi);
      suima_raster_fill (label, 0, i % 4, width_dots, 1);
      g_ptr_array_add (labels, label);
    }
  rows = suima_press_join_rows (labels, across, width_mm + gap_mm, row_mm);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < across * 2; i++)
    {
      const SuimaRaster *row = g_ptr_array_index (rows, i / across);
      guint x = suima_mm_to_dots (i % across * (width_mm + gap_mm), dpi);
      g_assert_cmpuint (row->width_dots, ==, suima_mm_to_dots (row_mm, dpi));
      for (guint at = 1; at + 1 < width_dots; at++)
        for (guint y = 0; y < 4; y++)
          g_assert_cmpint (suima_raster_get (row, x + at, y), ==, i < across + 1 && y == i % 4);
    }
}

static void
test_press_rows (void)
{
  for (guint across = 2; across <= 4; across++)
    for (double width_mm = 10; width_mm < 30; width_mm += 0.3)
      {
        check_rows (203, width_mm, 2, across);
        check_rows (300, width_mm, 1.7, across);
        check_rows (300, width_mm, 0, across);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/press/order", test_press_order);
  g_test_add_func ("/press/again", test_press_again);
  g_test_add_func ("/press/refusal", test_press_refusal);
  g_test_add_func ("/press/cancel", test_press_cancel);
  g_test_add_func ("/press/free", test_press_free);
  g_test_add_func ("/press/rows", test_press_rows);
  return g_test_run ();
}
