// SPDX-License-Identifier: Apache-2.0
// Acts on labels that are out: settle, reprint, void.
#include "suima-job-watch.h"
#include "suima-ledger.h"
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-printer.h"
#include "suima-render.h"

#include <string.h>

#define SUIMA_REASON_MAX_BYTES 400

/* The serial in whatever a person or a scanner gives: URI, serial, groups. */
static char *
suima_station_read_serial (const char *code, GError **error)
{
  g_autoptr (SuimaScan) scan = suima_recognise (code);

  if (scan->serial == NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a trace code of ours",
                 scan->text);
  return g_steal_pointer (&scan->serial);
}

SuimaItem *
suima_station_find_item (SuimaStation *station, const char *code, GError **error)
{
  g_autofree char *serial = suima_station_read_serial (code, error);

  return serial ? suima_store_get_item (station->store, serial, error) : NULL;
}

GPtrArray *
suima_station_list_items (SuimaStation *station,
                          gint64 batch_id,
                          gint64 run_id,
                          SuimaItemState state,
                          GError **error)
{
  SuimaItemFilter filter = { .batch_id = batch_id, .run_id = run_id, .state = state };

  return suima_store_list_items (station->store, &filter, error);
}

GArray *
suima_station_list_doubtful_runs (SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) runs = suima_store_list_doubtful_runs (station->store, error);
  GArray *ids;

  if (runs == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < runs->len; i++)
    g_array_append_val (ids, ((SuimaRunRecord *) runs->pdata[i])->id);
  return ids;
}

static gboolean
suima_station_check_last_good (SuimaStation *station,
                               gint64 run_id,
                               const SuimaItem *item,
                               GError **error)
{
  if (item->run_id == run_id &&
      (item->state == SUIMA_ITEM_IN_DOUBT || item->state == SUIMA_ITEM_PRINTED))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "%s is not a label of run %" G_GINT64_FORMAT " that may have come out", item->serial,
               run_id);
  return FALSE;
}

/* A run that is still printing settles itself; without a doubt the number is another run's. */
static gboolean
suima_station_check_doubt (SuimaStation *station, gint64 run_id, GError **error)
{
  SuimaItemFilter filter = { .run_id = run_id, .state = SUIMA_ITEM_IN_DOUBT, .limit = 1 };
  g_autoptr (SuimaRunRecord) run = suima_store_get_run (station->store, run_id, error);
  g_autoptr (GPtrArray) items = run ? suima_store_list_items (station->store, &filter, error) : NULL;

  if (items == NULL)
    return FALSE;
  if (run->state == SUIMA_RUN_OPEN)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY, "run %" G_GINT64_FORMAT " is still printing",
                 run_id);
  else if (items->len == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "run %" G_GINT64_FORMAT " has no label in doubt", run_id);
  else
    return TRUE;
  return FALSE;
}

GPtrArray *
suima_station_settle (SuimaStation *station, gint64 run_id, const char *last_good, GError **error)
{
  g_autoptr (SuimaItem) item = NULL;
  guint number = 0;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_doubt (station, run_id, error))
    return NULL;
  if (last_good != NULL)
    {
      item = suima_station_find_item (station, last_good, error);
      if (item == NULL || !suima_station_check_last_good (station, run_id, item, error))
        return NULL;
      number = item->number;
    }
  if (!suima_ledger_resolve_run (station, run_id, number, error))
    return NULL;
  return suima_station_list_items (station, 0, run_id, 0, error);
}

static char *
suima_station_check_reason (const char *reason, GError **error)
{
  g_autofree char *folded = suima_text_fold (reason ? reason : "");

  if (*folded == '\0' || strlen (folded) > SUIMA_REASON_MAX_BYTES)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "a reason is needed, of at most %d bytes", SUIMA_REASON_MAX_BYTES);
      return NULL;
    }
  return g_steal_pointer (&folded);
}

/* Whether a label of this item can be in somebody's hand. */
static gboolean
suima_item_is_out (const SuimaItem *item)
{
  return item->state == SUIMA_ITEM_PRINTED || item->state == SUIMA_ITEM_STOCKED ||
         item->state == SUIMA_ITEM_RETURNED || item->state == SUIMA_ITEM_HELD;
}

/* One change of one item, recorded as an event. */
typedef struct
{
  SuimaStation *station;
  SuimaItem *item;
  SuimaBatch *batch;
  SuimaEventKind kind;
  const char *reason;
  const SuimaRunRecord *run; /* (nullable): REPRINT: which label on which printer */
} SuimaItemChange;

static gboolean
suima_station_store_change (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaItemChange *change = user_data;
  gboolean is_reprint = change->kind == SUIMA_EVENT_REPRINT;
  SuimaItemState state = is_reprint ? change->item->state : SUIMA_ITEM_VOID;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  SuimaAct act = {
    .kind = change->kind,
    .batch = change->batch,
    .items = items,
    .copy = is_reprint ? change->item->copies + 1 : 0,
    .reason = change->reason,
  };

  g_ptr_array_add (items, change->item);
  if (change->run != NULL && suima_store_add_run (store, change->run, error) == 0)
    return FALSE;
  return suima_store_set_item_state (store, change->item->serial, state, is_reprint ? 1 : 0, error) &&
         suima_station_record (change->station, &act, error);
}

