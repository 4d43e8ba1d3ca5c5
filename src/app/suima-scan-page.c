// SPDX-License-Identifier: Apache-2.0
#include "suima-scan-page.h"

#include "suima-batch-facts.h"
#include "suima-code-pad.h"
#include "suima-fact-row.h"
#include "suima-item-acts.h"
#include "suima-mishap.h"
#include "suima-scan-history.h"
#include "suima-serial.h"
#include "suima-step-row.h"
#include "suima-verdict.h"
#include "suima-words.h"

#include <glib/gi18n.h>

struct _SuimaScanPage
{
  AdwBin parent_instance;

  /* template widgets */
  SuimaItemActs *acts;
  GtkLabel *advice_label;
  GtkWidget *band_box;
  GtkImage *band_image;
  GtkWidget *batch_button;
  GtkBox *body_box;
  SuimaCodePad *code_pad;
  GtkLabel *code_label;
  GtkWidget *facts_box;
  SuimaScanHistory *history;
  GtkLabel *product_label;
  GtkWidget *side_window;
  GtkStack *stack;
  GtkWidget *steps_box;
  GtkWidget *steps_heading;
  GtkLabel *verdict_label;

  /* owned */
  SuimaSession *session;
  GCancellable *looking; /* the look-up that was asked for last */
  SuimaLookup *lookup;   /* nullable: what is shown */
};

G_DEFINE_FINAL_TYPE (SuimaScanPage, suima_scan_page, ADW_TYPE_BIN)

/* What a scan is, with the history of an item of ours. */
typedef struct
{
  SuimaLookup *lookup;
  SuimaItemTrace *trace; /* nullable */
} SuimaScanAnswer;

static void
suima_scan_answer_free (SuimaScanAnswer *answer)
{
  suima_lookup_free (answer->lookup);
  suima_item_trace_free (answer->trace);
  g_free (answer);
}

static gpointer
suima_scan_page_look_thread (SuimaStation *station,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  SuimaScanAnswer *answer = g_new0 (SuimaScanAnswer, 1);

  answer->lookup = suima_station_scan_text (station, data, error);
  if (answer->lookup != NULL && answer->lookup->item != NULL)
    answer->trace = suima_station_trace (station, answer->lookup->item->serial,
                                         SUIMA_TRACE_BACK | SUIMA_TRACE_FORWARD, error);
  if (answer->lookup == NULL || (answer->lookup->item != NULL && answer->trace == NULL))
    g_clear_pointer (&answer, suima_scan_answer_free);
  return answer;
}

/* Showing */

static void
suima_scan_page_show_band (SuimaScanPage *self,
                           SuimaTone tone,
                           const char *sentence,
                           const char *advice)
{
  gtk_label_set_text (self->verdict_label, sentence);
  gtk_label_set_text (self->advice_label, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_label), *advice != '\0');
  gtk_image_set_from_icon_name (self->band_image, suima_tone_get_icon (tone));
  suima_tone_set_class (tone, self->band_box);
  gtk_widget_show (self->band_box);
}

static const char *
suima_scan_page_flash_of (SuimaTone tone)
{
  if (tone == SUIMA_TONE_OK)
    return "ok";
  return tone == SUIMA_TONE_STOP ? "stop" : "warn";
}

static const char *
suima_scan_page_field_words (const char *name)
{
  static const struct
  {
    const char *name;
    const char *words;
  } table[] = {
    { "gtin", N_ ("Product number") },  { "lot", N_ ("Lot") },
    { "serial", N_ ("Serial number") }, { "expiry_date", N_ ("Best before") },
    { "host", N_ ("Issued by") },       { "production_date", N_ ("Produced") },
    { "net_weight_kg", N_ ("Weight") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      return _ (table[i].words);
  return name;
}

static void
suima_scan_page_show_fields (SuimaScanPage *self, const SuimaScan *scan)
{
  suima_fact_row_clear (self->facts_box);
  for (guint i = 0; i < scan->fields->len; i++)
    {
      const SuimaScanField *field = g_ptr_array_index (scan->fields, i);
      suima_fact_row_append (self->facts_box, suima_scan_page_field_words (field->name),
                             field->value);
    }
}

static void
suima_scan_page_show_steps (SuimaScanPage *self, const SuimaItemTrace *trace)
{
  SuimaStation *station = suima_session_get_station (self->session);
  gint64 now_us = suima_station_get_now_us (station);

  suima_fact_row_clear (self->steps_box);
  gtk_widget_set_visible (self->steps_heading, trace != NULL && trace->steps->len > 0);
  if (trace == NULL)
    return;
  /* Newest first: what happened last is what the clerk asks for. */
  for (guint i = trace->steps->len; i > 0; i--)
    gtk_box_append (GTK_BOX (self->steps_box),
                    suima_step_row_new (g_ptr_array_index (trace->steps, i - 1), now_us,
                                        suima_station_get_config (station)->utc_offset_min));
}

static void
suima_scan_page_show_batch (SuimaScanPage *self, const SuimaLookup *lookup)
{
  SuimaStation *station = suima_session_get_station (self->session);

  gtk_label_set_text (self->product_label, lookup->batch ? lookup->batch->product : "");
  gtk_widget_set_visible (GTK_WIDGET (self->product_label), lookup->batch != NULL);
  gtk_widget_set_visible (self->batch_button, lookup->batch != NULL);
  if (lookup->batch != NULL)
    {
      suima_batch_facts_fill (self->facts_box, lookup->batch, suima_station_get_today (station));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->batch_button), "x",
                                        lookup->batch->id);
    }
  else
    suima_scan_page_show_fields (self, lookup->scan);
}

