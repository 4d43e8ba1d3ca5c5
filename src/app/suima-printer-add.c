// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-add.h"

#include "suima-fact-row.h"
#include "suima-mishap.h"
#include "suima-printer-row.h"
#include "suima-template-chooser.h"
#include "suima-test-note.h"

#include <glib/gi18n.h>
#include <string.h>

#define SUIMA_PRINTER_NAME_MAX 40

struct _SuimaPrinterAdd
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *acts_box;
  GtkEntry *address_entry;
  GtkWidget *again_button;
  SuimaTemplateChooser *chooser;
  GtkWidget *found_box;
  GtkLabel *found_label;
  GtkLabel *size_label;
  GtkWidget *spinner;
  GtkStack *stack;
  SuimaTestNote *test_note;
  GtkLabel *try_label;

  /* owned */
  SuimaSession *session;
  GCancellable *searching; /* nullable */
  GPtrArray *entries;      /* (element-type SuimaPrinterEntry) nullable: all that there are */
  char *name, *destination;
};

G_DEFINE_FINAL_TYPE (SuimaPrinterAdd, suima_printer_add, ADW_TYPE_BIN)

enum
{
  SUIMA_PRINTER_ADD_ADDED,
  SUIMA_PRINTER_ADD_N_SIGNALS
};

static guint suima_printer_add_signals[SUIMA_PRINTER_ADD_N_SIGNALS];

/* First act: which one */

static gpointer
suima_printer_add_search_thread (SuimaStation *station,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return suima_station_list_printers (station, TRUE, cancellable, error);
}

static guint
suima_printer_add_show_found (SuimaPrinterAdd *self)
{
  guint n_found = 0;

  suima_fact_row_clear (self->found_box);
  for (guint i = 0; self->entries != NULL && i < self->entries->len; i++)
    {
      const SuimaPrinterEntry *entry = g_ptr_array_index (self->entries, i);
      if (g_str_equal (entry->source, "configured"))
        continue;
      n_found++;
      gtk_box_append (GTK_BOX (self->found_box),
                      suima_printer_row_new (entry, "add.choose", g_variant_new_uint32 (i)));
    }
  return n_found;
}

static void
suima_printer_add_search_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrinterAdd) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stale = self->searching != g_task_get_cancellable (G_TASK (result));
  g_autoptr (GPtrArray) entries = suima_session_do_finish (result, &error);
  g_autofree char *words = NULL;
  guint n_found;

  if (self->session == NULL || is_stale)
    return;
  g_clear_object (&self->searching);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  n_found = suima_printer_add_show_found (self);
  gtk_widget_hide (self->spinner);
  gtk_widget_show (self->again_button);
  if (error != NULL)
    words = suima_mishap_to_words (_ ("The search failed."), error);
  else if (n_found == 0)
    words = g_strdup (_ ("No other printer was found. Is it on, is the cable in? Or type its "
                         "address."));
  else
    words = g_strdup (_ ("Touch the printer that is to be added."));
  gtk_label_set_text (self->found_label, words);
}

static void
suima_printer_add_search (SuimaPrinterAdd *self)
{
  const SuimaSessionAct act = { .run = suima_printer_add_search_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  suima_fact_row_clear (self->found_box);
  gtk_widget_show (self->spinner);
  gtk_widget_hide (self->again_button);
  gtk_label_set_text (self->found_label, _ ("Looking for printers …"));
  suima_session_do_async (self->session, &act, self->searching, suima_printer_add_search_cb,
                          g_object_ref (self));
}

static void
suima_printer_add_search_again_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_printer_add_search (SUIMA_PRINTER_ADD (widget));
}

static gboolean
suima_printer_add_has_name (SuimaPrinterAdd *self, const char *name)
{
  for (guint i = 0; self->entries != NULL && i < self->entries->len; i++)
    {
      const SuimaPrinterEntry *entry = g_ptr_array_index (self->entries, i);
      if (g_str_equal (entry->source, "configured") && g_str_equal (entry->name, name))
        return TRUE;
    }
  return FALSE;
}

