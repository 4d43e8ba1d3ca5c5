// SPDX-License-Identifier: Apache-2.0
#include "suima-xlsx.h"

#include "suima-error.h"

#include <math.h>
#include <string.h>

#define SUIMA_STRINGS_MAX_PART_BYTES (64u << 20)
/* 100,000 rows of 23 columns take about 100 MB; what is read of them is far less. */
#define SUIMA_CELLS_MAX_PART_BYTES (192u << 20)
#define SUIMA_STRINGS_TOO_LONG G_MAXUINT32

/* One worksheet on its way into the grid. */
typedef struct
{
  const SuimaBook *book; /* borrowed */
  SuimaSheet *sheet;     /* borrowed */
  guint row, column;     /* of the cell being read, from 1 */
  char type[10];         /* attribute t */
  guint style;
  GString *value; /* owned: text of v, or of the runs of is */
  gboolean in_value;
  gboolean has_formula, has_value;
  guint phonetic; /* depth inside rPh */
} SuimaCells;

/* Keeps one byte over the limit, so that too much can be told from just enough. */
static void
suima_xlsx_append (GString *run, const char *text, int size_bytes)
{
  gsize room_bytes = SUIMA_SHEET_MAX_CELL_BYTES + 1 - run->len;

  g_string_append_len (run, text, (gssize)MIN ((gsize)size_bytes, room_bytes));
}

SuimaStrings *
suima_strings_new (SuimaSheet *sheet)
{
  SuimaStrings *strings = g_new0 (SuimaStrings, 1);

  strings->sheet = sheet;
  strings->texts = g_array_new (FALSE, FALSE, sizeof (guint32));
  strings->run = g_string_new (NULL);
  return strings;
}

void
suima_strings_free (SuimaStrings *strings)
{
  if (strings == NULL)
    return;
  g_array_unref (strings->texts);
  g_string_free (strings->run, TRUE);
  g_free (strings);
}

static void
suima_strings_start (SuimaXmlWalk *walk, const char *name, const char **attributes)
{
  SuimaStrings *strings = walk->data;

  if (strcmp (name, "rPh") == 0)
    strings->phonetic++;
  else if (strcmp (name, "si") == 0)
    g_string_truncate (strings->run, 0);
  strings->in_text = strcmp (name, "t") == 0 && strings->phonetic == 0;
}

static void
suima_strings_end (SuimaXmlWalk *walk, const char *name)
{
  SuimaStrings *strings = walk->data;
  guint32 text = SUIMA_STRINGS_TOO_LONG;

  strings->in_text = FALSE;
  if (strcmp (name, "rPh") == 0)
    strings->phonetic--;
  if (strcmp (name, "si") != 0)
    return;
  if (strings->run->len <= SUIMA_SHEET_MAX_CELL_BYTES &&
      !suima_sheet_add_text (strings->sheet, strings->run->str, strings->run->len, &text,
                             &walk->error))
    return;
  if (strings->texts->len >= SUIMA_SHEET_MAX_CELLS)
    g_set_error (&walk->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the workbook has more than %u texts", SUIMA_SHEET_MAX_CELLS);
  else
    g_array_append_val (strings->texts, text);
}

static void
suima_strings_text (SuimaXmlWalk *walk, const char *text, int size_bytes)
{
  SuimaStrings *strings = walk->data;

  if (strings->in_text)
    suima_xlsx_append (strings->run, text, size_bytes);
}

gboolean
suima_strings_read (SuimaStrings *strings, SuimaPackage *package, const char *name, GError **error)
{
  SuimaXmlWalk walk = { .start = suima_strings_start,
                        .end = suima_strings_end,
                        .text = suima_strings_text,
                        .data = strings };

  return suima_package_walk (package, name, SUIMA_STRINGS_MAX_PART_BYTES, &walk, error);
}

char *
suima_number_to_text (const char *raw)
{
  char *end = NULL;
  char text[G_ASCII_DTOSTR_BUF_SIZE + 32];
  double number;

  if (raw[0] != '\0' && strlen (raw) <= 32 && strspn (raw, "0123456789") == strlen (raw))
    return g_strdup (raw);
  number = g_ascii_strtod (raw, &end);
  if (end == raw || *end != '\0' || !isfinite (number))
    return g_strdup (raw);
  if (number == floor (number) && fabs (number) < 1e21)
    return g_strdup_printf ("%.0f", number);
  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) < number || g_ascii_strtod (text, NULL) > number)
    g_ascii_formatd (text, sizeof text, "%.17g", number);
  return g_strdup (text);
}

