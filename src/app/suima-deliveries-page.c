// SPDX-License-Identifier: Apache-2.0
#include "suima-deliveries-page.h"

#include "suima-batch-row.h"
#include "suima-import-note.h"

#include <glib/gi18n.h>

struct _SuimaDeliveriesPage
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *import_button;
  SuimaImportNote *import_note;
  GtkListView *list_view;
  GtkStack *stack;

  /* owned */
  GListStore *entries;
  GtkFileChooserNative *chooser;
  SuimaSession *session;

  gboolean is_loading, is_stale;
};

G_DEFINE_FINAL_TYPE (SuimaDeliveriesPage, suima_deliveries_page, ADW_TYPE_BIN)

enum
{
  SUIMA_DELIVERIES_PAGE_COUNTED,
  SUIMA_DELIVERIES_PAGE_N_SIGNALS
};

static guint suima_deliveries_page_signals[SUIMA_DELIVERIES_PAGE_N_SIGNALS];

/* Loading */

static gpointer
suima_deliveries_page_list_thread (SuimaStation *station,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return suima_station_list_batches (station, FALSE, error);
}

static guint
suima_deliveries_page_count_ready (GPtrArray *cards)
{
  guint ready = 0;

  for (guint i = 0; i < cards->len; i++)
    if (((const SuimaBatchCard *)cards->pdata[i])->status == SUIMA_BATCH_READY)
      ready++;
  return ready;
}

static void
suima_deliveries_page_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaDeliveriesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = suima_session_do_finish (result, &error);
  SuimaStation *station;

  self->is_loading = FALSE;
  if (self->session == NULL)
    return;
  if (cards == NULL)
    {
      suima_import_note_show_error (self->import_note, _ ("The deliveries cannot be read."), error);
      return;
    }
  station = suima_session_get_station (self->session);
  gtk_stack_set_visible_child_name (self->stack, cards->len > 0 ? "list" : "empty");
  g_signal_emit (self, suima_deliveries_page_signals[SUIMA_DELIVERIES_PAGE_COUNTED], 0,
                 suima_deliveries_page_count_ready (cards));
  suima_delivery_entry_fill (self->entries, cards, suima_station_get_today (station),
                             suima_station_get_config (station)->utc_offset_min);
  if (self->is_stale)
    suima_deliveries_page_reload (self);
}

void
suima_deliveries_page_reload (SuimaDeliveriesPage *self)
{
  const SuimaSessionAct act = { .run = suima_deliveries_page_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  g_return_if_fail (SUIMA_IS_DELIVERIES_PAGE (self));
  if (self->session == NULL)
    return;
  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  suima_session_do_async (self->session, &act, NULL, suima_deliveries_page_list_cb,
                          g_object_ref (self));
}

void
suima_deliveries_page_set_session (SuimaDeliveriesPage *self, SuimaSession *session)
{
  g_return_if_fail (SUIMA_IS_DELIVERIES_PAGE (self));
  g_set_object (&self->session, session);
  suima_deliveries_page_reload (self);
}

/* Import */

static void
suima_deliveries_page_ended_cb (SuimaDeliveriesPage *self)
{
  gtk_widget_set_sensitive (self->import_button, !suima_import_note_is_busy (self->import_note));
  suima_deliveries_page_reload (self);
}

void
suima_deliveries_page_import (SuimaDeliveriesPage *self, const char *const *paths)
{
  g_return_if_fail (SUIMA_IS_DELIVERIES_PAGE (self) && self->session != NULL);
  gtk_widget_set_sensitive (self->import_button, FALSE);
  suima_import_note_import (self->import_note, self->session, paths);
}

void
suima_deliveries_page_show_arrived (SuimaDeliveriesPage *self, GPtrArray *files)
{
  g_return_if_fail (SUIMA_IS_DELIVERIES_PAGE (self));
  if (!suima_import_note_is_busy (self->import_note))
    suima_import_note_show_arrived (self->import_note, files);
  suima_deliveries_page_reload (self);
}

void
suima_deliveries_page_show_trouble (SuimaDeliveriesPage *self, const GError *error)
{
  g_return_if_fail (SUIMA_IS_DELIVERIES_PAGE (self));
  if (!suima_import_note_is_busy (self->import_note))
    suima_import_note_show_trouble (self->import_note, error);
}

/* Callbacks */

static void
suima_deliveries_page_chosen_cb (SuimaDeliveriesPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);
      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  names = g_strv_builder_end (paths);
  if (names[0] != NULL)
    suima_deliveries_page_import (self, (const char *const *)names);
}

static void
suima_deliveries_page_choose_cb (SuimaDeliveriesPage *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Delivery sheets (CSV, XLSX)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_filter_add_suffix (filter, "xlsx");
  gtk_file_filter_add_suffix (filter, "xls");
  gtk_file_filter_add_suffix (filter, "et");
  gtk_file_filter_add_suffix (filter, "html");
  gtk_file_filter_add_suffix (filter, "json");
  self->chooser = gtk_file_chooser_native_new (
      _ ("Import a delivery sheet"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Import"), _ ("Back"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (suima_deliveries_page_chosen_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
suima_deliveries_page_activate_cb (SuimaDeliveriesPage *self, guint position)
{
  g_autoptr (SuimaDeliveryEntry) entry =
      g_list_model_get_item (G_LIST_MODEL (self->entries), position);
  const SuimaBatchCard *card = entry ? suima_delivery_entry_get_card (entry) : NULL;

  if (card != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "view.open-batch", "x", card->batch->id);
}

static void
suima_deliveries_page_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (SUIMA_TYPE_BATCH_ROW, NULL));
}

static void
suima_deliveries_page_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  SuimaDeliveryEntry *entry = gtk_list_item_get_item (item);

  gtk_list_item_set_activatable (item, suima_delivery_entry_get_card (entry) != NULL);
  suima_batch_row_show (SUIMA_BATCH_ROW (gtk_list_item_get_child (item)), entry);
}

static void
suima_deliveries_page_dispose (GObject *object)
{
  SuimaDeliveriesPage *self = SUIMA_DELIVERIES_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->chooser);
  g_clear_object (&self->entries);
  G_OBJECT_CLASS (suima_deliveries_page_parent_class)->dispose (object);
}

static void
suima_deliveries_page_class_init (SuimaDeliveriesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_deliveries_page_dispose;
  g_type_ensure (SUIMA_TYPE_BATCH_ROW);
  g_type_ensure (SUIMA_TYPE_IMPORT_NOTE);
  suima_deliveries_page_signals[SUIMA_DELIVERIES_PAGE_COUNTED] =
      g_signal_new ("counted", SUIMA_TYPE_DELIVERIES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-deliveries-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaDeliveriesPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaDeliveriesPage, import_note);
  gtk_widget_class_bind_template_child (widget_class, SuimaDeliveriesPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, SuimaDeliveriesPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, suima_deliveries_page_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_deliveries_page_choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_deliveries_page_ended_cb);
}

static void
suima_deliveries_page_init (SuimaDeliveriesPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = g_list_store_new (SUIMA_TYPE_DELIVERY_ENTRY);
  g_signal_connect (factory, "setup", G_CALLBACK (suima_deliveries_page_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (suima_deliveries_page_bind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                                G_LIST_MODEL (g_object_ref (self->entries)))));
}
