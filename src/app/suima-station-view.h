// SPDX-License-Identifier: Apache-2.0
// An open station: status on top, places at the side, one page at a time.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_STATION_VIEW (suima_station_view_get_type ())
/** SuimaStationView: its property `place` is the key at the side that is down. */
G_DECLARE_FINAL_TYPE (SuimaStationView, suima_station_view, SUIMA, STATION_VIEW, AdwBin)

/** suima_station_view_set_session: Once. @dir: the station's folder. */
void suima_station_view_set_session (SuimaStationView *self,
                                     SuimaSession *session,
                                     const char *dir);

/** suima_station_view_open_page: As suima_window_open_page(). */
gboolean suima_station_view_open_page (SuimaStationView *self, const char *name);
/** suima_station_view_import: As suima_window_import(). */
void suima_station_view_import (SuimaStationView *self, const char *const *paths);
/** suima_station_view_take_scan: As suima_window_take_scan(). */
void suima_station_view_take_scan (SuimaStationView *self, const char *text);
/** suima_station_view_type: @digit: 0 to 9, typed on a keyboard. */
void suima_station_view_type (SuimaStationView *self, guint digit);

/**
 * suima_station_view_set_layout:
 * @is_narrow: the places go to the bottom, the halves of a page under each other
 * @is_tall: whether a page has room for large pictures
 *
 * Not while sizes are given.
 */
void suima_station_view_set_layout (SuimaStationView *self, gboolean is_narrow, gboolean is_tall);

/** suima_station_view_set_windowed: Whether the status bar has the keys of a window. */
void suima_station_view_set_windowed (SuimaStationView *self, gboolean is_windowed);
