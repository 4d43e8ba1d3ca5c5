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

/** SuimaSheetKind: what a file is by its bytes, whatever its name. */
typedef enum
{
  SUIMA_SHEET_TEXT, /* what is no other: CSV, tabs, semicolons, in whatever charset */
  SUIMA_SHEET_XLSX, /* a zip; whether it holds a workbook, reading it tells */
  SUIMA_SHEET_HTML, /* a web page, which exporters call .xls */
  SUIMA_SHEET_EPCIS, /* a JSON document */

  /* not read */
  SUIMA_SHEET_OLD_WORKBOOK, /* compound file: .xls, .et */
  SUIMA_SHEET_LOCKED,       /* compound file: a workbook behind a password */
  SUIMA_SHEET_OPEN_DOCUMENT, /* .ods of LibreOffice */
  SUIMA_SHEET_XML,          /* XML spreadsheet 2003 and its like */
  SUIMA_SHEET_MHT,          /* a web archive */
  SUIMA_SHEET_PDF,
  SUIMA_SHEET_PICTURE,
  SUIMA_SHEET_ARCHIVE, /* RAR, 7z, gzip */
} SuimaSheetKind;

/** suima_sheet_find_kind: Returns: the kind of @bytes. */
SuimaSheetKind suima_sheet_find_kind (GBytes *bytes);
gboolean suima_sheet_kind_is_read (SuimaSheetKind kind);
/** suima_sheet_kind_to_code: Returns: (transfer none): ASCII, `old-workbook` and so on. */
const char *suima_sheet_kind_to_code (SuimaSheetKind kind);

/**
 * suima_sheet_read:
 * @bytes: a whole file, at most SUIMA_SHEET_MAX_FILE_BYTES
 * @error: return location
 *
 * By its content an XLSX, the tables of a web page, the object events of an EPCIS 2.0
 * document, else text: byte order mark (UTF-8, UTF-16), UTF-16 by its zero bytes or blanks, strict
 * UTF-8, then GB18030; comma, tab or semicolon by looking at the first 20 lines. Dates of XLSX become `YYYY-MM-DD` text, numbers their
 * shortest exact text, formula cells their cached value if they have one. Hidden sheets are passed over.
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

/** suima_sheet_is_formula: Returns: whether the cell of an XLSX holds a formula whose value was not
 * saved with it; its text is "". */
gboolean suima_sheet_is_formula (const SuimaSheet *sheet, guint row, guint column);
