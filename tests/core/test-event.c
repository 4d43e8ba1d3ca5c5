// SPDX-License-Identifier: Apache-2.0
#include "suima-event.h"
#include "suima-error.h"

#include <string.h>

static const char *const epcs[] = {
  "https://trace.example.cn/01/07800000001013/21/0C1S2000001XEB2Y1708",
  "https://trace.example.cn/01/07800000001013/21/0C1S20000027HHGZXJGT", NULL
};

static const SuimaEventContext context = {
  .at_us = G_GINT64_CONSTANT (1795311000123456), /* 2026-11-22T01:30:00.123456Z */
  .utc_offset_min = 480,
  .station = "0C1S2",
  .seq = 17,
  .location = "https://trace.example.cn/SHOP7/LOC/1",
  .operator_name = "小王",
};

static SuimaBatch *
test_batch (void)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->product = g_strdup ("智利车厘子");
  batch->lot = g_strdup ("CL-CH-2641");
  batch->gtin = g_strdup ("07800000001013");
  batch->country = g_strdup ("CL");
  batch->temp_class = SUIMA_TEMP_CHILLED;
  batch->expiry = suima_day_new (2026, 12, 17);
  batch->papers[SUIMA_PAPER_NUCLEIC_ACID] = g_strdup ("HS-2026-11");
  batch->supplier = g_strdup ("某某果业");
  batch->supplier_phone = g_strdup ("13900000000");
  batch->producer_uscc = g_strdup ("91440101MA5CABCD1X");
  batch->quantity_milli = 75500;
  batch->unit = g_strdup ("箱");
  return batch;
}

/* Of each item, so it stands with the master data and not as a quantity beside the EPCs. */
static void
test_weight (void)
{
  static const gint64 weights_g[] = { 480, 1000, 12345 };
  static const char *const texts[] = { "0.48", "1", "12.345" };
  g_autoptr (SuimaBatch) batch = test_batch ();

  for (guint i = 0; i < G_N_ELEMENTS (weights_g); i++)
    {
      SuimaEventFacts facts = {
        .kind = SUIMA_EVENT_COMMISSION, .epcs = epcs, .batch = batch, .weight_g = weights_g[i]
      };
      g_autoptr (json_t) event = suima_event_new (&facts, &context);
      const json_t *ilmd = json_object_get (event, "ilmd");
      g_assert_true (suima_event_check (event, NULL));
      g_assert_cmpstr (suima_json_get_text (ilmd, "suima:netWeight"), ==, texts[i]);
      g_assert_cmpstr (suima_json_get_text (ilmd, "suima:netWeightUnit"), ==, "KGM");
      g_assert_null (json_object_get (event, "quantityList"));
    }
}

static void
test_commission (void)
{
  g_autoptr (SuimaBatch) batch = test_batch ();
  g_autoptr (json_t) event = suima_event_new (
      &(SuimaEventFacts){ .kind = SUIMA_EVENT_COMMISSION, .epcs = epcs, .batch = batch }, &context);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (suima_event_check (event, &error));
  g_assert_no_error (error);
  text = suima_event_to_text (event, "ni:///sha-256;00?ver=CBV2.0");
  g_assert_cmpstr (
      text, ==,
      "{\"type\":\"ObjectEvent\",\"eventID\":\"ni:///sha-256;00?ver=CBV2.0\","
      "\"eventTime\":\"2026-11-22T09:30:00.123+08:00\",\"eventTimeZoneOffset\":\"+08:00\","
      "\"epcList\":[\"https://trace.example.cn/01/07800000001013/21/0C1S2000001XEB2Y1708\","
      "\"https://trace.example.cn/01/07800000001013/21/0C1S20000027HHGZXJGT\"],\"action\":\"ADD\","
      "\"bizStep\":\"commissioning\",\"disposition\":\"active\","
      "\"readPoint\":{\"id\":\"https://trace.example.cn/SHOP7/LOC/1\"},"
      "\"bizLocation\":{\"id\":\"https://trace.example.cn/SHOP7/LOC/1\"},"
      "\"ilmd\":{\"suima:product\":\"智利车厘子\",\"suima:lot\":\"CL-CH-2641\","
      "\"suima:gtin\":\"07800000001013\",\"suima:country\":\"CL\",\"suima:tempClass\":\"chilled\","
      "\"suima:expiryDate\":\"2026-12-17\",\"suima:paperNucleicAcid\":\"HS-2026-11\","
      "\"suima:supplier\":\"某某果业\",\"suima:quantity\":\"75.5\",\"suima:unit\":\"箱\"},"
      "\"suima:station\":\"0C1S2\",\"suima:seq\":17,\"suima:operator\":\"小王\"}");
  g_assert_null (strstr (text, "13900000000"));
  g_assert_null (strstr (text, "91440101"));
}

