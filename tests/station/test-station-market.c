// SPDX-License-Identifier: Apache-2.0
// The market operator's day: gate, sample, test, board, month, sellers, ledgers.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-station-market.h"
#include "suima-station-reconcile.h"
#include "suima-station-seller.h"
#include "suima-station-stock.h"
#include "suima-store-event.h"

#include <string.h>

static const char header[] = "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,承诺达标合格证编号\n";

/* @n batches 果1, 果2, ... of 10 boxes. */
static Fixture *
new_with_batches (guint n)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GString) csv = g_string_new (header);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (csv, "果%u,散装,L%u,浙江平湖,2026-11-20,2026-12-20,10,箱,平湖果业,HGZ%u\n", i, i, i);
  suima_import_free (fixture_import_text (fixture, "goods.csv", csv->str));
  return fixture;
}

static void
enter (Fixture *fixture, gint64 batch_id, gboolean has_report, const char *seller)
{
  GError *error = NULL;
  g_autoptr (SuimaGateEntry) entry =
      suima_station_enter_gate (fixture->handle, batch_id, has_report, seller, "门卫", &error);

  g_assert_no_error (error);
  g_assert_cmpint (entry->zone, ==, SUIMA_ZONE_TESTING);
}

static SuimaZone
move_zone (Fixture *fixture, gint64 batch_id, SuimaZone zone, GError **error)
{
  g_autoptr (SuimaGateEntry) entry =
      suima_station_move_zone (fixture->handle, batch_id, zone, NULL, error);

  return entry ? entry->zone : SUIMA_ZONE_NONE;
}

static void
record (Fixture *fixture, gint64 batch_id, const char *item, gboolean is_passed)
{
  const SuimaTest test = { .batch_id = batch_id, .item = (char *)item, .value = (char *)"78%",
                           .tester = (char *)"陈检", .is_passed = is_passed };
  GError *error = NULL;

  suima_station_record_test (fixture->handle, &test, &error);
  g_assert_no_error (error);
}

static gboolean
may_sell (Fixture *fixture, gint64 batch_id)
{
  const SuimaMove move = { .kind = SUIMA_EVENT_SELL, .batch_id = batch_id, .quantity_milli = 1000,
                           .price_fen = -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaMoveResult) result = suima_station_move (fixture->handle, &move, &error);

  if (result == NULL)
    g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  return result != NULL;
}

static gboolean
may_print (Fixture *fixture, gint64 batch_id)
{
  g_autoptr (SuimaBatchCard) card = suima_station_get_batch (fixture->handle, batch_id, NULL);

  g_assert_cmpint (card->locks->len > 0, ==, card->status == SUIMA_BATCH_BLOCKED);
  return card->status != SUIMA_BATCH_BLOCKED;
}

