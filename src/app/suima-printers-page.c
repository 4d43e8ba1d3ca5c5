// SPDX-License-Identifier: Apache-2.0
#include "suima-printers-page.h"

#include "suima-fact-row.h"
#include "suima-mishap.h"
#include "suima-printer-add.h"
#include "suima-printer-page.h"
#include "suima-printer-row.h"
#include "suima-station-printers.h"

#include <glib/gi18n.h>

#define SUIMA_PRINTERS_PAGE_BEAT_S 3u

struct _SuimaPrintersPage
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaPrinterAdd *adder;
  GtkWidget *list_box;
  GtkLabel *list_label;
  SuimaPrinterPage *printer_page;
  GtkStack *stack;

  SuimaSession *session;     /* owned */
  GCancellable *cancellable; /* owned */
  guint beat_source;
  gboolean is_asking;
};

G_DEFINE_FINAL_TYPE (SuimaPrintersPage, suima_printers_page, ADW_TYPE_BIN)

static gpointer
suima_printers_page_list_thread (SuimaStation *station,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return suima_station_list_printers (station, FALSE, cancellable, error);
}

/* Rows stay where they are as long as it is the same printers: one is being touched, maybe. */
static gboolean
suima_printers_page_is_same (SuimaPrintersPage *self, GPtrArray *entries)
{
  GtkWidget *row = gtk_widget_get_first_child (self->list_box);

  for (guint i = 0; i < entries->len; i++, row = gtk_widget_get_next_sibling (row))
    if (row == NULL || g_strcmp0 (suima_printer_row_get_name (SUIMA_PRINTER_ROW (row)),
                                  ((SuimaPrinterEntry *)entries->pdata[i])->name) != 0)
      return FALSE;
  return row == NULL;
}

static void
suima_printers_page_show (SuimaPrintersPage *self, GPtrArray *entries)
{
  gboolean is_same = suima_printers_page_is_same (self, entries);
  GtkWidget *row = gtk_widget_get_first_child (self->list_box);

  if (!is_same)
    suima_fact_row_clear (self->list_box);
  for (guint i = 0; i < entries->len; i++)
    {
      const SuimaPrinterEntry *entry = g_ptr_array_index (entries, i);
      suima_printer_page_show (self->printer_page, entry);
      if (is_same)
        {
          suima_printer_row_show (SUIMA_PRINTER_ROW (row), entry);
          row = gtk_widget_get_next_sibling (row);
        }
      else
        gtk_box_append (
            GTK_BOX (self->list_box),
            suima_printer_row_new (entry, "printers.open", g_variant_new_string (entry->name)));
    }
  gtk_label_set_text (self->list_label, _ ("No printer is set up yet. Add the one that stands "
                                           "here: it takes three touches."));
  gtk_widget_set_visible (GTK_WIDGET (self->list_label), entries->len == 0);
}

static void
suima_printers_page_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrintersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = suima_session_do_finish (result, &error);
  g_autofree char *words = NULL;

  self->is_asking = FALSE;
  if (self->session == NULL)
    return;
  if (entries != NULL)
    {
      suima_printers_page_show (self, entries);
      return;
    }
  words = suima_mishap_to_words (_ ("The printers cannot be listed."), error);
  gtk_label_set_text (self->list_label, words);
  gtk_widget_show (GTK_WIDGET (self->list_label));
}

