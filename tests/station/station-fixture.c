// SPDX-License-Identifier: Apache-2.0
#include "station-fixture.h"

#include "suima-event.h"
#include "suima-ledger.h"
#include "suima-station-private.h"

#include "eve-printer.h"
#include <sqlite3.h>
#include <string.h>

static gint64
fixture_clock_cb (gpointer user_data)
{
  return ((Fixture *)user_data)->now_us;
}

gint64
fixture_parse_time (const char *text)
{
  gint64 at_us = 0;

  g_assert_true (suima_time_parse (text, &at_us));
  return at_us;
}

Fixture *
fixture_new_folder (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("suima-station-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->station = g_build_filename (fixture->dir, "station", NULL);
  fixture->now_us = fixture_parse_time (FIXTURE_NOW);
  return fixture;
}

void
fixture_init (Fixture *fixture, const SuimaStationSetup *setup)
{
  g_autoptr (GError) error = NULL;

  suima_station_init (fixture->station, setup, &error);
  g_assert_no_error (error);
}

void
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->handle = suima_station_open (fixture->station, FALSE, &error);
  g_assert_no_error (error);
  suima_station_set_clock (fixture->handle, fixture_clock_cb, fixture);
}

void
fixture_close (Fixture *fixture)
{
  g_clear_pointer (&fixture->handle, suima_station_free);
}

Fixture *
fixture_new (void)
{
  Fixture *fixture = fixture_new_folder ();
  SuimaStationSetup setup = { .shop = "A17", .jurisdiction = "CN-4420", .operator_name = "果栏" };

  fixture_init (fixture, &setup);
  fixture_open (fixture);
  return fixture;
}

void
fixture_free (Fixture *fixture)
{
  if (fixture == NULL)
    return;
  fixture_close (fixture);
  eve_remove_folder (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->station);
  g_free (fixture);
}

char *
fixture_dup_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->dir, name, NULL);
}

char *
fixture_write (Fixture *fixture, const char *name, const char *text, gssize size_bytes)
{
  char *path = fixture_dup_path (fixture, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, size_bytes, &error);
  g_assert_no_error (error);
  return path;
}

static SuimaImport *
fixture_import_path (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  SuimaImport *import = suima_station_import (fixture->handle, path, &error);

  g_assert_no_error (error);
  return import;
}

SuimaImport *
fixture_import (Fixture *fixture, const char *sample)
{
  g_autofree char *path = g_build_filename (TEST_DATA, sample, NULL);

  return fixture_import_path (fixture, path);
}

SuimaImport *
fixture_import_text (Fixture *fixture, const char *name, const char *csv)
{
  g_autofree char *path = fixture_write (fixture, name, csv, -1);

  return fixture_import_path (fixture, path);
}

gint64
fixture_find_batch (Fixture *fixture, const char *product)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = suima_station_list_batches (fixture->handle, FALSE, &error);
  gint64 found = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < cards->len; i++)
    {
      const SuimaBatchCard *card = g_ptr_array_index (cards, i);
      if (strcmp (card->batch->product, product) != 0)
        continue;
      g_assert_cmpint (found, ==, 0);
      found = card->batch->id;
    }
  if (found == 0)
    g_error ("there is no batch of %s", product);
  return found;
}

SuimaBatchCard *
fixture_get_card (Fixture *fixture, const char *product)
{
  g_autoptr (GError) error = NULL;
  SuimaBatchCard *card =
      suima_station_get_batch (fixture->handle, fixture_find_batch (fixture, product), &error);

  g_assert_no_error (error);
  return card;
}

const SuimaFinding *
fixture_find_finding (const SuimaBatchCard *card, const char *rule)
{
  for (guint i = 0; i < card->findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (card->findings, i);
      if (strcmp (finding->rule, rule) == 0)
        return finding;
    }
  return NULL;
}

/* What a run writes before its first job. */
typedef struct
{
  Fixture *fixture;
  const SuimaBatch *batch;
  gint64 run_id;
  guint count;
  gboolean is_signed;
} FixtureRun;

static gboolean
fixture_lay_item (SuimaStore *store, FixtureRun *run, guint32 counter, guint number, GError **error)
{
  SuimaStation *station = run->fixture->handle;
  g_autoptr (SuimaItem) item = suima_item_new ();
  g_autoptr (SuimaCode) code = NULL;

  item->serial = suima_key_issue_serial (station->key, counter);
  item->uri = suima_station_make_uri (station, run->batch, item->serial, run->is_signed);
  code = suima_code_parse (item->uri, error);
  g_assert_nonnull (code);
  item->epc = suima_code_to_epc (code);
  item->batch_id = run->batch->id;
  item->run_id = run->run_id;
  item->number = number;
  item->state = SUIMA_ITEM_RESERVED;
  item->origin = SUIMA_ORIGIN_LOCAL;
  return suima_store_add_item (store, item, error);
}

static gboolean
fixture_lay_run_func (SuimaStore *store, gpointer user_data, GError **error)
{
  FixtureRun *run = user_data;
  SuimaRunRecord record = {
    .batch_id = run->batch->id,
    .template_id = (char *)"60x40",
    .printer = (char *)"ipp://localhost:1/ipp/print",
    .count = run->count,
    .state = SUIMA_RUN_OPEN,
    .created_us = run->fixture->now_us,
  };
  guint32 counter = 0;

  run->run_id = suima_store_add_run (store, &record, error);
  if (run->run_id == 0 || !suima_store_take_counters (store, run->count, &counter, error))
    return FALSE;
  for (guint i = 0; i < run->count; i++)
    if (!fixture_lay_item (store, run, counter + i, i + 1, error))
      return FALSE;
  return TRUE;
}

gint64
fixture_lay_run (Fixture *fixture, gint64 batch_id, guint count, gboolean is_signed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (fixture->handle->store, batch_id, &error);
  FixtureRun run = { fixture, batch, 0, count, is_signed };

  g_assert_no_error (error);
  suima_store_transact (fixture->handle->store, fixture_lay_run_func, &run, &error);
  g_assert_no_error (error);
  return run.run_id;
}

void
fixture_lay_chunk (Fixture *fixture, gint64 run_id, guint first, guint last, SuimaChunkState state)
{
  SuimaStore *store = fixture->handle->store;
  SuimaChunk chunk = {
    .run_id = run_id,
    .first = first,
    .last = last,
    .attempt = 1,
    .job_name = (char *)"suima/test",
    .state = state,
  };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_store_add_chunk (store, &chunk, &error), !=, 0);
  g_assert_no_error (error);
  suima_store_set_items_state (store, run_id, first, last, SUIMA_ITEM_SENT, 0, &error);
  g_assert_no_error (error);
}

GPtrArray *
fixture_issue (Fixture *fixture, gint64 batch_id, guint count, gboolean is_signed)
{
  gint64 run_id = fixture_lay_run (fixture, batch_id, count, is_signed);
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  fixture_lay_chunk (fixture, run_id, 1, count, SUIMA_CHUNK_COUNTED);
  suima_ledger_settle_run (fixture->handle, run_id, &error);
  g_assert_no_error (error);
  items = suima_station_list_items (fixture->handle, 0, run_id, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, count);
  return items;
}

void
fixture_run_sql (Fixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->station, "station.sqlite", NULL);
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_null (fixture->handle);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}
