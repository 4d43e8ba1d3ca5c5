// SPDX-License-Identifier: Apache-2.0
#include "suima-doubt-panel.h"

#include "suima-label-view.h"
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
  SuimaLabelView *label_view;
  GtkLabel *note_label;
  GtkLabel *question_label;
  GtkStack *stack;
  GtkLabel *summary_label;

  /* owned */
  SuimaSession *session;
  GPtrArray *items;      /* (element-type SuimaItem): of one run */
  GCancellable *drawing; /* nullable: the picture that was asked for last */

  /* Labels leave in order: the first @good of @items came out, those from @bad on did not. */
  guint good, bad;
  guint dpi;
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

/* The picture */

typedef struct
{
  char *serial;
  guint dpi;
} SuimaDoubtPicture;

static void
suima_doubt_picture_free (SuimaDoubtPicture *picture)
{
  g_free (picture->serial);
  g_free (picture);
}

static gpointer
suima_doubt_panel_draw_thread (SuimaStation *station,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error)
{
  const SuimaDoubtPicture *picture = data;

  return suima_station_draw_label (station, picture->serial, picture->dpi, error);
}

static void
suima_doubt_panel_draw_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaDoubtPanel) self = user_data;
  gboolean is_stale = self->drawing != g_task_get_cancellable (G_TASK (result));
  g_autoptr (SuimaRaster) raster = suima_session_do_finish (result, NULL);

  if (self->session != NULL && !is_stale)
    suima_label_view_set_raster (self->label_view, raster);
}

static void
suima_doubt_panel_draw (SuimaDoubtPanel *self, const SuimaItem *item)
{
  SuimaDoubtPicture *picture = g_new0 (SuimaDoubtPicture, 1);
  const SuimaSessionAct act = { .run = suima_doubt_panel_draw_thread,
                                .data = picture,
                                .free_data = (GDestroyNotify)suima_doubt_picture_free,
                                .free_result = (GDestroyNotify)suima_raster_free };

  picture->serial = g_strdup (item->serial);
  picture->dpi = self->dpi;
  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawing = g_cancellable_new ();
  suima_label_view_set_raster (self->label_view, NULL);
  suima_session_do_async (self->session, &act, self->drawing, suima_doubt_panel_draw_cb,
                          g_object_ref (self));
}

/* The question */

static const SuimaItem *
suima_doubt_panel_get_asked (SuimaDoubtPanel *self)
{
  return g_ptr_array_index (self->items, (self->good + self->bad) / 2);
}

static void
suima_doubt_panel_ask (SuimaDoubtPanel *self)
{
  const SuimaItem *item = suima_doubt_panel_get_asked (self);
  g_autofree char *code = suima_serial_to_groups (item->serial);
  g_autofree char *question = g_strdup_printf (_ ("Did label %u come out?"), item->number);

  gtk_label_set_text (self->question_label, question);
  gtk_label_set_text (self->code_label, code);
  gtk_stack_set_visible_child_name (self->stack, "question");
  suima_doubt_panel_draw (self, item);
}

/* Before it is written down, which cannot be taken back. */
static void
suima_doubt_panel_sum_up (SuimaDoubtPanel *self)
{
  guint lost = self->items->len - self->good;
  g_autofree char *words = NULL;

  if (self->good == 0)
    words = g_strdup_printf (ngettext ("It did not come out.", "None of the %u came out.", lost),
                             lost);
  else if (lost == 0)
    words = g_strdup_printf (ngettext ("It came out.", "All %u came out.", self->good), self->good);
  else
    words = g_strdup_printf (
        _ ("Label %u was the last one: %u came out, %u did not."),
        ((const SuimaItem *)self->items->pdata[self->good - 1])->number, self->good, lost);
  gtk_label_set_text (self->summary_label, words);
  gtk_stack_set_visible_child_name (self->stack, "summary");
}

static void
suima_doubt_panel_update (SuimaDoubtPanel *self)
{
  if (self->good < self->bad)
    suima_doubt_panel_ask (self);
  else
    suima_doubt_panel_sum_up (self);
}

static void
suima_doubt_panel_begin (SuimaDoubtPanel *self)
{
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u label is in doubt. Look at the last one that came out, or scan it.",
                "%u labels are in doubt. Look at the last one that came out, or scan it.",
                self->items->len),
      self->items->len);

  self->good = 0;
  self->bad = self->items->len;
  suima_doubt_panel_say (self, words);
  suima_doubt_panel_update (self);
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
suima_doubt_panel_show (SuimaDoubtPanel *self, SuimaSession *session, guint dpi, GPtrArray *items)
{
  g_return_if_fail (SUIMA_IS_DOUBT_PANEL (self) && items->len > 0);
  g_set_object (&self->session, session);
  self->dpi = dpi;
  suima_doubt_panel_take_items (self, items);
  gtk_widget_set_sensitive (self->buttons_box, TRUE);
  suima_doubt_panel_begin (self);
}

gboolean
suima_doubt_panel_take_scan (SuimaDoubtPanel *self, const char *text)
{
  g_autoptr (SuimaScan) scan = suima_recognise (text);

  g_return_val_if_fail (SUIMA_IS_DOUBT_PANEL (self) && self->items != NULL, FALSE);
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (((const SuimaItem *)self->items->pdata[i])->serial, scan->serial) == 0)
      {
        self->good = self->bad = i + 1;
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
suima_doubt_panel_answer_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaDoubtPanel *self = SUIMA_DOUBT_PANEL (widget);
  guint asked = (self->good + self->bad) / 2;

  if (self->good >= self->bad)
    return;
  if (g_str_equal (name, "doubt.yes"))
    self->good = asked + 1;
  else
    self->bad = asked;
  suima_doubt_panel_update (self);
}

static void
suima_doubt_panel_again_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_doubt_panel_begin (SUIMA_DOUBT_PANEL (widget));
}

static void
suima_doubt_panel_settle_act_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaDoubtPanel *self = SUIMA_DOUBT_PANEL (widget);

  suima_doubt_panel_settle (
      self,
      self->good > 0 ? ((const SuimaItem *)self->items->pdata[self->good - 1])->serial : NULL);
}

static void
suima_doubt_panel_dispose (GObject *object)
{
  SuimaDoubtPanel *self = SUIMA_DOUBT_PANEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->drawing);
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
  gtk_widget_class_install_action (widget_class, "doubt.yes", NULL, suima_doubt_panel_answer_cb);
  gtk_widget_class_install_action (widget_class, "doubt.no", NULL, suima_doubt_panel_answer_cb);
  gtk_widget_class_install_action (widget_class, "doubt.again", NULL, suima_doubt_panel_again_cb);
  gtk_widget_class_install_action (widget_class, "doubt.settle", NULL,
                                   suima_doubt_panel_settle_act_cb);
  g_type_ensure (SUIMA_TYPE_LABEL_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-doubt-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, buttons_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, code_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, label_view);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, question_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtPanel, summary_label);
}

static void
suima_doubt_panel_init (SuimaDoubtPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
