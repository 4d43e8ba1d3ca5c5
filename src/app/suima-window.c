// SPDX-License-Identifier: Apache-2.0
#include "suima-window.h"

#include "suima-batch-page.h"
#include "suima-deliveries-page.h"
#include "suima-doubt-bar.h"
#include "suima-flash.h"
#include "suima-key-router.h"
#include "suima-more-page.h"
#include "suima-printers-page.h"
#include "suima-pulse.h"
#include "suima-scan-page.h"
#include "suima-start-page.h"
#include "suima-status-bar.h"
#include "suima-templates-page.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SuimaWindow
{
  AdwApplicationWindow parent_instance;

  /* template widgets */
  SuimaBatchPage *batch_page;
  GtkBox *body_box;
  SuimaDeliveriesPage *deliveries_page;
  SuimaDoubtBar *doubt_bar;
  SuimaFlash *flash;
  SuimaMorePage *more_page;
  GtkStack *page_stack;
  GtkBox *places_box;
  SuimaPrintersPage *printers_page;
  GtkLabel *ready_label;
  GtkStack *root_stack;
  SuimaScanPage *scan_page;
  SuimaStartPage *start_page;
  SuimaStatusBar *status_bar;
  SuimaTemplatesPage *templates_page;

  /* owned */
  char *dir;
  char *place;
  SuimaSession *session; /* nullable */
  SuimaPulse *pulse;     /* nullable */
  SuimaKeyRouter *keys;
  GCancellable *following; /* ends the watch over runs of the time before */

  guint layout_source;
  gboolean is_narrow, is_tall;
};

G_DEFINE_FINAL_TYPE (SuimaWindow, suima_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_PLACE,
  N_PROPS
};

enum
{
  SUIMA_WINDOW_READY,
  SUIMA_WINDOW_N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint suima_window_signals[SUIMA_WINDOW_N_SIGNALS];

static void suima_window_open (SuimaWindow *self, gboolean is_new);

/* Pages */

static void
suima_window_set_place (SuimaWindow *self, const char *place)
{
  if (g_strcmp0 (self->place, place) != 0)
    {
      g_free (self->place);
      self->place = g_strdup (place);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
    }
}

/* The bar is no use where its question is being asked. */
static void
suima_window_update_doubt (SuimaWindow *self)
{
  gboolean is_batch = g_strcmp0 (gtk_stack_get_visible_child_name (self->page_stack), "batch") == 0;

  suima_doubt_bar_set_asked (self->doubt_bar,
                             is_batch ? suima_batch_page_get_batch_id (self->batch_page) : 0);
}

/* A place is touched: its first page shows, also when a batch stood over the deliveries. */
static void
suima_window_go (SuimaWindow *self, const char *place)
{
  suima_window_set_place (self, place);
  gtk_stack_set_visible_child_name (self->page_stack, place);
  suima_window_update_doubt (self);
}

static void
suima_window_show_batch (SuimaWindow *self, gint64 batch_id)
{
  suima_window_set_place (self, "deliveries");
  suima_batch_page_open (self->batch_page, batch_id);
  gtk_stack_set_visible_child_name (self->page_stack, "batch");
  suima_window_update_doubt (self);
}

static void
suima_window_open_batch_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_window_show_batch (SUIMA_WINDOW (widget), g_variant_get_int64 (target));
}

static void
suima_window_show_doubt_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaWindow *self = SUIMA_WINDOW (widget);
  gint64 batch_id = suima_doubt_bar_get_batch_id (self->doubt_bar);

  if (batch_id != 0)
    suima_window_show_batch (self, batch_id);
}

static void
suima_window_refresh_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaWindow *self = SUIMA_WINDOW (widget);

  if (self->session == NULL)
    return;
  suima_deliveries_page_reload (self->deliveries_page);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->page_stack), "batch") == 0)
    suima_batch_page_reload (self->batch_page);
  suima_doubt_bar_reload (self->doubt_bar, self->session);
}

static void
suima_window_counted_cb (SuimaWindow *self, guint ready)
{
  g_autofree char *count = g_strdup_printf ("%u", ready);

  gtk_label_set_text (self->ready_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->ready_label), ready > 0);
}

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
  if (self->session == NULL)
    return;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->page_stack), "batch") == 0 &&
      suima_batch_page_take_scan (self->batch_page, text))
    return;
  suima_window_set_place (self, "scan");
  /* An answer fades in over nothing: the clerk looks for it at once. */
  gtk_stack_set_visible_child_full (self->page_stack, "scan", GTK_STACK_TRANSITION_TYPE_NONE);
  suima_window_update_doubt (self);
  suima_scan_page_take (self->scan_page, text);
}

