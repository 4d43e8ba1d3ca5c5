// SPDX-License-Identifier: Apache-2.0
// Parties and places, and what is where: stock and the movements that make it.
#pragma once

#include "suima-stock.h"
#include "suima-store.h"

#include <glib.h>

/** suima_store_take_party: @name: (nullable). Returns: the id of the party of that name, added when
 * it is new; 0 for %NULL and ""; -1 on error. Inside a transaction. */
gint64 suima_store_take_party (SuimaStore *store, const char *name, GError **error);
/** suima_store_find_party: Returns: its id, 0 when there is none, -1 on error. */
gint64 suima_store_find_party (SuimaStore *store, const char *name, GError **error);
/** suima_store_get_party: Returns: (transfer full). Errors: NOT_FOUND. */
SuimaParty *suima_store_get_party (SuimaStore *store, gint64 party_id, GError **error);
/** suima_store_set_party: Writes what @party says over the row of its id. Errors: EXISTS when
 * another bears the name. */
gboolean suima_store_set_party (SuimaStore *store, const SuimaParty *party, GError **error);
/** suima_store_list_parties: Returns: (transfer full) (element-type SuimaParty): by name. */
GPtrArray *suima_store_list_parties (SuimaStore *store, GError **error);

/** suima_store_take_place: As suima_store_take_party(), for a 库位. */
gint64 suima_store_take_place (SuimaStore *store, const char *name, GError **error);
gint64 suima_store_find_place (SuimaStore *store, const char *name, GError **error);
/** suima_store_get_place: Returns: (transfer full): the name. Errors: NOT_FOUND. */
char *suima_store_get_place (SuimaStore *store, gint64 place_id, GError **error);
/** suima_store_set_special_place: 专区: only imported cold chain goods stand there. */
gboolean suima_store_set_special_place (SuimaStore *store,
                                        gint64 place_id,
                                        gboolean is_special,
                                        GError **error);
/** suima_store_list_places: Returns: (transfer full) (element-type utf8): by name. */
GPtrArray *suima_store_list_places (SuimaStore *store, GError **error);

/**
 * suima_store_add_movement:
 * @movement: of an event that is there; the names are ignored
 *
 * Adds the row and changes the stock: in at @to_place_id, out at @from_place_id, or from the one to
 * the other, of @owner_id. Inside the event's transaction.
 *
 * Errors: INVALID when the stock there has not so much.
 */
gboolean suima_store_add_movement (SuimaStore *store,
                                   const SuimaMovement *movement,
                                   GError **error);

/** suima_store_list_movements: Returns: (transfer full) (element-type SuimaMovement): by time. */
GPtrArray *suima_store_list_movements (SuimaStore *store,
                                       const SuimaMovementFilter *filter,
                                       GError **error);

/** suima_store_list_movements_of: Returns: (transfer full) (element-type SuimaMovement): of one event. */
GPtrArray *suima_store_list_movements_of (SuimaStore *store, gint64 seq, GError **error);

/** suima_store_set_person: Who did the act of event @seq. Inside its transaction. */
gboolean suima_store_set_person (SuimaStore *store, gint64 seq, const char *person, GError **error);

/** suima_store_list_stock: @batch_id, @place_id and @owner_id 0 do not filter. Returns: (transfer
 * full) (element-type SuimaStockLine): by batch, place. */
GPtrArray *suima_store_list_stock (SuimaStore *store,
                                   gint64 batch_id,
                                   gint64 place_id,
                                   gint64 owner_id,
                                   GError **error);

/** suima_store_get_balance: @ret_balance: (out). */
gboolean suima_store_get_balance (SuimaStore *store,
                                  gint64 batch_id,
                                  SuimaBalance *ret_balance,
                                  GError **error);

/** suima_store_has_movement: Returns: 1 when @batch_id ever moved, 0, or -1 on error. */
int suima_store_has_movement (SuimaStore *store, gint64 batch_id, GError **error);

/**
 * suima_store_set_lock:
 * @kind: `hold`, `test`, `recall` or `gate`
 * @reason: (nullable): %NULL takes the lock away
 *
 * A batch with a lock is neither sold nor printed, whatever its papers say. Inside a transaction.
 */
gboolean suima_store_set_lock (SuimaStore *store,
                               gint64 batch_id,
                               const char *kind,
                               const char *reason,
                               gint64 since_us,
                               GError **error);
/** suima_store_get_lock_of: Returns: (transfer full) (nullable): the reason of its lock of @kind. */
char *suima_store_get_lock_of (SuimaStore *store, gint64 batch_id, const char *kind, GError **error);
/** suima_store_get_lock: Returns: (transfer full) (nullable): the reason of the batch's oldest lock;
 * %NULL for none, and on error. */
char *suima_store_get_lock (SuimaStore *store, gint64 batch_id, GError **error);

/** suima_store_add_disposal: How the goods of event @seq were destroyed. @weight_g: 0: not weighed. */
gboolean suima_store_add_disposal (SuimaStore *store,
                                   gint64 seq,
                                   const char *method,
                                   gint64 weight_g,
                                   const char *witness,
                                   GError **error);