/* 批批检测: without a report nothing is traded before its test. */
static void
test_gate (void)
{
  g_autoptr (Fixture) fixture = new_with_batches (2);
  gint64 id = fixture_find_batch (fixture, "果1");
  const SuimaPrintRequest request = { .batch_id = id, .count = 1, .printer = "ipp://127.0.0.1:9/x" };
  g_autoptr (SuimaPrintResult) printed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (may_print (fixture, id));
  enter (fixture, id, FALSE, "王记果行");
  g_assert_null (suima_station_enter_gate (fixture->handle, id, FALSE, NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_cmpint (move_zone (fixture, id, SUIMA_ZONE_TRADE, &error), ==, SUIMA_ZONE_NONE);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_false (may_sell (fixture, id));
  g_assert_false (may_print (fixture, id));
  printed = suima_station_print (fixture->handle, &request, NULL, NULL, NULL, &error);
  g_assert_null (printed);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED); /* before any printer is asked */
  g_clear_error (&error);
  record (fixture, id, "农残", TRUE);
  g_assert_true (may_sell (fixture, id));
  g_assert_true (may_print (fixture, id));
  g_assert_cmpint (move_zone (fixture, id, SUIMA_ZONE_STORAGE, &error), ==, SUIMA_ZONE_STORAGE);
  g_assert_cmpint (move_zone (fixture, id, SUIMA_ZONE_TESTING, &error), ==, SUIMA_ZONE_TESTING);
  g_assert_false (may_sell (fixture, id));
  g_assert_cmpint (move_zone (fixture, id, SUIMA_ZONE_ENTRY, &error), ==, SUIMA_ZONE_NONE);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (move_zone (fixture, fixture_find_batch (fixture, "果2"), SUIMA_ZONE_TRADE, &error),
                   ==, SUIMA_ZONE_NONE);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

static SuimaSampling *
draw (Fixture *fixture)
{
  GError *error = NULL;
  SuimaSampling *sampling =
      suima_station_draw_sample (fixture->handle, SUIMA_DAY_NONE, "市场员", &error);

  g_assert_no_error (error);
  return sampling;
}

/* The rank of a batch, from what its own event says. */
static char *
find_rank (Fixture *fixture, const char *seed, gint64 batch_id)
{
  g_autofree char *path = g_build_filename (fixture->station, "station.sqlite", NULL);
  g_autoptr (SuimaStore) store = suima_store_open (path, NULL, TRUE, NULL);

  for (gint64 seq = 0;; seq++)
    {
      g_autoptr (GPtrArray) page = suima_store_get_events (store, seq, 1, NULL);
      const SuimaStoredEvent *event = page->pdata[0];
      g_autoptr (json_t) body = NULL;
      if (event->batch_id != batch_id || event->kind != SUIMA_EVENT_ZONE)
        continue;
      body = suima_json_parse (event->body, strlen (event->body), NULL);
      return suima_sampling_rank (seed, suima_json_get_text (body, "suima:lot"));
    }
}

/* Anybody can draw again: from the seed and the lots that the events name. */
static void
assert_lowest_rank (Fixture *fixture, const SuimaSampling *sampling, gint64 drawn_id)
{
  g_autofree char *drawn = find_rank (fixture, sampling->seed, drawn_id);

  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *product = g_strdup_printf ("果%u", i);
      g_autofree char *rank =
          find_rank (fixture, sampling->seed, fixture_find_batch (fixture, product));
      g_assert_cmpint (strcmp (drawn, rank), <=, 0);
    }
}

static void
test_sample (void)
{
  g_autoptr (Fixture) fixture = new_with_batches (12);
  g_autoptr (SuimaSampling) sampling = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first;

  sampling = draw (fixture);
  g_assert_cmpuint (sampling->n_required, ==, 0);
  g_assert_null (sampling->seed);
  enter (fixture, fixture_find_batch (fixture, "果12"), FALSE, NULL);
  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *product = g_strdup_printf ("果%u", i);
      enter (fixture, fixture_find_batch (fixture, product), TRUE, NULL);
    }
  suima_sampling_free (sampling);
  sampling = draw (fixture);
  g_assert_cmpuint (sampling->n_reported, ==, 10);
  g_assert_cmpuint (sampling->n_unreported, ==, 1);
  g_assert_cmpuint (sampling->n_required, ==, 1);
  g_assert_cmpuint (sampling->n_drawn, ==, 1);
  g_assert_cmpuint (strlen (sampling->seed), ==, 64);
  first = ((SuimaGateEntry *)sampling->drawn->pdata[0])->batch_id;
  assert_lowest_rank (fixture, sampling, first);
  /* one more batch raises the number: what was drawn stays, one more is drawn */
  enter (fixture, fixture_find_batch (fixture, "果11"), TRUE, NULL);
  suima_sampling_free (sampling);
  sampling = suima_station_get_sampling (fixture->handle, SUIMA_DAY_NONE, NULL);
  g_assert_cmpuint (sampling->n_required, ==, 2);
  g_assert_cmpuint (sampling->n_drawn, ==, 1);
  suima_sampling_free (sampling);
  sampling = draw (fixture);
  g_assert_cmpuint (sampling->n_drawn, ==, 2);
  g_assert_true (((SuimaGateEntry *)sampling->drawn->pdata[0])->batch_id == first ||
                 ((SuimaGateEntry *)sampling->drawn->pdata[1])->batch_id == first);
  suima_sampling_free (sampling);
  sampling = draw (fixture); /* enough are drawn */
  g_assert_cmpuint (sampling->n_drawn, ==, 2);
  g_assert_cmpuint (sampling->n_tested, ==, 0);
  g_assert_cmpint (move_zone (fixture, first, SUIMA_ZONE_TRADE, &error), ==, SUIMA_ZONE_NONE);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  record (fixture, first, "农残", TRUE);
  suima_sampling_free (sampling);
  sampling = suima_station_get_sampling (fixture->handle, SUIMA_DAY_NONE, NULL);
  g_assert_cmpuint (sampling->n_tested, ==, 1);
}

