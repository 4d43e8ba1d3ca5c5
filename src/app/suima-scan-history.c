// SPDX-License-Identifier: Apache-2.0
#include "suima-scan-history.h"

struct _SuimaScanHistory
{
  AdwBin parent_instance;

  /* template widgets */
  GtkBox *rows_box;
};

G_DEFINE_FINAL_TYPE (SuimaScanHistory, suima_scan_history, ADW_TYPE_BIN)

enum
{
  SUIMA_SCAN_HISTORY_CHOSEN,
  SUIMA_SCAN_HISTORY_N_SIGNALS
};

static guint suima_scan_history_signals[SUIMA_SCAN_HISTORY_N_SIGNALS];

static GtkWidget *
suima_scan_history_find (SuimaScanHistory *self, const char *text)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box));

  while (row != NULL && g_strcmp0 (gtk_widget_get_name (row), text) != 0)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static void
suima_scan_history_chosen_cb (SuimaScanHistory *self, GtkWidget *row)
{
  g_autofree char *text = g_strdup (gtk_widget_get_name (row));

  g_signal_emit (self, suima_scan_history_signals[SUIMA_SCAN_HISTORY_CHOSEN], 0, text);
}

/* The end of a code is what differs between the labels of one run. */
static char *
suima_scan_history_shorten (const char *code)
{
  glong length = g_utf8_strlen (code, -1);
  const char *end = length > 14 ? g_utf8_offset_to_pointer (code, length - 14) : code;

  return g_strdup_printf ("%s%s", end > code ? "…" : "", end);
}

static GtkWidget *
suima_scan_history_make_row (const char *text, const char *code, SuimaTone tone)
{
  g_autofree char *shown = suima_scan_history_shorten (code);
  GtkWidget *row = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = gtk_image_new_from_icon_name (suima_tone_get_icon (tone));
  GtkWidget *label = gtk_label_new (shown);

  gtk_widget_add_css_class (label, "code-small");
  gtk_widget_add_css_class (row, "history-row");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  suima_tone_set_class (tone, image);
  gtk_widget_add_css_class (image, "tone-icon");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (row), box);
  gtk_widget_set_name (row, text);
  return row;
}

void
suima_scan_history_add (SuimaScanHistory *self, const char *text, const char *code, SuimaTone tone)
{
  GtkWidget *row;

  g_return_if_fail (SUIMA_IS_SCAN_HISTORY (self));
  row = suima_scan_history_find (self, text);
  if (row != NULL)
    gtk_box_remove (self->rows_box, row);
  row = suima_scan_history_make_row (text, code, tone);
  g_signal_connect_object (row, "clicked", G_CALLBACK (suima_scan_history_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_prepend (self->rows_box, row);
  if (suima_scan_history_get_length (self) > SUIMA_SCAN_HISTORY_LENGTH)
    gtk_box_remove (self->rows_box, gtk_widget_get_last_child (GTK_WIDGET (self->rows_box)));
  gtk_widget_show (GTK_WIDGET (self));
}

guint
suima_scan_history_get_length (SuimaScanHistory *self)
{
  guint length = 0;
  GtkWidget *row;

  g_return_val_if_fail (SUIMA_IS_SCAN_HISTORY (self), 0);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    length++;
  return length;
}

static void
suima_scan_history_class_init (SuimaScanHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  suima_scan_history_signals[SUIMA_SCAN_HISTORY_CHOSEN] =
      g_signal_new ("chosen", SUIMA_TYPE_SCAN_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-scan-history.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaScanHistory, rows_box);
}

static void
suima_scan_history_init (SuimaScanHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
