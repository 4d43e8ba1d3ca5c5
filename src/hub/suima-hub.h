// SPDX-License-Identifier: Apache-2.0
// The hub as a function: from one request to one reply.
#pragma once

#include <gio/gio.h>

#define SUIMA_HUB_MAX_EVENTS 500
#define SUIMA_HUB_MAX_BODY_BYTES (1024 * 1024)

/** SuimaRequest: one HTTP request as it came in; @path and @query are still percent-encoded. */
typedef struct
{
  char *method;        /* GET, POST, HEAD, OPTIONS, ... */
  char *path;          /* begins with a slash */
  char *query;         /* (nullable): without the question mark */
  GHashTable *headers; /* (element-type utf8 utf8): names in lower case, both owned */
  GBytes *body;        /* as sent, after content coding; never NULL */
  gboolean peer_is_loopback;
  gint64 at_us; /* when it came: UTC microseconds since 1970 */
} SuimaRequest;

/** suima_request_new: Returns: (transfer full): a request without headers and body. */
SuimaRequest *suima_request_new (const char *method, const char *target, gint64 at_us);
void suima_request_free (SuimaRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRequest, suima_request_free)

/** suima_request_get_header: @name in lower case. Returns: (transfer none) (nullable): its value.
 */
const char *suima_request_get_header (const SuimaRequest *request, const char *name);

/** SuimaReply: what goes back. The body of a HEAD is the one of GET: the server does not send it.
 */
typedef struct
{
  guint status;
  GHashTable *headers; /* (element-type utf8 utf8): both owned */
  GBytes *body;        /* (nullable): none */
} SuimaReply;

void suima_reply_free (SuimaReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaReply, suima_reply_free)

/** SuimaHubOptions: texts are borrowed during the call only. */
typedef struct
{
  const char *host; /* (nullable): the name that the labels carry */
  gboolean is_open; /* unsigned captures from this machine are taken */
} SuimaHubOptions;

typedef struct _SuimaHub SuimaHub;

/**
 * suima_hub_new:
 * @dir: the folder that holds the database, the master secret and the enrolment code; made when
 *   it is missing, readable by its owner only
 *
 * Returns: (transfer full): the hub. Errors: BUSY when another process has the folder, CORRUPT,
 * TOO_NEW, INVALID for a host that is none, INTERNAL.
 */
SuimaHub *suima_hub_new (const char *dir, const SuimaHubOptions *options, GError **error);
void suima_hub_free (SuimaHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaHub, suima_hub_free)

/**
 * suima_hub_handle:
 *
 * Answers one request. Not thread-safe: one thread owns a hub.
 *
 * Returns: (transfer full): the reply, never %NULL; what it says is stored has been committed.
 */
SuimaReply *suima_hub_handle (SuimaHub *hub, const SuimaRequest *request);

/**
 * suima_hub_revoke:
 * @key_id: `TTTTE`
 *
 * Its requests are refused from now on, its vouchers are not believed, and of its labels only those
 * whose counter is not above what is on record now: time proves nothing, a thief dates as he likes.
 * Stations hear of it with their next sync. Twice is once.
 *
 * Errors: NOT_FOUND; of the database.
 */
gboolean suima_hub_revoke (SuimaHub *hub, const char *key_id, gint64 at_us, GError **error);