static void
test_reprint_and_void (void)
{
  g_autoptr (SuimaBatch) batch = test_batch ();
  g_autoptr (json_t) again = suima_event_new (
      &(SuimaEventFacts){
          .kind = SUIMA_EVENT_REPRINT, .epcs = epcs, .batch = batch, .copy = 2, .reason = "torn" },
      &context);
  g_autoptr (json_t) gone = suima_event_new (
      &(SuimaEventFacts){ .kind = SUIMA_EVENT_VOID, .epcs = epcs, .reason = "spoiled" }, &context);

  g_assert_true (suima_event_check (again, NULL));
  g_assert_true (suima_event_check (gone, NULL));
  g_assert_null (json_object_get (again, "ilmd"));
  g_assert_cmpstr (suima_json_get_text (again, "action"), ==, "OBSERVE");
  g_assert_cmpstr (suima_json_get_text (again, "bizStep"), ==, "other");
  g_assert_cmpstr (suima_json_get_text (again, "suima:act"), ==, "reprint");
  g_assert_cmpstr (suima_json_get_text (again, "suima:reason"), ==, "torn");
  g_assert_cmpint (json_integer_value (json_object_get (again, "suima:copy")), ==, 2);
  g_assert_cmpstr (suima_json_get_text (gone, "action"), ==, "DELETE");
  g_assert_cmpstr (suima_json_get_text (gone, "bizStep"), ==, "decommissioning");
  g_assert_cmpstr (suima_json_get_text (gone, "disposition"), ==, "inactive");
  g_assert_null (json_object_get (gone, "suima:copy"));
}

static void
test_round_trip (void)
{
  g_autoptr (SuimaBatch) batch = test_batch ();
  g_autoptr (json_t) event = suima_event_new (
      &(SuimaEventFacts){ .kind = SUIMA_EVENT_COMMISSION, .epcs = epcs, .batch = batch }, &context);
  g_autofree char *text = suima_event_to_text (event, NULL);
  g_autoptr (json_t) back = suima_json_parse (text, strlen (text), NULL);
  g_autofree char *again = suima_event_to_text (back, NULL);
  g_autofree char *named = NULL;

  g_assert_true (json_equal (event, back));
  json_object_set_new (back, "eventID", json_string ("urn:x:old"));
  named = suima_event_to_text (back, "urn:x:new");
  g_assert_nonnull (strstr (named, "{\"type\":\"ObjectEvent\",\"eventID\":\"urn:x:new\","));
  g_assert_null (strstr (named, "urn:x:old"));
  g_assert_cmpstr (text, ==, again);
}

/* The bytes of an event stand in the document as they were given, spaces and all. */
static void
test_document (void)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;
  g_autoptr (json_t) document = NULL;

  g_ptr_array_add (events, (char *)"{ \"type\": \"ObjectEvent\", \"x:n\": 0.750 }");
  g_ptr_array_add (events, (char *)"{\"x:b\":1,\"x:a\":1e2}");
  text = suima_event_new_document (events, context.at_us);
  g_assert_nonnull (strstr (text, "[{ \"type\": \"ObjectEvent\", \"x:n\": 0.750 },"
                                  "{\"x:b\":1,\"x:a\":1e2}]"));
  document = suima_json_parse (text, strlen (text), NULL);
  g_assert_cmpstr (suima_json_get_text (document, "type"), ==, "EPCISDocument");
  g_assert_cmpstr (suima_json_get_text (document, "schemaVersion"), ==, "2.0");
  g_assert_cmpstr (suima_json_get_text (document, "creationDate"), ==,
                   "2026-11-22T01:30:00.123+00:00");
  g_assert_cmpstr (json_string_value (json_array_get (json_object_get (document, "@context"), 0)),
                   ==, SUIMA_EVENT_CONTEXT);
  g_ptr_array_set_size (events, 0);
  none = suima_event_new_document (events, 0);
  g_assert_nonnull (strstr (none, "\"eventList\":[]"));
}

