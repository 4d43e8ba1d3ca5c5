// SPDX-License-Identifier: Apache-2.0
// Requests and replies: their parts, their bodies, who signed them.
#include "suima-hub-private.h"

#include "suima-error.h"
#include "suima-hex.h"
#include "suima-request-signature.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_HUB_NONCE_US (600 * G_USEC_PER_SEC)
#define SUIMA_HUB_MAX_NONCES 100000

SuimaRequest *
suima_request_new (const char *method, const char *target, gint64 at_us)
{
  SuimaRequest *request = g_new0 (SuimaRequest, 1);
  const char *question = strchr (target, '?');

  request->method = g_strdup (method);
  request->path = question ? g_strndup (target, (gsize)(question - target)) : g_strdup (target);
  request->query = question ? g_strdup (question + 1) : NULL;
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  request->body = g_bytes_new_static ("", 0);
  request->at_us = at_us;
  return request;
}

void
suima_request_free (SuimaRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_hash_table_unref (request->headers);
  g_bytes_unref (request->body);
  g_free (request);
}

const char *
suima_request_get_header (const SuimaRequest *request, const char *name)
{
  return g_hash_table_lookup (request->headers, name);
}

static void
suima_hub_refuse (SuimaReply **ret_refusal, guint status, const char *type, const char *detail)
{
  *ret_refusal = suima_reply_new_problem (status, type, detail);
}

static gboolean
suima_hub_is_json (const char *content_type)
{
  g_auto (GStrv) parts = g_strsplit (content_type ? content_type : "", ";", 2);
  g_autofree char *type = NULL;

  if (parts[0] == NULL)
    return FALSE;
  type = g_ascii_strdown (g_strstrip (parts[0]), -1);
  return strcmp (type, "application/json") == 0 || strcmp (type, "application/ld+json") == 0;
}

/* At most one byte more than is allowed is ever inflated. */
static GBytes *
suima_hub_inflate (GBytes *body, GError **error)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  gsize left_bytes, read_bytes, written_bytes;
  const guint8 *from = g_bytes_get_data (body, &left_bytes);
  GConverterResult result = G_CONVERTER_CONVERTED;
  guint8 piece[16384];

  while (result != G_CONVERTER_FINISHED && plain->len <= SUIMA_HUB_MAX_BODY_BYTES)
    {
      result = g_converter_convert (G_CONVERTER (zlib), from, left_bytes, piece, sizeof piece,
                                    G_CONVERTER_INPUT_AT_END, &read_bytes, &written_bytes, error);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      from += read_bytes;
      left_bytes -= read_bytes;
      g_byte_array_append (plain, piece, (guint)written_bytes);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&plain));
}

GBytes *
suima_hub_read_json_body (const SuimaRequest *request, SuimaReply **ret_refusal)
{
  const char *coding = suima_request_get_header (request, "content-encoding");
  g_autoptr (GBytes) plain = NULL;

  if (!suima_hub_is_json (suima_request_get_header (request, "content-type")))
    {
      suima_hub_refuse (ret_refusal, 415, "UnsupportedMediaTypeException",
                        "only application/json and application/ld+json are taken");
      return NULL;
    }
  if (coding == NULL || g_ascii_strcasecmp (coding, "identity") == 0)
    return g_bytes_ref (request->body);
  if (g_ascii_strcasecmp (coding, "gzip") != 0)
    {
      suima_hub_refuse (ret_refusal, 415, "UnsupportedMediaTypeException",
                        "the only content coding taken is gzip");
      return NULL;
    }
  plain = suima_hub_inflate (request->body, NULL);
  if (plain == NULL)
    suima_hub_refuse (ret_refusal, 400, "ValidationException", "the body is no whole gzip stream");
  else if (g_bytes_get_size (plain) > SUIMA_HUB_MAX_BODY_BYTES)
    suima_hub_refuse (ret_refusal, 413, "CaptureLimitExceededException",
                      "the body is larger than 1048576 bytes when inflated");
  else
    return g_steal_pointer (&plain);
  return NULL;
}

static gboolean
suima_hub_nonce_is_old_cb (gpointer nonce, gpointer used_us, gpointer at_us)
{
  return *(gint64 *)at_us - *(gint64 *)used_us > SUIMA_HUB_NONCE_US;
}

static gboolean
suima_hub_use_nonce (SuimaHub *hub, const char *key_id, const char *nonce, gint64 at_us)
{
  g_autofree char *key = g_strconcat (key_id, " ", nonce, NULL);

  if (at_us - hub->nonces_swept_us > SUIMA_HUB_NONCE_US / 10)
    {
      g_hash_table_foreach_remove (hub->nonces, suima_hub_nonce_is_old_cb, &at_us);
      hub->nonces_swept_us = at_us;
    }
  if (g_hash_table_contains (hub->nonces, key) ||
      g_hash_table_size (hub->nonces) >= SUIMA_HUB_MAX_NONCES)
    return FALSE;
  g_hash_table_insert (hub->nonces, g_steal_pointer (&key), g_memdup2 (&at_us, sizeof at_us));
  return TRUE;
}