static void
suima_window_digit_cb (SuimaWindow *self, guint digit)
{
  if (self->session != NULL &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->page_stack), "batch") == 0)
    suima_batch_page_type (self->batch_page, digit);
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
  if (self->session == NULL)
    return;
  suima_window_go (self, "deliveries");
  suima_deliveries_page_import (self->deliveries_page, paths);
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

/* Width */

static gboolean
suima_window_layout_cb (gpointer user_data)
{
  SuimaWindow *self = user_data;
  GtkOrientation along = self->is_narrow ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  self->layout_source = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body_box),
                                  self->is_narrow ? GTK_ORIENTATION_VERTICAL
                                                  : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->places_box), along);
  gtk_box_set_homogeneous (self->places_box, self->is_narrow);
  gtk_box_reorder_child_after (self->body_box, GTK_WIDGET (self->places_box),
                               self->is_narrow ? GTK_WIDGET (self->page_stack) : NULL);
  suima_batch_page_set_layout (self->batch_page, self->is_narrow, self->is_tall);
  suima_scan_page_set_narrow (self->scan_page, self->is_narrow);
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

/* Station */

static gpointer
suima_window_follow_thread (SuimaStation *station,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  return suima_station_follow (station, *(gint64 *)data, NULL, NULL, cancellable, error);
}

static void
suima_window_followed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaWindow) self = user_data;
  g_autoptr (SuimaPrintResult) answer = suima_session_do_finish (result, NULL);

  if (self->session != NULL && answer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
}

/* A job that outlived the kiosk is watched to its end, so that nobody is asked what can be known. */
static void
suima_window_follow_left (SuimaWindow *self)
{
  g_autoptr (GArray) runs =
      suima_station_list_left_runs (suima_session_get_station (self->session));

  for (guint i = 0; i < runs->len; i++)
    {
      gint64 run_id = g_array_index (runs, gint64, i);
      const SuimaSessionAct act = { .run = suima_window_follow_thread,
                                    .data = g_memdup2 (&run_id, sizeof run_id),
                                    .free_data = g_free,
                                    .free_result = (GDestroyNotify)suima_print_result_free };
      suima_session_do_async (self->session, &act, self->following, suima_window_followed_cb,
                              g_object_ref (self));
    }
}

static void
suima_window_set_session (SuimaWindow *self, SuimaSession *session)
{
  g_set_object (&self->session, session);
  self->pulse = suima_pulse_new (session);
  suima_status_bar_set_session (self->status_bar, session, self->pulse);
  suima_deliveries_page_set_session (self->deliveries_page, session);
  suima_batch_page_set_session (self->batch_page, session, self->pulse);
  suima_scan_page_set_session (self->scan_page, session, self->pulse);
  suima_more_page_set_session (self->more_page, session, self->dir);
  suima_printers_page_set_session (self->printers_page, session);
  suima_templates_page_set_session (self->templates_page, session);
  suima_pulse_set_active (self->pulse, gtk_widget_get_mapped (GTK_WIDGET (self)));
  gtk_stack_set_visible_child_name (self->root_stack, "station");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
  suima_window_follow_left (self);
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

/* A page behind the place "more". */
static void
suima_window_show_more (SuimaWindow *self, const char *page)
{
  suima_window_set_place (self, "more");
  gtk_stack_set_visible_child_name (self->page_stack, page);
  suima_window_update_doubt (self);
  if (g_str_equal (page, "printers"))
    suima_printers_page_show_list (self->printers_page);
  else
    suima_templates_page_show_list (self->templates_page);
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
  guint64 batch_id;

  g_return_val_if_fail (SUIMA_IS_WINDOW (self), FALSE);
  if (g_str_has_prefix (name, "batch:"))
    {
      if (!g_ascii_string_to_unsigned (name + strlen ("batch:"), 10, 1, G_MAXINT64, &batch_id,
                                       NULL))
        return FALSE;
      suima_window_show_batch (self, (gint64)batch_id);
      return TRUE;
    }
  if (g_str_has_prefix (name, "template:"))
    {
      suima_window_show_more (self, "templates");
      suima_templates_page_check (self->templates_page, name + strlen ("template:"));
      return TRUE;
    }
  if (gtk_stack_get_child_by_name (self->page_stack, name) == NULL || g_str_equal (name, "batch"))
    return FALSE;
  if (g_str_equal (name, "printers") || g_str_equal (name, "templates"))
    suima_window_show_more (self, name);
  else
    suima_window_go (self, name);
  return TRUE;
}

static void
suima_window_open_page_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_window_open_page (SUIMA_WINDOW (widget), g_variant_get_string (target, NULL));
}

