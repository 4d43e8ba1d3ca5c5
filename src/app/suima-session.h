// SPDX-License-Identifier: Apache-2.0
// An open station for the windows: every act runs in a thread, the answer comes to the main loop.
#pragma once

#include "suima-station.h"

#include <gio/gio.h>

#define SUIMA_TYPE_SESSION (suima_session_get_type ())
G_DECLARE_FINAL_TYPE (SuimaSession, suima_session, SUIMA, SESSION, GObject)

/**
 * SuimaSessionAct:
 * @run: calls one function of the station, in a thread; %NULL with an error set means it failed
 * @data: (nullable): what @run works on; freed by @free_data, also when the act never ran
 * @free_result: (nullable): frees an answer that nobody took
 */
typedef struct
{
  gpointer (*run) (SuimaStation *station, gpointer data, GCancellable *cancellable, GError **error);
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} SuimaSessionAct;

/**
 * suima_session_open_async:
 * @dir: a station's folder
 * @is_new: makes the folder a station with default settings first
 *
 * Opens for writing, in a thread. suima_session_open_finish() returns (transfer full) the session;
 * errors are those of suima_station_init() and suima_station_open().
 */
void suima_session_open_async (const char *dir,
                               gboolean is_new,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SuimaSession *suima_session_open_finish (GAsyncResult *result, GError **error);

/** suima_session_new: Takes @station, and frees it when the last act has ended. */
SuimaSession *suima_session_new (SuimaStation *station);

/** suima_session_get_station: Returns: (transfer none): for what does not block: settings, time. */
SuimaStation *suima_session_get_station (SuimaSession *self);

/**
 * suima_session_do_async:
 * @act: what to do; copied
 *
 * Runs @act in a thread. The application stays until it has ended, so that closing the window does
 * not tear a record. Main thread only.
 */
void suima_session_do_async (SuimaSession *self,
                             const SuimaSessionAct *act,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/** suima_session_do_finish: Returns: (transfer full): what the act returned. */
gpointer suima_session_do_finish (GAsyncResult *result, GError **error);