/* What a printer calls itself, made a name: without what an address has, and no other's. */
static char *
suima_printer_add_make_name (SuimaPrinterAdd *self, const char *text)
{
  g_autofree char *clean = g_strdelimit (g_strdup (text), ":/\\?#[]\"'", ' ');
  g_autofree char *base = NULL;
  char *name;

  g_strstrip (clean);
  base = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), SUIMA_PRINTER_NAME_MAX - 4));
  g_strchomp (base);
  name = g_strdup (*base != '\0' ? base : _ ("Label printer"));
  for (guint n = 2; suima_printer_add_has_name (self, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", *base != '\0' ? base : _ ("Label printer"), n);
    }
  return name;
}

/* Second act: which label size */

static void
suima_printer_add_choose (SuimaPrinterAdd *self, const char *name, const char *destination)
{
  g_autofree char *words = NULL;

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_free (self->name);
  self->name = suima_printer_add_make_name (self, name);
  g_free (self->destination);
  self->destination = g_strdup (destination);
  words = g_strdup_printf (_ ("Which label size is in %s?"), self->name);
  gtk_label_set_text (self->size_label, words);
  gtk_stack_set_visible_child_name (self->stack, "size");
}

static void
suima_printer_add_choose_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaPrinterAdd *self = SUIMA_PRINTER_ADD (widget);
  guint i = g_variant_get_uint32 (target);
  const SuimaPrinterEntry *entry;

  if (self->entries == NULL || i >= self->entries->len)
    return;
  entry = g_ptr_array_index (self->entries, i);
  suima_printer_add_choose (self, entry->name, entry->destination);
}

static void
suima_printer_add_address_cb (SuimaPrinterAdd *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_entry))));
  const char *host = strstr (text, "://");
  g_autofree char *name = NULL;

  if (*text == '\0')
    return;
  host = host ? host + strlen ("://") : text;
  name = g_strndup (host, strcspn (host, ":/?"));
  suima_printer_add_choose (self, name, text);
}

static void
suima_printer_add_typed_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_printer_add_address_cb (SUIMA_PRINTER_ADD (widget));
}

static gpointer
suima_printer_add_sizes_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  return suima_station_list_labels (station);
}

static void
suima_printer_add_sizes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrinterAdd) self = user_data;
  g_autoptr (GPtrArray) ids = suima_session_do_finish (result, NULL);

  if (self->session != NULL && ids != NULL)
    suima_template_chooser_fill (self->chooser, ids);
}

/* Third act: is the test label good */

typedef struct
{
  char *name, *destination, *template_id;
} SuimaPrinterNew;

static void
suima_printer_new_free (SuimaPrinterNew *order)
{
  g_free (order->name);
  g_free (order->destination);
  g_free (order->template_id);
  g_free (order);
}

static gpointer
suima_printer_add_thread (SuimaStation *station,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error)
{
  const SuimaPrinterNew *order = data;

  return suima_station_add_printer (station, order->name, order->destination, order->template_id,
                                    NULL, FALSE, cancellable, error);
}

static void
suima_printer_add_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrinterAdd) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrinterEntry) entry = suima_session_do_finish (result, &error);
  g_autofree char *words = NULL;

  if (self->session == NULL)
    return;
  if (entry != NULL)
    {
      words = g_strdup_printf (_ ("%s is added."), self->name);
      gtk_label_set_text (self->try_label, words);
      gtk_widget_show (self->acts_box);
      suima_test_note_start (self->test_note, self->session, self->name,
                             suima_template_chooser_get_id (self->chooser));
      return;
    }
  words = suima_mishap_to_words (_ ("The printer was not added."), error);
  suima_test_note_say (self->test_note, FALSE, words);
}

