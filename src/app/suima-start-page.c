// SPDX-License-Identifier: Apache-2.0
#include "suima-start-page.h"

#include "suima-error.h"
#include "suima-mishap.h"

#include <glib/gi18n.h>

struct _SuimaStartPage
{
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *command_label;
  GtkWidget *make_button;
  GtkWidget *retry_button;
  GtkLabel *sentence_label;
  GtkSpinner *spinner;
  GtkImage *image;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (SuimaStartPage, suima_start_page, ADW_TYPE_BIN)

enum
{
  SUIMA_START_PAGE_OPEN,
  SUIMA_START_PAGE_N_SIGNALS
};

static guint suima_start_page_signals[SUIMA_START_PAGE_N_SIGNALS];

static void
suima_start_page_put (SuimaStartPage *self,
                      const char *icon,
                      const char *title,
                      const char *sentence)
{
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->sentence_label, sentence);
}

void
suima_start_page_show_opening (SuimaStartPage *self)
{
  g_return_if_fail (SUIMA_IS_START_PAGE (self));
  suima_start_page_put (self, "suima-scan-symbolic", _ ("Suima"), _ ("Opening the station …"));
  gtk_widget_hide (GTK_WIDGET (self->command_label));
  gtk_widget_hide (self->make_button);
  gtk_widget_hide (self->retry_button);
  gtk_spinner_start (self->spinner);
  gtk_widget_show (GTK_WIDGET (self->spinner));
}

void
suima_start_page_show_error (SuimaStartPage *self, const char *dir, const GError *error)
{
  gboolean is_missing = g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_autofree char *quoted = g_shell_quote (dir);
  g_autofree char *command = g_strdup_printf ("suimactl --data %s init", quoted);
  g_autofree char *words = suima_mishap_to_words (_ ("Nothing in it was changed."), error);

  g_return_if_fail (SUIMA_IS_START_PAGE (self));
  if (is_missing)
    suima_start_page_put (self, "suima-box-symbolic", _ ("There is no station here yet"),
                          _ ("Make one with the usual settings now, or set everything yourself "
                             "with this command:"));
  else if (g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_BUSY))
    suima_start_page_put (self, "suima-warn-symbolic", _ ("The station is open elsewhere"),
                          _ ("Another window of Suima, or suimactl, is working with it. Close it, "
                             "then try again."));
  else
    suima_start_page_put (self, "suima-stop-symbolic", _ ("The station cannot be opened"), words);
  gtk_label_set_text (self->command_label, command);
  gtk_widget_set_visible (GTK_WIDGET (self->command_label), is_missing);
  gtk_widget_set_visible (self->make_button, is_missing);
  gtk_widget_show (self->retry_button);
  gtk_spinner_stop (self->spinner);
  gtk_widget_hide (GTK_WIDGET (self->spinner));
}

static void
suima_start_page_make_cb (SuimaStartPage *self)
{
  g_signal_emit (self, suima_start_page_signals[SUIMA_START_PAGE_OPEN], 0, TRUE);
}

static void
suima_start_page_retry_cb (SuimaStartPage *self)
{
  g_signal_emit (self, suima_start_page_signals[SUIMA_START_PAGE_OPEN], 0, FALSE);
}

static void
suima_start_page_class_init (SuimaStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  suima_start_page_signals[SUIMA_START_PAGE_OPEN] =
      g_signal_new ("open", SUIMA_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaStartPage, command_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStartPage, image);
  gtk_widget_class_bind_template_child (widget_class, SuimaStartPage, make_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaStartPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaStartPage, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStartPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SuimaStartPage, title_label);
  gtk_widget_class_bind_template_callback (widget_class, suima_start_page_make_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_start_page_retry_cb);
}

static void
suima_start_page_init (SuimaStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
