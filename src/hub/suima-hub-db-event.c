// SPDX-License-Identifier: Apache-2.0
// Events in the hub's database, and questions over them.
#include "suima-hub-db-private.h"

#include "suima-error.h"
#include "suima-json.h"
#include "suima-serial.h"

#define SUIMA_HUB_PAGE_BYTES (8 * 1024 * 1024)

SuimaHubEvent *
suima_hub_event_new (void)
{
  return g_new0 (SuimaHubEvent, 1);
}

void
suima_hub_event_free (SuimaHubEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->event_id);
  g_free (event->type);
  g_free (event->action);
  g_free (event->biz_step);
  g_free (event->disposition);
  g_free (event->biz_location);
  g_free (event->read_point);
  g_free (event->signer);
  g_free (event->context);
  g_clear_pointer (&event->body, g_bytes_unref);
  g_free (event);
}

SuimaHubEvent *
suima_hub_db_read_event (sqlite3_stmt *statement)
{
  SuimaHubEvent *event = suima_hub_event_new ();

  event->seq = sqlite3_column_int64 (statement, 0);
  event->event_id = suima_hub_db_dup_text (statement, 1);
  event->is_error_declaration = sqlite3_column_int (statement, 2) != 0;
  event->record_us = sqlite3_column_int64 (statement, 3);
  event->event_us = sqlite3_column_int64 (statement, 4);
  event->type = suima_hub_db_dup_text (statement, 5);
  event->action = suima_hub_db_dup_text (statement, 6);
  event->biz_step = suima_hub_db_dup_text (statement, 7);
  event->disposition = suima_hub_db_dup_text (statement, 8);
  event->biz_location = suima_hub_db_dup_text (statement, 9);
  event->read_point = suima_hub_db_dup_text (statement, 10);
  event->signer = suima_hub_db_dup_text (statement, 11);
  event->context = suima_hub_db_dup_text (statement, 12);
  event->body = g_bytes_new (sqlite3_column_blob (statement, 13),
                             (gsize)sqlite3_column_bytes (statement, 13));
  return event;
}

static gint64
suima_hub_db_find_context (SuimaHubDb *db, const char *context, GError **error)
{
  sqlite3_stmt *statement =
      suima_hub_db_prepare (db, "SELECT context_id FROM context WHERE body = $1", error);
  gint64 id = 0;

  if (statement == NULL)
    return -1;
  suima_hub_db_bind_text (statement, 1, context);
  if (sqlite3_step (statement) == SQLITE_ROW)
    id = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return id;
}

static gint64
suima_hub_db_add_context (SuimaHubDb *db, const char *context, GError **error)
{
  gint64 id = suima_hub_db_find_context (db, context, error);
  sqlite3_stmt *statement;

  if (id != 0)
    return id;
  statement = suima_hub_db_prepare (db, "INSERT INTO context (body) VALUES ($1)", error);
  if (statement == NULL)
    return -1;
  suima_hub_db_bind_text (statement, 1, context);
  if (!suima_hub_db_run (db, statement, error))
    return -1;
  return sqlite3_last_insert_rowid (db->handle);
}

static void
suima_hub_db_bind_event (sqlite3_stmt *statement, const SuimaHubEvent *event)
{
  sqlite3_bind_int64 (statement, 1, event->seq);
  suima_hub_db_bind_text (statement, 2, event->event_id);
  sqlite3_bind_int (statement, 3, event->is_error_declaration);
  sqlite3_bind_int64 (statement, 4, event->record_us);
  sqlite3_bind_int64 (statement, 5, event->event_us);
  suima_hub_db_bind_text (statement, 6, event->type);
  suima_hub_db_bind_text (statement, 7, event->action);
  suima_hub_db_bind_text (statement, 8, event->biz_step);
  suima_hub_db_bind_text (statement, 9, event->disposition);
  suima_hub_db_bind_text (statement, 10, event->biz_location);
  suima_hub_db_bind_text (statement, 11, event->read_point);
  suima_hub_db_bind_text (statement, 12, event->signer);
}

gboolean
suima_hub_db_add_event (SuimaHubDb *db, SuimaHubEvent *event, GError **error)
{
  gint64 context_id = suima_hub_db_add_context (db, event->context, error);
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "INSERT INTO event (seq, event_id, is_error_declaration, record_us, event_us, type, action, "
      "biz_step, disposition, biz_location, read_point, signer, context_id, body) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      error);
  gsize size_bytes;
  const void *body = g_bytes_get_data (event->body, &size_bytes);

  if (statement == NULL || context_id < 0)
    return FALSE;
  event->seq = suima_hub_db_count_events (db) + 1;
  suima_hub_db_bind_event (statement, event);
  sqlite3_bind_int64 (statement, 13, context_id);
  sqlite3_bind_blob64 (statement, 14, body, size_bytes, SQLITE_STATIC);
  return suima_hub_db_run (db, statement, error);
}

