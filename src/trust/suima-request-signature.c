// SPDX-License-Identifier: Apache-2.0
#include "suima-request-signature.h"

#include "suima-error.h"

#include <sodium.h>
#include <string.h>

#define SUIMA_REQUEST_LABEL "sig1="
#define SUIMA_REQUEST_COVERED "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\")"
#define SUIMA_REQUEST_CREATED ";created="
#define SUIMA_REQUEST_NONCE ";nonce=\""
#define SUIMA_REQUEST_KEY_ID "\";keyid=\""
#define SUIMA_REQUEST_END "\";alg=\"ed25519\";tag=\"suima-sync-1\""
#define SUIMA_REQUEST_DIGEST "sha-256=:"
#define SUIMA_REQUEST_MAX_NONCE 128
#define SUIMA_REQUEST_KEY_ID_LENGTH 5
#define SUIMA_REQUEST_MAX_CREATED_DIGITS 12

/* What Signature-Input says, borrowed from it but for the texts. */
typedef struct
{
  const char *params; /* what the signature covers of it: all behind the label */
  gint64 created_s;
  char *nonce;
  char *key_id;
} SuimaRequestInput;

static void
suima_request_input_clear (SuimaRequestInput *input)
{
  g_free (input->nonce);
  g_free (input->key_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaRequestInput, suima_request_input_clear)

static gboolean
suima_request_skip (const char **p, const char *expected)
{
  if (!g_str_has_prefix (*p, expected))
    return FALSE;
  *p += strlen (expected);
  return TRUE;
}

static gboolean
suima_request_read_created (const char **p, gint64 *ret_created_s)
{
  gsize digits = strspn (*p, "0123456789");

  if (digits < 1 || digits > SUIMA_REQUEST_MAX_CREATED_DIGITS)
    return FALSE;
  *ret_created_s = g_ascii_strtoll (*p, NULL, 10);
  *p += digits;
  return TRUE;
}

static gboolean
suima_request_is_nonce_char (char c)
{
  return c > ' ' && c < 0x7f && c != '"' && c != '\\';
}

static char *
suima_request_read_nonce (const char **p)
{
  gsize length = 0;
  char *nonce;

  while (suima_request_is_nonce_char ((*p)[length]))
    length++;
  if (length < 1 || length > SUIMA_REQUEST_MAX_NONCE)
    return NULL;
  nonce = g_strndup (*p, length);
  *p += length;
  return nonce;
}

static char *
suima_request_read_key_id (const char **p)
{
  char *key_id;

  if (strspn (*p, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") != SUIMA_REQUEST_KEY_ID_LENGTH)
    return NULL;
  key_id = g_strndup (*p, SUIMA_REQUEST_KEY_ID_LENGTH);
  *p += SUIMA_REQUEST_KEY_ID_LENGTH;
  return key_id;
}

/* One form only, ours: what may not vary cannot be misread. */
static gboolean
suima_request_input_read (SuimaRequestInput *input, const char *text)
{
  const char *p = text;

  if (!suima_request_skip (&p, SUIMA_REQUEST_LABEL))
    return FALSE;
  input->params = p;
  return suima_request_skip (&p, SUIMA_REQUEST_COVERED SUIMA_REQUEST_CREATED) &&
         suima_request_read_created (&p, &input->created_s) &&
         suima_request_skip (&p, SUIMA_REQUEST_NONCE) &&
         (input->nonce = suima_request_read_nonce (&p)) != NULL &&
         suima_request_skip (&p, SUIMA_REQUEST_KEY_ID) &&
         (input->key_id = suima_request_read_key_id (&p)) != NULL &&
         strcmp (p, SUIMA_REQUEST_END) == 0;
}

static char *
suima_request_new_digest (const SuimaRequestParts *parts)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  g_autofree char *base64 = NULL;

  suima_sha256 (parts->body, parts->size_bytes, hash);
  base64 = g_base64_encode (hash, sizeof hash);
  return g_strconcat (SUIMA_REQUEST_DIGEST, base64, ":", NULL);
}

char *
suima_request_new_base (const SuimaRequestParts *parts, const char *digest, const char *params)
{
  g_autofree char *authority = g_ascii_strdown (parts->authority, -1);

  return g_strdup_printf ("\"@method\": %s\n"
                          "\"@authority\": %s\n"
                          "\"@path\": %s\n"
                          "\"@query\": ?%s\n"
                          "\"content-digest\": %s\n"
                          "\"@signature-params\": %s",
                          parts->method, authority, *parts->path != '\0' ? parts->path : "/",
                          parts->query ? parts->query : "", digest, params);
}

void
suima_request_sign (const SuimaKey *key,
                    const SuimaRequestParts *parts,
                    gint64 created_s,
                    const char *nonce,
                    char **ret_digest,
                    char **ret_input,
                    char **ret_signature)
{
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  char *digest = suima_request_new_digest (parts);
  g_autofree char *params = g_strdup_printf (SUIMA_REQUEST_COVERED SUIMA_REQUEST_CREATED
                                             "%" G_GINT64_FORMAT SUIMA_REQUEST_NONCE
                                             "%s" SUIMA_REQUEST_KEY_ID "%s" SUIMA_REQUEST_END,
                                             created_s, nonce, suima_key_get_id (key));
  g_autofree char *base = suima_request_new_base (parts, digest, params);
  g_autofree char *base64 = NULL;

  suima_key_sign (key, (const guint8 *)base, strlen (base), signature);
  base64 = g_base64_encode (signature, sizeof signature);
  *ret_digest = digest;
  *ret_input = g_strconcat (SUIMA_REQUEST_LABEL, params, NULL);
  *ret_signature = g_strconcat (SUIMA_REQUEST_LABEL, ":", base64, ":", NULL);
}

char *
suima_request_get_key_id (const char *input)
{
  g_auto (SuimaRequestInput) read = { 0 };

  return suima_request_input_read (&read, input) ? g_steal_pointer (&read.key_id) : NULL;
}

/* A line break in a part would let it pose as the parts behind it. */
static gboolean
suima_request_is_line (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar)*text < 0x20 || (guchar)*text >= 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
suima_request_read_signature (const char *text, guint8 *ret_signature)
{
  const char *end;
  gsize size_bytes;
  const char *p = text;

  if (!suima_request_skip (&p, SUIMA_REQUEST_LABEL ":"))
    return FALSE;
  return sodium_base642bin (ret_signature, SUIMA_SIGNATURE_SIZE_BYTES, p, strlen (p), NULL,
                            &size_bytes, &end, sodium_base64_VARIANT_ORIGINAL) == 0 &&
         size_bytes == SUIMA_SIGNATURE_SIZE_BYTES && strcmp (end, ":") == 0;
}

static gboolean
suima_request_deny (GError **error, const char *why)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "the request's %s", why);
  return FALSE;
}

