// SPDX-License-Identifier: Apache-2.0
#include "suima-sealed-box.h"

#include "suima-error.h"

#include <string.h>

static const guint8 seed[32] = { 1, 2, 3 };
static const guint8 other_seed[32] = { 3, 2, 1 };
static const guint8 serial_key[32] = { 9 };

static void
test_round (void)
{
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 1, 0);
  g_autoptr (GBytes) box =
      suima_sealed_box_seal (suima_key_get_public (key), "sixteen bytes!!", 16);
  g_autoptr (GBytes) again =
      suima_sealed_box_seal (suima_key_get_public (key), "sixteen bytes!!", 16);
  g_autoptr (GError) error = NULL;
  guint8 plain[16];

  g_assert_cmpuint (g_bytes_get_size (box), ==, 16 + 48);
  g_assert_false (g_bytes_equal (box, again));
  g_assert_true (suima_sealed_box_open (key, box, plain, sizeof plain, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (plain, 16, "sixteen bytes!!", 16);
}

static void
test_refused (void)
{
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 1, 0);
  g_autoptr (SuimaKey) other = suima_key_new (other_seed, serial_key, 1, 0);
  g_autoptr (GBytes) box =
      suima_sealed_box_seal (suima_key_get_public (key), "sixteen bytes!!", 16);
  gsize size_bytes;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (box, NULL), g_bytes_get_size (box));
  g_autoptr (GError) error = NULL;
  guint8 plain[32];

  g_assert_false (suima_sealed_box_open (other, box, plain, 16, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_false (suima_sealed_box_open (key, box, plain, 15, NULL));
  g_assert_false (suima_sealed_box_open (key, box, plain, 32, NULL));
  size_bytes = g_bytes_get_size (box);
  for (gsize i = 0; i < size_bytes; i++)
    {
      g_autoptr (GBytes) damaged = NULL;
      bytes[i] ^= 1;
      damaged = g_bytes_new (bytes, size_bytes);
      bytes[i] ^= 1;
      g_assert_false (suima_sealed_box_open (key, damaged, plain, 16, NULL));
    }
}

static void
test_no_key (void)
{
  static const guint8 zeros[32];
  guint8 ones[32];

  memset (ones, 0xff, sizeof ones);
  g_assert_null (suima_sealed_box_seal (zeros, "x", 1));
  g_assert_null (suima_sealed_box_seal (ones, "x", 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  suima_trust_init (NULL);
  g_test_add_func ("/trust/sealed-box/round", test_round);
  g_test_add_func ("/trust/sealed-box/refused", test_refused);
  g_test_add_func ("/trust/sealed-box/no-key", test_no_key);
  return g_test_run ();
}
