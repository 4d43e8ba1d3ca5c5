// SPDX-License-Identifier: Apache-2.0
#include "suima-status-bar.h"

#include "suima-dates.h"
#include "suima-verdict.h"
#include "suima-words.h"

#include <glib/gi18n.h>

struct _SuimaStatusBar
{
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *name_label;
  GtkLabel *printer_detail;
  GtkImage *printer_image;
  GtkLabel *printer_label;
  GtkLabel *sync_detail;
  GtkImage *sync_image;
  GtkLabel *sync_label;
  GtkWidget *window_controls;

  /* owned */
  SuimaSession *session;
  SuimaPulse *pulse;
};

G_DEFINE_FINAL_TYPE (SuimaStatusBar, suima_status_bar, ADW_TYPE_BIN)

/* The bar has room for a few words; what to do about it is in the detail. */
static const char *
suima_status_bar_printer_words (const SuimaPrinterCard *printer)
{
  static const struct
  {
    const char *condition;
    const char *words;
  } table[] = {
    { "idle", N_ ("Printer ready") },
    { "processing", N_ ("Printing") },
    { "stopped", N_ ("Printer stopped") },
    { "paused", N_ ("Printer stopped") },
    { "queue-stopped", N_ ("Printer stopped") },
    { "not-answering", N_ ("Printer does not answer") },
    { "media-empty", N_ ("Out of labels") },
    { "media-needed", N_ ("Out of labels") },
    { "media-jam", N_ ("Label jammed") },
    { "cover-open", N_ ("Cover open") },
    { "door-open", N_ ("Cover open") },
    { "marker-supply-empty", N_ ("Ribbon used up") },
  };

  if (printer == NULL)
    return _ ("Printer …");
  if (printer->destination == NULL)
    return _ ("No printer");
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].condition, printer->condition) == 0)
      return _ (table[i].words);
  return _ ("Look at the printer");
}

static SuimaTone
suima_status_bar_printer_tone (const SuimaPrinterCard *printer)
{
  if (printer == NULL)
    return SUIMA_TONE_UNKNOWN;
  return g_strcmp0 (printer->condition, "idle") == 0 ||
                 g_strcmp0 (printer->condition, "processing") == 0
             ? SUIMA_TONE_OK
             : SUIMA_TONE_WARN;
}

static void
suima_status_bar_show_printer (SuimaStatusBar *self)
{
  const SuimaPrinterCard *printer = suima_pulse_get_printer (self->pulse);
  g_autofree char *detail = NULL;

  gtk_label_set_text (self->printer_label, suima_status_bar_printer_words (printer));
  suima_tone_set_class (suima_status_bar_printer_tone (printer), GTK_WIDGET (self->printer_image));
  if (printer != NULL && printer->destination != NULL)
    detail = g_strdup_printf ("%s\n%s", suima_words_printer_condition (printer->condition),
                              printer->destination);
  else
    detail = g_strdup_printf ("%s\n%s", suima_words_printer_condition (NULL),
                              _ ("Add the one that stands here: touch Printers."));
  gtk_label_set_text (self->printer_detail, detail);
}

char *
suima_status_bar_dup_sync_words (const SuimaSyncStatus *status, SuimaHubState hub, gint64 now_us)
{
  g_autofree char *ago = status->last_contact_us > 0
                             ? suima_dates_ago_to_words (status->last_contact_us, now_us)
                             : NULL;

  if (hub == SUIMA_HUB_NONE)
    return g_strdup_printf (_ ("No hub, %u saved here"), status->pending);
  if (hub == SUIMA_HUB_DENIED)
    return g_strdup_printf (_ ("Hub refuses us, %u saved"), status->pending);
  if (hub == SUIMA_HUB_AWAY && status->pending > 0)
    return g_strdup_printf (_ ("Offline, %u saved, sent later by itself"), status->pending);
  if (hub == SUIMA_HUB_AWAY)
    return g_strdup (_ ("Offline, nothing waiting"));
  if (status->refused > 0)
    return g_strdup_printf (_ ("Hub refused %u"), status->refused);
  if (status->pending > 0)
    return g_strdup_printf (_ ("Sending %u"), status->pending);
  return ago ? g_strdup_printf (_ ("Synced %s"), ago) : g_strdup (_ ("Hub not reached yet"));
}

