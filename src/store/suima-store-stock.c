// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-stock.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-item.h"
#include "suima-store-private.h"

static gboolean
suima_store_put_stock (SuimaStore *store,
                       const SuimaMovement *movement,
                       gint64 place_id,
                       GError **error)
{
  static const char sql[] =
      "INSERT INTO stock (batch_id, place_id, owner_id, quantity_milli) VALUES (?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, movement->batch_id);
  suima_statement_bind_int (&statement, place_id);
  suima_statement_bind_int (&statement, movement->owner_id);
  suima_statement_bind_int (&statement, movement->quantity_milli);
  return suima_statement_run (&statement, error) >= 0;
}

/* Runs @sql with batch, place, owner and quantity. Returns: rows changed, -1 on error. */
static int
suima_store_cut_stock (SuimaStore *store,
                       const char *sql,
                       const SuimaMovement *movement,
                       GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return -1;
  suima_statement_bind_int (&statement, movement->batch_id);
  suima_statement_bind_int (&statement, movement->from_place_id);
  suima_statement_bind_int (&statement, movement->owner_id);
  suima_statement_bind_int (&statement, movement->quantity_milli);
  return suima_statement_run (&statement, error);
}

/* A row never stands at nothing: what was all taken goes. */
static gboolean
suima_store_take_stock (SuimaStore *store, const SuimaMovement *movement, GError **error)
{
  int n = suima_store_cut_stock (store,
                                 "DELETE FROM stock WHERE batch_id = ? AND place_id = ?"
                                 " AND owner_id = ? AND quantity_milli = ?",
                                 movement, error);

  if (n == 0)
    n = suima_store_cut_stock (store,
                               "UPDATE stock SET quantity_milli = quantity_milli - ?4"
                               " WHERE batch_id = ?1 AND place_id = ?2 AND owner_id = ?3"
                               " AND quantity_milli > ?4",
                               movement, error);
  if (n == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "batch %" G_GINT64_FORMAT " has less than %" G_GINT64_FORMAT
                 " thousandths at that place",
                 movement->batch_id, movement->quantity_milli);
  return n > 0;
}

