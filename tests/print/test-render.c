// SPDX-License-Identifier: Apache-2.0
#include "samples.h"
#include "suima-code.h"
#include "suima-decode.h"
#include "suima-error.h"
#include "suima-picture.h"
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

/* Golden files are pictures that any viewer shows; SUIMA_BLESS=1 writes them anew. */
static void
compare_with_golden (const SuimaRaster *raster, const char *name)
{
  g_autofree char *path =
      g_strdup_printf ("%s/data/goldens/%s.png", g_getenv ("G_TEST_SRCDIR"), name);
  g_autoptr (GBytes) png = suima_raster_to_png (raster);
  g_autofree guint8 *luma = suima_raster_to_luma (raster);
  g_autoptr (SuimaPicture) golden = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize size_bytes;

  if (g_getenv ("SUIMA_BLESS") != NULL)
    g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize)g_bytes_get_size (png),
                         &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &content, &size_bytes, &error);
  g_assert_no_error (error);
  file = g_bytes_new (content, size_bytes);
  golden = suima_picture_read (file, &error);
  g_assert_no_error (error);
  if (golden->width_px != raster->width_dots || golden->height_px != raster->height_dots ||
      memcmp (golden->luma, luma, (gsize)raster->width_dots * raster->height_dots) != 0)
    {
      g_test_message ("%s is not as in its golden file", name);
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

/* Every shipped template with every sample: as drawn before, legible, and white where it must be.
 */
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
          g_autofree char *name =
              g_strdup_printf ("%s-%u-%s", *id, sample_dpis[d], samples[s].name);
          g_autofree char *read = suima_decode_qr (raster);

          if (suima_template_get_qr (template) == NULL)
            g_assert_null (read);
          else
            {
              g_assert_cmpstr (read, ==, label->uri);
              g_assert_cmpuint (measure_module_dots (raster, template), >=,
                                sample_dpis[d] == 203 ? 4 : 5);
            }
          g_assert_cmpuint (raster->width_dots, ==,
                            suima_mm_to_dots (template->width_mm, sample_dpis[d]));
          check_margins (raster, template);
          compare_with_golden (raster, name);
        }
}

/* What a renderer remembers of other labels must not show. */
static void
test_render_memory (void)
{
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  const SampleFunc order[] = { sample_fruit, sample_meat, sample_fruit, sample_long, sample_fruit };

  for (const char *const *id = sample_template_ids (); *id != NULL; id++)
    for (guint i = 0; i < G_N_ELEMENTS (order); i++)
      {
        g_autoptr (SuimaTemplate) template = sample_template (*id);
        g_autoptr (SuimaBatch) batch = order[i]();
        g_autoptr (SuimaLabel) label = sample_label (template, batch);
        g_autoptr (SuimaRaster) fresh = draw (label, 203);
        g_autoptr (SuimaRaster) again = suima_renderer_draw (renderer, label, NULL);
        g_assert_nonnull (again);
        g_assert_cmpmem (fresh->bits, fresh->stride_bytes * fresh->height_dots, again->bits,
                         again->stride_bytes * again->height_dots);
      }
}

static gboolean
is_white (const SuimaRaster *raster, const SuimaBox *box)
{
  guint right = suima_mm_to_dots (box->x_mm + box->width_mm, raster->dpi);
  guint bottom = suima_mm_to_dots (box->y_mm + box->height_mm, raster->dpi);

  for (guint y = suima_mm_to_dots (box->y_mm, raster->dpi); y < bottom; y++)
    for (guint x = suima_mm_to_dots (box->x_mm, raster->dpi); x < right; x++)
      if (suima_raster_get (raster, x, y))
        return FALSE;
  return TRUE;
}

static SuimaTemplate *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  SuimaTemplate *template = suima_template_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return template;
}

