// SPDX-License-Identifier: Apache-2.0
// The test label: every dot of it is there to be counted.
#include "suima-decode.h"
#include "suima-recognise.h"
#include "suima-test-label.h"

#include <string.h>

typedef struct
{
  const char *path;
  double width_mm, height_mm;
  guint dpi;
} Size;

static const Size sizes[] = {
  { "/test-label/40x30-203", 40, 30, 203 },
  { "/test-label/60x40-300", 60, 40, 300 },
  { "/test-label/30x20-203", 30, 20, 203 },
  { "/test-label/100x150-203", 100, 150, 203 },
  { "/test-label/20x60-600", 20, 60, 600 },
};

static SuimaRaster *
draw (const Size *size, const char *name)
{
  SuimaTestLabel label = { size->width_mm, size->height_mm, size->dpi, name };

  return suima_test_label_draw (&label);
}

static void
assert_frame (const SuimaRaster *raster)
{
  guint right = raster->width_dots - 1, bottom = raster->height_dots - 1;

  for (guint x = 0; x <= right; x++)
    g_assert_true (suima_raster_get (raster, x, 0) && suima_raster_get (raster, x, bottom));
  for (guint y = 0; y <= bottom; y++)
    g_assert_true (suima_raster_get (raster, 0, y) && suima_raster_get (raster, right, y));
}

/* Half a millimetre from the edge there is nothing but ticks, and the centre line. */
static void
assert_rulers (const SuimaRaster *raster, const Size *size)
{
  guint in = suima_mm_to_dots (0.5, size->dpi);
  guint right = raster->width_dots - 1, bottom = raster->height_dots - 1;

  for (guint mm = 1; mm < size->width_mm; mm++)
    {
      guint at = suima_mm_to_dots (mm, size->dpi), half = suima_mm_to_dots (mm + 0.5, size->dpi);
      g_assert_true (suima_raster_get (raster, at, in));
      g_assert_true (suima_raster_get (raster, right - at, bottom - in));
      if (half < right && half != raster->width_dots / 2)
        g_assert_false (suima_raster_get (raster, half, in));
    }
  for (guint mm = 1; mm < size->height_mm; mm++)
    {
      guint at = suima_mm_to_dots (mm, size->dpi), half = suima_mm_to_dots (mm + 0.5, size->dpi);
      g_assert_true (suima_raster_get (raster, in, at));
      g_assert_true (suima_raster_get (raster, right - in, bottom - at));
      if (half < bottom && half != raster->height_dots / 2)
        g_assert_false (suima_raster_get (raster, in, half));
    }
}

/* How many runs of exactly @pitch dots follow each other on a line, black and white by turns. */
static guint
count_runs (const SuimaRaster *raster, guint line, guint pitch, gboolean is_row)
{
  guint length = is_row ? raster->width_dots : raster->height_dots, most = 0, runs = 0, run = 1;

  for (guint at = 1; at < length; at++, run++)
    {
      gboolean now = is_row ? suima_raster_get (raster, at, line) : suima_raster_get (raster, line, at);
      gboolean was = is_row ? suima_raster_get (raster, at - 1, line)
                            : suima_raster_get (raster, line, at - 1);
      if (now == was)
        continue;
      runs = run == pitch ? runs + 1 : 0;
      most = MAX (most, runs);
      run = 0;
    }
  return most;
}

static gboolean
has_comb (const SuimaRaster *raster, guint pitch, gboolean is_row)
{
  guint lines = is_row ? raster->height_dots : raster->width_dots, found = 0;

  for (guint line = 0; line < lines; line++)
    found += count_runs (raster, line, pitch, is_row) >= 3;
  return found >= suima_mm_to_dots (1, raster->dpi);
}

static void
test_size (gconstpointer data)
{
  const Size *size = data;
  g_autoptr (SuimaRaster) raster = draw (size, "柜台 1");
  g_autofree char *text = suima_decode_qr (raster);
  g_autofree char *expected = g_strdup_printf ("SUIMA-TEST %u", size->dpi);
  g_autoptr (SuimaScan) scan = NULL;

  g_assert_cmpuint (raster->width_dots, ==, suima_mm_to_dots (size->width_mm, size->dpi));
  g_assert_cmpuint (raster->height_dots, ==, suima_mm_to_dots (size->height_mm, size->dpi));
  assert_frame (raster);
  assert_rulers (raster, size);
  for (guint pitch = 1; pitch <= 4; pitch++)
    g_assert_true (has_comb (raster, pitch, TRUE) && has_comb (raster, pitch, FALSE));
  g_assert_cmpstr (text, ==, expected);
  scan = suima_recognise (text);
  g_assert_null (scan->serial);
}

/* Whatever does not fit is left out; nothing is drawn outside. */
static void
test_odd (void)
{
  static const Size odd[] = {
    { "", 10, 10, 203 }, { "", 10, 200, 300 }, { "", 200, 10, 203 },
    { "", 12.5, 7, 600 }, { "", 108, 3, 150 },
  };
  const char *names[] = { "", "A name of forty letters, as long as any.", "柜台柜台柜台柜台柜台" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autoptr (SuimaRaster) raster = draw (&odd[i], names[j]);
        assert_frame (raster);
      }
}

/* The name is on it, and the same words give the same dots. */
static void
test_name (void)
{
  g_autoptr (SuimaRaster) one = draw (&sizes[0], "Counter 1");
  g_autoptr (SuimaRaster) again = draw (&sizes[0], "Counter 1");
  g_autoptr (SuimaRaster) two = draw (&sizes[0], "Counter 2");
  gsize size_bytes = one->height_dots * one->stride_bytes;

  g_assert_cmpmem (one->bits, size_bytes, again->bits, size_bytes);
  g_assert_cmpint (memcmp (one->bits, two->bits, size_bytes), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_test_add_data_func (sizes[i].path, &sizes[i], test_size);
  g_test_add_func ("/test-label/odd", test_odd);
  g_test_add_func ("/test-label/name", test_name);
  return g_test_run ();
}
