// SPDX-License-Identifier: Apache-2.0
// A print run: reserve, render and read back, send in small jobs, count, settle.
#include "suima-print-run.h"

#include "suima-adoption.h"
#include "suima-stock-source.h"

#include "suima-job-watch.h"
#include "suima-ledger.h"
#include "suima-press.h"
#include "suima-printer-question.h"
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-printer.h"
#include "suima-render.h"

#define SUIMA_CHUNK_LABELS 20u

/* Everything of one run, from the plan to its last job. */
typedef struct
{
  SuimaStation *station;
  const SuimaPrintPlan *plan;
  SuimaBatch *batch;
  SuimaTemplate *template;
  SuimaPrinter *printer;
  guint dpi;
  gboolean is_ready; /* the printer has just said so */
  SuimaPress *press; /* (nullable): from the first chunk on */
  GPtrArray *findings;
  GPtrArray *items;
  gint64 run_id;
  guint total; /* labels, spares included */
  gint64 share_milli; /* of the batch, that each label stands for */
  SuimaJobWatch watch;
  SuimaPrintProgressFunc func; /* (nullable): the caller's */
  gpointer user_data;
} SuimaPrintRun;

static void
suima_print_run_clear (SuimaPrintRun *run)
{
  suima_press_free (run->press); /* borrows what follows */
  suima_batch_free (run->batch);
  suima_template_free (run->template);
  g_clear_object (&run->printer);
  g_clear_pointer (&run->findings, g_ptr_array_unref);
  g_clear_pointer (&run->items, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaPrintRun, suima_print_run_clear)

/* A specimen before a serial is taken: words that do not fit cost none. */
static gboolean
suima_print_run_try (SuimaPrintRun *run, guint dpi, GError **error)
{
  SuimaItem like = {
    .weight_g = run->plan->weight_g,
    .price_fen = run->plan->price_fen,
    .unit_price_fen = run->plan->unit_price_fen,
  };
  g_autoptr (SuimaRaster) specimen = suima_station_try_label (
    run->station, run->template, run->batch, &like, run->plan->words, dpi, error);

  return specimen != NULL;
}

/* The printer is asked while the words are tried at the resolution that it had last. A printer
 * that is off costs no serial either. */
static gboolean
suima_print_run_meet (SuimaPrintRun *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (SuimaPrinterQuestion) question = NULL;
  guint expected_dpi = 0;

  run->printer = suima_station_open_printer (run->station, run->plan->printer, run->template->id,
                                             error);
  if (run->printer == NULL)
    return FALSE;
  question = suima_printer_question_new (run->printer, cancellable);
  expected_dpi = suima_station_recall_dpi (run->station, run->printer);
  if (!suima_print_run_try (run, expected_dpi, error))
    return FALSE;
  run->dpi = suima_printer_question_await (question, &run->is_ready, error);
  if (run->dpi == 0)
    return FALSE;
  suima_station_remember_dpi (run->station, run->printer, run->dpi);
  return run->dpi == expected_dpi || suima_print_run_try (run, run->dpi, error);
}

static gboolean
suima_print_run_prepare (SuimaPrintRun *run, GCancellable *cancellable, GError **error)
{
  SuimaStation *station = run->station;
  const SuimaPrintPlan *plan = run->plan;

  if (!suima_station_check_clock (station, error))
    return FALSE;
  run->total = plan->count + plan->spare;
  run->batch = suima_store_get_batch (station->store, plan->batch_id, error);
  if (run->batch == NULL)
    return FALSE;
  run->findings = suima_station_check_batch (station, run->batch);
  if (!suima_station_refuse_blocked (run->findings, error) ||
      !suima_station_refuse_locked (station, run->batch, error) ||
      !suima_adoption_refuse_labels (station, run->batch, plan->count, error) ||
      !suima_station_get_label_share (station, run->batch, plan->weight_g, run->total,
                                      &run->share_milli, error))
    return FALSE;
  run->template = suima_station_get_template (
    station, plan->template_id ? plan->template_id : station->config->template_id, error);
  return run->template != NULL && suima_station_check_label (run->template, error) &&
         suima_print_run_meet (run, cancellable, error);
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
  item->weight_g = run->plan->weight_g;
  item->price_fen = run->plan->price_fen;
  item->unit_price_fen = run->plan->unit_price_fen;
  item->is_spare = number > run->plan->count;
  item->quantity_milli = run->share_milli;
  return suima_store_add_item (run->station->store, item, error);
}

static gint64
suima_print_run_add_record (SuimaPrintRun *run, GError **error)
{
  SuimaRunRecord record = {
    .batch_id = run->batch->id,
    .template_id = run->template->id,
    .printer = (char *) suima_printer_get_destination (run->printer),
    .count = run->plan->count,
    .spare_count = run->plan->spare,
    .resumes_run_id = run->plan->resumes_run_id,
    .state = SUIMA_RUN_OPEN,
    .created_us = suima_station_get_now_us (run->station),
  };

  return suima_store_add_run (run->station->store, &record, error);
}

/* Why the run was let pass, and what its labels say besides the batch. */
static gboolean
suima_print_run_add_words (SuimaPrintRun *run, GError **error)
{
  SuimaStore *store = run->station->store;
  GHashTableIter words;
  gpointer field, text;

  if (!suima_station_decide (run->station, run->batch, SUIMA_EVENT_COMMISSION, run->findings,
                             run->run_id, -1, error))
    return FALSE;
  g_hash_table_iter_init (&words, run->plan->words);
  while (g_hash_table_iter_next (&words, &field, &text))
    if (!suima_store_add_run_word (store, run->run_id, field, text, error))
      return FALSE;
  return TRUE;
}

/* Run, decisions and serials in one transaction: durable before the first dot. A label that is
 * replaced is void from now on: never do two codes stand for the same goods. */
static gboolean
suima_print_run_reserve (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaPrintRun *run = user_data;
  guint32 counter;

  g_ptr_array_set_size (run->items, 0);
  run->run_id = suima_print_run_add_record (run, error);
  if (run->run_id == 0 || !suima_print_run_add_words (run, error) ||
      !suima_store_take_counters (store, run->total, &counter, error))
    return FALSE;
  for (guint i = 0; i < run->total; i++)
    if (!suima_print_run_add_item (run, counter + i, i + 1, error))
      return FALSE;
  return run->plan->spoiled == NULL ||
         suima_station_record_void (run->station, run->plan->spoiled, run->batch, run->plan->reason,
                                    error);
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
    .width_mm = suima_template_get_row_mm (run->template),
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

/* Whole rows, where labels stand side by side. */
static guint
suima_print_run_get_chunk_labels (const SuimaPrintRun *run)
{
  return SUIMA_CHUNK_LABELS - SUIMA_CHUNK_LABELS % run->template->across;
}

/* Drawn first, then asked: the printer's word is fresh when the job goes out. */
static gboolean
suima_print_run_print_chunk (SuimaPrintRun *run, guint first, GError **error)
{
  guint last = MIN (first + suima_print_run_get_chunk_labels (run) - 1, run->total);
  g_autoptr (GPtrArray) rasters = suima_print_run_draw (run, first, last, error);
  g_autoptr (SuimaChunk) chunk = g_new0 (SuimaChunk, 1);
  SuimaChunkWork work = { .chunk = chunk, .run = run };

  if (rasters == NULL ||
      (!run->is_ready && !suima_job_watch_await_ready (&run->watch, run->printer, error)))
    return FALSE;
  run->is_ready = FALSE; /* said once, it holds for one job */
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

/* Passes a run's progress on, and remembers what it says of the printer. */
static void
suima_print_run_progress_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaPrintRun *run = user_data;

  suima_station_note_run (run->station, suima_printer_get_destination (run->printer),
                          progress->condition ? progress->condition : "processing");
  if (run->func != NULL)
    run->func (progress, run->user_data);
}

SuimaPrintResult *
suima_print_result_new (SuimaStation *station, gint64 run_id, GError *problem, GError **error)
{
  g_autoptr (SuimaPrintResult) result = g_new0 (SuimaPrintResult, 1);
  SuimaItemFilter filter = { .run_id = run_id };
  g_autoptr (SuimaRunCard) card = NULL;

  result->run_id = run_id;
  result->problem = problem;
  result->items = suima_store_list_items (station->store, &filter, error);
  card = result->items ? suima_run_card_new (station, run_id, error) : NULL;
  if (card == NULL)
    return NULL;
  for (guint i = 0; i < result->items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (result->items, i);
      result->printed += item->state == SUIMA_ITEM_PRINTED;
      result->spare += item->state == SUIMA_ITEM_SPARE;
      result->in_doubt += item->state == SUIMA_ITEM_IN_DOUBT;
      result->voided += item->state == SUIMA_ITEM_VOID;
    }
  result->count = card->count;
  result->missing = card->missing;
  result->resume_at = card->resume_at;
  return g_steal_pointer (&result);
}

static SuimaPrintResult *
suima_print_run_go (SuimaPrintRun *run, GError **error)
{
  GError *problem = NULL;

  for (guint first = 1; first <= run->total; first += suima_print_run_get_chunk_labels (run))
    {
      /* Midnight or a recall may come in the midst of a run. */
      if (g_cancellable_set_error_if_cancelled (run->watch.cancellable, &problem) ||
          !suima_station_refuse_unprintable (run->station, run->batch, &problem) ||
          !suima_print_run_print_chunk (run, first, &problem))
        break;
    }
  suima_station_note_run (run->station, suima_printer_get_destination (run->printer), NULL);
  if (suima_ledger_settle_run (run->station, run->run_id, error))
    return suima_print_result_new (run->station, run->run_id, problem, error);
  g_clear_error (&problem);
  return NULL;
}

SuimaPrintResult *
suima_print_run (SuimaStation *station,
                 const SuimaPrintPlan *plan,
                 SuimaPrintProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (SuimaPrintRun) run = {
    .station = station,
    .plan = plan,
    .func = progress,
    .user_data = user_data,
  };

  run.items = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  if (!suima_print_run_prepare (&run, cancellable, error) ||
      !suima_store_transact (station->store, suima_print_run_reserve, &run, error))
    return NULL;
  run.watch = (SuimaJobWatch){
    .progress = { .run_id = run.run_id, .count = run.total },
    .func = suima_print_run_progress_cb,
    .user_data = &run,
    .cancellable = cancellable,
    .across = run.template->across,
  };
  return suima_print_run_go (&run, error);
}
