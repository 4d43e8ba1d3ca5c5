// SPDX-License-Identifier: Apache-2.0
// What a destruction is proven with: by the place's rules, by a recall, and where it stands then.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-books.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"
#include "suima-store-document.h"
#include "suima-store-market.h"

#include <string.h>

static const char sheet[] = "品名,批号,产地,数量,单位,供货商\n"
                            "平湖西瓜,A1,浙江省平湖市,20,箱,阿强果业\n"
                            "平湖番茄,B1,浙江省平湖市,10,箱,阿强果业\n";

static Fixture *
new_with_goods (const char *jurisdiction)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (fixture, "goods.csv", sheet);

  g_assert_cmpuint (import->batches, ==, 2);
  g_free (fixture->handle->config->jurisdiction);
  fixture->handle->config->jurisdiction = g_strdup (jurisdiction);
  return fixture;
}

static gint64
destroy (Fixture *fixture, const char *const *codes, const SuimaDisposal *disposal, GError **error)
{
  SuimaMove move = { .kind = SUIMA_EVENT_DESTROY, .codes = codes, .price_fen = -1,
                     .batch_id = codes ? 0 : fixture_find_batch (fixture, "平湖西瓜"),
                     .quantity_milli = codes ? 0 : 1000, .reason = "烂了", .disposal = disposal };
  g_autoptr (SuimaMoveResult) result = suima_station_move (fixture->handle, &move, error);

  return result != NULL ? g_array_index (result->seqs, gint64, 0) : -1;
}

static void
check_refused (Fixture *fixture, const SuimaDisposal *disposal, const char *what, const char *rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (destroy (fixture, NULL, disposal, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, what));
  g_assert_nonnull (strstr (error->message, rule));
}

/* Everywhere a witness; in Fujian the weight and a photo besides, all named at once. */
static void
test_rules (void)
{
  g_autoptr (Fixture) nation = new_with_goods ("CN-4420"), fujian = new_with_goods ("CN-3505");
  g_autofree char *photo = fixture_write (fujian, "pit.jpg", "\xFF\xD8\xFF\xE0 a pit", -1);
  SuimaDisposal disposal = { .method = "深埋" };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  check_refused (nation, &disposal, "1 witness", "national-2023/disposal");
  disposal.witness = " ， ";
  check_refused (nation, &disposal, "1 witness", "national-2023/disposal");
  disposal.witness = "老李";
  g_assert_cmpint (destroy (nation, NULL, &disposal, &error), >, 0);
  g_assert_no_error (error);
  disposal.witness = NULL;
  check_refused (fujian, &disposal, "1 witness, the weight, a photo", "fujian-2018/disposal");
  disposal.witness = "老李";
  disposal.weight_g = 5200;
  check_refused (fujian, &disposal, "asks for: a photo", "fujian-2018/disposal");
  disposal.photo = photo;
  seq = destroy (fujian, NULL, &disposal, &error);
  g_assert_no_error (error);
  files = suima_store_list_attachments (fujian->handle->store, SUIMA_ATTACHMENT_EVENT, seq, NULL);
  g_assert_cmpuint (files->len, ==, 1);
}

