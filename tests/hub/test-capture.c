// SPDX-License-Identifier: Apache-2.0
#include "hub-fixture.h"

#include "suima-event.h"
#include "suima-hash.h"
#include "suima-request-signature.h"

#include <string.h>

#define OPEN GINT_TO_POINTER (TRUE)

static char *
hash (json_t *event)
{
  g_autoptr (json_t) context = suima_event_new_context ();

  return suima_hash_event (event, context);
}

static json_t *
list_errors (const json_t *job, size_t count)
{
  json_t *errors = json_object_get (job, "errors");

  g_assert_cmpuint (json_array_size (errors), ==, count);
  return errors;
}

static void
test_store (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));
  g_autoptr (json_t) job = hub_capture (fixture, document, NULL);

  g_assert_true (json_is_false (json_object_get (job, "running")));
  g_assert_true (json_is_true (json_object_get (job, "success")));
  g_assert_cmpstr (suima_json_get_text (job, "captureErrorBehaviour"), ==, "rollback");
  g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, 1);
  g_assert_cmpint (hub_get_number (job, "suima:duplicateCount"), ==, 0);
  g_assert_cmpuint (hub_count_events (fixture), ==, 1);
}

/* The same bytes are the same capture: one job, one event, after a restart too. */
static void
test_again (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));
  g_autoptr (json_t) first = hub_capture (fixture, document, "proceed");
  g_autoptr (json_t) second = NULL;

  hub_fixture_reopen (fixture, TRUE);
  second = hub_capture (fixture, document, "proceed");
  g_assert_true (json_equal (first, second));
  g_assert_cmpuint (hub_count_events (fixture), ==, 1);
}

/* The same event in another document is a duplicate, and that is success. */
static void
test_duplicate (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_commission ();
  g_autofree char *first = hub_new_document (json_pack ("[O]", event));
  g_autofree char *second = hub_new_document (json_pack (
      "[O,o,o]", event, hub_new_event ("stocking", "OBSERVE", "sellable_accessible"), event));
  G_GNUC_UNUSED g_autoptr (json_t) before = hub_capture (fixture, first, "proceed");
  g_autoptr (json_t) job = hub_capture (fixture, second, "proceed");

  g_assert_true (json_is_true (json_object_get (job, "success")));
  g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, 1);
  g_assert_cmpint (hub_get_number (job, "suima:duplicateCount"), ==, 2);
  g_assert_cmpuint (hub_count_events (fixture), ==, 2);
}

static void
test_conflict (HubFixture *fixture, gconstpointer data)
{
  json_t *one = hub_new_event ("stocking", "OBSERVE", "sellable_accessible");
  json_t *other = hub_new_event ("storing", "OBSERVE", "in_progress");
  g_autofree char *document = NULL;
  g_autoptr (json_t) job = NULL;
  json_t *error;

  json_object_del (one, "suima:station");
  json_object_del (other, "suima:station");
  suima_json_set_text (one, "eventID", "urn:uuid:1");
  suima_json_set_text (other, "eventID", "urn:uuid:1");
  document = hub_new_document (json_pack ("[o,o]", one, other));
  job = hub_capture (fixture, document, "proceed");
  g_assert_true (json_is_false (json_object_get (job, "success")));
  g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, 1);
  error = json_array_get (list_errors (job, 1), 0);
  g_assert_cmpint (hub_get_number (error, "status"), ==, 409);
  g_assert_cmpstr (suima_json_get_text (error, "instance"), ==, "urn:uuid:1");
  g_assert_nonnull (strstr (suima_json_get_text (error, "detail"), "SHA-256"));
  g_assert_nonnull (strstr (suima_json_get_text (error, "detail"), "/epcisBody/eventList/1"));
}

/* An error declaration bears the id of the event it takes back; both are kept. */
static void
test_error_declaration (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_commission ();
  g_autofree char *id = hash (event);
  g_autoptr (json_t) undone = NULL;
  g_autofree char *path = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr (SuimaReply) reply = NULL;
  g_autoptr (json_t) answer = NULL;

  suima_json_set_text (event, "eventID", id);
  undone = json_deep_copy (event);
  json_object_set_new (undone, "errorDeclaration",
                       json_pack ("{s:s,s:s}", "declarationTime", "2026-11-22T08:00:00.000+08:00",
                                  "reason", "did_not_occur"));
  hub_capture_events (fixture, 2, event, json_incref (undone));
  escaped = g_uri_escape_string (id, NULL, FALSE);
  path = g_strconcat ("/events/", escaped, NULL);
  reply = hub_send (fixture, "GET", path, NULL);
  answer = hub_reply_to_json (reply);
  g_assert_cmpuint (
      json_array_size (json_object_get (
          json_object_get (json_object_get (json_object_get (answer, "epcisBody"), "queryResults"),
                           "resultsBody"),
          "eventList")),
      ==, 2);
}