static gboolean
suima_printers_page_beat_cb (gpointer user_data)
{
  SuimaPrintersPage *self = user_data;
  const SuimaSessionAct act = { .run = suima_printers_page_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  if (self->session != NULL && !self->is_asking)
    {
      self->is_asking = TRUE;
      suima_session_do_async (self->session, &act, self->cancellable, suima_printers_page_list_cb,
                              g_object_ref (self));
    }
  return G_SOURCE_CONTINUE;
}

static void
suima_printers_page_changed_cb (SuimaPrintersPage *self)
{
  suima_printers_page_beat_cb (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "view.refresh", NULL);
}

void
suima_printers_page_show_list (SuimaPrintersPage *self)
{
  g_return_if_fail (SUIMA_IS_PRINTERS_PAGE (self));
  gtk_stack_set_visible_child_name (self->stack, "list");
  suima_printers_page_changed_cb (self);
}

static void
suima_printers_page_open (SuimaPrintersPage *self, const char *name, const char *template_id)
{
  suima_printer_page_open (self->printer_page, self->session, name, template_id);
  gtk_stack_set_visible_child_name (self->stack, "printer");
  suima_printers_page_beat_cb (self);
}

static void
suima_printers_page_open_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_printers_page_open (SUIMA_PRINTERS_PAGE (widget), g_variant_get_string (target, NULL),
                            NULL);
}

static void
suima_printers_page_back_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_printers_page_show_list (SUIMA_PRINTERS_PAGE (widget));
}

static void
suima_printers_page_add_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaPrintersPage *self = SUIMA_PRINTERS_PAGE (widget);

  suima_printer_add_start (self->adder, self->session);
  gtk_stack_set_visible_child_name (self->stack, "add");
}

static void
suima_printers_page_added_cb (SuimaPrintersPage *self,
                              const char *name,
                              const char *template_id,
                              gboolean is_to_adjust)
{
  if (is_to_adjust)
    suima_printers_page_open (self, name, template_id);
  else
    suima_printers_page_show_list (self);
}

void
suima_printers_page_set_session (SuimaPrintersPage *self, SuimaSession *session)
{
  g_return_if_fail (SUIMA_IS_PRINTERS_PAGE (self));
  g_set_object (&self->session, session);
}

static void
suima_printers_page_map (GtkWidget *widget)
{
  SuimaPrintersPage *self = SUIMA_PRINTERS_PAGE (widget);

  GTK_WIDGET_CLASS (suima_printers_page_parent_class)->map (widget);
  if (self->beat_source == 0)
    self->beat_source =
        g_timeout_add_seconds (SUIMA_PRINTERS_PAGE_BEAT_S, suima_printers_page_beat_cb, self);
  suima_printers_page_beat_cb (self);
}

static void
suima_printers_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&SUIMA_PRINTERS_PAGE (widget)->beat_source, g_source_remove);
  GTK_WIDGET_CLASS (suima_printers_page_parent_class)->unmap (widget);
}

static void
suima_printers_page_dispose (GObject *object)
{
  SuimaPrintersPage *self = SUIMA_PRINTERS_PAGE (object);

  g_clear_handle_id (&self->beat_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_printers_page_parent_class)->dispose (object);
}

static void
suima_printers_page_finalize (GObject *object)
{
  g_clear_object (&SUIMA_PRINTERS_PAGE (object)->cancellable);
  G_OBJECT_CLASS (suima_printers_page_parent_class)->finalize (object);
}

static void
suima_printers_page_class_init (SuimaPrintersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_printers_page_dispose;
  object_class->finalize = suima_printers_page_finalize;
  widget_class->map = suima_printers_page_map;
  widget_class->unmap = suima_printers_page_unmap;
  g_type_ensure (SUIMA_TYPE_PRINTER_ADD);
  g_type_ensure (SUIMA_TYPE_PRINTER_PAGE);
  gtk_widget_class_install_action (widget_class, "printers.open", "s", suima_printers_page_open_cb);
  gtk_widget_class_install_action (widget_class, "printers.back", NULL,
                                   suima_printers_page_back_cb);
  gtk_widget_class_install_action (widget_class, "printers.add", NULL, suima_printers_page_add_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-printers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintersPage, adder);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintersPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintersPage, list_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintersPage, printer_page);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintersPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, suima_printers_page_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_printers_page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_printers_page_show_list);
}

static void
suima_printers_page_init (SuimaPrintersPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
