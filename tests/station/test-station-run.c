// SPDX-License-Identifier: Apache-2.0
// Runs that go on, spare labels, weights, new codes for spoiled labels.
#include "run-shop.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-event.h"
#include "suima-render.h"
#include "suima-station-private.h"

#include <string.h>

#define ITEM(result, i) ((SuimaItem *)(result)->items->pdata[i])

static void
assert_verified (RunShop *shop)
{
  g_autoptr (SuimaLogReport) report = suima_station_verify (shop->fixture->handle, NULL);

  g_assert_cmpstr (report->problem, ==, NULL);
}

static SuimaPrintResult *
resume (RunShop *shop, gint64 run_id, GError **error)
{
  return suima_station_resume (shop->fixture->handle, run_id, NULL, NULL, NULL, error);
}

/* The power fails at 47 of 100; the clerk scans label 46; 47 to 100 come out, and no code twice. */
static void
test_resume (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaStation *station = shop->fixture->handle;
  g_autoptr (SuimaPrintResult) broken = run_shop_break (shop, 100, 47);
  g_autoptr (SuimaPrintResult) early = NULL, rest = NULL, again = NULL;
  g_autoptr (GPtrArray) settled = NULL, labels = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SuimaRunCard) card = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (broken->in_doubt, ==, 20); /* asked about one chunk at the most */
  g_assert_cmpuint (broken->resume_at, ==, 0);
  early = resume (shop, broken->run_id, &error);
  g_assert_null (early);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "settle"));
  g_clear_error (&error);
  settled = suima_station_settle (station, broken->run_id, ITEM (broken, 45)->uri, &error);
  g_assert_no_error (error);
  card = suima_station_get_run (station, broken->run_id, &error);
  g_assert_cmpuint (card->printed, ==, 46);
  g_assert_cmpuint (card->missing, ==, 54);
  g_assert_cmpuint (card->resume_at, ==, 47);
  rest = resume (shop, broken->run_id, &error);
  g_assert_no_error (error);
  g_assert_no_error (rest->problem);
  g_assert_cmpuint (rest->printed, ==, 54);
  g_assert_cmpuint (rest->missing, ==, 0);
  labels = fake_device_dup_labels (shop->device);
  g_assert_cmpuint (labels->len, ==, 100);
  for (guint i = 0; i < labels->len; i++)
    g_assert_true (g_hash_table_add (seen, suima_decode_qr (labels->pdata[i])));
  again = resume (shop, broken->run_id, &error);
  g_assert_null (again);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  assert_verified (shop);
}

/* What the batch's page offers: the newest run of a chain, once nothing of it is in doubt. */
static void
assert_broken (RunShop *shop, gint64 run_id, guint missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards =
      suima_station_list_broken_runs (shop->fixture->handle, shop->batch_id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, run_id != 0);
  if (run_id == 0)
    return;
  g_assert_cmpint (((const SuimaRunCard *)cards->pdata[0])->run_id, ==, run_id);
  g_assert_cmpuint (((const SuimaRunCard *)cards->pdata[0])->missing, ==, missing);
}

