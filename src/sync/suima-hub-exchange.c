// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-exchange.h"

#include "suima-error.h"
#include "suima-hex.h"
#include "suima-json.h"
#include "suima-request-signature.h"

#include <libsoup/soup.h>
#include <string.h>

#define SUIMA_EXCHANGE_TIMEOUT_S 15
#define SUIMA_EXCHANGE_MAX_ANSWER_BYTES (8 * 1024 * 1024)
#define SUIMA_EXCHANGE_MAX_RETRY_S 86400
#define SUIMA_EXCHANGE_SKEW_S 120

struct _SuimaHubExchange
{
  /* owned */
  SoupSession *session;
  GUri *base;
  char *prefix;    /* the base's path without a slash at its end */
  char *authority; /* as in Host, lower case */

  const SuimaKey *key; /* borrowed, may be NULL */
  gint64 offset_s;     /* the hub's clock less ours, once it refused us for it */
};

static char *
suima_hub_exchange_get_authority (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  gboolean is_v6 = strchr (host, ':') != NULL;
  gboolean is_tls = strcmp (g_uri_get_scheme (uri), "https") == 0;
  int port = g_uri_get_port (uri);

  /* As libsoup writes the Host header: a scheme's own port is left out. */
  if (port <= 0 || port == (is_tls ? 443 : 80))
    return g_strdup_printf ("%s%s%s", is_v6 ? "[" : "", host, is_v6 ? "]" : "");
  return g_strdup_printf ("%s%s%s:%d", is_v6 ? "[" : "", host, is_v6 ? "]" : "", port);
}

static GUri *
suima_hub_exchange_parse_base (const char *base_uri, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base_uri, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;

  if (uri != NULL && (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0) &&
      g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0' &&
      g_uri_get_query (uri) == NULL && g_uri_get_user (uri) == NULL)
    return g_steal_pointer (&uri);
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "hub \"%s\" is no address such as https://hub.example.cn", base_uri);
  return NULL;
}

SuimaHubExchange *
suima_hub_exchange_new (const char *base_uri, const SuimaKey *key, GError **error)
{
  GUri *base = suima_hub_exchange_parse_base (base_uri, error);
  SuimaHubExchange *exchange;
  gsize length;

  if (base == NULL)
    return NULL;
  exchange = g_new0 (SuimaHubExchange, 1);
  exchange->base = base;
  exchange->key = key;
  exchange->prefix = g_strdup (g_uri_get_path (base));
  for (length = strlen (exchange->prefix); length > 0 && exchange->prefix[length - 1] == '/';)
    exchange->prefix[--length] = '\0';
  exchange->authority = suima_hub_exchange_get_authority (base);
  exchange->session = soup_session_new_with_options ("timeout", SUIMA_EXCHANGE_TIMEOUT_S,
                                                     "user-agent", "suima/" SUIMA_VERSION, NULL);
  return exchange;
}

void
suima_hub_exchange_free (SuimaHubExchange *exchange)
{
  g_object_unref (exchange->session);
  g_uri_unref (exchange->base);
  g_free (exchange->prefix);
  g_free (exchange->authority);
  g_free (exchange);
}

void
suima_hub_answer_free (SuimaHubAnswer *answer)
{
  if (answer == NULL)
    return;
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer->location);
  g_free (answer);
}

static GBytes *
suima_hub_exchange_compress (GBytes *plain)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (memory, G_CONVERTER (zlib));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed,
                          G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                          NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* The public key goes along so that an open hub can note a station that it never met. */
static void
suima_hub_exchange_sign (SuimaHubExchange *exchange,
                         SoupMessage *message,
                         const char *path,
                         const char *query,
                         GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  SuimaRequestParts parts = {
    soup_message_get_method (message), exchange->authority, path, query, "", 0
  };
  g_autofree char *digest = NULL;
  g_autofree char *input = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *nonce = NULL;
  g_autofree char *public_key = NULL;
  guint8 random[16];

  if (body != NULL)
    parts.body = g_bytes_get_data (body, &parts.size_bytes);
  suima_random_bytes (random, sizeof random);
  nonce = suima_bytes_to_hex (random, sizeof random);
  public_key =
      suima_bytes_to_hex (suima_key_get_public (exchange->key), SUIMA_KEY_SIZE_BYTES);
  suima_request_sign (exchange->key, &parts,
                      g_get_real_time () / G_USEC_PER_SEC + exchange->offset_s, nonce, &digest,
                      &input, &signature);
  soup_message_headers_replace (headers, "Content-Digest", digest);
  soup_message_headers_replace (headers, "Signature-Input", input);
  soup_message_headers_replace (headers, "Signature", signature);
  soup_message_headers_replace (headers, "Suima-Public-Key", public_key);
}

