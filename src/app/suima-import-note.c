// SPDX-License-Identifier: Apache-2.0
#include "suima-import-note.h"

#include "suima-mishap.h"
#include "suima-verdict.h"

#include <glib/gi18n.h>

struct _SuimaImportNote
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *dismiss_button;
  GtkBox *problem_box;
  GtkWidget *problem_window;
  GtkImage *result_image;
  GtkLabel *result_label;

  guint n_importing;
  gboolean shows_trouble; /* of the watch folder */
};

G_DEFINE_FINAL_TYPE (SuimaImportNote, suima_import_note, ADW_TYPE_BIN)

enum
{
  SUIMA_IMPORT_NOTE_ENDED,
  SUIMA_IMPORT_NOTE_N_SIGNALS
};

static guint suima_import_note_signals[SUIMA_IMPORT_NOTE_N_SIGNALS];

/* What is shown */

static void
suima_import_note_show (SuimaImportNote *self, SuimaTone tone, const char *words)
{
  gtk_label_set_text (self->result_label, words);
  gtk_image_set_from_icon_name (self->result_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, GTK_WIDGET (self));
  self->shows_trouble = FALSE;
  gtk_widget_show (GTK_WIDGET (self));
}

static void
suima_import_note_show_problems (SuimaImportNote *self, GPtrArray *sentences)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->problem_box))) != NULL)
    gtk_box_remove (self->problem_box, row);
  for (guint i = 0; i < sentences->len; i++)
    {
      row = gtk_label_new (g_ptr_array_index (sentences, i));
      gtk_label_set_wrap (GTK_LABEL (row), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (row), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (row), 0);
      gtk_box_append (self->problem_box, row);
    }
  gtk_widget_set_visible (self->problem_window, sentences->len > 0);
}

void
suima_import_note_show_error (SuimaImportNote *self, const char *what, const GError *error)
{
  g_autofree char *words = suima_mishap_to_words (what, error);

  g_return_if_fail (SUIMA_IS_IMPORT_NOTE (self));
  gtk_widget_hide (self->problem_window);
  suima_import_note_show (self, SUIMA_TONE_STOP, words);
}

static void
suima_import_note_dismiss_cb (SuimaImportNote *self)
{
  gtk_widget_hide (GTK_WIDGET (self));
}

/* What several files together brought */

typedef struct
{
  guint batches, duplicates;
  GPtrArray *sentences; /* (element-type utf8): one for each row that did not go in */
} SuimaImportSum;

static SuimaImportSum *
suima_import_sum_new (void)
{
  SuimaImportSum *sum = g_new0 (SuimaImportSum, 1);

  sum->sentences = g_ptr_array_new_with_free_func (g_free);
  return sum;
}

static void
suima_import_sum_free (SuimaImportSum *sum)
{
  g_ptr_array_unref (sum->sentences);
  g_free (sum);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaImportSum, suima_import_sum_free)

static void
suima_import_sum_add (SuimaImportSum *sum, const SuimaImport *import)
{
  sum->batches += import->batches;
  sum->duplicates += import->duplicates;
  for (guint i = 0; i < import->problems->len; i++)
    {
      const SuimaImportProblem *problem = g_ptr_array_index (import->problems, i);
      g_ptr_array_add (sum->sentences, g_strdup (problem->message));
    }
}

static char *
suima_import_sum_to_words (const SuimaImportSum *sum)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words, ngettext ("%u new batch", "%u new batches", sum->batches),
                          sum->batches);
  if (sum->duplicates > 0)
    /* translators: goes on after "3 new batches" */
    g_string_append_printf (words,
                            ngettext (", %u known already", ", %u known already", sum->duplicates),
                            sum->duplicates);
  if (sum->sentences->len > 0)
    g_string_append_printf (
        words,
        ngettext (", %u row not understood", ", %u rows not understood", sum->sentences->len),
        sum->sentences->len);
  return g_strdup (words->str);
}

static void
suima_import_note_show_sum (SuimaImportNote *self, const SuimaImportSum *sum, const char *words)
{
  suima_import_note_show_problems (self, sum->sentences);
  suima_import_note_show (self, sum->sentences->len > 0 ? SUIMA_TONE_WARN : SUIMA_TONE_OK, words);
}

/* The watch folder */

void
suima_import_note_show_arrived (SuimaImportNote *self, GPtrArray *files)
{
  g_autoptr (SuimaImportSum) sum = suima_import_sum_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *brought = NULL, *words = NULL;

  g_return_if_fail (SUIMA_IS_IMPORT_NOTE (self));
  for (guint i = 0; i < files->len; i++)
    {
      const SuimaWatchFile *file = g_ptr_array_index (files, i);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", file->name);
      if (file->import != NULL)
        suima_import_sum_add (sum, file->import);
      if (file->error != NULL)
        g_ptr_array_add (sum->sentences, suima_mishap_to_words (file->name, file->error));
    }
  brought = suima_import_sum_to_words (sum);
  /* translators: names of files, and what was in them: "3 new batches" */
  words = g_strdup_printf (_ ("From the watch folder, %s: %s"), names->str, brought);
  suima_import_note_show_sum (self, sum, words);
}

