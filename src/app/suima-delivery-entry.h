// SPDX-License-Identifier: Apache-2.0
// One row of the deliveries list: a day's heading, or a batch.
#pragma once

#include "suima-station.h"

#include <gio/gio.h>

#define SUIMA_TYPE_DELIVERY_ENTRY (suima_delivery_entry_get_type ())
G_DECLARE_FINAL_TYPE (
    SuimaDeliveryEntry, suima_delivery_entry, SUIMA, DELIVERY_ENTRY, GObject)

/** suima_delivery_entry_get_heading: Returns: (transfer none) (nullable): %NULL of a batch. */
const char *suima_delivery_entry_get_heading (SuimaDeliveryEntry *self);
/** suima_delivery_entry_get_card: Returns: (transfer none) (nullable): %NULL of a heading. */
const SuimaBatchCard *suima_delivery_entry_get_card (SuimaDeliveryEntry *self);
/** suima_delivery_entry_get_today: Returns: the day by which the batch is judged. */
SuimaDay suima_delivery_entry_get_today (SuimaDeliveryEntry *self);

/**
 * suima_delivery_entry_fill:
 * @store: (element-type SuimaDeliveryEntry): emptied and filled in one change
 * @cards: (element-type SuimaBatchCard): newest delivery first; its elements are taken
 * @today: today at the shop  @utc_offset_min: of its clock
 *
 * Puts the batches under 今天, 昨天, 更早, by the day of their import.
 */
void suima_delivery_entry_fill (GListStore *store,
                                GPtrArray *cards,
                                SuimaDay today,
                                int utc_offset_min);