static void
test_rollback (HubFixture *fixture, gconstpointer data)
{
  json_t *bad = hub_new_event ("stocking", "OBSERVE", "sellable_accessible");
  g_autofree char *document = NULL;
  g_autoptr (json_t) kept = NULL;
  g_autoptr (json_t) dropped = NULL;

  suima_json_set_text (bad, "eventID", "urn:uuid:2");
  suima_json_set_text (bad, "eventTimeZoneOffset", "Z");
  document = hub_new_document (json_pack ("[o,o]", hub_new_commission (), bad));
  dropped = hub_capture (fixture, document, "rollback");
  g_assert_true (json_is_false (json_object_get (dropped, "success")));
  g_assert_cmpint (hub_get_number (dropped, "suima:acceptedCount"), ==, 0);
  g_assert_cmpuint (hub_count_events (fixture), ==, 0);
  kept = hub_capture (fixture, document, "proceed");
  g_assert_true (json_is_false (json_object_get (kept, "success")));
  g_assert_cmpint (hub_get_number (kept, "suima:acceptedCount"), ==, 1);
  g_assert_cmpstr (suima_json_get_text (json_array_get (list_errors (kept, 1), 0), "instance"), ==,
                   "urn:uuid:2");
  g_assert_cmpuint (hub_count_events (fixture), ==, 1);
}

/* Our own events' ids are recomputed; those of others are opaque. */
static void
test_hash (HubFixture *fixture, gconstpointer data)
{
  json_t *forged = hub_new_commission ();
  json_t *foreign = hub_new_event ("stocking", "OBSERVE", "sellable_accessible");
  json_t *genuine = hub_new_event ("storing", "OBSERVE", "in_progress");
  g_autofree char *id = hash (genuine);
  g_autofree char *wrong = g_strdup (id);
  g_autofree char *document = NULL;
  g_autoptr (json_t) job = NULL;

  wrong[20] = wrong[20] == '0' ? '1' : '0';
  suima_json_set_text (genuine, "eventID", id);
  suima_json_set_text (forged, "eventID", wrong);
  suima_json_set_text (foreign, "eventID", wrong);
  json_object_del (foreign, "suima:station");
  document = hub_new_document (json_pack ("[o,o,o]", forged, foreign, genuine));
  job = hub_capture (fixture, document, "proceed");
  g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, 2);
  g_assert_nonnull (
      strstr (suima_json_get_text (json_array_get (list_errors (job, 1), 0), "detail"), "hash"));
}

/* Blanks, key order and number forms come back as they went in. */
static void
test_bytes (HubFixture *fixture, gconstpointer data)
{
  static const char event[] =
      "{ \"suima:z\" : 1.500e0 ,\n\t\"type\":\"ObjectEvent\", \"epcList\":[\"" HUB_EPC "\"],"
      "\"action\":\"OBSERVE\",\"eventTimeZoneOffset\":\"+08:00\",\"suima:t\":\"\\u8f66\\\"]}\","
      "\"eventTime\":\"2026-11-22T07:10:00.000+08:00\" }";
  g_autofree char *document = g_strconcat (
      "{\"epcisBody\":{ \"event\\u004cist\": [\n", event,
      "\n]},\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
      "{\"suima\":\"https://suima.org/ns/\"}],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
      "\"creationDate\":\"2026-11-22T01:00:00Z\"}",
      NULL);
  g_autoptr (json_t) job = hub_capture (fixture, document, NULL);
  g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", "/events", NULL);
  g_autofree char *text = hub_reply_to_text (reply);
  g_autoptr (json_t) again = hub_reply_to_json (reply);

  g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, 1);
  g_assert_nonnull (again);
  g_assert_nonnull (strstr (text, event + 1));
  g_assert_nonnull (strstr (text, "\"recordTime\":\"2026-11-22T01:30:00.000+00:00\""));
}

