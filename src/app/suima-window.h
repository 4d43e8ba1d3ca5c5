// SPDX-License-Identifier: Apache-2.0
// The one window: opens the station and shows it; keys and scans from anywhere, files from outside.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

/** Below this width the places go to the bottom and the halves of a page under each other. */
#define SUIMA_WINDOW_NARROW_PX 900
/** From this height on a page has room for large pictures. */
#define SUIMA_WINDOW_TALL_PX 720

#define SUIMA_TYPE_WINDOW (suima_window_get_type ())
/** SuimaWindow: emits `ready` when its station is open. */
G_DECLARE_FINAL_TYPE (SuimaWindow, suima_window, SUIMA, WINDOW, AdwApplicationWindow)

/** suima_window_new: Opens the station in @dir, in the background. */
SuimaWindow *suima_window_new (GtkApplication *application, const char *dir);

/** suima_window_new_with_session: The same for a station that is open already; @dir: its folder. */
SuimaWindow *suima_window_new_with_session (GtkApplication *application,
                                            SuimaSession *session,
                                            const char *dir);

/** suima_window_get_session: Returns: (transfer none) (nullable): %NULL as long as no station is
 * open. */
SuimaSession *suima_window_get_session (SuimaWindow *self);

/** suima_window_open_page: @name: `deliveries`, `scan`, `more`, `printers`, `templates`, `batch:ID`
 * or `template:ID`. Returns: whether there is such a page. */
gboolean suima_window_open_page (SuimaWindow *self, const char *name);

/** suima_window_import: @paths: delivery files, shown on the deliveries page. */
void suima_window_import (SuimaWindow *self, const char *const *paths);

/** suima_window_take_scan: Brings a scanned text to the page that waits for it. */
void suima_window_take_scan (SuimaWindow *self, const char *text);

/**
 * suima_window_feed_key:
 * @keyval: as the layout says  @keycode: of the hardware, evdev code + 8
 * @state: modifiers  @at_ms: time of the event
 *
 * Every key press of the window comes here first. Runs as fast as a barcode gun become scans;
 * combinations with Ctrl, Alt or Super, which a hostile barcode can contain, press nothing.
 *
 * Returns: whether the key is held back from the widgets.
 */
gboolean suima_window_feed_key (
    SuimaWindow *self, guint keyval, guint keycode, GdkModifierType state, guint32 at_ms);
