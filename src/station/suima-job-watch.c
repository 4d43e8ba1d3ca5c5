// SPDX-License-Identifier: Apache-2.0
#include "suima-job-watch.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_WATCH_POLL_US (200 * G_TIME_SPAN_MILLISECOND)
/* The next job waits for the end of this one: near it the printer is asked more often. */
#define SUIMA_WATCH_NEAR_POLL_US (20 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_WATCH_UNCOUNTED_POLL_US (60 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_WATCH_READY_POLL_US (50 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_WATCH_SILENCE_US (30 * G_TIME_SPAN_SECOND)
#define SUIMA_WATCH_CANCEL_US (5 * G_TIME_SPAN_SECOND)
#define SUIMA_WATCH_CANCEL_UNCOUNTED_US (30 * G_TIME_SPAN_SECOND)
#define SUIMA_WATCH_STATUS_TIMEOUT_MS 1500 /* silence is a word on the screen within 2 s */

/* One job being watched. */
typedef struct
{
  int last_count;
  gint64 moved_us;    /* when the count last changed; monotonic */
  gint64 answered_us; /* when the printer last answered */
  gint64 told_us;     /* when its condition was last asked and told; 0 before */
  gint64 first_us;    /* when the first label had come out; 0 before */
  int first_count;    /* and how many had by then */
  char *condition;
} SuimaJobView;

/* Reasons for which nothing is printed, the plainest first: a printer may name several. */
static const char *const suima_watch_faults[] = {
  "media-empty",         "media-needed",    "media-jam",          "cover-open", "door-open",
  "marker-supply-empty", "fuser-over-temp", "input-tray-missing", "shutdown",   "offline",
  "paused",              "queue-stopped",
};

static const char *
suima_job_watch_find_fault (const SuimaPrinterStatus *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_watch_faults); i++)
    if (g_strv_contains ((const char *const *) status->reasons, suima_watch_faults[i]))
      return suima_watch_faults[i];
  return NULL;
}

/* The reason that is worth a person's attention, or else any. */
static char *
suima_job_watch_condition (SuimaPrinter *printer)
{
  g_autoptr (SuimaPrinterStatus) status = suima_printer_get_status (
    printer, SUIMA_WATCH_STATUS_TIMEOUT_MS, NULL, NULL);
  const char *fault;

  if (status == NULL)
    return g_strdup ("not-answering");
  fault = suima_job_watch_find_fault (status);
  if (fault != NULL || status->reasons[0] != NULL)
    return g_strdup (fault ? fault : status->reasons[0]);
  return status->state == SUIMA_PRINTER_STOPPED ? g_strdup ("stopped") : NULL;
}

static gboolean
suima_job_watch_is_queue (SuimaPrinter *printer)
{
  const char *destination = suima_printer_get_destination (printer);

  return strstr (destination, "://") == NULL || strstr (destination, "/printers/") != NULL;
}

const char *
suima_job_watch_find_hold (SuimaPrinter *printer, const SuimaPrinterStatus *status)
{
  const char *fault = suima_job_watch_find_fault (status);

  if (status->state == SUIMA_PRINTER_STOPPED)
    return fault ? fault : status->reasons[0] ? status->reasons[0] : "stopped";
  if (!status->is_accepting)
    return "not-accepting";
  if (fault != NULL && !suima_job_watch_is_queue (printer))
    return fault;
  return status->state == SUIMA_PRINTER_PROCESSING ? "busy" : NULL;
}

/* A row of labels is one impression. */
static guint
suima_job_watch_count_rows (const SuimaJobWatch *watch, guint labels)
{
  guint across = MAX (watch->across, 1);

  return (labels + across - 1) / across;
}

static void
suima_job_watch_tell (SuimaJobWatch *watch, const SuimaJobView *view, guint labels)
{
  SuimaPrintProgress progress = watch->progress;

  progress.printed += MIN ((guint) MAX (view->last_count, 0) * MAX (watch->across, 1), labels);
  progress.condition = view->condition;
  if (watch->func != NULL)
    watch->func (&progress, watch->user_data);
}

static gboolean
suima_job_is_over (const SuimaJobStatus *status)
{
  return status->state == SUIMA_JOB_CANCELED || status->state == SUIMA_JOB_ABORTED ||
         status->state == SUIMA_JOB_COMPLETED;
}

/* "completed" is not "printed": the count must be right, where the printer counts at all. */
static SuimaChunkState
suima_job_watch_judge (SuimaJobWatch *watch,
                       const SuimaJobStatus *status,
                       guint labels,
                       GError **error)
{
  gboolean is_lost = g_strv_contains ((const char *const *) status->reasons,
                                      "cups-ipp-missing-job-history");
  int counted = status->impressions_completed;

  if (status->state == SUIMA_JOB_COMPLETED && !is_lost &&
      (counted == (int) suima_job_watch_count_rows (watch, labels) || (counted <= 0 && !watch->printer_counts)))
    {
      watch->progress.printed += labels;
      return SUIMA_CHUNK_COUNTED;
    }
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
               "the printer ended a job of %u labels as %s and counted %d", labels,
               status->state == SUIMA_JOB_COMPLETED  ? "completed"
               : status->state == SUIMA_JOB_CANCELED ? "cancelled"
                                                     : "aborted",
               MAX (counted, 0));
  return SUIMA_CHUNK_DOUBTFUL;
}

