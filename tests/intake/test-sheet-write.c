// SPDX-License-Identifier: Apache-2.0
// What is written is read back by our own reader, and is inert in a spreadsheet.
#include "suima-archive.h"
#include "suima-sheet-write.h"
#include "suima-sheet.h"

#include <string.h>
#include <zip.h>

static const char *const cells[][4] = {
  { "=1+1", "智利车厘子 \"JJJ\", 5kg", "534520261234567890", "12.5" },
  { "+86", "-2+3", "0012", "1000" },
  { "@SUM(A1)", "\tindent", "12E5", "-3" },
  { "＝HYPERLINK(1)", "two\r\nlines", "123456789012", "0.125" },
  { "\r=2", "", "20260918A", "=3" },
  { "䶮𠮷", "bad \xFF byte", "12345678901", "007" },
};

static SuimaTable *
new_table (void)
{
  SuimaTable *table = suima_table_new ("进货台账 [A:17]");

  suima_table_add_column (table, "产品名称", FALSE);
  suima_table_add_column (table, "地址及联系方式", FALSE);
  suima_table_add_column (table, "编号", FALSE);
  suima_table_add_column (table, "数量", TRUE);
  for (guint row = 0; row < G_N_ELEMENTS (cells); row++)
    {
      char **texts = g_new0 (char *, 5);
      for (guint i = 0; i < 4; i++)
        texts[i] = g_strdup (cells[row][i]);
      suima_table_add_row (table, texts);
    }
  return table;
}

static GBytes *
write_table (SuimaTableFormat format)
{
  g_autoptr (SuimaTable) table = new_table ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes = suima_sheet_write (table, format, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  return bytes;
}

/* As a person sees it: controls are blanks, a text that looks like a formula has its apostrophe. */
static void
check_sheet (GBytes *bytes, gboolean is_csv)
{
  static const char *const marks = "=+-@";
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaSheet) sheet = suima_sheet_read (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (suima_sheet_get_n_rows (sheet), ==, G_N_ELEMENTS (cells) + 1);
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 1), ==, "产品名称");
  for (guint row = 0; row < G_N_ELEMENTS (cells); row++)
    for (guint i = 0; i < 4; i++)
      {
        g_autofree char *expected = g_utf8_make_valid (cells[row][i], -1);
        g_autofree char *got = g_strdup (suima_sheet_get_cell (sheet, row + 2, i + 1));
        const char *text;
        g_strdelimit (expected, "\t\r\n", ' ');
        g_strstrip (expected);
        g_strstrip (got);
        text = is_csv && *got == '\'' ? got + 1 : got;
        g_assert_cmpstr (text, ==, expected);
        if (is_csv && strcmp (got, "-3") != 0)
          g_assert_true (*got == '\0' || strchr (marks, *got) == NULL);
      }
}

static void
test_csv (void)
{
  g_autoptr (GBytes) bytes = write_table (SUIMA_TABLE_CSV);
  const char *text = g_bytes_get_data (bytes, NULL);
  g_autofree char *copy = g_strndup (text, g_bytes_get_size (bytes));

  g_assert_true (g_str_has_prefix (copy, "\xEF\xBB\xBF产品名称,地址及联系方式,编号,数量\r\n"
                                         "'=1+1,"));
  g_assert_nonnull (strstr (copy, "\"534520261234567890\t\""));
  g_assert_nonnull (strstr (copy, ",12345678901,"));
  g_assert_nonnull (strstr (copy, "\"007\t\"\r\n"));
  g_assert_nonnull (strstr (copy, "'＝HYPERLINK"));
  check_sheet (bytes, TRUE);
}

static void
test_gb18030 (void)
{
  g_autoptr (GBytes) bytes = write_table (SUIMA_TABLE_CSV_GB18030);
  const char *text = g_bytes_get_data (bytes, NULL);

  g_assert_false (g_utf8_validate (text, (gssize)g_bytes_get_size (bytes), NULL));
  check_sheet (bytes, TRUE);
}

static char *
read_member (GBytes *bytes, const char *name)
{
  gsize size_bytes;
  const void *data = g_bytes_get_data (bytes, &size_bytes);
  zip_source_t *source = zip_source_buffer_create (data, size_bytes, 0, NULL);
  zip_t *zip = zip_open_from_source (source, ZIP_RDONLY, NULL);
  zip_file_t *file;
  char *text = g_malloc0 (1u << 16);

  g_assert_nonnull (zip);
  file = zip_fopen (zip, name, 0);
  g_assert_nonnull (file);
  g_assert_cmpint (zip_fread (file, text, (1u << 16) - 1), >, 0);
  zip_fclose (file);
  zip_close (zip);
  return text;
}

static void
test_xlsx (void)
{
  g_autoptr (GBytes) bytes = write_table (SUIMA_TABLE_XLSX);
  g_autofree char *sheet = read_member (bytes, "xl/worksheets/sheet1.xml");
  g_autoptr (SuimaSheet) read = suima_sheet_read (bytes, NULL);

  check_sheet (bytes, FALSE);
  g_assert_null (strstr (sheet, "<f>"));
  g_assert_nonnull (strstr (sheet, "<v>12.5</v>"));
  g_assert_false (suima_sheet_was_number (read, 2, 3)); /* 18 digits stay 18 digits */
  g_assert_true (suima_sheet_was_number (read, 2, 4));
  g_assert_false (suima_sheet_was_number (read, 7, 4)); /* 007 */
}

static void
test_empty (void)
{
  g_autoptr (SuimaTable) table = suima_table_new ("");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  suima_table_add_column (table, "日期", FALSE);
  for (int format = SUIMA_TABLE_CSV; format <= SUIMA_TABLE_XLSX; format++)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = suima_sheet_write (table, (SuimaTableFormat)format, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
    }
}

static void
test_archive (void)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_archive_file_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (files, suima_archive_file_new ("a.csv", g_bytes_new_static ("1,2\r\n", 5)));
  g_ptr_array_add (files, suima_archive_file_new ("b.json", g_bytes_new_static ("{}", 2)));
  bytes = suima_archive_write (files, &error);
  g_assert_no_error (error);
  text = read_member (bytes, "a.csv");
  g_assert_cmpstr (text, ==, "1,2\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-write/csv", test_csv);
  g_test_add_func ("/sheet-write/gb18030", test_gb18030);
  g_test_add_func ("/sheet-write/xlsx", test_xlsx);
  g_test_add_func ("/sheet-write/empty", test_empty);
  g_test_add_func ("/sheet-write/archive", test_archive);
  return g_test_run ();
}
