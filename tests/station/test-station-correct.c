// SPDX-License-Identifier: Apache-2.0
// What was wrong is corrected by new events; nothing is overwritten.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-station-correct.h"
#include "suima-station-books.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"
#include "suima-station-seller.h"
#include "suima-station-stock.h"
#include "suima-station-ticket.h"
#include "suima-store-stock.h"

#include <string.h>

static const char sheet[] =
    "品名,批号,产地,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号\n"
    "智利车厘子,A1,智利,2026-11-10,2026-12-20,20,箱,南美果业,440120261234561\n";

static Fixture *
new_with_goods (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  return fixture;
}

static gint64
receive (Fixture *fixture)
{
  SuimaReceipt receipt = { .batch_id = fixture_find_batch (fixture, "智利车厘子"),
                           .quantity_milli = 19000, .place = "2号柜", .reason = "少一箱" };
  g_autoptr (GError) error = NULL;
  gint64 seq = suima_station_receive (fixture->handle, &receipt, &error);

  g_assert_no_error (error);
  return seq;
}

static void
assert_whole (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *difference = NULL;
  g_autoptr (SuimaLogReport) report = suima_station_verify (fixture->handle, &error);

  g_assert_no_error (error);
  g_assert_true (report->is_ok);
  g_assert_true (suima_station_replay (fixture->handle, &difference, &error));
  g_assert_cmpstr (difference, ==, NULL);
}

