// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-question.h"

#include "suima-job-watch.h"
#include "suima-station-private.h"

#define SUIMA_QUESTION_TIMEOUT_MS 5000

struct _SuimaPrinterQuestion
{
  /* owned */
  SuimaPrinter *printer;
  GCancellable *cancellable; /* (nullable) */
  GThread *thread;           /* (nullable): joined */
  SuimaPrinterStatus *status;
  GError *error;
};

static gpointer
suima_printer_question_thread (gpointer user_data)
{
  SuimaPrinterQuestion *question = user_data;

  question->status = suima_printer_get_status (question->printer, SUIMA_QUESTION_TIMEOUT_MS,
                                               question->cancellable, &question->error);
  return NULL;
}

SuimaPrinterQuestion *
suima_printer_question_new (SuimaPrinter *printer, GCancellable *cancellable)
{
  SuimaPrinterQuestion *question = g_new0 (SuimaPrinterQuestion, 1);

  question->printer = g_object_ref (printer);
  question->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  question->thread = g_thread_new ("suima-question", suima_printer_question_thread, question);
  return question;
}

static void
suima_printer_question_join (SuimaPrinterQuestion *question)
{
  if (question->thread != NULL)
    g_thread_join (g_steal_pointer (&question->thread));
}

guint
suima_printer_question_await (SuimaPrinterQuestion *question,
                              gboolean *ret_is_ready,
                              GError **error)
{
  suima_printer_question_join (question);
  if (question->status == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&question->error));
      return 0;
    }
  if (ret_is_ready != NULL)
    *ret_is_ready = suima_job_watch_find_hold (question->printer, question->status) == NULL;
  return suima_station_judge_printer (question->printer, question->status, error);
}

void
suima_printer_question_free (SuimaPrinterQuestion *question)
{
  if (question == NULL)
    return;
  suima_printer_question_join (question);
  g_object_unref (question->printer);
  g_clear_object (&question->cancellable);
  suima_printer_status_free (question->status);
  g_clear_error (&question->error);
  g_free (question);
}
