// SPDX-License-Identifier: Apache-2.0
// An item's history, and the check that nobody rewrote it.
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-hash.h"
#include "suima-log.h"
#include "suima-store-transformation.h"

#include <string.h>

#define SUIMA_VERIFY_PAGE 500u
#define SUIMA_TRACE_MAX_DEPTH 16u
#define SUIMA_TRACE_MAX_CHILDREN 10000u /* of one batch */

static void
suima_trace_step_free (SuimaTraceStep *step)
{
  g_free (step->event_id);
  g_free (step->body);
  g_free (step);
}

void
suima_item_trace_free (SuimaItemTrace *trace)
{
  if (trace == NULL)
    return;
  suima_item_free (trace->item);
  suima_batch_free (trace->batch);
  g_clear_pointer (&trace->steps, g_ptr_array_unref);
  g_clear_pointer (&trace->parents, g_ptr_array_unref);
  g_clear_pointer (&trace->children, g_ptr_array_unref);
  g_free (trace);
}

static SuimaTraceDelivery
suima_trace_get_delivery (SuimaOutboxState outbox)
{
  if (outbox == SUIMA_OUTBOX_WAITING)
    return SUIMA_TRACE_WAITING;
  return outbox == SUIMA_OUTBOX_SENT ? SUIMA_TRACE_SENT : SUIMA_TRACE_REFUSED;
}

/* A body that shows nothing more than the role may see stays byte for byte. */
static void
suima_trace_step_mask (SuimaTraceStep *step, SuimaRole role)
{
  g_autoptr (json_t) event = suima_json_parse (step->body, strlen (step->body), NULL);

  if (event == NULL || !suima_mask_event (event, role))
    return;
  g_free (step->body);
  step->body = suima_json_to_text (event);
}

static void
suima_item_trace_add_steps (SuimaItemTrace *trace, GPtrArray *events, SuimaRole role)
{
  for (guint i = 0; i < events->len; i++)
    {
      SuimaStoredEvent *event = g_ptr_array_index (events, i);
      SuimaTraceStep *step = g_new0 (SuimaTraceStep, 1);
      step->event_id = g_steal_pointer (&event->event_id);
      step->body = g_steal_pointer (&event->body);
      step->kind = event->kind;
      step->at_us = event->at_us;
      step->delivery = suima_trace_get_delivery (event->outbox);
      suima_trace_step_mask (step, role);
      g_ptr_array_add (trace->steps, step);
    }
}

/* The items with labels that a batch was made of, and theirs. */
static gboolean
suima_item_trace_add_parents (SuimaItemTrace *trace,
                              SuimaStation *station,
                              gint64 batch_id,
                              guint depth,
                              GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SuimaTransformation) made =
    depth > 0 ? suima_store_find_transformation (station->store, batch_id, &cause) : NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  for (guint i = 0; made != NULL && i < made->inputs->len; i++)
    {
      const SuimaTransformInput *input = g_ptr_array_index (made->inputs, i);
      SuimaItem *item = *input->serial != '\0'
                          ? suima_store_get_item (station->store, input->serial, error) : NULL;
      if (*input->serial != '\0' && item == NULL)
        return FALSE;
      if (item != NULL)
        g_ptr_array_add (trace->parents, item);
      if (!suima_item_trace_add_parents (trace, station, input->batch_id, depth - 1, error))
        return FALSE;
    }
  return TRUE;
}

/* The items of the batches that were made of an item, or, without @serial, of a batch; and theirs. */
static gboolean
suima_item_trace_add_children (SuimaItemTrace *trace,
                               SuimaStation *station,
                               gint64 batch_id,
                               const char *serial,
                               guint depth,
                               GError **error)
{
  g_autoptr (GArray) ids = suima_store_list_made_of (station->store, batch_id, serial, error);

  for (guint i = 0; depth > 0 && ids != NULL && i < ids->len; i++)
    {
      gint64 child_id = g_array_index (ids, gint64, i);
      SuimaItemFilter filter = { .batch_id = child_id, .limit = SUIMA_TRACE_MAX_CHILDREN };
      GPtrArray *items = suima_store_list_items (station->store, &filter, error);
      if (items == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (trace->children, items);
      if (!suima_item_trace_add_children (trace, station, child_id, "", depth - 1, error))
        return FALSE;
    }
  return ids != NULL;
}

SuimaItemTrace *
suima_station_trace (SuimaStation *station,
                     const char *code,
                     SuimaTraceDirection direction,
                     GError **error)
{
  g_autoptr (SuimaItemTrace) trace = g_new0 (SuimaItemTrace, 1);
  g_autoptr (GPtrArray) events = NULL;

  trace->item = suima_station_find_item (station, code, error);
  if (trace->item == NULL)
    return NULL;
  trace->batch = suima_store_get_batch (station->store, trace->item->batch_id, error);
  events = trace->batch ? suima_store_list_events_of (station->store, trace->item->serial, error)
                        : NULL;
  if (events == NULL)
    return NULL;
  trace->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_trace_step_free);
  trace->parents = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  trace->children = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  suima_item_trace_add_steps (trace, events, suima_station_get_role (station));
  if ((direction & SUIMA_TRACE_BACK) != 0 &&
      !suima_item_trace_add_parents (trace, station, trace->batch->id, SUIMA_TRACE_MAX_DEPTH, error))
    return NULL;
  if ((direction & SUIMA_TRACE_FORWARD) != 0 &&
      !suima_item_trace_add_children (trace, station, trace->batch->id, trace->item->serial,
                                      SUIMA_TRACE_MAX_DEPTH, error))
    return NULL;
  suima_station_mask (station, trace->batch, (SuimaMaskFunc) suima_mask_batch);
  suima_station_mask (station, trace->item, (SuimaMaskFunc) suima_mask_item);
  trace->parents = suima_station_mask_all (station, trace->parents, (SuimaMaskFunc) suima_mask_item);
  trace->children = suima_station_mask_all (station, trace->children,
                                            (SuimaMaskFunc) suima_mask_item);
  return g_steal_pointer (&trace);
}

