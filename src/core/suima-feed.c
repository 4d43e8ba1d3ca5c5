// SPDX-License-Identifier: Apache-2.0
#include "suima-feed.h"

#include "suima-error.h"
#include "suima-hex.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_FEED_DOMAIN "SUIMA-FEED-1"

char *
suima_feed_dup_message (const char *feed, gint64 n, const char *body)
{
  return g_strdup_printf (SUIMA_FEED_DOMAIN "\n%s\n%" G_GINT64_FORMAT "\n%s", feed, n, body);
}

void
suima_issuer_free (SuimaIssuer *issuer)
{
  if (issuer == NULL)
    return;
  g_free (issuer->key_id);
  g_free (issuer->seller);
  g_free (issuer->shop);
  g_free (issuer->other_key);
  g_free (issuer);
}

json_t *
suima_issuer_to_json (const SuimaIssuer *issuer)
{
  g_autofree char *hex = suima_bytes_to_hex (issuer->public_key, sizeof issuer->public_key);
  json_t *object = json_object ();

  suima_json_set_text (object, "key_id", issuer->key_id);
  suima_json_set_text (object, "public_key", hex);
  suima_json_set_text (object, "seller", issuer->seller);
  suima_json_set_text (object, "shop", issuer->shop);
  suima_json_set_text (object, "state", issuer->is_revoked ? "revoked" : "good");
  if (issuer->is_revoked)
    json_object_set_new (object, "max_counter", json_integer (issuer->max_counter));
  suima_json_set_text (object, "other_key", issuer->other_key);
  return object;
}

SuimaIssuer *
suima_issuer_from_json (const json_t *object, GError **error)
{
  g_autoptr (SuimaIssuer) issuer = g_new0 (SuimaIssuer, 1);
  const char *key_id = suima_json_get_text (object, "key_id");
  const char *state = suima_json_get_text (object, "state");

  issuer->key_id = g_strdup (key_id);
  issuer->seller = g_strdup (suima_json_get_text (object, "seller"));
  issuer->shop = g_strdup (suima_json_get_text (object, "shop"));
  issuer->other_key = g_strdup (suima_json_get_text (object, "other_key"));
  issuer->is_revoked = g_strcmp0 (state, "revoked") == 0;
  issuer->max_counter =
      issuer->is_revoked ? json_integer_value (json_object_get (object, "max_counter")) : -1;
  /* A state that a later hub may add is not one that this program may call good. */
  if (key_id != NULL && strlen (key_id) == 5 &&
      strspn (key_id, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == 5 &&
      suima_hex_to_bytes (suima_json_get_text (object, "public_key"), issuer->public_key,
                          sizeof issuer->public_key) &&
      (issuer->is_revoked || g_strcmp0 (state, "good") == 0) && issuer->max_counter >= -1)
    return g_steal_pointer (&issuer);
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "this is no key of a station");
  return NULL;
}
