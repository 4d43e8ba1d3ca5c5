// SPDX-License-Identifier: Apache-2.0
#include "suima-pulse.h"

#include "suima-error.h"

#define SUIMA_PULSE_BEAT_MS 700u /* what the printer lacks is on the bar within 2 s */
#define SUIMA_PULSE_SYNC_S 30u
#define SUIMA_PULSE_SYNC_CAP_S 900u

struct _SuimaPulse
{
  GObject parent_instance;

  /* owned */
  SuimaSession *session;
  GCancellable *cancellable;
  SuimaPrinterCard *printer;

  SuimaSyncStatus sync;
  SuimaHubState hub;
  guint failures;
  guint beat_source, sync_source;
  gboolean is_asking, is_syncing, is_sync_wanted;
};

G_DEFINE_FINAL_TYPE (SuimaPulse, suima_pulse, G_TYPE_OBJECT)

enum
{
  SUIMA_PULSE_CHANGED,
  SUIMA_PULSE_N_SIGNALS
};

static guint suima_pulse_signals[SUIMA_PULSE_N_SIGNALS];

/* What one beat finds out. */
typedef struct
{
  SuimaPrinterCard *printer;
  SuimaSyncStatus sync;
} SuimaReading;

static void
suima_reading_free (SuimaReading *reading)
{
  suima_printer_card_free (reading->printer);
  g_free (reading);
}

/* How a talk with the hub ended; a failed one is an answer too, with the outbox as it stands. */
typedef struct
{
  SuimaSyncStatus status;
  SuimaHubState hub;
} SuimaTalk;

static void suima_pulse_schedule_sync (SuimaPulse *self, guint delay_s);

guint
suima_pulse_backoff_s (guint failures, double chance)
{
  guint cap_s = failures < 10 ? 1u << failures : SUIMA_PULSE_SYNC_CAP_S;

  return CLAMP ((guint)(chance * MIN (cap_s, SUIMA_PULSE_SYNC_CAP_S)), 1u, SUIMA_PULSE_SYNC_CAP_S);
}

static gpointer
suima_pulse_ask_thread (SuimaStation *station,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  SuimaReading *reading = g_new0 (SuimaReading, 1);

  reading->printer = suima_station_get_printer (station, cancellable);
  if (!suima_station_get_sync_status (station, &reading->sync, error))
    g_clear_pointer (&reading, suima_reading_free);
  return reading;
}

static void
suima_pulse_ask_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPulse) self = user_data;
  g_autoptr (GError) error = NULL;
  SuimaReading *reading = suima_session_do_finish (result, &error);

  self->is_asking = FALSE;
  if (reading == NULL)
    {
      g_warning ("cannot read the station's state: %s", error->message);
      return;
    }
  g_clear_pointer (&self->printer, suima_printer_card_free);
  self->printer = g_steal_pointer (&reading->printer);
  self->sync = reading->sync;
  suima_reading_free (reading);
  g_signal_emit (self, suima_pulse_signals[SUIMA_PULSE_CHANGED], 0);
}

static gboolean
suima_pulse_beat_cb (gpointer user_data)
{
  SuimaPulse *self = user_data;
  const SuimaSessionAct act = { .run = suima_pulse_ask_thread,
                                .free_result = (GDestroyNotify)suima_reading_free };

  if (!self->is_asking)
    {
      self->is_asking = TRUE;
      suima_session_do_async (self->session, &act, self->cancellable, suima_pulse_ask_cb,
                              g_object_ref (self));
    }
  return G_SOURCE_CONTINUE;
}

static SuimaHubState
suima_pulse_judge (const GError *error)
{
  if (error == NULL)
    return SUIMA_HUB_REACHED;
  if (g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    return SUIMA_HUB_NONE;
  if (g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_DENIED))
    return SUIMA_HUB_DENIED;
  return SUIMA_HUB_AWAY;
}

static gpointer
suima_pulse_sync_thread (SuimaStation *station,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  SuimaTalk *talk = g_new0 (SuimaTalk, 1);
  g_autoptr (GError) local = NULL;

  suima_station_sync (station, &talk->status, cancellable, &local);
  talk->hub = suima_pulse_judge (local);
  if (talk->hub == SUIMA_HUB_AWAY)
    g_info ("the hub is away: %s", local->message);
  return talk;
}

