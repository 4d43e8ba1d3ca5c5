// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suima-store.h"
#include "suima-ticket.h"

/** suima_store_add_ticket: @ticket: @id and @photos ignored. Returns: the id, 0 on error. */
gint64 suima_store_add_ticket (SuimaStore *store, const SuimaTicket *ticket, GError **error);
/** suima_store_list_tickets: Returns: (transfer full) (element-type SuimaTicket): newest first. */
GPtrArray *suima_store_list_tickets (SuimaStore *store, GError **error);
