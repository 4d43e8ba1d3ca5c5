// SPDX-License-Identifier: Apache-2.0
#include "suima-key.h"

#include "suima-bytes.h"
#include "suima-code.h"
#include "suima-error.h"
#include "suima-key-private.h"
#include "suima-voucher.h"

#include <sodium.h>
#include <string.h>

#define SUIMA_KEY_TEXT_PREFIX "SUIMA-KEY-1 "
#define SUIMA_KEY_CHECK_SIZE_BYTES 4
#define SUIMA_KEY_BODY_SIZE_BYTES (4 + 2 * SUIMA_KEY_SIZE_BYTES) /* T24 E8 seed serial key */
#define SUIMA_KEY_RECORD_SIZE_BYTES (SUIMA_KEY_BODY_SIZE_BYTES + SUIMA_KEY_CHECK_SIZE_BYTES)
#define SUIMA_SERIAL_DOMAIN "SUIMA-SN1"
#define SUIMA_DERIVE_DOMAIN "SUIMA-TK1"
#define SUIMA_LABEL_DOMAIN "SUIMA-LABEL-1\n"
#define SUIMA_VOUCHER_DOMAIN "SUIMA-VOUCHER-1\n"

/* The whole struct lies in memory of sodium_malloc(): locked, not dumped, wiped when freed. */
struct _SuimaKey
{
  guint8 secret[crypto_sign_SECRETKEYBYTES]; /* seed, then public key */
  guint8 public_key[SUIMA_KEY_SIZE_BYTES];
  guint8 serial_key[SUIMA_KEY_SIZE_BYTES];
  guint32 station;
  guint8 epoch;
  char id[6];
};

gboolean
suima_trust_init (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                       "the cryptographic library does not start");
  return FALSE;
}

/* @to: room for T24 E8 */
static void
suima_key_put_station (guint8 *to, guint32 station, guint8 epoch)
{
  suima_bytes_put (to, 3, station);
  to[3] = epoch;
}

SuimaKey *
suima_key_new (const guint8 *seed, const guint8 *serial_key, guint32 station, guint8 epoch)
{
  SuimaKey *key;
  g_autofree char *id = NULL;

  g_return_val_if_fail (station <= SUIMA_SERIAL_MAX_STATION, NULL);
  g_return_val_if_fail (epoch <= SUIMA_SERIAL_MAX_EPOCH, NULL);
  key = sodium_malloc (sizeof *key);
  if (key == NULL)
    g_error ("no locked memory for a key of %zu bytes", sizeof *key);
  crypto_sign_seed_keypair (key->public_key, key->secret, seed);
  memcpy (key->serial_key, serial_key, SUIMA_KEY_SIZE_BYTES);
  key->station = station;
  key->epoch = epoch;
  id = suima_serial_to_key_id (station, epoch);
  memcpy (key->id, id, sizeof key->id);
  return key;
}

SuimaKey *
suima_key_generate (void)
{
  guint8 seed[SUIMA_KEY_SIZE_BYTES], serial_key[SUIMA_KEY_SIZE_BYTES];
  guint8 public_key[SUIMA_KEY_SIZE_BYTES], secret[crypto_sign_SECRETKEYBYTES], hash[32];
  SuimaKey *key;

  randombytes_buf (seed, sizeof seed);
  randombytes_buf (serial_key, sizeof serial_key);
  crypto_sign_seed_keypair (public_key, secret, seed);
  suima_sha256 (public_key, sizeof public_key, hash);
  key = suima_key_new (seed, serial_key, (guint32)suima_bytes_get (hash, 3) >> 4, 0);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (serial_key, sizeof serial_key);
  sodium_memzero (secret, sizeof secret);
  return key;
}

SuimaKey *
suima_key_rekey (const SuimaKey *key, const guint8 *serial_key, guint32 station, guint8 epoch)
{
  guint8 seed[SUIMA_KEY_SIZE_BYTES];
  SuimaKey *moved;

  crypto_sign_ed25519_sk_to_seed (seed, key->secret);
  moved = suima_key_new (seed, serial_key, station, epoch);
  sodium_memzero (seed, sizeof seed);
  return moved;
}

void
suima_key_free (SuimaKey *key)
{
  if (key != NULL)
    sodium_free (key);
}

static void
suima_key_check_record (const guint8 *record, guint8 *ret_check)
{
  crypto_generichash (ret_check, crypto_generichash_BYTES_MIN, record, SUIMA_KEY_BODY_SIZE_BYTES,
                      NULL, 0);
}

