// SPDX-License-Identifier: Apache-2.0
#include "suima-decode.h"
#include "suima-picture.h"

#include <string.h>

#define LABEL "HTTPS://T.EXAMPLE.ORG/01/07800000001013/10/CL-CH-2641/21/00001002JZ0JZ0J00000"

static SuimaPicture *
load (const char *name)
{
  g_autofree char *path = g_build_filename (TEST_DATA, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SuimaPicture *picture;
  char *data = NULL;
  gsize size_bytes = 0;

  g_assert_true (g_file_get_contents (path, &data, &size_bytes, &error));
  bytes = g_bytes_new_take (data, size_bytes);
  picture = suima_picture_read (bytes, &error);
  g_assert_no_error (error);
  return picture;
}

static GPtrArray *
decode (const SuimaPicture *picture)
{
  return suima_decode_luma (picture->luma, picture->width_px, picture->height_px,
                            picture->width_px);
}

static void
assert_one (const SuimaPicture *picture, const char *expected)
{
  g_autoptr (GPtrArray) texts = decode (picture);

  g_assert_cmpuint (texts->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, expected);
}

static SuimaRaster *
to_raster (const SuimaPicture *picture)
{
  SuimaRaster *raster = suima_raster_new (picture->width_px, picture->height_px, 203);

  for (guint y = 0; y < picture->height_px; y++)
    for (guint x = 0; x < picture->width_px; x++)
      if (picture->luma[y * picture->width_px + x] < 128)
        suima_raster_set_black (raster, x, y);
  return raster;
}

static void
test_decode_symbologies (void)
{
  static const struct
  {
    const char *file, *text;
  } cases[] = {
    { "label.png", LABEL },
    { "transparent.png", LABEL },
    { "ean13.png", "7800000001013" },
    { "ean8.png", "20123451" },
    { "upc-a.png", "036000291452" },
    { "upc-e.png", "01234565" },
    { "code128.png", "CQ-2650/7" },
    { "utf8.png", "冻南美白虾 24887-2609 厄瓜多尔 直骨刃海今令门" },
    { "eci-utf8.png", "随码 智利车厘子" },
    { "gb18030.png", "冷链食品追溯码 巴西去骨牛前胸肉" },
    { "gs1-qr.png", "]Q3010780000000101310CL-CH-2641\03521ABC123" },
    { "gs1-128.png", "]C1010780000000101310CL2641\03515261217" },
    { "databar.png", "]e00107800000001013" },
    { "databar-expanded.png", "]e001978000000010163103001750" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaPicture) picture = load (cases[i].file);
      g_test_message ("%s", cases[i].file);
      assert_one (picture, cases[i].text);
    }
}

static void
test_decode_qr_first (void)
{
  g_autoptr (SuimaPicture) picture = load ("two.jpg");
  g_autoptr (GPtrArray) texts = decode (picture);

  g_assert_cmpuint (texts->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, LABEL);
  g_assert_cmpstr (g_ptr_array_index (texts, 1), ==, "7800000001013");
}

static void
test_decode_stride (void)
{
  g_autoptr (SuimaPicture) picture = load ("label.png");
  gsize stride_bytes = picture->width_px + 37;
  g_autofree guint8 *wide = g_malloc (stride_bytes * picture->height_px);
  g_autoptr (GPtrArray) texts = NULL;

  memset (wide, 0, stride_bytes * picture->height_px);
  for (guint y = 0; y < picture->height_px; y++)
    memcpy (wide + y * stride_bytes, picture->luma + y * picture->width_px, picture->width_px);
  texts = suima_decode_luma (wide, picture->width_px, picture->height_px, stride_bytes);
  g_assert_cmpuint (texts->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, LABEL);
}

static void
test_decode_inverted (void)
{
  g_autoptr (SuimaPicture) picture = load ("label.png");

  for (gsize i = 0; i < (gsize)picture->width_px * picture->height_px; i++)
    picture->luma[i] = (guint8)(255 - picture->luma[i]);
  assert_one (picture, LABEL);
}

/* One pixel a module is too little for ZBar until the picture is doubled. */
static void
test_decode_small (void)
{
  g_autoptr (SuimaPicture) picture = load ("label.png");
  g_autoptr (SuimaPicture) small = g_new0 (SuimaPicture, 1);

  small->width_px = picture->width_px / 4;
  small->height_px = picture->height_px / 4;
  small->luma = g_malloc ((gsize)small->width_px * small->height_px);
  for (guint y = 0; y < small->height_px; y++)
    for (guint x = 0; x < small->width_px; x++)
      small->luma[y * small->width_px + x] = picture->luma[y * 4 * picture->width_px + x * 4];
  assert_one (small, LABEL);
}

static void
blur (SuimaPicture *picture)
{
  guint width_px = picture->width_px;
  g_autofree guint8 *from = g_memdup2 (picture->luma, (gsize)width_px * picture->height_px);

  for (guint y = 1; y + 1 < picture->height_px; y++)
    for (guint x = 1; x + 1 < width_px; x++)
      {
        guint sum = 0;
        for (guint dy = 0; dy < 3; dy++)
          for (guint dx = 0; dx < 3; dx++)
            sum += from[(y + dy - 1) * width_px + x + dx - 1];
        picture->luma[y * width_px + x] = (guint8)(sum / 9);
      }
}

static void
test_decode_blur (void)
{
  g_autoptr (SuimaPicture) picture = load ("label.png");
  g_autoptr (GPtrArray) texts = NULL;

  blur (picture);
  assert_one (picture, LABEL);
  for (guint i = 0; i < 40; i++)
    blur (picture);
  texts = decode (picture);
  g_assert_cmpuint (texts->len, ==, 0);
}

static void
test_decode_empty (void)
{
  g_autofree guint8 *luma = g_malloc (640 * 480);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autoptr (GPtrArray) white = NULL, noise = NULL, dot = NULL;

  memset (luma, 255, 640 * 480);
  white = suima_decode_luma (luma, 640, 480, 640);
  g_assert_cmpuint (white->len, ==, 0);
  dot = suima_decode_luma (luma, 1, 1, 1);
  g_assert_cmpuint (dot->len, ==, 0);
  for (guint i = 0; i < 640 * 480; i++)
    luma[i] = (guint8)g_rand_int_range (rand, 0, 256);
  noise = suima_decode_luma (luma, 640, 480, 640);
  g_assert_cmpuint (noise->len, ==, 0);
}

static void
test_decode_label (void)
{
  g_autoptr (SuimaPicture) picture = load ("label.png"), chinese = load ("utf8.png");
  g_autoptr (SuimaRaster) raster = to_raster (picture), other = to_raster (chinese);
  g_autofree char *text = suima_decode_qr (raster);
  g_autofree char *other_text = suima_decode_qr (other);

  g_assert_cmpstr (text, ==, LABEL);
  g_assert_cmpstr (other_text, ==, "冻南美白虾 24887-2609 厄瓜多尔 直骨刃海今令门");
}

static void
test_decode_label_refused (void)
{
  static const char *const files[] = { "ean13.png", "gs1-128.png", "gb18030.png" };
  g_autoptr (SuimaRaster) white = suima_raster_new (480, 320, 203);

  g_assert_null (suima_decode_qr (white));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (SuimaPicture) picture = load (files[i]);
      g_autoptr (SuimaRaster) raster = to_raster (picture);
      g_test_message ("%s", files[i]);
      g_assert_null (suima_decode_qr (raster));
    }
}

static void
test_decode_label_twice (void)
{
  g_autoptr (SuimaPicture) picture = load ("label.png");
  g_autoptr (SuimaRaster) one = to_raster (picture);
  g_autoptr (SuimaRaster) two = suima_raster_new (one->width_dots * 2, one->height_dots, 203);

  for (guint y = 0; y < one->height_dots; y++)
    for (guint x = 0; x < two->width_dots; x++)
      if (suima_raster_get (one, x % one->width_dots, y))
        suima_raster_set_black (two, x, y);
  g_assert_null (suima_decode_qr (two));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/symbologies", test_decode_symbologies);
  g_test_add_func ("/decode/qr-first", test_decode_qr_first);
  g_test_add_func ("/decode/stride", test_decode_stride);
  g_test_add_func ("/decode/inverted", test_decode_inverted);
  g_test_add_func ("/decode/small", test_decode_small);
  g_test_add_func ("/decode/blur", test_decode_blur);
  g_test_add_func ("/decode/empty", test_decode_empty);
  g_test_add_func ("/decode/label", test_decode_label);
  g_test_add_func ("/decode/label-refused", test_decode_label_refused);
  g_test_add_func ("/decode/label-twice", test_decode_label_twice);
  return g_test_run ();
}