/* `BC12`: column and row; FALSE when it is no reference. */
static gboolean
suima_cells_parse_reference (const char *reference, guint *ret_row, guint *ret_column)
{
  guint column = 0;
  guint64 row = 0;

  for (; g_ascii_isupper (*reference) && column < 100000; reference++)
    column = column * 26 + (guint)(*reference - 'A') + 1;
  if (column < 1 || column > 16384 ||
      !g_ascii_string_to_unsigned (reference, 10, 1, 1048576, &row, NULL))
    return FALSE;
  *ret_row = (guint)row;
  *ret_column = column;
  return TRUE;
}

static void
suima_cells_start_row (SuimaXmlWalk *walk, const char **attributes)
{
  SuimaCells *cells = walk->data;
  const char *number = suima_xlsx_find_attribute (attributes, "r");
  guint64 row = cells->row + 1;

  if (number != NULL && !g_ascii_string_to_unsigned (number, 10, 1, 1048576, &row, NULL))
    g_set_error (&walk->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the workbook is damaged: \"%.40s\" is not a row", number);
  cells->row = (guint)row;
  cells->column = 0;
}

static void
suima_cells_start_cell (SuimaXmlWalk *walk, const char **attributes)
{
  SuimaCells *cells = walk->data;
  const char *reference = suima_xlsx_find_attribute (attributes, "r");
  const char *type = suima_xlsx_find_attribute (attributes, "t");
  const char *style = suima_xlsx_find_attribute (attributes, "s");
  guint64 index = 0;

  cells->column++;
  if (reference != NULL && !suima_cells_parse_reference (reference, &cells->row, &cells->column))
    g_set_error (&walk->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the workbook is damaged: \"%.40s\" is not a cell", reference);
  g_strlcpy (cells->type, type ? type : "n", sizeof cells->type);
  if (style != NULL)
    g_ascii_string_to_unsigned (style, 10, 0, G_MAXINT, &index, NULL);
  cells->style = (guint)index;
  cells->has_formula = cells->has_value = FALSE;
  g_string_truncate (cells->value, 0);
}

static void
suima_cells_start (SuimaXmlWalk *walk, const char *name, const char **attributes)
{
  SuimaCells *cells = walk->data;

  if (strcmp (name, "row") == 0)
    suima_cells_start_row (walk, attributes);
  else if (strcmp (name, "c") == 0)
    suima_cells_start_cell (walk, attributes);
  else if (strcmp (name, "rPh") == 0)
    cells->phonetic++;
  else if (strcmp (name, "f") == 0)
    cells->has_formula = TRUE;
  else if (strcmp (name, "v") == 0)
    cells->has_value = TRUE;
  cells->in_value = strcmp (name, "v") == 0 || (strcmp (name, "t") == 0 && cells->phonetic == 0);
}

static void
suima_cells_text (SuimaXmlWalk *walk, const char *text, int size_bytes)
{
  SuimaCells *cells = walk->data;

  if (cells->in_value)
    suima_xlsx_append (cells->value, text, size_bytes);
}

/* A number becomes its text, or a day where the format shows one. */
static char *
suima_cells_convert_number (const SuimaCells *cells, gboolean *ret_was_number)
{
  const char *raw = cells->value->str;
  SuimaDay day = SUIMA_DAY_NONE;

  if (suima_styles_is_date (cells->book->styles, cells->style))
    day = suima_day_from_excel (g_ascii_strtod (raw, NULL), cells->book->date1904);
  *ret_was_number = day == SUIMA_DAY_NONE;
  return day != SUIMA_DAY_NONE ? suima_day_to_text (day) : suima_number_to_text (raw);
}

