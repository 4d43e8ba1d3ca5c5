// SPDX-License-Identifier: Apache-2.0
// The same question from different persons.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-private.h"

#include <string.h>

#define DELIVERY                                                                                   \
  "品名,批号,产地,供货商,供货商电话,数量,单位,备注\n"                          \
  "平湖芦笋,L1,浙江平湖,张小明,13812341234,20,箱,找李四 13912341234\n"

static Fixture *
new_with_asparagus (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (fixture, "a.csv", DELIVERY);

  g_assert_cmpuint (import->batches, ==, 1);
  return fixture;
}

static void
assert_card (Fixture *fixture,
             SuimaRole role,
             const char *supplier,
             const char *phone,
             gint64 quantity_milli)
{
  g_autoptr (SuimaBatchCard) card = NULL;

  suima_station_set_role (fixture->handle, role);
  card = fixture_get_card (fixture, "平湖芦笋");
  g_assert_cmpstr (card->batch->supplier, ==, supplier);
  g_assert_cmpstr (card->batch->supplier_phone, ==, phone);
  g_assert_cmpint (card->batch->quantity_milli, ==, quantity_milli);
  g_assert_cmpstr (card->batch->product, ==, "平湖芦笋");
}

static void
test_batch (void)
{
  g_autoptr (Fixture) fixture = new_with_asparagus ();

  g_assert_cmpint (suima_station_get_role (fixture->handle), ==, SUIMA_ROLE_CLERK);
  assert_card (fixture, SUIMA_ROLE_CONSUMER, "张*", "138****1234", 0);
  assert_card (fixture, SUIMA_ROLE_CLERK, "张小明", "13812341234", 20000);
  assert_card (fixture, SUIMA_ROLE_OWNER, "张小明", "13812341234", 20000);
  assert_card (fixture, SUIMA_ROLE_OPERATOR, "张小明", "138****1234", 20000);
  assert_card (fixture, SUIMA_ROLE_REGULATOR, "张小明", "138****1234", 20000);
}

/* A shopper sees neither by the scan nor by the history what the batch's page hides. */
static void
test_scan_and_trace (void)
{
  g_autoptr (Fixture) fixture = new_with_asparagus ();
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, "平湖芦笋"), 1, FALSE);
  const SuimaItem *item = g_ptr_array_index (items, 0);
  g_autoptr (SuimaItem) voided =
      suima_station_void (fixture->handle, item->uri, "撕坏,找王五 13712341234", NULL);
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (SuimaItemTrace) full = NULL, trace = NULL;

  full = suima_station_trace (fixture->handle, item->uri, SUIMA_TRACE_BACK, NULL);
  suima_station_set_role (fixture->handle, SUIMA_ROLE_CONSUMER);
  lookup = suima_station_scan_text (fixture->handle, item->uri, NULL);
  trace = suima_station_trace (fixture->handle, item->uri, SUIMA_TRACE_BACK, NULL);
  g_assert_nonnull (voided);
  g_assert_cmpstr (lookup->verdict, ==, "void");
  g_assert_cmpstr (lookup->batch->supplier, ==, "张*");
  g_assert_null (lookup->batch->remark);
  g_assert_cmpstr (trace->batch->supplier_phone, ==, "138****1234");
  g_assert_cmpuint (trace->steps->len, >, 0);
  g_assert_cmpuint (trace->steps->len, ==, full->steps->len);
  for (guint i = 0; i < trace->steps->len; i++)
    {
      const char *body = ((SuimaTraceStep *)trace->steps->pdata[i])->body;
      g_assert_null (strstr (body, "张小明"));
      g_assert_null (strstr (body, "13712341234"));
      g_assert_null (strstr (body, "suima:quantity"));
    }
  g_assert_nonnull (
      strstr (((SuimaTraceStep *)full->steps->pdata[full->steps->len - 1])->body, "13712341234"));
}

static char *
reveal (Fixture *fixture, SuimaRole role, const char *field, const char *reason, int code)
{
  g_autoptr (GError) error = NULL;
  char *text;

  suima_station_set_role (fixture->handle, role);
  text = suima_station_reveal (fixture->handle, fixture_find_batch (fixture, "平湖芦笋"), field,
                               reason, "王五", &error);
  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, code);
  return text;
}

static guint
count_reveals (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reveals = suima_station_list_reveals (fixture->handle, &error);

  g_assert_no_error (error);
  return reveals->len;
}

/* Seen with role and reason only, and then on the record; the record does not repeat the secret. */
static void
test_reveal (void)
{
  g_autoptr (Fixture) fixture = new_with_asparagus ();
  g_autofree char *shown = NULL, *own = NULL;
  g_autoptr (GPtrArray) reveals = NULL;
  const SuimaReveal *last;

  g_assert_null (reveal (fixture, SUIMA_ROLE_CONSUMER, "supplier_phone", "?", SUIMA_ERROR_DENIED));
  g_assert_null (reveal (fixture, SUIMA_ROLE_OPERATOR, "remark", "?", SUIMA_ERROR_DENIED));
  g_assert_null (reveal (fixture, SUIMA_ROLE_OPERATOR, "supplier_phone", NULL, SUIMA_ERROR_DENIED));
  g_assert_null (reveal (fixture, SUIMA_ROLE_OPERATOR, "supplier_phone", "  ", SUIMA_ERROR_DENIED));
  g_assert_null (reveal (fixture, SUIMA_ROLE_OPERATOR, "colour", "?", SUIMA_ERROR_INVALID));
  g_assert_cmpuint (count_reveals (fixture), ==, 0);
  own = reveal (fixture, SUIMA_ROLE_CLERK, "supplier_phone", NULL, 0);
  g_assert_cmpuint (count_reveals (fixture), ==, 0);
  shown = reveal (fixture, SUIMA_ROLE_REGULATOR, "supplier_phone", "召回", 0);
  g_assert_cmpstr (own, ==, "13812341234");
  g_assert_cmpstr (shown, ==, own);
  fixture_close (fixture);
  fixture_open (fixture);
  reveals = suima_station_list_reveals (fixture->handle, NULL);
  g_assert_cmpuint (reveals->len, ==, 1);
  last = g_ptr_array_index (reveals, 0);
  g_assert_cmpstr (last->role, ==, "regulator");
  g_assert_cmpstr (last->who, ==, "王五");
  g_assert_cmpstr (last->reason, ==, "召回");
  g_assert_cmpstr (last->field, ==, "supplier_phone");
  g_assert_cmpint (last->at_us, ==, fixture->now_us);
}

