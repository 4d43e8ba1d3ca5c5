// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-recall.h"

#include "suima-error.h"
#include "suima-store-private.h"
#include "suima-store-run.h"

#include <string.h>

static GArray *
suima_store_read_ids (SuimaStatement *statement, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int got;

  while ((got = suima_statement_step (statement, error)) == 1)
    {
      gint64 id = suima_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }
  return got == 0 ? g_steal_pointer (&ids) : NULL;
}

/* Each mark once more for whatever index found the row. ?1 lots, ?2 papers, ?3 plants: JSON lists. */
#define SUIMA_STORE_RECALL_REST                                                                    \
  " AND (?1 IS NULL OR b.lot IN (SELECT value FROM json_each (?1)))"                               \
  " AND (?2 IS NULL OR EXISTS (SELECT 1 FROM paper p WHERE p.batch_id = b.id"                      \
  "   AND p.number IN (SELECT value FROM json_each (?2)))"                                         \
  "  OR EXISTS (SELECT 1 FROM document_use u JOIN document d ON d.id = u.document_id"              \
  "   WHERE u.batch_id = b.id AND d.number IN (SELECT value FROM json_each (?2))))"                \
  " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM paper p WHERE p.batch_id = b.id"                      \
  "   AND p.kind = 'plant' AND p.number IN (SELECT value FROM json_each (?3))))"                   \
  " AND (?4 IS NULL OR b.country = ?4)"                                                            \
  " AND (?5 IS NULL OR instr (b.product, ?5) > 0)"                                                 \
  " AND (?6 IS NULL OR ifnull (ifnull (b.production, b.arrival), ?6) >= ?6)"                       \
  " AND (?7 IS NULL OR ifnull (ifnull (b.production, b.arrival), ?7) <= ?7) ORDER BY b.id"

/* One text for each index that can serve. */
static const char *
suima_store_sql_of_recall (const SuimaRecallCriteria *criteria, gint64 last_id)
{
  static const char by_lot[] =
      "SELECT b.id FROM batch b WHERE b.lot IS NOT NULL"
      " AND b.lot IN (SELECT value FROM json_each (?1))" SUIMA_STORE_RECALL_REST;
  static const char by_paper[] =
      "SELECT b.id FROM batch b WHERE b.id IN (SELECT batch_id FROM paper"
      "  WHERE number IN (SELECT value FROM json_each (?2))"
      "  UNION SELECT u.batch_id FROM document d JOIN document_use u ON u.document_id = d.id"
      "  WHERE d.number IN (SELECT value FROM json_each (?2)))" SUIMA_STORE_RECALL_REST;
  static const char by_plant[] =
      "SELECT b.id FROM batch b WHERE b.id IN (SELECT batch_id FROM paper"
      "  WHERE number IN (SELECT value FROM json_each (?3)))" SUIMA_STORE_RECALL_REST;
  static const char by_country[] =
      "SELECT b.id FROM batch b WHERE b.country = ?4" SUIMA_STORE_RECALL_REST;
  static const char all[] = "SELECT b.id FROM batch b WHERE 1" SUIMA_STORE_RECALL_REST;
  static const char by_number[] =
      "SELECT b.id FROM batch b WHERE b.id BETWEEN ?8 AND ?9" SUIMA_STORE_RECALL_REST;

  if (last_id != 0)
    return by_number;
  if (criteria->lots != NULL)
    return by_lot;
  if (criteria->papers != NULL)
    return by_paper;
  if (criteria->plants != NULL)
    return by_plant;
  return criteria->country != NULL ? by_country : all;
}

static void
suima_statement_bind_list (SuimaStatement *statement, char **texts)
{
  g_autoptr (json_t) list = json_array ();
  g_autofree char *text = NULL;

  for (char **at = texts; at != NULL && *at != NULL; at++)
    json_array_append_new (list, json_string (*at));
  text = texts != NULL ? suima_json_to_text (list) : NULL;
  suima_statement_bind_text (statement, text);
}

GArray *
suima_store_find_recalled (SuimaStore *store,
                           const SuimaRecallCriteria *criteria,
                           gint64 first_id,
                           gint64 last_id,
                           GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, suima_store_sql_of_recall (criteria, last_id), error))
    return NULL;
  suima_statement_bind_list (&statement, criteria->lots);
  suima_statement_bind_list (&statement, criteria->papers);
  suima_statement_bind_list (&statement, criteria->plants);
  suima_statement_bind_text (&statement, criteria->country);
  suima_statement_bind_text (&statement, criteria->product);
  suima_statement_bind_day (&statement, criteria->from);
  suima_statement_bind_day (&statement, criteria->to);
  if (last_id != 0)
    {
      suima_statement_bind_int (&statement, first_id);
      suima_statement_bind_int (&statement, last_id);
    }
  return suima_store_read_ids (&statement, error);
}

