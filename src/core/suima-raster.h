// SPDX-License-Identifier: Apache-2.0
// A label as the print head sees it: one bit a dot, 1 is black.
#pragma once

#include <glib.h>

/**
 * SuimaRaster:
 * Rows of @stride_bytes bytes, most significant bit first, 1 = black; the padding bits behind
 * @width_dots are 0.
 */
typedef struct
{
  guint width_dots;
  guint height_dots;
  guint dpi;
  gsize stride_bytes;
  guint8 *bits; /* owned, height_dots * stride_bytes */
} SuimaRaster;

/**
 * suima_raster_new:
 * @width_dots, @height_dots: 1 to 20000  @dpi: 72 to 1200
 *
 * Returns: (transfer full): an all white raster.
 */
SuimaRaster *suima_raster_new (guint width_dots, guint height_dots, guint dpi);
SuimaRaster *suima_raster_copy (const SuimaRaster *raster);
void suima_raster_free (SuimaRaster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRaster, suima_raster_free)

static inline gboolean
suima_raster_get (const SuimaRaster *raster, guint x_dots, guint y_dots)
{
  return (raster->bits[y_dots * raster->stride_bytes + x_dots / 8] >> (7 - x_dots % 8)) & 1;
}

static inline void
suima_raster_set_black (SuimaRaster *raster, guint x_dots, guint y_dots)
{
  raster->bits[y_dots * raster->stride_bytes + x_dots / 8] |= (guint8) (0x80u >> (x_dots % 8));
}

/**
 * suima_raster_fill:
 * Blackens the rectangle, cut to the raster.
 */
void suima_raster_fill (SuimaRaster *raster,
                        guint x_dots,
                        guint y_dots,
                        guint width_dots,
                        guint height_dots);

/**
 * suima_raster_add:
 * @from: lies within @to when its top left dot is at @x_dots, @y_dots
 *
 * Adds the black dots of @from to those of @to.
 */
void suima_raster_add (SuimaRaster *to, const SuimaRaster *from, guint x_dots, guint y_dots);

/**
 * suima_raster_shift:
 * @right_dots, @down_dots: any; negative is left, up
 *
 * Returns: (transfer full): a raster of the same size with the picture moved; white fills in, what
 * leaves it is cut off.
 */
SuimaRaster *suima_raster_shift (const SuimaRaster *raster, int right_dots, int down_dots);

/** suima_raster_turn: Turns the picture by 180 degrees. */
void suima_raster_turn (SuimaRaster *raster);

/**
 * suima_raster_crop_mm:
 * @x_mm, @y_mm, @width_mm, @height_mm: a part of @raster; what lies outside is cut off
 *
 * Returns: (transfer full): the dots of that part, outward to whole dots.
 */
SuimaRaster *suima_raster_crop_mm (const SuimaRaster *raster,
                                   double x_mm,
                                   double y_mm,
                                   double width_mm,
                                   double height_mm);

/**
 * suima_raster_to_luma:
 * @raster: a raster
 *
 * Returns: (transfer full) (array): width_dots * height_dots bytes without padding, 0 for black
 * and 255 for white; free with g_free().
 */
guint8 *suima_raster_to_luma (const SuimaRaster *raster);

/** suima_mm_to_dots: Returns: @mm millimetres in whole dots of @dpi, rounded to the nearest; the
 * common head of "203 dpi" has exactly 8 dots a millimetre, and so it is counted. */
guint suima_mm_to_dots (double mm, guint dpi);
