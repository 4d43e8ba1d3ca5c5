// SPDX-License-Identifier: Apache-2.0
#include "suima-signed-text.h"

#include "suima-error.h"
#include "suima-hex.h"

#include <string.h>

#define SUIMA_SIGNATURE_MEMBER ",\"signature\":\""
#define SUIMA_SIGNATURE_DIGITS (2 * SUIMA_SIGNATURE_SIZE_BYTES)

static char *
suima_signed_text_make_message (const char *domain,
                                const char *text,
                                gsize text_bytes,
                                gsize *ret_size_bytes)
{
  GString *message = g_string_new (domain);

  g_string_append_c (message, '\n');
  g_string_append_len (message, text, (gssize)text_bytes);
  *ret_size_bytes = message->len;
  return g_string_free (message, FALSE);
}

void
suima_signed_text_finish (const SuimaKey *key,
                          const char *domain,
                          GString *text,
                          const char *closing)
{
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  gsize size_bytes;
  g_autofree char *message =
      suima_signed_text_make_message (domain, text->str, text->len, &size_bytes);
  g_autofree char *hex = NULL;

  suima_key_sign (key, (const guint8 *)message, size_bytes, signature);
  hex = suima_bytes_to_hex (signature, sizeof signature);
  g_string_append_printf (text, SUIMA_SIGNATURE_MEMBER "%s\"%s\n", hex, closing);
}

/* Where the signed bytes end, given that the text ends as it should; 0 when it does not. */
static gsize
suima_signed_text_find_end (const char *text, gsize size_bytes, const char *closing)
{
  gsize closing_bytes = strlen (closing);
  gsize tail_bytes =
      strlen (SUIMA_SIGNATURE_MEMBER) + SUIMA_SIGNATURE_DIGITS + 1 + closing_bytes;

  while (size_bytes > 0 && g_ascii_isspace (text[size_bytes - 1]))
    size_bytes--;
  if (size_bytes <= tail_bytes ||
      memcmp (text + size_bytes - closing_bytes, closing, closing_bytes) != 0 ||
      text[size_bytes - closing_bytes - 1] != '"' ||
      memcmp (text + size_bytes - tail_bytes, SUIMA_SIGNATURE_MEMBER,
              strlen (SUIMA_SIGNATURE_MEMBER)) != 0)
    return 0;
  return size_bytes - tail_bytes;
}

gboolean
suima_signed_text_check (const guint8 *public_key,
                         const char *domain,
                         const char *text,
                         gsize size_bytes,
                         const char *closing,
                         GError **error)
{
  gsize end = suima_signed_text_find_end (text, size_bytes, closing);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  gsize message_bytes;
  g_autofree char *message = NULL, *hex = NULL;

  hex = end != 0 ? g_strndup (text + end + strlen (SUIMA_SIGNATURE_MEMBER), SUIMA_SIGNATURE_DIGITS)
                 : NULL;
  if (!suima_hex_to_bytes (hex, signature, sizeof signature))
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                           "no signature of a station stands at its end");
      return FALSE;
    }
  message = suima_signed_text_make_message (domain, text, end, &message_bytes);
  if (suima_signature_check (public_key, (const guint8 *)message, message_bytes, signature))
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                       "the signature is not of this station, or something was changed");
  return FALSE;
}
