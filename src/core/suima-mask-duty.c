// SPDX-License-Identifier: Apache-2.0
// The masks of recalls and stock checks.
#include "suima-mask-record.h"

#include <string.h>

static gboolean
suima_mask_is_full (SuimaRole role, SuimaFieldClass field)
{
  return suima_role_get_access (role, field) == SUIMA_ACCESS_FULL;
}

void
suima_mask_batch_lock (SuimaBatchLock *lock, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_NOTE, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaBatchLock, reason) },
  };

  if (strcmp (lock->kind, "gate") != 0)
    suima_mask_record (lock, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_count_round (SuimaCountRound *round, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaCountRound, place_id) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaCountRound, place) },
    { SUIMA_FIELD_PERSON, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaCountRound, signed_by) },
  };

  suima_mask_record (round, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_count_line (SuimaCountLine *line, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_PLACE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaCountLine, place) },
  };

  suima_mask_record (line, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_recall (SuimaRecall *recall, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_NOTE, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaRecall, title) },
    { SUIMA_FIELD_NOTE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaRecall, notice) },
  };

  if (recall->notice_id == NULL)
    suima_mask_record (recall, rows, G_N_ELEMENTS (rows), role);
  if (!suima_mask_is_full (role, SUIMA_FIELD_QUANTITY))
    g_clear_pointer (&recall->report, g_free);
}

static void
suima_mask_recall_hit (SuimaRecallHit *hit, SuimaRole role)
{
  suima_mask_batch (hit->batch, role);
  suima_mask_balance (&hit->balance, role);
  if (!suima_mask_is_full (role, SUIMA_FIELD_QUANTITY))
    {
      hit->coming_milli = 0;
      g_ptr_array_set_size (hit->items, 0); /* as many labels as goods */
      g_ptr_array_set_size (hit->lines, 0);
      g_ptr_array_set_size (hit->sales, 0);
    }
  for (guint i = 0; i < hit->items->len; i++)
    suima_mask_item (hit->items->pdata[i], role);
  for (guint i = 0; i < hit->lines->len; i++)
    suima_mask_stock_line (hit->lines->pdata[i], role);
  for (guint i = 0; i < hit->sales->len; i++)
    suima_mask_movement (hit->sales->pdata[i], role);
}

void
suima_mask_recall_list (SuimaRecallList *list, SuimaRole role)
{
  for (guint i = 0; i < list->hits->len; i++)
    suima_mask_recall_hit (list->hits->pdata[i], role);
  if (!suima_mask_is_full (role, SUIMA_FIELD_QUANTITY))
    list->items = 0;
  if (!suima_mask_is_full (role, SUIMA_FIELD_PLACE))
    g_hash_table_remove_all (list->places);
}

void
suima_mask_recall_card (SuimaRecallCard *card, SuimaRole role)
{
  suima_mask_recall (card->recall, role);
  suima_mask_recall_list (card->list, role);
  if (suima_mask_is_full (role, SUIMA_FIELD_QUANTITY))
    return;
  g_ptr_array_set_size (card->locked, 0);
  card->left = card->waiting = card->returned = card->destroyed = card->released = 0;
  card->loose_milli = 0;
}

/* Who may not know to whom it went may not know where he lives either. */
void
suima_mask_recall_notice (SuimaRecallNotice *notice, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_PHONE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaRecallNotice, phone) },
    { SUIMA_FIELD_ADDRESS, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaRecallNotice, address) },
  };
  static const SuimaMaskRow sale_rows[] = {
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaRecallSale, quantity_milli) },
  };

  suima_mask_record (notice, rows, G_N_ELEMENTS (rows), role);
  for (guint i = 0; i < notice->rows->len; i++)
    suima_mask_record (notice->rows->pdata[i], sale_rows, G_N_ELEMENTS (sale_rows), role);
  if (suima_mask_is_full (role, SUIMA_FIELD_CHAIN))
    return;
  notice->is_hidden = notice->is_hidden || *notice->party != '\0';
  g_free (notice->party);
  notice->party = g_strdup ("");
  notice->province = NULL;
  g_clear_pointer (&notice->phone, g_free);
  g_clear_pointer (&notice->address, g_free);
}
