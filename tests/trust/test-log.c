// SPDX-License-Identifier: Apache-2.0
#include "suima-log.h"

#include "suima-error.h"

#include <string.h>

#define N_ENTRIES 3

static const char *const bodies[N_ENTRIES] = { "{\"a\":1}", "", "{\"b\":\"中文\"}" };

typedef struct
{
  SuimaKey *key;
  guint8 salts[N_ENTRIES][SUIMA_LOG_SALT_SIZE_BYTES];
  SuimaLogEntry entries[N_ENTRIES];
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  guint8 seed[32], serial_key[32];

  memset (seed, 7, sizeof seed);
  memset (serial_key, 9, sizeof serial_key);
  fixture->key = suima_key_new (seed, serial_key, 12345, 2);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      memset (fixture->salts[i], (int)i + 1, SUIMA_LOG_SALT_SIZE_BYTES);
      suima_log_append (fixture->key, i, 1795311000123 + i, i > 0 ? &fixture->entries[i - 1] : NULL,
                        fixture->salts[i], bodies[i], strlen (bodies[i]), &fixture->entries[i]);
    }
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  suima_key_free (fixture->key);
}

static gboolean
fixture_check (Fixture *fixture, guint i, GError **error)
{
  return suima_log_check (&fixture->entries[i], suima_key_get_public (fixture->key), i,
                          i > 0 ? &fixture->entries[i - 1] : NULL, fixture->salts[i], bodies[i],
                          strlen (bodies[i]), error);
}

static void
test_layout (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const guint8 head[] = {
    'S', 'M', 'E', '1', 0, 0, 0x30, 0x39, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    0, 0, 0x01, 0xa2, 0x00, 0xdf, 0xda, 0x3c
  };
  /* clang-format on */
  const SuimaLogEntry *entry = &fixture->entries[1];
  guint8 prev[32], body[32], message[12 + 90], zeros[32] = { 0 };
  g_autofree char *key_id = suima_log_entry_get_key_id (entry);

  g_assert_cmpmem (entry->bytes, sizeof head, head, sizeof head);
  g_assert_cmpuint (suima_log_entry_get_seq (entry), ==, 1);
  g_assert_cmpint (suima_log_entry_get_time_ms (entry), ==, 1795311000124);
  g_assert_cmpstr (key_id, ==, "0C1S2");
  suima_sha256 (fixture->entries[0].bytes, SUIMA_LOG_ENTRY_SIZE_BYTES, prev);
  suima_sha256 (fixture->salts[1], SUIMA_LOG_SALT_SIZE_BYTES, body);
  g_assert_cmpmem (entry->bytes + 26, 32, prev, 32);
  g_assert_cmpmem (entry->bytes + 58, 32, body, 32);
  g_assert_cmpmem (fixture->entries[0].bytes + 26, 32, zeros, 32);
  memcpy (message, "SUIMA-EVT-1\n", 12);
  memcpy (message + 12, entry->bytes, 90);
  g_assert_true (suima_signature_check (suima_key_get_public (fixture->key), message,
                                        sizeof message, entry->bytes + 90));
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_true (fixture_check (fixture, i, &error));
      g_assert_no_error (error);
    }
  g_assert_true (suima_log_check (&fixture->entries[2], suima_key_get_public (fixture->key), 2,
                                  &fixture->entries[1], NULL, NULL, 0, NULL));
}

/* Every bit of the entry, of the one before, of salt and body. */
static void
test_flipped (Fixture *fixture, gconstpointer data)
{
  for (guint bit = 0; bit < SUIMA_LOG_ENTRY_SIZE_BYTES * 8; bit++)
    for (guint at = 1; at <= 2; at++)
      {
        g_autoptr (GError) error = NULL;
        fixture->entries[at].bytes[bit / 8] ^= (guint8)(1u << bit % 8);
        g_assert_false (fixture_check (fixture, 2, &error));
        g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
        fixture->entries[at].bytes[bit / 8] ^= (guint8)(1u << bit % 8);
      }
  for (guint bit = 0; bit < SUIMA_LOG_SALT_SIZE_BYTES * 8; bit++)
    {
      fixture->salts[2][bit / 8] ^= (guint8)(1u << bit % 8);
      g_assert_false (fixture_check (fixture, 2, NULL));
      fixture->salts[2][bit / 8] ^= (guint8)(1u << bit % 8);
    }
  for (guint bit = 0; bit < strlen (bodies[2]) * 8; bit++)
    {
      g_autofree char *body = g_strdup (bodies[2]);
      body[bit / 8] = (char)(body[bit / 8] ^ (1 << bit % 8));
      g_assert_false (suima_log_check (&fixture->entries[2], suima_key_get_public (fixture->key), 2,
                                       &fixture->entries[1], fixture->salts[2], body,
                                       strlen (bodies[2]), NULL));
    }
  g_assert_true (fixture_check (fixture, 2, NULL));
}

static void
test_named (Fixture *fixture, gconstpointer data)
{
  const guint8 *public_key = suima_key_get_public (fixture->key);
  g_autoptr (SuimaKey) other = suima_key_generate ();
  const SuimaLogEntry *entries = fixture->entries;
  g_autoptr (GError) seq = NULL, chain = NULL, body = NULL, key = NULL, magic = NULL;
  SuimaLogEntry old = entries[1];

  g_assert_false (suima_log_check (&entries[1], public_key, 2, &entries[0], NULL, NULL, 0, &seq));
  g_assert_nonnull (strstr (seq->message, "sequence"));
  g_assert_false (suima_log_check (&entries[1], public_key, 1, &entries[1], NULL, NULL, 0, &chain));
  g_assert_nonnull (strstr (chain->message, "before"));
  g_assert_false (suima_log_check (&entries[1], public_key, 1, &entries[0], fixture->salts[0],
                                   bodies[1], 0, &body));
  g_assert_nonnull (strstr (body->message, "body"));
  g_assert_false (suima_log_check (&entries[1], suima_key_get_public (other), 1, &entries[0], NULL,
                                   NULL, 0, &key));
  g_assert_nonnull (strstr (key->message, "signature"));
  old.bytes[3] = '0';
  g_assert_false (suima_log_check (&old, public_key, 1, &entries[0], NULL, NULL, 0, &magic));
  g_assert_nonnull (strstr (magic->message, "version"));
  g_assert_null (suima_log_entry_get_key_id (&old));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (suima_trust_init (NULL));
  ADD ("/log/layout", test_layout);
  ADD ("/log/good", test_good);
  ADD ("/log/flipped", test_flipped);
  ADD ("/log/named", test_named);
  return g_test_run ();
}
