// SPDX-License-Identifier: Apache-2.0
// Rasters as ZPL II. Within this room only; see suima-printer.h.
#pragma once

#include "suima-device.h"
#include "suima-raster.h"

/**
 * suima_zpl_encode:
 * @rasters: (element-type SuimaRaster): a label each
 *
 * Each label is a format of its own, `^XA` to `^XZ`, of one `^GFA` at the origin and `^PQ1`; the
 * dots are hex digits with Zebra's run lengths. Only commands that printers of all makes which
 * speak ZPL have: no native bar codes, no stored graphics, never copies.
 * Source: Zebra, ZPL II Programming Guide: ^GF, ~DG "Alternative Data Compression Scheme", ^MN,
 * ^PO, ^PR, ~SD.
 *
 * Returns: (transfer full): the bytes for the printer.
 */
GBytes *suima_zpl_encode (GPtrArray *rasters, const SuimaPrinterSetup *setup);

/** suima_zpl_encode_parts: The same. @ends: (nullable) (inout) (element-type gsize): where in the
 * bytes each label ends, appended. */
GBytes *suima_zpl_encode_parts (GPtrArray *rasters, const SuimaPrinterSetup *setup, GArray *ends);