/* What a query gives back may be captured again, and is known. */
static void
test_round_trip (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (SuimaReply) reply = NULL;
  g_autofree char *text = NULL;
  g_autoptr (json_t) job = NULL;

  hub_capture_events (fixture, 2, hub_new_commission (),
                      hub_new_event ("stocking", "OBSERVE", "sellable_accessible"));
  reply = hub_send (fixture, "GET", "/events", NULL);
  text = hub_reply_to_text (reply);
  job = hub_capture (fixture, text, "proceed");
  g_assert_cmpint (hub_get_number (job, "suima:duplicateCount"), ==, 2);
  g_assert_cmpuint (hub_count_events (fixture), ==, 2);
}

static GBytes *
compress (const void *bytes, gsize size_bytes)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GInputStream) memory =
      g_memory_input_stream_new_from_data (bytes, (gssize)size_bytes, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (memory, G_CONVERTER (zlib));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static guint
post_packed (HubFixture *fixture, GBytes *packed)
{
  g_autoptr (SuimaRequest) request = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaReply) reply = NULL;

  hub_set_body (request, "");
  hub_set_header (request, "content-encoding", "gzip");
  g_bytes_unref (request->body);
  request->body = g_bytes_ref (packed);
  reply = suima_hub_handle (fixture->hub, request);
  return reply->status;
}

static void
test_gzip (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));
  g_autoptr (GBytes) packed = compress (document, strlen (document));
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) / 2);
  g_autofree char *zeros = g_malloc0 (32 * 1024 * 1024);
  g_autoptr (GBytes) bomb = compress (zeros, 32 * 1024 * 1024);
  g_autoptr (GBytes) plain = g_bytes_new_static (document, strlen (document));

  g_autoptr (GBytes) cut_bomb = g_bytes_new_from_bytes (bomb, 0, g_bytes_get_size (bomb) / 2);

  g_assert_cmpuint (g_bytes_get_size (bomb), <, SUIMA_HUB_MAX_BODY_BYTES);
  g_assert_cmpuint (post_packed (fixture, half), ==, 400);
  g_assert_cmpuint (post_packed (fixture, plain), ==, 400);
  g_assert_cmpuint (post_packed (fixture, bomb), ==, 413);
  /* Its end is missing, but nobody reads so far. */
  g_assert_cmpuint (post_packed (fixture, cut_bomb), ==, 413);
  g_assert_cmpuint (hub_count_events (fixture), ==, 0);
  g_assert_cmpuint (post_packed (fixture, packed), ==, 202);
  g_assert_cmpuint (hub_count_events (fixture), ==, 1);
}

static void
test_garbage (HubFixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "",
    "null",
    "[]",
    "{",
    "{\"type\":\"EPCISDocument\"}",
    "{\"@context\":[],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":"
    "\"2026-11-22T01:00:00Z\",\"epcisBody\":{\"eventList\":{}}}",
    "{\"@context\":[],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":"
    "\"2026-11-22T01:00:00Z\",\"epcisBody\":[]}",
    "{\"@context\":[],\"type\":\"EPCISDocument\",\"schemaVersion\":\"1.2\",\"creationDate\":"
    "\"2026-11-22T01:00:00Z\",\"epcisBody\":{\"eventList\":[]}}",
    "{\"@context\":[],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":"
    "\"yesterday\",\"epcisBody\":{\"eventList\":[]}}",
    "{\"type\":\"a\",\"type\":\"b\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (SuimaReply) reply = hub_send (fixture, "POST", "/capture", bodies[i]);
      g_autoptr (json_t) problem = hub_reply_to_json (reply);
      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_cmpstr (hub_reply_get_header (reply, "Content-Type"), ==,
                       "application/problem+json");
      g_assert_cmpstr (suima_json_get_text (problem, "type"), ==,
                       "epcisException:ValidationException");
    }
}

/* Things that are no events are refused one by one, with their place. */
static void
test_odd_events (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *document =
      hub_new_document (json_pack ("[n,i,s,[],{},o]", 3, "x", hub_new_commission ()));
  g_autoptr (json_t) job = hub_capture (fixture, document, "proceed");

  g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, 1);
  list_errors (job, 5);
}

