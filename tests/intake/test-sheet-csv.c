// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-sheet.h"

#include <string.h>
#include <sys/resource.h>

static SuimaSheet *
read_bytes (const char *data, gsize size_bytes)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size_bytes);
  g_autoptr (GError) error = NULL;
  SuimaSheet *sheet = suima_sheet_read (bytes, &error);

  g_assert_no_error (error);
  return sheet;
}

static void
assert_refused (const char *data, gsize size_bytes, const char *word)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size_bytes);
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_sheet_read (bytes, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
}

static void
assert_cells (const char *text, const char *const *cells, guint n_columns)
{
  g_autoptr (SuimaSheet) sheet = read_bytes (text, strlen (text));
  g_autofree char *shown = g_strescape (text, NULL);
  guint row = 1, column = 1;

  g_test_message ("%s", shown);
  for (; *cells != NULL; cells++)
    {
      g_assert_cmpstr (suima_sheet_get_cell (sheet, row, column), ==, *cells);
      if (++column > n_columns)
        {
          column = 1;
          row++;
        }
    }
  g_assert_cmpuint (suima_sheet_get_n_rows (sheet), ==, row - 1);
}

static void
test_csv_forms (void)
{
  static const char *const plain[] = { "品名", "数量", "车厘子", "1", NULL };
  static const char *const gap[] = { "品名", "数量", "", "", "车厘子", "1", NULL };
  static const char *const quoted[] = { "a\nb", "say \"hi\", twice", " c ", "5\" pipe", NULL };
  static const char *const comma[] = { "品名", "数量", "梨", "2,5", NULL };

  assert_cells ("品名,数量\n车厘子,1\n", plain, 2);
  assert_cells ("品名,数量\r\n车厘子,1\r\n", plain, 2);
  assert_cells ("品名,数量\r车厘子,1", plain, 2);
  assert_cells ("\xef\xbb\xbf品名,数量\n车厘子,1\n", plain, 2);
  assert_cells ("品名;数量\n车厘子;1\n", plain, 2);
  assert_cells ("品名\t数量\n车厘子\t1\n", plain, 2);
  assert_cells ("品名,数量\n\n车厘子,1\n", gap, 2);
  assert_cells ("品名,数量\r\n\r\n车厘子,1\r\n", gap, 2);
  assert_cells ("品名,数量\n,,,\n车厘子,1,,,\n\n,,\n", gap, 2);
  assert_cells ("\"a\nb\",\"say \"\"hi\"\", twice\"\n c ,5\" pipe\n", quoted, 2);
  assert_cells ("品名;数量\n梨;2,5\n", comma, 2);
}

/* A quoted CR LF in a cell is no row, and no half of one either. */
static void
test_csv_quoted_newline (void)
{
  static const char *const cells[] = { "品名", "备注", "梨", "一\r\n二", "桃", "三", NULL };

  assert_cells ("品名,备注\r\n梨,\"一\r\n二\"\r\n桃,三\r\n", cells, 2);
}

static void
test_csv_gb18030 (void)
{
  static const char *const cells[] = { "品名", "备注", "𠮷野家㐂牛肉", "冷藏 0~4℃", NULL };
  const char *text = "品名,备注\n𠮷野家㐂牛肉,冷藏 0~4℃\n";
  gsize size_bytes = 0;
  g_autofree char *gb = g_convert (text, -1, "GB18030", "UTF-8", NULL, &size_bytes, NULL);

  g_assert_false (g_utf8_validate (gb, (gssize)size_bytes, NULL));
  assert_cells (gb, cells, 2);
}

static void
test_csv_utf16 (void)
{
  static const char *const charsets[] = { "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < 2; i++)
    {
      gsize size_bytes = 0;
      g_autofree char *data = g_convert ("\xef\xbb\xbf品名\t数量\r\n𠮷\t1\r\n", -1, charsets[i],
                                         "UTF-8", NULL, &size_bytes, NULL);
      g_autoptr (SuimaSheet) sheet = read_bytes (data, size_bytes);
      g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 1), ==, "品名");
      g_assert_cmpstr (suima_sheet_get_cell (sheet, 2, 1), ==, "𠮷");
      assert_refused (data, size_bytes - 1, "middle of a character");
    }
}

/* Excel's "Unicode text" has a byte order mark; programs that make the like leave it out. */
static void
test_csv_utf16_unmarked (void)
{
  static const char *const charsets[] = { "UTF-16LE", "UTF-16BE" };
  static const char *const texts[] = { "品名\t数量\r\n𠮷果\t1\r\n一\t20\r\n",
                                       "品名,数量\n𠮷果,1\n一,20\n" };

  for (guint i = 0; i < 4; i++)
    {
      gsize size_bytes = 0;
      g_autofree char *data =
          g_convert (texts[i / 2], -1, charsets[i % 2], "UTF-8", NULL, &size_bytes, NULL);
      g_autoptr (SuimaSheet) sheet = read_bytes (data, size_bytes);
      g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 2), ==, "数量");
      g_assert_cmpstr (suima_sheet_get_cell (sheet, 2, 1), ==, "𠮷果");
      g_assert_cmpstr (suima_sheet_get_cell (sheet, 2, 2), ==, "1");
      assert_refused (data, size_bytes - 1, "middle of a character");
    }
  assert_refused ("a\0\n\0\0\n", 6, "neither");
  assert_refused ("a,\0\1b\n\n\0", 8, "neither");
}

static void
test_csv_cut (void)
{
  const char *text = "品名,备注\n牛肉,冷藏";
  gsize size_bytes = 0;
  g_autofree char *gb = g_convert (text, -1, "GB18030", "UTF-8", NULL, &size_bytes, NULL);

  assert_refused (text, strlen (text) - 1, "middle of a character");
  assert_refused (text, strlen (text) - 2, "middle of a character");
  assert_refused (gb, size_bytes - 1, "middle of a character");
}

