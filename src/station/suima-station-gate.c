// SPDX-License-Identifier: Apache-2.0
// The market's gate and the day's sample.
#include "suima-station-market.h"

#include "suima-hex.h"
#include "suima-market-act.h"
#include "suima-refusal.h"
#include "suima-store-market.h"
#include "suima-store-stock.h"

gint64
suima_market_record (SuimaStation *station, const SuimaMarketAct *act, GError **error)
{
  g_autofree char *lot = suima_station_dup_lot_uri (station, act->batch);
  SuimaEventDetail details[SUIMA_MARKET_MAX_DETAILS] = { { "lot", lot } };
  SuimaAct fact = {
    .kind = act->kind,
    .batch = act->batch,
    .quantity_milli = act->batch->quantity_milli,
    .is_bad = act->is_bad,
    .details = details,
    .n_details = 1,
  };
  gint64 seq;

  for (gsize i = 0; i < act->n_details && fact.n_details < G_N_ELEMENTS (details); i++)
    details[fact.n_details++] = act->details[i];
  seq = suima_station_record_seq (station, &fact, error);
  return seq >= 0 && suima_store_set_person (station->store, seq, act->person, error) ? seq : -1;
}

void
suima_gate_line_free (SuimaGateLine *line)
{
  if (line == NULL)
    return;
  suima_gate_entry_free (line->entry);
  suima_batch_free (line->batch);
  g_free (line);
}

typedef struct
{
  SuimaStation *station;
  const SuimaBatch *batch;
  SuimaGateEntry *entry; /* as it is now; of an entry as it will be */
  const char *seller;
  SuimaZone zone;        /* of a move: where to */
  const char *person;
} SuimaGateWork;

/* A seller who comes through the gate has a file, if only a name in it. */
static gboolean
suima_gate_take_seller (SuimaGateWork *work, GError **error)
{
  SuimaStore *store = work->station->store;
  gint64 id = suima_store_take_party (store, work->seller, error);
  g_autoptr (SuimaParty) party = id > 0 ? suima_store_get_party (store, id, error) : NULL;
  g_autofree char *left = NULL;

  if (id <= 0 || party == NULL)
    return id == 0;
  left = suima_day_to_text (party->left_on);
  if (party->left_on != SUIMA_DAY_NONE && party->left_on <= work->entry->day)
    return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_SELLER_LEFT, party->name, left,
                         NULL);
  work->entry->seller_id = id;
  if (party->is_seller)
    return TRUE;
  party->is_seller = TRUE;
  return suima_store_set_party (store, party, error);
}

static gboolean
suima_gate_store_entry (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaGateWork *work = user_data;
  SuimaStation *station = work->station;
  const SuimaEventDetail details[] = {
    { "fromZone", suima_zone_to_code (SUIMA_ZONE_ENTRY) },
    { "zone", suima_zone_to_code (SUIMA_ZONE_TESTING) },
    { "report", work->entry->has_report ? "yes" : "no" },
    { "seller", work->seller },
  };
  const SuimaMarketAct act = { .kind = SUIMA_EVENT_ZONE,
                               .batch = work->batch,
                               .details = details,
                               .n_details = G_N_ELEMENTS (details),
                               .person = work->person };

  return suima_gate_take_seller (work, error) &&
         suima_store_add_gate (store, work->entry, error) &&
         suima_store_set_lock (store, work->batch->id, "gate",
                               work->entry->has_report ? "entry" : "no-report",
                               suima_station_get_now_us (station), error) &&
         suima_market_record (station, &act, error) >= 0;
}

/* The batch's entry, or %NULL for none; FALSE on error. */
static gboolean
suima_gate_load (SuimaStation *station, gint64 batch_id, SuimaGateEntry **ret_entry, GError **error)
{
  g_autoptr (GError) local = NULL;

  *ret_entry = suima_store_get_gate (station->store, batch_id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

SuimaGateEntry *
suima_station_get_gate (SuimaStation *station, gint64 batch_id, GError **error)
{
  return suima_store_get_gate (station->store, batch_id, error);
}

SuimaGateEntry *
suima_station_enter_gate (SuimaStation *station,
                          gint64 batch_id,
                          gboolean has_report,
                          const char *seller,
                          const char *person,
                          GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;
  g_autoptr (SuimaGateEntry) known = NULL;
  g_autoptr (SuimaGateEntry) entry = g_new0 (SuimaGateEntry, 1);
  g_autofree char *name = suima_text_fold (seller ? seller : "");
  SuimaGateWork work = { .station = station, .entry = entry, .person = person };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  work.batch = batch = suima_store_get_batch (station->store, batch_id, error);
  if (batch == NULL || !suima_gate_load (station, batch_id, &known, error))
    return NULL;
  if (known != NULL)
    {
      suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_GATE_TWICE, batch->product, NULL);
      return NULL;
    }
  work.seller = *name != '\0' ? name : NULL;
  entry->batch_id = batch_id;
  entry->zone = SUIMA_ZONE_TESTING;
  entry->day = suima_station_get_today (station);
  entry->has_report = has_report || batch->papers[SUIMA_PAPER_TEST_REPORT] != NULL;
  if (!suima_store_transact (station->store, suima_gate_store_entry, &work, error))
    return NULL;
  return suima_store_get_gate (station->store, batch_id, error);
}

/* Whether it may leave the testing zone. */
static gboolean
suima_gate_check_release (SuimaGateWork *work, GError **error)
{
  const SuimaGateEntry *entry = work->entry;
  g_autoptr (GPtrArray) tests =
      suima_store_list_tests (work->station->store, entry->batch_id, 0, 0, error);
  const SuimaTest *failed = tests ? suima_tests_find_failed (tests) : NULL;

  if (tests == NULL)
    return FALSE;
  if (failed != NULL)
    return suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_FAILED, work->batch->product,
                         failed->item, NULL);
  if (tests->len == 0 && !entry->has_report)
    return suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_UNTESTED, work->batch->product,
                         NULL);
  if (tests->len == 0 && entry->is_drawn)
    return suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_DRAWN, work->batch->product,
                         NULL);
  return TRUE;
}

