// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-sheet.h"
#include "suima-xlsx.h"
#include "test-workbook.h"

#include <string.h>

static void
test_cells_numbers (void)
{
  static const struct
  {
    const char *raw, *text;
  } cases[] = { { "7800000001013", "7800000001013" },
                { "7.800000001013E12", "7800000001013" },
                { "7.8000000010130000E+12", "7800000001013" },
                { "534520261234567890", "534520261234567890" },
                { "5.34520261234568E+17", "534520261234568000" },
                { "0012", "0012" },
                { "1.1000000000000001", "1.1" },
                { "75.5", "75.5" },
                { "0.30000000000000004", "0.30000000000000004" },
                { "-3", "-3" },
                { "40.0", "40" },
                { "1e300", "1e+300" },
                { "nan", "nan" },
                { "1e999", "1e999" },
                { "12abc", "12abc" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = suima_number_to_text (cases[i].raw);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* A text that a million cells share is kept once. */
static void
test_cells_shared (void)
{
  g_autoptr (GString) cells = g_string_new ("<worksheet><sheetData>");
  g_autoptr (GString) texts = g_string_new ("<sst><si><t>");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaSheet) sheet = NULL;
  char text[32];

  for (guint i = 0; i < 30000; i++)
    g_string_append_c (texts, (char)('a' + i * i % 26));
  g_string_append (texts, "</t></si></sst>");
  for (guint row = 0; row < 5000; row++)
    {
      g_string_append_printf (cells, "<row r=\"%u\">", row * 7 + 1);
      for (guint column = 0; column < 20; column++)
        g_string_append (cells, "<c t=\"s\"><v>0</v></c>");
      g_snprintf (text, sizeof text, "<c><v>%u</v></c></row>", row * row);
      g_string_append (cells, text);
    }
  g_string_append (cells, "</sheetData></worksheet>");
  {
    const TestPart parts[] = { TEST_WORKBOOK,
                               TEST_RELATIONS,
                               TEST_STYLES,
                               { "xl/strings.xml", texts->str, 0 },
                               { "xl/s.xml", cells->str, 0 } };
    bytes = test_zip (parts, G_N_ELEMENTS (parts));
  }
  sheet = suima_sheet_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (suima_sheet_get_n_rows (sheet), ==, 4999 * 7 + 1);
  g_assert_cmpuint (strlen (suima_sheet_get_cell (sheet, 8, 20)), ==, 30000);
  g_assert_true (suima_sheet_get_cell (sheet, 8, 20) == suima_sheet_get_cell (sheet, 1, 1));
}

/* The limit is that of the cell; a long text that no cell shows harms nobody. */
static void
test_cells_shared_long (void)
{
  g_autofree char *text = g_malloc (SUIMA_SHEET_MAX_CELL_BYTES + 2);
  g_autofree char *texts = NULL;

  for (guint i = 0; i <= SUIMA_SHEET_MAX_CELL_BYTES; i++)
    text[i] = (char)('a' + i * i % 26);
  text[SUIMA_SHEET_MAX_CELL_BYTES + 1] = '\0';
  texts = g_strdup_printf ("<sst><si><t>%s</t></si><si><t>%s</t></si></sst>", text, text + 1);
  for (guint i = 0; i < 2; i++)
    {
      const char *cells = i == 0 ? "<x><row r=\"9\"><c t=\"s\"><v>0</v></c></row></x>"
                                 : "<x><row r=\"9\"><c t=\"s\"><v>1</v></c></row></x>";
      const TestPart parts[] = { TEST_WORKBOOK,
                                 TEST_RELATIONS,
                                 TEST_STYLES,
                                 { "xl/strings.xml", texts, 0 },
                                 { "xl/s.xml", cells, 0 } };
      g_autoptr (GBytes) bytes = test_zip (parts, G_N_ELEMENTS (parts));
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaSheet) sheet = suima_sheet_read (bytes, &error);
      if (i == 1)
        g_assert_cmpstr (suima_sheet_get_cell (sheet, 9, 1), ==, text + 1);
      else
        g_assert_nonnull (strstr (error->message, "row 9"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cells/numbers", test_cells_numbers);
  g_test_add_func ("/cells/shared", test_cells_shared);
  g_test_add_func ("/cells/shared-long", test_cells_shared_long);
  return g_test_run ();
}
