// SPDX-License-Identifier: Apache-2.0
#include "suima-sealed-box.h"

#include "suima-error.h"
#include "suima-key-private.h"

#include <sodium.h>

GBytes *
suima_sealed_box_seal (const guint8 *public_key, const void *plain, gsize size_bytes)
{
  guint8 box_key[crypto_box_PUBLICKEYBYTES];
  gsize sealed_bytes = size_bytes + crypto_box_SEALBYTES;
  guint8 *sealed;

  if (crypto_sign_ed25519_pk_to_curve25519 (box_key, public_key) != 0)
    return NULL;
  sealed = g_malloc (sealed_bytes);
  if (crypto_box_seal (sealed, plain, size_bytes, box_key) != 0)
    {
      g_free (sealed);
      return NULL;
    }
  return g_bytes_new_take (sealed, sealed_bytes);
}

gboolean
suima_sealed_box_open (
    const SuimaKey *key, GBytes *box, guint8 *ret_plain, gsize size_bytes, GError **error)
{
  guint8 box_key[crypto_box_PUBLICKEYBYTES], box_secret[crypto_box_SECRETKEYBYTES];
  gsize sealed_bytes;
  const guint8 *sealed = g_bytes_get_data (box, &sealed_bytes);
  gboolean is_open =
      sealed_bytes == size_bytes + crypto_box_SEALBYTES &&
      crypto_sign_ed25519_pk_to_curve25519 (box_key, suima_key_get_public (key)) == 0 &&
      crypto_sign_ed25519_sk_to_curve25519 (box_secret, suima_key_get_secret (key)) == 0 &&
      crypto_box_seal_open (ret_plain, sealed, sealed_bytes, box_key, box_secret) == 0;

  sodium_memzero (box_secret, sizeof box_secret);
  if (!is_open)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_DENIED,
                         "the sealed box is not for this station's key");
  return is_open;
}
