// SPDX-License-Identifier: Apache-2.0
// Deliveries, batches, papers, problems.
#include "store-fixture.h"

#include "suima-error.h"

#include <sqlite3.h>
#include <string.h>

static const char test_sha256[] =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

static SuimaBatch *
test_batch_new_full (void)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->row = 7;
  batch->imported_us = 1789000000123456;
  batch->product = g_strdup ("智利'车厘子\" <b>JJ</b> & 🍒𠮷");
  batch->category = g_strdup ("水果; DROP TABLE batch; --");
  batch->spec = g_strdup ("5kg/箱\n第二行");
  batch->gtin = g_strdup ("06901234567892");
  batch->lot = g_strdup ("L-20260918");
  batch->origin = g_strdup ("智利");
  batch->country = g_strdup ("CL");
  batch->storage = g_strdup ("0~4 ℃");
  batch->temp_class = SUIMA_TEMP_CHILLED;
  batch->production = suima_day_new (2026, 9, 18);
  batch->expiry = suima_day_new (2026, 11, 2);
  batch->arrival = suima_day_new (1900, 1, 1);
  batch->port = g_strdup ("深圳盐田");
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    batch->papers[i] = g_strdup_printf ("№ %u '%%s'", i);
  batch->basis = g_strdup ("质量安全控制");
  batch->importer = g_strdup ("进口商 %n");
  batch->importer_uscc = g_strdup ("91440300MA5ABCDE0X");
  batch->supplier = g_strdup ("供应商");
  batch->supplier_phone = g_strdup ("0755-00000000");
  batch->producer = g_strdup ("Productor Ñuñoa");
  batch->producer_uscc = g_strdup ("91440300MA5ABCDE1X");
  batch->producer_phone = g_strdup ("+56 0 0000");
  batch->quantity_milli = G_GINT64_CONSTANT (1000000000000000);
  batch->unit = g_strdup ("箱");
  batch->remark = g_strdup ("");
  return batch;
}

static void
test_batch_assert_equal (const SuimaBatch *a, const SuimaBatch *b)
{
  g_assert_cmpint (a->delivery_id, ==, b->delivery_id);
  g_assert_cmpuint (a->row, ==, b->row);
  g_assert_cmpint (a->imported_us, ==, b->imported_us);
  g_assert_cmpstr (a->product, ==, b->product);
  g_assert_cmpstr (a->category, ==, b->category);
  g_assert_cmpstr (a->spec, ==, b->spec);
  g_assert_cmpstr (a->gtin, ==, b->gtin);
  g_assert_cmpstr (a->lot, ==, b->lot);
  g_assert_cmpstr (a->origin, ==, b->origin);
  g_assert_cmpstr (a->country, ==, b->country);
  g_assert_cmpstr (a->storage, ==, b->storage);
  g_assert_cmpint (a->temp_class, ==, b->temp_class);
  g_assert_cmpint (a->production, ==, b->production);
  g_assert_cmpint (a->expiry, ==, b->expiry);
  g_assert_cmpint (a->arrival, ==, b->arrival);
  g_assert_cmpstr (a->port, ==, b->port);
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    g_assert_cmpstr (a->papers[i], ==, b->papers[i]);
  g_assert_cmpstr (a->basis, ==, b->basis);
  g_assert_cmpstr (a->importer, ==, b->importer);
  g_assert_cmpstr (a->importer_uscc, ==, b->importer_uscc);
  g_assert_cmpstr (a->supplier, ==, b->supplier);
  g_assert_cmpstr (a->supplier_phone, ==, b->supplier_phone);
  g_assert_cmpstr (a->producer, ==, b->producer);
  g_assert_cmpstr (a->producer_uscc, ==, b->producer_uscc);
  g_assert_cmpstr (a->producer_phone, ==, b->producer_phone);
  g_assert_cmpint (a->quantity_milli, ==, b->quantity_milli);
  g_assert_cmpstr (a->unit, ==, b->unit);
  g_assert_cmpstr (a->remark, ==, b->remark);
}

