// SPDX-License-Identifier: Apache-2.0
#include "suima-station-count.h"

#include "suima-error.h"
#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-station-stock.h"
#include "suima-store-count.h"
#include "suima-store-stock.h"

#include <string.h>

void
suima_count_sheet_free (SuimaCountSheet *sheet)
{
  if (sheet == NULL)
    return;
  suima_count_round_free (sheet->round);
  g_clear_pointer (&sheet->lines, g_ptr_array_unref);
  g_free (sheet);
}

/* One act with a round; the batches it met, so that each is asked for once. */
typedef struct
{
  SuimaStation *station;
  SuimaCountRound *round;
  const char *const *codes;
  const char *person;
  GPtrArray *lines;
  GHashTable *batches; /* gint64 to SuimaCountBatch */
  SuimaCountSheet *sheet;
} SuimaCountWork;

typedef struct
{
  gboolean is_expired, is_recalled;
  gint64 loose_place_id;
  char *product, *lot;
} SuimaCountBatch;

static void
suima_count_batch_free (SuimaCountBatch *batch)
{
  g_free (batch->product);
  g_free (batch->lot);
  g_free (batch);
}

static void
suima_count_work_clear (SuimaCountWork *work)
{
  suima_count_round_free (work->round);
  g_clear_pointer (&work->lines, g_ptr_array_unref);
  g_clear_pointer (&work->batches, g_hash_table_unref);
  suima_count_sheet_free (work->sheet);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaCountWork, suima_count_work_clear)

gint64
suima_station_open_count (SuimaStation *station, const char *place, GError **error)
{
  gint64 place_id;

  if (!suima_station_check_writable (station, error))
    return 0;
  place_id = suima_store_find_place (station->store, place, error);
  if (place_id < 0)
    return 0;
  if (place_id == 0 && place != NULL && *place != '\0')
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "nothing ever stood at \"%s\"", place);
      return 0;
    }
  return suima_store_add_count_round (station->store, place_id, suima_station_get_now_us (station),
                                      error);
}

static SuimaCountBatch *
suima_count_get_batch (SuimaCountWork *work, gint64 batch_id, GError **error)
{
  SuimaStation *station = work->station;
  SuimaCountBatch *known = g_hash_table_lookup (work->batches, &batch_id);
  g_autoptr (SuimaBatch) batch = NULL;
  g_autofree char *recall = NULL;
  g_autoptr (GError) local = NULL;
  gint64 place_id;

  if (known != NULL)
    return known;
  batch = suima_store_get_batch (station->store, batch_id, error);
  place_id = batch ? suima_store_find_loose_place (station->store, batch_id, error) : -1;
  if (place_id < 0)
    return NULL;
  recall = suima_store_get_lock_of (station->store, batch_id, "recall", &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  known = g_new0 (SuimaCountBatch, 1);
  known->is_recalled = recall != NULL;
  known->is_expired =
      batch->expiry != SUIMA_DAY_NONE && batch->expiry < suima_station_get_today (station);
  known->loose_place_id = place_id;
  known->product = g_strdup (batch->product);
  known->lot = g_strdup (batch->lot);
  g_hash_table_insert (work->batches, g_memdup2 (&batch_id, sizeof batch_id), known);
  return known;
}

static SuimaCountFinding
suima_count_judge (SuimaCountWork *work, const SuimaItem *item, const SuimaCountBatch *batch)
{
  gint64 place_id = item->place_id > 0 ? item->place_id : batch->loose_place_id;
  gboolean is_here = item->state == SUIMA_ITEM_PRINTED || item->state == SUIMA_ITEM_STOCKED ||
                     item->state == SUIMA_ITEM_HELD;

  if (item->state == SUIMA_ITEM_RECALLED)
    return SUIMA_COUNT_RECALLED;
  if (item->state == SUIMA_ITEM_EXPIRED)
    return SUIMA_COUNT_EXPIRED;
  if (item->state == SUIMA_ITEM_MISSING)
    return SUIMA_COUNT_FOUND;
  if (!is_here)
    return SUIMA_COUNT_GONE;
  if (batch->is_recalled)
    return SUIMA_COUNT_RECALLED;
  if (batch->is_expired)
    return SUIMA_COUNT_EXPIRED;
  return work->round->place_id > 0 && place_id > 0 && place_id != work->round->place_id
             ? SUIMA_COUNT_MISPLACED
             : SUIMA_COUNT_FOUND;
}

/* The item of a code; NULL without an error for a stranger. */
static SuimaItem *
suima_count_find_item (SuimaStation *station, const char *code, GError **error)
{
  g_autoptr (GError) local = NULL;
  SuimaItem *item = suima_station_find_item (station, code, &local);

  if (item == NULL && !g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND) &&
      !g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_INVALID))
    g_propagate_error (error, g_steal_pointer (&local));
  return item;
}

