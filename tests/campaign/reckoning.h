// SPDX-License-Identifier: Apache-2.0
// After a kill: the station is opened again, the doubt settled by the last label that came out, the
// run resumed; and each label on the paper is held against the records.
#pragma once

#include "shop.h"

typedef struct
{
  Line line;        /* where the labels came out */
  gint64 run_before; /* the newest run before the kill */
  guint count;       /* labels asked for; 0: no run was */

  /* found */
  guint lost;      /* said to be printed and on no paper, or on paper and void without a question */
  guint doubled;   /* on more papers than the records know */
  guint repeated;  /* on two papers, but the clerk was asked about them */
  guint in_doubt;  /* of one run, the most */
  guint handed_on; /* completed by LPrint's word, and on no paper: it counts what it hands on */
  guint broken;    /* resumed runs that broke off though nobody was killed */
  guint surplus;   /* on paper and void, by the clerk's word */
  gboolean is_resumed;
  guint complaints; /* anything else that must not be; each is told on standard error */
} Reckoning;

/** reckon: Settles the run, resumes it and checks all labels since @run_before. */
void reckon (Shop *shop, Reckoning *reckoning);

/** reckon_find_doubt: Opens the station and lets it rest; returns: the run with labels in doubt, 0
 * for none. */
gint64 reckon_find_doubt (Shop *shop, Line line, gint64 run_before);

/** reckon_dup_last_good: Returns: (transfer full) (nullable): the code of the last label on the
 * paper that is in doubt. */
char *reckon_dup_last_good (Shop *shop, gint64 run_id);

/** reckon_all: Every label that ever came out, and every record. @ret_handed_on: (out): as in
 * Reckoning, in the end. Returns: the complaints. */
guint reckon_all (Shop *shop, guint *ret_handed_on);
