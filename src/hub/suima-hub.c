// SPDX-License-Identifier: Apache-2.0
// Which request goes where.
#include "suima-hub-private.h"

#include "suima-code.h"
#include "suima-error.h"
#include "suima-voucher.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUIMA_HUB_MAX_PATH 2048
#define SUIMA_HUB_MAX_VOUCHER_PATH SUIMA_VOUCHER_MAX_LENGTH
#define SUIMA_HUB_MAX_QUERY 8192

/* The collections of the standard that this hub declares but does not offer. */
static const char *const suima_hub_collections[] = {
  "eventTypes", "epcs",          "bizSteps", "bizLocations", "readPoints", "dispositions",
  "queries",    "nextPageToken", NULL
};

static gboolean
suima_hub_set_host (SuimaHub *hub, const char *host, GError **error)
{
  if (host == NULL)
    return TRUE;
  hub->host = g_ascii_strup (host, -1);
  if (suima_host_is_valid (hub->host))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "host \"%s\" is no host name", host);
  return FALSE;
}

SuimaHub *
suima_hub_new (const char *dir, const SuimaHubOptions *options, GError **error)
{
  g_autoptr (SuimaHub) hub = g_new0 (SuimaHub, 1);

  hub->dir = g_strdup (dir);
  hub->is_open = options->is_open;
  hub->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "%s: %s", dir, g_strerror (errno));
      return NULL;
    }
  if (!suima_trust_init (error) || !suima_hub_set_host (hub, options->host, error))
    return NULL;
  hub->db = suima_hub_db_open (dir, error);
  if (hub->db == NULL || !suima_hub_load_secrets (hub, error))
    return NULL;
  hub->feed_key = suima_hub_make_feed_key (hub);
  return g_steal_pointer (&hub);
}

void
suima_hub_free (SuimaHub *hub)
{
  if (hub == NULL)
    return;
  g_free (hub->dir);
  g_free (hub->host);
  g_free (hub->enrol_code);
  g_free (hub->authority_code);
  g_clear_pointer (&hub->db, suima_hub_db_free);
  g_clear_pointer (&hub->nonces, g_hash_table_unref);
  g_clear_pointer (&hub->feed_key, suima_key_free);
  explicit_bzero (hub->master, sizeof hub->master);
  g_free (hub);
}

static SuimaReply *
suima_hub_get_root (void)
{
  g_autoptr (json_t) value =
      json_pack ("{s:s,s:s,s:[s,s,s,s,s,s,s,s,s]}", "@context",
                 "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type",
                 "Collection", "member", "events", "eventTypes", "epcs", "bizSteps", "bizLocations",
                 "readPoints", "dispositions", "capture", "queries");

  return suima_reply_new_json (200, value);
}

static SuimaReply *
suima_hub_get_health (SuimaHub *hub)
{
  gint64 events = suima_hub_db_count_events (hub->db);
  g_autoptr (json_t) value = NULL;

  if (events < 0)
    return suima_reply_new_problem (503, "ImplementationException", "the database does not answer");
  value = json_pack ("{s:s,s:I}", "status", "ok", "events", (json_int_t)events);
  return suima_reply_new_json (200, value);
}

static const char *
suima_hub_list_methods (const char *path)
{
  if (strcmp (path, "/capture") == 0 || strcmp (path, "/enrol") == 0 ||
      g_str_has_prefix (path, "/stations/"))
    return "POST, OPTIONS";
  if (strcmp (path, "/events") == 0 || strcmp (path, "/feeds/recall") == 0)
    return "GET, HEAD, POST, OPTIONS";
  return "GET, HEAD, OPTIONS";
}

static SuimaReply *
suima_hub_options (const char *path)
{
  SuimaReply *reply = suima_reply_new (204);

  suima_reply_set_header (reply, "Allow", suima_hub_list_methods (path));
  suima_reply_set_header (reply, "GS1-EPCIS-Min", "2.0.0");
  suima_reply_set_header (reply, "GS1-EPCIS-Max", "2.0.0");
  suima_reply_set_header (reply, "GS1-CBV-Min", "2.0.0");
  suima_reply_set_header (reply, "GS1-CBV-Max", "2.0.0");
  suima_reply_set_header (reply, "GS1-Vendor-Version", SUIMA_VERSION);
  if (strcmp (path, "/capture") == 0)
    {
      suima_reply_set_header (reply, "GS1-Capture-Error-Behaviour", "all");
      suima_reply_announce_limits (reply);
    }
  return reply;
}

static SuimaReply *
suima_hub_refuse_method (const char *path)
{
  SuimaReply *reply = suima_reply_new_problem (405, "ImplementationException",
                                               "this resource does not know that method");

  suima_reply_set_header (reply, "Allow", suima_hub_list_methods (path));
  return reply;
}

