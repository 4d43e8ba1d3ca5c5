// SPDX-License-Identifier: Apache-2.0
#include "suima-device-job.h"

#include "suima-error.h"

#define SUIMA_JOB_PUSH_MS 500
#define SUIMA_JOB_ANSWER_MS 1000
#define SUIMA_JOB_LOOK_MS 700 /* in mid-job, on a line that is open: two in vain are a word within 2 s */
#define SUIMA_JOB_STEP_US (400 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_JOB_FINISH_US (3 * G_TIME_SPAN_SECOND)
#define SUIMA_JOB_FINISH_STEP_MS 100

/* Between two questions: seldom while many labels are left, where that is told. */
#define SUIMA_JOB_PAUSE_US (15 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_JOB_LONG_PAUSE_US (50 * G_TIME_SPAN_MILLISECOND)

/* How long a printer must say "idle", at least twice, until it is believed. One that counts its
 * labels has none left then; one that does not may be between two of them. Before it was seen to
 * begin, it may still be reading what it got. */
#define SUIMA_JOB_COUNTED_IDLE_US (5 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_JOB_IDLE_US (30 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_JOB_UNSEEN_IDLE_US (200 * G_TIME_SPAN_MILLISECOND)

gboolean
suima_device_job_is_active (const SuimaDeviceJob *job)
{
  return job->id != 0 && job->phase != SUIMA_DEVICE_JOB_OVER;
}

void
suima_device_job_end (SuimaDeviceJob *job, SuimaJobState end)
{
  job->phase = SUIMA_DEVICE_JOB_OVER;
  job->end = end;
  g_clear_pointer (&job->link, suima_device_link_close);
  g_clear_pointer (&job->document, g_bytes_unref);
  g_clear_pointer (&job->ends, g_array_unref);
}

static void
suima_device_set_silent (const SuimaDeviceTarget *target, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
               "printer at %s took the call and tells no status: is it a %s printer, "
               "and does nothing else print on it?",
               target->destination, target->language == SUIMA_DEVICE_ZPL ? "ZPL" : "TSPL");
}

SuimaDeviceLink *
suima_device_call (const SuimaDeviceTarget *target,
                   int timeout_ms,
                   SuimaDeviceReport *report,
                   GCancellable *cancellable,
                   GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (SuimaDeviceLink) link =
      suima_device_link_open (target, timeout_ms, cancellable, error);
  int spent_ms = (int)((g_get_monotonic_time () - start_us) / 1000);

  *report = (SuimaDeviceReport){ .labels_left = -1 };
  if (link == NULL)
    return NULL;
  if (!target->has_status)
    {
      report->is_heard = report->is_whole = report->is_clear = TRUE;
      return g_steal_pointer (&link);
    }
  if (!suima_device_link_ask (link, MAX (timeout_ms - spent_ms, 0), report, cancellable, error))
    return NULL;
  if (!report->is_heard)
    {
      suima_device_set_silent (target, error);
      return NULL;
    }
  return g_steal_pointer (&link);
}

/* How much lies on our side of the line; that it changes is a sign of life. */
static guint
suima_device_job_note_unread (SuimaDeviceJob *job)
{
  guint unread_bytes = suima_device_link_get_unread (job->link);

  if (unread_bytes != job->unread_bytes)
    job->moved_us = g_get_monotonic_time ();
  job->unread_bytes = unread_bytes;
  return unread_bytes;
}

static gboolean
suima_device_job_push (SuimaDeviceJob *job, int wait_ms, GError **error)
{
  gsize before_bytes = job->sent_bytes;

  if (!suima_device_link_push (job->link, job->document, &job->sent_bytes, wait_ms, error))
    return FALSE;
  suima_device_job_note_unread (job);
  if (job->sent_bytes != before_bytes)
    job->moved_us = g_get_monotonic_time ();
  if (job->sent_bytes < g_bytes_get_size (job->document))
    return TRUE;
  job->phase = job->target->has_status ? SUIMA_DEVICE_JOB_PRINTING : SUIMA_DEVICE_JOB_CLOSING;
  return job->target->has_status || suima_device_link_end (job->link, error);
}

