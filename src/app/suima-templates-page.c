// SPDX-License-Identifier: Apache-2.0
#include "suima-templates-page.h"

#include "suima-fact-row.h"
#include "suima-label-view.h"
#include "suima-mishap.h"
#include "suima-template-check.h"
#include "suima-template-chooser.h"
#include "suima-verdict.h"

#include <glib/gi18n.h>

struct _SuimaTemplatesPage
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaTemplateChooser *chooser;
  SuimaLabelView *label_view;
  GtkLabel *module_label;
  GtkWidget *problems_box;
  GtkStack *stack;
  GtkLabel *template_label;
  GtkWidget *verdict_box;
  GtkImage *verdict_image;
  GtkLabel *verdict_label;
  GtkLabel *zoom_label;

  /* owned */
  SuimaSession *session;
  GCancellable *checking; /* nullable: the check that was asked for last */
  SuimaTemplateReport *report; /* nullable */
  char *resolution; /* "203", "300" */
  char *words;      /* "plain", "worst" */

  guint zoom; /* 0: what fits */
};

G_DEFINE_FINAL_TYPE (SuimaTemplatesPage, suima_templates_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_RESOLUTION,
  PROP_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const SuimaTemplateSheet *
suima_templates_page_find_sheet (SuimaTemplatesPage *self)
{
  guint dpi = (guint)g_ascii_strtoull (self->resolution, NULL, 10);

  for (guint i = 0; self->report != NULL && i < self->report->sheets->len; i++)
    if (((SuimaTemplateSheet *)self->report->sheets->pdata[i])->dpi == dpi)
      return self->report->sheets->pdata[i];
  return NULL;
}

static GtkWidget *
suima_templates_page_new_problem (const SuimaTemplateProblem *problem)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  SuimaTone tone = problem->is_warning ? SUIMA_TONE_WARN : SUIMA_TONE_STOP;
  GtkWidget *image = gtk_image_new_from_icon_name (suima_tone_get_icon (tone));
  GtkWidget *label = gtk_label_new (problem->message);

  gtk_widget_add_css_class (box, "note");
  suima_tone_set_class (tone, box);
  gtk_widget_add_css_class (image, "tone-icon");
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
suima_templates_page_show_problems (SuimaTemplatesPage *self, guint dpi)
{
  SuimaTone tone = SUIMA_TONE_OK;

  suima_fact_row_clear (self->problems_box);
  for (guint i = 0; i < self->report->problems->len; i++)
    {
      const SuimaTemplateProblem *problem = g_ptr_array_index (self->report->problems, i);
      if (problem->dpi != 0 && problem->dpi != dpi)
        continue;
      if (!problem->is_warning)
        tone = SUIMA_TONE_STOP;
      else if (tone == SUIMA_TONE_OK)
        tone = SUIMA_TONE_WARN;
      gtk_box_append (GTK_BOX (self->problems_box), suima_templates_page_new_problem (problem));
    }
  gtk_label_set_text (self->verdict_label, tone == SUIMA_TONE_STOP   ? _ ("This template needs work")
                                           : tone == SUIMA_TONE_WARN ? _ ("It prints, with a caution")
                                                                     : _ ("Everything fits"));
  gtk_image_set_from_icon_name (self->verdict_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->verdict_box);
}

static void
suima_templates_page_update (SuimaTemplatesPage *self)
{
  const SuimaTemplateSheet *sheet = suima_templates_page_find_sheet (self);
  gboolean is_plain = g_str_equal (self->words, "plain");
  g_autofree char *module = NULL;
  g_autofree char *zoom = self->zoom == 0 ? g_strdup (_ ("all of it"))
                                          : g_strdup_printf ("%u×", self->zoom);

  gtk_label_set_text (self->zoom_label, zoom);
  suima_label_view_set_zoom (self->label_view, self->zoom);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "templates.out", self->zoom > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "templates.in",
                                 self->zoom < SUIMA_LABEL_VIEW_MAX_ZOOM);
  suima_label_view_set_raster (self->label_view,
                               sheet == NULL ? NULL : is_plain ? sheet->plain : sheet->worst);
  if (self->report == NULL)
    return;
  if (sheet != NULL && sheet->module_dots > 0)
    module = g_strdup_printf (_ ("A module of the code: %u dots, %.2f mm"), sheet->module_dots,
                              sheet->module_mm);
  gtk_label_set_text (self->module_label, module ? module : "");
  gtk_widget_set_visible (GTK_WIDGET (self->module_label), module != NULL);
  suima_templates_page_show_problems (self, sheet ? sheet->dpi : 0);
}

/* Checking */

static gpointer
suima_templates_page_check_thread (SuimaStation *station,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return suima_station_check_template_id (station, data, 0, error);
}

static void
suima_templates_page_check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaTemplatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stale = self->checking != g_task_get_cancellable (G_TASK (result));
  g_autoptr (SuimaTemplateReport) report = suima_session_do_finish (result, &error);
  g_autofree char *words = NULL;

  if (self->session == NULL || is_stale)
    return;
  g_clear_pointer (&self->report, suima_template_report_free);
  self->report = g_steal_pointer (&report);
  suima_templates_page_update (self);
  if (error == NULL)
    return;
  words = suima_mishap_to_words (_ ("The template cannot be checked."), error);
  gtk_label_set_text (self->verdict_label, words);
  suima_tone_set_class (SUIMA_TONE_STOP, self->verdict_box);
}

