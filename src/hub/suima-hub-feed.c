// SPDX-License-Identifier: Apache-2.0
// What stations fetch: the keys of the others, and the authority's notices.
#include "suima-hub-private.h"

#include "suima-error.h"
#include "suima-feed.h"
#include "suima-hex.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_HUB_FEED_LIMIT 500u
#define SUIMA_HUB_FEED_KEY_DOMAIN "SUIMA-HUB-FEED-1"
#define SUIMA_HUB_MAX_NAME_BYTES 300
#define SUIMA_HUB_MAX_NOTICE_BYTES (256u << 10)

/* The key of the feeds is made of the master secret: whoever has the one has the other. */
SuimaKey *
suima_hub_make_feed_key (SuimaHub *hub)
{
  static const guint8 no_serial_key[SUIMA_KEY_SIZE_BYTES];
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, hub->master, sizeof hub->master);
  guint8 seed[SUIMA_KEY_SIZE_BYTES];
  gsize size_bytes = sizeof seed;
  SuimaKey *key;

  g_hmac_update (hmac, (const guchar *)SUIMA_HUB_FEED_KEY_DOMAIN, -1);
  g_hmac_get_digest (hmac, seed, &size_bytes);
  key = suima_key_new (seed, no_serial_key, 0, 0);
  explicit_bzero (seed, sizeof seed);
  return key;
}

static json_t *
suima_hub_feed_item_to_json (const SuimaKey *key, const char *feed, const SuimaHubFeedItem *item)
{
  g_autofree char *message = suima_feed_dup_message (feed, item->n, item->body);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *hex = NULL;
  json_t *object = json_object ();

  suima_key_sign (key, (const guint8 *)message, strlen (message), signature);
  hex = suima_bytes_to_hex (signature, sizeof signature);
  json_object_set_new (object, "n", json_integer (item->n));
  suima_json_set_text (object, "body", item->body);
  suima_json_set_text (object, "signature", hex);
  return object;
}

static gboolean
suima_hub_read_after (const char *query, gint64 *ret_after)
{
  g_auto (GStrv) pairs = g_strsplit (query ? query : "", "&", 20);

  *ret_after = 0;
  for (guint i = 0; pairs[i] != NULL; i++)
    if (g_str_has_prefix (pairs[i], "after=") &&
        !g_ascii_string_to_signed (pairs[i] + strlen ("after="), 10, 0, G_MAXINT64, ret_after, NULL))
      return FALSE;
  return TRUE;
}

SuimaReply *
suima_hub_get_feed (SuimaHub *hub, const SuimaRequest *request, const char *feed)
{
  gint64 after, head = suima_hub_db_get_feed_head (hub->db, feed);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) answer = json_object ();
  g_autofree char *hex =
      suima_bytes_to_hex (suima_key_get_public (hub->feed_key), SUIMA_KEY_SIZE_BYTES);
  json_t *list = json_array ();

  json_object_set_new (answer, "items", list);
  if (head < 0)
    return suima_reply_new_problem (404, "NoSuchNameException", "the feeds are keys and recall");
  if (!suima_hub_read_after (request->query, &after))
    return suima_reply_new_problem (400, "QueryParameterException", "parameter after: is no number");
  items = suima_hub_db_list_feed (hub->db, feed, after, SUIMA_HUB_FEED_LIMIT, &error);
  if (items == NULL)
    return suima_reply_new_error (error, "ImplementationException");
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaHubFeedItem *item = g_ptr_array_index (items, i);
      json_array_append_new (list, suima_hub_feed_item_to_json (hub->feed_key, feed, item));
      after = item->n;
    }
  suima_json_set_text (answer, "feed", feed);
  json_object_set_new (answer, "head", json_integer (head));
  json_object_set_new (answer, "next", json_integer (after));
  suima_json_set_text (answer, "hub_key", hex);
  return suima_reply_new_json (200, answer);
}

/* One item more, unless the newest of @subject says the same. */
static gboolean
suima_hub_append_to_feed (
    SuimaHub *hub, const char *feed, const char *subject, const char *body, GError **error)
{
  g_autoptr (SuimaHubFeedItem) newest = suima_hub_db_find_feed_item (hub->db, feed, subject);

  if (newest != NULL && strcmp (newest->body, body) == 0)
    return TRUE;
  return suima_hub_db_add_feed_item (hub->db, feed, subject, body, error);
}

static gboolean
suima_hub_publish (
    SuimaHub *hub, const char *feed, const char *subject, const char *body, GError **error)
{
  if (suima_hub_db_begin (hub->db, error) &&
      suima_hub_append_to_feed (hub, feed, subject, body, error) &&
      suima_hub_db_commit (hub->db, error))
    return TRUE;
  suima_hub_db_rollback (hub->db);
  return FALSE;
}

