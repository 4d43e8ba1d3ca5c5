// SPDX-License-Identifier: Apache-2.0
// Opening a recall, locking by scan, sending back and destroying.
#include "suima-station-recall.h"

#include "suima-movement-act.h"
#include "suima-recall-find.h"
#include "suima-recall-notice.h"
#include "suima-refusal.h"
#include "suima-serial.h"
#include "suima-stock-source.h"
#include "suima-store-recall.h"

#include <string.h>

#define SUIMA_NOTICE_MAX_BYTES (256u << 10)
#define SUIMA_RECALL_WHOLE "batch" /* of an event that speaks of a batch and all its codes */

typedef struct
{
  SuimaStation *station;
  const SuimaRecallRequest *request;
  SuimaNoticeFile *notice; /* (nullable) */
  SuimaRecallList *list;
  SuimaRecall *recall;
} SuimaRecallWork;

static void
suima_recall_work_clear (SuimaRecallWork *work)
{
  suima_notice_file_free (work->notice);
  suima_recall_list_free (work->list);
  suima_recall_free (work->recall);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaRecallWork, suima_recall_work_clear)

gboolean
suima_recall_record (SuimaStation *station,
                     const SuimaRecallMark *mark,
                     const SuimaBatch *batch,
                     GPtrArray *items,
                     GError **error)
{
  g_autofree char *recall_class = g_strdup_printf ("%u", mark->recall->recall_class);
  g_autofree char *lot = suima_station_dup_lot_uri (station, batch);
  const SuimaEventDetail details[] = {
    { "lot", lot },
    { "scope", items == NULL || mark->is_whole ? SUIMA_RECALL_WHOLE : NULL },
    { "recall", mark->recall->title },
    { "recallClass", recall_class },
    { "notice", mark->recall->notice_id },
    { "state", mark->state },
  };
  SuimaAct act = {
    .kind = mark->kind,
    .batch = batch,
    .items = items,
    .quantity_milli = items == NULL ? batch->quantity_milli : 0,
    .reason = mark->reason,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };
  gint64 seq = suima_station_record_seq (station, &act, error);

  return seq >= 0 && suima_store_set_person (station->store, seq, mark->person, error);
}

gboolean
suima_recall_record_items (SuimaStation *station,
                           const SuimaRecallMark *mark,
                           const SuimaBatch *batch,
                           GPtrArray *items,
                           GError **error)
{
  for (guint first = 0; first < items->len; first += SUIMA_ACT_MAX_ITEMS)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();
      for (guint i = first; i < MIN (first + SUIMA_ACT_MAX_ITEMS, items->len); i++)
        g_ptr_array_add (some, items->pdata[i]);
      if (!suima_recall_record (station, mark, batch, some, error))
        return FALSE;
    }
  return TRUE;
}

/* The codes that shoppers and other shops may hold: all that were ever put on goods. */
static gboolean
suima_recall_is_out (const SuimaItem *item)
{
  return item->state != SUIMA_ITEM_RESERVED && item->state != SUIMA_ITEM_SENT &&
         item->state != SUIMA_ITEM_VOID && item->state != SUIMA_ITEM_SPARE &&
         item->state != SUIMA_ITEM_DESTROYED;
}

gboolean
suima_recall_record_batch (SuimaStation *station,
                           const SuimaRecallMark *mark,
                           const SuimaBatch *batch,
                           GError **error)
{
  const SuimaItemFilter filter = { .batch_id = batch->id };
  g_autoptr (GPtrArray) items = suima_store_list_items (station->store, &filter, error);
  g_autoptr (GPtrArray) out = g_ptr_array_new ();
  SuimaRecallMark whole = *mark;

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (suima_recall_is_out (items->pdata[i]))
      g_ptr_array_add (out, items->pdata[i]);
  whole.is_whole = TRUE;
  return suima_recall_record (station, &whole, batch, NULL, error) &&
         suima_recall_record_items (station, &whole, batch, out, error);
}