static void
test_limits (HubFixture *fixture, gconstpointer data)
{
  json_t *events = json_array ();
  g_autofree char *document = NULL;
  g_autofree char *large = g_strnfill (SUIMA_HUB_MAX_BODY_BYTES + 1, ' ');
  g_autoptr (SuimaReply) options = hub_send (fixture, "OPTIONS", "/capture", NULL);
  g_autoptr (SuimaReply) too_many = NULL;
  g_autoptr (SuimaReply) too_large = hub_send (fixture, "POST", "/capture", large);

  for (guint i = 0; i <= SUIMA_HUB_MAX_EVENTS; i++)
    json_array_append_new (events, json_object ());
  document = hub_new_document (events);
  too_many = hub_send (fixture, "POST", "/capture", document);
  g_assert_cmpuint (options->status, ==, 204);
  g_assert_cmpstr (hub_reply_get_header (options, "GS1-EPCIS-Capture-Limit"), ==, "500");
  g_assert_cmpstr (hub_reply_get_header (options, "GS1-EPCIS-Capture-File-Size-Limit"), ==,
                   "1048576");
  g_assert_cmpstr (hub_reply_get_header (options, "GS1-Capture-Error-Behaviour"), ==, "all");
  g_assert_cmpuint (too_many->status, ==, 413);
  g_assert_cmpstr (hub_reply_get_header (too_many, "GS1-EPCIS-Capture-Limit"), ==, "500");
  g_assert_cmpuint (too_large->status, ==, 413);
  g_assert_cmpstr (hub_reply_get_header (too_large, "GS1-EPCIS-Capture-Limit"), ==, "500");
}

static void
test_media (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));
  g_autoptr (SuimaRequest) xml = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaRequest) linked = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaRequest) behaviour = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaReply) xml_reply = NULL;
  g_autoptr (SuimaReply) linked_reply = NULL;
  g_autoptr (SuimaReply) behaviour_reply = NULL;

  hub_set_body (xml, document);
  hub_set_header (xml, "content-type", "application/xml");
  xml_reply = suima_hub_handle (fixture->hub, xml);
  g_assert_cmpuint (xml_reply->status, ==, 415);
  hub_set_body (behaviour, document);
  hub_set_header (behaviour, "gs1-capture-error-behaviour", "hope");
  behaviour_reply = suima_hub_handle (fixture->hub, behaviour);
  g_assert_cmpuint (behaviour_reply->status, ==, 400);
  hub_set_body (linked, document);
  hub_set_header (linked, "content-type", "Application/LD+json; charset=utf-8");
  linked_reply = suima_hub_handle (fixture->hub, linked);
  g_assert_cmpuint (linked_reply->status, ==, 202);
}

static void
test_single (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (json_t) event = hub_new_commission ();
  g_autofree char *bare = suima_json_to_text (event);
  g_autofree char *text = NULL;
  g_autoptr (SuimaReply) without = hub_send (fixture, "POST", "/events", bare);
  g_autoptr (SuimaReply) first = NULL;
  g_autoptr (SuimaReply) second = NULL;
  g_autoptr (SuimaReply) found = NULL;

  json_object_set_new (event, "@context", suima_event_new_context ());
  text = suima_json_to_text (event);
  first = hub_send (fixture, "POST", "/events", text);
  second = hub_send (fixture, "POST", "/events", text);
  g_assert_cmpuint (without->status, ==, 400);
  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 409);
  found = hub_send (fixture, "GET", hub_reply_get_header (first, "Location"), NULL);
  g_assert_cmpuint (found->status, ==, 200);
  g_assert_cmpuint (hub_count_events (fixture), ==, 1);
}

/* Answers without a signature on an open hub, from this machine only. */
static void
test_unsigned (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));
  g_autoptr (SuimaRequest) remote = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaRequest) proxied = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaReply) remote_reply = NULL;
  g_autoptr (SuimaReply) proxied_reply = NULL;
  g_autoptr (SuimaReply) closed_reply = NULL;
  g_autoptr (SuimaReply) query_reply = NULL;

  hub_set_body (remote, document);
  remote->peer_is_loopback = FALSE;
  remote_reply = suima_hub_handle (fixture->hub, remote);
  g_assert_cmpuint (remote_reply->status, ==, 401);
  hub_set_body (proxied, document);
  hub_set_header (proxied, "x-forwarded-for", "203.0.113.9");
  proxied_reply = suima_hub_handle (fixture->hub, proxied);
  g_assert_cmpuint (proxied_reply->status, ==, 401);
  hub_fixture_reopen (fixture, FALSE);
  closed_reply = hub_send (fixture, "POST", "/capture", document);
  g_assert_cmpuint (closed_reply->status, ==, 401);
  query_reply = hub_send (fixture, "GET", "/events", NULL);
  g_assert_cmpuint (query_reply->status, ==, 401);
  g_assert_cmpuint (hub_count_events (fixture), ==, 0);
}

