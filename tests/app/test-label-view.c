// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-label-view.h"

static void
test_fit (void)
{
  static const struct
  {
    int room_width_px, room_height_px;
    double scale;
    float x, y, width, height;
  } cases[] = {
    { 480, 320, 1.0, 0, 0, 480, 320 },      { 1000, 700, 2.0, 20, 30, 960, 640 },
    { 959, 2000, 1.0, 239, 840, 480, 320 }, { 240, 320, 0.5, 0, 80, 240, 160 },
    { 480, 80, 0.25, 180, 0, 120, 80 },
  };
  g_autoptr (SuimaRaster) raster = suima_raster_new (480, 320, 203);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      graphene_rect_t rect;
      double scale =
          suima_label_view_fit (raster, cases[i].room_width_px, cases[i].room_height_px, &rect);
      g_assert_cmpfloat (scale, ==, cases[i].scale);
      g_assert_cmpfloat (rect.origin.x, ==, cases[i].x);
      g_assert_cmpfloat (rect.origin.y, ==, cases[i].y);
      g_assert_cmpfloat (rect.size.width, ==, cases[i].width);
      g_assert_cmpfloat (rect.size.height, ==, cases[i].height);
    }
}

/* The pixels of a view at its natural size, 4 bytes each. */
static guchar *
draw (SuimaLabelView *view, int *ret_width_px, int *ret_height_px)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderer *renderer;
  guchar *pixels;

  gtk_widget_set_halign (GTK_WIDGET (view), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (view), GTK_ALIGN_CENTER);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  app_settle ();
  *ret_width_px = gtk_widget_get_width (GTK_WIDGET (view));
  *ret_height_px = gtk_widget_get_height (GTK_WIDGET (view));
  paintable = gtk_widget_paintable_new (GTK_WIDGET (view));
  gdk_paintable_snapshot (paintable, snapshot, *ret_width_px, *ret_height_px);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  texture = gsk_renderer_render_texture (
      renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float)*ret_width_px, (float)*ret_height_px));
  pixels = g_malloc0 ((gsize)*ret_width_px * (gsize)*ret_height_px * 4);
  gdk_texture_download (texture, pixels, (gsize)*ret_width_px * 4);
  gtk_window_destroy (GTK_WINDOW (window));
  return pixels;
}

static void
test_dots (void)
{
  SuimaLabelView *view = g_object_ref_sink (g_object_new (SUIMA_TYPE_LABEL_VIEW, NULL));
  g_autoptr (SuimaRaster) raster = suima_raster_new (160, 140, 203);
  g_autofree guchar *pixels = NULL;
  int width_px, height_px;

  for (guint i = 0; i < 140; i++)
    suima_raster_set_black (raster, i, i);
  suima_label_view_set_raster (view, raster);
  pixels = draw (view, &width_px, &height_px);
  g_assert_cmpint (width_px, ==, 162);
  g_assert_cmpint (height_px, ==, 142);
  /* Every dot is one pixel, black or white, inside a rim of one pixel. */
  for (guint y = 0; y < 140; y++)
    for (guint x = 0; x < 160; x++)
      g_assert_cmpuint (pixels[((y + 1) * 162 + x + 1) * 4], ==, x == y ? 0 : 255);
  suima_label_view_set_raster (view, NULL);
  g_assert_finalize_object (view);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/label-view/fit", test_fit);
  g_test_add_func ("/app/label-view/dots", test_dots);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}
