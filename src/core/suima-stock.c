// SPDX-License-Identifier: Apache-2.0
#include "suima-stock.h"

void
suima_party_free (SuimaParty *party)
{
  if (party == NULL)
    return;
  g_free (party->name);
  g_free (party->uscc);
  g_free (party->phone);
  g_free (party->address);
  g_free (party->stall);
  g_free (party->external_id);
  g_free (party);
}

SuimaMovement *
suima_movement_new (void)
{
  SuimaMovement *movement = g_new0 (SuimaMovement, 1);

  movement->price_fen = -1;
  return movement;
}

void
suima_movement_free (SuimaMovement *movement)
{
  if (movement == NULL)
    return;
  g_free (movement->reason);
  g_free (movement->from_place);
  g_free (movement->to_place);
  g_free (movement->owner);
  g_free (movement->party);
  g_free (movement->person);
  g_free (movement);
}

void
suima_stock_line_free (SuimaStockLine *line)
{
  if (line == NULL)
    return;
  g_free (line->place);
  g_free (line->owner);
  g_free (line);
}

gint64
suima_balance_get_difference (const SuimaBalance *balance)
{
  gint64 in = balance->received + balance->taken_back + balance->made + balance->found;
  gint64 out = balance->issued + balance->sold + balance->sent_back + balance->wasted +
               balance->destroyed + balance->transformed + balance->missed;

  return in - out - balance->on_hand;
}
