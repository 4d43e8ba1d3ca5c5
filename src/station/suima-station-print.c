// SPDX-License-Identifier: Apache-2.0
// Acts that print new labels: a run, the rest of one, a new label in place of a spoiled one.
#include "suima-print-run.h"
#include "suima-printer-question.h"
#include "suima-refusal.h"
#include "suima-station-private.h"

#include "suima-error.h"


void
suima_print_result_free (SuimaPrintResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->items, g_ptr_array_unref);
  g_clear_error (&result->problem);
  g_free (result);
}

gboolean
suima_station_check_count (guint count, GError **error)
{
  if (count >= 1 && count <= SUIMA_RUN_MAX_LABELS)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "a run has 1 to %u labels, not %u",
               SUIMA_RUN_MAX_LABELS, count);
  return FALSE;
}

guint
suima_station_ask_dpi (SuimaPrinter *printer, GCancellable *cancellable, GError **error)
{
  g_autoptr (SuimaPrinterQuestion) question = suima_printer_question_new (printer, cancellable);

  return suima_printer_question_await (question, NULL, error);
}

SuimaPrintResult *
suima_station_print (SuimaStation *station,
                     const SuimaPrintRequest *request,
                     SuimaPrintProgressFunc progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SuimaPrintPlan) plan = NULL;

  if (!suima_station_check_writable (station, error) ||
      (plan = suima_print_plan_new (station, request, error)) == NULL)
    return NULL;
  return suima_print_run (station, plan, progress, user_data, cancellable, error);
}

SuimaPrintResult *
suima_station_resume (SuimaStation *station,
                      gint64 run_id,
                      SuimaPrintProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  SuimaPrintRequest request = { .resumes_run_id = run_id };

  return suima_station_print (station, &request, progress, user_data, cancellable, error);
}

/* The goods must still be the shop's to label: on hold they would be set free by a new code. */
static gboolean
suima_station_check_reissue (const SuimaItem *item, GError **error)
{
  if (item->origin == SUIMA_ORIGIN_ADOPTED)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SUPPLIERS_CODE, item->uri, NULL);
  if (item->state == SUIMA_ITEM_PRINTED || item->state == SUIMA_ITEM_STOCKED ||
      item->state == SUIMA_ITEM_RETURNED)
    return TRUE;
  return suima_station_refuse_state (item, error);
}

static SuimaPrintPlan *
suima_station_plan_reissue (SuimaStation *station, const SuimaReprintRequest *request, GError **error)
{
  g_autoptr (SuimaPrintPlan) plan = NULL;
  g_autoptr (SuimaItem) item = NULL;
  g_autoptr (SuimaRunRecord) run = NULL;
  g_autofree char *reason = suima_station_check_reason (request->reason, error);

  if (reason == NULL || (item = suima_station_find_item (station, request->code, error)) == NULL ||
      !suima_station_check_reissue (item, error) ||
      (run = suima_store_get_run (station->store, item->run_id, error)) == NULL ||
      (plan = suima_print_plan_new_like (station, run, item, 1, error)) == NULL)
    return NULL;
  g_free (plan->printer);
  plan->printer = g_strdup (request->printer ? request->printer
                            : station->config->printer ? station->config->printer
                                                       : run->printer);
  g_hash_table_insert (plan->words, g_strdup (SUIMA_RUN_WORD_REPLACES), g_strdup (item->epc));
  plan->spoiled = g_steal_pointer (&item);
  plan->reason = g_steal_pointer (&reason);
  return g_steal_pointer (&plan);
}

SuimaPrintResult *
suima_station_reissue (SuimaStation *station,
                       const SuimaReprintRequest *request,
                       SuimaPrintProgressFunc progress,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SuimaPrintPlan) plan = NULL;

  if (!suima_station_check_writable (station, error) ||
      (plan = suima_station_plan_reissue (station, request, error)) == NULL)
    return NULL;
  return suima_print_run (station, plan, progress, user_data, cancellable, error);
}
