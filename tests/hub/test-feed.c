// SPDX-License-Identifier: Apache-2.0
// What stations may publish and fetch, and who may not.
#include "hub-fixture.h"

#include "suima-error.h"
#include "suima-feed.h"
#include "suima-hex.h"
#include "suima-hub-db.h"
#include "suima-request-signature.h"

#include <string.h>

#define CLOSED GINT_TO_POINTER (FALSE)
#define NOTICE "{\"notice\":\"{\\\"id\\\":\\\"N\\\",\\\"version\\\":1}\",\"signature\":\"%s\"}"

/* A station of the hub, enrolled or only seen. */
static SuimaKey *
note (HubFixture *fixture, guint32 number, gboolean is_enrolled, gboolean is_authority)
{
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { (guint8)number }, none[SUIMA_KEY_SIZE_BYTES] = { 0 };
  SuimaKey *key = suima_key_new (seed, none, number, 0);
  SuimaHubStation station = { .station = number, .is_enrolled = is_enrolled,
                              .is_authority = is_authority };
  g_autoptr (SuimaHubDb) db = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (station.public_key, suima_key_get_public (key), sizeof station.public_key);
  g_clear_pointer (&fixture->hub, suima_hub_free);
  db = suima_hub_db_open (fixture->dir, &error);
  g_assert_no_error (error);
  suima_hub_db_add_station (db, &station, NULL, 0, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, suima_hub_db_free);
  hub_fixture_reopen (fixture, FALSE);
  return key;
}

static SuimaReply *
ask (HubFixture *fixture, const SuimaKey *key, const char *method, const char *target,
     const char *body)
{
  static guint n;
  g_autoptr (SuimaRequest) request = hub_new_request (fixture, method, target);
  SuimaRequestParts parts = { method, "127.0.0.1:8460", request->path, request->query, "", 0 };
  g_autofree char *nonce = g_strdup_printf ("n%u", n++);
  g_autofree char *digest = NULL;
  g_autofree char *input = NULL;
  g_autofree char *signature = NULL;

  if (body != NULL)
    hub_set_body (request, body);
  if (body != NULL)
    parts.body = g_bytes_get_data (request->body, &parts.size_bytes);
  suima_request_sign (key, &parts, fixture->at_us / G_USEC_PER_SEC, nonce, &digest, &input,
                      &signature);
  hub_set_header (request, "content-digest", digest);
  hub_set_header (request, "signature-input", input);
  hub_set_header (request, "signature", signature);
  return suima_hub_handle (fixture->hub, request);
}

static void
expect (HubFixture *fixture, const SuimaKey *key, const char *target, const char *body, guint status)
{
  g_autoptr (SuimaReply) reply = ask (fixture, key, body ? "POST" : "GET", target, body);

  g_test_message ("%s %s", target, body ? body : "");
  g_assert_cmpuint (reply->status, ==, status);
}

