// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-event.h"

#include "suima-error.h"
#include "suima-store-private.h"
#include "suima-store-report.h"

#define SUIMA_STORE_EVENT_SELECT                                                                   \
  "SELECT event.seq, event.event_id, event.kind, event.at_us, event.batch_id, event.body,"         \
  " event.salt, log.entry, EXISTS (SELECT 1 FROM outbox WHERE outbox.seq = event.seq),"           \
  " EXISTS (SELECT 1 FROM outbox_refused AS refused WHERE refused.seq = event.seq)"                \
  " FROM event JOIN log ON log.seq = event.seq "

void
suima_stored_event_free (SuimaStoredEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->event_id);
  g_free (event->body);
  g_clear_pointer (&event->salt, g_bytes_unref);
  g_clear_pointer (&event->log_entry, g_bytes_unref);
  g_free (event);
}

gboolean
suima_store_get_head (SuimaStore *store,
                      gint64 *ret_next_seq,
                      GBytes **ret_last_entry,
                      GError **error)
{
  static const char sql[] = "SELECT event.seq, log.entry FROM event LEFT JOIN log"
                            " ON log.seq = event.seq ORDER BY event.seq DESC LIMIT 1";
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  got = suima_statement_step (&statement, error);
  if (got < 0)
    return FALSE;
  if (got == 1 && sqlite3_column_type (statement.stmt, 1) == SQLITE_NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                   "store %s: event %" G_GINT64_FORMAT " has no log entry", store->path,
                   suima_statement_get_int (&statement, 0));
      return FALSE;
    }
  *ret_next_seq = got == 1 ? suima_statement_get_int (&statement, 0) + 1 : 0;
  *ret_last_entry = got == 1 ? suima_statement_dup_blob (&statement, 1) : NULL;
  return TRUE;
}

static gboolean
suima_store_insert_event (SuimaStore *store, const SuimaStoredEvent *event, GError **error)
{
  static const char sql[] = "INSERT INTO event (seq, event_id, kind, at_us, batch_id, body, salt)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, event->seq);
  suima_statement_bind_text (&statement, event->event_id);
  suima_statement_bind_int (&statement, event->kind);
  suima_statement_bind_int (&statement, event->at_us);
  suima_statement_bind_id (&statement, event->batch_id);
  suima_statement_bind_text (&statement, event->body);
  suima_statement_bind_blob (&statement, event->salt);
  return suima_statement_run (&statement, error) >= 0;
}

static gboolean
suima_store_insert_event_items (SuimaStore *store,
                                gint64 seq,
                                const char *const *serials,
                                GError **error)
{
  for (guint i = 0; serials[i] != NULL; i++)
    {
      g_auto (SuimaStatement) statement = { 0 };
      if (!suima_statement_begin (&statement, store,
                                  "INSERT INTO event_item (serial, seq) VALUES (?, ?)", error))
        return FALSE;
      suima_statement_bind_text (&statement, serials[i]);
      suima_statement_bind_int (&statement, seq);
      if (suima_statement_run (&statement, error) < 0)
        {
          g_prefix_error (error, "event %" G_GINT64_FORMAT ", item %s: ", seq, serials[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
suima_store_insert_log_entry (SuimaStore *store, const SuimaStoredEvent *event, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "INSERT INTO log (seq, entry) VALUES (?, ?)",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, event->seq);
  suima_statement_bind_blob (&statement, event->log_entry);
  return suima_statement_run (&statement, error) >= 0;
}

static gboolean
suima_store_insert_outbox (SuimaStore *store, gint64 seq, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "INSERT INTO outbox (seq) VALUES (?)", error))
    return FALSE;
  suima_statement_bind_int (&statement, seq);
  return suima_statement_run (&statement, error) >= 0;
}

typedef struct
{
  const SuimaStoredEvent *event;
  const char *const *serials;
} SuimaStoreEventWork;

static gboolean
suima_store_add_event_func (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaStoreEventWork *work = user_data;
  const SuimaStoredEvent *event = work->event;
  gint64 next_seq = 0;

  if (!suima_store_get_int (store, "SELECT ifnull(max(seq) + 1, 0) FROM event", &next_seq, error))
    return FALSE;
  if (event->seq != next_seq)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "store %s: event %" G_GINT64_FORMAT " does not follow: the next is %" //
                   G_GINT64_FORMAT,
                   store->path, event->seq, next_seq);
      return FALSE;
    }
  return suima_store_insert_event (store, event, error) &&
         suima_store_insert_event_items (store, event->seq, work->serials, error) &&
         suima_store_insert_log_entry (store, event, error) &&
         suima_store_insert_outbox (store, event->seq, error);
}

