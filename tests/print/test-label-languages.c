// SPDX-License-Identifier: Apache-2.0
// ZPL and TSPL: what a printer reads is what was drawn.
#include "label-stream.h"
#include "samples.h"
#include "suima-decode.h"
#include "suima-render.h"
#include "suima-tspl.h"
#include "suima-zpl.h"

#include <string.h>

static const SuimaPrinterSetup plain = { .gap_mm = 2, .darkness = -1, .speed = -1 };

static GBytes *
encode (gboolean is_tspl, GPtrArray *rasters, const SuimaPrinterSetup *setup)
{
  return is_tspl ? suima_tspl_encode (rasters, setup) : suima_zpl_encode (rasters, setup);
}

static void
assert_same_dots (const SuimaRaster *got, const SuimaRaster *sent)
{
  g_assert_cmpuint (got->height_dots, ==, sent->height_dots);
  g_assert_cmpuint (got->stride_bytes, ==, sent->stride_bytes);
  g_assert_cmpmem (got->bits, got->height_dots * got->stride_bytes, sent->bits,
                   sent->height_dots * sent->stride_bytes);
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
check_round_trip (gboolean is_tspl, const char *template_id, guint dpi)
{
  g_autoptr (SuimaTemplate) template = sample_template (template_id);
  g_autoptr (GPtrArray) rasters = draw_samples (template_id, dpi);
  g_autoptr (GBytes) document = encode (is_tspl, rasters, &plain);
  g_autoptr (LabelStream) stream = label_stream_new (is_tspl, dpi);
  g_autoptr (GPtrArray) got = label_stream_read_all (stream, document);

  g_assert_cmpuint (got->len, ==, rasters->len);
  for (guint i = 0; i < got->len; i++)
    {
      g_autofree char *read = suima_decode_qr (got->pdata[i]);
      assert_same_dots (got->pdata[i], rasters->pdata[i]);
      g_assert_cmpstr (read, ==, suima_template_get_qr (template) ? sample_uri (template) : NULL);
    }
}

static void
test_templates (gconstpointer is_tspl)
{
  for (const char *const *id = sample_template_ids (); *id != NULL; id++)
    {
      check_round_trip (GPOINTER_TO_INT (is_tspl), *id, 203);
      check_round_trip (GPOINTER_TO_INT (is_tspl), *id, 300);
    }
}

/* Runs of every length, full and empty rows, rows that repeat, widths that end within a byte. */
static SuimaRaster *
make_pattern (guint width, guint seed)
{
  SuimaRaster *raster = suima_raster_new (width, 24, 203);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint y = 0; y < raster->height_dots; y++)
    {
      if (y % 4 == 3)
        memcpy (raster->bits + y * raster->stride_bytes,
                raster->bits + (y - 1) * raster->stride_bytes, raster->stride_bytes);
      else if (y % 5 == 4)
        suima_raster_fill (raster, 0, y, width, 1);
      else
        for (guint x = 0; x < width;)
          {
            guint run = 1 + (guint)g_rand_int_range (rand, 0, y % 2 ? 30 : 2000);
            if (g_rand_boolean (rand))
              suima_raster_fill (raster, x, y, run, 1);
            x += run;
          }
    }
  return raster;
}

static void
test_patterns (gconstpointer is_tspl)
{
  static const guint widths[] = { 1, 4, 7, 8, 9, 12, 320, 321, 1676, 1677, 3352, 6000, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (GPtrArray) rasters =
          g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
      g_autoptr (LabelStream) stream = label_stream_new (GPOINTER_TO_INT (is_tspl), 203);
      g_autoptr (GBytes) document = NULL;
      g_autoptr (GPtrArray) got = NULL;

      g_ptr_array_add (rasters, make_pattern (widths[i], i));
      document = encode (GPOINTER_TO_INT (is_tspl), rasters, &plain);
      got = label_stream_read_all (stream, document);
      g_assert_cmpuint (got->len, ==, 1);
      assert_same_dots (got->pdata[0], rasters->pdata[0]);
    }
}

