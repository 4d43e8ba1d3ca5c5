// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet-write.h"

#include "suima-error.h"
#include "suima-sheet.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define SUIMA_SHEET_LONG_DIGITS 12 /* from here on a spreadsheet shows E+11 */
#define SUIMA_SHEET_EXACT_DIGITS 15

struct _SuimaTable
{
  char *title;
  GPtrArray *headers; /* (element-type utf8) */
  GArray *is_number;  /* (element-type gboolean) */
  GPtrArray *rows;    /* (element-type GStrv) */
};

SuimaTable *
suima_table_new (const char *title)
{
  SuimaTable *table = g_new0 (SuimaTable, 1);

  table->title = g_utf8_make_valid (title, -1);
  table->headers = g_ptr_array_new_with_free_func (g_free);
  table->is_number = g_array_new (FALSE, FALSE, sizeof (gboolean));
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  return table;
}

void
suima_table_free (SuimaTable *table)
{
  if (table == NULL)
    return;
  g_free (table->title);
  g_ptr_array_unref (table->headers);
  g_array_unref (table->is_number);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

/* Valid UTF-8 without control characters and without blanks around it. */
static char *
suima_cell_clean (const char *text)
{
  char *cell = g_utf8_make_valid (text ? text : "", -1);

  for (char *p = cell; *p != '\0'; p++)
    if ((guchar)*p < 0x20 || *p == 0x7F)
      *p = ' ';
  return g_strstrip (cell);
}

void
suima_table_add_column (SuimaTable *table, const char *header, gboolean is_number)
{
  g_return_if_fail (table->rows->len == 0);
  g_ptr_array_add (table->headers, suima_cell_clean (header));
  g_array_append_val (table->is_number, is_number);
}

void
suima_table_add_row (SuimaTable *table, char **cells)
{
  g_return_if_fail (g_strv_length (cells) == table->headers->len);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      char *raw = cells[i];
      cells[i] = suima_cell_clean (raw);
      g_free (raw);
    }
  g_ptr_array_add (table->rows, cells);
}

guint
suima_table_get_n_rows (const SuimaTable *table)
{
  return table->rows->len;
}

/* A plain decimal that a double holds exactly enough: `-12.5`, no zero in front, 15 digits. */
static gboolean
suima_cell_is_number (const char *cell)
{
  const char *p = *cell == '-' ? cell + 1 : cell;
  gsize whole = strspn (p, "0123456789"), part = 0;

  if (whole == 0 || (whole > 1 && *p == '0'))
    return FALSE;
  if (p[whole] == '.')
    part = strspn (p + whole + 1, "0123456789");
  return whole + part <= SUIMA_SHEET_EXACT_DIGITS && p[whole + part + (part > 0 ? 1 : 0)] == '\0';
}

/* Digits that a spreadsheet would take for a number and change. */
static gboolean
suima_cell_would_be_damaged (const char *cell)
{
  gsize digits = strspn (cell, "0123456789");

  if (digits == 0)
    return FALSE;
  if (cell[digits] == 'E' || cell[digits] == 'e')
    return cell[digits + 1] != '\0' &&
           strspn (cell + digits + 1, "0123456789") == strlen (cell + digits + 1);
  return cell[digits] == '\0' &&
         (digits >= SUIMA_SHEET_LONG_DIGITS || (digits > 1 && *cell == '0'));
}

static gboolean
suima_cell_looks_like_formula (const char *cell)
{
  return *cell != '\0' &&
         (strchr ("=+-@", *cell) != NULL || g_str_has_prefix (cell, "＝") ||
          g_str_has_prefix (cell, "＋") || g_str_has_prefix (cell, "－") ||
          g_str_has_prefix (cell, "＠"));
}

static void
suima_sheet_append_csv_cell (GString *csv, const char *cell, gboolean is_number)
{
  gboolean is_plain = is_number && suima_cell_is_number (cell);
  gboolean is_formula = !is_plain && suima_cell_looks_like_formula (cell);
  gboolean is_damaged = !is_plain && suima_cell_would_be_damaged (cell);
  gboolean is_quoted = is_damaged || strpbrk (cell, "\",") != NULL;

  if (is_quoted)
    g_string_append_c (csv, '"');
  if (is_formula)
    g_string_append_c (csv, '\'');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  if (is_damaged)
    g_string_append_c (csv, '\t');
  if (is_quoted)
    g_string_append_c (csv, '"');
}

static GString *
suima_sheet_write_text (const SuimaTable *table)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < table->headers->len; i++)
    {
      g_string_append (csv, i > 0 ? "," : "");
      suima_sheet_append_csv_cell (csv, table->headers->pdata[i], FALSE);
    }
  g_string_append (csv, "\r\n");
  for (guint row = 0; row < table->rows->len; row++)
    {
      char **cells = table->rows->pdata[row];
      for (guint i = 0; cells[i] != NULL; i++)
        {
          g_string_append (csv, i > 0 ? "," : "");
          suima_sheet_append_csv_cell (csv, cells[i],
                                       g_array_index (table->is_number, gboolean, i));
        }
      g_string_append (csv, "\r\n");
    }
  return csv;
}

