// SPDX-License-Identifier: Apache-2.0
// The ledgers, read back by our own reader, and the inspection pack.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-sheet.h"
#include "suima-station-books.h"
#include "suima-station-papers.h"
#include "suima-station-private.h"
#include "suima-station-stock.h"
#include "suima-store-stock.h"

#include <string.h>

static const char sheet[] =
    "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,供货商电话,承诺达标合格证编号\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,20,箱,平湖果业,13800001234,HGZ1\n"
    "=cmd|' /C calc'!A0,散装,534520261234567890,浙江平湖,2026-11-20,2026-12-20,75.5,kg,@平湖菜社,,HGZ2\n";

static Fixture *
new_with_day (void)
{
  Fixture *fixture = fixture_new ();
  SuimaReceipt receipt = { .place = "2号柜", .person = "李小明" };
  SuimaMove sale = { .kind = SUIMA_EVENT_SELL, .quantity_milli = 3000, .price_fen = 12800,
                     .party = "好味饭店", .person = "李小明" };

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  sale.batch_id = receipt.batch_id = fixture_find_batch (fixture, "平湖西瓜");
  g_assert_cmpint (suima_station_receive (fixture->handle, &receipt, NULL), >=, 0);
  receipt.batch_id = fixture_find_batch (fixture, "=cmd|' /C calc'!A0");
  g_assert_cmpint (suima_station_receive (fixture->handle, &receipt, NULL), >=, 0);
  fixture->now_us += G_TIME_SPAN_DAY;
  suima_move_result_free (suima_station_move (fixture->handle, &sale, NULL));
  return fixture;
}

static SuimaSheet *
write_book (Fixture *fixture, SuimaBook book, int from, int to, const char *name)
{
  g_autofree char *path = fixture_dup_path (fixture, name);
  g_autofree char *bytes = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_bytes;
  guint rows = 0;
  SuimaSheet *read;

  suima_station_write_book (fixture->handle, book, suima_day_new (2026, 11, from),
                            suima_day_new (2026, 11, to), path, strstr (name, "gb") != NULL, &rows,
                            &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &size_bytes, NULL));
  file = g_bytes_new (bytes, size_bytes);
  read = suima_sheet_read (file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (suima_sheet_get_n_rows (read), ==, rows + 1);
  return read;
}

static const char *
get (SuimaSheet *read, guint row, const char *header)
{
  for (guint i = 1; i <= suima_sheet_get_n_columns (read); i++)
    if (strcmp (suima_sheet_get_cell (read, 1, i), header) == 0)
      return suima_sheet_get_cell (read, row, i);
  g_error ("no column %s", header);
}

/* The first columns in the order of a 进货查验记录表. */
static void
test_purchase (gconstpointer name)
{
  static const char *const order[] = { "进货日期", "产品名称", "单位", "数量", "生产日期", "保质期至",
                                       "生产单位", "供货单位", "地址及联系方式" };
  g_autoptr (Fixture) fixture = new_with_day ();
  g_autoptr (SuimaSheet) read = write_book (fixture, SUIMA_BOOK_PURCHASE, 22, 23, name);
  gboolean is_xlsx = g_str_has_suffix (name, ".xlsx");
  g_autofree char *lot = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (suima_sheet_get_cell (read, 1, i + 1), ==, order[i]);
  g_assert_cmpuint (suima_sheet_get_n_rows (read), ==, 3);
  g_assert_cmpstr (get (read, 2, "进货日期"), ==, "2026-11-22");
  g_assert_cmpstr (get (read, 2, "产品名称"), ==, "平湖西瓜");
  g_assert_cmpstr (get (read, 2, "数量"), ==, "20");
  g_assert_cmpstr (get (read, 2, "供货单位"), ==, "平湖果业");
  g_assert_cmpstr (get (read, 2, "地址及联系方式"), ==, "13800001234");
  g_assert_cmpstr (get (read, 2, "记录人"), ==, "李小明");
  g_assert_cmpstr (get (read, 2, "承诺达标合格证编号"), ==, "HGZ1");
  g_assert_cmpstr (get (read, 2, "存放位置"), ==, "2号柜");
  g_assert_cmpstr (get (read, 3, "产品名称"), ==,
                   is_xlsx ? "=cmd|' /C calc'!A0" : "'=cmd|' /C calc'!A0");
  g_assert_cmpstr (get (read, 3, "供货单位"), ==, is_xlsx ? "@平湖菜社" : "'@平湖菜社");
  lot = g_strstrip (g_strdup (get (read, 3, "批号")));
  g_assert_cmpstr (lot, ==, "534520261234567890");
}