/* Widget */

static void
suima_window_map (GtkWidget *widget)
{
  SuimaWindow *self = SUIMA_WINDOW (widget);

  GTK_WIDGET_CLASS (suima_window_parent_class)->map (widget);
  if (self->pulse != NULL)
    suima_pulse_set_active (self->pulse, TRUE);
}

static void
suima_window_unmap (GtkWidget *widget)
{
  SuimaWindow *self = SUIMA_WINDOW (widget);

  if (self->pulse != NULL)
    suima_pulse_set_active (self->pulse, FALSE);
  GTK_WIDGET_CLASS (suima_window_parent_class)->unmap (widget);
}

static void
suima_window_fullscreened_cb (SuimaWindow *self)
{
  suima_status_bar_set_windowed (self->status_bar, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
suima_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLACE)
    g_value_set_string (value, SUIMA_WINDOW (object)->place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLACE)
    suima_window_go (SUIMA_WINDOW (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_window_dispose (GObject *object)
{
  SuimaWindow *self = SUIMA_WINDOW (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  if (self->pulse != NULL)
    suima_pulse_stop (self->pulse);
  g_clear_object (&self->pulse);
  g_clear_object (&self->keys);
  if (self->following != NULL)
    g_cancellable_cancel (self->following);
  g_clear_object (&self->following);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dir, g_free);
  G_OBJECT_CLASS (suima_window_parent_class)->dispose (object);
}

static void
suima_window_finalize (GObject *object)
{
  SuimaWindow *self = SUIMA_WINDOW (object);

  g_free (self->place);
  G_OBJECT_CLASS (suima_window_parent_class)->finalize (object);
}

static void
suima_window_ensure_types (void)
{
  g_type_ensure (SUIMA_TYPE_BATCH_PAGE);
  g_type_ensure (SUIMA_TYPE_DELIVERIES_PAGE);
  g_type_ensure (SUIMA_TYPE_DOUBT_BAR);
  g_type_ensure (SUIMA_TYPE_FLASH);
  g_type_ensure (SUIMA_TYPE_MORE_PAGE);
  g_type_ensure (SUIMA_TYPE_PRINTERS_PAGE);
  g_type_ensure (SUIMA_TYPE_SCAN_PAGE);
  g_type_ensure (SUIMA_TYPE_START_PAGE);
  g_type_ensure (SUIMA_TYPE_STATUS_BAR);
  g_type_ensure (SUIMA_TYPE_TEMPLATES_PAGE);
}

static void
suima_window_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/suima/Station/suima-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, batch_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, body_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, deliveries_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, doubt_bar);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, flash);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, more_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, places_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, printers_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, ready_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, scan_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, status_bar);
  gtk_widget_class_bind_template_child (widget_class, SuimaWindow, templates_page);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_counted_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_fullscreened_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_window_open);
}

static void
suima_window_class_init (SuimaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_window_dispose;
  object_class->finalize = suima_window_finalize;
  object_class->get_property = suima_window_get_property;
  object_class->set_property = suima_window_set_property;
  widget_class->map = suima_window_map;
  widget_class->unmap = suima_window_unmap;
  widget_class->size_allocate = suima_window_size_allocate;
  properties[PROP_PLACE] =
      g_param_spec_string ("place", NULL, NULL, "deliveries",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  suima_window_signals[SUIMA_WINDOW_READY] = g_signal_new (
      "ready", SUIMA_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_property_action (widget_class, "win.place", "place");
  gtk_widget_class_install_action (widget_class, "win.open-batch", "x", suima_window_open_batch_cb);
  gtk_widget_class_install_action (widget_class, "win.open-page", "s", suima_window_open_page_cb);
  gtk_widget_class_install_action (widget_class, "win.show-doubt", NULL,
                                   suima_window_show_doubt_cb);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, suima_window_refresh_cb);
  gtk_widget_class_install_action (widget_class, "win.flash", "s", suima_window_flash_cb);
  suima_window_ensure_types ();
  suima_window_bind_template (widget_class);
}

static void
suima_window_init (SuimaWindow *self)
{
  self->keys = suima_key_router_new ();
  self->following = g_cancellable_new ();
  g_signal_connect_swapped (self->keys, "scanned", G_CALLBACK (suima_window_take_scan), self);
  g_signal_connect_swapped (self->keys, "digit", G_CALLBACK (suima_window_digit_cb), self);
  self->place = g_strdup ("deliveries");
  gtk_widget_init_template (GTK_WIDGET (self));
}
