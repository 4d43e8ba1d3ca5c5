// SPDX-License-Identifier: Apache-2.0
#include "hub-fixture.h"

#include "suima-hub-db.h"
#include "suima-sealed-box.h"
#include "suima-serial.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define CLOSED GINT_TO_POINTER (FALSE)

static char *
to_hex (const guint8 *bytes, gsize size_bytes)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static char *
read_code (HubFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "enrol-code", NULL);
  char *code = NULL;

  g_assert_true (g_file_get_contents (path, &code, NULL, NULL));
  return g_strstrip (code);
}

static SuimaKey *
new_key (guint8 n)
{
  guint8 seed[32] = { n }, serial_key[32] = { 0 };

  return suima_key_new (seed, serial_key, 0, 0);
}

static char *
new_body (const SuimaKey *key, const char *code)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *public_hex = to_hex (suima_key_get_public (key), 32);
  g_autofree char *signature_hex = NULL;

  g_byte_array_append (message, (const guint8 *)"SUIMA-ENROL-1\n", 14);
  g_byte_array_append (message, (const guint8 *)code, (guint)strlen (code));
  g_byte_array_append (message, suima_key_get_public (key), 32);
  suima_key_sign (key, message->data, message->len, signature);
  signature_hex = to_hex (signature, sizeof signature);
  return g_strdup_printf ("{\"code\":\"%s\",\"public_key\":\"%s\",\"signature\":\"%s\"}", code,
                          public_hex, signature_hex);
}

static SuimaReply *
enrol (HubFixture *fixture, const SuimaKey *key, const char *code)
{
  g_autofree char *body = new_body (key, code);

  return hub_send (fixture, "POST", "/enrol", body);
}

static void
open_box (const SuimaKey *key, const json_t *answer, guint8 *serial_key)
{
  const char *hex = suima_json_get_text (answer, "sealed");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) box = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; hex[i] != '\0'; i += 2)
    {
      guint8 byte =
          (guint8)(g_ascii_xdigit_value (hex[i]) << 4 | g_ascii_xdigit_value (hex[i + 1]));
      g_byte_array_append (bytes, &byte, 1);
    }
  box = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  suima_sealed_box_open (key, box, serial_key, 32, &error);
  g_assert_no_error (error);
}

static void
test_enrol (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *code = read_code (fixture);
  g_autoptr (SuimaKey) key = new_key (1);
  g_autoptr (SuimaReply) reply = enrol (fixture, key, code);
  g_autoptr (json_t) answer = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "hub.key", NULL);
  g_autofree char *master = NULL;
  g_autofree char *next = NULL;
  guint8 serial_key[32], expected[32];
  json_int_t station;

  g_assert_cmpuint (reply->status, ==, 200);
  answer = hub_reply_to_json (reply);
  station = hub_get_number (answer, "station");
  g_assert_cmpint (station, >=, 1);
  g_assert_cmpint (hub_get_number (answer, "epoch"), ==, 0);
  g_assert_cmpstr (suima_json_get_text (answer, "host"), ==, "TRACE.EXAMPLE.CN");
  open_box (key, answer, serial_key);
  g_assert_true (g_file_get_contents (path, &master, NULL, NULL));
  suima_key_derive_serial_key ((const guint8 *)master, (guint32)station, 0, expected);
  g_assert_cmpmem (serial_key, 32, expected, 32);
  next = read_code (fixture);
  g_assert_cmpstr (next, !=, code);
}