static void
test_sale (void)
{
  g_autoptr (Fixture) fixture = new_with_day ();
  g_autoptr (SuimaSheet) none = write_book (fixture, SUIMA_BOOK_SALE, 22, 22, "none.xlsx");
  g_autoptr (SuimaSheet) read = write_book (fixture, SUIMA_BOOK_SALE, 23, 23, "sale.xlsx");

  g_assert_cmpuint (suima_sheet_get_n_rows (none), ==, 1);
  g_assert_cmpuint (suima_sheet_get_n_rows (read), ==, 2);
  g_assert_cmpstr (get (read, 2, "购货单位"), ==, "好味饭店");
  g_assert_cmpstr (get (read, 2, "金额"), ==, "128");
  g_assert_cmpstr (get (read, 2, "数量"), ==, "3");
}

/* Opening, in, out and closing add up, and it stood where it stood. */
static void
test_stock (void)
{
  g_autoptr (Fixture) fixture = new_with_day ();
  g_autoptr (SuimaSheet) first = write_book (fixture, SUIMA_BOOK_STOCK, 22, 22, "a.csv");
  g_autoptr (SuimaSheet) second = write_book (fixture, SUIMA_BOOK_STOCK, 23, 23, "b.csv");

  g_assert_cmpstr (get (first, 2, "期初数量"), ==, "0");
  g_assert_cmpstr (get (first, 2, "入库数量"), ==, "20");
  g_assert_cmpstr (get (first, 2, "结存数量"), ==, "20");
  g_assert_cmpstr (get (first, 2, "存放位置"), ==, "2号柜 20");
  g_assert_cmpstr (get (second, 2, "期初数量"), ==, "20");
  g_assert_cmpstr (get (second, 2, "出库数量"), ==, "3");
  g_assert_cmpstr (get (second, 2, "结存数量"), ==, "17");
  g_assert_cmpstr (get (second, 2, "存放位置"), ==, "2号柜 17");
}

/* The table of roles holds for files, too. */
static void
test_role (void)
{
  g_autoptr (Fixture) fixture = new_with_day ();
  g_autoptr (SuimaSheet) read = NULL, sale = NULL;

  suima_station_set_role (fixture->handle, SUIMA_ROLE_REGULATOR);
  read = write_book (fixture, SUIMA_BOOK_PURCHASE, 22, 22, "p.csv");
  sale = write_book (fixture, SUIMA_BOOK_SALE, 23, 23, "s.csv");
  g_assert_cmpstr (get (read, 2, "地址及联系方式"), ==, "138****1234");
  g_assert_cmpstr (get (read, 2, "记录人"), ==, "李*");
  g_assert_cmpstr (get (sale, 2, "金额"), ==, "");
}

