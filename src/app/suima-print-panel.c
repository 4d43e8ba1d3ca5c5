// SPDX-License-Identifier: Apache-2.0
#include "suima-print-panel.h"

#include "suima-doubt-panel.h"
#include "suima-number-pad.h"
#include "suima-preview-pane.h"
#include "suima-run-panel.h"
#include "suima-stepper.h"
#include "suima-tag-panel.h"
#include "suima-template-chooser.h"
#include "suima-verdict.h"
#include "suima-weigh-panel.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define SUIMA_PRINT_PANEL_DPI 203u

struct _SuimaPrintPanel
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaTemplateChooser *chooser;
  SuimaDoubtPanel *doubt_panel;
  GtkBox *head_box;
  SuimaNumberPad *number_pad;
  GtkStack *pad_stack;
  SuimaPreviewPane *preview_pane;
  GtkButton *print_button;
  GtkImage *print_image;
  GtkLabel *print_label;
  SuimaRunPanel *run_panel;
  GtkWidget *side_box;
  GtkToggleButton *size_button;
  GtkToggleButton *spare_button;
  SuimaStepper *spare_stepper;
  GtkStack *stack;
  SuimaTagPanel *tag_panel;
  SuimaWeighPanel *weigh_panel;

  /* owned */
  SuimaSession *session;
  SuimaPulse *pulse;
  char *reason; /* nullable: why this batch may not print */

  gint64 batch_id;
  gint64 doubtful_run_id;
  gboolean is_weighed; /* the label has a weight */
};

G_DEFINE_FINAL_TYPE (SuimaPrintPanel, suima_print_panel, ADW_TYPE_BIN)

static guint
suima_print_panel_get_dpi (SuimaPrintPanel *self)
{
  const SuimaPrinterCard *printer = suima_pulse_get_printer (self->pulse);

  return printer ? printer->dpi : 0;
}

static guint
suima_print_panel_get_count (SuimaPrintPanel *self)
{
  if (self->is_weighed)
    return suima_weigh_panel_get_weight_g (self->weigh_panel) > 0 ? 1 : 0;
  return suima_number_pad_get_value (self->number_pad);
}

static guint
suima_print_panel_get_spare (SuimaPrintPanel *self)
{
  return self->is_weighed ? 0 : (guint)suima_stepper_get_value (self->spare_stepper);
}

/* 打印 120 张，另加 5 张备用; 打印 ¥31.59 */
static char *
suima_print_panel_dup_act (SuimaPrintPanel *self)
{
  guint count = suima_print_panel_get_count (self), spare = suima_print_panel_get_spare (self);
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
suima_print_panel_update (SuimaPrintPanel *self)
{
  const SuimaPrinterCard *printer = self->pulse ? suima_pulse_get_printer (self->pulse) : NULL;
  const char *reason = self->reason;
  guint spare = suima_print_panel_get_spare (self);
  g_autofree char *words = suima_print_panel_dup_act (self);
  /* translators: extra labels against spoiled ones */
  g_autofree char *spare_words = g_strdup_printf (_ ("Spare: %u"), spare);

  if (reason == NULL && printer != NULL && printer->destination == NULL)
    reason = suima_words_printer_condition (NULL);
  gtk_label_set_text (self->print_label, reason ? reason : words);
  gtk_button_set_label (GTK_BUTTON (self->spare_button), spare_words);
  gtk_widget_set_visible (GTK_WIDGET (self->spare_button),
                          !self->is_weighed && self->reason == NULL);
  gtk_image_set_from_icon_name (self->print_image,
                                reason ? "suima-stop-symbolic" : "suima-printer-symbolic");
  gtk_widget_set_sensitive (GTK_WIDGET (self->print_button),
                            reason == NULL && suima_print_panel_get_count (self) > 0);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->print_button), "blocked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->print_button), "blocked");
}