static gboolean
suima_gate_store_move (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaGateWork *work = user_data;
  const SuimaEventDetail details[] = {
    { "fromZone", suima_zone_to_code (work->entry->zone) },
    { "zone", suima_zone_to_code (work->zone) },
  };
  const SuimaMarketAct act = { .kind = SUIMA_EVENT_ZONE,
                               .batch = work->batch,
                               .details = details,
                               .n_details = G_N_ELEMENTS (details),
                               .person = work->person };

  return suima_store_set_zone (store, work->batch->id, work->zone, error) &&
         suima_store_set_lock (store, work->batch->id, "gate",
                               work->zone == SUIMA_ZONE_TESTING ? "entry" : NULL,
                               suima_station_get_now_us (work->station), error) &&
         suima_market_record (work->station, &act, error) >= 0;
}

SuimaGateEntry *
suima_station_move_zone (
    SuimaStation *station, gint64 batch_id, SuimaZone zone, const char *person, GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;
  g_autoptr (SuimaGateEntry) entry = NULL;
  SuimaGateWork work = { .station = station, .zone = zone, .person = person };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  work.batch = batch = suima_store_get_batch (station->store, batch_id, error);
  if (batch == NULL || !suima_gate_load (station, batch_id, &entry, error))
    return NULL;
  work.entry = entry;
  if (entry == NULL)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOT_AT_GATE, batch->product, NULL);
  else if (zone == SUIMA_ZONE_NONE || zone == SUIMA_ZONE_ENTRY)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_ENTRY_ZONE, NULL);
  else if ((zone == SUIMA_ZONE_TESTING || suima_gate_check_release (&work, error)) &&
           suima_store_transact (station->store, suima_gate_store_move, &work, error))
    return suima_store_get_gate (station->store, batch_id, error);
  return NULL;
}

GPtrArray *
suima_station_list_gate (SuimaStation *station, SuimaDay day, SuimaZone zone, GError **error)
{
  g_autoptr (GPtrArray) entries = suima_store_list_gate (station->store, day, zone, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_gate_line_free);

  if (entries == NULL)
    return NULL;
  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      SuimaGateLine *line = g_new0 (SuimaGateLine, 1);
      line->entry = g_ptr_array_index (entries, i);
      g_ptr_array_add (lines, line);
    }
  for (guint i = 0; i < lines->len; i++)
    {
      SuimaGateLine *line = g_ptr_array_index (lines, i);
      line->batch = suima_store_get_batch (station->store, line->entry->batch_id, error);
      if (line->batch == NULL)
        return NULL;
    }
  return g_steal_pointer (&lines);
}

static void
suima_sampling_count (SuimaSampling *sampling, SuimaGateEntry *entry)
{
  gboolean is_tested = entry->n_tests > 0;

  if (entry->has_report)
    sampling->n_reported++;
  else
    {
      sampling->n_unreported++;
      sampling->n_untested += is_tested ? 0 : 1;
    }
  if (!entry->is_drawn)
    {
      suima_gate_entry_free (entry);
      return;
    }
  sampling->n_drawn++;
  sampling->n_tested += is_tested ? 1 : 0;
  g_ptr_array_add (sampling->drawn, entry);
}

/* A tenth at least; more where the rules of the place ask for it. */
static guint
suima_sampling_get_percent (SuimaStation *station, SuimaDay day)
{
  const SuimaPolicyRow *row = suima_policy_find_duty (
      suima_station_get_policy (station), "sampling", NULL, station->config->jurisdiction, day);
  gint64 percent =
      suima_policy_row_get_number (row, "with_report_percent", SUIMA_SAMPLING_PERCENT);

  return (guint)CLAMP (percent, SUIMA_SAMPLING_PERCENT, 100);
}

