// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-page.h"

#include "suima-hold-button.h"
#include "suima-mishap.h"
#include "suima-printer-row.h"
#include "suima-roll-panel.h"
#include "suima-template-chooser.h"
#include "suima-test-note.h"

#include <glib/gi18n.h>

struct _SuimaPrinterPage
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *accept_button;
  GtkWidget *act_box;
  SuimaTemplateChooser *chooser;
  GtkLabel *details_label;
  GtkLabel *name_label;
  SuimaTestNote *note;
  SuimaRollPanel *roll_panel;
  GtkToggleButton *size_button;
  GtkStack *stack;
  GtkWidget *state_box;
  GtkImage *state_image;
  GtkLabel *state_label;
  GtkWidget *use_button;

  /* owned */
  SuimaSession *session;
  char *name;
};

G_DEFINE_FINAL_TYPE (SuimaPrinterPage, suima_printer_page, ADW_TYPE_BIN)

enum
{
  SUIMA_PRINTER_PAGE_CHANGED,
  SUIMA_PRINTER_PAGE_REMOVED,
  SUIMA_PRINTER_PAGE_N_SIGNALS
};

static guint suima_printer_page_signals[SUIMA_PRINTER_PAGE_N_SIGNALS];

void
suima_printer_page_show (SuimaPrinterPage *self, const SuimaPrinterEntry *entry)
{
  SuimaTone tone = suima_printer_entry_get_tone (entry);
  g_autofree char *details = suima_printer_entry_to_details (entry);

  g_return_if_fail (SUIMA_IS_PRINTER_PAGE (self));
  if (g_strcmp0 (entry->name, self->name) != 0)
    return;
  gtk_label_set_text (self->details_label, details);
  gtk_label_set_text (self->state_label, entry->message);
  gtk_image_set_from_icon_name (self->state_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->state_box);
  gtk_widget_show (self->state_box);
  gtk_widget_set_visible (self->use_button, !entry->is_usual);
  gtk_widget_set_visible (self->accept_button, g_str_equal (entry->condition, "changed"));
  gtk_widget_set_visible (self->act_box, gtk_widget_get_visible (self->use_button) ||
                                             gtk_widget_get_visible (self->accept_button));
}

static void
suima_printer_page_toggled_cb (SuimaPrinterPage *self)
{
  gtk_stack_set_visible_child_name (
      self->stack, gtk_toggle_button_get_active (self->size_button) ? "sizes" : "roll");
}

static void
suima_printer_page_chosen_cb (SuimaPrinterPage *self)
{
  const char *template_id = suima_template_chooser_get_id (self->chooser);
  g_autofree char *words = suima_template_id_to_words (template_id);

  gtk_button_set_label (GTK_BUTTON (self->size_button), words);
  gtk_toggle_button_set_active (self->size_button, FALSE);
  suima_roll_panel_show (self->roll_panel, self->session, self->name, template_id);
}

static gpointer
suima_printer_page_sizes_thread (SuimaStation *station,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return suima_station_list_labels (station);
}

static void
suima_printer_page_sizes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrinterPage) self = user_data;
  g_autoptr (GPtrArray) ids = suima_session_do_finish (result, NULL);

  if (self->session != NULL && ids != NULL)
    suima_template_chooser_fill (self->chooser, ids);
}

void
suima_printer_page_open (SuimaPrinterPage *self,
                         SuimaSession *session,
                         const char *name,
                         const char *template_id)
{
  const SuimaSessionAct act = { .run = suima_printer_page_sizes_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };
  const SuimaConfig *config = suima_station_get_config (suima_session_get_station (session));

  g_return_if_fail (SUIMA_IS_PRINTER_PAGE (self));
  g_set_object (&self->session, session);
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->details_label, "");
  gtk_widget_hide (self->state_box);
  gtk_widget_hide (self->act_box);
  suima_test_note_clear (self->note);
  suima_template_chooser_set_id (self->chooser, template_id ? template_id : config->template_id);
  suima_printer_page_chosen_cb (self);
  suima_session_do_async (session, &act, NULL, suima_printer_page_sizes_cb, g_object_ref (self));
}

/* Acts */

static gpointer
suima_printer_page_use_thread (SuimaStation *station,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error)
{
  return suima_station_use_printer (station, data, error) ? data : NULL;
}