/* What stands above the print button: the one of two keys that is down, else what is counted. */
static void
suima_print_panel_update_pad (SuimaPrintPanel *self)
{
  const char *page = "number";

  if (gtk_toggle_button_get_active (self->size_button))
    page = "sizes";
  else if (self->reason != NULL)
    page = "tag";
  else if (self->is_weighed)
    page = "weigh";
  else if (gtk_toggle_button_get_active (self->spare_button))
    page = "spare";
  gtk_stack_set_visible_child_name (self->pad_stack, page);
  suima_print_panel_update (self);
}

static void
suima_print_panel_toggled_cb (SuimaPrintPanel *self, GtkToggleButton *button)
{
  GtkToggleButton *other = button == self->size_button ? self->spare_button : self->size_button;

  if (gtk_toggle_button_get_active (button))
    gtk_toggle_button_set_active (other, FALSE);
  suima_print_panel_update_pad (self);
}

static void
suima_print_panel_pulse_cb (SuimaPrintPanel *self)
{
  if (self->batch_id != 0 && !suima_run_panel_is_running (self->run_panel))
    suima_preview_pane_show (self->preview_pane, self->batch_id, suima_print_panel_get_dpi (self));
  suima_print_panel_update (self);
}

static void
suima_print_panel_preset (SuimaPrintPanel *self, const SuimaBatchCard *card)
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

/* The page below the preview; a doubt has the preview's room for its own picture. */
static void
suima_print_panel_turn (SuimaPrintPanel *self, const char *page)
{
  gboolean is_doubt = g_str_equal (page, "doubt");

  gtk_widget_set_visible (GTK_WIDGET (self->head_box), !is_doubt);
  gtk_widget_set_visible (self->side_box, g_str_equal (page, "count"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), is_doubt);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Templates */

/* Whether a text of @template has the field @name. */
static gboolean
suima_print_panel_has_field (const SuimaTemplate *template, const char *name)
{
  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box->text != NULL && strstr (box->text, name) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* All that a batch and a scale together can fill. */
static gpointer
suima_print_panel_list_thread (SuimaStation *station,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error)
{
  GPtrArray *ids = suima_station_list_templates (station);

  for (guint i = 0; i < ids->len;)
    {
      g_autoptr (SuimaTemplate) template = suima_station_get_template (station, ids->pdata[i], NULL);
      if (template == NULL || (template->kind == SUIMA_TEMPLATE_LABEL &&
                               !suima_print_panel_has_field (template, "{repack")))
        i++;
      else
        g_ptr_array_remove_index (ids, i);
    }
  return ids;
}

static void
suima_print_panel_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrintPanel) self = user_data;
  g_autoptr (GPtrArray) ids = suima_session_do_finish (result, NULL);

  if (self->session != NULL && ids != NULL)
    suima_template_chooser_fill (self->chooser, ids);
}

static gpointer
suima_print_panel_template_thread (SuimaStation *station,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return suima_station_get_template (station, data, error);
}

static void
suima_print_panel_template_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrintPanel) self = user_data;
  g_autoptr (SuimaTemplate) template = suima_session_do_finish (result, NULL);

  if (self->session == NULL || template == NULL ||
      !g_str_equal (template->id, suima_template_chooser_get_id (self->chooser)))
    return;
  self->is_weighed = suima_print_panel_has_field (template, "{net_weight");
  suima_weigh_panel_set_priced (self->weigh_panel,
                                suima_print_panel_has_field (template, "{unit_price") ||
                                    suima_print_panel_has_field (template, "{price"));
  suima_print_panel_update_pad (self);
}

/* A size was touched, or is the station's own. */
static void
suima_print_panel_sized_cb (SuimaPrintPanel *self)
{
  const char *template_id = suima_template_chooser_get_id (self->chooser);
  const SuimaSessionAct act = { .run = suima_print_panel_template_thread,
                                .data = g_strdup (template_id),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)suima_template_free };
  g_autofree char *words = suima_template_id_to_words (template_id);

  gtk_button_set_label (GTK_BUTTON (self->size_button), words);
  gtk_toggle_button_set_active (self->size_button, FALSE);
  suima_preview_pane_set_template_id (self->preview_pane, template_id);
  suima_session_do_async (self->session, &act, NULL, suima_print_panel_template_cb,
                          g_object_ref (self));
}

