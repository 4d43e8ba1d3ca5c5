// SPDX-License-Identifier: Apache-2.0
// A shop with ten million labels: how long the look-up of a code and the list of a recall take, beside
// bare SQLite that reads the same rows of the same tables. --items N makes it smaller.
#include "suima-json.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define BENCH_ITEMS_PER_BATCH 500u
#define BENCH_SALES_PER_BATCH 10u
#define BENCH_N_PLANTS 400u
#define BENCH_N_PARTIES 200u
#define BENCH_LOOKUPS 2000u
#define BENCH_RECALLS 60u

typedef struct
{
  char *dir, *path;
  guint n_batches;
  SuimaKey *key;
  sqlite3 *db;
  sqlite3_stmt *batch, *paper, *run, *item, *stock, *movement, *made, *input;
} BenchShop;

static void
bench_execute (sqlite3 *db, const char *sql)
{
  char *problem = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &problem) != SQLITE_OK)
    g_error ("%s: %s", sql, problem);
}

static sqlite3_stmt *
bench_prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return statement;
}

static void
bench_run (sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s: %s", sqlite3_sql (statement), sqlite3_errmsg (sqlite3_db_handle (statement)));
  sqlite3_reset (statement);
}

static void
bench_bind_text (sqlite3_stmt *statement, int at, char *text)
{
  sqlite3_bind_text (statement, at, text, -1, g_free);
}

static const char *
bench_get_product (guint batch)
{
  static const char *const products[] = { "冷冻白虾", "冷冻白虾仁", "车厘子", "蓝莓", "冷冻牛腩",
                                          "三文鱼",   "火龙果",     "香蕉",   "西梅", "冷冻猪蹄" };

  return products[batch % G_N_ELEMENTS (products)];
}

static const char *
bench_get_country (guint batch)
{
  static const char *const countries[] = { "EC", "CL", "VN", "BR", "NO", "TH", "PE" };

  return countries[batch / 3 % G_N_ELEMENTS (countries)];
}

static char *
bench_new_day (guint batch)
{
  return suima_day_to_text (suima_day_from_us (G_USEC_PER_SEC * (1735689600 + 3600 * (gint64)(batch % 14000)),
                                               480));
}

static void
bench_add_batch (BenchShop *shop, guint batch)
{
  sqlite3_stmt *row = shop->batch;

  sqlite3_bind_int64 (row, 1, batch);
  bench_bind_text (row, 2, g_strdup_printf ("k%u", batch));
  bench_bind_text (row, 3, bench_new_day (batch));
  sqlite3_bind_text (row, 4, bench_get_product (batch), -1, SQLITE_STATIC);
  bench_bind_text (row, 5, g_strdup_printf ("L%06u", batch / 2));
  sqlite3_bind_text (row, 6, bench_get_country (batch), -1, SQLITE_STATIC);
  bench_run (row);
  for (guint i = 0; i < 2; i++)
    {
      sqlite3_bind_int64 (shop->paper, 1, batch);
      sqlite3_bind_text (shop->paper, 2, i == 0 ? "inspection" : "plant", -1, SQLITE_STATIC);
      bench_bind_text (shop->paper, 3, i == 0 ? g_strdup_printf ("4401%011u", batch)
                                              : g_strdup_printf ("CECUX%014u",
                                                                 batch * 7919u % BENCH_N_PLANTS));
      bench_run (shop->paper);
    }
  sqlite3_bind_int64 (shop->run, 1, batch);
  sqlite3_bind_int64 (shop->run, 2, BENCH_ITEMS_PER_BATCH);
  bench_run (shop->run);
}

/* Three of five are sold, the others stand in one of twenty places. */
static void
bench_add_items (BenchShop *shop, guint batch)
{
  for (guint i = 0; i < BENCH_ITEMS_PER_BATCH; i++)
    {
      guint counter = (batch - 1) * BENCH_ITEMS_PER_BATCH + i + 1;
      char *serial = suima_key_issue_serial (shop->key, counter);
      bench_bind_text (shop->item, 2, g_strconcat ("HTTPS://TRACE.EXAMPLE/A17/OBJ/", serial, NULL));
      bench_bind_text (shop->item, 3, g_strconcat ("https://trace.example/A17/OBJ/", serial, NULL));
      bench_bind_text (shop->item, 1, serial);
      sqlite3_bind_int64 (shop->item, 4, batch);
      sqlite3_bind_int64 (shop->item, 5, i + 1);
      sqlite3_bind_int64 (shop->item, 6, i % 5 < 3 ? SUIMA_ITEM_SOLD : SUIMA_ITEM_STOCKED);
      sqlite3_bind_int64 (shop->item, 7, 1 + i % 20);
      bench_run (shop->item);
    }
}

