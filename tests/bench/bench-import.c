// SPDX-License-Identifier: Apache-2.0
// 100,000 rows of 23 columns in one go, as CSV, as XLSX and as a web page: seconds and the largest
// resident memory of the process that imports. Each import is a process of its own.
#include "suima-station.h"
#include "test-workbook.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROWS 100000u
#define MAX_MB 256 /* what a kiosk has to spare */

typedef struct
{
  const char *name;
  const char *begin, *end;
  const char *row_begin, *row_end;
  const char *cell_begin, *cell_end;
} Format;

static const Format formats[] = {
  { "csv", "", "", "", "\n", "", "," },
  { "xlsx", "<worksheet><sheetData>", "</sheetData></worksheet>", "<row>", "</row>",
    "<c t=\"inlineStr\"><is><t>", "</t></is></c>" },
  { "html", "<html><table>", "</table></html>", "<tr>", "</tr>\n", "<td>", "</td>" },
};

static const char header[] =
    "序号|品名|规格|商品条码|批号|原产国(地区)|生产日期|保质期|贮存条件|入境口岸|报关单号|"
    "入境货物检验检疫证明编号|核酸检测报告编号|消毒证明编号|境外生产企业注册号|进口商|"
    "进口商统一社会信用代码|供货商|供货商电话|到货日期|数量|单位|备注";
static const char goods[] =
    "1|智利车厘子 JJJ|5kg/箱|7800000001013|CL-CH-2641|智利|2026-11-02|45天|冷藏 0~4℃|广州南沙|"
    "510120261000012345|126000001120001||XD20261118-0031||穗鲜进口(广州)有限公司|"
    "91440101MA5X00001J|江南果菜批发市场A区17档|02081990017|2026-11-20|120|箱|";

static void
add_row (GString *text, const Format *format, const char *cells, const char *last)
{
  g_auto (GStrv) parts = g_strsplit (cells, "|", -1);

  g_string_append (text, format->row_begin);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_string_append (text, format->cell_begin);
      g_string_append (text, parts[i + 1] != NULL ? parts[i] : last);
      g_string_append (text, parts[i + 1] != NULL || format->row_begin[0] != '\0' ? format->cell_end
                                                                                 : "");
    }
  g_string_append (text, format->row_end);
}

static int
make_file (const Format *format, const char *path)
{
  g_autoptr (GString) text = g_string_new (format->begin);
  g_autoptr (GBytes) workbook = NULL;
  gconstpointer data = NULL;
  gsize size_bytes = 0;

  add_row (text, format, header, "备注");
  for (guint i = 0; i < ROWS; i++)
    {
      g_autofree char *number = g_strdup_printf ("第%u行", i);
      add_row (text, format, goods, number);
    }
  g_string_append (text, format->end);
  data = text->str;
  size_bytes = text->len;
  if (strcmp (format->name, "xlsx") == 0)
    {
      workbook = test_workbook (text->str, text->len);
      data = g_bytes_get_data (workbook, &size_bytes);
    }
  return g_file_set_contents (path, data, (gssize)size_bytes, NULL) ? 0 : 1;
}

static int
import_file (const char *dir, const char *path)
{
  SuimaStationSetup setup = { .host = "TRACE.EXAMPLE.CN" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaImport) import = NULL;

  if (suima_station_init (dir, &setup, &error))
    station = suima_station_open (dir, FALSE, &error);
  import = station ? suima_station_import (station, path, &error) : NULL;
  if (import == NULL)
    g_printerr ("%s\n", error->message);
  return import != NULL && import->batches == ROWS ? 0 : 1;
}

/* Returns: megabytes of the child that runs one step; ends the benchmark when it fails. */
static double
run_child (const Format *format, const char *dir, const char *path, double *ret_s)
{
  gint64 start_us = g_get_monotonic_time ();
  pid_t pid = fork ();
  struct rusage usage;
  int status = 0;

  if (pid == 0)
    _exit (dir != NULL ? import_file (dir, path) : make_file (format, path));
  if (pid < 0 || wait4 (pid, &status, 0, &usage) != pid || status != 0)
    {
      g_printerr ("%s failed\n", format->name);
      exit (1);
    }
  *ret_s = (double)(g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
  return (double)usage.ru_maxrss / 1024;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

int
main (void)
{
  g_autofree char *work = g_dir_make_tmp ("suima-bench-XXXXXX", NULL);
  g_autoptr (GString) line = g_string_new ("{\"bench\":\"import\",\"rows\":100000");
  gboolean is_bounded = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_build_filename (work, formats[i].name, NULL);
      g_autofree char *dir = g_strconcat (path, "-station", NULL);
      double seconds = 0, mb = run_child (&formats[i], NULL, path, &seconds);
      GStatBuf info;
      g_stat (path, &info);
      mb = run_child (&formats[i], dir, path, &seconds);
      g_string_append_printf (line, ",\"%s\":{\"file_mb\":%.1f,\"s\":%.1f,\"rss_mb\":%.0f}",
                              formats[i].name, (double)info.st_size / (1 << 20), seconds, mb);
      is_bounded = is_bounded && mb < MAX_MB;
    }
  remove_tree (work);
  g_print ("%s}\n", line->str);
  return is_bounded ? 0 : 1;
}
