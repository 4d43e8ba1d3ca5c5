// SPDX-License-Identifier: Apache-2.0
#include "suima-station-carton.h"

#include "suima-adoption.h"
#include "suima-document.h"
#include "suima-movement-act.h"
#include "suima-recall-late.h"
#include "suima-refusal.h"

#include <string.h>

#define SUIMA_CARTON_UNIT "箱"
#define SUIMA_CARTON_WEIGHT_UNIT "kg"

/* Cartons of one product number, lot and days. */
typedef struct
{
  char *key;
  SuimaBatch *batch;
  SuimaBatch *like;    /* (nullable): the newest batch of this product number */
  GPtrArray *codes;    /* (element-type utf8): of the cartons */
  GArray *weights;     /* (element-type gint64): grams of each, 0 where it is not said */
  gint64 weight_g;     /* of all, 0 where one does not say it */
  gint64 count;        /* pieces in all, 0 likewise */
  gboolean has_serials;
} SuimaCartonGroup;

static void
suima_carton_group_free (SuimaCartonGroup *group)
{
  g_free (group->key);
  suima_batch_free (group->batch);
  suima_batch_free (group->like);
  g_ptr_array_unref (group->codes);
  g_array_unref (group->weights);
  g_free (group);
}

typedef struct
{
  SuimaStation *station;
  const SuimaCartonReceipt *receipt;
  GPtrArray *groups;  /* (element-type SuimaCartonGroup) */
  GArray *batches;    /* (element-type gint64) */
  gint64 delivery_id, place_id;
} SuimaCartonWork;

static SuimaDay
suima_carton_get_day (const SuimaScan *scan, const char *name)
{
  const char *text = suima_scan_get_field (scan, name);
  SuimaDay day = SUIMA_DAY_NONE;

  if (text != NULL)
    suima_day_parse (text, &day, NULL);
  return day;
}

static const char *
suima_carton_get_gtin (const SuimaScan *scan)
{
  const char *gtin = suima_scan_get_field (scan, "gtin");

  return gtin != NULL ? gtin : suima_scan_get_field (scan, "content_gtin");
}

/* What one code says of its batch. */
static SuimaBatch *
suima_carton_read_batch (const SuimaScan *scan)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->gtin = g_strdup (suima_carton_get_gtin (scan));
  batch->lot = g_strdup (suima_scan_get_field (scan, "lot"));
  batch->country =
    g_strdup (suima_country_from_number (suima_scan_get_field (scan, "origin_country")));
  batch->production = suima_carton_get_day (scan, "production_date");
  if (batch->production == SUIMA_DAY_NONE)
    batch->production = suima_carton_get_day (scan, "packaging_date");
  batch->expiry = suima_carton_get_day (scan, "expiry_date");
  if (batch->expiry == SUIMA_DAY_NONE)
    batch->expiry = suima_carton_get_day (scan, "best_before_date");
  return batch;
}

static gboolean
suima_carton_check_scan (const SuimaScan *scan, GError **error)
{
  if (scan->kind != SUIMA_SCAN_ELEMENTS || scan->problem != NULL ||
      suima_carton_get_gtin (scan) == NULL)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_CARTON, scan->text, NULL);
  return suima_scan_get_field (scan, "unread") == NULL ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_CARTON_UNREAD, scan->text, NULL);
}

/* Takes @batch. */
static SuimaCartonGroup *
suima_carton_find_group (SuimaCartonWork *work, SuimaBatch *batch)
{
  g_autofree char *key =
    g_strdup_printf ("%s|%s|%d|%d|%s", batch->gtin, batch->lot ? batch->lot : "", batch->production,
                     batch->expiry, batch->country ? batch->country : "");
  SuimaCartonGroup *group;

  for (guint i = 0; i < work->groups->len; i++)
    {
      group = g_ptr_array_index (work->groups, i);
      if (strcmp (group->key, key) != 0)
        continue;
      suima_batch_free (batch);
      return group;
    }
  group = g_new0 (SuimaCartonGroup, 1);
  group->key = g_steal_pointer (&key);
  group->batch = batch;
  group->codes = g_ptr_array_new_with_free_func (g_free);
  group->weights = g_array_new (FALSE, FALSE, sizeof (gint64));
  group->has_serials = TRUE;
  g_ptr_array_add (work->groups, group);
  return group;
}

