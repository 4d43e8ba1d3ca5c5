// SPDX-License-Identifier: Apache-2.0
#include "suima-tspl.h"

#include <math.h>
#include <string.h>

#define SUIMA_TSPL_MAX_DENSITY 15

static void
suima_tspl_append_text (GByteArray *out, const char *text)
{
  g_byte_array_append (out, (const guint8 *)text, (guint)strlen (text));
}

static void G_GNUC_PRINTF (2, 3) suima_tspl_append (GByteArray *out, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  suima_tspl_append_text (out, text);
}

/* "SIZE 40 mm,30.5 mm", with a point in every locale. */
static void
suima_tspl_append_lengths (GByteArray *out, const char *command, double first_mm, double second_mm)
{
  char first[G_ASCII_DTOSTR_BUF_SIZE], second[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (first, sizeof first, "%.4g", first_mm);
  g_ascii_formatd (second, sizeof second, "%.4g", second_mm);
  suima_tspl_append (out, "%s %s mm,%s mm\r\n", command, first, second);
}

static void
suima_tspl_append_head (GByteArray *out, const SuimaRaster *raster, const SuimaPrinterSetup *setup)
{
  double dots_per_mm = suima_mm_to_dots (1000, raster->dpi) / 1000.0;
  gboolean is_continuous = setup->tracking == SUIMA_TRACKING_CONTINUOUS;

  suima_tspl_append_lengths (out, "SIZE", round (raster->width_dots / dots_per_mm * 10) / 10,
                             round (raster->height_dots / dots_per_mm * 10) / 10);
  suima_tspl_append_lengths (out, setup->tracking == SUIMA_TRACKING_MARK ? "BLINE" : "GAP",
                             is_continuous ? 0 : setup->gap_mm, 0);
  suima_tspl_append (out, "DIRECTION %d\r\nREFERENCE 0,0\r\n", setup->is_turned ? 1 : 0);
  if (setup->darkness >= 0)
    suima_tspl_append (out, "DENSITY %d\r\n", MIN (setup->darkness, SUIMA_TSPL_MAX_DENSITY));
  if (setup->speed > 0)
    suima_tspl_append (out, "SPEED %d\r\n", setup->speed);
}

static void
suima_tspl_append_label (GByteArray *out, const SuimaRaster *raster)
{
  gsize size_bytes = raster->stride_bytes * raster->height_dots;
  guint start;

  suima_tspl_append (out, "CLS\r\nBITMAP 0,0,%" G_GSIZE_FORMAT ",%u,0,", raster->stride_bytes,
                     raster->height_dots);
  start = out->len;
  g_byte_array_append (out, raster->bits, (guint)size_bytes);
  for (guint8 *byte = out->data + start; byte < out->data + out->len; byte++)
    *byte = (guint8) ~*byte;
  suima_tspl_append_text (out, "\r\nPRINT 1,1\r\n");
}

GBytes *
suima_tspl_encode_parts (GPtrArray *rasters, const SuimaPrinterSetup *setup, GArray *ends)
{
  GByteArray *out = g_byte_array_new ();

  if (rasters->len > 0)
    suima_tspl_append_head (out, g_ptr_array_index (rasters, 0), setup);
  for (guint i = 0; i < rasters->len; i++)
    {
      gsize end;

      suima_tspl_append_label (out, g_ptr_array_index (rasters, i));
      end = out->len;
      if (ends != NULL)
        g_array_append_val (ends, end);
    }
  return g_byte_array_free_to_bytes (out);
}

GBytes *
suima_tspl_encode (GPtrArray *rasters, const SuimaPrinterSetup *setup)
{
  return suima_tspl_encode_parts (rasters, setup, NULL);
}
