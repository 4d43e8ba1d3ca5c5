// SPDX-License-Identifier: Apache-2.0
// The keys of other stations, as the hub tells them.
#pragma once

#include "suima-feed.h"
#include "suima-station.h"

/** suima_station_list_other_keys: Returns: (transfer full) (element-type SuimaIssuer): stations of which
 * the hub names another key than the one that is known here, which stays in force. */
GPtrArray *suima_station_list_other_keys (SuimaStation *station, GError **error);

/** suima_station_pull: Fetches from the hub what is new there: keys of stations, notices of recalls.
 * @ret_status: (out): as suima_station_sync(). Errors: likewise; DENIED for what the hub did not sign. */
gboolean suima_station_pull (SuimaStation *station,
                             SuimaSyncStatus *ret_status,
                             GCancellable *cancellable,
                             GError **error);
/** suima_station_push: The other half of suima_station_sync(): only sends. */
gboolean suima_station_push (SuimaStation *station,
                             SuimaSyncStatus *ret_status,
                             GCancellable *cancellable,
                             GError **error);

/** suima_station_give_notice: Gives the hub a signed notice (suima_station_sign_notice()), which every
 * station fetches with its next sync. Errors: those of a sync; DENIED for a station that did not enrol
 * as a market's or an authority's. */
gboolean suima_station_give_notice (SuimaStation *station,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GError **error);
