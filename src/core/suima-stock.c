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

/* The bit for a last day, one of @expired and the two behind it. */
static guint
suima_party_check_day (SuimaDay last, SuimaDay today, guint expired)
{
  if (last == SUIMA_DAY_NONE)
    return expired << 2;
  if (last < today)
    return expired;
  return last - today <= SUIMA_SELLER_WARN_DAYS ? expired << 1 : 0;
}

guint
suima_party_check_seller (const SuimaParty *party, SuimaDay today)
{
  if (party->left_on != SUIMA_DAY_NONE && party->left_on <= today)
    return 0;
  return suima_party_check_day (party->licence_to, today, SUIMA_SELLER_LICENCE_EXPIRED) |
         suima_party_check_day (party->agreement_to, today, SUIMA_SELLER_AGREEMENT_EXPIRED) |
         (party->uscc == NULL ? SUIMA_SELLER_USCC_UNKNOWN : 0) |
         (party->phone == NULL ? SUIMA_SELLER_PHONE_UNKNOWN : 0);
}

SuimaDay
suima_party_get_keep_until (const SuimaParty *party)
{
  const SuimaShelfLife kept = { SUIMA_SELLER_KEEP_MONTHS, SUIMA_LIFE_MONTHS };

  return party->left_on == SUIMA_DAY_NONE ? SUIMA_DAY_NONE : suima_day_add (party->left_on, kept);
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
