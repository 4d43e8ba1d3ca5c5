// SPDX-License-Identifier: Apache-2.0
#include "suima-stepper.h"

#include <math.h>

struct _SuimaStepper
{
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *number_label;
  GtkLabel *unit_label;

  /* owned */
  char *unit;         /* nullable */
  char *lowest_words; /* nullable */

  double value, lowest, highest, step;
  guint digits;
};

G_DEFINE_FINAL_TYPE (SuimaStepper, suima_stepper, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_VALUE,
  PROP_LOWEST,
  PROP_HIGHEST,
  PROP_STEP,
  PROP_DIGITS,
  PROP_UNIT,
  PROP_LOWEST_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
suima_stepper_update (SuimaStepper *self)
{
  gboolean is_worded = self->lowest_words != NULL && self->value <= self->lowest;
  g_autofree char *number = g_strdup_printf ("%.*f", (int)self->digits, self->value);

  gtk_label_set_text (self->number_label, is_worded ? self->lowest_words : number);
  if (is_worded)
    gtk_widget_remove_css_class (GTK_WIDGET (self->number_label), "number");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->number_label), "number");
  gtk_label_set_text (self->unit_label, self->unit ? self->unit : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unit_label), self->unit != NULL && !is_worded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "stepper.less", self->value > self->lowest);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "stepper.more", self->value < self->highest);
}

double
suima_stepper_get_value (SuimaStepper *self)
{
  g_return_val_if_fail (SUIMA_IS_STEPPER (self), 0.0);
  return self->value;
}

void
suima_stepper_set_value (SuimaStepper *self, double value)
{
  g_return_if_fail (SUIMA_IS_STEPPER (self));
  /* On the grid of steps from zero, so that half a millimetre stays half a millimetre; no -0. */
  value = CLAMP (round (value * 1000.0) / 1000.0, self->lowest, self->highest) + 0.0;
  if (value != self->value)
    {
      self->value = value;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
    }
  suima_stepper_update (self);
}

static void
suima_stepper_step_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaStepper *self = SUIMA_STEPPER (widget);

  suima_stepper_set_value (self, self->value + (g_str_equal (name, "stepper.more") ? self->step
                                                                                   : -self->step));
}

static void
suima_stepper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SuimaStepper *self = SUIMA_STEPPER (object);

  switch (id)
    {
    case PROP_VALUE: g_value_set_double (value, self->value); break;
    case PROP_LOWEST: g_value_set_double (value, self->lowest); break;
    case PROP_HIGHEST: g_value_set_double (value, self->highest); break;
    case PROP_STEP: g_value_set_double (value, self->step); break;
    case PROP_DIGITS: g_value_set_uint (value, self->digits); break;
    case PROP_UNIT: g_value_set_string (value, self->unit); break;
    case PROP_LOWEST_WORDS: g_value_set_string (value, self->lowest_words); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
suima_stepper_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SuimaStepper *self = SUIMA_STEPPER (object);

  switch (id)
    {
    case PROP_VALUE: suima_stepper_set_value (self, g_value_get_double (value)); return;
    case PROP_LOWEST: self->lowest = g_value_get_double (value); break;
    case PROP_HIGHEST: self->highest = g_value_get_double (value); break;
    case PROP_STEP: self->step = g_value_get_double (value); break;
    case PROP_DIGITS: self->digits = g_value_get_uint (value); break;
    case PROP_UNIT: g_free (self->unit); self->unit = g_value_dup_string (value); break;
    case PROP_LOWEST_WORDS:
      g_free (self->lowest_words);
      self->lowest_words = g_value_dup_string (value);
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec); return;
    }
  suima_stepper_set_value (self, self->value);
}

static void
suima_stepper_finalize (GObject *object)
{
  SuimaStepper *self = SUIMA_STEPPER (object);

  g_free (self->unit);
  g_free (self->lowest_words);
  G_OBJECT_CLASS (suima_stepper_parent_class)->finalize (object);
}

static GParamSpec *
suima_stepper_new_double (const char *name, double preset)
{
  return g_param_spec_double (name, NULL, NULL, -1e6, 1e6, preset,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                  G_PARAM_STATIC_STRINGS);
}

static void
suima_stepper_class_init (SuimaStepperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = suima_stepper_get_property;
  object_class->set_property = suima_stepper_set_property;
  object_class->finalize = suima_stepper_finalize;
  properties[PROP_VALUE] = suima_stepper_new_double ("value", 0.0);
  properties[PROP_LOWEST] = suima_stepper_new_double ("lowest", 0.0);
  properties[PROP_HIGHEST] = suima_stepper_new_double ("highest", 100.0);
  properties[PROP_STEP] = suima_stepper_new_double ("step", 1.0);
  properties[PROP_DIGITS] =
      g_param_spec_uint ("digits", NULL, NULL, 0, 3, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOWEST_WORDS] = g_param_spec_string (
      "lowest-words", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, "stepper.less", NULL, suima_stepper_step_cb);
  gtk_widget_class_install_action (widget_class, "stepper.more", NULL, suima_stepper_step_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-stepper.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaStepper, number_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStepper, unit_label);
}

static void
suima_stepper_init (SuimaStepper *self)
{
  self->highest = 100.0;
  self->step = 1.0;
  gtk_widget_init_template (GTK_WIDGET (self));
  suima_stepper_update (self);
}