static void
sign (SuimaRequest *request, const SuimaKey *key, gint64 created_s, const char *nonce)
{
  g_autofree char *digest = NULL;
  g_autofree char *input = NULL;
  g_autofree char *signature = NULL;
  g_autoptr (GString) hex = g_string_new (NULL);
  SuimaRequestParts parts = {
    request->method, "127.0.0.1:8460", request->path, request->query, NULL, 0
  };

  parts.body = g_bytes_get_data (request->body, &parts.size_bytes);
  suima_request_sign (key, &parts, created_s, nonce, &digest, &input, &signature);
  hub_set_header (request, "content-digest", digest);
  hub_set_header (request, "signature-input", input);
  hub_set_header (request, "signature", signature);
  for (guint i = 0; i < SUIMA_KEY_SIZE_BYTES; i++)
    g_string_append_printf (hex, "%02x", suima_key_get_public (key)[i]);
  hub_set_header (request, "suima-public-key", hex->str);
}

static guint
post_signed (HubFixture *fixture, const SuimaKey *key, const char *document, const char *nonce)
{
  g_autoptr (SuimaRequest) request = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaReply) reply = NULL;

  hub_set_body (request, document);
  sign (request, key, fixture->at_us / G_USEC_PER_SEC, nonce);
  reply = suima_hub_handle (fixture->hub, request);
  return reply->status;
}

/* First sight notes the key; from then on it must hold. */
static void
test_first_sight (HubFixture *fixture, gconstpointer data)
{
  static const guint8 seed[32] = { 1 }, other_seed[32] = { 2 }, serial_key[32] = { 3 };
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 12345, 2);
  g_autoptr (SuimaKey) other = suima_key_new (other_seed, serial_key, 12345, 2);
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));

  g_assert_cmpuint (post_signed (fixture, key, document, "n1"), ==, 202);
  g_assert_cmpuint (post_signed (fixture, key, document, "n1"), ==, 401);
  g_assert_cmpuint (post_signed (fixture, key, document, "n2"), ==, 202);
  g_assert_cmpuint (post_signed (fixture, other, document, "n3"), ==, 401);
  hub_fixture_reopen (fixture, FALSE);
  g_assert_cmpuint (post_signed (fixture, key, document, "n4"), ==, 401);
}

/* A station speaks for itself only. */
static void
test_other_station (HubFixture *fixture, gconstpointer data)
{
  static const guint8 seed[32] = { 1 }, serial_key[32] = { 3 };
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 77, 0);
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));

  g_assert_cmpuint (post_signed (fixture, key, document, "n1"), ==, 202);
  g_assert_cmpuint (hub_count_events (fixture), ==, 0);
}

static void
assert_page_says (HubFixture *fixture, const char *sentence)
{
  g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", HUB_PATH, NULL);
  g_autofree char *page = hub_reply_to_text (reply);

  if (strstr (page, sentence) == NULL)
    g_error ("the page does not say %s", sentence);
}

static void
post_event (HubFixture *fixture, const SuimaKey *key, json_t *event, const char *nonce)
{
  g_autofree char *document = hub_new_document (json_pack ("[o]", event));
  guint before = hub_count_events (fixture);

  g_assert_cmpuint (post_signed (fixture, key, document, nonce), ==, 202);
  g_assert_cmpuint (hub_count_events (fixture), ==, before + 1);
}

static json_t *
new_declaration (void)
{
  json_t *event = hub_new_commission ();

  suima_json_set_text (event, "eventID", "urn:uuid:1b2c");
  json_object_set_new (event, "errorDeclaration",
                       json_pack ("{s:s,s:s}", "declarationTime", "2026-11-22T08:00:00.000+08:00",
                                  "reason", "did_not_occur"));
  return event;
}

/* Another shop can neither take back what a station said nor retire its codes. */
static void
test_foreign_hands (HubFixture *fixture, gconstpointer data)
{
  static const guint8 seed[32] = { 1 }, serial_key[32] = { 3 };
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 12345, 2);
  g_autoptr (SuimaKey) other = suima_key_new (seed, serial_key, 77, 0);
  json_t *commission = hub_new_commission ();
  json_t *declaration = new_declaration ();
  json_t *retired = hub_new_event ("decommissioning", "DELETE", "inactive");

  suima_json_set_text (commission, "eventID", "urn:uuid:1b2c");
  post_event (fixture, key, commission, "n1");
  json_object_del (declaration, "suima:station");
  post_event (fixture, other, declaration, "n2");
  assert_page_says (fixture, "标签真实，来源可查");
  json_object_del (retired, "suima:station");
  post_event (fixture, other, retired, "n3");
  assert_page_says (fixture, "标签真实，来源可查");
  post_event (fixture, key, hub_new_event ("decommissioning", "DELETE", "inactive"), "n4");
  assert_page_says (fixture, "这个码已经作废");
}

