// SPDX-License-Identifier: Apache-2.0
// The market's gate, its samples and tests, the reasons for which batches are locked, its sellers.
#pragma once

#include "suima-market.h"
#include "suima-store.h"

/** suima_store_add_gate: @entry: the names are ignored. Inside a transaction. Errors: EXISTS when the
 * batch came in before. */
gboolean suima_store_add_gate (SuimaStore *store, const SuimaGateEntry *entry, GError **error);
/** suima_store_set_zone: Does nothing for a batch that never came through the gate. */
gboolean suima_store_set_zone (SuimaStore *store, gint64 batch_id, SuimaZone zone, GError **error);
gboolean suima_store_set_drawn (SuimaStore *store, gint64 batch_id, GError **error);
/** suima_store_get_gate: Returns: (transfer full) (nullable): %NULL for a batch that never came
 * through the gate, and on error. */
SuimaGateEntry *suima_store_get_gate (SuimaStore *store, gint64 batch_id, GError **error);
/** suima_store_list_gate: @day: of the entry; NONE for all. @zone: NONE for all. Returns: (transfer
 * full) (element-type SuimaGateEntry): by batch. */
GPtrArray *suima_store_list_gate (SuimaStore *store, SuimaDay day, SuimaZone zone, GError **error);

/** suima_store_get_seed: Returns: (transfer full) (nullable): of a day's draw; %NULL also on error. */
char *suima_store_get_seed (SuimaStore *store, SuimaDay day, GError **error);
gboolean suima_store_set_seed (SuimaStore *store, SuimaDay day, const char *seed, GError **error);

/** suima_store_add_test: @test: of the event @seq. Inside its transaction. */
gboolean suima_store_add_test (SuimaStore *store, const SuimaTest *test, GError **error);
/** suima_store_list_tests: @batch_id 0 and the times 0 do not filter. Returns: (transfer full)
 * (element-type SuimaTest): oldest first. */
GPtrArray *suima_store_list_tests (
    SuimaStore *store, gint64 batch_id, gint64 from_us, gint64 to_us, GError **error);

/** suima_store_list_locks: Returns: (transfer full) (element-type SuimaBatchLock): of a batch, oldest
 * first. */
GPtrArray *suima_store_list_locks (SuimaStore *store, gint64 batch_id, GError **error);

/** suima_store_list_locked: Returns: (transfer full) (element-type gint64): batches with a lock of
 * @kind. */
GArray *suima_store_list_locked (SuimaStore *store, const char *kind, GError **error);

/** SuimaDestruction: goods of a batch that were destroyed. */
typedef struct
{
  gint64 seq, batch_id;
  gint64 quantity_milli; /* of the batch's unit */
  gint64 weight_g;       /* 0: not weighed */
  char *method, *witness; /* nullable */
  gint64 at_us;
} SuimaDestruction;

void suima_destruction_free (SuimaDestruction *destruction);

/** suima_store_list_destructions: As suima_store_list_tests(). Returns: (transfer full) (element-type
 * SuimaDestruction). */
GPtrArray *suima_store_list_destructions (
    SuimaStore *store, gint64 batch_id, gint64 from_us, gint64 to_us, GError **error);

/**
 * suima_store_sum_month:
 * @from, @to: first day, and the day behind the last
 * @from_us, @to_us: the same as moments
 * @month: filled
 *
 * The weight of what was destroyed is that of the scales, else that of a batch counted by weight.
 */
gboolean suima_store_sum_month (SuimaStore *store,
                                SuimaDay from,
                                SuimaDay to,
                                gint64 from_us,
                                gint64 to_us,
                                SuimaMonth *month,
                                GError **error);

/** suima_store_sum_seller: @ret_n_late, @ret_oldest_due_us: movements of the seller's goods that were
 * to be reported before @now_us and were not; @ret_n_failed: tests that their goods failed. */
gboolean suima_store_sum_seller (SuimaStore *store,
                                 gint64 party_id,
                                 gint64 now_us,
                                 guint *ret_n_late,
                                 gint64 *ret_oldest_due_us,
                                 guint *ret_n_failed,
                                 GError **error);
