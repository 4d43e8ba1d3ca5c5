// SPDX-License-Identifier: Apache-2.0
#include "suima-finding-row.h"

#include "suima-verdict.h"
#include "suima-words.h"

struct _SuimaFindingRow
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *image_box;
  GtkImage *image;
  GtkLabel *number_label;
  GtkLabel *rule_label;
  GtkLabel *sentence_label;
};

G_DEFINE_FINAL_TYPE (SuimaFindingRow, suima_finding_row, ADW_TYPE_BIN)

/* The number of the paper that satisfies the rule. */
static const char *
suima_finding_row_get_number (const SuimaFinding *finding, const SuimaBatch *batch)
{
  if (finding->kind != SUIMA_FINDING_PAPER_HELD || finding->papers == NULL)
    return NULL;
  for (guint i = 0; i < finding->papers->len; i++)
    {
      const char *number = batch->papers[g_array_index (finding->papers, SuimaPaperKind, i)];
      if (number != NULL)
        return number;
    }
  return NULL;
}

GtkWidget *
suima_finding_row_new (const SuimaFinding *finding, const SuimaBatch *batch)
{
  SuimaFindingRow *self = g_object_new (SUIMA_TYPE_FINDING_ROW, NULL);
  SuimaTone tone = suima_severity_get_tone (finding->severity);
  gboolean is_not_asked = finding->kind == SUIMA_FINDING_PAPER_NOT_REQUIRED;
  const char *number = suima_finding_row_get_number (finding, batch);
  g_autofree char *sentence = suima_words_finding (finding);

  gtk_label_set_text (self->sentence_label, sentence);
  gtk_label_set_text (self->rule_label, finding->rule);
  gtk_label_set_text (self->number_label, number ? number : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number_label), number != NULL);
  gtk_image_set_from_icon_name (self->image,
                                is_not_asked ? "suima-dash-symbolic" : suima_tone_get_icon (tone));
  suima_tone_set_class (is_not_asked ? SUIMA_TONE_UNKNOWN : tone, self->image_box);
  return GTK_WIDGET (self);
}

static void
suima_finding_row_class_init (SuimaFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaFindingRow, image_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaFindingRow, image);
  gtk_widget_class_bind_template_child (widget_class, SuimaFindingRow, number_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaFindingRow, rule_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaFindingRow, sentence_label);
}

static void
suima_finding_row_init (SuimaFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
