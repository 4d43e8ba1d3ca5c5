// SPDX-License-Identifier: Apache-2.0
// Bytes of a label in each printer language, and how many labels a second are written in it. Prints
// one line of JSON.
#include "samples.h"
#include "suima-json.h"
#include "suima-pwg.h"
#include "suima-render.h"
#include "suima-tspl.h"
#include "suima-zpl.h"

#define TURN_US 200000
#define N_TURNS 5

static const struct
{
  const char *template;
  guint dpi;
} cases[] = { { "40x30", 203 }, { "60x40", 300 } };

static GBytes *
encode_tspl (GPtrArray *rasters)
{
  return suima_tspl_encode (rasters, &suima_printer_setup_plain);
}

static GBytes *
encode_zpl (GPtrArray *rasters)
{
  return suima_zpl_encode (rasters, &suima_printer_setup_plain);
}

static const struct
{
  const char *name;
  GBytes *(*encode) (GPtrArray *rasters);
} formats[] = {
  { "pwg", suima_pwg_encode },
  { "tspl", encode_tspl },
  { "zpl", encode_zpl },
};

/* One label of each sample. */
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
      SuimaRaster *raster = suima_renderer_draw (renderer, label, NULL);
      g_assert_nonnull (raster);
      g_ptr_array_add (rasters, raster);
    }
  return rasters;
}

static double
take_turn (GBytes *(*encode) (GPtrArray *), GPtrArray *rasters)
{
  gint64 start_us = g_get_monotonic_time (), now_us = start_us;
  guint n_labels = 0;

  for (; now_us - start_us < TURN_US; now_us = g_get_monotonic_time ())
    {
      g_bytes_unref (encode (rasters));
      n_labels += rasters->len;
    }
  return (double)n_labels * G_USEC_PER_SEC / (double)(now_us - start_us);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static json_t *
measure_format (guint format, guint number)
{
  g_autoptr (GPtrArray) rasters = draw_samples (cases[number].template, cases[number].dpi);
  g_autoptr (GBytes) document = formats[format].encode (rasters);
  double labels_per_second[N_TURNS];

  for (guint i = 0; i < N_TURNS; i++)
    labels_per_second[i] = take_turn (formats[format].encode, rasters);
  qsort (labels_per_second, N_TURNS, sizeof labels_per_second[0], compare_doubles);
  return json_pack ("{s:s, s:s, s:i, s:I, s:I}", "format", formats[format].name, "template",
                    cases[number].template, "dpi", (int)cases[number].dpi, "bytes_per_label",
                    (json_int_t)(g_bytes_get_size (document) / rasters->len), "labels_per_second",
                    (json_int_t)labels_per_second[N_TURNS / 2]);
}

int
main (void)
{
  g_autoptr (json_t) report = json_pack ("{s:s}", "benchmark", "formats");
  json_t *list = json_array ();
  g_autofree char *text = NULL;

  for (guint number = 0; number < G_N_ELEMENTS (cases); number++)
    for (guint format = 0; format < G_N_ELEMENTS (formats); format++)
      json_array_append_new (list, measure_format (format, number));
  json_object_set_new (report, "formats", list);
  text = suima_json_to_text (report);
  g_print ("%s\n", text);
  return 0;
}
