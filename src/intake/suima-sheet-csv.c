// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet-grid.h"

#include "suima-error.h"
#include "suima-sheet-text.h"

#include <csv.h>
#include <string.h>

#define SUIMA_CSV_SNIFF_LINES 20u

/* One file on its way into a sheet. */
typedef struct
{
  SuimaSheet *sheet;
  struct csv_parser parser;
  gboolean has_parser;
  guint row, column; /* of the next cell */
  gboolean after_cr; /* the row before ended with CR and nothing came since */
  GError *error;
} SuimaCsv;

/* Counts @delimiter in each of the first lines, outside quotes. */
static guint
suima_csv_count (const char *block, gsize size_bytes, char delimiter, guint *counts)
{
  gboolean quoted = FALSE, filled = FALSE;
  guint line = 0;

  memset (counts, 0, SUIMA_CSV_SNIFF_LINES * sizeof *counts);
  for (gsize i = 0; i < size_bytes && line < SUIMA_CSV_SNIFF_LINES; i++)
    {
      if (block[i] == '"')
        quoted = !quoted;
      if (!quoted && block[i] == delimiter)
        counts[line]++;
      if (!quoted && (block[i] == '\n' || block[i] == '\r'))
        {
          line += filled ? 1 : 0;
          filled = FALSE;
          continue;
        }
      filled = TRUE;
    }
  return line + (filled ? 1 : 0);
}

/* The delimiter of a sheet stands equally often in most lines. */
static guint
suima_csv_score (const char *block, gsize size_bytes, char delimiter)
{
  guint counts[SUIMA_CSV_SNIFF_LINES];
  guint n_lines =
      MIN (suima_csv_count (block, size_bytes, delimiter, counts), SUIMA_CSV_SNIFF_LINES);
  guint best = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      guint score = 0;
      for (guint k = 0; k < n_lines; k++)
        if (counts[k] == counts[i])
          score += counts[k];
      best = MAX (best, score);
    }
  return best;
}

static char
suima_csv_guess_delimiter (const char *block, gsize size_bytes)
{
  static const char delimiters[] = { ',', '\t', ';' };
  char best = ',';
  guint best_score = 0;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      guint score = suima_csv_score (block, size_bytes, delimiters[i]);
      if (score > best_score)
        {
          best_score = score;
          best = delimiters[i];
        }
    }
  return best;
}

static void
suima_csv_refuse_cell (SuimaCsv *csv)
{
  g_set_error (&csv->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "a cell of row %u holds more than %u bytes: a quote may be missing", csv->row,
               SUIMA_SHEET_MAX_CELL_BYTES);
}

static void
suima_csv_cell_cb (void *text, size_t size_bytes, void *user_data)
{
  SuimaCsv *csv = user_data;
  SuimaCell cell = { 0, (guint16)MIN (csv->column, G_MAXUINT16), SUIMA_CELL_TEXT };

  csv->after_cr = FALSE;
  csv->column++;
  if (csv->error != NULL || size_bytes == 0)
    return;
  if (size_bytes > SUIMA_SHEET_MAX_CELL_BYTES)
    suima_csv_refuse_cell (csv);
  else if (suima_sheet_add_text (csv->sheet, text, size_bytes, &cell.text, &csv->error))
    suima_sheet_add_cell (csv->sheet, csv->row, cell, &csv->error);
}

static void
suima_csv_row_cb (int ending, void *user_data)
{
  SuimaCsv *csv = user_data;

  /* The parser ends a row at CR and reports an empty one at the LF behind it. */
  if (ending == '\n' && csv->after_cr)
    {
      csv->after_cr = FALSE;
      return;
    }
  csv->after_cr = ending == '\r';
  csv->column = 1;
  csv->row++;
}

/* Cells are kept as they are: nothing counts as a blank to strip. */
static int
suima_csv_is_space_cb (unsigned char character)
{
  return 0;
}

static gboolean
suima_csv_begin (SuimaCsv *csv, const char *block, gsize size_bytes)
{
  if (csv_init (&csv->parser, CSV_REPALL_NL) != 0)
    return FALSE;
  csv->has_parser = TRUE;
  csv_set_delim (&csv->parser, (unsigned char)suima_csv_guess_delimiter (block, size_bytes));
  csv_set_space_func (&csv->parser, suima_csv_is_space_cb);
  csv_set_blk_size (&csv->parser, 1024);
  return TRUE;
}

static gboolean
suima_csv_feed (gpointer user_data, const char *block, gsize size_bytes, GError **error)
{
  SuimaCsv *csv = user_data;

  if (!csv->has_parser && !suima_csv_begin (csv, block, size_bytes))
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "cannot begin to read CSV");
      return FALSE;
    }
  if (csv_parse (&csv->parser, block, size_bytes, suima_csv_cell_cb, suima_csv_row_cb, csv) !=
          size_bytes &&
      csv->error == NULL)
    g_set_error (&csv->error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "row %u cannot be read: %s",
                 csv->row, csv_strerror (csv_error (&csv->parser)));
  /* The parser's buffer is as large as the largest cell, finished or not. */
  if (csv->error == NULL &&
      csv_get_buffer_size (&csv->parser) > SUIMA_SHEET_MAX_CELL_BYTES + SUIMA_TEXT_BLOCK_BYTES)
    suima_csv_refuse_cell (csv);
  if (csv->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&csv->error));
  return FALSE;
}

/* A last line end closes the last row, unless a quote is open and swallows it: libcsv reports that
 * in its strict mode only, which refuses too much else. */
static gboolean
suima_csv_finish (SuimaCsv *csv, GError **error)
{
  guint row = csv->row;

  csv->after_cr = FALSE;
  if (csv->has_parser)
    csv_parse (&csv->parser, "\n", 1, suima_csv_cell_cb, suima_csv_row_cb, csv);
  if (csv->has_parser && csv->error == NULL && csv->row == row)
    g_set_error (&csv->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the quote that opens in row %u is never closed", row);
  if (csv->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&csv->error));
      return FALSE;
    }
  if (suima_sheet_get_n_rows (csv->sheet) == 0)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the file has no filled cell");
      return FALSE;
    }
  return TRUE;
}

SuimaSheet *
suima_sheet_read_csv (GBytes *bytes, GError **error)
{
  gsize size_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  g_autoptr (SuimaSheet) sheet = suima_sheet_new ();
  SuimaCsv csv = { .sheet = sheet, .row = 1, .column = 1 };
  gboolean done = suima_text_read (data, size_bytes, suima_csv_feed, &csv, error) &&
                  suima_csv_finish (&csv, error);

  if (csv.has_parser)
    csv_free (&csv.parser);
  g_clear_error (&csv.error);
  return done ? g_steal_pointer (&sheet) : NULL;
}
