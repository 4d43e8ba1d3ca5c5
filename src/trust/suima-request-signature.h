// SPDX-License-Identifier: Apache-2.0
// HTTP message signatures between station and hub (RFC 9421, Ed25519; RFC 9530 content digest).
#pragma once

#include "suima-key.h"

#include <glib.h>

#define SUIMA_REQUEST_WINDOW_S 300

/** SuimaRequestSignature: the covered parts of a request; all borrowed. */
typedef struct
{
  const char *method;    /* POST */
  const char *authority; /* host:port, lower case */
  const char *path;      /* as on the wire */
  const char *query;     /* (nullable): without the question mark */
  const void *body;      /* as sent, after content coding */
  gsize size_bytes;
} SuimaRequestParts;

/**
 * suima_request_sign:
 * @created_s: UTC seconds  @nonce: ASCII without quotes, never used twice
 * @ret_digest, @ret_input, @ret_signature: (out) (transfer full): the values of Content-Digest,
 *   Signature-Input and Signature
 *
 * Covers "@method" "@authority" "@path" "@query" "content-digest" with created, nonce,
 * keyid="TTTTE", alg="ed25519", tag="suima-sync-1".
 */
void suima_request_sign (const SuimaKey *key,
                         const SuimaRequestParts *parts,
                         gint64 created_s,
                         const char *nonce,
                         char **ret_digest,
                         char **ret_input,
                         char **ret_signature);

/**
 * suima_request_new_base:
 * @digest: the value of Content-Digest  @params: the value of Signature-Input behind its label
 *
 * Returns: (transfer full): the signature base, the bytes that are signed (RFC 9421 2.5).
 */
char *suima_request_new_base (const SuimaRequestParts *parts,
                              const char *digest,
                              const char *params);

/**
 * suima_request_get_key_id:
 * @input: the value of Signature-Input
 *
 * Returns: (transfer full) (nullable): the keyid it names; %NULL when it is not of our form.
 */
char *suima_request_get_key_id (const char *input);

/**
 * suima_request_check:
 * @public_key: of the keyid
 * @now_s: the server's clock; more than 300 s away from `created` is refused
 * @ret_nonce: (out) (transfer full): to be kept for 600 s so that it is not used twice
 *
 * Returns: whether digest and signature hold. Errors: DENIED.
 */
gboolean suima_request_check (const guint8 *public_key,
                              const SuimaRequestParts *parts,
                              const char *digest,
                              const char *input,
                              const char *signature,
                              gint64 now_s,
                              char **ret_nonce,
                              GError **error);
