// SPDX-License-Identifier: Apache-2.0
#include "suima-roll-panel.h"

#include "suima-mishap.h"
#include "suima-station-printers.h"
#include "suima-stepper.h"
#include "suima-test-note.h"

#include <glib/gi18n.h>

struct _SuimaRollPanel
{
  AdwBin parent_instance;

  /* template widgets */
  GtkBox *acts_box;
  SuimaStepper *darkness_stepper;
  SuimaStepper *down_stepper;
  SuimaStepper *gap_stepper;
  GtkWidget *gap_box;
  GtkLabel *gap_label;
  SuimaStepper *right_stepper;
  GtkWidget *settings_box;
  SuimaStepper *speed_stepper;
  GtkWidget *store_box;
  SuimaTestNote *test_note;
  GtkToggleButton *turn_button;

  /* owned */
  SuimaSession *session;
  char *name, *template_id;
  char *tracking;

  gboolean is_testing_next; /* a test label follows what is being stored */
};

G_DEFINE_FINAL_TYPE (SuimaRollPanel, suima_roll_panel, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TRACKING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Whose setup is read or stored, and what it is. */
typedef struct
{
  char *name, *template_id;
  SuimaMediaSetup setup;
} SuimaRoll;

static SuimaRoll *
suima_roll_new (const char *name, const char *template_id)
{
  SuimaRoll *roll = g_new0 (SuimaRoll, 1);

  roll->name = g_strdup (name);
  roll->template_id = g_strdup (template_id);
  return roll;
}

static void
suima_roll_free (SuimaRoll *roll)
{
  g_free (roll->name);
  g_free (roll->template_id);
  g_free (roll);
}

static void
suima_roll_panel_set_ready (SuimaRollPanel *self, gboolean is_ready)
{
  gtk_widget_set_sensitive (self->settings_box, is_ready);
  gtk_widget_set_sensitive (self->store_box, is_ready);
}

static void
suima_roll_panel_update_gap (SuimaRollPanel *self)
{
  gtk_widget_set_visible (self->gap_box, !g_str_equal (self->tracking, "continuous"));
  gtk_label_set_text (self->gap_label, g_str_equal (self->tracking, "mark")
                                           ? _ ("Mark height")
                                           : _ ("Gap"));
}

static void
suima_roll_panel_set_tracking (SuimaRollPanel *self, const char *tracking)
{
  if (g_strcmp0 (tracking, self->tracking) == 0)
    return;
  g_free (self->tracking);
  self->tracking = g_strdup (tracking);
  suima_roll_panel_update_gap (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRACKING]);
}

static gpointer
suima_roll_panel_get_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  const SuimaRoll *roll = data;
  SuimaMediaSetup setup = { 0 };

  if (!suima_station_get_printer_media (station, roll->name, roll->template_id, &setup, error))
    return NULL;
  return g_memdup2 (&setup, sizeof setup);
}

static void
suima_roll_panel_put (SuimaRollPanel *self, const SuimaMediaSetup *setup)
{
  suima_roll_panel_set_tracking (self, setup->tracking);
  suima_stepper_set_value (self->gap_stepper, setup->gap_mm);
  suima_stepper_set_value (self->darkness_stepper, setup->darkness);
  suima_stepper_set_value (self->speed_stepper, setup->speed < 0 ? 0 : setup->speed);
  gtk_toggle_button_set_active (self->turn_button, setup->is_turned);
  suima_stepper_set_value (self->right_stepper, setup->offset_x_mm);
  suima_stepper_set_value (self->down_stepper, setup->offset_y_mm);
}

static void
suima_roll_panel_get_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaRollPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SuimaMediaSetup *setup = suima_session_do_finish (result, &error);
  g_autofree char *words = NULL;

  if (self->session == NULL)
    return;
  suima_roll_panel_set_ready (self, setup != NULL);
  if (setup != NULL)
    {
      suima_roll_panel_put (self, setup);
      return;
    }
  words = suima_mishap_to_words (_ ("The setup cannot be read."), error);
  suima_test_note_say (self->test_note, FALSE, words);
}

void
suima_roll_panel_show (SuimaRollPanel *self,
                       SuimaSession *session,
                       const char *name,
                       const char *template_id)
{
  const SuimaSessionAct act = { .run = suima_roll_panel_get_thread,
                                .data = suima_roll_new (name, template_id),
                                .free_data = (GDestroyNotify)suima_roll_free,
                                .free_result = g_free };

  g_return_if_fail (SUIMA_IS_ROLL_PANEL (self));
  g_set_object (&self->session, session);
  g_free (self->name);
  self->name = g_strdup (name);
  g_free (self->template_id);
  self->template_id = g_strdup (template_id);
  suima_test_note_clear (self->test_note);
  suima_roll_panel_set_ready (self, FALSE);
  suima_session_do_async (session, &act, NULL, suima_roll_panel_get_cb, g_object_ref (self));
}

