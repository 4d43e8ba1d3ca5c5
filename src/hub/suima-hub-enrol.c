// SPDX-License-Identifier: Apache-2.0
// How a station becomes one of the hub's: a one-time code against a number and a serial key.
#include "suima-hub-private.h"

#include "suima-error.h"
#include "suima-hex.h"
#include "suima-sealed-box.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_HUB_ENROL_FILE "enrol-code"
#define SUIMA_HUB_AUTHORITY_FILE "authority-code"
#define SUIMA_HUB_CODE_LENGTH 10
#define SUIMA_HUB_MAX_WRONG_CODES 5
#define SUIMA_HUB_REFUSAL_S 60
#define SUIMA_HUB_STATION_STEP 16
#define SUIMA_ENROL_DOMAIN "SUIMA-ENROL-1\n"

static char *
suima_hub_get_path (SuimaHub *hub, const char *name)
{
  return g_build_filename (hub->dir, name, NULL);
}

static gboolean
suima_hub_write_secret (const char *path, const char *bytes, gsize size_bytes, GError **error)
{
  return g_file_set_contents_full (path, bytes, (gssize)size_bytes,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static gboolean
suima_hub_load_master (SuimaHub *hub, GError **error)
{
  g_autofree char *path = suima_hub_get_path (hub, "hub.key");
  g_autofree char *bytes = NULL;
  gsize size_bytes;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      /* A second secret would make every serial issued so far look forged. */
      if (suima_hub_db_get_last_station (hub->db) != 0)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                       "%s is missing but stations are enrolled; put it back from the backup",
                       path);
          return FALSE;
        }
      suima_random_bytes (hub->master, sizeof hub->master);
      return suima_hub_write_secret (path, (const char *)hub->master, sizeof hub->master, error);
    }
  if (!g_file_get_contents (path, &bytes, &size_bytes, error))
    return FALSE;
  if (size_bytes != sizeof hub->master)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "%s does not hold 32 bytes", path);
      explicit_bzero (bytes, size_bytes);
      return FALSE;
    }
  memcpy (hub->master, bytes, sizeof hub->master);
  explicit_bzero (bytes, size_bytes);
  return TRUE;
}

/* @name: of the file, and of the code that is replaced. */
static gboolean
suima_hub_renew_code (SuimaHub *hub, const char *name, char **code, GError **error)
{
  g_autofree char *path = suima_hub_get_path (hub, name);
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  guint8 random[7];

  suima_random_bytes (random, sizeof random);
  text = suima_base32_encode (random, sizeof random);
  text[SUIMA_HUB_CODE_LENGTH] = '\0';
  line = g_strconcat (text, "\n", NULL);
  g_free (*code);
  *code = g_steal_pointer (&text);
  return suima_hub_write_secret (path, line, strlen (line), error);
}

static gboolean
suima_hub_load_code (SuimaHub *hub, const char *name, char **code, GError **error)
{
  g_autofree char *path = suima_hub_get_path (hub, name);

  if (g_file_get_contents (path, code, NULL, NULL))
    g_strstrip (*code);
  if (*code != NULL && strlen (*code) == SUIMA_HUB_CODE_LENGTH)
    return TRUE;
  return suima_hub_renew_code (hub, name, code, error);
}

gboolean
suima_hub_load_secrets (SuimaHub *hub, GError **error)
{
  return suima_hub_load_master (hub, error) &&
         suima_hub_load_code (hub, SUIMA_HUB_ENROL_FILE, &hub->enrol_code, error) &&
         suima_hub_load_code (hub, SUIMA_HUB_AUTHORITY_FILE, &hub->authority_code, error);
}

/* As people type it: any case, groups, O for 0, I and L for 1. */
static char *
suima_hub_fold_code (const char *typed)
{
  GString *code = g_string_new (NULL);

  for (const char *c = typed; *c != '\0' && code->len <= SUIMA_HUB_CODE_LENGTH; c++)
    {
      char upper = g_ascii_toupper (*c);
      if (upper == ' ' || upper == '-')
        continue;
      if (upper == 'O')
        upper = '0';
      else if (upper == 'I' || upper == 'L')
        upper = '1';
      g_string_append_c (code, upper);
    }
  return g_string_free (code, FALSE);
}

/* In constant time, so that no character can be told from the clock. */
static gboolean
suima_hub_codes_are_equal (const char *a, const char *b)
{
  guint difference = 0;

  if (strlen (a) != strlen (b))
    return FALSE;
  for (gsize i = 0; a[i] != '\0'; i++)
    difference |= (guint)(a[i] ^ b[i]);
  return difference == 0;
}

static gboolean
suima_hub_check_proof (const char *code, const guint8 *public_key, const char *signature_hex)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];

  if (!suima_hex_to_bytes (signature_hex, signature, sizeof signature))
    return FALSE;
  g_byte_array_append (message, (const guint8 *)SUIMA_ENROL_DOMAIN, strlen (SUIMA_ENROL_DOMAIN));
  g_byte_array_append (message, (const guint8 *)code, (guint)strlen (code));
  g_byte_array_append (message, public_key, SUIMA_KEY_SIZE_BYTES);
  return suima_signature_check (public_key, message->data, message->len, signature);
}

/* Upwards from the last one, by random steps: never twice, and not to be guessed. */
static gboolean
suima_hub_choose_station (SuimaHub *hub, guint32 *ret_station)
{
  guint32 station = suima_hub_db_get_last_station (hub->db);
  guint8 random;

  suima_random_bytes (&random, sizeof random);
  station += 1u + random % SUIMA_HUB_STATION_STEP;
  while (station <= SUIMA_SERIAL_MAX_STATION &&
         suima_hub_db_find_station (hub->db, station, 0, NULL))
    station++;
  *ret_station = station;
  return station <= SUIMA_SERIAL_MAX_STATION;
}

