// SPDX-License-Identifier: Apache-2.0
// The readers' side of a sheet: filled cells in reading order over one arena of text.
#pragma once

#include "suima-sheet.h"

#define SUIMA_SHEET_MAX_CELLS 6000000u
#define SUIMA_SHEET_MAX_TEXT_BYTES (80u << 20)

typedef enum
{
  SUIMA_CELL_TEXT,
  SUIMA_CELL_NUMBER,  /* of a workbook, and no date */
  SUIMA_CELL_FORMULA, /* whose value was not saved: without text */
} SuimaCellKind;

/** SuimaCell: @text is an offset into the arena; 0 is the empty text. */
typedef struct
{
  guint32 text;
  guint16 column; /* from 1 */
  guint16 kind;   /* SuimaCellKind */
} SuimaCell;

/** suima_sheet_new: Returns: (transfer full): a sheet without cells. */
SuimaSheet *suima_sheet_new (void);

/**
 * suima_sheet_add_text:
 * @text, @size_bytes: UTF-8 without NUL
 * @ret_text: (out): its offset; several cells may share it
 *
 * Returns: %TRUE on success. Errors: INVALID when the sheet's text passes 80 MB.
 */
gboolean suima_sheet_add_text (SuimaSheet *sheet,
                               const char *text,
                               gsize size_bytes,
                               guint32 *ret_text,
                               GError **error);

/**
 * suima_sheet_add_cell:
 * @row: from 1, not before the row of the cell added last
 * @cell: its column is behind that of the row's last cell; an empty text is passed over, a
 *   formula is not
 *
 * Returns: %TRUE on success. Errors: INVALID over the limits of rows, columns and cells, or out
 * of order.
 */
gboolean suima_sheet_add_cell (SuimaSheet *sheet, guint row, SuimaCell cell, GError **error);

/** suima_sheet_read_csv: @bytes: not empty. Errors: INVALID, as suima_sheet_read(). */
SuimaSheet *suima_sheet_read_csv (GBytes *bytes, GError **error);

/** suima_sheet_read_xlsx: @bytes: a zip file. Errors: INVALID, as suima_sheet_read(). */
SuimaSheet *suima_sheet_read_xlsx (GBytes *bytes, GError **error);

/** suima_sheet_read_html: @bytes: a web page; the tables of it, one below another; a table in a cell
 * for itself. Nothing is loaded. Errors: INVALID, as suima_sheet_read(); nested over 256 deep, or
 * cut off inside a table. */
SuimaSheet *suima_sheet_read_html (GBytes *bytes, GError **error);

/** suima_sheet_read_epcis: @bytes: an EPCIS 2.0 document in JSON, at most 8 MB; a row for each
 * ObjectEvent with action ADD and ilmd. Errors: INVALID: no such document, a wrong event, no such
 * event in it. */
SuimaSheet *suima_sheet_read_epcis (GBytes *bytes, GError **error);