static void
suima_printer_add_size_cb (SuimaPrinterAdd *self)
{
  SuimaPrinterNew *order = g_new0 (SuimaPrinterNew, 1);
  const SuimaSessionAct act = { .run = suima_printer_add_thread,
                                .data = order,
                                .free_data = (GDestroyNotify)suima_printer_new_free,
                                .free_result = (GDestroyNotify)suima_printer_entry_free };

  order->name = g_strdup (self->name);
  order->destination = g_strdup (self->destination);
  order->template_id = g_strdup (suima_template_chooser_get_id (self->chooser));
  gtk_label_set_text (self->try_label, self->name);
  gtk_widget_hide (self->acts_box);
  suima_test_note_clear (self->test_note);
  suima_test_note_say (self->test_note, TRUE, _ ("Asking the printer …"));
  gtk_stack_set_visible_child_name (self->stack, "try");
  suima_session_do_async (self->session, &act, NULL, suima_printer_add_added_cb,
                          g_object_ref (self));
}

static void
suima_printer_add_end_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaPrinterAdd *self = SUIMA_PRINTER_ADD (widget);

  g_signal_emit (self, suima_printer_add_signals[SUIMA_PRINTER_ADD_ADDED], 0, self->name,
                 suima_template_chooser_get_id (self->chooser), g_str_equal (name, "add.adjust"));
}

void
suima_printer_add_start (SuimaPrinterAdd *self, SuimaSession *session)
{
  const SuimaSessionAct act = { .run = suima_printer_add_sizes_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  g_return_if_fail (SUIMA_IS_PRINTER_ADD (self));
  g_set_object (&self->session, session);
  suima_template_chooser_set_id (self->chooser, "");
  gtk_editable_set_text (GTK_EDITABLE (self->address_entry), "");
  suima_test_note_clear (self->test_note);
  gtk_stack_set_visible_child_name (self->stack, "found");
  suima_session_do_async (session, &act, NULL, suima_printer_add_sizes_cb, g_object_ref (self));
  suima_printer_add_search (self);
}

static void
suima_printer_add_dispose (GObject *object)
{
  SuimaPrinterAdd *self = SUIMA_PRINTER_ADD (object);

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->session);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (suima_printer_add_parent_class)->dispose (object);
}

static void
suima_printer_add_finalize (GObject *object)
{
  SuimaPrinterAdd *self = SUIMA_PRINTER_ADD (object);

  g_free (self->name);
  g_free (self->destination);
  G_OBJECT_CLASS (suima_printer_add_parent_class)->finalize (object);
}

static void
suima_printer_add_class_init (SuimaPrinterAddClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_printer_add_dispose;
  object_class->finalize = suima_printer_add_finalize;
  g_type_ensure (SUIMA_TYPE_TEMPLATE_CHOOSER);
  g_type_ensure (SUIMA_TYPE_TEST_NOTE);
  suima_printer_add_signals[SUIMA_PRINTER_ADD_ADDED] =
      g_signal_new ("added", SUIMA_TYPE_PRINTER_ADD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "add.search", NULL,
                                   suima_printer_add_search_again_cb);
  gtk_widget_class_install_action (widget_class, "add.choose", "u", suima_printer_add_choose_cb);
  gtk_widget_class_install_action (widget_class, "add.typed", NULL, suima_printer_add_typed_cb);
  gtk_widget_class_install_action (widget_class, "add.done", NULL, suima_printer_add_end_cb);
  gtk_widget_class_install_action (widget_class, "add.adjust", NULL, suima_printer_add_end_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-printer-add.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, acts_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, address_entry);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, again_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, chooser);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, found_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, found_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, size_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, spinner);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, test_note);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrinterAdd, try_label);
  gtk_widget_class_bind_template_callback (widget_class, suima_printer_add_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_printer_add_size_cb);
}

static void
suima_printer_add_init (SuimaPrinterAdd *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
