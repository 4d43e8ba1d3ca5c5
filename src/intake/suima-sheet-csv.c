// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet-grid.h"

#include "suima-error.h"

#include <csv.h>
#include <errno.h>
#include <string.h>

#define SUIMA_CSV_BLOCK_BYTES 16384u
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

/* Where the text begins, and what it is written in; a NULL charset is UTF-8. */
typedef struct
{
  const char *at;
  gsize size_bytes;
  const char *charset;
} SuimaCsvText;

static void
suima_csv_refuse_cut (GError **error)
{
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "the file ends in the middle of a character: it was cut off on the way");
}

static void
suima_csv_refuse_binary (GError **error)
{
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "the file is neither a workbook nor text in UTF-8 or GB18030");
}

/* Byte order mark, else strict UTF-8, else GB18030. UTF-8 that is right up to its last bytes was
 * cut; read as GB18030 it would only be garbled. */
static gboolean
suima_csv_find_text (const char *data, gsize size_bytes, SuimaCsvText *text, GError **error)
{
  const char *end = NULL;
  gboolean marked = size_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0;

  *text = (SuimaCsvText){ data, size_bytes, NULL };
  if (size_bytes >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    {
      *text =
          (SuimaCsvText){ data + 2, size_bytes - 2, data[0] == '\xff' ? "UTF-16LE" : "UTF-16BE" };
      return TRUE;
    }
  if (marked)
    *text = (SuimaCsvText){ data + 3, size_bytes - 3, NULL };
  if (g_utf8_validate_len (text->at, text->size_bytes, &end))
    return TRUE;
  if (*end != '\0' &&
      g_utf8_get_char_validated (end, (gssize)(text->at + text->size_bytes - end)) == (gunichar)-2)
    {
      suima_csv_refuse_cut (error);
      return FALSE;
    }
  if (marked)
    {
      suima_csv_refuse_binary (error);
      return FALSE;
    }
  text->charset = "GB18030";
  return TRUE;
}

static gboolean
suima_csv_check_block (const char *block, gsize size_bytes, GError **error)
{
  for (gsize i = 0; i < size_bytes; i++)
    if ((guchar)block[i] < 0x20 && (block[i] < '\t' || block[i] > '\r'))
      {
        suima_csv_refuse_binary (error);
        return FALSE;
      }
  return TRUE;
}

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
  SuimaCell cell = { 0, (guint16)MIN (csv->column, G_MAXUINT16), FALSE };

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
suima_csv_feed (SuimaCsv *csv, const char *block, gsize size_bytes, GError **error)
{
  if (!suima_csv_check_block (block, size_bytes, error))
    return FALSE;
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
      csv_get_buffer_size (&csv->parser) > SUIMA_SHEET_MAX_CELL_BYTES + SUIMA_CSV_BLOCK_BYTES)
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

static gboolean
suima_csv_read_utf8 (SuimaCsv *csv, SuimaCsvText text, GError **error)
{
  while (text.size_bytes > 0)
    {
      gsize block_bytes = MIN (text.size_bytes, SUIMA_CSV_BLOCK_BYTES);
      if (!suima_csv_feed (csv, text.at, block_bytes, error))
        return FALSE;
      text.at += block_bytes;
      text.size_bytes -= block_bytes;
    }
  return suima_csv_finish (csv, error);
}

static gboolean
suima_csv_convert (SuimaCsv *csv, GIConv conversion, SuimaCsvText text, GError **error)
{
  char *from = (char *)text.at;

  while (text.size_bytes > 0)
    {
      char block[SUIMA_CSV_BLOCK_BYTES];
      char *to = block;
      gsize room_bytes = sizeof block;
      gsize result = g_iconv (conversion, &from, &text.size_bytes, &to, &room_bytes);
      int problem = result == (gsize)-1 ? errno : 0;
      if (problem != 0 && problem != E2BIG)
        {
          if (problem == EINVAL)
            suima_csv_refuse_cut (error);
          else
            suima_csv_refuse_binary (error);
          return FALSE;
        }
      if (!suima_csv_feed (csv, block, (gsize)(to - block), error))
        return FALSE;
    }
  return suima_csv_finish (csv, error);
}

static gboolean
suima_csv_read (SuimaCsv *csv, SuimaCsvText text, GError **error)
{
  GIConv conversion;
  gboolean done;

  if (text.charset == NULL)
    return suima_csv_read_utf8 (csv, text, error);
  conversion = g_iconv_open ("UTF-8", text.charset);
  if (conversion == (GIConv)-1)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "this system cannot read %s",
                   text.charset);
      return FALSE;
    }
  done = suima_csv_convert (csv, conversion, text, error);
  g_iconv_close (conversion);
  return done;
}

SuimaSheet *
suima_sheet_read_csv (GBytes *bytes, GError **error)
{
  gsize size_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  g_autoptr (SuimaSheet) sheet = suima_sheet_new ();
  SuimaCsv csv = { .sheet = sheet, .row = 1, .column = 1 };
  SuimaCsvText text;
  gboolean done =
      suima_csv_find_text (data, size_bytes, &text, error) && suima_csv_read (&csv, text, error);

  if (csv.has_parser)
    csv_free (&csv.parser);
  g_clear_error (&csv.error);
  return done ? g_steal_pointer (&sheet) : NULL;
}
