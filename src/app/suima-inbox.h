// SPDX-License-Identifier: Apache-2.0
// The watch folder of the settings: looked into every two seconds as long as the kiosk runs.
#pragma once

#include "suima-session.h"
#include "suima-station-watch.h"

#define SUIMA_TYPE_INBOX (suima_inbox_get_type ())
/** SuimaInbox: emits `arrived` (GPtrArray of SuimaWatchFile, borrowed) when a look dealt with files, and
 * `trouble` once when the folder cannot be looked into any more (const GError *), and once when it can
 * be again (%NULL). */
G_DECLARE_FINAL_TYPE (SuimaInbox, suima_inbox, SUIMA, INBOX, GObject)

/** suima_inbox_new: Returns: (transfer full) (nullable): %NULL where the settings name no folder; stop
 * it before it is let go. */
SuimaInbox *suima_inbox_new (SuimaSession *session);
void suima_inbox_stop (SuimaInbox *self);