static void
test_undo (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 seq = receive (fixture), batch_id = fixture_find_batch (fixture, "智利车厘子"), again;
  g_autoptr (GPtrArray) labels = fixture_issue (fixture, batch_id, 3, FALSE), now = NULL;
  g_autoptr (SuimaBatchStock) stock = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (json_t) body = NULL;
  g_autoptr (GError) error = NULL;
  guint n_voided = 0;
  SuimaMove sale = { .kind = SUIMA_EVENT_SELL, .batch_id = batch_id, .quantity_milli = 1000,
                     .price_fen = -1 };
  const char *text;

  g_assert_cmpint (suima_station_undo_receipt (fixture->handle, seq, "", NULL, NULL, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  again = suima_station_undo_receipt (fixture->handle, seq, "收错货", "小陈", &n_voided, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_voided, ==, 3);
  now = suima_station_list_items (fixture->handle, batch_id, 0, SUIMA_ITEM_VOID, NULL);
  g_assert_cmpuint (now->len, ==, 3);
  stock = suima_station_get_stock (fixture->handle, batch_id, NULL);
  g_assert_cmpint (stock->balance.received, ==, 0);
  g_assert_cmpint (stock->balance.short_milli, ==, 0);
  g_assert_cmpint (stock->balance.on_hand, ==, 0);
  g_assert_cmpint (suima_balance_get_difference (&stock->balance), ==, 0);
  events = suima_store_get_events (fixture->handle->store, again, 1, NULL);
  text = ((SuimaStoredEvent *)events->pdata[0])->body;
  body = suima_json_parse (text, strlen (text), NULL);
  g_assert_true (suima_event_check (body, &error));
  g_assert_cmpstr (suima_json_get_text (json_object_get (body, "errorDeclaration"), "reason"), ==,
                   "did_not_occur");
  assert_whole (fixture);
  g_assert_cmpint (suima_station_undo_receipt (fixture->handle, seq, "再来", NULL, NULL, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  seq = receive (fixture); /* it may come in again, and then it goes out */
  suima_move_result_free (suima_station_move (fixture->handle, &sale, &error));
  g_assert_no_error (error);
  g_assert_cmpint (suima_station_undo_receipt (fixture->handle, seq, "收错货", NULL, NULL, &error), ==,
                   -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  assert_whole (fixture);
}

/* 证号已被用完: the hub refused the labels; another certificate, and the event goes up anew. */
static void
test_correct_refused (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子"), seq;
  g_autoptr (GPtrArray) labels = fixture_issue (fixture, batch_id, 2, FALSE);
  g_autoptr (GPtrArray) refused = NULL, left = NULL, events = NULL;
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autoptr (GError) error = NULL;
  SuimaCorrection correction = { .kind = SUIMA_PAPER_CONFORMITY, .number = "440120261234999",
                                 .reason = "证号已被用完", .person = "小陈" };
  SuimaStoredEvent *first;
  SuimaSyncStatus status;

  events = suima_store_get_events (fixture->handle->store, 0, 1, NULL);
  first = events->pdata[0];
  g_assert_true (suima_store_refuse_outbox (fixture->handle->store, first->event_id, "证号已被用完",
                                            NULL));
  refused = suima_station_list_refused (fixture->handle, &error);
  g_assert_cmpuint (refused->len, ==, 1);
  correction.seq = ((SuimaRefusedEvent *)refused->pdata[0])->seq;
  g_assert_cmpint (suima_station_correct (fixture->handle, &correction, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID); /* it names no such paper */
  g_clear_error (&error);
  correction.kind = SUIMA_PAPER_INSPECTION;
  seq = suima_station_correct (fixture->handle, &correction, &error);
  g_assert_no_error (error);
  card = fixture_get_card (fixture, "智利车厘子");
  g_assert_cmpstr (card->batch->papers[SUIMA_PAPER_INSPECTION], ==, "440120261234999");
  left = suima_station_list_refused (fixture->handle, &error);
  g_assert_cmpuint (left->len, ==, 0);
  suima_station_get_sync_status (fixture->handle, &status, NULL);
  g_assert_cmpuint (status.refused, ==, 0);
  g_assert_cmpuint (status.pending, ==, 2); /* the paper, and the labels with it */
  g_ptr_array_unref (events);
  events = suima_store_get_events (fixture->handle->store, seq, 1, NULL);
  first = events->pdata[0];
  g_assert_nonnull (strstr (first->body, "440120261234999"));
  g_assert_null (strstr (first->body, "440120261234561"));
  assert_whole (fixture);
}

/* What the hub has is declared wrong, and by what. */
static void
test_correct_sent (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子"), seq;
  g_autoptr (GPtrArray) labels = fixture_issue (fixture, batch_id, 2, FALSE), events = NULL;
  g_autoptr (GError) error = NULL;
  SuimaCorrection correction = { .seq = 0, .kind = SUIMA_PAPER_INSPECTION,
                                 .number = "440120261234999", .reason = "抄错一位" };
  const SuimaStoredEvent *right, *declaration;
  g_autoptr (json_t) body = NULL;
  const json_t *error_declaration;

  suima_store_ack_outbox (fixture->handle->store, 0, 0, fixture->now_us, NULL);
  seq = suima_station_correct (fixture->handle, &correction, &error);
  g_assert_no_error (error);
  events = suima_store_get_events (fixture->handle->store, seq, 2, NULL);
  g_assert_cmpuint (events->len, ==, 2);
  right = events->pdata[0];
  declaration = events->pdata[1];
  body = suima_json_parse (declaration->body, strlen (declaration->body), NULL);
  g_assert_true (suima_event_check (body, &error));
  error_declaration = json_object_get (body, "errorDeclaration");
  g_assert_cmpstr (suima_json_get_text (error_declaration, "reason"), ==, "incorrect_data");
  g_assert_cmpstr (json_string_value (json_array_get (
                       json_object_get (error_declaration, "correctiveEventIDs"), 0)),
                   ==, right->event_id);
  assert_whole (fixture);
}

static void
test_ticket (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *photo = fixture_write (fixture, "photo.jpg", "\xFF\xD8\xFF\xE0 a photo", -1);
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (GError) error = NULL;
  const SuimaTicket *ticket;

  g_assert_cmpint (suima_station_add_ticket (fixture->handle, "X1", " ", NULL, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (suima_station_add_ticket (fixture->handle, "X1", "发霉了", photo, &error), ==, 1);
  g_assert_no_error (error);
  tickets = suima_station_list_tickets (fixture->handle, &error);
  g_assert_cmpuint (tickets->len, ==, 1);
  ticket = tickets->pdata[0];
  g_assert_cmpstr (ticket->words, ==, "发霉了");
  g_assert_cmpuint (ticket->photos->len, ==, 1);
}

static gint64
correct (Fixture *fixture, const char *field, const char *value, gboolean is_voiding, guint *ret_voided,
         GError **error)
{
  SuimaBatchCorrection correction = { .batch_id = fixture_find_batch (fixture, "智利车厘子"),
                                      .field = field, .value = value, .reason = "看错了",
                                      .person = "小陈", .is_voiding = is_voiding };

  return suima_station_correct_batch (fixture->handle, &correction, ret_voided, error);
}

static void
check_wrong (Fixture *fixture, const char *field, const char *value, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (correct (fixture, field, value, TRUE, NULL, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  if (strstr (error->message, words) == NULL)
    g_error ("%s=%s: %s", field, value, error->message);
}

/* Each field that a clerk may mistype; the event says old and new; the rules look again. */
static void
test_batch (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子"), seq;
  static const char *const right[][2] = {
    { "spec", "5kg/箱" },     { "category", "水果" },        { "lot", "Ａ2" },
    { "origin", "浙江平湖" }, { "port", "深圳盐田" },        { "plant", "CHLHZ2400001" },
    { "storage", "冷冻 -18℃" }, { "unit", "件" },          { "supplier", "北美果业" },
    { "importer", "南沙进出口" }, { "producer", "果园" },  { "production", "2026-11-11" },
    { "expiry", "2026-12-24" }, { "arrival", "2026-11-20" },
  };
  g_autoptr (SuimaBatch) batch = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *out = fixture_dup_path (fixture, "pack"), *path = NULL, *csv = NULL;
  g_autoptr (SuimaInspection) pack = NULL;
  SuimaDay today = suima_station_get_today (fixture->handle);
  g_autoptr (GError) error = NULL;

  receive (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      seq = correct (fixture, right[i][0], right[i][1], FALSE, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (seq, >, 0);
    }
  batch = suima_store_get_batch (fixture->handle->store, batch_id, &error);
  g_assert_cmpstr (batch->lot, ==, "A2");
  g_assert_cmpstr (batch->country, ==, "CN");
  g_assert_cmpint (batch->temp_class, ==, SUIMA_TEMP_FROZEN);
  g_assert_cmpstr (batch->papers[SUIMA_PAPER_PLANT], ==, "CHLHZ2400001");
  g_assert_cmpstr (batch->papers[SUIMA_PAPER_INSPECTION], ==, "440120261234561");
  g_assert_cmpint (batch->expiry, ==, suima_day_new (2026, 12, 24));
  g_assert_cmpint (batch->quantity_milli, ==, 20000);
  check_wrong (fixture, "price", "1", "product category spec lot");
  check_wrong (fixture, "lot", "A2", "nothing to correct");
  check_wrong (fixture, "product", " ", "Goods have a name");
  check_wrong (fixture, "expiry", "2026-02-30", "no day");
  check_wrong (fixture, "expiry", "2026-11-01", "contradict");
  check_wrong (fixture, "production", "2026-11-23", "contradict");
  events = suima_store_get_events (fixture->handle->store, 3, 1, NULL);
  g_assert_nonnull (strstr (((SuimaStoredEvent *)events->pdata[0])->body, "\\\"old\\\":\\\"A1\\\""));
  g_assert_nonnull (strstr (((SuimaStoredEvent *)events->pdata[0])->body, "看错了"));
  pack = suima_station_inspect (fixture->handle, today, today, out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pack->corrections, ==, G_N_ELEMENTS (right));
  path = g_build_filename (out, "corrections.csv", NULL);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "lot: A1 → A2"));
  g_assert_nonnull (strstr (csv, "小陈"));
  assert_whole (fixture);
}

/* Labels that say it wrong stand in the way, until they become void with the correction; what is not on
 * a label does not ask for that. */
static void
test_batch_labels (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子");
  g_autoptr (GPtrArray) labels = NULL, dead = NULL;
  g_autoptr (GError) error = NULL;
  guint n_voided = 9;

  receive (fixture);
  labels = fixture_issue (fixture, batch_id, 3, FALSE);
  g_assert_cmpint (correct (fixture, "lot", "A2", FALSE, NULL, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_assert_nonnull (strstr (error->message, "3 labels"));
  g_assert_nonnull (strstr (error->message, "A1"));
  g_clear_error (&error);
  g_assert_cmpint (correct (fixture, "port", "深圳盐田", FALSE, &n_voided, &error), >, 0);
  g_assert_cmpuint (n_voided, ==, 0);
  g_assert_cmpint (correct (fixture, "lot", "A2", TRUE, &n_voided, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (n_voided, ==, 3);
  dead = suima_station_list_items (fixture->handle, batch_id, 0, SUIMA_ITEM_VOID, NULL);
  g_assert_cmpuint (dead->len, ==, 3);
  assert_whole (fixture);
}

/* A lot with a product number has its name in events by both; the stock goes on under the new one. */
static void
test_batch_gtin (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaMove sale = { .kind = SUIMA_EVENT_SELL, .quantity_milli = 1000, .price_fen = -1 };
  g_autoptr (GError) error = NULL;
  SuimaReceipt receipt = { .place = "2号柜" };

  suima_import_free (fixture_import_text (fixture, "gtin.csv",
                                          "品名,批号,产地,条码,数量,单位,入境货物检验检疫证明编号\n"
                                          "智利车厘子,A1,智利,6901234567892,20,箱,440120261234561\n"));
  sale.batch_id = receipt.batch_id = fixture_find_batch (fixture, "智利车厘子");
  suima_station_receive (fixture->handle, &receipt, &error);
  g_assert_no_error (error);
  g_assert_cmpint (correct (fixture, "lot", "A2", FALSE, NULL, &error), >, 0);
  assert_whole (fixture);
  suima_move_result_free (suima_station_move (fixture->handle, &sale, &error));
  g_assert_no_error (error);
  assert_whole (fixture);
  check_wrong (fixture, "unit", "件", "the unit stays");
}

/* The right lot was called back: the correction locks it. */
static void
test_batch_recalled (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子");
  g_autoptr (SuimaRecallCriteria) criteria = suima_recall_criteria_new ();
  const char *lots[] = { "A2", NULL };
  SuimaRecallRequest request = { .title = "车厘子", .recall_class = 2, .criteria = criteria };
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  criteria->lots = g_strdupv ((char **)lots);
  g_assert_cmpint (suima_station_open_recall (fixture->handle, &request, &error), >, 0);
  before = suima_store_get_lock_of (fixture->handle->store, batch_id, "recall", NULL);
  g_assert_null (before);
  g_assert_cmpint (correct (fixture, "lot", "A2", FALSE, NULL, &error), >=, 0);
  after = suima_store_get_lock_of (fixture->handle->store, batch_id, "recall", NULL);
  g_assert_cmpstr (after, ==, "车厘子");
}

/* A seller's file: who, when, what it said before; of his number only what everybody may see. */
static void
test_seller (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaParty party = { .name = (char *)"王记果行", .phone = (char *)"13812341234",
                       .licence_to = suima_day_new (2026, 12, 1), .agreement_to = SUIMA_DAY_NONE,
                       .left_on = SUIMA_DAY_NONE };
  g_autoptr (SuimaSellerFile) file = NULL, changed = NULL, same = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  const char *body;

  file = suima_station_set_seller (fixture->handle, &party, TRUE, "市场员", &error);
  g_assert_no_error (error);
  party.phone = (char *)"13912349999";
  party.licence_to = suima_day_new (2027, 12, 1);
  changed = suima_station_set_seller (fixture->handle, &party, FALSE, "市场员", &error);
  same = suima_station_set_seller (fixture->handle, &party, FALSE, "市场员", &error);
  g_assert_no_error (error);
  events = suima_store_get_events (fixture->handle->store, 0, 9, NULL);
  g_assert_cmpuint (events->len, ==, 2); /* nothing changed the third time */
  body = ((SuimaStoredEvent *)events->pdata[1])->body;
  g_assert_nonnull (strstr (body, "2026-12-01"));
  g_assert_nonnull (strstr (body, "2027-12-01"));
  g_assert_nonnull (strstr (body, "138****1234"));
  g_assert_null (strstr (body, "13812341234"));
  g_assert_null (strstr (body, "市场员"));
  assert_whole (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/correct/undo", test_undo);
  g_test_add_func ("/station/correct/refused", test_correct_refused);
  g_test_add_func ("/station/correct/ticket", test_ticket);
  g_test_add_func ("/station/correct/sent", test_correct_sent);
  g_test_add_func ("/station/correct/batch", test_batch);
  g_test_add_func ("/station/correct/batch-labels", test_batch_labels);
  g_test_add_func ("/station/correct/batch-gtin", test_batch_gtin);
  g_test_add_func ("/station/correct/batch-recalled", test_batch_recalled);
  g_test_add_func ("/station/correct/seller", test_seller);
  return g_test_run ();
}
