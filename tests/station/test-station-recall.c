// SPDX-License-Identifier: Apache-2.0
// Goods called back: found through three splits, locked at once, counted down, gone; and what has to
// go from the shelf in the morning.
#include "run-shop.h"

#include "suima-error.h"
#include "suima-near-expiry.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"
#include "suima-station-transform.h"
#include "suima-store-stock.h"

#include <sqlite3.h>
#include <string.h>

static const char sheet[] =
    "品名,批号,原产国,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号,"
    "境外生产企业注册编号\n"
    "冷冻厄瓜多尔白虾,EC-1,厄瓜多尔,2026-03-20,2027-03-20,10,箱,海鲜进口,440120261234561,"
    "CECUX24000000000001\n"
    "冷冻厄瓜多尔白虾,EC-2,厄瓜多尔,2026-03-01,2027-03-01,10,箱,海鲜进口,440120261234562,"
    "CECUX24000000000001\n"
    "冷冻厄瓜多尔白虾,EC-3,厄瓜多尔,2026-04-01,2027-04-01,10,箱,海鲜进口,440120261234563,"
    "CECUX24000000000002\n"
    "冷冻厄瓜多尔白虾仁,EC-4,厄瓜多尔,2026-05-01,2027-05-01,10,kg,海鲜进口,440120261234564,"
    "CECUX24000000000009\n"
    "智利车厘子,CL-1,智利,2026-11-10,2026-12-20,20,箱,南美果业,440120261234565,\n"
    "智利蓝莓,CL-2,智利,2026-11-10,2026-11-22,20,箱,南美果业,440120261234566,\n";

static Fixture *
new_with_goods (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (fixture, "goods.csv", sheet);

  g_assert_cmpuint (import->batches, ==, 6);
  return fixture;
}

static gint64
find_lot (Fixture *fixture, const char *lot)
{
  g_autoptr (GPtrArray) cards = suima_station_list_batches (fixture->handle, FALSE, NULL);

  for (guint i = 0; i < cards->len; i++)
    if (g_strcmp0 (((SuimaBatchCard *)cards->pdata[i])->batch->lot, lot) == 0)
      return ((SuimaBatchCard *)cards->pdata[i])->batch->id;
  g_assert_not_reached ();
}

static void
receive (Fixture *fixture, gint64 batch_id, const char *place)
{
  SuimaReceipt receipt = { .batch_id = batch_id, .place = place };
  g_autoptr (GError) error = NULL;

  suima_station_receive (fixture->handle, &receipt, &error);
  g_assert_no_error (error);
}

static SuimaMoveResult *
move_codes (
    Fixture *fixture, SuimaEventKind kind, const char *code, const char *party, GError **error)
{
  const char *codes[] = { code, NULL };
  SuimaMove move = { .kind = kind, .codes = codes, .price_fen = -1, .party = party, .reason = "试" };

  return suima_station_move (fixture->handle, &move, error);
}

static SuimaRecallCriteria *
new_lot (const char *lot)
{
  SuimaRecallCriteria *criteria = suima_recall_criteria_new ();
  const char *lots[] = { lot, NULL };

  criteria->lots = g_strdupv ((char **)lots);
  return criteria;
}

static gint64
open_recall (Fixture *fixture, const char *lot, gboolean is_rehearsal)
{
  g_autoptr (SuimaRecallCriteria) criteria = new_lot (lot);
  SuimaRecallRequest request = { .title = "白虾阳性", .recall_class = 1, .criteria = criteria,
                                 .is_rehearsal = is_rehearsal, .person = "李四" };
  g_autoptr (GError) error = NULL;
  gint64 id = suima_station_open_recall (fixture->handle, &request, &error);

  g_assert_no_error (error);
  return id;
}

static SuimaRecallCard *
scan (Fixture *fixture, gint64 recall_id, const char *code, GError **error)
{
  const char *codes[] = { code, NULL };

  return suima_station_lock_recalled (fixture->handle, recall_id, codes, "李四", error);
}

