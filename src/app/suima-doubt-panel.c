// SPDX-License-Identifier: Apache-2.0
#include "suima-doubt-panel.h"

#include "suima-mishap.h"
#include "suima-recognise.h"
#include "suima-serial.h"

#include <glib/gi18n.h>

struct _SuimaDoubtPanel
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *buttons_box;
  GtkLabel *code_label;
  GtkButton *good_button;
  GtkLabel *note_label;
  GtkLabel *number_label;
  GtkLabel *question_label;

  /* owned */
  SuimaSession *session;
  GPtrArray *items; /* (element-type SuimaItem): of one run */

  guint at; /* which of @items stands as the last good one */
};

G_DEFINE_FINAL_TYPE (SuimaDoubtPanel, suima_doubt_panel, ADW_TYPE_BIN)

enum
{
  SUIMA_DOUBT_PANEL_SETTLED,
  SUIMA_DOUBT_PANEL_N_SIGNALS
};

static guint suima_doubt_panel_signals[SUIMA_DOUBT_PANEL_N_SIGNALS];

/* The answer of the clerk. */
typedef struct
{
  gint64 run_id;
  char *last_good; /* nullable: none came out */
} SuimaAnswer;

static void
suima_answer_free (SuimaAnswer *answer)
{
  g_free (answer->last_good);
  g_free (answer);
}

static void
suima_doubt_panel_say (SuimaDoubtPanel *self, const char *words)
{
  gtk_label_set_text (self->note_label, words);
}

static void
suima_doubt_panel_update (SuimaDoubtPanel *self)
{
  const SuimaItem *item = g_ptr_array_index (self->items, self->at);
  g_autofree char *code = suima_serial_to_groups (item->serial);
  g_autofree char *number = g_strdup_printf ("%u", item->number);
  g_autofree char *words = g_strdup_printf (_ ("Number %u was the last one"), item->number);

  gtk_label_set_text (self->number_label, number);
  gtk_label_set_text (self->code_label, code);
  gtk_button_set_label (self->good_button, words);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doubt.less", self->at > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doubt.more", self->at + 1 < self->items->len);
}

static void
suima_doubt_panel_take_items (SuimaDoubtPanel *self, GPtrArray *items)
{
  gint64 run_id = ((const SuimaItem *)items->pdata[0])->run_id;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_item_free);
  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      SuimaItem *item = g_ptr_array_index (items, i);
      if (item->run_id == run_id)
        g_ptr_array_add (self->items, item);
      else
        suima_item_free (item);
    }
  g_ptr_array_set_size (items, 0);
}

void
suima_doubt_panel_show (SuimaDoubtPanel *self, SuimaSession *session, GPtrArray *items)
{
  g_autofree char *question = NULL;

  g_return_if_fail (SUIMA_IS_DOUBT_PANEL (self) && items->len > 0);
  g_set_object (&self->session, session);
  suima_doubt_panel_take_items (self, items);
  self->at = 0;
  question = g_strdup_printf (ngettext ("%u label is in doubt. Which was the last good one?",
                                        "%u labels are in doubt. Which was the last good one?",
                                        self->items->len),
                              self->items->len);
  gtk_label_set_text (self->question_label, question);
  suima_doubt_panel_say (self, _ ("Scan it, or look for its number here."));
  gtk_widget_set_sensitive (self->buttons_box, TRUE);
  suima_doubt_panel_update (self);
}

gboolean
suima_doubt_panel_take_scan (SuimaDoubtPanel *self, const char *text)
{
  g_autoptr (SuimaScan) scan = suima_recognise (text);

  g_return_val_if_fail (SUIMA_IS_DOUBT_PANEL (self) && self->items != NULL, FALSE);
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (((const SuimaItem *)self->items->pdata[i])->serial, scan->serial) == 0)
      {
        self->at = i;
        suima_doubt_panel_say (self, _ ("This label came out. Was it the last one?"));
        suima_doubt_panel_update (self);
        return TRUE;
      }
  suima_doubt_panel_say (
      self,
      _ ("The scanned label is not one of those in doubt. Scan the very last one that came out."));
  return FALSE;
}

static gpointer
suima_doubt_panel_settle_thread (SuimaStation *station,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  const SuimaAnswer *answer = data;

  return suima_station_settle (station, answer->run_id, answer->last_good, error);
}

static void
suima_doubt_panel_settle_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaDoubtPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) items = suima_session_do_finish (result, &error);

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->buttons_box, TRUE);
  if (items != NULL)
    {
      g_signal_emit (self, suima_doubt_panel_signals[SUIMA_DOUBT_PANEL_SETTLED], 0);
      return;
    }
  words = suima_mishap_to_words (_ ("The answer was not recorded."), error);
  suima_doubt_panel_say (self, words);
}

static void
suima_doubt_panel_settle (SuimaDoubtPanel *self, const char *last_good)
{
  SuimaAnswer *answer = g_new0 (SuimaAnswer, 1);
  const SuimaSessionAct act = { .run = suima_doubt_panel_settle_thread,
                                .data = answer,
                                .free_data = (GDestroyNotify)suima_answer_free,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  answer->run_id = ((const SuimaItem *)self->items->pdata[0])->run_id;
  answer->last_good = g_strdup (last_good);
  gtk_widget_set_sensitive (self->buttons_box, FALSE);
  suima_session_do_async (self->session, &act, NULL, suima_doubt_panel_settle_cb,
                          g_object_ref (self));
}

static void
suima_doubt_panel_good_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaDoubtPanel *self = SUIMA_DOUBT_PANEL (widget);

  suima_doubt_panel_settle (self, ((const SuimaItem *)self->items->pdata[self->at])->serial);
}

static void
suima_doubt_panel_none_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_doubt_panel_settle (SUIMA_DOUBT_PANEL (widget), NULL);
}

static void
suima_doubt_panel_step_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaDoubtPanel *self = SUIMA_DOUBT_PANEL (widget);

  if (g_str_equal (name, "doubt.more") && self->at + 1 < self->items->len)
    self->at++;
  else if (g_str_equal (name, "doubt.less") && self->at > 0)
    self->at--;
  suima_doubt_panel_update (self);
}

static void
suima_doubt_panel_dispose (GObject *object)
{
  SuimaDoubtPanel *self = SUIMA_DOUBT_PANEL (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (suima_doubt_panel_parent_class)->dispose (object);
}

static void
suima_doubt_panel_class_init (SuimaDoubtPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_doubt_panel_dispose;
  suima_doubt_panel_signals[SUIMA_DOUBT_PANEL_SETTLED] = g_signal_new (
      "settled", SUIMA_TYPE_DOUBT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "doubt.good", NULL, suima_doubt_panel_good_cb);
  gtk_widget_class_install_action (widget_class, "doubt.none", NULL, suima_doubt_panel_none_cb);
  gtk_widget_class_install_action (widget_class, "doubt.less", NULL, suima_doubt_panel_step_cb);
  gtk_widget_class_install_action (widget_class, "doubt.more", NULL, suima_doubt_panel_step_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-doubt-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, buttons_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, code_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, good_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, number_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, question_label);
}

static void
suima_doubt_panel_init (SuimaDoubtPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