SuimaItem *
suima_station_void (SuimaStation *station, const char *code, const char *reason, GError **error)
{
  g_autofree char *why = NULL;
  g_autoptr (SuimaItem) item = NULL;
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaItemChange change = { .station = station, .kind = SUIMA_EVENT_VOID };

  if (!suima_station_check_writable (station, error) ||
      (why = suima_station_check_reason (reason, error)) == NULL ||
      (item = suima_station_find_item (station, code, error)) == NULL)
    return NULL;
  if (!suima_item_is_out (item) && item->state != SUIMA_ITEM_IN_DOUBT)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is %s and cannot be made void",
                   item->serial, suima_item_state_to_code (item->state));
      return NULL;
    }
  batch = suima_store_get_batch (station->store, item->batch_id, error);
  if (batch == NULL)
    return NULL;
  change.item = item;
  change.batch = batch;
  change.reason = why;
  if (!suima_store_transact (station->store, suima_station_store_change, &change, error))
    return NULL;
  return suima_store_get_item (station->store, item->serial, error);
}

/* What a reprint needs, gathered before anything is written. */
typedef struct
{
  SuimaItem *item;
  SuimaBatch *batch;
  SuimaTemplate *template;
  SuimaPrinter *printer;
  GPtrArray *rasters;
} SuimaReprint;

static void
suima_reprint_clear (SuimaReprint *reprint)
{
  suima_item_free (reprint->item);
  suima_batch_free (reprint->batch);
  suima_template_free (reprint->template);
  g_clear_object (&reprint->printer);
  g_clear_pointer (&reprint->rasters, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaReprint, suima_reprint_clear)

static gboolean
suima_reprint_draw (SuimaReprint *reprint, SuimaStation *station, guint dpi, GError **error)
{
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);
  SuimaRaster *raster = suima_station_draw_item (station, renderer, reprint->template,
                                                 reprint->batch, reprint->item, error);

  if (raster == NULL)
    return FALSE;
  reprint->rasters = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_raster_free);
  g_ptr_array_add (reprint->rasters, raster);
  return TRUE;
}

static gboolean
suima_reprint_check_item (SuimaReprint *reprint, SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (!suima_item_is_out (reprint->item))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is %s: nothing to print again",
                   reprint->item->serial, suima_item_state_to_code (reprint->item->state));
      return FALSE;
    }
  findings = suima_station_check_batch (station, reprint->batch);
  return suima_station_refuse_blocked (findings, error);
}

static gboolean
suima_reprint_prepare (SuimaReprint *reprint,
                       SuimaStation *station,
                       const char *destination,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SuimaRunRecord) run = NULL;
  guint dpi;

  reprint->batch = suima_store_get_batch (station->store, reprint->item->batch_id, error);
  if (reprint->batch == NULL || !suima_reprint_check_item (reprint, station, error))
    return FALSE;
  run = suima_store_get_run (station->store, reprint->item->run_id, error);
  if (run == NULL)
    return FALSE;
  reprint->template = suima_station_get_template (station, run->template_id, error);
  if (reprint->template == NULL)
    return FALSE;
  if (destination == NULL && station->config->printer == NULL)
    destination = run->printer;
  reprint->printer = suima_station_open_printer (station, destination, run->template_id, error);
  dpi = reprint->printer ? suima_station_ask_dpi (reprint->printer, cancellable, error) : 0;
  return dpi != 0 && suima_reprint_draw (reprint, station, dpi, error);
}

static gboolean
suima_reprint_send (SuimaReprint *reprint,
                    SuimaStation *station,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *job_name = g_strdup_printf ("suima/%s/copy/%s/%u",
                                               suima_key_get_id (station->key),
                                               reprint->item->serial, reprint->item->copies + 1);
  SuimaPrinterJob job = {
    .job_name = job_name,
    .width_mm = reprint->template->width_mm,
    .height_mm = reprint->template->height_mm,
    .rasters = reprint->rasters,
  };
  SuimaJobWatch watch = { .progress = { .count = 1 }, .cancellable = cancellable };
  gboolean may_have_data;
  int job_id = suima_printer_submit (reprint->printer, &job, &may_have_data, cancellable, error);

  return job_id != 0 && suima_job_watch_wait (&watch, reprint->printer, job_id, 1, error) ==
                          SUIMA_CHUNK_COUNTED;
}

SuimaItem *
suima_station_reprint (SuimaStation *station,
                       const char *code,
                       const char *reason,
                       const char *printer,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (SuimaReprint) reprint = { 0 };
  g_autofree char *why = NULL;
  SuimaItemChange change = { .station = station, .kind = SUIMA_EVENT_REPRINT };
  SuimaRunRecord run = { .count = 1, .state = SUIMA_RUN_SETTLED, .is_reprint = TRUE };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      (why = suima_station_check_reason (reason, error)) == NULL ||
      (reprint.item = suima_station_find_item (station, code, error)) == NULL ||
      !suima_reprint_prepare (&reprint, station, printer, cancellable, error))
    return NULL;
  /* Recorded first: a second label with this code is never out without its record. */
  change.item = reprint.item;
  change.batch = reprint.batch;
  change.reason = why;
  change.run = &run;
  run.batch_id = reprint.batch->id;
  run.template_id = reprint.template->id;
  run.printer = (char *) suima_printer_get_destination (reprint.printer);
  run.created_us = suima_station_get_now_us (station);
  if (!suima_store_transact (station->store, suima_station_store_change, &change, error))
    return NULL;
  if (!suima_reprint_send (&reprint, station, cancellable, error))
    {
      g_prefix_error (error, "copy %u of %s is recorded, but may not have come out: ",
                      reprint.item->copies + 1, reprint.item->serial);
      return NULL;
    }
  return suima_store_get_item (station->store, reprint.item->serial, error);
}