gboolean
suima_store_add_event (SuimaStore *store,
                       const SuimaStoredEvent *event,
                       const char *const *serials,
                       GError **error)
{
  SuimaStoreEventWork work = { event, serials };

  return suima_store_transact (store, suima_store_add_event_func, &work, error);
}

static SuimaStoredEvent *
suima_store_read_event (SuimaStatement *statement)
{
  SuimaStoredEvent *event = g_new0 (SuimaStoredEvent, 1);

  event->seq = suima_statement_get_int (statement, 0);
  event->event_id = suima_statement_dup_text (statement, 1);
  event->kind = (int)suima_statement_get_int (statement, 2);
  event->at_us = suima_statement_get_int (statement, 3);
  event->batch_id = suima_statement_get_int (statement, 4);
  event->body = suima_statement_dup_text (statement, 5);
  event->salt = suima_statement_dup_blob (statement, 6);
  event->log_entry = suima_statement_dup_blob (statement, 7);
  event->outbox = suima_statement_get_int (statement, 8)   ? SUIMA_OUTBOX_WAITING
                  : suima_statement_get_int (statement, 9) ? SUIMA_OUTBOX_REFUSED
                                                           : SUIMA_OUTBOX_SENT;
  return event;
}

/* One event at least, then as long as the bodies fit in @max_bytes. */
static GPtrArray *
suima_store_read_events (SuimaStatement *statement, gsize max_bytes, GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_stored_event_free);
  gsize left_bytes = max_bytes;
  int got = 0;

  while ((got = suima_statement_step (statement, error)) == 1)
    {
      const gsize size_bytes = (gsize)sqlite3_column_bytes (statement->stmt, 5);
      if (events->len > 0 && size_bytes > left_bytes)
        return g_steal_pointer (&events);
      left_bytes -= MIN (size_bytes, left_bytes);
      g_ptr_array_add (events, suima_store_read_event (statement));
    }
  return got == 0 ? g_steal_pointer (&events) : NULL;
}

GPtrArray *
suima_store_list_events_of (SuimaStore *store, const char *serial, GError **error)
{
  static const char sql[] = SUIMA_STORE_EVENT_SELECT
      "JOIN event_item ON event_item.seq = event.seq WHERE serial = ? ORDER BY event.seq";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_text (&statement, serial);
  return suima_store_read_events (&statement, G_MAXSIZE, error);
}

GPtrArray *
suima_store_get_events (SuimaStore *store, gint64 first_seq, guint n, GError **error)
{
  return suima_store_get_events_within (store, first_seq, n, G_MAXSIZE, error);
}

GPtrArray *
suima_store_get_events_within (
    SuimaStore *store, gint64 first_seq, guint n, gsize max_bytes, GError **error)
{
  static const char sql[] =
      SUIMA_STORE_EVENT_SELECT "WHERE event.seq >= ? ORDER BY event.seq LIMIT ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, first_seq);
  suima_statement_bind_int (&statement, n);
  return suima_store_read_events (&statement, max_bytes, error);
}