/* NULL on error only: a stranger has a line, too. */
static SuimaCountLine *
suima_count_new_line (SuimaCountWork *work, const char *code, GError **error)
{
  g_autoptr (SuimaCountLine) line = g_new0 (SuimaCountLine, 1);
  g_autoptr (GError) local = NULL;
  g_autoptr (SuimaItem) item = suima_count_find_item (work->station, code, &local);
  SuimaCountBatch *batch;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  line->code = g_utf8_make_valid (code, -1);
  line->finding = SUIMA_COUNT_STRANGER;
  if (item == NULL)
    return g_steal_pointer (&line);
  batch = suima_count_get_batch (work, item->batch_id, error);
  if (batch == NULL)
    return NULL;
  line->serial = g_strdup (item->serial);
  line->batch_id = item->batch_id;
  line->product = g_strdup (batch->product);
  line->lot = g_strdup (batch->lot);
  line->state = (int)item->state;
  line->finding = suima_count_judge (work, item, batch);
  return g_steal_pointer (&line);
}

static gboolean
suima_count_store_scans (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaCountWork *work = user_data;
  gint64 now_us = suima_station_get_now_us (work->station);

  g_ptr_array_set_size (work->lines, 0);
  for (const char *const *code = work->codes; *code != NULL; code++)
    {
      g_autoptr (SuimaCountLine) line = suima_count_new_line (work, *code, error);
      int added = line ? suima_store_add_count_scan (store, work->round->id, line->code, line->serial,
                                                     line->finding, now_us, error)
                       : -1;
      if (added < 0)
        return FALSE;
      if (added > 0)
        g_ptr_array_add (work->lines, g_steal_pointer (&line));
    }
  return TRUE;
}

/* Gets the round, which must be open. */
static gboolean
suima_count_begin (SuimaCountWork *work, SuimaStation *station, gint64 round_id, GError **error)
{
  work->station = station;
  if (!suima_station_check_writable (station, error) ||
      (work->round = suima_store_get_count_round (station->store, round_id, error)) == NULL)
    return FALSE;
  work->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_count_line_free);
  work->batches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify)suima_count_batch_free);
  return work->round->signed_us == 0 ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SIGNED,
                       work->round->signed_by ? work->round->signed_by : "", NULL);
}

GPtrArray *
suima_station_scan_count (SuimaStation *station,
                          gint64 round_id,
                          const char *const *codes,
                          GError **error)
{
  g_auto (SuimaCountWork) work = { .codes = codes };

  if (!suima_count_begin (&work, station, round_id, error) ||
      !suima_store_transact (station->store, suima_count_store_scans, &work, error))
    return NULL;
  return suima_station_mask_all (station, g_steal_pointer (&work.lines),
                                 (SuimaMaskFunc)suima_mask_count_line);
}

/* As many labels as goods: who may not know the one gets no list of the other. */
static void
suima_count_sheet_mask (SuimaCountSheet *sheet, SuimaRole role)
{
  suima_mask_count_round (sheet->round, role);
  if (suima_role_get_access (role, SUIMA_FIELD_QUANTITY) != SUIMA_ACCESS_FULL)
    {
      g_ptr_array_set_size (sheet->lines, 0);
      memset (sheet->counts, 0, sizeof sheet->counts);
    }
  for (guint i = 0; i < sheet->lines->len; i++)
    suima_mask_count_line (sheet->lines->pdata[i], role);
}

