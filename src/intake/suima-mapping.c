// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping.h"

#include "suima-error.h"
#include "suima-mapping-cell.h"
#include "suima-mapping-row.h"

#include <string.h>

struct _SuimaMapping
{
  SuimaColumns columns; /* owned */
  SuimaRow row;         /* the arrays and the table are owned */
  guint n_bad_rows;
  guint n_batches;
  guint first_formulas; /* the first row of nothing but formulas without values; 0 for none */
};

const char *
suima_problem_code_to_text (SuimaProblemCode code)
{
  static const char *const texts[] = {
    [SUIMA_PROBLEM_MISSING] = "missing",
    [SUIMA_PROBLEM_CHECK_DIGIT] = "check-digit",
    [SUIMA_PROBLEM_DAMAGED_NUMBER] = "damaged-number",
    [SUIMA_PROBLEM_DATE] = "date",
    [SUIMA_PROBLEM_FUTURE] = "future",
    [SUIMA_PROBLEM_SHELF_LIFE] = "shelf-life",
    [SUIMA_PROBLEM_EXPIRY_CONFLICT] = "expiry-conflict",
    [SUIMA_PROBLEM_QUANTITY] = "quantity",
    [SUIMA_PROBLEM_TOO_LONG] = "too-long",
    [SUIMA_PROBLEM_FORMULA] = "formula",
    [SUIMA_PROBLEM_TOTAL_ROW] = "total-row",
    [SUIMA_PROBLEM_FORMULA_ROW] = "formula-row",
    [SUIMA_PROBLEM_SUSPECT_NUMBER] = "suspect-number",
  };

  g_return_val_if_fail (code < G_N_ELEMENTS (texts), "unknown");
  return texts[code];
}

void
suima_problem_free (SuimaProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->header);
  g_free (problem->value);
  g_free (problem);
}

typedef enum
{
  SUIMA_ROW_EMPTY, /* or a number, a signature, the header again on a new page */
  SUIMA_ROW_GOODS,
  SUIMA_ROW_TOTAL,
  SUIMA_ROW_FORMULAS, /* nothing but formulas without values */
} SuimaRowKind;

/* Whether a mapped column of the row is @has_text filled, or else a formula without a value. */
static gboolean
suima_row_has_field (const SuimaRow *row, gboolean has_text)
{
  for (guint field = SUIMA_FIELD_PRODUCT; field < SUIMA_N_FIELDS; field++)
    {
      guint column = row->columns->columns[field];
      const char *cell = column ? suima_sheet_get_cell (row->sheet, row->row, column) : "";
      if (has_text ? cell[strspn (cell, " \t")] != '\0'
                   : column != 0 && suima_sheet_is_formula (row->sheet, row->row, column))
        return TRUE;
    }
  return FALSE;
}

/* The word stands first, or as the product, or anywhere in a row without a product. */
static gboolean
suima_row_has_total (const SuimaRow *row)
{
  guint product_column = row->columns->columns[SUIMA_FIELD_PRODUCT];
  const char *product = suima_sheet_get_cell (row->sheet, row->row, product_column);
  gboolean is_first = TRUE;

  if (suima_cell_is_total (product))
    return TRUE;
  for (guint column = 1; column <= suima_sheet_get_n_columns (row->sheet); column++)
    {
      const char *cell = suima_sheet_get_cell (row->sheet, row->row, column);
      if (cell[strspn (cell, " \t")] == '\0')
        continue;
      if ((is_first || product[0] == '\0') && suima_cell_is_total (cell))
        return TRUE;
      if (product[0] != '\0')
        return FALSE;
      is_first = FALSE;
    }
  return FALSE;
}