/* Data only goes out on a line on which the first question was answered whole: a late answer from
 * before must not be taken for one to a later question. */
gboolean
suima_device_job_start (SuimaDeviceJob *job, SuimaDeviceLink *link, GError **error)
{
  job->moved_us = g_get_monotonic_time ();
  if (!job->report.is_clear)
    {
      suima_device_link_close (link);
      return TRUE;
    }
  job->link = link;
  job->phase = SUIMA_DEVICE_JOB_SENDING;
  return suima_device_job_push (job, 0, error);
}

static gint64
suima_device_job_get_idle_time (const SuimaDeviceJob *job)
{
  if (!job->was_busy)
    return SUIMA_JOB_UNSEEN_IDLE_US;
  return job->report.labels_left >= 0 ? SUIMA_JOB_COUNTED_IDLE_US : SUIMA_JOB_IDLE_US;
}

static void
suima_device_job_hear (SuimaDeviceJob *job, const SuimaDeviceReport *report)
{
  gint64 now_us = g_get_monotonic_time ();
  int labels_left = job->report.labels_left;

  job->moved_us = now_us;
  job->report = *report;
  if (!report->is_whole)
    job->report.labels_left = labels_left;
  if (!report->is_idle)
    {
      job->was_busy = TRUE;
      job->idle_us = 0;
    }
  else if (job->idle_us == 0)
    job->idle_us = now_us;
  else if (now_us - job->idle_us >= suima_device_job_get_idle_time (job))
    suima_device_job_end (job, SUIMA_JOB_COMPLETED);
}

/* A question behind labels that are still on the line is not heard. After a reset they stay
 * unread for good: the line has to be looked at. */
static gboolean
suima_device_job_look (SuimaDeviceJob *job, GError **error)
{
  SuimaDeviceReport report;

  if (suima_device_job_note_unread (job) > 0)
    return suima_device_link_check (job->link, error);
  if (!suima_device_link_ask (job->link, SUIMA_JOB_LOOK_MS, &report, NULL, error))
    return FALSE;
  if (report.is_heard)
    suima_device_job_hear (job, &report);
  return TRUE;
}

static gint64
suima_device_job_get_pause (const SuimaDeviceJob *job)
{
  if (job->idle_us != 0 && job->was_busy && job->report.labels_left >= 0)
    return SUIMA_JOB_COUNTED_IDLE_US;
  return job->report.labels_left > 1 ? SUIMA_JOB_LONG_PAUSE_US : SUIMA_JOB_PAUSE_US;
}

static gboolean
suima_device_job_follow (SuimaDeviceJob *job, GError **error)
{
  gint64 until_us = g_get_monotonic_time () + SUIMA_JOB_STEP_US;
  SuimaDeviceReport before = job->report;

  for (;;)
    {
      if (!suima_device_job_look (job, error))
        return FALSE;
      if (!suima_device_job_is_active (job) || job->report.faults != before.faults ||
          job->report.labels_left != before.labels_left || g_get_monotonic_time () >= until_us)
        return TRUE;
      g_usleep ((gulong)suima_device_job_get_pause (job));
    }
}

