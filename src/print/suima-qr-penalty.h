// SPDX-License-Identifier: Apache-2.0
// How badly a scanner may take a QR symbol. Within this room only.
#pragma once

#include <glib.h>

/**
 * suima_qr_penalty:
 * @rows: of modules, the left one in the lowest bit, 1 is dark; nothing above @width
 * @columns: the same, the upper one in the lowest bit
 * @width: modules of a side, up to 61
 *
 * Returns: penalty points: runs of one colour, squares of one colour, what looks like a finder,
 *   and the lack of balance. Source: ISO/IEC 18004:2015, 7.8.3.1.
 */
guint suima_qr_penalty (const guint64 *rows, const guint64 *columns, guint width);