/* The rest breaks off too: what is missing is counted over both, and either number names it. */
static void
test_resume_twice (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaStation *station = shop->fixture->handle;
  g_autoptr (SuimaPrintResult) first = run_shop_break (shop, 10, 5);
  g_autoptr (SuimaPrintResult) second = NULL, third = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (SuimaRunRecord) record = NULL;
  g_autoptr (SuimaRunCard) card = NULL;
  g_autoptr (GError) error = NULL;

  assert_broken (shop, 0, 0);
  settled = suima_station_settle (station, first->run_id, ITEM (first, 3)->uri, NULL);
  assert_broken (shop, first->run_id, 6);
  fake_device_reset_at (shop->device, 7); /* the third of the six */
  second = resume (shop, first->run_id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second->problem);
  g_assert_cmpuint (second->in_doubt, ==, 6);
  g_clear_pointer (&settled, g_ptr_array_unref);
  settled = suima_station_settle (station, second->run_id, ITEM (second, 1)->uri, NULL);
  card = suima_station_get_run (station, second->run_id, NULL);
  g_assert_cmpuint (card->missing, ==, 4);
  g_assert_cmpuint (card->resume_at, ==, 7);
  assert_broken (shop, second->run_id, 4);
  third = resume (shop, first->run_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (third->printed, ==, 4);
  record = suima_store_get_run (station->store, third->run_id, NULL);
  g_assert_cmpint (record->resumes_run_id, ==, second->run_id);
  assert_broken (shop, 0, 0);
  g_assert_cmpuint (fake_device_count (shop->device), ==, 10);
  assert_verified (shop);
}

/* Stopped between two chunks: nothing is in doubt, the rest comes without a question. */
static void
test_resume_without_doubt (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  gint64 run_id = fixture_lay_run (shop->fixture, shop->batch_id, 30, FALSE);
  g_autoptr (SuimaPrintResult) rest = NULL;
  SuimaPrintRequest request = { .resumes_run_id = run_id, .printer = shop->uri };
  g_autoptr (GError) error = NULL;

  fixture_lay_chunk (shop->fixture, run_id, 1, 20, SUIMA_CHUNK_COUNTED);
  rest = suima_station_print (shop->fixture->handle, &request, NULL, NULL, NULL, &error);
  g_assert_null (rest);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  g_clear_error (&error);
  fixture_close (shop->fixture);
  fixture_open (shop->fixture);
  shop->fixture->now_us = g_get_real_time (); /* what was settled on opening bears it */
  rest = suima_station_print (shop->fixture->handle, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rest->printed, ==, 10);
  g_assert_cmpuint (fake_device_count (shop->device), ==, 10);
}

static void
test_spares (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaStation *station = shop->fixture->handle;
  SuimaPrintRequest with_spares = { .spare = 3 };
  g_autoptr (SuimaPrintResult) result = run_shop_print (shop, 4, &with_spares);
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (SuimaItem) used = NULL, no = NULL;
  g_autoptr (GPtrArray) swept = NULL;
  g_autofree char *event = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (result->printed, ==, 4);
  g_assert_cmpuint (result->spare, ==, 3);
  g_assert_cmpuint (fake_device_count (shop->device), ==, 7);
  card = fixture_get_card (shop->fixture, RUN_SHOP_PRODUCT);
  g_assert_cmpuint (card->counts[SUIMA_ITEM_PRINTED], ==, 4);
  g_assert_cmpuint (card->counts[SUIMA_ITEM_SPARE], ==, 3);
  lookup = suima_station_scan_text (station, ITEM (result, 5)->uri, NULL);
  g_assert_cmpstr (lookup->verdict, ==, "spare");
  no = suima_station_use_spare (station, ITEM (result, 1)->uri, ITEM (result, 0)->uri, "x", &error);
  g_assert_null (no);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  used = suima_station_use_spare (station, ITEM (result, 4)->uri, ITEM (result, 1)->uri, "撕坏",
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpint (used->state, ==, SUIMA_ITEM_PRINTED);
  g_assert_true (used->is_spare);
  g_assert_cmpint (run_shop_get_state (shop, ITEM (result, 1)), ==, SUIMA_ITEM_VOID);
  event = run_shop_dup_last_event (shop, used);
  g_assert_nonnull (strstr (event, "commissioning"));
  g_assert_nonnull (strstr (event, ITEM (result, 1)->epc));
  no = suima_station_use_spare (station, ITEM (result, 5)->uri, ITEM (result, 1)->uri, "x", &error);
  g_assert_null (no);
  g_clear_error (&error);
  swept = suima_station_void_spares (station, shop->batch_id, &error);
  g_assert_cmpuint (swept->len, ==, 2);
  suima_batch_card_free (card);
  card = fixture_get_card (shop->fixture, RUN_SHOP_PRODUCT);
  g_assert_cmpuint (card->counts[SUIMA_ITEM_SPARE], ==, 0);
  g_assert_cmpuint (card->counts[SUIMA_ITEM_PRINTED], ==, 4);
  g_assert_cmpuint (card->spares_used, ==, 1);
  assert_verified (shop);
}

/* A spare of another weight would lie about the goods. */
static void
test_spare_of_another_weight (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaPrintRequest heavy = { .spare = 1, .weight_g = 500 };
  SuimaPrintRequest light = { .weight_g = 480 };
  g_autoptr (SuimaPrintResult) a = run_shop_print (shop, 1, &heavy);
  g_autoptr (SuimaPrintResult) b = run_shop_print (shop, 1, &light);
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_use_spare (shop->fixture->handle, ITEM (a, 1)->uri, ITEM (b, 0)->uri,
                                          "torn", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_cmpint (run_shop_get_state (shop, ITEM (b, 0)), ==, SUIMA_ITEM_PRINTED);
}

/* All that are printed until a batch is full: spares are none of them. */
static void
test_spares_do_not_fill_a_batch (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaPrintRequest request = { .spare = 5 };
  g_autoptr (SuimaImport) import = fixture_import_text (
      shop->fixture, "few.csv", "品名,产地,数量,单位,承诺达标合格证编号\n上海青,广东中山,3,箱,H1\n");
  g_autoptr (SuimaPrintResult) two = NULL, one = NULL;
  g_autoptr (SuimaBatchCard) before = NULL, after = NULL;

  shop->batch_id = fixture_find_batch (shop->fixture, "上海青");
  two = run_shop_print (shop, 2, &request);
  before = fixture_get_card (shop->fixture, "上海青");
  g_assert_cmpint (before->status, ==, SUIMA_BATCH_READY);
  one = run_shop_print (shop, 1, NULL);
  after = fixture_get_card (shop->fixture, "上海青");
  g_assert_cmpint (after->status, ==, SUIMA_BATCH_PRINTED);
}

static gboolean
is_white (const SuimaRaster *raster, double x_mm, double y_mm, double width_mm, double height_mm)
{
  g_autoptr (SuimaRaster) part = suima_raster_crop_mm (raster, x_mm, y_mm, width_mm, height_mm);

  for (guint y = 0; y < part->height_dots; y++)
    for (guint x = 0; x < part->width_dots; x++)
      if (suima_raster_get (part, x, y))
        return FALSE;
  return TRUE;
}

/* What the run said, the item keeps; the event tells the weight; a reprint is the same dots but for
 * its number of copy. */
static void
test_weight_and_words (void)
{
  static const char template[] =
      "{\"version\":1,\"id\":\"w\",\"title\":\"w\",\"language\":\"zh-cn\",\"quiet_mm\":1,"
      "\"width_mm\":60,\"height_mm\":40,\"signed\":false,\"boxes\":["
      "{\"kind\":\"qr\",\"x_mm\":2,\"y_mm\":2,\"width_mm\":26,\"height_mm\":26},"
      "{\"kind\":\"text\",\"x_mm\":30,\"y_mm\":2,\"width_mm\":28,\"height_mm\":8,\"size_mm\":3,"
      "\"text\":\"{net_weight} {price} {unit_price}\",\"max_lines\":2},"
      "{\"kind\":\"text\",\"x_mm\":30,\"y_mm\":12,\"width_mm\":28,\"height_mm\":12,\"size_mm\":3,"
      "\"text\":\"{repacker} {repacked_on} {repack_place}\",\"max_lines\":3}]}";
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaStation *station = shop->fixture->handle;
  g_autofree char *folder = g_build_filename (station->dir, "templates", NULL);
  g_autofree char *path = g_build_filename (folder, "w.json", NULL);
  SuimaPrintRequest request = {
    .template_id = "w",
    .weight_g = 480,
    .price_fen = 1536,
    .unit_price_fen = 3200,
    .repacker = "东门水果店",
    .repacked_on = "2026/11/22",
    .repack_place = "深圳",
  };
  g_autoptr (SuimaPrintResult) plain = NULL, result = NULL;
  g_autoptr (SuimaItem) again = NULL;
  g_autoptr (GHashTable) words = NULL;
  g_autoptr (GPtrArray) labels = NULL, later = NULL;
  g_autofree char *event = NULL;
  g_autoptr (GError) error = NULL;
  const SuimaRaster *first, *second;

  g_mkdir_with_parents (folder, 0755);
  g_assert_true (g_file_set_contents (path, template, -1, NULL));
  result = run_shop_print (shop, 1, &request);
  g_assert_cmpint (ITEM (result, 0)->weight_g, ==, 480);
  g_assert_cmpint (ITEM (result, 0)->price_fen, ==, 1536);
  words = suima_store_get_run_words (station->store, result->run_id, NULL);
  g_assert_cmpstr (g_hash_table_lookup (words, "repacked_on"), ==, "2026-11-22");
  event = run_shop_dup_last_event (shop, ITEM (result, 0));
  g_assert_nonnull (strstr (event, "\"suima:netWeight\":\"0.48\",\"suima:netWeightUnit\":\"KGM\""));
  again = suima_station_reprint (station, ITEM (result, 0)->uri, "torn", shop->uri, NULL, &error);
  g_assert_no_error (error);
  labels = fake_device_dup_labels (shop->device);
  g_assert_cmpuint (labels->len, ==, 2);
  first = labels->pdata[0];
  second = labels->pdata[1];
  g_assert_cmpmem (first->bits, first->height_dots * first->stride_bytes, second->bits,
                   second->height_dots * second->stride_bytes);
  plain = run_shop_print (shop, 1, &(SuimaPrintRequest){ .template_id = "w" });
  later = fake_device_dup_labels (shop->device);
  second = later->pdata[2];
  g_assert_true (is_white (second, 30, 2, 28, 22));
  g_assert_false (is_white (first, 30, 2, 28, 9));
  g_assert_false (is_white (first, 30, 12, 28, 12));
}

static void
test_reissue (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaStation *station = shop->fixture->handle;
  SuimaPrintRequest weighed = { .weight_g = 480, .price_fen = 999 };
  g_autoptr (SuimaPrintResult) old = run_shop_print (shop, 2, &weighed);
  SuimaReprintRequest request = {
    .code = ITEM (old, 0)->uri, .reason = "污损", .printer = shop->uri
  };
  g_autoptr (SuimaPrintResult) new = NULL, twice = NULL;
  g_autofree char *event = NULL, *void_event = NULL;
  g_autoptr (GError) error = NULL;

  new = suima_station_reissue (station, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (new->printed, ==, 1);
  g_assert_cmpint (ITEM (new, 0)->weight_g, ==, 480);
  g_assert_cmpint (ITEM (new, 0)->price_fen, ==, 999);
  g_assert_cmpstr (ITEM (new, 0)->serial, !=, ITEM (old, 0)->serial);
  g_assert_cmpint (run_shop_get_state (shop, ITEM (old, 0)), ==, SUIMA_ITEM_VOID);
  void_event = run_shop_dup_last_event (shop, ITEM (old, 0));
  g_assert_nonnull (strstr (void_event, "污损"));
  event = run_shop_dup_last_event (shop, ITEM (new, 0));
  g_assert_nonnull (strstr (event, ITEM (old, 0)->epc));
  twice = suima_station_reissue (station, &request, NULL, NULL, NULL, &error);
  g_assert_null (twice);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  request.code = ITEM (old, 1)->uri;
  request.reason = " ";
  g_assert_null (suima_station_reissue (station, &request, NULL, NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_cmpint (run_shop_get_state (shop, ITEM (old, 1)), ==, SUIMA_ITEM_PRINTED);
  assert_verified (shop);
}

/* The new label does not come out: the old code stays dead, the new one is gone on with. */
static void
test_reissue_breaks (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  SuimaStation *station = shop->fixture->handle;
  g_autoptr (SuimaPrintResult) old = run_shop_print (shop, 1, NULL);
  SuimaReprintRequest request = {
    .code = ITEM (old, 0)->uri, .reason = "torn", .printer = shop->uri
  };
  g_autoptr (SuimaPrintResult) broken = NULL, rest = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autofree char *event = NULL;
  g_autoptr (GError) error = NULL;

  fake_device_reset_at (shop->device, 2);
  broken = suima_station_reissue (station, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (broken->in_doubt, ==, 1);
  settled = suima_station_settle (station, broken->run_id, NULL, NULL);
  rest = resume (shop, broken->run_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rest->printed, ==, 1);
  event = run_shop_dup_last_event (shop, ITEM (rest, 0));
  g_assert_nonnull (strstr (event, ITEM (old, 0)->epc));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-run/resume", test_resume);
  g_test_add_func ("/station-run/resume-twice", test_resume_twice);
  g_test_add_func ("/station-run/resume-without-doubt", test_resume_without_doubt);
  g_test_add_func ("/station-run/spares", test_spares);
  g_test_add_func ("/station-run/spare-of-another-weight", test_spare_of_another_weight);
  g_test_add_func ("/station-run/spares-do-not-fill", test_spares_do_not_fill_a_batch);
  g_test_add_func ("/station-run/weight-and-words", test_weight_and_words);
  g_test_add_func ("/station-run/reissue", test_reissue);
  g_test_add_func ("/station-run/reissue-breaks", test_reissue_breaks);
  return g_test_run ();
}
