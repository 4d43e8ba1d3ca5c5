// SPDX-License-Identifier: Apache-2.0
#include "samples.h"
#include "suima-code.h"
#include "suima-decode.h"
#include "suima-error.h"
#include "suima-render.h"

#include <string.h>

static const guint sample_dpis[] = { 203, 300 };

typedef SuimaBatch *(*SampleFunc) (void);

static const struct
{
  const char *name;
  SampleFunc make;
} samples[] = {
  { "fruit", sample_fruit },
  { "meat", sample_meat },
  { "produce", sample_produce },
  { "long", sample_long },
};

static SuimaRaster *
draw (const SuimaLabel *label, guint dpi)
{
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);
  g_autoptr (GError) error = NULL;
  SuimaRaster *raster = suima_renderer_draw (renderer, label, &error);

  g_assert_no_error (error);
  return raster;
}

static void
compare_with_golden (const SuimaRaster *raster, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/data/goldens/%s.pbm", g_getenv ("G_TEST_SRCDIR"), name);
  g_autoptr (GBytes) drawn = suima_raster_to_pbm (raster);
  g_autoptr (GError) error = NULL;
  g_autofree char *golden = NULL;
  gsize size_bytes;

  if (g_getenv ("SUIMA_BLESS") != NULL)
    g_file_set_contents (path, g_bytes_get_data (drawn, NULL), (gssize) g_bytes_get_size (drawn),
                         &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &golden, &size_bytes, &error);
  g_assert_no_error (error);
  if (g_bytes_get_size (drawn) != size_bytes ||
      memcmp (g_bytes_get_data (drawn, NULL), golden, size_bytes) != 0)
    {
      g_test_message ("%s differs from its golden file", name);
      g_test_fail ();
    }
}

static void
check_margins (const SuimaRaster *raster, const SuimaTemplate *template)
{
  guint margin_dots = suima_mm_to_dots (template->quiet_mm, raster->dpi);

  for (guint y = 0; y < raster->height_dots; y++)
    for (guint x = 0; x < raster->width_dots; x++)
      if (x < margin_dots || y < margin_dots || x + margin_dots >= raster->width_dots + 1 ||
          y + margin_dots >= raster->height_dots + 1)
        g_assert_false (suima_raster_get (raster, x, y));
}

/* The symbol's finder pattern is 7 modules of black from its top left corner. */
static guint
measure_module_dots (const SuimaRaster *raster, const SuimaTemplate *template)
{
  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      guint left = suima_mm_to_dots (box->x_mm, raster->dpi);
      guint right = suima_mm_to_dots (box->x_mm + box->width_mm, raster->dpi);
      guint y = suima_mm_to_dots (box->y_mm, raster->dpi);
      guint x = left, run = 0;

      if (box->kind != SUIMA_BOX_QR)
        continue;
      for (x = left; !suima_raster_get (raster, x, y); x + 1 < right ? x++ : (x = left, y++))
        ;
      while (suima_raster_get (raster, x + run, y))
        run++;
      g_assert_cmpuint (run % 7, ==, 0);
      g_assert_cmpuint (x - left, >=, 4 * (run / 7));
      return run / 7;
    }
  g_assert_not_reached ();
}

/* Every shipped template with every sample: as drawn before, legible, and white where it must be. */
static void
test_render_goldens (void)
{
  for (const char *const *id = sample_template_ids (); *id != NULL; id++)
    for (guint d = 0; d < G_N_ELEMENTS (sample_dpis); d++)
      for (guint s = 0; s < G_N_ELEMENTS (samples); s++)
        {
          g_autoptr (SuimaTemplate) template = sample_template (*id);
          g_autoptr (SuimaBatch) batch = samples[s].make ();
          g_autoptr (SuimaLabel) label = sample_label (template, batch);
          g_autoptr (SuimaRaster) raster = draw (label, sample_dpis[d]);
          g_autofree char *name = g_strdup_printf ("%s-%u-%s", *id, sample_dpis[d], samples[s].name);
          g_autofree char *read = suima_decode_qr (raster);

          g_assert_cmpstr (read, ==, label->uri);
          g_assert_cmpuint (raster->width_dots, ==,
                            suima_mm_to_dots (template->width_mm, sample_dpis[d]));
          g_assert_cmpuint (measure_module_dots (raster, template), >=,
                            sample_dpis[d] == 203 ? 4 : 5);
          check_margins (raster, template);
          compare_with_golden (raster, name);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/goldens", test_render_goldens);
  return g_test_run ();
}
