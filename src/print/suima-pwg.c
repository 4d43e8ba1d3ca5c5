// SPDX-License-Identifier: Apache-2.0
#include "suima-pwg.h"

#include "suima-error.h"

#include <cups/raster.h>
#include <math.h>
#include <string.h>

/* PWG 5102.4, 4 */
#define SUIMA_PWG_SYNC "RaS2"
#define SUIMA_PWG_SYNC_BYTES 4
#define SUIMA_PWG_HEADER_BYTES 1796
#define SUIMA_PWG_MAX_RUN 128u
#define SUIMA_PWG_MAX_REPEATS 256u

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
  header->PageSize[0] = (unsigned)lround (width_mm * 72 / 25.4);
  header->PageSize[1] = (unsigned)lround (height_mm * 72 / 25.4);
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

/* The numbers of a header are big-endian. */
static void
suima_pwg_append_header (GByteArray *document, const SuimaRaster *raster, guint n_pages)
{
  cups_page_header2_t header;
  guint32 *numbers = (guint32 *)&header.AdvanceDistance;
  gsize n_numbers = (G_STRUCT_OFFSET (cups_page_header2_t, cupsString) -
                     G_STRUCT_OFFSET (cups_page_header2_t, AdvanceDistance)) /
                    sizeof *numbers;

  G_STATIC_ASSERT (sizeof header == SUIMA_PWG_HEADER_BYTES);
  suima_pwg_fill_header (&header, raster, n_pages);
  for (gsize i = 0; i < n_numbers; i++)
    numbers[i] = GUINT32_TO_BE (numbers[i]);
  g_byte_array_append (document, (const guint8 *)&header, sizeof header);
}

/* "n - 1, grey" for n equal dots, 1 to 128 of them. */
static inline guint8 *
suima_pwg_write_run (guint8 *out, guint8 luma, guint n_dots)
{
  for (; G_UNLIKELY (n_dots > SUIMA_PWG_MAX_RUN); n_dots -= SUIMA_PWG_MAX_RUN)
    {
      *out++ = SUIMA_PWG_MAX_RUN - 1;
      *out++ = luma;
    }
  *out++ = (guint8)(n_dots - 1);
  *out++ = luma;
  return out;
}

/* The next 64 dots, the leftmost at the top, white behind the end of the row. */
static guint64
suima_pwg_load_dots (const guint8 *row, gsize left_bytes)
{
  guint64 dots = 0;

  memcpy (&dots, row, MIN (left_bytes, sizeof dots));
  return GUINT64_FROM_BE (dots);
}

/* One line as runs: the format's other code, for dots that all differ, saves nothing on a label.
 * A set bit of `changes` is a dot of another colour than the one before it. Returns: the end of
 * what it wrote. */
static guint8 *
suima_pwg_write_line (guint8 *out, const guint8 *row, guint width_dots)
{
  gsize stride_bytes = (width_dots + 7) / 8;
  guint64 last = row[0] >> 7;
  guint8 luma = last ? 0 : 255;
  guint begin = 0;

  for (guint x = 0; x < width_dots; x += 64)
    {
      guint64 dots = suima_pwg_load_dots (row + x / 8, stride_bytes - x / 8);
      guint64 changes = dots ^ (dots >> 1 | last << 63);

      last = dots & 1;
      while (changes != 0)
        {
          guint shift = (guint)__builtin_clzll (changes);
          changes ^= G_GUINT64_CONSTANT (1) << 63 >> shift;
          if (x + shift >= width_dots)
            break;
          out = suima_pwg_write_run (out, luma, x + shift - begin);
          begin = x + shift;
          luma = (guint8)~luma;
        }
    }
  return suima_pwg_write_run (out, luma, width_dots - begin);
}

/* Each different line once, behind the number of its repeats. */
static void
suima_pwg_append_page (GByteArray *document, const SuimaRaster *raster)
{
  g_autofree guint8 *line = g_malloc (1 + 2 * (gsize)raster->width_dots);
  gsize stride_bytes = raster->stride_bytes;

  for (guint y = 0; y < raster->height_dots;)
    {
      const guint8 *row = raster->bits + y * stride_bytes;
      guint n_most = MIN (raster->height_dots - y, SUIMA_PWG_MAX_REPEATS);
      guint n_same = 1;
      const guint8 *end;

      while (n_same < n_most && memcmp (row, row + n_same * stride_bytes, stride_bytes) == 0)
        n_same++;
      line[0] = (guint8)(n_same - 1);
      end = suima_pwg_write_line (line + 1, row, raster->width_dots);
      g_byte_array_append (document, line, (guint)(end - line));
      y += n_same;
    }
}