static gpointer
suima_printer_page_remove_thread (SuimaStation *station,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error)
{
  return suima_station_remove_printer (station, data, error) ? data : NULL;
}

static gpointer
suima_printer_page_accept_thread (SuimaStation *station,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (SuimaPrinterEntry) entry =
      suima_station_accept_printer (station, data, cancellable, error);

  return entry != NULL ? data : NULL;
}

static void
suima_printer_page_say (SuimaPrinterPage *self, const GError *error)
{
  g_autofree char *words = suima_mishap_to_words (_ ("It was not done."), error);

  suima_test_note_say (self->note, FALSE, words);
}

static void
suima_printer_page_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrinterPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = suima_session_do_finish (result, &error) != NULL;

  if (self->session == NULL)
    return;
  if (is_done)
    {
      suima_test_note_clear (self->note);
      g_signal_emit (self, suima_printer_page_signals[SUIMA_PRINTER_PAGE_CHANGED], 0);
    }
  else
    suima_printer_page_say (self, error);
}

static void
suima_printer_page_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrinterPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = suima_session_do_finish (result, &error) != NULL;

  if (self->session == NULL)
    return;
  if (is_done)
    g_signal_emit (self, suima_printer_page_signals[SUIMA_PRINTER_PAGE_REMOVED], 0);
  else
    suima_printer_page_say (self, error);
}

static void
suima_printer_page_act_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaPrinterPage *self = SUIMA_PRINTER_PAGE (widget);
  const SuimaSessionAct act = { .run = g_str_equal (name, "printer.use")
                                           ? suima_printer_page_use_thread
                                           : suima_printer_page_accept_thread,
                                .data = g_strdup (self->name),
                                .free_data = g_free };

  suima_session_do_async (self->session, &act, NULL, suima_printer_page_done_cb,
                          g_object_ref (self));
}

static void
suima_printer_page_held_cb (SuimaPrinterPage *self)
{
  const SuimaSessionAct act = { .run = suima_printer_page_remove_thread,
                                .data = g_strdup (self->name),
                                .free_data = g_free };

  suima_session_do_async (self->session, &act, NULL, suima_printer_page_removed_cb,
                          g_object_ref (self));
}

static void
suima_printer_page_dispose (GObject *object)
{
  g_clear_object (&SUIMA_PRINTER_PAGE (object)->session);
  G_OBJECT_CLASS (suima_printer_page_parent_class)->dispose (object);
}

static void
suima_printer_page_finalize (GObject *object)
{
  g_free (SUIMA_PRINTER_PAGE (object)->name);
  G_OBJECT_CLASS (suima_printer_page_parent_class)->finalize (object);
}

static void
suima_printer_page_class_init (SuimaPrinterPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_printer_page_dispose;
  object_class->finalize = suima_printer_page_finalize;
  g_type_ensure (SUIMA_TYPE_HOLD_BUTTON);
  g_type_ensure (SUIMA_TYPE_ROLL_PANEL);
  g_type_ensure (SUIMA_TYPE_TEMPLATE_CHOOSER);
  g_type_ensure (SUIMA_TYPE_TEST_NOTE);
  suima_printer_page_signals[SUIMA_PRINTER_PAGE_CHANGED] = g_signal_new (
      "changed", SUIMA_TYPE_PRINTER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  suima_printer_page_signals[SUIMA_PRINTER_PAGE_REMOVED] = g_signal_new (
      "removed", SUIMA_TYPE_PRINTER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "printer.use", NULL, suima_printer_page_act_cb);
  gtk_widget_class_install_action (widget_class, "printer.accept", NULL, suima_printer_page_act_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-printer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, accept_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, act_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, details_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, note);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, roll_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, size_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, state_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, state_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterPage, use_button);
  gtk_widget_class_bind_template_callback (widget_class, suima_printer_page_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_printer_page_toggled_cb);
}

static void
suima_printer_page_init (SuimaPrinterPage *self)
{
  GtkWidget *remove_button =
      g_object_new (SUIMA_TYPE_HOLD_BUTTON, "label", _ ("Hold to remove"), "hexpand", TRUE, "halign",
                    GTK_ALIGN_END, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (remove_button, "destructive-action");
  g_signal_connect_object (remove_button, "held", G_CALLBACK (suima_printer_page_held_cb), self,
                           G_CONNECT_SWAPPED);
  suima_roll_panel_append_act (self->roll_panel, remove_button);
}
