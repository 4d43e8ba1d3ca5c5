// SPDX-License-Identifier: Apache-2.0
#include "suima-ledger-sheet.h"

#include "suima-document.h"

#include <string.h>

typedef enum
{
  SUIMA_LEDGER_NUMBER,
  SUIMA_LEDGER_LOT,
  SUIMA_LEDGER_QUANTITY,
  SUIMA_LEDGER_UNIT,
  SUIMA_LEDGER_PRODUCT,
  SUIMA_LEDGER_SUPPLIER,
  SUIMA_LEDGER_IMPORTER,
  SUIMA_LEDGER_PHONE,
  SUIMA_LEDGER_DAY,
  SUIMA_N_LEDGER_FIELDS
} SuimaLedgerField;

static const char *const suima_ledger_fields[SUIMA_N_LEDGER_FIELDS] = {
  "number", "lot", "quantity", "unit", "product", "supplier", "importer", "phone", "day"
};

typedef struct
{
  guint header_row;
  guint columns[SUIMA_N_LEDGER_FIELDS]; /* from 1; 0: the sheet has none */
  char *unit;                           /* (nullable): of a header 数量(箱) */
} SuimaLedgerColumns;

/* Without blanks, marks and parentheses; what stands in those goes to @inner. */
static char *
suima_ledger_fold_header (const char *text, GString *inner)
{
  g_autofree char *folded = suima_text_fold (text);
  g_autofree char *lower = g_utf8_strdown (folded, -1);
  GString *key = g_string_new (NULL);
  guint depth = 0;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '(' || c == '[' || c == 0x3010)
        depth++;
      else if (c == ')' || c == ']' || c == 0x3011)
        depth -= depth > 0 ? 1 : 0;
      else if (g_unichar_isalnum (c))
        g_string_append_unichar (depth > 0 ? inner : key, c);
    }
  return g_string_free (key, FALSE);
}

static gboolean
suima_ledger_has_name (const json_t *headers, SuimaLedgerField field, const char *key)
{
  const json_t *names =
      json_object_get (json_object_get (headers, "fields"), suima_ledger_fields[field]);
  gsize i;
  json_t *name;

  json_array_foreach (names, i, name)
    if (g_strcmp0 (json_string_value (name), key) == 0)
      return TRUE;
  return FALSE;
}

static guint
suima_ledger_read_header (const SuimaSheet *sheet,
                          const json_t *headers,
                          guint row,
                          SuimaLedgerColumns *columns)
{
  guint n_fields = 0;

  for (guint column = 1; column <= suima_sheet_get_n_columns (sheet); column++)
    {
      const char *text = suima_sheet_get_cell (sheet, row, column);
      g_autoptr (GString) inner = g_string_new (NULL);
      g_autofree char *key = strlen (text) <= 120 ? suima_ledger_fold_header (text, inner) : NULL;
      for (guint field = 0; key != NULL && *key != '\0' && field < SUIMA_N_LEDGER_FIELDS; field++)
        {
          if (columns->columns[field] != 0 ||
              !suima_ledger_has_name (headers, (SuimaLedgerField)field, key))
            continue;
          columns->columns[field] = column;
          n_fields++;
          if (field == SUIMA_LEDGER_QUANTITY && inner->len > 0)
            columns->unit = g_strdup (inner->str);
          break;
        }
    }
  columns->header_row = row;
  return n_fields;
}

static gboolean
suima_ledger_find_header (const SuimaSheet *sheet, const json_t *headers, SuimaLedgerColumns *best)
{
  guint last = MIN (suima_sheet_get_n_rows (sheet), SUIMA_LEDGER_HEADER_ROWS), most = 1;

  for (guint row = 1; row <= last; row++)
    {
      SuimaLedgerColumns columns = { 0 };
      guint n_fields = suima_ledger_read_header (sheet, headers, row, &columns);
      if (columns.columns[SUIMA_LEDGER_NUMBER] == 0 ||
          columns.columns[SUIMA_LEDGER_QUANTITY] == 0 || n_fields <= most)
        {
          g_free (columns.unit);
          continue;
        }
      most = n_fields;
      g_free (best->unit);
      *best = columns;
    }
  return best->header_row != 0;
}

/* The folded cell; NULL for an empty one, and for marks that mean nothing. */
static char *
suima_ledger_dup_cell (const SuimaSheet *sheet,
                       const SuimaLedgerColumns *columns,
                       guint row,
                       SuimaLedgerField field)
{
  guint column = columns->columns[field];
  g_autofree char *text = suima_text_fold (
      column != 0 ? suima_sheet_get_cell (sheet, row, column) : "");
  static const char *const nothing[] = { "", "-", "--", "/", "无", "#N/A", NULL };

  return g_strv_contains (nothing, text) ? NULL : g_steal_pointer (&text);
}

static gboolean
suima_ledger_is_total (const SuimaSheet *sheet, guint row)
{
  for (guint column = 1; column <= suima_sheet_get_n_columns (sheet); column++)
    {
      g_autofree char *text = suima_text_fold (suima_sheet_get_cell (sheet, row, column));
      if (*text == '\0')
        continue;
      return g_str_has_prefix (text, "合计") || g_str_has_prefix (text, "总计") ||
             g_str_has_prefix (text, "小计") || g_str_has_prefix (text, "本页合计") ||
             g_ascii_strcasecmp (text, "total") == 0;
    }
  return TRUE; /* an empty row */
}

static void
suima_ledger_take_number (char **number, char *cell)
{
  g_autofree char *taken = cell;

  *number = taken ? suima_paper_number_fold (taken) : g_strdup ("");
}

static SuimaLedgerLine *
suima_ledger_new_line (const SuimaSheet *sheet, const SuimaLedgerColumns *columns, guint row)
{
  SuimaLedgerLine *line = suima_ledger_line_new ();
  g_autofree char *quantity = suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_QUANTITY);
  g_autofree char *day = suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_DAY);

  line->row = row;
  suima_ledger_take_number (&line->number,
                            suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_NUMBER));
  suima_ledger_take_number (&line->lot,
                            suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_LOT));
  line->product = suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_PRODUCT);
  line->supplier = suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_SUPPLIER);
  line->importer = suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_IMPORTER);
  line->phone = suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_PHONE);
  line->unit = suima_ledger_dup_cell (sheet, columns, row, SUIMA_LEDGER_UNIT);
  if (line->unit == NULL)
    line->unit = g_strdup (columns->unit);
  if (quantity == NULL || !suima_quantity_parse (quantity, &line->quantity_milli, NULL))
    line->quantity_milli = 0;
  if (day != NULL && !suima_day_parse (day, &line->day, NULL))
    line->day = SUIMA_DAY_NONE;
  return line;
}

gboolean
suima_ledger_read (const SuimaSheet *sheet, const json_t *headers, guint ledger, GPtrArray *lines)
{
  SuimaLedgerColumns columns = { 0 };

  if (!suima_ledger_find_header (sheet, headers, &columns))
    return FALSE;
  for (guint row = columns.header_row + 1; row <= suima_sheet_get_n_rows (sheet); row++)
    {
      g_autoptr (SuimaLedgerLine) line = NULL;
      if (suima_ledger_is_total (sheet, row))
        continue;
      line = suima_ledger_new_line (sheet, &columns, row);
      line->ledger = ledger;
      if (*line->number != '\0' || *line->lot != '\0' || line->product != NULL)
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  g_free (columns.unit);
  return TRUE;
}
