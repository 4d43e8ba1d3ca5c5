// SPDX-License-Identifier: Apache-2.0
#include "suima-keypad.h"

struct _SuimaKeypad
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SuimaKeypad, suima_keypad, ADW_TYPE_BIN)

enum
{
  SUIMA_KEYPAD_DIGIT,
  SUIMA_KEYPAD_BACK,
  SUIMA_KEYPAD_CLEAR,
  SUIMA_KEYPAD_N_SIGNALS
};

static guint suima_keypad_signals[SUIMA_KEYPAD_N_SIGNALS];

static void
suima_keypad_digit_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, suima_keypad_signals[SUIMA_KEYPAD_DIGIT], 0,
                 (guint)g_variant_get_int32 (target));
}

static void
suima_keypad_back_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, suima_keypad_signals[SUIMA_KEYPAD_BACK], 0);
}

static void
suima_keypad_clear_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, suima_keypad_signals[SUIMA_KEYPAD_CLEAR], 0);
}

static void
suima_keypad_class_init (SuimaKeypadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  suima_keypad_signals[SUIMA_KEYPAD_DIGIT] =
      g_signal_new ("digit", SUIMA_TYPE_KEYPAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    1, G_TYPE_UINT);
  suima_keypad_signals[SUIMA_KEYPAD_BACK] = g_signal_new (
      "back", SUIMA_TYPE_KEYPAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  suima_keypad_signals[SUIMA_KEYPAD_CLEAR] = g_signal_new (
      "clear", SUIMA_TYPE_KEYPAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "keypad.digit", "i", suima_keypad_digit_cb);
  gtk_widget_class_install_action (widget_class, "keypad.back", NULL, suima_keypad_back_cb);
  gtk_widget_class_install_action (widget_class, "keypad.clear", NULL, suima_keypad_clear_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-keypad.ui");
}

static void
suima_keypad_init (SuimaKeypad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
