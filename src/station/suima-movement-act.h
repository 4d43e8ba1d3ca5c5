// SPDX-License-Identifier: Apache-2.0
// One event with its movement: what every duty that changes a quantity goes through. Within this
// room only.
#pragma once

#include "suima-station-private.h"
#include "suima-store-stock.h"

/** SuimaMovementAct: all borrowed. */
typedef struct
{
  SuimaAct act;            /* what is recorded; its details are made here */
  SuimaMovement movement;  /* what is counted; kind, seq, at_us and due_us are set here */
  const char *person;      /* (nullable) */
  const SuimaEventDetail *details; /* (nullable): further ones, at most 8 */
  gsize n_details;
} SuimaMovementAct;

/** suima_movement_act_record: Records the event, adds the movement with its report duty and changes
 * the stock. Inside a transaction. Returns: the event's seq; -1 on error. Errors: INVALID when the
 * stock has not so much. */
gint64 suima_movement_act_record (SuimaStation *station, SuimaMovementAct *act, GError **error);

/** suima_station_get_report_due: Returns: until when a movement of @batch at @at_us has to be reported
 * (两日内), by the rules of its place, goods and day; 0 where none asks. */
gint64 suima_station_get_report_due (SuimaStation *station, const SuimaBatch *batch, gint64 at_us);

/** suima_station_take_receipt: Receives a batch in full that never moved, so that what goes out has
 * come in. Inside a transaction. */
gboolean suima_station_take_receipt (SuimaStation *station, const SuimaBatch *batch, GError **error);

/** suima_station_refuse_unsaleable: Errors: BLOCKED with the reason when @batch may not be sold
 * today: papers, day of expiry, lock. */
gboolean suima_station_refuse_unsaleable (SuimaStation *station,
                                          const SuimaBatch *batch,
                                          GError **error);

/** suima_station_dup_party: Returns: (transfer full) (nullable): the name; %NULL for 0. */
char *suima_station_dup_party (SuimaStation *station, gint64 party_id);
char *suima_station_dup_place (SuimaStation *station, gint64 place_id);
