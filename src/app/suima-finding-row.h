// SPDX-License-Identifier: Apache-2.0
// A card for what one rule says of a batch: on record, missing, or not asked for.
#pragma once

#include "suima-station.h"

#include <adwaita.h>

#define SUIMA_TYPE_FINDING_ROW (suima_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (SuimaFindingRow, suima_finding_row, SUIMA, FINDING_ROW, AdwBin)

/** suima_finding_row_new: @finding, @batch: borrowed during the call. */
GtkWidget *suima_finding_row_new (const SuimaFinding *finding, const SuimaBatch *batch);
