// SPDX-License-Identifier: Apache-2.0
// A folder becomes a station, is opened, and is kept from a second writer.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-words.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_init_and_open (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  const SuimaConfig *config = suima_station_get_config (fixture->handle);
  g_autofree char *public_key = suima_station_dup_public_key (fixture->handle);
  g_autofree char *today = suima_day_to_text (suima_station_get_today (fixture->handle));

  g_assert_cmpstr (config->host, ==, "TRACE.LOCAL");
  g_assert_cmpstr (config->shop, ==, "A17");
  g_assert_cmpstr (config->jurisdiction, ==, "CN-4420");
  g_assert_cmpstr (config->operator_name, ==, "果栏");
  g_assert_cmpstr (config->template_id, ==, "60x40");
  g_assert_null (config->hub);
  g_assert_cmpuint (strlen (suima_station_get_key_id (fixture->handle)), ==, 5);
  g_assert_cmpuint (suima_station_get_epoch (fixture->handle), ==, 0);
  g_assert_cmpuint (strlen (public_key), ==, 64);
  g_assert_cmpuint (strspn (public_key, "0123456789abcdef"), ==, 64);
  g_assert_cmpstr (today, ==, "2026-11-22");
}

static void
test_today_is_the_shops (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *day = NULL;

  fixture->now_us = fixture_parse_time ("2026-11-22T00:30:00+08:00"); /* UTC has the 21st */
  day = suima_day_to_text (suima_station_get_today (fixture->handle));
  g_assert_cmpstr (day, ==, "2026-11-22");
}

static void
test_init_twice_keeps_the_rest (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *key_id = g_strdup (suima_station_get_key_id (fixture->handle));
  SuimaStationSetup setup = { .host = "trace.example.cn", .printer = "ipp://localhost:1/ipp/print" };
  const SuimaConfig *config;
  SuimaImport *import = fixture_import (fixture, "fruit-delivery.csv");

  suima_import_free (import);
  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  config = suima_station_get_config (fixture->handle);
  g_assert_cmpstr (config->host, ==, "TRACE.EXAMPLE.CN");
  g_assert_cmpstr (config->printer, ==, "ipp://localhost:1/ipp/print");
  g_assert_cmpstr (config->shop, ==, "A17");
  g_assert_cmpstr (config->operator_name, ==, "果栏");
  g_assert_cmpstr (suima_station_get_key_id (fixture->handle), ==, key_id);
  fixture_find_batch (fixture, "智利车厘子 JJJ");
}

