// SPDX-License-Identifier: Apache-2.0
#include "suima-batch-page.h"

#include "suima-batch-facts.h"
#include "suima-fact-row.h"
#include "suima-finding-row.h"
#include "suima-mishap.h"
#include "suima-print-panel.h"
#include "suima-rest-row.h"
#include "suima-verdict.h"
#include "suima-words.h"

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
  GtkBox *judged_box;
  GtkBox *passed_box;
  SuimaPrintPanel *print_panel;
  GtkLabel *product_label;
  GtkBox *rest_box;
  GtkStack *stack;
  GtkLabel *words_label;

  /* owned */
  SuimaSession *session;

  gint64 batch_id;
};

G_DEFINE_FINAL_TYPE (SuimaBatchPage, suima_batch_page, ADW_TYPE_BIN)

/* All that the page shows of a batch. */
typedef struct
{
  SuimaBatchCard *card;
  GPtrArray *rests;        /* (element-type SuimaRunCard): runs that lack labels */
  GPtrArray *explanations; /* (nullable) (element-type SuimaExplanation): judged by another day */
} SuimaBatchFolder;

static void
suima_batch_folder_free (SuimaBatchFolder *folder)
{
  g_clear_pointer (&folder->card, suima_batch_card_free);
  g_clear_pointer (&folder->rests, g_ptr_array_unref);
  g_clear_pointer (&folder->explanations, g_ptr_array_unref);
  g_free (folder);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBatchFolder, suima_batch_folder_free)

static gpointer
suima_batch_page_get_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  gint64 batch_id = *(gint64 *)data;
  g_autoptr (SuimaBatchFolder) folder = g_new0 (SuimaBatchFolder, 1);
  SuimaDay today = suima_station_get_today (station);

  folder->card = suima_station_get_batch (station, batch_id, error);
  folder->rests = folder->card ? suima_station_list_broken_runs (station, batch_id, error) : NULL;
  if (folder->rests == NULL)
    return NULL;
  if (folder->card->judged_on != SUIMA_DAY_NONE && folder->card->judged_on != today)
    {
      folder->explanations =
          suima_station_explain (station, batch_id, folder->card->judged_on, error);
      if (folder->explanations == NULL)
        return NULL;
    }
  return g_steal_pointer (&folder);
}

/* A run that broke off is gone on with as long as the batch may print and lacks labels; one that is
   being talked of beside needs no second key. */
static void
suima_batch_page_show_rests (SuimaBatchPage *self, const SuimaBatchFolder *folder)
{
  gboolean is_shown = folder->card->status == SUIMA_BATCH_READY && folder->rests->len > 0 &&
                      g_str_equal (suima_print_panel_get_state (self->print_panel), "count");

  suima_fact_row_clear (GTK_WIDGET (self->rest_box));
  for (guint i = 0; is_shown && i < folder->rests->len; i++)
    gtk_box_append (self->rest_box, suima_rest_row_new (g_ptr_array_index (folder->rests, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->rest_box), is_shown);
}

static void
suima_batch_page_add_judged (SuimaBatchPage *self, const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "small");
  gtk_box_append (self->judged_box, label);
}

/* "Required on 2022-06-01, not required today": only where the two days differ. */
static void
suima_batch_page_show_judged (SuimaBatchPage *self, const SuimaBatchFolder *folder)
{
  g_autofree char *judged = suima_words_judged (folder->card);

  suima_fact_row_clear (GTK_WIDGET (self->judged_box));
  suima_batch_page_add_judged (self, judged);
  for (guint i = 0; folder->explanations != NULL && i < folder->explanations->len; i++)
    {
      const SuimaExplanation *explanation = g_ptr_array_index (folder->explanations, i);
      gboolean was_asked = explanation->then != NULL && explanation->then->is_required;
      gboolean is_asked = explanation->now != NULL && explanation->now->is_required;
      g_autofree char *words = suima_words_explanation (explanation);
      if (was_asked != is_asked)
        suima_batch_page_add_judged (self, words);
    }
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
suima_batch_page_show (SuimaBatchPage *self, const SuimaBatchFolder *folder)
{
  const SuimaBatchCard *card = folder->card;
  SuimaTone tone;
  const char *icon;
  g_autofree char *chip = suima_card_to_chip (card, &tone, &icon);

  gtk_label_set_text (self->product_label, card->batch->product);
  gtk_label_set_text (self->chip_label, chip);
  gtk_image_set_from_icon_name (self->chip_image, icon);
  suima_tone_set_class (tone, self->chip_box);
  suima_batch_page_show_counts (self, card);
  suima_batch_page_show_findings (self, card);
  suima_batch_page_show_judged (self, folder);
  suima_batch_facts_fill (self->facts_box, card->batch,
                          suima_station_get_today (suima_session_get_station (self->session)));
  suima_print_panel_show (self->print_panel, card);
  suima_batch_page_show_rests (self, folder);
  gtk_stack_set_visible_child_name (self->stack, "batch");
}

static void
suima_batch_page_get_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaBatchPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (SuimaBatchFolder) folder = suima_session_do_finish (result, &error);

  if (self->session == NULL || (folder != NULL && folder->card->batch->id != self->batch_id))
    return;
  if (folder != NULL)
    {
      suima_batch_page_show (self, folder);
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
                                .free_result = (GDestroyNotify)suima_batch_folder_free };

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
suima_batch_page_resume_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaBatchPage *self = SUIMA_BATCH_PAGE (widget);
  gint64 run_id;
  guint missing;

  g_variant_get (target, "(xu)", &run_id, &missing);
  gtk_widget_hide (GTK_WIDGET (self->rest_box));
  suima_print_panel_resume (self->print_panel, run_id, missing);
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
  gtk_widget_class_install_action (widget_class, "batch.resume", "(xu)",
                                   suima_batch_page_resume_cb);
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
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, judged_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, passed_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, print_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, product_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, rest_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaBatchPage, words_label);
}

static void
suima_batch_page_init (SuimaBatchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
