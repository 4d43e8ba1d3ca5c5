// SPDX-License-Identifier: Apache-2.0
#include "suima-code-pad.h"

struct _SuimaCodePad
{
  AdwBin parent_instance;

  /* template widgets */
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (SuimaCodePad, suima_code_pad, ADW_TYPE_BIN)

enum
{
  SUIMA_CODE_PAD_ENTERED,
  SUIMA_CODE_PAD_N_SIGNALS
};

static guint suima_code_pad_signals[SUIMA_CODE_PAD_N_SIGNALS];

void
suima_code_pad_clear (SuimaCodePad *self)
{
  g_return_if_fail (SUIMA_IS_CODE_PAD (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
suima_code_pad_type_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  GtkEditable *entry = GTK_EDITABLE (SUIMA_CODE_PAD (widget)->entry);
  int position = gtk_editable_get_position (entry);

  gtk_editable_delete_selection (entry);
  gtk_editable_insert_text (entry, g_variant_get_string (target, NULL), -1, &position);
  gtk_editable_set_position (entry, position);
}

static void
suima_code_pad_backspace_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  GtkEditable *entry = GTK_EDITABLE (SUIMA_CODE_PAD (widget)->entry);
  int position = gtk_editable_get_position (entry);

  if (position > 0)
    gtk_editable_delete_text (entry, position - 1, position);
}

static void
suima_code_pad_clear_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_code_pad_clear (SUIMA_CODE_PAD (widget));
}

static void
suima_code_pad_enter (SuimaCodePad *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text != '\0')
    g_signal_emit (self, suima_code_pad_signals[SUIMA_CODE_PAD_ENTERED], 0, text);
}

static void
suima_code_pad_enter_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_code_pad_enter (SUIMA_CODE_PAD (widget));
}

static void
suima_code_pad_class_init (SuimaCodePadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  suima_code_pad_signals[SUIMA_CODE_PAD_ENTERED] =
      g_signal_new ("entered", SUIMA_TYPE_CODE_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "code.type", "s", suima_code_pad_type_cb);
  gtk_widget_class_install_action (widget_class, "code.backspace", NULL,
                                   suima_code_pad_backspace_cb);
  gtk_widget_class_install_action (widget_class, "code.clear", NULL, suima_code_pad_clear_cb);
  gtk_widget_class_install_action (widget_class, "code.enter", NULL, suima_code_pad_enter_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-code-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaCodePad, entry);
  gtk_widget_class_bind_template_callback (widget_class, suima_code_pad_enter);
}

static void
suima_code_pad_init (SuimaCodePad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
