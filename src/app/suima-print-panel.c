// SPDX-License-Identifier: Apache-2.0
#include "suima-print-panel.h"

#include "suima-doubt-panel.h"
#include "suima-mishap.h"
#include "suima-number-pad.h"
#include "suima-preview-pane.h"
#include "suima-verdict.h"
#include "suima-words.h"

#include <glib/gi18n.h>

struct _SuimaPrintPanel
{
  AdwBin parent_instance;

  /* template widgets */
  GtkButton *cancel_button;
  GtkLabel *condition_label;
  SuimaDoubtPanel *doubt_panel;
  SuimaNumberPad *number_pad;
  SuimaPreviewPane *preview_pane;
  GtkButton *print_button;
  GtkImage *print_image;
  GtkLabel *print_label;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkLabel *rate_label;
  GtkWidget *said_box;
  GtkImage *said_image;
  GtkLabel *said_label;
  GtkStack *stack;

  /* owned */
  SuimaSession *session;
  SuimaPulse *pulse;
  GCancellable *run; /* of the run that is going on, nullable */
  char *reason;      /* nullable: why this batch may not print */

  gint64 batch_id;
  gint64 started_us;
};

G_DEFINE_FINAL_TYPE (SuimaPrintPanel, suima_print_panel, ADW_TYPE_BIN)

/* What the thread that prints says to the panel. */
typedef struct
{
  SuimaPrintPanel *panel;
  SuimaPrintProgress progress;
  char *condition;
} SuimaPrintNews;

static void
suima_print_news_free (SuimaPrintNews *news)
{
  g_object_unref (news->panel);
  g_free (news->condition);
  g_free (news);
}

/* What the thread that prints is told; it holds the panel until the run has ended. */
typedef struct
{
  SuimaPrintPanel *panel;
  SuimaPrintRequest request;
  char *template_id;
} SuimaPrintOrder;

static void
suima_print_order_free (SuimaPrintOrder *order)
{
  g_free (order->template_id);
  g_free (order);
}

/* Counting */

static guint
suima_print_panel_get_dpi (SuimaPrintPanel *self)
{
  const SuimaPrinterCard *printer = suima_pulse_get_printer (self->pulse);

  return printer ? printer->dpi : 0;
}

/* The button says what it does, or why it cannot. */
static void
suima_print_panel_update (SuimaPrintPanel *self)
{
  const SuimaPrinterCard *printer = self->pulse ? suima_pulse_get_printer (self->pulse) : NULL;
  const char *reason = self->reason;
  guint count = suima_number_pad_get_value (self->number_pad);
  g_autofree char *words =
      g_strdup_printf (ngettext ("Print %u label", "Print %u labels", count), count);

  if (reason == NULL && printer != NULL && printer->destination == NULL)
    reason = suima_words_printer_condition (NULL);
  gtk_label_set_text (self->print_label, reason ? reason : words);
  gtk_image_set_from_icon_name (self->print_image,
                                reason ? "suima-stop-symbolic" : "suima-printer-symbolic");
  gtk_widget_set_sensitive (GTK_WIDGET (self->print_button), reason == NULL && count > 0);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->print_button), "blocked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->print_button), "blocked");
}

static void
suima_print_panel_pulse_cb (SuimaPrintPanel *self)
{
  if (self->batch_id != 0 && self->run == NULL)
    suima_preview_pane_show (self->preview_pane, self->batch_id, suima_print_panel_get_dpi (self));
  suima_print_panel_update (self);
}

static void
suima_print_panel_preset (SuimaPrintPanel *self, const SuimaBatchCard *card)
{
  guint printed = suima_card_count_printed (card);
  gint64 whole = card->batch->quantity_milli / 1000;
  guint rest = 0;

  /* 75.5 kg says nothing of how many labels are wanted. */
  if (card->batch->quantity_milli % 1000 == 0 && whole > printed)
    rest = (guint)MIN (whole - printed, (gint64)SUIMA_NUMBER_PAD_MAX);
  suima_number_pad_set_all (self->number_pad, rest, printed > 0);
  suima_number_pad_set_value (self->number_pad, rest > 0 ? rest : 1);
}

/* Doubt */

static gpointer
suima_print_panel_doubt_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  return suima_station_list_items (station, *(gint64 *)data, 0, SUIMA_ITEM_IN_DOUBT, error);
}

static void
suima_print_panel_doubt_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrintPanel) self = user_data;
  g_autoptr (GPtrArray) items = suima_session_do_finish (result, NULL);

  if (self->session == NULL || items == NULL || items->len == 0 ||
      ((const SuimaItem *)items->pdata[0])->batch_id != self->batch_id)
    return;
  suima_doubt_panel_show (self->doubt_panel, self->session, items);
  gtk_stack_set_visible_child_name (self->stack, "doubt");
}

