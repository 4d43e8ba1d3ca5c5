// SPDX-License-Identifier: Apache-2.0
// What stands there when no station is open: none is made yet, it is busy, or it is damaged.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_START_PAGE (suima_start_page_get_type ())
/** SuimaStartPage: emits `open (gboolean is_new)`: try again, or make a station with defaults. */
G_DECLARE_FINAL_TYPE (SuimaStartPage, suima_start_page, SUIMA, START_PAGE, AdwBin)

/** suima_start_page_show_opening: The station is being opened. */
void suima_start_page_show_opening (SuimaStartPage *self);

/**
 * suima_start_page_show_error:
 * @dir: the folder
 * @error: NOT_FOUND offers to make a station, BUSY names the reason, all others are told as they
 *   are; each can be tried again
 */
void suima_start_page_show_error (SuimaStartPage *self, const char *dir, const GError *error);
