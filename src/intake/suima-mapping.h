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
  SUIMA_PROBLEM_DAMAGED_NUMBER, /* 7.80E+12, or zeros past the 15th digit: the spreadsheet ate the
                                   digits */
  SUIMA_PROBLEM_DATE,      /* no such day, or not a date */
  SUIMA_PROBLEM_FUTURE,    /* made after today */
  SUIMA_PROBLEM_SHELF_LIFE,
  SUIMA_PROBLEM_EXPIRY_CONFLICT, /* shelf life and expiry day disagree */
  SUIMA_PROBLEM_QUANTITY,
  SUIMA_PROBLEM_TOO_LONG,
  SUIMA_PROBLEM_FORMULA, /* a formula whose value was not saved with the file */

  /* notes: the row, or the good row's batch, went in all the same or was never meant to */
  SUIMA_PROBLEM_TOTAL_ROW,
  SUIMA_PROBLEM_FORMULA_ROW,
  SUIMA_PROBLEM_SUSPECT_NUMBER, /* 16 digits, the last a zero: it may have been another digit */
} SuimaProblemCode;

/** suima_problem_code_to_text: Returns: (transfer none): ASCII, `check-digit` and so on. */
const char *suima_problem_code_to_text (SuimaProblemCode code);

/** SuimaProblem: why a row did not go in; or a note. */
typedef struct
{
  guint row;    /* of the sheet, from 1 */
  guint column; /* of the sheet, from 1; 0: the row as a whole, or a column
                   that the sheet has not */
  char *header; /* (nullable): the column's header as it stands in the sheet */
  SuimaProblemCode code;
  char *value;  /* the cell; what is behind 200 bytes is cut off and shown as … */
} SuimaProblem;

void suima_problem_free (SuimaProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaProblem, suima_problem_free)

typedef struct _SuimaMapping SuimaMapping;

/**
 * suima_mapping_new:
 * @sheet: a grid, which must outlive the mapping; the header stands anywhere in its first 15 rows,
 *   in one row or in two (供货者 above 名称 and 电话)
 * @today: a production day behind it is a problem
 * @error: return location
 *
 * Reads the sheet row by row, so that what was read need not be kept. A row with a problem gives
 * no batch; empty rows and a repeated header are passed over, totals rows with a note. Texts are
 * taken as they stand, without blanks and exporters' TAB or back-tick at their ends, numbers and
 * codes with full-width characters made narrow; `/`, `-`, `无` and a formula's error (`#N/A`) count
 * as empty. Without a column of units the unit in a header like 数量(箱) is taken.
 *
 * Returns: (transfer full): the mapping, before its first row. Errors: INVALID when no header row
 * is found.
 */
SuimaMapping *suima_mapping_new (const SuimaSheet *sheet, SuimaDay today, GError **error);
void suima_mapping_free (SuimaMapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaMapping, suima_mapping_free)

/** suima_mapping_next: Returns: (transfer full) (nullable): the batch of the next good row; %NULL
 * at the end of the sheet. */
SuimaBatch *suima_mapping_next (SuimaMapping *mapping);

/** suima_mapping_get_row: Returns: the row read last, from 1. */
guint suima_mapping_get_row (const SuimaMapping *mapping);
/** suima_mapping_get_n_bad_rows: Returns: rows so far that gave no batch but problems. */
guint suima_mapping_get_n_bad_rows (const SuimaMapping *mapping);
/** suima_mapping_get_problems: Returns: (transfer none) (element-type SuimaProblem): those so far,
 * in row order, at most 20,000. */
GPtrArray *suima_mapping_get_problems (const SuimaMapping *mapping);
/** suima_mapping_get_notes: Returns: (transfer none) (element-type SuimaProblem): totals rows, rows
 * of formulas without values, numbers that may have lost their last digit; at most 2,000. */
GPtrArray *suima_mapping_get_notes (const SuimaMapping *mapping);
