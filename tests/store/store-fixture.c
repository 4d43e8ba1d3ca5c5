// SPDX-License-Identifier: Apache-2.0
#include "store-fixture.h"

#include "suima-serial.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

char *
store_fixture_new_folder (void)
{
  const char *parent = g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  g_autofree char *template = g_build_filename (parent, "suima-store-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (template));
  return g_steal_pointer (&template);
}

void
store_fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = store_fixture_new_folder ();
  fixture->path = g_build_filename (fixture->folder, "store.sqlite", NULL);
  fixture->store = suima_store_open (fixture->path, NULL, FALSE, &error);
  g_assert_no_error (error);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer user_data)
{
  g_clear_pointer (&fixture->store, suima_store_free);
  store_fixture_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
}

static sqlite3 *
store_fixture_connect (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_extended_result_codes (db, 1);
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return db;
}

int
store_fixture_exec (const char *path, const char *sql)
{
  sqlite3 *db = store_fixture_connect (path);
  const int rc = sqlite3_exec (db, sql, NULL, NULL, NULL);

  sqlite3_close (db);
  return rc;
}

gint64
store_fixture_query_int (const char *path, const char *sql)
{
  sqlite3 *db = store_fixture_connect (path);
  sqlite3_stmt *stmt = NULL;
  gint64 value = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return value;
}

gint64
store_fixture_add_batch (SuimaStore *store, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  g_autofree char *sha256 = g_strdup_printf ("%064x", n);
  g_autofree char *row_key = g_strdup_printf ("row %u", n);
  SuimaDelivery delivery = { 0, (char *)"cherries.csv", sha256, 1789000000000000 };
  gint64 id = 0;

  batch->delivery_id = suima_store_add_delivery (store, &delivery, &error);
  g_assert_no_error (error);
  batch->row = n;
  batch->imported_us = 1789000000000000;
  batch->product = g_strdup ("车厘子");
  batch->quantity_milli = 120000;
  g_assert_cmpint (suima_store_add_batch (store, batch, row_key, &id, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

gint64
store_fixture_add_run (SuimaStore *store, gint64 batch_id, guint count)
{
  g_autoptr (GError) error = NULL;
  SuimaRunRecord run = { .batch_id = batch_id,
                         .template_id = (char *)"fruit-60x40",
                         .printer = (char *)"ipp://localhost:8631/ipp/print",
                         .count = count,
                         .state = SUIMA_RUN_OPEN,
                         .created_us = 1789000001000000 };
  const gint64 id = suima_store_add_run (store, &run, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

SuimaItem *
store_fixture_new_item (gint64 batch_id, gint64 run_id, guint number, guint32 counter)
{
  const SuimaSerial serial = { .station = 0x12345,
                               .epoch = 1,
                               .counter = counter,
                               .mac = (guint64)counter * G_GUINT64_CONSTANT (2654435761) &
                                      G_GUINT64_CONSTANT (0xFFFFFFFFFF) };
  SuimaItem *item = suima_item_new ();

  item->serial = suima_serial_to_text (&serial);
  item->uri = g_strconcat ("HTTPS://SUIMA.EXAMPLE/SHOP1/OBJ/", item->serial, NULL);
  item->epc = g_strconcat ("https://suima.example/SHOP1/OBJ/", item->serial, NULL);
  item->batch_id = batch_id;
  item->run_id = run_id;
  item->number = number;
  item->state = SUIMA_ITEM_RESERVED;
  item->origin = SUIMA_ORIGIN_LOCAL;
  return item;
}

SuimaStoredEvent *
store_fixture_new_event (gint64 seq, gint64 batch_id)
{
  SuimaStoredEvent *event = g_new0 (SuimaStoredEvent, 1);
  guint8 entry[154];

  memset (entry, (int)(seq & 0xff), sizeof entry);
  event->seq = seq;
  event->event_id = g_strdup_printf ("ni:///sha-256;%064" G_GINT64_MODIFIER "x?ver=CBV2.0", seq);
  event->kind = 1;
  event->at_us = 1789000002000000 + seq;
  event->batch_id = batch_id;
  event->body = g_strdup_printf ("{\"type\":\"ObjectEvent\",\"n\":%" G_GINT64_FORMAT "}", seq);
  event->salt = g_bytes_new (entry, 16);
  event->log_entry = g_bytes_new (entry, sizeof entry);
  return event;
}
