// SPDX-License-Identifier: Apache-2.0
// Fetching from the hub. Within this room only.
#pragma once

#include "suima-hub-client.h"
#include "suima-station-private.h"

#define SUIMA_FEED_UNSIGNED "sync.unsigned-notices" /* in the store: how many there are */

/** suima_feed_pull: Publishes our own name where that is due, then takes what is new of every feed.
 * @status: gets pulled. A hub without feeds has nothing new. */
gboolean suima_feed_pull (SuimaStation *station,
                          SuimaHubClient *client,
                          SuimaSyncStatus *status,
                          GCancellable *cancellable,
                          GError **error);
