// SPDX-License-Identifier: Apache-2.0
#include "suima-label-view.h"

#include <math.h>

#define SUIMA_LABEL_VIEW_MIN_PX 120
#define SUIMA_LABEL_VIEW_EDGE_PX 1.0f

struct _SuimaLabelView
{
  GtkWidget parent_instance;

  /* owned */
  SuimaRaster *raster;
  cairo_surface_t *paper; /* the raster as pixels, one a dot */

  guint zoom; /* 0: what fits */
};

G_DEFINE_FINAL_TYPE (SuimaLabelView, suima_label_view, GTK_TYPE_WIDGET)

double
suima_label_view_fit (const SuimaRaster *raster,
                      int width_px,
                      int height_px,
                      graphene_rect_t *ret_rect)
{
  double scale =
      fmin ((double)width_px / raster->width_dots, (double)height_px / raster->height_dots);
  double drawn_width_px, drawn_height_px;

  if (scale > 1.0)
    scale = floor (scale);
  drawn_width_px = floor (raster->width_dots * scale);
  drawn_height_px = floor (raster->height_dots * scale);
  graphene_rect_init (ret_rect, (float)floor ((width_px - drawn_width_px) / 2),
                      (float)floor ((height_px - drawn_height_px) / 2), (float)drawn_width_px,
                      (float)drawn_height_px);
  return scale;
}

static cairo_surface_t *
suima_label_view_make_paper (const SuimaRaster *raster)
{
  cairo_surface_t *paper = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)raster->width_dots,
                                                       (int)raster->height_dots);
  guint8 *pixels = cairo_image_surface_get_data (paper);
  gsize stride_bytes = (gsize)cairo_image_surface_get_stride (paper);

  for (guint y = 0; pixels != NULL && y < raster->height_dots; y++)
    {
      guint32 *row = (guint32 *)(void *)(pixels + y * stride_bytes);
      for (guint x = 0; x < raster->width_dots; x++)
        row[x] = suima_raster_get (raster, x, y) ? 0x000000u : 0xffffffu;
    }
  cairo_surface_mark_dirty (paper);
  return paper;
}

