// SPDX-License-Identifier: Apache-2.0
// Bytes of a delivery file to a grid of cells. The bytes are hostile until read.
#pragma once

#include "suima-day.h"

#include <glib.h>

#define SUIMA_SHEET_MAX_FILE_BYTES (48u << 20)
#define SUIMA_SHEET_MAX_ROWS 200000u
#define SUIMA_SHEET_MAX_COLUMNS 256u
#define SUIMA_SHEET_MAX_CELL_BYTES 32768u

typedef struct _SuimaSheet SuimaSheet;

/**
 * suima_sheet_read:
 * @bytes: a whole file, at most SUIMA_SHEET_MAX_FILE_BYTES
 * @error: return location
 *
 * XLSX by its content, else CSV: byte order mark (UTF-8, UTF-16), strict UTF-8, then GB18030;
 * comma, tab or semicolon by looking at the first 20 lines. Dates of XLSX become `YYYY-MM-DD` text, numbers their
 * shortest exact text, formula cells their cached value. Hidden sheets are passed over.
 *
 * Returns: (transfer full): the first visible sheet with a filled cell. Errors: INVALID: empty,
 * not text, cut off inside a character, encrypted, an old .xls, damaged, a zip bomb, a cell, row
 * count or file over the limits, over 6 million filled cells or 80 MB of text. All of it stays
 * under about 200 MB of memory beside @bytes.
 */
SuimaSheet *suima_sheet_read (GBytes *bytes, GError **error);
void suima_sheet_free (SuimaSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaSheet, suima_sheet_free)

/** suima_sheet_get_n_rows: Returns: the number of the last row that has a cell; rows count from 1. */
guint suima_sheet_get_n_rows (const SuimaSheet *sheet);
guint suima_sheet_get_n_columns (const SuimaSheet *sheet);

/** suima_sheet_get_cell: @row, @column: from 1. Returns: (transfer none): the text, "" for an
 * empty cell, UTF-8, not trimmed. */
const char *suima_sheet_get_cell (const SuimaSheet *sheet, guint row, guint column);

/** suima_sheet_was_number: Returns: whether the cell of an XLSX held a number that is no date. */
gboolean suima_sheet_was_number (const SuimaSheet *sheet, guint row, guint column);