/* Doubt */

static gpointer
suima_print_panel_doubt_thread (SuimaStation *station,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  return suima_station_list_items (station, *(gint64 *)data, 0, SUIMA_ITEM_IN_DOUBT, error);
}

static void
suima_print_panel_doubt_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPrintPanel) self = user_data;
  g_autoptr (GPtrArray) items = suima_session_do_finish (result, NULL);
  guint dpi = suima_print_panel_get_dpi (self);

  if (self->session == NULL || items == NULL || items->len == 0 ||
      ((const SuimaItem *)items->pdata[0])->batch_id != self->batch_id)
    return;
  self->doubtful_run_id = ((const SuimaItem *)items->pdata[0])->run_id;
  suima_doubt_panel_show (self->doubt_panel, self->session,
                          dpi >= 150 && dpi <= 600 ? dpi : SUIMA_PRINT_PANEL_DPI, items);
  suima_print_panel_turn (self, "doubt");
}

static void
suima_print_panel_ask_doubt (SuimaPrintPanel *self)
{
  const SuimaSessionAct act = { .run = suima_print_panel_doubt_thread,
                                .data = g_memdup2 (&self->batch_id, sizeof self->batch_id),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  suima_session_do_async (self->session, &act, NULL, suima_print_panel_doubt_cb,
                          g_object_ref (self));
}

static void
suima_print_panel_settled_cb (SuimaPrintPanel *self)
{
  suima_run_panel_offer (self->run_panel, self->session, self->doubtful_run_id);
  suima_print_panel_turn (self, "run");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
}

/* Printing */

static void
suima_print_panel_ended_cb (SuimaPrintPanel *self, guint in_doubt)
{
  if (in_doubt > 0)
    suima_print_panel_ask_doubt (self);
  suima_stepper_set_value (self->spare_stepper, 0);
  suima_pulse_sync_soon (self->pulse);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
}

static void
suima_print_panel_dismissed_cb (SuimaPrintPanel *self)
{
  suima_print_panel_turn (self, "count");
}

void
suima_print_panel_print (SuimaPrintPanel *self)
{
  SuimaPrintRequest request = { .batch_id = self->batch_id };

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self) && self->session != NULL);
  request.count = suima_print_panel_get_count (self);
  request.spare = suima_print_panel_get_spare (self);
  request.template_id = suima_preview_pane_get_template_id (self->preview_pane);
  if (suima_run_panel_is_running (self->run_panel) || request.count == 0)
    return;
  if (self->is_weighed)
    {
      request.weight_g = suima_weigh_panel_get_weight_g (self->weigh_panel);
      request.unit_price_fen = suima_weigh_panel_get_unit_price_fen (self->weigh_panel);
      request.price_fen = suima_weigh_panel_get_price_fen (self->weigh_panel);
    }
  gtk_toggle_button_set_active (self->size_button, FALSE);
  gtk_toggle_button_set_active (self->spare_button, FALSE);
  suima_print_panel_turn (self, "run");
  suima_run_panel_start (self->run_panel, self->session, &request);
}

/* Public */

void
suima_print_panel_set_session (SuimaPrintPanel *self, SuimaSession *session, SuimaPulse *pulse)
{
  const SuimaSessionAct act = { .run = suima_print_panel_list_thread,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };
  const SuimaConfig *config = suima_station_get_config (suima_session_get_station (session));

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  g_set_object (&self->session, session);
  if (g_set_object (&self->pulse, pulse))
    g_signal_connect_object (pulse, "changed", G_CALLBACK (suima_print_panel_pulse_cb), self,
                             G_CONNECT_SWAPPED);
  suima_preview_pane_set_session (self->preview_pane, session);
  suima_weigh_panel_set_session (self->weigh_panel, session);
  suima_template_chooser_set_id (self->chooser, config->template_id);
  suima_print_panel_sized_cb (self);
  suima_session_do_async (session, &act, NULL, suima_print_panel_list_cb, g_object_ref (self));
}