/* A printer that does not count is not seen to move: without a fault it gets the time of a job. */
static gint64
suima_job_view_get_cancel_us (const SuimaJobView *view)
{
  return view->last_count < 0 && view->condition == NULL ? SUIMA_WATCH_CANCEL_UNCOUNTED_US
                                                         : SUIMA_WATCH_CANCEL_US;
}

/* Whether to go on waiting; what is given up stays in doubt. */
static gboolean
suima_job_watch_has_patience (SuimaJobWatch *watch,
                              SuimaPrinter *printer,
                              int job_id,
                              const SuimaJobView *view,
                              GError **error)
{
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - view->answered_us > SUIMA_WATCH_SILENCE_US)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                   "the printer %s stopped answering in mid-job",
                   suima_printer_get_destination (printer));
      return FALSE;
    }
  if (g_cancellable_is_cancelled (watch->cancellable) &&
      now_us - view->moved_us > suima_job_view_get_cancel_us (view))
    {
      suima_printer_cancel_job (printer, job_id, NULL);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the run was cancelled");
      return FALSE;
    }
  return TRUE;
}

static void
suima_job_view_update (SuimaJobView *view, SuimaJobWatch *watch, const SuimaJobStatus *status)
{
  view->answered_us = g_get_monotonic_time ();
  if (status->impressions_completed > 0)
    watch->printer_counts = TRUE;
  if (status->impressions_completed != view->last_count)
    view->moved_us = view->answered_us;
  view->last_count = status->impressions_completed;
  if (view->first_us == 0 && view->last_count > 0)
    {
      view->first_us = view->answered_us;
      view->first_count = view->last_count;
    }
}

gboolean
suima_job_watch_await_ready (SuimaJobWatch *watch, SuimaPrinter *printer, GError **error)
{
  SuimaPrintProgress progress = watch->progress;
  gint64 answered_us = g_get_monotonic_time ();

  for (;;)
    {
      g_autoptr (SuimaPrinterStatus) status = suima_printer_get_status (
        printer, SUIMA_WATCH_STATUS_TIMEOUT_MS, watch->cancellable, NULL);
      if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
        return FALSE;
      if (status != NULL)
        answered_us = g_get_monotonic_time ();
      progress.condition = status ? suima_job_watch_find_hold (printer, status) : "not-answering";
      if (progress.condition == NULL)
        return TRUE;
      if (watch->func != NULL)
        watch->func (&progress, watch->user_data);
      if (g_get_monotonic_time () - answered_us > SUIMA_WATCH_SILENCE_US)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                       "the printer %s does not answer any more",
                       suima_printer_get_destination (printer));
          return FALSE;
        }
      g_usleep (SUIMA_WATCH_READY_POLL_US);
    }
}

/* Half of the time that the rest will take at the pace seen so far. */
static gint64
suima_job_view_get_pause_us (const SuimaJobView *view, guint rows)
{
  int moved = view->last_count - view->first_count;
  gint64 rest_us;

  if (view->last_count < 0)
    return SUIMA_WATCH_UNCOUNTED_POLL_US;
  if (rows == 1 || view->last_count >= (int) rows)
    return SUIMA_WATCH_NEAR_POLL_US;
  if (moved <= 0)
    return SUIMA_WATCH_UNCOUNTED_POLL_US;
  rest_us = (view->moved_us - view->first_us) / moved * ((int) rows - view->last_count);
  return CLAMP (rest_us / 2, SUIMA_WATCH_NEAR_POLL_US, SUIMA_WATCH_POLL_US);
}

/* The condition costs a question of its own; people read it no faster than this. One that does not
 * tell of its job has no answer to that either, and waiting for it would cost time. */
static void
suima_job_watch_look (SuimaJobWatch *watch,
                      SuimaPrinter *printer,
                      gboolean is_heard,
                      SuimaJobView *view,
                      guint labels)
{
  gint64 now_us = g_get_monotonic_time ();

  if (view->told_us != 0 && now_us - view->told_us < SUIMA_WATCH_POLL_US)
    return;
  g_free (view->condition);
  view->condition = is_heard ? suima_job_watch_condition (printer) : g_strdup ("not-answering");
  suima_job_watch_tell (watch, view, labels);
  view->told_us = now_us;
}

SuimaChunkState
suima_job_watch_wait (SuimaJobWatch *watch,
                      SuimaPrinter *printer,
                      int job_id,
                      guint labels,
                      GError **error)
{
  SuimaJobView view = { .last_count = -1 };
  SuimaChunkState state = SUIMA_CHUNK_DOUBTFUL;

  view.moved_us = view.answered_us = g_get_monotonic_time ();
  for (;;)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (SuimaJobStatus) status = suima_printer_get_job (printer, job_id, &local);
      if (g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                       "the printer %s forgot a job: it was started anew",
                       suima_printer_get_destination (printer));
          break;
        }
      if (status != NULL)
        suima_job_view_update (&view, watch, status);
      if (status != NULL && suima_job_is_over (status))
        {
          state = suima_job_watch_judge (watch, status, labels, error);
          break;
        }
      suima_job_watch_look (watch, printer, status != NULL, &view, labels);
      if (!suima_job_watch_has_patience (watch, printer, job_id, &view, error))
        break;
      if (status == NULL || status->pause_ms > 0)
        g_usleep ((gulong) suima_job_view_get_pause_us (&view, suima_job_watch_count_rows (watch, labels)));
    }
  g_clear_pointer (&view.condition, g_free);
  if (state == SUIMA_CHUNK_COUNTED) /* all of them are in the run's own count now */
    view.last_count = 0;
  suima_job_watch_tell (watch, &view, labels);
  return state;
}
