// SPDX-License-Identifier: Apache-2.0
// What was recorded wrong: nothing is overwritten, a new event says how it should have been.
#pragma once

#include "suima-batch.h"
#include "suima-station.h"

/** SuimaRefusedEvent: one that the hub did not take and that nobody corrected yet. */
typedef struct
{
  gint64 seq;
  int kind; /* SuimaEventKind */
  gint64 batch_id; /* 0 for none */
  gint64 at_us;
  char *event_id;
  char *reason; /* the hub's */
} SuimaRefusedEvent;

void suima_refused_event_free (SuimaRefusedEvent *event);

/** suima_station_list_refused: Returns: (transfer full) (element-type SuimaRefusedEvent): oldest
 * first. */
GPtrArray *suima_station_list_refused (SuimaStation *station, GError **error);

/** SuimaCorrection: another number of a paper; all borrowed. */
typedef struct
{
  gint64 seq; /* of the event that was wrong */
  SuimaPaperKind kind;
  const char *number;
  const char *reason;
  const char *person; /* (nullable) */
} SuimaCorrection;

/**
 * suima_station_correct:
 * The batch has the right paper from now on, and the event goes up once more as it should have been,
 * under a new id. One that the hub has, or is to get, is declared wrong besides (EPCIS
 * errorDeclaration incorrect_data with the new id); one that it refused is settled by it.
 *
 * Returns: the seq of the corrected event; -1 on error. Errors: NOT_FOUND; INVALID, in words: it says
 * nothing of such a paper, no reason, the same number; of suima_station_use_paper().
 */
gint64 suima_station_correct (SuimaStation *station,
                              const SuimaCorrection *correction,
                              GError **error);

/** SuimaBatchCorrection: what was mistyped in a batch; all borrowed. */
typedef struct
{
  gint64 batch_id;
  const char *field;  /* product, category, spec, lot, origin, port, plant, production, expiry, arrival,
                         storage, unit, supplier, importer, producer */
  const char *value;  /* days as 2026-11-22; "": nothing */
  const char *reason;
  const char *person; /* (nullable) */
  gboolean is_voiding; /* labels that say the old value become void with it, to be printed anew */
} SuimaBatchCorrection;

/**
 * suima_station_correct_batch:
 * @ret_voided: (out) (optional): how many labels became void
 *
 * An event says the old value and the new; the rules, and every recall, look at the batch anew. The
 * temperature class follows the storage, the country the origin. What was sold, and under what name a
 * receipt was booked, stays as it was said then.
 *
 * Returns: the event's seq; -1 on error. Errors: NOT_FOUND; INVALID, in words: no such field, not a day,
 * the same value, no reason, days that contradict each other, labels here that say the old value, a
 * unit in which goods went out; BUSY while labels are being printed.
 */
gint64 suima_station_correct_batch (SuimaStation *station,
                                    const SuimaBatchCorrection *correction,
                                    guint *ret_voided,
                                    GError **error);

/**
 * suima_station_undo_receipt:
 * @seq: of a receipt
 * @ret_voided: (out) (optional): how many labels of the batch became void with it
 *
 * It never happened (errorDeclaration did_not_occur): the goods are not here, their labels are void,
 * and the batch may be received again. Its report is due no more; where it was reported already, the
 * undoing has to be, in the same time.
 *
 * Returns: the seq of the declaration; -1 on error. Errors: NOT_FOUND; INVALID: no receipt, no reason;
 * BLOCKED, in words, when something of the batch went out or was moved; BUSY while it is printed.
 */
gint64 suima_station_undo_receipt (SuimaStation *station,
                                   gint64 seq,
                                   const char *reason,
                                   const char *person,
                                   guint *ret_voided,
                                   GError **error);
