// SPDX-License-Identifier: Apache-2.0
// The kiosk of a shop, with a finger on its screen.
#pragma once

#include "shop.h"

/** kiosk_start: At the printer of @line, on the page of the batch, where 25 labels are asked for.
 * Returns: (transfer full): it, when the print button has been touched, or when it has ended. */
GSubprocess *kiosk_start (Shop *shop, Line line, const char *kill_at);

/**
 * kiosk_look:
 * Starts it again after a kill, until it has put the run in order, and looks at the screen.
 *
 * Returns: whether it asks of the labels that are in doubt, and offers to print where none is.
 */
gboolean kiosk_look (Shop *shop);
