// SPDX-License-Identifier: Apache-2.0
// Keeping records as long as the rules ask, and deleting by the rules only.
#pragma once

#include "suima-retention.h"
#include "suima-station.h"

/**
 * suima_station_list_kept:
 * @is_over_only: only what may go today
 *
 * Papers, photos, files of parties that left, rows of deliveries that did not go in: how long each
 * must be kept, by its batches, by its own days and by the rule as of then. Goods that are there keep
 * all that belongs to them.
 *
 * Returns: (transfer full) (element-type SuimaKept): by day.
 */
GPtrArray *suima_station_list_kept (SuimaStation *station, gboolean is_over_only, GError **error);

/** SuimaDeletion: how many went. */
typedef struct
{
  guint counts[SUIMA_N_KEPT_KINDS];
} SuimaDeletion;

/**
 * suima_station_delete_over:
 * @person: (nullable): who does it
 *
 * Deletes what may go today, in one transaction with its record, then the files. Events, log entries,
 * items, batches and movements stay: the chain that proves them allows no gap.
 *
 * Errors: BUSY; DENIED when the clock is behind the newest record, or so far ahead of it that it is
 * more likely wrong.
 */
gboolean suima_station_delete_over (SuimaStation *station,
                                    const char *person,
                                    SuimaDeletion *ret_deletion,
                                    GError **error);