/* A character on the border of two blocks of input stays one. */
static void
test_csv_blocks (void)
{
  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr (GString) text = g_string_new ("品名,数量\n");
      g_autoptr (SuimaSheet) sheet = NULL, other = NULL;
      g_autofree char *gb = NULL;
      gsize size_bytes = 0;
      g_string_append_len (text, "xxxx", (gssize)shift);
      for (guint i = 0; i < 9000; i++)
        g_string_append (text, i % 100 == 99 ? "\n" : "𠮷果");
      sheet = read_bytes (text->str, text->len);
      gb = g_convert (text->str, -1, "GB18030", "UTF-8", NULL, &size_bytes, NULL);
      other = read_bytes (gb, size_bytes);
      g_assert_cmpuint (suima_sheet_get_n_rows (sheet), ==, 91);
      for (guint row = 1; row <= 91; row++)
        g_assert_cmpstr (suima_sheet_get_cell (sheet, row, 1), ==,
                         suima_sheet_get_cell (other, row, 1));
    }
}

static void
test_csv_not_text (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  char noise[4096];

  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (char)g_rand_int_range (rand, 0, 256);
  noise[0] = 'x';
  assert_refused (noise, sizeof noise, "neither");
  assert_refused ("a,b\0c\n", 6, "neither");
  assert_refused ("a,b\n\x01,2\n", 8, "neither");
  assert_refused ("\xef\xbb\xbf\xc6\xb7\xc3\xfb,a\n", 10, "neither");
  assert_refused ("\n\r\n,,,\n", 7, "no filled cell");
  assert_refused ("\xef\xbb\xbf", 3, "no filled cell");
  assert_refused ("", 0, "empty");
}

static void
test_csv_limits (void)
{
  g_autofree char *longest = g_strnfill (SUIMA_SHEET_MAX_CELL_BYTES, 'x');
  g_autofree char *fits = g_strconcat ("a\nb\n", longest, ",c\n", NULL);
  g_autofree char *over = g_strconcat ("a\nb\n", longest, "x,c\n", NULL);
  g_autofree char *rows = g_strnfill (SUIMA_SHEET_MAX_ROWS, '\n');
  g_autofree char *too_many = g_strconcat (rows, "x\n", NULL);
  g_autofree char *commas = g_strnfill (300, ',');
  g_autofree char *wide = g_strconcat (commas, "x\n", NULL);
  g_autofree char *blank = g_strconcat ("x", commas, "\n", NULL);
  g_autoptr (SuimaSheet) sheet = read_bytes (fits, strlen (fits));
  g_autoptr (SuimaSheet) narrow = read_bytes (blank, strlen (blank));

  g_assert_cmpstr (suima_sheet_get_cell (sheet, 3, 1), ==, longest);
  g_assert_cmpuint (suima_sheet_get_n_columns (narrow), ==, 1);
  assert_refused (over, strlen (over), "row 3");
  assert_refused (too_many, strlen (too_many), "200000 rows");
  assert_refused (wide, strlen (wide), "256 columns");
  assert_refused ("a,b\nc,\"d\ne,f\n", 13, "never closed");
}

static long
get_peak_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

/* 48 MB in one cell, in one quote, in commas, in cells of one letter. */
static void
test_csv_huge (void)
{
  gsize size_bytes = SUIMA_SHEET_MAX_FILE_BYTES;
  char *data = g_malloc (size_bytes + 1);
  g_autoptr (GBytes) held = g_bytes_new_static (data, size_bytes);
  static const struct
  {
    const char *pattern, *word;
  } cases[] = { { "a", "32768" }, { "\"a\n", "row 1" }, { "a,a,a\n", "rows" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length = strlen (cases[i].pattern);
      long before_mb;
      for (gsize k = 0; k < size_bytes; k++)
        data[k] = i == 1 && k > 0 ? 'a' : cases[i].pattern[k % length];
      before_mb = get_peak_mb ();
      g_assert_null (suima_sheet_read (held, &error));
      g_assert_nonnull (strstr (error->message, cases[i].word));
      g_assert_cmpint (get_peak_mb () - before_mb, <, i < 2 ? 16 : 96);
    }
  memset (data, ',', size_bytes);
  data[0] = 'a';
  {
    g_autoptr (SuimaSheet) sheet = suima_sheet_read (held, NULL);
    g_assert_cmpuint (suima_sheet_get_n_columns (sheet), ==, 1);
  }
  g_assert_cmpint (get_peak_mb (), <, 256);
  {
    g_autoptr (GBytes) too_large = g_bytes_new_take (data, size_bytes + 1);
    g_autoptr (GError) error = NULL;
    g_assert_null (suima_sheet_read (too_large, &error));
    g_assert_nonnull (strstr (error->message, "48 MB"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/forms", test_csv_forms);
  g_test_add_func ("/csv/quoted-newline", test_csv_quoted_newline);
  g_test_add_func ("/csv/gb18030", test_csv_gb18030);
  g_test_add_func ("/csv/utf16", test_csv_utf16);
  g_test_add_func ("/csv/utf16-unmarked", test_csv_utf16_unmarked);
  g_test_add_func ("/csv/cut", test_csv_cut);
  g_test_add_func ("/csv/blocks", test_csv_blocks);
  g_test_add_func ("/csv/not-text", test_csv_not_text);
  g_test_add_func ("/csv/limits", test_csv_limits);
  g_test_add_func ("/csv/huge", test_csv_huge);
  return g_test_run ();
}