static void
suima_pulse_sync_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaPulse) self = user_data;
  g_autofree SuimaTalk *talk = suima_session_do_finish (result, NULL);
  guint delay_s = SUIMA_PULSE_SYNC_S;

  self->is_syncing = FALSE;
  self->hub = talk->hub;
  self->failures = talk->hub == SUIMA_HUB_REACHED ? 0 : self->failures + 1;
  if (talk->status.retry_after_s > 0)
    delay_s = talk->status.retry_after_s;
  else if (talk->hub == SUIMA_HUB_DENIED)
    delay_s = SUIMA_PULSE_SYNC_CAP_S;
  else if (talk->hub == SUIMA_HUB_AWAY)
    delay_s = suima_pulse_backoff_s (self->failures, g_random_double ());
  else if (self->is_sync_wanted)
    delay_s = 1;
  self->is_sync_wanted = FALSE;
  if (talk->hub != SUIMA_HUB_NONE)
    suima_pulse_schedule_sync (self, delay_s);
  if (self->beat_source != 0)
    suima_pulse_beat_cb (self);
}

static gboolean
suima_pulse_sync_due_cb (gpointer user_data)
{
  SuimaPulse *self = user_data;
  const SuimaSessionAct act = { .run = suima_pulse_sync_thread, .free_result = g_free };

  self->sync_source = 0;
  self->is_syncing = TRUE;
  suima_session_do_async (self->session, &act, self->cancellable, suima_pulse_sync_cb,
                          g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
suima_pulse_schedule_sync (SuimaPulse *self, guint delay_s)
{
  g_clear_handle_id (&self->sync_source, g_source_remove);
  if (!g_cancellable_is_cancelled (self->cancellable))
    self->sync_source = g_timeout_add_seconds (delay_s, suima_pulse_sync_due_cb, self);
}

SuimaPulse *
suima_pulse_new (SuimaSession *session)
{
  SuimaPulse *self = g_object_new (SUIMA_TYPE_PULSE, NULL);
  const SuimaConfig *config = suima_station_get_config (suima_session_get_station (session));

  self->session = g_object_ref (session);
  self->hub = config->hub != NULL ? SUIMA_HUB_UNTRIED : SUIMA_HUB_NONE;
  if (self->hub != SUIMA_HUB_NONE)
    suima_pulse_schedule_sync (self, 1);
  return self;
}

void
suima_pulse_set_active (SuimaPulse *self, gboolean is_active)
{
  g_return_if_fail (SUIMA_IS_PULSE (self));
  if (is_active == (self->beat_source != 0) || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_handle_id (&self->beat_source, g_source_remove);
  if (is_active)
    {
      self->beat_source = g_timeout_add (SUIMA_PULSE_BEAT_MS, suima_pulse_beat_cb, self);
      suima_pulse_beat_cb (self);
    }
}

void
suima_pulse_sync_soon (SuimaPulse *self)
{
  g_return_if_fail (SUIMA_IS_PULSE (self));
  if (self->is_syncing)
    self->is_sync_wanted = TRUE;
  else if (self->hub == SUIMA_HUB_REACHED || self->hub == SUIMA_HUB_UNTRIED)
    suima_pulse_schedule_sync (self, 1);
}

void
suima_pulse_stop (SuimaPulse *self)
{
  g_return_if_fail (SUIMA_IS_PULSE (self));
  g_clear_handle_id (&self->beat_source, g_source_remove);
  g_clear_handle_id (&self->sync_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

const SuimaPrinterCard *
suima_pulse_get_printer (SuimaPulse *self)
{
  return self->printer;
}

const SuimaSyncStatus *
suima_pulse_get_sync (SuimaPulse *self)
{
  return &self->sync;
}

SuimaHubState
suima_pulse_get_hub (SuimaPulse *self)
{
  return self->hub;
}

static void
suima_pulse_dispose (GObject *object)
{
  SuimaPulse *self = SUIMA_PULSE (object);

  suima_pulse_stop (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (suima_pulse_parent_class)->dispose (object);
}

static void
suima_pulse_finalize (GObject *object)
{
  SuimaPulse *self = SUIMA_PULSE (object);

  g_clear_object (&self->cancellable);
  suima_printer_card_free (self->printer);
  G_OBJECT_CLASS (suima_pulse_parent_class)->finalize (object);
}

static void
suima_pulse_class_init (SuimaPulseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = suima_pulse_dispose;
  object_class->finalize = suima_pulse_finalize;
  suima_pulse_signals[SUIMA_PULSE_CHANGED] = g_signal_new (
      "changed", SUIMA_TYPE_PULSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
suima_pulse_init (SuimaPulse *self)
{
  self->cancellable = g_cancellable_new ();
}
