// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-picture.h"

#include <string.h>
#include <sys/resource.h>

static GByteArray *
load (const char *name)
{
  g_autofree char *path = g_build_filename (TEST_DATA, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size_bytes = 0;

  g_assert_true (g_file_get_contents (path, &data, &size_bytes, &error));
  return g_byte_array_new_take ((guint8 *)data, size_bytes);
}

static SuimaPicture *
read_array (const GByteArray *array, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (array->data, array->len);

  return suima_picture_read (bytes, error);
}

static void
assert_refused (const GByteArray *array, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_array (array, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_picture_png (void)
{
  g_autoptr (GByteArray) file = load ("transparent.png");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPicture) picture = read_array (file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (picture->width_px, ==, 164);
  g_assert_cmpuint (picture->height_px, ==, 164);
  /* The quiet zone is transparent, the finder pattern behind it black. */
  g_assert_cmpuint (picture->luma[0], ==, 255);
  g_assert_cmpuint (picture->luma[17 * 164 + 17], ==, 0);
}

static void
test_picture_jpeg (void)
{
  g_autoptr (GByteArray) file = load ("two.jpg");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPicture) picture = read_array (file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (picture->width_px, ==, 450);
  g_assert_cmpuint (picture->height_px, ==, 190);
  g_assert_cmpuint (picture->luma[0], >, 250);
}

/* Cameras append things behind the picture. */
static void
test_picture_jpeg_trailer (void)
{
  g_autoptr (GByteArray) file = load ("two.jpg");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPicture) picture = NULL;

  g_byte_array_append (file, (const guint8 *)"SEFT\0\0\0", 7);
  picture = read_array (file, &error);
  g_assert_no_error (error);
  g_assert_nonnull (picture);
}

static void
test_picture_truncated (void)
{
  static const char *const files[] = { "two.jpg", "label.png" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GByteArray) file = load (files[i]);
      guint whole = file->len;
      for (guint length = whole - 14; length > 60; length -= MIN (length, whole / 16))
        {
          g_test_message ("%s cut to %u bytes", files[i], length);
          g_byte_array_set_size (file, length);
          assert_refused (file, "damaged");
        }
    }
}

static void
test_picture_type (void)
{
  g_autoptr (GByteArray) gif = load ("label.gif"), empty = g_byte_array_new ();

  assert_refused (gif, "neither PNG nor JPEG");
  assert_refused (empty, "neither PNG nor JPEG");
  g_byte_array_append (empty, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
  assert_refused (empty, "neither PNG nor JPEG");
}

static guint32
get_crc (const guint8 *bytes, gsize size_bytes)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < size_bytes; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320u : 0);
    }
  return ~crc;
}

/* Writes other dimensions into the header of a PNG. */
static void
set_png_size (GByteArray *file, guint32 width_px, guint32 height_px)
{
  guint32 fields[2] = { GUINT32_TO_BE (width_px), GUINT32_TO_BE (height_px) };
  guint32 crc;

  memcpy (file->data + 16, fields, sizeof fields);
  crc = GUINT32_TO_BE (get_crc (file->data + 12, 17));
  memcpy (file->data + 29, &crc, sizeof crc);
}

static long
get_peak_kb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void
test_picture_bomb (void)
{
  static const guint32 sizes[][2] = { { 60000, 60000 }, { 8000, 5001 }, { 900000, 100 } };
  g_autoptr (GByteArray) png = load ("label.png"), jpeg = load ("two.jpg");
  long before_kb = get_peak_kb ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      set_png_size (png, sizes[i][0], sizes[i][1]);
      assert_refused (png, "pixels, more than 40000000");
    }
  for (guint at = 2; at + 9 < jpeg->len;
       at += 2u + (jpeg->data[at + 2] * 256u + jpeg->data[at + 3]))
    if (jpeg->data[at + 1] == 0xc0)
      {
        memset (jpeg->data + at + 5, 0xfe, 4);
        break;
      }
  assert_refused (jpeg, "pixels, more than 40000000");
  g_assert_cmpint (get_peak_kb () - before_kb, <, 32 * 1024);
}

/* Whatever is flipped, reading ends with a picture or with an error. */
static void
test_picture_mutated (void)
{
  static const char *const files[] = { "two.jpg", "label.png", "transparent.png" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GByteArray) file = load (files[round % G_N_ELEMENTS (files)]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPicture) picture = NULL;
      for (guint n = 0; n < 4; n++)
        file->data[g_rand_int_range (rand, 8, (gint32)file->len)] =
            (guint8)g_rand_int_range (rand, 0, 256);
      picture = read_array (file, &error);
      g_assert_true ((picture != NULL) != (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/png", test_picture_png);
  g_test_add_func ("/picture/jpeg", test_picture_jpeg);
  g_test_add_func ("/picture/jpeg-trailer", test_picture_jpeg_trailer);
  g_test_add_func ("/picture/truncated", test_picture_truncated);
  g_test_add_func ("/picture/type", test_picture_type);
  g_test_add_func ("/picture/bomb", test_picture_bomb);
  g_test_add_func ("/picture/mutated", test_picture_mutated);
  return g_test_run ();
}
