// SPDX-License-Identifier: Apache-2.0
#include "suima-pin-panel.h"

#include "suima-keypad.h"

#include <glib/gi18n.h>
#include <string.h>

#define SUIMA_PIN_DIGITS 6u

struct _SuimaPinPanel
{
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *dots_label;
  SuimaKeypad *keypad;
  GtkFlowBox *names_box;
  GtkLabel *words_label;

  SuimaSession *session; /* owned */
  char *name;            /* owned; "" while none is chosen */
  char pin[SUIMA_PIN_DIGITS + 1];
};

G_DEFINE_FINAL_TYPE (SuimaPinPanel, suima_pin_panel, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NAME_CHOSEN,
  N_PROPS
};

enum
{
  SUIMA_PIN_PANEL_ENTERED,
  SUIMA_PIN_PANEL_N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint suima_pin_panel_signals[SUIMA_PIN_PANEL_N_SIGNALS];

static void
suima_pin_panel_update (SuimaPinPanel *self)
{
  g_autoptr (GString) dots = g_string_new (NULL);

  for (guint i = 0; i < SUIMA_PIN_DIGITS; i++)
    g_string_append (dots, i < strlen (self->pin) ? "● " : "○ ");
  gtk_label_set_text (self->dots_label, g_strchomp (dots->str));
  gtk_widget_set_sensitive (GTK_WIDGET (self->keypad), *self->name != '\0');
}

static void
suima_pin_panel_clear_cb (SuimaPinPanel *self)
{
  explicit_bzero (self->pin, sizeof self->pin);
  suima_pin_panel_update (self);
}

static void
suima_pin_panel_back_cb (SuimaPinPanel *self)
{
  gsize length = strlen (self->pin);

  if (length > 0)
    self->pin[length - 1] = '\0';
  suima_pin_panel_update (self);
}

static void
suima_pin_panel_digit_cb (SuimaPinPanel *self, guint digit)
{
  gsize length = strlen (self->pin);

  if (length >= SUIMA_PIN_DIGITS)
    return;
  self->pin[length] = (char)('0' + digit);
  suima_pin_panel_update (self);
  if (length + 1 < SUIMA_PIN_DIGITS)
    return;
  g_signal_emit (self, suima_pin_panel_signals[SUIMA_PIN_PANEL_ENTERED], 0, self->name, self->pin);
  suima_pin_panel_clear_cb (self);
}

static gpointer
suima_pin_panel_list_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  return suima_station_list_supervisors (station, error);
}

static void
suima_pin_panel_add_name (SuimaPinPanel *self, const char *name)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_label (GTK_BUTTON (button), name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pin.name");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_flow_box_append (self->names_box, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
suima_pin_panel_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPinPanel) self = user_data;
  g_autoptr (GPtrArray) names = suima_session_do_finish (result, NULL);
  GtkWidget *child;

  if (self->session == NULL || names == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->names_box))) != NULL)
    gtk_flow_box_remove (self->names_box, child);
  for (guint i = 0; i < names->len; i++)
    suima_pin_panel_add_name (self, g_ptr_array_index (names, i));
  if (names->len == 1)
    g_object_set (self, "name-chosen", g_ptr_array_index (names, 0), NULL);
  if (names->len == 0)
    gtk_label_set_text (self->words_label,
                        _ ("This station has no supervisor yet. The owner adds one first: suimactl "
                           "supervisor add NAME"));
}

void
suima_pin_panel_ask (SuimaPinPanel *self, SuimaSession *session, const char *words)
{
  const SuimaSessionAct act = { .run = suima_pin_panel_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  g_return_if_fail (SUIMA_IS_PIN_PANEL (self));
  g_set_object (&self->session, session);
  gtk_label_set_text (self->words_label, words ? words : "");
  suima_pin_panel_clear_cb (self);
  suima_session_do_async (session, &act, NULL, suima_pin_panel_list_cb, g_object_ref (self));
}

static void
suima_pin_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NAME_CHOSEN)
    g_value_set_string (value, SUIMA_PIN_PANEL (object)->name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_pin_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SuimaPinPanel *self = SUIMA_PIN_PANEL (object);

  if (id != PROP_NAME_CHOSEN)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_free (self->name);
  self->name = g_value_dup_string (value);
  g_object_notify_by_pspec (object, pspec);
  suima_pin_panel_clear_cb (self);
}

static void
suima_pin_panel_dispose (GObject *object)
{
  SuimaPinPanel *self = SUIMA_PIN_PANEL (object);

  explicit_bzero (self->pin, sizeof self->pin);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_pin_panel_parent_class)->dispose (object);
}

static void
suima_pin_panel_finalize (GObject *object)
{
  g_free (SUIMA_PIN_PANEL (object)->name);
  G_OBJECT_CLASS (suima_pin_panel_parent_class)->finalize (object);
}

static void
suima_pin_panel_class_init (SuimaPinPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_pin_panel_dispose;
  object_class->finalize = suima_pin_panel_finalize;
  object_class->get_property = suima_pin_panel_get_property;
  object_class->set_property = suima_pin_panel_set_property;
  g_type_ensure (SUIMA_TYPE_KEYPAD);
  properties[PROP_NAME_CHOSEN] =
      g_param_spec_string ("name-chosen", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  suima_pin_panel_signals[SUIMA_PIN_PANEL_ENTERED] =
      g_signal_new ("entered", SUIMA_TYPE_PIN_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_install_property_action (widget_class, "pin.name", "name-chosen");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-pin-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPinPanel, dots_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPinPanel, keypad);
  gtk_widget_class_bind_template_child (widget_class, SuimaPinPanel, names_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPinPanel, words_label);
  gtk_widget_class_bind_template_callback (widget_class, suima_pin_panel_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_pin_panel_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_pin_panel_digit_cb);
}

static void
suima_pin_panel_init (SuimaPinPanel *self)
{
  self->name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}