/* A request that a proxy passed on comes from anywhere, whatever its last hop is. */
static gboolean
suima_hub_takes_unsigned (SuimaHub *hub, const SuimaRequest *request)
{
  return hub->is_open && request->peer_is_loopback &&
         suima_request_get_header (request, "x-forwarded-for") == NULL &&
         suima_request_get_header (request, "forwarded") == NULL;
}

static gboolean
suima_hub_check_signature (SuimaHub *hub,
                           const SuimaRequest *request,
                           const guint8 *public_key,
                           const char *key_id,
                           GError **error)
{
  const char *host = suima_request_get_header (request, "host");
  g_autofree char *authority = g_ascii_strdown (host ? host : "", -1);
  const char *digest = suima_request_get_header (request, "content-digest");
  const char *input = suima_request_get_header (request, "signature-input");
  const char *signature = suima_request_get_header (request, "signature");
  SuimaRequestParts parts = { request->method, authority, request->path, request->query, NULL, 0 };
  g_autofree char *nonce = NULL;

  parts.body = g_bytes_get_data (request->body, &parts.size_bytes);
  if (digest == NULL || input == NULL || signature == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED,
                   "Content-Digest, Signature-Input or Signature is missing");
      return FALSE;
    }
  if (!suima_request_check (public_key, &parts, digest, input, signature,
                            request->at_us / G_USEC_PER_SEC, &nonce, error))
    return FALSE;
  if (suima_hub_use_nonce (hub, key_id, nonce, request->at_us))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "nonce \"%s\" was used before", nonce);
  return FALSE;
}

gboolean
suima_hub_parse_key_id (const char *key_id, guint32 *ret_station, guint8 *ret_epoch)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  guint32 value = 0;

  if (key_id == NULL || strlen (key_id) != 5)
    return FALSE;
  for (guint i = 0; i < 5; i++)
    {
      const char *at = strchr (alphabet, key_id[i]);
      if (at == NULL)
        return FALSE;
      value = value << 5 | (guint32)(at - alphabet);
    }
  *ret_station = value >> 5;
  *ret_epoch = value & 31;
  return TRUE;
}

gboolean
suima_hub_list_has (const json_t *list, const char *word)
{
  size_t i;
  json_t *element;

  json_array_foreach ((json_t *)list, i,
                      element) if (g_strcmp0 (json_string_value (element), word) == 0) return TRUE;
  return FALSE;
}

gboolean
suima_hub_is_authority (SuimaHub *hub, const char *speaker)
{
  g_autofree char *key_id = g_strdup_printf ("%.4s0", speaker);
  guint32 station;
  guint8 epoch;

  return suima_hub_parse_key_id (key_id, &station, &epoch) &&
         suima_hub_db_is_authority (hub->db, station);
}

/* First sight, on an open hub only: a key that a request names and proves is kept. */
static gboolean
suima_hub_note_station (SuimaHub *hub, const SuimaRequest *request, SuimaHubStation *station)
{
  const char *hex = suima_request_get_header (request, "suima-public-key");
  g_autofree char *key_id = suima_serial_to_key_id (station->station, station->epoch);

  if (hex == NULL || !suima_hub_takes_unsigned (hub, request) ||
      !suima_hex_to_bytes (hex, station->public_key, sizeof station->public_key) ||
      !suima_hub_check_signature (hub, request, station->public_key, key_id, NULL))
    return FALSE;
  station->is_enrolled = FALSE;
  if (!suima_hub_db_add_station (hub->db, station, NULL, request->at_us, NULL))
    return FALSE;
  g_message ("station %s seen for the first time, its key is noted", key_id);
  return TRUE;
}

static SuimaReply *
suima_hub_deny (const char *detail)
{
  return suima_reply_new_problem (401, "SecurityException", detail);
}

/* Nobody known: fine on an open hub, from this machine. */
static SuimaReply *
suima_hub_accept_unknown (SuimaHub *hub, const SuimaRequest *request, const char *why_not)
{
  return suima_hub_takes_unsigned (hub, request) ? NULL : suima_hub_deny (why_not);
}

SuimaReply *
suima_hub_authenticate (SuimaHub *hub, const SuimaRequest *request, SuimaHubSigner *ret_signer)
{
  const char *input = suima_request_get_header (request, "signature-input");
  g_autofree char *key_id = input ? suima_request_get_key_id (input) : NULL;
  g_autoptr (GError) error = NULL;
  SuimaHubStation station = { 0 };

  if (input == NULL)
    return suima_hub_accept_unknown (hub, request, "the request bears no signature");
  if (!suima_hub_parse_key_id (key_id, &station.station, &station.epoch))
    return suima_hub_deny ("Signature-Input names no station");
  if (!suima_hub_db_find_station (hub->db, station.station, station.epoch, &station))
    {
      if (!suima_hub_note_station (hub, request, &station))
        return suima_hub_accept_unknown (hub, request, "the station is not enrolled");
    }
  else if (!suima_hub_check_signature (hub, request, station.public_key, key_id, &error))
    return suima_hub_deny (error->message);
  if (station.is_revoked)
    return suima_hub_deny ("the station's key is revoked: enrol it anew");
  if (!station.is_enrolled && !suima_hub_takes_unsigned (hub, request))
    return suima_hub_deny ("the station is not enrolled");
  ret_signer->is_known = TRUE;
  g_strlcpy (ret_signer->id, key_id, sizeof ret_signer->id);
  return NULL;
}
