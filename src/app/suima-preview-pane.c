// SPDX-License-Identifier: Apache-2.0
#include "suima-preview-pane.h"

#include "suima-label-view.h"
#include "suima-mishap.h"

#include <glib/gi18n.h>

/* The head of most label printers, and so the guess as long as none has answered. */
#define SUIMA_PREVIEW_PANE_DPI 203u

struct _SuimaPreviewPane
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaLabelView *label_view;
  GtkStack *stack;
  GtkLabel *words_label;

  /* owned */
  SuimaSession *session;
  GCancellable *drawing; /* the preview that was asked for last */
  char *template_id;

  gint64 batch_id;
  guint dpi;
};

G_DEFINE_FINAL_TYPE (SuimaPreviewPane, suima_preview_pane, ADW_TYPE_BIN)

/* Which label is wanted. */
typedef struct
{
  gint64 batch_id;
  char *template_id;
  guint dpi;
} SuimaPreview;

static void
suima_preview_free (SuimaPreview *preview)
{
  g_free (preview->template_id);
  g_free (preview);
}

static gpointer
suima_preview_pane_draw_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  const SuimaPreview *preview = data;

  return suima_station_preview (station, preview->batch_id, preview->template_id, preview->dpi,
                                error);
}

static void
suima_preview_pane_draw_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPreviewPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean is_stale = g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
  g_autoptr (SuimaRaster) raster = suima_session_do_finish (result, &error);

  if (self->session == NULL || is_stale)
    return;
  suima_label_view_set_raster (self->label_view, raster);
  words = raster ? NULL : suima_mishap_to_words (_ ("The label cannot be drawn."), error);
  gtk_label_set_text (self->words_label, words ? words : "");
  gtk_stack_set_visible_child_name (self->stack, raster ? "label" : "words");
}

static void
suima_preview_pane_draw (SuimaPreviewPane *self)
{
  SuimaPreview *preview;
  SuimaSessionAct act = { .run = suima_preview_pane_draw_thread,
                          .free_data = (GDestroyNotify)suima_preview_free,
                          .free_result = (GDestroyNotify)suima_raster_free };

  if (self->session == NULL || self->batch_id == 0)
    return;
  act.data = preview = g_new0 (SuimaPreview, 1);
  preview->batch_id = self->batch_id;
  preview->template_id = g_strdup (self->template_id);
  preview->dpi = self->dpi;
  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawing = g_cancellable_new ();
  suima_session_do_async (self->session, &act, self->drawing, suima_preview_pane_draw_cb,
                          g_object_ref (self));
}

void
suima_preview_pane_set_session (SuimaPreviewPane *self, SuimaSession *session)
{
  g_return_if_fail (SUIMA_IS_PREVIEW_PANE (self));
  g_set_object (&self->session, session);
}

void
suima_preview_pane_show (SuimaPreviewPane *self, gint64 batch_id, guint dpi)
{
  guint its_dpi = dpi >= 150 && dpi <= 600 ? dpi : SUIMA_PREVIEW_PANE_DPI;

  g_return_if_fail (SUIMA_IS_PREVIEW_PANE (self));
  if (self->batch_id == batch_id && self->dpi == its_dpi)
    return;
  self->batch_id = batch_id;
  self->dpi = its_dpi;
  suima_preview_pane_draw (self);
}

void
suima_preview_pane_set_template_id (SuimaPreviewPane *self, const char *template_id)
{
  g_return_if_fail (SUIMA_IS_PREVIEW_PANE (self));
  if (g_strcmp0 (template_id, self->template_id) == 0)
    return;
  g_free (self->template_id);
  self->template_id = g_strdup (template_id);
  suima_preview_pane_draw (self);
}

const char *
suima_preview_pane_get_template_id (SuimaPreviewPane *self)
{
  g_return_val_if_fail (SUIMA_IS_PREVIEW_PANE (self), NULL);
  return self->template_id;
}

static void
suima_preview_pane_dispose (GObject *object)
{
  SuimaPreviewPane *self = SUIMA_PREVIEW_PANE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->drawing);
  G_OBJECT_CLASS (suima_preview_pane_parent_class)->dispose (object);
}

static void
suima_preview_pane_finalize (GObject *object)
{
  g_free (SUIMA_PREVIEW_PANE (object)->template_id);
  G_OBJECT_CLASS (suima_preview_pane_parent_class)->finalize (object);
}

static void
suima_preview_pane_class_init (SuimaPreviewPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_preview_pane_dispose;
  object_class->finalize = suima_preview_pane_finalize;
  g_type_ensure (SUIMA_TYPE_LABEL_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-preview-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, label_view);
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, words_label);
}

static void
suima_preview_pane_init (SuimaPreviewPane *self)
{
  self->template_id = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}
