// SPDX-License-Identifier: Apache-2.0
// Key presses of a keyboard-wedge scanner to one scan. Pure: no clock, no widgets.
#pragma once

#include <glib.h>

#define SUIMA_WEDGE_GAP_MS 100
#define SUIMA_WEDGE_MIN_LENGTH 6
#define SUIMA_WEDGE_MAX_LENGTH 512

typedef struct _SuimaWedge SuimaWedge;

SuimaWedge *suima_wedge_new (void);
void suima_wedge_free (SuimaWedge *wedge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaWedge, suima_wedge_free)

typedef enum
{
  SUIMA_WEDGE_PASS, /* not part of a scan: let the key through */
  SUIMA_WEDGE_HELD, /* kept: swallow the key */
  SUIMA_WEDGE_SCAN, /* the closing Enter of a scan: swallow it, *ret_text is the scan */
} SuimaWedgeAnswer;

/**
 * suima_wedge_feed:
 * @evdev_code: the hardware key (X11 and Wayland keycode minus 8), read as a US keyboard whatever
 *   the layout, so that an input method or a German layout cannot garble a scan
 * @shift: whether Shift is down
 * @at_ms: time of the event
 * @ret_text: (out) (transfer full): set with SUIMA_WEDGE_SCAN only
 *
 * A gap over 100 ms begins anew. Enter, Space, Tab with an empty run are passed on; so are keys
 * without a character, which inside a run are swallowed. Tab closes a run as Enter does: guns come
 * set either way. A run shorter than 6 or longer than 512 characters is dropped with its Enter; the
 * same text within 1.5 s is one scan.
 */
SuimaWedgeAnswer suima_wedge_feed (SuimaWedge *wedge,
                                   guint evdev_code,
                                   gboolean shift,
                                   gint64 at_ms,
                                   char **ret_text);
