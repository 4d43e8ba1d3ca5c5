// SPDX-License-Identifier: Apache-2.0
// Where a key press goes: into a scan, to the pad of the page, to the widgets, or nowhere.
#pragma once

#include <gtk/gtk.h>

#define SUIMA_TYPE_KEY_ROUTER (suima_key_router_get_type ())
/** SuimaKeyRouter: emits `scanned` (text) for a run as fast as a barcode gun, and `digit` (0 to 9)
 * for one that was typed by hand. */
G_DECLARE_FINAL_TYPE (SuimaKeyRouter, suima_key_router, SUIMA, KEY_ROUTER, GObject)

SuimaKeyRouter *suima_key_router_new (void);

/**
 * suima_key_router_feed:
 * @is_typing: whether a text field has the focus
 * @keyval: as the layout says  @keycode: of the hardware, evdev code + 8
 * @state: modifiers  @at_ms: time of the event
 *
 * Combinations with Ctrl, Alt or Super, which a hostile barcode can contain, press nothing.
 *
 * Returns: whether the key is held back from the widgets.
 */
gboolean suima_key_router_feed (SuimaKeyRouter *self,
                                gboolean is_typing,
                                guint keyval,
                                guint keycode,
                                GdkModifierType state,
                                guint32 at_ms);
