// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-sheet.h"
#include "test-workbook.h"

#include <string.h>
#include <sys/resource.h>

#define S "<worksheet><sheetData>"
#define E "</sheetData></worksheet>"
#define TEXT(t) "<c t=\"inlineStr\"><is><t>" t "</t></is></c>"

static SuimaSheet *
read_parts (const TestPart *parts, gsize n_parts)
{
  g_autoptr (GBytes) bytes = test_zip (parts, n_parts);
  g_autoptr (GError) error = NULL;
  SuimaSheet *sheet = suima_sheet_read (bytes, &error);

  g_assert_no_error (error);
  return sheet;
}

static SuimaSheet *
read_cells (const char *cells)
{
  g_autoptr (GBytes) bytes = test_workbook (cells, strlen (cells));
  g_autoptr (GError) error = NULL;
  SuimaSheet *sheet = suima_sheet_read (bytes, &error);

  g_assert_no_error (error);
  return sheet;
}

static void
assert_refused (GBytes *bytes, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_sheet_read (bytes, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
}

static void
assert_cells_refused (const char *cells, const char *word)
{
  g_autoptr (GBytes) bytes = test_workbook (cells, strlen (cells));

  assert_refused (bytes, word);
}

static void
test_xlsx_sample (void)
{
  char *data = NULL;
  gsize size_bytes = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SuimaSheet) sheet = NULL;

  g_assert_true (g_file_get_contents (TEST_DATA "/meat-delivery.xlsx", &data, &size_bytes, &error));
  bytes = g_bytes_new_take (data, size_bytes);
  sheet = suima_sheet_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (suima_sheet_get_n_rows (sheet), ==, 9);
  g_assert_cmpuint (suima_sheet_get_n_columns (sheet), ==, 23);
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 1), ==, "冻品到货清单(2026年11月19日)");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 2, 1), ==, "");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 4, 7), ==, "2026-08-26");
  g_assert_false (suima_sheet_was_number (sheet, 4, 7));
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 4, 21), ==, "40");
  g_assert_true (suima_sheet_was_number (sheet, 4, 21));
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 4, 11), ==, "020220261000078901");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 4, 23), ==, "");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 10, 1), ==, "");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 0, 0), ==, "");
}

/* Gaps, runs, phonetic guides, cached values of formulas, the other kinds of cells. */
static void
test_xlsx_cells (void)
{
  g_autoptr (SuimaSheet) sheet = read_cells (
      S "<row r=\"2\"><c r=\"B2\" t=\"n\"></c><c r=\"C2\"/>"
        "<c r=\"D2\" t=\"inlineStr\"><is><r><t>智利</t></r><rPh sb=\"0\"><t>chile</t></rPh>"
        "<r><t xml:space=\"preserve\"> 车厘子𠮷</t></r></is></c>"
        "<c r=\"AA2\"><f>SUM(A1:A9)</f><v>7.5</v></c></row>"
        "<row r=\"5\"><c r=\"A5\" t=\"str\"><f>A1&amp;B1</f><v>=x&lt;b&gt;</v></c>"
        "<c r=\"B5\" t=\"b\"><v>1</v></c><c r=\"C5\" t=\"e\"><v>#REF!</v></c>"
        "<c r=\"D5\"><f>VLOOKUP(1)</f></c><c r=\"E5\" "
        "t=\"d\"><v>2026-09-18T00:00:00</v></c></row>" E);

  g_assert_cmpuint (suima_sheet_get_n_rows (sheet), ==, 5);
  g_assert_cmpuint (suima_sheet_get_n_columns (sheet), ==, 27);
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 2, 2), ==, "");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 2, 4), ==, "智利 车厘子𠮷");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 2, 27), ==, "7.5");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 5, 1), ==, "=x<b>");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 5, 2), ==, "TRUE");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 5, 3), ==, "#REF!");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 5, 4), ==, "");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 5, 5), ==, "2026-09-18");
}

