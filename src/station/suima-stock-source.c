// SPDX-License-Identifier: Apache-2.0
#include "suima-stock-source.h"

#include "suima-document.h"
#include "suima-refusal.h"
#include "suima-serial.h"
#include "suima-store-stock.h"
#include "suima-words.h"

gboolean
suima_station_find_items (SuimaStation *station,
                          const char *const *codes,
                          guint states,
                          GPtrArray *items,
                          GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (; *codes != NULL; codes++)
    {
      SuimaItem *item = suima_station_find_item (station, *codes, error);
      g_autofree char *groups = item ? suima_serial_to_groups (item->serial) : NULL;
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (items, item);
      if (!g_hash_table_add (seen, item->serial))
        return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_TWICE, groups, NULL);
      if ((states & (1u << item->state)) == 0)
        return suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_STATE, groups,
                             suima_words_item_state (item->state), NULL);
    }
  return TRUE;
}

static gboolean
suima_stock_source_check (const SuimaStockSource *source, const SuimaStockLine *line, GError **error)
{
  g_autofree char *there = suima_quantity_to_text (line->quantity_milli);
  g_autofree char *asked = suima_quantity_to_text (source->quantity_milli);

  return line->quantity_milli >= source->quantity_milli ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_TOO_MUCH, there, asked, NULL);
}

gboolean
suima_stock_source_find (SuimaStation *station, SuimaStockSource *source, GError **error)
{
  g_autoptr (GPtrArray) lines = suima_store_list_stock (station->store, source->batch->id,
                                                        source->place_id, source->owner_id, error);
  g_autoptr (GString) places = g_string_new (NULL);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (lines, i);
      if (line->place_id == source->place_id && line->owner_id == source->owner_id)
        return suima_stock_source_check (source, line, error);
      g_string_append_printf (places, "%s%s %s", i > 0 ? ", " : "", line->place, line->owner);
    }
  if (lines->len == 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_THERE, source->batch->product,
                         NULL);
  if (lines->len > 1)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_WHERE, places->str, NULL);
  source->place_id = ((const SuimaStockLine *) lines->pdata[0])->place_id;
  source->owner_id = ((const SuimaStockLine *) lines->pdata[0])->owner_id;
  return suima_stock_source_check (source, lines->pdata[0], error);
}

gboolean
suima_station_check_loose (SuimaStation *station,
                           const SuimaBatch *batch,
                           gint64 quantity_milli,
                           GError **error)
{
  SuimaBalance balance;
  gint64 loose_milli;
  g_autofree char *asked = suima_quantity_to_text (quantity_milli);
  g_autofree char *loose = NULL;

  if (!suima_store_get_balance (station->store, batch->id, &balance, error))
    return FALSE;
  loose_milli = balance.on_hand - balance.labelled;
  if (loose_milli >= quantity_milli)
    return TRUE;
  loose = suima_quantity_to_text (MAX (loose_milli, 0));
  return suima_refuse (error, SUIMA_ERROR_INVALID,
                       balance.on_hand >= quantity_milli ? SUIMA_REFUSAL_LABELLED
                                                         : SUIMA_REFUSAL_TOO_MUCH,
                       loose, asked, NULL);
}

gboolean
suima_station_get_label_share (SuimaStation *station,
                               const SuimaBatch *batch,
                               gint64 weight_g,
                               guint n_labels,
                               gint64 *ret_milli,
                               GError **error)
{
  gint64 grams = suima_unit_to_grams (batch->unit), whole_milli;
  SuimaBalance balance;
  int has_moved = suima_store_has_movement (station->store, batch->id, error);

  *ret_milli = 1000;
  if (has_moved < 0 || !suima_store_get_balance (station->store, batch->id, &balance, error))
    return FALSE;
  whole_milli = (has_moved > 0 ? balance.on_hand : batch->quantity_milli) - balance.labelled;
  if (grams > 0)
    *ret_milli = MAX (weight_g > 0 ? weight_g * 1000 / grams : whole_milli / (gint64) n_labels, 1);
  return TRUE;
}