static gboolean
suima_store_insert_movement (SuimaStore *store, const SuimaMovement *movement, GError **error)
{
  static const char sql[] =
      "INSERT INTO movement (seq, kind, flow, batch_id, quantity_milli, short_milli, from_place_id,"
      " to_place_id, owner_id, party_id, price_fen, at_us, due_us, reason)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, iif(?11 < 0, NULL, ?11), ?12, ?13, ?14)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, movement->seq);
  suima_statement_bind_int (&statement, movement->kind);
  suima_statement_bind_int (&statement, movement->flow);
  suima_statement_bind_int (&statement, movement->batch_id);
  suima_statement_bind_int (&statement, movement->quantity_milli);
  suima_statement_bind_int (&statement, movement->short_milli);
  suima_statement_bind_int (&statement, movement->from_place_id);
  suima_statement_bind_int (&statement, movement->to_place_id);
  suima_statement_bind_int (&statement, movement->owner_id);
  suima_statement_bind_int (&statement, movement->party_id);
  suima_statement_bind_int (&statement, movement->price_fen);
  suima_statement_bind_int (&statement, movement->at_us);
  suima_statement_bind_id (&statement, movement->due_us);
  suima_statement_bind_text (&statement, movement->reason);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_add_movement (SuimaStore *store, const SuimaMovement *movement, GError **error)
{
  return suima_store_insert_movement (store, movement, error) &&
         (movement->flow > 0 || suima_store_take_stock (store, movement, error)) &&
         (movement->flow < 0 ||
          suima_store_put_stock (store, movement, movement->to_place_id, error));
}

gboolean
suima_store_set_person (SuimaStore *store, gint64 seq, const char *person, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (person == NULL || *person == '\0')
    return TRUE;
  if (!suima_statement_begin (&statement, store,
                              "INSERT INTO event_person (seq, person) VALUES (?, ?)", error))
    return FALSE;
  suima_statement_bind_int (&statement, seq);
  suima_statement_bind_text (&statement, person);
  return suima_statement_run (&statement, error) >= 0;
}

static SuimaMovement *
suima_store_read_movement (SuimaStatement *statement)
{
  SuimaMovement *movement = suima_movement_new ();

  movement->seq = suima_statement_get_int (statement, 0);
  movement->kind = (int)suima_statement_get_int (statement, 1);
  movement->flow = (int)suima_statement_get_int (statement, 2);
  movement->batch_id = suima_statement_get_int (statement, 3);
  movement->quantity_milli = suima_statement_get_int (statement, 4);
  movement->short_milli = suima_statement_get_int (statement, 5);
  movement->from_place_id = suima_statement_get_int (statement, 6);
  movement->to_place_id = suima_statement_get_int (statement, 7);
  movement->owner_id = suima_statement_get_int (statement, 8);
  movement->party_id = suima_statement_get_int (statement, 9);
  movement->price_fen = suima_statement_get_int (statement, 10);
  movement->at_us = suima_statement_get_int (statement, 11);
  movement->due_us = suima_statement_get_int (statement, 12);
  movement->reason = suima_statement_dup_text (statement, 13);
  movement->from_place = suima_statement_dup_text (statement, 14);
  movement->to_place = suima_statement_dup_text (statement, 15);
  movement->owner = suima_statement_dup_text (statement, 16);
  movement->party = suima_statement_dup_text (statement, 17);
  movement->person = suima_statement_dup_text (statement, 18);
  movement->reported_us = suima_statement_get_int (statement, 19);
  return movement;
}

#define SUIMA_STORE_MOVEMENT_SELECT                                                                \
  "SELECT m.seq, m.kind, m.flow, m.batch_id, m.quantity_milli, m.short_milli, m.from_place_id,"    \
  " m.to_place_id, m.owner_id, m.party_id, ifnull (m.price_fen, -1), m.at_us, m.due_us, m.reason," \
  " f.name, t.name, o.name, p.name, e.person, r.reported_us FROM movement m"                       \
  " JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id"                   \
  " JOIN party o ON o.id = m.owner_id JOIN party p ON p.id = m.party_id"                           \
  " LEFT JOIN event_person e ON e.seq = m.seq LEFT JOIN report r ON r.seq = m.seq "
#define SUIMA_STORE_MOVEMENT_REST                                                                  \
  " AND (?2 = 0 OR m.party_id = ?2) AND (?3 = 0 OR m.kind = ?3) AND m.at_us >= ?4"                 \
  " AND (?5 = 0 OR m.at_us < ?5) ORDER BY m.at_us, m.seq LIMIT ?6"

/* One text for each index that can serve. */
static const char *
suima_store_sql_of_movements (const SuimaMovementFilter *filter)
{
  static const char by_batch[] =
      SUIMA_STORE_MOVEMENT_SELECT "WHERE m.batch_id = ?1" SUIMA_STORE_MOVEMENT_REST;
  static const char due[] =
      SUIMA_STORE_MOVEMENT_SELECT "WHERE m.due_us IS NOT NULL AND r.seq IS NULL AND (?1 = 0 OR "
                                  "m.batch_id = ?1) AND " SUIMA_STORE_WITHDRAWN_US
                                  " IS NULL" SUIMA_STORE_MOVEMENT_REST;
  static const char all[] = SUIMA_STORE_MOVEMENT_SELECT "WHERE ?1 = 0" SUIMA_STORE_MOVEMENT_REST;

  if (filter->is_due_only)
    return due;
  return filter->batch_id != 0 ? by_batch : all;
}

GPtrArray *
suima_store_list_movements (SuimaStore *store, const SuimaMovementFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) movements =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_movement_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, suima_store_sql_of_movements (filter), error))
    return NULL;
  suima_statement_bind_int (&statement, filter->batch_id);
  suima_statement_bind_int (&statement, filter->party_id);
  suima_statement_bind_int (&statement, filter->kind);
  suima_statement_bind_int (&statement, filter->from_us);
  suima_statement_bind_int (&statement, filter->to_us);
  suima_statement_bind_int (&statement, filter->limit == 0 ? -1 : (gint64)filter->limit);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (movements, suima_store_read_movement (&statement));
  return got == 0 ? g_steal_pointer (&movements) : NULL;
}

