// SPDX-License-Identifier: Apache-2.0
#include "suima-station-ticket.h"

#include "suima-attachment.h"
#include "suima-refusal.h"
#include "suima-store-ticket.h"

#include <string.h>

typedef struct
{
  SuimaStation *station;
  SuimaTicket ticket;
  const char *photo; /* (nullable) */
} SuimaTicketWork;

static gboolean
suima_ticket_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaTicketWork *work = user_data;
  g_autofree char *sha256 = NULL;

  work->ticket.id = suima_store_add_ticket (store, &work->ticket, error);
  if (work->ticket.id == 0 || work->photo == NULL)
    return work->ticket.id != 0;
  sha256 = suima_attachment_keep (work->station, work->photo, SUIMA_ATTACHMENT_TICKET,
                                  work->ticket.id, error);
  return sha256 != NULL;
}

gint64
suima_station_add_ticket (SuimaStation *station,
                          const char *code,
                          const char *words,
                          const char *photo,
                          GError **error)
{
  g_autofree char *said = suima_text_fold (words ? words : "");
  g_autofree char *valid = g_utf8_make_valid (code ? code : "", -1);
  SuimaTicketWork work = { .station = station, .photo = photo };

  if (!suima_station_check_writable (station, error))
    return 0;
  if (*said == '\0' || strlen (said) > SUIMA_TICKET_MAX_BYTES ||
      strlen (valid) > SUIMA_SCAN_MAX_BYTES)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_TICKET, NULL);
      return 0;
    }
  work.ticket.code = g_strstrip (valid);
  work.ticket.words = said;
  work.ticket.at_us = suima_station_get_now_us (station);
  return suima_store_transact (station->store, suima_ticket_store, &work, error) ? work.ticket.id : 0;
}

GPtrArray *
suima_station_list_tickets (SuimaStation *station, GError **error)
{
  return suima_store_list_tickets (station->store, error);
}
