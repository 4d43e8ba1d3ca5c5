// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-run.h"

#include "suima-error.h"
#include "suima-store-private.h"
#include "suima-store-recall.h"

#include <string.h>

#define SUIMA_STORE_ITEM_SELECT                                                                    \
  "SELECT serial, uri, epc, batch_id, run_id, number, state, origin, copies, weight_g, price_fen," \
  " unit_price_fen, is_spare, quantity_milli, place_id, owner_id FROM item "

gboolean
suima_store_add_item (SuimaStore *store, const SuimaItem *item, GError **error)
{
  static const char sql[] =
      "INSERT INTO item (serial, uri, epc, batch_id, run_id, number, state, origin, copies,"
      " weight_g, price_fen, unit_price_fen, is_spare, quantity_milli, place_id, owner_id)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, item->serial);
  suima_statement_bind_text (&statement, item->uri);
  suima_statement_bind_text (&statement, item->epc);
  suima_statement_bind_int (&statement, item->batch_id);
  suima_statement_bind_id (&statement, item->run_id);
  suima_statement_bind_int (&statement, item->number);
  suima_statement_bind_int (&statement, item->state);
  suima_statement_bind_int (&statement, item->origin);
  suima_statement_bind_int (&statement, item->copies);
  suima_statement_bind_id (&statement, item->weight_g);
  suima_statement_bind_id (&statement, item->price_fen);
  suima_statement_bind_id (&statement, item->unit_price_fen);
  suima_statement_bind_int (&statement, item->is_spare != FALSE);
  suima_statement_bind_int (&statement, item->quantity_milli);
  suima_statement_bind_int (&statement, item->place_id);
  suima_statement_bind_int (&statement, item->owner_id);
  if (suima_statement_run (&statement, error) >= 0)
    return TRUE;
  g_prefix_error (error, "item %s: ", item->serial);
  return FALSE;
}

static SuimaItem *
suima_store_read_item (SuimaStatement *statement)
{
  SuimaItem *item = suima_item_new ();

  item->serial = suima_statement_dup_text (statement, 0);
  item->uri = suima_statement_dup_text (statement, 1);
  item->epc = suima_statement_dup_text (statement, 2);
  item->batch_id = suima_statement_get_int (statement, 3);
  item->run_id = suima_statement_get_int (statement, 4);
  item->number = (guint)suima_statement_get_int (statement, 5);
  item->state = (SuimaItemState)suima_statement_get_int (statement, 6);
  item->origin = (SuimaCodeOrigin)suima_statement_get_int (statement, 7);
  item->copies = (guint)suima_statement_get_int (statement, 8);
  item->weight_g = suima_statement_get_int (statement, 9);
  item->price_fen = suima_statement_get_int (statement, 10);
  item->unit_price_fen = suima_statement_get_int (statement, 11);
  item->is_spare = suima_statement_get_int (statement, 12) != 0;
  item->quantity_milli = suima_statement_get_int (statement, 13);
  item->place_id = suima_statement_get_int (statement, 14);
  item->owner_id = suima_statement_get_int (statement, 15);
  return item;
}

SuimaItem *
suima_store_get_item (SuimaStore *store, const char *serial, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_ITEM_SELECT "WHERE serial = ?", error))
    return NULL;
  suima_statement_bind_text (&statement, serial);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no item %s", serial);
  return got == 1 ? suima_store_read_item (&statement) : NULL;
}

#define SUIMA_STORE_ITEM_REST                                                                      \
  " AND (?3 = 0 OR state = ?3) AND (?4 = 0 OR number >= ?4) AND (?5 = 0 OR number <= ?5)"          \
  " ORDER BY run_id, number, serial LIMIT ?6"

/* One text for each index that can serve: a single one with optional columns would read all. */
static const char *
suima_store_sql_of_filter (const SuimaItemFilter *filter)
{
  static const char by_run[] = SUIMA_STORE_ITEM_SELECT
      "WHERE run_id = ?1 AND (?2 = 0 OR batch_id = ?2)" SUIMA_STORE_ITEM_REST;
  static const char by_batch[] =
      SUIMA_STORE_ITEM_SELECT "WHERE ?1 = 0 AND batch_id = ?2" SUIMA_STORE_ITEM_REST;
  static const char all[] = SUIMA_STORE_ITEM_SELECT "WHERE ?1 = 0 AND ?2 = 0" SUIMA_STORE_ITEM_REST;

  if (filter->run_id != 0)
    return by_run;
  return filter->batch_id != 0 ? by_batch : all;
}

GPtrArray *
suima_store_list_items (SuimaStore *store, const SuimaItemFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_item_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, suima_store_sql_of_filter (filter), error))
    return NULL;
  suima_statement_bind_int (&statement, filter->run_id);
  suima_statement_bind_int (&statement, filter->batch_id);
  suima_statement_bind_int (&statement, filter->state);
  suima_statement_bind_int (&statement, filter->first);
  suima_statement_bind_int (&statement, filter->last);
  suima_statement_bind_int (&statement, filter->limit == 0 ? -1 : (gint64)filter->limit);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (items, suima_store_read_item (&statement));
  return got == 0 ? g_steal_pointer (&items) : NULL;
}

