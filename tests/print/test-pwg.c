// SPDX-License-Identifier: Apache-2.0
#include "samples.h"
#include "suima-decode.h"
#include "suima-error.h"
#include "suima-pwg.h"
#include "suima-render.h"

#include <cups/raster.h>
#include <string.h>

typedef struct
{
  GBytes *document;
  gsize at;
} Reader;

static ssize_t
read_cb (void *data, unsigned char *buffer, size_t size_bytes)
{
  Reader *reader = data;
  gsize total_bytes;
  const guint8 *bytes = g_bytes_get_data (reader->document, &total_bytes);
  gsize n = MIN (size_bytes, total_bytes - reader->at);

  memcpy (buffer, bytes + reader->at, n);
  reader->at += n;
  return (ssize_t)n;
}

static GPtrArray *
draw_samples (const char *template_id, guint dpi)
{
  SuimaBatch *(*const makers[]) (void) = { sample_fruit, sample_meat, sample_produce };
  g_autoptr (SuimaTemplate) template = sample_template (template_id);
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);
  GPtrArray *rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (SuimaBatch) batch = makers[i]();
      g_autoptr (SuimaLabel) label = sample_label (template, batch);
      g_autoptr (GError) error = NULL;
      SuimaRaster *raster = suima_renderer_draw (renderer, label, &error);
      g_assert_no_error (error);
      g_ptr_array_add (rasters, raster);
    }
  return rasters;
}

static void
check_header (const cups_page_header2_t *header, const SuimaRaster *raster, guint n_pages)
{
  g_assert_cmpstr (header->MediaClass, ==, "PwgRaster");
  g_assert_cmpuint (header->cupsWidth, ==, raster->width_dots);
  g_assert_cmpuint (header->cupsHeight, ==, raster->height_dots);
  g_assert_cmpuint (header->HWResolution[0], ==, raster->dpi);
  g_assert_cmpuint (header->HWResolution[1], ==, raster->dpi);
  g_assert_cmpuint (header->NumCopies, ==, 1);
  g_assert_cmpuint (header->cupsBitsPerPixel, ==, 8);
  g_assert_cmpuint (header->cupsColorSpace, ==, CUPS_CSPACE_SW);
  g_assert_cmpuint (header->cupsInteger[CUPS_RASTER_PWG_TotalPageCount], ==, n_pages);
}

/* What libcups reads back is what was drawn, dot by dot, and a scanner reads that. */
static void
check_round_trip (const char *template_id, guint dpi)
{
  g_autoptr (SuimaTemplate) template = sample_template (template_id);
  guint n_codes = suima_template_get_qr (template) != NULL ? 1 : 0;
  g_autoptr (GPtrArray) rasters = draw_samples (template_id, dpi);
  g_autoptr (GBytes) document = suima_pwg_encode (rasters);
  Reader reader = { document, 0 };
  cups_raster_t *in = cupsRasterOpenIO (read_cb, &reader, CUPS_RASTER_READ);
  cups_page_header2_t header;

  for (guint i = 0; i < rasters->len; i++)
    {
      const SuimaRaster *raster = g_ptr_array_index (rasters, i);
      guint size_bytes = raster->width_dots * raster->height_dots;
      g_autofree guint8 *luma = suima_raster_to_luma (raster);
      g_autofree guint8 *got = g_malloc (size_bytes);
      g_autoptr (GPtrArray) texts = NULL;

      g_assert_true (cupsRasterReadHeader2 (in, &header));
      check_header (&header, raster, rasters->len);
      g_assert_cmpuint (cupsRasterReadPixels (in, got, size_bytes), ==, size_bytes);
      g_assert_cmpmem (got, size_bytes, luma, size_bytes);
      texts = suima_decode_luma (got, raster->width_dots, raster->height_dots, raster->width_dots);
      g_assert_cmpuint (texts->len, ==, n_codes);
    }
  g_assert_false (cupsRasterReadHeader2 (in, &header));
  g_assert_cmpuint (reader.at, ==, g_bytes_get_size (document));
  cupsRasterClose (in);
}