GHashTable *
suima_store_name_places (SuimaStore *store, GError **error)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, "SELECT id, name FROM place", error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      gint64 id = suima_statement_get_int (&statement, 0);
      g_hash_table_insert (names, g_memdup2 (&id, sizeof id),
                           suima_statement_dup_text (&statement, 1));
    }
  return got == 0 ? g_steal_pointer (&names) : NULL;
}

static SuimaRecallCriteria *
suima_store_read_criteria (const char *text, GError **error)
{
  g_autoptr (json_t) object = suima_json_parse (text, strlen (text), error);

  return object ? suima_recall_criteria_from_json (object, error) : NULL;
}

#define SUIMA_STORE_RECALL_SELECT                                                                  \
  "SELECT r.id, r.title, r.criteria, r.notice_id, r.notice, r.class, r.is_rehearsal, r.opened_us," \
  " r.closed_us, r.report, r.report IS NOT NULL AND json_extract (r.report, '$.lifted') IS NOT"    \
  " NULL FROM recall r "

static SuimaRecall *
suima_store_read_recall (SuimaStatement *statement, GError **error)
{
  g_autoptr (SuimaRecall) recall = g_new0 (SuimaRecall, 1);
  g_autofree char *criteria = suima_statement_dup_text (statement, 2);

  recall->id = suima_statement_get_int (statement, 0);
  recall->title = suima_statement_dup_text (statement, 1);
  recall->notice_id = suima_statement_dup_text (statement, 3);
  recall->notice = suima_statement_dup_text (statement, 4);
  recall->recall_class = (guint)suima_statement_get_int (statement, 5);
  recall->is_rehearsal = suima_statement_get_int (statement, 6) != 0;
  recall->opened_us = suima_statement_get_int (statement, 7);
  recall->closed_us = suima_statement_get_int (statement, 8);
  recall->report = suima_statement_dup_text (statement, 9);
  recall->is_lifted = suima_statement_get_int (statement, 10) != 0;
  recall->criteria = suima_store_read_criteria (criteria, error);
  return recall->criteria != NULL ? g_steal_pointer (&recall) : NULL;
}

gint64
suima_store_add_recall (SuimaStore *store, const SuimaRecall *recall, GError **error)
{
  static const char sql[] =
      "INSERT INTO recall (title, criteria, notice_id, notice, class, is_rehearsal, opened_us,"
      " report) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  g_autoptr (json_t) criteria = suima_recall_criteria_to_json (recall->criteria);
  g_autofree char *text = suima_json_to_text (criteria);
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return 0;
  suima_statement_bind_text (&statement, recall->title);
  suima_statement_bind_text (&statement, text);
  suima_statement_bind_text (&statement, recall->notice_id);
  suima_statement_bind_text (&statement, recall->notice);
  suima_statement_bind_int (&statement, recall->recall_class);
  suima_statement_bind_int (&statement, recall->is_rehearsal != FALSE);
  suima_statement_bind_int (&statement, recall->opened_us);
  suima_statement_bind_text (&statement, recall->report);
  return suima_statement_run (&statement, error) < 0 ? 0 : sqlite3_last_insert_rowid (store->db);
}

gboolean
suima_store_set_recall (SuimaStore *store, const SuimaRecall *recall, GError **error)
{
  static const char sql[] = "UPDATE recall SET criteria = ?, notice = ?, closed_us = ?, report = ?"
                            " WHERE id = ?";
  g_autoptr (json_t) criteria = suima_recall_criteria_to_json (recall->criteria);
  g_autofree char *text = suima_json_to_text (criteria);
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, text);
  suima_statement_bind_text (&statement, recall->notice);
  suima_statement_bind_id (&statement, recall->closed_us);
  suima_statement_bind_text (&statement, recall->report);
  suima_statement_bind_int (&statement, recall->id);
  return suima_statement_run (&statement, error) >= 0;
}

SuimaRecall *
suima_store_get_recall (SuimaStore *store, gint64 recall_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_RECALL_SELECT "WHERE r.id = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, recall_id);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no recall %" G_GINT64_FORMAT,
                 recall_id);
  return got == 1 ? suima_store_read_recall (&statement, error) : NULL;
}

SuimaRecall *
suima_store_find_notice (SuimaStore *store, const char *notice_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_RECALL_SELECT "WHERE r.notice_id = ?",
                              error))
    return NULL;
  suima_statement_bind_text (&statement, notice_id);
  return suima_statement_step (&statement, error) == 1 ? suima_store_read_recall (&statement, error)
                                                       : NULL;
}