/* A platform's own order of fields. */
static void
test_own_columns (void)
{
  g_autoptr (Fixture) fixture = new_with_day ();
  g_autofree char *folder = g_build_filename (fixture->station, "ledgers", NULL);
  g_autofree char *path = g_build_filename (folder, "purchase.json", NULL);
  g_autofree char *out = fixture_dup_path (fixture, "x.csv");
  g_autoptr (SuimaSheet) read = NULL;
  g_autoptr (GError) error = NULL;
  guint rows;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (
      path, "{\"title\":\"入库\",\"columns\":[{\"header\":\"货主\",\"field\":\"owner\"},"
            "{\"header\":\"来源\",\"field\":\"party\"}]}", -1, NULL));
  read = write_book (fixture, SUIMA_BOOK_PURCHASE, 22, 22, "own.csv");
  g_assert_cmpuint (suima_sheet_get_n_columns (read), ==, 2);
  g_assert_cmpstr (get (read, 2, "来源"), ==, "平湖果业");
  g_assert_true (g_file_set_contents (
      path, "{\"columns\":[{\"header\":\"货主\",\"field\":\"pin\"}]}", -1, NULL));
  g_assert_false (suima_station_write_book (fixture->handle, SUIMA_BOOK_PURCHASE, 0, 1, out, FALSE,
                                            &rows, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

static void
test_inspection (void)
{
  g_autoptr (Fixture) fixture = new_with_day ();
  g_autofree char *dir = fixture_dup_path (fixture, "pack");
  g_autofree char *zip = fixture_dup_path (fixture, "pack.zip");
  g_autofree char *voids = g_build_filename (dir, "voids.csv", NULL);
  g_autofree char *papers = g_build_filename (dir, "papers.csv", NULL);
  g_autofree char *key = suima_station_dup_public_key (fixture->handle);
  g_autofree char *photo = fixture_write (fixture, "a.jpg", "\xFF\xD8\xFF\xE0 photo", 10);
  g_autofree char *sha256 = NULL, *text = NULL, *list = NULL;
  SuimaDocument paper = { .kind = SUIMA_PAPER_CONFORMITY, .number = (char *)"HGZ1",
                          .issued = SUIMA_DAY_NONE, .valid_to = SUIMA_DAY_NONE };
  SuimaDay from = suima_day_new (2026, 11, 22), to = suima_day_new (2026, 11, 23);
  g_autoptr (SuimaDocument) kept = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SuimaInspection) pack = NULL, zipped = NULL;
  g_autoptr (GError) error = NULL;

  kept = suima_station_add_paper (fixture->handle, &paper, NULL, &error);
  g_assert_no_error (error);
  sha256 = suima_station_attach (fixture->handle, kept->id, photo, &error);
  g_assert_no_error (error);
  items = fixture_issue (fixture, fixture_find_batch (fixture, "平湖西瓜"), 2, FALSE);
  suima_item_free (suima_station_void (fixture->handle, ((SuimaItem *)items->pdata[0])->uri,
                                       "贴坏了", &error));
  g_assert_no_error (error);
  pack = suima_station_inspect (fixture->handle, from, to, dir, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pack->movements, ==, 3);
  g_assert_cmpuint (pack->voids, ==, 1);
  g_assert_cmpuint (pack->papers, ==, 1);
  g_assert_true (pack->is_ok);
  g_assert_cmpstr (pack->names->pdata[pack->names->len - 1], ==, "manifest.json");
  g_assert_true (g_file_get_contents (voids, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "贴坏了"));
  g_assert_true (g_file_get_contents (papers, &list, NULL, NULL));
  g_assert_nonnull (strstr (list, sha256));
  g_assert_true (suima_inspection_check (dir, key, &error));
  g_assert_null (suima_station_inspect (fixture->handle, from, to, dir, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (voids, "", 0, NULL));
  g_assert_false (suima_inspection_check (dir, key, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
  g_clear_error (&error);
  zipped = suima_station_inspect (fixture->handle, from, to, zip, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (zip, G_FILE_TEST_IS_REGULAR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/books/purchase/csv", "purchase.csv", test_purchase);
  g_test_add_data_func ("/books/purchase/gb18030", "gb.csv", test_purchase);
  g_test_add_data_func ("/books/purchase/xlsx", "purchase.xlsx", test_purchase);
  g_test_add_func ("/books/sale", test_sale);
  g_test_add_func ("/books/stock", test_stock);
  g_test_add_func ("/books/role", test_role);
  g_test_add_func ("/books/own-columns", test_own_columns);
  g_test_add_func ("/books/inspection", test_inspection);
  return g_test_run ();
}
