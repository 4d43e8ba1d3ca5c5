// SPDX-License-Identifier: Apache-2.0
// What the hub's own files share; nobody outside this room includes it.
#pragma once

#include "suima-hub-db.h"
#include "suima-hub.h"
#include "suima-json.h"
#include "suima-key.h"

#define SUIMA_HUB_JSON "application/json"
#define SUIMA_HUB_MAX_BODY_BYTES_TEXT "1048576"
#define SUIMA_HUB_PROBLEM "application/problem+json"
/* What people see is in China's time. */
#define SUIMA_HUB_UTC_OFFSET_MIN 480

struct _SuimaHub
{
  /* owned */
  char *dir;
  char *host; /* (nullable): upper case */
  SuimaHubDb *db;
  char *enrol_code;
  char *authority_code; /* enrols a station of a market or an authority */
  GHashTable *nonces; /* (element-type utf8 gint64): keyid and nonce, when it was used */
  SuimaKey *feed_key; /* signs what stations fetch */
  guint8 master[SUIMA_KEY_SIZE_BYTES];

  gboolean is_open;
  guint wrong_codes;
  gint64 enrol_refused_until_us;
  gint64 nonces_swept_us;
};

/** SuimaHubSigner: who a request comes from. */
typedef struct
{
  gboolean is_known;
  char id[6]; /* TTTTE; empty for nobody */
} SuimaHubSigner;

/* Replies. */
SuimaReply *suima_reply_new (guint status);
/** suima_reply_new_text: Takes @text. */
SuimaReply *suima_reply_new_text (guint status, const char *type, char *text);
SuimaReply *suima_reply_new_json (guint status, const json_t *value);
/** suima_reply_new_problem: RFC 7807; @type is the name of an EPCIS exception. */
SuimaReply *suima_reply_new_problem (guint status, const char *type, const char *detail);
/** suima_reply_new_error: The problem that fits @error; @type for one of code INVALID. */
SuimaReply *suima_reply_new_error (const GError *error, const char *type);
void suima_reply_set_header (SuimaReply *reply, const char *name, const char *value);
/** suima_reply_announce_limits: The headers that say how much a capture may hold. */
void suima_reply_announce_limits (SuimaReply *reply);
/** suima_problem_new: Returns: (transfer full): the object alone. */
json_t *suima_problem_new (guint status, const char *type, const char *detail);

/* Requests. */
/** suima_hub_authenticate: Returns: (nullable) (transfer full): the refusal, or %NULL and
 * @ret_signer. */
SuimaReply *
suima_hub_authenticate (SuimaHub *hub, const SuimaRequest *request, SuimaHubSigner *ret_signer);
/** suima_hub_parse_key_id: @key_id: (nullable): `TTTTE`, five characters of Crockford base32.
 * Returns: whether it is one. */
gboolean suima_hub_parse_key_id (const char *key_id, guint32 *ret_station, guint8 *ret_epoch);
/** suima_hub_is_authority: @speaker: `TTTT` and whatever follows. Returns: whether that station enrolled
 * as a market's or an authority's. */
gboolean suima_hub_is_authority (SuimaHub *hub, const char *speaker);
/** suima_hub_read_json_body: Returns: (nullable): the body, inflated; else @ret_refusal. */
GBytes *suima_hub_read_json_body (const SuimaRequest *request, SuimaReply **ret_refusal);

/** suima_hub_list_has: @list: (nullable): of texts. Returns: whether @word is one of them. */
gboolean suima_hub_list_has (const json_t *list, const char *word);

/* Families of endpoints. */
SuimaReply *
suima_hub_capture (SuimaHub *hub, const SuimaRequest *request, const SuimaHubSigner *signer);
SuimaReply *
suima_hub_capture_one (SuimaHub *hub, const SuimaRequest *request, const SuimaHubSigner *signer);
SuimaReply *suima_hub_get_job (SuimaHub *hub, const char *capture_id);
SuimaReply *suima_hub_query (SuimaHub *hub, const SuimaRequest *request);
SuimaReply *suima_hub_query_one (SuimaHub *hub, const SuimaRequest *request, const char *event_id);
SuimaReply *suima_hub_page (SuimaHub *hub, const SuimaRequest *request);
SuimaReply *suima_hub_enrol (SuimaHub *hub, const SuimaRequest *request);
SuimaReply *suima_hub_get_feed (SuimaHub *hub, const SuimaRequest *request, const char *feed);
/** suima_hub_take_station: A station publishes its names; @key_id: of the path. */
SuimaReply *suima_hub_take_station (SuimaHub *hub,
                                    const SuimaRequest *request,
                                    const SuimaHubSigner *signer,
                                    const char *key_id);
/** suima_hub_take_notice: An authority's station gives a signed notice of a recall. */
SuimaReply *
suima_hub_take_notice (SuimaHub *hub, const SuimaRequest *request, const SuimaHubSigner *signer);

/** suima_hub_make_feed_key: Returns: (transfer full): of the master secret. */
SuimaKey *suima_hub_make_feed_key (SuimaHub *hub);

/** suima_hub_load_secrets: Reads or makes DIR/hub.key, DIR/enrol-code and DIR/authority-code. */
gboolean suima_hub_load_secrets (SuimaHub *hub, GError **error);
