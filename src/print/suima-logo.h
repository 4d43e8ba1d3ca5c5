// SPDX-License-Identifier: Apache-2.0
// A picture of the shop, a PNG file, to the dots of its box. Within this room only.
#pragma once

#include "suima-raster.h"

#include <glib.h>

#define SUIMA_LOGO_MAX_BYTES (512 * 1024)
#define SUIMA_LOGO_MAX_SIDE_PX 4000u
#define SUIMA_LOGO_MAX_PIXELS 4000000u

/**
 * suima_logo_draw:
 * @png: a PNG file; its size in bytes and pixels is looked at before it is decoded
 * @width_dots, @height_dots: of its box
 * @dpi: of the raster
 *
 * Scaled by area to the largest size that keeps its sides in proportion, in the middle of the box;
 * on white, and black where half of a dot or more is dark.
 *
 * Returns: (transfer full): a raster of the box's size. Errors: INVALID when it is no PNG file or
 * too large.
 */
SuimaRaster *
suima_logo_draw (GBytes *png, guint width_dots, guint height_dots, guint dpi, GError **error);
