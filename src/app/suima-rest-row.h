// SPDX-License-Identifier: Apache-2.0
// "20 of 80 labels were printed": a run of before that can be gone on with, at a touch.
#pragma once

#include "suima-station.h"

#include <adwaita.h>

#define SUIMA_TYPE_REST_ROW (suima_rest_row_get_type ())
G_DECLARE_FINAL_TYPE (SuimaRestRow, suima_rest_row, SUIMA, REST_ROW, AdwBin)

/** suima_rest_row_new: @card: with labels missing, borrowed. Its key is the action `batch.resume` with
 * the run's number. */
GtkWidget *suima_rest_row_new (const SuimaRunCard *card);
