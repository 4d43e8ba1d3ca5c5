// SPDX-License-Identifier: Apache-2.0
// The duties of the day around stock: receive, put away, issue, sell, take back, send back, lose.
#pragma once

#include "suima-event.h"
#include "suima-station.h"
#include "suima-stock.h"

/** SuimaDisposal: 销毁, 无害化: how goods were done away with; all borrowed. The rules of the place,
 * and of a recall, say which of weight, witness and photo have to be there. */
typedef struct
{
  const char *method;  /* 焚烧, 深埋, 化制: as the shop writes it */
  gint64 weight_g;     /* 0: not weighed */
  const char *witness; /* (nullable): several apart by commas */
  const char *photo;   /* (nullable): path of a JPEG, PNG or PDF */
} SuimaDisposal;

/**
 * SuimaMove:
 * What a person asks for; all borrowed. Either @codes, or a quantity of @batch_id that bears no
 * labels.
 */
typedef struct
{
  SuimaEventKind kind;       /* STORE, ISSUE, SELL, TAKE_BACK, SEND_BACK, WASTE, DESTROY; by codes
                                only: HOLD, RELEASE, EXPIRE; MISSED and FOUND of a stock check */
  const char *const *codes;  /* (nullable): %NULL-terminated, in any form */
  gint64 batch_id;           /* without codes */
  gint64 quantity_milli;     /* without codes: of the batch's unit */
  const char *from_place;    /* (nullable): without codes: where it is taken; %NULL where it is enough
                                to look: all of it stands at one place */
  const char *to_place;      /* STORE, TAKE_BACK */
  const char *owner;         /* (nullable): 货主, without codes; %NULL is the shop itself */
  const char *party;         /* buyer of ISSUE and SELL, supplier of SEND_BACK, giver of TAKE_BACK */
  gint64 price_fen;          /* of all of it; -1: not said */
  const char *reason;        /* needed for WASTE, SEND_BACK, TAKE_BACK, HOLD, RELEASE, DESTROY */
  const char *person;        /* (nullable): who does it */
  const SuimaDisposal *disposal; /* DESTROY; (nullable) of SEND_BACK: the photo of a receipt */
} SuimaMove;

/** SuimaMoveResult: what was recorded. */
typedef struct
{
  GArray *seqs;     /* (element-type gint64): an event for each batch */
  GPtrArray *items; /* (element-type SuimaItem): as they are now */
} SuimaMoveResult;

void suima_move_result_free (SuimaMoveResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaMoveResult, suima_move_result_free)

/** SuimaReceipt: a delivery that came in; all borrowed. */
typedef struct
{
  gint64 batch_id;
  gint64 quantity_milli; /* that came; 0: as the sheet says */
  const char *place;     /* (nullable) */
  const char *owner;     /* (nullable): 货主, where the shop only stores the goods */
  const char *party;     /* (nullable): who brought it; %NULL: the batch's supplier */
  const char *reason;    /* needed where another quantity came than the sheet says */
  const char *person;    /* (nullable) */
} SuimaReceipt;

/**
 * suima_station_receive:
 * 入库. A shortage is recorded beside what came; the sheet is not edited.
 *
 * Returns: the event's seq; -1 on error. Errors: NOT_FOUND; EXISTS when the batch was received
 * already; INVALID (no reason for another quantity); DENIED (clock).
 */
gint64 suima_station_receive (SuimaStation *station, const SuimaReceipt *receipt, GError **error);

/**
 * suima_station_move:
 * One act, one transaction: for each batch an event, a movement and the items' new state. A batch
 * that was never received is received in full first: goods that are sold have come in.
 *
 * SELL and ISSUE are refused for what may not be sold today: by its papers, its day, a lock, its
 * state. Goods that are taken back are held until they are released.
 *
 * Returns: (transfer full). Errors: NOT_FOUND; BLOCKED with the reason; INVALID (not so much there,
 * labels to be scanned, a word missing, a code twice); DENIED.
 */
SuimaMoveResult *suima_station_move (SuimaStation *station, const SuimaMove *move, GError **error);

/** SuimaBatchStock: a batch in the shop. */
typedef struct
{
  SuimaBatch *batch;
  SuimaBalance balance;
  GPtrArray *lines;     /* (element-type SuimaStockLine): where it is */
  gint64 expected_milli; /* that the sheet says; 0 for a batch that was made here */
  gint64 coming_milli;   /* of those, not received yet */
} SuimaBatchStock;

void suima_batch_stock_free (SuimaBatchStock *stock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBatchStock, suima_batch_stock_free)

/** suima_station_get_stock: Returns: (transfer full): where all of the batch is, and what became of
 * the rest: nothing is ever missing without a word. Errors: NOT_FOUND. */
SuimaBatchStock *suima_station_get_stock (SuimaStation *station, gint64 batch_id, GError **error);

/** suima_station_list_stock: @place, @owner: (nullable): all of them. Returns: (transfer full)
 * (element-type SuimaBatchStock): what is on hand. */
GPtrArray *suima_station_list_stock (SuimaStation *station,
                                     const char *place,
                                     const char *owner,
                                     GError **error);

/** suima_station_list_movements: Returns: (transfer full) (element-type SuimaMovement). */
GPtrArray *suima_station_list_movements (SuimaStation *station,
                                         const SuimaMovementFilter *filter,
                                         GError **error);

/**
 * suima_station_hold_batch:
 * @reason: why nothing of it is sold or printed from now on; %NULL: the hold is taken away
 *
 * 暂存 of a whole batch. Locks of a test, the gate or a recall are not this act's.
 *
 * Returns: the event's seq; -1 on error. Errors: NOT_FOUND; INVALID when it is not held.
 */
gint64 suima_station_hold_batch (SuimaStation *station,
                                 gint64 batch_id,
                                 const char *reason,
                                 const char *why_released,
                                 const char *person,
                                 GError **error);

/**
 * suima_station_replay:
 * @ret_difference: (out) (transfer full) (nullable): the first thing in which the store differs from
 *   what its events say; %NULL when nothing does
 *
 * Makes stock and items anew from the events alone. For `verify`; it reads all of them.
 *
 * Returns: whether it could be read.
 */
gboolean suima_station_replay (SuimaStation *station, char **ret_difference, GError **error);
