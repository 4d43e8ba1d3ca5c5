// SPDX-License-Identifier: Apache-2.0
#include "suima-raster.h"

#include <math.h>
#include <string.h>

SuimaRaster *
suima_raster_new (guint width_dots, guint height_dots, guint dpi)
{
  SuimaRaster *raster = g_new0 (SuimaRaster, 1);

  g_return_val_if_fail (width_dots >= 1 && width_dots <= 20000, NULL);
  g_return_val_if_fail (height_dots >= 1 && height_dots <= 20000, NULL);
  raster->width_dots = width_dots;
  raster->height_dots = height_dots;
  raster->dpi = dpi;
  raster->stride_bytes = (width_dots + 7) / 8;
  raster->bits = g_malloc0 (raster->stride_bytes * height_dots);
  return raster;
}

SuimaRaster *
suima_raster_copy (const SuimaRaster *raster)
{
  SuimaRaster *copy = g_memdup2 (raster, sizeof *raster);

  copy->bits = g_memdup2 (raster->bits, raster->stride_bytes * raster->height_dots);
  return copy;
}

void
suima_raster_free (SuimaRaster *raster)
{
  if (raster == NULL)
    return;
  g_free (raster->bits);
  g_free (raster);
}

void
suima_raster_fill (SuimaRaster *raster,
                   guint x_dots,
                   guint y_dots,
                   guint width_dots,
                   guint height_dots)
{
  guint right = MIN (x_dots + width_dots, raster->width_dots);
  guint bottom = MIN (y_dots + height_dots, raster->height_dots);
  guint first = x_dots / 8, last = (right - 1) / 8;
  guint8 head = (guint8) (0xFFu >> x_dots % 8);
  guint8 tail = (guint8) (0xFF00u >> ((right - 1) % 8 + 1));

  if (x_dots >= right)
    return;
  for (guint y = y_dots; y < bottom; y++)
    {
      guint8 *row = raster->bits + y * raster->stride_bytes;
      if (first == last)
        {
          row[first] |= head & tail;
          continue;
        }
      row[first] |= head;
      memset (row + first + 1, 0xFF, last - first - 1);
      row[last] |= tail;
    }
}

void
suima_raster_add (SuimaRaster *to, const SuimaRaster *from, guint x_dots, guint y_dots)
{
  guint shift = x_dots % 8;

  g_return_if_fail (x_dots + from->width_dots <= to->width_dots);
  g_return_if_fail (y_dots + from->height_dots <= to->height_dots);
  for (guint y = 0; y < from->height_dots; y++)
    {
      const guint8 *in = from->bits + y * from->stride_bytes;
      guint8 *out = to->bits + (y_dots + y) * to->stride_bytes + x_dots / 8;

      for (gsize i = 0; i < from->stride_bytes; i++)
        {
          guint8 carry = (guint8) (in[i] << (8 - shift));
          out[i] |= (guint8) (in[i] >> shift);
          if (carry != 0)
            out[i + 1] |= carry;
        }
    }
}

/* The bytes of eight dots, in memory from left to right. */
static inline guint64
suima_raster_spread (guint8 dots)
{
  /* Dot i from the left to bit 0 of byte i: the factor shifts by 9 i, so that nothing meets. */
  guint64 black = ((dots * G_GUINT64_CONSTANT (0x8040201008040201)) >> 7) &
                  G_GUINT64_CONSTANT (0x0101010101010101);

  return GUINT64_TO_LE (~(black * 0xFF));
}

/* White on both sides of the row. */
static guint
suima_raster_row_byte (const SuimaRaster *raster, const guint8 *row, gssize i)
{
  return i >= 0 && i < (gssize)raster->stride_bytes ? row[i] : 0;
}

static void
suima_raster_shift_row (const SuimaRaster *raster, const guint8 *from, guint8 *to, gssize right)
{
  gssize bytes = right >= 0 ? right / 8 : -((7 - right) / 8); /* rounded down */
  guint bits = (guint)(right - bytes * 8);

  for (gssize i = 0; i < (gssize)raster->stride_bytes; i++)
    to[i] = (guint8)((suima_raster_row_byte (raster, from, i - bytes - 1) << 8 |
                      suima_raster_row_byte (raster, from, i - bytes)) >>
                     bits);
  if (raster->width_dots % 8 != 0)
    to[raster->stride_bytes - 1] &= (guint8)(0xFF00u >> (raster->width_dots % 8));
}