#define TEMPLATE_WITH(box)                                                                         \
  "{\"version\":1,\"id\":\"t\",\"title\":\"t\",\"language\":\"zh-cn\",\"width_mm\":50,"            \
  "\"height_mm\":30,\"signed\":false,\"boxes\":[{\"kind\":\"qr\",\"x_mm\":28,\"y_mm\":5,"          \
  "\"width_mm\":20.5,\"height_mm\":20.5}," box "]}"
#define TEXT_BOX(text)                                                                             \
  "{\"kind\":\"text\",\"x_mm\":2,\"y_mm\":3,\"width_mm\":24,\"height_mm\":6,\"size_mm\":4,"        \
  "\"min_size_mm\":2,\"max_lines\":2,\"text\":\"" text "\"}"

/* Hostile names are words like others: drawn in their box, with the code unharmed. */
static void
test_render_hostile (void)
{
  static const char *const names[] = {
    "=cmd|' /C calc'!A0",
    "<b>车厘子</b>\"; DROP TABLE lot;--",
    "<span size='99999'>大</span>",
    "&amp;&#0;%s%n%s",
    "عنب أسود",
    "\u202eJJJ子厘车",
    "Ế̂̂ thanh long",
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "WWWWWWWWWWWWWWWWWWWW",
    "gjpqy()[]{}|,;"
  };
  g_autoptr (SuimaTemplate) template = parse (TEMPLATE_WITH (TEXT_BOX ("{product}")));
  const SuimaBox *text_box = g_ptr_array_index (template->boxes, 1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint d = 0; d < G_N_ELEMENTS (sample_dpis); d++)
      {
        g_autoptr (SuimaBatch) batch = suima_batch_new ();
        g_autoptr (SuimaLabel) label = NULL;
        g_autoptr (SuimaRaster) raster = NULL;
        g_autofree char *read = NULL;

        batch->product = g_strdup (names[i]);
        label = sample_label (template, batch);
        raster = draw (label, sample_dpis[d]);
        read = suima_decode_qr (raster);
        g_assert_cmpstr (read, ==, SAMPLE_URI);
        g_assert_false (is_white (raster, text_box));
        g_assert_true (is_white (raster, &(SuimaBox){ .width_mm = 50, .height_mm = 3 }));
        g_assert_true (is_white (raster, &(SuimaBox){ .width_mm = 2, .height_mm = 30 }));
        g_assert_true (
            is_white (raster, &(SuimaBox){ .y_mm = 9, .width_mm = 26, .height_mm = 21 }));
        g_assert_true (
            is_white (raster, &(SuimaBox){ .x_mm = 26, .width_mm = 2, .height_mm = 30 }));
      }
}

