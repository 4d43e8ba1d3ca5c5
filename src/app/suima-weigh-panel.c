// SPDX-License-Identifier: Apache-2.0
#include "suima-weigh-panel.h"

#include "suima-error.h"
#include "suima-keypad.h"
#include "suima-words.h"

#include <glib/gi18n.h>

#define SUIMA_WEIGH_PANEL_PATIENCE_MS 1500
#define SUIMA_WEIGH_PANEL_PAUSE_MS 300u
#define SUIMA_WEIGH_PANEL_MAX G_GINT64_CONSTANT (9999999) /* 9999.999 kg, ¥99999.99 */

struct _SuimaWeighPanel
{
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *note_label;
  GtkWidget *price_button;
  GtkLabel *price_label;
  GtkLabel *weight_label;

  /* owned */
  SuimaSession *session;
  GCancellable *weighing; /* nullable: while it is shown */
  char *field;            /* `weight`, `price`: what the keys write into */

  gint64 weight_g, unit_price_fen;
  guint pause_source;
  gboolean is_typed;  /* the weight is by hand: the scale does not change it */
  gboolean is_preset; /* the next digit begins anew */
  gboolean is_priced;
};

G_DEFINE_FINAL_TYPE (SuimaWeighPanel, suima_weigh_panel, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_FIELD,
  N_PROPS
};

enum
{
  SUIMA_WEIGH_PANEL_CHANGED,
  SUIMA_WEIGH_PANEL_N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint suima_weigh_panel_signals[SUIMA_WEIGH_PANEL_N_SIGNALS];

static void suima_weigh_panel_ask (SuimaWeighPanel *self);

gint64
suima_weigh_price_fen (gint64 weight_g, gint64 unit_price_fen)
{
  return (weight_g * unit_price_fen + 500) / 1000;
}

gint64
suima_weigh_panel_get_weight_g (SuimaWeighPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_WEIGH_PANEL (self), 0);
  return self->weight_g;
}

gint64
suima_weigh_panel_get_unit_price_fen (SuimaWeighPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_WEIGH_PANEL (self), 0);
  return self->is_priced ? self->unit_price_fen : 0;
}

gint64
suima_weigh_panel_get_price_fen (SuimaWeighPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_WEIGH_PANEL (self), 0);
  return suima_weigh_price_fen (self->weight_g, suima_weigh_panel_get_unit_price_fen (self));
}

static void
suima_weigh_panel_update (SuimaWeighPanel *self)
{
  g_autofree char *weight = g_strdup_printf ("%" G_GINT64_FORMAT ".%03d kg", self->weight_g / 1000,
                                             (int)(self->weight_g % 1000));
  g_autofree char *price =
      g_strdup_printf ("¥%" G_GINT64_FORMAT ".%02d/kg", self->unit_price_fen / 100,
                       (int)(self->unit_price_fen % 100));

  gtk_label_set_text (self->weight_label, weight);
  gtk_label_set_text (self->price_label, price);
  gtk_widget_set_visible (self->price_button, self->is_priced);
  g_signal_emit (self, suima_weigh_panel_signals[SUIMA_WEIGH_PANEL_CHANGED], 0);
}

void
suima_weigh_panel_set_priced (SuimaWeighPanel *self, gboolean is_priced)
{
  g_return_if_fail (SUIMA_IS_WEIGH_PANEL (self));
  self->is_priced = is_priced;
  if (!is_priced)
    g_object_set (self, "field", "weight", NULL);
  suima_weigh_panel_update (self);
}

void
suima_weigh_panel_set_session (SuimaWeighPanel *self, SuimaSession *session)
{
  g_return_if_fail (SUIMA_IS_WEIGH_PANEL (self));
  g_set_object (&self->session, session);
}

/* The scale */

static gpointer
suima_weigh_panel_weigh_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  gint64 weight_g = 0;

  if (!suima_station_read_weight (station, NULL, NULL, SUIMA_WEIGH_PANEL_PATIENCE_MS, cancellable,
                                  &weight_g, error))
    return NULL;
  return g_memdup2 (&weight_g, sizeof weight_g);
}

static gboolean
suima_weigh_panel_pause_cb (gpointer user_data)
{
  SuimaWeighPanel *self = user_data;

  self->pause_source = 0;
  suima_weigh_panel_ask (self);
  return G_SOURCE_REMOVE;
}

static void
suima_weigh_panel_take (SuimaWeighPanel *self, const gint64 *weight_g, const GError *error)
{
  const char *words = error ? suima_words_scale (suima_error_to_code (error)) : NULL;

  if (self->is_typed)
    words = _ ("Typed by hand. Clear it for the scale.");
  else if (weight_g != NULL)
    {
      self->weight_g = MAX (*weight_g, 0);
      words = *weight_g > 0 ? _ ("From the scale") : _ ("Put the goods on the scale");
    }
  else if (!g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_BUSY))
    self->weight_g = 0;
  gtk_label_set_text (self->note_label, words ? words : "");
  suima_weigh_panel_update (self);
}

