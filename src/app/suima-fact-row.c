// SPDX-License-Identifier: Apache-2.0
#include "suima-fact-row.h"

struct _SuimaFactRow
{
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *name_label;
  GtkLabel *value_label;
};

G_DEFINE_FINAL_TYPE (SuimaFactRow, suima_fact_row, ADW_TYPE_BIN)

void
suima_fact_row_append (GtkWidget *box, const char *name, const char *value)
{
  SuimaFactRow *self;

  if (value == NULL || *value == '\0')
    return;
  self = g_object_new (SUIMA_TYPE_FACT_ROW, NULL);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->value_label, value);
  if (GTK_IS_FLOW_BOX (box))
    {
      gtk_flow_box_append (GTK_FLOW_BOX (box), GTK_WIDGET (self));
      gtk_widget_set_focusable (gtk_widget_get_parent (GTK_WIDGET (self)), FALSE);
    }
  else
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (self));
}

void
suima_fact_row_clear (GtkWidget *box)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (box)) != NULL)
    if (GTK_IS_FLOW_BOX (box))
      gtk_flow_box_remove (GTK_FLOW_BOX (box), row);
    else
      gtk_box_remove (GTK_BOX (box), row);
}

static void
suima_fact_row_class_init (SuimaFactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaFactRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaFactRow, value_label);
}

static void
suima_fact_row_init (SuimaFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
