// SPDX-License-Identifier: Apache-2.0
// The hub's file: steps from old versions, and which events of an item are read.
#include "hub-fixture.h"

#include "suima-error.h"
#include "suima-hub-db.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static int
ask (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int number = -1;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

/* A folder with the hub of an old version, as it was left. */
static char *
lay_out (const char *version)
{
  char *dir = g_dir_make_tmp ("suima-hub-XXXXXX", NULL);
  g_autofree char *from = g_strdup_printf (TEST_DATA "/hub/v%s.sqlite", version);
  g_autofree char *to = g_build_filename (dir, "hub.db", NULL);
  g_autofree char *key = g_build_filename (dir, "hub.key", NULL);
  g_autofree char *bytes = NULL;
  gsize size_bytes;

  g_assert_true (g_file_get_contents (from, &bytes, &size_bytes, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize)size_bytes, NULL));
  g_assert_true (g_file_set_contents (key, "0123456789abcdef0123456789abcdef", 32, NULL));
  return dir;
}

static SuimaHub *
open_hub (const char *dir, GError **error)
{
  SuimaHubOptions options = { .host = HUB_HOST, .is_open = TRUE };

  return suima_hub_new (dir, &options, error);
}

static void
test_old_version (gconstpointer version)
{
  g_autofree char *dir = lay_out (version);
  g_autofree char *path = g_build_filename (dir, "hub.db", NULL);
  g_autofree char *kept = g_strconcat (path, ".before-3", NULL);
  g_autoptr (GError) error = NULL;
  SuimaHub *hub = open_hub (dir, &error);

  g_assert_no_error (error);
  suima_hub_free (hub);
  g_assert_cmpint (ask (path, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (ask (path, "SELECT COUNT (*) FROM event"), ==, 5);
  g_assert_cmpint (
      ask (path, "SELECT seq FROM event_epc WHERE epc = '000G0-PZ000001' AND role = 9"), ==, 3);
  g_assert_cmpint (ask (path, "SELECT COUNT (*) FROM event_epc WHERE role = 10"), ==, 2);
  g_assert_cmpint (ask (kept, "PRAGMA user_version"), ==, (int)g_ascii_strtoll (version, NULL, 10));
  g_assert_cmpint (ask (kept, "SELECT COUNT (*) FROM event"), ==, 5);
  g_assert_cmpint (ask (kept, "SELECT COUNT (*) FROM feed"), ==, -1);
  /* A hub that is new enough is not copied again. */
  g_assert_cmpint (g_unlink (kept), ==, 0);
  hub = open_hub (dir, &error);
  g_assert_no_error (error);
  suima_hub_free (hub);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  hub_remove_folder (dir);
}

/* Without a copy nothing is changed. */
static void
test_no_copy (void)
{
  g_autofree char *dir = lay_out ("2");
  g_autofree char *path = g_build_filename (dir, "hub.db", NULL);
  g_autofree char *part = g_strconcat (path, ".before-3.part", NULL);
  g_autofree char *inner = g_build_filename (part, "in-the-way", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (part, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inner, "x", 1, NULL));
  g_assert_null (open_hub (dir, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL);
  g_assert_nonnull (strstr (error->message, "before-3"));
  g_assert_cmpint (ask (path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (g_unlink (inner), ==, 0);
  g_assert_cmpint (g_rmdir (part), ==, 0);
  hub_remove_folder (dir);
}

static void
add (SuimaHubDb *db, const char *signer, const char *biz_step, const char *body, gint64 event_us)
{
  static guint n;
  g_autoptr (SuimaHubEvent) event = suima_hub_event_new ();
  g_autoptr (GError) error = NULL;

  event->event_id = g_strdup_printf ("urn:%u", n++);
  event->record_us = event->event_us = event_us;
  event->type = g_strdup ("ObjectEvent");
  event->biz_step = g_strdup (biz_step);
  event->signer = g_strdup (signer);
  event->context = g_strdup ("{}");
  event->body = g_bytes_new (body, strlen (body));
  suima_hub_db_add_event (db, event, &error);
  g_assert_no_error (error);
  suima_hub_db_add_epc (db, event->seq, SUIMA_HUB_ROLE_EPC, HUB_EPC, &error);
  g_assert_no_error (error);
}

static gboolean
has (GPtrArray *events, gint64 event_us)
{
  for (guint i = 0; i < events->len; i++)
    if (((SuimaHubEvent *)events->pdata[i])->event_us == event_us)
      return TRUE;
  return FALSE;
}

/* Thousands of newer events of others, weighty ones among them, do not push the shop's own off. */
static void
test_pushed_off (void)
{
  g_autofree char *dir = g_dir_make_tmp ("suima-hub-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  SuimaHubDb *db = suima_hub_db_open (dir, &error);
  g_autoptr (GPtrArray) events = NULL;

  g_assert_no_error (error);
  g_assert_true (suima_hub_db_begin (db, NULL));
  add (db, "0C1S2", "commissioning", "{}", 10);
  add (db, "0C1S2", "holding", "{\"persistentDisposition\":{\"set\":[\"recalled\"]}}", 20);
  add (db, "0C1S2", "destroying", "{}", 30);
  add (db, "0C1S2", "decommissioning", "{}", 40);
  add (db, "0C1S2", "inspecting", "{}", 50);
  for (guint i = 0; i < 1100; i++)
    {
      add (db, "0ZZZ0", "destroying", "{}", 1000 + i);
      add (db, "0ZZZ0", "inspecting", "{}", 10000 + i);
    }
  /* Back-dated before everything. */
  for (gint64 i = 0; i < 1100; i++)
    add (db, "0ZZZ0", "inspecting", "{}", -5000 + i);
  g_assert_true (suima_hub_db_commit (db, NULL));
  events = suima_hub_db_list_item (db, HUB_EPC, 0, "0C1S", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 4 + 1000 + 1000);
  for (gint64 at = 10; at <= 40; at += 10)
    g_assert_true (has (events, at));
  g_assert_false (has (events, 50));
  g_assert_true (has (events, 10000 + 1099));
  g_assert_true (has (events, 1000 + 1099));
  g_assert_false (has (events, -5000));
  for (guint i = 1; i < events->len; i++)
    g_assert_cmpint (((SuimaHubEvent *)events->pdata[i - 1])->event_us, <=,
                     ((SuimaHubEvent *)events->pdata[i])->event_us);
  suima_hub_db_free (db);
  hub_remove_folder (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/hub/store/from-version-1", "1", test_old_version);
  g_test_add_data_func ("/hub/store/from-version-2", "2", test_old_version);
  g_test_add_func ("/hub/store/no-copy", test_no_copy);
  g_test_add_func ("/hub/store/pushed-off", test_pushed_off);
  return g_test_run ();
}