GPtrArray *
suima_store_list_recalls (SuimaStore *store, gint64 batch_id, GError **error)
{
  static const char all[] = SUIMA_STORE_RECALL_SELECT "WHERE ?1 = 0 ORDER BY r.id DESC";
  static const char of_batch[] =
      SUIMA_STORE_RECALL_SELECT "WHERE EXISTS (SELECT 1 FROM recall_batch b"
                                " WHERE b.recall_id = r.id AND b.batch_id = ?1) ORDER BY r.id DESC";
  g_autoptr (GPtrArray) recalls = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_recall_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, batch_id != 0 ? of_batch : all, error))
    return NULL;
  suima_statement_bind_int (&statement, batch_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaRecall *recall = suima_store_read_recall (&statement, error);
      if (recall == NULL)
        return NULL;
      g_ptr_array_add (recalls, recall);
    }
  return got == 0 ? g_steal_pointer (&recalls) : NULL;
}

int
suima_store_add_recall_batch (SuimaStore *store, gint64 recall_id, gint64 batch_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "INSERT INTO recall_batch (recall_id, batch_id) VALUES (?, ?)"
                              " ON CONFLICT DO NOTHING",
                              error))
    return -1;
  suima_statement_bind_int (&statement, recall_id);
  suima_statement_bind_int (&statement, batch_id);
  return suima_statement_run (&statement, error);
}

GArray *
suima_store_list_recall_batches (SuimaStore *store, gint64 recall_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "SELECT batch_id FROM recall_batch WHERE recall_id = ?"
                              " ORDER BY batch_id",
                              error))
    return NULL;
  suima_statement_bind_int (&statement, recall_id);
  return suima_store_read_ids (&statement, error);
}

int
suima_store_has_recall_batch (SuimaStore *store, gint64 recall_id, gint64 batch_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "SELECT 1 FROM recall_batch WHERE recall_id = ? AND batch_id = ?",
                              error))
    return -1;
  suima_statement_bind_int (&statement, recall_id);
  suima_statement_bind_int (&statement, batch_id);
  return suima_statement_step (&statement, error);
}

gboolean
suima_store_add_recall_item (SuimaStore *store,
                             gint64 recall_id,
                             const SuimaItem *item,
                             gint64 locked_us,
                             GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  G_STATIC_ASSERT (SUIMA_ITEM_RECALLED == 11);
  if (!suima_statement_begin (&statement, store,
                              "INSERT INTO recall_item (recall_id, serial, was_state, locked_us)"
                              " VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                              " SET was_state = excluded.was_state WHERE was_state = 11",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, recall_id);
  suima_statement_bind_text (&statement, item->serial);
  suima_statement_bind_int (&statement, item->state);
  suima_statement_bind_int (&statement, locked_us);
  return suima_statement_run (&statement, error) >= 0;
}

gboolean
suima_store_set_recall_outcome (SuimaStore *store,
                                gint64 recall_id,
                                const char *serial,
                                const char *outcome,
                                GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "UPDATE recall_item SET outcome = ? WHERE recall_id = ? AND serial = ?",
                              error))
    return FALSE;
  suima_statement_bind_text (&statement, outcome);
  suima_statement_bind_int (&statement, recall_id);
  suima_statement_bind_text (&statement, serial);
  return suima_statement_run (&statement, error) >= 0;
}

GPtrArray *
suima_store_list_recall_items (SuimaStore *store, gint64 recall_id, GError **error)
{
  static const char sql[] = "SELECT r.serial, i.batch_id, r.was_state, i.state, r.locked_us,"
                            " r.outcome FROM recall_item r JOIN item i ON i.serial = r.serial"
                            " WHERE r.recall_id = ? ORDER BY r.locked_us, r.serial";
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_recall_item_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, recall_id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaRecallItem *item = g_new0 (SuimaRecallItem, 1);
      g_ptr_array_add (items, item);
      item->serial = suima_statement_dup_text (&statement, 0);
      item->batch_id = suima_statement_get_int (&statement, 1);
      item->was_state = (SuimaItemState)suima_statement_get_int (&statement, 2);
      item->state = (SuimaItemState)suima_statement_get_int (&statement, 3);
      item->locked_us = suima_statement_get_int (&statement, 4);
      item->outcome = suima_statement_dup_text (&statement, 5);
    }
  return got == 0 ? g_steal_pointer (&items) : NULL;
}

GArray *
suima_store_list_shelf (SuimaStore *store, GError **error)
{
  /* PRINTED, STOCKED, HELD: numbers of SuimaItemState */
  static const char sql[] =
      "SELECT b.id FROM batch b WHERE EXISTS (SELECT 1 FROM stock s WHERE s.batch_id = b.id)"
      " OR EXISTS (SELECT 1 FROM item i WHERE i.batch_id = b.id AND i.state IN (3, 6, 10))"
      " ORDER BY b.expiry IS NULL, b.expiry, b.id";
  g_auto (SuimaStatement) statement = { 0 };

  G_STATIC_ASSERT (SUIMA_ITEM_PRINTED == 3 && SUIMA_ITEM_STOCKED == 6 && SUIMA_ITEM_HELD == 10);
  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  return suima_store_read_ids (&statement, error);
}