static GBytes *
suima_sheet_write_csv (const SuimaTable *table, gboolean is_gb18030, GError **error)
{
  GString *csv = suima_sheet_write_text (table);
  gsize size_bytes = 0;
  char *converted;

  if (!is_gb18030)
    {
      g_string_prepend (csv, "\xEF\xBB\xBF");
      return g_string_free_to_bytes (csv);
    }
  converted = g_convert (csv->str, (gssize)csv->len, "GB18030", "UTF-8", NULL, &size_bytes, error);
  g_string_free (csv, TRUE);
  return converted ? g_bytes_new_take (converted, size_bytes) : NULL;
}

static lxw_error
suima_sheet_add_xlsx_row (lxw_worksheet *sheet,
                          const SuimaTable *table,
                          lxw_row_t row,
                          char **cells)
{
  lxw_error problem = LXW_NO_ERROR;

  for (guint i = 0; cells[i] != NULL && problem == LXW_NO_ERROR; i++)
    {
      if (*cells[i] == '\0')
        continue;
      if (g_array_index (table->is_number, gboolean, i) && suima_cell_is_number (cells[i]))
        problem = worksheet_write_number (sheet, row, (lxw_col_t)i,
                                          g_ascii_strtod (cells[i], NULL), NULL);
      else
        problem = worksheet_write_string (sheet, row, (lxw_col_t)i, cells[i], NULL);
    }
  return problem;
}

/* As wide as the widest of the first rows; a Chinese character takes two places. */
static double
suima_sheet_measure_column (const SuimaTable *table, guint column)
{
  double widest = 0;

  for (guint row = 0; row <= MIN (table->rows->len, 200u); row++)
    {
      const char *cell = row == 0 ? table->headers->pdata[column]
                                  : ((char **)table->rows->pdata[row - 1])[column];
      double places = 0;
      for (const char *p = cell; *p != '\0'; p = g_utf8_next_char (p))
        places += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
      widest = MAX (widest, places);
    }
  return CLAMP (widest + 2, 6, 60);
}

/* A sheet's name has no []:*?/\ and 31 characters at most. */
static char *
suima_sheet_dup_name (const char *title)
{
  g_autofree char *clean = suima_cell_clean (title);
  char *name = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), 31));

  return g_strdelimit (name, "[]:*?/\\'", '-');
}

static lxw_error
suima_sheet_fill_xlsx (lxw_workbook *book, const SuimaTable *table)
{
  g_autofree char *name = suima_sheet_dup_name (table->title);
  lxw_worksheet *sheet = workbook_add_worksheet (book, *name != '\0' ? name : NULL);
  lxw_format *bold = workbook_add_format (book);
  lxw_error problem = LXW_NO_ERROR;

  if (sheet == NULL || bold == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  format_set_bold (bold);
  worksheet_freeze_panes (sheet, 1, 0);
  for (guint i = 0; i < table->headers->len && problem == LXW_NO_ERROR; i++)
    {
      worksheet_set_column (sheet, (lxw_col_t)i, (lxw_col_t)i,
                            suima_sheet_measure_column (table, i), NULL);
      problem = worksheet_write_string (sheet, 0, (lxw_col_t)i, table->headers->pdata[i], bold);
    }
  for (guint row = 0; row < table->rows->len && problem == LXW_NO_ERROR; row++)
    problem = suima_sheet_add_xlsx_row (sheet, table, row + 1, table->rows->pdata[row]);
  return problem;
}

static GBytes *
suima_sheet_read_back (int fd, GError **error)
{
  off_t size_bytes = lseek (fd, 0, SEEK_END);
  guint8 *bytes = g_malloc ((gsize)MAX (size_bytes, 1));

  if (size_bytes > 0 && pread (fd, bytes, (size_t)size_bytes, 0) == size_bytes)
    return g_bytes_new_take (bytes, (gsize)size_bytes);
  g_free (bytes);
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE, "no memory for the workbook");
  return NULL;
}

/* The library writes to a path only: that of a file that lives in memory. */
static GBytes *
suima_sheet_write_xlsx (const SuimaTable *table, GError **error)
{
  int fd = memfd_create ("suima-workbook", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  lxw_workbook *book = fd >= 0 ? workbook_new (path) : NULL;
  lxw_error problem = book ? suima_sheet_fill_xlsx (book, table) : LXW_ERROR_MEMORY_MALLOC_FAILED;
  lxw_error closing = book ? workbook_close (book) : LXW_NO_ERROR;
  GBytes *bytes = NULL;

  problem = problem != LXW_NO_ERROR ? problem : closing;
  if (problem == LXW_NO_ERROR)
    bytes = suima_sheet_read_back (fd, error);
  else
    g_set_error (error, SUIMA_ERROR,
                 problem == LXW_ERROR_CREATING_TMPFILE ? SUIMA_ERROR_NO_SPACE
                                                       : SUIMA_ERROR_INTERNAL,
                 "the workbook cannot be written: %s", lxw_strerror (problem));
  if (fd >= 0)
    close (fd);
  return bytes;
}

GBytes *
suima_sheet_write (const SuimaTable *table, SuimaTableFormat format, GError **error)
{
  if (table->rows->len >= SUIMA_SHEET_MAX_ROWS || table->headers->len > SUIMA_SHEET_MAX_COLUMNS)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "%u rows of %u columns are too many for a sheet: take fewer days",
                   table->rows->len, table->headers->len);
      return NULL;
    }
  if (format == SUIMA_TABLE_XLSX)
    return suima_sheet_write_xlsx (table, error);
  return suima_sheet_write_csv (table, format == SUIMA_TABLE_CSV_GB18030, error);
}
