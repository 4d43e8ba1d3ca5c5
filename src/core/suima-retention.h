// SPDX-License-Identifier: Apache-2.0
// How long what is kept must be kept (保存期限), and what it is.
#pragma once

#include "suima-batch.h"
#include "suima-policy.h"

#define SUIMA_DAY_NEVER G_MAXINT32 /* kept as long as there is no rule, or goods are there */

typedef enum
{
  SUIMA_KEPT_DOCUMENT,   /* a paper of the wallet */
  SUIMA_KEPT_ATTACHMENT, /* a photo or PDF */
  SUIMA_KEPT_PARTY,      /* the file of a party that left: all but its name */
  SUIMA_KEPT_PROBLEMS,   /* rows of a delivery that did not go in */
  SUIMA_N_KEPT_KINDS
} SuimaKeptKind;

/** suima_kept_kind_to_code: Returns: (transfer none): `document`, `attachment`, `party`, `problems`. */
const char *suima_kept_kind_to_code (SuimaKeptKind kind);

/** SuimaKept: something that may go one day. */
typedef struct
{
  SuimaKeptKind kind;
  gint64 id;      /* of the document, party or delivery; 0 for an attachment */
  char *name;     /* the paper's number, the SHA-256, the party, the file */
  SuimaDay until; /* the last day on which it must be there; SUIMA_DAY_NEVER */
  char *rule;     /* (nullable): id of the row that decides */
} SuimaKept;

void suima_kept_free (SuimaKept *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaKept, suima_kept_free)

/** SuimaKeptDay: the day, and the row that gave it. */
typedef struct
{
  SuimaDay until;
  const char *rule; /* (nullable): of the policy */
} SuimaKeptDay;

/**
 * suima_retention_of_batch:
 * @last: the last day on which anything happened to it
 *
 * Shelf life and the months behind it, and so many months at least: the longer wins. Without a rule
 * nothing ever goes.
 */
SuimaKeptDay suima_retention_of_batch (const SuimaPolicy *policy,
                                       const SuimaBatch *batch,
                                       const char *jurisdiction,
                                       SuimaDay last);

/** suima_retention_of_duty: @duty: `records` or `seller-records`  @months: the name of its number.
 * Returns: so many months after @day, for what belongs to no batch. */
SuimaKeptDay suima_retention_of_duty (const SuimaPolicy *policy,
                                      const char *duty,
                                      const char *months,
                                      const char *jurisdiction,
                                      SuimaDay day);

/** suima_retention_longer: Returns: the later of two. */
SuimaKeptDay suima_retention_longer (SuimaKeptDay one, SuimaKeptDay other);
