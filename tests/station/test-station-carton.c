// SPDX-License-Identifier: Apache-2.0
// Cartons with codes of their own: received by them, never labelled twice, split into children.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-adopt.h"
#include "suima-station-carton.h"
#include "suima-station-papers.h"
#include "suima-station-stock.h"
#include "suima-station-transform.h"

#include <string.h>

#define FNC1 "\x1d"

static GArray *
receive (Fixture *fixture, const char *const *codes, const char *product, GError **error)
{
  SuimaCartonReceipt receipt = {
    .codes = codes, .product = product, .supplier = "广州进出口", .place = "1号库"
  };

  return suima_station_receive_cartons (fixture->handle, &receipt, error);
}

static void
test_weights (void)
{
  static const char *const codes[] = {
    "]C101069012345678923102002045112610011726123110A1" FNC1 "21C001",
    "(01)06901234567892(3102)002100(11)261001(17)261231(10)A1(21)C002", NULL
  };
  static const char *const next[] = {
    "]C101069012345678923102001000112610051727010110A2" FNC1 "21C003", NULL
  };
  static const char *const again[] = { codes[1], NULL };
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GArray) batches = NULL, later = NULL;
  g_autoptr (SuimaBatchCard) card = NULL, later_card = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (receive (fixture, codes, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID); /* what is it? */
  g_clear_error (&error);
  batches = receive (fixture, codes, "冻南美白虾", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);
  card = suima_station_get_batch (fixture->handle, g_array_index (batches, gint64, 0), NULL);
  g_assert_cmpstr (card->batch->lot, ==, "A1");
  g_assert_cmpstr (card->batch->unit, ==, "kg");
  g_assert_cmpint (card->batch->quantity_milli, ==, 41450);
  g_assert_cmpint (card->batch->expiry, ==, suima_day_new (2026, 12, 31));
  items = suima_station_list_items (fixture->handle, card->batch->id, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpint (((SuimaItem *)items->pdata[0])->origin, ==, SUIMA_ORIGIN_ADOPTED);
  lookup = suima_station_scan_text (fixture->handle, codes[0], NULL);
  g_assert_nonnull (lookup->item);
  g_assert_cmpint (lookup->item->quantity_milli, ==, 20450);
  g_assert_cmpstr (lookup->verdict, ==, "genuine");
  g_assert_null (receive (fixture, again, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  later = receive (fixture, next, NULL, &error); /* the number is known now */
  g_assert_no_error (error);
  later_card = suima_station_get_batch (fixture->handle, g_array_index (later, gint64, 0), NULL);
  g_assert_cmpstr (later_card->batch->product, ==, "冻南美白虾");
  g_assert_cmpint (later_card->batch->quantity_milli, ==, 10000);
}

static void
test_refusals (void)
{
  static const char *const texts[] = { "6901234567892", "(01)06901234567893(10)A1", "hello",
                                       "(10)A1", "]C101069012345678923102XX2045",
                                       "010690123456789210A1172612311727010121X" }; /* where does the lot end? */
  g_autoptr (Fixture) fixture = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *codes[] = { texts[i], NULL };
      g_autoptr (GError) error = NULL;
      g_assert_null (receive (fixture, codes, "虾", &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

/* A count, and cartons without a serial: one for each. */
static void
test_counts (void)
{
  static const char *const counted[] = { "(02)06901234567892(37)24(10)B1", NULL };
  static const char *const plain[] = { "(01)16901234567899(10)B2", "(01)16901234567899(10)B2", NULL };
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GArray) first = NULL, second = NULL;
  g_autoptr (SuimaBatchCard) card = NULL, other = NULL;
  g_autoptr (GError) error = NULL;

  first = receive (fixture, counted, "酸奶", &error);
  g_assert_no_error (error);
  card = suima_station_get_batch (fixture->handle, g_array_index (first, gint64, 0), NULL);
  g_assert_cmpint (card->batch->quantity_milli, ==, 24000);
  second = receive (fixture, plain, "酸奶箱", &error);
  g_assert_no_error (error);
  other = suima_station_get_batch (fixture->handle, g_array_index (second, gint64, 0), NULL);
  g_assert_cmpint (other->batch->quantity_milli, ==, 2000);
  g_assert_cmpstr (other->batch->unit, ==, "箱");
}

static SuimaBatchCard *
get_card (Fixture *fixture, const SuimaCartonReceipt *receipt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) batches = suima_station_receive_cartons (fixture->handle, receipt, &error);

  g_assert_no_error (error);
  return suima_station_get_batch (fixture->handle,
                                  g_array_index (batches, gint64, batches->len - 1), NULL);
}

/* What the person says goes before what the codes say; what a lot has of its own is not the next
 * lot's. */
static void
test_said (void)
{
  static const char *const two_lots[] = { "(01)06901234567892(3102)002000(10)A1(15)261231(13)261101(21)C1",
                                          "(01)06901234567892(3102)001000(10)A2(15)261231(13)261101(21)C2",
                                          NULL };
  static const char *const half[] = { "(01)06901234567892(3102)002000(10)A3",
                                      "(01)06901234567892(10)A3", NULL };
  static const char *const coming[] = { "(01)06901234567892(3102)002000(10)A4(21)C4", NULL };
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaBatchCard) second = NULL, said = NULL, expected = NULL;
  g_autoptr (SuimaBatchStock) stock = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SuimaDocument) paper = NULL;
  g_autoptr (GError) error = NULL;
  SuimaDocument inspection = { .kind = SUIMA_PAPER_INSPECTION, .number = (char *)"440120261234561",
                               .issued = SUIMA_DAY_NONE, .valid_to = SUIMA_DAY_NONE };
  SuimaCartonReceipt receipt = { .codes = two_lots, .product = "冻虾", .supplier = "广州进出口",
                                 .place = "1号库" };

  second = get_card (fixture, &receipt);
  g_assert_cmpstr (second->batch->lot, ==, "A2");
  g_assert_cmpint (second->batch->quantity_milli, ==, 10000);
  g_assert_cmpint (second->batch->expiry, ==, suima_day_new (2026, 12, 31));
  g_assert_cmpint (second->batch->production, ==, suima_day_new (2026, 11, 1));
  g_assert_cmpstr (second->batch->supplier, ==, "广州进出口");
  stock = suima_station_get_stock (fixture->handle, second->batch->id, NULL);
  g_assert_cmpstr (((SuimaStockLine *)stock->lines->pdata[0])->place, ==, "1号库");
  paper = suima_station_add_paper (fixture->handle, &inspection, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (suima_station_use_paper (fixture->handle, paper->id, second->batch->id, 0, NULL,
                                          &error));
  receipt.codes = half; /* one of two says its weight: none is the sum */
  receipt.product = receipt.supplier = NULL;
  receipt.quantity_milli = 7000;
  receipt.unit = "箱";
  said = get_card (fixture, &receipt);
  g_assert_cmpint (said->batch->quantity_milli, ==, 7000);
  g_assert_cmpstr (said->batch->unit, ==, "箱");
  g_assert_cmpstr (said->batch->supplier, ==, "广州进出口");
  g_assert_null (said->batch->papers[SUIMA_PAPER_INSPECTION]);
  receipt = (SuimaCartonReceipt){ .codes = coming, .is_expected = TRUE };
  expected = get_card (fixture, &receipt);
  g_assert_cmpstr (expected->batch->unit, ==, "箱"); /* as the last time */
  g_assert_cmpint (expected->batch->quantity_milli, ==, 1000);
  items = suima_station_list_items (fixture->handle, expected->batch->id, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0);
}

/* One of two that says its weight is no weight of both. */
static void
test_half_weighed (void)
{
  static const char *const half[] = { "(01)06901234567892(3102)002000(10)A3",
                                      "(01)06901234567892(10)A3", NULL };
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaCartonReceipt receipt = { .codes = half, .product = "冻虾" };
  g_autoptr (SuimaBatchCard) card = get_card (fixture, &receipt);

  g_assert_cmpint (card->batch->quantity_milli, ==, 2000);
  g_assert_cmpstr (card->batch->unit, ==, "箱");
}

static const char sheet[] =
    "品名,批号,产地,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号\n"
    "智利车厘子,A1,智利,2026-11-10,2026-12-20,3,箱,南美果业,440120261234561\n";

static gint64
print_labels (Fixture *fixture, gint64 batch_id, guint count, GError **error)
{
  SuimaPrintRequest request = {
    .batch_id = batch_id, .count = count, .printer = "ipp://127.0.0.1:9/ipp/print"
  };
  g_autoptr (SuimaPrintResult) result =
      suima_station_print (fixture->handle, &request, NULL, NULL, NULL, error);

  return result != NULL ? result->run_id : 0;
}

static void
test_adopt (void)
{
  static const char *const two[] = { "https://example.gd.gov.cn/t/0001", "https://example.gd.gov.cn/t/0002",
                                     NULL };
  static const char *const third[] = { "https://example.gd.gov.cn/t/0003", NULL };
  static const char *const known[] = { two[0], NULL };
  static const char *const number[] = { "6901234567892", NULL };
  g_autoptr (Fixture) fixture = fixture_new ();
  gint64 batch_id, pieces_id;
  g_autoptr (GPtrArray) items = NULL, last = NULL, pieces = NULL;
  g_autoptr (SuimaItemTrace) trace = NULL;
  g_autoptr (SuimaMoveResult) sold = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *difference = NULL;
  SuimaAdoption adoption = { .codes = two, .person = "小陈" };
  SuimaTransformRequest split = { .kind = SUIMA_TRANSFORM_SPLIT, .codes = known, .unit = "盒",
                                  .input_milli = 24000, .output_milli = 24000,
                                  .expiry = SUIMA_DAY_NONE };
  SuimaMove sale = { .kind = SUIMA_EVENT_SELL, .codes = third, .price_fen = -1 };

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  adoption.batch_id = batch_id = fixture_find_batch (fixture, "智利车厘子");
  items = suima_station_adopt (fixture->handle, &adoption, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((SuimaItem *)items->pdata[1])->uri, ==, two[1]);
  adoption.codes = known;
  g_assert_null (suima_station_adopt (fixture->handle, &adoption, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  g_clear_error (&error);
  adoption.codes = number;
  g_assert_null (suima_station_adopt (fixture->handle, &adoption, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  print_labels (fixture, batch_id, 2, &error); /* one box is left without a code */
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  adoption.codes = third;
  last = suima_station_adopt (fixture->handle, &adoption, &error);
  g_assert_no_error (error);
  print_labels (fixture, batch_id, 1, &error);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  pieces_id = suima_station_transform (fixture->handle, &split, &error);
  g_assert_no_error (error);
  pieces = fixture_issue (fixture, pieces_id, 2, FALSE);
  trace = suima_station_trace (fixture->handle, ((SuimaItem *)pieces->pdata[0])->uri,
                               SUIMA_TRACE_BACK, &error);
  g_assert_cmpuint (trace->parents->len, ==, 1);
  g_assert_cmpstr (((SuimaItem *)trace->parents->pdata[0])->uri, ==, two[0]);
  sold = suima_station_move (fixture->handle, &sale, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((SuimaItem *)sold->items->pdata[0])->state, ==, SUIMA_ITEM_SOLD);
  g_assert_true (suima_station_replay (fixture->handle, &difference, &error));
  g_assert_cmpstr (difference, ==, NULL);
}

static SuimaBatchCard *
receive_one (Fixture *fixture, const char *code, const char *product)
{
  const char *const codes[] = { code, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) batches = receive (fixture, codes, product, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);
  return suima_station_get_batch (fixture->handle, g_array_index (batches, gint64, 0), NULL);
}

/* AI 422: where this carton comes from, whatever the last one of its number said. */
static void
test_country (void)
{
  static const char *const mixed[] = { "(01)06901234567892(10)C1(422)218",
                                       "(01)06901234567892(10)C1(422)356", NULL };
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaBatchCard) first = NULL, silent = NULL, other = NULL, far = NULL, none = NULL;
  g_autoptr (GArray) batches = NULL;
  g_autoptr (GError) error = NULL;

  first = receive_one (fixture, "]C1010690123456789210A1" FNC1 "422218", "冻南美白虾");
  g_assert_cmpstr (first->batch->country, ==, "EC");
  g_assert_cmpstr (first->batch->origin, ==, "厄瓜多尔");
  silent = receive_one (fixture, "(01)06901234567892(10)A2", NULL);
  g_assert_cmpstr (silent->batch->country, ==, "EC");
  g_assert_cmpstr (silent->batch->origin, ==, "厄瓜多尔");
  other = receive_one (fixture, "(01)06901234567892(10)A3(422)356", NULL);
  g_assert_cmpstr (other->batch->country, ==, "IN");
  g_assert_cmpstr (other->batch->origin, ==, "印度");
  far = receive_one (fixture, "(01)06901234567892(10)A4(422)548", NULL);
  g_assert_cmpstr (far->batch->country, ==, "VU");
  g_assert_null (far->batch->origin);
  none = receive_one (fixture, "(01)06901234567892(10)A5(422)999", NULL);
  g_assert_cmpstr (none->batch->country, ==, "VU"); /* no country's number: as the last time */
  batches = receive (fixture, mixed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 2); /* one lot of two countries is two batches */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/carton/weights", test_weights);
  g_test_add_func ("/station/carton/refusals", test_refusals);
  g_test_add_func ("/station/carton/counts", test_counts);
  g_test_add_func ("/station/carton/said", test_said);
  g_test_add_func ("/station/carton/half-weighed", test_half_weighed);
  g_test_add_func ("/station/carton/adopt", test_adopt);
  g_test_add_func ("/station/carton/country", test_country);
  return g_test_run ();
}
