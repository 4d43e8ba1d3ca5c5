// SPDX-License-Identifier: Apache-2.0
#include "suima-template-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SuimaTemplateChooser
{
  AdwBin parent_instance;

  GtkFlowBox *box;
  char *template_id; /* owned */
};

G_DEFINE_FINAL_TYPE (SuimaTemplateChooser, suima_template_chooser, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TEMPLATE_ID,
  N_PROPS
};

enum
{
  SUIMA_TEMPLATE_CHOOSER_CHOSEN,
  SUIMA_TEMPLATE_CHOOSER_N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint suima_template_chooser_signals[SUIMA_TEMPLATE_CHOOSER_N_SIGNALS];

/* What the shipped templates are for. */
static const char *
suima_template_find_purpose (const char *suffix)
{
  static const struct
  {
    const char *suffix;
    const char *words;
  } table[] = {
    { "-weight", N_ ("weighed") },
    { "-repack", N_ ("repacked") },
    { "-certificate-1", N_ ("certificate 1") },
    { "-certificate-2", N_ ("certificate 2") },
    { "-voucher", N_ ("voucher") },
    { "x3", N_ ("3 across") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (suffix, table[i].suffix))
      return _ (table[i].words);
  return NULL;
}

char *
suima_template_id_to_words (const char *template_id)
{
  gboolean is_tag = g_str_has_prefix (template_id, "hold-");
  const char *size = is_tag ? template_id + strlen ("hold-") : template_id;
  gsize width = strspn (size, "0123456789");
  gsize height = width > 0 && size[width] == 'x' ? strspn (size + width + 1, "0123456789") : 0;
  const char *suffix = size + width + 1 + height;
  const char *purpose;
  g_autofree char *words = NULL;

  if (height == 0)
    return g_strdup (template_id);
  purpose = *suffix == '\0' ? "" : suima_template_find_purpose (suffix);
  if (purpose == NULL)
    return g_strdup (template_id);
  if (is_tag && *suffix == '\0')
    purpose = _ ("hold tag");
  words = g_strdup_printf ("%.*s×%.*s %s", (int)width, size, (int)height, size + width + 1, purpose);
  return g_strdup (g_strchomp (words));
}

static void
suima_template_chooser_add (SuimaTemplateChooser *self, const char *template_id)
{
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *words = suima_template_id_to_words (template_id);

  gtk_button_set_label (GTK_BUTTON (button), words);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chooser.template");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", template_id);
  gtk_flow_box_append (self->box, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

void
suima_template_chooser_fill (SuimaTemplateChooser *self, GPtrArray *ids)
{
  GtkWidget *child;

  g_return_if_fail (SUIMA_IS_TEMPLATE_CHOOSER (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_flow_box_remove (self->box, child);
  for (guint i = 0; i < ids->len; i++)
    suima_template_chooser_add (self, g_ptr_array_index (ids, i));
}

const char *
suima_template_chooser_get_id (SuimaTemplateChooser *self)
{
  g_return_val_if_fail (SUIMA_IS_TEMPLATE_CHOOSER (self), NULL);
  return self->template_id;
}

void
suima_template_chooser_set_id (SuimaTemplateChooser *self, const char *template_id)
{
  g_return_if_fail (SUIMA_IS_TEMPLATE_CHOOSER (self));
  if (g_strcmp0 (self->template_id, template_id) == 0)
    return;
  g_free (self->template_id);
  self->template_id = g_strdup (template_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEMPLATE_ID]);
}

static void
suima_template_chooser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TEMPLATE_ID)
    g_value_set_string (value, SUIMA_TEMPLATE_CHOOSER (object)->template_id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* By a touch; the program itself calls suima_template_chooser_set_id(). */
static void
suima_template_chooser_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  SuimaTemplateChooser *self = SUIMA_TEMPLATE_CHOOSER (object);

  if (id != PROP_TEMPLATE_ID)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  suima_template_chooser_set_id (self, g_value_get_string (value));
  g_signal_emit (self, suima_template_chooser_signals[SUIMA_TEMPLATE_CHOOSER_CHOSEN], 0);
}

static void
suima_template_chooser_finalize (GObject *object)
{
  g_free (SUIMA_TEMPLATE_CHOOSER (object)->template_id);
  G_OBJECT_CLASS (suima_template_chooser_parent_class)->finalize (object);
}

static void
suima_template_chooser_class_init (SuimaTemplateChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = suima_template_chooser_get_property;
  object_class->set_property = suima_template_chooser_set_property;
  object_class->finalize = suima_template_chooser_finalize;
  properties[PROP_TEMPLATE_ID] =
      g_param_spec_string ("template-id", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  suima_template_chooser_signals[SUIMA_TEMPLATE_CHOOSER_CHOSEN] =
      g_signal_new ("chosen", SUIMA_TYPE_TEMPLATE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  gtk_widget_class_install_property_action (GTK_WIDGET_CLASS (klass), "chooser.template",
                                            "template-id");
}

static void
suima_template_chooser_init (SuimaTemplateChooser *self)
{
  self->template_id = g_strdup ("");
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (self->box, 2);
  gtk_flow_box_set_max_children_per_line (self->box, 6);
  gtk_flow_box_set_column_spacing (self->box, 10);
  gtk_flow_box_set_row_spacing (self->box, 10);
  gtk_widget_set_valign (GTK_WIDGET (self->box), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Size of the label in millimetres"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