static SoupMessage *
suima_hub_exchange_new_message (SuimaHubExchange *exchange, const SuimaHubCall *call)
{
  g_autofree char *path = g_strconcat (exchange->prefix, call->path, NULL);
  g_autoptr (GUri) uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (exchange->base), NULL,
                                      g_uri_get_host (exchange->base),
                                      g_uri_get_port (exchange->base), path, call->query, NULL);
  SoupMessage *message = soup_message_new_from_uri (call->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) packed = call->body ? suima_hub_exchange_compress (call->body) : NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (headers, "Accept", "application/json, application/problem+json");
  if (packed != NULL)
    {
      soup_message_set_request_body_from_bytes (message, "application/json", packed);
      soup_message_headers_append (headers, "Content-Encoding", "gzip");
    }
  if (call->is_capture)
    {
      soup_message_headers_append (headers, "GS1-Capture-Error-Behaviour", "proceed");
      soup_message_headers_append (headers, "GS1-EPCIS-Version", "2.0.0");
      soup_message_headers_append (headers, "GS1-CBV-Version", "2.0.0");
    }
  if (exchange->key != NULL)
    suima_hub_exchange_sign (exchange, message, path, call->query, packed);
  return message;
}

static GBytes *
suima_hub_exchange_read (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[16384];
  gssize read_bytes;

  while ((read_bytes = g_input_stream_read (stream, piece, sizeof piece, cancellable, error)) > 0)
    {
      g_byte_array_append (bytes, piece, (guint)read_bytes);
      if (bytes->len > SUIMA_EXCHANGE_MAX_ANSWER_BYTES)
        {
          g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE,
                               "the answer is longer than any of a hub");
          return NULL;
        }
    }
  if (read_bytes < 0)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gint64
suima_hub_exchange_parse_date (const char *text)
{
  g_autoptr (GDateTime) date = text ? soup_date_time_new_from_http_string (text) : NULL;

  return date ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

/* Seconds, or a date by the hub's own clock (RFC 9110 10.2.3). */
static guint
suima_hub_exchange_parse_retry (const char *text, gint64 hub_time_us)
{
  gint64 until_us, now_us = hub_time_us ? hub_time_us : g_get_real_time ();
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (guint)MIN (seconds, SUIMA_EXCHANGE_MAX_RETRY_S);
  until_us = suima_hub_exchange_parse_date (text);
  if (until_us <= now_us)
    return 0;
  return (guint)MIN ((until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC,
                     SUIMA_EXCHANGE_MAX_RETRY_S);
}

static SuimaHubAnswer *
suima_hub_exchange_new_answer (SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  SuimaHubAnswer *answer = g_new0 (SuimaHubAnswer, 1);

  answer->status = soup_message_get_status (message);
  answer->body = g_bytes_ref (body);
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->hub_time_us =
      suima_hub_exchange_parse_date (soup_message_headers_get_one (headers, "Date"));
  answer->retry_after_s = suima_hub_exchange_parse_retry (
      soup_message_headers_get_one (headers, "Retry-After"), answer->hub_time_us);
  return answer;
}

/* What libsoup and the sockets say becomes one word; being called off stays what it is. */
static void
suima_hub_exchange_fail (SuimaHubExchange *exchange, GError *cause, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) || cause->domain == SUIMA_ERROR)
    {
      g_propagate_error (error, cause);
      return;
    }
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE, "the hub %s does not answer: %s",
               exchange->authority, cause->message);
  g_error_free (cause);
}

