// SPDX-License-Identifier: Apache-2.0
#include "suima-station-correct.h"

#include "suima-batch-labels.h"
#include "suima-document.h"
#include "suima-movement-act.h"
#include "suima-refusal.h"
#include "suima-station-papers.h"
#include "suima-store-document.h"
#include "suima-store-report.h"
#include "suima-words.h"

#include <string.h>

void
suima_refused_event_free (SuimaRefusedEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->event_id);
  g_free (event->reason);
  g_free (event);
}

GPtrArray *
suima_station_list_refused (SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) stored = suima_store_list_refused (station->store, error);
  GPtrArray *events;

  if (stored == NULL)
    return NULL;
  events = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_refused_event_free);
  for (guint i = 0; i < stored->len; i++)
    {
      const SuimaStoredRefusal *refusal = g_ptr_array_index (stored, i);
      SuimaRefusedEvent *event = g_new0 (SuimaRefusedEvent, 1);
      event->seq = refusal->seq;
      event->kind = refusal->kind;
      event->batch_id = refusal->batch_id;
      event->at_us = refusal->at_us;
      event->event_id = g_strdup (refusal->event_id);
      event->reason = g_strdup (refusal->reason);
      g_ptr_array_add (events, event);
    }
  return events;
}

/* The event of that number. */
static SuimaStoredEvent *
suima_station_get_event (SuimaStation *station, gint64 seq, GError **error)
{
  g_autoptr (GPtrArray) events = suima_store_get_events (station->store, seq, 1, error);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, seq);

  if (events == NULL)
    return NULL;
  if (events->len == 1 && ((SuimaStoredEvent *) events->pdata[0])->seq == seq)
    return g_ptr_array_steal_index (events, 0);
  suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_NO_EVENT, number, NULL);
  return NULL;
}

/* The same event with an errorDeclaration: its hash does not change by it (CBV 2.0). @new_id:
 * (nullable): of the event that is right. */
static gint64
suima_station_declare (SuimaStation *station,
                       const SuimaStoredEvent *wrong,
                       SuimaEventKind kind,
                       const char *new_id,
                       GError **error)
{
  g_autoptr (json_t) json = suima_json_parse (wrong->body, strlen (wrong->body), error);
  g_autofree char *time = suima_time_to_text (suima_station_get_now_us (station),
                                              station->config->utc_offset_min);
  json_t *declaration;

  if (json == NULL)
    return -1;
  declaration = json_object ();
  suima_json_set_text (declaration, "declarationTime", time);
  suima_json_set_text (declaration, "reason", new_id != NULL ? "incorrect_data" : "did_not_occur");
  if (new_id != NULL)
    json_object_set_new (declaration, "correctiveEventIDs", json_pack ("[s]", new_id));
  json_object_set_new (json, "errorDeclaration", declaration);
  return suima_station_record_json (station, kind, wrong->batch_id, json, TRUE, NULL, error);
}

typedef struct
{
  SuimaStation *station;
  const SuimaCorrection *correction;
  const char *number; /* folded */
  SuimaStoredEvent *wrong;
  gint64 seq; /* of the event that is right */
} SuimaCorrectionWork;

/* Where the event names the paper; FALSE where it does not. */
static gboolean
suima_correction_set_number (const SuimaCorrectionWork *work, json_t *json)
{
  const char *key = suima_event_paper_key (work->correction->kind);
  json_t *ilmd = json_object_get (json, "ilmd");
  gboolean is_set = FALSE;

  if (json_object_get (ilmd, key) != NULL)
    {
      suima_json_set_text (ilmd, key, work->number);
      is_set = TRUE;
    }
  if (g_strcmp0 (suima_json_get_text (json, "suima:paperKind"),
                 suima_paper_kind_to_code (work->correction->kind)) == 0)
    {
      suima_json_set_text (json, "suima:paperNumber", work->number);
      is_set = TRUE;
    }
  return is_set;
}

