// SPDX-License-Identifier: Apache-2.0
// What drivers of others send to a label printer, read as the printer reads it. Anything that is
// not known here fails the test.
#pragma once

#include "suima-raster.h"

typedef enum
{
  DRIVER_ZPL,  /* ~DG and ^XG, as rastertolabel and LPrint write them */
  DRIVER_EPL2, /* GW a row, inverted */
  DRIVER_CPCL, /* CG a row */
} DriverLanguage;

/** driver_stream_end: Returns: (transfer none): what stands once behind each label. */
const char *driver_stream_end (DriverLanguage language);

/**
 * driver_stream_read:
 * @ret_setup: (out) (optional) (transfer full): all commands but those that carry dots
 *
 * Returns: (transfer full) (element-type SuimaRaster): the labels, as wide as the printer is told,
 * or as the rows are in ZPL.
 */
GPtrArray *
driver_stream_read (DriverLanguage language, GBytes *document, guint dpi, char **ret_setup);
