// SPDX-License-Identifier: Apache-2.0
// What a hub gives its stations to fetch: the keys of the others, the authority's notices.
#pragma once

#include "suima-json.h"

#include <glib.h>

#define SUIMA_FEED_KEYS "keys"
#define SUIMA_FEED_RECALL "recall"
#define SUIMA_ISSUER_KEY_SIZE_BYTES 32

/** suima_feed_dup_message: Returns: (transfer full): what the hub signs of an item: its feed, its
 * number and its bytes, so that none can be put elsewhere or left out unseen. */
char *suima_feed_dup_message (const char *feed, gint64 n, const char *body);

/** SuimaIssuer: the key of a station, and whose it is. */
typedef struct
{
  char *key_id; /* TTTTE */
  guint8 public_key[SUIMA_ISSUER_KEY_SIZE_BYTES];
  char *seller; /* (nullable): 经营者名称, as the station says it */
  char *shop;   /* (nullable) */
  gboolean is_revoked;
  gint64 max_counter; /* of a revoked one: serials up to it are good; -1 for none */
  char *other_key;    /* (nullable): 64 hex digits: what the hub says now; the known one stays */
} SuimaIssuer;

void suima_issuer_free (SuimaIssuer *issuer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaIssuer, suima_issuer_free)

/** suima_issuer_to_json: Returns: (transfer full): `key_id`, `public_key`, `seller`, `shop`, `state`
 * (`good` or `revoked`), `max_counter` of a revoked one, `other_key` where it is set. */
json_t *suima_issuer_to_json (const SuimaIssuer *issuer);
/** suima_issuer_from_json: Returns: (transfer full): of suima_issuer_to_json(). Errors: INVALID. */
SuimaIssuer *suima_issuer_from_json (const json_t *object, GError **error);
