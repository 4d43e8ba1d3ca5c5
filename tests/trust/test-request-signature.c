// SPDX-License-Identifier: Apache-2.0
#include "suima-request-signature.h"

#include "suima-error.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795311000)
#define COVERED "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\")"
#define TAIL ";alg=\"ed25519\";tag=\"suima-sync-1\""

static const SuimaRequestParts upload = { "POST",      "hub.example.cn:8443",    "/capture",
                                          "a=1&b=%2F", "{\"hello\": \"world\"}", 18 };

static SuimaKey *
test_key (void)
{
  guint8 seed[32], serial_key[32];

  memset (seed, 7, sizeof seed);
  memset (serial_key, 9, sizeof serial_key);
  return suima_key_new (seed, serial_key, 12345, 2);
}

/* RFC 9421 B.2.6 with the key of B.1.4: the primitive and the form of the base. */
static void
test_rfc9421 (void)
{
  static const char *const base =
      "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
      "\"@method\": POST\n"
      "\"@path\": /foo\n"
      "\"@authority\": example.com\n"
      "\"content-type\": application/json\n"
      "\"content-length\": 18\n"
      "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" "
      "\"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
  gsize size_bytes;
  g_autofree guint8 *public_key =
      g_base64_decode ("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=", &size_bytes);
  g_autofree guint8 *signature = g_base64_decode (
      "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==",
      &size_bytes);
  g_autofree guint8 *seed =
      g_base64_decode ("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=", &size_bytes);
  g_autoptr (SuimaKey) key = suima_key_new (seed, seed, 0, 0);
  guint8 again[64];

  g_assert_true (
      suima_signature_check (public_key, (const guint8 *)base, strlen (base), signature));
  g_assert_cmpmem (suima_key_get_public (key), 32, public_key, 32);
  suima_key_sign (key, (const guint8 *)base, strlen (base), again);
  g_assert_cmpmem (again, 64, signature, 64);
}

/* RFC 9530: the digest of {"hello": "world"}. */
static void
test_headers (void)
{
  g_autoptr (SuimaKey) key = test_key ();
  g_autofree char *digest = NULL, *input = NULL, *signature = NULL, *key_id = NULL, *base = NULL;

  suima_request_sign (key, &upload, NOW, "n-1", &digest, &input, &signature);
  g_assert_cmpstr (digest, ==, "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  g_assert_cmpstr (input, ==,
                   "sig1=" COVERED ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL);
  g_assert_true (g_str_has_prefix (signature, "sig1=:"));
  g_assert_cmpuint (strlen (signature), ==, 6 + 88 + 1);
  key_id = suima_request_get_key_id (input);
  g_assert_cmpstr (key_id, ==, "0C1S2");
  base = suima_request_new_base (&upload, digest, input + 5);
  g_assert_cmpstr (base, ==,
                   "\"@method\": POST\n"
                   "\"@authority\": hub.example.cn:8443\n"
                   "\"@path\": /capture\n"
                   "\"@query\": ?a=1&b=%2F\n"
                   "\"content-digest\": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\n"
                   "\"@signature-params\": " COVERED
                   ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL);
}

typedef struct
{
  SuimaKey *key;
  SuimaRequestParts parts;
  char *digest;
  char *input;
  char *signature;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->key = test_key ();
  fixture->parts = upload;
  suima_request_sign (fixture->key, &upload, NOW, "n-1", &fixture->digest, &fixture->input,
                      &fixture->signature);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  suima_key_free (fixture->key);
  g_free (fixture->digest);
  g_free (fixture->input);
  g_free (fixture->signature);
}

/* Returns: whether the request is taken at @now_s; if not, that it is said so properly. */
static gboolean
fixture_takes (Fixture *fixture, gint64 now_s)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nonce = NULL;
  gboolean taken =
      suima_request_check (suima_key_get_public (fixture->key), &fixture->parts, fixture->digest,
                           fixture->input, fixture->signature, now_s, &nonce, &error);

  g_assert_cmpint (taken, ==, error == NULL);
  g_assert_cmpstr (nonce, ==, taken ? "n-1" : NULL);
  if (!taken)
    g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  return taken;
}