static void
bench_add_movement (BenchShop *shop, guint batch, int kind, int flow, guint milli, guint party)
{
  sqlite3_bind_int64 (shop->movement, 1, kind);
  sqlite3_bind_int64 (shop->movement, 2, flow);
  sqlite3_bind_int64 (shop->movement, 3, batch);
  sqlite3_bind_int64 (shop->movement, 4, milli);
  sqlite3_bind_int64 (shop->movement, 5, party);
  bench_run (shop->movement);
}

static void
bench_add_moves (BenchShop *shop, guint batch)
{
  const guint sold = BENCH_ITEMS_PER_BATCH * 3 / 5 * 1000;

  bench_add_movement (shop, batch, SUIMA_EVENT_RECEIVE, 1, BENCH_ITEMS_PER_BATCH * 1000, 1);
  for (guint i = 0; i < BENCH_SALES_PER_BATCH; i++)
    bench_add_movement (shop, batch, SUIMA_EVENT_SELL, -1, sold / BENCH_SALES_PER_BATCH,
                        1 + (batch + i * 17) % BENCH_N_PARTIES);
  for (guint place = 1; place <= 20; place++)
    {
      sqlite3_bind_int64 (shop->stock, 1, batch);
      sqlite3_bind_int64 (shop->stock, 2, place);
      sqlite3_bind_int64 (shop->stock, 3, (BENCH_ITEMS_PER_BATCH * 1000 - sold) / 20);
      bench_run (shop->stock);
    }
}

/* Every fiftieth batch was made of the one before it, three in a row. */
static void
bench_add_making (BenchShop *shop, guint batch)
{
  if (batch % 50 >= 3 || batch < 2)
    return;
  sqlite3_bind_int64 (shop->made, 1, batch);
  sqlite3_bind_int64 (shop->made, 2, batch);
  bench_run (shop->made);
  sqlite3_bind_int64 (shop->input, 1, batch);
  sqlite3_bind_int64 (shop->input, 2, batch - 1);
  bench_run (shop->input);
}

static void
bench_add_names (BenchShop *shop)
{
  for (guint i = 1; i <= BENCH_N_PARTIES; i++)
    {
      char *sql = sqlite3_mprintf ("INSERT INTO party (id, name) VALUES (%u, '店%u')", i, i);
      bench_execute (shop->db, sql);
      sqlite3_free (sql);
    }
  for (guint i = 1; i <= 20; i++)
    {
      char *sql = sqlite3_mprintf ("INSERT INTO place (id, name) VALUES (%u, '%u号库')", i, i);
      bench_execute (shop->db, sql);
      sqlite3_free (sql);
    }
  bench_execute (shop->db, "INSERT INTO delivery VALUES (1, 'a.csv', printf ('%064d', 0), 0)");
}

static void
bench_open_tables (BenchShop *shop)
{
  g_assert_cmpint (sqlite3_open (shop->path, &shop->db), ==, SQLITE_OK);
  bench_execute (shop->db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                           " PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144; BEGIN");
  shop->batch = bench_prepare (
      shop->db, "INSERT INTO batch (id, row_key, delivery_id, sheet_row, imported_us, temp_class,"
                " production, expiry, quantity_milli, product, lot, country, origin, unit)"
                " VALUES (?1, ?2, 1, ?1, 0, 'frozen', ?3, '2027-12-31', 500000, ?4, ?5, ?6, ?6, '盒')");
  shop->paper = bench_prepare (shop->db, "INSERT INTO paper VALUES (?, ?, ?)");
  shop->run = bench_prepare (shop->db, "INSERT INTO run (id, batch_id, template_id, count, state,"
                                       " created_us, is_reprint) VALUES (?1, ?1, '40x30', ?2, 2, 0, 0)");
  shop->item = bench_prepare (
      shop->db, "INSERT INTO item (serial, uri, epc, batch_id, run_id, number, state, origin, copies,"
                " quantity_milli, place_id) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, 1, 1, 1000, ?7)");
  shop->stock = bench_prepare (shop->db, "INSERT INTO stock VALUES (?, ?, 0, ?)");
  shop->movement = bench_prepare (
      shop->db, "INSERT INTO movement (seq, kind, flow, batch_id, quantity_milli, party_id, at_us)"
                " VALUES (0, ?, ?, ?, ?, ?, 0)");
  shop->made = bench_prepare (
      shop->db, "INSERT INTO transformation (id, seq, kind, batch_id, unit, input_milli,"
                " output_milli, loss_milli) VALUES (?1, ?1, 'split', ?2, '盒', 1000, 1000, 0)");
  shop->input = bench_prepare (shop->db, "INSERT INTO transformation_input VALUES (?, ?, '', 1000)");
}