static SuimaRowKind
suima_row_find_kind (const SuimaRow *row)
{
  gboolean has_text = suima_row_has_field (row, TRUE);

  if (suima_row_has_total (row))
    return SUIMA_ROW_TOTAL;
  if (!has_text)
    return suima_row_has_field (row, FALSE) ? SUIMA_ROW_FORMULAS : SUIMA_ROW_EMPTY;
  return suima_columns_is_header (row->columns, row->sheet, row->row) ? SUIMA_ROW_EMPTY
                                                                      : SUIMA_ROW_GOODS;
}

SuimaMapping *
suima_mapping_new (const SuimaSheet *sheet, SuimaDay today, GError **error)
{
  SuimaMapping *mapping;
  SuimaColumns columns;

  if (!suima_columns_find (sheet, &columns))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "none of the first %u rows names the columns (品名, 数量 and so on)",
                   SUIMA_MAPPING_HEADER_ROWS);
      return NULL;
    }
  mapping = g_new0 (SuimaMapping, 1);
  mapping->columns = columns;
  mapping->row = (SuimaRow){
    .sheet = sheet,
    .columns = &mapping->columns,
    .countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .problems = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_problem_free),
    .notes = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_problem_free),
    .today = today,
    .row = columns.header_row,
  };
  return mapping;
}

void
suima_mapping_free (SuimaMapping *mapping)
{
  if (mapping == NULL)
    return;
  suima_columns_clear (&mapping->columns);
  g_hash_table_unref (mapping->row.countries);
  g_ptr_array_unref (mapping->row.problems);
  g_ptr_array_unref (mapping->row.notes);
  g_free (mapping);
}

/* Returns: (transfer full) (nullable): the batch of the row that the mapping stands at. */
static SuimaBatch *
suima_mapping_read_row (SuimaMapping *mapping)
{
  SuimaBatch *batch = NULL;

  switch (suima_row_find_kind (&mapping->row))
    {
    case SUIMA_ROW_GOODS:
      batch = suima_row_read (&mapping->row);
      mapping->n_batches += batch != NULL ? 1 : 0;
      mapping->n_bad_rows += batch != NULL ? 0 : 1;
      break;
    case SUIMA_ROW_TOTAL:
      suima_row_add_note (&mapping->row, 0, SUIMA_PROBLEM_TOTAL_ROW);
      break;
    case SUIMA_ROW_FORMULAS:
      suima_row_add_note (&mapping->row, 0, SUIMA_PROBLEM_FORMULA_ROW);
      if (mapping->first_formulas == 0)
        mapping->first_formulas = mapping->row.row;
      break;
    case SUIMA_ROW_EMPTY:
    default:
      break;
    }
  return batch;
}

/* Below the goods such rows are a form that waits for more; a sheet of nothing else is no empty
 * delivery, so its first row is read as if goods stood there. */
static void
suima_mapping_finish (SuimaMapping *mapping)
{
  if (mapping->first_formulas == 0 || mapping->n_batches + mapping->n_bad_rows > 0)
    return;
  mapping->row.row = mapping->first_formulas;
  suima_batch_free (suima_row_read (&mapping->row));
  mapping->n_bad_rows++;
  mapping->row.row = suima_sheet_get_n_rows (mapping->row.sheet);
}

SuimaBatch *
suima_mapping_next (SuimaMapping *mapping)
{
  guint n_rows = suima_sheet_get_n_rows (mapping->row.sheet);

  while (mapping->row.row < n_rows)
    {
      SuimaBatch *batch;
      mapping->row.row++;
      batch = suima_mapping_read_row (mapping);
      if (batch != NULL)
        return batch;
    }
  suima_mapping_finish (mapping);
  return NULL;
}

guint
suima_mapping_get_row (const SuimaMapping *mapping)
{
  return mapping->row.row;
}

guint
suima_mapping_get_n_bad_rows (const SuimaMapping *mapping)
{
  return mapping->n_bad_rows;
}

GPtrArray *
suima_mapping_get_problems (const SuimaMapping *mapping)
{
  return mapping->row.problems;
}

GPtrArray *
suima_mapping_get_notes (const SuimaMapping *mapping)
{
  return mapping->row.notes;
}
