// SPDX-License-Identifier: Apache-2.0
// What a box can do besides plain words: frames, white on black, pictures; and words of any script.
#include "samples.h"
#include "suima-error.h"
#include "suima-render.h"

#include <string.h>

#define TAG(boxes)                                                                                 \
  "{\"version\":1,\"id\":\"t\",\"kind\":\"tag\",\"title\":\"t\",\"language\":\"%s\","              \
  "\"width_mm\":40,\"height_mm\":30,\"boxes\":[" boxes "]}"
#define TEXT_BOX(rest)                                                                             \
  "{\"kind\":\"text\",\"x_mm\":5,\"y_mm\":5,\"width_mm\":30,\"height_mm\":10,\"size_mm\":4,"       \
  "\"text\":\"{product}\"" rest "}"

static const SuimaBox text_box = { .x_mm = 5, .y_mm = 5, .width_mm = 30, .height_mm = 10 };

/* @format: JSON with a %s for the language. */
static SuimaTemplate *
parse (const char *format, const char *language)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *json = g_strjoinv (language, parts);
  g_autoptr (GError) error = NULL;
  SuimaTemplate *template = suima_template_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return template;
}

static SuimaRaster *
try_draw (const SuimaTemplate *template, const char *product, guint dpi, GError **error)
{
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  g_autoptr (SuimaLabel) label = NULL;

  batch->product = g_strdup (product);
  label = suima_label_fill (template, batch, NULL, NULL, NULL);
  return suima_renderer_draw (renderer, label, error);
}

static SuimaRaster *
draw (const char *format, const char *language, const char *product)
{
  g_autoptr (SuimaTemplate) template = parse (format, language);
  g_autoptr (GError) error = NULL;
  SuimaRaster *raster = try_draw (template, product, 203, &error);

  g_assert_no_error (error);
  return raster;
}

static gboolean
same (const SuimaRaster *a, const SuimaRaster *b)
{
  return memcmp (a->bits, b->bits, a->stride_bytes * a->height_dots) == 0;
}

static guint
count_black (const SuimaRaster *raster, const SuimaBox *box)
{
  g_autoptr (SuimaRaster) part =
      suima_raster_crop_mm (raster, box->x_mm, box->y_mm, box->width_mm, box->height_mm);
  guint n = 0;

  for (guint y = 0; y < part->height_dots; y++)
    for (guint x = 0; x < part->width_dots; x++)
      n += suima_raster_get (part, x, y);
  return n;
}

/* A Y can begin before its place: at every size and on each side of a box it is put inside. */
static void
test_layout_overhang (void)
{
  static const char *const aligns[] = { "start", "center", "end" };
  static const char *const words[] = { "YBXY 0000", "YBF4 车厘子", "J" };

  for (guint a = 0; a < G_N_ELEMENTS (aligns); a++)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      for (guint tenths = 20; tenths <= 40; tenths++)
        {
          g_autofree char *json = g_strdup_printf (
              "{\"version\":1,\"id\":\"t\",\"kind\":\"tag\",\"title\":\"t\",\"language\":\"zh-cn\","
              "\"width_mm\":40,\"height_mm\":30,\"boxes\":[{\"kind\":\"text\",\"x_mm\":5,\"y_mm\":5,"
              "\"width_mm\":30,\"height_mm\":10,\"size_mm\":%u.%u,\"min_size_mm\":%u.%u,"
              "\"align\":\"%s\",\"text\":\"{product}\"}]}",
              tenths / 10, tenths % 10, tenths / 10, tenths % 10, aligns[a]);
          g_autoptr (SuimaTemplate) template = parse (json, "");
          g_autoptr (GError) error = NULL;
          g_autoptr (SuimaRaster) raster = try_draw (template, words[w], tenths % 2 ? 203 : 300, &error);

          g_assert_no_error (error);
          g_assert_cmpuint (count_black (raster, &text_box), >, 0);
        }
}