gboolean
suima_hub_db_add_epc (
    SuimaHubDb *db, gint64 seq, SuimaHubRole role, const char *epc, GError **error)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db, "INSERT INTO event_epc (epc, role, seq) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
      error);

  if (statement == NULL)
    return FALSE;
  suima_hub_db_bind_text (statement, 1, epc);
  sqlite3_bind_int (statement, 2, role);
  sqlite3_bind_int64 (statement, 3, seq);
  return suima_hub_db_run (db, statement, error);
}

SuimaHubEvent *
suima_hub_db_find_event (SuimaHubDb *db,
                         const char *event_id,
                         gboolean is_error_declaration,
                         GError **error)
{
  sqlite3_stmt *statement =
      suima_hub_db_prepare (db,
                            "SELECT " SUIMA_HUB_EVENT_COLUMNS "FROM " SUIMA_HUB_EVENT_TABLES
                            "WHERE event_id = $1 AND is_error_declaration = $2",
                            error);
  SuimaHubEvent *event = NULL;
  int step;

  if (statement == NULL)
    return NULL;
  suima_hub_db_bind_text (statement, 1, event_id);
  sqlite3_bind_int (statement, 2, is_error_declaration);
  step = sqlite3_step (statement);
  if (step == SQLITE_ROW)
    event = suima_hub_db_read_event (statement);
  else if (step != SQLITE_DONE)
    suima_hub_db_fail (db, error);
  sqlite3_reset (statement);
  return event;
}

/* Reads rows until there are none or they are too heavy; takes the statement's bindings. */
static GPtrArray *
suima_hub_db_read_events (SuimaHubDb *db,
                          sqlite3_stmt *statement,
                          gboolean *ret_is_cut,
                          GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_hub_event_free);
  gsize size_bytes = 0;
  int step;

  while ((step = sqlite3_step (statement)) == SQLITE_ROW && size_bytes < SUIMA_HUB_PAGE_BYTES)
    {
      SuimaHubEvent *event = suima_hub_db_read_event (statement);
      g_ptr_array_add (events, event);
      size_bytes += g_bytes_get_size (event->body);
    }
  if (ret_is_cut != NULL)
    *ret_is_cut = step == SQLITE_ROW;
  if (step != SQLITE_ROW && step != SQLITE_DONE)
    {
      suima_hub_db_fail (db, error);
      sqlite3_reset (statement);
      return NULL;
    }
  sqlite3_reset (statement);
  return g_steal_pointer (&events);
}

/* Of all events that name $1: those that decide what it is. */
#define SUIMA_HUB_NAMED                                                                            \
  "FROM event_epc JOIN event USING (seq) WHERE epc = $1 AND "                                      \
  "(role = $2 OR ($2 = 0 AND role <= 4)) "
#define SUIMA_HUB_WEIGHTY                                                                          \
  "AND (is_error_declaration OR COALESCE (biz_step, '') IN ('commissioning', 'decommissioning', "  \
  "'destroying', 'shipping', 'receiving') OR COALESCE (disposition, '') IN ('recalled', "          \
  "'destroyed', 'disposed') OR instr (event.body, CAST ('\"recalled\"' AS BLOB)) > 0) "
#define SUIMA_HUB_OWN                                                                              \
  "AND substr (COALESCE (signer, ''), 1, 4) IN (SELECT value FROM json_each ($3)) "
#define SUIMA_HUB_NEWEST "ORDER BY event_us DESC, seq DESC LIMIT 1000"

static int
suima_hub_compare_events (gconstpointer a, gconstpointer b)
{
  const SuimaHubEvent *one = *(const SuimaHubEvent *const *)a;
  const SuimaHubEvent *other = *(const SuimaHubEvent *const *)b;

  if (one->event_us != other->event_us)
    return one->event_us < other->event_us ? -1 : 1;
  return one->seq < other->seq ? -1 : one->seq > other->seq;
}

/* Of @owner and of the authorities' stations: TTTT, as a JSON array. */
static char *
suima_hub_db_list_speakers (SuimaHubDb *db, const char *owner, GError **error)
{
  g_autoptr (json_t) speakers = json_array ();
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db, "SELECT DISTINCT station FROM station WHERE is_authority AND is_enrolled "
          "AND revoked_us IS NULL",
      error);
  int step;

  if (statement == NULL)
    return NULL;
  json_array_append_new (speakers, json_string (owner ? owner : ""));
  while ((step = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autofree char *key_id =
          suima_serial_to_key_id ((guint32)sqlite3_column_int64 (statement, 0), 0);
      json_array_append_new (speakers, json_stringn (key_id, 4));
    }
  if (step != SQLITE_DONE)
    suima_hub_db_fail (db, error);
  sqlite3_reset (statement);
  return step == SQLITE_DONE ? suima_json_to_text (speakers) : NULL;
}

