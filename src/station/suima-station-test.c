// SPDX-License-Identifier: Apache-2.0
// Test results: they release a batch or lock it.
#include "suima-station-market.h"

#include "suima-market-act.h"
#include "suima-refusal.h"
#include "suima-store-market.h"
#include "suima-store-stock.h"

typedef struct
{
  SuimaStation *station;
  const SuimaBatch *batch;
  SuimaGateEntry *entry; /* (nullable) */
  SuimaTest test;        /* borrowed texts */
} SuimaTestWork;

/* What the store will say of the batch with this result, too: the newest failure, or NULL. */
static gboolean
suima_test_judge (SuimaTestWork *work, char **ret_reason, GError **error)
{
  g_autoptr (GPtrArray) tests =
      suima_store_list_tests (work->station->store, work->batch->id, 0, 0, error);
  const SuimaTest *failed;

  if (tests == NULL)
    return FALSE;
  failed = suima_tests_find_failed (tests);
  *ret_reason = failed ? g_strjoin (" ", failed->item, failed->value, NULL) : NULL;
  return TRUE;
}

/* A failure sends the goods back among those to be tested, a pass lets them into trade. */
static gboolean
suima_test_settle (SuimaTestWork *work, GError **error)
{
  SuimaStore *store = work->station->store;
  gint64 now_us = suima_station_get_now_us (work->station), batch_id = work->batch->id;
  g_autofree char *reason = NULL;
  SuimaZone zone;

  /* it is tested now: from here on the result decides, not the gate */
  if (!suima_test_judge (work, &reason, error) ||
      !suima_store_set_lock (store, batch_id, "gate", NULL, now_us, error) ||
      !suima_store_set_lock (store, batch_id, "test", reason, now_us, error))
    return FALSE;
  if (work->entry == NULL)
    return TRUE;
  zone = reason != NULL                              ? SUIMA_ZONE_TESTING
         : work->entry->zone == SUIMA_ZONE_TESTING ? SUIMA_ZONE_TRADE
                                                     : work->entry->zone;
  return suima_store_set_zone (store, batch_id, zone, error);
}

static gboolean
suima_test_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaTestWork *work = user_data;
  const SuimaEventDetail details[] = {
    { "item", work->test.item },
    { "method", work->test.method },
    { "value", work->test.value },
    { "verdict", work->test.is_passed ? "pass" : "fail" },
  };
  const SuimaMarketAct act = { .kind = SUIMA_EVENT_TEST,
                               .batch = work->batch,
                               .is_bad = !work->test.is_passed,
                               .details = details,
                               .n_details = G_N_ELEMENTS (details),
                               .person = work->test.tester };

  work->test.seq = suima_market_record (work->station, &act, error);
  work->test.at_us = suima_station_get_now_us (work->station);
  return work->test.seq >= 0 && suima_store_add_test (store, &work->test, error) &&
         suima_test_settle (work, error);
}

gint64
suima_station_record_test (SuimaStation *station, const SuimaTest *test, GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;
  g_autoptr (SuimaGateEntry) entry = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *item = suima_text_fold (test->item ? test->item : "");
  g_autofree char *tester = suima_text_fold (test->tester ? test->tester : "");
  SuimaTestWork work = { .station = station, .test = *test };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return -1;
  if (*item == '\0' || *tester == '\0')
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_TEST_WORDS, NULL);
      return -1;
    }
  work.batch = batch = suima_store_get_batch (station->store, test->batch_id, error);
  if (batch == NULL)
    return -1;
  work.entry = entry = suima_store_get_gate (station->store, test->batch_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  work.test.item = item;
  work.test.tester = tester;
  return suima_store_transact (station->store, suima_test_store, &work, error) ? work.test.seq : -1;
}
