// SPDX-License-Identifier: Apache-2.0
// The same question from different persons.
#include "station-fixture.h"

#include "suima-error.h"

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

static void
test_changed_record_shows (void)
{
  static const char *const crimes[] = {
    "UPDATE meta SET value = replace (value, '召回', '核对') WHERE key = 'reveal.1'",
    "DELETE FROM meta WHERE key = 'reveal.2'",
    "UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'reveal.3') WHERE key = "
    "'reveal.2'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (crimes); i++)
    {
      g_autoptr (Fixture) fixture = new_with_asparagus ();
      g_autoptr (GError) error = NULL;
      for (guint k = 0; k < 3; k++)
        g_free (reveal (fixture, SUIMA_ROLE_OPERATOR, "supplier_phone", "召回", 0));
      g_assert_cmpuint (count_reveals (fixture), ==, 3);
      fixture_close (fixture);
      fixture_run_sql (fixture, crimes[i]);
      fixture_open (fixture);
      g_assert_null (suima_station_list_reveals (fixture->handle, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-role/batch", test_batch);
  g_test_add_func ("/station-role/scan-and-trace", test_scan_and_trace);
  g_test_add_func ("/station-role/reveal", test_reveal);
  g_test_add_func ("/station-role/changed-record", test_changed_record_shows);
  return g_test_run ();
}
