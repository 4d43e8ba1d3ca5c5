// SPDX-License-Identifier: Apache-2.0
#include "suima-session.h"

struct _SuimaSession
{
  GObject parent_instance;
  SuimaStation *station; /* owned */
};

G_DEFINE_FINAL_TYPE (SuimaSession, suima_session, G_TYPE_OBJECT)

/* What suima_session_open_async() opens. */
typedef struct
{
  char *dir;
  gboolean is_new;
} SuimaOpening;

static void
suima_opening_free (SuimaOpening *opening)
{
  g_free (opening->dir);
  g_free (opening);
}

static void
suima_session_open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SuimaOpening *opening = data;
  const SuimaStationSetup defaults = { NULL };
  SuimaStation *station = NULL;
  GError *error = NULL;

  if (!opening->is_new || suima_station_init (opening->dir, &defaults, &error))
    station = suima_station_open (opening->dir, FALSE, &error);
  if (station != NULL)
    g_task_return_pointer (task, suima_session_new (station), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
suima_session_open_async (const char *dir,
                          gboolean is_new,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  SuimaOpening *opening = g_new0 (SuimaOpening, 1);

  opening->dir = g_strdup (dir);
  opening->is_new = is_new;
  g_task_set_source_tag (task, suima_session_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify)suima_opening_free);
  g_task_run_in_thread (task, suima_session_open_thread);
}

SuimaSession *
suima_session_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

SuimaSession *
suima_session_new (SuimaStation *station)
{
  SuimaSession *self = g_object_new (SUIMA_TYPE_SESSION, NULL);

  self->station = station;
  return self;
}

SuimaStation *
suima_session_get_station (SuimaSession *self)
{
  g_return_val_if_fail (SUIMA_IS_SESSION (self), NULL);
  return self->station;
}

static void
suima_session_act_free (SuimaSessionAct *act)
{
  if (act->free_data != NULL)
    act->free_data (act->data);
  g_free (act);
}

static void
suima_session_do_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SuimaSession *self = source;
  SuimaSessionAct *act = data;
  GError *error = NULL;
  gpointer answer = act->run (self->station, act->data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, act->free_result);
}

static void
suima_session_release_cb (GTask *task, GParamSpec *pspec, GApplication *application)
{
  g_application_release (application);
}

void
suima_session_do_async (SuimaSession *self,
                        const SuimaSessionAct *act,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SUIMA_IS_SESSION (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, suima_session_do_async);
  /* A print run that was cancelled still says what came out. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_memdup2 (act, sizeof *act), (GDestroyNotify)suima_session_act_free);
  if (application != NULL)
    {
      g_application_hold (application);
      g_signal_connect_object (task, "notify::completed", G_CALLBACK (suima_session_release_cb),
                               application, 0);
    }
  g_task_run_in_thread (task, suima_session_do_thread);
}

gpointer
suima_session_do_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
suima_session_finalize (GObject *object)
{
  SuimaSession *self = SUIMA_SESSION (object);

  suima_station_free (self->station);
  G_OBJECT_CLASS (suima_session_parent_class)->finalize (object);
}

static void
suima_session_class_init (SuimaSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = suima_session_finalize;
}

static void
suima_session_init (SuimaSession *self)
{
}