static gboolean
suima_request_check_parts (const SuimaRequestParts *parts, const char *digest, GError **error)
{
  g_autofree char *expected = suima_request_new_digest (parts);

  if (!suima_request_is_line (parts->method) || !suima_request_is_line (parts->authority) ||
      !suima_request_is_line (parts->path) ||
      (parts->query != NULL && !suima_request_is_line (parts->query)))
    return suima_request_deny (error, "line has a control character");
  if (strcmp (digest, expected) != 0)
    return suima_request_deny (error, "body is not the one of its digest");
  return TRUE;
}

gboolean
suima_request_check (const guint8 *public_key,
                     const SuimaRequestParts *parts,
                     const char *digest,
                     const char *input,
                     const char *signature,
                     gint64 now_s,
                     char **ret_nonce,
                     GError **error)
{
  g_auto (SuimaRequestInput) read = { 0 };
  guint8 bytes[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *base = NULL;

  if (!suima_request_input_read (&read, input))
    return suima_request_deny (error, "signature input is not of our form");
  if (!suima_request_read_signature (signature, bytes))
    return suima_request_deny (error, "signature is not of our form");
  if (ABS (now_s - read.created_s) > SUIMA_REQUEST_WINDOW_S)
    return suima_request_deny (error, "time is more than 300 s away from ours");
  if (!suima_request_check_parts (parts, digest, error))
    return FALSE;
  base = suima_request_new_base (parts, digest, read.params);
  if (!suima_signature_check (public_key, (const guint8 *)base, strlen (base), bytes))
    return suima_request_deny (error, "signature is wrong");
  *ret_nonce = g_steal_pointer (&read.nonce);
  return TRUE;
}