/* The record is in the log: neither the secret nor the person stands in what goes to the hub. */
static void
test_reveal_is_event (void)
{
  g_autoptr (Fixture) fixture = new_with_asparagus ();
  g_autofree char *shown = reveal (fixture, SUIMA_ROLE_OPERATOR, "supplier_phone", "召回", 0);
  g_autoptr (GPtrArray) events = suima_store_get_events (fixture->handle->store, 0, 10, NULL);
  g_autoptr (GPtrArray) reveals = suima_station_list_reveals (fixture->handle, NULL);
  g_autoptr (SuimaLogReport) good = suima_station_verify (fixture->handle, NULL), bad = NULL;
  const SuimaStoredEvent *event = g_ptr_array_index (events, events->len - 1);

  g_assert_nonnull (shown);
  g_assert_cmpint (event->kind, ==, SUIMA_EVENT_REVEAL);
  g_assert_cmpstr (((SuimaReveal *)reveals->pdata[0])->event_id, ==, event->event_id);
  g_assert_nonnull (strstr (event->body, "\"suima:role\":\"operator\""));
  g_assert_nonnull (strstr (event->body, "\"suima:fieldClass\":\"phone\""));
  g_assert_null (strstr (event->body, "13812341234"));
  g_assert_null (strstr (event->body, "王五"));
  g_assert_true (good->is_ok);
  fixture_close (fixture);
  fixture_run_sql (fixture, "DROP TRIGGER event_unchanged;"
                            "UPDATE event SET body = replace (body, '召回', '核对') WHERE kind = 23");
  fixture_open (fixture);
  bad = suima_station_verify (fixture->handle, NULL);
  g_assert_false (bad->is_ok);
}

static void
assert_sign_in (Fixture *fixture, SuimaRole role, const char *name, const char *pin, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean is_in = suima_station_sign_in (fixture->handle, role, name, pin, &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, code);
  g_assert_cmpint (is_in, ==, code == 0);
}

/* Who looks at more than a clerk says who it is; who looks does not allow. */
static void
test_sign_in (void)
{
  g_autoptr (Fixture) fixture = new_with_asparagus ();
  SuimaStation *station = fixture->handle;
  g_autoptr (GPtrArray) reveals = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  g_assert_false (suima_station_add_badge (station, "李科", SUIMA_ROLE_REGULATOR, "730158", NULL, NULL,
                                           &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PIN_NEEDED);
  g_assert_true (suima_station_add_supervisor (station, "王店长", "402917", NULL, NULL, NULL));
  g_assert_true (suima_station_add_badge (station, "李科", SUIMA_ROLE_REGULATOR, "730158", "王店长",
                                          "402917", NULL));
  assert_sign_in (fixture, SUIMA_ROLE_CONSUMER, NULL, NULL, 0);
  assert_sign_in (fixture, SUIMA_ROLE_REGULATOR, NULL, NULL, SUIMA_ERROR_DENIED);
  assert_sign_in (fixture, SUIMA_ROLE_REGULATOR, "李科", "402917", SUIMA_ERROR_PIN_WRONG);
  assert_sign_in (fixture, SUIMA_ROLE_REGULATOR, "王店长", "402917", SUIMA_ERROR_DENIED);
  assert_sign_in (fixture, SUIMA_ROLE_OPERATOR, "李科", "730158", SUIMA_ERROR_DENIED);
  g_assert_cmpint (suima_station_get_role (station), ==, SUIMA_ROLE_CONSUMER);
  assert_sign_in (fixture, SUIMA_ROLE_REGULATOR, "李科", "730158", 0);
  g_assert_cmpint (suima_station_get_role (station), ==, SUIMA_ROLE_REGULATOR);
  shown = suima_station_reveal (station, fixture_find_batch (fixture, "平湖芦笋"), "supplier_phone",
                                "检查", "别人", NULL);
  assert_sign_in (fixture, SUIMA_ROLE_CLERK, NULL, NULL, 0);
  reveals = suima_station_list_reveals (station, NULL);
  g_assert_cmpstr (((SuimaReveal *)reveals->pdata[0])->who, ==, "李科");
  g_clear_error (&error);
  g_assert_false (suima_station_add_supervisor (station, "张", "730158", "李科", "730158", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  for (guint i = 0; i < 5; i++)
    assert_sign_in (fixture, SUIMA_ROLE_REGULATOR, "李科", "111112", SUIMA_ERROR_PIN_WRONG);
  assert_sign_in (fixture, SUIMA_ROLE_REGULATOR, "李科", "730158", SUIMA_ERROR_PIN_LOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-role/batch", test_batch);
  g_test_add_func ("/station-role/scan-and-trace", test_scan_and_trace);
  g_test_add_func ("/station-role/reveal", test_reveal);
  g_test_add_func ("/station-role/reveal-is-event", test_reveal_is_event);
  g_test_add_func ("/station-role/sign-in", test_sign_in);
  return g_test_run ();
}
