// SPDX-License-Identifier: Apache-2.0
#include "suima-movement-act.h"

#include "suima-refusal.h"
#include "suima-words.h"

#define SUIMA_MOVEMENT_MAX_DETAILS 16

gint64
suima_station_get_report_due (SuimaStation *station, const SuimaBatch *batch, gint64 at_us)
{
  SuimaDay day = suima_day_from_us (at_us, station->config->utc_offset_min);
  const SuimaPolicyRow *row = suima_policy_find_duty (
    suima_station_get_policy (station), "report", batch, station->config->jurisdiction, day);

  return row ? at_us + suima_policy_row_get_number (row, "hours", 48) * G_TIME_SPAN_HOUR : 0;
}

/* The name of a row, for the event: what happened must be told without our numbers. */
char *
suima_station_dup_party (SuimaStation *station, gint64 party_id)
{
  g_autoptr (SuimaParty) party =
      party_id > 0 ? suima_store_get_party (station->store, party_id, NULL) : NULL;

  return party ? g_strdup (party->name) : NULL;
}

char *
suima_station_dup_place (SuimaStation *station, gint64 place_id)
{
  return place_id > 0 ? suima_store_get_place (station->store, place_id, NULL) : NULL;
}

gint64
suima_movement_act_record (SuimaStation *station, SuimaMovementAct *act, GError **error)
{
  SuimaMovement *movement = &act->movement;
  g_autofree char *from = suima_station_dup_place (station, movement->from_place_id);
  g_autofree char *to = suima_station_dup_place (station, movement->to_place_id);
  g_autofree char *owner = suima_station_dup_party (station, movement->owner_id);
  g_autofree char *party = suima_station_dup_party (station, movement->party_id);
  g_autofree char *quantity = suima_quantity_to_text (movement->quantity_milli);
  g_autofree char *missing =
      movement->short_milli > 0 ? suima_quantity_to_text (movement->short_milli) : NULL;
  g_autofree char *lot = suima_station_dup_lot_uri (station, act->act.batch);
  SuimaEventDetail details[SUIMA_MOVEMENT_MAX_DETAILS] = {
    { "lot", lot },         { "quantity", quantity }, { "unit", act->act.batch->unit },
    { "short", missing },   { "fromPlace", from },    { "place", to },
    { "owner", owner },     { "party", party },
  };
  gsize n_details = 8;

  for (gsize i = 0; i < act->n_details && n_details < G_N_ELEMENTS (details); i++)
    details[n_details++] = act->details[i];
  act->act.details = details;
  act->act.n_details = n_details;
  movement->seq = suima_station_record_seq (station, &act->act, error);
  act->act.details = NULL;
  act->act.n_details = 0;
  if (movement->seq < 0)
    return -1;
  movement->kind = (int) act->act.kind;
  movement->batch_id = act->act.batch->id;
  movement->at_us = suima_station_get_now_us (station);
  movement->due_us = movement->flow != 0
                         ? suima_station_get_report_due (station, act->act.batch, movement->at_us)
                         : 0;
  movement->reason = (char *) act->act.reason;
  if (!suima_store_add_movement (station->store, movement, error) ||
      !suima_store_set_person (station->store, movement->seq, act->person, error))
    return -1;
  return movement->seq;
}

gboolean
suima_station_take_receipt (SuimaStation *station, const SuimaBatch *batch, GError **error)
{
  SuimaMovementAct act = {
    .act = { .kind = SUIMA_EVENT_RECEIVE, .batch = batch, .quantity_milli = batch->quantity_milli },
    .movement = { .flow = 1, .quantity_milli = batch->quantity_milli, .price_fen = -1 },
  };
  int has_moved = suima_store_has_movement (station->store, batch->id, error);

  if (has_moved != 0)
    return has_moved > 0;
  act.movement.party_id = suima_store_take_party (station->store, batch->supplier, error);
  return act.movement.party_id >= 0 && suima_movement_act_record (station, &act, error) >= 0;
}

gboolean
suima_station_refuse_locked (SuimaStation *station, const SuimaBatch *batch, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *why = suima_store_get_lock (station->store, batch->id, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return why == NULL ||
         suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_LOCKED, batch->product, why, NULL);
}

gboolean
suima_station_refuse_unsaleable (SuimaStation *station, const SuimaBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) findings = suima_station_check_batch_for (station, batch, "sell");

  return suima_station_refuse_blocked (findings, error) &&
         suima_station_refuse_locked (station, batch, error);
}
