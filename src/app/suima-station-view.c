// SPDX-License-Identifier: Apache-2.0
#include "suima-station-view.h"

#include "suima-batch-page.h"
#include "suima-deliveries-page.h"
#include "suima-doubt-bar.h"
#include "suima-inbox.h"
#include "suima-left-runs.h"
#include "suima-more-page.h"
#include "suima-printers-page.h"
#include "suima-pulse.h"
#include "suima-scan-page.h"
#include "suima-status-bar.h"
#include "suima-templates-page.h"

#include <string.h>

struct _SuimaStationView
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaBatchPage *batch_page;
  GtkBox *body_box;
  SuimaDeliveriesPage *deliveries_page;
  SuimaDoubtBar *doubt_bar;
  SuimaMorePage *more_page;
  GtkStack *page_stack;
  GtkBox *places_box;
  SuimaPrintersPage *printers_page;
  GtkLabel *ready_label;
  SuimaScanPage *scan_page;
  SuimaStatusBar *status_bar;
  SuimaTemplatesPage *templates_page;

  /* owned; nullable before there is a session */
  char *place;
  SuimaSession *session;
  SuimaPulse *pulse;
  SuimaLeftRuns *left_runs;
  SuimaInbox *inbox; /* also nullable: no folder is set */
};

G_DEFINE_FINAL_TYPE (SuimaStationView, suima_station_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PLACE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Pages */

static gboolean
suima_station_view_shows_batch (SuimaStationView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->page_stack), "batch") == 0;
}

/* A key at the side and a page beside it. The doubt's bar is no use where its question is asked. */
static void
suima_station_view_show (SuimaStationView *self, const char *place, const char *page)
{
  if (g_strcmp0 (self->place, place) != 0)
    {
      g_free (self->place);
      self->place = g_strdup (place);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
    }
  /* An answer fades in over nothing: the clerk looks for it at once. */
  gtk_stack_set_visible_child_full (self->page_stack, page,
                                    g_str_equal (page, "scan") ? GTK_STACK_TRANSITION_TYPE_NONE
                                                               : GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  suima_doubt_bar_set_asked (self->doubt_bar, suima_station_view_shows_batch (self)
                                                  ? suima_batch_page_get_batch_id (self->batch_page)
                                                  : 0);
}

static void
suima_station_view_show_batch (SuimaStationView *self, gint64 batch_id)
{
  suima_batch_page_open (self->batch_page, batch_id);
  suima_station_view_show (self, "deliveries", "batch");
}

/* A page behind the place "more". */
static void
suima_station_view_show_more (SuimaStationView *self, const char *page)
{
  suima_station_view_show (self, "more", page);
  if (g_str_equal (page, "printers"))
    suima_printers_page_show_list (self->printers_page);
  else
    suima_templates_page_show_list (self->templates_page);
}

gboolean
suima_station_view_open_page (SuimaStationView *self, const char *name)
{
  guint64 batch_id;

  g_return_val_if_fail (SUIMA_IS_STATION_VIEW (self), FALSE);
  if (g_str_has_prefix (name, "batch:"))
    {
      if (!g_ascii_string_to_unsigned (name + strlen ("batch:"), 10, 1, G_MAXINT64, &batch_id,
                                       NULL))
        return FALSE;
      suima_station_view_show_batch (self, (gint64)batch_id);
      return TRUE;
    }
  if (g_str_has_prefix (name, "template:"))
    {
      suima_station_view_show_more (self, "templates");
      suima_templates_page_check (self->templates_page, name + strlen ("template:"));
      return TRUE;
    }
  if (gtk_stack_get_child_by_name (self->page_stack, name) == NULL || g_str_equal (name, "batch"))
    return FALSE;
  if (g_str_equal (name, "printers") || g_str_equal (name, "templates"))
    suima_station_view_show_more (self, name);
  else
    suima_station_view_show (self, name, name);
  return TRUE;
}

/* Acts */

static void
suima_station_view_open_batch_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_station_view_show_batch (SUIMA_STATION_VIEW (widget), g_variant_get_int64 (target));
}

