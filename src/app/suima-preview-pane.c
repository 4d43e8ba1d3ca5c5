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
  GtkBox *body_box;
  SuimaLabelView *label_view;
  GtkStack *stack;
  GtkFlowBox *template_box;
  GtkLabel *words_label;

  /* owned */
  SuimaSession *session;
  GCancellable *drawing; /* the preview that was asked for last */
  char *template_id;

  gint64 batch_id;
  guint dpi;
};

G_DEFINE_FINAL_TYPE (SuimaPreviewPane, suima_preview_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TEMPLATE_ID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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

/* The templates */

static gpointer
suima_preview_pane_list_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  return suima_station_list_labels (station);
}

static void
suima_preview_pane_add_template (SuimaPreviewPane *self, const char *template_id)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *child;
  g_autoptr (GString) words = g_string_new (template_id);

  g_string_replace (words, "x", "×", 1);
  gtk_button_set_label (GTK_BUTTON (button), words->str);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "preview.template");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", template_id);
  gtk_flow_box_append (self->template_box, button);
  child = gtk_widget_get_parent (button);
  gtk_widget_set_focusable (child, FALSE);
}

static void
suima_preview_pane_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPreviewPane) self = user_data;
  g_autoptr (GPtrArray) templates = suima_session_do_finish (result, NULL);
  GtkWidget *child;

  if (self->session == NULL || templates == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->template_box))) != NULL)
    gtk_flow_box_remove (self->template_box, child);
  for (guint i = 0; i < templates->len; i++)
    suima_preview_pane_add_template (self, g_ptr_array_index (templates, i));
}

void
suima_preview_pane_set_session (SuimaPreviewPane *self, SuimaSession *session)
{
  const SuimaSessionAct act = { .run = suima_preview_pane_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };
  const SuimaConfig *config = suima_station_get_config (suima_session_get_station (session));

  g_return_if_fail (SUIMA_IS_PREVIEW_PANE (self));
  g_set_object (&self->session, session);
  g_object_set (self, "template-id", config->template_id, NULL);
  suima_session_do_async (session, &act, NULL, suima_preview_pane_list_cb, g_object_ref (self));
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
suima_preview_pane_set_tall (SuimaPreviewPane *self, gboolean is_tall)
{
  g_return_if_fail (SUIMA_IS_PREVIEW_PANE (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body_box),
                                  is_tall ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_flow_box_set_max_children_per_line (self->template_box, is_tall ? 4 : 2);
  gtk_flow_box_set_min_children_per_line (self->template_box, is_tall ? 4 : 2);
}

const char *
suima_preview_pane_get_template_id (SuimaPreviewPane *self)
{
  g_return_val_if_fail (SUIMA_IS_PREVIEW_PANE (self), NULL);
  return self->template_id;
}

static void
suima_preview_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TEMPLATE_ID)
    g_value_set_string (value, SUIMA_PREVIEW_PANE (object)->template_id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_preview_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SuimaPreviewPane *self = SUIMA_PREVIEW_PANE (object);

  if (id != PROP_TEMPLATE_ID)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (g_strcmp0 (g_value_get_string (value), self->template_id) == 0)
    return;
  g_free (self->template_id);
  self->template_id = g_value_dup_string (value);
  suima_preview_pane_draw (self);
  g_object_notify_by_pspec (object, pspec);
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
  object_class->get_property = suima_preview_pane_get_property;
  object_class->set_property = suima_preview_pane_set_property;
  g_type_ensure (SUIMA_TYPE_LABEL_VIEW);
  properties[PROP_TEMPLATE_ID] =
      g_param_spec_string ("template-id", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "preview.template", "template-id");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-preview-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, body_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, label_view);
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, template_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPreviewPane, words_label);
}

static void
suima_preview_pane_init (SuimaPreviewPane *self)
{
  self->template_id = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}