static void
test_time (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } good[] = {
    { "2026-11-22T09:30:00.000+08:00", "2026-11-22T01:30:00.000+00:00" },
    { "2026-11-22T01:30:00Z", "2026-11-22T01:30:00.000+00:00" },
    { "2026-11-22t01:30:00.5z", "2026-11-22T01:30:00.500+00:00" },
    { "2026-11-21T20:00:00.1234567-05:30", "2026-11-22T01:30:00.123+00:00" },
    { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999+00:00" },
    { "2028-02-29T00:00:00+14:00", "2028-02-28T10:00:00.000+00:00" },
  };
  static const char *const bad[] = { "",
                                     "2026-11-22",
                                     "2026-11-22T09:30:00",
                                     "2026-11-22 09:30:00Z",
                                     "2026-02-29T00:00:00Z",
                                     "2026-13-01T00:00:00Z",
                                     "2026-11-22T24:00:00Z",
                                     "2026-11-22T09:60:00Z",
                                     "2026-11-22T09:30:60Z",
                                     "2026-11-22T09:30:00.Z",
                                     "2026-11-22T09:30:00+0800",
                                     "2026-11-22T09:30:00+24:00",
                                     "2026-11-22T09:30:00Zx",
                                     "26-11-22T09:30:00Z",
                                     "2026-11-22T09:30:00+08:0" };
  g_autofree char *west = suima_time_to_text (0, -210);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 at_us = 0;
      g_autofree char *utc = NULL;
      g_assert_true (suima_time_parse (good[i].text, &at_us));
      utc = suima_time_to_text (at_us, 0);
      g_assert_cmpstr (utc, ==, good[i].utc);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 at_us = 7;
      g_assert_false (suima_time_parse (bad[i], &at_us));
      g_assert_cmpint (at_us, ==, 7);
    }
  g_assert_cmpstr (west, ==, "1969-12-31T20:30:00.000-03:30");
}

/* Every kind of act is an event that any EPCIS 2.0 receiver takes. */
static void
test_event_every_kind (void)
{
  const SuimaEventQuantity lot = { "https://trace.example/01/06901234567892/10/L1", 19500, "kg" };
  const SuimaEventDetail details[] = { { "place", "2号库-3排" }, { "party", NULL } };

  for (int kind = SUIMA_EVENT_COMMISSION; kind <= SUIMA_EVENT_SIGN_OFF; kind++)
    {
      gboolean is_transform = kind == SUIMA_EVENT_TRANSFORM;
      SuimaEventFacts facts = { .kind = kind,
                                .epcs = epcs,
                                .quantities = &lot,
                                .n_quantities = 1,
                                .output = is_transform ? &lot : NULL,
                                .details = details,
                                .n_details = G_N_ELEMENTS (details) };
      g_autoptr (json_t) event = suima_event_new (&facts, &context);
      const json_t *list =
          json_object_get (event, is_transform ? "inputQuantityList" : "quantityList");
      const json_t *first = json_array_get (list, 0);
      GError *error = NULL;

      suima_event_check (event, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (json_real_value (json_object_get (first, "quantity")), ==, 19.5);
      g_assert_cmpstr (suima_json_get_text (first, "uom"), ==, "KGM");
      g_assert_cmpstr (suima_json_get_text (event, "suima:place"), ==, "2号库-3排");
      g_assert_null (json_object_get (event, "suima:party"));
      g_assert_true (is_transform == (json_object_get (event, "epcList") == NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/commission", test_commission);
  g_test_add_func ("/event/weight", test_weight);
  g_test_add_func ("/event/reprint-and-void", test_reprint_and_void);
  g_test_add_func ("/event/round-trip", test_round_trip);
  g_test_add_func ("/event/document", test_document);
  g_test_add_func ("/time", test_time);
  g_test_add_func ("/event/every-kind", test_event_every_kind);
  return g_test_run ();
}