static void
suima_weigh_panel_weigh_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaWeighPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stale = self->weighing != g_task_get_cancellable (G_TASK (result));
  g_autofree gint64 *weight_g = suima_session_do_finish (result, &error);

  if (self->weighing == NULL || is_stale)
    return;
  suima_weigh_panel_take (self, weight_g, error);
  self->pause_source =
      g_timeout_add (SUIMA_WEIGH_PANEL_PAUSE_MS, suima_weigh_panel_pause_cb, self);
}

static void
suima_weigh_panel_ask (SuimaWeighPanel *self)
{
  const SuimaSessionAct act = { .run = suima_weigh_panel_weigh_thread, .free_result = g_free };

  suima_session_do_async (self->session, &act, self->weighing, suima_weigh_panel_weigh_cb,
                          g_object_ref (self));
}

static void
suima_weigh_panel_map (GtkWidget *widget)
{
  SuimaWeighPanel *self = SUIMA_WEIGH_PANEL (widget);

  GTK_WIDGET_CLASS (suima_weigh_panel_parent_class)->map (widget);
  if (self->session == NULL || self->weighing != NULL)
    return;
  self->weighing = g_cancellable_new ();
  suima_weigh_panel_ask (self);
}

static void
suima_weigh_panel_stop (SuimaWeighPanel *self)
{
  if (self->weighing != NULL)
    g_cancellable_cancel (self->weighing);
  g_clear_object (&self->weighing);
  g_clear_handle_id (&self->pause_source, g_source_remove);
}

static void
suima_weigh_panel_unmap (GtkWidget *widget)
{
  suima_weigh_panel_stop (SUIMA_WEIGH_PANEL (widget));
  GTK_WIDGET_CLASS (suima_weigh_panel_parent_class)->unmap (widget);
}

/* The keys */

static gint64 *
suima_weigh_panel_get_target (SuimaWeighPanel *self)
{
  return g_str_equal (self->field, "price") ? &self->unit_price_fen : &self->weight_g;
}

static void
suima_weigh_panel_put (SuimaWeighPanel *self, gint64 value)
{
  gint64 *target = suima_weigh_panel_get_target (self);

  if (value <= SUIMA_WEIGH_PANEL_MAX)
    *target = value;
  self->is_preset = FALSE;
  if (target == &self->weight_g)
    self->is_typed = value > 0;
  suima_weigh_panel_update (self);
}

static void
suima_weigh_panel_digit_cb (SuimaWeighPanel *self, guint digit)
{
  gint64 value = self->is_preset || (!self->is_typed && g_str_equal (self->field, "weight"))
                     ? 0
                     : *suima_weigh_panel_get_target (self);

  suima_weigh_panel_put (self, value * 10 + digit);
}

static void
suima_weigh_panel_back_cb (SuimaWeighPanel *self)
{
  suima_weigh_panel_put (self, *suima_weigh_panel_get_target (self) / 10);
}

static void
suima_weigh_panel_clear_cb (SuimaWeighPanel *self)
{
  suima_weigh_panel_put (self, 0);
}

static void
suima_weigh_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FIELD)
    g_value_set_string (value, SUIMA_WEIGH_PANEL (object)->field);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_weigh_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SuimaWeighPanel *self = SUIMA_WEIGH_PANEL (object);

  if (id != PROP_FIELD)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_free (self->field);
  self->field = g_value_dup_string (value);
  self->is_preset = TRUE;
  g_object_notify_by_pspec (object, pspec);
}

static void
suima_weigh_panel_dispose (GObject *object)
{
  SuimaWeighPanel *self = SUIMA_WEIGH_PANEL (object);

  suima_weigh_panel_stop (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_weigh_panel_parent_class)->dispose (object);
}

static void
suima_weigh_panel_finalize (GObject *object)
{
  g_free (SUIMA_WEIGH_PANEL (object)->field);
  G_OBJECT_CLASS (suima_weigh_panel_parent_class)->finalize (object);
}

static void
suima_weigh_panel_class_init (SuimaWeighPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_weigh_panel_dispose;
  object_class->finalize = suima_weigh_panel_finalize;
  object_class->get_property = suima_weigh_panel_get_property;
  object_class->set_property = suima_weigh_panel_set_property;
  widget_class->map = suima_weigh_panel_map;
  widget_class->unmap = suima_weigh_panel_unmap;
  g_type_ensure (SUIMA_TYPE_KEYPAD);
  properties[PROP_FIELD] =
      g_param_spec_string ("field", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  suima_weigh_panel_signals[SUIMA_WEIGH_PANEL_CHANGED] = g_signal_new (
      "changed", SUIMA_TYPE_WEIGH_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_property_action (widget_class, "weigh.field", "field");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-weigh-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaWeighPanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaWeighPanel, price_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaWeighPanel, price_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaWeighPanel, weight_label);
  gtk_widget_class_bind_template_callback (widget_class, suima_weigh_panel_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_weigh_panel_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_weigh_panel_digit_cb);
}

static void
suima_weigh_panel_init (SuimaWeighPanel *self)
{
  self->field = g_strdup ("weight");
  self->is_preset = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