static json_t *
get_feed (HubFixture *fixture, const SuimaKey *key, const char *target)
{
  g_autoptr (SuimaReply) reply = ask (fixture, key, "GET", target, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  return hub_reply_to_json (reply);
}

static void
check_item (const json_t *answer, const char *feed, guint i, const char *part)
{
  const json_t *item = json_array_get (json_object_get (answer, "items"), i);
  const char *body = suima_json_get_text (item, "body");
  g_autofree char *message = suima_feed_dup_message (feed, hub_get_number (item, "n"), body);
  guint8 public_key[SUIMA_KEY_SIZE_BYTES], signature[SUIMA_SIGNATURE_SIZE_BYTES];

  g_assert_nonnull (strstr (body, part));
  g_assert_true (suima_hex_to_bytes (suima_json_get_text (answer, "hub_key"), public_key,
                                     sizeof public_key));
  g_assert_true (
      suima_hex_to_bytes (suima_json_get_text (item, "signature"), signature, sizeof signature));
  g_assert_true (suima_signature_check (public_key, (const guint8 *)message, strlen (message),
                                        signature));
}

static void
test_keys (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (SuimaKey) shop = note (fixture, 7, TRUE, FALSE);
  g_autoptr (SuimaKey) other = note (fixture, 8, TRUE, FALSE);
  g_autoptr (SuimaKey) seen = note (fixture, 9, FALSE, FALSE);
  g_autoptr (json_t) first = NULL, later = NULL, after = NULL;
  g_autoptr (SuimaReply) unsigned_reply = hub_send (fixture, "GET", "/feeds/keys", NULL);

  g_assert_cmpuint (unsigned_reply->status, ==, 401);
  expect (fixture, shop, "/stations/00070", "{\"seller\":\"平湖果栏\",\"shop\":\"A17\"}", 204);
  expect (fixture, shop, "/stations/00070", "{\"seller\":\"平湖果栏\",\"shop\":\"A17\"}", 204);
  first = get_feed (fixture, other, "/feeds/keys?after=0");
  g_assert_cmpint (hub_get_number (first, "head"), ==, 1);
  check_item (first, SUIMA_FEED_KEYS, 0, "平湖果栏");
  expect (fixture, shop, "/stations/00070", "{\"seller\":\"新名字\",\"shop\":\"A17\"}", 204);
  later = get_feed (fixture, other, "/feeds/keys?after=1");
  g_assert_cmpuint (json_array_size (json_object_get (later, "items")), ==, 1);
  check_item (later, SUIMA_FEED_KEYS, 0, "新名字");
  after = get_feed (fixture, other, "/feeds/keys?after=2");
  g_assert_cmpuint (json_array_size (json_object_get (after, "items")), ==, 0);
  /* Not in another's name, not by who did not enrol, not what is no name. */
  expect (fixture, other, "/stations/00070", "{\"seller\":\"x\",\"shop\":\"y\"}", 403);
  expect (fixture, seen, "/stations/00090", "{\"seller\":\"x\",\"shop\":\"y\"}", 401);
  expect (fixture, shop, "/stations/00070", "{\"seller\":\"x\"}", 400);
  expect (fixture, shop, "/stations/00070", "{\"seller\":\"a\\nb\",\"shop\":\"y\"}", 400);
  expect (fixture, shop, "/stations/00070", "[]", 400);
  expect (fixture, shop, "/stations/00070", "{", 400);
  expect (fixture, shop, "/stations/00070", NULL, 405);
  expect (fixture, shop, "/feeds/keys", "{}", 405);
  expect (fixture, shop, "/feeds/other", NULL, 404);
  expect (fixture, shop, "/feeds/keys?after=-1", NULL, 400);
  expect (fixture, shop, "/feeds/keys?after=x", NULL, 400);
}

static void
test_notices (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *hex = g_strnfill (128, 'a');
  g_autofree char *notice = g_strdup_printf (NOTICE, hex);
  g_autofree char *short_notice = g_strdup_printf (NOTICE, "aa");
  g_autofree char *heavy = g_strnfill (300 << 10, ' ');
  g_autoptr (SuimaKey) shop = note (fixture, 7, TRUE, FALSE);
  g_autoptr (SuimaKey) market = note (fixture, 8, TRUE, TRUE);
  g_autoptr (json_t) answer = NULL;

  expect (fixture, shop, "/feeds/recall", notice, 403);
  expect (fixture, market, "/feeds/recall", short_notice, 400);
  expect (fixture, market, "/feeds/recall", "{\"notice\":\"{}\"}", 400);
  memcpy (heavy, "{}", 2);
  expect (fixture, market, "/feeds/recall", heavy, 413);
  expect (fixture, market, "/feeds/recall", notice, 204);
  expect (fixture, market, "/feeds/recall", notice, 204);
  answer = get_feed (fixture, shop, "/feeds/recall");
  g_assert_cmpint (hub_get_number (answer, "head"), ==, 1);
  check_item (answer, SUIMA_FEED_RECALL, 0, notice);
}

/* A stolen key opens nothing any more; what it signed up to now stays good. */
static void
test_revoke (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (SuimaKey) shop = note (fixture, 7, TRUE, FALSE);
  g_autoptr (SuimaKey) market = note (fixture, 8, TRUE, TRUE);
  g_autofree char *serial = suima_key_issue_serial (shop, 41);
  g_autofree char *epc = g_strconcat ("https://" HUB_HOST "/01/07800000001013/21/", serial, NULL);
  json_t *event = hub_new_commission ();
  g_autofree char *document = NULL;
  g_autoptr (json_t) answer = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_new (event, "epcList", json_pack ("[s]", epc));
  suima_json_set_text (event, "suima:station", "00070");
  document = hub_new_document (json_pack ("[o]", event));
  expect (fixture, shop, "/capture", document, 202);
  expect (fixture, shop, "/stations/00070", "{\"seller\":\"平湖果栏\",\"shop\":\"A17\"}", 204);
  g_assert_true (suima_hub_revoke (fixture->hub, "00070", fixture->at_us, &error));
  g_assert_true (suima_hub_revoke (fixture->hub, "00070", fixture->at_us, &error));
  g_assert_no_error (error);
  expect (fixture, shop, "/feeds/keys", NULL, 401);
  expect (fixture, shop, "/capture", document, 401);
  answer = get_feed (fixture, market, "/feeds/keys?after=1");
  g_assert_cmpuint (json_array_size (json_object_get (answer, "items")), ==, 1);
  check_item (answer, SUIMA_FEED_KEYS, 0, "\"state\":\"revoked\",\"max_counter\":41");
  check_item (answer, SUIMA_FEED_KEYS, 0, "平湖果栏");
  g_assert_true (suima_hub_revoke (fixture->hub, "00080", fixture->at_us, &error));
  expect (fixture, market, "/feeds/recall", "{}", 401);
  g_assert_false (suima_hub_revoke (fixture->hub, "ZZZZ0", fixture->at_us, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

/* The key of the feeds outlives a restart. */
static void
test_same_key (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (SuimaKey) shop = note (fixture, 7, TRUE, FALSE);
  g_autoptr (json_t) before = get_feed (fixture, shop, "/feeds/keys");
  g_autoptr (json_t) after = NULL;

  hub_fixture_reopen (fixture, FALSE);
  after = get_feed (fixture, shop, "/feeds/keys");
  g_assert_cmpstr (suima_json_get_text (before, "hub_key"), ==,
                   suima_json_get_text (after, "hub_key"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (suima_trust_init (NULL));
  g_test_add ("/hub/feed/keys", HubFixture, CLOSED, hub_fixture_set_up, test_keys,
              hub_fixture_tear_down);
  g_test_add ("/hub/feed/notices", HubFixture, CLOSED, hub_fixture_set_up, test_notices,
              hub_fixture_tear_down);
  g_test_add ("/hub/feed/revoke", HubFixture, CLOSED, hub_fixture_set_up, test_revoke,
              hub_fixture_tear_down);
  g_test_add ("/hub/feed/same-key", HubFixture, CLOSED, hub_fixture_set_up, test_same_key,
              hub_fixture_tear_down);
  return g_test_run ();
}
