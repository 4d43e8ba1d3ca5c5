// SPDX-License-Identifier: Apache-2.0
#include "suima-order-panel.h"

#include "suima-number-pad.h"
#include "suima-stepper.h"
#include "suima-tag-panel.h"
#include "suima-template-chooser.h"
#include "suima-verdict.h"
#include "suima-weigh-panel.h"
#include "suima-words.h"

#include <glib/gi18n.h>

struct _SuimaOrderPanel
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaTemplateChooser *chooser;
  SuimaNumberPad *number_pad;
  GtkStack *pad_stack;
  GtkButton *print_button;
  GtkImage *print_image;
  GtkLabel *print_label;
  SuimaStepper *spare_stepper;
  SuimaTagPanel *tag_panel;
  SuimaWeighPanel *weigh_panel;

  /* owned */
  SuimaSession *session;
  SuimaPulse *pulse;
  char *reason; /* nullable: why this batch may not print */

  SuimaOrderPage page;
  gboolean is_weighed; /* the label has a weight */
};

G_DEFINE_FINAL_TYPE (SuimaOrderPanel, suima_order_panel, ADW_TYPE_BIN)

enum
{
  SUIMA_ORDER_PANEL_CHANGED,
  SUIMA_ORDER_PANEL_SIZED,
  SUIMA_ORDER_PANEL_PRINT,
  SUIMA_ORDER_PANEL_N_SIGNALS
};

static guint suima_order_panel_signals[SUIMA_ORDER_PANEL_N_SIGNALS];

/* What is asked for */

static guint
suima_order_panel_get_count (SuimaOrderPanel *self)
{
  if (self->is_weighed)
    return suima_weigh_panel_get_weight_g (self->weigh_panel) > 0 ? 1 : 0;
  return suima_number_pad_get_value (self->number_pad);
}

guint
suima_order_panel_get_spare (SuimaOrderPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_ORDER_PANEL (self), 0);
  return self->is_weighed ? 0 : (guint)suima_stepper_get_value (self->spare_stepper);
}

gboolean
suima_order_panel_takes_spares (SuimaOrderPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_ORDER_PANEL (self), FALSE);
  return !self->is_weighed && self->reason == NULL;
}

gboolean
suima_order_panel_is_weighing (SuimaOrderPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_ORDER_PANEL (self), FALSE);
  return self->is_weighed;
}

const char *
suima_order_panel_get_template_id (SuimaOrderPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_ORDER_PANEL (self), NULL);
  return suima_template_chooser_get_id (self->chooser);
}

gboolean
suima_order_panel_fill (SuimaOrderPanel *self, SuimaPrintRequest *request)
{
  g_return_val_if_fail (SUIMA_IS_ORDER_PANEL (self), FALSE);
  request->template_id = suima_order_panel_get_template_id (self);
  request->count = suima_order_panel_get_count (self);
  request->spare = suima_order_panel_get_spare (self);
  if (self->is_weighed)
    {
      request->weight_g = suima_weigh_panel_get_weight_g (self->weigh_panel);
      request->unit_price_fen = suima_weigh_panel_get_unit_price_fen (self->weigh_panel);
      request->price_fen = suima_weigh_panel_get_price_fen (self->weigh_panel);
    }
  return request->count > 0;
}

void
suima_order_panel_reset (SuimaOrderPanel *self)
{
  g_return_if_fail (SUIMA_IS_ORDER_PANEL (self));
  suima_stepper_set_value (self->spare_stepper, 0);
}

void
suima_order_panel_type (SuimaOrderPanel *self, guint digit)
{
  g_return_if_fail (SUIMA_IS_ORDER_PANEL (self));
  if (g_str_equal (gtk_stack_get_visible_child_name (self->pad_stack), "number"))
    suima_number_pad_type (self->number_pad, digit);
}

/* The key */