static gint64
test_batch_add_delivery (SuimaStore *store)
{
  SuimaDelivery delivery = { 0, (char *)"到货 'a'.xlsx", (char *)test_sha256, 1789000000000000 };
  g_autoptr (GError) error = NULL;
  const gint64 id = suima_store_add_delivery (store, &delivery, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static void
test_batch_round_trip (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaBatch) full = test_batch_new_full ();
  g_autoptr (SuimaBatch) bare = suima_batch_new ();
  g_autoptr (SuimaBatch) full_back = NULL;
  g_autoptr (SuimaBatch) bare_back = NULL;
  gint64 full_id = 0, bare_id = 0;

  full->delivery_id = bare->delivery_id = test_batch_add_delivery (fixture->store);
  bare->product = g_strdup ("𠮷");
  bare->quantity_milli = 1;
  g_assert_cmpint (suima_store_add_batch (fixture->store, full, "k1", &full_id, &error), ==, 1);
  g_assert_cmpint (suima_store_add_batch (fixture->store, bare, "k2", &bare_id, &error), ==, 1);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->store, suima_store_free);
  fixture->store = suima_store_open (fixture->path, NULL, TRUE, &error);
  full_back = suima_store_get_batch (fixture->store, full_id, &error);
  bare_back = suima_store_get_batch (fixture->store, bare_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (full_back->id, ==, full_id);
  test_batch_assert_equal (full_back, full);
  test_batch_assert_equal (bare_back, bare);
}

static void
test_batch_days_are_text (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (SuimaBatch) batch = test_batch_new_full ();
  gint64 id = 0;

  batch->delivery_id = test_batch_add_delivery (fixture->store);
  g_assert_cmpint (suima_store_add_batch (fixture->store, batch, "k", &id, NULL), ==, 1);
  g_assert_cmpint (store_fixture_query_int (fixture->path,
                                            "SELECT count(*) FROM batch WHERE expiry = '2026-11-02'"
                                            " AND arrival = '1900-01-01'"),
                   ==, 1);
}

static void
test_batch_duplicates (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (SuimaBatch) batch = test_batch_new_full ();
  gint64 first_id = 0, second_id = 0;
  g_autoptr (GPtrArray) deliveries = NULL;

  batch->delivery_id = test_batch_add_delivery (fixture->store);
  g_assert_cmpint (test_batch_add_delivery (fixture->store), ==, batch->delivery_id);
  g_assert_cmpint (suima_store_add_batch (fixture->store, batch, "k", &first_id, NULL), ==, 1);
  g_assert_cmpint (suima_store_add_batch (fixture->store, batch, "k", &second_id, NULL), ==, 0);
  g_assert_cmpint (first_id, ==, second_id);
  g_assert_cmpint (suima_store_add_batch (fixture->store, batch, "other", &second_id, NULL), ==, 1);
  g_assert_cmpint (first_id, !=, second_id);
  deliveries = suima_store_list_deliveries (fixture->store, NULL);
  g_assert_cmpuint (deliveries->len, ==, 1);
  g_assert_cmpstr (((SuimaDelivery *)deliveries->pdata[0])->file_name, ==, "到货 'a'.xlsx");
  g_assert_cmpstr (((SuimaDelivery *)deliveries->pdata[0])->sha256, ==, test_sha256);
  g_assert_cmpint (((SuimaDelivery *)deliveries->pdata[0])->imported_us, ==, 1789000000000000);
}

/* A batch that cannot go in leaves nothing behind, papers neither. */
static void
test_batch_refused (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (SuimaBatch) batch = test_batch_new_full ();
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  batch->delivery_id = 4711;
  g_assert_cmpint (suima_store_add_batch (fixture->store, batch, "k", &id, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  batch->delivery_id = test_batch_add_delivery (fixture->store);
  batch->quantity_milli = 0;
  g_assert_cmpint (suima_store_add_batch (fixture->store, batch, "k", &id, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL);
  g_clear_error (&error);
  g_assert_cmpint (id, ==, 0);
  g_assert_null (suima_store_get_batch (fixture->store, 1, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_cmpint (store_fixture_query_int (fixture->path, "SELECT count(*) FROM paper"), ==, 0);
}

static void
test_batch_order (StoreFixture *fixture, gconstpointer user_data)
{
  static const guint rows[] = { 9, 2, 5 };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) by_gtin = NULL;
  g_autoptr (GPtrArray) none = NULL;
  gint64 delivery_id = test_batch_add_delivery (fixture->store), id = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SuimaBatch) batch = test_batch_new_full ();
      g_autofree char *key = g_strdup_printf ("k%u", i);
      batch->delivery_id = delivery_id;
      batch->row = rows[i];
      g_assert_cmpint (suima_store_add_batch (fixture->store, batch, key, &id, NULL), ==, 1);
    }
  store_fixture_add_batch (fixture->store, 1);
  all = suima_store_list_batches (fixture->store, 0, NULL);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpint (((SuimaBatch *)all->pdata[0])->delivery_id, >, delivery_id);
  g_assert_cmpuint (((SuimaBatch *)all->pdata[1])->row, ==, 2);
  g_assert_cmpuint (((SuimaBatch *)all->pdata[3])->row, ==, 9);
  one = suima_store_list_batches (fixture->store, delivery_id, NULL);
  g_assert_cmpuint (one->len, ==, 3);
  g_assert_cmpuint (((SuimaBatch *)one->pdata[0])->row, ==, 2);
  g_assert_cmpstr (((SuimaBatch *)one->pdata[0])->papers[SUIMA_PAPER_PLANT], ==, "№ 4 '%s'");
  by_gtin = suima_store_list_batches_by_gtin (fixture->store, "06901234567892", NULL);
  g_assert_cmpuint (by_gtin->len, ==, 3);
  g_assert_cmpint (((SuimaBatch *)by_gtin->pdata[0])->id, ==, id);
  none = suima_store_list_batches_by_gtin (fixture->store, "00000000000000", NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_batch_unknown_codes (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const damages[] = { "INSERT INTO paper VALUES (1, 'passport', 'A')",
                                         "DELETE FROM paper WHERE kind = 'passport';"
                                         "UPDATE batch SET temp_class = 'warm'" };

  g_assert_cmpint (store_fixture_add_batch (fixture->store, 1), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_cmpint (store_fixture_exec (fixture->path, damages[i]), ==, SQLITE_OK);
      g_assert_null (suima_store_list_batches (fixture->store, 0, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
    }
}

static void
test_batch_problems (StoreFixture *fixture, gconstpointer user_data)
{
  const gint64 delivery_id = test_batch_add_delivery (fixture->store);
  SuimaStoredProblem late = { 12, 3, (char *)"生产日期", (char *)"day", (char *)"31/31'" };
  SuimaStoredProblem early = { 2, 0, NULL, (char *)"no-product", NULL };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  const SuimaStoredProblem *back = NULL;

  g_assert_true (suima_store_add_problem (fixture->store, delivery_id, &late, NULL));
  g_assert_true (suima_store_add_problem (fixture->store, delivery_id, &early, NULL));
  g_assert_true (suima_store_add_problem (fixture->store, delivery_id, &late, NULL));
  g_assert_false (suima_store_add_problem (fixture->store, 99, &late, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  problems = suima_store_list_problems (fixture->store, delivery_id, NULL);
  g_assert_cmpuint (problems->len, ==, 2);
  back = problems->pdata[0];
  g_assert_cmpuint (back->row, ==, 2);
  g_assert_null (back->header);
  g_assert_null (back->value);
  back = problems->pdata[1];
  g_assert_cmpuint (back->row, ==, 12);
  g_assert_cmpuint (back->column, ==, 3);
  g_assert_cmpstr (back->header, ==, "生产日期");
  g_assert_cmpstr (back->code, ==, "day");
  g_assert_cmpstr (back->value, ==, "31/31'");
}

#define TEST_BATCH_ADD(name, func)                                                                 \
  g_test_add ("/store-batch/" name, StoreFixture, NULL, store_fixture_set_up, func,                \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST_BATCH_ADD ("round-trip", test_batch_round_trip);
  TEST_BATCH_ADD ("days-are-text", test_batch_days_are_text);
  TEST_BATCH_ADD ("duplicates", test_batch_duplicates);
  TEST_BATCH_ADD ("refused", test_batch_refused);
  TEST_BATCH_ADD ("order", test_batch_order);
  TEST_BATCH_ADD ("unknown-codes", test_batch_unknown_codes);
  TEST_BATCH_ADD ("problems", test_batch_problems);
  return g_test_run ();
}