/* The same strokes, the other way round, and nothing outside the box. */
static void
test_layout_inverse (void)
{
  g_autoptr (SuimaRaster) plain = draw (TAG (TEXT_BOX (",\"padding_mm\":1")), "zh-cn", "禁售");
  g_autoptr (SuimaRaster) inverse =
      draw (TAG (TEXT_BOX (",\"padding_mm\":1,\"inverse\":true")), "zh-cn", "禁售");
  guint dots = 240 * 80;

  g_assert_cmpuint (count_black (plain, &text_box), >, 200);
  g_assert_cmpuint (count_black (inverse, &text_box), ==, dots - count_black (plain, &text_box));
  g_assert_cmpuint (count_black (inverse, &(SuimaBox){ .width_mm = 40, .height_mm = 30 }), ==,
                    count_black (inverse, &text_box));
  g_assert_cmpuint (
      count_black (inverse, &(SuimaBox){ .x_mm = 5, .y_mm = 5, .width_mm = 30, .height_mm = 1 }),
      ==, 240 * 8);
}

static void
test_layout_border (void)
{
  static const char frame[] = TAG ("{\"kind\":\"rule\",\"x_mm\":5,\"y_mm\":5,\"width_mm\":30,"
                                   "\"height_mm\":10,\"border_mm\":0.5}");
  g_autoptr (SuimaRaster) raster = draw (frame, "zh-cn", "x");
  g_autoptr (SuimaRaster) words = draw (TAG (TEXT_BOX (",\"border_mm\":0.5")), "zh-cn", "x");
  guint edge = 2 * 240 * 4 + 2 * (80 - 8) * 4;

  g_assert_cmpuint (count_black (raster, &text_box), ==, edge);
  g_assert_cmpuint (count_black (words, &text_box), >, edge);
  g_assert_cmpuint (count_black (words, &(SuimaBox){ .width_mm = 40, .height_mm = 30 }), ==,
                    count_black (words, &text_box));
}

/* The first row with ink. */
static guint
find_top (const SuimaRaster *raster)
{
  for (guint y = 0; y < raster->height_dots; y++)
    for (guint x = 0; x < raster->width_dots; x++)
      if (suima_raster_get (raster, x, y))
        return y;
  return raster->height_dots;
}

static void
test_layout_valign (void)
{
  g_autoptr (SuimaRaster) start = draw (TAG (TEXT_BOX ("")), "zh-cn", "国");
  g_autoptr (SuimaRaster) center = draw (TAG (TEXT_BOX (",\"valign\":\"center\"")), "zh-cn", "国");
  g_autoptr (SuimaRaster) end = draw (TAG (TEXT_BOX (",\"valign\":\"end\"")), "zh-cn", "国");
  guint free_dots = 80 - 32 - 2;

  g_assert_cmpuint (find_top (center) - find_top (start), ==, free_dots / 2);
  g_assert_cmpuint (find_top (end) - find_top (start), ==, free_dots);
  g_assert_cmpuint (count_black (end, &text_box), ==, count_black (start, &text_box));
}

/* A picture of 8 x 4 pixels: its left half is black. */
static GBytes *
make_picture (void)
{
  g_autoptr (SuimaRaster) raster = suima_raster_new (8, 4, 203);

  suima_raster_fill (raster, 0, 0, 4, 4);
  return suima_raster_to_png (raster);
}

#define IMAGE_BOX                                                                                  \
  "{\"kind\":\"image\",\"x_mm\":5,\"y_mm\":5,\"width_mm\":30,\"height_mm\":10,"                    \
  "\"file\":\"logo.png\"}"

static void
set_picture (SuimaTemplate *template, GBytes *png)
{
  SuimaBox *box = g_ptr_array_index (template->boxes, 0);

  g_clear_pointer (&box->file_bytes, g_bytes_unref);
  box->file_bytes = g_bytes_ref (png);
}

