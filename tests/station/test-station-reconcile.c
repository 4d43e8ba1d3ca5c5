// SPDX-License-Identifier: Apache-2.0
// The three sheets of a day as they come: workbooks, and text as a Chinese spreadsheet saves it.
#include "station-fixture.h"
#include "test-workbook.h"

#include "suima-json.h"
#include "suima-station-reconcile.h"
#include "suima-words.h"

#include <string.h>

#define TEXT(column, row, text)                                                                    \
  "<c r=\"" column row "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(column, row, number) "<c r=\"" column row "\"><v>" number "</v></c>"
#define DAY(column, row, number) "<c r=\"" column row "\" s=\"1\"><v>" number "</v></c>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static const char styles[] = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
                             "</styleSheet>";

/* 集中监管仓台账: a title, dates as numbers, a row of yesterday, totals. 46348 is 2026-11-22. */
static const char store_sheet[] = SHEET (
    "<row r=\"1\">" TEXT ("A", "1", "集中监管仓台账") "</row>"
    "<row r=\"2\">" TEXT ("A", "2", "入仓日期") TEXT ("B", "2", "货物名称")
        TEXT ("C", "2", "检验检疫证号") TEXT ("D", "2", "批号") TEXT ("E", "2", "入仓数量（箱）")
            TEXT ("F", "2", "货主") TEXT ("G", "2", "联系电话") "</row>"
    "<row r=\"3\">" DAY ("A", "3", "46348") TEXT ("B", "3", "冻南美白虾")
        TEXT ("C", "3", "440021120012345") TEXT ("D", "3", "S-1") NUMBER ("E", "3", "100")
            TEXT ("F", "3", "中山海味") TEXT ("G", "3", "0760-88001234") "</row>"
    "<row r=\"4\">" DAY ("A", "4", "46348") TEXT ("B", "4", "冻鸡爪")
        TEXT ("C", "4", "440021120012346") TEXT ("D", "4", "J1") NUMBER ("E", "4", "50")
            TEXT ("F", "4", "中山海味") TEXT ("G", "4", "0760-88001234") "</row>"
    "<row r=\"5\">" DAY ("A", "5", "46347") TEXT ("B", "5", "昨天的货")
        TEXT ("C", "5", "440021120012000") TEXT ("D", "5", "O1") NUMBER ("E", "5", "9") "</row>"
    "<row r=\"6\">" TEXT ("A", "6", "合计") NUMBER ("E", "6", "159") "</row>");

/* 进口食品每日新增确认表: numbers of 15 digits typed as numbers, which a spreadsheet still keeps. */
static const char new_sheet[] = SHEET (
    "<row r=\"1\">" TEXT ("A", "1", "产品名称") TEXT ("B", "1", "入境货物检验检疫证明编号")
        TEXT ("C", "1", "生产批号") TEXT ("D", "1", "数量") TEXT ("E", "1", "单位")
            TEXT ("F", "1", "进口商") TEXT ("G", "1", "手机") "</row>"
    "<row r=\"2\">" TEXT ("A", "2", "冻南美白虾") NUMBER ("B", "2", "440021120012345")
        TEXT ("C", "2", "S-1") NUMBER ("D", "2", "100") TEXT ("E", "2", "箱")
            TEXT ("F", "2", "南沙进出口") NUMBER ("G", "2", "13800138000") "</row>"
    "<row r=\"3\">" TEXT ("A", "3", "冻鸡爪") NUMBER ("B", "3", "440021120012346")
        TEXT ("C", "3", "J1") NUMBER ("D", "3", "48") TEXT ("E", "3", "箱")
            TEXT ("F", "3", "南沙进出口") NUMBER ("G", "3", "13800138000") "</row>");

/* 冷库通: one number of 18 digits that a spreadsheet cut. */
static const char cold_sheet[] = SHEET (
    "<row r=\"1\">" TEXT ("A", "1", "品名") TEXT ("B", "1", "证号") TEXT ("C", "1", "批次")
        TEXT ("D", "1", "数量") TEXT ("E", "1", "单位") TEXT ("F", "1", "供应商") "</row>"
    "<row r=\"2\">" TEXT ("A", "2", "冻南美白虾") TEXT ("B", "2", "440021120012345")
        TEXT ("C", "2", "S-1") NUMBER ("D", "2", "100") TEXT ("E", "2", "箱")
            TEXT ("F", "2", "中山海味") "</row>"
    "<row r=\"3\">" TEXT ("A", "3", "冻鸡爪") TEXT ("B", "3", "440021120012346")
        TEXT ("C", "3", "J1") NUMBER ("D", "3", "50") TEXT ("E", "3", "箱")
            TEXT ("F", "3", "中山海味") "</row>"
    "<row r=\"4\">" TEXT ("A", "4", "冻牛腩") NUMBER ("B", "4", "440021120012345000")
        TEXT ("C", "4", "B2") NUMBER ("D", "4", "20") TEXT ("E", "4", "箱") "</row>");

