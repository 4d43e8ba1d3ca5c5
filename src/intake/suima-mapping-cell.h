// SPDX-License-Identifier: Apache-2.0
// What people, spreadsheets and exporters write into a cell. Private to the intake room.
#pragma once

#include <glib.h>

/** suima_cell_clean: Returns: (transfer full) (nullable): @text without blanks and exporters' marks
 * at its ends and without control characters; %NULL for what stands where there is nothing: `/`,
 * `－`, `无`, `#N/A`. */
char *suima_cell_clean (const char *text);

/** suima_cell_narrow: Returns: (transfer full): @text with full-width digits, letters and marks
 * narrow and each ideographic space a space; nothing else changes, as this is for codes. */
char *suima_cell_narrow (const char *text);

/** suima_cell_shorten: Returns: (transfer full): @text without control characters; what is behind
 * 200 bytes is cut off and shown as …. */
char *suima_cell_shorten (const char *text);

/** suima_cell_is_total: Returns: whether @text heads a row of totals: 合计, 本页小计：. */
gboolean suima_cell_is_total (const char *text);

typedef enum
{
  SUIMA_NUMBER_WHOLE,
  SUIMA_NUMBER_DAMAGED, /* a spreadsheet ate digits of it */
  SUIMA_NUMBER_SUSPECT, /* it may have: 16 digits, the last a zero */
} SuimaNumberState;

/**
 * suima_cell_judge_number:
 * @text: narrow
 * @was_number: the spreadsheet kept it as a number
 *
 * A spreadsheet's number holds 15 digits; it writes zeros behind them, or `5.34520E+17`.
 */
SuimaNumberState suima_cell_judge_number (const char *text, gboolean was_number);