/* A closed hub shows its records to its own stations only. */
static SuimaReply *
suima_hub_route_records (SuimaHub *hub, const SuimaRequest *request)
{
  gboolean is_post = strcmp (request->method, "POST") == 0;
  g_autofree char *id = NULL;
  SuimaHubSigner signer = { 0 };
  SuimaReply *refusal = suima_hub_authenticate (hub, request, &signer);
  const char *slash = strchr (request->path + 1, '/');

  if (refusal != NULL)
    return refusal;
  if (slash == NULL && strcmp (request->path, "/capture") == 0)
    return is_post ? suima_hub_capture (hub, request, &signer)
                   : suima_hub_refuse_method (request->path);
  if (slash == NULL)
    return is_post ? suima_hub_capture_one (hub, request, &signer) : suima_hub_query (hub, request);
  if (is_post)
    return suima_hub_refuse_method (request->path);
  id = g_uri_unescape_string (slash + 1, NULL);
  if (id == NULL || !g_utf8_validate (id, -1, NULL))
    return suima_reply_new_problem (400, "ValidationException", "the path has a broken escape");
  if (g_str_has_prefix (request->path, "/capture/"))
    return suima_hub_get_job (hub, id);
  return suima_hub_query_one (hub, request, id);
}

/* What stations fetch is for stations; what they publish is for all of them. */
static SuimaReply *
suima_hub_route_feeds (SuimaHub *hub, const SuimaRequest *request)
{
  gboolean is_post = strcmp (request->method, "POST") == 0;
  const char *name = strchr (request->path + 1, '/') + 1;
  SuimaHubSigner signer = { 0 };
  SuimaReply *refusal = suima_hub_authenticate (hub, request, &signer);

  if (refusal != NULL)
    return refusal;
  if (g_str_has_prefix (request->path, "/stations/"))
    return is_post ? suima_hub_take_station (hub, request, &signer, name)
                   : suima_hub_refuse_method (request->path);
  if (!is_post)
    return suima_hub_get_feed (hub, request, name);
  return strcmp (name, "recall") == 0 ? suima_hub_take_notice (hub, request, &signer)
                                      : suima_hub_refuse_method (request->path);
}

static gboolean
suima_hub_is_below (const char *path, const char *name)
{
  return g_str_has_prefix (path + 1, name) &&
         (path[1 + strlen (name)] == '\0' || path[1 + strlen (name)] == '/');
}

static SuimaReply *
suima_hub_route (SuimaHub *hub, const SuimaRequest *request)
{
  const char *path = request->path;
  gboolean is_post = strcmp (request->method, "POST") == 0;

  if (!is_post && strcmp (request->method, "GET") != 0 && strcmp (request->method, "HEAD") != 0)
    return suima_hub_refuse_method (path);
  if (suima_hub_is_below (path, "capture") || suima_hub_is_below (path, "events"))
    return suima_hub_route_records (hub, request);
  if (g_str_has_prefix (path, "/feeds/") || g_str_has_prefix (path, "/stations/"))
    return suima_hub_route_feeds (hub, request);
  if (strcmp (path, "/enrol") == 0)
    return is_post ? suima_hub_enrol (hub, request) : suima_hub_refuse_method (path);
  if (is_post)
    return suima_hub_refuse_method (path);
  if (strcmp (path, "/") == 0)
    return suima_hub_get_root ();
  if (strcmp (path, "/health") == 0)
    return suima_hub_get_health (hub);
  for (guint i = 0; suima_hub_collections[i] != NULL; i++)
    if (suima_hub_is_below (path, suima_hub_collections[i]))
      return suima_reply_new_problem (501, "ImplementationException",
                                      "this hub offers /capture and /events only");
  return suima_hub_page (hub, request);
}

/* A voucher says all in its address. */
static gsize
suima_hub_get_max_path (const char *path)
{
  return g_ascii_strncasecmp (path, "/V/", 3) == 0 ? SUIMA_HUB_MAX_VOUCHER_PATH : SUIMA_HUB_MAX_PATH;
}

static SuimaReply *
suima_hub_check_limits (const SuimaRequest *request)
{
  if (g_bytes_get_size (request->body) > SUIMA_HUB_MAX_BODY_BYTES)
    return suima_reply_new_problem (413, "CaptureLimitExceededException",
                                    "the body is larger than 1048576 bytes");
  if (strlen (request->path) > suima_hub_get_max_path (request->path) ||
      (request->query != NULL && strlen (request->query) > SUIMA_HUB_MAX_QUERY))
    return suima_reply_new_problem (414, "URITooLongException", "the URI is too long");
  if (request->path[0] != '/')
    return suima_reply_new_problem (400, "ValidationException", "the path has no slash in front");
  return NULL;
}

SuimaReply *
suima_hub_handle (SuimaHub *hub, const SuimaRequest *request)
{
  SuimaReply *reply = suima_hub_check_limits (request);

  if (reply == NULL && strcmp (request->method, "OPTIONS") == 0)
    reply = suima_hub_options (request->path);
  if (reply == NULL)
    reply = suima_hub_route (hub, request);
  suima_reply_set_header (reply, "GS1-EPCIS-Version", "2.0.0");
  suima_reply_set_header (reply, "GS1-CBV-Version", "2.0.0");
  suima_reply_set_header (reply, "GS1-EPC-Format", "Never_Translates");
  suima_reply_set_header (reply, "X-Content-Type-Options", "nosniff");
  return reply;
}