static void
test_init_takes_the_hubs_name (void)
{
  static const struct
  {
    const char *hub, *host;
  } cases[] = {
    { "https://hub.example.cn", "HUB.EXAMPLE.CN" },
    { "http://127.0.0.1:8460", "TRACE.LOCAL" },
    { "http://localhost:8460", "TRACE.LOCAL" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new_folder ();
      SuimaStationSetup setup = { .hub = cases[i].hub };
      fixture_init (fixture, &setup);
      fixture_open (fixture);
      g_assert_cmpstr (suima_station_get_config (fixture->handle)->host, ==, cases[i].host);
      g_assert_cmpstr (suima_station_get_config (fixture->handle)->hub, ==, cases[i].hub);
    }
}

static void
test_init_refuses (void)
{
  static const struct
  {
    SuimaStationSetup setup;
    const char *says;
  } cases[] = {
    { { .host = "trace local" }, "host \"TRACE LOCAL\"" },
    { { .host = "" }, "host \"\"" },
    { { .shop = "A/17" }, "shop \"A/17\"" },
    { { .shop = "123456789012345678901" }, "shop \"" },
    { { .jurisdiction = "US-CA" }, "jurisdiction \"US-CA\"" },
    { { .hub = "hub.example.cn" }, "hub \"hub.example.cn\"" },
    { { .hub = "ftp://hub.example.cn" }, "hub \"ftp://hub.example.cn\"" },
    { { .enrol_code = "ABCD" }, "give --hub too" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new_folder ();
      g_autoptr (GError) error = NULL;
      g_autofree char *config = g_build_filename (fixture->station, "station.ini", NULL);
      g_assert_false (suima_station_init (fixture->station, &cases[i].setup, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("case %u says \"%s\"", i, error->message);
      g_assert_false (g_file_test (config, G_FILE_TEST_EXISTS));
    }
}

/* An empty text is no setting: the default comes back, and nothing breaks. */
static void
test_init_empty_texts (void)
{
  g_autoptr (Fixture) fixture = fixture_new_folder ();
  SuimaStationSetup first = { .printer = "P1", .hub = "http://127.0.0.1:1", .template_id = "40x30" };
  SuimaStationSetup second = { .printer = "", .hub = "", .template_id = "", .operator_name = "" };
  const SuimaConfig *config;

  fixture_init (fixture, &first);
  fixture_init (fixture, &second);
  fixture_open (fixture);
  config = suima_station_get_config (fixture->handle);
  g_assert_null (config->printer);
  g_assert_null (config->hub);
  g_assert_cmpstr (config->template_id, ==, "60x40");
  g_assert_cmpstr (config->operator_name, ==, "");
}

static void
test_no_station (void)
{
  g_autoptr (Fixture) fixture = fixture_new_folder ();
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_open (fixture->station, TRUE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "init"));
  g_assert_false (g_file_test (fixture->station, G_FILE_TEST_EXISTS));
}

static void
test_secrets_are_the_owners (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *path = g_build_filename (fixture->station, "station.key", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (fixture->station, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07, ==, 0);
}

static void
test_second_writer (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaStation) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  SuimaStationSetup setup = { .shop = "B18" };

  g_assert_null (suima_station_open (fixture->station, FALSE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  words = suima_words_error (error);
  g_assert_nonnull (strstr (words, "another program writes to the station in"));
  g_assert_nonnull (strstr (words, fixture->station));
  g_clear_error (&error);
  g_assert_false (suima_station_init (fixture->station, &setup, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  g_clear_error (&error);
  reader = suima_station_open (fixture->station, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (suima_station_get_config (reader)->shop, ==, "A17");
}

/* Another process holds the lock: util-linux flock, not this program. */
static void
test_writer_elsewhere (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *lock = g_build_filename (fixture->station, "lock", NULL);
  const char *argv[] = { "flock", lock, "sh", "-c", "echo held; read -r _", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) holder = NULL;
  char word[5] = { 0 };

  fixture_close (fixture);
  holder = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_input_stream_read_all (g_subprocess_get_stdout_pipe (holder), word, 4, NULL, NULL, &error);
  g_assert_cmpstr (word, ==, "held");
  g_assert_null (suima_station_open (fixture->station, FALSE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  g_output_stream_close (g_subprocess_get_stdin_pipe (holder), NULL, NULL);
  g_subprocess_wait (holder, NULL, NULL);
  fixture_open (fixture);
}

static void
assert_refused_to_write (gconstpointer result, GError **error)
{
  g_assert_null (result);
  g_assert_error (*error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  g_clear_error (error);
}

static void
test_read_only_writes_nothing (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaStation) reader = NULL;
  g_autoptr (GError) error = NULL;
  SuimaPrintRequest request = { .batch_id = 1, .count = 1 };
  SuimaSyncStatus status;
  GPtrArray *problems = NULL;

  fixture_close (fixture);
  reader = suima_station_open (fixture->station, TRUE, &error);
  g_assert_no_error (error);
  assert_refused_to_write (
      suima_station_import (reader, TEST_DATA "/fruit-delivery.csv", &error), &error);
  assert_refused_to_write (suima_station_print (reader, &request, NULL, NULL, NULL, &error), &error);
  assert_refused_to_write (suima_station_void (reader, "X", "why", &error), &error);
  assert_refused_to_write (suima_station_reprint (reader, "X", "why", NULL, NULL, &error), &error);
  assert_refused_to_write (suima_station_settle (reader, 1, NULL, &error), &error);
  g_assert_false (suima_station_sync (reader, &status, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (suima_station_add_policy (reader, "x.json", &problems, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
}

static void
test_damaged (void)
{
  static const char *const files[] = { "station.key", "station.sqlite", "station.ini" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new ();
      g_autofree char *path = g_build_filename (fixture->station, files[i], NULL);
      g_autoptr (GError) error = NULL;
      fixture_close (fixture);
      g_assert_true (g_file_set_contents (path, "not what it was, but long enough", -1, NULL));
      g_assert_null (suima_station_open (fixture->station, FALSE, &error));
      g_assert_true (error->domain == SUIMA_ERROR);
      g_assert_true (error->code == SUIMA_ERROR_CORRUPT || error->code == SUIMA_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, files[i]));
    }
}

/* The key without its records would issue the same codes again. */
static void
test_lost_store (void)
{
  static const char *const contents[] = { NULL, "" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new ();
      g_autofree char *path = g_build_filename (fixture->station, "station.sqlite", NULL);
      g_autoptr (GError) error = NULL;
      fixture_close (fixture);
      g_assert_cmpint (g_remove (path), ==, 0);
      if (contents[i] != NULL)
        g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      g_assert_null (suima_station_open (fixture->station, FALSE, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "station.sqlite are gone"));
      g_clear_error (&error);
      g_assert_null (suima_station_open (fixture->station, TRUE, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
      g_assert_true (contents[i] != NULL || !g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* A label with another host, shop or hour than the shop's own leads nowhere. */
static void
test_nonsense_settings (void)
{
  static const struct
  {
    const char *text, *says;
  } cases[] = {
    { "", "host is missing" },
    { "[station]\nhsot=A.CN\nshop=A17\njurisdiction=CN\n", "host is missing" },
    { "[station]\nhost=A.CN\njurisdiction=CN\n", "shop is missing" },
    { "[station]\nhost=A.CN\nshop=A17\n", "jurisdiction is missing" },
    { "[station]\nhost=\xff.CN\nshop=A17\njurisdiction=CN\n", "host" },
    { "[station]\nhost=A.CN\nshop=A17\njurisdiction=CN\noperator=\\q\n", "operator" },
    { "[station]\nhost=A.CN\nshop=A17\njurisdiction=CN\nutc_offset_min=abc\n",
      "utc_offset_min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new ();
      g_autofree char *path = g_build_filename (fixture->station, "station.ini", NULL);
      g_autoptr (GError) error = NULL;
      fixture_close (fixture);
      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      fixture->handle = suima_station_open (fixture->station, TRUE, &error);
      if (fixture->handle != NULL)
        g_error ("case %u is taken", i);
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("case %u says \"%s\"", i, error->message);
    }
}

static void
test_no_hub_set (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GError) error = NULL;
  SuimaSyncStatus status;
  SuimaPrinterCard *card = suima_station_get_printer (fixture->handle, NULL);

  g_assert_false (suima_station_sync (fixture->handle, &status, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_null (card->destination);
  g_assert_false (card->is_there);
  suima_printer_card_free (card);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/init-and-open", test_init_and_open);
  g_test_add_func ("/station/today", test_today_is_the_shops);
  g_test_add_func ("/station/init-twice", test_init_twice_keeps_the_rest);
  g_test_add_func ("/station/init-hub-name", test_init_takes_the_hubs_name);
  g_test_add_func ("/station/init-refuses", test_init_refuses);
  g_test_add_func ("/station/init-empty-texts", test_init_empty_texts);
  g_test_add_func ("/station/no-station", test_no_station);
  g_test_add_func ("/station/secrets", test_secrets_are_the_owners);
  g_test_add_func ("/station/second-writer", test_second_writer);
  g_test_add_func ("/station/writer-elsewhere", test_writer_elsewhere);
  g_test_add_func ("/station/read-only", test_read_only_writes_nothing);
  g_test_add_func ("/station/damaged", test_damaged);
  g_test_add_func ("/station/lost-store", test_lost_store);
  g_test_add_func ("/station/nonsense-settings", test_nonsense_settings);
  g_test_add_func ("/station/no-hub", test_no_hub_set);
  return g_test_run ();
}