/* 8 x 4 in a box of 240 x 80 dots: 160 x 80, in the middle. */
static void
test_layout_picture (void)
{
  g_autoptr (SuimaTemplate) template = parse (TAG (IMAGE_BOX), "zh-cn");
  g_autoptr (GBytes) png = make_picture ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaRaster) raster = NULL;

  set_picture (template, png);
  raster = try_draw (template, "x", 203, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_black (raster, &text_box), ==, 80 * 80);
  g_assert_true (suima_raster_get (raster, 40 + 40, 40));
  g_assert_true (suima_raster_get (raster, 40 + 119, 40 + 79));
  g_assert_false (suima_raster_get (raster, 40 + 39, 40));
  g_assert_false (suima_raster_get (raster, 40 + 120, 40));
}

static void
assert_picture_refused (GBytes *png, const char *words)
{
  g_autoptr (SuimaTemplate) template = parse (TAG (IMAGE_BOX), "zh-cn");
  g_autoptr (GError) error = NULL;

  set_picture (template, png);
  g_assert_null (try_draw (template, "x", 203, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "logo.png"));
  g_assert_nonnull (strstr (error->message, words));
}

/* @width_px, @height_px: what the header says; refused before a pixel is decoded. */
static GBytes *
make_bomb (guint32 width_px, guint32 height_px)
{
  g_autoptr (GBytes) png = make_picture ();
  gsize size_bytes;
  const guint8 *bytes = g_bytes_get_data (png, &size_bytes);
  guint8 *copy = g_memdup2 (bytes, size_bytes);
  guint32 words[2] = { GUINT32_TO_BE (width_px), GUINT32_TO_BE (height_px) };

  memcpy (copy + 16, words, sizeof words);
  return g_bytes_new_take (copy, size_bytes);
}

static void
test_layout_bad_pictures (void)
{
  static const guint32 sides[][2] = {
    { 0, 4 },         { 4, 0 },       { 4001, 1 },
    { 1, 4001 },      { 2001, 2000 }, { 0xFFFFFFFF, 0xFFFFFFFF },
    { 65536, 65536 },
  };
  g_autoptr (SuimaTemplate) template = parse (TAG (IMAGE_BOX), "zh-cn");
  g_autoptr (GBytes) png = make_picture ();
  g_autoptr (GBytes) nothing = g_bytes_new ("GIF89a", 6);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *zeros = g_malloc0 (600 * 1024);
  g_autoptr (GBytes) fat = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (GBytes) bomb = make_bomb (sides[i][0], sides[i][1]);
      assert_picture_refused (bomb, "too many pixels");
    }
  assert_picture_refused (nothing, "no PNG");
  memcpy (zeros, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  fat = g_bytes_new (zeros, 600 * 1024);
  assert_picture_refused (fat, "too large");
  for (gsize size_bytes = 0; size_bytes + 13 < g_bytes_get_size (png); size_bytes++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (png, 0, size_bytes);
      assert_picture_refused (part, size_bytes < 24 ? "no PNG" : "damaged");
    }
  g_assert_null (try_draw (template, "x", 203, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

/* Each of these is drawn, in one line, by a font that has it. */
static void
test_layout_scripts (void)
{
  static const char *const names[] = {
    "智利车厘子", "Cherries Lapins", "Черешня Чили",   "さくらんぼ佐藤錦", "샤인머스캣",
    "Ớt chuông",  "عنب أسود",        "\U00020BB7野家", "\u3E86大虾",       "（干）；《礼盒》…",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SuimaRaster) raster =
          draw (TAG (TEXT_BOX (",\"min_size_mm\":2")), "zh-cn", names[i]);
      g_assert_cmpuint (count_black (raster, &text_box), >, 100);
    }
}

/* Rare characters have a glyph of their own: no box, and not the look-alike. */
static void
test_layout_rare (void)
{
  static const char *const pairs[][2] = {
    { "\U00020BB7", "吉" }, { "\u3E86", "靠" },         { "\U00020BB7", "\u3E86" },
    { "\u3E86", "\u25A1" }, { "\U00020BB7", "\u25A1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (SuimaRaster) a = draw (TAG (TEXT_BOX ("")), "zh-cn", pairs[i][0]);
      g_autoptr (SuimaRaster) b = draw (TAG (TEXT_BOX ("")), "zh-cn", pairs[i][1]);
      g_assert_cmpuint (count_black (a, &text_box), >, 150);
      g_assert_false (same (a, b));
    }
}

/* What no font here has is refused, and the character is named: never an empty box. The first is in
 * no font; the others may be in one of this machine. */
static void
test_layout_unknown (void)
{
  static const struct
  {
    const char *product;
    const char *character;
    const char *number;
  } cases[] = {
    { "鱼\uE000", "\uE000", "U+E000" },
    { "ทุเรียนหมอนทอง", "ท", "U+0E17" },
    { "泰国ทุเรียน", "ท", "U+0E17" },
    { "\U0002A6A5鱼", "\U0002A6A5", "U+2A6A5" },
  };
  g_autoptr (SuimaTemplate) template = parse (TAG (TEXT_BOX (",\"min_size_mm\":2")), "zh-cn");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaRaster) raster = try_draw (template, cases[i].product, 203, &error);
      if (i > 0 && raster != NULL)
        continue;
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].character));
      g_assert_nonnull (strstr (error->message, cases[i].number));
    }
}

