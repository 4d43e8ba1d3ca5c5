// SPDX-License-Identifier: Apache-2.0
// Nothing goes before its day, and what goes leaves the chain whole.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-papers.h"
#include "suima-station-private.h"
#include "suima-station-retention.h"
#include "suima-station-stock.h"
#include "suima-store-stock.h"

#include <string.h>

/* The melon lives until 2026-12-20, the ham until 2029-06-30. */
static const char sheet[] =
    "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,承诺达标合格证编号\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,20,箱,平湖果业,HGZ1\n"
    "金华火腿,5kg/个,H1,浙江金华,2026-11-20,2029-06-30,20,箱,金华肉业,HGZ2\n"
    "坏行,5kg/个,H1,浙江金华,2026-11-20,2029-06-30,许多,箱,金华肉业,HGZ2\n";

static gint64
add_paper (Fixture *fixture, const char *number)
{
  SuimaDocument paper = { .kind = SUIMA_PAPER_CONFORMITY, .number = (char *)number,
                          .issued = SUIMA_DAY_NONE, .valid_to = SUIMA_DAY_NONE };
  g_autoptr (SuimaDocument) kept = suima_station_add_paper (fixture->handle, &paper, NULL, NULL);
  g_autofree char *path = fixture_write (fixture, number, "\xFF\xD8\xFF\xE0", 4);
  g_autofree char *sha256 = NULL;

  g_assert_nonnull (kept);
  if (strcmp (number, "HGZ1") == 0)
    {
      sha256 = suima_station_attach (fixture->handle, kept->id, path, NULL);
      g_assert_nonnull (sha256);
    }
  return kept->id;
}

static void
lose_all (Fixture *fixture, const char *product)
{
  SuimaMove move = { .kind = SUIMA_EVENT_WASTE, .quantity_milli = 20000, .reason = "烂了",
                     .batch_id = fixture_find_batch (fixture, product), .price_fen = -1 };
  g_autoptr (GError) error = NULL;

  suima_move_result_free (suima_station_move (fixture->handle, &move, &error));
  g_assert_no_error (error);
}

static Fixture *
new_with_papers (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  add_paper (fixture, "HGZ1");
  add_paper (fixture, "HGZ2");
  lose_all (fixture, "平湖西瓜");
  lose_all (fixture, "金华火腿");
  return fixture;
}

/* Sets the clock, with a record of that day, as a shop at work has. */
static void
set_day (Fixture *fixture, const char *time)
{
  SuimaAct act = { .kind = SUIMA_EVENT_SIGN_OFF };

  fixture->now_us = fixture_parse_time (time);
  g_assert_true (suima_station_record (fixture->handle, &act, NULL));
}

static const SuimaKept *
find (GPtrArray *kept, SuimaKeptKind kind, const char *name)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const SuimaKept *one = g_ptr_array_index (kept, i);
      if (one->kind == kind && (name == NULL || strcmp (one->name, name) == 0))
        return one;
    }
  return NULL;
}

static void
test_days (void)
{
  g_autoptr (Fixture) fixture = new_with_papers ();
  g_autoptr (GPtrArray) kept = suima_station_list_kept (fixture->handle, FALSE, NULL);
  const SuimaKept *melon = find (kept, SUIMA_KEPT_DOCUMENT, "HGZ1");
  const SuimaKept *ham = find (kept, SUIMA_KEPT_DOCUMENT, "HGZ2");

  g_assert_cmpint (melon->until, ==, suima_day_new (2028, 11, 22)); /* two years win */
  g_assert_cmpstr (melon->rule, ==, "national-2023/records");
  g_assert_cmpint (ham->until, ==, suima_day_new (2029, 12, 30)); /* life and six months win */
  g_assert_cmpint (find (kept, SUIMA_KEPT_ATTACHMENT, NULL)->until, ==, melon->until);
  g_assert_cmpint (find (kept, SUIMA_KEPT_PROBLEMS, NULL)->until, ==, suima_day_new (2028, 11, 22));
}

