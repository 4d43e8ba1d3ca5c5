// SPDX-License-Identifier: Apache-2.0
#include "suima-logo.h"

#include "suima-error.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

/* PNG, 5.2 and 11.2.2: signature, then the IHDR chunk of 13 bytes: width, height. */
#define SUIMA_LOGO_HEADER_BYTES 24u
#define SUIMA_LOGO_THRESHOLD 128.0

static gboolean
suima_logo_refuse (GError **error, const char *what)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "%s: use a PNG of at most %u x %u pixels and %d KB", what, 2000u, 2000u,
               SUIMA_LOGO_MAX_BYTES / 1024);
  return FALSE;
}

static guint32
suima_logo_read_word (const guint8 *bytes)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_BE (word);
}

static gboolean
suima_logo_check_header (GBytes *png, GError **error)
{
  static const guint8 start[] = "\211PNG\r\n\032\n\0\0\0\rIHDR";
  gsize size_bytes;
  const guint8 *bytes = g_bytes_get_data (png, &size_bytes);
  guint32 width_px, height_px;

  if (size_bytes < SUIMA_LOGO_HEADER_BYTES || memcmp (bytes, start, 16) != 0)
    return suima_logo_refuse (error, "the picture is no PNG file");
  if (size_bytes > SUIMA_LOGO_MAX_BYTES)
    return suima_logo_refuse (error, "the picture's file is too large");
  width_px = suima_logo_read_word (bytes + 16);
  height_px = suima_logo_read_word (bytes + 20);
  if (width_px == 0 || height_px == 0 || width_px > SUIMA_LOGO_MAX_SIDE_PX ||
      height_px > SUIMA_LOGO_MAX_SIDE_PX || width_px * height_px > SUIMA_LOGO_MAX_PIXELS)
    return suima_logo_refuse (error, "the picture has too many pixels");
  return TRUE;
}

typedef struct
{
  const guint8 *bytes;
  gsize left_bytes;
} SuimaLogoStream;

static cairo_status_t
suima_logo_read_cb (void *user_data, unsigned char *data, unsigned int size_bytes)
{
  SuimaLogoStream *stream = user_data;

  if (size_bytes > stream->left_bytes)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, stream->bytes, size_bytes);
  stream->bytes += size_bytes;
  stream->left_bytes -= size_bytes;
  return CAIRO_STATUS_SUCCESS;
}

/* Whatever the file holds, on white, 4 bytes a pixel. */
static cairo_surface_t *
suima_logo_decode (GBytes *png, GError **error)
{
  SuimaLogoStream stream = { 0 };
  cairo_surface_t *picture, *flat;
  cairo_t *cr;

  stream.bytes = g_bytes_get_data (png, &stream.left_bytes);
  picture = cairo_image_surface_create_from_png_stream (suima_logo_read_cb, &stream);
  if (cairo_surface_status (picture) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (picture);
      suima_logo_refuse (error, "the picture's file is damaged");
      return NULL;
    }
  flat = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cairo_image_surface_get_width (picture),
                                     cairo_image_surface_get_height (picture));
  cr = cairo_create (flat);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (picture);
  cairo_surface_flush (flat);
  return flat;
}

/* Rec. 601. */
static double
suima_logo_get_luma (cairo_surface_t *picture, int x, int y)
{
  const guint8 *rows = cairo_image_surface_get_data (picture);
  guint32 pixel;

  memcpy (&pixel, rows + (gsize)y * (gsize)cairo_image_surface_get_stride (picture) + (gsize)x * 4,
          sizeof pixel);
  return 0.299 * (pixel >> 16 & 255) + 0.587 * (pixel >> 8 & 255) + 0.114 * (pixel & 255);
}

/* The mean over the pixels that a dot covers, those at its edge by their part. */
static double
suima_logo_get_mean (cairo_surface_t *picture, const double left_top[2], double side)
{
  double right = MIN (left_top[0] + side, cairo_image_surface_get_width (picture));
  double bottom = MIN (left_top[1] + side, cairo_image_surface_get_height (picture));
  double sum = 0, area = 0;

  for (int y = (int)left_top[1]; y < bottom; y++)
    for (int x = (int)left_top[0]; x < right; x++)
      {
        double part = (MIN (x + 1, right) - MAX (x, left_top[0])) *
                      (MIN (y + 1, bottom) - MAX (y, left_top[1]));
        sum += part * suima_logo_get_luma (picture, x, y);
        area += part;
      }
  return area > 0 ? sum / area : 255;
}

SuimaRaster *
suima_logo_draw (GBytes *png, guint width_dots, guint height_dots, guint dpi, GError **error)
{
  cairo_surface_t *picture =
      suima_logo_check_header (png, error) ? suima_logo_decode (png, error) : NULL;
  SuimaRaster *raster;
  double width_px, height_px, side;
  guint columns, rows, left, top;

  if (picture == NULL)
    return NULL;
  raster = suima_raster_new (width_dots, height_dots, dpi);
  width_px = cairo_image_surface_get_width (picture);
  height_px = cairo_image_surface_get_height (picture);
  side = MAX (width_px / width_dots, height_px / height_dots);
  columns = MIN ((guint)ceil (width_px / side - 1e-6), width_dots);
  rows = MIN ((guint)ceil (height_px / side - 1e-6), height_dots);
  left = (width_dots - columns) / 2;
  top = (height_dots - rows) / 2;
  for (guint y = 0; y < rows; y++)
    for (guint x = 0; x < columns; x++)
      if (suima_logo_get_mean (picture, (double[]){ x * side, y * side }, side) <
          SUIMA_LOGO_THRESHOLD)
        suima_raster_set_black (raster, left + x, top + y);
  cairo_surface_destroy (picture);
  return raster;
}