static void
test_pwg_round_trip (void)
{
  for (const char *const *id = sample_template_ids (); *id != NULL; id++)
    {
      check_round_trip (*id, 203);
      check_round_trip (*id, 300);
    }
}

static void
test_pwg_decode (void)
{
  g_autoptr (GPtrArray) rasters = draw_samples ("50x30", 203);
  g_autoptr (GBytes) document = suima_pwg_encode (rasters);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (document, 0, g_bytes_get_size (document) / 2);
  g_autoptr (GBytes) wide = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("RaS2 is not enough", 18);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) got = suima_pwg_decode (document, &error);
  guint8 *damaged = g_memdup2 (g_bytes_get_data (document, NULL), g_bytes_get_size (document));

  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, rasters->len);
  for (guint i = 0; i < got->len; i++)
    {
      const SuimaRaster *in = g_ptr_array_index (rasters, i);
      const SuimaRaster *out = g_ptr_array_index (got, i);
      g_assert_cmpuint (out->dpi, ==, 203);
      g_assert_cmpmem (out->bits, out->height_dots * out->stride_bytes, in->bits,
                       in->height_dots * in->stride_bytes);
    }
  g_assert_null (suima_pwg_decode (half, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (suima_pwg_decode (text, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  /* A line of 2 GB, by cupsBytesPerLine at byte 392 of the header. */
  damaged[4 + 392] = 0x7F;
  wide = g_bytes_new_take (damaged, g_bytes_get_size (document));
  g_assert_null (suima_pwg_decode (wide, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

/* The head's own dots, not those that 40 mm make at 203 to the inch. */
static void
test_pwg_size (void)
{
  g_autoptr (GPtrArray) rasters = draw_samples ("40x30", 203);
  g_autoptr (GBytes) document = suima_pwg_encode (rasters);
  Reader reader = { document, 0 };
  cups_raster_t *in = cupsRasterOpenIO (read_cb, &reader, CUPS_RASTER_READ);
  cups_page_header2_t header;

  g_assert_true (cupsRasterReadHeader2 (in, &header));
  g_assert_cmpuint (header.cupsWidth, ==, 320);
  g_assert_cmpuint (header.cupsHeight, ==, 240);
  g_assert_cmpuint (header.PageSize[0], ==, 113);
  g_assert_cmpuint (header.PageSize[1], ==, 85);
  g_assert_cmpstr (header.cupsPageSizeName, ==, "custom_40x30mm_40x30mm");
  cupsRasterClose (in);
}

static ssize_t
write_cb (void *document, unsigned char *bytes, size_t size_bytes)
{
  g_byte_array_append (document, bytes, (guint)size_bytes);
  return (ssize_t)size_bytes;
}

/* The same pages by libcups' own writer. */
static GBytes *
encode_by_cups (GPtrArray *rasters, GBytes *document)
{
  GByteArray *out = g_byte_array_new ();
  cups_raster_t *writer = cupsRasterOpenIO (write_cb, out, CUPS_RASTER_WRITE_PWG);
  Reader reader = { document, 0 };
  cups_raster_t *in = cupsRasterOpenIO (read_cb, &reader, CUPS_RASTER_READ);
  cups_page_header2_t header;

  for (guint i = 0; i < rasters->len; i++)
    {
      const SuimaRaster *raster = g_ptr_array_index (rasters, i);
      guint size_bytes = raster->width_dots * raster->height_dots;
      g_autofree guint8 *luma = suima_raster_to_luma (raster);
      g_assert_true (cupsRasterReadHeader2 (in, &header));
      cupsRasterWriteHeader2 (writer, &header);
      g_assert_cmpuint (cupsRasterWritePixels (writer, luma, size_bytes), ==, size_bytes);
      g_assert_cmpuint (cupsRasterReadPixels (in, luma, size_bytes), ==, size_bytes);
    }
  cupsRasterClose (in);
  cupsRasterClose (writer);
  return g_byte_array_free_to_bytes (out);
}

/* Headers byte for byte as libcups writes them, pages in hardly more bytes. */
static void
test_pwg_as_cups (void)
{
  for (const char *const *id = sample_template_ids (); *id != NULL; id++)
    {
      g_autoptr (GPtrArray) rasters = draw_samples (*id, 203);
      g_autoptr (GBytes) document = suima_pwg_encode (rasters);
      g_autoptr (GBytes) expected = encode_by_cups (rasters, document);
      gsize n_ours, n_theirs;
      const guint8 *ours = g_bytes_get_data (document, &n_ours);
      const guint8 *theirs = g_bytes_get_data (expected, &n_theirs);

      g_assert_cmpmem (ours, 4 + 1796, theirs, 4 + 1796);
      g_test_message ("%s: %" G_GSIZE_FORMAT " bytes, libcups %" G_GSIZE_FORMAT, *id, n_ours,
                      n_theirs);
      g_assert_cmpuint (n_ours, <=, n_theirs + n_theirs / 20);
    }
}

/* Dots that no label has: every width, lone dots, long runs, lines that repeat often. */
static SuimaRaster *
make_noise (guint width_dots, guint height_dots)
{
  SuimaRaster *raster = suima_raster_new (width_dots, height_dots, 203);

  for (guint y = 0; y < height_dots; y++)
    {
      gint32 kind = g_test_rand_int_range (0, 5);
      gboolean is_black = FALSE;
      if (y > 0 && kind == 0)
        {
          memcpy (raster->bits + y * raster->stride_bytes,
                  raster->bits + (y - 1) * raster->stride_bytes, raster->stride_bytes);
          continue;
        }
      for (guint x = 0; x < width_dots; x++)
        {
          if (kind == 1 || g_test_rand_int_range (0, 1 << (2 * kind)) == 0)
            is_black = !is_black;
          if (is_black)
            suima_raster_set_black (raster, x, y);
        }
    }
  return raster;
}

static void
assert_comes_back (SuimaRaster *raster)
{
  g_autoptr (GPtrArray) rasters = g_ptr_array_new ();
  g_autoptr (GBytes) document = NULL;
  g_autoptr (GPtrArray) got = NULL;
  g_autoptr (GError) error = NULL;
  const SuimaRaster *back;

  g_ptr_array_add (rasters, raster);
  document = suima_pwg_encode (rasters);
  got = suima_pwg_decode (document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, 1);
  back = g_ptr_array_index (got, 0);
  g_assert_cmpmem (raster->bits, raster->height_dots * raster->stride_bytes, back->bits,
                   back->height_dots * back->stride_bytes);
}

static void
test_pwg_any_dots (void)
{
  g_autoptr (SuimaRaster) white = suima_raster_new (1000, 1000, 203);
  g_autoptr (SuimaRaster) dotted = suima_raster_new (1001, 1, 203);

  for (guint width_dots = 1; width_dots <= 300; width_dots++)
    {
      g_autoptr (SuimaRaster) noise = make_noise (width_dots, 40);
      assert_comes_back (noise);
    }
  for (guint x = 0; x < 1001; x += 2)
    suima_raster_set_black (dotted, x, 0);
  assert_comes_back (dotted);
  assert_comes_back (white);
  suima_raster_fill (white, 0, 300, 1000, 600);
  assert_comes_back (white);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pwg/round-trip", test_pwg_round_trip);
  g_test_add_func ("/pwg/size", test_pwg_size);
  g_test_add_func ("/pwg/as-cups", test_pwg_as_cups);
  g_test_add_func ("/pwg/any-dots", test_pwg_any_dots);
  g_test_add_func ("/pwg/decode", test_pwg_decode);
  return g_test_run ();
}
