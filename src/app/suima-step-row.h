// SPDX-License-Identifier: Apache-2.0
// One step of an item's time line: what, when, why, and whether the hub has it.
#pragma once

#include "suima-station.h"

#include <adwaita.h>

#define SUIMA_TYPE_STEP_ROW (suima_step_row_get_type ())
G_DECLARE_FINAL_TYPE (SuimaStepRow, suima_step_row, SUIMA, STEP_ROW, AdwBin)

/**
 * suima_step_row_new:
 * @step: borrowed during the call
 * @now_us: UTC microseconds since 1970  @utc_offset_min: of the shop's clock
 */
GtkWidget *suima_step_row_new (const SuimaTraceStep *step, gint64 now_us, int utc_offset_min);