static void
suima_station_view_open_page_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_station_view_open_page (SUIMA_STATION_VIEW (widget), g_variant_get_string (target, NULL));
}

static void
suima_station_view_show_doubt_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaStationView *self = SUIMA_STATION_VIEW (widget);
  gint64 batch_id = suima_doubt_bar_get_batch_id (self->doubt_bar);

  if (batch_id != 0)
    suima_station_view_show_batch (self, batch_id);
}

static void
suima_station_view_refresh (SuimaStationView *self)
{
  if (self->session == NULL)
    return;
  suima_deliveries_page_reload (self->deliveries_page);
  if (suima_station_view_shows_batch (self))
    suima_batch_page_reload (self->batch_page);
  suima_doubt_bar_reload (self->doubt_bar, self->session);
}

static void
suima_station_view_refresh_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_station_view_refresh (SUIMA_STATION_VIEW (widget));
}

static void
suima_station_view_counted_cb (SuimaStationView *self, guint ready)
{
  g_autofree char *count = g_strdup_printf ("%u", ready);

  gtk_label_set_text (self->ready_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->ready_label), ready > 0);
}

void
suima_station_view_take_scan (SuimaStationView *self, const char *text)
{
  g_return_if_fail (SUIMA_IS_STATION_VIEW (self));
  if (suima_station_view_shows_batch (self) && suima_batch_page_take_scan (self->batch_page, text))
    return;
  suima_station_view_show (self, "scan", "scan");
  suima_scan_page_take (self->scan_page, text);
}

void
suima_station_view_type (SuimaStationView *self, guint digit)
{
  g_return_if_fail (SUIMA_IS_STATION_VIEW (self));
  if (suima_station_view_shows_batch (self))
    suima_batch_page_type (self->batch_page, digit);
}

void
suima_station_view_import (SuimaStationView *self, const char *const *paths)
{
  g_return_if_fail (SUIMA_IS_STATION_VIEW (self));
  suima_station_view_show (self, "deliveries", "deliveries");
  suima_deliveries_page_import (self->deliveries_page, paths);
}

/* Room */

void
suima_station_view_set_windowed (SuimaStationView *self, gboolean is_windowed)
{
  g_return_if_fail (SUIMA_IS_STATION_VIEW (self));
  suima_status_bar_set_windowed (self->status_bar, is_windowed);
}