static SuimaHubAnswer *
suima_hub_exchange_send_once (SuimaHubExchange *exchange,
                              const SuimaHubCall *call,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (SoupMessage) message = suima_hub_exchange_new_message (exchange, call);
  GError *cause = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send (exchange->session, message, cancellable, &cause);
  g_autoptr (GBytes) body = stream ? suima_hub_exchange_read (stream, cancellable, &cause) : NULL;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (body != NULL && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_one (headers, "Content-Encoding") == NULL &&
      (goffset)g_bytes_get_size (body) < soup_message_headers_get_content_length (headers))
    g_set_error_literal (&cause, SUIMA_ERROR, SUIMA_ERROR_OFFLINE, "the hub's answer broke off");
  if (cause != NULL)
    {
      suima_hub_exchange_fail (exchange, cause, error);
      return NULL;
    }
  return suima_hub_exchange_new_answer (message, body);
}

/* The signature holds for minutes only. The system's clock stays as it is: the offset is ours. */
static gboolean
suima_hub_exchange_learn_clock (SuimaHubExchange *exchange, const SuimaHubAnswer *answer)
{
  gint64 offset_s = (answer->hub_time_us - g_get_real_time ()) / G_USEC_PER_SEC;

  if (answer->status != 401 || answer->hub_time_us == 0 || exchange->key == NULL ||
      ABS (offset_s - exchange->offset_s) < SUIMA_EXCHANGE_SKEW_S)
    return FALSE;
  exchange->offset_s = offset_s;
  return TRUE;
}

SuimaHubAnswer *
suima_hub_exchange_send (SuimaHubExchange *exchange,
                         const SuimaHubCall *call,
                         GCancellable *cancellable,
                         GError **error)
{
  SuimaHubAnswer *answer = suima_hub_exchange_send_once (exchange, call, cancellable, error);

  if (answer == NULL || !suima_hub_exchange_learn_clock (exchange, answer))
    return answer;
  suima_hub_answer_free (answer);
  return suima_hub_exchange_send_once (exchange, call, cancellable, error);
}

static SuimaError
suima_hub_answer_get_code (guint status)
{
  switch (status)
    {
    case 401:
    case 403:
      return SUIMA_ERROR_DENIED;
    case 413:
      return SUIMA_ERROR_NO_SPACE;
    case 429:
    case 503:
      return SUIMA_ERROR_BUSY;
    /* A proxy's words, or a wrong address: no verdict on what was sent. */
    case 404:
    case 405:
    case 407:
    case 408:
      return SUIMA_ERROR_OFFLINE;
    default:
      return status >= 400 && status < 500 ? SUIMA_ERROR_INVALID : SUIMA_ERROR_OFFLINE;
    }
}

gboolean
suima_hub_answer_check (const SuimaHubAnswer *answer, guint wanted, GError **error)
{
  g_autoptr (json_t) problem = NULL;
  const char *text, *detail;
  gsize size_bytes;

  if (answer->status == wanted)
    return TRUE;
  text = g_bytes_get_data (answer->body, &size_bytes);
  problem = suima_json_parse (text ? text : "", size_bytes, NULL);
  detail = suima_json_get_text (problem, "detail");
  if (detail == NULL)
    detail = suima_json_get_text (problem, "title");
  g_set_error (error, SUIMA_ERROR, suima_hub_answer_get_code (answer->status),
               "the hub answers %u%s%s", answer->status, detail ? ": " : "", detail ? detail : "");
  return FALSE;
}

char *
suima_hub_exchange_resolve (SuimaHubExchange *exchange, const char *location, GError **error)
{
  g_autoptr (GUri) uri =
      location ? g_uri_parse_relative (exchange->base, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *authority = NULL;
  const char *path;

  if (uri != NULL && g_uri_get_host (uri) != NULL &&
      strcmp (g_uri_get_scheme (uri), g_uri_get_scheme (exchange->base)) == 0)
    authority = suima_hub_exchange_get_authority (uri);
  path = uri ? g_uri_get_path (uri) : "";
  /* A hub behind a proxy does not know the prefix that the proxy takes away. */
  if (g_str_has_prefix (path, exchange->prefix))
    path += strlen (exchange->prefix);
  if (g_strcmp0 (authority, exchange->authority) == 0 && g_str_has_prefix (path, "/capture/"))
    return g_strdup (path);
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE, "the hub names no job of its own: \"%s\"",
               location ? location : "");
  return NULL;
}