static void
bench_close_tables (BenchShop *shop)
{
  sqlite3_stmt *statements[] = { shop->batch, shop->paper,    shop->run,  shop->item,
                                 shop->stock, shop->movement, shop->made, shop->input };

  bench_execute (shop->db, "COMMIT");
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    sqlite3_finalize (statements[i]);
  bench_execute (shop->db, "PRAGMA journal_mode = WAL");
  sqlite3_close (shop->db);
}

static void
bench_fill (BenchShop *shop)
{
  bench_open_tables (shop);
  bench_add_names (shop);
  for (guint batch = 1; batch <= shop->n_batches; batch++)
    {
      bench_add_batch (shop, batch);
      bench_add_items (shop, batch);
      bench_add_moves (shop, batch);
      bench_add_making (shop, batch);
    }
  bench_close_tables (shop);
}

/* Times in microseconds, to be sorted. */
static int
bench_compare_cb (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static void
bench_set_times (json_t *report, const char *name, GArray *times)
{
  g_autofree char *middle = g_strdup_printf ("%s_p50_us", name);
  g_autofree char *end = g_strdup_printf ("%s_p99_us", name);
  g_autofree char *first = g_strdup_printf ("%s_first_us", name);

  json_object_set_new (report, first, json_integer (g_array_index (times, gint64, 0)));
  g_array_sort (times, bench_compare_cb);
  json_object_set_new (report, middle, json_integer (g_array_index (times, gint64, times->len / 2)));
  json_object_set_new (report, end, json_integer (g_array_index (times, gint64, times->len * 99 / 100)));
}

static guint
bench_pick (guint i, guint n)
{
  return 1 + (guint)((guint64)i * 2654435761u % n);
}

static void
bench_look_up (BenchShop *shop, SuimaStation *station, json_t *report)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < BENCH_LOOKUPS; i++)
    {
      g_autofree char *serial = suima_key_issue_serial (
          shop->key, bench_pick (i, shop->n_batches * BENCH_ITEMS_PER_BATCH));
      g_autofree char *uri = g_strconcat ("HTTPS://TRACE.EXAMPLE/A17/OBJ/", serial, NULL);
      gint64 took_us = g_get_monotonic_time ();
      g_autoptr (SuimaLookup) lookup = suima_station_scan_text (station, uri, NULL);
      took_us = g_get_monotonic_time () - took_us;
      g_assert_nonnull (lookup->item);
      g_array_append_val (times, took_us);
    }
  bench_set_times (report, "lookup", times);
}

static void
bench_look_up_bare (BenchShop *shop, sqlite3 *db, json_t *report)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *find = bench_prepare (db, "SELECT i.*, b.* FROM item i JOIN batch b"
                                          " ON b.id = i.batch_id WHERE i.serial = ?");

  for (guint i = 0; i < BENCH_LOOKUPS; i++)
    {
      char *serial = suima_key_issue_serial (
          shop->key, bench_pick (i, shop->n_batches * BENCH_ITEMS_PER_BATCH));
      gint64 took_us = g_get_monotonic_time ();
      bench_bind_text (find, 1, serial);
      g_assert_cmpint (sqlite3_step (find), ==, SQLITE_ROW);
      sqlite3_reset (find);
      took_us = g_get_monotonic_time () - took_us;
      g_array_append_val (times, took_us);
    }
  sqlite3_finalize (find);
  bench_set_times (report, "bare_lookup", times);
}

/* A third by lot, a third by country, plants, product and day, a third by paper. */
static SuimaRecallCriteria *
bench_new_criteria (BenchShop *shop, guint i)
{
  SuimaRecallCriteria *criteria = suima_recall_criteria_new ();
  guint batch = bench_pick (i, shop->n_batches);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (i % 3 == 0)
    {
      g_autofree char *lot = g_strdup_printf ("L%06u", batch / 2);
      g_strv_builder_add (builder, lot);
      criteria->lots = g_strv_builder_end (builder);
    }
  else if (i % 3 == 1)
    {
      criteria->country = g_strdup (bench_get_country (batch));
      criteria->product = g_strdup (bench_get_product (batch));
      for (guint plant = 0; plant < 3; plant++)
        {
          g_autofree char *number =
              g_strdup_printf ("CECUX%014u", (batch + plant) * 7919u % BENCH_N_PLANTS);
          g_strv_builder_add (builder, number);
        }
      criteria->plants = g_strv_builder_end (builder);
      suima_day_parse ("2025-01-10", &criteria->from, NULL);
    }
  else
    {
      g_autofree char *number = g_strdup_printf ("4401%011u", batch);
      g_strv_builder_add (builder, number);
      criteria->papers = g_strv_builder_end (builder);
    }
  return criteria;
}

