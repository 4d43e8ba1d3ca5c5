// SPDX-License-Identifier: Apache-2.0
// A filled label to black and white dots.
#pragma once

#include "suima-label.h"
#include "suima-raster.h"

#include <glib.h>

typedef struct _SuimaRenderer SuimaRenderer;

/**
 * suima_renderer_new:
 * @dpi: dots per inch, 150 to 600
 *
 * Keeps what was drawn for the last label, so that a box whose words did not change is not laid
 * out again. One thread at a time.
 *
 * Returns: (transfer full): a renderer for any template.
 */
SuimaRenderer *suima_renderer_new (guint dpi);
void suima_renderer_free (SuimaRenderer *renderer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRenderer, suima_renderer_free)

/**
 * suima_renderer_draw:
 * @label: a filled label
 *
 * QR modules are a whole number of dots, the largest that the box holds with its quiet zone of 4
 * modules; never scaled. Text is shrunk between its box's sizes and never leaves its box.
 *
 * Returns: (transfer full): suima_mm_to_dots() of the template's size each way; the last row and
 * column stay white. Errors: NO_SPACE when a text or the code does not fit at its smallest,
 * INVALID when no font has a character.
 */
SuimaRaster *suima_renderer_draw (SuimaRenderer *renderer,
                                  const SuimaLabel *label,
                                  GError **error);

/**
 * suima_qr_version:
 * @uri: a code
 *
 * Returns: the QR version (1 to 40) that level M needs; 0 when it does not fit. Used to see
 * whether a lot makes the symbol grow.
 */
guint suima_qr_version (const char *uri);

/** suima_raster_to_png: Returns: (transfer full): the raster as a PNG file, 1 dot 1 pixel. */
GBytes *suima_raster_to_png (const SuimaRaster *raster);