char *
suima_key_to_text (const SuimaKey *key)
{
  guint8 record[SUIMA_KEY_RECORD_SIZE_BYTES], check[crypto_generichash_BYTES_MIN];
  char *base32, *text;

  suima_key_put_station (record, key->station, key->epoch);
  memcpy (record + 4, key->secret, SUIMA_KEY_SIZE_BYTES);
  memcpy (record + 4 + SUIMA_KEY_SIZE_BYTES, key->serial_key, SUIMA_KEY_SIZE_BYTES);
  suima_key_check_record (record, check);
  memcpy (record + SUIMA_KEY_BODY_SIZE_BYTES, check, SUIMA_KEY_CHECK_SIZE_BYTES);
  base32 = suima_base32_encode (record, sizeof record);
  text = g_strconcat (SUIMA_KEY_TEXT_PREFIX, base32, "\n", NULL);
  suima_key_free_text (base32);
  sodium_memzero (record, sizeof record);
  return text;
}

void
suima_key_free_text (char *text)
{
  if (text == NULL)
    return;
  sodium_memzero (text, strlen (text));
  g_free (text);
}

/* Returns: whether @text is a whole, undamaged record. */
static gboolean
suima_key_read_record (const char *text, guint8 *record)
{
  guint8 check[crypto_generichash_BYTES_MIN];
  gsize length = strlen (text);
  char *base32;
  gboolean is_whole;

  if (!g_str_has_prefix (text, SUIMA_KEY_TEXT_PREFIX))
    return FALSE;
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
    length--;
  base32 =
      g_strndup (text + strlen (SUIMA_KEY_TEXT_PREFIX), length - strlen (SUIMA_KEY_TEXT_PREFIX));
  is_whole = suima_base32_decode (base32, record, SUIMA_KEY_RECORD_SIZE_BYTES);
  suima_key_free_text (base32);
  if (!is_whole)
    return FALSE;
  suima_key_check_record (record, check);
  return sodium_memcmp (record + SUIMA_KEY_BODY_SIZE_BYTES, check, SUIMA_KEY_CHECK_SIZE_BYTES) == 0;
}

SuimaKey *
suima_key_parse (const char *text, GError **error)
{
  guint8 record[SUIMA_KEY_RECORD_SIZE_BYTES] = { 0 };
  SuimaKey *key = NULL;

  if (suima_key_read_record (text, record) &&
      suima_bytes_get (record, 3) <= SUIMA_SERIAL_MAX_STATION &&
      record[3] <= SUIMA_SERIAL_MAX_EPOCH)
    key = suima_key_new (record + 4, record + 4 + SUIMA_KEY_SIZE_BYTES,
                         (guint32)suima_bytes_get (record, 3), record[3]);
  else
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                         "the text of the station's key is damaged");
  sodium_memzero (record, sizeof record);
  return key;
}

guint32
suima_key_get_station (const SuimaKey *key)
{
  return key->station;
}

guint8
suima_key_get_epoch (const SuimaKey *key)
{
  return key->epoch;
}

const char *
suima_key_get_id (const SuimaKey *key)
{
  return key->id;
}

const guint8 *
suima_key_get_public (const SuimaKey *key)
{
  return key->public_key;
}

const guint8 *
suima_key_get_secret (const SuimaKey *key)
{
  return key->secret;
}

void
suima_key_derive_serial_key (const guint8 *master, guint32 station, guint8 epoch, guint8 *ret)
{
  guint8 message[sizeof SUIMA_DERIVE_DOMAIN - 1 + 4];

  memcpy (message, SUIMA_DERIVE_DOMAIN, sizeof SUIMA_DERIVE_DOMAIN - 1);
  suima_key_put_station (message + sizeof SUIMA_DERIVE_DOMAIN - 1, station, epoch);
  crypto_generichash (ret, SUIMA_KEY_SIZE_BYTES, message, sizeof message, master,
                      SUIMA_KEY_SIZE_BYTES);
}

/* Returns: the 40 bits. */
static guint64
suima_key_mac_serial (const SuimaKey *key, guint32 counter)
{
  guint8 message[sizeof SUIMA_SERIAL_DOMAIN - 1 + 8], mac[16];
  guint8 *fields = message + sizeof SUIMA_SERIAL_DOMAIN - 1;

  memcpy (message, SUIMA_SERIAL_DOMAIN, sizeof SUIMA_SERIAL_DOMAIN - 1);
  suima_key_put_station (fields, key->station, key->epoch);
  suima_bytes_put (fields + 4, 4, counter);
  crypto_generichash (mac, sizeof mac, message, sizeof message, key->serial_key,
                      SUIMA_KEY_SIZE_BYTES);
  return suima_bytes_get (mac, 5);
}