SuimaRaster *
suima_raster_shift (const SuimaRaster *raster, int right_dots, int down_dots)
{
  SuimaRaster *moved = suima_raster_new (raster->width_dots, raster->height_dots, raster->dpi);

  for (gssize y = 0; y < (gssize)raster->height_dots; y++)
    if (y - down_dots >= 0 && y - down_dots < (gssize)raster->height_dots)
      suima_raster_shift_row (raster, raster->bits + (gsize)(y - down_dots) * raster->stride_bytes,
                              moved->bits + (gsize)y * raster->stride_bytes, right_dots);
  return moved;
}

void
suima_raster_turn (SuimaRaster *raster)
{
  g_autoptr (SuimaRaster) before = suima_raster_copy (raster);

  memset (raster->bits, 0, raster->stride_bytes * raster->height_dots);
  for (guint y = 0; y < raster->height_dots; y++)
    for (guint x = 0; x < raster->width_dots; x++)
      if (suima_raster_get (before, x, y))
        suima_raster_set_black (raster, raster->width_dots - 1 - x, raster->height_dots - 1 - y);
}

guint8 *
suima_raster_to_luma (const SuimaRaster *raster)
{
  guint8 *luma = g_malloc ((gsize) raster->width_dots * raster->height_dots);
  guint8 *out = luma;

  for (guint y = 0; y < raster->height_dots; y++)
    {
      const guint8 *row = raster->bits + y * raster->stride_bytes;
      for (guint x = 0; x < raster->width_dots; x += 8)
        {
          guint64 eight = suima_raster_spread (row[x / 8]);
          guint n = MIN (raster->width_dots - x, 8u);
          memcpy (out, &eight, n);
          out += n;
        }
    }
  return luma;
}

static double
suima_raster_dots_per_mm (guint dpi)
{
  return dpi == 203 ? 8.0 : dpi / 25.4;
}

/* @n_dots dots of @row from @left on; the padding behind them is white. */
static void
suima_raster_copy_row (
    guint8 *out, guint n_dots, const guint8 *row, gsize row_bytes, guint left)
{
  guint shift = left % 8;
  gsize n_bytes = (n_dots + 7) / 8;

  for (gsize i = 0; i < n_bytes; i++)
    {
      gsize at = left / 8 + i;
      guint two = (guint) row[at] << 8 | (at + 1 < row_bytes ? row[at + 1] : 0);
      out[i] = (guint8) (two << shift >> 8);
    }
  out[n_bytes - 1] &= (guint8) (0xFF00u >> ((n_dots - 1) % 8 + 1));
}

SuimaRaster *
suima_raster_crop_mm (const SuimaRaster *raster,
                      double x_mm,
                      double y_mm,
                      double width_mm,
                      double height_mm)
{
  double dots_per_mm = suima_raster_dots_per_mm (raster->dpi);
  guint left = MIN ((guint) (x_mm * dots_per_mm), raster->width_dots - 1);
  guint top = MIN ((guint) (y_mm * dots_per_mm), raster->height_dots - 1);
  guint right = MIN ((guint) ceil ((x_mm + width_mm) * dots_per_mm), raster->width_dots);
  guint bottom = MIN ((guint) ceil ((y_mm + height_mm) * dots_per_mm), raster->height_dots);
  SuimaRaster *part = suima_raster_new (MAX (right, left + 1) - left, MAX (bottom, top + 1) - top,
                                        raster->dpi);

  for (guint y = 0; y < part->height_dots; y++)
    suima_raster_copy_row (part->bits + y * part->stride_bytes, part->width_dots,
                           raster->bits + (top + y) * raster->stride_bytes, raster->stride_bytes,
                           left);
  return part;
}

guint
suima_mm_to_dots (double mm, guint dpi)
{
  return (guint) lround (mm * suima_raster_dots_per_mm (dpi));
}
