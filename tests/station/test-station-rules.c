// SPDX-License-Identifier: Apache-2.0
// A supervisor's word, what was decided, and what a shopper never sees.
#include "run-shop.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-station-papers.h"
#include "suima-station-private.h"
#include "suima-station-rules.h"
#include "suima-station-stock.h"
#include "suima-station-transform.h"
#include "suima-words.h"

#include <string.h>

#define NAME "王店长"
#define PIN "402917"
#define RULE "shop/conformity"
#define PRODUCT "平湖西瓜"

static const char sheet[] =
    "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,供货商电话,备注\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,20,箱,张小明,13812341234,找李四 13912341234\n"
    "平湖甜瓜,5kg/个,M1,浙江平湖,2026-11-01,2026-11-21,20,箱,张小明,13812341234,\n";

/* Two rules of the shop's own: the one may be let pass, the other not. */
static const char policy[] =
    "{\"id\":\"shop\",\"rows\":[{\"id\":\"" RULE "\",\"jurisdiction\":\"CN-4420\","
    "\"goods_class\":\"domestic\",\"event\":\"print,sell\","
    "\"requirement\":\"paper:conformity,animal-quarantine,test-report\","
    "\"parameters\":{\"override\":%s},\"source\":\"店规\"}]}";

static void
add_policy (Fixture *fixture, const char *name, const char *override)
{
  g_autofree char *text = g_strdup_printf (policy, override);
  g_autofree char *path = fixture_write (fixture, name, text, -1);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_station_add_policy (fixture->handle, path, &problems, &error), ==, 1);
  g_assert_no_error (error);
}

static Fixture *
new_with_melons (const char *override)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  add_policy (fixture, "shop.json", override);
  g_assert_true (suima_station_add_supervisor (fixture->handle, NAME, PIN, NULL, NULL, NULL));
  return fixture;
}

static void
assert_override (Fixture *fixture, const char *rule, const char *pin, const char *reason, int code)
{
  SuimaOverrideRequest request = {
    .batch_id = fixture_find_batch (fixture, PRODUCT),
    .rule = rule,
    .supervisor = NAME,
    .pin = pin,
    .reason = reason,
  };
  g_autoptr (GError) error = NULL;
  gint64 seq = suima_station_override (fixture->handle, &request, &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, code);
  g_assert_cmpint (seq >= 0, ==, code == 0);
}

static SuimaMoveResult *
sell (Fixture *fixture, const char *product, GError **error)
{
  SuimaMove move = { .kind = SUIMA_EVENT_SELL,
                     .batch_id = fixture_find_batch (fixture, product),
                     .quantity_milli = 1000,
                     .party = "好味饭店",
                     .price_fen = 6688,
                     .person = "赵小六" };

  return suima_station_move (fixture->handle, &move, error);
}

static void
assert_sold (Fixture *fixture, const char *product, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaMoveResult) result = sell (fixture, product, &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, code);
}

static void
test_override (void)
{
  g_autoptr (Fixture) fixture = new_with_melons ("true");
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autofree char *sentence = NULL;
  const SuimaFinding *finding;

  assert_sold (fixture, PRODUCT, SUIMA_ERROR_BLOCKED);
  assert_override (fixture, RULE, PIN, "  ", SUIMA_ERROR_INVALID);
  assert_override (fixture, RULE, NULL, "证在路上", SUIMA_ERROR_DENIED);
  assert_override (fixture, RULE, "730158", "证在路上", SUIMA_ERROR_PIN_WRONG);
  assert_override (fixture, "national-2023/origin", PIN, "证在路上", SUIMA_ERROR_NOT_FOUND);
  assert_sold (fixture, PRODUCT, SUIMA_ERROR_BLOCKED);
  assert_override (fixture, RULE, PIN, "证在路上", 0);
  assert_override (fixture, RULE, PIN, "证在路上", SUIMA_ERROR_EXISTS);
  card = fixture_get_card (fixture, PRODUCT);
  finding = fixture_find_finding (card, RULE);
  sentence = suima_words_finding (finding);
  g_assert_cmpint (finding->kind, ==, SUIMA_FINDING_OVERRIDDEN);
  g_assert_cmpint (card->status, ==, SUIMA_BATCH_READY);
  g_assert_nonnull (strstr (sentence, NAME));
  g_assert_nonnull (strstr (sentence, "证在路上"));
  assert_sold (fixture, PRODUCT, 0);
  assert_sold (fixture, "平湖甜瓜", SUIMA_ERROR_BLOCKED); /* expired, and nobody let it pass */
}

