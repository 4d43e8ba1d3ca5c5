// SPDX-License-Identifier: Apache-2.0
#include "suima-delivery-entry.h"

#include <glib/gi18n.h>

struct _SuimaDeliveryEntry
{
  GObject parent_instance;

  /* owned */
  char *heading;
  SuimaBatchCard *card;

  SuimaDay today;
};

G_DEFINE_FINAL_TYPE (SuimaDeliveryEntry, suima_delivery_entry, G_TYPE_OBJECT)

const char *
suima_delivery_entry_get_heading (SuimaDeliveryEntry *self)
{
  g_return_val_if_fail (SUIMA_IS_DELIVERY_ENTRY (self), NULL);
  return self->heading;
}

const SuimaBatchCard *
suima_delivery_entry_get_card (SuimaDeliveryEntry *self)
{
  g_return_val_if_fail (SUIMA_IS_DELIVERY_ENTRY (self), NULL);
  return self->card;
}

SuimaDay
suima_delivery_entry_get_today (SuimaDeliveryEntry *self)
{
  g_return_val_if_fail (SUIMA_IS_DELIVERY_ENTRY (self), SUIMA_DAY_NONE);
  return self->today;
}

static const char *
suima_delivery_entry_heading_of (SuimaDay imported, SuimaDay today)
{
  if (imported >= today)
    return _ ("Today");
  return imported == today - 1 ? _ ("Yesterday") : _ ("Earlier");
}

static void
suima_delivery_entry_add_heading (GPtrArray *entries, const char *heading)
{
  SuimaDeliveryEntry *entry = g_object_new (SUIMA_TYPE_DELIVERY_ENTRY, NULL);

  entry->heading = g_strdup (heading);
  g_ptr_array_add (entries, entry);
}

void
suima_delivery_entry_fill (GListStore *store, GPtrArray *cards, SuimaDay today, int utc_offset_min)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  const char *heading = NULL;

  g_ptr_array_set_free_func (cards, NULL);
  for (guint i = 0; i < cards->len; i++)
    {
      SuimaDeliveryEntry *entry = g_object_new (SUIMA_TYPE_DELIVERY_ENTRY, NULL);
      const char *its_heading;
      entry->card = g_ptr_array_index (cards, i);
      entry->today = today;
      its_heading = suima_delivery_entry_heading_of (
          suima_day_from_us (entry->card->batch->imported_us, utc_offset_min), today);
      if (g_strcmp0 (heading, its_heading) != 0)
        suima_delivery_entry_add_heading (entries, its_heading);
      heading = its_heading;
      g_ptr_array_add (entries, entry);
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), entries->pdata,
                       entries->len);
}

static void
suima_delivery_entry_finalize (GObject *object)
{
  SuimaDeliveryEntry *self = SUIMA_DELIVERY_ENTRY (object);

  g_free (self->heading);
  suima_batch_card_free (self->card);
  G_OBJECT_CLASS (suima_delivery_entry_parent_class)->finalize (object);
}

static void
suima_delivery_entry_class_init (SuimaDeliveryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = suima_delivery_entry_finalize;
}

static void
suima_delivery_entry_init (SuimaDeliveryEntry *self)
{
}
