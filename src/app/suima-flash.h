// SPDX-License-Identifier: Apache-2.0
// The edge of the window, which answers every scan in a colour.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_FLASH (suima_flash_get_type ())
/** SuimaFlash: lies over the window and takes no touch. */
G_DECLARE_FINAL_TYPE (SuimaFlash, suima_flash, SUIMA, FLASH, AdwBin)

/** suima_flash_fire: @tone: `ok`, `warn`, `stop`; all but the first ring, too. */
void suima_flash_fire (SuimaFlash *self, const char *tone);
