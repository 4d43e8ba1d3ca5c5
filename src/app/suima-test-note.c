// SPDX-License-Identifier: Apache-2.0
#include "suima-test-note.h"

#include "suima-mishap.h"
#include "suima-station-printers.h"
#include "suima-verdict.h"
#include "suima-words.h"

#include <glib/gi18n.h>

struct _SuimaTestNote
{
  AdwBin parent_instance;

  GtkWidget *box;
  GtkImage *image;
  GtkLabel *label;

  GCancellable *running; /* owned, nullable: of the label on its way */
};

G_DEFINE_FINAL_TYPE (SuimaTestNote, suima_test_note, ADW_TYPE_BIN)

enum
{
  SUIMA_TEST_NOTE_ENDED,
  SUIMA_TEST_NOTE_N_SIGNALS
};

static guint suima_test_note_signals[SUIMA_TEST_NOTE_N_SIGNALS];

typedef struct
{
  SuimaTestNote *note; /* owned */
  GCancellable *running;
  char *name, *template_id;
} SuimaTestOrder;

static void
suima_test_order_free (SuimaTestOrder *order)
{
  g_object_unref (order->note);
  g_object_unref (order->running);
  g_free (order->name);
  g_free (order->template_id);
  g_free (order);
}

/* What the printer waits for, on its way to the main thread. */
typedef struct
{
  SuimaTestNote *note; /* owned */
  GCancellable *running;
  char *condition;
} SuimaTestNews;

static void
suima_test_news_free (SuimaTestNews *news)
{
  g_object_unref (news->note);
  g_object_unref (news->running);
  g_free (news->condition);
  g_free (news);
}

static void
suima_test_note_put (SuimaTestNote *self, SuimaTone tone, const char *words)
{
  gtk_label_set_text (self->label, words);
  gtk_image_set_from_icon_name (self->image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->box);
  gtk_widget_show (self->box);
}

static gboolean
suima_test_note_news_cb (gpointer user_data)
{
  const SuimaTestNews *news = user_data;

  if (news->note->running == news->running)
    suima_test_note_put (news->note, SUIMA_TONE_WARN,
                         suima_words_printer_condition (news->condition));
  return G_SOURCE_REMOVE;
}

static void
suima_test_note_progress_thread (const SuimaPrintProgress *progress, gpointer user_data)
{
  const SuimaTestOrder *order = user_data;
  SuimaTestNews *news;

  if (progress->condition == NULL)
    return;
  news = g_new0 (SuimaTestNews, 1);
  news->note = g_object_ref (order->note);
  news->running = g_object_ref (order->running);
  news->condition = g_strdup (progress->condition);
  g_idle_add_full (G_PRIORITY_DEFAULT, suima_test_note_news_cb, news,
                   (GDestroyNotify)suima_test_news_free);
}

static gpointer
suima_test_note_thread (SuimaStation *station,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  SuimaTestOrder *order = data;

  return suima_station_test_printer (station, order->name, order->template_id,
                                     suima_test_note_progress_thread, order, cancellable, error)
             ? order
             : NULL;
}

static void
suima_test_note_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaTestNote) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean is_stale = self->running != g_task_get_cancellable (G_TASK (result));
  gboolean is_out = suima_session_do_finish (result, &error) != NULL;

  if (is_stale)
    return;
  g_clear_object (&self->running);
  if (is_out)
    suima_test_note_put (self, SUIMA_TONE_OK, _ ("The test label came out. Is its frame whole?"));
  else
    {
      words = suima_mishap_to_words (_ ("The test label was not printed."), error);
      suima_test_note_put (self, SUIMA_TONE_WARN, words);
    }
  g_signal_emit (self, suima_test_note_signals[SUIMA_TEST_NOTE_ENDED], 0, is_out);
}

void
suima_test_note_start (SuimaTestNote *self,
                       SuimaSession *session,
                       const char *name,
                       const char *template_id)
{
  SuimaTestOrder *order;
  SuimaSessionAct act = { .run = suima_test_note_thread,
                          .free_data = (GDestroyNotify)suima_test_order_free };

  g_return_if_fail (SUIMA_IS_TEST_NOTE (self));
  if (self->running != NULL)
    return;
  self->running = g_cancellable_new ();
  act.data = order = g_new0 (SuimaTestOrder, 1);
  order->note = g_object_ref (self);
  order->running = g_object_ref (self->running);
  order->name = g_strdup (name);
  order->template_id = g_strdup (template_id);
  suima_test_note_put (self, SUIMA_TONE_UNKNOWN, _ ("Printing a test label …"));
  suima_session_do_async (session, &act, self->running, suima_test_note_done_cb,
                          g_object_ref (self));
}

void
suima_test_note_say (SuimaTestNote *self, gboolean is_good, const char *words)
{
  g_return_if_fail (SUIMA_IS_TEST_NOTE (self));
  suima_test_note_put (self, is_good ? SUIMA_TONE_OK : SUIMA_TONE_WARN, words);
}

void
suima_test_note_clear (SuimaTestNote *self)
{
  g_return_if_fail (SUIMA_IS_TEST_NOTE (self));
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  gtk_widget_hide (self->box);
}

static void
suima_test_note_dispose (GObject *object)
{
  SuimaTestNote *self = SUIMA_TEST_NOTE (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  G_OBJECT_CLASS (suima_test_note_parent_class)->dispose (object);
}

static void
suima_test_note_class_init (SuimaTestNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_test_note_dispose;
  suima_test_note_signals[SUIMA_TEST_NOTE_ENDED] =
      g_signal_new ("ended", SUIMA_TYPE_TEST_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-test-note.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaTestNote, box);
  gtk_widget_class_bind_template_child (widget_class, SuimaTestNote, image);
  gtk_widget_class_bind_template_child (widget_class, SuimaTestNote, label);
}

static void
suima_test_note_init (SuimaTestNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
