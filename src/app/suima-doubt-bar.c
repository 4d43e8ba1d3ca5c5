// SPDX-License-Identifier: Apache-2.0
#include "suima-doubt-bar.h"

#include <glib/gi18n.h>

struct _SuimaDoubtBar
{
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *label;
  GtkRevealer *revealer;

  gint64 batch_id, asked_batch_id;
};

G_DEFINE_FINAL_TYPE (SuimaDoubtBar, suima_doubt_bar, ADW_TYPE_BIN)

static void
suima_doubt_bar_update (SuimaDoubtBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer,
                                 self->batch_id != 0 && self->batch_id != self->asked_batch_id);
}

static gpointer
suima_doubt_bar_list_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  return suima_station_list_items (station, 0, 0, SUIMA_ITEM_IN_DOUBT, error);
}

static void
suima_doubt_bar_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaDoubtBar) self = user_data;
  g_autoptr (GPtrArray) items = suima_session_do_finish (result, NULL);
  g_autofree char *words = NULL;

  if (items == NULL || self->label == NULL)
    return;
  self->batch_id = items->len > 0 ? ((SuimaItem *)items->pdata[0])->batch_id : 0;
  words = g_strdup_printf (ngettext ("%u label is in doubt: did it come out?",
                                     "%u labels are in doubt: did they come out?", items->len),
                           items->len);
  gtk_label_set_text (self->label, words);
  suima_doubt_bar_update (self);
}

void
suima_doubt_bar_reload (SuimaDoubtBar *self, SuimaSession *session)
{
  const SuimaSessionAct act = { .run = suima_doubt_bar_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  g_return_if_fail (SUIMA_IS_DOUBT_BAR (self));
  suima_session_do_async (session, &act, NULL, suima_doubt_bar_list_cb, g_object_ref (self));
}

gint64
suima_doubt_bar_get_batch_id (SuimaDoubtBar *self)
{
  g_return_val_if_fail (SUIMA_IS_DOUBT_BAR (self), 0);
  return self->batch_id;
}

void
suima_doubt_bar_set_asked (SuimaDoubtBar *self, gint64 batch_id)
{
  g_return_if_fail (SUIMA_IS_DOUBT_BAR (self));
  self->asked_batch_id = batch_id;
  suima_doubt_bar_update (self);
}

static void
suima_doubt_bar_dispose (GObject *object)
{
  SUIMA_DOUBT_BAR (object)->label = NULL;
  G_OBJECT_CLASS (suima_doubt_bar_parent_class)->dispose (object);
}

static void
suima_doubt_bar_class_init (SuimaDoubtBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_doubt_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-doubt-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtBar, label);
  gtk_widget_class_bind_template_child (widget_class, SuimaDoubtBar, revealer);
}

static void
suima_doubt_bar_init (SuimaDoubtBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
