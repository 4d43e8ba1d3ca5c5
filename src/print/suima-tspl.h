// SPDX-License-Identifier: Apache-2.0
// Rasters as TSPL. Within this room only; see suima-printer.h.
#pragma once

#include "suima-device.h"
#include "suima-raster.h"

/**
 * suima_tspl_encode:
 * @rasters: (element-type SuimaRaster): a label each, all of one size and dpi
 *
 * The size and the setup once; then for each label `CLS`, one `BITMAP` at the origin with its dots
 * as they are (a 0 bit is black) and `PRINT 1,1`. Lines end with CR LF. Only commands of the first
 * TSPL: an unknown one makes some makes drop all that follows.
 * Source: TSC, TSPL/TSPL2 Programming Language: SIZE, GAP, BLINE, DIRECTION, REFERENCE, DENSITY,
 * SPEED, CLS, BITMAP, PRINT.
 *
 * Returns: (transfer full): the bytes for the printer.
 */
GBytes *suima_tspl_encode (GPtrArray *rasters, const SuimaPrinterSetup *setup);

/** suima_tspl_encode_parts: The same. @ends: (nullable) (inout) (element-type gsize): where in the
 * bytes each label ends, appended. */
GBytes *suima_tspl_encode_parts (GPtrArray *rasters, const SuimaPrinterSetup *setup, GArray *ends);
