// SPDX-License-Identifier: Apache-2.0
#include "suima-left-runs.h"

struct _SuimaLeftRuns
{
  GObject parent_instance;
  GCancellable *watching; /* owned */
};

G_DEFINE_FINAL_TYPE (SuimaLeftRuns, suima_left_runs, G_TYPE_OBJECT)

enum
{
  SUIMA_LEFT_RUNS_SETTLED,
  SUIMA_LEFT_RUNS_N_SIGNALS
};

static guint suima_left_runs_signals[SUIMA_LEFT_RUNS_N_SIGNALS];

static gpointer
suima_left_runs_follow_thread (SuimaStation *station,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error)
{
  return suima_station_follow (station, *(gint64 *)data, NULL, NULL, cancellable, error);
}

static void
suima_left_runs_follow_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaLeftRuns) self = user_data;
  g_autoptr (SuimaPrintResult) answer = suima_session_do_finish (result, NULL);

  if (answer != NULL && !g_cancellable_is_cancelled (self->watching))
    g_signal_emit (self, suima_left_runs_signals[SUIMA_LEFT_RUNS_SETTLED], 0);
}

SuimaLeftRuns *
suima_left_runs_new (SuimaSession *session)
{
  SuimaLeftRuns *self = g_object_new (SUIMA_TYPE_LEFT_RUNS, NULL);
  g_autoptr (GArray) runs = suima_station_list_left_runs (suima_session_get_station (session));

  for (guint i = 0; i < runs->len; i++)
    {
      const SuimaSessionAct act = { .run = suima_left_runs_follow_thread,
                                    .data = g_memdup2 (&g_array_index (runs, gint64, i),
                                                       sizeof (gint64)),
                                    .free_data = g_free,
                                    .free_result = (GDestroyNotify)suima_print_result_free };
      suima_session_do_async (session, &act, self->watching, suima_left_runs_follow_cb,
                              g_object_ref (self));
    }
  return self;
}

void
suima_left_runs_stop (SuimaLeftRuns *self)
{
  g_return_if_fail (SUIMA_IS_LEFT_RUNS (self));
  g_cancellable_cancel (self->watching);
}

static void
suima_left_runs_finalize (GObject *object)
{
  g_object_unref (SUIMA_LEFT_RUNS (object)->watching);
  G_OBJECT_CLASS (suima_left_runs_parent_class)->finalize (object);
}

static void
suima_left_runs_class_init (SuimaLeftRunsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = suima_left_runs_finalize;
  suima_left_runs_signals[SUIMA_LEFT_RUNS_SETTLED] = g_signal_new (
      "settled", SUIMA_TYPE_LEFT_RUNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
suima_left_runs_init (SuimaLeftRuns *self)
{
  self->watching = g_cancellable_new ();
}
