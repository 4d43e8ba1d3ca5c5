// SPDX-License-Identifier: Apache-2.0
#include "suima-batch-labels.h"

#include "suima-refusal.h"

GPtrArray *
suima_batch_list_labels (SuimaStation *station,
                         const SuimaBatch *batch,
                         guint states,
                         GError **error)
{
  const SuimaItemFilter filter = { .batch_id = batch->id };
  g_autoptr (GPtrArray) items = suima_store_list_items (station->store, &filter, error);

  for (guint i = items != NULL ? items->len : 0; i-- > 0;)
    {
      const SuimaItem *item = g_ptr_array_index (items, i);
      if (item->state == SUIMA_ITEM_RESERVED || item->state == SUIMA_ITEM_SENT)
        {
          suima_refuse (error, SUIMA_ERROR_BUSY, SUIMA_REFUSAL_PRINTING, batch->product, NULL);
          return NULL;
        }
      if ((states & 1u << item->state) == 0)
        g_ptr_array_remove_index (items, i);
    }
  return g_steal_pointer (&items);
}

gboolean
suima_batch_void_labels (SuimaStation *station,
                         const SuimaBatch *batch,
                         GPtrArray *labels,
                         const char *reason,
                         GError **error)
{
  for (guint i = 0; i < labels->len; i++)
    if (!suima_store_set_item_state (station->store, ((SuimaItem *)labels->pdata[i])->serial,
                                     SUIMA_ITEM_VOID, 0, error))
      return FALSE;
  for (guint first = 0; first < labels->len; first += SUIMA_ACT_MAX_ITEMS)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();
      SuimaAct act = { .kind = SUIMA_EVENT_VOID, .batch = batch, .items = some, .reason = reason };
      for (guint i = first; i < labels->len && some->len < SUIMA_ACT_MAX_ITEMS; i++)
        g_ptr_array_add (some, labels->pdata[i]);
      if (!suima_station_record (station, &act, error))
        return FALSE;
    }
  return TRUE;
}
