// SPDX-License-Identifier: Apache-2.0
// One label: its code and its state.
#pragma once

#include <glib.h>

/** SuimaItemState: the life of an item; the numbers are stored and never change. */
typedef enum
{
  SUIMA_ITEM_RESERVED = 1, /* serial taken, durable */
  SUIMA_ITEM_SENT = 2,     /* in a job */
  SUIMA_ITEM_PRINTED = 3,
  SUIMA_ITEM_IN_DOUBT = 4, /* the job broke off */
  SUIMA_ITEM_VOID = 5,
  SUIMA_ITEM_STOCKED = 6,
  SUIMA_ITEM_SOLD = 7,
  SUIMA_ITEM_SPLIT = 8,
  SUIMA_ITEM_RETURNED = 9,
  SUIMA_ITEM_HELD = 10,
  SUIMA_ITEM_RECALLED = 11,
  SUIMA_ITEM_EXPIRED = 12,
  SUIMA_ITEM_DESTROYED = 13,
  SUIMA_ITEM_SPARE = 14, /* a spare label came out; its code counts once it replaces a spoiled one */
  SUIMA_ITEM_MISSING = 15, /* a stock check did not find it */
} SuimaItemState;

#define SUIMA_ITEM_N_STATES (SUIMA_ITEM_MISSING + 1) /* room for a number by state */

/** SuimaCodeOrigin: where the code came from; stored numbers. */
typedef enum
{
  SUIMA_ORIGIN_LOCAL = 1,   /* issued here */
  SUIMA_ORIGIN_POOL = 2,    /* leased from upstream in advance */
  SUIMA_ORIGIN_ONLINE = 3,  /* fetched at print */
  SUIMA_ORIGIN_ADOPTED = 4, /* the supplier's own code: 一码到底 */
} SuimaCodeOrigin;

const char *suima_item_state_to_code (SuimaItemState state);
/** suima_item_state_from_code: Returns: whether @code (`printed`, `in-doubt`, ...) is a state. */
gboolean suima_item_state_from_code (const char *code, SuimaItemState *ret_state);
const char *suima_code_origin_to_code (SuimaCodeOrigin origin);

typedef struct
{
  char *serial; /* 20 characters */
  char *uri;    /* as it stands in the QR */
  char *epc;    /* as it stands in EPCIS */
  gint64 batch_id;
  gint64 run_id;
  guint number; /* 1 to the run's count, then its spares: the order in which labels come out */
  SuimaItemState state;
  SuimaCodeOrigin origin;
  guint copies; /* labels that came out with this code: 0, 1, more after reprints */
  gint64 weight_g;       /* net weight, 0 for none */
  gint64 price_fen;      /* 0 for none */
  gint64 unit_price_fen; /* of a kilogram, 0 for none */
  gboolean is_spare;     /* printed as a spare, used since or not */
  gint64 quantity_milli; /* its share of the batch, in thousandths of the batch's unit */
  gint64 place_id;       /* where it was put last; 0: not said */
  gint64 owner_id;       /* 货主; 0: the shop itself */
} SuimaItem;

/** suima_item_new: Returns: (transfer full): an item that stands for one of its batch's unit. */
SuimaItem *suima_item_new (void);
void suima_item_free (SuimaItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaItem, suima_item_free)