/* On the record: event, approval, and the name at home alone. */
static void
test_override_is_recorded (void)
{
  g_autoptr (Fixture) fixture = new_with_melons ("true");
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SuimaLogReport) report = NULL;
  const SuimaStoredEvent *event;

  assert_override (fixture, RULE, PIN, "证在路上", 0);
  events = suima_store_get_events (fixture->handle->store, 0, 10, NULL);
  event = g_ptr_array_index (events, events->len - 1);
  g_assert_cmpint (event->kind, ==, SUIMA_EVENT_OVERRIDE);
  g_assert_nonnull (strstr (event->body, "\"suima:rule\":\"" RULE "\""));
  g_assert_nonnull (strstr (event->body, "证在路上"));
  g_assert_null (strstr (event->body, NAME));
  report = suima_station_verify (fixture->handle, NULL);
  g_assert_true (report->is_ok);
  fixture_close (fixture);
  fixture_run_sql (fixture, "CREATE TEMP TABLE t (n CHECK (n = 1)); INSERT INTO t SELECT count(*) FROM"
                            " approval JOIN batch_override USING (seq) JOIN event_person USING (seq)"
                            " WHERE supervisor = '" NAME "' AND person = '" NAME "'");
  fixture_open (fixture);
}

static void
test_no_override (void)
{
  g_autoptr (Fixture) fixture = new_with_melons ("false");
  SuimaOverrideRequest request = { fixture_find_batch (fixture, PRODUCT), RULE, NAME, PIN, "急" };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_station_override (fixture->handle, &request, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_assert_nonnull (strstr (error->message, RULE));
  g_clear_error (&error);
  request.batch_id = fixture_find_batch (fixture, "平湖甜瓜");
  request.rule = "national-2023/shelf-life";
  g_assert_cmpint (suima_station_override (fixture->handle, &request, &error), ==, -1);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  assert_sold (fixture, PRODUCT, SUIMA_ERROR_BLOCKED);
}

/* No shipped rule that blocks may be let pass: they are all the law's. */
static void
test_shipped_rules (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  const SuimaPolicy *rules = suima_station_get_policy (fixture->handle);

  for (guint i = 0; i < rules->rows->len; i++)
    g_assert_false (((SuimaPolicyRow *) rules->rows->pdata[i])->may_override);
}

/* Taken back by the policy, it blocks again; what was decided stays as it was. */
static void
test_decisions (void)
{
  g_autoptr (Fixture) fixture = new_with_melons ("true");
  gint64 batch_id = fixture_find_batch (fixture, PRODUCT);
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  gboolean is_told = FALSE;

  assert_override (fixture, RULE, PIN, "证在路上", 0);
  assert_sold (fixture, PRODUCT, 0);
  before = suima_station_list_decisions (fixture->handle, batch_id, NULL);
  g_assert_cmpuint (before->len, >, 2);
  assert_sold (fixture, PRODUCT, 0); /* nothing new that day */
  add_policy (fixture, "later.json", "false");
  assert_sold (fixture, PRODUCT, SUIMA_ERROR_BLOCKED);
  after = suima_station_list_decisions (fixture->handle, batch_id, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < after->len; i++)
    {
      const SuimaDecision *decision = g_ptr_array_index (after, i);
      g_autofree char *words = suima_words_decision (decision);
      g_assert_cmpstr (decision->act, ==, "sell");
      g_assert_cmpint (decision->seq, >=, 0);
      g_assert_nonnull (strstr (words, "22 Nov 2026"));
      if (strcmp (decision->finding->rule, RULE) != 0)
        continue;
      is_told = TRUE;
      g_assert_cmpint (decision->finding->kind, ==, SUIMA_FINDING_OVERRIDDEN);
      g_assert_cmpstr (decision->finding->by, ==, NAME);
      g_assert_cmpstr (decision->finding->source, ==, "店规");
      g_assert_nonnull (strstr (words, "证在路上"));
    }
  g_assert_true (is_told);
}

/* Print and transform leave theirs, too. */
static void
test_decisions_of_acts (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  g_autoptr (SuimaPrintResult) result = run_shop_print (shop, 1, NULL);
  const char *codes[] = { ((SuimaItem *) result->items->pdata[0])->uri, NULL };
  SuimaTransformRequest request = {
    .kind = SUIMA_TRANSFORM_SPLIT, .codes = codes, .unit = "盒", .input_milli = 24000,
    .output_milli = 24000, .expiry = SUIMA_DAY_NONE
  };
  g_autoptr (GPtrArray) decisions = NULL;
  g_autoptr (GError) error = NULL;
  guint printed = 0, worked_up = 0;

  suima_station_transform (shop->fixture->handle, &request, &error);
  g_assert_no_error (error);
  decisions = suima_station_list_decisions (shop->fixture->handle, shop->batch_id, NULL);
  for (guint i = 0; i < decisions->len; i++)
    {
      const SuimaDecision *decision = g_ptr_array_index (decisions, i);
      printed += strcmp (decision->act, "print") == 0 && decision->run_id == result->run_id;
      worked_up += strcmp (decision->act, "transform") == 0 && decision->seq >= 0;
    }
  g_assert_cmpuint (printed, >, 0);
  g_assert_cmpuint (worked_up, >, 0);
}

static void
assert_hidden (const char *where, const char *text)
{
  static const char *const secrets[] = { "13812341234", "13912341234", "好味饭店", "赵小六",
                                         "张小明",      "2号柜",       "66.88",    "6688", NAME };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (secrets); i++)
    if (strstr (text, secrets[i]) != NULL)
      g_error ("%s shows %s: %s", where, secrets[i], text);
}

