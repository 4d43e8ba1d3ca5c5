// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-flow.h"

#include "suima-stock.h"
#include "suima-store-private.h"

GArray *
suima_store_list_batch_flows (SuimaStore *store, gint64 from_us, gint64 to_us, GError **error)
{
  static const char sql[] =
      "SELECT batch_id, sum(iif(at_us < ?1, flow * quantity_milli, 0)) AS opening,"
      " sum(iif(at_us >= ?1 AND flow > 0, quantity_milli, 0)) AS came,"
      " sum(iif(at_us >= ?1 AND flow < 0, quantity_milli, 0)) AS went"
      " FROM movement WHERE at_us < ?2 GROUP BY batch_id"
      " HAVING opening <> 0 OR came <> 0 OR went <> 0 ORDER BY batch_id";
  g_autoptr (GArray) flows = g_array_new (FALSE, FALSE, sizeof (SuimaBatchFlow));
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, from_us);
  suima_statement_bind_int (&statement, to_us);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaBatchFlow flow = {
        .batch_id = suima_statement_get_int (&statement, 0),
        .opening_milli = suima_statement_get_int (&statement, 1),
        .in_milli = suima_statement_get_int (&statement, 2),
        .out_milli = suima_statement_get_int (&statement, 3),
      };
      g_array_append_val (flows, flow);
    }
  return got == 0 ? g_steal_pointer (&flows) : NULL;
}

GPtrArray *
suima_store_list_stock_at (SuimaStore *store, gint64 at_us, GError **error)
{
  static const char sql[] =
      "SELECT batch_id, place_id, owner_id, p.name, o.name, sum(milli) AS n FROM"
      " (SELECT batch_id, to_place_id AS place_id, owner_id, quantity_milli AS milli FROM movement"
      " WHERE flow >= 0 AND at_us < ?1 UNION ALL"
      " SELECT batch_id, from_place_id, owner_id, -quantity_milli FROM movement"
      " WHERE flow <= 0 AND at_us < ?1)"
      " JOIN place p ON p.id = place_id JOIN party o ON o.id = owner_id"
      " GROUP BY batch_id, place_id, owner_id HAVING n <> 0 ORDER BY batch_id, place_id, owner_id";
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_stock_line_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, at_us);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaStockLine *line = g_new0 (SuimaStockLine, 1);
      line->batch_id = suima_statement_get_int (&statement, 0);
      line->place_id = suima_statement_get_int (&statement, 1);
      line->owner_id = suima_statement_get_int (&statement, 2);
      line->place = suima_statement_dup_text (&statement, 3);
      line->owner = suima_statement_dup_text (&statement, 4);
      line->quantity_milli = suima_statement_get_int (&statement, 5);
      g_ptr_array_add (lines, line);
    }
  return got == 0 ? g_steal_pointer (&lines) : NULL;
}
