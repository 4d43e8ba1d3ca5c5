// SPDX-License-Identifier: Apache-2.0
#include "suima-hold-button.h"

struct _SuimaHoldButton
{
  GtkButton parent_instance;
  guint source;
};

G_DEFINE_FINAL_TYPE (SuimaHoldButton, suima_hold_button, GTK_TYPE_BUTTON)

enum
{
  SUIMA_HOLD_BUTTON_HELD,
  SUIMA_HOLD_BUTTON_N_SIGNALS
};

static guint suima_hold_button_signals[SUIMA_HOLD_BUTTON_N_SIGNALS];

static gboolean
suima_hold_button_held_cb (gpointer user_data)
{
  SuimaHoldButton *self = user_data;

  self->source = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "holding");
  g_signal_emit (self, suima_hold_button_signals[SUIMA_HOLD_BUTTON_HELD], 0);
  return G_SOURCE_REMOVE;
}

void
suima_hold_button_press (SuimaHoldButton *self)
{
  g_return_if_fail (SUIMA_IS_HOLD_BUTTON (self));
  /* A held key repeats. */
  if (self->source != 0)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self), "holding");
  self->source = g_timeout_add (SUIMA_HOLD_BUTTON_MS, suima_hold_button_held_cb, self);
}

void
suima_hold_button_release (SuimaHoldButton *self)
{
  g_return_if_fail (SUIMA_IS_HOLD_BUTTON (self));
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "holding");
}

static gboolean
suima_hold_button_touched_cb (SuimaHoldButton *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    suima_hold_button_press (self);
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL ||
           type == GDK_LEAVE_NOTIFY)
    suima_hold_button_release (self);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
suima_hold_button_key_pressed_cb (SuimaHoldButton *self, guint keyval)
{
  if (keyval != GDK_KEY_space && keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  suima_hold_button_press (self);
  return GDK_EVENT_STOP;
}

static void
suima_hold_button_dispose (GObject *object)
{
  suima_hold_button_release (SUIMA_HOLD_BUTTON (object));
  G_OBJECT_CLASS (suima_hold_button_parent_class)->dispose (object);
}

static void
suima_hold_button_class_init (SuimaHoldButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = suima_hold_button_dispose;
  suima_hold_button_signals[SUIMA_HOLD_BUTTON_HELD] = g_signal_new (
      "held", SUIMA_TYPE_HOLD_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
suima_hold_button_init (SuimaHoldButton *self)
{
  GtkEventController *touch = gtk_event_controller_legacy_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (touch, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (touch, "event", G_CALLBACK (suima_hold_button_touched_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), touch);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (suima_hold_button_key_pressed_cb),
                            self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (suima_hold_button_release), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hold");
}