static void
test_window (Fixture *fixture, gconstpointer data)
{
  g_assert_true (fixture_takes (fixture, NOW));
  g_assert_true (fixture_takes (fixture, NOW + 300));
  g_assert_true (fixture_takes (fixture, NOW - 300));
  g_assert_false (fixture_takes (fixture, NOW + 301));
  g_assert_false (fixture_takes (fixture, NOW - 301));
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  static const SuimaRequestParts others[] = {
    { "GET", "hub.example.cn:8443", "/capture", "a=1&b=%2F", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn", "/capture", "a=1&b=%2F", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn:8443", "/events", "a=1&b=%2F", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn:8443", "/capture", "a=1&b=/", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn:8443", "/capture", NULL, "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn:8443", "/capture", "a=1&b=%2F", "{\"hello\": \"World\"}", 18 },
    { "POST", "hub.example.cn:8443", "/capture", "a=1&b=%2F", "{\"hello\": \"world\"}", 17 },
    { "POST", "hub.example.cn:8443", "/capture", "a=1&b=%2F", NULL, 0 },
    { "POST\n", "hub.example.cn:8443", "/capture", "a=1&b=%2F", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub\r.example.cn:8443", "/capture", "a=1&b=%2F", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn:8443", "/cap\nture", "a=1&b=%2F", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn:8443", "/capture", "a=1&b=%2F\n", "{\"hello\": \"world\"}", 18 },
    { "POST", "hub.example.cn:8443", "/capture", "a=1&b=\xff", "{\"hello\": \"world\"}", 18 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      fixture->parts = others[i];
      g_assert_false (fixture_takes (fixture, NOW));
    }
  fixture->parts = upload;
  fixture->parts.authority = "HUB.Example.CN:8443";
  g_assert_true (fixture_takes (fixture, NOW));
}

/* Every character of each header, changed and cut off. */
static void
test_headers_damaged (Fixture *fixture, gconstpointer data)
{
  char **headers[] = { &fixture->digest, &fixture->input, &fixture->signature };

  for (guint h = 0; h < G_N_ELEMENTS (headers); h++)
    for (char *p = *headers[h]; *p != '\0'; p++)
      {
        char kept = *p;
        *p = kept == '1' ? '2' : '1';
        g_assert_false (fixture_takes (fixture, NOW));
        *p = '\n';
        g_assert_false (fixture_takes (fixture, NOW));
        *p = '\0';
        g_assert_false (fixture_takes (fixture, NOW));
        *p = kept;
      }
  g_assert_true (fixture_takes (fixture, NOW));
}

static void
test_other_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SuimaKey) other = suima_key_generate ();
  g_autofree char *nonce = NULL;

  g_assert_false (suima_request_check (suima_key_get_public (other), &fixture->parts,
                                       fixture->digest, fixture->input, fixture->signature, NOW,
                                       &nonce, NULL));
  g_assert_null (nonce);
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_nonce = g_strnfill (129, 'a');
  g_autofree char *too_long = g_strdup_printf (
      "sig1=" COVERED ";created=1795311000;nonce=\"%s\";keyid=\"0C1S2\"" TAIL, long_nonce);
  const char *inputs[] = {
    "",
    "sig1",
    "sig1=",
    "sig1=()",
    "sig2=" COVERED ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL,
    "sig1=(\"@method\");created=1795311000;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=-1;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=99999999999999999999;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"a b\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"a\\\"b\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"中\";keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=1795311000;keyid=\"0C1S2\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S23\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"n-1\";keyid=\"0c1s2\"" TAIL,
    "sig1=" COVERED ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL " ",
    "sig1=" COVERED ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S2\"" TAIL ", sig2=()",
    "sig1=" COVERED
    ";created=1795311000;nonce=\"n-1\";keyid=\"0C1S2\";alg=\"hmac\";tag=\"suima-sync-1\"",
    too_long,
  };
  static const char *const signatures[] = {
    "", "sig1", "sig1=:", "sig1=::", "sig1=:AAAA:", "sig1=:!!!!:", "sig2=:AAAA:"
  };
  char *kept = fixture->input;

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_assert_null (suima_request_get_key_id (inputs[i]));
      fixture->input = (char *)inputs[i];
      g_assert_false (fixture_takes (fixture, NOW));
    }
  fixture->input = kept;
  kept = fixture->signature;
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      fixture->signature = (char *)signatures[i];
      g_assert_false (fixture_takes (fixture, NOW));
    }
  fixture->signature = kept;
}

/* A GET has no body and perhaps no query; an empty path is the root. */
static void
test_bare (void)
{
  static const SuimaRequestParts bare = { "GET", "a.cn", "", NULL, NULL, 0 };
  static const SuimaRequestParts same = { "GET", "a.cn", "/", "", "", 0 };
  g_autoptr (SuimaKey) key = test_key ();
  g_autofree char *digest = NULL, *input = NULL, *signature = NULL, *nonce = NULL;
  g_autoptr (GError) error = NULL;

  suima_request_sign (key, &bare, NOW, "n-2", &digest, &input, &signature);
  g_assert_cmpstr (digest, ==, "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
  g_assert_true (suima_request_check (suima_key_get_public (key), &same, digest, input, signature,
                                      NOW, &nonce, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (nonce, ==, "n-2");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (suima_trust_init (NULL));
  g_test_add_func ("/request/rfc9421", test_rfc9421);
  g_test_add_func ("/request/headers", test_headers);
  g_test_add_func ("/request/bare", test_bare);
  ADD ("/request/window", test_window);
  ADD ("/request/parts", test_parts);
  ADD ("/request/headers-damaged", test_headers_damaged);
  ADD ("/request/other-key", test_other_key);
  ADD ("/request/malformed", test_malformed);
  return g_test_run ();
}