static void
check_setup (gboolean is_tspl,
             const char *template_id,
             const SuimaPrinterSetup *setup,
             const char *says)
{
  g_autoptr (GPtrArray) rasters =
      draw_samples (template_id, strcmp (template_id, "60x40") == 0 ? 300 : 203);
  g_autoptr (LabelStream) stream = label_stream_new (is_tspl, 203);
  g_autoptr (GBytes) document = NULL;
  g_autoptr (GPtrArray) got = NULL;

  g_ptr_array_set_size (rasters, 1);
  document = encode (is_tspl, rasters, setup);
  got = label_stream_read_all (stream, document);
  g_assert_cmpstr (stream->setup->str, ==, says);
}

static void
test_setup (void)
{
  static const SuimaPrinterSetup full = {
    .tracking = SUIMA_TRACKING_MARK, .gap_mm = 3.5, .darkness = 9, .speed = 4, .is_turned = TRUE
  };
  static const SuimaPrinterSetup endless = { .tracking = SUIMA_TRACKING_CONTINUOUS,
                                             .darkness = 0,
                                             .speed = -1 };

  check_setup (FALSE, "40x30", &plain, "^XA^MNY^PON^PW320^LL240^LH0,0\n");
  check_setup (FALSE, "40x30", &full, "~SD09\n^XA^MNM^POI^PW320^LL240^LH0,0^PR4\n");
  check_setup (FALSE, "60x40", &endless, "~SD00\n^XA^MNN^PON^PW709^LL472^LH0,0\n");
  check_setup (TRUE, "40x30", &plain,
               "SIZE 40 mm,30 mm\nGAP 2 mm,0 mm\nDIRECTION 0\nREFERENCE 0,0\n");
  check_setup (TRUE, "40x30", &full,
               "SIZE 40 mm,30 mm\nBLINE 3.5 mm,0 mm\nDIRECTION 1\nREFERENCE 0,0\n"
               "DENSITY 9\nSPEED 4\n");
  check_setup (TRUE, "60x40", &endless,
               "SIZE 60 mm,40 mm\nGAP 0 mm,0 mm\nDIRECTION 0\nREFERENCE 0,0\nDENSITY 0\n");
}

/* By hand from the tables of the manuals, so that writer and reader are not wrong together. */
static void
test_known_bytes (void)
{
  g_autoptr (GPtrArray) rasters =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  SuimaRaster *raster = suima_raster_new (120, 5, 203);
  g_autoptr (GBytes) zpl = NULL;
  g_autoptr (GBytes) tspl = NULL;
  g_autofree char *text = NULL;
  static const char head[] =
      "SIZE 15 mm,0.6 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 0\r\nREFERENCE 0,0\r\n"
      "CLS\r\nBITMAP 0,0,15,5,0,";
  const guint8 *bytes;

  suima_raster_fill (raster, 0, 1, 120, 1);
  suima_raster_fill (raster, 4, 2, 84, 2);
  suima_raster_fill (raster, 119, 4, 1, 1);
  g_ptr_array_add (rasters, raster);
  zpl = suima_zpl_encode (rasters, &plain);
  tspl = suima_tspl_encode (rasters, &plain);
  text = g_strndup (g_bytes_get_data (zpl, NULL), g_bytes_get_size (zpl));
  g_assert_cmpstr (text, ==,
                   "^XA^MNY^PON^PW120^LL5^LH0,0^FO0,0^GFA,75,75,15,,!0gGF,:gO01^FS^PQ1^XZ\n");
  bytes = g_bytes_get_data (tspl, NULL);
  g_assert_cmpuint (g_bytes_get_size (tspl), ==, strlen (head) + 75 + strlen ("\r\nPRINT 1,1\r\n"));
  g_assert_cmpmem (bytes, strlen (head), head, strlen (head));
  g_assert_cmphex (bytes[strlen (head)], ==, 0xFF);
  g_assert_cmphex (bytes[strlen (head) + 15], ==, 0x00);
  g_assert_cmphex (bytes[strlen (head) + 30], ==, 0xF0);
  g_assert_cmphex (bytes[strlen (head) + 74], ==, 0xFE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/zpl/templates", GINT_TO_POINTER (FALSE), test_templates);
  g_test_add_data_func ("/zpl/patterns", GINT_TO_POINTER (FALSE), test_patterns);
  g_test_add_data_func ("/tspl/templates", GINT_TO_POINTER (TRUE), test_templates);
  g_test_add_data_func ("/tspl/patterns", GINT_TO_POINTER (TRUE), test_patterns);
  g_test_add_func ("/label-languages/setup", test_setup);
  g_test_add_func ("/label-languages/known-bytes", test_known_bytes);
  return g_test_run ();
}
