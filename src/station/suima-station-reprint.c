// SPDX-License-Identifier: Apache-2.0
// The same label once more, so many times in a shift; above that with a supervisor's word.
#include "suima-job-watch.h"
#include "suima-press.h"
#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-store-supervisor.h"
#include "suima-supervisor.h"

#include "suima-error.h"
#include "suima-printer.h"
#include "suima-render.h"

/* What a reprint needs, gathered before anything is written. */
typedef struct
{
  SuimaItem *item;
  SuimaBatch *batch;
  SuimaTemplate *template;
  SuimaPrinter *printer;
  GPtrArray *rasters;
  char *reason;
  const char *supervisor; /* (nullable): borrowed; has said yes */
  SuimaStation *station;  /* borrowed */
} SuimaReprint;

static void
suima_reprint_clear (SuimaReprint *reprint)
{
  suima_item_free (reprint->item);
  suima_batch_free (reprint->batch);
  suima_template_free (reprint->template);
  g_clear_object (&reprint->printer);
  g_clear_pointer (&reprint->rasters, g_ptr_array_unref);
  g_free (reprint->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaReprint, suima_reprint_clear)

static gboolean
suima_reprint_draw (SuimaReprint *reprint, SuimaStation *station, guint dpi, GError **error)
{
  SuimaRenderer *renderer = suima_station_take_renderer (station, dpi);
  SuimaRaster *raster = suima_station_draw_item (station, renderer, reprint->template,
                                                 reprint->batch, reprint->item, error);
  g_autoptr (GPtrArray) single = NULL;

  suima_station_give_renderer (station, renderer, dpi);
  if (raster == NULL)
    return FALSE;
  single = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_raster_free);
  g_ptr_array_add (single, raster);
  reprint->rasters = suima_press_join_rows (
    single, reprint->template->across,
    reprint->template->width_mm + reprint->template->across_gap_mm,
    suima_template_get_row_mm (reprint->template));
  return TRUE;
}

static gboolean
suima_reprint_check_item (SuimaReprint *reprint, SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (reprint->item->origin == SUIMA_ORIGIN_ADOPTED)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SUPPLIERS_CODE,
                         reprint->item->uri, NULL);
  if (!suima_item_is_out (reprint->item))
    {
      return suima_station_refuse_state (reprint->item, error);
    }
  findings = suima_station_check_batch (station, reprint->batch);
  return suima_station_refuse_blocked (findings, error) &&
         suima_station_refuse_locked (station, reprint->batch, error);
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
    .width_mm = suima_template_get_row_mm (reprint->template),
    .height_mm = reprint->template->height_mm,
    .rasters = reprint->rasters,
  };
  SuimaJobWatch watch = { .progress = { .count = 1 }, .cancellable = cancellable };
  gboolean may_have_data;
  int job_id = suima_printer_submit (reprint->printer, &job, &may_have_data, cancellable, error);

  return job_id != 0 && suima_job_watch_wait (&watch, reprint->printer, job_id, 1, error) ==
                          SUIMA_CHUNK_COUNTED;
}

/* The shift of now began at the last of the day's starts, or yesterday's last. */
static gint64
suima_station_get_shift_start_us (SuimaStation *station)
{
  gint64 offset_us = station->config->utc_offset_min * G_TIME_SPAN_MINUTE;
  gint64 local_us = suima_station_get_now_us (station) + offset_us;
  gint64 day_us = local_us - local_us % G_TIME_SPAN_DAY;
  const GArray *starts = station->config->shift_starts_min;
  gint64 last_min = g_array_index (starts, int, starts->len - 1) - 24 * 60;

  for (guint i = 0; i < starts->len; i++)
    if (day_us + g_array_index (starts, int, i) * G_TIME_SPAN_MINUTE <= local_us)
      last_min = g_array_index (starts, int, i);
  return day_us + last_min * G_TIME_SPAN_MINUTE - offset_us;
}

gboolean
suima_station_get_reprints_left (SuimaStation *station, guint *ret_left, GError **error)
{
  guint used = 0;

  if (!suima_store_count_reprints (station->store, suima_station_get_shift_start_us (station),
                                   &used, error))
    return FALSE;
  *ret_left = used < station->config->reprint_quota ? station->config->reprint_quota - used : 0;
  return TRUE;
}

/* @ret_supervisor: (out) (transfer none) (nullable): who had to be asked */
static gboolean
suima_station_allow_reprint (SuimaStation *station,
                             const SuimaReprintRequest *request,
                             const char **ret_supervisor,
                             GError **error)
{
  guint left = 0;

  *ret_supervisor = NULL;
  if (!suima_station_get_reprints_left (station, &left, error))
    return FALSE;
  if (left > 0)
    return TRUE;
  if (request->supervisor == NULL || request->pin == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PIN_NEEDED,
                   "%u labels were printed again in this shift: a supervisor must allow more",
                   station->config->reprint_quota);
      return FALSE;
    }
  *ret_supervisor = request->supervisor;
  return suima_station_check_pin (station, request->supervisor, request->pin, error);
}

/* A second label with this code is never out without its record. */
static gboolean
suima_reprint_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaReprint *reprint = user_data;
  SuimaStation *station = reprint->station;
  SuimaItem *item = reprint->item;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  SuimaRunRecord run = {
    .batch_id = reprint->batch->id,
    .template_id = reprint->template->id,
    .printer = (char *) suima_printer_get_destination (reprint->printer),
    .count = 1,
    .state = SUIMA_RUN_SETTLED,
    .created_us = suima_station_get_now_us (station),
    .is_reprint = TRUE,
  };
  SuimaAct act = {
    .kind = SUIMA_EVENT_REPRINT,
    .batch = reprint->batch,
    .items = items,
    .copy = item->copies + 1,
    .reason = reprint->reason,
  };
  gint64 seq;

  g_ptr_array_add (items, item);
  if (suima_store_add_run (store, &run, error) == 0 ||
      !suima_store_set_item_state (store, item->serial, item->state, 1, error) ||
      (seq = suima_station_record_seq (station, &act, error)) < 0)
    return FALSE;
  return reprint->supervisor == NULL ||
         suima_store_add_approval (store, seq, reprint->supervisor, reprint->reason,
                                   run.created_us, error);
}

SuimaItem *
suima_station_reprint_request (SuimaStation *station,
                               const SuimaReprintRequest *request,
                               GCancellable *cancellable,
                               GError **error)
{
  g_auto (SuimaReprint) reprint = { .station = station };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      (reprint.reason = suima_station_check_reason (request->reason, error)) == NULL ||
      (reprint.item = suima_station_find_item (station, request->code, error)) == NULL ||
      !suima_reprint_prepare (&reprint, station, request->printer, cancellable, error) ||
      !suima_station_allow_reprint (station, request, &reprint.supervisor, error) ||
      !suima_store_transact (station->store, suima_reprint_store, &reprint, error))
    return NULL;
  if (!suima_reprint_send (&reprint, station, cancellable, error))
    {
      g_prefix_error (error, "copy %u of %s is recorded, but may not have come out: ",
                      reprint.item->copies + 1, reprint.item->serial);
      return NULL;
    }
  return suima_store_get_item (station->store, reprint.item->serial, error);
}

SuimaItem *
suima_station_reprint (SuimaStation *station,
                       const char *code,
                       const char *reason,
                       const char *printer,
                       GCancellable *cancellable,
                       GError **error)
{
  SuimaReprintRequest request = { .code = code, .reason = reason, .printer = printer };

  return suima_station_reprint_request (station, &request, cancellable, error);
}
