// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-ticket.h"

#include "suima-store-document.h"
#include "suima-store-private.h"

gint64
suima_store_add_ticket (SuimaStore *store, const SuimaTicket *ticket, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "INSERT INTO ticket (code, words, at_us) VALUES (?, ?, ?)", error))
    return 0;
  suima_statement_bind_text (&statement, ticket->code);
  suima_statement_bind_text (&statement, ticket->words);
  suima_statement_bind_int (&statement, ticket->at_us);
  return suima_statement_run (&statement, error) < 0 ? 0 : sqlite3_last_insert_rowid (store->db);
}

GPtrArray *
suima_store_list_tickets (SuimaStore *store, GError **error)
{
  g_autoptr (GPtrArray) tickets =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_ticket_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              "SELECT id, code, words, at_us FROM ticket ORDER BY id DESC", error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      SuimaTicket *ticket = g_new0 (SuimaTicket, 1);
      g_ptr_array_add (tickets, ticket);
      ticket->id = suima_statement_get_int (&statement, 0);
      ticket->code = suima_statement_dup_text (&statement, 1);
      ticket->words = suima_statement_dup_text (&statement, 2);
      ticket->at_us = suima_statement_get_int (&statement, 3);
    }
  for (guint i = 0; got == 0 && i < tickets->len; i++)
    {
      SuimaTicket *ticket = g_ptr_array_index (tickets, i);
      ticket->photos =
          suima_store_list_attachments (store, SUIMA_ATTACHMENT_TICKET, ticket->id, error);
      if (ticket->photos == NULL)
        return NULL;
    }
  return got == 0 ? g_steal_pointer (&tickets) : NULL;
}