/* A failure locks; a pass of another item does not mend it; a later pass of the same does. */
static void
test_verdicts (void)
{
  g_autoptr (Fixture) fixture = new_with_batches (1);
  gint64 id = fixture_find_batch (fixture, "果1");
  g_autoptr (GPtrArray) items = fixture_issue (fixture, id, 1, FALSE);
  const SuimaTest nobody = { .batch_id = id, .item = (char *)"农残" };
  g_autoptr (SuimaItem) again = NULL;
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_station_record_test (fixture->handle, &nobody, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  enter (fixture, id, FALSE, NULL);
  record (fixture, id, "农残", FALSE);
  card = suima_station_get_batch (fixture->handle, id, &error);
  g_assert_cmpuint (card->locks->len, ==, 1); /* the gate's has done its work */
  g_assert_cmpstr (((SuimaBatchLock *)card->locks->pdata[0])->kind, ==, "test");
  g_assert_false (may_sell (fixture, id));
  g_assert_false (may_print (fixture, id));
  again = suima_station_reprint (fixture->handle, ((SuimaItem *)items->pdata[0])->uri, "撕坏",
                                 "ipp://127.0.0.1:9/x", NULL, &error);
  g_assert_null (again);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  record (fixture, id, "甲醛", TRUE);
  g_assert_false (may_sell (fixture, id));
  record (fixture, id, "农残", TRUE);
  g_assert_true (may_sell (fixture, id));
}

static void
destroy (Fixture *fixture, gint64 batch_id, gint64 quantity_milli)
{
  const SuimaDisposal disposal = { .method = "深埋", .weight_g = 52500, .witness = "老李" };
  const SuimaMove move = { .kind = SUIMA_EVENT_DESTROY, .batch_id = batch_id,
                           .quantity_milli = quantity_milli, .price_fen = -1, .reason = "农残超标",
                           .disposal = &disposal };
  GError *error = NULL;
  g_autoptr (SuimaMoveResult) result = suima_station_move (fixture->handle, &move, &error);

  g_assert_no_error (error);
}

static guint
measure (const char *line)
{
  guint width = 0;

  for (; *line != '\0' && *line != '\n'; line = g_utf8_next_char (line))
    width += g_unichar_iswide (g_utf8_get_char (line)) ? 2 : 1;
  return width;
}

static void
test_board (void)
{
  g_autoptr (Fixture) fixture = new_with_batches (3);
  gint64 bad = fixture_find_batch (fixture, "果2");
  g_autofree char *path = fixture_dup_path (fixture, "board.txt");
  g_autofree char *text = NULL, *written = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (SuimaBoard) board = NULL;
  GError *error = NULL;

  enter (fixture, fixture_find_batch (fixture, "果1"), FALSE, "名字特别长的一家水果经营部（个体工商户）");
  record (fixture, fixture_find_batch (fixture, "果1"), "有机磷和氨基甲酸酯类农药残留", TRUE);
  record (fixture, bad, "农残", FALSE);
  destroy (fixture, bad, 4000);
  board = suima_station_get_board (fixture->handle, SUIMA_DAY_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (board->results->len, ==, 2);
  g_assert_cmpuint (board->n_passed, ==, 1);
  g_assert_cmpuint (board->failures->len, ==, 1);
  g_assert_cmpint (((SuimaBoardLine *)board->failures->pdata[0])->on_hand_milli, ==, 6000);
  text = suima_station_write_board (board, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (text, ==, written);
  g_assert_nonnull (strstr (text, "12315"));
  g_assert_nonnull (strstr (text, "深埋: 4 箱 (52.5 kg)"));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (measure (lines[i]), <=, 80);
  /* the next day the goods that are still there are still shown, what is gone is not */
  fixture->now_us += G_TIME_SPAN_DAY;
  suima_board_free (board);
  board = suima_station_get_board (fixture->handle, SUIMA_DAY_NONE, &error);
  g_assert_cmpuint (board->results->len, ==, 0);
  g_assert_cmpuint (board->failures->len, ==, 1);
  destroy (fixture, bad, 6000);
  suima_board_free (board);
  board = suima_station_get_board (fixture->handle, SUIMA_DAY_NONE, &error);
  g_assert_cmpuint (board->failures->len, ==, 0);
}

static void
test_month (void)
{
  g_autoptr (Fixture) fixture = new_with_batches (3);
  gint64 bad = fixture_find_batch (fixture, "果2");
  g_autofree SuimaMonth *month = NULL;
  g_autofree SuimaMonth *before = NULL;
  GError *error = NULL;

  enter (fixture, bad, FALSE, NULL);
  enter (fixture, fixture_find_batch (fixture, "果1"), FALSE, NULL);
  record (fixture, bad, "农残", FALSE);
  destroy (fixture, bad, 10000);
  fixture->now_us += 3 * G_TIME_SPAN_DAY;
  month = suima_station_get_month (fixture->handle, "2026-11", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (month->n_batches, ==, 2);
  g_assert_cmpuint (month->n_batches_tested, ==, 1);
  g_assert_cmpuint (month->n_tests, ==, 1);
  g_assert_cmpuint (month->n_passed, ==, 0);
  g_assert_cmpuint (month->n_failed_batches, ==, 1);
  g_assert_cmpuint (month->n_handled, ==, 1);
  g_assert_cmpint (month->destroyed_g, ==, 52500);
  g_assert_cmpuint (month->n_on_time, ==, 0); /* came in, destroyed, and nobody reported it */
  before = suima_station_get_month (fixture->handle, "2026-10", &error);
  g_assert_cmpuint (before->n_batches + before->n_tests + before->n_movements, ==, 0);
  g_assert_null (suima_station_get_month (fixture->handle, "November", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
}

static SuimaSellerFile *
set_seller (Fixture *fixture, const char *name, const char *uscc, gboolean is_new, GError **error)
{
  const SuimaParty party = { .name = (char *)name, .uscc = (char *)uscc,
                             .licence_to = SUIMA_DAY_NONE, .agreement_to = SUIMA_DAY_NONE,
                             .left_on = SUIMA_DAY_NONE };

  return suima_station_set_seller (fixture->handle, &party, is_new, "市场员", error);
}

static guint
count_sellers (Fixture *fixture, SuimaSellerSelection selection)
{
  g_autoptr (GPtrArray) files = suima_station_list_sellers (fixture->handle, selection, NULL);

  return files->len;
}

static void
test_sellers (void)
{
  g_autoptr (Fixture) fixture = new_with_batches (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaSellerFile) file = NULL, left = NULL;
  /* what the two days are asked for: imported goods in Guangdong */
  g_autoptr (SuimaImport) import = fixture_import_text (
      fixture, "imported.csv",
      "品名,批号,产地,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号\n"
      "智利车厘子,A1,智利,2026-11-10,2026-12-20,20,箱,南美果业,440120261234561\n");
  gint64 id = fixture_find_batch (fixture, "智利车厘子");
  const SuimaReceipt receipt = { .batch_id = id };

  g_assert_null (set_seller (fixture, "王记果行", NULL, FALSE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (set_seller (fixture, "王记果行", "91442000MA4W1X2Y3R", TRUE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (count_sellers (fixture, SUIMA_SELLERS_ALL), ==, 0); /* nothing is left of it */
  file = set_seller (fixture, " 王记果行 ", "91442000ma4w1x2y3q", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->party->uscc, ==, "91442000MA4W1X2Y3Q");
  g_assert_null (set_seller (fixture, "王记果行", NULL, TRUE, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  /* late: what came in for them was not reported within two days */
  enter (fixture, id, FALSE, "王记果行");
  suima_station_receive (fixture->handle, &receipt, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_sellers (fixture, SUIMA_SELLERS_LATE), ==, 0);
  fixture->now_us += 49 * G_TIME_SPAN_HOUR;
  g_assert_cmpuint (count_sellers (fixture, SUIMA_SELLERS_LATE), ==, 1);
  left = suima_station_leave_seller (fixture->handle, "王记果行", SUIMA_DAY_NONE, NULL, &error);
  g_assert_cmpint (left->keep_until, ==, suima_day_new (2027, 5, 24));
  g_assert_null (suima_station_enter_gate (fixture->handle, fixture_find_batch (fixture, "果2"), TRUE,
                                           "王记果行", NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  fixture->now_us += 180 * G_TIME_SPAN_DAY;
  g_assert_cmpuint (count_sellers (fixture, SUIMA_SELLERS_HERE), ==, 1);
  fixture->now_us += 2 * G_TIME_SPAN_DAY;
  g_assert_cmpuint (count_sellers (fixture, SUIMA_SELLERS_HERE), ==, 0);
  g_assert_cmpuint (count_sellers (fixture, SUIMA_SELLERS_ALL), ==, 1);
}

static void
test_reconcile (void)
{
  static const char *const sheets[] = {
    "集中监管仓台账\n入仓日期,货物名称,检验检疫证号,批号,入仓数量(箱),货主,联系电话\n"
    "2026-11-22,冻南美白虾,４４００２１１２００１２３４５,S-1,100,中山海味,0760-88001234\n"
    "2026-11-22,冻鸡爪,440021120012346,J1,50,中山海味,\n2026-11-21,昨天的货,440021120012000,O1,9,甲,\n"
    "合计,,,,150,,\n",
    "产品名称,入境货物检验检疫证明编号,生产批号,数量,单位,进口商\n"
    "冻南美白虾,440021120012345,S－1,100,箱,南沙进出口\n冻鸡爪,440021120012346,J1,48,箱,南沙进出口\n",
    "品名,证号,批次,数量,单位,供应商,电话\n"
    "冻南美白虾,440021120012345,S-1,100,箱,中山海味,\n冻鸡爪,440021120012346,J1,50,箱,中山海味,\n",
  };
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaReconciliation) made = NULL, signed_one = NULL;
  g_autoptr (json_t) body = NULL;
  g_autoptr (GError) error = NULL;
  const json_t *difference;
  char *paths[3];

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("ledger%u.csv", i);
      paths[i] = fixture_write (fixture, name, sheets[i], -1);
    }
  made = suima_station_reconcile (fixture->handle, (const char *const *)paths, SUIMA_DAY_NONE, &error);
  g_assert_no_error (error);
  body = suima_json_parse (made->body, strlen (made->body), NULL);
  g_assert_cmpint (json_integer_value (json_object_get (body, "matched")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (body, "differences")), ==, 1);
  difference = json_array_get (json_object_get (body, "differences"), 0);
  g_assert_cmpstr (suima_json_get_text (difference, "kind"), ==, "quantity");
  g_assert_cmpstr (suima_json_get_text (difference, "number"), ==, "440021120012346");
  g_assert_cmpuint (json_array_size (json_object_get (difference, "call")), ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (
                       json_array_get (json_object_get (body, "ledgers"), 0), "other_days")), ==, 1);
  g_assert_null (suima_station_sign_reconciliation (fixture->handle, made->id, "", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  signed_one = suima_station_sign_reconciliation (fixture->handle, made->id, "市场员", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signed_one->signed_by, ==, "市场员");
  g_assert_null (suima_station_sign_reconciliation (fixture->handle, made->id, "市场员", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  for (guint i = 0; i < 3; i++)
    g_free (paths[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-market/gate", test_gate);
  g_test_add_func ("/station-market/sample", test_sample);
  g_test_add_func ("/station-market/verdicts", test_verdicts);
  g_test_add_func ("/station-market/board", test_board);
  g_test_add_func ("/station-market/month", test_month);
  g_test_add_func ("/station-market/sellers", test_sellers);
  g_test_add_func ("/station-market/reconcile", test_reconcile);
  return g_test_run ();
}