static void
suima_print_panel_ask_doubt (SuimaPrintPanel *self)
{
  const SuimaSessionAct act = { .run = suima_print_panel_doubt_thread,
                                .data = g_memdup2 (&self->batch_id, sizeof self->batch_id),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  suima_session_do_async (self->session, &act, NULL, suima_print_panel_doubt_cb,
                          g_object_ref (self));
}

static void
suima_print_panel_settled_cb (SuimaPrintPanel *self)
{
  gtk_stack_set_visible_child_name (self->stack, "count");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
}

/* Printing */

static void
suima_print_panel_say (SuimaPrintPanel *self, SuimaTone tone, const char *words)
{
  gtk_label_set_text (self->said_label, words);
  gtk_image_set_from_icon_name (self->said_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->said_box);
  gtk_stack_set_visible_child_name (self->stack, "said");
}

static void
suima_print_panel_show_progress (SuimaPrintPanel *self, guint printed, guint count)
{
  gint64 elapsed_us = g_get_monotonic_time () - self->started_us;
  g_autofree char *words = g_strdup_printf ("%u / %u", printed, count);
  g_autofree char *rate = NULL;

  gtk_label_set_text (self->progress_label, words);
  gtk_progress_bar_set_fraction (self->progress_bar, count > 0 ? (double)printed / count : 0.0);
  if (printed > 0 && elapsed_us > G_USEC_PER_SEC)
    rate = g_strdup_printf (_ ("%d labels a minute"),
                            (int)(printed * (double)G_TIME_SPAN_MINUTE / (double)elapsed_us));
  gtk_label_set_text (self->rate_label, rate ? rate : "");
}

static gboolean
suima_print_panel_news_cb (gpointer user_data)
{
  const SuimaPrintNews *news = user_data;
  SuimaPrintPanel *self = news->panel;
  const char *condition = news->condition ? news->condition : "processing";

  if (self->session == NULL || self->run == NULL)
    return G_SOURCE_REMOVE;
  suima_print_panel_show_progress (self, news->progress.printed, news->progress.count);
  if (!g_cancellable_is_cancelled (self->run))
    gtk_label_set_text (self->condition_label, suima_words_printer_condition (condition));
  return G_SOURCE_REMOVE;
}

static void
suima_print_panel_progress_thread (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaPrintNews *news = g_new0 (SuimaPrintNews, 1);

  news->panel = g_object_ref (user_data);
  news->progress = *progress;
  news->progress.condition = NULL;
  news->condition = g_strdup (progress->condition);
  g_idle_add_full (G_PRIORITY_DEFAULT, suima_print_panel_news_cb, news,
                   (GDestroyNotify)suima_print_news_free);
}

static gpointer
suima_print_panel_print_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  const SuimaPrintOrder *order = data;

  return suima_station_print (station, &order->request, suima_print_panel_progress_thread,
                              order->panel, cancellable, error);
}

static void
suima_print_panel_say_result (SuimaPrintPanel *self, const SuimaPrintResult *result)
{
  guint count = result->printed + result->in_doubt + result->voided;
  g_autofree char *said = NULL, *words = NULL;

  if (result->printed == count)
    said = g_strdup_printf (ngettext ("%u label printed", "All %u labels printed", count), count);
  else
    said = g_strdup_printf (_ ("%u of %u labels printed"), result->printed, count);
  words = result->problem ? suima_mishap_to_words (said, result->problem) : g_strdup (said);
  suima_print_panel_say (self, result->printed == count ? SUIMA_TONE_OK : SUIMA_TONE_WARN, words);
}

static void
suima_print_panel_print_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrintPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (SuimaPrintResult) answer = suima_session_do_finish (result, &error);

  g_clear_object (&self->run);
  if (self->session == NULL)
    return;
  if (answer != NULL)
    suima_print_panel_say_result (self, answer);
  else
    {
      words = suima_mishap_to_words (_ ("Nothing was printed."), error);
      suima_print_panel_say (self, SUIMA_TONE_STOP, words);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.flash", "s",
                              answer && answer->in_doubt == 0 && !answer->problem ? "ok" : "warn");
  if (answer != NULL && answer->in_doubt > 0)
    suima_print_panel_ask_doubt (self);
  suima_pulse_sync_soon (self->pulse);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
}