static void
check_replay (Fixture *fixture)
{
  g_autofree char *difference = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (suima_station_replay (fixture->handle, &difference, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (difference, ==, NULL);
}

/* Two plants, a product, made on or after a day. */
static void
test_ecuador (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autoptr (SuimaRecallCriteria) criteria = suima_recall_criteria_new ();
  const char *plants[] = { "CECUX24000000000001", "CECUX24000000000002", NULL };
  g_autoptr (SuimaRecallList) list = NULL, all = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  criteria->country = g_strdup ("EC");
  criteria->product = g_strdup ("白虾");
  criteria->plants = g_strdupv ((char **)plants);
  suima_day_parse ("2026-03-12", &criteria->from, NULL);
  list = suima_station_find_recall (fixture->handle, criteria, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->hits->len, ==, 2);
  g_assert_cmpstr (((SuimaRecallHit *)list->hits->pdata[0])->batch->lot, ==, "EC-1");
  g_assert_cmpstr (((SuimaRecallHit *)list->hits->pdata[1])->batch->lot, ==, "EC-3");
  g_clear_pointer (&criteria->plants, g_strfreev);
  criteria->from = SUIMA_DAY_NONE;
  all = suima_station_find_recall (fixture->handle, criteria, &error);
  g_assert_cmpuint (all->hits->len, ==, 4);
  g_clear_pointer (&criteria->country, g_free);
  g_clear_pointer (&criteria->product, g_free);
  none = suima_station_find_recall (fixture->handle, criteria, &error);
  g_assert_null (none);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

static gint64
split (Fixture *fixture, gint64 from_id, gint64 milli, const char *product)
{
  SuimaTransformPart part = { from_id, milli };
  SuimaTransformRequest request = { .kind = SUIMA_TRANSFORM_SPLIT, .parts = &part, .n_parts = 1,
                                    .output_milli = milli, .product = product,
                                    .expiry = SUIMA_DAY_NONE, .place = "2号柜" };
  g_autoptr (GError) error = NULL;
  gint64 id = suima_station_transform (fixture->handle, &request, &error);

  g_assert_no_error (error);
  return id;
}

/* A lot that was split over three levels, some of it sold: all of it is found and locked. */
static void
test_three_levels (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 first = find_lot (fixture, "EC-4"), second, third, fourth, recall_id;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SuimaRecallCriteria) criteria = new_lot ("EC-4");
  g_autoptr (SuimaRecallList) list = NULL;
  g_autoptr (SuimaMoveResult) sold = NULL, refused = NULL;
  g_autoptr (SuimaRecallCard) card = NULL;
  g_autoptr (SuimaBatchCard) batch = NULL;
  g_autoptr (GError) error = NULL;
  const SuimaRecallHit *hit;

  receive (fixture, first, "冷库");
  second = split (fixture, first, 6000, "虾仁段");
  third = split (fixture, second, 4000, "虾仁粒");
  fourth = split (fixture, third, 3000, "虾仁盒");
  items = fixture_issue (fixture, fourth, 3, FALSE);
  sold = move_codes (fixture, SUIMA_EVENT_ISSUE, ((SuimaItem *)items->pdata[0])->uri, "好味饭店",
                     &error);
  g_assert_no_error (error);
  list = suima_station_find_recall (fixture->handle, criteria, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->hits->len, ==, 4);
  g_assert_cmpuint (list->items, ==, 2);
  hit = list->hits->pdata[3];
  g_assert_cmpint (hit->batch->id, ==, fourth);
  g_assert_true (hit->is_descendant);
  g_assert_cmpuint (hit->sales->len, ==, 1);
  g_assert_cmpstr (((SuimaMovement *)hit->sales->pdata[0])->party, ==, "好味饭店");
  recall_id = open_recall (fixture, "EC-4", FALSE);
  refused = move_codes (fixture, SUIMA_EVENT_SELL, ((SuimaItem *)items->pdata[1])->uri, NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  batch = suima_station_get_batch (fixture->handle, fourth, &error);
  g_assert_cmpint (batch->status, ==, SUIMA_BATCH_BLOCKED);
  g_assert_nonnull (fixture_find_finding (batch, "lock/recall"));
  card = suima_station_get_recall (fixture->handle, recall_id, &error);
  g_assert_cmpuint (card->left, ==, 2);
  check_replay (fixture);
}

static SuimaRecallCard *
settle (Fixture *fixture, gint64 recall_id, const char *code, SuimaEventKind kind, GError **error)
{
  const char *codes[] = { code, NULL };
  g_autofree char *photo = fixture_write (fixture, "pit.jpg", "\xFF\xD8\xFF\xE0 a pit", -1);
  SuimaDisposal disposal = { .method = "深埋", .weight_g = 5000, .witness = "王五", .photo = photo };
  SuimaMove move = { .kind = kind, .codes = codes, .price_fen = -1,
                     .disposal = kind == SUIMA_EVENT_DESTROY ? &disposal : NULL };

  return suima_station_settle_recalled (fixture->handle, recall_id, &move, error);
}

static const char *
dup_verdict (Fixture *fixture, const char *code)
{
  g_autoptr (SuimaLookup) lookup = suima_station_scan_text (fixture->handle, code, NULL);

  return lookup->verdict;
}

/* From the first lock to the report. */
static void
test_count_down (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = find_lot (fixture, "EC-1"), other_id = find_lot (fixture, "CL-1"), recall_id;
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 3, FALSE);
  g_autoptr (GPtrArray) others = fixture_issue (fixture, other_id, 1, FALSE);
  g_autoptr (SuimaMoveResult) sold = NULL;
  g_autoptr (GError) error = NULL;
  const char *codes[3], *stranger = ((SuimaItem *)others->pdata[0])->uri;
  SuimaRecallCard *card;

  for (guint i = 0; i < 3; i++)
    codes[i] = ((SuimaItem *)items->pdata[i])->uri;
  sold = move_codes (fixture, SUIMA_EVENT_SELL, codes[2], NULL, &error);
  recall_id = open_recall (fixture, "EC-1", FALSE);
  g_assert_cmpstr (dup_verdict (fixture, codes[0]), ==, "recalled");
  g_assert_cmpstr (dup_verdict (fixture, codes[2]), ==, "recalled");
  g_assert_cmpstr (dup_verdict (fixture, stranger), ==, "genuine");
  g_assert_null (scan (fixture, recall_id, stranger, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (scan (fixture, recall_id, codes[2], &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  fixture->now_us += 90 * G_USEC_PER_SEC;
  for (guint i = 0; i < 2; i++)
    {
      card = scan (fixture, recall_id, codes[0], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (card->left, ==, 1);
      g_assert_cmpuint (card->waiting, ==, 1);
      suima_recall_card_free (card);
    }
  g_assert_null (settle (fixture, recall_id, codes[1], SUIMA_EVENT_SEND_BACK, &error));
  g_clear_error (&error);
  g_assert_false (suima_station_close_recall (fixture->handle, recall_id, &error));
  g_clear_error (&error);
  suima_recall_card_free (scan (fixture, recall_id, codes[1], NULL));
  card = settle (fixture, recall_id, codes[0], SUIMA_EVENT_SEND_BACK, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (card->returned, ==, 1);
  suima_recall_card_free (card);
  card = settle (fixture, recall_id, codes[1], SUIMA_EVENT_DESTROY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (card->destroyed, ==, 1);
  g_assert_cmpuint (card->left + card->waiting, ==, 0);
  g_assert_cmpint (card->loose_milli, ==, 7000);
  suima_recall_card_free (card);
  g_assert_cmpstr (dup_verdict (fixture, codes[1]), ==, "destroyed");
  {
    SuimaMove loose = { .kind = SUIMA_EVENT_SEND_BACK, .batch_id = batch_id,
                        .quantity_milli = 7000, .price_fen = -1 };
    card = suima_station_settle_recalled (fixture->handle, recall_id, &loose, &error);
    g_assert_no_error (error);
    suima_recall_card_free (card);
  }
  g_assert_true (suima_station_close_recall (fixture->handle, recall_id, &error));
  g_assert_no_error (error);
  card = suima_station_get_recall (fixture->handle, recall_id, &error);
  g_assert_nonnull (strstr (card->recall->report, "\"after_s\":90"));
  g_assert_nonnull (strstr (card->recall->report, "\"list_ms\":"));
  suima_recall_card_free (card);
  g_assert_cmpstr (dup_verdict (fixture, codes[1]), ==, "destroyed");
  g_assert_cmpstr (dup_verdict (fixture, codes[2]), ==, "recalled");
  check_replay (fixture);
}

/* What was held is held again; a batch of two recalls stays locked until both are lifted. */
static void
test_lift (gconstpointer user_data)
{
  gboolean is_first = user_data != NULL; /* the recall that did the scans goes first */
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = find_lot (fixture, "EC-1"), one, two, last;
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 2, FALSE);
  const char *free_code = ((SuimaItem *)items->pdata[0])->uri;
  const char *held_code = ((SuimaItem *)items->pdata[1])->uri;
  g_autoptr (SuimaMoveResult) held = NULL, sold = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *lock = NULL;

  held = move_codes (fixture, SUIMA_EVENT_HOLD, held_code, NULL, &error);
  one = open_recall (fixture, "EC-1", FALSE);
  two = open_recall (fixture, "EC-1", FALSE);
  suima_recall_card_free (scan (fixture, one, free_code, &error));
  suima_recall_card_free (scan (fixture, one, held_code, &error));
  suima_recall_card_free (scan (fixture, two, held_code, &error));
  g_assert_no_error (error);
  g_assert_true (suima_station_lift_recall (fixture->handle, is_first ? one : two, "检错", "李四",
                                            &error));
  lock = suima_store_get_lock_of (fixture->handle->store, batch_id, "recall", NULL);
  g_assert_nonnull (lock);
  g_assert_cmpstr (dup_verdict (fixture, free_code), ==, "recalled");
  last = is_first ? two : one;
  g_assert_false (suima_station_lift_recall (fixture->handle, last, "", "李四", &error));
  g_clear_error (&error);
  g_assert_true (suima_station_lift_recall (fixture->handle, last, "检错", "李四", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (dup_verdict (fixture, free_code), ==, "genuine");
  g_assert_cmpstr (dup_verdict (fixture, held_code), ==, "held");
  sold = move_codes (fixture, SUIMA_EVENT_SELL, free_code, NULL, &error);
  g_assert_no_error (error);
  check_replay (fixture);
}

/* Every row of every table but the recall's own, as one text. */
static char *
dump (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->station, "station.sqlite", NULL);
  GString *text = g_string_new (NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *tables, *rows;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db,
                      "SELECT 'SELECT * FROM \"' || name || '\"' FROM sqlite_schema WHERE type ="
                      " 'table' AND name NOT IN ('recall', 'recall_batch', 'recall_item')"
                      " ORDER BY name",
                      -1, &tables, NULL);
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      const char *sql = (const char *)sqlite3_column_text (tables, 0);
      g_string_append_printf (text, "%s\n", sql);
      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
      while (sqlite3_step (rows) == SQLITE_ROW)
        {
          for (int i = 0; i < sqlite3_column_count (rows); i++)
            g_string_append_printf (text, "%s|", (const char *)sqlite3_column_text (rows, i));
          g_string_append_c (text, '\n');
        }
      sqlite3_finalize (rows);
    }
  sqlite3_finalize (tables);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

static void
test_rehearsal (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = find_lot (fixture, "EC-1"), recall_id;
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 2, FALSE);
  const char *code = ((SuimaItem *)items->pdata[0])->uri;
  g_autofree char *before = dump (fixture), *after = NULL, *real = NULL;
  g_autoptr (SuimaRecallCard) card = NULL;
  g_autoptr (GError) error = NULL;

  recall_id = open_recall (fixture, "EC-1", TRUE);
  fixture->now_us += 30 * G_USEC_PER_SEC;
  card = scan (fixture, recall_id, code, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (card->left, ==, 1);
  g_assert_null (settle (fixture, recall_id, code, SUIMA_EVENT_DESTROY, &error));
  g_clear_error (&error);
  g_assert_false (suima_station_lift_recall (fixture->handle, recall_id, "完", NULL, &error));
  g_clear_error (&error);
  g_assert_true (suima_station_close_recall (fixture->handle, recall_id, &error));
  g_assert_cmpstr (dup_verdict (fixture, code), ==, "genuine");
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
  g_clear_pointer (&card, suima_recall_card_free);
  card = suima_station_get_recall (fixture->handle, recall_id, &error);
  g_assert_nonnull (strstr (card->recall->report, "\"after_s\":30"));
  open_recall (fixture, "EC-1", FALSE);
  real = dump (fixture);
  g_assert_cmpstr (before, !=, real);
}

/* One letter for each buyer, with the six fields. */
static void
test_buyers (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = find_lot (fixture, "EC-1"), recall_id, party_id;
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 3, FALSE);
  g_autoptr (GPtrArray) notices = NULL, paths = NULL;
  static const char *const buyers[] = { "=长沙饭店", "好味饭店", NULL };
  g_autofree char *out = fixture_dup_path (fixture, "out"), *csv = NULL;
  g_autoptr (SuimaParty) party = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    suima_move_result_free (move_codes (fixture, SUIMA_EVENT_ISSUE,
                                        ((SuimaItem *)items->pdata[i])->uri, buyers[i], &error));
  g_assert_no_error (error);
  party_id = suima_store_find_party (fixture->handle->store, buyers[0], NULL);
  party = suima_store_get_party (fixture->handle->store, party_id, NULL);
  party->address = g_strdup ("湖南省长沙市芙蓉区1号");
  g_assert_true (suima_store_set_party (fixture->handle->store, party, NULL));
  recall_id = open_recall (fixture, "EC-1", FALSE);
  notices = suima_station_list_recall_notices (fixture->handle, recall_id, &error);
  g_assert_cmpuint (notices->len, ==, 3);
  g_assert_cmpstr (((SuimaRecallNotice *)notices->pdata[1])->province, ==, "湖南");
  g_assert_cmpstr (((SuimaRecallNotice *)notices->pdata[2])->party, ==, "");
  paths = suima_station_write_recall_notices (fixture->handle, recall_id, "-0756-1234", out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 6);
  g_assert_true (g_file_get_contents (paths->pdata[1], &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "名称,批号,数量,销售日期,销售者,联系方式\r\n"
                                 "\"冷冻厄瓜多尔白虾\",\"EC-1\",\"1箱\",\"2026-11-22\",\"果栏\","
                                 "\"'-0756-1234\""));
}

static const char notice_1[] =
    "{\"id\":\"GD-7\",\"version\":1,\"title\":\"厄瓜多尔白虾外包装阳性\",\"class\":1,"
    "\"criteria\":{\"lots\":[\"EC-1\"]},\"text\":\"请勿食用,拿回服务台\"}";
static const char notice_2[] =
    "{\"id\":\"GD-7\",\"version\":2,\"title\":\"厄瓜多尔白虾外包装阳性\",\"class\":1,"
    "\"criteria\":{\"lots\":[\"EC-1\",\"EC-3\"]},\"text\":\"两批都请勿食用\"}";

/* Signed by the station of @issuer. */
static char *
sign (Fixture *issuer, Fixture *reader, const char *name, const char *text)
{
  g_autofree char *plain = fixture_write (issuer, name, text, -1);
  char *path = fixture_dup_path (reader, name);
  g_autoptr (GError) error = NULL;

  suima_station_sign_notice (issuer->handle, plain, path, &error);
  g_assert_no_error (error);
  return path;
}

static gint64
take_notice (Fixture *fixture, const char *path, GError **error)
{
  SuimaRecallRequest request = { .notice_path = path };

  return suima_station_open_recall (fixture->handle, &request, error);
}

static void
trust (Fixture *fixture, Fixture *issuer)
{
  g_autofree char *key = suima_station_dup_public_key (issuer->handle);
  const char *keys[] = { key, NULL };
  SuimaStationSetup setup = { .notice_keys = keys };

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
}

static char *
dup_notice (Fixture *fixture, const char *code)
{
  g_autoptr (SuimaLookup) lookup = suima_station_scan_text (fixture->handle, code, NULL);

  return g_strdup (lookup->notice);
}

static void
test_signed_notice (void)
{
  g_autoptr (Fixture) fixture = new_with_goods (), issuer = fixture_new ();
  gint64 batch_id = find_lot (fixture, "EC-1"), recall_id;
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 1, FALSE);
  const char *code = ((SuimaItem *)items->pdata[0])->uri;
  g_autofree char *one = sign (issuer, fixture, "one.json", notice_1);
  g_autofree char *two = sign (issuer, fixture, "two.json", notice_2);
  g_autofree char *text = NULL, *newer = NULL;
  g_autoptr (SuimaRecallCard) card = NULL;
  g_autoptr (GError) error = NULL;

  /* a key that nobody named */
  g_assert_cmpint (take_notice (fixture, one, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_clear_error (&error);
  trust (fixture, issuer);
  recall_id = take_notice (fixture, one, &error);
  g_assert_no_error (error);
  text = dup_notice (fixture, code);
  g_assert_cmpstr (text, ==, "请勿食用,拿回服务台");
  /* the same again */
  g_assert_cmpint (take_notice (fixture, one, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  /* a newer version goes into the same recall and locks more */
  g_assert_cmpint (take_notice (fixture, two, &error), ==, recall_id);
  card = suima_station_get_recall (fixture->handle, recall_id, &error);
  g_assert_cmpuint (card->list->hits->len, ==, 2);
  newer = dup_notice (fixture, code);
  g_assert_cmpstr (newer, ==, "两批都请勿食用");
  /* an older one replayed */
  g_assert_cmpint (take_notice (fixture, one, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
}

/* One byte of the words, one of the signature; none is taken. */
static void
test_altered_notice (void)
{
  g_autoptr (Fixture) fixture = new_with_goods (), issuer = fixture_new ();
  g_autofree char *path = sign (issuer, fixture, "one.json", notice_1), *text = NULL;
  gsize size_bytes = 0;

  trust (fixture, issuer);
  g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
  for (gsize at = 12; at < size_bytes; at += 7)
    {
      g_autofree char *altered = g_strndup (text, size_bytes);
      g_autofree char *other = NULL;
      g_autoptr (GError) error = NULL;
      if (altered[at] & 0x80 || strchr ("\\\"{}:,", altered[at]) != NULL)
        continue;
      altered[at] = altered[at] == '1' ? '2' : '1';
      other = fixture_write (fixture, "altered.json", altered, (gssize)size_bytes);
      g_assert_cmpint (take_notice (fixture, other, &error), ==, 0);
    }
}

/* It opens a recall, is kept, and no shopper sees it; nor one that the shop signed for itself. */
static void
test_unsigned_notice (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = find_lot (fixture, "EC-1"), recall_id;
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 1, FALSE);
  const char *code = ((SuimaItem *)items->pdata[0])->uri;
  g_autofree char *path = fixture_write (fixture, "plain.json", notice_1, -1);
  g_autofree char *own = sign (fixture, fixture, "own.json", notice_1), *text = NULL;
  g_autoptr (SuimaRecallCriteria) criteria = new_lot ("EC-1");
  SuimaRecallRequest request = { .title = "白虾", .recall_class = 1, .criteria = criteria,
                                 .notice_path = path };
  g_autoptr (SuimaRecallCard) card = NULL;
  g_autoptr (GError) error = NULL;

  recall_id = suima_station_open_recall (fixture->handle, &request, &error);
  g_assert_no_error (error);
  card = suima_station_get_recall (fixture->handle, recall_id, &error);
  g_assert_cmpstr (card->recall->notice, ==, notice_1);
  g_assert_cmpstr (dup_verdict (fixture, code), ==, "recalled");
  text = dup_notice (fixture, code);
  g_assert_cmpstr (text, ==, NULL);
  g_assert_cmpint (take_notice (fixture, own, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
}

/* The last day is a day of sale, to its last second; the second after it is none. */
static void
test_last_day (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = find_lot (fixture, "CL-2");
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 3, FALSE);
  const char *first = ((SuimaItem *)items->pdata[0])->uri;
  const char *second = ((SuimaItem *)items->pdata[1])->uri;
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (fixture->handle->store, batch_id, NULL);
  g_autoptr (SuimaMoveResult) sold = NULL, refused = NULL, early = NULL, off = NULL;
  g_autoptr (GError) error = NULL;

  fixture->now_us = fixture_parse_time ("2026-11-22T23:59:59.999+08:00");
  sold = move_codes (fixture, SUIMA_EVENT_SELL, first, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (suima_station_refuse_unprintable (fixture->handle, batch, &error));
  early = suima_station_expire_batch (fixture->handle, batch_id, NULL, &error);
  g_assert_null (early);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  fixture->now_us = fixture_parse_time ("2026-11-23T00:00:00.000+08:00");
  refused = move_codes (fixture, SUIMA_EVENT_SELL, second, NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_false (suima_station_refuse_unprintable (fixture->handle, batch, &error));
  g_clear_error (&error);
  g_assert_cmpstr (dup_verdict (fixture, second), ==, "expired");
  off = suima_station_expire_batch (fixture->handle, batch_id, "李四", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (off->items->len, ==, 2);
  g_assert_cmpstr (dup_verdict (fixture, second), ==, "expired");
  check_replay (fixture);
}

/* The printer is at it when the day ends, or when a recall comes. */
typedef struct
{
  RunShop *shop;
  gint64 then_us;         /* 0: a recall instead */
  gboolean has_happened;
} Turn;

static void
turn_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (SuimaRecallCriteria) criteria = suima_recall_criteria_new ();
  SuimaRecallRequest request = { .title = "急", .recall_class = 1, .criteria = criteria };

  if (turn->has_happened || progress->printed == 0)
    return;
  turn->has_happened = TRUE;
  criteria->product = g_strdup (RUN_SHOP_PRODUCT);
  if (turn->then_us != 0)
    turn->shop->fixture->now_us = turn->then_us;
  else
    g_assert_cmpint (suima_station_open_recall (turn->shop->fixture->handle, &request, NULL), !=, 0);
}

static void
test_turn (gconstpointer user_data)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  g_autoptr (SuimaBatch) batch =
      suima_store_get_batch (shop->fixture->handle->store, shop->batch_id, NULL);
  g_autofree char *last_day = suima_day_to_text (batch->expiry);
  g_autofree char *evening = g_strconcat (last_day, "T23:59:00.000+08:00", NULL);
  gint64 evening_us = fixture_parse_time (evening);
  Turn turn = { .shop = shop,
                .then_us = user_data != NULL ? evening_us + 61 * G_USEC_PER_SEC : 0 };
  SuimaPrintRequest request = { .batch_id = shop->batch_id, .count = 200, .printer = shop->uri };
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GError) error = NULL;

  shop->fixture->now_us = evening_us;
  result = suima_station_print (shop->fixture->handle, &request, turn_cb, &turn, NULL, &error);
  g_assert_no_error (error);
  g_assert_error (result->problem, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_assert_true (turn.has_happened);
  g_assert_cmpuint (result->printed, >, 0);
  g_assert_cmpuint (result->printed, <, 200);
  g_assert_cmpuint (result->printed + result->voided, ==, 200);
}

static const SuimaShelfRow *
find_row (const SuimaToday *today, gint64 batch_id)
{
  for (guint i = 0; i < today->rows->len; i++)
    if (((SuimaShelfRow *)today->rows->pdata[i])->batch->id == batch_id)
      return today->rows->pdata[i];
  return NULL;
}

static void
test_morning (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 berry = find_lot (fixture, "CL-2"), cherry = find_lot (fixture, "CL-1"),
         shrimp = find_lot (fixture, "EC-1");
  g_autoptr (SuimaToday) evening = NULL, morning = NULL, later = NULL;
  g_autoptr (SuimaBatchCard) card = suima_station_get_batch (fixture->handle, berry, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (card->is_near_expiry);
  receive (fixture, berry, "A17摊");
  receive (fixture, cherry, "2号柜");
  receive (fixture, shrimp, "冷库");
  evening = suima_station_get_day_list (fixture->handle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (evening->rows->len, ==, 1);
  g_assert_cmpint (find_row (evening, berry)->finding, ==, SUIMA_SHELF_NEAR);
  g_assert_cmpuint (evening->due, ==, 3);
  open_recall (fixture, "EC-1", FALSE);
  fixture->now_us += 16 * G_TIME_SPAN_HOUR;
  morning = suima_station_get_day_list (fixture->handle, &error);
  g_assert_cmpint (find_row (morning, berry)->finding, ==, SUIMA_SHELF_EXPIRED);
  g_assert_cmpint (find_row (morning, berry)->on_hand_milli, ==, 20000);
  g_assert_cmpstr (find_row (morning, berry)->places, ==, "A17摊");
  g_assert_cmpint (find_row (morning, shrimp)->finding, ==, SUIMA_SHELF_LOCKED);
  g_assert_null (find_row (morning, cherry));
  g_assert_cmpuint (morning->recalls->len, ==, 1);
  fixture->now_us += 48 * G_TIME_SPAN_HOUR;
  later = suima_station_get_day_list (fixture->handle, &error);
  g_assert_cmpuint (later->late, ==, 3);
}

/* B15: the city's table, at the edges of its rows. */
static void
test_near_expiry (void)
{
  static const struct
  {
    const char *jurisdiction;
    int life_days;
    guint days;
  } rows[] = {
    { "CN-4420", 730, 45 }, { "CN-4420", 365, 45 }, { "CN-4420", 364, 20 }, { "CN-4420", 180, 20 },
    { "CN-4420", 179, 15 }, { "CN-4420", 90, 15 },  { "CN-4420", 89, 10 },  { "CN-1101", 30, 10 },
    { "CN-1101", 29, 5 },   { "CN-1101", 15, 5 },   { "CN-1101", 14, 4 },   { "CN-1101", 7, 2 },
    { "CN-1101", 1, 1 },    { "CN-3101", 16, 5 },   { "CN-3101", 15, 2 },   { "CN-3101", 3, 2 },
  };
  g_autoptr (GBytes) bytes = suima_station_lookup_resource ("expiry/near-expiry.json", NULL);
  g_autoptr (SuimaNearExpiry) table = suima_near_expiry_parse (
      g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (
        suima_near_expiry_get_days (table, rows[i].jurisdiction, rows[i].life_days), ==,
        rows[i].days);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/recall/ecuador", test_ecuador);
  g_test_add_func ("/station/recall/three-levels", test_three_levels);
  g_test_add_func ("/station/recall/count-down", test_count_down);
  g_test_add_data_func ("/station/recall/lift", NULL, test_lift);
  g_test_add_data_func ("/station/recall/lift-first", "", test_lift);
  g_test_add_func ("/station/recall/rehearsal", test_rehearsal);
  g_test_add_func ("/station/recall/buyers", test_buyers);
  g_test_add_func ("/station/recall/signed-notice", test_signed_notice);
  g_test_add_func ("/station/recall/altered-notice", test_altered_notice);
  g_test_add_func ("/station/recall/unsigned-notice", test_unsigned_notice);
  g_test_add_func ("/station/expiry/last-day", test_last_day);
  g_test_add_data_func ("/station/expiry/midnight-in-a-run", "", test_turn);
  g_test_add_data_func ("/station/recall/in-a-run", NULL, test_turn);
  g_test_add_func ("/station/expiry/morning", test_morning);
  g_test_add_func ("/station/expiry/near", test_near_expiry);
  return g_test_run ();
}
