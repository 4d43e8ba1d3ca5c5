// SPDX-License-Identifier: Apache-2.0
#include "suima-item-acts.h"

#include "suima-hold-button.h"
#include "suima-error.h"
#include "suima-mishap.h"
#include "suima-pin-panel.h"
#include "suima-verdict.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SuimaItemActs
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *copied_button;
  GtkWidget *discarded_button;
  GtkWidget *other_button;
  SuimaPinPanel *pin_panel;
  GtkLabel *quota_label;
  GtkWidget *reissue_button;
  GtkWidget *reissue_other_button;
  GtkWidget *reprint_button;
  GtkWidget *said_box;
  GtkImage *said_image;
  GtkLabel *said_label;
  GtkWidget *settle_button;
  GtkStack *stack;
  GtkWidget *unreadable_button;
  GtkWidget *void_button;
  GtkWidget *wrong_goods_button;

  /* owned */
  SuimaSession *session;
  SuimaPulse *pulse;
  char *serial; /* nullable: of the item shown */
  char *reason; /* nullable: of the reprint that waits for a supervisor */
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
  char *supervisor, *pin; /* nullable */
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
  g_free (order->supervisor);
  if (order->pin != NULL)
    explicit_bzero (order->pin, strlen (order->pin));
  g_free (order->pin);
  g_free (order);
}

static gpointer
suima_item_acts_reprint_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  const SuimaItemOrder *order = data;
  const SuimaReprintRequest request = { .code = order->serial,
                                        .reason = order->reason,
                                        .supervisor = order->supervisor,
                                        .pin = order->pin };

  return suima_station_reprint_request (station, &request, cancellable, error);
}

/* What became of the new label stands in its run; the card shows the old one, which is void. */
static gpointer
suima_item_acts_reissue_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  const SuimaItemOrder *order = data;
  const SuimaReprintRequest request = { .code = order->serial, .reason = order->reason };

  return suima_station_reissue (station, &request, NULL, NULL, cancellable, error);
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

/* The shift's quota is used up, or the PIN was wrong: the words of either stand over the keys. */
static gboolean
suima_item_acts_ask_pin (SuimaItemActs *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (!g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PIN_NEEDED) &&
      !g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PIN_WRONG) &&
      !g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PIN_LOCKED))
    return FALSE;
  words = suima_words_error (error);
  gtk_widget_hide (self->said_box);
  suima_pin_panel_ask (self->pin_panel, self->session, words);
  gtk_stack_set_visible_child_name (self->stack, "pin");
  return TRUE;
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
  if (item == NULL && suima_item_acts_ask_pin (self, error))
    return;
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
suima_item_acts_run (SuimaItemActs *self, const SuimaSessionAct *act, GAsyncReadyCallback callback)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  suima_item_acts_say (self, SUIMA_TONE_UNKNOWN, _ ("One moment …"));
  suima_session_do_async (self->session, act, NULL, callback, g_object_ref (self));
}

static void
suima_item_acts_reprint (SuimaItemActs *self, const char *supervisor, const char *pin)
{
  SuimaItemOrder *order = suima_item_order_new (self->serial, self->reason);
  const SuimaSessionAct act = { .run = suima_item_acts_reprint_thread,
                                .data = order,
                                .free_data = (GDestroyNotify)suima_item_order_free,
                                .free_result = (GDestroyNotify)suima_item_free };

  order->supervisor = g_strdup (supervisor);
  order->pin = g_strdup (pin);
  suima_item_acts_run (self, &act, suima_item_acts_done_cb);
}

static void
suima_item_acts_reprint_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaItemActs *self = SUIMA_ITEM_ACTS (widget);

  if (self->serial == NULL)
    return;
  g_free (self->reason);
  self->reason = g_variant_dup_string (target, NULL);
  suima_item_acts_reprint (self, NULL, NULL);
}

static void
suima_item_acts_pin_cb (SuimaItemActs *self, const char *name, const char *pin)
{
  if (self->serial != NULL && self->reason != NULL)
    suima_item_acts_reprint (self, name, pin);
}

/* A new code */

