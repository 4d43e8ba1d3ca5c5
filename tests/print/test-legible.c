// SPDX-License-Identifier: Apache-2.0
// Whether the code of every golden label is read as a phone in a shop sees it: specks and gaps of a
// worn head, and a picture that is not sharp.
#include "samples.h"
#include "suima-decode.h"
#include "suima-picture.h"

#include <math.h>
#include <string.h>

#define SEED 20261122u
#define SIGMA_DOTS 1.0
#define NOISE 0.10

static SuimaPicture *
read_golden (const char *id, guint dpi, const char *sample)
{
  g_autofree char *path =
      g_strdup_printf ("%s/data/goldens/%s-%u-%s.png", g_getenv ("G_TEST_SRCDIR"), id, dpi, sample);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  SuimaPicture *picture;
  gsize size_bytes;

  g_file_get_contents (path, &content, &size_bytes, &error);
  g_assert_no_error (error);
  file = g_bytes_new (content, size_bytes);
  picture = suima_picture_read (file, &error);
  g_assert_no_error (error);
  return picture;
}

/* Ten dots of a hundred are black or white by chance. */
static void
add_noise (SuimaPicture *picture, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (gsize i = 0; i < (gsize)picture->width_px * picture->height_px; i++)
    if (g_rand_double (random) < NOISE)
      picture->luma[i] = g_rand_boolean (random) ? 255 : 0;
}

/* One direction of the Gauss; @step: from a dot to the next in it. */
static void
blur_line (guint8 *luma, gsize step, guint length)
{
  g_autofree double *line = g_new (double, length);

  for (guint i = 0; i < length; i++)
    {
      double sum = 0, weights = 0;
      for (int d = -3; d <= 3; d++)
        {
          guint at = (guint)CLAMP ((int)i + d, 0, (int)length - 1);
          double weight = exp (-d * d / (2 * SIGMA_DOTS * SIGMA_DOTS));
          sum += weight * luma[at * step];
          weights += weight;
        }
      line[i] = sum / weights;
    }
  for (guint i = 0; i < length; i++)
    luma[i * step] = (guint8)lround (line[i]);
}

static void
blur (SuimaPicture *picture)
{
  for (guint y = 0; y < picture->height_px; y++)
    blur_line (picture->luma + (gsize)y * picture->width_px, 1, picture->width_px);
  for (guint x = 0; x < picture->width_px; x++)
    blur_line (picture->luma + x, picture->width_px, picture->height_px);
}

static gboolean
reads (const SuimaPicture *picture, const char *uri)
{
  g_autoptr (GPtrArray) texts =
      suima_decode_luma (picture->luma, picture->width_px, picture->height_px, picture->width_px);

  for (guint i = 0; i < texts->len; i++)
    if (strcmp (texts->pdata[i], uri) == 0)
      return TRUE;
  return FALSE;
}

/* White stripes over the symbol, as a head with dead elements leaves them. */
static void
spoil (SuimaPicture *picture, const SuimaBox *qr, guint dpi)
{
  guint left = suima_mm_to_dots (qr->x_mm, dpi);
  guint right = suima_mm_to_dots (qr->x_mm + qr->width_mm, dpi);

  for (guint x = left; x < right; x++)
    if ((x - left) % 10 < 5)
      for (guint y = 0; y < picture->height_px; y++)
        picture->luma[(gsize)y * picture->width_px + x] = 255;
}

static void
test_legible_goldens (void)
{
  static const guint dpis[] = { 203, 300 };
  static const char *const names[] = { "fruit", "meat", "produce", "long" };

  for (const char *const *id = sample_template_ids (); *id != NULL; id++)
    for (guint d = 0; d < G_N_ELEMENTS (dpis); d++)
      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        {
          g_autoptr (SuimaTemplate) template = sample_template (*id);
          const SuimaBox *qr = suima_template_get_qr (template);
          g_autoptr (SuimaPicture) picture = read_golden (*id, dpis[d], names[n]);

          if (qr == NULL)
            continue;
          add_noise (picture, SEED + d);
          blur (picture);
          if (!reads (picture, sample_uri (template)))
            {
              g_test_message ("%s at %u dpi, %s, is not read", *id, dpis[d], names[n]);
              g_test_fail ();
            }
        }
}

/* The test above can fail: a symbol that is really damaged is not read. */
static void
test_legible_spoilt (void)
{
  g_autoptr (SuimaTemplate) template = sample_template ("60x40");
  g_autoptr (SuimaPicture) picture = read_golden ("60x40", 203, "fruit");

  g_assert_true (reads (picture, sample_uri (template)));
  spoil (picture, suima_template_get_qr (template), 203);
  g_assert_false (reads (picture, sample_uri (template)));
  add_noise (picture, SEED);
  blur (picture);
  g_assert_false (reads (picture, sample_uri (template)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/legible/goldens", test_legible_goldens);
  g_test_add_func ("/legible/spoilt", test_legible_spoilt);
  return g_test_run ();
}