/* 打印 120 张，另加 5 张备用; 打印 ¥31.59 */
static char *
suima_order_panel_dup_act (SuimaOrderPanel *self)
{
  guint count = suima_order_panel_get_count (self), spare = suima_order_panel_get_spare (self);
  gint64 price_fen = self->is_weighed ? suima_weigh_panel_get_price_fen (self->weigh_panel) : 0;

  if (self->is_weighed && count == 0)
    return g_strdup (_ ("Waiting for the weight"));
  if (price_fen > 0)
    {
      g_autofree char *price = g_strdup_printf ("¥%" G_GINT64_FORMAT ".%02d", price_fen / 100,
                                                (int)(price_fen % 100));
      return g_strdup_printf (_ ("Print at %s"), price);
    }
  if (spare > 0)
    return g_strdup_printf (_ ("Print %u + %u spare"), count, spare);
  return g_strdup_printf (ngettext ("Print %u label", "Print %u labels", count), count);
}

/* The button says what it does, or why it cannot. */
static void
suima_order_panel_update (SuimaOrderPanel *self)
{
  const SuimaPrinterCard *printer = self->pulse ? suima_pulse_get_printer (self->pulse) : NULL;
  const char *reason = self->reason;
  g_autofree char *words = suima_order_panel_dup_act (self);

  if (reason == NULL && printer != NULL && printer->destination == NULL)
    reason = suima_words_printer_condition (NULL);
  gtk_label_set_text (self->print_label, reason ? reason : words);
  gtk_image_set_from_icon_name (self->print_image,
                                reason ? "suima-stop-symbolic" : "suima-printer-symbolic");
  gtk_widget_set_sensitive (GTK_WIDGET (self->print_button),
                            reason == NULL && suima_order_panel_get_count (self) > 0);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->print_button), "blocked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->print_button), "blocked");
  g_signal_emit (self, suima_order_panel_signals[SUIMA_ORDER_PANEL_CHANGED], 0);
}

static void
suima_order_panel_update_page (SuimaOrderPanel *self)
{
  const char *page = "number";

  if (self->page == SUIMA_ORDER_PAGE_SIZES)
    page = "sizes";
  else if (self->reason != NULL)
    page = "tag";
  else if (self->is_weighed)
    page = "weigh";
  else if (self->page == SUIMA_ORDER_PAGE_SPARE)
    page = "spare";
  gtk_stack_set_visible_child_name (self->pad_stack, page);
  suima_order_panel_update (self);
}

void
suima_order_panel_turn (SuimaOrderPanel *self, SuimaOrderPage page)
{
  g_return_if_fail (SUIMA_IS_ORDER_PANEL (self));
  self->page = page;
  suima_order_panel_update_page (self);
}

static void
suima_order_panel_print_cb (SuimaOrderPanel *self)
{
  g_signal_emit (self, suima_order_panel_signals[SUIMA_ORDER_PANEL_PRINT], 0);
}

/* Sizes */

static gpointer
suima_order_panel_list_thread (SuimaStation *station,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error)
{
  return suima_station_list_labels (station);
}

static void
suima_order_panel_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaOrderPanel) self = user_data;
  g_autoptr (GPtrArray) ids = suima_session_do_finish (result, NULL);

  if (self->session != NULL && ids != NULL)
    suima_template_chooser_fill (self->chooser, ids);
}

static gpointer
suima_order_panel_template_thread (SuimaStation *station,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return suima_station_get_template (station, data, error);
}

static void
suima_order_panel_template_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaOrderPanel) self = user_data;
  g_autoptr (SuimaTemplate) template = suima_session_do_finish (result, NULL);

  if (self->session == NULL || template == NULL ||
      !g_str_equal (template->id, suima_order_panel_get_template_id (self)))
    return;
  self->is_weighed = suima_template_has_field (template, "net_weight");
  suima_weigh_panel_set_priced (self->weigh_panel,
                                suima_template_has_field (template, "unit_price") ||
                                    suima_template_has_field (template, "price"));
  suima_order_panel_update_page (self);
}

