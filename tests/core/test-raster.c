// SPDX-License-Identifier: Apache-2.0
#include "suima-raster.h"

static SuimaRaster *
new_pattern (guint width_dots, guint height_dots, guint dpi)
{
  SuimaRaster *raster = suima_raster_new (width_dots, height_dots, dpi);

  for (guint y = 0; y < height_dots; y++)
    for (guint x = 0; x < width_dots; x++)
      if ((x * 7 + y * 13) % 5 == 0)
        suima_raster_set_black (raster, x, y);
  return raster;
}

static void
assert_part (const SuimaRaster *part, const SuimaRaster *whole, guint left, guint top)
{
  for (guint y = 0; y < part->height_dots; y++)
    for (guint x = 0; x < part->width_dots; x++)
      g_assert_cmpint (suima_raster_get (part, x, y), ==,
                       suima_raster_get (whole, left + x, top + y));
}

static void
test_raster_crop (void)
{
  g_autoptr (SuimaRaster) whole = new_pattern (320, 240, 203);
  g_autoptr (SuimaRaster) part = suima_raster_crop_mm (whole, 1.3, 2, 10, 5.1);
  g_autoptr (SuimaRaster) edge = suima_raster_crop_mm (whole, 39, 29, 10, 10);
  g_autoptr (SuimaRaster) outside = suima_raster_crop_mm (whole, 100, 100, 10, 10);
  g_autoptr (SuimaRaster) fine = new_pattern (709, 472, 300);
  g_autoptr (SuimaRaster) fine_part = suima_raster_crop_mm (fine, 10, 10, 20, 20);

  g_assert_cmpuint (part->width_dots, ==, 91 - 10);
  g_assert_cmpuint (part->height_dots, ==, 57 - 16);
  assert_part (part, whole, 10, 16);
  g_assert_cmpuint (edge->width_dots, ==, 8);
  assert_part (edge, whole, 312, 232);
  g_assert_cmpuint (outside->width_dots, ==, 1);
  g_assert_cmpuint (fine_part->width_dots, ==, 355 - 118);
  assert_part (fine_part, fine, 118, 118);
}

static void
test_raster_luma (void)
{
  g_autoptr (SuimaRaster) raster = new_pattern (13, 3, 203);
  g_autofree guint8 *luma = suima_raster_to_luma (raster);

  for (guint y = 0; y < 3; y++)
    for (guint x = 0; x < 13; x++)
      g_assert_cmpint (luma[y * 13 + x], ==, suima_raster_get (raster, x, y) ? 0 : 255);
}

static void
test_raster_fill (void)
{
  g_autoptr (SuimaRaster) raster = suima_raster_new (20, 10, 203);
  guint n_black = 0;

  suima_raster_fill (raster, 15, 8, 100, 100);
  for (guint y = 0; y < 10; y++)
    for (guint x = 0; x < 20; x++)
      n_black += suima_raster_get (raster, x, y);
  g_assert_cmpuint (n_black, ==, 10);
  g_assert_cmpuint (suima_mm_to_dots (40, 203), ==, 320);
  g_assert_cmpuint (suima_mm_to_dots (60, 300), ==, 709);
}

/* The fast ways against dot by dot, at every alignment. */
static void
test_raster_any_alignment (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      guint width = (guint) g_test_rand_int_range (1, 60), height = 3;
      guint x = (guint) g_test_rand_int_range (0, (gint32) width);
      guint n = (guint) g_test_rand_int_range (1, (gint32) (width - x + 1));
      g_autoptr (SuimaRaster) whole = new_pattern (width, height, 203);
      g_autoptr (SuimaRaster) part = suima_raster_crop_mm (whole, x / 8.0, 0, n / 8.0, 1);
      g_autoptr (SuimaRaster) filled = suima_raster_new (width, height, 203);
      g_autoptr (SuimaRaster) added = suima_raster_new (width, height, 203);
      g_autofree guint8 *luma = suima_raster_to_luma (whole);

      g_assert_cmpuint (part->width_dots, ==, n);
      assert_part (part, whole, x, 0);
      suima_raster_fill (filled, x, 1, n + 100 * (guint) g_test_rand_bit (), 1);
      suima_raster_add (added, part, x, 0);
      for (guint row = 0; row < height; row++)
        for (guint at = 0; at < width; at++)
          {
            gboolean is_black = suima_raster_get (whole, at, row);
            gboolean is_within = at >= x && at < x + n;
            g_assert_cmpint (luma[row * width + at], ==, is_black ? 0 : 255);
            g_assert_cmpint (suima_raster_get (added, at, row), ==, is_within && is_black);
            if (at < x || row != 1)
              g_assert_false (suima_raster_get (filled, at, row));
            else if (is_within)
              g_assert_true (suima_raster_get (filled, at, row));
          }
      for (guint row = 0; row < height && part->width_dots % 8 != 0; row++)
        g_assert_cmpint (part->bits[(row + 1) * part->stride_bytes - 1] &
                           (0xFF >> part->width_dots % 8), ==, 0);
    }
}

static gboolean
is_black (const SuimaRaster *raster, int x, int y)
{
  return x >= 0 && y >= 0 && x < (int)raster->width_dots && y < (int)raster->height_dots &&
         suima_raster_get (raster, (guint)x, (guint)y);
}

/* Every width within a byte, both ways, and far out of the label. */
static void
test_raster_shift (void)
{
  static const int steps[] = { 0, 1, 3, 7, 8, 9, 16, 40, 5000 };

  for (guint width = 33; width <= 40; width++)
    for (guint i = 0; i < G_N_ELEMENTS (steps) * 2; i++)
      {
        int right = i % 2 ? -steps[i / 2] : steps[i / 2], down = -right / 2;
        g_autoptr (SuimaRaster) raster = new_pattern (width, 21, 203);
        g_autoptr (SuimaRaster) moved = suima_raster_shift (raster, right, down);
        for (int y = 0; y < 21; y++)
          for (int x = 0; x < (int)moved->stride_bytes * 8; x++)
            g_assert_cmpint (
                moved->bits[(gsize)y * moved->stride_bytes + (gsize)x / 8] >> (7 - x % 8) & 1, ==,
                x < (int)width && is_black (raster, x - right, y - down));
      }
}

static void
test_raster_turn (void)
{
  g_autoptr (SuimaRaster) raster = new_pattern (37, 11, 300);
  g_autoptr (SuimaRaster) turned = suima_raster_copy (raster);

  suima_raster_turn (turned);
  for (guint y = 0; y < 11; y++)
    for (guint x = 0; x < 37; x++)
      g_assert_cmpint (suima_raster_get (turned, x, y), ==,
                       suima_raster_get (raster, 36 - x, 10 - y));
  suima_raster_turn (turned);
  g_assert_cmpmem (turned->bits, turned->stride_bytes * 11, raster->bits,
                   raster->stride_bytes * 11);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raster/crop", test_raster_crop);
  g_test_add_func ("/raster/luma", test_raster_luma);
  g_test_add_func ("/raster/fill", test_raster_fill);
  g_test_add_func ("/raster/any-alignment", test_raster_any_alignment);
  g_test_add_func ("/raster/shift", test_raster_shift);
  g_test_add_func ("/raster/turn", test_raster_turn);
  return g_test_run ();
}
