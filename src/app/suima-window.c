// SPDX-License-Identifier: Apache-2.0
#include "suima-window.h"

#include "suima-flash.h"
#include "suima-key-router.h"
#include "suima-start-page.h"
#include "suima-station-view.h"

struct _SuimaWindow
{
  AdwApplicationWindow parent_instance;

  /* template widgets */
  SuimaFlash *flash;
  GtkStack *root_stack;
  SuimaStartPage *start_page;
  SuimaStationView *view;

  /* owned */
  char *dir;
  SuimaSession *session; /* nullable */
  SuimaKeyRouter *keys;

  guint layout_source;
  gboolean is_narrow, is_tall;
};

G_DEFINE_FINAL_TYPE (SuimaWindow, suima_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SUIMA_WINDOW_READY,
  SUIMA_WINDOW_N_SIGNALS
};

static guint suima_window_signals[SUIMA_WINDOW_N_SIGNALS];

static void
suima_window_flash_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_flash_fire (SUIMA_WINDOW (widget)->flash, g_variant_get_string (target, NULL));
}

/* Keys and scans */

void
suima_window_take_scan (SuimaWindow *self, const char *text)
{
  g_return_if_fail (SUIMA_IS_WINDOW (self));
  if (self->session != NULL)
    suima_station_view_take_scan (self->view, text);
}

static void
suima_window_digit_cb (SuimaWindow *self, guint digit)
{
  if (self->session != NULL)
    suima_station_view_type (self->view, digit);
}

gboolean
suima_window_feed_key (
    SuimaWindow *self, guint keyval, guint keycode, GdkModifierType state, guint32 at_ms)
{
  g_return_val_if_fail (SUIMA_IS_WINDOW (self), FALSE);
  return suima_key_router_feed (self->keys,
                                GTK_IS_EDITABLE (gtk_window_get_focus (GTK_WINDOW (self))), keyval,
                                keycode, state, at_ms);
}

static gboolean
suima_window_key_cb (
    SuimaWindow *self, guint keyval, guint keycode, GdkModifierType state, GtkEventController *keys)
{
  return suima_window_feed_key (self, keyval, keycode, state,
                                gtk_event_controller_get_current_event_time (keys));
}

/* Files */

void
suima_window_import (SuimaWindow *self, const char *const *paths)
{
  g_return_if_fail (SUIMA_IS_WINDOW (self));
  if (self->session != NULL)
    suima_station_view_import (self->view, paths);
}

static gboolean
suima_window_drop_cb (SuimaWindow *self, const GValue *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (GSList *node = g_value_get_boxed (value); node != NULL; node = node->next)
    {
      g_autofree char *path = g_file_get_path (G_FILE (node->data));
      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] == NULL || self->session == NULL)
    return FALSE;
  suima_window_import (self, (const char *const *)paths);
  return TRUE;
}

/* Station */

static void
suima_window_set_session (SuimaWindow *self, SuimaSession *session)
{
  g_set_object (&self->session, session);
  gtk_stack_set_visible_child_name (self->root_stack, "station");
  suima_station_view_set_session (self->view, session, self->dir);
  g_signal_emit (self, suima_window_signals[SUIMA_WINDOW_READY], 0);
}

static void
suima_window_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaSession) session = suima_session_open_finish (result, &error);

  if (self->dir == NULL)
    return;
  if (session != NULL)
    suima_window_set_session (self, session);
  else
    suima_start_page_show_error (self->start_page, self->dir, error);
}

static void
suima_window_open (SuimaWindow *self, gboolean is_new)
{
  suima_start_page_show_opening (self->start_page);
  suima_session_open_async (self->dir, is_new, suima_window_opened_cb, g_object_ref (self));
}

SuimaWindow *
suima_window_new (GtkApplication *application, const char *dir)
{
  SuimaWindow *self = g_object_new (SUIMA_TYPE_WINDOW, "application", application, NULL);

  self->dir = g_strdup (dir);
  suima_window_open (self, FALSE);
  return self;
}

SuimaWindow *
suima_window_new_with_session (GtkApplication *application, SuimaSession *session, const char *dir)
{
  SuimaWindow *self = g_object_new (SUIMA_TYPE_WINDOW, "application", application, NULL);

  self->dir = g_strdup (dir);
  suima_window_set_session (self, session);
  return self;
}

SuimaSession *
suima_window_get_session (SuimaWindow *self)
{
  g_return_val_if_fail (SUIMA_IS_WINDOW (self), NULL);
  return self->session;
}

gboolean
suima_window_open_page (SuimaWindow *self, const char *name)
{
  g_return_val_if_fail (SUIMA_IS_WINDOW (self), FALSE);
  return suima_station_view_open_page (self->view, name);
}

/* Widget */

static gboolean
suima_window_layout_cb (gpointer user_data)
{
  SuimaWindow *self = user_data;

  self->layout_source = 0;
  suima_station_view_set_layout (self->view, self->is_narrow, self->is_tall);
  return G_SOURCE_REMOVE;
}

static void
suima_window_size_allocate (GtkWidget *widget, int width_px, int height_px, int baseline)
{
  SuimaWindow *self = SUIMA_WINDOW (widget);
  gboolean is_narrow = width_px < SUIMA_WINDOW_NARROW_PX;
  gboolean is_tall = height_px >= SUIMA_WINDOW_TALL_PX;

  GTK_WIDGET_CLASS (suima_window_parent_class)
      ->size_allocate (widget, width_px, height_px, baseline);
  if (is_narrow == self->is_narrow && is_tall == self->is_tall)
    return;
  self->is_narrow = is_narrow;
  self->is_tall = is_tall;
  /* Widgets must not move while they are given their sizes. */
  if (self->layout_source == 0)
    self->layout_source =
        g_idle_add_full (G_PRIORITY_HIGH_IDLE, suima_window_layout_cb, self, NULL);
}

static void
suima_window_fullscreened_cb (SuimaWindow *self)
{
  suima_station_view_set_windowed (self->view, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
suima_window_dispose (GObject *object)
{
  SuimaWindow *self = SUIMA_WINDOW (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_object (&self->keys);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dir, g_free);
  G_OBJECT_CLASS (suima_window_parent_class)->dispose (object);
}

static void
suima_window_class_init (SuimaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_window_dispose;
  widget_class->size_allocate = suima_window_size_allocate;
  suima_window_signals[SUIMA_WINDOW_READY] = g_signal_new (
      "ready", SUIMA_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "win.flash", "s", suima_window_flash_cb);
  g_type_ensure (SUIMA_TYPE_FLASH);
  g_type_ensure (SUIMA_TYPE_START_PAGE);
  g_type_ensure (SUIMA_TYPE_STATION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/suima/Station/suima-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, flash);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_fullscreened_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_open);
}

static void
suima_window_init (SuimaWindow *self)
{
  self->keys = suima_key_router_new ();
  g_signal_connect_swapped (self->keys, "scanned", G_CALLBACK (suima_window_take_scan), self);
  g_signal_connect_swapped (self->keys, "digit", G_CALLBACK (suima_window_digit_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
