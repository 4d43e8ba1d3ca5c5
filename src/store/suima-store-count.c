// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-count.h"

#include "suima-error.h"
#include "suima-item.h"
#include "suima-store-private.h"

/* PRINTED, STOCKED, HELD, RECALLED, EXPIRED: numbers of SuimaItemState */
#define SUIMA_STORE_ITEM_IS_HERE(i) i ".is_spare = 0 AND " i ".state IN (3, 6, 10, 11, 12)"

/* Stock of which more stands at a place than the items that were put there. */
#define SUIMA_STORE_STOCK_IS_LOOSE                                                                 \
  "s.quantity_milli > (SELECT ifnull (sum (j.quantity_milli), 0) FROM item j"                      \
  " WHERE j.batch_id = s.batch_id AND j.place_id = s.place_id AND j.place_id > 0 AND "             \
  SUIMA_STORE_ITEM_IS_HERE ("j") ")"

gint64
suima_store_add_count_round (SuimaStore *store, gint64 place_id, gint64 opened_us, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "INSERT INTO count_round (place_id, opened_us) VALUES (?, ?)", error))
    return 0;
  suima_statement_bind_int (&statement, place_id);
  suima_statement_bind_int (&statement, opened_us);
  return suima_statement_run (&statement, error) < 0 ? 0 : sqlite3_last_insert_rowid (store->db);
}

#define SUIMA_STORE_ROUND_SELECT                                                                   \
  "SELECT r.id, r.place_id, p.name, r.opened_us, r.signed_us, r.signed_by FROM count_round r"      \
  " JOIN place p ON p.id = r.place_id "

static SuimaCountRound *
suima_store_read_round (SuimaStatement *statement)
{
  SuimaCountRound *round = g_new0 (SuimaCountRound, 1);

  round->id = suima_statement_get_int (statement, 0);
  round->place_id = suima_statement_get_int (statement, 1);
  round->place = suima_statement_dup_text (statement, 2);
  round->opened_us = suima_statement_get_int (statement, 3);
  round->signed_us = suima_statement_get_int (statement, 4);
  round->signed_by = suima_statement_dup_text (statement, 5);
  return round;
}

SuimaCountRound *
suima_store_get_count_round (SuimaStore *store, gint64 round_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_ROUND_SELECT "WHERE r.id = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, round_id);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no stock check %" G_GINT64_FORMAT,
                 round_id);
  return got == 1 ? suima_store_read_round (&statement) : NULL;
}

GPtrArray *
suima_store_list_count_rounds (SuimaStore *store, GError **error)
{
  g_autoptr (GPtrArray) rounds =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_count_round_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_ROUND_SELECT "ORDER BY r.id DESC", error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (rounds, suima_store_read_round (&statement));
  return got == 0 ? g_steal_pointer (&rounds) : NULL;
}

gboolean
suima_store_sign_count_round (
    SuimaStore *store, gint64 round_id, gint64 signed_us, const char *person, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "UPDATE count_round SET signed_us = ?, signed_by = ? WHERE id = ?",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, signed_us);
  suima_statement_bind_text (&statement, person);
  suima_statement_bind_int (&statement, round_id);
  return suima_statement_run (&statement, error) >= 0;
}

int
suima_store_add_count_scan (SuimaStore *store,
                            gint64 round_id,
                            const char *code,
                            const char *serial,
                            SuimaCountFinding finding,
                            gint64 at_us,
                            GError **error)
{
  static const char sql[] =
      "INSERT INTO count_scan (round_id, code, serial, finding, at_us) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT DO NOTHING";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return -1;
  suima_statement_bind_int (&statement, round_id);
  suima_statement_bind_text (&statement, code);
  suima_statement_bind_text (&statement, serial);
  suima_statement_bind_text (&statement, suima_count_finding_to_code (finding));
  suima_statement_bind_int (&statement, at_us);
  return suima_statement_run (&statement, error);
}