static gint64
suima_carton_get_number (const SuimaScan *scan, const char *name)
{
  const char *text = suima_scan_get_field (scan, name);
  gint64 milli = 0;

  return text != NULL && suima_quantity_parse (text, &milli, NULL) ? milli : 0;
}

static gboolean
suima_carton_add (SuimaCartonWork *work, const char *code, GError **error)
{
  g_autoptr (SuimaScan) scan = suima_recognise (code);
  SuimaCartonGroup *group;
  gint64 weight_g, count;
  gboolean is_first;

  if (!suima_carton_check_scan (scan, error))
    return FALSE;
  group = suima_carton_find_group (work, suima_carton_read_batch (scan));
  is_first = group->codes->len == 0;
  weight_g = suima_carton_get_number (scan, "net_weight_kg");
  count = suima_carton_get_number (scan, "content_count") / 1000;
  group->weight_g = (is_first || group->weight_g > 0) && weight_g > 0 ? group->weight_g + weight_g : 0;
  group->count = (is_first || group->count > 0) && count > 0 ? group->count + count : 0;
  group->has_serials = group->has_serials && suima_scan_get_field (scan, "serial") != NULL &&
                       suima_scan_get_field (scan, "gtin") != NULL;
  g_ptr_array_add (group->codes, g_strdup (code));
  g_array_append_val (group->weights, weight_g);
  return TRUE;
}

/* What the carton says counts: goods of one number come from here today, from there tomorrow. */
static void
suima_carton_fill_origin (SuimaBatch *batch, const SuimaBatch *like)
{
  gboolean is_like = like != NULL && (batch->country == NULL ||
                                      g_strcmp0 (like->country, batch->country) == 0);

  if (is_like && batch->country == NULL)
    batch->country = g_strdup (like->country);
  batch->origin = is_like ? g_strdup (like->origin) : suima_country_dup_name (batch->country);
}

static gboolean
suima_carton_fill (SuimaCartonWork *work, SuimaCartonGroup *group, GError **error)
{
  const SuimaCartonReceipt *receipt = work->receipt;
  SuimaBatch *batch = group->batch;
  g_autoptr (GPtrArray) known =
    suima_store_list_batches_by_gtin (work->station->store, batch->gtin, error);

  if (known == NULL)
    return FALSE;
  if (known->len > 0)
    group->like = g_ptr_array_steal_index (known, 0);
  suima_carton_fill_origin (batch, group->like);
  if (group->like != NULL)
    suima_batch_copy_goods (batch, group->like);
  if (receipt->product != NULL && *receipt->product != '\0')
    {
      g_free (batch->product);
      batch->product = suima_text_fold (receipt->product);
    }
  if (batch->product == NULL)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NEW_GTIN, batch->gtin, NULL);
  if (receipt->supplier != NULL)
    {
      g_free (batch->supplier);
      batch->supplier = g_strdup (receipt->supplier);
    }
  return TRUE;
}

/* Said by the person, else weighed, counted, or one for each carton. */
static void
suima_carton_measure (const SuimaCartonReceipt *receipt, SuimaCartonGroup *group)
{
  SuimaBatch *batch = group->batch;
  const char *unit = group->like != NULL ? group->like->unit : NULL;
  gint64 unit_g = unit != NULL ? suima_unit_to_grams (unit) : 1000;

  if (receipt->quantity_milli > 0)
    {
      batch->quantity_milli = receipt->quantity_milli;
      batch->unit = g_strdup (receipt->unit != NULL ? receipt->unit
                              : unit != NULL        ? unit
                                                    : SUIMA_CARTON_UNIT);
    }
  else if (group->weight_g > 0 && unit_g > 0)
    {
      batch->quantity_milli = group->weight_g * 1000 / unit_g;
      batch->unit = g_strdup (unit != NULL ? unit : SUIMA_CARTON_WEIGHT_UNIT);
    }
  else
    {
      gint64 n = group->count > 0 ? group->count : (gint64) group->codes->len;
      batch->quantity_milli = n * 1000;
      batch->unit = g_strdup (unit != NULL ? unit : SUIMA_CARTON_UNIT);
      if (group->weight_g > 0)
        batch->remark = g_strdup_printf ("%" G_GINT64_FORMAT ".%03d kg", group->weight_g / 1000,
                                         (int) (group->weight_g % 1000));
    }
}