/* What bare SQLite needs to read of one batch. */
static gint64
bench_read_bare (sqlite3_stmt **statements, gsize n, gint64 batch)
{
  gint64 start_us = g_get_monotonic_time ();

  for (gsize i = 0; i < n; i++)
    {
      sqlite3_bind_int64 (statements[i], 1, batch);
      while (sqlite3_step (statements[i]) == SQLITE_ROW)
        for (int column = 0; column < sqlite3_column_count (statements[i]); column++)
          sqlite3_column_text (statements[i], column);
      sqlite3_reset (statements[i]);
    }
  return g_get_monotonic_time () - start_us;
}

static void
bench_recall (BenchShop *shop, SuimaStation *station, sqlite3 *db, json_t *report)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *reads[] = {
    bench_prepare (db, "SELECT * FROM batch WHERE id = ?"),
    bench_prepare (db, "SELECT * FROM item WHERE batch_id = ? AND state IN (3, 6, 10, 11, 12)"),
    bench_prepare (db, "SELECT * FROM movement WHERE batch_id = ?"),
    bench_prepare (db, "SELECT * FROM stock WHERE batch_id = ?"),
  };
  guint n_batches = 0, n_items = 0;

  for (guint i = 0; i < BENCH_RECALLS; i++)
    {
      g_autoptr (SuimaRecallCriteria) criteria = bench_new_criteria (shop, i);
      gint64 took_us = g_get_monotonic_time (), bare_us = 0;
      g_autoptr (SuimaRecallList) list = suima_station_find_recall (station, criteria, NULL);
      took_us = g_get_monotonic_time () - took_us;
      g_assert_nonnull (list);
      for (guint hit = 0; hit < list->hits->len; hit++)
        bare_us += bench_read_bare (reads, G_N_ELEMENTS (reads),
                                    ((SuimaRecallHit *)list->hits->pdata[hit])->batch->id);
      n_batches = MAX (n_batches, list->hits->len);
      n_items = MAX (n_items, list->items);
      g_array_append_val (times, took_us);
      g_array_append_val (bare, bare_us);
    }
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    sqlite3_finalize (reads[i]);
  json_object_set_new (report, "largest_list_batches", json_integer (n_batches));
  json_object_set_new (report, "largest_list_labels", json_integer (n_items));
  bench_set_times (report, "recall", times);
  bench_set_times (report, "bare_recall", bare);
}

static void
bench_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        bench_remove (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

static void
bench_measure (BenchShop *shop, json_t *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaStation) station = suima_station_open (shop->dir, TRUE, &error);
  sqlite3 *db = NULL;
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open_v2 (shop->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  bench_recall (shop, station, db, report);
  bench_look_up (shop, station, report);
  bench_look_up_bare (shop, db, report);
  sqlite3_close (db);
  g_assert_cmpint (g_stat (shop->path, &info), ==, 0);
  json_object_set_new (report, "store_mb", json_integer (info.st_size >> 20));
}

static SuimaKey *
bench_read_key (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_KEY_FILE, NULL);
  char *text = NULL;
  SuimaKey *key;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  key = suima_key_parse (text, NULL);
  suima_key_free_text (text);
  return key;
}

int
main (int argc, char **argv)
{
  guint n_items = 10000000;
  BenchShop shop = { .dir = g_strdup ("./bench-recall-XXXXXX") }; /* a disk, where /tmp may be none */
  SuimaStationSetup setup = { .host = "TRACE.EXAMPLE", .shop = "A17", .jurisdiction = "CN-4420" };
  g_autoptr (json_t) report = json_pack ("{s:s}", "bench", "recall-list-and-look-up");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 start_us = g_get_monotonic_time ();

  if (argc == 3 && strcmp (argv[1], "--items") == 0)
    n_items = (guint)CLAMP (g_ascii_strtoull (argv[2], NULL, 10), 1000, 100000000);
  g_assert_nonnull (g_mkdtemp (shop.dir));
  suima_station_init (shop.dir, &setup, &error);
  g_assert_no_error (error);
  shop.path = g_build_filename (shop.dir, SUIMA_STORE_FILE, NULL);
  shop.n_batches = n_items / BENCH_ITEMS_PER_BATCH;
  shop.key = bench_read_key (shop.dir);
  bench_fill (&shop);
  json_object_set_new (report, "items", json_integer (shop.n_batches * BENCH_ITEMS_PER_BATCH));
  json_object_set_new (report, "fill_s",
                       json_integer ((g_get_monotonic_time () - start_us) / G_USEC_PER_SEC));
  bench_measure (&shop, report);
  text = suima_json_to_text (report);
  g_print ("%s\n", text);
  bench_remove (shop.dir);
  suima_key_free (shop.key);
  g_free (shop.path);
  g_free (shop.dir);
  return 0;
}
