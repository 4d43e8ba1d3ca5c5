// SPDX-License-Identifier: Apache-2.0
#include "suima-item.h"

static const char *const suima_item_state_codes[] = {
  [SUIMA_ITEM_RESERVED] = "reserved", [SUIMA_ITEM_SENT] = "sent",
  [SUIMA_ITEM_PRINTED] = "printed",   [SUIMA_ITEM_IN_DOUBT] = "in-doubt",
  [SUIMA_ITEM_VOID] = "void",         [SUIMA_ITEM_STOCKED] = "stocked",
  [SUIMA_ITEM_SOLD] = "sold",         [SUIMA_ITEM_SPLIT] = "split",
  [SUIMA_ITEM_RETURNED] = "returned", [SUIMA_ITEM_HELD] = "held",
  [SUIMA_ITEM_RECALLED] = "recalled", [SUIMA_ITEM_EXPIRED] = "expired",
  [SUIMA_ITEM_DESTROYED] = "destroyed", [SUIMA_ITEM_SPARE] = "spare",
  [SUIMA_ITEM_MISSING] = "missing",
};

const char *
suima_item_state_to_code (SuimaItemState state)
{
  g_return_val_if_fail (state >= SUIMA_ITEM_RESERVED && state < SUIMA_ITEM_N_STATES, "unknown");
  return suima_item_state_codes[state];
}

gboolean
suima_item_state_from_code (const char *code, SuimaItemState *ret_state)
{
  for (guint i = SUIMA_ITEM_RESERVED; i < SUIMA_ITEM_N_STATES; i++)
    if (g_ascii_strcasecmp (code, suima_item_state_codes[i]) == 0)
      {
        *ret_state = (SuimaItemState) i;
        return TRUE;
      }
  return FALSE;
}

const char *
suima_code_origin_to_code (SuimaCodeOrigin origin)
{
  static const char *const codes[] = { "unknown", "local", "pool", "online", "adopted" };

  g_return_val_if_fail (origin >= SUIMA_ORIGIN_LOCAL && origin <= SUIMA_ORIGIN_ADOPTED, codes[0]);
  return codes[origin];
}

SuimaItem *
suima_item_new (void)
{
  SuimaItem *item = g_new0 (SuimaItem, 1);

  item->quantity_milli = 1000;
  return item;
}

void
suima_item_free (SuimaItem *item)
{
  if (item == NULL)
    return;
  g_free (item->serial);
  g_free (item->uri);
  g_free (item->epc);
  g_free (item);
}