static void
assert_not_drawn (const SuimaTemplate *template,
                  const char *product,
                  SuimaError code,
                  const char *words)
{
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  g_autoptr (SuimaLabel) label = NULL;
  g_autoptr (GError) error = NULL;

  batch->product = g_strdup (product);
  label = sample_label (template, batch);
  g_assert_null (suima_renderer_draw (renderer, label, &error));
  g_assert_error (error, SUIMA_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_render_refusals (void)
{
  g_autoptr (SuimaTemplate) template = parse (TEMPLATE_WITH (TEXT_BOX ("{product}")));
  g_autoptr (SuimaTemplate) narrow =
      parse ("{\"version\":1,\"id\":\"t\",\"title\":\"t\",\"language\":\"zh-cn\",\"width_mm\":20,"
             "\"height_mm\":20,\"boxes\":[{\"kind\":\"qr\",\"x_mm\":1,\"y_mm\":1,\"width_mm\":14,"
             "\"height_mm\":14}]}");
  g_autofree char *endless = g_strnfill (5000, 'x');

  assert_not_drawn (template, "厄瓜多尔野生捕捞单冻带头带壳南美白对虾家庭分享装特大号礼盒",
                    SUIMA_ERROR_NO_SPACE, "厄瓜多尔野生捕捞");
  assert_not_drawn (template, endless, SUIMA_ERROR_NO_SPACE, "5000 bytes");
  assert_not_drawn (template, "鲍\U0001F41A鱼", SUIMA_ERROR_INVALID, "U+1F41A");
  assert_not_drawn (template, "\uE000", SUIMA_ERROR_INVALID, "U+E000");
  assert_not_drawn (narrow, "x", SUIMA_ERROR_NO_SPACE, SAMPLE_URI);
}

/* A type that would lose its descenders at the edge of the box is not used. */
static void
test_render_descenders (void)
{
  static const char json[] = TEMPLATE_WITH (
      "{\"kind\":\"text\",\"x_mm\":2,\"y_mm\":3,\"width_mm\":24,\"height_mm\":4.25,\"size_mm\":4,"
      "\"text\":\"{product}\"}");
  g_autoptr (SuimaTemplate) template = parse (json);
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  g_autoptr (SuimaLabel) label = NULL;
  g_autoptr (SuimaRaster) raster = NULL;

  batch->product = g_strdup ("智利");
  label = sample_label (template, batch);
  raster = draw (label, 203);
  assert_not_drawn (template, "gjpqy", SUIMA_ERROR_NO_SPACE, "gjpqy");
}

/* Every code of the vectors on a template that is made for it. */
static void
test_render_read_back (void)
{
  static const char *const uris[] = {
    "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/21/0C1S2000001XEB2Y1708",
    "HTTPS://TRACE.EXAMPLE.CN/SHOP7/OBJ/0C1S2000001XEB2Y1708",
    SAMPLE_URI,
    "HTTPS://TRACE.EXAMPLE.CN/KT4T6BKRFZDK2BQ99EPTDHGSCPJ0JWDE3D05TM56FD3FB3DWFAM1W7D0QPYG3VJSYZWGD"
    "5KE3T99GCATX5034V9HX23PJT11V6BWT1G/01/07800000001013/21/0C1S2000001XEB2Y1708",
    SAMPLE_SIGNED_URI,
  };

  for (const char *const *id = sample_template_ids (); *id != NULL; id++)
    for (guint d = 0; d < G_N_ELEMENTS (sample_dpis); d++)
      for (guint u = 0; u < G_N_ELEMENTS (uris); u++)
        {
          g_autoptr (SuimaTemplate) template = sample_template (*id);
          g_autoptr (SuimaBatch) batch = sample_fruit ();
          g_autoptr (SuimaLabel) label =
              suima_label_fill (template, batch, uris[u], SAMPLE_SERIAL, NULL);
          g_autoptr (SuimaRaster) raster = NULL;
          g_autofree char *read = NULL;

          if (suima_template_get_qr (template) == NULL ||
              (strlen (uris[u]) > 90 && !template->is_signed))
            continue;
          raster = draw (label, sample_dpis[d]);
          read = suima_decode_qr (raster);
          g_assert_cmpstr (read, ==, uris[u]);
          g_assert_cmpuint (measure_module_dots (raster, template), >=,
                            sample_dpis[d] == 203 ? 4 : 5);
        }
}

static void
test_render_qr_version (void)
{
  g_autofree char *endless = g_strnfill (5000, 'X');

  g_assert_cmpuint (suima_qr_version (SAMPLE_URI), ==, 4);
  g_assert_cmpuint (suima_qr_version (SAMPLE_SIGNED_URI), ==, 8);
  g_assert_cmpuint (suima_qr_version ("1"), ==, 1);
  g_assert_cmpuint (suima_qr_version (""), ==, 0);
  g_assert_cmpuint (suima_qr_version (endless), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/goldens", test_render_goldens);
  g_test_add_func ("/render/memory", test_render_memory);
  g_test_add_func ("/render/hostile", test_render_hostile);
  g_test_add_func ("/render/refusals", test_render_refusals);
  g_test_add_func ("/render/descenders", test_render_descenders);
  g_test_add_func ("/render/read-back", test_render_read_back);
  g_test_add_func ("/render/qr-version", test_render_qr_version);
  return g_test_run ();
}
