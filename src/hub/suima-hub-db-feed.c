// SPDX-License-Identifier: Apache-2.0
// What stations fetch, in the hub's database.
#include "suima-hub-db-private.h"

#include <string.h>

#define SUIMA_HUB_FEED_BYTES (1024 * 1024)

void
suima_hub_feed_item_free (SuimaHubFeedItem *item)
{
  if (item == NULL)
    return;
  g_free (item->body);
  g_free (item);
}

gint64
suima_hub_db_get_feed_head (SuimaHubDb *db, const char *feed)
{
  sqlite3_stmt *statement =
      suima_hub_db_prepare (db, "SELECT head FROM feed WHERE name = $1", NULL);
  gint64 head = -1;

  if (statement == NULL)
    return -1;
  suima_hub_db_bind_text (statement, 1, feed);
  if (sqlite3_step (statement) == SQLITE_ROW)
    head = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return head;
}

static SuimaHubFeedItem *
suima_hub_db_read_feed_item (sqlite3_stmt *statement)
{
  SuimaHubFeedItem *item = g_new0 (SuimaHubFeedItem, 1);

  item->n = sqlite3_column_int64 (statement, 0);
  item->body = suima_hub_db_dup_text (statement, 1);
  return item;
}

SuimaHubFeedItem *
suima_hub_db_find_feed_item (SuimaHubDb *db, const char *feed, const char *subject)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "SELECT n, body FROM feed_item WHERE feed = $1 AND subject = $2 ORDER BY n DESC LIMIT 1",
      NULL);
  SuimaHubFeedItem *item = NULL;

  if (statement == NULL)
    return NULL;
  suima_hub_db_bind_text (statement, 1, feed);
  suima_hub_db_bind_text (statement, 2, subject);
  if (sqlite3_step (statement) == SQLITE_ROW)
    item = suima_hub_db_read_feed_item (statement);
  sqlite3_reset (statement);
  return item;
}

GPtrArray *
suima_hub_db_list_feed (
    SuimaHubDb *db, const char *feed, gint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_hub_feed_item_free);
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db, "SELECT n, body FROM feed_item WHERE feed = $1 AND n > $2 ORDER BY n LIMIT $3", error);
  gsize size_bytes = 0;
  int step;

  if (statement == NULL)
    return NULL;
  suima_hub_db_bind_text (statement, 1, feed);
  sqlite3_bind_int64 (statement, 2, after);
  sqlite3_bind_int64 (statement, 3, limit);
  while ((step = sqlite3_step (statement)) == SQLITE_ROW && size_bytes < SUIMA_HUB_FEED_BYTES)
    {
      SuimaHubFeedItem *item = suima_hub_db_read_feed_item (statement);
      g_ptr_array_add (items, item);
      size_bytes += strlen (item->body);
    }
  if (step != SQLITE_ROW && step != SQLITE_DONE)
    suima_hub_db_fail (db, error);
  sqlite3_reset (statement);
  return step == SQLITE_ROW || step == SQLITE_DONE ? g_steal_pointer (&items) : NULL;
}

/* The counter is a row, not a sequence: no reader's cursor can pass a number that comes later. */
static gboolean
suima_hub_db_advance_feed (SuimaHubDb *db, const char *feed, GError **error)
{
  sqlite3_stmt *statement =
      suima_hub_db_prepare (db, "UPDATE feed SET head = head + 1 WHERE name = $1", error);

  if (statement == NULL)
    return FALSE;
  suima_hub_db_bind_text (statement, 1, feed);
  return suima_hub_db_run (db, statement, error);
}

gboolean
suima_hub_db_add_feed_item (
    SuimaHubDb *db, const char *feed, const char *subject, const char *body, GError **error)
{
  sqlite3_stmt *statement;

  if (!suima_hub_db_advance_feed (db, feed, error))
    return FALSE;
  statement = suima_hub_db_prepare (db,
                                    "INSERT INTO feed_item (feed, n, subject, body) "
                                    "SELECT name, head, ?2, ?3 FROM feed WHERE name = ?1",
                                    error);
  if (statement == NULL)
    return FALSE;
  suima_hub_db_bind_text (statement, 1, feed);
  suima_hub_db_bind_text (statement, 2, subject);
  suima_hub_db_bind_text (statement, 3, body);
  return suima_hub_db_run (db, statement, error);
}
