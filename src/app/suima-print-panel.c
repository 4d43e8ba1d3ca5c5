// SPDX-License-Identifier: Apache-2.0
#include "suima-print-panel.h"

#include "suima-doubt-panel.h"
#include "suima-order-panel.h"
#include "suima-preview-pane.h"
#include "suima-run-panel.h"
#include "suima-template-chooser.h"

#include <glib/gi18n.h>

#define SUIMA_PRINT_PANEL_DPI 203u

struct _SuimaPrintPanel
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaDoubtPanel *doubt_panel;
  GtkBox *head_box;
  SuimaOrderPanel *order_panel;
  SuimaPreviewPane *preview_pane;
  SuimaRunPanel *run_panel;
  GtkWidget *side_box;
  GtkToggleButton *size_button;
  GtkToggleButton *spare_button;
  GtkStack *stack;

  /* owned */
  SuimaSession *session;
  SuimaPulse *pulse;

  gint64 batch_id;
  gint64 doubtful_run_id;
  gboolean is_tall; /* there is room for a large label */
};

G_DEFINE_FINAL_TYPE (SuimaPrintPanel, suima_print_panel, ADW_TYPE_BIN)

static guint
suima_print_panel_get_dpi (SuimaPrintPanel *self)
{
  const SuimaPrinterCard *printer = suima_pulse_get_printer (self->pulse);

  return printer ? printer->dpi : 0;
}

/* On a low screen the scale's panel needs all the room. */
static void
suima_print_panel_update_preview (SuimaPrintPanel *self)
{
  gboolean is_shown = self->is_tall || !suima_order_panel_is_weighing (self->order_panel) ||
                      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "count") != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->preview_pane), is_shown);
  gtk_widget_set_hexpand (self->side_box, !is_shown);
}

/* The two keys beside the preview. */
static void
suima_print_panel_update (SuimaPrintPanel *self)
{
  /* translators: extra labels against spoiled ones */
  g_autofree char *words = g_strdup_printf (_ ("Spare: %u"),
                                            suima_order_panel_get_spare (self->order_panel));

  gtk_button_set_label (GTK_BUTTON (self->spare_button), words);
  gtk_widget_set_visible (GTK_WIDGET (self->spare_button),
                          suima_order_panel_takes_spares (self->order_panel));
  suima_print_panel_update_preview (self);
}

static void
suima_print_panel_toggled_cb (SuimaPrintPanel *self, GtkToggleButton *button)
{
  GtkToggleButton *other = button == self->size_button ? self->spare_button : self->size_button;

  if (gtk_toggle_button_get_active (button))
    gtk_toggle_button_set_active (other, FALSE);
  if (gtk_toggle_button_get_active (self->size_button))
    suima_order_panel_turn (self->order_panel, SUIMA_ORDER_PAGE_SIZES);
  else if (gtk_toggle_button_get_active (self->spare_button))
    suima_order_panel_turn (self->order_panel, SUIMA_ORDER_PAGE_SPARE);
  else
    suima_order_panel_turn (self->order_panel, SUIMA_ORDER_PAGE_AMOUNT);
}

static void
suima_print_panel_pulse_cb (SuimaPrintPanel *self)
{
  if (self->batch_id != 0 && !suima_run_panel_is_running (self->run_panel))
    suima_preview_pane_show (self->preview_pane, self->batch_id, suima_print_panel_get_dpi (self));
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
  suima_print_panel_update_preview (self);
}

static void
suima_print_panel_sized_cb (SuimaPrintPanel *self)
{
  const char *template_id = suima_order_panel_get_template_id (self->order_panel);
  g_autofree char *words = suima_template_id_to_words (template_id);

  gtk_button_set_label (GTK_BUTTON (self->size_button), words);
  gtk_toggle_button_set_active (self->size_button, FALSE);
  suima_preview_pane_set_template_id (self->preview_pane, template_id);
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
  gtk_widget_activate_action (GTK_WIDGET (self), "view.refresh", NULL);
}