/* The shapes of the mainland: Japanese ones of the same characters are others. */
static void
test_layout_shapes (void)
{
  g_autoptr (SuimaRaster) cn = draw (TAG (TEXT_BOX ("")), "zh-cn", "骨直遍");
  g_autoptr (SuimaRaster) jp = draw (TAG (TEXT_BOX ("")), "ja", "骨直遍");

  g_assert_false (same (cn, jp));
}

/* Words are where they can be drawn, and say by how much they miss it where they cannot. */
static void
test_layout_measure (void)
{
  g_autoptr (SuimaTemplate) template = parse (TAG (TEXT_BOX ("")), "zh-cn");
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  const SuimaBox *box = g_ptr_array_index (template->boxes, 0);
  SuimaLabelText words = { box, (char *)"一二三四五六七八九十一二三四" };
  SuimaTextFit fit;

  g_assert_false (suima_renderer_try_words (renderer, &words, "zh-cn", NULL));
  g_assert_true (suima_renderer_measure (renderer, &words, "zh-cn", &fit));
  g_assert_cmpuint (fit.n_lines, ==, 2);
  g_assert_cmpfloat (fit.lower_mm, ==, 0);
  words.text = (char *)"一二三四五六七八九十一二三四五六七八九十一二三四五六七八";
  g_assert_true (suima_renderer_measure (renderer, &words, "zh-cn", &fit));
  g_assert_cmpuint (fit.n_lines, ==, 4);
  /* 32 + 3 x 37 + 2 dots of 80 */
  g_assert_cmpfloat_with_epsilon (fit.lower_mm, (32 + 3 * 37 + 2 - 80) / 8.0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/overhang", test_layout_overhang);
  g_test_add_func ("/layout/inverse", test_layout_inverse);
  g_test_add_func ("/layout/border", test_layout_border);
  g_test_add_func ("/layout/valign", test_layout_valign);
  g_test_add_func ("/layout/picture", test_layout_picture);
  g_test_add_func ("/layout/bad-pictures", test_layout_bad_pictures);
  g_test_add_func ("/layout/scripts", test_layout_scripts);
  g_test_add_func ("/layout/rare", test_layout_rare);
  g_test_add_func ("/layout/unknown", test_layout_unknown);
  g_test_add_func ("/layout/shapes", test_layout_shapes);
  g_test_add_func ("/layout/measure", test_layout_measure);
  return g_test_run ();
}
