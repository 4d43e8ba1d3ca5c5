// SPDX-License-Identifier: Apache-2.0
#include "suima-run-panel.h"

#include "suima-mishap.h"
#include "suima-verdict.h"
#include "suima-words.h"

#include <glib/gi18n.h>

struct _SuimaRunPanel
{
  AdwBin parent_instance;

  /* template widgets */
  GtkButton *cancel_button;
  GtkLabel *condition_label;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkLabel *rate_label;
  GtkButton *resume_button;
  GtkWidget *said_box;
  GtkImage *said_image;
  GtkLabel *said_label;
  GtkStack *stack;

  /* owned */
  SuimaSession *session;
  GCancellable *run; /* of the run that is going on, nullable */

  gint64 left_run_id; /* the run that can be gone on with; 0 for none */
  guint left;         /* labels missing of it */
  gint64 started_us;
};

G_DEFINE_FINAL_TYPE (SuimaRunPanel, suima_run_panel, ADW_TYPE_BIN)

enum
{
  SUIMA_RUN_PANEL_ENDED,
  SUIMA_RUN_PANEL_DISMISSED,
  SUIMA_RUN_PANEL_N_SIGNALS
};

static guint suima_run_panel_signals[SUIMA_RUN_PANEL_N_SIGNALS];

/* What the thread that prints says to the panel. */
typedef struct
{
  SuimaRunPanel *panel;
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
  SuimaRunPanel *panel;
  SuimaPrintRequest request; /* with resumes_run_id nothing else counts */
  char *template_id;
} SuimaPrintOrder;

static void
suima_print_order_free (SuimaPrintOrder *order)
{
  g_free (order->template_id);
  g_free (order);
}

/* What is missing */

/* The key says how many labels follow, and with which number. */
static void
suima_run_panel_set_left (SuimaRunPanel *self, gint64 run_id, guint missing, guint resume_at)
{
  gboolean is_left = missing > 0 && resume_at > 0;
  g_autofree char *words = g_strdup_printf (
      ngettext ("Go on: %u label, from number %u", "Go on: %u labels, from number %u", missing),
      missing, resume_at);

  self->left_run_id = is_left ? run_id : 0;
  self->left = missing;
  gtk_button_set_label (self->resume_button, words);
  gtk_widget_set_visible (GTK_WIDGET (self->resume_button), is_left);
}

static void
suima_run_panel_say (SuimaRunPanel *self, SuimaTone tone, const char *words)
{
  gtk_label_set_text (self->said_label, words);
  gtk_image_set_from_icon_name (self->said_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->said_box);
  gtk_stack_set_visible_child_name (self->stack, "said");
}

/* Progress */

static void
suima_run_panel_show_progress (SuimaRunPanel *self, guint printed, guint count)
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
suima_run_panel_news_cb (gpointer user_data)
{
  const SuimaPrintNews *news = user_data;
  SuimaRunPanel *self = news->panel;
  const char *condition = news->condition ? news->condition : "processing";

  if (self->session == NULL || self->run == NULL)
    return G_SOURCE_REMOVE;
  suima_run_panel_show_progress (self, news->progress.printed, news->progress.count);
  if (!g_cancellable_is_cancelled (self->run))
    gtk_label_set_text (self->condition_label, suima_words_printer_condition (condition));
  return G_SOURCE_REMOVE;
}

static void
suima_run_panel_progress_thread (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaPrintNews *news = g_new0 (SuimaPrintNews, 1);

  news->panel = g_object_ref (user_data);
  news->progress = *progress;
  news->progress.condition = NULL;
  news->condition = g_strdup (progress->condition);
  g_idle_add_full (G_PRIORITY_DEFAULT, suima_run_panel_news_cb, news,
                   (GDestroyNotify)suima_print_news_free);
}

/* The run */

static gpointer
suima_run_panel_print_thread (SuimaStation *station,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error)
{
  const SuimaPrintOrder *order = data;

  if (order->request.resumes_run_id != 0)
    return suima_station_resume (station, order->request.resumes_run_id,
                                 suima_run_panel_progress_thread, order->panel, cancellable, error);
  return suima_station_print (station, &order->request, suima_run_panel_progress_thread,
                              order->panel, cancellable, error);
}

static void
suima_run_panel_say_result (SuimaRunPanel *self, const SuimaPrintResult *result)
{
  gboolean is_whole = result->printed == result->count;
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *words = NULL;

  if (is_whole)
    g_string_append_printf (
        said, ngettext ("%u label printed", "All %u labels printed", result->count), result->count);
  else
    g_string_append_printf (said, _ ("%u of %u labels printed"), result->printed, result->count);
  if (result->spare > 0)
    g_string_append_printf (said, ngettext (", and %u spare", ", and %u spares", result->spare),
                            result->spare);
  words = result->problem ? suima_mishap_to_words (said->str, result->problem)
                          : g_strdup (said->str);
  suima_run_panel_set_left (self, result->run_id, result->in_doubt > 0 ? 0 : result->missing,
                            result->resume_at);
  suima_run_panel_say (self, is_whole ? SUIMA_TONE_OK : SUIMA_TONE_WARN, words);
}