void
suima_station_view_set_layout (SuimaStationView *self, gboolean is_narrow, gboolean is_tall)
{
  g_return_if_fail (SUIMA_IS_STATION_VIEW (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body_box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL
                                            : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->places_box),
                                  is_narrow ? GTK_ORIENTATION_HORIZONTAL
                                            : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (self->places_box, is_narrow);
  gtk_box_reorder_child_after (self->body_box, GTK_WIDGET (self->places_box),
                               is_narrow ? GTK_WIDGET (self->page_stack) : NULL);
  suima_batch_page_set_layout (self->batch_page, is_narrow, is_tall);
  suima_scan_page_set_narrow (self->scan_page, is_narrow);
}

/* Station */

/* What goes on by itself as long as the station is open. */
static void
suima_station_view_start (SuimaStationView *self)
{
  self->left_runs = suima_left_runs_new (self->session);
  g_signal_connect_object (self->left_runs, "settled", G_CALLBACK (suima_station_view_refresh),
                           self, G_CONNECT_SWAPPED);
  self->inbox = suima_inbox_new (self->session);
  if (self->inbox == NULL)
    return;
  g_signal_connect_object (self->inbox, "arrived", G_CALLBACK (suima_deliveries_page_show_arrived),
                           self->deliveries_page, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inbox, "trouble", G_CALLBACK (suima_deliveries_page_show_trouble),
                           self->deliveries_page, G_CONNECT_SWAPPED);
}

void
suima_station_view_set_session (SuimaStationView *self, SuimaSession *session, const char *dir)
{
  g_return_if_fail (SUIMA_IS_STATION_VIEW (self) && self->session == NULL);
  self->session = g_object_ref (session);
  self->pulse = suima_pulse_new (session);
  suima_status_bar_set_session (self->status_bar, session, self->pulse);
  suima_deliveries_page_set_session (self->deliveries_page, session);
  suima_batch_page_set_session (self->batch_page, session, self->pulse);
  suima_scan_page_set_session (self->scan_page, session, self->pulse);
  suima_more_page_set_session (self->more_page, session, dir);
  suima_printers_page_set_session (self->printers_page, session);
  suima_templates_page_set_session (self->templates_page, session);
  suima_station_view_refresh (self);
  suima_station_view_start (self);
}

/* Widget */

static void
suima_station_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLACE)
    g_value_set_string (value, SUIMA_STATION_VIEW (object)->place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* A place is touched: its first page shows, also when a batch stood over the deliveries. */
static void
suima_station_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  const char *place = id == PROP_PLACE ? g_value_get_string (value) : NULL;

  if (place != NULL)
    suima_station_view_show (SUIMA_STATION_VIEW (object), place, place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_station_view_dispose (GObject *object)
{
  SuimaStationView *self = SUIMA_STATION_VIEW (object);

  if (self->pulse != NULL)
    suima_pulse_stop (self->pulse);
  g_clear_object (&self->pulse);
  if (self->left_runs != NULL)
    suima_left_runs_stop (self->left_runs);
  g_clear_object (&self->left_runs);
  if (self->inbox != NULL)
    suima_inbox_stop (self->inbox);
  g_clear_object (&self->inbox);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_station_view_parent_class)->dispose (object);
}

static void
suima_station_view_finalize (GObject *object)
{
  g_free (SUIMA_STATION_VIEW (object)->place);
  G_OBJECT_CLASS (suima_station_view_parent_class)->finalize (object);
}

static void
suima_station_view_bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SUIMA_TYPE_BATCH_PAGE);
  g_type_ensure (SUIMA_TYPE_DELIVERIES_PAGE);
  g_type_ensure (SUIMA_TYPE_DOUBT_BAR);
  g_type_ensure (SUIMA_TYPE_MORE_PAGE);
  g_type_ensure (SUIMA_TYPE_PRINTERS_PAGE);
  g_type_ensure (SUIMA_TYPE_SCAN_PAGE);
  g_type_ensure (SUIMA_TYPE_STATUS_BAR);
  g_type_ensure (SUIMA_TYPE_TEMPLATES_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-station-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, batch_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, body_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, deliveries_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, doubt_bar);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, more_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, page_stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, places_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, printers_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, ready_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, scan_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, status_bar);
  gtk_widget_class_bind_template_child (widget_class, SuimaStationView, templates_page);
  gtk_widget_class_bind_template_callback (widget_class, suima_station_view_counted_cb);
}

static void
suima_station_view_class_init (SuimaStationViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_station_view_dispose;
  object_class->finalize = suima_station_view_finalize;
  object_class->get_property = suima_station_view_get_property;
  object_class->set_property = suima_station_view_set_property;
  properties[PROP_PLACE] =
      g_param_spec_string ("place", NULL, NULL, "deliveries",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "view.place", "place");
  gtk_widget_class_install_action (widget_class, "view.open-batch", "x",
                                   suima_station_view_open_batch_cb);
  gtk_widget_class_install_action (widget_class, "view.open-page", "s",
                                   suima_station_view_open_page_cb);
  gtk_widget_class_install_action (widget_class, "view.show-doubt", NULL,
                                   suima_station_view_show_doubt_cb);
  gtk_widget_class_install_action (widget_class, "view.refresh", NULL,
                                   suima_station_view_refresh_cb);
  suima_station_view_bind_template (widget_class);
}

static void
suima_station_view_init (SuimaStationView *self)
{
  self->place = g_strdup ("deliveries");
  gtk_widget_init_template (GTK_WIDGET (self));
}
