// SPDX-License-Identifier: Apache-2.0
#include "suima-batch-row.h"

#include "suima-dates.h"
#include "suima-verdict.h"

#include <glib/gi18n.h>

struct _SuimaBatchRow
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *chip_box;
  GtkImage *chip_image;
  GtkLabel *chip_label;
  GtkLabel *facts_label;
  GtkLabel *heading_label;
  GtkLabel *initial_label;
  GtkLabel *left_label;
  GtkLabel *product_label;
  GtkLabel *quantity_label;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (SuimaBatchRow, suima_batch_row, ADW_TYPE_BIN)

static void
suima_batch_row_show_initial (SuimaBatchRow *self, const char *product)
{
  const char *first = product;
  char initial[7] = "";

  while (*first != '\0' && !g_unichar_isalnum (g_utf8_get_char (first)))
    first = g_utf8_next_char (first);
  if (*first != '\0')
    g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (first)), initial);
  gtk_label_set_text (self->initial_label, initial);
}

static char *
suima_batch_row_facts (const SuimaBatch *batch)
{
  g_autoptr (GString) facts = g_string_new (NULL);

  if (batch->lot != NULL)
    g_string_append_printf (facts, _ ("Lot %s"), batch->lot);
  if (batch->origin != NULL)
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", batch->origin);
  return g_strdup (facts->str);
}

static void
suima_batch_row_show_card (SuimaBatchRow *self, const SuimaBatchCard *card, SuimaDay today)
{
  const SuimaBatch *batch = card->batch;
  SuimaTone tone;
  const char *icon;
  g_autofree char *chip = suima_card_to_chip (card, &tone, &icon);
  g_autofree char *facts = suima_batch_row_facts (batch);
  g_autofree char *count = suima_quantity_to_text (batch->quantity_milli);
  g_autofree char *quantity = g_strdup_printf ("%s %s", count, batch->unit ? batch->unit : "");
  g_autofree char *left = suima_dates_left_to_words (batch->expiry, today);

  suima_batch_row_show_initial (self, batch->product);
  gtk_label_set_text (self->product_label, batch->product);
  gtk_label_set_text (self->facts_label, facts);
  gtk_label_set_text (self->quantity_label, quantity);
  gtk_label_set_text (self->left_label, left);
  gtk_label_set_text (self->chip_label, chip);
  gtk_image_set_from_icon_name (self->chip_image, icon);
  suima_tone_set_class (tone, self->chip_box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  batch->product, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chip, -1);
}

void
suima_batch_row_show (SuimaBatchRow *self, SuimaDeliveryEntry *entry)
{
  const SuimaBatchCard *card = suima_delivery_entry_get_card (entry);

  g_return_if_fail (SUIMA_IS_BATCH_ROW (self));
  gtk_stack_set_visible_child_name (self->stack, card != NULL ? "batch" : "heading");
  if (card != NULL)
    suima_batch_row_show_card (self, card, suima_delivery_entry_get_today (entry));
  else
    gtk_label_set_text (self->heading_label, suima_delivery_entry_get_heading (entry));
}

static void
suima_batch_row_class_init (SuimaBatchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-batch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, chip_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, chip_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, chip_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, facts_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, heading_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, initial_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, left_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, product_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, quantity_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchRow, stack);
}

static void
suima_batch_row_init (SuimaBatchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