static gboolean
suima_hub_is_name (const char *name)
{
  if (name == NULL || strlen (name) > SUIMA_HUB_MAX_NAME_BYTES)
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static SuimaReply *
suima_hub_publish_key (SuimaHub *hub, const SuimaHubStation *station, const json_t *said)
{
  g_autofree char *key_id = suima_serial_to_key_id (station->station, station->epoch);
  SuimaIssuer issuer = {
    .key_id = key_id,
    .seller = (char *)suima_json_get_text (said, "seller"),
    .shop = (char *)suima_json_get_text (said, "shop"),
    .max_counter = -1,
  };
  g_autoptr (json_t) value = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  if (!suima_hub_is_name (issuer.seller) || !suima_hub_is_name (issuer.shop))
    return suima_reply_new_problem (400, "ValidationException",
                                    "seller or shop is missing, too long, or no plain text");
  memcpy (issuer.public_key, station->public_key, sizeof issuer.public_key);
  value = suima_issuer_to_json (&issuer);
  body = suima_json_to_text (value);
  return suima_hub_publish (hub, SUIMA_FEED_KEYS, key_id, body, &error)
             ? suima_reply_new (204)
             : suima_reply_new_error (error, "ImplementationException");
}

/* The key is the one that it enrolled with, whatever the body says: only the names are its own. */
SuimaReply *
suima_hub_take_station (SuimaHub *hub,
                        const SuimaRequest *request,
                        const SuimaHubSigner *signer,
                        const char *key_id)
{
  SuimaReply *refusal = NULL;
  g_autoptr (GBytes) body = suima_hub_read_json_body (request, &refusal);
  g_autoptr (json_t) said = NULL;
  g_autoptr (GError) error = NULL;
  SuimaHubStation station;

  if (body == NULL)
    return refusal;
  if (!signer->is_known || strcmp (signer->id, key_id) != 0 ||
      !suima_hub_parse_key_id (key_id, &station.station, &station.epoch) ||
      !suima_hub_db_find_station (hub->db, station.station, station.epoch, &station) ||
      !station.is_enrolled)
    return suima_reply_new_problem (403, "SecurityException",
                                    "an enrolled station publishes its own key and no other");
  said = suima_json_parse (g_bytes_get_data (body, NULL) ? g_bytes_get_data (body, NULL) : "",
                           g_bytes_get_size (body), &error);
  return said != NULL ? suima_hub_publish_key (hub, &station, said)
                      : suima_reply_new_error (error, "ValidationException");
}

static gboolean
suima_hub_check_notice (const json_t *file)
{
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  const char *text = suima_json_get_text (file, "notice");
  g_autoptr (json_t) notice = text ? suima_json_parse (text, strlen (text), NULL) : NULL;

  return suima_json_get_text (notice, "id") != NULL &&
         json_integer_value (json_object_get (notice, "version")) > 0 &&
         suima_hex_to_bytes (suima_json_get_text (file, "signature"), signature, sizeof signature);
}

/* The hub passes a notice on as it came; whether to believe its signature each shop decides by the
 * keys that it was told. */
SuimaReply *
suima_hub_take_notice (SuimaHub *hub, const SuimaRequest *request, const SuimaHubSigner *signer)
{
  SuimaReply *refusal = NULL;
  g_autoptr (GBytes) body = suima_hub_read_json_body (request, &refusal);
  g_autoptr (json_t) file = NULL;
  g_autofree char *text = NULL;
  g_autofree char *subject = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_bytes;
  const char *bytes;

  if (body == NULL)
    return refusal;
  if (!signer->is_known || !suima_hub_is_authority (hub, signer->id))
    return suima_reply_new_problem (403, "SecurityException",
                                    "only a station of a market or an authority gives notices");
  bytes = g_bytes_get_data (body, &size_bytes);
  if (size_bytes > SUIMA_HUB_MAX_NOTICE_BYTES)
    return suima_reply_new_problem (413, "CaptureLimitExceededException",
                                    "a notice has at most 262144 bytes");
  file = suima_json_parse (bytes ? bytes : "", size_bytes, &error);
  if (file == NULL)
    return suima_reply_new_error (error, "ValidationException");
  if (!suima_hub_check_notice (file))
    return suima_reply_new_problem (400, "ValidationException",
                                    "this is no signed notice with an id and a version");
  text = g_strndup (bytes, size_bytes);
  subject = suima_sha256_hex (text, size_bytes);
  return suima_hub_publish (hub, SUIMA_FEED_RECALL, subject, text, &error)
             ? suima_reply_new (204)
             : suima_reply_new_error (error, "ImplementationException");
}

/* Beyond what is on record nobody can tell a thief's labels from the shop's. */
static gboolean
suima_hub_store_revocation (
    SuimaHub *hub, const SuimaHubStation *station, const char *key_id, gint64 at_us, GError **error)
{
  g_autoptr (SuimaHubFeedItem) newest =
      suima_hub_db_find_feed_item (hub->db, SUIMA_FEED_KEYS, key_id);
  g_autoptr (json_t) said =
      newest ? suima_json_parse (newest->body, strlen (newest->body), NULL) : NULL;
  SuimaIssuer issuer = {
    .key_id = (char *)key_id,
    .seller = (char *)suima_json_get_text (said, "seller"),
    .shop = (char *)suima_json_get_text (said, "shop"),
    .is_revoked = TRUE,
    .max_counter = suima_hub_db_find_last_counter (hub->db, station->station, station->epoch),
  };
  g_autoptr (json_t) value = NULL;
  g_autofree char *body = NULL;

  if (station->is_revoked)
    issuer.max_counter = station->max_counter;
  memcpy (issuer.public_key, station->public_key, sizeof issuer.public_key);
  value = suima_issuer_to_json (&issuer);
  body = suima_json_to_text (value);
  return suima_hub_db_revoke_station (hub->db, station, issuer.max_counter, at_us, error) &&
         suima_hub_append_to_feed (hub, SUIMA_FEED_KEYS, key_id, body, error);
}

gboolean
suima_hub_revoke (SuimaHub *hub, const char *key_id, gint64 at_us, GError **error)
{
  SuimaHubStation station;

  if (!suima_hub_parse_key_id (key_id, &station.station, &station.epoch) ||
      !suima_hub_db_find_station (hub->db, station.station, station.epoch, &station))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                   "no station with the key id %s is known here", key_id);
      return FALSE;
    }
  if (suima_hub_db_begin (hub->db, error) &&
      suima_hub_store_revocation (hub, &station, key_id, at_us, error) &&
      suima_hub_db_commit (hub->db, error))
    return TRUE;
  suima_hub_db_rollback (hub->db);
  return FALSE;
}