static SuimaReply *
suima_hub_reply_enrolment (SuimaHub *hub, const SuimaHubStation *station)
{
  guint8 serial_key[SUIMA_KEY_SIZE_BYTES];
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *hub_key = NULL;
  g_autoptr (json_t) value = NULL;
  gsize size_bytes;
  const guint8 *bytes;

  suima_key_derive_serial_key (hub->master, station->station, station->epoch, serial_key);
  sealed = suima_sealed_box_seal (station->public_key, serial_key, sizeof serial_key);
  explicit_bzero (serial_key, sizeof serial_key);
  if (sealed == NULL)
    return suima_reply_new_problem (400, "ValidationException", "public_key is no Ed25519 key");
  bytes = g_bytes_get_data (sealed, &size_bytes);
  hex = suima_bytes_to_hex (bytes, size_bytes);
  hub_key = suima_bytes_to_hex (suima_key_get_public (hub->feed_key), SUIMA_KEY_SIZE_BYTES);
  value = json_pack ("{s:i,s:i,s:s?,s:s,s:s}", "station", (int)station->station, "epoch",
                     (int)station->epoch, "host", hub->host, "sealed", hex, "hub_key", hub_key);
  return suima_reply_new_json (200, value);
}

static SuimaReply *
suima_hub_refuse_code (SuimaHub *hub, gint64 at_us)
{
  g_autoptr (GError) error = NULL;

  if (++hub->wrong_codes >= SUIMA_HUB_MAX_WRONG_CODES)
    {
      hub->wrong_codes = 0;
      hub->enrol_refused_until_us = at_us + SUIMA_HUB_REFUSAL_S * G_USEC_PER_SEC;
      g_warning ("five wrong enrolment codes in a row: new codes are in %s/enrol-code and "
                 "authority-code",
                 hub->dir);
      if (!suima_hub_renew_code (hub, SUIMA_HUB_ENROL_FILE, &hub->enrol_code, &error) ||
          !suima_hub_renew_code (hub, SUIMA_HUB_AUTHORITY_FILE, &hub->authority_code, &error))
        return suima_reply_new_error (error, "ImplementationException");
    }
  return suima_reply_new_problem (401, "SecurityException",
                                  "the code is not the one in the hub's enrol-code file");
}

static SuimaReply *
suima_hub_refuse_tries (SuimaHub *hub, gint64 at_us)
{
  gint64 left_s = (hub->enrol_refused_until_us - at_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, left_s);
  SuimaReply *reply = suima_reply_new_problem (429, "SecurityException",
                                               "five wrong codes in a row; wait a minute");

  suima_reply_set_header (reply, "Retry-After", text);
  return reply;
}

/* The new code is durable before the number is given: a crash between costs a code, not a rule. */
static SuimaReply *
suima_hub_admit (SuimaHub *hub, SuimaHubStation *station, const char *code, gint64 at_us)
{
  g_autoptr (GError) error = NULL;
  gboolean is_renewed;

  station->is_enrolled = TRUE;
  if (!suima_hub_choose_station (hub, &station->station))
    return suima_reply_new_problem (503, "ImplementationException",
                                    "all station numbers are given");
  hub->wrong_codes = 0;
  is_renewed = station->is_authority
                   ? suima_hub_renew_code (hub, SUIMA_HUB_AUTHORITY_FILE, &hub->authority_code, &error)
                   : suima_hub_renew_code (hub, SUIMA_HUB_ENROL_FILE, &hub->enrol_code, &error);
  if (!is_renewed || !suima_hub_db_add_station (hub->db, station, code, at_us, &error))
    return suima_reply_new_error (error, "ImplementationException");
  g_message ("station %u enrolled%s", station->station,
             station->is_authority ? " as an authority's" : "");
  return suima_hub_reply_enrolment (hub, station);
}

SuimaReply *
suima_hub_enrol (SuimaHub *hub, const SuimaRequest *request)
{
  SuimaReply *refusal = NULL;
  g_autoptr (GBytes) body = suima_hub_read_json_body (request, &refusal);
  g_autoptr (json_t) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  SuimaHubStation station = { 0 };
  const char *typed;

  if (body == NULL)
    return refusal;
  if (request->at_us < hub->enrol_refused_until_us)
    return suima_hub_refuse_tries (hub, request->at_us);
  value = suima_json_parse (g_bytes_get_data (body, NULL) ? g_bytes_get_data (body, NULL) : "",
                            g_bytes_get_size (body), &error);
  if (value == NULL)
    return suima_reply_new_error (error, "ValidationException");
  typed = suima_json_get_text (value, "code");
  if (typed == NULL || !suima_hex_to_bytes (suima_json_get_text (value, "public_key"),
                                             station.public_key, sizeof station.public_key))
    return suima_reply_new_problem (400, "ValidationException",
                                    "code or public_key (64 hexadecimal digits) is missing");
  if (!suima_hub_check_proof (typed, station.public_key, suima_json_get_text (value, "signature")))
    return suima_reply_new_problem (401, "SecurityException",
                                    "signature is not that of public_key over the code");
  code = suima_hub_fold_code (typed);
  /* The answer got lost on the way: the same station asks again with the same code. */
  if (suima_hub_db_find_enrolment (hub->db, station.public_key, code, &station))
    return suima_hub_reply_enrolment (hub, &station);
  station.is_authority = suima_hub_codes_are_equal (code, hub->authority_code);
  if (!station.is_authority && !suima_hub_codes_are_equal (code, hub->enrol_code))
    return suima_hub_refuse_code (hub, request->at_us);
  return suima_hub_admit (hub, &station, code, request->at_us);
}
