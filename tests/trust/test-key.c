// SPDX-License-Identifier: Apache-2.0
#include "suima-key.h"

#include "suima-code.h"
#include "suima-error.h"
#include "suima-json.h"

#include <string.h>

static json_t *
test_vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "label-vectors.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_bytes;
  json_t *vectors;

  g_file_get_contents (path, &text, &size_bytes, &error);
  g_assert_no_error (error);
  vectors = suima_json_parse (text, size_bytes, &error);
  g_assert_no_error (error);
  return vectors;
}

static void
test_hex (const json_t *vectors, const char *key, guint8 *ret)
{
  const char *hex = suima_json_get_text (vectors, key);

  g_assert_cmpuint (strlen (hex), ==, 2 * SUIMA_KEY_SIZE_BYTES);
  for (guint i = 0; i < SUIMA_KEY_SIZE_BYTES; i++)
    ret[i] =
        (guint8)(g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
}

static SuimaKey *
test_station_key (const json_t *vectors, guint32 station, guint8 epoch)
{
  guint8 master[SUIMA_KEY_SIZE_BYTES], seed[SUIMA_KEY_SIZE_BYTES];
  guint8 serial_key[SUIMA_KEY_SIZE_BYTES];

  test_hex (vectors, "master", master);
  test_hex (vectors, "seed", seed);
  suima_key_derive_serial_key (master, station, epoch, serial_key);
  return suima_key_new (seed, serial_key, station, epoch);
}

static guint32
test_number (const json_t *object, const char *key)
{
  g_assert_true (json_is_integer (json_object_get (object, key)));
  return (guint32)json_integer_value (json_object_get (object, key));
}

static void
test_serials (void)
{
  g_autoptr (json_t) vectors = test_vectors ();
  json_t *serials = json_object_get (vectors, "serials");
  json_t *row;
  gsize i;

  g_assert_cmpuint (json_array_size (serials), >, 0);
  json_array_foreach (serials, i, row)
  {
    const char *known = suima_json_get_text (row, "serial");
    g_autoptr (SuimaKey) key = test_station_key (vectors, test_number (row, "terminal"),
                                                 (guint8)test_number (row, "epoch"));
    g_autofree char *serial = suima_key_issue_serial (key, test_number (row, "counter"));
    g_assert_cmpstr (serial, ==, known);
    g_assert_true (g_str_has_prefix (known, suima_key_get_id (key)));
    g_assert_true (suima_key_owns_serial (key, known));
  }
}

static void
test_labels (void)
{
  g_autoptr (json_t) vectors = test_vectors ();
  g_autoptr (SuimaKey) key = test_station_key (vectors, 12345, 2);
  json_t *labels = json_object_get (vectors, "labels");
  guint8 public_key[SUIMA_KEY_SIZE_BYTES];
  json_t *row;
  gsize i;

  test_hex (vectors, "public_key", public_key);
  g_assert_cmpmem (suima_key_get_public (key), SUIMA_KEY_SIZE_BYTES, public_key, sizeof public_key);
  g_assert_cmpuint (json_array_size (labels), >, 0);
  json_array_foreach (labels, i, row)
  {
    const char *unsigned_uri = suima_json_get_text (row, "unsigned");
    g_autofree char *uri = suima_key_sign_uri (key, unsigned_uri);
    g_assert_cmpstr (uri, ==, suima_json_get_text (row, "signed"));
    g_assert_cmpuint (strlen (uri), ==, test_number (row, "length"));
    g_assert_true (suima_uri_check_signature (public_key, uri));
    g_assert_false (suima_uri_check_signature (public_key, unsigned_uri));
  }
}

/* No character of a signed label can be another one. */
static void
test_label_damage (void)
{
  g_autoptr (json_t) vectors = test_vectors ();
  g_autoptr (SuimaKey) key = test_station_key (vectors, 12345, 2);
  g_autofree char *uri =
      suima_key_sign_uri (key, "HTTPS://TRACE.EXAMPLE.CN/SHOP7/OBJ/0C1S2000001XEB2Y1708");
  static const char *const others[] = { "", "HTTPS://",
                                        "HTTPS://A.CN//SHOP7/OBJ/0C1S2000001XEB2Y1708",
                                        "https://a.cn/x" };

  for (gsize i = 0; uri[i] != '\0'; i++)
    {
      g_autofree char *wrong = g_strdup (uri);
      wrong[i] = wrong[i] == 'B' ? 'C' : 'B';
      g_assert_false (suima_uri_check_signature (suima_key_get_public (key), wrong));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (suima_uri_check_signature (suima_key_get_public (key), others[i]));
}

static void
test_foreign_serials (void)
{
  g_autoptr (json_t) vectors = test_vectors ();
  g_autoptr (SuimaKey) key = test_station_key (vectors, 12345, 2);
  g_autoptr (SuimaKey) later = test_station_key (vectors, 12345, 3);
  g_autoptr (SuimaKey) other = test_station_key (vectors, 12346, 2);
  g_autofree char *serial = suima_key_issue_serial (key, 77);
  g_autofree char *forged = NULL;
  SuimaSerial parts;

  g_assert_true (suima_key_owns_serial (key, serial));
  g_assert_false (suima_key_owns_serial (later, serial));
  g_assert_false (suima_key_owns_serial (other, serial));
  g_assert_false (suima_key_owns_serial (key, "0C1S2"));
  g_free (suima_serial_parse (serial, &parts, NULL));
  /* the fields changed, the MAC kept */
  for (guint field = 0; field < 3; field++)
    {
      SuimaSerial wrong = parts;
      g_autofree char *text = NULL;
      wrong.station ^= field == 0;
      wrong.epoch ^= field == 1;
      wrong.counter ^= field == 2;
      text = suima_serial_to_text (&wrong);
      g_assert_false (suima_key_owns_serial (key, text));
    }
  for (guint bit = 0; bit < 40; bit++)
    {
      SuimaSerial wrong = parts;
      wrong.mac ^= G_GUINT64_CONSTANT (1) << bit;
      g_free (forged);
      forged = suima_serial_to_text (&wrong);
      g_assert_false (suima_key_owns_serial (key, forged));
    }
}

static void
test_generate (void)
{
  g_autoptr (SuimaKey) key = suima_key_generate ();
  g_autoptr (SuimaKey) other = suima_key_generate ();
  guint8 hash[32];
  g_autofree char *serial = suima_key_issue_serial (key, 1);

  suima_sha256 (suima_key_get_public (key), SUIMA_KEY_SIZE_BYTES, hash);
  g_assert_cmpuint (suima_key_get_station (key), ==,
                    (guint)hash[0] << 12 | (guint)hash[1] << 4 | hash[2] >> 4);
  g_assert_cmpuint (suima_key_get_epoch (key), ==, 0);
  g_assert_cmpint (
      memcmp (suima_key_get_public (key), suima_key_get_public (other), SUIMA_KEY_SIZE_BYTES), !=,
      0);
  g_assert_true (suima_key_owns_serial (key, serial));
}

static void
test_text (void)
{
  g_autoptr (json_t) vectors = test_vectors ();
  g_autoptr (SuimaKey) key = test_station_key (vectors, 12345, 2);
  char *text = suima_key_to_text (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaKey) back = suima_key_parse (text, &error);
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (text, "\n"));
  g_assert_cmpstr (suima_key_get_id (back), ==, "0C1S2");
  g_assert_cmpuint (suima_key_get_station (back), ==, 12345);
  g_assert_cmpmem (suima_key_get_public (back), 32, suima_key_get_public (key), 32);
  was = suima_key_issue_serial (key, 9);
  is = suima_key_issue_serial (back, 9);
  g_assert_cmpstr (was, ==, is);
  for (gsize i = 0; text[i] != '\0' && text[i] != '\n'; i++)
    {
      g_autoptr (GError) damage = NULL;
      char kept = text[i];
      text[i] = kept == '7' ? '8' : '7';
      g_assert_null (suima_key_parse (text, &damage));
      g_assert_error (damage, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
      text[i] = '\0';
      g_assert_null (suima_key_parse (text, NULL));
      text[i] = kept;
    }
  suima_key_free_text (text);
  suima_key_free_text (NULL);
  suima_key_free (NULL);
}

/* RFC 8032 7.1 test 2; FIPS 180-2 "abc". */
static void
test_primitives (void)
{
  static const char *const secret =
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
  static const char *const public_key =
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  g_autoptr (json_t) object = json_pack ("{s:s, s:s}", "secret", secret, "public", public_key);
  guint8 seed[32], expected[32], signature[64], zero[32] = { 0 };
  guint8 message[] = { 0x72 };
  g_autofree char *hex = suima_sha256_hex ("abc", 3);
  g_autoptr (SuimaKey) key = NULL;

  test_hex (object, "secret", seed);
  test_hex (object, "public", expected);
  key = suima_key_new (seed, zero, 0, 0);
  g_assert_cmpmem (suima_key_get_public (key), 32, expected, 32);
  suima_key_sign (key, message, 1, signature);
  g_assert_cmpuint (signature[0], ==, 0x92);
  g_assert_cmpuint (signature[63], ==, 0x00);
  g_assert_true (suima_signature_check (expected, message, 1, signature));
  message[0] ^= 1;
  g_assert_false (suima_signature_check (expected, message, 1, signature));
  g_assert_cmpstr (hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  suima_random_bytes (seed, sizeof seed);
  g_assert_cmpint (memcmp (seed, zero, sizeof seed), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (suima_trust_init (NULL));
  g_test_add_func ("/key/serials", test_serials);
  g_test_add_func ("/key/labels", test_labels);
  g_test_add_func ("/key/label-damage", test_label_damage);
  g_test_add_func ("/key/foreign-serials", test_foreign_serials);
  g_test_add_func ("/key/generate", test_generate);
  g_test_add_func ("/key/text", test_text);
  g_test_add_func ("/key/primitives", test_primitives);
  return g_test_run ();
}
