// SPDX-License-Identifier: Apache-2.0
// Sums over a month, and over a seller.
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-market.h"

#include "suima-document.h"
#include "suima-event.h"
#include "suima-store-private.h"

/* One row of at most three numbers for the two values given. */
static gboolean
suima_store_read_numbers (SuimaStatement *statement, gint64 *numbers, guint n, GError **error)
{
  if (suima_statement_step (statement, error) != 1)
    return FALSE;
  for (guint i = 0; i < n; i++)
    numbers[i] = suima_statement_get_int (statement, (int)i);
  return TRUE;
}

static gboolean
suima_store_sum_gate (SuimaStore *store, SuimaDay from, SuimaDay to, SuimaMonth *month, GError **error)
{
  static const char sql[] =
      "SELECT count(*), ifnull (sum (EXISTS (SELECT 1 FROM test t WHERE t.batch_id = g.batch_id)), 0)"
      " FROM gate g WHERE g.day >= ? AND g.day < ?";
  g_auto (SuimaStatement) statement = { 0 };
  gint64 numbers[2];

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_day (&statement, from);
  suima_statement_bind_day (&statement, to);
  if (!suima_store_read_numbers (&statement, numbers, 2, error))
    return FALSE;
  month->n_batches = (guint)numbers[0];
  month->n_batches_tested = (guint)numbers[1];
  return TRUE;
}

static gboolean
suima_store_sum_of_time (SuimaStore *store,
                         const char *sql,
                         gint64 from_us,
                         gint64 to_us,
                         gint64 *numbers,
                         guint n,
                         GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, from_us);
  suima_statement_bind_int (&statement, to_us);
  return suima_store_read_numbers (&statement, numbers, n, error);
}

static gboolean
suima_store_sum_tests (
    SuimaStore *store, gint64 from_us, gint64 to_us, SuimaMonth *month, GError **error)
{
  static const char tests[] = "SELECT count(*), ifnull (sum (is_passed), 0) FROM test"
                              " WHERE at_us >= ? AND at_us < ?";
  /* what failed and was not passed by a later test; handled: it came in and nothing is left */
  static const char failed[] =
      "SELECT count(*), ifnull (sum (NOT EXISTS (SELECT 1 FROM stock s WHERE s.batch_id = f.batch_id)"
      " AND EXISTS (SELECT 1 FROM movement m WHERE m.batch_id = f.batch_id)), 0)"
      " FROM (SELECT DISTINCT t.batch_id FROM test t WHERE t.is_passed = 0 AND t.at_us >= ?"
      " AND t.at_us < ? AND NOT EXISTS (SELECT 1 FROM test l WHERE l.batch_id = t.batch_id"
      " AND l.item = t.item AND l.seq > t.seq AND l.is_passed = 1)) f";
  gint64 numbers[2];

  if (!suima_store_sum_of_time (store, tests, from_us, to_us, numbers, 2, error))
    return FALSE;
  month->n_tests = (guint)numbers[0];
  month->n_passed = (guint)numbers[1];
  if (!suima_store_sum_of_time (store, failed, from_us, to_us, numbers, 2, error))
    return FALSE;
  month->n_failed_batches = (guint)numbers[0];
  month->n_handled = (guint)numbers[1];
  return TRUE;
}

/* On time: reported before it was due. What is not due yet is no lateness; nor is what never came in,
 * if that was said in time. */
static gboolean
suima_store_sum_reports (
    SuimaStore *store, gint64 from_us, gint64 to_us, SuimaMonth *month, GError **error)
{
  static const char sql[] =
      "SELECT count(*), ifnull (sum (r.reported_us IS NOT NULL AND r.reported_us <= m.due_us), 0)"
      " FROM movement m LEFT JOIN report r ON r.seq = m.seq"
      " WHERE m.due_us IS NOT NULL AND m.due_us >= ? AND m.due_us < ?"
      " AND (r.seq IS NOT NULL OR ifnull (" SUIMA_STORE_WITHDRAWN_US ", m.due_us + 1) > m.due_us)";
  gint64 numbers[2];

  if (!suima_store_sum_of_time (store, sql, from_us, to_us, numbers, 2, error))
    return FALSE;
  month->n_movements = (guint)numbers[0];
  month->n_on_time = (guint)numbers[1];
  return TRUE;
}

static gboolean
suima_store_sum_destroyed (
    SuimaStore *store, gint64 from_us, gint64 to_us, SuimaMonth *month, GError **error)
{
  static const char sql[] =
      "SELECT d.weight_g, m.quantity_milli, b.unit FROM movement m JOIN batch b ON b.id = m.batch_id"
      " JOIN disposal d ON d.seq = m.seq WHERE m.at_us >= ? AND m.at_us < ?";
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, from_us);
  suima_statement_bind_int (&statement, to_us);
  month->destroyed_g = 0;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      g_autofree char *unit = suima_statement_dup_text (&statement, 2);
      gint64 weight_g = suima_statement_get_int (&statement, 0);
      gint64 unit_g = unit ? suima_unit_to_grams (unit) : 0;
      month->destroyed_g +=
          weight_g > 0 ? weight_g : suima_statement_get_int (&statement, 1) * unit_g / 1000;
    }
  return got == 0;
}

gboolean
suima_store_sum_month (SuimaStore *store,
                       SuimaDay from,
                       SuimaDay to,
                       gint64 from_us,
                       gint64 to_us,
                       SuimaMonth *month,
                       GError **error)
{
  return suima_store_sum_gate (store, from, to, month, error) &&
         suima_store_sum_tests (store, from_us, to_us, month, error) &&
         suima_store_sum_destroyed (store, from_us, to_us, month, error) &&
         suima_store_sum_reports (store, from_us, to_us, month, error);
}

gboolean
suima_store_sum_seller (SuimaStore *store,
                        gint64 party_id,
                        gint64 now_us,
                        guint *ret_n_late,
                        gint64 *ret_oldest_due_us,
                        guint *ret_n_failed,
                        GError **error)
{
  static const char late[] =
      "SELECT count(*), ifnull (min (m.due_us), 0) FROM movement m"
      " LEFT JOIN report r ON r.seq = m.seq LEFT JOIN gate g ON g.batch_id = m.batch_id"
      " WHERE m.due_us IS NOT NULL AND r.seq IS NULL AND m.due_us < ?2"
      " AND (m.owner_id = ?1 OR g.seller_id = ?1) AND " SUIMA_STORE_WITHDRAWN_US " IS NULL";
  static const char failed[] =
      "SELECT count(*) FROM gate g JOIN test t ON t.batch_id = g.batch_id"
      " WHERE g.seller_id = ?1 AND t.is_passed = 0 AND ?2 > 0";
  gint64 numbers[2];

  if (!suima_store_sum_of_time (store, late, party_id, now_us, numbers, 2, error))
    return FALSE;
  *ret_n_late = (guint)numbers[0];
  *ret_oldest_due_us = numbers[1];
  if (!suima_store_sum_of_time (store, failed, party_id, 1, numbers, 1, error))
    return FALSE;
  *ret_n_failed = (guint)numbers[0];
  return TRUE;
}
