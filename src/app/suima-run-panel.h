// SPDX-License-Identifier: Apache-2.0
// A print run on its way and how it ended: progress, what the printer waits for, what is missing.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_RUN_PANEL (suima_run_panel_get_type ())
/** SuimaRunPanel: emits `ended` (guint: labels in doubt) when a run is over, and `dismissed` when
 * the clerk has read how. */
G_DECLARE_FINAL_TYPE (SuimaRunPanel, suima_run_panel, SUIMA, RUN_PANEL, AdwBin)

/** suima_run_panel_start: @request: what to print; copied, with its template's id. */
void suima_run_panel_start (SuimaRunPanel *self,
                            SuimaSession *session,
                            const SuimaPrintRequest *request);

/** suima_run_panel_offer: After a doubt was settled: says what is missing of the run and offers to
 * go on; dismisses itself when nothing is. */
void suima_run_panel_offer (SuimaRunPanel *self, SuimaSession *session, gint64 run_id);

/** suima_run_panel_is_running: Returns: whether a run is on its way. */
gboolean suima_run_panel_is_running (SuimaRunPanel *self);
/** suima_run_panel_cancel: Stops after the job that is at the printer. */
void suima_run_panel_cancel (SuimaRunPanel *self);
