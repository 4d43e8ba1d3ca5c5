// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet-grid.h"

#include "suima-error.h"

#include <string.h>

struct _SuimaSheet
{
  char *text; /* owned: the arena, texts end in NUL */
  gsize text_bytes, text_capacity;
  SuimaCell *cells; /* owned */
  gsize n_cells, cells_capacity;
  guint32 *rows; /* owned: index of the first cell of each row */
  guint n_rows, rows_capacity;
  guint n_columns;
};

/* Grows by a quarter: doubling would pass the memory that a kiosk has to spare. */
static gpointer
suima_sheet_grow (gpointer memory, gsize *capacity, gsize needed, gsize element_bytes)
{
  if (needed <= *capacity)
    return memory;
  *capacity = MAX (needed, *capacity + *capacity / 4 + 256);
  return g_realloc_n (memory, *capacity, element_bytes);
}

SuimaSheet *
suima_sheet_new (void)
{
  SuimaSheet *sheet = g_new0 (SuimaSheet, 1);

  sheet->text = suima_sheet_grow (NULL, &sheet->text_capacity, 1, 1);
  sheet->text[sheet->text_bytes++] = '\0';
  return sheet;
}

void
suima_sheet_free (SuimaSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_free (sheet->text);
  g_free (sheet->cells);
  g_free (sheet->rows);
  g_free (sheet);
}

gboolean
suima_sheet_add_text (
    SuimaSheet *sheet, const char *text, gsize size_bytes, guint32 *ret_text, GError **error)
{
  gsize needed = sheet->text_bytes + size_bytes + 1;

  if (size_bytes == 0)
    {
      *ret_text = 0;
      return TRUE;
    }
  if (needed > SUIMA_SHEET_MAX_TEXT_BYTES)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "the sheet holds more than %u MB of text", SUIMA_SHEET_MAX_TEXT_BYTES >> 20);
      return FALSE;
    }
  sheet->text = suima_sheet_grow (sheet->text, &sheet->text_capacity, needed, 1);
  memcpy (sheet->text + sheet->text_bytes, text, size_bytes);
  sheet->text[needed - 1] = '\0';
  *ret_text = (guint32)sheet->text_bytes;
  sheet->text_bytes = needed;
  return TRUE;
}

static gboolean
suima_sheet_check_place (const SuimaSheet *sheet, guint row, guint column, GError **error)
{
  if (row > SUIMA_SHEET_MAX_ROWS)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the sheet has more than %u rows",
                 SUIMA_SHEET_MAX_ROWS);
  else if (column > SUIMA_SHEET_MAX_COLUMNS)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "row %u has more than %u columns", row,
                 SUIMA_SHEET_MAX_COLUMNS);
  else if (sheet->n_cells >= SUIMA_SHEET_MAX_CELLS)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the sheet has more than %u filled cells up to row %u", SUIMA_SHEET_MAX_CELLS,
                 row);
  else if (row < sheet->n_rows || column < 1 ||
           (row == sheet->n_rows && column <= sheet->cells[sheet->n_cells - 1].column))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the cells of the sheet are out of order at row %u", row);
  else
    return TRUE;
  return FALSE;
}

static void
suima_sheet_begin_rows (SuimaSheet *sheet, guint row)
{
  gsize capacity = sheet->rows_capacity;

  sheet->rows = suima_sheet_grow (sheet->rows, &capacity, row, sizeof *sheet->rows);
  sheet->rows_capacity = (guint)capacity;
  while (sheet->n_rows < row)
    sheet->rows[sheet->n_rows++] = (guint32)sheet->n_cells;
}

gboolean
suima_sheet_add_cell (SuimaSheet *sheet, guint row, SuimaCell cell, GError **error)
{
  if (cell.text == 0 && cell.kind != SUIMA_CELL_FORMULA)
    return TRUE;
  if (!suima_sheet_check_place (sheet, row, cell.column, error))
    return FALSE;
  suima_sheet_begin_rows (sheet, row);
  sheet->cells = suima_sheet_grow (sheet->cells, &sheet->cells_capacity, sheet->n_cells + 1,
                                   sizeof *sheet->cells);
  sheet->cells[sheet->n_cells++] = cell;
  sheet->n_columns = MAX (sheet->n_columns, cell.column);
  return TRUE;
}

guint
suima_sheet_get_n_rows (const SuimaSheet *sheet)
{
  return sheet->n_rows;
}

guint
suima_sheet_get_n_columns (const SuimaSheet *sheet)
{
  return sheet->n_columns;
}

static const SuimaCell *
suima_sheet_find_cell (const SuimaSheet *sheet, guint row, guint column)
{
  gsize low, high;

  if (row < 1 || row > sheet->n_rows)
    return NULL;
  low = sheet->rows[row - 1];
  high = row < sheet->n_rows ? sheet->rows[row] : sheet->n_cells;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      if (sheet->cells[middle].column == column)
        return &sheet->cells[middle];
      if (sheet->cells[middle].column < column)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

const char *
suima_sheet_get_cell (const SuimaSheet *sheet, guint row, guint column)
{
  const SuimaCell *cell = suima_sheet_find_cell (sheet, row, column);

  return cell ? sheet->text + cell->text : "";
}

gboolean
suima_sheet_was_number (const SuimaSheet *sheet, guint row, guint column)
{
  const SuimaCell *cell = suima_sheet_find_cell (sheet, row, column);

  return cell != NULL && cell->kind == SUIMA_CELL_NUMBER;
}

gboolean
suima_sheet_is_formula (const SuimaSheet *sheet, guint row, guint column)
{
  const SuimaCell *cell = suima_sheet_find_cell (sheet, row, column);

  return cell != NULL && cell->kind == SUIMA_CELL_FORMULA;
}
