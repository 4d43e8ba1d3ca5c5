// SPDX-License-Identifier: Apache-2.0
#include "suima-tag-panel.h"

#include "suima-mishap.h"
#include "suima-stepper.h"
#include "suima-test-note.h"

#include <glib/gi18n.h>

struct _SuimaTagPanel
{
  AdwBin parent_instance;

  /* template widgets */
  GtkButton *button;
  SuimaTestNote *note;
  SuimaStepper *stepper;

  SuimaSession *session; /* owned */
  gint64 batch_id;
};

G_DEFINE_FINAL_TYPE (SuimaTagPanel, suima_tag_panel, ADW_TYPE_BIN)

typedef struct
{
  gint64 batch_id;
  guint count;
} SuimaTagOrder;

static void
suima_tag_panel_update (SuimaTagPanel *self)
{
  guint count = (guint)suima_stepper_get_value (self->stepper);
  g_autofree char *words =
      g_strdup_printf (ngettext ("Print %u hold tag", "Print %u hold tags", count), count);

  gtk_button_set_label (self->button, words);
}

static gpointer
suima_tag_panel_print_thread (SuimaStation *station,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error)
{
  const SuimaTagOrder *order = data;

  return suima_station_print_tag (station, order->batch_id, order->count, NULL, NULL, cancellable,
                                  error)
             ? data
             : NULL;
}

static void
suima_tag_panel_print_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaTagPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_out = suima_session_do_finish (result, &error) != NULL;
  g_autofree char *words = is_out ? g_strdup (_ ("The tags came out. Put them on the goods."))
                                  : suima_mishap_to_words (_ ("The tags were not printed."), error);

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
  suima_test_note_say (self->note, is_out, words);
}

static void
suima_tag_panel_clicked_cb (SuimaTagPanel *self)
{
  const SuimaTagOrder order = { self->batch_id, (guint)suima_stepper_get_value (self->stepper) };
  const SuimaSessionAct act = { .run = suima_tag_panel_print_thread,
                                .data = g_memdup2 (&order, sizeof order),
                                .free_data = g_free };

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  suima_test_note_say (self->note, TRUE, _ ("One moment …"));
  suima_session_do_async (self->session, &act, NULL, suima_tag_panel_print_cb,
                          g_object_ref (self));
}

void
suima_tag_panel_show (SuimaTagPanel *self, SuimaSession *session, gint64 batch_id)
{
  g_return_if_fail (SUIMA_IS_TAG_PANEL (self));
  g_set_object (&self->session, session);
  if (self->batch_id == batch_id)
    return;
  self->batch_id = batch_id;
  suima_stepper_set_value (self->stepper, 1);
  suima_test_note_clear (self->note);
  suima_tag_panel_update (self);
}

static void
suima_tag_panel_dispose (GObject *object)
{
  g_clear_object (&SUIMA_TAG_PANEL (object)->session);
  G_OBJECT_CLASS (suima_tag_panel_parent_class)->dispose (object);
}

static void
suima_tag_panel_class_init (SuimaTagPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_tag_panel_dispose;
  g_type_ensure (SUIMA_TYPE_STEPPER);
  g_type_ensure (SUIMA_TYPE_TEST_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-tag-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaTagPanel, button);
  gtk_widget_class_bind_template_child (widget_class, SuimaTagPanel, note);
  gtk_widget_class_bind_template_child (widget_class, SuimaTagPanel, stepper);
  gtk_widget_class_bind_template_callback (widget_class, suima_tag_panel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_tag_panel_update);
}

static void
suima_tag_panel_init (SuimaTagPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