gboolean
suima_recall_take_batch (SuimaStation *station,
                         const SuimaRecall *recall,
                         const SuimaBatch *batch,
                         const char *person,
                         gboolean *ret_is_new,
                         GError **error)
{
  const SuimaRecallMark mark = { .kind = SUIMA_EVENT_RECALL, .recall = recall,
                                 .reason = recall->title, .person = person };
  int added = suima_store_add_recall_batch (station->store, recall->id, batch->id, error);

  if (added < 0)
    return FALSE;
  if (ret_is_new != NULL)
    *ret_is_new = added > 0;
  if (added == 0 || recall->is_rehearsal)
    return TRUE;
  return suima_store_set_lock (station->store, batch->id, "recall", recall->title,
                               suima_station_get_now_us (station), error) &&
         suima_recall_record_batch (station, &mark, batch, error);
}

static gboolean
suima_recall_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaRecallWork *work = user_data;

  if (work->recall->id == 0)
    work->recall->id = suima_store_add_recall (store, work->recall, error);
  else if (!suima_store_set_recall (store, work->recall, error))
    return FALSE;
  for (guint i = 0; work->recall->id != 0 && i < work->list->hits->len; i++)
    if (!suima_recall_take_batch (work->station, work->recall,
                                  ((SuimaRecallHit *) work->list->hits->pdata[i])->batch,
                                  work->request->person, NULL, error))
      return FALSE;
  return work->recall->id != 0;
}

static gboolean
suima_recall_read_notice (SuimaRecallWork *work, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  if (work->request->notice_text != NULL)
    {
      work->notice = suima_notice_file_parse (work->station, work->request->notice_text, error);
      return work->notice != NULL;
    }
  if (work->request->notice_path == NULL)
    return TRUE;
  bytes = suima_station_read_file (work->request->notice_path, SUIMA_NOTICE_MAX_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL) ? g_bytes_get_data (bytes, NULL) : "",
                            (gssize) g_bytes_get_size (bytes));
  work->notice = suima_notice_file_parse (work->station, text, error);
  return work->notice != NULL;
}

/* Who sends an older notice again would bring back what it said. */
static gboolean
suima_recall_check_version (SuimaRecallWork *work, const SuimaRecall *known, GError **error)
{
  g_autoptr (SuimaNoticeFile) old = suima_notice_file_parse (work->station, known->notice, NULL);
  g_autofree char *version = g_strdup_printf ("%u", old != NULL ? old->version : 0);

  if (old != NULL && old->is_signed && work->notice->version <= old->version)
    return suima_refuse (error, work->notice->version == old->version ? SUIMA_ERROR_EXISTS
                                                                      : SUIMA_ERROR_DENIED,
                         SUIMA_REFUSAL_NOTICE_OLD, work->notice->id, version, NULL);
  if (known->closed_us != 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_CLOSED, known->title, NULL);
  return TRUE;
}

/* The recall that an older version of the notice opened. */
static gboolean
suima_recall_find_known (SuimaRecallWork *work, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (work->notice == NULL || !work->notice->is_signed || work->request->is_rehearsal)
    return TRUE;
  work->recall = suima_store_find_notice (work->station->store, work->notice->id, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return work->recall == NULL || suima_recall_check_version (work, work->recall, error);
}

static SuimaRecallCriteria *
suima_recall_copy_criteria (const SuimaRecallCriteria *criteria)
{
  g_autoptr (json_t) object = suima_recall_criteria_to_json (criteria);

  return suima_recall_criteria_from_json (object, NULL);
}

/* What the caller does not say the notice does. */
static gboolean
suima_recall_make (SuimaRecallWork *work, GError **error)
{
  const SuimaRecallRequest *request = work->request;
  const SuimaNoticeFile *notice = work->notice;
  SuimaRecall *recall = work->recall != NULL ? work->recall : g_new0 (SuimaRecall, 1);
  const SuimaRecallCriteria *criteria =
    request->criteria != NULL && !suima_recall_criteria_is_empty (request->criteria)
      ? request->criteria
      : notice != NULL ? notice->criteria : NULL;
  gboolean is_signed = notice != NULL && notice->is_signed;

  work->recall = recall;
  if (recall->title == NULL)
    recall->title = g_strdup (request->title != NULL ? request->title
                                                     : is_signed ? notice->title : NULL);
  if (recall->recall_class == 0)
    recall->recall_class = request->recall_class != 0 ? request->recall_class
                                                      : is_signed ? notice->recall_class : 0;
  if (recall->title == NULL || *recall->title == '\0' || recall->recall_class < 1 ||
      recall->recall_class > 3)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_TITLE, NULL);
  if (criteria == NULL)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_MARKS, NULL);
  suima_recall_criteria_free (recall->criteria);
  recall->criteria = suima_recall_copy_criteria (criteria);
  g_free (recall->notice);
  recall->notice = notice != NULL ? g_strdup (notice->text) : NULL;
  if (recall->id == 0)
    {
      recall->is_rehearsal = request->is_rehearsal;
      recall->notice_id = is_signed && !request->is_rehearsal ? g_strdup (notice->id) : NULL;
      recall->opened_us = suima_station_get_now_us (work->station);
    }
  return TRUE;
}