/* Returns what a person compares with the label. */
static char *
suima_scan_page_dup_code (const SuimaLookup *lookup)
{
  if (lookup->item != NULL)
    return suima_serial_to_groups (lookup->item->serial);
  if (lookup->scan->serial != NULL)
    return suima_serial_to_groups (lookup->scan->serial);
  return g_utf8_make_valid (lookup->scan->text, -1);
}

static void
suima_scan_page_show (SuimaScanPage *self, SuimaScanAnswer *answer)
{
  const SuimaLookup *lookup = answer->lookup;
  SuimaTone tone = suima_verdict_get_tone (lookup->verdict);
  const char *sentence = suima_words_verdict (lookup->verdict);
  g_autofree char *code = suima_scan_page_dup_code (lookup);

  suima_scan_page_show_band (self, tone, sentence, suima_words_verdict_advice (lookup->verdict));
  gtk_label_set_text (self->code_label, code);
  suima_scan_page_show_batch (self, lookup);
  suima_scan_page_show_steps (self, answer->trace);
  suima_item_acts_show (self->acts, lookup->item);
  suima_scan_history_add (self->history, lookup->scan->text, code, tone);
  gtk_widget_show (self->side_window);
  gtk_stack_set_visible_child_name (self->stack, "answer");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.flash", "s", suima_scan_page_flash_of (tone));
  suima_lookup_free (self->lookup);
  self->lookup = g_steal_pointer (&answer->lookup);
}

static void
suima_scan_page_look_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaScanPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean is_stale = g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
  SuimaScanAnswer *answer = suima_session_do_finish (result, &error);

  if (self->session != NULL && !is_stale && answer != NULL)
    suima_scan_page_show (self, answer);
  else if (self->session != NULL && !is_stale)
    {
      words = suima_mishap_to_words (_ ("The code cannot be looked up."), error);
      suima_scan_page_show_band (self, SUIMA_TONE_UNKNOWN, words, "");
      gtk_widget_activate_action (GTK_WIDGET (self), "win.flash", "s", "stop");
    }
  g_clear_pointer (&answer, suima_scan_answer_free);
}

void
suima_scan_page_take (SuimaScanPage *self, const char *text)
{
  const SuimaSessionAct act = { .run = suima_scan_page_look_thread,
                                .data = g_strdup (text),
                                .free_data = g_free,
                                .free_result = (GDestroyNotify)suima_scan_answer_free };

  g_return_if_fail (SUIMA_IS_SCAN_PAGE (self) && self->session != NULL);
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  suima_code_pad_clear (self->code_pad);
  suima_session_do_async (self->session, &act, self->looking, suima_scan_page_look_cb,
                          g_object_ref (self));
}

/* Callbacks */

static void
suima_scan_page_entered_cb (SuimaScanPage *self, const char *text)
{
  suima_scan_page_take (self, text);
}

/* An act changed the item: its state and history are read anew. */
static void
suima_scan_page_acted_cb (SuimaScanPage *self)
{
  if (self->lookup != NULL)
    suima_scan_page_take (self, self->lookup->scan->text);
  gtk_widget_activate_action (GTK_WIDGET (self), "view.refresh", NULL);
}

static void
suima_scan_page_type_cb (SuimaScanPage *self)
{
  gtk_widget_hide (self->band_box);
  gtk_widget_hide (self->side_window);
  gtk_stack_set_visible_child_name (self->stack, "type");
}

void
suima_scan_page_set_session (SuimaScanPage *self, SuimaSession *session, SuimaPulse *pulse)
{
  g_return_if_fail (SUIMA_IS_SCAN_PAGE (self));
  g_set_object (&self->session, session);
  suima_item_acts_set_session (self->acts, session, pulse);
}

void
suima_scan_page_set_narrow (SuimaScanPage *self, gboolean is_narrow)
{
  g_return_if_fail (SUIMA_IS_SCAN_PAGE (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body_box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL
                                            : GTK_ORIENTATION_HORIZONTAL);
}

static void
suima_scan_page_dispose (GObject *object)
{
  SuimaScanPage *self = SUIMA_SCAN_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->lookup, suima_lookup_free);
  G_OBJECT_CLASS (suima_scan_page_parent_class)->dispose (object);
}

static void
suima_scan_page_class_init (SuimaScanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_scan_page_dispose;
  g_type_ensure (SUIMA_TYPE_CODE_PAD);
  g_type_ensure (SUIMA_TYPE_ITEM_ACTS);
  g_type_ensure (SUIMA_TYPE_SCAN_HISTORY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-scan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, acts);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, advice_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, band_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, band_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, batch_button);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, body_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, code_pad);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, code_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, facts_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, history);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, product_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, side_window);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, steps_box);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, steps_heading);
  gtk_widget_class_bind_template_child (widget_class, SuimaScanPage, verdict_label);
  gtk_widget_class_bind_template_callback (widget_class, suima_scan_page_acted_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_scan_page_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, suima_scan_page_take);
  gtk_widget_class_bind_template_callback (widget_class, suima_scan_page_type_cb);
}

static void
suima_scan_page_init (SuimaScanPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