char *
suima_key_issue_serial (const SuimaKey *key, guint32 counter)
{
  SuimaSerial serial = { key->station, key->epoch, counter, 0 };

  g_return_val_if_fail (counter <= SUIMA_SERIAL_MAX_COUNTER, NULL);
  serial.mac = suima_key_mac_serial (key, counter);
  return suima_serial_to_text (&serial);
}

gboolean
suima_key_owns_serial (const SuimaKey *key, const char *serial)
{
  SuimaSerial parts;
  g_autofree char *text = suima_serial_parse (serial, &parts, NULL);
  guint8 have[5], want[5];

  if (text == NULL || parts.station != key->station || parts.epoch != key->epoch)
    return FALSE;
  suima_bytes_put (have, 5, parts.mac);
  suima_bytes_put (want, 5, suima_key_mac_serial (key, parts.counter));
  return sodium_memcmp (have, want, sizeof have) == 0;
}

void
suima_key_sign (const SuimaKey *key, const guint8 *message, gsize size_bytes, guint8 *ret_signature)
{
  crypto_sign_detached (ret_signature, NULL, message, size_bytes, key->secret);
}

gboolean
suima_signature_check (const guint8 *public_key,
                       const guint8 *message,
                       gsize size_bytes,
                       const guint8 *signature)
{
  return crypto_sign_verify_detached (signature, message, size_bytes, public_key) == 0;
}

char *
suima_key_sign_uri (const SuimaKey *key, const char *uri)
{
  g_autofree char *message = g_strconcat (SUIMA_LABEL_DOMAIN, uri, NULL);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *base32 = NULL;
  const char *host = strstr (uri, "://");
  const char *path = host ? strchr (host + 3, '/') : NULL;

  g_return_val_if_fail (path != NULL, NULL);
  suima_key_sign (key, (const guint8 *)message, strlen (message), signature);
  base32 = suima_base32_encode (signature, sizeof signature);
  return g_strdup_printf ("%.*s/%s%s", (int)(path - uri), uri, base32, path);
}

gboolean
suima_uri_check_signature (const guint8 *public_key, const char *uri)
{
  g_autoptr (SuimaCode) code = suima_code_parse (uri, NULL);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *unsigned_uri = NULL;
  g_autofree char *message = NULL;

  if (code == NULL || code->signature == NULL ||
      !suima_base32_decode (code->signature, signature, sizeof signature))
    return FALSE;
  g_clear_pointer (&code->signature, g_free);
  unsigned_uri = suima_code_to_uri (code);
  message = g_strconcat (SUIMA_LABEL_DOMAIN, unsigned_uri, NULL);
  return suima_signature_check (public_key, (const guint8 *)message, strlen (message), signature);
}

char *
suima_key_sign_voucher (const SuimaKey *key, const char *uri)
{
  g_autofree char *message = g_strconcat (SUIMA_VOUCHER_DOMAIN, uri, NULL);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *base32 = NULL;
  const char *payload = strrchr (uri, '/');

  g_return_val_if_fail (payload != NULL, NULL);
  suima_key_sign (key, (const guint8 *)message, strlen (message), signature);
  base32 = suima_base32_encode (signature, sizeof signature);
  return g_strdup_printf ("%.*s/%s%s", (int)(payload - uri), uri, base32, payload);
}

gboolean
suima_voucher_check_signature (const guint8 *public_key, const char *uri)
{
  g_autoptr (SuimaVoucher) voucher = suima_voucher_parse (uri, NULL);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *unsigned_uri = NULL;
  g_autofree char *message = NULL;

  if (voucher == NULL || voucher->signature == NULL ||
      !suima_base32_decode (voucher->signature, signature, sizeof signature))
    return FALSE;
  unsigned_uri = suima_voucher_dup_unsigned (uri);
  message = g_strconcat (SUIMA_VOUCHER_DOMAIN, unsigned_uri, NULL);
  return suima_signature_check (public_key, (const guint8 *)message, strlen (message), signature);
}

void
suima_random_bytes (guint8 *bytes, gsize size_bytes)
{
  randombytes_buf (bytes, size_bytes);
}

void
suima_sha256 (const void *bytes, gsize size_bytes, guint8 *ret)
{
  crypto_hash_sha256 (ret, bytes, size_bytes);
}

char *
suima_sha256_hex (const void *bytes, gsize size_bytes)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  char *hex = g_malloc (2 * sizeof hash + 1);

  suima_sha256 (bytes, size_bytes, hash);
  return sodium_bin2hex (hex, 2 * sizeof hash + 1, hash, sizeof hash);
}
