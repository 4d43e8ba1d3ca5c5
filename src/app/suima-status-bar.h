// SPDX-License-Identifier: Apache-2.0
// The bar on top, always there: whose station this is, the printer and the hub in words.
#pragma once

#include "suima-pulse.h"
#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_STATUS_BAR (suima_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (SuimaStatusBar, suima_status_bar, SUIMA, STATUS_BAR, AdwBin)

void suima_status_bar_set_session (SuimaStatusBar *self, SuimaSession *session, SuimaPulse *pulse);

/** suima_status_bar_set_windowed: @is_windowed: whether to show the window's own buttons. */
void suima_status_bar_set_windowed (SuimaStatusBar *self, gboolean is_windowed);

/** suima_status_bar_dup_sync_words: Returns: (transfer full): 已同步 3分前; 断网中，已存 12 条. */
char *suima_status_bar_dup_sync_words (const SuimaSyncStatus *status,
                                       SuimaHubState hub,
                                       gint64 now_us);
