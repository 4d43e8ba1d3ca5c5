// SPDX-License-Identifier: Apache-2.0
#include "suima-number-pad.h"

#include <glib/gi18n.h>

struct _SuimaNumberPad
{
  AdwBin parent_instance;

  /* template widgets */
  GtkButton *all_button;
  GtkLabel *number_label;

  guint value;
  guint all;
  gboolean is_preset; /* the next digit begins anew */
};

G_DEFINE_FINAL_TYPE (SuimaNumberPad, suima_number_pad, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
suima_number_pad_put (SuimaNumberPad *self, guint value, gboolean is_preset)
{
  g_autofree char *text = g_strdup_printf ("%u", value);

  self->is_preset = is_preset;
  gtk_label_set_text (self->number_label, text);
  if (value == self->value)
    return;
  self->value = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

guint
suima_number_pad_get_value (SuimaNumberPad *self)
{
  g_return_val_if_fail (SUIMA_IS_NUMBER_PAD (self), 0);
  return self->value;
}

void
suima_number_pad_set_value (SuimaNumberPad *self, guint value)
{
  g_return_if_fail (SUIMA_IS_NUMBER_PAD (self));
  suima_number_pad_put (self, MIN (value, SUIMA_NUMBER_PAD_MAX), TRUE);
}

void
suima_number_pad_set_all (SuimaNumberPad *self, guint all, gboolean is_rest)
{
  g_autofree char *words = NULL;

  g_return_if_fail (SUIMA_IS_NUMBER_PAD (self));
  /* translators: keys that set the count: 剩下 80, 全部 120 */
  words = g_strdup_printf (is_rest ? _ ("Rest: %u") : _ ("All %u"), all);
  self->all = MIN (all, SUIMA_NUMBER_PAD_MAX);
  gtk_button_set_label (self->all_button, words);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), self->all > 0);
}

void
suima_number_pad_type (SuimaNumberPad *self, guint digit)
{
  guint value;

  g_return_if_fail (SUIMA_IS_NUMBER_PAD (self) && digit <= 9);
  value = self->is_preset ? digit : self->value * 10 + digit;
  if (value <= SUIMA_NUMBER_PAD_MAX)
    suima_number_pad_put (self, value, FALSE);
}

static void
suima_number_pad_digit_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_number_pad_type (SUIMA_NUMBER_PAD (widget), (guint)g_variant_get_int32 (target));
}

static void
suima_number_pad_clear_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_number_pad_put (SUIMA_NUMBER_PAD (widget), 0, FALSE);
}

static void
suima_number_pad_backspace_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaNumberPad *self = SUIMA_NUMBER_PAD (widget);

  suima_number_pad_put (self, self->value / 10, FALSE);
}

static void
suima_number_pad_all_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaNumberPad *self = SUIMA_NUMBER_PAD (widget);

  suima_number_pad_put (self, self->all, TRUE);
}

static void
suima_number_pad_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VALUE)
    g_value_set_uint (value, SUIMA_NUMBER_PAD (object)->value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_number_pad_class_init (SuimaNumberPadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = suima_number_pad_get_property;
  properties[PROP_VALUE] = g_param_spec_uint ("value", NULL, NULL, 0, SUIMA_NUMBER_PAD_MAX, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, "pad.digit", "i", suima_number_pad_digit_cb);
  gtk_widget_class_install_action (widget_class, "pad.clear", NULL, suima_number_pad_clear_cb);
  gtk_widget_class_install_action (widget_class, "pad.backspace", NULL,
                                   suima_number_pad_backspace_cb);
  gtk_widget_class_install_action (widget_class, "pad.all", NULL, suima_number_pad_all_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-number-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaNumberPad, all_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaNumberPad, number_label);
}

static void
suima_number_pad_init (SuimaNumberPad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