static void
suima_run_panel_print_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaRunPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (SuimaPrintResult) answer = suima_session_do_finish (result, &error);

  g_clear_object (&self->run);
  if (self->session == NULL)
    return;
  if (answer != NULL)
    suima_run_panel_say_result (self, answer);
  else
    {
      words = suima_mishap_to_words (_ ("Nothing was printed."), error);
      suima_run_panel_say (self, SUIMA_TONE_STOP, words);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.flash", "s",
                              answer && answer->in_doubt == 0 && !answer->problem ? "ok" : "warn");
  g_signal_emit (self, suima_run_panel_signals[SUIMA_RUN_PANEL_ENDED], 0,
                 answer ? answer->in_doubt : 0u);
}

static void
suima_run_panel_run (SuimaRunPanel *self, const SuimaPrintRequest *request, guint count)
{
  SuimaPrintOrder *order = g_new0 (SuimaPrintOrder, 1);
  const SuimaSessionAct act = { .run = suima_run_panel_print_thread,
                                .data = order,
                                .free_data = (GDestroyNotify)suima_print_order_free,
                                .free_result = (GDestroyNotify)suima_print_result_free };

  order->panel = self;
  order->request = *request;
  order->request.template_id = order->template_id = g_strdup (request->template_id);
  self->run = g_cancellable_new ();
  self->started_us = g_get_monotonic_time ();
  suima_run_panel_set_left (self, 0, 0, 0);
  suima_run_panel_show_progress (self, 0, count);
  gtk_label_set_text (self->condition_label, _ ("Drawing and checking the labels …"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  suima_session_do_async (self->session, &act, self->run, suima_run_panel_print_cb,
                          g_object_ref (self));
}

void
suima_run_panel_start (SuimaRunPanel *self, SuimaSession *session, const SuimaPrintRequest *request)
{
  g_return_if_fail (SUIMA_IS_RUN_PANEL (self));
  if (self->run != NULL)
    return;
  g_set_object (&self->session, session);
  suima_run_panel_run (self, request, request->count + request->spare);
}

static void
suima_run_panel_resume_cb (SuimaRunPanel *self)
{
  const SuimaPrintRequest request = { .resumes_run_id = self->left_run_id };

  if (self->run == NULL && self->left_run_id != 0)
    suima_run_panel_run (self, &request, self->left);
}

static gpointer
suima_run_panel_get_thread (SuimaStation *station,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  return suima_station_get_run (station, *(gint64 *)data, error);
}

static void
suima_run_panel_dismiss_cb (SuimaRunPanel *self)
{
  g_signal_emit (self, suima_run_panel_signals[SUIMA_RUN_PANEL_DISMISSED], 0);
}

static void
suima_run_panel_offer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaRunPanel) self = user_data;
  g_autoptr (SuimaRunCard) card = suima_session_do_finish (result, NULL);
  g_autofree char *words = NULL;

  if (self->session == NULL || self->run != NULL)
    return;
  if (card == NULL || card->missing == 0)
    {
      suima_run_panel_dismiss_cb (self);
      return;
    }
  words = g_strdup_printf (_ ("%u of %u labels printed"), card->printed, card->count);
  suima_run_panel_set_left (self, card->run_id, card->missing, card->resume_at);
  suima_run_panel_say (self, SUIMA_TONE_WARN, words);
}

void
suima_run_panel_offer (SuimaRunPanel *self, SuimaSession *session, gint64 run_id)
{
  const SuimaSessionAct act = { .run = suima_run_panel_get_thread,
                                .data = g_memdup2 (&run_id, sizeof run_id),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)suima_run_card_free };

  g_return_if_fail (SUIMA_IS_RUN_PANEL (self));
  g_set_object (&self->session, session);
  suima_run_panel_set_left (self, 0, 0, 0);
  suima_run_panel_say (self, SUIMA_TONE_UNKNOWN, _ ("One moment …"));
  suima_session_do_async (session, &act, NULL, suima_run_panel_offer_cb, g_object_ref (self));
}

gboolean
suima_run_panel_is_running (SuimaRunPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_RUN_PANEL (self), FALSE);
  return self->run != NULL;
}

void
suima_run_panel_cancel (SuimaRunPanel *self)
{
  g_return_if_fail (SUIMA_IS_RUN_PANEL (self));
  if (self->run == NULL)
    return;
  g_cancellable_cancel (self->run);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_label_set_text (self->condition_label,
                      _ ("Stopping: the labels at the printer still come out"));
}

static void
suima_run_panel_dispose (GObject *object)
{
  SuimaRunPanel *self = SUIMA_RUN_PANEL (object);

  if (self->run != NULL)
    g_cancellable_cancel (self->run);
  g_clear_object (&self->run);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_run_panel_parent_class)->dispose (object);
}

static void
suima_run_panel_class_init (SuimaRunPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_run_panel_dispose;
  suima_run_panel_signals[SUIMA_RUN_PANEL_ENDED] =
      g_signal_new ("ended", SUIMA_TYPE_RUN_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);
  suima_run_panel_signals[SUIMA_RUN_PANEL_DISMISSED] = g_signal_new (
      "dismissed", SUIMA_TYPE_RUN_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-run-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, condition_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, progress_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, rate_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, said_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, said_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, said_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaRunPanel, stack);
  gtk_widget_class_bind_template_callback (widget_class, suima_run_panel_cancel);
  gtk_widget_class_bind_template_callback (widget_class, suima_run_panel_dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_run_panel_resume_cb);
}

static void
suima_run_panel_init (SuimaRunPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