void
suima_log_report_free (SuimaLogReport *report)
{
  if (report == NULL)
    return;
  g_free (report->problem);
  g_free (report);
}

static gboolean
suima_station_check_event (SuimaStation *station,
                           const SuimaStoredEvent *event,
                           const SuimaLogEntry *prev,
                           GError **error)
{
  g_autoptr (json_t) json = NULL;
  g_autoptr (json_t) context = suima_event_new_context ();
  g_autofree char *hash = NULL;
  gsize entry_bytes = event->log_entry ? g_bytes_get_size (event->log_entry) : 0;

  if (entry_bytes != SUIMA_LOG_ENTRY_SIZE_BYTES || event->salt == NULL ||
      g_bytes_get_size (event->salt) != SUIMA_LOG_SALT_SIZE_BYTES)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "the log entry is missing");
      return FALSE;
    }
  if (!suima_log_check (g_bytes_get_data (event->log_entry, NULL),
                        suima_key_get_public (station->key), (guint64) event->seq, prev,
                        g_bytes_get_data (event->salt, NULL), event->body, strlen (event->body),
                        error))
    return FALSE;
  json = suima_json_parse (event->body, strlen (event->body), error);
  if (json == NULL)
    return FALSE;
  hash = suima_hash_event (json, context);
  if (strncmp (hash, event->event_id, strlen (hash)) == 0 &&
      (event->event_id[strlen (hash)] == '\0' ||
       g_str_has_prefix (event->event_id + strlen (hash), SUIMA_DECLARATION_MARK)))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "the event is not the one its id %s names",
               event->event_id);
  return FALSE;
}

static void
suima_log_report_set_bad (SuimaLogReport *report, const GError *error)
{
  report->is_ok = FALSE;
  report->first_bad = (gint64) report->entries;
  report->problem = g_strdup (error->message);
}

/* Checks a page of events that begins at @report->entries; FALSE at the first bad one. */
static gboolean
suima_station_verify_page (SuimaStation *station,
                           GPtrArray *page,
                           GBytes **prev,
                           SuimaLogReport *report)
{
  for (guint i = 0; i < page->len; i++)
    {
      const SuimaStoredEvent *event = g_ptr_array_index (page, i);
      g_autoptr (GError) local = NULL;
      const SuimaLogEntry *before = *prev ? g_bytes_get_data (*prev, NULL) : NULL;
      if (event->seq != (gint64) report->entries)
        g_set_error (&local, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "an entry is missing");
      else
        suima_station_check_event (station, event, before, &local);
      if (local != NULL)
        {
          suima_log_report_set_bad (report, local);
          return FALSE;
        }
      g_clear_pointer (prev, g_bytes_unref);
      *prev = g_bytes_ref (event->log_entry);
      report->entries++;
    }
  return TRUE;
}

/* A chain says nothing of what was cut off its end; items and rows beside it do. */
static gboolean
suima_station_verify_end (SuimaStation *station, SuimaLogReport *report, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (suima_store_check_events (station->store, &local))
    return TRUE;
  if (!g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  suima_log_report_set_bad (report, local);
  return TRUE;
}

SuimaLogReport *
suima_station_verify (SuimaStation *station, GError **error)
{
  g_autoptr (SuimaLogReport) report = g_new0 (SuimaLogReport, 1);
  g_autoptr (GBytes) prev = NULL;

  report->is_ok = TRUE;
  report->first_bad = -1;
  for (;;)
    {
      g_autoptr (GPtrArray) page = suima_store_get_events (station->store, report->entries,
                                                           SUIMA_VERIFY_PAGE, error);
      if (page == NULL)
        return NULL;
      if (page->len == 0)
        break;
      if (!suima_station_verify_page (station, page, &prev, report))
        return g_steal_pointer (&report);
    }
  return suima_station_verify_end (station, report, error) ? g_steal_pointer (&report) : NULL;
}