static gboolean
suima_cells_find_shared (const SuimaCells *cells, guint32 *ret_text, GError **error)
{
  guint64 index = 0;

  if (!g_ascii_string_to_unsigned (cells->value->str, 10, 0, G_MAXINT, &index, NULL) ||
      index >= cells->book->strings->texts->len)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "the workbook is damaged: row %u refers to a text that is not there",
                   cells->row);
      return FALSE;
    }
  *ret_text = g_array_index (cells->book->strings->texts, guint32, index);
  return TRUE;
}

/* Programs write formulas without a value, or with an empty one; only a value of type str may be
 * the empty text. */
static gboolean
suima_cells_lacks_value (const SuimaCells *cells)
{
  return cells->has_formula && cells->value->len == 0 &&
         !(cells->has_value && strcmp (cells->type, "str") == 0);
}

static gboolean
suima_cells_find_text (const SuimaCells *cells, SuimaCell *cell, GError **error)
{
  gboolean was_number = FALSE;
  g_autofree char *number = NULL;
  const char *text = cells->value->str;

  if (suima_cells_lacks_value (cells))
    cell->kind = SUIMA_CELL_FORMULA;
  if (cells->value->len == 0)
    return TRUE;
  if (strcmp (cells->type, "s") == 0)
    return suima_cells_find_shared (cells, &cell->text, error);
  if (cells->value->len > SUIMA_SHEET_MAX_CELL_BYTES)
    {
      cell->text = SUIMA_STRINGS_TOO_LONG;
      return TRUE;
    }
  if (strcmp (cells->type, "n") == 0)
    text = number = suima_cells_convert_number (cells, &was_number);
  else if (strcmp (cells->type, "b") == 0)
    text = strcmp (text, "1") == 0 ? "TRUE" : "FALSE";
  else if (strcmp (cells->type, "d") == 0 && cells->value->len > 10 && text[10] == 'T')
    text = number = g_strndup (text, 10);
  cell->kind = was_number ? SUIMA_CELL_NUMBER : SUIMA_CELL_TEXT;
  return suima_sheet_add_text (cells->sheet, text, strlen (text), &cell->text, error);
}

static void
suima_cells_end_cell (SuimaXmlWalk *walk)
{
  SuimaCells *cells = walk->data;
  SuimaCell cell = { 0, (guint16)cells->column, SUIMA_CELL_TEXT };

  if (!suima_cells_find_text (cells, &cell, &walk->error))
    return;
  if (cell.text == SUIMA_STRINGS_TOO_LONG)
    g_set_error (&walk->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "a cell of row %u holds more than %u bytes", cells->row,
                 SUIMA_SHEET_MAX_CELL_BYTES);
  else
    suima_sheet_add_cell (cells->sheet, cells->row, cell, &walk->error);
}

static void
suima_cells_end (SuimaXmlWalk *walk, const char *name)
{
  SuimaCells *cells = walk->data;

  cells->in_value = FALSE;
  if (strcmp (name, "rPh") == 0)
    cells->phonetic--;
  else if (strcmp (name, "c") == 0)
    suima_cells_end_cell (walk);
}

gboolean
suima_xlsx_read_cells (const SuimaBook *book, const char *name, SuimaSheet *sheet, GError **error)
{
  SuimaCells cells = { .book = book, .sheet = sheet };
  SuimaXmlWalk walk = {
    .start = suima_cells_start, .end = suima_cells_end, .text = suima_cells_text, .data = &cells
  };
  gboolean done;

  cells.value = g_string_new (NULL);
  done = suima_package_walk (book->package, name, SUIMA_CELLS_MAX_PART_BYTES, &walk, error);
  g_string_free (cells.value, TRUE);
  return done;
}