static char *
suima_status_bar_dup_sync_detail (SuimaStatusBar *self, const SuimaSyncStatus *status)
{
  SuimaStation *station = suima_session_get_station (self->session);
  const SuimaConfig *config = suima_station_get_config (station);
  gint64 now_us = suima_station_get_now_us (station);
  GString *detail =
      g_string_new (config->hub ? config->hub : _ ("No hub is set: nothing is sent."));
  g_autofree char *oldest = NULL;

  g_string_append_c (detail, '\n');
  g_string_append_printf (detail, _ ("%u sent, %u waiting, %u refused"), status->sent,
                          status->pending, status->refused);
  if (status->oldest_us > 0)
    {
      oldest = suima_dates_moment_to_words (status->oldest_us, now_us, config->utc_offset_min);
      g_string_append_c (detail, '\n');
      g_string_append_printf (detail, _ ("The oldest waits since %s"), oldest);
    }
  return g_string_free (detail, FALSE);
}

static SuimaTone
suima_status_bar_sync_tone (const SuimaSyncStatus *status, SuimaHubState hub)
{
  if (hub == SUIMA_HUB_NONE || hub == SUIMA_HUB_UNTRIED)
    return SUIMA_TONE_UNKNOWN;
  return hub == SUIMA_HUB_REACHED && status->refused == 0 ? SUIMA_TONE_OK : SUIMA_TONE_WARN;
}

static void
suima_status_bar_show_sync (SuimaStatusBar *self)
{
  const SuimaSyncStatus *status = suima_pulse_get_sync (self->pulse);
  SuimaHubState hub = suima_pulse_get_hub (self->pulse);
  g_autofree char *words = suima_status_bar_dup_sync_words (
      status, hub, suima_station_get_now_us (suima_session_get_station (self->session)));
  g_autofree char *detail = suima_status_bar_dup_sync_detail (self, status);

  gtk_label_set_text (self->sync_label, words);
  gtk_label_set_text (self->sync_detail, detail);
  gtk_image_set_from_icon_name (self->sync_image, hub == SUIMA_HUB_REACHED
                                                      ? "suima-cloud-symbolic"
                                                      : "suima-cloud-off-symbolic");
  suima_tone_set_class (suima_status_bar_sync_tone (status, hub), GTK_WIDGET (self->sync_image));
}

static void
suima_status_bar_pulse_cb (SuimaStatusBar *self)
{
  suima_status_bar_show_printer (self);
  suima_status_bar_show_sync (self);
}

void
suima_status_bar_set_session (SuimaStatusBar *self, SuimaSession *session, SuimaPulse *pulse)
{
  SuimaStation *station = suima_session_get_station (session);
  const SuimaConfig *config = suima_station_get_config (station);
  gboolean has_name = config->operator_name != NULL && *config->operator_name != '\0';

  g_return_if_fail (SUIMA_IS_STATUS_BAR (self));
  g_set_object (&self->session, session);
  if (g_set_object (&self->pulse, pulse))
    g_signal_connect_object (pulse, "changed", G_CALLBACK (suima_status_bar_pulse_cb), self,
                             G_CONNECT_SWAPPED);
  gtk_label_set_text (self->name_label,
                      has_name ? config->operator_name : suima_station_get_key_id (station));
  suima_status_bar_pulse_cb (self);
  suima_pulse_set_active (pulse, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/* Printer and hub are asked as long as somebody can see the answer. */
static void
suima_status_bar_map (GtkWidget *widget)
{
  SuimaStatusBar *self = SUIMA_STATUS_BAR (widget);

  GTK_WIDGET_CLASS (suima_status_bar_parent_class)->map (widget);
  if (self->pulse != NULL)
    suima_pulse_set_active (self->pulse, TRUE);
}

static void
suima_status_bar_unmap (GtkWidget *widget)
{
  SuimaStatusBar *self = SUIMA_STATUS_BAR (widget);

  if (self->pulse != NULL)
    suima_pulse_set_active (self->pulse, FALSE);
  GTK_WIDGET_CLASS (suima_status_bar_parent_class)->unmap (widget);
}

void
suima_status_bar_set_windowed (SuimaStatusBar *self, gboolean is_windowed)
{
  g_return_if_fail (SUIMA_IS_STATUS_BAR (self));
  gtk_widget_set_visible (self->window_controls, is_windowed);
}

static void
suima_status_bar_dispose (GObject *object)
{
  SuimaStatusBar *self = SUIMA_STATUS_BAR (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pulse);
  G_OBJECT_CLASS (suima_status_bar_parent_class)->dispose (object);
}

static void
suima_status_bar_class_init (SuimaStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = suima_status_bar_dispose;
  widget_class->map = suima_status_bar_map;
  widget_class->unmap = suima_status_bar_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, name_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, printer_detail);
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, printer_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, printer_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, sync_detail);
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, sync_image);
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, sync_label);
  gtk_widget_class_bind_template_child (widget_class, SuimaStatusBar, window_controls);
}

static void
suima_status_bar_init (SuimaStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
