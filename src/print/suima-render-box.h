// SPDX-License-Identifier: Apache-2.0
// Boxes on the grid of dots: their place, frames and grounds. Within this room only; see
// suima-render.h.
#pragma once

#include "suima-raster.h"
#include "suima-template.h"

/* A box in dots: rounded at both edges, so that boxes that touch in millimetres touch in dots. */
typedef struct
{
  guint x_dots, y_dots, width_dots, height_dots;
} SuimaRenderPlace;

SuimaRenderPlace suima_render_place_box (const SuimaBox *box, guint dpi);

/** suima_render_draw_rule: A line or a frame; what is thinner than a dot is one dot. */
void suima_render_draw_rule (SuimaRaster *raster, const SuimaBox *box);

/** suima_render_draw_ground: What lies under the words of @box: black, a frame, or nothing. */
void suima_render_draw_ground (SuimaRaster *raster, const SuimaBox *box);

/** suima_render_cut_out: Whitens the black dots of @from, which lies within @to: words on a black
 * ground. */
void suima_render_cut_out (SuimaRaster *to, const SuimaRaster *from, guint x_dots, guint y_dots);
