// SPDX-License-Identifier: Apache-2.0
// Goods that come when they were called back already. Within this room only.
#pragma once

#include "suima-station-private.h"

/** SuimaLateGoods: a batch that was locked as it came. */
typedef struct
{
  SuimaBatch *batch;
  gint64 recall_id;
  char *title; /* of the recall */
} SuimaLateGoods;

void suima_late_goods_free (SuimaLateGoods *goods);

/**
 * suima_recall_lock_late:
 * @first_id, @last_id: batches that came, or of which more is known now
 * @person: (nullable)
 * @late: (nullable) (element-type SuimaLateGoods): gets what was locked
 *
 * By the marks of every recall that was not lifted, and with all that was made of them. A closed one
 * is opened again. Inside the transaction that stored them.
 */
gboolean suima_recall_lock_late (SuimaStation *station,
                                 gint64 first_id,
                                 gint64 last_id,
                                 const char *person,
                                 GPtrArray *late,
                                 GError **error);

/** suima_recall_lock_late_items: @items: (element-type SuimaItem): codes that @batch got just now: who
 * scans one elsewhere is to know. Inside a transaction. */
gboolean suima_recall_lock_late_items (SuimaStation *station,
                                       const SuimaBatch *batch,
                                       GPtrArray *items,
                                       const char *person,
                                       GError **error);

/** suima_station_add_batch: suima_store_add_batch(), and suima_recall_lock_late() of a new one. Returns:
 * 1 when it was added, 0 when it was there, -1 on error. */
int suima_station_add_batch (SuimaStation *station,
                             const SuimaBatch *batch,
                             const char *row_key,
                             gint64 *ret_id,
                             GError **error);
