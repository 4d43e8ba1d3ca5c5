// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-row.h"

#include <glib/gi18n.h>

struct _SuimaPrinterRow
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *button;
  GtkLabel *details_label;
  GtkLabel *name_label;
  GtkWidget *state_box;
  GtkImage *state_image;
  GtkLabel *state_label;
  GtkWidget *usual_label;
};

G_DEFINE_FINAL_TYPE (SuimaPrinterRow, suima_printer_row, ADW_TYPE_BIN)

SuimaTone
suima_printer_entry_get_tone (const SuimaPrinterEntry *entry)
{
  static const char *const good[] = { "idle", "processing", "busy", NULL };

  if (g_strv_contains (good, entry->condition))
    return SUIMA_TONE_OK;
  return g_str_equal (entry->condition, "found") ? SUIMA_TONE_UNKNOWN : SUIMA_TONE_WARN;
}

char *
suima_printer_entry_to_details (const SuimaPrinterEntry *entry)
{
  GString *text = g_string_new (entry->model);

  if (entry->dpi > 0)
    g_string_append_printf (text, "%s%u dpi", text->len > 0 ? " · " : "", entry->dpi);
  if (g_strcmp0 (entry->destination, entry->name) != 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", entry->destination);
  return g_string_free (text, FALSE);
}

void
suima_printer_row_show (SuimaPrinterRow *self, const SuimaPrinterEntry *entry)
{
  SuimaTone tone = suima_printer_entry_get_tone (entry);
  gboolean is_known = g_str_equal (entry->source, "configured");
  g_autofree char *details = suima_printer_entry_to_details (entry);

  g_return_if_fail (SUIMA_IS_PRINTER_ROW (self));
  gtk_label_set_text (self->name_label, entry->name);
  gtk_label_set_text (self->details_label, details);
  gtk_label_set_text (self->state_label, entry->message);
  gtk_image_set_from_icon_name (self->state_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->state_box);
  gtk_widget_set_visible (self->usual_label, entry->is_usual);
  gtk_widget_set_visible (self->state_box, is_known);
}

const char *
suima_printer_row_get_name (SuimaPrinterRow *self)
{
  g_return_val_if_fail (SUIMA_IS_PRINTER_ROW (self), NULL);
  return gtk_label_get_text (self->name_label);
}

GtkWidget *
suima_printer_row_new (const SuimaPrinterEntry *entry, const char *action, GVariant *target)
{
  SuimaPrinterRow *self = g_object_new (SUIMA_TYPE_PRINTER_ROW, NULL);

  suima_printer_row_show (self, entry);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), target);
  return GTK_WIDGET (self);
}

static void
suima_printer_row_class_init (SuimaPrinterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-printer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterRow, button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterRow, state_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterRow, state_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterRow, usual_label);
}

static void
suima_printer_row_init (SuimaPrinterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