void
suima_templates_page_check (SuimaTemplatesPage *self, const char *template_id)
{
  const SuimaSessionAct act = { .run = suima_templates_page_check_thread,
                                .data = g_strdup (template_id),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)suima_template_report_free };
  g_autofree char *words = suima_template_id_to_words (template_id);

  g_return_if_fail (SUIMA_IS_TEMPLATES_PAGE (self) && self->session != NULL);
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  self->checking = g_cancellable_new ();
  self->zoom = 0;
  g_clear_pointer (&self->report, suima_template_report_free);
  suima_fact_row_clear (self->problems_box);
  gtk_label_set_text (self->module_label, "");
  gtk_label_set_text (self->template_label, words);
  gtk_label_set_text (self->verdict_label, _ ("Drawing and checking the label …"));
  gtk_image_set_from_icon_name (self->verdict_image, suima_tone_get_icon (SUIMA_TONE_UNKNOWN));
  suima_tone_set_class (SUIMA_TONE_UNKNOWN, self->verdict_box);
  suima_templates_page_update (self);
  gtk_stack_set_visible_child_name (self->stack, "check");
  suima_session_do_async (self->session, &act, self->checking, suima_templates_page_check_cb,
                          g_object_ref (self));
}

static void
suima_templates_page_chosen_cb (SuimaTemplatesPage *self)
{
  suima_templates_page_check (self, suima_template_chooser_get_id (self->chooser));
}

/* The list */

static gpointer
suima_templates_page_list_thread (SuimaStation *station,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error)
{
  return suima_station_list_templates (station);
}

static void
suima_templates_page_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaTemplatesPage) self = user_data;
  g_autoptr (GPtrArray) ids = suima_session_do_finish (result, NULL);

  if (self->session != NULL && ids != NULL)
    suima_template_chooser_fill (self->chooser, ids);
}

void
suima_templates_page_show_list (SuimaTemplatesPage *self)
{
  const SuimaSessionAct act = { .run = suima_templates_page_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  g_return_if_fail (SUIMA_IS_TEMPLATES_PAGE (self));
  if (self->session == NULL)
    return;
  suima_template_chooser_set_id (self->chooser, "");
  gtk_stack_set_visible_child_name (self->stack, "list");
  suima_session_do_async (self->session, &act, NULL, suima_templates_page_list_cb,
                          g_object_ref (self));
}

static void
suima_templates_page_back_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_templates_page_show_list (SUIMA_TEMPLATES_PAGE (widget));
}

static void
suima_templates_page_zoom_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaTemplatesPage *self = SUIMA_TEMPLATES_PAGE (widget);

  if (g_str_equal (name, "templates.in"))
    self->zoom = self->zoom == 0 ? 2 : MIN (self->zoom * 2, SUIMA_LABEL_VIEW_MAX_ZOOM);
  else
    self->zoom = self->zoom <= 2 ? 0 : self->zoom / 2;
  suima_templates_page_update (self);
}

void
suima_templates_page_set_session (SuimaTemplatesPage *self, SuimaSession *session)
{
  g_return_if_fail (SUIMA_IS_TEMPLATES_PAGE (self));
  g_set_object (&self->session, session);
}

static void
suima_templates_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SuimaTemplatesPage *self = SUIMA_TEMPLATES_PAGE (object);

  if (id == PROP_RESOLUTION || id == PROP_WORDS)
    g_value_set_string (value, id == PROP_WORDS ? self->words : self->resolution);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_templates_page_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  SuimaTemplatesPage *self = SUIMA_TEMPLATES_PAGE (object);
  char **text = id == PROP_WORDS ? &self->words : &self->resolution;

  if (id != PROP_RESOLUTION && id != PROP_WORDS)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (g_strcmp0 (*text, g_value_get_string (value)) == 0)
    return;
  g_free (*text);
  *text = g_value_dup_string (value);
  g_object_notify_by_pspec (object, pspec);
  suima_templates_page_update (self);
}

static void
suima_templates_page_dispose (GObject *object)
{
  SuimaTemplatesPage *self = SUIMA_TEMPLATES_PAGE (object);

  g_clear_object (&self->checking);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_templates_page_parent_class)->dispose (object);
}

static void
suima_templates_page_finalize (GObject *object)
{
  SuimaTemplatesPage *self = SUIMA_TEMPLATES_PAGE (object);

  g_clear_pointer (&self->report, suima_template_report_free);
  g_free (self->resolution);
  g_free (self->words);
  G_OBJECT_CLASS (suima_templates_page_parent_class)->finalize (object);
}

static void
suima_templates_page_class_init (SuimaTemplatesPageClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_templates_page_dispose;
  object_class->finalize = suima_templates_page_finalize;
  object_class->get_property = suima_templates_page_get_property;
  object_class->set_property = suima_templates_page_set_property;
  g_type_ensure (SUIMA_TYPE_LABEL_VIEW);
  g_type_ensure (SUIMA_TYPE_TEMPLATE_CHOOSER);
  properties[PROP_RESOLUTION] = g_param_spec_string ("resolution", NULL, NULL, NULL, flags);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "templates.resolution", "resolution");
  gtk_widget_class_install_property_action (widget_class, "templates.words", "words");
  gtk_widget_class_install_action (widget_class, "templates.back", NULL,
                                   suima_templates_page_back_cb);
  gtk_widget_class_install_action (widget_class, "templates.in", NULL, suima_templates_page_zoom_cb);
  gtk_widget_class_install_action (widget_class, "templates.out", NULL,
                                   suima_templates_page_zoom_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-templates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, label_view);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, module_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, problems_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, template_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, verdict_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaTemplatesPage, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, suima_templates_page_chosen_cb);
}

static void
suima_templates_page_init (SuimaTemplatesPage *self)
{
  self->resolution = g_strdup ("203");
  self->words = g_strdup ("plain");
  gtk_widget_init_template (GTK_WIDGET (self));
}
