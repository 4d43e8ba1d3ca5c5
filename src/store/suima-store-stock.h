// SPDX-License-Identifier: Apache-2.0
// Parties and places, and what is where: stock and the movements that make it.
#pragma once

#include "suima-day.h"
#include "suima-store.h"

#include <glib.h>

/** SuimaParty: a firm or stall we deal with: 供货商, 货主, 购买者, 经营户. Every text but the name is
 * nullable. */
typedef struct
{
  gint64 id; /* 0: not said */
  char *name;
  char *uscc; /* 统一社会信用代码 */
  char *phone;
  char *address;
  char *stall;
  char *external_id; /* in the register of a platform or an office */
  SuimaDay licence_to, agreement_to; /* last day; NONE: not known */
  SuimaDay left_on;                  /* 退场; NONE: still there */
} SuimaParty;

void suima_party_free (SuimaParty *party);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaParty, suima_party_free)

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
/** suima_store_set_special_place: 专区: only imported cold chain goods stand there. */
gboolean suima_store_set_special_place (SuimaStore *store,
                                        gint64 place_id,
                                        gboolean is_special,
                                        GError **error);
/** suima_store_list_places: Returns: (transfer full) (element-type utf8): by name. */
GPtrArray *suima_store_list_places (SuimaStore *store, GError **error);

/** SuimaMovement: one change of a quantity; the row of one event. */
typedef struct
{
  gint64 seq;
  int kind; /* SuimaEventKind */
  int flow; /* 1 in, -1 out, 0 within the shop */
  gint64 batch_id;
  gint64 quantity_milli;
  gint64 short_milli; /* RECEIVE: promised and not there */
  gint64 from_place_id, to_place_id, owner_id, party_id; /* 0: not said */
  gint64 price_fen;   /* -1: not said */
  gint64 at_us;
  gint64 due_us;      /* to be reported until then; 0: no duty */
  char *reason;       /* nullable */

  /* when read */
  char *from_place, *to_place, *owner, *party; /* names, "" for not said */
  char *person;                                /* nullable: who did it */
  gint64 reported_us;                          /* 0: not yet */
} SuimaMovement;

SuimaMovement *suima_movement_new (void);
void suima_movement_free (SuimaMovement *movement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaMovement, suima_movement_free)

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

/** SuimaMovementFilter: zero fields do not filter. */
typedef struct
{
  gint64 batch_id;
  gint64 party_id;
  int kind;
  gint64 from_us, to_us; /* the latter not included */
  gboolean is_due_only;  /* with a duty to report, not reported yet */
  guint limit;
} SuimaMovementFilter;

/** suima_store_list_movements: Returns: (transfer full) (element-type SuimaMovement): by time. */
GPtrArray *suima_store_list_movements (SuimaStore *store,
                                       const SuimaMovementFilter *filter,
                                       GError **error);

/** suima_store_set_person: Who did the act of event @seq. Inside its transaction. */
gboolean suima_store_set_person (SuimaStore *store, gint64 seq, const char *person, GError **error);

/** SuimaStockLine: so much of a batch at a place, of an owner. */
typedef struct
{
  gint64 batch_id;
  gint64 place_id, owner_id;
  char *place, *owner; /* "" for not said */
  gint64 quantity_milli;
} SuimaStockLine;

void suima_stock_line_free (SuimaStockLine *line);

/** suima_store_list_stock: @batch_id, @place_id and @owner_id 0 do not filter. Returns: (transfer
 * full) (element-type SuimaStockLine): by batch, place. */
GPtrArray *suima_store_list_stock (SuimaStore *store,
                                   gint64 batch_id,
                                   gint64 place_id,
                                   gint64 owner_id,
                                   GError **error);

/** SuimaBalance: what became of a batch, in thousandths of its unit. @on_hand is that of the stock
 * rows; the rest are sums of movements. */
typedef struct
{
  gint64 received, taken_back, made, found;                                       /* in */
  gint64 issued, sold, sent_back, wasted, destroyed, transformed, missed;         /* out */
  gint64 short_milli;                                                             /* never came */
  gint64 on_hand;
  gint64 labelled; /* of @on_hand: items with a label that are in the shop */
} SuimaBalance;

/** suima_store_get_balance: @ret_balance: (out). */
gboolean suima_store_get_balance (SuimaStore *store,
                                  gint64 batch_id,
                                  SuimaBalance *ret_balance,
                                  GError **error);

/** suima_balance_get_difference: Returns: what came in, less what went out, less what is there: 0
 * in a store that nobody changed by hand. */
gint64 suima_balance_get_difference (const SuimaBalance *balance);

/** suima_store_has_movement: Returns: 1 when @batch_id ever moved, 0, or -1 on error. */
int suima_store_has_movement (SuimaStore *store, gint64 batch_id, GError **error);
