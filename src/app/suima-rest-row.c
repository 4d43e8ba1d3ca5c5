// SPDX-License-Identifier: Apache-2.0
#include "suima-rest-row.h"

#include <glib/gi18n.h>

struct _SuimaRestRow
{
  AdwBin parent_instance;

  /* template widgets */
  GtkButton *resume_button;
  GtkLabel *said_label;
};

G_DEFINE_FINAL_TYPE (SuimaRestRow, suima_rest_row, ADW_TYPE_BIN)

GtkWidget *
suima_rest_row_new (const SuimaRunCard *card)
{
  SuimaRestRow *self = g_object_new (SUIMA_TYPE_REST_ROW, NULL);
  g_autofree char *said =
      g_strdup_printf (_ ("A run of before broke off: %u of %u labels came out."), card->printed,
                       card->count);
  g_autofree char *words = g_strdup_printf (ngettext ("Print the %u that is missing",
                                                      "Print the %u that are missing",
                                                      card->missing),
                                            card->missing);

  gtk_label_set_text (self->said_label, said);
  gtk_button_set_label (self->resume_button, words);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->resume_button), "(xu)", card->run_id,
                                    card->missing);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->resume_button), "batch.resume");
  return GTK_WIDGET (self);
}

static void
suima_rest_row_class_init (SuimaRestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-rest-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaRestRow, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaRestRow, said_label);
}

static void
suima_rest_row_init (SuimaRestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
