// SPDX-License-Identifier: Apache-2.0
// Rasters as PWG 5102.4 bytes.
#pragma once

#include "suima-raster.h"

#include <glib.h>

/**
 * suima_pwg_encode:
 * @rasters: (element-type SuimaRaster): one page each, all of one size and dpi
 *
 * 8-bit sGray with only 0 and 255, NumCopies 1. (1-bit PWG is destroyed by some printer
 * applications; see PAPPL 1.3.) Written from the dots' own bits: libcups would take 8-bit lines and
 * spends longer on a label than its drawing takes. Source: PWG 5102.4, 4.4.
 *
 * Returns: (transfer full): the document.
 */
GBytes *suima_pwg_encode (GPtrArray *rasters);

/**
 * suima_pwg_decode:
 * @document: PWG raster, 1 or 8 bits a dot
 *
 * What a printer does with the document: for looking at what was printed, and for tests.
 *
 * Returns: (transfer full) (element-type SuimaRaster): a raster a page. Errors: INVALID.
 */
GPtrArray *suima_pwg_decode (GBytes *document, GError **error);