static gboolean
suima_carton_receive (SuimaCartonWork *work, const SuimaBatch *batch, GError **error)
{
  SuimaMovementAct act = {
    .act = { .kind = SUIMA_EVENT_RECEIVE, .batch = batch, .quantity_milli = batch->quantity_milli },
    .movement = {
      .flow = 1,
      .quantity_milli = batch->quantity_milli,
      .to_place_id = work->place_id,
      .price_fen = -1,
    },
    .person = work->receipt->person,
  };

  act.movement.party_id = suima_store_take_party (work->station->store, batch->supplier, error);
  return act.movement.party_id >= 0 && suima_movement_act_record (work->station, &act, error) >= 0;
}

/* Each carton with a serial keeps its code; its share is its weight or its part of the count. */
static gboolean
suima_carton_adopt (SuimaCartonWork *work, SuimaCartonGroup *group, GError **error)
{
  gint64 unit_g = suima_unit_to_grams (group->batch->unit);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (SuimaAdoptedBox));
  g_autoptr (GPtrArray) items = NULL;

  for (guint i = 0; i < group->codes->len; i++)
    {
      gint64 weight_g = g_array_index (group->weights, gint64, i);
      const SuimaAdoptedBox box = {
        group->codes->pdata[i],
        unit_g > 0 && weight_g > 0 ? weight_g * 1000 / unit_g
                                   : group->batch->quantity_milli / group->codes->len,
      };
      g_array_append_val (boxes, box);
    }
  items = suima_adoption_store (work->station, group->batch,
                                &g_array_index (boxes, SuimaAdoptedBox, 0), boxes->len,
                                work->receipt->person, error);
  return items != NULL;
}

static gboolean
suima_carton_store_group (SuimaCartonWork *work, SuimaCartonGroup *group, GError **error)
{
  SuimaBatch *batch = group->batch;
  g_autofree char *row_key = g_uuid_string_random ();

  if (!suima_carton_fill (work, group, error))
    return FALSE;
  suima_carton_measure (work->receipt, group);
  batch->delivery_id = work->delivery_id;
  batch->row = work->batches->len + 1;
  batch->imported_us = suima_station_get_now_us (work->station);
  batch->arrival = suima_station_get_today (work->station);
  if (suima_station_add_batch (work->station, batch, row_key, &batch->id, error) < 0)
    return FALSE;
  g_array_append_val (work->batches, batch->id);
  if (work->receipt->is_expected)
    return TRUE;
  return suima_carton_receive (work, batch, error) &&
         (!group->has_serials || suima_carton_adopt (work, group, error));
}

static gint64
suima_carton_add_delivery (SuimaCartonWork *work, GError **error)
{
  const SuimaCartonGroup *first = g_ptr_array_index (work->groups, 0);
  g_autofree char *name = g_strconcat ("GS1 ", first->batch->gtin, NULL);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *sha256 = suima_sha256_hex (unique, strlen (unique));
  SuimaDelivery delivery = {
    .file_name = name,
    .sha256 = sha256,
    .imported_us = suima_station_get_now_us (work->station),
  };

  return suima_store_add_delivery (work->station->store, &delivery, error);
}

static gboolean
suima_carton_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaCartonWork *work = user_data;

  work->delivery_id = suima_carton_add_delivery (work, error);
  if (work->delivery_id == 0)
    return FALSE;
  work->place_id = suima_store_take_place (store, work->receipt->place, error);
  if (work->place_id < 0)
    return FALSE;
  for (guint i = 0; i < work->groups->len; i++)
    if (!suima_carton_store_group (work, work->groups->pdata[i], error))
      return FALSE;
  return TRUE;
}

GArray *
suima_station_receive_cartons (SuimaStation *station,
                               const SuimaCartonReceipt *receipt,
                               GError **error)
{
  g_autoptr (GPtrArray) groups =
    g_ptr_array_new_with_free_func ((GDestroyNotify) suima_carton_group_free);
  g_autoptr (GArray) batches = g_array_new (FALSE, FALSE, sizeof (gint64));
  SuimaCartonWork work = { .station = station, .receipt = receipt, .groups = groups,
                           .batches = batches };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  for (guint i = 0; receipt->codes != NULL && receipt->codes[i] != NULL; i++)
    if (!suima_carton_add (&work, receipt->codes[i], error))
      return NULL;
  if (groups->len == 0)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOTHING, NULL);
      return NULL;
    }
  return suima_store_transact (station->store, suima_carton_store, &work, error)
           ? g_steal_pointer (&batches)
           : NULL;
}
