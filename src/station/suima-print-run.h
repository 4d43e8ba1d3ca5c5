// SPDX-License-Identifier: Apache-2.0
// A print run from its plan to its last job.
#pragma once

#include "suima-print-plan.h"

/** suima_print_run: As suima_station_print(), of a plan. */
SuimaPrintResult *suima_print_run (SuimaStation *station,
                                   const SuimaPrintPlan *plan,
                                   SuimaPrintProgressFunc progress,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);

/** suima_print_result_new: Returns: (transfer full): what became of the run @run_id, which is
 * settled; takes @problem (nullable). */
SuimaPrintResult *suima_print_result_new (SuimaStation *station,
                                          gint64 run_id,
                                          GError *problem,
                                          GError **error);