GBytes *
suima_pwg_encode (GPtrArray *rasters)
{
  GByteArray *document =
      g_byte_array_sized_new (SUIMA_PWG_SYNC_BYTES + rasters->len * 2 * SUIMA_PWG_HEADER_BYTES);

  g_byte_array_append (document, (const guint8 *)SUIMA_PWG_SYNC, SUIMA_PWG_SYNC_BYTES);
  for (guint i = 0; i < rasters->len; i++)
    {
      suima_pwg_append_header (document, g_ptr_array_index (rasters, i), rasters->len);
      suima_pwg_append_page (document, g_ptr_array_index (rasters, i));
    }
  return g_byte_array_free_to_bytes (document);
}

/* A place in the document. */
typedef struct
{
  const guint8 *bytes;
  gsize left_bytes;
} SuimaPwgInput;

static ssize_t
suima_pwg_read_cb (void *user_data, unsigned char *bytes, size_t size_bytes)
{
  SuimaPwgInput *input = user_data;
  gsize taken = MIN (size_bytes, input->left_bytes);

  memcpy (bytes, input->bytes, taken);
  input->bytes += taken;
  input->left_bytes -= taken;
  return (ssize_t)taken;
}

/* Black is 0 in 8-bit sGray and 1 in 1-bit black. */
static gboolean
suima_pwg_dot_is_black (const cups_page_header2_t *header, const guint8 *line, guint x)
{
  if (header->cupsBitsPerPixel == 8)
    return header->cupsColorSpace == CUPS_CSPACE_K ? line[x] >= 128 : line[x] < 128;
  return (line[x / 8] >> (7 - x % 8)) & 1;
}

static SuimaRaster *
suima_pwg_read_page (cups_raster_t *in, const cups_page_header2_t *header, GError **error)
{
  g_autoptr (SuimaRaster) raster = NULL;
  g_autofree guint8 *line = NULL;

  if (header->cupsWidth < 1 || header->cupsWidth > 20000 || header->cupsHeight < 1 ||
      header->cupsHeight > 20000 ||
      (header->cupsBitsPerPixel != 8 && header->cupsBitsPerPixel != 1) ||
      header->cupsBytesPerLine != (header->cupsWidth * header->cupsBitsPerPixel + 7) / 8)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "a page of %u x %u dots with %u bits is not a label", header->cupsWidth,
                   header->cupsHeight, header->cupsBitsPerPixel);
      return NULL;
    }
  raster = suima_raster_new (header->cupsWidth, header->cupsHeight, header->HWResolution[0]);
  line = g_malloc (header->cupsBytesPerLine);
  for (guint y = 0; y < raster->height_dots; y++)
    {
      if (cupsRasterReadPixels (in, line, header->cupsBytesPerLine) != header->cupsBytesPerLine)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the page ends at line %u", y);
          return NULL;
        }
      for (guint x = 0; x < raster->width_dots; x++)
        if (suima_pwg_dot_is_black (header, line, x))
          suima_raster_set_black (raster, x, y);
    }
  return g_steal_pointer (&raster);
}

GPtrArray *
suima_pwg_decode (GBytes *document, GError **error)
{
  g_autoptr (GPtrArray) rasters =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  SuimaPwgInput input = { g_bytes_get_data (document, NULL), g_bytes_get_size (document) };
  cups_raster_t *in = cupsRasterOpenIO (suima_pwg_read_cb, &input, CUPS_RASTER_READ);
  cups_page_header2_t header;
  gboolean is_read = in != NULL;

  while (is_read && cupsRasterReadHeader2 (in, &header))
    {
      SuimaRaster *raster = suima_pwg_read_page (in, &header, error);
      is_read = raster != NULL;
      if (is_read)
        g_ptr_array_add (rasters, raster);
    }
  if (in != NULL)
    cupsRasterClose (in);
  if (is_read && rasters->len > 0)
    return g_steal_pointer (&rasters);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "no page of PWG raster in it");
  return NULL;
}