void
suima_import_note_show_trouble (SuimaImportNote *self, const GError *error)
{
  g_return_if_fail (SUIMA_IS_IMPORT_NOTE (self));
  if (error != NULL)
    suima_import_note_show_error (self, _ ("The watch folder cannot be read."), error);
  else if (self->shows_trouble)
    gtk_widget_hide (GTK_WIDGET (self));
  self->shows_trouble = error != NULL;
}

/* Import by hand */

typedef struct
{
  SuimaImportNote *note;
  char **paths;
} SuimaImportOrder;

static void
suima_import_order_free (SuimaImportOrder *order)
{
  g_strfreev (order->paths);
  g_free (order);
}

/* How far it has come, on its way to the main loop. */
typedef struct
{
  SuimaImportNote *note;
  guint rows, total_rows;
} SuimaImportNews;

static void
suima_import_news_free (SuimaImportNews *news)
{
  g_object_unref (news->note);
  g_free (news);
}

static gboolean
suima_import_note_news_cb (gpointer user_data)
{
  const SuimaImportNews *news = user_data;
  g_autofree char *words =
      news->total_rows > 0
          ? g_strdup_printf (_ ("Reading the sheet … %u of %u rows"), news->rows, news->total_rows)
          : g_strdup_printf (_ ("Reading the sheet … %u rows"), news->rows);

  if (news->note->n_importing > 0)
    gtk_label_set_text (news->note->result_label, words);
  return G_SOURCE_REMOVE;
}

static void
suima_import_note_progress_thread (guint rows, guint total_rows, gpointer user_data)
{
  SuimaImportNews *news = g_new0 (SuimaImportNews, 1);

  news->note = g_object_ref (user_data);
  news->rows = rows;
  news->total_rows = total_rows;
  g_idle_add_full (G_PRIORITY_DEFAULT, suima_import_note_news_cb, news,
                   (GDestroyNotify)suima_import_news_free);
}

static gpointer
suima_import_note_import_thread (SuimaStation *station,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  const SuimaImportOrder *order = data;
  g_autoptr (SuimaImportSum) sum = suima_import_sum_new ();

  for (guint i = 0; order->paths[i] != NULL; i++)
    {
      g_autofree char *name = g_path_get_basename (order->paths[i]);
      g_autofree char *shown = g_filename_display_name (name);
      g_autoptr (SuimaImport) import = suima_station_import_with_progress (
          station, order->paths[i], suima_import_note_progress_thread, order->note, cancellable,
          error);
      if (import == NULL)
        {
          g_prefix_error (error, "%s: ", shown);
          return NULL;
        }
      suima_import_sum_add (sum, import);
    }
  return g_steal_pointer (&sum);
}

static void
suima_import_note_import_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaImportNote) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaImportSum) sum = suima_session_do_finish (result, &error);
  g_autofree char *words = sum != NULL ? suima_import_sum_to_words (sum) : NULL;

  self->n_importing--;
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_widget_show (self->dismiss_button);
  if (sum != NULL)
    suima_import_note_show_sum (self, sum, words);
  else
    suima_import_note_show_error (self, _ ("This sheet was not read in."), error);
  g_signal_emit (self, suima_import_note_signals[SUIMA_IMPORT_NOTE_ENDED], 0);
}

void
suima_import_note_import (SuimaImportNote *self, SuimaSession *session, const char *const *paths)
{
  SuimaImportOrder *order = g_new0 (SuimaImportOrder, 1);
  const SuimaSessionAct act = { .run = suima_import_note_import_thread,
                                .data = order,
                                .free_data = (GDestroyNotify)suima_import_order_free,
                                .free_result = (GDestroyNotify)suima_import_sum_free };

  g_return_if_fail (SUIMA_IS_IMPORT_NOTE (self));
  order->note = self;
  order->paths = g_strdupv ((char **)paths);
  self->n_importing++;
  gtk_widget_hide (self->problem_window);
  gtk_widget_hide (self->dismiss_button);
  suima_import_note_show (self, SUIMA_TONE_UNKNOWN, _ ("Reading the sheet …"));
  suima_session_do_async (session, &act, NULL, suima_import_note_import_cb, g_object_ref (self));
}

gboolean
suima_import_note_is_busy (SuimaImportNote *self)
{
  g_return_val_if_fail (SUIMA_IS_IMPORT_NOTE (self), FALSE);
  return self->n_importing > 0;
}

static void
suima_import_note_class_init (SuimaImportNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  suima_import_note_signals[SUIMA_IMPORT_NOTE_ENDED] = g_signal_new (
      "ended", SUIMA_TYPE_IMPORT_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-import-note.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaImportNote, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaImportNote, problem_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaImportNote, problem_window);
  gtk_widget_class_bind_template_child (widget_class, SuimaImportNote, result_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaImportNote, result_label);
  gtk_widget_class_bind_template_callback (widget_class, suima_import_note_dismiss_cb);
}

static void
suima_import_note_init (SuimaImportNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
