// SPDX-License-Identifier: Apache-2.0
// Jobs that outlived the kiosk: watched to their end, so that nobody is asked what can be known.
#pragma once

#include "suima-session.h"

#define SUIMA_TYPE_LEFT_RUNS (suima_left_runs_get_type ())
/** SuimaLeftRuns: emits `settled` each time a run of before has come to its end. */
G_DECLARE_FINAL_TYPE (SuimaLeftRuns, suima_left_runs, SUIMA, LEFT_RUNS, GObject)

/** suima_left_runs_new: Returns: (transfer full): watches all that still print; stop it before it is
 * let go. */
SuimaLeftRuns *suima_left_runs_new (SuimaSession *session);
void suima_left_runs_stop (SuimaLeftRuns *self);