SuimaSampling *
suima_station_get_sampling (SuimaStation *station, SuimaDay day, GError **error)
{
  g_autoptr (SuimaSampling) sampling = g_new0 (SuimaSampling, 1);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) local = NULL;

  sampling->day = day != SUIMA_DAY_NONE ? day : suima_station_get_today (station);
  sampling->drawn = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_gate_entry_free);
  entries = suima_store_list_gate (station->store, sampling->day, SUIMA_ZONE_NONE, error);
  if (entries == NULL)
    return NULL;
  sampling->seed = suima_store_get_seed (station->store, sampling->day, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    suima_sampling_count (sampling, g_ptr_array_index (entries, i));
  sampling->n_required = suima_sampling_get_required (
      sampling->n_reported, suima_sampling_get_percent (station, sampling->day));
  return g_steal_pointer (&sampling);
}

typedef struct
{
  SuimaStation *station;
  SuimaDay day;
  const char *person;
} SuimaDrawWork;

static char *
suima_draw_take_seed (SuimaDrawWork *work, GError **error)
{
  guint8 bytes[SUIMA_SAMPLING_SEED_BYTES];
  g_autoptr (GError) local = NULL;
  g_autofree char *seed = suima_store_get_seed (work->station->store, work->day, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (seed != NULL)
    return g_steal_pointer (&seed);
  suima_random_bytes (bytes, sizeof bytes);
  seed = suima_bytes_to_hex (bytes, sizeof bytes);
  return suima_store_set_seed (work->station->store, work->day, seed, error)
             ? g_steal_pointer (&seed)
             : NULL;
}

static gboolean
suima_draw_store_one (SuimaDrawWork *work,
                      const SuimaBatch *batch,
                      const SuimaSampling *sampling,
                      const char *seed,
                      GError **error)
{
  SuimaStore *store = work->station->store;
  g_autofree char *day = suima_day_to_text (work->day);
  g_autofree char *among = g_strdup_printf ("%u", sampling->n_reported);
  g_autofree char *lock = NULL;
  g_autoptr (GError) local = NULL;
  const SuimaEventDetail details[] = {
    { "draw", day }, { "seed", seed }, { "among", among }
  };
  const SuimaMarketAct act = { .kind = SUIMA_EVENT_ZONE,
                               .batch = batch,
                               .details = details,
                               .n_details = G_N_ELEMENTS (details),
                               .person = work->person };

  lock = suima_store_get_lock_of (store, batch->id, "gate", &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return suima_store_set_drawn (store, batch->id, error) &&
         (lock == NULL ||
          suima_store_set_lock (store, batch->id, "gate", "sample",
                                suima_station_get_now_us (work->station), error)) &&
         suima_market_record (work->station, &act, error) >= 0;
}

/* The batches that can be drawn, and their lots. */
static gboolean
suima_draw_list (SuimaDrawWork *work, GPtrArray *batches, GPtrArray *lots, GError **error)
{
  g_autoptr (GPtrArray) entries =
      suima_store_list_gate (work->station->store, work->day, SUIMA_ZONE_NONE, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const SuimaGateEntry *entry = g_ptr_array_index (entries, i);
      SuimaBatch *batch;
      if (!entry->has_report || entry->is_drawn)
        continue;
      batch = suima_store_get_batch (work->station->store, entry->batch_id, error);
      if (batch == NULL)
        return FALSE;
      g_ptr_array_add (batches, batch);
      g_ptr_array_add (lots, suima_station_dup_lot_uri (work->station, batch));
    }
  return entries != NULL;
}

static gboolean
suima_draw_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaDrawWork *work = user_data;
  g_autoptr (SuimaSampling) sampling = suima_station_get_sampling (work->station, work->day, error);
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_batch_free);
  g_autoptr (GPtrArray) lots = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) drawn = NULL;
  g_autofree char *seed = NULL;

  if (sampling == NULL || !suima_draw_list (work, batches, lots, error))
    return FALSE;
  if (sampling->n_drawn >= sampling->n_required)
    return TRUE;
  seed = suima_draw_take_seed (work, error);
  if (seed == NULL)
    return FALSE;
  drawn = suima_sampling_draw (seed, lots, sampling->n_required - sampling->n_drawn);
  for (guint i = 0; i < drawn->len; i++)
    if (!suima_draw_store_one (work, batches->pdata[g_array_index (drawn, guint, i)], sampling, seed,
                               error))
      return FALSE;
  return TRUE;
}

SuimaSampling *
suima_station_draw_sample (SuimaStation *station, SuimaDay day, const char *person, GError **error)
{
  SuimaDrawWork work = {
    .station = station,
    .day = day != SUIMA_DAY_NONE ? day : suima_station_get_today (station),
    .person = person,
  };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      !suima_store_transact (station->store, suima_draw_store, &work, error))
    return NULL;
  return suima_station_get_sampling (station, work.day, error);
}
