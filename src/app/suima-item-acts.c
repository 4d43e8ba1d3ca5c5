// SPDX-License-Identifier: Apache-2.0
#include "suima-item-acts.h"

#include "suima-hold-button.h"
#include "suima-mishap.h"
#include "suima-verdict.h"

#include <glib/gi18n.h>

struct _SuimaItemActs
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *discarded_button;
  GtkWidget *other_button;
  GtkWidget *reprint_button;
  GtkWidget *said_box;
  GtkImage *said_image;
  GtkLabel *said_label;
  GtkWidget *settle_button;
  GtkStack *stack;
  GtkWidget *void_button;
  GtkWidget *wrong_goods_button;

  /* owned */
  SuimaSession *session;
  SuimaPulse *pulse;
  char *serial; /* nullable: of the item shown */
};

G_DEFINE_FINAL_TYPE (SuimaItemActs, suima_item_acts, ADW_TYPE_BIN)

enum
{
  SUIMA_ITEM_ACTS_ACTED,
  SUIMA_ITEM_ACTS_N_SIGNALS
};

static guint suima_item_acts_signals[SUIMA_ITEM_ACTS_N_SIGNALS];

/* Which label, and why. */
typedef struct
{
  char *serial;
  char *reason;
} SuimaItemOrder;

static SuimaItemOrder *
suima_item_order_new (const char *serial, const char *reason)
{
  SuimaItemOrder *order = g_new0 (SuimaItemOrder, 1);

  order->serial = g_strdup (serial);
  order->reason = g_strdup (reason);
  return order;
}

static void
suima_item_order_free (SuimaItemOrder *order)
{
  g_free (order->serial);
  g_free (order->reason);
  g_free (order);
}

static gpointer
suima_item_acts_reprint_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  const SuimaItemOrder *order = data;

  return suima_station_reprint (station, order->serial, order->reason, NULL, cancellable, error);
}

static gpointer
suima_item_acts_void_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  const SuimaItemOrder *order = data;

  return suima_station_void (station, order->serial, order->reason, error);
}

static void
suima_item_acts_say (SuimaItemActs *self, SuimaTone tone, const char *words)
{
  gtk_label_set_text (self->said_label, words);
  gtk_image_set_from_icon_name (self->said_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->said_box);
  gtk_widget_show (self->said_box);
}

static void
suima_item_acts_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaItemActs) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (SuimaItem) item = suima_session_do_finish (result, &error);

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "acts");
  if (item == NULL)
    {
      words = suima_mishap_to_words (_ ("It was not done."), error);
      suima_item_acts_say (self, SUIMA_TONE_WARN, words);
      return;
    }
  suima_pulse_sync_soon (self->pulse);
  g_signal_emit (self, suima_item_acts_signals[SUIMA_ITEM_ACTS_ACTED], 0);
  suima_item_acts_say (self, SUIMA_TONE_OK,
                       item->state == SUIMA_ITEM_VOID ? _ ("The code is void now")
                                                      : _ ("The label was sent once more"));
}

static void
suima_item_acts_do (SuimaItemActs *self,
                    gpointer (*run) (SuimaStation *, gpointer, GCancellable *, GError **),
                    const char *reason)
{
  const SuimaSessionAct act = { .run = run,
                                .data = suima_item_order_new (self->serial, reason),
                                .free_data = (GDestroyNotify)suima_item_order_free,
                                .free_result = (GDestroyNotify)suima_item_free };

  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  suima_item_acts_say (self, SUIMA_TONE_UNKNOWN, _ ("One moment …"));
  suima_session_do_async (self->session, &act, NULL, suima_item_acts_done_cb, g_object_ref (self));
}

static void
suima_item_acts_reprint_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaItemActs *self = SUIMA_ITEM_ACTS (widget);

  if (self->serial != NULL)
    suima_item_acts_do (self, suima_item_acts_reprint_thread, g_variant_get_string (target, NULL));
}

static void
suima_item_acts_held_cb (SuimaItemActs *self, GtkWidget *button)
{
  const char *reason = "other";

  if (button == self->wrong_goods_button)
    reason = "wrong-goods";
  else if (button == self->discarded_button)
    reason = "discarded";
  if (self->serial != NULL)
    suima_item_acts_do (self, suima_item_acts_void_thread, reason);
}

static void
suima_item_acts_turn_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaItemActs *self = SUIMA_ITEM_ACTS (widget);

  gtk_widget_hide (self->said_box);
  gtk_stack_set_visible_child_name (self->stack, g_variant_get_string (target, NULL));
}

void
suima_item_acts_set_session (SuimaItemActs *self, SuimaSession *session, SuimaPulse *pulse)
{
  g_return_if_fail (SUIMA_IS_ITEM_ACTS (self));
  g_set_object (&self->session, session);
  g_set_object (&self->pulse, pulse);
}

void
suima_item_acts_show (SuimaItemActs *self, const SuimaItem *item)
{
  SuimaItemState state = item ? item->state : SUIMA_ITEM_VOID;
  gboolean is_out = state == SUIMA_ITEM_PRINTED || state == SUIMA_ITEM_STOCKED ||
                    state == SUIMA_ITEM_RETURNED || state == SUIMA_ITEM_HELD;

  g_return_if_fail (SUIMA_IS_ITEM_ACTS (self));
  if (item == NULL || g_strcmp0 (self->serial, item->serial) != 0)
    gtk_widget_hide (self->said_box);
  g_free (self->serial);
  self->serial = item ? g_strdup (item->serial) : NULL;
  gtk_widget_set_visible (self->reprint_button, is_out);
  gtk_widget_set_visible (self->void_button, is_out || state == SUIMA_ITEM_IN_DOUBT);
  gtk_widget_set_visible (self->settle_button, state == SUIMA_ITEM_IN_DOUBT);
  gtk_stack_set_visible_child_name (self->stack, "acts");
  gtk_widget_set_visible (GTK_WIDGET (self), item != NULL);
}

static void
suima_item_acts_dispose (GObject *object)
{
  SuimaItemActs *self = SUIMA_ITEM_ACTS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pulse);
  g_clear_pointer (&self->serial, g_free);
  G_OBJECT_CLASS (suima_item_acts_parent_class)->dispose (object);
}

static void
suima_item_acts_class_init (SuimaItemActsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_item_acts_dispose;
  g_type_ensure (SUIMA_TYPE_HOLD_BUTTON);
  suima_item_acts_signals[SUIMA_ITEM_ACTS_ACTED] = g_signal_new (
      "acted", SUIMA_TYPE_ITEM_ACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "acts.reprint", "s", suima_item_acts_reprint_cb);
  gtk_widget_class_install_action (widget_class, "acts.turn", "s", suima_item_acts_turn_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-item-acts.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, discarded_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, other_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, reprint_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, said_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, said_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, said_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, void_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, wrong_goods_button);
  gtk_widget_class_bind_template_callback (widget_class, suima_item_acts_held_cb);
}

static void
suima_item_acts_init (SuimaItemActs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