static gboolean
has_photo (Fixture *fixture)
{
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                                         (const guchar *)"\xFF\xD8\xFF\xE0", 4);
  char prefix[] = { sha256[0], sha256[1], '\0' };
  g_autofree char *path =
      g_build_filename (fixture->station, "attachments", prefix, sha256, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_delete (void)
{
  g_autoptr (Fixture) fixture = new_with_papers ();
  SuimaDeletion deletion;
  g_autoptr (SuimaLogReport) report = NULL;
  g_autoptr (GPtrArray) papers = NULL;
  g_autofree char *difference = NULL;
  g_autoptr (GError) error = NULL;

  set_day (fixture, "2028-11-22T23:00:00.000+08:00");
  g_assert_true (suima_station_delete_over (fixture->handle, NULL, &deletion, NULL));
  for (guint i = 0; i < SUIMA_N_KEPT_KINDS; i++)
    g_assert_cmpuint (deletion.counts[i], ==, 0);
  g_assert_true (has_photo (fixture));
  set_day (fixture, "2028-11-23T01:00:00.000+08:00");
  suima_station_delete_over (fixture->handle, "店长", &deletion, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deletion.counts[SUIMA_KEPT_DOCUMENT], ==, 1);
  g_assert_cmpuint (deletion.counts[SUIMA_KEPT_ATTACHMENT], ==, 1);
  g_assert_cmpuint (deletion.counts[SUIMA_KEPT_PROBLEMS], ==, 1);
  g_assert_false (has_photo (fixture));
  papers = suima_station_list_papers (fixture->handle, NULL);
  g_assert_cmpuint (papers->len, ==, 1);
  report = suima_station_verify (fixture->handle, NULL);
  g_assert_true (report->is_ok);
  g_assert_true (suima_station_replay (fixture->handle, &difference, NULL));
  g_assert_null (difference);
}

/* Goods that are there keep their papers, however old. */
static void
test_in_stock (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaReceipt receipt = { 0 };
  g_autoptr (GPtrArray) kept = NULL;

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  add_paper (fixture, "HGZ1");
  receipt.batch_id = fixture_find_batch (fixture, "平湖西瓜");
  g_assert_cmpint (suima_station_receive (fixture->handle, &receipt, NULL), >=, 0);
  fixture->now_us = fixture_parse_time ("2040-01-01T10:00:00.000+08:00");
  kept = suima_station_list_kept (fixture->handle, FALSE, NULL);
  g_assert_cmpint (find (kept, SUIMA_KEPT_DOCUMENT, "HGZ1")->until, ==, SUIMA_DAY_NEVER);
}

/* A clock that jumped deletes nothing. */
static void
test_clock (void)
{
  g_autoptr (Fixture) fixture = new_with_papers ();
  SuimaDeletion deletion;
  g_autoptr (GError) error = NULL;

  fixture->now_us = fixture_parse_time ("2099-01-01T10:00:00.000+08:00");
  g_assert_false (suima_station_delete_over (fixture->handle, NULL, &deletion, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_true (has_photo (fixture));
}

static void
test_party (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaStore *store = fixture->handle->store;
  gint64 id = suima_store_take_party (store, "老王水果", NULL);
  SuimaParty party = { .id = id, .name = (char *)"老王水果", .phone = (char *)"13800001234",
                       .licence_to = SUIMA_DAY_NONE, .agreement_to = SUIMA_DAY_NONE,
                       .left_on = suima_day_new (2026, 11, 22) };
  g_autoptr (SuimaParty) after = NULL;
  SuimaDeletion deletion;

  g_assert_true (suima_store_set_party (store, &party, NULL));
  set_day (fixture, "2027-05-22T10:00:00.000+08:00");
  g_assert_true (suima_station_delete_over (fixture->handle, NULL, &deletion, NULL));
  g_assert_cmpuint (deletion.counts[SUIMA_KEPT_PARTY], ==, 0);
  set_day (fixture, "2027-05-23T10:00:00.000+08:00");
  g_assert_true (suima_station_delete_over (fixture->handle, NULL, &deletion, NULL));
  g_assert_cmpuint (deletion.counts[SUIMA_KEPT_PARTY], ==, 1);
  after = suima_store_get_party (store, id, NULL);
  g_assert_cmpstr (after->name, ==, "老王水果");
  g_assert_null (after->phone);
  g_assert_true (suima_station_delete_over (fixture->handle, NULL, &deletion, NULL));
  g_assert_cmpuint (deletion.counts[SUIMA_KEPT_PARTY], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retention/days", test_days);
  g_test_add_func ("/retention/delete", test_delete);
  g_test_add_func ("/retention/in-stock", test_in_stock);
  g_test_add_func ("/retention/clock", test_clock);
  g_test_add_func ("/retention/party", test_party);
  return g_test_run ();
}
