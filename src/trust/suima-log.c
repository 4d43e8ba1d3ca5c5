// SPDX-License-Identifier: Apache-2.0
#include "suima-log.h"

#include "suima-bytes.h"
#include "suima-error.h"

#include <sodium.h>
#include <string.h>

#define SUIMA_LOG_DOMAIN "SUIMA-EVT-1\n"
#define SUIMA_LOG_DOMAIN_SIZE_BYTES (sizeof SUIMA_LOG_DOMAIN - 1)

/* Where the fields of an entry begin. */
enum
{
  SUIMA_LOG_AT_MAGIC = 0,
  SUIMA_LOG_AT_STATION = 4,
  SUIMA_LOG_AT_EPOCH = 8,
  SUIMA_LOG_AT_FLAGS = 9,
  SUIMA_LOG_AT_SEQ = 10,
  SUIMA_LOG_AT_TIME = 18,
  SUIMA_LOG_AT_PREV = 26,
  SUIMA_LOG_AT_BODY = 58,
  SUIMA_LOG_AT_SIGNATURE = 90,
};

static const guint8 suima_log_magic[4] = { 'S', 'M', 'E', '1' };

G_STATIC_ASSERT (SUIMA_LOG_AT_SIGNATURE + SUIMA_SIGNATURE_SIZE_BYTES == SUIMA_LOG_ENTRY_SIZE_BYTES);

static void
suima_log_hash_prev (const SuimaLogEntry *prev, guint8 *ret)
{
  if (prev != NULL)
    suima_sha256 (prev->bytes, sizeof prev->bytes, ret);
  else
    memset (ret, 0, crypto_hash_sha256_BYTES);
}

static void
suima_log_hash_body (const guint8 *salt, const void *body, gsize size_bytes, guint8 *ret)
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, salt, SUIMA_LOG_SALT_SIZE_BYTES);
  crypto_hash_sha256_update (&state, body, size_bytes);
  crypto_hash_sha256_final (&state, ret);
}

/* @message: room for domain and the signed part of an entry */
static void
suima_log_write_message (const SuimaLogEntry *entry, guint8 *message)
{
  memcpy (message, SUIMA_LOG_DOMAIN, SUIMA_LOG_DOMAIN_SIZE_BYTES);
  memcpy (message + SUIMA_LOG_DOMAIN_SIZE_BYTES, entry->bytes, SUIMA_LOG_AT_SIGNATURE);
}

void
suima_log_append (const SuimaKey *key,
                  guint64 seq,
                  gint64 at_ms,
                  const SuimaLogEntry *prev,
                  const guint8 *salt,
                  const void *body,
                  gsize size_bytes,
                  SuimaLogEntry *ret_entry)
{
  guint8 message[SUIMA_LOG_DOMAIN_SIZE_BYTES + SUIMA_LOG_AT_SIGNATURE];
  SuimaLogEntry entry;
  guint8 *bytes = entry.bytes;

  g_return_if_fail ((seq == 0) == (prev == NULL));
  memcpy (bytes + SUIMA_LOG_AT_MAGIC, suima_log_magic, sizeof suima_log_magic);
  suima_bytes_put (bytes + SUIMA_LOG_AT_STATION, 4, suima_key_get_station (key));
  bytes[SUIMA_LOG_AT_EPOCH] = suima_key_get_epoch (key);
  bytes[SUIMA_LOG_AT_FLAGS] = 0;
  suima_bytes_put (bytes + SUIMA_LOG_AT_SEQ, 8, seq);
  suima_bytes_put (bytes + SUIMA_LOG_AT_TIME, 8, (guint64)at_ms);
  suima_log_hash_prev (prev, bytes + SUIMA_LOG_AT_PREV);
  suima_log_hash_body (salt, body, size_bytes, bytes + SUIMA_LOG_AT_BODY);
  suima_log_write_message (&entry, message);
  suima_key_sign (key, message, sizeof message, bytes + SUIMA_LOG_AT_SIGNATURE);
  *ret_entry = entry;
}

guint64
suima_log_entry_get_seq (const SuimaLogEntry *entry)
{
  return suima_bytes_get (entry->bytes + SUIMA_LOG_AT_SEQ, 8);
}

gint64
suima_log_entry_get_time_ms (const SuimaLogEntry *entry)
{
  return (gint64)suima_bytes_get (entry->bytes + SUIMA_LOG_AT_TIME, 8);
}

char *
suima_log_entry_get_key_id (const SuimaLogEntry *entry)
{
  guint64 station = suima_bytes_get (entry->bytes + SUIMA_LOG_AT_STATION, 4);
  guint8 epoch = entry->bytes[SUIMA_LOG_AT_EPOCH];

  if (memcmp (entry->bytes, suima_log_magic, sizeof suima_log_magic) != 0 ||
      station > SUIMA_SERIAL_MAX_STATION || epoch > SUIMA_SERIAL_MAX_EPOCH)
    return NULL;
  return suima_serial_to_key_id ((guint32)station, epoch);
}

static gboolean
suima_log_refuse (GError **error, guint64 seq, const char *what)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "log entry %" G_GUINT64_FORMAT ": %s", seq,
               what);
  return FALSE;
}

gboolean
suima_log_check_chain (const SuimaLogEntry *entry,
                       guint64 seq,
                       const SuimaLogEntry *prev,
                       GError **error)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  if (memcmp (entry->bytes, suima_log_magic, sizeof suima_log_magic) != 0)
    return suima_log_refuse (error, seq, "is not an entry of this version");
  if (suima_log_entry_get_seq (entry) != seq)
    return suima_log_refuse (error, seq, "has another sequence number");
  suima_log_hash_prev (prev, hash);
  if (memcmp (entry->bytes + SUIMA_LOG_AT_PREV, hash, sizeof hash) != 0)
    return suima_log_refuse (error, seq, "does not follow the entry before");
  return TRUE;
}

gboolean
suima_log_check_body (const SuimaLogEntry *entry,
                      const guint8 *salt,
                      const void *body,
                      gsize size_bytes,
                      GError **error)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  suima_log_hash_body (salt, body, size_bytes, hash);
  if (memcmp (entry->bytes + SUIMA_LOG_AT_BODY, hash, sizeof hash) != 0)
    return suima_log_refuse (error, suima_log_entry_get_seq (entry), "has another body");
  return TRUE;
}

gboolean
suima_log_check_signature (const SuimaLogEntry *entry, const guint8 *public_key, GError **error)
{
  guint8 message[SUIMA_LOG_DOMAIN_SIZE_BYTES + SUIMA_LOG_AT_SIGNATURE];

  suima_log_write_message (entry, message);
  if (!suima_signature_check (public_key, message, sizeof message,
                              entry->bytes + SUIMA_LOG_AT_SIGNATURE))
    return suima_log_refuse (error, suima_log_entry_get_seq (entry), "has a wrong signature");
  return TRUE;
}

gboolean
suima_log_check (const SuimaLogEntry *entry,
                 const guint8 *public_key,
                 guint64 seq,
                 const SuimaLogEntry *prev,
                 const guint8 *salt,
                 const void *body,
                 gsize size_bytes,
                 GError **error)
{
  return suima_log_check_chain (entry, seq, prev, error) &&
         (salt == NULL || suima_log_check_body (entry, salt, body, size_bytes, error)) &&
         suima_log_check_signature (entry, public_key, error);
}