void
suima_print_panel_show (SuimaPrintPanel *self, const SuimaBatchCard *card)
{
  gboolean is_other = self->batch_id != card->batch->id;

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self) && self->session != NULL);
  if (suima_run_panel_is_running (self->run_panel))
    return;
  self->batch_id = card->batch->id;
  g_free (self->reason);
  self->reason = suima_card_to_reason (card);
  suima_print_panel_preset (self, card);
  suima_preview_pane_show (self->preview_pane, self->batch_id, suima_print_panel_get_dpi (self));
  suima_tag_panel_show (self->tag_panel, self->session, self->batch_id);
  suima_print_panel_update_pad (self);
  if (is_other)
    suima_print_panel_turn (self, "count");
  /* Also one that came up while the page stood there: of a run that was left. */
  if (card->counts[SUIMA_ITEM_IN_DOUBT] > 0 &&
      g_str_equal (suima_print_panel_get_state (self), "count"))
    suima_print_panel_ask_doubt (self);
}

gboolean
suima_print_panel_is_printing (SuimaPrintPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_PRINT_PANEL (self), FALSE);
  return suima_run_panel_is_running (self->run_panel);
}

gboolean
suima_print_panel_take_scan (SuimaPrintPanel *self, const char *text)
{
  g_return_val_if_fail (SUIMA_IS_PRINT_PANEL (self), FALSE);
  if (!g_str_equal (suima_print_panel_get_state (self), "doubt"))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.flash", "s",
                              suima_doubt_panel_take_scan (self->doubt_panel, text) ? "ok"
                                                                                    : "warn");
  return TRUE;
}

void
suima_print_panel_type (SuimaPrintPanel *self, guint digit)
{
  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  if (g_str_equal (suima_print_panel_get_state (self), "count") &&
      g_str_equal (gtk_stack_get_visible_child_name (self->pad_stack), "number"))
    suima_number_pad_type (self->number_pad, digit);
}

/* The keys beside the preview, or under it. */
void
suima_print_panel_set_tall (SuimaPrintPanel *self, gboolean is_tall)
{
  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head_box),
                                  is_tall ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->side_box),
                                  is_tall ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

const char *
suima_print_panel_get_state (SuimaPrintPanel *self)
{
  g_return_val_if_fail (SUIMA_IS_PRINT_PANEL (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

static void
suima_print_panel_dispose (GObject *object)
{
  SuimaPrintPanel *self = SUIMA_PRINT_PANEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pulse);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (suima_print_panel_parent_class)->dispose (object);
}

static void
suima_print_panel_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-print-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, chooser);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, doubt_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, head_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, number_pad);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, pad_stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, preview_pane);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, print_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, print_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, print_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, run_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, side_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, size_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, spare_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, spare_stepper);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, tag_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, weigh_panel);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_ended_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_print);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_settled_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_sized_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_print_panel_update);
}

static void
suima_print_panel_class_init (SuimaPrintPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = suima_print_panel_dispose;
  g_type_ensure (SUIMA_TYPE_DOUBT_PANEL);
  g_type_ensure (SUIMA_TYPE_NUMBER_PAD);
  g_type_ensure (SUIMA_TYPE_PREVIEW_PANE);
  g_type_ensure (SUIMA_TYPE_RUN_PANEL);
  g_type_ensure (SUIMA_TYPE_STEPPER);
  g_type_ensure (SUIMA_TYPE_TAG_PANEL);
  g_type_ensure (SUIMA_TYPE_TEMPLATE_CHOOSER);
  g_type_ensure (SUIMA_TYPE_WEIGH_PANEL);
  suima_print_panel_bind_template (GTK_WIDGET_CLASS (klass));
}

static void
suima_print_panel_init (SuimaPrintPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