/* Storing */

static gpointer
suima_roll_panel_set_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  const SuimaRoll *roll = data;

  return suima_station_set_printer_media (station, roll->name, roll->template_id, &roll->setup,
                                          error)
             ? data
             : NULL;
}

static void
suima_roll_panel_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaRollPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stored = suima_session_do_finish (result, &error) != NULL;
  g_autofree char *words = NULL;

  if (self->session == NULL)
    return;
  suima_roll_panel_set_ready (self, TRUE);
  if (!is_stored)
    {
      words = suima_mishap_to_words (_ ("The setup was not stored."), error);
      suima_test_note_say (self->test_note, FALSE, words);
    }
  else if (self->is_testing_next)
    suima_test_note_start (self->test_note, self->session, self->name, self->template_id);
  else
    suima_test_note_say (self->test_note, TRUE, _ ("Stored: the next label is printed so."));
}

static const char *
suima_roll_panel_find_tracking (SuimaRollPanel *self)
{
  static const char *const words[] = { "gap", "mark", "continuous" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (self->tracking, words[i]))
      return words[i];
  return words[0];
}

static void
suima_roll_panel_store (SuimaRollPanel *self, gboolean is_testing_next)
{
  SuimaRoll *roll = suima_roll_new (self->name, self->template_id);
  const SuimaSessionAct act = { .run = suima_roll_panel_set_thread,
                                .data = roll,
                                .free_data = (GDestroyNotify)suima_roll_free };
  int speed = (int)suima_stepper_get_value (self->speed_stepper);

  roll->setup = (SuimaMediaSetup){
    .fields = SUIMA_MEDIA_ALL,
    .tracking = suima_roll_panel_find_tracking (self),
    .gap_mm = suima_stepper_get_value (self->gap_stepper),
    .darkness = (int)suima_stepper_get_value (self->darkness_stepper),
    .speed = speed < 1 ? -1 : speed,
    .is_turned = gtk_toggle_button_get_active (self->turn_button),
    .offset_x_mm = suima_stepper_get_value (self->right_stepper),
    .offset_y_mm = suima_stepper_get_value (self->down_stepper),
  };
  self->is_testing_next = is_testing_next;
  suima_test_note_clear (self->test_note);
  suima_roll_panel_set_ready (self, FALSE);
  suima_session_do_async (self->session, &act, NULL, suima_roll_panel_set_cb, g_object_ref (self));
}

static void
suima_roll_panel_store_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  suima_roll_panel_store (SUIMA_ROLL_PANEL (widget), g_str_equal (name, "roll.test"));
}

void
suima_roll_panel_append_act (SuimaRollPanel *self, GtkWidget *button)
{
  g_return_if_fail (SUIMA_IS_ROLL_PANEL (self));
  gtk_box_append (self->acts_box, button);
}

static void
suima_roll_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TRACKING)
    g_value_set_string (value, SUIMA_ROLL_PANEL (object)->tracking);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_roll_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TRACKING)
    suima_roll_panel_set_tracking (SUIMA_ROLL_PANEL (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
suima_roll_panel_dispose (GObject *object)
{
  g_clear_object (&SUIMA_ROLL_PANEL (object)->session);
  G_OBJECT_CLASS (suima_roll_panel_parent_class)->dispose (object);
}

static void
suima_roll_panel_finalize (GObject *object)
{
  SuimaRollPanel *self = SUIMA_ROLL_PANEL (object);

  g_free (self->name);
  g_free (self->template_id);
  g_free (self->tracking);
  G_OBJECT_CLASS (suima_roll_panel_parent_class)->finalize (object);
}

static void
suima_roll_panel_class_init (SuimaRollPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = suima_roll_panel_dispose;
  object_class->finalize = suima_roll_panel_finalize;
  object_class->get_property = suima_roll_panel_get_property;
  object_class->set_property = suima_roll_panel_set_property;
  g_type_ensure (SUIMA_TYPE_STEPPER);
  g_type_ensure (SUIMA_TYPE_TEST_NOTE);
  properties[PROP_TRACKING] =
      g_param_spec_string ("tracking", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "roll.tracking", "tracking");
  gtk_widget_class_install_action (widget_class, "roll.store", NULL, suima_roll_panel_store_cb);
  gtk_widget_class_install_action (widget_class, "roll.test", NULL, suima_roll_panel_store_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-roll-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, acts_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, darkness_stepper);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, down_stepper);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, gap_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, gap_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, gap_stepper);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, right_stepper);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, settings_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, speed_stepper);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, store_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, test_note);
  gtk_widget_class_bind_template_child (widget_class, SuimaRollPanel, turn_button);
}

static void
suima_roll_panel_init (SuimaRollPanel *self)
{
  self->tracking = g_strdup ("gap");
  gtk_widget_init_template (GTK_WIDGET (self));
  suima_roll_panel_update_gap (self);
}
