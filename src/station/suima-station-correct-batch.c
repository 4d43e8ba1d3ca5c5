// SPDX-License-Identifier: Apache-2.0
// What a clerk mistyped in a batch.
#include "suima-station-correct.h"

#include "suima-batch-labels.h"
#include "suima-mapping-storage.h"
#include "suima-movement-act.h"
#include "suima-recall-late.h"
#include "suima-refusal.h"

#include <string.h>

/* Labels that may still come off a roll, stand on goods here, or be found. */
#define SUIMA_LABELS_HERE                                                                          \
  (1u << SUIMA_ITEM_PRINTED | 1u << SUIMA_ITEM_STOCKED | 1u << SUIMA_ITEM_HELD |                   \
   1u << SUIMA_ITEM_RECALLED | 1u << SUIMA_ITEM_EXPIRED | 1u << SUIMA_ITEM_IN_DOUBT |              \
   1u << SUIMA_ITEM_SPARE | 1u << SUIMA_ITEM_MISSING)

typedef struct
{
  const char *name;
  gboolean is_day;
  gboolean is_on_label;
  gsize offset;
} SuimaCorrectable;

#define SUIMA_CORRECT_TEXT(name, is_on_label)                                                      \
  {                                                                                                \
#name, FALSE, is_on_label, G_STRUCT_OFFSET(SuimaBatch, name)                                       \
  }
#define SUIMA_CORRECT_DAY(name, is_on_label)                                                       \
  {                                                                                                \
#name, TRUE, is_on_label, G_STRUCT_OFFSET(SuimaBatch, name)                                        \
  }

static const SuimaCorrectable suima_correctables[] = {
  SUIMA_CORRECT_TEXT (product, TRUE),   SUIMA_CORRECT_TEXT (category, FALSE),
  SUIMA_CORRECT_TEXT (spec, TRUE),      SUIMA_CORRECT_TEXT (lot, TRUE),
  SUIMA_CORRECT_TEXT (origin, TRUE),    SUIMA_CORRECT_TEXT (port, FALSE),
  SUIMA_CORRECT_TEXT (storage, TRUE),   SUIMA_CORRECT_TEXT (unit, TRUE),
  SUIMA_CORRECT_TEXT (supplier, TRUE),  SUIMA_CORRECT_TEXT (importer, TRUE),
  SUIMA_CORRECT_TEXT (producer, TRUE),  SUIMA_CORRECT_DAY (production, TRUE),
  SUIMA_CORRECT_DAY (expiry, TRUE),     SUIMA_CORRECT_DAY (arrival, FALSE),
  { "plant", FALSE, FALSE, G_STRUCT_OFFSET (SuimaBatch, papers[SUIMA_PAPER_PLANT]) },
};

typedef struct
{
  SuimaStation *station;
  const SuimaBatchCorrection *correction;
  const SuimaCorrectable *field;
  SuimaBatch *batch;
  char *old_value, *value; /* (nullable): nothing */
  char *old_lot;           /* its name in events so far */
  guint n_voided;
  gint64 seq;
} SuimaBatchCorrectionWork;

static void
suima_batch_correction_work_clear (SuimaBatchCorrectionWork *work)
{
  suima_batch_free (work->batch);
  g_free (work->old_value);
  g_free (work->value);
  g_free (work->old_lot);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaBatchCorrectionWork, suima_batch_correction_work_clear)

static gboolean
suima_batch_correction_find_field (SuimaBatchCorrectionWork *work, GError **error)
{
  const char *name = work->correction->field;
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (suima_correctables); i++)
    {
      if (g_strcmp0 (name, suima_correctables[i].name) == 0)
        work->field = &suima_correctables[i];
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", suima_correctables[i].name);
    }
  if (work->field == NULL)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_FIELD, name ? name : "", names->str, NULL);
  g_string_free (names, TRUE);
  return work->field != NULL;
}

/* Puts the new value where the old one stood. */
static gboolean
suima_batch_correction_take (SuimaBatchCorrectionWork *work, GError **error)
{
  const SuimaCorrectable *field = work->field;
  g_autofree char *folded = suima_text_fold (work->correction->value ? work->correction->value : "");
  char **text = &G_STRUCT_MEMBER (char *, work->batch, field->offset);
  SuimaDay *day = &G_STRUCT_MEMBER (SuimaDay, work->batch, field->offset);

  if (!field->is_day)
    {
      work->old_value = *text;
      work->value = *folded != '\0' ? g_steal_pointer (&folded) : NULL;
      *text = g_strdup (work->value);
      return TRUE;
    }
  work->old_value = suima_day_to_text (*day);
  *day = SUIMA_DAY_NONE;
  if (*folded != '\0' && !suima_day_parse (folded, day, NULL))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_DAY, folded, NULL);
  work->value = suima_day_to_text (*day);
  return TRUE;
}

/* What follows from the new value, and what it must not contradict. */
static gboolean
suima_batch_correction_check (SuimaBatchCorrectionWork *work, GError **error)
{
  SuimaBatch *batch = work->batch;

  if (batch->product == NULL)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_PRODUCT, NULL);
  if (g_strcmp0 (work->value, work->old_value) == 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SAME_VALUE,
                         work->value ? work->value : "", NULL);
  if ((batch->production != SUIMA_DAY_NONE && batch->expiry != SUIMA_DAY_NONE &&
       batch->expiry < batch->production) ||
      (batch->production != SUIMA_DAY_NONE &&
       batch->production > suima_station_get_today (work->station)))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_BATCH_DAYS, NULL);
  if (strcmp (work->field->name, "origin") == 0)
    {
      g_free (batch->country);
      batch->country = g_strdup (batch->origin ? suima_country_from_origin (batch->origin) : NULL);
    }
  if (strcmp (work->field->name, "storage") == 0)
    batch->temp_class = batch->storage ? suima_temp_class_from_storage (batch->storage)
                                       : SUIMA_TEMP_UNKNOWN;
  return TRUE;
}

