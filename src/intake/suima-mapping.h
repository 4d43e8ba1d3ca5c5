// SPDX-License-Identifier: Apache-2.0
// A grid of cells to batches and problems.
#pragma once

#include "suima-batch.h"
#include "suima-sheet.h"

#include <glib.h>

typedef enum
{
  SUIMA_PROBLEM_MISSING,   /* a cell that must be filled is empty */
  SUIMA_PROBLEM_CHECK_DIGIT,
  SUIMA_PROBLEM_DAMAGED_NUMBER, /* 7.80E+12, or 16 digits and more ending in 000: the spreadsheet
                                   ate the digits */
  SUIMA_PROBLEM_DATE,      /* no such day, or not a date */
  SUIMA_PROBLEM_FUTURE,    /* made after today */
  SUIMA_PROBLEM_SHELF_LIFE,
  SUIMA_PROBLEM_EXPIRY_CONFLICT, /* shelf life and expiry day disagree */
  SUIMA_PROBLEM_QUANTITY,
  SUIMA_PROBLEM_TOO_LONG,
} SuimaProblemCode;

/** suima_problem_code_to_text: Returns: (transfer none): ASCII, `check-digit` and so on. */
const char *suima_problem_code_to_text (SuimaProblemCode code);

/** SuimaProblem: why a row did not go in. */
typedef struct
{
  guint row;    /* of the sheet, from 1 */
  guint column; /* of the sheet, from 1; 0 when the sheet has no such column */
  char *header; /* (nullable): the column's header as it stands in the sheet */
  SuimaProblemCode code;
  char *value;  /* the cell; what is behind 200 bytes is cut off and shown as … */
} SuimaProblem;

void suima_problem_free (SuimaProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaProblem, suima_problem_free)

/**
 * suima_mapping_apply:
 * @sheet: a grid; the header stands anywhere in its first 15 rows
 * @today: a production day behind it is a problem
 * @ret_problems: (out) (element-type SuimaProblem): in row order
 * @error: return location
 *
 * A row with a problem gives no batch; empty rows, totals rows and a repeated header are passed
 * over. Texts are taken as they stand, without blanks and exporters' TAB or back-tick at their
 * ends; `/`, `-`, `无` and a formula's error (`#N/A`) count as empty. Without a column of units the
 * unit in a header like 数量(箱) is taken.
 *
 * Returns: (transfer full) (element-type SuimaBatch): the good rows in order; may be empty.
 * Errors: INVALID when no header row is found.
 */
GPtrArray *suima_mapping_apply (const SuimaSheet *sheet,
                                SuimaDay today,
                                GPtrArray **ret_problems,
                                GError **error);
