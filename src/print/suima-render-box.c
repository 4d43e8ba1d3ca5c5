// SPDX-License-Identifier: Apache-2.0
#include "suima-render-box.h"

SuimaRenderPlace
suima_render_place_box (const SuimaBox *box, guint dpi)
{
  guint x_dots = suima_mm_to_dots (box->x_mm, dpi);
  guint y_dots = suima_mm_to_dots (box->y_mm, dpi);

  return (SuimaRenderPlace){
    .x_dots = x_dots,
    .y_dots = y_dots,
    .width_dots = suima_mm_to_dots (box->x_mm + box->width_mm, dpi) - x_dots,
    .height_dots = suima_mm_to_dots (box->y_mm + box->height_mm, dpi) - y_dots,
  };
}

void
suima_render_cut_out (SuimaRaster *to, const SuimaRaster *from, guint x_dots, guint y_dots)
{
  for (guint y = 0; y < from->height_dots; y++)
    for (guint x = 0; x < from->width_dots; x++)
      if (suima_raster_get (from, x, y))
        to->bits[(y_dots + y) * to->stride_bytes + (x_dots + x) / 8] &=
            (guint8) ~(0x80u >> ((x_dots + x) % 8));
}

/* A frame is as thick as its border, at least a dot. */
static void
suima_render_draw_frame (SuimaRaster *raster, const SuimaRenderPlace *place, double border_mm)
{
  guint border_dots = MAX (suima_mm_to_dots (border_mm, raster->dpi), 1);
  guint right_dots = place->x_dots + place->width_dots - border_dots;
  guint bottom_dots = place->y_dots + place->height_dots - border_dots;

  suima_raster_fill (raster, place->x_dots, place->y_dots, place->width_dots, border_dots);
  suima_raster_fill (raster, place->x_dots, bottom_dots, place->width_dots, border_dots);
  suima_raster_fill (raster, place->x_dots, place->y_dots, border_dots, place->height_dots);
  suima_raster_fill (raster, right_dots, place->y_dots, border_dots, place->height_dots);
}

void
suima_render_draw_rule (SuimaRaster *raster, const SuimaBox *box)
{
  SuimaRenderPlace place = suima_render_place_box (box, raster->dpi);

  if (box->border_mm > 0)
    suima_render_draw_frame (raster, &place, box->border_mm);
  else
    suima_raster_fill (raster, place.x_dots, place.y_dots, MAX (place.width_dots, 1),
                       MAX (place.height_dots, 1));
}

void
suima_render_draw_ground (SuimaRaster *raster, const SuimaBox *box)
{
  SuimaRenderPlace place = suima_render_place_box (box, raster->dpi);

  if (box->is_inverse)
    suima_raster_fill (raster, place.x_dots, place.y_dots, place.width_dots, place.height_dots);
  else if (box->border_mm > 0)
    suima_render_draw_frame (raster, &place, box->border_mm);
}
