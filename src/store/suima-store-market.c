// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-market.h"

#include "suima-document.h"
#include "suima-error.h"
#include "suima-event.h"
#include "suima-store-private.h"

gboolean
suima_store_add_gate (SuimaStore *store, const SuimaGateEntry *entry, GError **error)
{
  static const char sql[] =
      "INSERT INTO gate (batch_id, zone, day, has_report, is_drawn, seller_id)"
      " VALUES (?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, entry->batch_id);
  suima_statement_bind_text (&statement, suima_zone_to_code (entry->zone));
  suima_statement_bind_day (&statement, entry->day);
  suima_statement_bind_int (&statement, entry->has_report != FALSE);
  suima_statement_bind_int (&statement, entry->is_drawn != FALSE);
  suima_statement_bind_int (&statement, entry->seller_id);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_set_zone (SuimaStore *store, gint64 batch_id, SuimaZone zone, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "UPDATE gate SET zone = ? WHERE batch_id = ?", error))
    return FALSE;
  suima_statement_bind_text (&statement, suima_zone_to_code (zone));
  suima_statement_bind_int (&statement, batch_id);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_set_drawn (SuimaStore *store, gint64 batch_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "UPDATE gate SET is_drawn = 1 WHERE batch_id = ?",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, batch_id);
  return suima_statement_run (&statement, error) >= 0;
}

#define SUIMA_STORE_GATE_SELECT                                                                    \
  "SELECT g.batch_id, g.zone, g.day, g.has_report, g.is_drawn, g.seller_id, p.name,"               \
  " (SELECT count(*) FROM test t WHERE t.batch_id = g.batch_id),"                                  \
  " (SELECT count(*) FROM test t WHERE t.batch_id = g.batch_id AND t.is_passed = 0)"               \
  " FROM gate g JOIN party p ON p.id = g.seller_id "

static SuimaGateEntry *
suima_store_read_gate (SuimaStatement *statement)
{
  SuimaGateEntry *entry = g_new0 (SuimaGateEntry, 1);
  g_autofree char *zone = suima_statement_dup_text (statement, 1);

  entry->batch_id = suima_statement_get_int (statement, 0);
  if (!suima_zone_from_code (zone, &entry->zone))
    g_warning ("store %s holds a zone \"%s\"", statement->store->path, zone);
  entry->day = suima_statement_get_day (statement, 2);
  entry->has_report = suima_statement_get_int (statement, 3) != 0;
  entry->is_drawn = suima_statement_get_int (statement, 4) != 0;
  entry->seller_id = suima_statement_get_int (statement, 5);
  entry->seller = suima_statement_dup_text (statement, 6);
  entry->n_tests = (guint)suima_statement_get_int (statement, 7);
  entry->n_failed = (guint)suima_statement_get_int (statement, 8);
  return entry;
}

SuimaGateEntry *
suima_store_get_gate (SuimaStore *store, gint64 batch_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_GATE_SELECT "WHERE g.batch_id = ?",
                              error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  return suima_statement_step (&statement, error) == 1 ? suima_store_read_gate (&statement) : NULL;
}

GPtrArray *
suima_store_list_gate (SuimaStore *store, SuimaDay day, SuimaZone zone, GError **error)
{
  static const char of_day[] = SUIMA_STORE_GATE_SELECT
      "WHERE g.day = ?1 AND (?2 = '' OR g.zone = ?2) ORDER BY g.batch_id";
  static const char all[] = SUIMA_STORE_GATE_SELECT
      "WHERE ?1 IS NULL AND (?2 = '' OR g.zone = ?2) ORDER BY g.batch_id";
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_gate_entry_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, day != SUIMA_DAY_NONE ? of_day : all, error))
    return NULL;
  suima_statement_bind_day (&statement, day);
  suima_statement_bind_text (&statement, suima_zone_to_code (zone));
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (entries, suima_store_read_gate (&statement));
  return got == 0 ? g_steal_pointer (&entries) : NULL;
}

char *
suima_store_get_seed (SuimaStore *store, SuimaDay day, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "SELECT seed FROM sampling WHERE day = ?", error))
    return NULL;
  suima_statement_bind_day (&statement, day);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_dup_text (&statement, 0)
                                                       : NULL;
}

gboolean
suima_store_set_seed (SuimaStore *store, SuimaDay day, const char *seed, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "INSERT INTO sampling (day, seed) VALUES (?, ?)",
                              error))
    return FALSE;
  suima_statement_bind_day (&statement, day);
  suima_statement_bind_text (&statement, seed);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_add_test (SuimaStore *store, const SuimaTest *test, GError **error)
{
  static const char sql[] =
      "INSERT INTO test (seq, batch_id, item, method, value, is_passed, tester, at_us)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, test->seq);
  suima_statement_bind_int (&statement, test->batch_id);
  suima_statement_bind_text (&statement, test->item);
  suima_statement_bind_text (&statement, test->method);
  suima_statement_bind_text (&statement, test->value);
  suima_statement_bind_int (&statement, test->is_passed != FALSE);
  suima_statement_bind_text (&statement, test->tester);
  suima_statement_bind_int (&statement, test->at_us);
  return suima_statement_run (&statement, error) >= 0;
}

