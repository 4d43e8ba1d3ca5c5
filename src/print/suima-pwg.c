// SPDX-License-Identifier: Apache-2.0
#include "suima-pwg.h"

#include <cups/raster.h>
#include <math.h>
#include <string.h>

/* "custom_40x30mm_40x30mm", PWG 5101.1 */
static void
suima_pwg_name_size (char *name, gsize size_bytes, double width_mm, double height_mm)
{
  char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (width, sizeof width, "%.4g", width_mm);
  g_ascii_formatd (height, sizeof height, "%.4g", height_mm);
  g_snprintf (name, size_bytes, "custom_%sx%smm_%sx%smm", width, height, width, height);
}

/* Filled by ourselves: cupsRasterInitPWGHeader() computes 319 x 239 dots for 40 x 30 mm at 203
 * dpi, where the head has 320 x 240. */
static void
suima_pwg_fill_header (cups_page_header2_t *header, const SuimaRaster *raster, guint n_pages)
{
  double dots_per_mm = suima_mm_to_dots (1000, raster->dpi) / 1000.0;
  double width_mm = round (raster->width_dots / dots_per_mm * 10) / 10;
  double height_mm = round (raster->height_dots / dots_per_mm * 10) / 10;

  memset (header, 0, sizeof *header);
  g_strlcpy (header->MediaClass, "PwgRaster", sizeof header->MediaClass);
  header->HWResolution[0] = header->HWResolution[1] = raster->dpi;
  header->NumCopies = 1;
  header->PageSize[0] = (unsigned) lround (width_mm * 72 / 25.4);
  header->PageSize[1] = (unsigned) lround (height_mm * 72 / 25.4);
  header->cupsPageSize[0] = (float) (width_mm * 72 / 25.4);
  header->cupsPageSize[1] = (float) (height_mm * 72 / 25.4);
  header->cupsWidth = raster->width_dots;
  header->cupsHeight = raster->height_dots;
  header->cupsBitsPerColor = header->cupsBitsPerPixel = 8;
  header->cupsBytesPerLine = raster->width_dots;
  header->cupsColorOrder = CUPS_ORDER_CHUNKED;
  header->cupsColorSpace = CUPS_CSPACE_SW;
  header->cupsNumColors = 1;
  header->cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = n_pages;
  header->cupsInteger[CUPS_RASTER_PWG_CrossFeedTransform] = 1;
  header->cupsInteger[CUPS_RASTER_PWG_FeedTransform] = 1;
  header->cupsInteger[CUPS_RASTER_PWG_AlternatePrimary] = 0xFFFFFF;
  suima_pwg_name_size (header->cupsPageSizeName, sizeof header->cupsPageSizeName, width_mm,
                       height_mm);
}

static ssize_t
suima_pwg_write_cb (void *document, unsigned char *bytes, size_t size_bytes)
{
  g_byte_array_append (document, bytes, (guint) size_bytes);
  return (ssize_t) size_bytes;
}

GBytes *
suima_pwg_encode (GPtrArray *rasters)
{
  GByteArray *document = g_byte_array_new ();
  cups_raster_t *out = cupsRasterOpenIO (suima_pwg_write_cb, document, CUPS_RASTER_WRITE_PWG);

  for (guint i = 0; i < rasters->len; i++)
    {
      const SuimaRaster *raster = g_ptr_array_index (rasters, i);
      g_autofree guint8 *luma = suima_raster_to_luma (raster);
      cups_page_header2_t header;

      suima_pwg_fill_header (&header, raster, rasters->len);
      cupsRasterWriteHeader2 (out, &header);
      cupsRasterWritePixels (out, luma, raster->width_dots * raster->height_dots);
    }
  cupsRasterClose (out);
  return g_byte_array_free_to_bytes (document);
}