/* Prefixed names, absolute and dotted targets, 1904, shared texts, styles, a hidden sheet first. */
static void
test_xlsx_workbook (void)
{
  const TestPart parts[] = {
    { "_rels/.rels",
      "<Relationships><Relationship Id=\"x\" Type=\"t/officeDocument\" Target=\"/Book/wb.xml\"/>"
      "</Relationships>",
      0 },
    { "Book/wb.xml",
      "<x:workbook xmlns:x=\"m\" xmlns:q=\"r\"><x:workbookPr date1904=\"1\"/><x:sheets>"
      "<x:sheet name=\"A\" state=\"hidden\" q:id=\"h\"/><x:sheet name=\"B\" q:id=\"empty\"/>"
      "<x:sheet name=\"C\" state=\"visible\" q:id=\"v\"/></x:sheets></x:workbook>",
      0 },
    { "Book/_rels/wb.xml.rels",
      "<Relationships><Relationship Id=\"h\" Type=\"t/worksheet\" Target=\"hidden.xml\"/>"
      "<Relationship Id=\"empty\" Type=\"t/worksheet\" Target=\"empty.xml\"/>"
      "<Relationship Id=\"v\" Type=\"t/worksheet\" Target=\"../Book/./data.xml\"/>"
      "<Relationship Id=\"s\" Type=\"t/styles\" Target=\"/Book/st.xml\"/>"
      "<Relationship Id=\"t\" Type=\"t/sharedStrings\" Target=\"ss.xml\"/>"
      "<Relationship Id=\"e\" Type=\"t/styles\" TargetMode=\"External\" Target=\"http://x/\"/>"
      "</Relationships>",
      0 },
    { "Book/st.xml",
      "<styleSheet><numFmts><numFmt numFmtId=\"170\" "
      "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"31\"/><xf numFmtId=\"170\"/>"
      "<xf numFmtId=\"2\"/></cellXfs></styleSheet>",
      0 },
    { "Book/ss.xml",
      "<sst><si><t>品名</t></si><si><r><t>数</t></r><r><t>量</t></r>"
      "<rPh sb=\"0\" eb=\"1\"><t>shu</t></rPh></si><si/></sst>",
      0 },
    { "Book/hidden.xml", S "<row><c><v>13</v></c></row>" E, 0 },
    { "Book/empty.xml", S "<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>" E, 0 },
    { "Book/data.xml",
      "<y:worksheet xmlns:y=\"m\"><y:sheetData><y:row><y:c t=\"s\"><y:v>0</y:v></y:c>"
      "<y:c t=\"s\"><y:v>1</y:v></y:c><y:c t=\"s\"><y:v>2</y:v></y:c>"
      "<y:c s=\"1\"><y:v>44798</y:v></y:c><y:c s=\"2\"><y:v>44798.5</y:v></y:c>"
      "<y:c s=\"3\"><y:v>44798</y:v></y:c><y:c "
      "s=\"2\"><y:v>-2000</y:v></y:c></y:row></y:sheetData></y:worksheet>",
      0 },
  };
  g_autoptr (SuimaSheet) sheet = read_parts (parts, G_N_ELEMENTS (parts));

  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 1), ==, "品名");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 2), ==, "数量");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 3), ==, "");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 4), ==, "2026-08-26");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 5), ==, "2026-08-26");
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 6), ==, "44798");
  g_assert_true (suima_sheet_was_number (sheet, 1, 6));
  g_assert_cmpstr (suima_sheet_get_cell (sheet, 1, 7), ==, "-2000");
}

static void
test_xlsx_no_sheet (void)
{
  const TestPart hidden[] = { { "xl/workbook.xml",
                                "<workbook><sheets><sheet state=\"veryHidden\" id=\"a\"/></sheets>"
                                "</workbook>",
                                0 },
                              TEST_RELATIONS,
                              TEST_STYLES,
                              TEST_STRINGS,
                              { "xl/s.xml", S "<row><c><v>1</v></c></row>" E, 0 } };
  const TestPart other[] = { { "word/document.xml", "<document/>", 0 } };
  g_autoptr (GBytes) bytes = test_zip (hidden, G_N_ELEMENTS (hidden));
  g_autoptr (GBytes) document = test_zip (other, 1);

  assert_refused (bytes, "no visible sheet");
  assert_refused (document, "not an Excel workbook");
  assert_cells_refused (S E, "no visible sheet");
}

static void
test_xlsx_doctype (void)
{
  assert_cells_refused ("<!DOCTYPE x>" S "<row><c><v>1</v></c></row>" E, "DOCTYPE");
  assert_cells_refused ("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
                        "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>" S
                        "<row><c t=\"str\"><v>&b;&c;</v></c></row>" E,
                        "DOCTYPE");
  assert_cells_refused (S "<row><c t=\"str\"><v>&b;</v></c></row>" E, "damaged");
}

static void
test_xlsx_damaged (void)
{
  assert_cells_refused (S "<row><c><v>1</v></row>" E, "damaged");
  assert_cells_refused (S "<row><c><v>1</v></c></row>", "damaged");
  assert_cells_refused (S "<row><c t=\"s\"><v>0</v></c></row>" E, "row 1");
  assert_cells_refused (S "<row r=\"0\"><c><v>1</v></c></row>" E, "not a row");
  assert_cells_refused (S "<row><c r=\"1A\"><v>1</v></c></row>" E, "not a cell");
  assert_cells_refused (S "<row><c r=\"AAAAAAAAA1\"><v>1</v></c></row>" E, "not a cell");
  assert_cells_refused (S "<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>" E, "order");
  assert_cells_refused (S "<row r=\"3\">" TEXT ("a") "</row><row r=\"2\">" TEXT ("b") "</row>" E,
                        "order");
}

