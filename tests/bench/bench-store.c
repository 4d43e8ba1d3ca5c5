// SPDX-License-Identifier: Apache-2.0
// Trace codes that are durable per second: reserved and settled by the store, beside bare SQLite
// that inserts one row a transaction with the same settings on the same disk.
#include "suima-json.h"
#include "suima-store-batch.h"
#include "suima-store-event.h"
#include "suima-store-run.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define BENCH_TURN_US 400000
#define BENCH_N_TURNS 5
#define BENCH_ENTRY_BYTES 154

typedef struct
{
  SuimaStore *store;
  gint64 batch_id;
  gint64 run_id;
  guint run_size;
} BenchShop;

typedef guint (*BenchFunc) (gpointer user_data); /* Returns: codes made durable */

static void
bench_add_item (BenchShop *shop, guint number, guint32 counter)
{
  g_autoptr (SuimaItem) item = suima_item_new ();
  g_autofree char *signature = g_strnfill (103, 'S');
  g_autoptr (GError) error = NULL;

  item->serial = g_strdup_printf ("2MKPT1%06u%07uX", counter, counter * 7919u % 10000000u);
  item->uri = g_strdup_printf ("HTTPS://TRACE.EXAMPLE/%u%s/01/06901234567892/21/%s",
                               counter * 2654435761u, signature, item->serial);
  item->epc = g_strdup_printf ("https://trace.example/01/06901234567892/21/%s", item->serial);
  item->batch_id = shop->batch_id;
  item->run_id = shop->run_id;
  item->number = number;
  item->state = SUIMA_ITEM_RESERVED;
  item->origin = SUIMA_ORIGIN_LOCAL;
  suima_store_add_item (shop->store, item, &error);
  g_assert_no_error (error);
}

static gboolean
bench_reserve_func (SuimaStore *store, gpointer user_data, GError **error)
{
  BenchShop *shop = user_data;
  const SuimaRunRecord run = { .batch_id = shop->batch_id,
                               .template_id = (char *)"fruit-60x40",
                               .count = shop->run_size,
                               .state = SUIMA_RUN_OPEN };
  guint32 first = 0;

  g_assert_true (suima_store_take_counters (store, shop->run_size, &first, error));
  shop->run_id = suima_store_add_run (store, &run, error);
  for (guint i = 0; i < shop->run_size; i++)
    bench_add_item (shop, i + 1, first + i);
  return TRUE;
}

static gboolean
bench_settle_func (SuimaStore *store, gpointer user_data, GError **error)
{
  BenchShop *shop = user_data;
  const SuimaItemFilter filter = { .run_id = shop->run_id };
  g_autoptr (GPtrArray) items = suima_store_list_items (store, &filter, error);
  g_autoptr (GPtrArray) serials = g_ptr_array_new ();
  g_autoptr (GString) body = g_string_new ("{\"type\":\"ObjectEvent\",\"epcList\":[");
  g_autoptr (GBytes) last = NULL;
  g_autoptr (GBytes) entry = g_bytes_new_take (g_malloc0 (BENCH_ENTRY_BYTES), BENCH_ENTRY_BYTES);
  SuimaStoredEvent event = { .kind = 1, .batch_id = shop->batch_id, .salt = entry };
  g_autofree char *event_id = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = items->pdata[i];
      g_ptr_array_add (serials, item->serial);
      g_string_append_printf (body, "%s\"%s\"", i > 0 ? "," : "", item->epc);
    }
  g_ptr_array_add (serials, NULL);
  g_string_append (body, "]}");
  g_assert_true (suima_store_set_items_state (store, shop->run_id, 1, shop->run_size,
                                              SUIMA_ITEM_PRINTED, 1, error));
  g_assert_true (suima_store_get_head (store, &event.seq, &last, error));
  event_id = g_strdup_printf ("ni:///sha-256;%064" G_GINT64_MODIFIER "x?ver=CBV2.0",
                              event.seq * G_GINT64_CONSTANT (2654435761));
  event.event_id = event_id;
  event.body = body->str;
  event.log_entry = entry;
  return suima_store_add_event (store, &event, (const char *const *)serials->pdata, error) &&
         suima_store_set_run_state (store, shop->run_id, SUIMA_RUN_SETTLED, error);
}

static guint
bench_shop_print (gpointer user_data)
{
  BenchShop *shop = user_data;
  g_autoptr (GError) error = NULL;

  suima_store_transact (shop->store, bench_reserve_func, shop, &error);
  g_assert_no_error (error);
  suima_store_transact (shop->store, bench_settle_func, shop, &error);
  g_assert_no_error (error);
  return shop->run_size;
}