void
suima_label_view_set_raster (SuimaLabelView *self, const SuimaRaster *raster)
{
  g_return_if_fail (SUIMA_IS_LABEL_VIEW (self));
  g_clear_pointer (&self->raster, suima_raster_free);
  g_clear_pointer (&self->paper, cairo_surface_destroy);
  if (raster != NULL)
    {
      self->raster = suima_raster_copy (raster);
      self->paper = suima_label_view_make_paper (raster);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
suima_label_view_draw_edge (SuimaLabelView *self,
                            GtkSnapshot *snapshot,
                            const graphene_rect_t *rect)
{
  const float widths[4] = { SUIMA_LABEL_VIEW_EDGE_PX, SUIMA_LABEL_VIEW_EDGE_PX,
                            SUIMA_LABEL_VIEW_EDGE_PX, SUIMA_LABEL_VIEW_EDGE_PX };
  const GdkRGBA grey = { 0.5f, 0.5f, 0.5f, 1.0f };
  const GdkRGBA colors[4] = { grey, grey, grey, grey };
  graphene_rect_t around;
  GskRoundedRect outline;

  graphene_rect_inset_r (rect, -SUIMA_LABEL_VIEW_EDGE_PX, -SUIMA_LABEL_VIEW_EDGE_PX, &around);
  gsk_rounded_rect_init_from_rect (&outline, &around, 0.0f);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

void
suima_label_view_set_zoom (SuimaLabelView *self, guint zoom)
{
  g_return_if_fail (SUIMA_IS_LABEL_VIEW (self) && zoom <= SUIMA_LABEL_VIEW_MAX_ZOOM);
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Where the label is drawn. Returns: the scale. */
static double
suima_label_view_place (SuimaLabelView *self, graphene_rect_t *ret_rect)
{
  int width_px = gtk_widget_get_width (GTK_WIDGET (self)) - 2;
  int height_px = gtk_widget_get_height (GTK_WIDGET (self)) - 2;
  float x_px, y_px;

  if (self->zoom == 0)
    return suima_label_view_fit (self->raster, width_px, height_px, ret_rect);
  graphene_rect_init (ret_rect, 0, 0, (float)(self->raster->width_dots * self->zoom),
                      (float)(self->raster->height_dots * self->zoom));
  x_px = floorf (MAX ((float)width_px - ret_rect->size.width, 0) / 2);
  y_px = floorf (MAX ((float)height_px - ret_rect->size.height, 0) / 2);
  graphene_rect_offset (ret_rect, x_px, y_px);
  return self->zoom;
}

/* In the picture's own pixels; only what is shown, for the whole would be thousands of lines. */
static void
suima_label_view_draw_grid (SuimaLabelView *self, cairo_t *cr, guint zoom)
{
  double left, top, right, bottom;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  cairo_set_source_rgba (cr, 0.45, 0.55, 0.7, 0.6);
  cairo_set_line_width (cr, 1.0);
  for (double x = ceil (left / zoom) * zoom; x <= right; x += zoom)
    {
      cairo_move_to (cr, x + 0.5, top);
      cairo_line_to (cr, x + 0.5, bottom);
    }
  for (double y = ceil (top / zoom) * zoom; y <= bottom; y += zoom)
    {
      cairo_move_to (cr, left, y + 0.5);
      cairo_line_to (cr, right, y + 0.5);
    }
  cairo_stroke (cr);
}

static void
suima_label_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SuimaLabelView *self = SUIMA_LABEL_VIEW (widget);
  graphene_rect_t rect;
  double scale;
  cairo_t *cr;

  if (self->raster == NULL)
    return;
  scale = suima_label_view_place (self, &rect);
  graphene_rect_offset (&rect, SUIMA_LABEL_VIEW_EDGE_PX, SUIMA_LABEL_VIEW_EDGE_PX);
  suima_label_view_draw_edge (self, snapshot, &rect);
  cr = gtk_snapshot_append_cairo (snapshot, &rect);
  cairo_translate (cr, rect.origin.x, rect.origin.y);
  cairo_rectangle (cr, 0, 0, rect.size.width, rect.size.height);
  cairo_clip (cr);
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->paper, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            scale >= 1.0 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
  if (self->zoom >= SUIMA_LABEL_VIEW_GRID_ZOOM)
    suima_label_view_draw_grid (self, cr, self->zoom);
  cairo_destroy (cr);
}

static void
suima_label_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SuimaLabelView *self = SUIMA_LABEL_VIEW (widget);

  *minimum = *natural = SUIMA_LABEL_VIEW_MIN_PX;
  if (self->raster != NULL)
    *natural = (int)((orientation == GTK_ORIENTATION_HORIZONTAL ? self->raster->width_dots
                                                                : self->raster->height_dots) *
                     MAX (self->zoom, 1)) +
               2;
  *natural = MAX (*natural, *minimum);
  if (self->zoom > 0)
    *minimum = *natural;
  *minimum_baseline = *natural_baseline = -1;
}

static void
suima_label_view_finalize (GObject *object)
{
  SuimaLabelView *self = SUIMA_LABEL_VIEW (object);

  g_clear_pointer (&self->raster, suima_raster_free);
  g_clear_pointer (&self->paper, cairo_surface_destroy);
  G_OBJECT_CLASS (suima_label_view_parent_class)->finalize (object);
}

static void
suima_label_view_class_init (SuimaLabelViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = suima_label_view_finalize;
  widget_class->snapshot = suima_label_view_snapshot;
  widget_class->measure = suima_label_view_measure;
  gtk_widget_class_set_css_name (widget_class, "labelview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
suima_label_view_init (SuimaLabelView *self)
{
}