/* Printing */

static void
suima_print_panel_ended_cb (SuimaPrintPanel *self, guint in_doubt)
{
  if (in_doubt > 0)
    suima_print_panel_ask_doubt (self);
  suima_order_panel_reset (self->order_panel);
  suima_pulse_sync_soon (self->pulse);
  gtk_widget_activate_action (GTK_WIDGET (self), "view.refresh", NULL);
}

static void
suima_print_panel_dismissed_cb (SuimaPrintPanel *self)
{
  suima_print_panel_turn (self, "count");
  gtk_widget_activate_action (GTK_WIDGET (self), "view.refresh", NULL);
}

static void
suima_print_panel_begin (SuimaPrintPanel *self, const SuimaPrintRequest *request)
{
  gtk_toggle_button_set_active (self->size_button, FALSE);
  gtk_toggle_button_set_active (self->spare_button, FALSE);
  suima_print_panel_turn (self, "run");
  suima_run_panel_start (self->run_panel, self->session, request);
}

void
suima_print_panel_print (SuimaPrintPanel *self)
{
  SuimaPrintRequest request = { .batch_id = self->batch_id };

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self) && self->session != NULL);
  if (!suima_run_panel_is_running (self->run_panel) &&
      suima_order_panel_fill (self->order_panel, &request))
    suima_print_panel_begin (self, &request);
}

void
suima_print_panel_resume (SuimaPrintPanel *self, gint64 run_id, guint missing)
{
  const SuimaPrintRequest request = { .count = missing, .resumes_run_id = run_id };

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self) && self->session != NULL);
  if (!suima_run_panel_is_running (self->run_panel))
    suima_print_panel_begin (self, &request);
}

/* Public */

void
suima_print_panel_set_session (SuimaPrintPanel *self, SuimaSession *session, SuimaPulse *pulse)
{
  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  g_set_object (&self->session, session);
  if (g_set_object (&self->pulse, pulse))
    g_signal_connect_object (pulse, "changed", G_CALLBACK (suima_print_panel_pulse_cb), self,
                             G_CONNECT_SWAPPED);
  suima_preview_pane_set_session (self->preview_pane, session);
  suima_order_panel_set_session (self->order_panel, session, pulse);
}

void
suima_print_panel_show (SuimaPrintPanel *self, const SuimaBatchCard *card)
{
  gboolean is_other = self->batch_id != card->batch->id;

  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self) && self->session != NULL);
  if (suima_run_panel_is_running (self->run_panel))
    return;
  self->batch_id = card->batch->id;
  suima_preview_pane_show (self->preview_pane, self->batch_id, suima_print_panel_get_dpi (self));
  suima_order_panel_show (self->order_panel, card);
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
  if (g_str_equal (suima_print_panel_get_state (self), "count"))
    suima_order_panel_type (self->order_panel, digit);
}

/* The keys beside the preview, or under it. */
void
suima_print_panel_set_tall (SuimaPrintPanel *self, gboolean is_tall)
{
  g_return_if_fail (SUIMA_IS_PRINT_PANEL (self));
  self->is_tall = is_tall;
  suima_print_panel_update_preview (self);
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
  G_OBJECT_CLASS (suima_print_panel_parent_class)->dispose (object);
}

static void
suima_print_panel_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-print-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, doubt_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, head_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, order_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, preview_pane);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, run_panel);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, side_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, size_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, spare_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaPrintPanel, stack);
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
  g_type_ensure (SUIMA_TYPE_ORDER_PANEL);
  g_type_ensure (SUIMA_TYPE_PREVIEW_PANE);
  g_type_ensure (SUIMA_TYPE_RUN_PANEL);
  suima_print_panel_bind_template (GTK_WIDGET_CLASS (klass));
}

static void
suima_print_panel_init (SuimaPrintPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
