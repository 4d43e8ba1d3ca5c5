// SPDX-License-Identifier: Apache-2.0
// What a shopper says of goods, with their code: for the shop, and for the office that asks.
#pragma once

#include "suima-station.h"
#include "suima-ticket.h"

/**
 * suima_station_add_ticket:
 * @code: as scanned; may be nobody's
 * @photo: (nullable): path of a JPEG, PNG or PDF
 *
 * It stays at home: nothing of it goes up.
 *
 * Returns: its number, 0 on error. Errors: INVALID (no words, or too many; the photo), NOT_FOUND.
 */
gint64 suima_station_add_ticket (SuimaStation *station,
                                 const char *code,
                                 const char *words,
                                 const char *photo,
                                 GError **error);
/** suima_station_list_tickets: Returns: (transfer full) (element-type SuimaTicket): newest first. */
GPtrArray *suima_station_list_tickets (SuimaStation *station, GError **error);