#define SUIMA_STORE_STOCK_SELECT                                                                   \
  "SELECT s.batch_id, s.place_id, s.owner_id, p.name, o.name, s.quantity_milli FROM stock s"       \
  " JOIN place p ON p.id = s.place_id JOIN party o ON o.id = s.owner_id "
#define SUIMA_STORE_STOCK_REST                                                                     \
  " AND (?2 = 0 OR s.place_id = ?2) AND (?3 = 0 OR s.owner_id = ?3)"                               \
  " ORDER BY s.batch_id, p.name, o.name"

GPtrArray *
suima_store_list_movements_of (SuimaStore *store, gint64 seq, GError **error)
{
  g_autoptr (GPtrArray) movements =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_movement_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              SUIMA_STORE_MOVEMENT_SELECT "WHERE m.seq = ? ORDER BY m.id", error))
    return NULL;
  suima_statement_bind_int (&statement, seq);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (movements, suima_store_read_movement (&statement));
  return got == 0 ? g_steal_pointer (&movements) : NULL;
}

GPtrArray *
suima_store_list_stock (
    SuimaStore *store, gint64 batch_id, gint64 place_id, gint64 owner_id, GError **error)
{
  /* One text for each index that can serve. */
  static const char by_batch[] =
      SUIMA_STORE_STOCK_SELECT "WHERE s.batch_id = ?1" SUIMA_STORE_STOCK_REST;
  static const char all[] = SUIMA_STORE_STOCK_SELECT "WHERE ?1 = 0" SUIMA_STORE_STOCK_REST;
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_stock_line_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, batch_id != 0 ? by_batch : all, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_int (&statement, place_id);
  suima_statement_bind_int (&statement, owner_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaStockLine *line = g_new0 (SuimaStockLine, 1);
      g_ptr_array_add (lines, line);
      line->batch_id = suima_statement_get_int (&statement, 0);
      line->place_id = suima_statement_get_int (&statement, 1);
      line->owner_id = suima_statement_get_int (&statement, 2);
      line->place = suima_statement_dup_text (&statement, 3);
      line->owner = suima_statement_dup_text (&statement, 4);
      line->quantity_milli = suima_statement_get_int (&statement, 5);
    }
  return got == 0 ? g_steal_pointer (&lines) : NULL;
}

/* Where a movement counts; NULL for one within the shop. */
static gint64 *
suima_balance_find_sum (SuimaBalance *balance, int kind, int flow)
{
  const struct
  {
    SuimaEventKind kind;
    int flow;
    gint64 *sum;
  } sums[] = {
    { SUIMA_EVENT_RECEIVE, 1, &balance->received },
    { SUIMA_EVENT_TAKE_BACK, 1, &balance->taken_back },
    { SUIMA_EVENT_FOUND, 1, &balance->found },
    { SUIMA_EVENT_TRANSFORM, 1, &balance->made },
    { SUIMA_EVENT_TRANSFORM, -1, &balance->transformed },
    { SUIMA_EVENT_ISSUE, -1, &balance->issued },
    { SUIMA_EVENT_SELL, -1, &balance->sold },
    { SUIMA_EVENT_SEND_BACK, -1, &balance->sent_back },
    { SUIMA_EVENT_WASTE, -1, &balance->wasted },
    { SUIMA_EVENT_DESTROY, -1, &balance->destroyed },
    { SUIMA_EVENT_MISSED, -1, &balance->missed },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    if (sums[i].kind == (SuimaEventKind)kind && sums[i].flow == flow)
      return sums[i].sum;
  return NULL;
}

static gboolean
suima_store_sum_movements (SuimaStore *store,
                           gint64 batch_id,
                           SuimaBalance *balance,
                           GError **error)
{
  static const char sql[] = "SELECT kind, flow, sum(quantity_milli), sum(short_milli) FROM movement"
                            " WHERE batch_id = ? GROUP BY kind, flow";
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      gint64 *sum = suima_balance_find_sum (balance, (int)suima_statement_get_int (&statement, 0),
                                            (int)suima_statement_get_int (&statement, 1));
      if (suima_statement_get_int (&statement, 0) == SUIMA_EVENT_UNDO)
        {
          balance->received -= suima_statement_get_int (&statement, 2);
          balance->short_milli -= suima_statement_get_int (&statement, 3);
          continue;
        }
      balance->short_milli += suima_statement_get_int (&statement, 3);
      if (sum != NULL)
        *sum += suima_statement_get_int (&statement, 2);
    }
  return got == 0;
}