gboolean
suima_store_check_events (SuimaStore *store, GError **error)
{
  static const char sql[] =
      "SELECT (SELECT count(*) FROM event WHERE seq NOT IN (SELECT seq FROM log)),"
      " (SELECT count(*) FROM log WHERE seq NOT IN (SELECT seq FROM event)),"
      " (SELECT count(*) FROM item WHERE state NOT IN (1, 2, 4)"
      " AND NOT (state = 14 AND is_spare = 1) AND NOT EXISTS"
      " (SELECT 1 FROM event_item JOIN event USING (seq) WHERE event_item.serial = item.serial))";
  static const char *const names[] = { "events without a log entry", "log entries without an event",
                                       "items without the event of their state" };
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error) ||
      suima_statement_step (&statement, error) != 1)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const gint64 n = suima_statement_get_int (&statement, (int)i);
      if (n == 0)
        continue;
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "store %s: %" G_GINT64_FORMAT " %s",
                   store->path, n, names[i]);
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
suima_store_peek_outbox (SuimaStore *store, guint max_events, gsize max_bytes, GError **error)
{
  static const char sql[] =
      SUIMA_STORE_EVENT_SELECT "JOIN outbox ON outbox.seq = event.seq ORDER BY outbox.seq LIMIT ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, max_events);
  return suima_store_read_events (&statement, max_bytes, error);
}

typedef struct
{
  gint64 first_seq, last_seq, at_us;
} SuimaStoreAck;

static gboolean
suima_store_ack_outbox_func (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaStoreAck *ack = user_data;
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_store_add_reports (store, ack->first_seq, ack->last_seq, ack->at_us, "hub", error) ||
      !suima_statement_begin (&statement, store, "DELETE FROM outbox WHERE seq BETWEEN ? AND ?",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, ack->first_seq);
  suima_statement_bind_int (&statement, ack->last_seq);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_ack_outbox (
    SuimaStore *store, gint64 first_seq, gint64 last_seq, gint64 at_us, GError **error)
{
  SuimaStoreAck ack = { first_seq, last_seq, at_us };

  return suima_store_transact (store, suima_store_ack_outbox_func, &ack, error);
}

typedef struct
{
  const char *event_id;
  const char *reason;
} SuimaStoreRefusal;

static gboolean
suima_store_refuse_outbox_func (SuimaStore *store, gpointer user_data, GError **error)
{
  static const char sql[] = "INSERT INTO outbox_refused (reason, seq)"
                            " SELECT ?, seq FROM event JOIN outbox USING (seq) WHERE event_id = ?";
  const SuimaStoreRefusal *refusal = user_data;
  g_auto (SuimaStatement) statement = { 0 };
  int n_moved = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, refusal->reason);
  suima_statement_bind_text (&statement, refusal->event_id);
  n_moved = suima_statement_run (&statement, error);
  if (n_moved == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "event %s is not in the outbox",
                 refusal->event_id);
  return n_moved == 1 &&
         suima_store_run_sql (
             store, "DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox_refused)", error);
}

gboolean
suima_store_refuse_outbox (SuimaStore *store,
                           const char *event_id,
                           const char *reason,
                           GError **error)
{
  SuimaStoreRefusal refusal = { event_id, reason };

  return suima_store_transact (store, suima_store_refuse_outbox_func, &refusal, error);
}

gboolean
suima_store_count_outbox (SuimaStore *store,
                          guint *ret_pending,
                          guint *ret_refused,
                          gint64 *ret_oldest_us,
                          GError **error)
{
  static const char sql[] =
      "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox_refused),"
      " (SELECT at_us FROM event WHERE seq = (SELECT min(seq) FROM outbox))";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error) ||
      suima_statement_step (&statement, error) != 1)
    return FALSE;
  *ret_pending = (guint)suima_statement_get_int (&statement, 0);
  *ret_refused = (guint)suima_statement_get_int (&statement, 1);
  if (ret_oldest_us != NULL)
    *ret_oldest_us = suima_statement_get_int (&statement, 2);
  return TRUE;
}

gboolean
suima_store_count_reprints (SuimaStore *store, gint64 since_us, guint *ret_count, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM event WHERE kind = 2 AND at_us >= ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, since_us);
  if (suima_statement_step (&statement, error) != 1)
    return FALSE;
  *ret_count = (guint)suima_statement_get_int (&statement, 0);
  return TRUE;
}
