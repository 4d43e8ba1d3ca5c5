// SPDX-License-Identifier: Apache-2.0
// Draws the very dots of a label at its true proportion.
#pragma once

#include "suima-raster.h"

#include <gtk/gtk.h>

#define SUIMA_TYPE_LABEL_VIEW (suima_label_view_get_type ())
G_DECLARE_FINAL_TYPE (SuimaLabelView, suima_label_view, SUIMA, LABEL_VIEW, GtkWidget)

/** suima_label_view_set_raster: @raster: (transfer none) (nullable): copied; %NULL for no label. */
void suima_label_view_set_raster (SuimaLabelView *self, const SuimaRaster *raster);

/** suima_label_view_set_zoom: @zoom: pixels a dot, 1 to SUIMA_LABEL_VIEW_MAX_ZOOM; from
 * SUIMA_LABEL_VIEW_GRID_ZOOM on with a line between the dots. 0, as it is at first: whatever fits. */
void suima_label_view_set_zoom (SuimaLabelView *self, guint zoom);

#define SUIMA_LABEL_VIEW_MAX_ZOOM 16u
#define SUIMA_LABEL_VIEW_GRID_ZOOM 8u

/**
 * suima_label_view_fit:
 * @raster: a label  @width_px, @height_px: the room for it
 * @ret_rect: (out): where it is drawn, in the middle of the room
 *
 * Where the room allows it the label is a whole number of times as large, so that each dot stays
 * sharp; where it is too large it shrinks to fit. The proportion is always kept.
 *
 * Returns: the scale.
 */
double suima_label_view_fit (const SuimaRaster *raster,
                             int width_px,
                             int height_px,
                             graphene_rect_t *ret_rect);
