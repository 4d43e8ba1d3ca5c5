// SPDX-License-Identifier: Apache-2.0
#include "suima-zpl.h"

#include <string.h>

#define SUIMA_ZPL_MAX_RUN 419 /* "zY": 400 + 19 */

/* Where the row is 0 or F to its end: one digit alone says so. */
static const char *
suima_zpl_find_tail (const char *digits)
{
  const char *tail = digits + strlen (digits);
  char last = tail[-1];

  if (last == '0' || last == 'F')
    while (tail > digits && tail[-1] == last)
      tail--;
  return tail;
}

/* G to Y stand for 1 to 19 of the digit behind them, g to z for 20 to 400. */
static void
suima_zpl_append_run (GString *out, char digit, guint count)
{
  for (; count > SUIMA_ZPL_MAX_RUN; count -= SUIMA_ZPL_MAX_RUN)
    g_string_append_printf (out, "zY%c", digit);
  if (count >= 20)
    g_string_append_c (out, (char)('g' + count / 20 - 1));
  if (count % 20 > 1 || (count >= 20 && count % 20 == 1))
    g_string_append_c (out, (char)('G' + count % 20 - 1));
  g_string_append_c (out, digit);
}

static void
suima_zpl_append_digits (GString *out, const char *digits)
{
  const char *tail = suima_zpl_find_tail (digits);

  while (digits < tail)
    {
      guint run = 1;

      while (digits[run] == *digits)
        run++;
      suima_zpl_append_run (out, *digits, run);
      digits += run;
    }
  if (*tail != '\0')
    g_string_append_c (out, *tail == '0' ? ',' : '!');
}

/* ":" is the row above once more. */
static void
suima_zpl_append_dots (GString *out, const SuimaRaster *raster)
{
  static const char hex[] = "0123456789ABCDEF";
  g_autofree char *digits = g_malloc0 (raster->stride_bytes * 2 + 1);

  for (guint y = 0; y < raster->height_dots; y++)
    {
      const guint8 *row = raster->bits + y * raster->stride_bytes;

      if (y > 0 && memcmp (row, row - raster->stride_bytes, raster->stride_bytes) == 0)
        {
          g_string_append_c (out, ':');
          continue;
        }
      for (gsize i = 0; i < raster->stride_bytes; i++)
        {
          digits[2 * i] = hex[row[i] >> 4];
          digits[2 * i + 1] = hex[row[i] & 15];
        }
      suima_zpl_append_digits (out, digits);
    }
}

static void
suima_zpl_append_label (GString *out, const SuimaRaster *raster, const SuimaPrinterSetup *setup)
{
  static const char trackings[] = {
    [SUIMA_TRACKING_GAP] = 'Y',
    [SUIMA_TRACKING_MARK] = 'M',
    [SUIMA_TRACKING_CONTINUOUS] = 'N',
  };
  gsize total_bytes = raster->stride_bytes * raster->height_dots;

  g_string_append_printf (out, "^XA^MN%c^PO%c^PW%u^LL%u^LH0,0", trackings[setup->tracking],
                          setup->is_turned ? 'I' : 'N', raster->width_dots, raster->height_dots);
  if (setup->speed > 0)
    g_string_append_printf (out, "^PR%d", setup->speed);
  g_string_append_printf (out,
                          "^FO0,0^GFA,%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT ",",
                          total_bytes, total_bytes, raster->stride_bytes);
  suima_zpl_append_dots (out, raster);
  g_string_append (out, "^FS^PQ1^XZ\n");
}

GBytes *
suima_zpl_encode_parts (GPtrArray *rasters, const SuimaPrinterSetup *setup, GArray *ends)
{
  GString *out = g_string_new (NULL);

  /* Absolute, unlike ^MD, which adds to what was set by hand. */
  if (setup->darkness >= 0)
    g_string_append_printf (out, "~SD%02d\n", setup->darkness);
  for (guint i = 0; i < rasters->len; i++)
    {
      gsize end;

      suima_zpl_append_label (out, g_ptr_array_index (rasters, i), setup);
      end = out->len;
      if (ends != NULL)
        g_array_append_val (ends, end);
    }
  return g_string_free_to_bytes (out);
}

GBytes *
suima_zpl_encode (GPtrArray *rasters, const SuimaPrinterSetup *setup)
{
  return suima_zpl_encode_parts (rasters, setup, NULL);
}