static gboolean
suima_correction_use_paper (const SuimaCorrectionWork *work, GError **error)
{
  SuimaStation *station = work->station;
  g_autoptr (GError) cause = NULL;
  g_autoptr (SuimaDocument) known = suima_store_find_document (
    station->store, work->correction->kind, work->number, &cause);
  SuimaDocument document = { .kind = work->correction->kind,
                             .number = (char *) work->number,
                             .issued = SUIMA_DAY_NONE,
                             .valid_to = SUIMA_DAY_NONE };

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (known == NULL)
    known = suima_station_add_paper (station, &document, NULL, error);
  return known != NULL && suima_station_use_paper (station, known->id, work->wrong->batch_id, 0,
                                                   work->correction->person, error);
}

/* The event once more, with the right number, under a new id. */
static gboolean
suima_correction_record (SuimaCorrectionWork *work, GError **error)
{
  SuimaStation *station = work->station;
  g_autoptr (json_t) json = suima_json_parse (work->wrong->body, strlen (work->wrong->body), error);
  g_autoptr (GPtrArray) serials = NULL;
  g_autoptr (GBytes) last = NULL;
  gint64 next_seq;

  if (json == NULL)
    return FALSE;
  if (!suima_correction_set_number (work, json))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_SAID,
                         suima_words_paper (work->correction->kind), NULL);
  serials = suima_store_list_serials_of (station->store, work->wrong->seq, work->wrong->batch_id,
                                         error);
  if (serials == NULL || !suima_store_get_head (station->store, &next_seq, &last, error))
    return FALSE;
  json_object_set_new (json, "suima:seq", json_integer (next_seq));
  suima_json_set_text (json, "suima:corrects", work->wrong->event_id);
  suima_json_set_text (json, "suima:correction", work->correction->reason);
  work->seq = suima_station_record_json (station, SUIMA_EVENT_CORRECT, work->wrong->batch_id, json,
                                         FALSE, (const char *const *) serials->pdata, error);
  return work->seq >= 0 &&
         suima_store_set_person (station->store, work->seq, work->correction->person, error);
}

static gboolean
suima_correction_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaCorrectionWork *work = user_data;
  g_autoptr (SuimaStoredEvent) right = NULL;

  if (!suima_correction_use_paper (work, error) || !suima_correction_record (work, error))
    return FALSE;
  if (work->wrong->outbox == SUIMA_OUTBOX_REFUSED)
    return suima_store_settle_refusal (store, work->wrong->seq, work->seq, error);
  right = suima_station_get_event (work->station, work->seq, error);
  return right != NULL && suima_station_declare (work->station, work->wrong, SUIMA_EVENT_DECLARE,
                                                 right->event_id, error) >= 0;
}

static gboolean
suima_station_refuse_unexplained (const char *reason, GError **error)
{
  return (reason != NULL && *reason != '\0') ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REASON, NULL);
}

gint64
suima_station_correct (SuimaStation *station, const SuimaCorrection *correction, GError **error)
{
  g_autofree char *number = suima_paper_number_fold (correction->number ? correction->number : "");
  g_autoptr (SuimaStoredEvent) wrong = NULL;
  SuimaCorrectionWork work = { .station = station, .correction = correction, .number = number };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      !suima_station_refuse_unexplained (correction->reason, error))
    return -1;
  work.wrong = wrong = suima_station_get_event (station, correction->seq, error);
  if (wrong == NULL)
    return -1;
  if (wrong->batch_id == 0 || wrong->kind == SUIMA_EVENT_DECLARE || wrong->kind == SUIMA_EVENT_UNDO)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_SAID,
                    suima_words_paper (correction->kind), NULL);
      return -1;
    }
  return suima_store_transact (station->store, suima_correction_store, &work, error) ? work.seq : -1;
}

typedef struct
{
  SuimaStation *station;
  const char *reason, *person;
  SuimaStoredEvent *receipt;
  SuimaBatch *batch;
  gint64 seq;
  guint n_voided;
} SuimaUndoWork;

