// SPDX-License-Identifier: Apache-2.0
// 盘点: a round through the shop with the scanner, and what it showed.
#pragma once

#include "suima-day.h"

#include <glib.h>

/** SuimaCountFinding: what a label in a round means. */
typedef enum
{
  SUIMA_COUNT_FOUND = 1, /* it belongs here; or it was missed in an earlier round */
  SUIMA_COUNT_STRANGER,  /* no label of this shop */
  SUIMA_COUNT_EXPIRED,
  SUIMA_COUNT_RECALLED,
  SUIMA_COUNT_MISPLACED, /* its place is another one */
  SUIMA_COUNT_GONE,      /* sold, destroyed, void: it should not be in the shop */
  SUIMA_COUNT_MISSING,   /* it should be here and was not scanned */
  SUIMA_COUNT_N_FINDINGS
} SuimaCountFinding;

/** suima_count_finding_to_code: Returns: (transfer none): `found`, `stranger`, `expired`, `recalled`,
 * `misplaced`, `gone`, `missing`. */
const char *suima_count_finding_to_code (SuimaCountFinding finding);
/** suima_count_finding_from_code: Returns: the finding; 0 for none of them. */
SuimaCountFinding suima_count_finding_from_code (const char *code);

/** SuimaCountRound: one round. */
typedef struct
{
  gint64 id;
  gint64 place_id; /* 0: the whole shop */
  char *place;     /* "" for the whole shop */
  gint64 opened_us;
  gint64 signed_us; /* 0: still open */
  char *signed_by;  /* nullable */
} SuimaCountRound;

void suima_count_round_free (SuimaCountRound *round);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaCountRound, suima_count_round_free)

/** SuimaCountLine: one label in a round. */
typedef struct
{
  char *code;   /* as scanned; of a MISSING one its serial */
  char *serial; /* nullable: a stranger has none */
  SuimaCountFinding finding;
  gint64 batch_id; /* 0 of a stranger */
  char *product, *lot, *place; /* nullable; where it should be */
  int state;    /* SuimaItemState; 0 of a stranger */
} SuimaCountLine;

void suima_count_line_free (SuimaCountLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaCountLine, suima_count_line_free)