void
suima_print_panel_print (SuimaPrintPanel *self)
{
  SuimaPrintOrder *order;
  SuimaSessionAct act = { .run = suima_print_panel_print_thread,
                          .free_data = (GDestroyNotify)suima_print_order_free,
                          .free_result = (GDestroyNotify)suima_print_result_free };

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self) && self->session != NULL);
  if (self->run != NULL || suima_number_pad_get_value (self->number_pad) == 0)
    return;
  act.data = order = g_new0 (SuimaPrintOrder, 1);
  order->panel = self;
  order->template_id = g_strdup (suima_preview_pane_get_template_id (self->preview_pane));
  order->request.template_id = order->template_id;
  order->request.batch_id = self->batch_id;
  order->request.count = suima_number_pad_get_value (self->number_pad);
  self->run = g_cancellable_new ();
  self->started_us = g_get_monotonic_time ();
  suima_print_panel_show_progress (self, 0, order->request.count);
  gtk_label_set_text (self->condition_label, _ ("Drawing and checking the labels …"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  suima_session_do_async (self->session, &act, self->run, suima_print_panel_print_cb,
                          g_object_ref (self));
}

static void
suima_print_panel_cancel_cb (SuimaPrintPanel *self)
{
  if (self->run == NULL)
    return;
  g_cancellable_cancel (self->run);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_label_set_text (self->condition_label,
                      _ ("Stopping: the labels at the printer still come out"));
}

static void
suima_print_panel_dismiss_cb (SuimaPrintPanel *self)
{
  gtk_stack_set_visible_child_name (self->stack, "count");
}

/* Public */

void
suima_print_panel_set_session (SuimaPrintPanel *self, SuimaSession *session, SuimaPulse *pulse)
{
  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  g_set_object (&self->session, session);
  if (g_set_object (&self->pulse, pulse))
    g_signal_connect_object (pulse, "changed", G_CALLBACK (suima_print_panel_pulse_cb), self,
                             G_CONNECT_SWAPPED);
  suima_preview_pane_set_session (self->preview_pane, session);
}

void
suima_print_panel_show (SuimaPrintPanel *self, const SuimaBatchCard *card)
{
  gboolean is_other = self->batch_id != card->batch->id;

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self) && self->session != NULL);
  if (self->run != NULL)
    return;
  self->batch_id = card->batch->id;
  g_free (self->reason);
  self->reason = suima_card_to_reason (card);
  suima_print_panel_preset (self, card);
  suima_preview_pane_show (self->preview_pane, self->batch_id, suima_print_panel_get_dpi (self));
  suima_print_panel_update (self);
  if (is_other)
    gtk_stack_set_visible_child_name (self->stack, "count");
  if (card->counts[SUIMA_ITEM_IN_DOUBT] > 0 && is_other)
    suima_print_panel_ask_doubt (self);
}

gboolean
suima_print_panel_is_printing (SuimaPrintPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_PRINT_PANEL (self), FALSE);
  return self->run != NULL;
}

gboolean
suima_print_panel_take_scan (SuimaPrintPanel *self, const char *text)
{
  g_return_val_if_fail (SUIMA_IS_PRINT_PANEL (self), FALSE);
  if (!g_str_equal (suima_print_panel_get_state (self), "doubt"))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.flash", "s",
                              suima_doubt_panel_take_scan (self->doubt_panel, text) ? "ok"
                                                                                    : "warn");
  return TRUE;
}

void
suima_print_panel_type (SuimaPrintPanel *self, guint digit)
{
  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  if (g_str_equal (suima_print_panel_get_state (self), "count"))
    suima_number_pad_type (self->number_pad, digit);
}

void
suima_print_panel_set_tall (SuimaPrintPanel *self, gboolean is_tall)
{
  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  suima_preview_pane_set_tall (self->preview_pane, is_tall);
}

const char *
suima_print_panel_get_state (SuimaPrintPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_PRINT_PANEL (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

static void
suima_print_panel_dispose (GObject *object)
{
  SuimaPrintPanel *self = SUIMA_PRINT_PANEL (object);

  if (self->run != NULL)
    g_cancellable_cancel (self->run);
  g_clear_object (&self->run);
  g_clear_object (&self->session);
  g_clear_object (&self->pulse);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (suima_print_panel_parent_class)->dispose (object);
}

static void
suima_print_panel_class_init (SuimaPrintPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_print_panel_dispose;
  g_type_ensure (SUIMA_TYPE_DOUBT_PANEL);
  g_type_ensure (SUIMA_TYPE_NUMBER_PAD);
  g_type_ensure (SUIMA_TYPE_PREVIEW_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-print-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, condition_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, doubt_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, number_pad);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, preview_pane);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, print_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, print_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, print_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, progress_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, rate_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, said_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, said_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, said_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, stack);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_print);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_settled_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_update);
}

static void
suima_print_panel_init (SuimaPrintPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