/* A size was touched, or is the station's own. */
static void
suima_order_panel_sized_cb (SuimaOrderPanel *self)
{
  const SuimaSessionAct act = { .run = suima_order_panel_template_thread,
                                .data = g_strdup (suima_order_panel_get_template_id (self)),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)suima_template_free };

  suima_session_do_async (self->session, &act, NULL, suima_order_panel_template_cb,
                          g_object_ref (self));
  g_signal_emit (self, suima_order_panel_signals[SUIMA_ORDER_PANEL_SIZED], 0);
}

/* Public */

void
suima_order_panel_set_session (SuimaOrderPanel *self, SuimaSession *session, SuimaPulse *pulse)
{
  const SuimaSessionAct act = { .run = suima_order_panel_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };
  const SuimaConfig *config = suima_station_get_config (suima_session_get_station (session));

  g_return_if_fail (SUIMA_IS_ORDER_PANEL (self));
  g_set_object (&self->session, session);
  if (g_set_object (&self->pulse, pulse))
    g_signal_connect_object (pulse, "changed", G_CALLBACK (suima_order_panel_update), self,
                             G_CONNECT_SWAPPED);
  suima_weigh_panel_set_session (self->weigh_panel, session);
  suima_template_chooser_set_id (self->chooser, config->template_id);
  suima_order_panel_sized_cb (self);
  suima_session_do_async (session, &act, NULL, suima_order_panel_list_cb, g_object_ref (self));
}

static void
suima_order_panel_preset (SuimaOrderPanel *self, const SuimaBatchCard *card)
{
  guint printed = suima_card_count_printed (card);
  gint64 whole = card->batch->quantity_milli / 1000;
  guint rest = 0;

  /* 75.5 kg says nothing of how many labels are wanted. */
  if (card->batch->quantity_milli % 1000 == 0 && whole > printed)
    rest = (guint)MIN (whole - printed, (gint64)SUIMA_NUMBER_PAD_MAX);
  suima_number_pad_set_all (self->number_pad, rest, printed > 0);
  suima_number_pad_set_value (self->number_pad, rest > 0 ? rest : 1);
}

void
suima_order_panel_show (SuimaOrderPanel *self, const SuimaBatchCard *card)
{
  g_return_if_fail (SUIMA_IS_ORDER_PANEL (self) && self->session != NULL);
  g_free (self->reason);
  self->reason = suima_card_to_reason (card);
  suima_order_panel_preset (self, card);
  suima_tag_panel_show (self->tag_panel, self->session, card->batch->id);
  suima_order_panel_update_page (self);
}

static void
suima_order_panel_dispose (GObject *object)
{
  SuimaOrderPanel *self = SUIMA_ORDER_PANEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pulse);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (suima_order_panel_parent_class)->dispose (object);
}

static void
suima_order_panel_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-order-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, chooser);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, number_pad);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, pad_stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, print_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, print_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, print_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, spare_stepper);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, tag_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaOrderPanel, weigh_panel);
  gtk_widget_class_bind_template_callback (widget_class, suima_order_panel_print_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_order_panel_sized_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_order_panel_update);
}

static guint
suima_order_panel_new_signal (const char *name)
{
  return g_signal_new (name, SUIMA_TYPE_ORDER_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
suima_order_panel_class_init (SuimaOrderPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = suima_order_panel_dispose;
  g_type_ensure (SUIMA_TYPE_NUMBER_PAD);
  g_type_ensure (SUIMA_TYPE_STEPPER);
  g_type_ensure (SUIMA_TYPE_TAG_PANEL);
  g_type_ensure (SUIMA_TYPE_TEMPLATE_CHOOSER);
  g_type_ensure (SUIMA_TYPE_WEIGH_PANEL);
  suima_order_panel_signals[SUIMA_ORDER_PANEL_CHANGED] = suima_order_panel_new_signal ("changed");
  suima_order_panel_signals[SUIMA_ORDER_PANEL_SIZED] = suima_order_panel_new_signal ("sized");
  suima_order_panel_signals[SUIMA_ORDER_PANEL_PRINT] = suima_order_panel_new_signal ("print");
  suima_order_panel_bind_template (GTK_WIDGET_CLASS (klass));
}

static void
suima_order_panel_init (SuimaOrderPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