static BenchShop *
bench_shop_new (const char *path, guint run_size)
{
  BenchShop *shop = g_new0 (BenchShop, 1);
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  g_autofree char *sha256 = g_strnfill (64, '0');
  const SuimaDelivery delivery = { 0, (char *)"a.csv", sha256, 0 };
  g_autoptr (GError) error = NULL;

  shop->store = suima_store_open (path, NULL, FALSE, &error);
  g_assert_no_error (error);
  shop->run_size = run_size;
  batch->delivery_id = suima_store_add_delivery (shop->store, &delivery, &error);
  batch->product = g_strdup ("车厘子");
  batch->quantity_milli = 1;
  g_assert_cmpint (suima_store_add_batch (shop->store, batch, "k", &shop->batch_id, &error), ==, 1);
  return shop;
}

static void
bench_shop_free (gpointer data)
{
  BenchShop *shop = data;

  suima_store_free (shop->store);
  g_free (shop);
}

/* the peer */

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *insert;
} BenchBare;

static BenchBare *
bench_bare_new (const char *path)
{
  BenchBare *bare = g_new0 (BenchBare, 1);

  g_assert_cmpint (sqlite3_open (path, &bare->db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (bare->db,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "CREATE TABLE item (id INTEGER PRIMARY KEY, uri TEXT NOT NULL)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (bare->db, "INSERT INTO item (uri) VALUES (?)", -1, &bare->insert, NULL),
      ==, SQLITE_OK);
  return bare;
}

static guint
bench_bare_insert (gpointer user_data)
{
  BenchBare *bare = user_data;
  g_autofree char *uri = g_strnfill (180, 'U');

  sqlite3_bind_text (bare->insert, 1, uri, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (bare->insert), ==, SQLITE_DONE);
  sqlite3_reset (bare->insert);
  return 1;
}

static void
bench_bare_free (gpointer data)
{
  BenchBare *bare = data;

  sqlite3_finalize (bare->insert);
  sqlite3_close (bare->db);
  g_free (bare);
}

/* Turn by turn, so that all feel the same weather; the median turn counts. */
typedef struct
{
  const char *name;
  BenchFunc func;
  gpointer subject;
  GDestroyNotify free_func;
  double codes_per_s[BENCH_N_TURNS];
} BenchEntry;

static double
bench_take_turn (const BenchEntry *entry)
{
  const gint64 start_us = g_get_monotonic_time ();
  gint64 now_us = start_us;
  guint n_codes = 0;

  while (now_us - start_us < BENCH_TURN_US)
    {
      n_codes += entry->func (entry->subject);
      now_us = g_get_monotonic_time ();
    }
  return (double)n_codes * G_USEC_PER_SEC / (double)(now_us - start_us);
}

static int
bench_compare_cb (const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
bench_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

static void
bench_report (BenchEntry *entries, guint n)
{
  g_autoptr (json_t) report = json_pack ("{s:s}", "bench", "store-durable-codes-per-second");
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      qsort (entries[i].codes_per_s, BENCH_N_TURNS, sizeof (double), bench_compare_cb);
      json_object_set_new (report, entries[i].name,
                           json_integer ((gint64)entries[i].codes_per_s[BENCH_N_TURNS / 2]));
    }
  text = suima_json_to_text (report);
  g_print ("%s\n", text);
}

int
main (void)
{
  g_autofree char *folder = g_strdup ("./bench-store-XXXXXX"); /* a disk, where /tmp may be none */
  BenchEntry entries[4] = { { .name = "run-of-1" },
                            { .name = "run-of-10" },
                            { .name = "run-of-100" },
                            { .name = "bare-sqlite" } };
  const guint run_sizes[] = { 1, 10, 100 };

  g_assert_nonnull (g_mkdtemp (folder));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.sqlite", folder, entries[i].name);
      const gboolean is_bare = i == G_N_ELEMENTS (run_sizes);
      entries[i].func = is_bare ? bench_bare_insert : bench_shop_print;
      entries[i].free_func = is_bare ? bench_bare_free : bench_shop_free;
      entries[i].subject =
          is_bare ? (gpointer)bench_bare_new (path) : bench_shop_new (path, run_sizes[i]);
    }
  for (guint turn = 0; turn < BENCH_N_TURNS; turn++)
    for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
      entries[i].codes_per_s[turn] = bench_take_turn (&entries[i]);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    entries[i].free_func (entries[i].subject);
  bench_remove (folder);
  bench_report (entries, G_N_ELEMENTS (entries));
  return 0;
}
