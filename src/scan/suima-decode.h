// SPDX-License-Identifier: Apache-2.0
// Grey pixels to the texts of the codes in them.
#pragma once

#include "suima-raster.h"

#include <glib.h>

/**
 * suima_decode_qr:
 * @raster: a rendered label, dots 1:1
 *
 * Returns: (transfer full) (nullable): the text of its one QR; %NULL when there is none, more
 * than one, or it is not UTF-8.
 */
char *suima_decode_qr (const SuimaRaster *raster);

/**
 * suima_decode_luma:
 * @luma: grey bytes, 0 black  @width_px, @height_px: 1 to 8192  @stride_bytes: of a row
 *
 * Reads QR, EAN-13, EAN-8, UPC-A, UPC-E, Code 128 and DataBar; where it finds nothing it tries
 * again at double size (up to half a million pixels) and inverted (QR only). FNC1 comes back as the byte 0x1D, a GS1 symbol begins with `]C1`, `]Q3` or `]e0`.
 *
 * Returns: (transfer full) (element-type utf8): the texts found, without repeats, QR first; may
 * be empty. Bytes that are not UTF-8 are read as GB18030, else dropped.
 */
GPtrArray *suima_decode_luma (const guint8 *luma,
                              guint width_px,
                              guint height_px,
                              gsize stride_bytes);
