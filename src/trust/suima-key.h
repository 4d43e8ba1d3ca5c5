// SPDX-License-Identifier: Apache-2.0
// A station's keys: what issues serials, signs labels, log entries and requests.
#pragma once

#include "suima-serial.h"

#include <glib.h>

#define SUIMA_KEY_SIZE_BYTES 32
#define SUIMA_SIGNATURE_SIZE_BYTES 64

/** SuimaKey: opaque; its secrets live in locked memory and are wiped when freed. */
typedef struct _SuimaKey SuimaKey;

/** suima_trust_init: Must be called once before anything else of this room. Errors: INTERNAL. */
gboolean suima_trust_init (GError **error);

/**
 * suima_key_generate:
 *
 * For a station without a hub: a random seed and a random serial key; the station number is taken
 * from the public key, epoch 0.
 *
 * Returns: (transfer full): the key.
 */
SuimaKey *suima_key_generate (void);

/**
 * suima_key_new:
 * @seed: 32 bytes, Ed25519  @serial_key: 32 bytes, k_TE
 * @station: 20 bits  @epoch: 5 bits
 *
 * Returns: (transfer full): the key.
 */
SuimaKey *suima_key_new (const guint8 *seed,
                         const guint8 *serial_key,
                         guint32 station,
                         guint8 epoch);

/** suima_key_rekey: Returns: (transfer full): the seed of @key with the place that a hub gave it:
 * @serial_key (32 bytes), @station and @epoch. */
SuimaKey *suima_key_rekey (const SuimaKey *key,
                           const guint8 *serial_key,
                           guint32 station,
                           guint8 epoch);
void suima_key_free (SuimaKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaKey, suima_key_free)

/** suima_key_to_text: Returns: (transfer full): the secret as a text to keep in a file that only
 * its owner reads; wipe and free with suima_key_free_text(). */
char *suima_key_to_text (const SuimaKey *key);
void suima_key_free_text (char *text);
/** suima_key_parse: Returns: (transfer full): the key of such a text. Errors: CORRUPT. */
SuimaKey *suima_key_parse (const char *text, GError **error);

guint32 suima_key_get_station (const SuimaKey *key);
guint8 suima_key_get_epoch (const SuimaKey *key);
/** suima_key_get_id: Returns: (transfer none): `TTTTE`. */
const char *suima_key_get_id (const SuimaKey *key);
/** suima_key_get_public: Returns: (transfer none): 32 bytes. */
const guint8 *suima_key_get_public (const SuimaKey *key);

/** suima_key_derive_serial_key: k_TE = BLAKE2b-256(@master, "SUIMA-TK1" T24 E8); @ret: 32 bytes. */
void suima_key_derive_serial_key (const guint8 *master,
                                  guint32 station,
                                  guint8 epoch,
                                  guint8 *ret);

/**
 * suima_key_issue_serial:
 * @counter: 0 (specimen) to SUIMA_SERIAL_MAX_COUNTER; the caller has made it durable
 *
 * Returns: (transfer full): the 20 characters, MAC = top 40 bits of BLAKE2b-128(k_TE,
 * "SUIMA-SN1" T24 E8 C32).
 */
char *suima_key_issue_serial (const SuimaKey *key, guint32 counter);

/** suima_key_owns_serial: Returns: whether @serial carries this key's station, epoch and MAC. */
gboolean suima_key_owns_serial (const SuimaKey *key, const char *serial);

/** suima_key_sign: @ret_signature: 64 bytes, Ed25519 over @message. */
void suima_key_sign (const SuimaKey *key,
                     const guint8 *message,
                     gsize size_bytes,
                     guint8 *ret_signature);

/** suima_signature_check: Returns: whether the Ed25519 @signature (64 bytes) is @public_key's. */
gboolean suima_signature_check (const guint8 *public_key,
                                const guint8 *message,
                                gsize size_bytes,
                                const guint8 *signature);

/**
 * suima_key_sign_uri:
 * @uri: an unsigned code URI
 *
 * Returns: (transfer full): the URI with the signature of "SUIMA-LABEL-1\n" + @uri in its stem.
 */
char *suima_key_sign_uri (const SuimaKey *key, const char *uri);

/** suima_uri_check_signature: Returns: whether the signed @uri bears @public_key's signature;
 * %FALSE for an unsigned one. */
gboolean suima_uri_check_signature (const guint8 *public_key, const char *uri);

/**
 * suima_key_sign_voucher:
 * @uri: a voucher's unsigned URI, suima_voucher_to_uri()
 *
 * Returns: (transfer full): `HTTPS://<host>/V/<signature>/<payload>`, the signature being over
 * "SUIMA-VOUCHER-1\n" + @uri.
 */
char *suima_key_sign_voucher (const SuimaKey *key, const char *uri);

/** suima_voucher_check_signature: Returns: whether the signed @uri bears @public_key's signature;
 * %FALSE for an unsigned one. */
gboolean suima_voucher_check_signature (const guint8 *public_key, const char *uri);

/** suima_random_bytes: Fills @bytes from the system's generator. */
void suima_random_bytes (guint8 *bytes, gsize size_bytes);

/** suima_sha256: @ret: 32 bytes. */
void suima_sha256 (const void *bytes, gsize size_bytes, guint8 *ret);
/** suima_sha256_hex: Returns: (transfer full): 64 lower-case digits. */
char *suima_sha256_hex (const void *bytes, gsize size_bytes);