static void
test_stale (HubFixture *fixture, gconstpointer data)
{
  static const guint8 seed[32] = { 1 }, serial_key[32] = { 3 };
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 12345, 2);
  g_autofree char *document = hub_new_document (json_pack ("[o]", hub_new_commission ()));
  g_autoptr (SuimaRequest) stale = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaRequest) altered = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaReply) stale_reply = NULL;
  g_autoptr (SuimaReply) altered_reply = NULL;

  g_assert_cmpuint (post_signed (fixture, key, document, "n0"), ==, 202);
  hub_set_body (stale, document);
  sign (stale, key, fixture->at_us / G_USEC_PER_SEC - 301, "n1");
  stale_reply = suima_hub_handle (fixture->hub, stale);
  g_assert_cmpuint (stale_reply->status, ==, 401);
  hub_set_body (altered, document);
  sign (altered, key, fixture->at_us / G_USEC_PER_SEC, "n2");
  hub_set_body (altered, "{}");
  altered_reply = suima_hub_handle (fixture->hub, altered);
  g_assert_cmpuint (altered_reply->status, ==, 401);
}

static void
test_routes (HubFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *target;
    guint status;
  } cases[] = {
    { "GET", "/", 200 },          { "HEAD", "/", 200 },          { "OPTIONS", "/", 204 },
    { "GET", "/health", 200 },    { "POST", "/health", 405 },    { "DELETE", "/events", 405 },
    { "GET", "/capture", 405 },   { "GET", "/capture/x", 404 },  { "GET", "/events/x", 404 },
    { "GET", "/queries", 501 },   { "GET", "/epcs/x", 501 },     { "GET", "/enrol", 405 },
    { "GET", "/nothing", 404 },   { "GET", "/events/%zz", 400 }, { "BREW", "/coffee", 405 },
    { "POST", "/events/x", 405 }, { "GET", "//", 404 },          { "OPTIONS", "/nothing", 204 },
  };
  g_autofree char *deep = g_strnfill (3000, 'a');
  g_autofree char *target = g_strconcat ("/", deep, NULL);
  g_autoptr (SuimaReply) long_reply = hub_send (fixture, "GET", target, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaReply) reply = hub_send (fixture, cases[i].method, cases[i].target, NULL);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
    }
  g_assert_cmpuint (long_reply->status, ==, 414);
}

/* Two hubs on one folder would both write. */
static void
test_lock (HubFixture *fixture, gconstpointer data)
{
  SuimaHubOptions options = { .host = HUB_HOST };
  g_autoptr (GError) error = NULL;
  SuimaHub *second = suima_hub_new (fixture->dir, &options, &error);

  g_assert_null (second);
  g_assert_nonnull (strstr (error->message, "another suima-hub"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (HubFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/hub/capture/store", test_store },
    { "/hub/capture/again", test_again },
    { "/hub/capture/duplicate", test_duplicate },
    { "/hub/capture/conflict", test_conflict },
    { "/hub/capture/error-declaration", test_error_declaration },
    { "/hub/capture/rollback", test_rollback },
    { "/hub/capture/hash", test_hash },
    { "/hub/capture/bytes", test_bytes },
    { "/hub/capture/round-trip", test_round_trip },
    { "/hub/capture/gzip", test_gzip },
    { "/hub/capture/garbage", test_garbage },
    { "/hub/capture/odd-events", test_odd_events },
    { "/hub/capture/limits", test_limits },
    { "/hub/capture/media", test_media },
    { "/hub/capture/single", test_single },
    { "/hub/capture/unsigned", test_unsigned },
    { "/hub/capture/foreign-hands", test_foreign_hands },
    { "/hub/capture/first-sight", test_first_sight },
    { "/hub/capture/other-station", test_other_station },
    { "/hub/capture/stale", test_stale },
    { "/hub/capture/routes", test_routes },
    { "/hub/capture/lock", test_lock },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, HubFixture, OPEN, hub_fixture_set_up, tests[i].test,
                hub_fixture_tear_down);
  return g_test_run ();
}