static SuimaTest *
suima_store_read_test (SuimaStatement *statement)
{
  SuimaTest *test = g_new0 (SuimaTest, 1);

  test->seq = suima_statement_get_int (statement, 0);
  test->batch_id = suima_statement_get_int (statement, 1);
  test->item = suima_statement_dup_text (statement, 2);
  test->method = suima_statement_dup_text (statement, 3);
  test->value = suima_statement_dup_text (statement, 4);
  test->is_passed = suima_statement_get_int (statement, 5) != 0;
  test->tester = suima_statement_dup_text (statement, 6);
  test->at_us = suima_statement_get_int (statement, 7);
  return test;
}

/* Begins @of_batch or @of_time with its values: batch, from, to. */
static gboolean
suima_store_begin_list (SuimaStatement *statement,
                        SuimaStore *store,
                        const char *of_batch,
                        const char *of_time,
                        const gint64 values[3],
                        GError **error)
{
  if (!suima_statement_begin (statement, store, values[0] != 0 ? of_batch : of_time, error))
    return FALSE;
  suima_statement_bind_int (statement, values[0]);
  suima_statement_bind_int (statement, values[1]);
  suima_statement_bind_int (statement, values[2] != 0 ? values[2] : G_MAXINT64);
  return TRUE;
}

#define SUIMA_STORE_TEST_SELECT                                                                    \
  "SELECT seq, batch_id, item, method, value, is_passed, tester, at_us FROM test"

GPtrArray *
suima_store_list_tests (
    SuimaStore *store, gint64 batch_id, gint64 from_us, gint64 to_us, GError **error)
{
  static const char of_batch[] = SUIMA_STORE_TEST_SELECT
      " WHERE batch_id = ?1 AND at_us >= ?2 AND at_us < ?3 ORDER BY seq";
  static const char of_time[] = SUIMA_STORE_TEST_SELECT
      " WHERE ?1 = 0 AND at_us >= ?2 AND at_us < ?3 ORDER BY at_us, seq";
  g_autoptr (GPtrArray) tests = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_test_free);
  g_auto (SuimaStatement) statement = { 0 };
  const gint64 values[] = { batch_id, from_us, to_us };
  int got;

  if (!suima_store_begin_list (&statement, store, of_batch, of_time, values, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (tests, suima_store_read_test (&statement));
  return got == 0 ? g_steal_pointer (&tests) : NULL;
}

GPtrArray *
suima_store_list_locks (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char sql[] = "SELECT kind, reason, since_us FROM batch_lock WHERE batch_id = ?"
                            " ORDER BY since_us, kind";
  g_autoptr (GPtrArray) locks =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_batch_lock_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaBatchLock *lock = g_new0 (SuimaBatchLock, 1);
      g_ptr_array_add (locks, lock);
      lock->kind = suima_statement_dup_text (&statement, 0);
      lock->reason = suima_statement_dup_text (&statement, 1);
      lock->since_us = suima_statement_get_int (&statement, 2);
    }
  return got == 0 ? g_steal_pointer (&locks) : NULL;
}

GArray *
suima_store_list_locked (SuimaStore *store, const char *kind, GError **error)
{
  static const char sql[] = "SELECT batch_id FROM batch_lock WHERE kind = ? ORDER BY batch_id";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_text (&statement, kind);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      gint64 id = suima_statement_get_int (&statement, 0);
      g_array_append_val (ids, id);
    }
  return got == 0 ? g_steal_pointer (&ids) : NULL;
}

void
suima_destruction_free (SuimaDestruction *destruction)
{
  if (destruction == NULL)
    return;
  g_free (destruction->method);
  g_free (destruction->witness);
  g_free (destruction);
}

#define SUIMA_STORE_DESTRUCTION_SELECT                                                             \
  "SELECT m.seq, m.quantity_milli, d.weight_g, d.method, d.witness, m.at_us, m.batch_id"           \
  " FROM movement m"                                                                               \
  " JOIN disposal d ON d.seq = m.seq"

GPtrArray *
suima_store_list_destructions (
    SuimaStore *store, gint64 batch_id, gint64 from_us, gint64 to_us, GError **error)
{
  static const char of_batch[] = SUIMA_STORE_DESTRUCTION_SELECT
      " WHERE m.batch_id = ?1 AND m.at_us >= ?2 AND m.at_us < ?3 ORDER BY m.seq";
  static const char of_time[] = SUIMA_STORE_DESTRUCTION_SELECT
      " WHERE ?1 = 0 AND m.at_us >= ?2 AND m.at_us < ?3 ORDER BY m.at_us, m.seq";
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_destruction_free);
  g_auto (SuimaStatement) statement = { 0 };
  const gint64 values[] = { batch_id, from_us, to_us };
  int got;

  if (!suima_store_begin_list (&statement, store, of_batch, of_time, values, error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaDestruction *destruction = g_new0 (SuimaDestruction, 1);
      g_ptr_array_add (list, destruction);
      destruction->seq = suima_statement_get_int (&statement, 0);
      destruction->quantity_milli = suima_statement_get_int (&statement, 1);
      destruction->weight_g = suima_statement_get_int (&statement, 2);
      destruction->method = suima_statement_dup_text (&statement, 3);
      destruction->witness = suima_statement_dup_text (&statement, 4);
      destruction->at_us = suima_statement_get_int (&statement, 5);
      destruction->batch_id = suima_statement_get_int (&statement, 6);
    }
  return got == 0 ? g_steal_pointer (&list) : NULL;
}