/* What may not be left out is read first: where the bodies become too heavy, the rest is left. */
GPtrArray *
suima_hub_db_list_item (
    SuimaHubDb *db, const char *key, SuimaHubRole role, const char *owner, GError **error)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "WITH wanted (seq, rank) AS ("
      "SELECT seq, 1 " SUIMA_HUB_NAMED SUIMA_HUB_WEIGHTY SUIMA_HUB_OWN
      "UNION ALL SELECT seq, 2 FROM (SELECT seq " SUIMA_HUB_NAMED SUIMA_HUB_WEIGHTY SUIMA_HUB_NEWEST ") "
      "UNION ALL SELECT seq, 3 FROM (SELECT seq " SUIMA_HUB_NAMED SUIMA_HUB_NEWEST ")) "
      "SELECT " SUIMA_HUB_EVENT_COLUMNS "FROM " SUIMA_HUB_EVENT_TABLES
      "JOIN (SELECT seq, MIN (rank) AS rank FROM wanted GROUP BY seq) USING (seq) "
      "ORDER BY rank, event_us DESC, event.seq DESC",
      error);
  g_autofree char *speakers = suima_hub_db_list_speakers (db, owner, error);
  GPtrArray *events;

  if (statement == NULL || speakers == NULL)
    return NULL;
  suima_hub_db_bind_text (statement, 1, key);
  sqlite3_bind_int (statement, 2, (int)role);
  suima_hub_db_bind_text (statement, 3, speakers);
  events = suima_hub_db_read_events (db, statement, NULL, error);
  if (events != NULL)
    g_ptr_array_sort (events, suima_hub_compare_events);
  return events;
}

SuimaHubQuery *
suima_hub_query_new (void)
{
  SuimaHubQuery *query = g_new0 (SuimaHubQuery, 1);

  query->where = g_string_new (NULL);
  query->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return query;
}

void
suima_hub_query_free (SuimaHubQuery *query)
{
  if (query == NULL)
    return;
  g_string_free (query->where, TRUE);
  g_hash_table_unref (query->values);
  g_free (query);
}

static const char *
suima_hub_db_choose_order (const SuimaHubQuery *query)
{
  if (query->by_event_time)
    return query->ascending ? " ORDER BY event_us, event.seq LIMIT $92"
                            : " ORDER BY event_us DESC, event.seq DESC LIMIT $92";
  return query->ascending ? " ORDER BY record_us, event.seq LIMIT $92"
                          : " ORDER BY record_us DESC, event.seq DESC LIMIT $92";
}

static const char *
suima_hub_db_choose_start (const SuimaHubQuery *query)
{
  if (query->after_seq == 0)
    return "";
  if (query->by_event_time)
    return query->ascending ? " AND (event_us, event.seq) > ($90, $91)"
                            : " AND (event_us, event.seq) < ($90, $91)";
  return query->ascending ? " AND (record_us, event.seq) > ($90, $91)"
                          : " AND (record_us, event.seq) < ($90, $91)";
}

static void
suima_hub_db_bind_number (sqlite3_stmt *statement, const char *name, gint64 number)
{
  int at = sqlite3_bind_parameter_index (statement, name);

  if (at > 0)
    sqlite3_bind_int64 (statement, at, number);
}

static sqlite3_stmt *
suima_hub_db_prepare_query (SuimaHubDb *db, const char *sql, const SuimaHubQuery *query)
{
  sqlite3_stmt *statement = NULL;
  GHashTableIter iter;
  gpointer name, value;

  /* Not kept: there are as many texts as there are sets of parameters. */
  if (sqlite3_prepare_v2 (db->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    return NULL;
  g_hash_table_iter_init (&iter, query->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      int at = sqlite3_bind_parameter_index (statement, name);
      if (at > 0)
        sqlite3_bind_text (statement, at, value, -1, SQLITE_TRANSIENT);
    }
  suima_hub_db_bind_number (statement, "$90", query->after_key);
  suima_hub_db_bind_number (statement, "$91", query->after_seq);
  suima_hub_db_bind_number (statement, "$92", query->limit);
  return statement;
}

GPtrArray *
suima_hub_db_query (SuimaHubDb *db,
                    const SuimaHubQuery *query,
                    gboolean *ret_is_cut,
                    GError **error)
{
  g_autoptr (GString) sql =
      g_string_new ("SELECT " SUIMA_HUB_EVENT_COLUMNS "FROM " SUIMA_HUB_EVENT_TABLES "WHERE TRUE");
  g_autoptr (GPtrArray) events = NULL;
  sqlite3_stmt *statement;

  g_string_append (sql, query->where->str);
  g_string_append (sql, suima_hub_db_choose_start (query));
  g_string_append (sql, suima_hub_db_choose_order (query));
  statement = suima_hub_db_prepare_query (db, sql->str, query);
  if (statement == NULL)
    {
      suima_hub_db_fail (db, error);
      return NULL;
    }
  events = suima_hub_db_read_events (db, statement, ret_is_cut, error);
  sqlite3_finalize (statement);
  return g_steal_pointer (&events);
}

gint64
suima_hub_db_count (SuimaHubDb *db, const SuimaHubQuery *query, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT COUNT (*) FROM (SELECT 1 FROM event WHERE TRUE");
  sqlite3_stmt *statement;
  gint64 count = -1;

  g_string_append (sql, query->where->str);
  g_string_append (sql, " LIMIT $92)");
  statement = suima_hub_db_prepare_query (db, sql->str, query);
  if (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    count = sqlite3_column_int64 (statement, 0);
  else
    suima_hub_db_fail (db, error);
  sqlite3_finalize (statement);
  return count;
}