/* Whatever happened to the goods since then is in the way. */
static gboolean
suima_undo_check_movements (const SuimaUndoWork *work, GError **error)
{
  SuimaMovementFilter filter = { .batch_id = work->batch->id };
  g_autoptr (GPtrArray) movements =
    suima_store_list_movements (work->station->store, &filter, error);
  int n_open = 0;

  if (movements == NULL)
    return FALSE;
  for (guint i = 0; i < movements->len; i++)
    {
      const SuimaMovement *movement = g_ptr_array_index (movements, i);
      if (movement->kind == SUIMA_EVENT_UNDO)
        n_open--;
      else if (movement->kind == SUIMA_EVENT_RECEIVE)
        n_open++;
      else
        return suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_MOVED_ON,
                             work->batch->product, suima_words_event (movement->kind), NULL);
    }
  return n_open == 1 || suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_UNDONE,
                                      work->batch->product, NULL);
}

/* What was reported has to be reported wrong, in the same time; what was not, need not be at all. */
static gint64
suima_undo_get_due (const SuimaUndoWork *work)
{
  g_autoptr (SuimaReportDuty) duty =
    suima_store_get_duty (work->station->store, work->receipt->seq, NULL);

  return duty != NULL && duty->reported_us != 0
           ? suima_station_get_report_due (work->station, work->batch,
                                           suima_station_get_now_us (work->station))
           : 0;
}

static gboolean
suima_undo_move_back (const SuimaUndoWork *work, GError **error)
{
  SuimaStore *store = work->station->store;
  g_autoptr (GPtrArray) movements =
    suima_store_list_movements_of (store, work->receipt->seq, error);
  SuimaMovement back;

  if (movements == NULL || movements->len == 0)
    return FALSE;
  back = *(const SuimaMovement *) movements->pdata[0];
  back.seq = work->seq;
  back.kind = SUIMA_EVENT_UNDO;
  back.flow = -1;
  back.from_place_id = back.to_place_id;
  back.to_place_id = 0;
  back.at_us = suima_station_get_now_us (work->station);
  back.due_us = suima_undo_get_due (work);
  back.reason = (char *) work->reason;
  return suima_store_add_movement (store, &back, error);
}

static gboolean
suima_undo_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaUndoWork *work = user_data;

  g_autoptr (GPtrArray) labels = NULL;

  if (!suima_undo_check_movements (work, error))
    return FALSE;
  labels = suima_batch_list_labels (work->station, work->batch, ~(1u << SUIMA_ITEM_VOID), error);
  /* labels of goods that are not here are dead */
  if (labels == NULL || !suima_batch_void_labels (work->station, work->batch, labels, work->reason,
                                                  error))
    return FALSE;
  work->n_voided = labels->len;
  work->seq = suima_station_declare (work->station, work->receipt, SUIMA_EVENT_UNDO, NULL, error);
  return work->seq >= 0 && suima_store_set_person (store, work->seq, work->person, error) &&
         suima_undo_move_back (work, error) &&
         (work->receipt->outbox != SUIMA_OUTBOX_REFUSED ||
          suima_store_settle_refusal (store, work->receipt->seq, work->seq, error));
}

gint64
suima_station_undo_receipt (SuimaStation *station,
                            gint64 seq,
                            const char *reason,
                            const char *person,
                            guint *ret_voided,
                            GError **error)
{
  g_autoptr (SuimaStoredEvent) receipt = NULL;
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaUndoWork work = { .station = station, .reason = reason, .person = person, .seq = -1 };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      !suima_station_refuse_unexplained (reason, error))
    return -1;
  work.receipt = receipt = suima_station_get_event (station, seq, error);
  if (receipt == NULL)
    return -1;
  if (receipt->kind != SUIMA_EVENT_RECEIVE)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_RECEIPT,
                    suima_words_event (receipt->kind), NULL);
      return -1;
    }
  work.batch = batch = suima_store_get_batch (station->store, receipt->batch_id, error);
  if (batch == NULL || !suima_store_transact (station->store, suima_undo_store, &work, error))
    return -1;
  if (ret_voided != NULL)
    *ret_voided = work.n_voided;
  return work.seq;
}
