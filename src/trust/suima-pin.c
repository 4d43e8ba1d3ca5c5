// SPDX-License-Identifier: Apache-2.0
#include "suima-pin.h"

#include "suima-error.h"
#include "suima-key-private.h"

#include <sodium.h>
#include <string.h>

#define SUIMA_PIN_PASSES 3u
#define SUIMA_PIN_MEMORY_BYTES (64u * 1024 * 1024)
#define SUIMA_PIN_PEPPER_DOMAIN "SUIMA-PIN-PEPPER-1"

gboolean
suima_pin_is_valid (const char *pin)
{
  int step = pin[0] != '\0' ? pin[1] - pin[0] : 0;
  gboolean is_even_step = TRUE;

  if (strlen (pin) != SUIMA_PIN_LENGTH)
    return FALSE;
  for (guint i = 0; i < SUIMA_PIN_LENGTH; i++)
    if (!g_ascii_isdigit (pin[i]))
      return FALSE;
  for (guint i = 1; i < SUIMA_PIN_LENGTH; i++)
    is_even_step = is_even_step && pin[i] - pin[i - 1] == step;
  return !is_even_step || step < -1 || step > 1;
}

/* Two keyed hashes: the pepper from the seed, then the PIN under the pepper. */
static void
suima_pin_pepper (const SuimaKey *key, const char *pin, char *ret, gsize size_bytes)
{
  guint8 pepper[crypto_generichash_KEYBYTES], mixed[crypto_generichash_BYTES];

  crypto_generichash (pepper, sizeof pepper, (const guint8 *)SUIMA_PIN_PEPPER_DOMAIN,
                      strlen (SUIMA_PIN_PEPPER_DOMAIN), suima_key_get_secret (key),
                      SUIMA_KEY_SIZE_BYTES);
  crypto_generichash (mixed, sizeof mixed, (const guint8 *)pin, strlen (pin), pepper,
                      sizeof pepper);
  sodium_bin2hex (ret, size_bytes, mixed, sizeof mixed);
  sodium_memzero (pepper, sizeof pepper);
  sodium_memzero (mixed, sizeof mixed);
}

char *
suima_pin_hash (const SuimaKey *key, const char *pin, GError **error)
{
  char peppered[2 * crypto_generichash_BYTES + 1], hash[crypto_pwhash_STRBYTES];
  int failed;

  suima_pin_pepper (key, pin, peppered, sizeof peppered);
  failed = crypto_pwhash_str_alg (hash, peppered, strlen (peppered), SUIMA_PIN_PASSES,
                                  SUIMA_PIN_MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13);
  sodium_memzero (peppered, sizeof peppered);
  if (failed == 0)
    return g_strdup (hash);
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE,
                       "no 64 MiB of memory are free to hash a PIN with");
  return NULL;
}

gboolean
suima_pin_check (const SuimaKey *key, const char *hash, const char *pin)
{
  char peppered[2 * crypto_generichash_BYTES + 1];
  gboolean is_right;

  suima_pin_pepper (key, pin, peppered, sizeof peppered);
  is_right = crypto_pwhash_str_verify (hash, peppered, strlen (peppered)) == 0;
  sodium_memzero (peppered, sizeof peppered);
  return is_right;
}