/* The authority's code makes an authority of whoever enrols with it; the shops' code does not. */
static void
test_authority (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "authority-code", NULL);
  g_autofree char *code = NULL, *next = NULL, *shop_code = read_code (fixture);
  g_autoptr (SuimaKey) market = new_key (1), shop = new_key (2), thief = new_key (3);
  g_autoptr (SuimaReply) one = NULL, two = NULL, stolen = NULL;
  g_autoptr (json_t) first = NULL, second = NULL;
  g_autoptr (SuimaHubDb) db = NULL;

  g_assert_true (g_file_get_contents (path, &code, NULL, NULL));
  g_strstrip (code);
  one = enrol (fixture, market, code);
  two = enrol (fixture, shop, shop_code);
  stolen = enrol (fixture, thief, code);
  g_assert_cmpuint (stolen->status, ==, 401);
  first = hub_reply_to_json (one);
  second = hub_reply_to_json (two);
  g_assert_true (g_file_get_contents (path, &next, NULL, NULL));
  g_assert_cmpstr (g_strstrip (next), !=, code);
  g_clear_pointer (&fixture->hub, suima_hub_free);
  db = suima_hub_db_open (fixture->dir, NULL);
  g_assert_true (suima_hub_db_is_authority (db, (guint32)hub_get_number (first, "station")));
  g_assert_false (suima_hub_db_is_authority (db, (guint32)hub_get_number (second, "station")));
  g_clear_pointer (&db, suima_hub_db_free);
  hub_fixture_reopen (fixture, FALSE);
}

/* Used by another it is used up; asked again by the same station the answer is the same. */
static void
test_once (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *code = read_code (fixture);
  g_autoptr (SuimaKey) key = new_key (1);
  g_autoptr (SuimaKey) thief = new_key (2);
  g_autoptr (SuimaReply) first = enrol (fixture, key, code);
  g_autoptr (SuimaReply) stolen = enrol (fixture, thief, code);
  g_autoptr (SuimaReply) again = enrol (fixture, key, code);
  g_autoptr (json_t) first_answer = hub_reply_to_json (first);
  g_autoptr (json_t) again_answer = hub_reply_to_json (again);
  guint8 first_key[32], again_key[32];

  g_assert_cmpuint (stolen->status, ==, 401);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpint (hub_get_number (first_answer, "station"), ==,
                   hub_get_number (again_answer, "station"));
  open_box (key, first_answer, first_key);
  open_box (key, again_answer, again_key);
  g_assert_cmpmem (first_key, 32, again_key, 32);
}

static void
test_typed (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *code = read_code (fixture);
  g_autofree char *lower = g_ascii_strdown (code, -1);
  g_autofree char *typed = g_strdup_printf (" %.5s-%s ", lower, lower + 5);
  g_autoptr (SuimaKey) key = new_key (1);
  g_autoptr (SuimaReply) reply = enrol (fixture, key, typed);

  g_assert_cmpuint (strlen (code), ==, 10);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_numbers (HubFixture *fixture, gconstpointer data)
{
  json_int_t last = 0;

  for (guint8 i = 1; i <= 20; i++)
    {
      g_autofree char *code = read_code (fixture);
      g_autoptr (SuimaKey) key = new_key (i);
      g_autoptr (SuimaReply) reply = enrol (fixture, key, code);
      g_autoptr (json_t) answer = hub_reply_to_json (reply);
      g_assert_cmpint (hub_get_number (answer, "station"), >, last);
      last = hub_get_number (answer, "station");
      if (i == 10)
        hub_fixture_reopen (fixture, FALSE);
    }
}

static void
test_wrong (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *code = read_code (fixture);
  g_autofree char *next = NULL;
  g_autoptr (SuimaKey) key = new_key (1);
  g_autoptr (SuimaReply) refused = NULL;
  g_autoptr (SuimaReply) old = NULL;
  g_autoptr (SuimaReply) fresh = NULL;

  g_test_expect_message ("suima-hub", G_LOG_LEVEL_WARNING, "*five wrong*");
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (SuimaReply) reply = enrol (fixture, key, "0000000000");
      g_assert_cmpuint (reply->status, ==, 401);
    }
  g_test_assert_expected_messages ();
  next = read_code (fixture);
  g_assert_cmpstr (next, !=, code);
  refused = enrol (fixture, key, next);
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (hub_reply_get_header (refused, "Retry-After"), ==, "60");
  fixture->at_us += 61 * G_USEC_PER_SEC;
  old = enrol (fixture, key, code);
  g_assert_cmpuint (old->status, ==, 401);
  fresh = enrol (fixture, key, next);
  g_assert_cmpuint (fresh->status, ==, 200);
}