static void
test_xlsx_limits (void)
{
  g_autoptr (GString) text = g_string_new (S "<row r=\"7\">");
  g_autoptr (GString) deep = g_string_new (S);
  g_autoptr (GString) tag = g_string_new ("<worksheet a=\"");

  assert_cells_refused (S "<row r=\"200001\">" TEXT ("a") "</row>" E, "200000 rows");
  assert_cells_refused (S "<row r=\"2\"><c r=\"IW2\"><v>1</v></c></row>" E, "256 columns");
  g_string_append (text, "<c t=\"inlineStr\"><is><t>");
  for (guint i = 0; i < SUIMA_SHEET_MAX_CELL_BYTES + 1; i++)
    g_string_append_c (text, (char)('a' + i * 7919 % 26));
  g_string_append (text, "</t></is></c></row>" E);
  assert_cells_refused (text->str, "row 7");
  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "<a>");
  assert_cells_refused (deep->str, "too deep");
  for (guint i = 0; i < 400000; i++)
    g_string_append_c (tag, (char)('a' + i * 7919 % 26));
  assert_cells_refused (tag->str, "does not end");
}

static long
get_peak_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

/* A workbook whose shared texts are @text. */
static GBytes *
make_strings (const char *text, gsize size_bytes)
{
  const TestPart parts[] = { TEST_WORKBOOK,
                             TEST_RELATIONS,
                             TEST_STYLES,
                             { "xl/strings.xml", text, size_bytes },
                             { "xl/s.xml", S "<row><c><v>1</v></c></row>" E, 0 } };

  return test_zip (parts, G_N_ELEMENTS (parts));
}

/* 3 MB of blanks pack to a thousandth; 70 MB of anything are too many texts. */
static void
test_xlsx_bomb (void)
{
  gsize small_bytes = 3u << 20, large_bytes = 70u << 20;
  g_autofree char *blanks = g_strnfill (large_bytes, ' ');
  g_autoptr (GBytes) large = NULL, small = NULL;
  g_autoptr (GBytes) lying = NULL;
  guint8 *data;
  gsize size_bytes = 0;
  long before_mb;

  memcpy (blanks, "<sst>", 5);
  large = make_strings (blanks, large_bytes);
  small = test_workbook (blanks, small_bytes);
  g_clear_pointer (&blanks, g_free);
  before_mb = get_peak_mb ();
  assert_refused (large, "unpacks to more than 64 MB");
  assert_refused (small, "unpacks to far more");
  /* The directory claims a small size: every field that says 70 MB says 1000. */
  data = g_bytes_unref_to_data (g_steal_pointer (&large), &size_bytes);
  for (gsize i = 0; i + 4 <= size_bytes; i++)
    if (memcmp (data + i, &(guint32){ GUINT32_TO_LE (large_bytes) }, 4) == 0)
      memcpy (data + i, &(guint32){ GUINT32_TO_LE (1000) }, 4);
  lying = g_bytes_new_take (data, size_bytes);
  assert_refused (lying, "workbook");
  g_assert_cmpint (get_peak_mb () - before_mb, <, 16);
}

static void
test_xlsx_truncated (void)
{
  const char *cells = S "<row>" TEXT ("a") "</row>" E;
  g_autoptr (GBytes) whole = test_workbook (cells, strlen (cells));

  for (gsize length = 4; length < g_bytes_get_size (whole); length += 29)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, length);
      assert_refused (cut, "workbook");
    }
}

static void
test_xlsx_many_entries (void)
{
  g_autofree TestPart *parts = g_new0 (TestPart, 4097);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 4097; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("%u", i));
      parts[i] = (TestPart){ g_ptr_array_index (names, i), "x", 1 };
    }
  bytes = test_zip (parts, 4097);
  assert_refused (bytes, "4096 entries");
}

static void
test_xlsx_other_files (void)
{
  static const char old[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more";
  static const char locked[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                               "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) xls = g_bytes_new_static (old, sizeof old);
  g_autoptr (GBytes) password = g_bytes_new_static (locked, sizeof locked);
  static const char nothing[22] = "PK\5\6";
  g_autoptr (GBytes) none = g_bytes_new_static (nothing, sizeof nothing);
  g_autoptr (GBytes) head = g_bytes_new_static ("PK\3\4", 4);

  assert_refused (empty, "empty");
  assert_refused (xls, "save it as .xlsx or .csv");
  assert_refused (password, "password");
  assert_refused (none, "not an Excel workbook");
  assert_refused (head, "damaged");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx/sample", test_xlsx_sample);
  g_test_add_func ("/xlsx/cells", test_xlsx_cells);
  g_test_add_func ("/xlsx/workbook", test_xlsx_workbook);
  g_test_add_func ("/xlsx/no-sheet", test_xlsx_no_sheet);
  g_test_add_func ("/xlsx/doctype", test_xlsx_doctype);
  g_test_add_func ("/xlsx/damaged", test_xlsx_damaged);
  g_test_add_func ("/xlsx/limits", test_xlsx_limits);
  g_test_add_func ("/xlsx/bomb", test_xlsx_bomb);
  g_test_add_func ("/xlsx/truncated", test_xlsx_truncated);
  g_test_add_func ("/xlsx/many-entries", test_xlsx_many_entries);
  g_test_add_func ("/xlsx/other-files", test_xlsx_other_files);
  return g_test_run ();
}
