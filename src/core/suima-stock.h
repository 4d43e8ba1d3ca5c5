// SPDX-License-Identifier: Apache-2.0
// Who we deal with, what moved, what is where, and whether it adds up.
#pragma once

#include "suima-day.h"

#include <glib.h>

/** SuimaParty: a firm or stall we deal with: 供货商, 货主, 购买者, 经营户. Every text but the name is
 * nullable. */
typedef struct
{
  gint64 id; /* 0: not said */
  gboolean is_seller; /* 经营户 of this market, with a file */
  char *name;
  char *uscc; /* 统一社会信用代码 */
  char *phone;
  char *address;
  char *stall;
  char *external_id; /* in the register of a platform or an office */
  SuimaDay licence_to, agreement_to; /* last day; NONE: not known */
  SuimaDay left_on;                  /* 退场; NONE: still there */
} SuimaParty;

/** SuimaSellerWarning: what is wrong with a seller's file; bits. */
typedef enum
{
  SUIMA_SELLER_LICENCE_EXPIRED = 1 << 0,
  SUIMA_SELLER_LICENCE_EXPIRES = 1 << 1, /* within SUIMA_SELLER_WARN_DAYS */
  SUIMA_SELLER_LICENCE_UNKNOWN = 1 << 2,
  SUIMA_SELLER_AGREEMENT_EXPIRED = 1 << 3,
  SUIMA_SELLER_AGREEMENT_EXPIRES = 1 << 4,
  SUIMA_SELLER_AGREEMENT_UNKNOWN = 1 << 5,
  SUIMA_SELLER_USCC_UNKNOWN = 1 << 6,
  SUIMA_SELLER_PHONE_UNKNOWN = 1 << 7,
  SUIMA_SELLER_LATE = 1 << 8, /* movements are not reported in time */
} SuimaSellerWarning;

#define SUIMA_SELLER_N_WARNINGS 9u
#define SUIMA_SELLER_WARN_DAYS 30
#define SUIMA_SELLER_KEEP_MONTHS 6 /* a file is kept so long after its seller left: SAMR Order 81 */

/** suima_party_check_seller: Returns: bits of SuimaSellerWarning, without LATE; 0 for one who left. */
guint suima_party_check_seller (const SuimaParty *party, SuimaDay today);
/** suima_party_get_keep_until: Returns: the last day on which the file of a seller who left must still
 * be there; NONE for one who is there. */
SuimaDay suima_party_get_keep_until (const SuimaParty *party);

void suima_party_free (SuimaParty *party);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaParty, suima_party_free)

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

/** SuimaStockLine: so much of a batch at a place, of an owner. */
typedef struct
{
  gint64 batch_id;
  gint64 place_id, owner_id;
  char *place, *owner; /* "" for not said */
  gint64 quantity_milli;
} SuimaStockLine;

void suima_stock_line_free (SuimaStockLine *line);

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

/** suima_balance_get_difference: Returns: what came in, less what went out, less what is there: 0
 * in a store that nobody changed by hand. */
gint64 suima_balance_get_difference (const SuimaBalance *balance);
