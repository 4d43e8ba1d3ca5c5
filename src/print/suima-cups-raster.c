// SPDX-License-Identifier: Apache-2.0
#include "suima-cups-raster.h"

#include <cups/raster.h>
#include <math.h>
#include <string.h>

#define SUIMA_CUPS_RASTER_TOP_AS_SET 200
#define SUIMA_CUPS_RASTER_TEAR_OFF_AS_SET 1000
#define SUIMA_CUPS_RASTER_MAX_DARKNESS 30

/* In percent, the least that is not below @darkness once a driver has counted it back. */
static unsigned
suima_cups_raster_get_darkness (const SuimaPrinterSetup *setup)
{
  int darkness = MIN (setup->darkness, SUIMA_CUPS_RASTER_MAX_DARKNESS);

  if (darkness < 0)
    return 0; /* as the printer is set */
  return MAX ((unsigned)(darkness * 100 + SUIMA_CUPS_RASTER_MAX_DARKNESS - 1) /
                  SUIMA_CUPS_RASTER_MAX_DARKNESS,
              1);
}

/* The page is counted from the dots: points are too coarse, 113 x 85 of them are 318 x 239 dots of
 * a label of 320 x 240. */
static void
suima_cups_raster_fill_header (cups_page_header2_t *header,
                               const SuimaRaster *raster,
                               const SuimaPrinterSetup *setup)
{
  double dots_per_mm = suima_mm_to_dots (1000, raster->dpi) / 1000.0;
  double width_points = raster->width_dots / dots_per_mm * 72 / 25.4;
  double height_points = raster->height_dots / dots_per_mm * 72 / 25.4;

  memset (header, 0, sizeof *header);
  header->HWResolution[0] = header->HWResolution[1] = raster->dpi;
  header->NumCopies = 1;
  header->PageSize[0] = header->ImagingBoundingBox[2] = (unsigned)lround (width_points);
  header->PageSize[1] = header->ImagingBoundingBox[3] = (unsigned)lround (height_points);
  header->cupsPageSize[0] = header->cupsImagingBBox[2] = (float)width_points;
  header->cupsPageSize[1] = header->cupsImagingBBox[3] = (float)height_points;
  header->cupsWidth = raster->width_dots;
  header->cupsHeight = raster->height_dots;
  header->cupsBitsPerColor = header->cupsBitsPerPixel = 1;
  header->cupsBytesPerLine = (unsigned)raster->stride_bytes;
  header->cupsColorOrder = CUPS_ORDER_CHUNKED;
  header->cupsColorSpace = CUPS_CSPACE_K;
  header->cupsNumColors = 1;
  header->cupsCompression = suima_cups_raster_get_darkness (setup);
  header->cupsRowStep = SUIMA_CUPS_RASTER_TOP_AS_SET;
  header->AdvanceDistance = SUIMA_CUPS_RASTER_TEAR_OFF_AS_SET;
}

static ssize_t
suima_cups_raster_write_cb (void *document, unsigned char *bytes, size_t size_bytes)
{
  g_byte_array_append (document, bytes, (guint)size_bytes);
  return (ssize_t)size_bytes;
}

GBytes *
suima_cups_raster_encode (GPtrArray *rasters, const SuimaPrinterSetup *setup)
{
  GByteArray *document = g_byte_array_new ();
  cups_raster_t *out = cupsRasterOpenIO (suima_cups_raster_write_cb, document, CUPS_RASTER_WRITE);

  for (guint i = 0; i < rasters->len; i++)
    {
      const SuimaRaster *raster = g_ptr_array_index (rasters, i);
      cups_page_header2_t header;

      suima_cups_raster_fill_header (&header, raster, setup);
      cupsRasterWriteHeader2 (out, &header);
      cupsRasterWritePixels (out, raster->bits,
                             (unsigned)(raster->stride_bytes * raster->height_dots));
    }
  cupsRasterClose (out);
  return g_byte_array_free_to_bytes (document);
}