static const char cold_text[] = "品名,证号,批次,数量,单位,供应商\n"
                                "冻南美白虾,440021120012345,S-1,100,箱,中山海味\n"
                                "冻鸡爪,440021120012346,J1,50,箱,中山海味\n"
                                "冻牛腩,4.40021E+17,B2,20,箱,\n";

static char *
write_workbook (Fixture *fixture, const char *name, const char *sheet)
{
  const TestPart parts[] = {
    TEST_WORKBOOK, TEST_RELATIONS, TEST_STRINGS,
    { "xl/styles.xml", styles, 0 },
    { "xl/s.xml", sheet, 0 },
  };
  g_autoptr (GBytes) bytes = test_zip (parts, G_N_ELEMENTS (parts));

  return fixture_write (fixture, name, g_bytes_get_data (bytes, NULL),
                        (gssize)g_bytes_get_size (bytes));
}

static char *
write_gbk (Fixture *fixture, const char *name, const char *text)
{
  gsize size_bytes = 0;
  g_autofree char *gbk = g_convert (text, -1, "GBK", "UTF-8", NULL, &size_bytes, NULL);

  g_assert_nonnull (gbk);
  g_assert_false (g_utf8_validate (gbk, (gssize)size_bytes, NULL));
  return fixture_write (fixture, name, gbk, (gssize)size_bytes);
}

static const json_t *
find (const json_t *differences, const char *kind)
{
  gsize i;
  json_t *difference;

  json_array_foreach ((json_t *)differences, i, difference)
    if (g_strcmp0 (suima_json_get_text (difference, "kind"), kind) == 0)
      return difference;
  g_assert_not_reached ();
}

static void
check (Fixture *fixture, const char *const paths[3])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaReconciliation) made =
      suima_station_reconcile (fixture->handle, paths, SUIMA_DAY_NONE, &error);
  g_autoptr (json_t) body = NULL;
  g_autofree char *call = NULL, *nobody = NULL;
  const json_t *differences, *quantity;

  g_assert_no_error (error);
  body = suima_json_parse (made->body, strlen (made->body), NULL);
  differences = json_object_get (body, "differences");
  g_assert_cmpint (json_integer_value (json_object_get (body, "matched")), ==, 1);
  g_assert_cmpuint (json_array_size (differences), ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (
                       json_array_get (json_object_get (body, "ledgers"), 0), "other_days")),
                   ==, 1);
  quantity = find (differences, "quantity");
  g_assert_cmpstr (suima_json_get_text (quantity, "number"), ==, "440021120012346");
  call = suima_words_call (json_object_get (quantity, "call"));
  g_assert_cmpstr (call, ==,
                   "To be called: 中山海味 (supplier) 0760-88001234; 南沙进出口 (importer) 13800138000");
  nobody = suima_words_call (json_object_get (find (differences, "damaged"), "call"));
  g_assert_cmpstr (nobody, ==, "Nobody is named: ask the store who brought it in");
}

static void
test_workbooks (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *store = write_workbook (fixture, "store.xlsx", store_sheet);
  g_autofree char *fresh = write_workbook (fixture, "new.xlsx", new_sheet);
  g_autofree char *cold = write_workbook (fixture, "cold.xlsx", cold_sheet);
  const char *const paths[] = { store, fresh, cold };

  check (fixture, paths);
}

/* A workbook beside what 冷库通 exports as text. */
static void
test_mixed (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *store = write_workbook (fixture, "store.xlsx", store_sheet);
  g_autofree char *fresh = write_workbook (fixture, "new.xlsx", new_sheet);
  g_autofree char *cold = write_gbk (fixture, "cold.csv", cold_text);
  const char *const paths[] = { store, fresh, cold };

  check (fixture, paths);
}

/* An old workbook, and none at all, are refused by name, and nothing is kept. */
static void
test_refused (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *store = write_workbook (fixture, "store.xlsx", store_sheet);
  g_autofree char *old = fixture_write (
      fixture, "old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more of an old workbook", -1);
  const char *const paths[] = { store, old, store };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaReconciliation) made =
      suima_station_reconcile (fixture->handle, paths, SUIMA_DAY_NONE, &error);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_null (made);
  g_assert_nonnull (strstr (error->message, "old.xls"));
  g_assert_nonnull (strstr (error->message, ".xlsx"));
  list = suima_station_list_reconciliations (fixture->handle, 0, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/reconcile/workbooks", test_workbooks);
  g_test_add_func ("/station/reconcile/mixed", test_mixed);
  g_test_add_func ("/station/reconcile/refused", test_refused);
  return g_test_run ();
}
