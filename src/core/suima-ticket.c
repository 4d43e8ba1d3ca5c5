// SPDX-License-Identifier: Apache-2.0
#include "suima-ticket.h"

void
suima_ticket_free (SuimaTicket *ticket)
{
  if (ticket == NULL)
    return;
  g_free (ticket->code);
  g_free (ticket->words);
  g_clear_pointer (&ticket->photos, g_ptr_array_unref);
  g_free (ticket);
}
