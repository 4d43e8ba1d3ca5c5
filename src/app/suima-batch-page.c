// SPDX-License-Identifier: Apache-2.0
#include "suima-batch-page.h"

#include "suima-batch-facts.h"
#include "suima-fact-row.h"
#include "suima-finding-row.h"
#include "suima-mishap.h"
#include "suima-print-panel.h"
#include "suima-verdict.h"

#include <glib/gi18n.h>

struct _SuimaBatchPage
{
  AdwBin parent_instance;

  /* template widgets */
  GtkBox *body_box;
  GtkWidget *chip_box;
  GtkImage *chip_image;
  GtkLabel *chip_label;
  GtkLabel *counts_label;
  GtkWidget *facts_box;
  GtkWidget *facts_window;
  GtkBox *findings_box;
  GtkBox *passed_box;
  SuimaPrintPanel *print_panel;
  GtkLabel *product_label;
  GtkStack *stack;
  GtkLabel *words_label;

  /* owned */
  SuimaSession *session;

  gint64 batch_id;
};

G_DEFINE_FINAL_TYPE (SuimaBatchPage, suima_batch_page, ADW_TYPE_BIN)

static gpointer
suima_batch_page_get_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  return suima_station_get_batch (station, *(gint64 *)data, error);
}

/* What somebody has to see to stands above the facts, what is in order below them. */
static void
suima_batch_page_show_findings (SuimaBatchPage *self, const SuimaBatchCard *card)
{
  suima_fact_row_clear (GTK_WIDGET (self->findings_box));
  suima_fact_row_clear (GTK_WIDGET (self->passed_box));
  for (guint i = 0; i < card->findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (card->findings, i);
      GtkBox *box = finding->severity == SUIMA_SEVERITY_PASS ? self->passed_box : self->findings_box;
      gtk_box_append (box, suima_finding_row_new (finding, card->batch));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings_box),
                          suima_policy_worst (card->findings) != SUIMA_SEVERITY_PASS);
}

static void
suima_batch_page_show_counts (SuimaBatchPage *self, const SuimaBatchCard *card)
{
  guint printed = suima_card_count_printed (card);
  /* translators: so many labels of this batch, so far */
  g_autofree char *words = g_strdup_printf (_ ("%u printed"), printed);

  gtk_label_set_text (self->counts_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->counts_label), printed > 0);
}

static void
suima_batch_page_show (SuimaBatchPage *self, const SuimaBatchCard *card)
{
  SuimaTone tone;
  const char *icon;
  g_autofree char *chip = suima_card_to_chip (card, &tone, &icon);

  gtk_label_set_text (self->product_label, card->batch->product);
  gtk_label_set_text (self->chip_label, chip);
  gtk_image_set_from_icon_name (self->chip_image, icon);
  suima_tone_set_class (tone, self->chip_box);
  suima_batch_page_show_counts (self, card);
  suima_batch_page_show_findings (self, card);
  suima_batch_facts_fill (self->facts_box, card->batch,
                          suima_station_get_today (suima_session_get_station (self->session)));
  suima_print_panel_show (self->print_panel, card);
  gtk_stack_set_visible_child_name (self->stack, "batch");
}

static void
suima_batch_page_get_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaBatchPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (SuimaBatchCard) card = suima_session_do_finish (result, &error);

  if (self->session == NULL || (card != NULL && card->batch->id != self->batch_id))
    return;
  if (card != NULL)
    {
      suima_batch_page_show (self, card);
      return;
    }
  words = suima_mishap_to_words (_ ("This batch cannot be shown."), error);
  gtk_label_set_text (self->words_label, words);
  gtk_stack_set_visible_child_name (self->stack, "words");
}

void
suima_batch_page_reload (SuimaBatchPage *self)
{
  const SuimaSessionAct act = { .run = suima_batch_page_get_thread,
                                .data = g_memdup2 (&self->batch_id, sizeof self->batch_id),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)suima_batch_card_free };

  g_return_if_fail (SUIMA_IS_BATCH_PAGE (self) && self->session != NULL);
  suima_session_do_async (self->session, &act, NULL, suima_batch_page_get_cb, g_object_ref (self));
}

void
suima_batch_page_open (SuimaBatchPage *self, gint64 batch_id)
{
  g_return_if_fail (SUIMA_IS_BATCH_PAGE (self));
  if (suima_print_panel_is_printing (self->print_panel))
    return;
  if (self->batch_id != batch_id)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  self->batch_id = batch_id;
  suima_batch_page_reload (self);
}

gint64
suima_batch_page_get_batch_id (SuimaBatchPage *self)
{
  g_return_val_if_fail (SUIMA_IS_BATCH_PAGE (self), 0);
  return self->batch_id;
}

void
suima_batch_page_set_session (SuimaBatchPage *self, SuimaSession *session, SuimaPulse *pulse)
{
  g_return_if_fail (SUIMA_IS_BATCH_PAGE (self));
  g_set_object (&self->session, session);
  suima_print_panel_set_session (self->print_panel, session, pulse);
}

void
suima_batch_page_set_layout (SuimaBatchPage *self, gboolean is_narrow, gboolean is_tall)
{
  g_return_if_fail (SUIMA_IS_BATCH_PAGE (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body_box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL
                                            : GTK_ORIENTATION_HORIZONTAL);
  suima_print_panel_set_tall (self->print_panel, is_tall);
  gtk_box_set_homogeneous (self->body_box, !is_narrow);
  gtk_widget_set_vexpand (self->facts_window, !is_narrow);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->facts_window), GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
}

gboolean
suima_batch_page_take_scan (SuimaBatchPage *self, const char *text)
{
  g_return_val_if_fail (SUIMA_IS_BATCH_PAGE (self), FALSE);
  return suima_print_panel_take_scan (self->print_panel, text);
}

void
suima_batch_page_type (SuimaBatchPage *self, guint digit)
{
  g_return_if_fail (SUIMA_IS_BATCH_PAGE (self));
  suima_print_panel_type (self->print_panel, digit);
}

static void
suima_batch_page_dispose (GObject *object)
{
  SuimaBatchPage *self = SUIMA_BATCH_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_batch_page_parent_class)->dispose (object);
}

static void
suima_batch_page_class_init (SuimaBatchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_batch_page_dispose;
  g_type_ensure (SUIMA_TYPE_PRINT_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-batch-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, body_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, chip_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, chip_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, chip_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, counts_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, facts_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, facts_window);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, findings_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, passed_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, print_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, product_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, words_label);
}

static void
suima_batch_page_init (SuimaBatchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