static gboolean
suima_device_job_close (SuimaDeviceJob *job, GError **error)
{
  g_autoptr (GError) cause = NULL;

  suima_device_job_note_unread (job);
  if (suima_device_link_await_end (job->link, SUIMA_JOB_PUSH_MS, &cause))
    suima_device_job_end (job, SUIMA_JOB_COMPLETED);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* Until the printer is ready each question has a line of its own. A call that fails costs nothing:
 * nothing was sent. */
static gboolean
suima_device_job_try_start (SuimaDeviceJob *job, GError **error)
{
  SuimaDeviceReport report;
  SuimaDeviceLink *link = suima_device_call (job->target, SUIMA_JOB_ANSWER_MS, &report, NULL, NULL);

  if (link == NULL)
    return TRUE;
  job->report = report;
  return suima_device_job_start (job, link, error);
}

static gboolean
suima_device_job_step (SuimaDeviceJob *job, GError **error)
{
  switch (job->phase)
    {
    case SUIMA_DEVICE_JOB_WAITING:
      return suima_device_job_try_start (job, error);
    case SUIMA_DEVICE_JOB_SENDING:
      return suima_device_job_push (job, SUIMA_JOB_PUSH_MS, error);
    case SUIMA_DEVICE_JOB_PRINTING:
      return suima_device_job_follow (job, error);
    case SUIMA_DEVICE_JOB_CLOSING:
      return suima_device_job_close (job, error);
    case SUIMA_DEVICE_JOB_OVER:
    default:
      return TRUE;
    }
}

void
suima_device_job_advance (SuimaDeviceJob *job, int timeout_ms)
{
  g_autoptr (GError) error = NULL;
  gboolean is_well = suima_device_job_step (job, &error);

  if (is_well && suima_device_job_is_active (job) &&
      g_get_monotonic_time () - job->moved_us > timeout_ms * G_TIME_SPAN_MILLISECOND &&
      !suima_device_job_is_held (job))
    {
      suima_device_set_silent (job->target, &error);
      is_well = FALSE;
    }
  if (is_well)
    return;
  g_info ("job %d broke off: %s", job->id, error->message);
  suima_device_job_end (job, SUIMA_JOB_ABORTED);
}

/* The document up to the end of the label of which a part is out; all that is out where none is. */
static GBytes *
suima_device_job_dup_begun (const SuimaDeviceJob *job)
{
  gsize end = job->sent_bytes;

  for (guint i = 0; i < job->ends->len; i++)
    if (g_array_index (job->ends, gsize, i) >= end)
      {
        end = g_array_index (job->ends, gsize, i);
        break;
      }
  return g_bytes_new_from_bytes (job->document, 0, end);
}

/* A label that is cut in the middle would swallow the beginning of what the printer gets next. */
static void
suima_device_job_finish_label (SuimaDeviceJob *job)
{
  g_autoptr (GBytes) begun = suima_device_job_dup_begun (job);
  gint64 deadline_us = g_get_monotonic_time () + SUIMA_JOB_FINISH_US;
  g_autoptr (GError) error = NULL;

  while (
      g_get_monotonic_time () < deadline_us &&
      suima_device_link_push (job->link, begun, &job->sent_bytes, SUIMA_JOB_FINISH_STEP_MS,
                              &error) &&
      (job->sent_bytes < g_bytes_get_size (begun) || suima_device_link_get_unread (job->link) > 0))
    {
      if (!suima_device_link_check (job->link, &error))
        break;
      g_usleep (SUIMA_JOB_PAUSE_US);
    }
  if (error != NULL)
    g_info ("job %d was cut off: %s", job->id, error->message);
}

void
suima_device_job_cancel (SuimaDeviceJob *job)
{
  if (job->phase == SUIMA_DEVICE_JOB_SENDING && job->sent_bytes > 0)
    suima_device_job_finish_label (job);
  suima_device_job_end (job, SUIMA_JOB_CANCELED);
}

SuimaJobState
suima_device_job_get_state (const SuimaDeviceJob *job)
{
  if (job->phase == SUIMA_DEVICE_JOB_OVER)
    return job->end;
  if (job->report.faults != 0)
    return SUIMA_JOB_STOPPED;
  return job->phase == SUIMA_DEVICE_JOB_WAITING ? SUIMA_JOB_PENDING : SUIMA_JOB_PROCESSING;
}

int
suima_device_job_count (const SuimaDeviceJob *job)
{
  gboolean is_counted = job->phase == SUIMA_DEVICE_JOB_PRINTING ||
                        (job->phase == SUIMA_DEVICE_JOB_OVER && job->end == SUIMA_JOB_COMPLETED);

  if (!is_counted || job->report.labels_left < 0)
    return -1;
  return MAX ((int)job->labels - job->report.labels_left, 0);
}

gboolean
suima_device_job_is_held (const SuimaDeviceJob *job)
{
  return job->link != NULL && suima_device_link_is_held (job->link);
}