/* A photo is told by its bytes, and kept at most 10 MB of; without it nothing is destroyed. */
static void
test_photo (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ("CN-3505");
  g_autofree char *script = fixture_write (fixture, "pit.jpg", "#!/bin/sh\n", -1);
  g_autofree char *bytes = g_malloc0 ((10u << 20) + 1);
  g_autofree char *big = NULL;
  SuimaDisposal disposal = { .method = "深埋", .weight_g = 100, .witness = "老李", .photo = script };
  g_autoptr (GError) error = NULL;

  memcpy (bytes, "\xFF\xD8\xFF\xE0", 4);
  big = fixture_write (fixture, "big.jpg", bytes, (10 << 20) + 1);
  g_assert_cmpint (destroy (fixture, NULL, &disposal, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  disposal.photo = big;
  g_assert_cmpint (destroy (fixture, NULL, &disposal, &error), ==, -1);
  g_assert_nonnull (error);
  {
    g_autoptr (SuimaBatchStock) stock = suima_station_get_stock (
        fixture->handle, fixture_find_batch (fixture, "平湖西瓜"), NULL);
    g_assert_cmpint (stock->balance.destroyed, ==, 0);
  }
}

/* What is called back asks for all three, wherever the shop is; what goes back for a receipt if there
 * is one. */
static void
test_recall (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ("CN-4420");
  g_autoptr (SuimaRecallCriteria) criteria = suima_recall_criteria_new ();
  SuimaRecallRequest request = { .title = "西瓜", .recall_class = 2, .criteria = criteria };
  g_autofree char *photo = fixture_write (fixture, "slip.pdf", "%PDF-1.4 a slip", -1);
  SuimaDisposal disposal = { .method = "深埋", .witness = "老李" }, receipt = { .photo = photo };
  SuimaMove back = { .kind = SUIMA_EVENT_SEND_BACK, .quantity_milli = 2000, .price_fen = -1,
                     .disposal = &receipt };
  g_autoptr (SuimaRecallCard) card = NULL;
  g_autoptr (GPtrArray) movements = NULL, files = NULL;
  SuimaMovementFilter filter = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 id;

  criteria->product = g_strdup ("西瓜");
  id = suima_station_open_recall (fixture->handle, &request, &error);
  g_assert_no_error (error);
  check_refused (fixture, &disposal, "the weight, a photo", "national-2023/recall-2");
  disposal.weight_g = 900;
  disposal.photo = photo;
  g_assert_cmpint (destroy (fixture, NULL, &disposal, &error), >, 0);
  filter.batch_id = back.batch_id = fixture_find_batch (fixture, "平湖西瓜");
  card = suima_station_settle_recalled (fixture->handle, id, &back, &error);
  g_assert_no_error (error);
  movements = suima_station_list_movements (fixture->handle, &filter, &error);
  files = suima_store_list_attachments (
      fixture->handle->store, SUIMA_ATTACHMENT_EVENT,
      ((SuimaMovement *)movements->pdata[movements->len - 1])->seq, NULL);
  g_assert_cmpuint (files->len, ==, 1);
}

/* One weight is of one batch; its parts add up to it, however many events it takes. */
static void
test_weight (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ("CN-4420");
  gint64 melon = fixture_find_batch (fixture, "平湖西瓜");
  g_autoptr (GPtrArray) items = fixture_issue (fixture, melon, 3, FALSE);
  g_autoptr (GPtrArray) others =
      fixture_issue (fixture, fixture_find_batch (fixture, "平湖番茄"), 1, FALSE);
  const char *uris[] = { ((SuimaItem *)items->pdata[0])->uri, ((SuimaItem *)items->pdata[1])->uri,
                         ((SuimaItem *)items->pdata[2])->uri, ((SuimaItem *)others->pdata[0])->uri,
                         NULL };
  const char *moved[] = { uris[0], NULL };
  SuimaMove move = { .kind = SUIMA_EVENT_STORE, .codes = moved, .price_fen = -1,
                     .to_place = "2号柜" };
  SuimaDisposal disposal = { .method = "深埋", .weight_g = 1000, .witness = "老李" };
  g_autoptr (SuimaMoveResult) put = suima_station_move (fixture->handle, &move, NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 sum_g = 0;

  g_assert_nonnull (put);
  g_assert_cmpint (destroy (fixture, uris, &disposal, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  uris[3] = NULL;
  g_assert_cmpint (destroy (fixture, uris, &disposal, &error), >, 0);
  g_assert_no_error (error);
  list = suima_store_list_destructions (fixture->handle->store, melon, 0, G_MAXINT64, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  for (guint i = 0; i < list->len; i++)
    sum_g += ((SuimaDestruction *)list->pdata[i])->weight_g;
  g_assert_cmpint (sum_g, ==, 1000);
}

/* The inspector finds it in the pack, with the hash of the photo; the name of the witness by role. */
static void
test_inspector (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ("CN-3505");
  g_autofree char *photo = fixture_write (fixture, "pit.jpg", "\xFF\xD8\xFF\xE0 a pit", -1);
  g_autofree char *out = fixture_dup_path (fixture, "pack"), *path = NULL, *csv = NULL;
  SuimaDisposal disposal = { .method = "深埋", .weight_g = 5200, .witness = "李见证",
                             .photo = photo };
  SuimaDay today = suima_station_get_today (fixture->handle);
  g_autoptr (SuimaInspection) pack = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (destroy (fixture, NULL, &disposal, &error), >, 0);
  pack = suima_station_inspect (fixture->handle, today, today, out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pack->destroyed, ==, 1);
  path = g_build_filename (out, "destroyed.csv", NULL);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "深埋"));
  g_assert_nonnull (strstr (csv, "5.2"));
  g_assert_nonnull (strstr (csv, "李见证"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/disposal/rules", test_rules);
  g_test_add_func ("/station/disposal/photo", test_photo);
  g_test_add_func ("/station/disposal/recall", test_recall);
  g_test_add_func ("/station/disposal/weight", test_weight);
  g_test_add_func ("/station/disposal/inspector", test_inspector);
  return g_test_run ();
}