/* How much went out was said in the old unit. */
static gboolean
suima_batch_correction_check_unit (SuimaBatchCorrectionWork *work, GError **error)
{
  const SuimaMovementFilter filter = { .batch_id = work->batch->id };
  g_autoptr (GPtrArray) movements = NULL;

  if (strcmp (work->field->name, "unit") != 0)
    return TRUE;
  movements = suima_store_list_movements (work->station->store, &filter, error);
  for (guint i = 0; movements != NULL && i < movements->len; i++)
    {
      int kind = ((const SuimaMovement *) movements->pdata[i])->kind;
      if (kind != SUIMA_EVENT_RECEIVE && kind != SUIMA_EVENT_STORE && kind != SUIMA_EVENT_UNDO)
        return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_UNIT_USED, work->batch->product,
                             work->old_value ? work->old_value : "", NULL);
    }
  return movements != NULL;
}

/* Paper cannot be corrected: labels that say the old value go first. A recall counts its labels. */
static gboolean
suima_batch_correction_clear_labels (SuimaBatchCorrectionWork *work, GError **error)
{
  g_autoptr (GPtrArray) labels = NULL;
  g_autofree char *number = NULL;

  if (!work->field->is_on_label)
    return TRUE;
  labels = suima_batch_list_labels (work->station, work->batch, SUIMA_LABELS_HERE, error);
  for (guint i = labels != NULL ? labels->len : 0; i-- > 0;)
    {
      const SuimaItem *item = g_ptr_array_index (labels, i);
      if (item->origin == SUIMA_ORIGIN_ADOPTED)
        g_ptr_array_remove_index (labels, i); /* the supplier's words, not ours */
      else if (item->state == SUIMA_ITEM_RECALLED)
        return suima_station_refuse_state (item, error);
    }
  if (labels == NULL || labels->len == 0)
    return labels != NULL;
  number = g_strdup_printf ("%u", labels->len);
  if (!work->correction->is_voiding)
    return suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_LABELS_SAY, number,
                         work->batch->product, work->old_value ? work->old_value : "", NULL);
  work->n_voided = labels->len;
  return suima_batch_void_labels (work->station, work->batch, labels, work->correction->reason, error);
}

static gboolean
suima_batch_correction_record (SuimaBatchCorrectionWork *work, GError **error)
{
  g_autofree char *lot = suima_station_dup_lot_uri (work->station, work->batch);
  g_autoptr (json_t) changes = json_array ();
  json_t *change = json_object ();
  g_autofree char *text = NULL;

  suima_json_set_text (change, "field", work->field->name);
  suima_json_set_text (change, "old", work->old_value);
  suima_json_set_text (change, "new", work->value);
  json_array_append_new (changes, change);
  text = suima_json_to_text (changes);
  {
    const SuimaEventDetail details[] = {
      { "about", "batch" },
      { "lot", lot },
      { "oldLot", strcmp (lot, work->old_lot) != 0 ? work->old_lot : NULL },
      { "changes", text },
    };
    SuimaAct act = { .kind = SUIMA_EVENT_CORRECT, .batch = work->batch,
                     .quantity_milli = work->batch->quantity_milli,
                     .reason = work->correction->reason, .details = details,
                     .n_details = G_N_ELEMENTS (details) };
    work->seq = suima_station_record_seq (work->station, &act, error);
  }
  return work->seq >= 0 && suima_store_set_person (work->station->store, work->seq,
                                                   work->correction->person, error);
}

static gboolean
suima_batch_correction_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaBatchCorrectionWork *work = user_data;
  gint64 batch_id = work->batch->id;

  return suima_batch_correction_check_unit (work, error) &&
         suima_batch_correction_clear_labels (work, error) &&
         suima_store_set_batch (store, work->batch, error) &&
         suima_batch_correction_record (work, error) &&
         suima_recall_lock_late (work->station, batch_id, batch_id, work->correction->person, NULL,
                                 error);
}

gint64
suima_station_correct_batch (SuimaStation *station,
                             const SuimaBatchCorrection *correction,
                             guint *ret_voided,
                             GError **error)
{
  g_auto (SuimaBatchCorrectionWork) work = { .station = station, .correction = correction };
  g_autofree char *reason = NULL;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      (reason = suima_station_check_reason (correction->reason, error)) == NULL ||
      !suima_batch_correction_find_field (&work, error))
    return -1;
  work.batch = suima_store_get_batch (station->store, correction->batch_id, error);
  if (work.batch == NULL)
    return -1;
  work.old_lot = suima_station_dup_lot_uri (station, work.batch);
  if (!suima_batch_correction_take (&work, error) || !suima_batch_correction_check (&work, error) ||
      !suima_store_transact (station->store, suima_batch_correction_store, &work, error))
    return -1;
  if (ret_voided != NULL)
    *ret_voided = work.n_voided;
  return work.seq;
}
