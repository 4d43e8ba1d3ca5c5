// SPDX-License-Identifier: Apache-2.0
// The kiosk as a GApplication: options, style, one window.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_APPLICATION (suima_application_get_type ())
G_DECLARE_FINAL_TYPE (SuimaApplication, suima_application, SUIMA, APPLICATION, AdwApplication)

/**
 * suima_application_new:
 * Not unique on the session bus: two stations may run side by side, and the station's own lock
 * keeps a second window away from the same one, in words.
 */
SuimaApplication *suima_application_new (void);