/* The number that @sql gives for a batch. */
static gboolean
suima_store_sum_of_batch (
    SuimaStore *store, const char *sql, gint64 batch_id, gint64 *ret_sum, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  if (suima_statement_step (&statement, error) != 1)
    return FALSE;
  *ret_sum = suima_statement_get_int (&statement, 0);
  return TRUE;
}

gboolean
suima_store_get_balance (SuimaStore *store,
                         gint64 batch_id,
                         SuimaBalance *ret_balance,
                         GError **error)
{
  /* PRINTED, STOCKED, HELD, RECALLED, EXPIRED: numbers of SuimaItemState */
  static const char labelled[] =
      "SELECT ifnull (sum(quantity_milli), 0) FROM item"
      " WHERE batch_id = ? AND state IN (3, 6, 10, 11, 12)";

  G_STATIC_ASSERT (SUIMA_ITEM_PRINTED == 3 && SUIMA_ITEM_STOCKED == 6 && SUIMA_ITEM_HELD == 10 &&
                   SUIMA_ITEM_RECALLED == 11 && SUIMA_ITEM_EXPIRED == 12);
  *ret_balance = (SuimaBalance){ 0 };
  return suima_store_sum_movements (store, batch_id, ret_balance, error) &&
         suima_store_sum_of_batch (
             store, "SELECT ifnull (sum(quantity_milli), 0) FROM stock WHERE batch_id = ?",
             batch_id, &ret_balance->on_hand, error) &&
         suima_store_sum_of_batch (store, labelled, batch_id, &ret_balance->labelled, error);
}

int
suima_store_has_movement (SuimaStore *store, gint64 batch_id, GError **error)
{
  gint64 n = 0;

  if (!suima_store_sum_of_batch (store, "SELECT (SELECT count(*) FROM movement WHERE batch_id = ?1"
                                 " AND kind <> 33) > (SELECT count(*) FROM movement"
                                 " WHERE batch_id = ?1 AND kind = 33)" /* SUIMA_EVENT_UNDO */,
                                 batch_id, &n, error))
    return -1;
  return n != 0;
}

gboolean
suima_store_set_lock (SuimaStore *store,
                      gint64 batch_id,
                      const char *kind,
                      const char *reason,
                      gint64 since_us,
                      GError **error)
{
  static const char lock[] =
      "INSERT INTO batch_lock (batch_id, kind, reason, since_us) VALUES (?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET reason = excluded.reason";
  static const char unlock[] = "DELETE FROM batch_lock WHERE batch_id = ? AND kind = ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, reason != NULL ? lock : unlock, error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_text (&statement, kind);
  if (reason != NULL)
    {
      suima_statement_bind_text (&statement, reason);
      suima_statement_bind_int (&statement, since_us);
    }
  return suima_statement_run (&statement, error) >= 0;
}

char *
suima_store_get_lock (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char sql[] = "SELECT reason FROM batch_lock WHERE batch_id = ? ORDER BY since_us, kind";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_dup_text (&statement, 0)
                                                       : NULL;
}

char *
suima_store_get_lock_of (SuimaStore *store, gint64 batch_id, const char *kind, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "SELECT reason FROM batch_lock WHERE batch_id = ? AND kind = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_text (&statement, kind);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_dup_text (&statement, 0)
                                                       : NULL;
}

gboolean
suima_store_add_disposal (SuimaStore *store,
                          gint64 seq,
                          const char *method,
                          gint64 weight_g,
                          const char *witness,
                          GError **error)
{
  static const char sql[] = "INSERT INTO disposal (seq, method, weight_g, witness) VALUES (?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, seq);
  suima_statement_bind_text (&statement, method);
  suima_statement_bind_id (&statement, weight_g);
  suima_statement_bind_text (&statement, witness);
  return suima_statement_run (&statement, error) >= 0;
}
