// SPDX-License-Identifier: Apache-2.0
// A table of texts to the bytes of a CSV or XLSX file that a spreadsheet opens without harm.
#pragma once

#include <glib.h>

typedef enum
{
  SUIMA_TABLE_CSV,         /* UTF-8 with a byte order mark */
  SUIMA_TABLE_CSV_GB18030, /* as a spreadsheet in Chinese writes it */
  SUIMA_TABLE_XLSX,
} SuimaTableFormat;

/** SuimaTable: opaque; columns first, then rows. */
typedef struct _SuimaTable SuimaTable;

/** suima_table_new: @title: of the sheet, 31 characters of it are used. */
SuimaTable *suima_table_new (const char *title);
void suima_table_free (SuimaTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTable, suima_table_free)

/** suima_table_add_column: @is_number: plain decimals in it can be added up; all else stays text. */
void suima_table_add_column (SuimaTable *table, const char *header, gboolean is_number);

/** suima_table_add_row: @cells: (transfer full): %NULL-terminated, one a column. */
void suima_table_add_row (SuimaTable *table, char **cells);
guint suima_table_get_n_rows (const SuimaTable *table);

/**
 * suima_sheet_write:
 *
 * The first row names the columns. Nothing in a cell is a formula: in CSV a text that begins with
 * `=`, `+`, `-` or `@` gets an apostrophe in front; in XLSX it is a text. Numbers that a spreadsheet
 * would damage (12 digits and more, zeros in front, `1E5`) stay texts: in CSV a tab stands behind
 * them. Control characters become blanks. Lines end in CR LF.
 *
 * Returns: (transfer full): the file. Errors: INVALID (over the rows and columns of a sheet),
 * NO_SPACE, INTERNAL.
 */
GBytes *suima_sheet_write (const SuimaTable *table, SuimaTableFormat format, GError **error);