static void
assert_movement_hidden (const SuimaMovement *movement)
{
  g_assert_cmpint (movement->price_fen, ==, -1);
  g_assert_cmpint (movement->quantity_milli, ==, 0);
  g_assert_cmpint (movement->party_id, ==, 0);
  g_assert_cmpstr (movement->party, ==, "");
  g_assert_cmpstr (movement->to_place, ==, "");
  g_assert_cmpstr (movement->from_place, ==, "");
  assert_hidden ("movement", movement->person);
  assert_hidden ("movement", movement->reason);
}

static void
test_consumer (void)
{
  g_autoptr (Fixture) fixture = new_with_melons ("true");
  SuimaStation *station = fixture->handle;
  gint64 batch_id = fixture_find_batch (fixture, PRODUCT);
  SuimaReceipt receipt = { .batch_id = batch_id, .place = "2号柜", .person = "赵小六" };
  SuimaMovementFilter filter = { .batch_id = batch_id };
  g_autoptr (GPtrArray) issued = NULL, items = NULL, movements = NULL, decisions = NULL;
  g_autoptr (SuimaBatchStock) stock = NULL;
  g_autoptr (SuimaItemTrace) trace = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  const char *code;

  assert_override (fixture, RULE, PIN, "找王店长", 0);
  g_assert_cmpint (suima_station_receive (station, &receipt, NULL), >=, 0);
  assert_sold (fixture, PRODUCT, 0);
  issued = fixture_issue (fixture, batch_id, 1, FALSE);
  code = ((SuimaItem *) issued->pdata[0])->uri;
  suima_station_sign_in (station, SUIMA_ROLE_CONSUMER, NULL, NULL, NULL);
  items = suima_station_list_items (station, batch_id, 0, 0, NULL);
  movements = suima_station_list_movements (station, &filter, NULL);
  decisions = suima_station_list_decisions (station, batch_id, NULL);
  stock = suima_station_get_stock (station, batch_id, NULL);
  trace = suima_station_trace (station, code, SUIMA_TRACE_BACK, NULL);
  lookup = suima_station_scan_text (station, code, NULL);
  g_assert_cmpuint (items->len, ==, 0);
  g_assert_cmpuint (movements->len, ==, 2);
  for (guint i = 0; i < movements->len; i++)
    assert_movement_hidden (movements->pdata[i]);
  g_assert_cmpuint (decisions->len, >, 0);
  for (guint i = 0; i < decisions->len; i++)
    {
      g_autofree char *words = suima_words_decision (decisions->pdata[i]);
      assert_hidden ("decision", words);
    }
  g_assert_cmpuint (stock->lines->len, ==, 0);
  g_assert_cmpint (stock->balance.on_hand, ==, 0);
  g_assert_cmpint (stock->expected_milli, ==, 0);
  g_assert_cmpint (trace->item->quantity_milli, ==, 0);
  g_assert_cmpint (lookup->item->quantity_milli, ==, 0);
  for (guint i = 0; i < trace->steps->len; i++)
    assert_hidden ("trace", ((SuimaTraceStep *) trace->steps->pdata[i])->body);
}

/* What a movement's event says to a shopper, by its JSON. */
static void
test_event_mask (void)
{
  static const char body[] =
      "{\"type\":\"ObjectEvent\",\"epcList\":[\"e\"],\"quantityList\":[{\"quantity\":3}],"
      "\"suima:lot\":\"l\",\"suima:quantity\":\"3\",\"suima:fromPlace\":\"2号柜\","
      "\"suima:place\":\"2号柜\",\"suima:party\":\"好味饭店\",\"suima:owner\":\"张小明\","
      "\"suima:inputs\":\"[{\\\"place\\\":\\\"2号柜\\\"}]\",\"suima:tester\":\"赵小六\","
      "\"suima:price\":6688}";
  g_autoptr (json_t) event = suima_json_parse (body, strlen (body), NULL);
  g_autofree char *text = NULL;

  g_assert_false (suima_mask_event (event, SUIMA_ROLE_OWNER));
  g_assert_true (suima_mask_event (event, SUIMA_ROLE_CONSUMER));
  g_assert_false (suima_mask_event (event, SUIMA_ROLE_CONSUMER));
  text = suima_json_to_text (event);
  assert_hidden ("event", text);
  g_assert_cmpstr (text, ==, "{\"type\":\"ObjectEvent\",\"epcList\":[\"e\"],\"suima:lot\":\"l\","
                             "\"suima:tester\":\"赵*\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-rules/override", test_override);
  g_test_add_func ("/station-rules/override-is-recorded", test_override_is_recorded);
  g_test_add_func ("/station-rules/no-override", test_no_override);
  g_test_add_func ("/station-rules/shipped-rules", test_shipped_rules);
  g_test_add_func ("/station-rules/decisions", test_decisions);
  g_test_add_func ("/station-rules/decisions-of-acts", test_decisions_of_acts);
  g_test_add_func ("/station-rules/consumer", test_consumer);
  g_test_add_func ("/station-rules/event-mask", test_event_mask);
  return g_test_run ();
}
