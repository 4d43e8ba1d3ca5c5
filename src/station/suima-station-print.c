// SPDX-License-Identifier: Apache-2.0
// Acts that print new labels: a run, the rest of one, a new label in place of a spoiled one.
#include "suima-print-run.h"
#include "suima-printer-question.h"
#include "suima-station-private.h"

#include "suima-error.h"

#define SUIMA_CLOCK_SLACK_US (5 * G_TIME_SPAN_MINUTE)

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

gboolean
suima_station_check_clock (SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) last = NULL;
  g_autoptr (GBytes) entry = NULL;
  gint64 next_seq = 0;

  if (!suima_store_get_head (station->store, &next_seq, &entry, error))
    return FALSE;
  if (next_seq == 0)
    return TRUE;
  last = suima_store_get_events (station->store, next_seq - 1, 1, error);
  if (last == NULL)
    return FALSE;
  if (last->len == 1 && ((SuimaStoredEvent *) last->pdata[0])->at_us >
                          suima_station_get_now_us (station) + SUIMA_CLOCK_SLACK_US)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_DENIED,
                           "the clock is behind the newest record: set date and time first");
      return FALSE;
    }
  return TRUE;
}

guint
suima_station_ask_dpi (SuimaPrinter *printer, GCancellable *cancellable, GError **error)
{
  g_autoptr (SuimaPrinterQuestion) question = suima_printer_question_new (printer, cancellable);

<<<<<<< HEAD
  return status != NULL ? suima_station_judge_printer (printer, status, error) : 0;
}

/* Asks the printer and draws a specimen before a serial is taken: a printer that is off, or words
 * that do not fit, cost none. */
static gboolean
suima_print_run_try (SuimaPrintRun *run,
                     const char *printer,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SuimaRenderer) renderer = NULL;
  g_autoptr (SuimaRaster) specimen = NULL;

  run->printer = suima_station_open_printer (run->station, printer, run->template->id, error);
  run->dpi = run->printer ? suima_station_ask_dpi (run->printer, cancellable, error) : 0;
  if (run->dpi == 0)
    return FALSE;
  renderer = suima_renderer_new (run->dpi);
  specimen = suima_station_draw_specimen (run->station, renderer, run->template, run->batch, error);
  return specimen != NULL;
}

static gboolean
suima_print_run_prepare (SuimaPrintRun *run,
                         const SuimaPrintRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  SuimaStation *station = run->station;
  const char *template_id = request->template_id ? request->template_id
                                                 : station->config->template_id;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      !suima_station_check_count (request->count, error))
    return FALSE;
  run->count = request->count;
  run->batch = suima_store_get_batch (station->store, request->batch_id, error);
  if (run->batch == NULL)
    return FALSE;
  run->findings = suima_station_check_batch (station, run->batch);
  if (!suima_station_refuse_blocked (run->findings, error))
    return FALSE;
  run->template = suima_station_get_template (station, template_id, error);
  return run->template != NULL && suima_station_check_label (run->template, error) &&
         suima_print_run_try (run, request->printer, cancellable, error);
}

static gboolean
suima_print_run_add_item (SuimaPrintRun *run, guint32 counter, guint number, GError **error)
{
  SuimaItem *item = suima_item_new ();
  g_autoptr (SuimaCode) code = NULL;

  g_ptr_array_add (run->items, item);
  item->serial = suima_key_issue_serial (run->station->key, counter);
  item->uri = suima_station_make_uri (run->station, run->batch, item->serial,
                                      run->template->is_signed);
  code = suima_code_parse (item->uri, error);
  if (code == NULL)
    return FALSE;
  item->epc = suima_code_to_epc (code);
  item->batch_id = run->batch->id;
  item->run_id = run->run_id;
  item->number = number;
  item->state = SUIMA_ITEM_RESERVED;
  item->origin = SUIMA_ORIGIN_LOCAL;
  return suima_store_add_item (run->station->store, item, error);
}

/* Run, decision and serials in one transaction: durable before the first dot. */
static gboolean
suima_print_run_reserve (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaPrintRun *run = user_data;
  g_autofree char *day = suima_day_to_text (suima_station_get_today (run->station));
  SuimaRunRecord record = {
    .batch_id = run->batch->id,
    .template_id = run->template->id,
    .printer = (char *) suima_printer_get_destination (run->printer),
    .count = run->count,
    .state = SUIMA_RUN_OPEN,
    .created_us = suima_station_get_now_us (run->station),
  };
  guint32 counter;

  g_ptr_array_set_size (run->items, 0);
  run->run_id = suima_store_add_run (store, &record, error);
  if (run->run_id == 0 || !suima_store_take_counters (store, run->count, &counter, error))
    return FALSE;
  for (guint i = 0; i < run->findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (run->findings, i);
      if (!suima_store_add_decision (store, run->batch->id, run->run_id, finding->rule,
                                     suima_severity_to_code (finding->severity), day, error))
        return FALSE;
    }
  for (guint i = 0; i < run->count; i++)
    if (!suima_print_run_add_item (run, counter + i, i + 1, error))
      return FALSE;
  return TRUE;
}

/* From the dots of the QR's own box, quiet zone and all: nothing else may stand in it. */
char *
suima_station_read_back (const SuimaTemplate *template, const SuimaRaster *raster)
{
  const SuimaBox *qr = suima_template_get_qr (template);
  g_autoptr (SuimaRaster) part =
    suima_raster_crop_mm (raster, qr->x_mm, qr->y_mm, qr->width_mm, qr->height_mm);

  return suima_decode_qr (part);
}

