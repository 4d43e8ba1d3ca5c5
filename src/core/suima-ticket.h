// SPDX-License-Identifier: Apache-2.0
// 有奖举报, 你点我检: what a shopper said of goods.
#pragma once

#include <glib.h>

#define SUIMA_TICKET_MAX_BYTES 2000

typedef struct
{
  gint64 id;
  char *code;  /* as scanned */
  char *words;
  gint64 at_us;
  GPtrArray *photos; /* when read (element-type utf8): SHA-256 of the files */
} SuimaTicket;

void suima_ticket_free (SuimaTicket *ticket);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTicket, suima_ticket_free)