static SuimaCountSheet *
suima_count_load (SuimaStation *station, gint64 round_id, GError **error)
{
  g_autoptr (SuimaCountSheet) sheet = g_new0 (SuimaCountSheet, 1);
  g_autoptr (GPtrArray) missing = NULL;

  sheet->round = suima_store_get_count_round (station->store, round_id, error);
  sheet->lines = sheet->round
                     ? suima_store_list_count_scans (station->store, round_id, error)
                     : NULL;
  if (sheet->lines == NULL)
    return NULL;
  if (sheet->round->signed_us == 0)
    {
      missing = suima_store_list_count_missing (station->store, sheet->round, error);
      if (missing == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (sheet->lines, g_steal_pointer (&missing));
    }
  for (guint i = 0; i < sheet->lines->len; i++)
    sheet->counts[((const SuimaCountLine *)sheet->lines->pdata[i])->finding]++;
  return g_steal_pointer (&sheet);
}

SuimaCountSheet *
suima_station_get_count (SuimaStation *station, gint64 round_id, GError **error)
{
  return suima_station_mask (station, suima_count_load (station, round_id, error),
                             (SuimaMaskFunc)suima_count_sheet_mask);
}

GPtrArray *
suima_station_list_counts (SuimaStation *station, GError **error)
{
  return suima_station_mask_all (station, suima_store_list_count_rounds (station->store, error),
                                 (SuimaMaskFunc)suima_mask_count_round);
}

/* One act of moving for all labels of a finding; @state 0: in any state. */
static gboolean
suima_count_move (SuimaCountWork *work,
                  SuimaEventKind kind,
                  SuimaCountFinding finding,
                  SuimaItemState state,
                  GError **error)
{
  const SuimaCountRound *round = work->round;
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (SuimaMoveResult) result = NULL;
  SuimaMove move = {
    .kind = kind,
    .to_place = round->place_id > 0 ? round->place : NULL,
    .price_fen = -1,
    .person = work->person,
  };

  for (guint i = 0; i < work->sheet->lines->len; i++)
    {
      const SuimaCountLine *line = g_ptr_array_index (work->sheet->lines, i);
      if (line->finding == finding && (state == 0 || line->state == (int)state))
        g_ptr_array_add (codes, line->serial);
    }
  if (codes->len == 0)
    return TRUE;
  g_ptr_array_add (codes, NULL);
  move.codes = (const char *const *)codes->pdata;
  result = suima_station_move (work->station, &move, error);
  return result != NULL;
}

static gint64
suima_count_record_signature (SuimaCountWork *work, GError **error)
{
  char numbers[SUIMA_COUNT_N_FINDINGS][12];
  SuimaEventDetail details[SUIMA_COUNT_N_FINDINGS + 1] = {
    { "subject", "count" },
    { "place", work->round->place_id > 0 ? work->round->place : NULL },
  };
  SuimaAct act = { .kind = SUIMA_EVENT_SIGN_OFF, .details = details, .n_details = 2 };
  gint64 seq;

  for (guint i = SUIMA_COUNT_FOUND; i < SUIMA_COUNT_N_FINDINGS; i++)
    {
      g_snprintf (numbers[i], sizeof numbers[i], "%u", work->sheet->counts[i]);
      if (work->sheet->counts[i] > 0 && act.n_details < G_N_ELEMENTS (details))
        details[act.n_details++] =
            (SuimaEventDetail){ suima_count_finding_to_code ((SuimaCountFinding)i), numbers[i] };
    }
  seq = suima_station_record_seq (work->station, &act, error);
  return seq >= 0 && suima_store_set_person (work->station->store, seq, work->person, error) ? seq
                                                                                             : -1;
}

static gboolean
suima_count_store_signature (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaCountWork *work = user_data;

  g_clear_pointer (&work->sheet, suima_count_sheet_free);
  work->sheet = suima_count_load (work->station, work->round->id, error);
  return work->sheet != NULL &&
         suima_count_move (work, SUIMA_EVENT_MISSED, SUIMA_COUNT_MISSING, 0, error) &&
         suima_count_move (work, SUIMA_EVENT_FOUND, SUIMA_COUNT_FOUND, SUIMA_ITEM_MISSING, error) &&
         suima_count_move (work, SUIMA_EVENT_STORE, SUIMA_COUNT_MISPLACED, 0, error) &&
         suima_count_record_signature (work, error) >= 0 &&
         suima_store_sign_count_round (store, work->round->id,
                                       suima_station_get_now_us (work->station), work->person,
                                       error);
}

SuimaCountSheet *
suima_station_sign_count (SuimaStation *station,
                          gint64 round_id,
                          const char *person,
                          GError **error)
{
  g_auto (SuimaCountWork) work = { 0 };
  g_autofree char *name = suima_text_fold (person ? person : "");

  if (!suima_count_begin (&work, station, round_id, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  if (*name == '\0')
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SIGNER, NULL);
      return NULL;
    }
  work.person = name;
  if (!suima_store_transact (station->store, suima_count_store_signature, &work, error))
    return NULL;
  work.sheet->round->signed_us = suima_station_get_now_us (station);
  work.sheet->round->signed_by = g_strdup (name);
  return suima_station_mask (station, g_steal_pointer (&work.sheet),
                             (SuimaMaskFunc)suima_count_sheet_mask);
}