GPtrArray *
suima_store_list_items_here (SuimaStore *store, gint64 batch_id, GError **error)
{
  /* PRINTED, STOCKED, HELD, RECALLED, EXPIRED: numbers of SuimaItemState */
  static const char sql[] = SUIMA_STORE_ITEM_SELECT
      "WHERE batch_id = ? AND state IN (3, 6, 10, 11, 12) ORDER BY run_id, number";
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_item_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (items, suima_store_read_item (&statement));
  return got == 0 ? g_steal_pointer (&items) : NULL;
}

typedef struct
{
  gint64 run_id;
  guint first, last;
  SuimaItemState state;
  guint copies;
} SuimaStoreItemsChange;

/* All of them or none: fewer rows than asked for mean that the caller counts wrongly. */
static gboolean
suima_store_set_items_state_func (SuimaStore *store, gpointer user_data, GError **error)
{
  static const char sql[] = "UPDATE item SET state = ?, copies = copies + ?"
                            " WHERE run_id = ? AND number BETWEEN ? AND ?";
  const SuimaStoreItemsChange *change = user_data;
  g_auto (SuimaStatement) statement = { 0 };
  int n_changed = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, change->state);
  suima_statement_bind_int (&statement, change->copies);
  suima_statement_bind_int (&statement, change->run_id);
  suima_statement_bind_int (&statement, change->first);
  suima_statement_bind_int (&statement, change->last);
  n_changed = suima_statement_run (&statement, error);
  if (n_changed < 0)
    return FALSE;
  if ((gint64)n_changed == (gint64)change->last - change->first + 1)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
               "run %" G_GINT64_FORMAT " has only %d of its items %u to %u", change->run_id,
               n_changed, change->first, change->last);
  return FALSE;
}

gboolean
suima_store_set_items_state (SuimaStore *store,
                             gint64 run_id,
                             guint first,
                             guint last,
                             SuimaItemState state,
                             guint copies,
                             GError **error)
{
  SuimaStoreItemsChange change = { run_id, first, last, state, copies };

  return suima_store_transact (store, suima_store_set_items_state_func, &change, error);
}

gboolean
suima_store_set_item_state (
    SuimaStore *store, const char *serial, SuimaItemState state, guint copies, GError **error)
{
  static const char sql[] = "UPDATE item SET state = ?, copies = copies + ? WHERE serial = ?";
  g_auto (SuimaStatement) statement = { 0 };
  int n_changed = 0;

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, state);
  suima_statement_bind_int (&statement, copies);
  suima_statement_bind_text (&statement, serial);
  n_changed = suima_statement_run (&statement, error);
  if (n_changed == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no item %s", serial);
  return n_changed == 1;
}

gboolean
suima_store_count_items (SuimaStore *store, gint64 batch_id, guint *ret_counts, GError **error)
{
  static const char all[] = "SELECT state, count(*) FROM item GROUP BY state";
  static const char one[] = "SELECT state, count(*) FROM item WHERE batch_id = ? GROUP BY state";
  guint counts[SUIMA_ITEM_N_STATES] = { 0 };
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, batch_id == 0 ? all : one, error))
    return FALSE;
  if (batch_id != 0)
    suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      const gint64 state = suima_statement_get_int (&statement, 0);
      if (state >= 0 && state < SUIMA_ITEM_N_STATES)
        counts[state] = (guint)suima_statement_get_int (&statement, 1);
    }
  if (got < 0)
    return FALSE;
  memcpy (ret_counts, counts, sizeof counts);
  return TRUE;
}

gboolean
suima_store_count_spares_used (SuimaStore *store, gint64 batch_id, guint *ret_used, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM item WHERE is_spare = 1 AND batch_id = ?"
                            " AND state NOT IN (1, 2, 4, 5, 14)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  if (suima_statement_step (&statement, error) != 1)
    return FALSE;
  *ret_used = (guint)suima_statement_get_int (&statement, 0);
  return TRUE;
}

gboolean
suima_store_set_item_place (SuimaStore *store,
                            const char *serial,
                            gint64 place_id,
                            gint64 owner_id,
                            GError **error)
{
  static const char sql[] = "UPDATE item SET place_id = ?, owner_id = ? WHERE serial = ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, place_id);
  suima_statement_bind_int (&statement, owner_id);
  suima_statement_bind_text (&statement, serial);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_sum_adopted (SuimaStore *store, gint64 batch_id, gint64 *ret_milli, GError **error)
{
  /* 4: SUIMA_ORIGIN_ADOPTED, 5: SUIMA_ITEM_VOID */
  static const char sql[] = "SELECT ifnull (sum(quantity_milli), 0) FROM item"
                            " WHERE batch_id = ? AND origin = 4 AND state <> 5";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  if (suima_statement_step (&statement, error) != 1)
    return FALSE;
  *ret_milli = suima_statement_get_int (&statement, 0);
  return TRUE;
}
