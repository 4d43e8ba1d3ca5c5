// SPDX-License-Identifier: Apache-2.0
// The station's chained log: one signed entry an event.
#pragma once

#include "suima-key.h"

#include <glib.h>

#define SUIMA_LOG_ENTRY_SIZE_BYTES 154
#define SUIMA_LOG_SALT_SIZE_BYTES 16

/** SuimaLogEntry: "SME1" T32 E8 flags8 seq64 time_ms64 prev[32] body_hash[32] signature[64],
 * integers big-endian. */
typedef struct
{
  guint8 bytes[SUIMA_LOG_ENTRY_SIZE_BYTES];
} SuimaLogEntry;

/**
 * suima_log_append:
 * @key: signs
 * @seq: 0 for the first entry
 * @at_ms: UTC milliseconds since 1970
 * @prev: (nullable): the entry before; %NULL for the first
 * @salt: 16 random bytes, kept beside the body
 * @body, @size_bytes: the event as it will be uploaded
 * @ret_entry: (out): the entry
 */
void suima_log_append (const SuimaKey *key,
                       guint64 seq,
                       gint64 at_ms,
                       const SuimaLogEntry *prev,
                       const guint8 *salt,
                       const void *body,
                       gsize size_bytes,
                       SuimaLogEntry *ret_entry);

/**
 * suima_log_check:
 * @entry: the entry
 * @public_key: the station's
 * @seq, @prev: as it should be
 * @salt: (nullable): 16 bytes; %NULL skips the body
 *
 * Returns: whether sequence, chain, body hash and signature hold. Errors: CORRUPT, naming which.
 */
gboolean suima_log_check (const SuimaLogEntry *entry,
                          const guint8 *public_key,
                          guint64 seq,
                          const SuimaLogEntry *prev,
                          const guint8 *salt,
                          const void *body,
                          gsize size_bytes,
                          GError **error);

/** suima_log_check_chain: Returns: whether @entry is the one of @seq that follows @prev. With the
 * signature of a batch's last entry this proves all of them. Errors: CORRUPT. */
gboolean suima_log_check_chain (const SuimaLogEntry *entry,
                                guint64 seq,
                                const SuimaLogEntry *prev,
                                GError **error);

/** suima_log_check_body: Returns: whether @body is what @entry vouches for. Errors: CORRUPT. */
gboolean suima_log_check_body (const SuimaLogEntry *entry,
                               const guint8 *salt,
                               const void *body,
                               gsize size_bytes,
                               GError **error);

/** suima_log_check_signature: Returns: whether @public_key signed @entry. Errors: CORRUPT. */
gboolean suima_log_check_signature (const SuimaLogEntry *entry,
                                    const guint8 *public_key,
                                    GError **error);

/** suima_log_entry_get_seq: Returns: the sequence number it bears. */
guint64 suima_log_entry_get_seq (const SuimaLogEntry *entry);
/** suima_log_entry_get_time_ms: Returns: its time, UTC milliseconds since 1970. */
gint64 suima_log_entry_get_time_ms (const SuimaLogEntry *entry);
/** suima_log_entry_get_key_id: Returns: (transfer full) (nullable): `TTTTE`; %NULL when the bytes
 * are no entry. */
char *suima_log_entry_get_key_id (const SuimaLogEntry *entry);
