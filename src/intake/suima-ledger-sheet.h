// SPDX-License-Identifier: Apache-2.0
// A grid of cells to lines of a ledger that is compared with others.
#pragma once

#include "suima-json.h"
#include "suima-reconciliation.h"
#include "suima-sheet.h"

#define SUIMA_LEDGER_HEADER_ROWS 15u

/**
 * suima_ledger_read:
 * @sheet: a grid; the header stands anywhere in its first SUIMA_LEDGER_HEADER_ROWS rows
 * @headers: what the columns are called: `fields` with a list of names for each of number, lot,
 *   quantity, unit, product, supplier, importer, phone, day
 * @ledger: 0 to SUIMA_N_LEDGERS - 1: goes into each line
 * @lines: (element-type SuimaLedgerLine): where the lines go
 *
 * A header is compared without blanks, marks and what stands in parentheses; the unit may stand
 * there: 数量(箱). Numbers and lots are folded by suima_paper_number_fold(). Empty rows and totals
 * are passed over; a row that names a lot or a product but no certificate is a line without a number.
 *
 * Returns: %TRUE, or %FALSE where no row names a certificate and a quantity.
 */
gboolean
suima_ledger_read (const SuimaSheet *sheet, const json_t *headers, guint ledger, GPtrArray *lines);