SuimaRaster *
suima_station_draw_item (SuimaStation *station,
                         SuimaRenderer *renderer,
                         const SuimaTemplate *template,
                         const SuimaBatch *batch,
                         const SuimaItem *item,
                         GError **error)
{
  SuimaLabelContext context = {
    .operator_name = station->config->operator_name,
    .copy = item->copies + 1,
  };
  g_autoptr (SuimaLabel) label = suima_label_fill (template, batch, item->uri, item->serial, &context);
  g_autoptr (SuimaRaster) raster = suima_renderer_draw (renderer, label, error);
  g_autofree char *read = raster ? suima_station_read_back (template, raster) : NULL;

  if (raster == NULL)
    return NULL;
  if (g_strcmp0 (read, item->uri) != 0)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                           "the code does not read back: not printed");
      return NULL;
    }
  return g_steal_pointer (&raster);
}

static GPtrArray *
suima_print_run_draw (SuimaPrintRun *run, guint first, guint last, GError **error)
{
  if (run->press == NULL)
    run->press = suima_press_new (run->station, run->template, run->batch, run->items, run->dpi);
  return suima_press_take (run->press, first, last, run->watch.cancellable, error);
}

typedef struct
{
  SuimaChunk *chunk;
  SuimaPrintRun *run;
} SuimaChunkWork;

static gboolean
suima_print_run_store_chunk (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaChunkWork *work = user_data;

  work->chunk->id = suima_store_add_chunk (store, work->chunk, error);
  return work->chunk->id != 0 &&
         suima_store_set_items_state (store, work->run->run_id, work->chunk->first,
                                      work->chunk->last, SUIMA_ITEM_SENT, 0, error);
}

/* Sends one chunk and sees it through. FALSE ends the run; the chunk row says what is known. */
static gboolean
suima_print_run_send (SuimaPrintRun *run, SuimaChunk *chunk, GPtrArray *rasters, GError **error)
{
  SuimaStore *store = run->station->store;
  SuimaPrinterJob job = {
    .job_name = chunk->job_name,
    .width_mm = run->template->width_mm,
    .height_mm = run->template->height_mm,
    .rasters = rasters,
  };
  gboolean may_have_data = TRUE;
  SuimaChunkState state;

  chunk->job_id = suima_printer_submit (run->printer, &job, &may_have_data, NULL, error);
  if (chunk->job_id == 0)
    {
      suima_store_set_chunk (store, chunk->id,
                             may_have_data ? SUIMA_CHUNK_DOUBTFUL : SUIMA_CHUNK_UNSENT, 0, NULL);
      return FALSE;
    }
  if (!suima_store_set_chunk (store, chunk->id, SUIMA_CHUNK_HANDED, chunk->job_id, error))
    return FALSE;
  state = suima_job_watch_wait (&run->watch, run->printer, chunk->job_id,
                                chunk->last - chunk->first + 1, error);
  return suima_store_set_chunk (store, chunk->id, state, chunk->job_id,
                                state == SUIMA_CHUNK_COUNTED ? error : NULL) &&
         state == SUIMA_CHUNK_COUNTED;
}

static gboolean
suima_print_run_print_chunk (SuimaPrintRun *run, guint first, GError **error)
{
  guint last = MIN (first + SUIMA_CHUNK_LABELS - 1, run->count);
  g_autoptr (GPtrArray) rasters = suima_print_run_draw (run, first, last, error);
  g_autoptr (SuimaChunk) chunk = g_new0 (SuimaChunk, 1);
  SuimaChunkWork work = { .chunk = chunk, .run = run };

  if (rasters == NULL)
    return FALSE;
  chunk->run_id = run->run_id;
  chunk->first = first;
  chunk->last = last;
  chunk->attempt = 1;
  chunk->state = SUIMA_CHUNK_SENDING;
  chunk->job_name = g_strdup_printf ("suima/%s/%" G_GINT64_FORMAT "/%u-%u/a%u",
                                     suima_key_get_id (run->station->key), run->run_id, first, last,
                                     chunk->attempt);
  return suima_store_transact (run->station->store, suima_print_run_store_chunk, &work, error) &&
         suima_print_run_send (run, chunk, rasters, error);
}

static SuimaPrintResult *
suima_print_run_finish (SuimaPrintRun *run, GError *problem, GError **error)
{
  g_autoptr (SuimaPrintResult) result = g_new0 (SuimaPrintResult, 1);
  SuimaItemFilter filter = { .run_id = run->run_id };

  result->run_id = run->run_id;
  result->problem = problem;
  if (!suima_ledger_settle_run (run->station, run->run_id, error))
    return NULL;
  result->items = suima_store_list_items (run->station->store, &filter, error);
  if (result->items == NULL)
    return NULL;
  for (guint i = 0; i < result->items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (result->items, i);
      result->printed += item->state == SUIMA_ITEM_PRINTED;
      result->in_doubt += item->state == SUIMA_ITEM_IN_DOUBT;
      result->voided += item->state == SUIMA_ITEM_VOID;
    }
  return g_steal_pointer (&result);
}

/* Passes a run's progress on, and remembers what it says of the printer. */
static void
suima_print_run_progress_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaPrintRun *run = user_data;

  suima_station_note_run (run->station, suima_printer_get_destination (run->printer),
                          progress->condition ? progress->condition : "processing");
  if (run->func != NULL)
    run->func (progress, run->user_data);
=======
  return suima_printer_question_await (question, NULL, error);
>>>>>>> main
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
  if (item->state == SUIMA_ITEM_PRINTED || item->state == SUIMA_ITEM_STOCKED ||
      item->state == SUIMA_ITEM_RETURNED)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is %s and gets no new code",
               item->serial, suima_item_state_to_code (item->state));
  return FALSE;
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