static void
test_damaged (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *code = read_code (fixture);
  g_autoptr (SuimaKey) key = new_key (1);
  g_autofree char *body = new_body (key, code);
  g_autofree char *flipped = g_strdup (body);
  g_autoptr (SuimaReply) signature = NULL;
  g_autoptr (SuimaReply) empty = hub_send (fixture, "POST", "/enrol", "{}");
  g_autoptr (SuimaReply) garbage = hub_send (fixture, "POST", "/enrol", "\"");
  g_autoptr (SuimaReply) numbers =
      hub_send (fixture, "POST", "/enrol", "{\"code\":1,\"public_key\":2,\"signature\":3}");
  char *at = strstr (flipped, "\"signature\":\"") + strlen ("\"signature\":\"");

  *at = *at == '0' ? '1' : '0';
  signature = hub_send (fixture, "POST", "/enrol", flipped);
  g_assert_cmpuint (signature->status, ==, 401);
  g_assert_cmpuint (empty->status, ==, 400);
  g_assert_cmpuint (garbage->status, ==, 400);
  g_assert_cmpuint (numbers->status, ==, 400);
}

static void
check_mode (HubFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0077, ==, 0);
}

static void
test_secrets (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "hub.key", NULL);
  g_autofree char *code = read_code (fixture);
  g_autoptr (SuimaKey) key = new_key (1);
  g_autoptr (SuimaReply) reply = enrol (fixture, key, code);
  SuimaHubOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  gsize size_bytes;

  g_assert_cmpuint (reply->status, <, 300);
  check_mode (fixture, "hub.key");
  check_mode (fixture, "enrol-code");
  g_clear_pointer (&fixture->hub, suima_hub_free);
  g_assert_true (g_file_get_contents (path, &kept, &size_bytes, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  /* Without its secret a hub with stations does not start on a new one. */
  g_assert_null (suima_hub_new (fixture->dir, &options, &error));
  g_assert_nonnull (strstr (error->message, "hub.key"));
  g_assert_true (g_file_set_contents (path, kept, (gssize)size_bytes, NULL));
  hub_fixture_reopen (fixture, FALSE);
}

/* An open hub is for trying: what has joined it cannot be impersonated there either. */
static void
test_name_is_kept (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *code = read_code (fixture);
  g_autoptr (SuimaKey) key = new_key (1);
  g_autoptr (SuimaReply) reply = enrol (fixture, key, code);
  g_autoptr (json_t) answer = hub_reply_to_json (reply);
  g_autofree char *station =
      suima_serial_to_key_id ((guint32)hub_get_number (answer, "station"), 0);
  json_t *event = hub_new_commission ();
  g_autofree char *document = NULL;
  g_autoptr (json_t) job = NULL;

  hub_fixture_reopen (fixture, TRUE);
  suima_json_set_text (event, "suima:station", station);
  document = hub_new_document (json_pack ("[o]", event));
  job = hub_capture (fixture, document, NULL);
  g_assert_true (json_is_false (json_object_get (job, "success")));
  g_assert_cmpuint (hub_count_events (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (HubFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/hub/enrol/enrol", test_enrol },     { "/hub/enrol/once", test_once },
    { "/hub/enrol/authority", test_authority },
    { "/hub/enrol/typed", test_typed },     { "/hub/enrol/numbers", test_numbers },
    { "/hub/enrol/wrong", test_wrong },     { "/hub/enrol/damaged", test_damaged },
    { "/hub/enrol/secrets", test_secrets }, { "/hub/enrol/name-is-kept", test_name_is_kept },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, HubFixture, CLOSED, hub_fixture_set_up, tests[i].test,
                hub_fixture_tear_down);
  return g_test_run ();
}