static void
suima_item_acts_reissued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaItemActs) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (SuimaPrintResult) answer = suima_session_do_finish (result, &error);
  gboolean is_out = answer != NULL && answer->printed == 1;

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "acts");
  if (answer != NULL)
    {
      suima_pulse_sync_soon (self->pulse);
      gtk_widget_activate_action (GTK_WIDGET (self), "view.refresh", NULL);
      g_signal_emit (self, suima_item_acts_signals[SUIMA_ITEM_ACTS_ACTED], 0);
    }
  if (is_out)
    words = g_strdup (_ ("The old code is void, the new label came out"));
  else if (answer != NULL)
    words = suima_mishap_to_words (_ ("The old code is void; whether the new label came out is not "
                                      "known."),
                                   answer->problem);
  else
    words = suima_mishap_to_words (_ ("It was not done."), error);
  suima_item_acts_say (self, is_out ? SUIMA_TONE_OK : SUIMA_TONE_WARN, words);
}

static void
suima_item_acts_reissue_held_cb (SuimaItemActs *self, GtkWidget *button)
{
  const char *reason = button == self->copied_button       ? "copied"
                       : button == self->unreadable_button ? "unreadable"
                                                           : "other";
  const SuimaSessionAct act = { .run = suima_item_acts_reissue_thread,
                                .data = suima_item_order_new (self->serial, reason),
                                .free_data = (GDestroyNotify)suima_item_order_free,
                                .free_result = (GDestroyNotify)suima_print_result_free };

  suima_item_acts_run (self, &act, suima_item_acts_reissued_cb);
}

/* Void */

static void
suima_item_acts_void (SuimaItemActs *self, const char *reason)
{
  const SuimaSessionAct act = { .run = suima_item_acts_void_thread,
                                .data = suima_item_order_new (self->serial, reason),
                                .free_data = (GDestroyNotify)suima_item_order_free,
                                .free_result = (GDestroyNotify)suima_item_free };

  suima_item_acts_run (self, &act, suima_item_acts_done_cb);
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
    suima_item_acts_void (self, reason);
}

/* How many reprints are left */

static gpointer
suima_item_acts_quota_thread (SuimaStation *station,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error)
{
  guint left = 0;

  if (!suima_station_get_reprints_left (station, &left, error))
    return NULL;
  return g_memdup2 (&left, sizeof left);
}

static void
suima_item_acts_quota_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaItemActs) self = user_data;
  g_autofree guint *left = suima_session_do_finish (result, NULL);
  g_autofree char *words = NULL;

  if (self->session == NULL || left == NULL)
    return;
  words = *left > 0 ? g_strdup_printf (ngettext ("%u more in this shift", "%u more in this shift",
                                                 *left),
                                       *left)
                    : g_strdup (_ ("None left in this shift: a supervisor has to allow it"));
  gtk_label_set_text (self->quota_label, words);
}

static void
suima_item_acts_read_quota (SuimaItemActs *self)
{
  const SuimaSessionAct act = { .run = suima_item_acts_quota_thread, .free_result = g_free };

  gtk_label_set_text (self->quota_label, "");
  suima_session_do_async (self->session, &act, NULL, suima_item_acts_quota_cb,
                          g_object_ref (self));
}

static void
suima_item_acts_turn_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SuimaItemActs *self = SUIMA_ITEM_ACTS (widget);

  gtk_widget_hide (self->said_box);
  if (g_str_equal (g_variant_get_string (target, NULL), "reprint"))
    suima_item_acts_read_quota (self);
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
  gtk_widget_set_visible (self->reissue_button, is_out && state != SUIMA_ITEM_HELD);
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
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (suima_item_acts_parent_class)->dispose (object);
}

static void
suima_item_acts_class_init (SuimaItemActsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_item_acts_dispose;
  g_type_ensure (SUIMA_TYPE_HOLD_BUTTON);
  g_type_ensure (SUIMA_TYPE_PIN_PANEL);
  suima_item_acts_signals[SUIMA_ITEM_ACTS_ACTED] = g_signal_new (
      "acted", SUIMA_TYPE_ITEM_ACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "acts.reprint", "s", suima_item_acts_reprint_cb);
  gtk_widget_class_install_action (widget_class, "acts.turn", "s", suima_item_acts_turn_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-item-acts.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, copied_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, discarded_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, other_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, pin_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, quota_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, reissue_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, reissue_other_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, reprint_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, said_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, said_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, said_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, unreadable_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, void_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaItemActs, wrong_goods_button);
  gtk_widget_class_bind_template_callback (widget_class, suima_item_acts_held_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_item_acts_pin_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_item_acts_reissue_held_cb);
}

static void
suima_item_acts_init (SuimaItemActs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