static GPtrArray *
suima_store_read_count_lines (SuimaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_count_line_free);
  int got;

  while ((got = suima_statement_step (statement, error)) == 1)
    {
      SuimaCountLine *line = g_new0 (SuimaCountLine, 1);
      g_autofree char *finding = suima_statement_dup_text (statement, 2);
      g_ptr_array_add (lines, line);
      line->code = suima_statement_dup_text (statement, 0);
      line->serial = suima_statement_dup_text (statement, 1);
      line->finding = suima_count_finding_from_code (finding);
      line->batch_id = suima_statement_get_int (statement, 3);
      line->product = suima_statement_dup_text (statement, 4);
      line->lot = suima_statement_dup_text (statement, 5);
      line->place = suima_statement_dup_text (statement, 6);
      line->state = (int)suima_statement_get_int (statement, 7);
    }
  return got == 0 ? g_steal_pointer (&lines) : NULL;
}

/* Items with the place where they stand: their own, else the one of what of their batch was not put
 * anywhere by its labels; 0: not known. */
#define SUIMA_STORE_WITH_LOOSE                                                                     \
  "WITH loose AS MATERIALIZED (SELECT s.batch_id, iif (count (DISTINCT s.place_id) = 1,"           \
  " min (s.place_id), 0) AS place_id FROM stock s WHERE " SUIMA_STORE_STOCK_IS_LOOSE               \
  " GROUP BY s.batch_id) "
#define SUIMA_STORE_JOIN_LOOSE                                                                     \
  " LEFT JOIN loose l ON l.batch_id = i.batch_id"                                                  \
  " LEFT JOIN place p ON p.id = iif (i.place_id > 0, i.place_id, ifnull (l.place_id, 0))"

GPtrArray *
suima_store_list_count_scans (SuimaStore *store, gint64 round_id, GError **error)
{
  static const char sql[] = SUIMA_STORE_WITH_LOOSE
      "SELECT c.code, c.serial, c.finding, b.id, b.product, b.lot, p.name, i.state FROM count_scan c"
      " LEFT JOIN item i ON i.serial = c.serial LEFT JOIN batch b ON b.id = i.batch_id"
      SUIMA_STORE_JOIN_LOOSE " WHERE c.round_id = ? ORDER BY c.code";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, round_id);
  return suima_store_read_count_lines (&statement, error);
}

GPtrArray *
suima_store_list_count_missing (SuimaStore *store, const SuimaCountRound *round, GError **error)
{
  static const char sql[] = SUIMA_STORE_WITH_LOOSE
      "SELECT i.serial, i.serial, 'missing', b.id, b.product, b.lot, p.name, i.state FROM item i"
      " JOIN batch b ON b.id = i.batch_id" SUIMA_STORE_JOIN_LOOSE
      " WHERE " SUIMA_STORE_ITEM_IS_HERE ("i") " AND (?2 = 0 OR p.id = ?2)"
      " AND i.serial NOT IN (SELECT serial FROM count_scan WHERE round_id = ?1"
      " AND serial IS NOT NULL) ORDER BY i.batch_id, i.run_id, i.number";
  g_auto (SuimaStatement) statement = { 0 };

  G_STATIC_ASSERT (SUIMA_ITEM_PRINTED == 3 && SUIMA_ITEM_STOCKED == 6 && SUIMA_ITEM_HELD == 10 &&
                   SUIMA_ITEM_RECALLED == 11 && SUIMA_ITEM_EXPIRED == 12);
  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, round->id);
  suima_statement_bind_int (&statement, round->place_id);
  return suima_store_read_count_lines (&statement, error);
}

gint64
suima_store_find_loose_place (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char sql[] =
      "SELECT iif (count (DISTINCT s.place_id) = 1, min (s.place_id), 0) FROM stock s"
      " WHERE s.batch_id = ? AND " SUIMA_STORE_STOCK_IS_LOOSE;
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return -1;
  suima_statement_bind_int (&statement, batch_id);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_get_int (&statement, 0) : -1;
}