gint64
suima_station_open_recall (SuimaStation *station, const SuimaRecallRequest *request, GError **error)
{
  g_auto (SuimaRecallWork) work = { .station = station, .request = request };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) || !suima_recall_read_notice (&work, error) ||
      !suima_recall_find_known (&work, error) || !suima_recall_make (&work, error))
    return 0;
  work.list = suima_recall_list_new (station, work.recall->criteria, error);
  if (work.list == NULL)
    return 0;
  if (work.list->hits->len == 0 && request->is_rehearsal)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_NOTHING, NULL);
      return 0;
    }
  g_free (work.recall->report);
  work.recall->report = g_strdup_printf ("{\"list_ms\":%" G_GINT64_FORMAT "}",
                                         work.list->took_us / 1000);
  return suima_store_transact (station->store, suima_recall_store, &work, error) ? work.recall->id : 0;
}

/* What a round's scans change. */
typedef struct
{
  SuimaStation *station;
  SuimaRecall *recall;
  const char *const *codes; /* (nullable) */
  const SuimaMove *move;    /* (nullable) */
  const char *person;
} SuimaRecallRound;

/* Locks the items of one batch that are not locked yet; takes them out of @items. */
static gboolean
suima_recall_lock_batch (SuimaRecallRound *round, gint64 batch_id, GPtrArray *items, GError **error)
{
  SuimaStation *station = round->station;
  const SuimaRecallMark mark = { .kind = SUIMA_EVENT_RECALL, .recall = round->recall,
                                 .reason = round->recall->title, .person = round->person };
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, batch_id, error);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();

  if (batch == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      SuimaItem *item = g_ptr_array_index (items, i);
      if (item->batch_id != batch_id)
        continue;
      if (!suima_store_add_recall_item (station->store, round->recall->id, item,
                                        suima_station_get_now_us (station), error))
        return FALSE;
      if (!round->recall->is_rehearsal && item->state != SUIMA_ITEM_RECALLED)
        {
          if (!suima_store_set_item_state (station->store, item->serial, SUIMA_ITEM_RECALLED, 0,
                                           error))
            return FALSE;
          g_ptr_array_add (fresh, item);
        }
    }
  return suima_recall_record_items (station, &mark, batch, fresh, error);
}

/* Leaves out what this recall has locked already: a clerk scans a box twice. */
static gboolean
suima_recall_drop_known (SuimaRecallRound *round, GPtrArray *items, GError **error)
{
  g_autoptr (GPtrArray) known = suima_store_list_recall_items (round->station->store,
                                                               round->recall->id, error);
  g_autoptr (GHashTable) serials = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; known != NULL && i < known->len; i++)
    g_hash_table_add (serials, ((SuimaRecallItem *) known->pdata[i])->serial);
  for (guint i = items->len; known != NULL && i-- > 0;)
    if (g_hash_table_contains (serials, ((SuimaItem *) items->pdata[i])->serial))
      g_ptr_array_remove_index (items, i);
  return known != NULL;
}

static gboolean
suima_recall_check_member (SuimaRecallRound *round,
                           gint64 batch_id,
                           const char *serial,
                           GError **error)
{
  int is_member = suima_store_has_recall_batch (round->station->store, round->recall->id, batch_id,
                                                error);
  g_autofree char *name = serial != NULL ? suima_serial_to_groups (serial)
                                         : g_strdup_printf ("#%" G_GINT64_FORMAT, batch_id);

  if (is_member == 0)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_STRANGER, name, NULL);
  return is_member == 1;
}

