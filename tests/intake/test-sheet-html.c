// SPDX-License-Identifier: Apache-2.0
// Web pages that exporters call .xls.
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
assert_cells (const char *data, gsize size_bytes, const char *const *cells, guint n_columns)
{
  g_autoptr (SuimaSheet) sheet = read_bytes (data, size_bytes);
  guint n = 0;

  for (; cells[n] != NULL; n++)
    {
      g_test_message ("row %u column %u", n / n_columns + 1, n % n_columns + 1);
      g_assert_cmpstr (suima_sheet_get_cell (sheet, n / n_columns + 1, n % n_columns + 1), ==,
                       cells[n]);
    }
  g_assert_cmpuint (suima_sheet_get_n_rows (sheet), ==, n / n_columns);
}

static const char export[] =
    "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\r\n<head><meta charset=\"gb2312\">"
    "<style>td { mso-number-format:\"\\@\"; }</style><script>var t = '<td>no</td>';</script></head>"
    "<body><p>到货单</p><TABLE border=1>\r\n"
    "<caption>no</caption><tr><th colspan=2>品名</th><th>数量</th><th>备注</th></tr>"
    "<tr><td rowspan=2> 智利\r\n   车厘子&nbsp;</td><td>JJJ<br>5kg</td><td x:num>120<td>&lt;b&gt; "
    "&#26792; &amp;<!-- no --></tr>"
    "<tr><td>JJ</td><td>60</td><td></td></tr>\r\n"
    "<tr><td><p>苹</p><p>果</p></td><td/><td>1</td></tr></TABLE></body></html>\r\n";

static void
test_html_cells (void)
{
  static const char *const cells[] = { "品名",        "",        "数量", "备注",
                                       "智利 车厘子\u00a0", "JJJ 5kg", "120",  "<b> 梨 &",
                                       "",            "JJ",      "60",   "",
                                       "苹 果",       "",        "1",    "",
                                       NULL };
  static const char *const charsets[] = { "UTF-8", "GB18030", "UTF-16LE" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize size_bytes = 0;
      g_autofree char *data =
          g_convert (export, -1, charsets[i], "UTF-8", NULL, &size_bytes, NULL);
      g_autoptr (SuimaSheet) sheet = NULL;
      if (i == 2)
        {
          g_autofree char *marked = g_malloc (size_bytes + 2);
          memcpy (marked, "\xff\xfe", 2);
          memcpy (marked + 2, data, size_bytes);
          assert_cells (marked, size_bytes + 2, cells, 4);
          continue;
        }
      assert_cells (data, size_bytes, cells, 4);
      sheet = read_bytes (data, size_bytes);
      g_assert_true (suima_sheet_was_number (sheet, 2, 3));
      g_assert_false (suima_sheet_was_number (sheet, 3, 3));
    }
}

/* A table inside a cell of another, and one below another. */
static void
test_html_tables (void)
{
  static const char framed[] = "<table><tr><td>菜单</td><td><table><tr><td>品名</td><td>数量</td></tr>"
                               "<tr><td>梨</td><td>1</td></tr></table></td></tr></table>"
                               "<table><tr><td>桃</td><td>2</td></tr></table>";
  static const char *const cells[] = { "菜单", "", "品名", "数量", "梨", "1", "桃", "2", NULL };
  static const char open[] = "<table><tr><td>品名<td>数量<tr><td>梨<td>1</table>";
  static const char *const unclosed[] = { "品名", "数量", "梨", "1", NULL };

  assert_cells (framed, strlen (framed), cells, 2);
  assert_cells (open, strlen (open), unclosed, 2);
}

static void
test_html_refused (void)
{
  g_autoptr (GString) deep = g_string_new ("<html><table><tr><td>a");
  g_autoptr (GString) wide = g_string_new ("<html><table><tr>");
  g_autofree char *longest = g_strnfill (SUIMA_SHEET_MAX_CELL_BYTES + 1, 'x');
  g_autofree char *cell =
      g_strconcat ("<html><table><tr><td>", longest, "</td></tr></table>", NULL);
  static const char span[] = "<table><tr><td colspan=256>a</td><td>b</td></tr></table>";
  static const char empty[] = "<html><table><tr><td> </td></tr></table><p>梨</p></html>";

  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "<b>");
  for (guint i = 0; i < 257; i++)
    g_string_append (wide, "<td>a");
  assert_refused (deep->str, deep->len, "too deep");
  assert_refused (wide->str, wide->len, "256 columns");
  assert_refused (span, strlen (span), "256 columns");
  assert_refused (cell, strlen (cell), "row 1");
  assert_refused (empty, strlen (empty), "no table");
  assert_refused (export, strlen (export) - 40, "cut off");
  assert_refused (export, strlen (export) / 2, "cut off");
}

/* Entities are not looked up anywhere, and there are none but HTML's own. */
static void
test_html_entities (void)
{
  static const char page[] =
      "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/hostname\">]>"
      "<html><table><tr><td>梨&a;&b;&#27;&#0;&#xD800;</td></tr></table></html>";
  g_autoptr (SuimaSheet) sheet = read_bytes (page, strlen (page));
  const char *cell = suima_sheet_get_cell (sheet, 1, 1);

  g_test_message ("%s", cell);
  g_assert_true (g_str_has_prefix (cell, "梨"));
  g_assert_null (strstr (cell, "aaaa"));
  g_assert_null (strchr (cell, 27));
  g_assert_true (g_utf8_validate (cell, -1, NULL));
}

static long
get_peak_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

/* The address sanitizer keeps what is freed for a while. */
#ifdef __SANITIZE_ADDRESS__
#define MAX_GROWTH_MB 1024
#else
#define MAX_GROWTH_MB 48
#endif

/* 6 MB of one thing: it ends soon, in little more memory than the file. */
static void
test_html_huge (void)
{
  long before_mb = get_peak_mb ();
  static const char *const patterns[] = { "<td>", "<tr>", "<table>", "<div>", "a", "<!-- ", "&amp;",
                                          "<a b='", "</td>", "<script>", "<p>" };
  gsize size_bytes = 6u << 20;
  g_autofree char *data = g_malloc (size_bytes);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size_bytes);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      static const char head[] = "<html><table><tr><td>";
      gsize length = strlen (patterns[i]);
      g_autoptr (GError) error = NULL;
      gint64 start_us = g_get_monotonic_time ();
      memcpy (data, head, strlen (head));
      for (gsize k = strlen (head); k < size_bytes; k++)
        data[k] = patterns[i][(k - strlen (head)) % length];
      g_assert_null (suima_sheet_read (bytes, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      g_test_message ("%s: %s, %.1f s, %ld MB", patterns[i], error->message,
                      (double)(g_get_monotonic_time () - start_us) / G_USEC_PER_SEC,
                      get_peak_mb ());
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, 20 * G_USEC_PER_SEC);
    }
  g_assert_cmpint (get_peak_mb () - before_mb, <, MAX_GROWTH_MB);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/cells", test_html_cells);
  g_test_add_func ("/html/tables", test_html_tables);
  g_test_add_func ("/html/refused", test_html_refused);
  g_test_add_func ("/html/entities", test_html_entities);
  g_test_add_func ("/html/huge", test_html_huge);
  return g_test_run ();
}
