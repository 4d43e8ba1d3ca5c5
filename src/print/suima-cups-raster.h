// SPDX-License-Identifier: Apache-2.0
// Rasters as CUPS raster, for the driver of a queue. Within this room only; see suima-printer.h.
#pragma once

#include "suima-printer.h"
#include "suima-raster.h"

/**
 * suima_cups_raster_encode:
 * @rasters: (element-type SuimaRaster): one page each, all of one size and dpi
 * @setup: of which the header carries the darkness (0 to 30); the rest goes as options of the job
 *
 * One bit a dot, 1 is black, as label drivers have it (rastertolabel of CUPS). NumCopies 1. What
 * these drivers read out of the header is filled in: 200 for the label's top and 1000 for the
 * tear-off position stand for "as the printer is set"; 0 would move the label.
 * Source: CUPS raster format; sample.drv, zeLabelTop, zeTearOffPosition, zeDarkness.
 *
 * Returns: (transfer full): the document.
 */
GBytes *suima_cups_raster_encode (GPtrArray *rasters, const SuimaPrinterSetup *setup);