static gboolean
suima_recall_store_scans (SuimaStore *store, gpointer user_data, GError **error)
{
  const guint lockable = 1u << SUIMA_ITEM_PRINTED | 1u << SUIMA_ITEM_STOCKED |
                         1u << SUIMA_ITEM_HELD | 1u << SUIMA_ITEM_EXPIRED |
                         1u << SUIMA_ITEM_RECALLED;
  SuimaRecallRound *round = user_data;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!suima_station_find_items (round->station, round->codes, lockable, items, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (items, i);
      if (!suima_recall_check_member (round, item->batch_id, item->serial, error))
        return FALSE;
    }
  if (!suima_recall_drop_known (round, items, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      gint64 batch_id = ((SuimaItem *) items->pdata[i])->batch_id;
      if (g_hash_table_add (done, g_memdup2 (&batch_id, sizeof batch_id)) &&
          !suima_recall_lock_batch (round, batch_id, items, error))
        return FALSE;
    }
  return TRUE;
}

SuimaRecall *
suima_recall_get_open (SuimaStation *station, gint64 recall_id, GError **error)
{
  g_autoptr (SuimaRecall) recall = NULL;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  recall = suima_store_get_recall (station->store, recall_id, error);
  if (recall == NULL || recall->closed_us == 0)
    return g_steal_pointer (&recall);
  suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_CLOSED, recall->title, NULL);
  return NULL;
}

SuimaRecallCard *
suima_station_lock_recalled (SuimaStation *station,
                             gint64 recall_id,
                             const char *const *codes,
                             const char *person,
                             GError **error)
{
  g_autoptr (SuimaRecall) recall = suima_recall_get_open (station, recall_id, error);
  SuimaRecallRound round = { .station = station, .recall = recall, .codes = codes, .person = person };

  if (recall == NULL || !suima_store_transact (station->store, suima_recall_store_scans, &round, error))
    return NULL;
  return suima_recall_card_answer (station, g_steal_pointer (&recall), error);
}

/* Only what was found and locked goes: the round is the proof that it was all of it. */
static gboolean
suima_recall_check_settled (SuimaRecallRound *round, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_item_free);
  g_autoptr (GPtrArray) unknown = NULL;
  g_autofree char *groups = NULL;

  if (round->move->codes == NULL)
    return suima_recall_check_member (round, round->move->batch_id, NULL, error);
  if (!suima_station_find_items (round->station, round->move->codes, 1u << SUIMA_ITEM_RECALLED,
                                 items, error))
    return FALSE;
  unknown = g_ptr_array_copy (items, NULL, NULL);
  g_ptr_array_set_free_func (unknown, NULL);
  if (!suima_recall_drop_known (round, unknown, error))
    return FALSE;
  if (unknown->len == 0)
    return TRUE;
  groups = suima_serial_to_groups (((SuimaItem *) unknown->pdata[0])->serial);
  return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RECALL_NOT_LOCKED, groups, NULL);
}

static gboolean
suima_recall_store_outcome (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaRecallRound *round = user_data;
  const char *outcome = round->move->kind == SUIMA_EVENT_DESTROY ? "destroyed" : "returned";
  g_autoptr (SuimaMoveResult) result = NULL;

  if (!suima_recall_check_settled (round, error))
    return FALSE;
  result = suima_station_move (round->station, round->move, error);
  for (guint i = 0; result != NULL && i < result->items->len; i++)
    if (!suima_store_set_recall_outcome (store, round->recall->id,
                                         ((SuimaItem *) result->items->pdata[i])->serial, outcome,
                                         error))
      return FALSE;
  return result != NULL;
}

SuimaRecallCard *
suima_station_settle_recalled (SuimaStation *station,
                               gint64 recall_id,
                               const SuimaMove *move,
                               GError **error)
{
  g_autoptr (SuimaRecall) recall = NULL;
  SuimaMove settled = *move;
  SuimaRecallRound round = { .station = station, .move = &settled, .person = move->person };

  g_return_val_if_fail (move->kind == SUIMA_EVENT_SEND_BACK || move->kind == SUIMA_EVENT_DESTROY,
                        NULL);
  round.recall = recall = suima_recall_get_open (station, recall_id, error);
  if (recall == NULL)
    return NULL;
  if (recall->is_rehearsal)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_REHEARSAL, NULL);
      return NULL;
    }
  if (settled.reason == NULL || *settled.reason == '\0')
    settled.reason = recall->title;
  if (!suima_store_transact (station->store, suima_recall_store_outcome, &round, error))
    return NULL;
  return suima_recall_card_answer (station, g_steal_pointer (&recall), error);
}
