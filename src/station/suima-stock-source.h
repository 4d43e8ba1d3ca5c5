// SPDX-License-Identifier: Apache-2.0
// What an act takes: items by their labels, or a quantity that bears none, and where it stands.
// Within this room only.
#pragma once

#include "suima-station-private.h"

/** SuimaStockSource: so much of a batch at a place, of an owner. */
typedef struct
{
  const SuimaBatch *batch;
  gint64 place_id, owner_id; /* 0: not said */
  gint64 quantity_milli;
} SuimaStockSource;

/** suima_stock_source_find: Where @source does not say place or owner, and all of the batch stands at
 * one place, that is taken. Errors: INVALID: nothing is there, or it is at several. */
gboolean suima_stock_source_find (SuimaStation *station, SuimaStockSource *source, GError **error);

/**
 * suima_station_find_items:
 * @states: bits of the states that may take part
 * @items: (element-type SuimaItem): the items of @codes are added, in order
 *
 * Errors: NOT_FOUND, INVALID (no code of ours; the same twice), BLOCKED (its state).
 */
gboolean suima_station_find_items (SuimaStation *station,
                                   const char *const *codes,
                                   guint states,
                                   GPtrArray *items,
                                   GError **error);

/** suima_station_check_loose: A box with a label is moved by its label; a quantity is of what bears
 * none. Errors: INVALID when less of @batch has no label. */
gboolean suima_station_check_loose (SuimaStation *station,
                                    const SuimaBatch *batch,
                                    gint64 quantity_milli,
                                    GError **error);

/**
 * suima_station_get_label_share:
 * @weight_g: net weight of each label's goods; 0: not said
 * @n_labels: how many are to be printed
 * @ret_milli: (out): of @batch, that one label stands for, at least 1
 *
 * A label is one box, piece, bottle. Of goods that are counted by weight it is the weight that stands
 * on it, or else an equal share of what has no label yet.
 */
gboolean suima_station_get_label_share (SuimaStation *station,
                                        const SuimaBatch *batch,
                                        gint64 weight_g,
                                        guint n_labels,
                                        gint64 *ret_milli,
                                        GError **error);
