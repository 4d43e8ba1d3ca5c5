// SPDX-License-Identifier: Apache-2.0
// A row of the deliveries list: initial, goods, lot, quantity, days left, verdict; or a heading.
#pragma once

#include "suima-delivery-entry.h"

#include <adwaita.h>

#define SUIMA_TYPE_BATCH_ROW (suima_batch_row_get_type ())
G_DECLARE_FINAL_TYPE (SuimaBatchRow, suima_batch_row, SUIMA, BATCH_ROW, AdwBin)

/** suima_batch_row_show: Shows @entry; rows are used again for other entries. */
void suima_batch_row_show (SuimaBatchRow *self, SuimaDeliveryEntry *entry);
