// SPDX-License-Identifier: Apache-2.0
#include "suima-recovery.h"

#include "suima-job-watch.h"
#include "suima-ledger.h"
#include "suima-print-run.h"
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-printer.h"

#define SUIMA_RECOVERY_PATIENCE_US (2 * G_TIME_SPAN_SECOND)
#define SUIMA_RECOVERY_TIMEOUT_MS 1500
#define SUIMA_RECOVERY_TRIES 3u

typedef enum
{
  SUIMA_FATE_UNKNOWN,  /* asked, or not answered: in doubt */
  SUIMA_FATE_UNSENT,   /* it waited for its data and is cancelled */
  SUIMA_FATE_PRINTING,
} SuimaFate;

/* One job that was not seen to its end. Shared with the thread that asks: a silent printer may
 * keep that one longer than anybody waits for it. */
typedef struct
{
  gatomicrefcount ref_count;
  SuimaPrinter *printer; /* owned */
  char *job_name;        /* owned */
  gint64 run_id, chunk_id;

  GMutex lock;
  GCond change;
  gboolean is_answered;
  SuimaFate fate;
  int job_id;
} SuimaLostJob;

static SuimaLostJob *
suima_lost_job_ref (SuimaLostJob *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
suima_lost_job_unref (SuimaLostJob *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_object_unref (job->printer);
  g_free (job->job_name);
  g_mutex_clear (&job->lock);
  g_cond_clear (&job->change);
  g_free (job);
}

/* Waiting for its data: not a byte of it can have been printed. */
static gboolean
suima_job_is_incoming (const SuimaJobStatus *status)
{
  const char *const *reasons = (const char *const *) status->reasons;

  return (status->state == SUIMA_JOB_PENDING || status->state == SUIMA_JOB_HELD) &&
         status->impressions_completed <= 0 &&
         (g_strv_contains (reasons, "job-incoming") ||
          g_strv_contains (reasons, "job-data-insufficient"));
}

static gboolean
suima_job_is_alive (const SuimaJobStatus *status)
{
  return status->state == SUIMA_JOB_PENDING || status->state == SUIMA_JOB_HELD ||
         status->state == SUIMA_JOB_PROCESSING || status->state == SUIMA_JOB_STOPPED;
}

/* Returns: whether the printer told what became of the job. */
static gboolean
suima_lost_job_ask (SuimaLostJob *job, SuimaFate *ret_fate, int *ret_job_id)
{
  int job_id = suima_printer_find_job (job->printer, job->job_name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaJobStatus) status =
    job_id > 0 ? suima_printer_get_job (job->printer, job_id, &error) : NULL;

  *ret_fate = SUIMA_FATE_UNKNOWN;
  if (status == NULL)
    return job_id == 0 || g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  *ret_job_id = job_id;
  if (suima_job_is_incoming (status))
    {
      if (!suima_printer_cancel_job (job->printer, job_id, NULL))
        return FALSE;
      *ret_fate = SUIMA_FATE_UNSENT;
    }
  else if (suima_job_is_alive (status))
    *ret_fate = SUIMA_FATE_PRINTING;
  return TRUE;
}

/* Again when no answer comes, also when nobody waits any more: a job that goes on waiting for its
 * data would keep every other from being printed. */
static gpointer
suima_lost_job_thread (gpointer user_data)
{
  SuimaLostJob *job = user_data;
  int job_id = 0;
  SuimaFate fate;

  for (guint i = 0; i < SUIMA_RECOVERY_TRIES; i++)
    if (suima_lost_job_ask (job, &fate, &job_id))
      break;
  g_mutex_lock (&job->lock);
  job->fate = fate;
  job->job_id = job_id;
  job->is_answered = TRUE;
  g_cond_signal (&job->change);
  g_mutex_unlock (&job->lock);
  suima_lost_job_unref (job);
  return NULL;
}

/* Returns: (nullable): NULL when its printer cannot even be named. */
static SuimaLostJob *
suima_lost_job_new (SuimaStation *station, const SuimaRunRecord *run, const SuimaChunk *chunk)
{
  g_autoptr (SuimaPrinter) printer =
    run->printer ? suima_station_open_printer (station, run->printer, run->template_id, NULL) : NULL;
  SuimaLostJob *job;

  if (printer == NULL)
    return NULL;
  suima_printer_set_timeout (printer, SUIMA_RECOVERY_TIMEOUT_MS);
  job = g_new0 (SuimaLostJob, 1);
  g_atomic_ref_count_init (&job->ref_count);
  job->printer = g_steal_pointer (&printer);
  job->job_name = g_strdup (chunk->job_name);
  job->run_id = run->id;
  job->chunk_id = chunk->id;
  g_mutex_init (&job->lock);
  g_cond_init (&job->change);
  g_thread_unref (g_thread_new ("suima-recovery", suima_lost_job_thread, suima_lost_job_ref (job)));
  return job;
}

static gboolean
suima_recovery_find_jobs (SuimaStation *station,
                          const SuimaRunRecord *run,
                          GPtrArray *jobs,
                          GError **error)
{
  g_autoptr (GPtrArray) chunks = suima_store_list_chunks (station->store, run->id, error);

  if (chunks == NULL)
    return FALSE;
  for (guint i = 0; i < chunks->len; i++)
    {
      const SuimaChunk *chunk = g_ptr_array_index (chunks, i);
      SuimaLostJob *job = NULL;
      if (chunk->state == SUIMA_CHUNK_SENDING || chunk->state == SUIMA_CHUNK_HANDED)
        job = suima_lost_job_new (station, run, chunk);
      if (job != NULL)
        g_ptr_array_add (jobs, job);
    }
  return TRUE;
}

static SuimaFate
suima_lost_job_await (SuimaLostJob *job, gint64 until_us, int *ret_job_id)
{
  SuimaFate fate;

  g_mutex_lock (&job->lock);
  while (!job->is_answered && g_cond_wait_until (&job->change, &job->lock, until_us))
    ;
  fate = job->is_answered ? job->fate : SUIMA_FATE_UNKNOWN;
  *ret_job_id = job->job_id;
  g_mutex_unlock (&job->lock);
  return fate;
}

/* Writes down what was found out. */
static gboolean
suima_recovery_judge (SuimaStation *station, SuimaLostJob *job, gint64 until_us, GError **error)
{
  int job_id = 0;
  SuimaFate fate = suima_lost_job_await (job, until_us, &job_id);

  if (fate == SUIMA_FATE_PRINTING)
    {
      g_array_append_val (station->left_runs, job->run_id);
      return suima_store_set_chunk (station->store, job->chunk_id, SUIMA_CHUNK_HANDED, job_id,
                                    error);
    }
  return suima_store_set_chunk (
    station->store, job->chunk_id,
    fate == SUIMA_FATE_UNSENT ? SUIMA_CHUNK_UNSENT : SUIMA_CHUNK_DOUBTFUL, job_id, error);
}

gboolean
suima_recovery_run (SuimaStation *station, GError **error)
{
  gint64 until_us = g_get_monotonic_time () + SUIMA_RECOVERY_PATIENCE_US;
  g_autoptr (GPtrArray) runs = suima_store_list_open_runs (station->store, error);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (
    (GDestroyNotify) suima_lost_job_unref);

  if (runs == NULL)
    return FALSE;
  for (guint i = 0; i < runs->len; i++)
    if (!suima_recovery_find_jobs (station, runs->pdata[i], jobs, error))
      return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    if (!suima_recovery_judge (station, jobs->pdata[i], until_us, error))
      return FALSE;
  for (guint i = 0; i < runs->len; i++)
    {
      gint64 run_id = ((SuimaRunRecord *) runs->pdata[i])->id;
      if (!suima_station_is_left (station, run_id) &&
          !suima_ledger_settle_run (station, run_id, error))
        return FALSE;
    }
  return TRUE;
}

/* A run is followed by one at a time. Returns: whether it was to be. */
static gboolean
suima_station_take_left_run (SuimaStation *station, gint64 run_id)
{
  gboolean is_taken = FALSE;

  g_mutex_lock (&station->run_lock);
  for (guint i = 0; !is_taken && i < station->left_runs->len; i++)
    if (g_array_index (station->left_runs, gint64, i) == run_id)
      {
        g_array_remove_index (station->left_runs, i);
        is_taken = TRUE;
      }
  g_mutex_unlock (&station->run_lock);
  return is_taken;
}

/* The jobs of the run are over one after the other; at most the last one is still at the printer. */
static gboolean
suima_recovery_follow_chunk (SuimaStation *station,
                             SuimaPrinter *printer,
                             SuimaJobWatch *watch,
                             const SuimaChunk *chunk,
                             GError **error)
{
  guint labels = chunk->last - chunk->first + 1;
  SuimaChunkState state;

  if (chunk->state == SUIMA_CHUNK_COUNTED)
    watch->progress.printed += labels;
  if (chunk->state != SUIMA_CHUNK_HANDED)
    return TRUE;
  state = suima_job_watch_wait (watch, printer, chunk->job_id, labels, error);
  return suima_store_set_chunk (station->store, chunk->id, state, chunk->job_id,
                                state == SUIMA_CHUNK_COUNTED ? error : NULL) &&
         state == SUIMA_CHUNK_COUNTED;
}

static void
suima_recovery_follow_run (SuimaStation *station,
                           const SuimaRunRecord *run,
                           SuimaJobWatch *watch,
                           GError **error)
{
  g_autoptr (SuimaPrinter) printer =
    suima_station_open_printer (station, run->printer, run->template_id, error);
  g_autoptr (SuimaTemplate) template =
    printer ? suima_station_get_template (station, run->template_id, error) : NULL;
  g_autoptr (GPtrArray) chunks =
    template ? suima_store_list_chunks (station->store, run->id, error) : NULL;

  if (template != NULL)
    watch->across = template->across;
  for (guint i = 0; chunks != NULL && i < chunks->len; i++)
    if (!suima_recovery_follow_chunk (station, printer, watch, chunks->pdata[i], error))
      return;
}

SuimaPrintResult *
suima_station_follow (SuimaStation *station,
                      gint64 run_id,
                      SuimaPrintProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (station->store, run_id, error);
  SuimaJobWatch watch = { .func = progress, .user_data = user_data, .cancellable = cancellable };
  GError *problem = NULL;

  if (run == NULL)
    return NULL;
  if (!suima_station_take_left_run (station, run_id))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                   "run %" G_GINT64_FORMAT " has no job that is still to be followed", run_id);
      return NULL;
    }
  watch.progress = (SuimaPrintProgress){
    .run_id = run_id,
    .count = run->count + run->spare_count,
  };
  suima_recovery_follow_run (station, run, &watch, &problem);
  if (suima_ledger_settle_run (station, run_id, error))
    return suima_print_result_new (station, run_id, problem, error);
  g_clear_error (&problem);
  return NULL;
}
