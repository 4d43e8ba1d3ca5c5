// SPDX-License-Identifier: Apache-2.0
#include "suima-step-row.h"

#include "suima-dates.h"
#include "suima-event.h"
#include "suima-reason.h"
#include "suima-words.h"

#include <glib/gi18n.h>

struct _SuimaStepRow
{
  AdwBin parent_instance;

  /* template widgets */
  GtkImage *image;
  GtkLabel *what_label;
  GtkLabel *when_label;
};

G_DEFINE_FINAL_TYPE (SuimaStepRow, suima_step_row, ADW_TYPE_BIN)

static const char *
suima_step_row_get_icon (int kind)
{
  if (kind == SUIMA_EVENT_REPRINT)
    return "suima-reprint-symbolic";
  return kind == SUIMA_EVENT_VOID ? "suima-void-symbolic" : "suima-printer-symbolic";
}

static char *
suima_step_row_what (const SuimaTraceStep *step)
{
  g_autofree char *reason = suima_reason_of_event (step->body);
  const char *event = suima_words_event (step->kind);

  /* translators: an event and its reason: 补打：标签破损 */
  return reason ? g_strdup_printf (_ ("%s: %s"), event, suima_reason_to_words (reason))
                : g_strdup (event);
}

GtkWidget *
suima_step_row_new (const SuimaTraceStep *step, gint64 now_us, int utc_offset_min)
{
  SuimaStepRow *self = g_object_new (SUIMA_TYPE_STEP_ROW, NULL);
  g_autofree char *moment = suima_dates_moment_to_words (step->at_us, now_us, utc_offset_min);
  g_autofree char *what = suima_step_row_what (step);
  g_autofree char *when =
      g_strdup_printf ("%s · %s", moment, suima_words_delivery (step->delivery));

  gtk_label_set_text (self->what_label, what);
  gtk_label_set_text (self->when_label, when);
  gtk_image_set_from_icon_name (self->image, suima_step_row_get_icon (step->kind));
  return GTK_WIDGET (self);
}

static void
suima_step_row_class_init (SuimaStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaStepRow, image);
  gtk_widget_class_bind_template_child (widget_class, SuimaStepRow, what_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStepRow, when_label);
}

static void
suima_step_row_init (SuimaStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
