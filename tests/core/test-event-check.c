// SPDX-License-Identifier: Apache-2.0
#include "suima-event.h"
#include "suima-error.h"

#include <string.h>

#define HEAD "\"eventTime\":\"2026-11-22T09:30:00+08:00\",\"eventTimeZoneOffset\":\"+08:00\""
#define OBJECT "{\"type\":\"ObjectEvent\"," HEAD ",\"action\":\"OBSERVE\","
#define ADD "{\"type\":\"ObjectEvent\"," HEAD ",\"action\":\"ADD\",\"epcList\":[],"
#define AGGREGATION "{\"type\":\"AggregationEvent\"," HEAD ",\"action\":\"ADD\","
#define DISSOLVE "{\"type\":\"AggregationEvent\"," HEAD ",\"action\":\"DELETE\","
#define TRANSACTION "{\"type\":\"TransactionEvent\"," HEAD ",\"action\":\"ADD\","
#define TRANSFORM "{\"type\":\"TransformationEvent\"," HEAD ","
#define ASSOCIATION "{\"type\":\"AssociationEvent\"," HEAD ",\"action\":\"ADD\","
#define EPC "https://id.gs1.org/01/06901234567892/21/S1"
#define SENSORS(report)                                                                            \
  OBJECT                                                                                           \
      "\"epcList\":[],\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Temperature\"" report  \
      "}]}]}"

static const char *const good[] = {
  OBJECT "\"epcList\":[\"" EPC "\"]}",
  OBJECT "\"epcList\":[]}",
  OBJECT "\"quantityList\":[{\"epcClass\":\"https://id.gs1.org/01/06901234567892/10/L1\","
         "\"quantity\":12.5,\"uom\":\"KGM\"}]}",
  OBJECT "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"uom\":\"EA\"}]}",
  OBJECT "\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Temperature\"}]}],"
         "\"readPoint\":{\"id\":\"urn:x:y\",\"x:floor\":\"2\"}}",
  SENSORS (",\"value\":3.6,\"uom\":\"CEL\",\"exception\":\"ALARM_CONDITION\",\"component\":\"x\","
           "\"booleanValue\":true,\"hexBinaryValue\":\"F0aa\",\"uriValue\":\"urn:x:y\","
           "\"stringValue\":\"好\",\"time\":\"2026-11-22T09:30:00Z\",\"x:own\":[1]"),
  OBJECT "\"epcList\":[],\"sensorElementList\":[{\"sensorMetadata\":{\"deviceID\":\"urn:x:1\","
         "\"startTime\":\"2026-11-22T09:30:00Z\"},\"sensorReport\":[{\"type\":\"x:own\"}]}]}",
  ADD "\"ilmd\":{\"suima:lot\":\"苹果\"}}",
  OBJECT "\"epcList\":[],\"bizStep\":\"https://ref.gs1.org/cbv/BizStep-x\"}",
  OBJECT "\"epcList\":[],\"bizStep\":\"void_shipping\",\"disposition\":\"mismatch_class\"}",
  OBJECT "\"epcList\":[],\"bizStep\":\"https://example.org/own\"}",
  OBJECT "\"epcList\":[],\"persistentDisposition\":{\"set\":[\"recalled\"]}}",
  OBJECT "\"epcList\":[],\"certificationInfo\":\"https://a.cn/c\"}",
  OBJECT "\"epcList\":[],\"certificationInfo\":[\"https://a.cn/c\",\"https://a.cn/d\"]}",
  OBJECT "\"epcList\":[],\"errorDeclaration\":{\"declarationTime\":\"2026-11-22T09:30:00Z\","
         "\"reason\":\"incorrect_data\",\"correctiveEventIDs\":[\"urn:x:y\"]}}",
  OBJECT "\"epcList\":[],\"sourceList\":[{\"type\":\"location\",\"source\":\"urn:x:y\"}],"
         "\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"urn:x:y\"}],"
         "\"bizTransactionList\":[{\"bizTransaction\":\"urn:x:y\"}]}",
  OBJECT "\"epcList\":[],\"@context\":[],\"recordTime\":\"2026-11-22T09:30:00Z\","
         "\"eventID\":\"ni:///sha-256;00?ver=CBV2.0\",\"x:deep\":{\"a\":[{}]}}",
  AGGREGATION "\"parentID\":\"urn:x:y\",\"childEPCs\":[\"" EPC "\"]}",
  AGGREGATION "\"childQuantityList\":[{\"epcClass\":\"urn:x:y\"}]}",
  DISSOLVE "\"parentID\":\"urn:x:y\"}",
  TRANSACTION
  "\"epcList\":[],\"bizTransactionList\":[{\"type\":\"po\",\"bizTransaction\":\"urn:x:y\"}]}",
  TRANSFORM "\"inputEPCList\":[\"" EPC "\"],\"outputQuantityList\":[{\"epcClass\":\"urn:x:y\"}]}",
  TRANSFORM "\"inputEPCList\":[\"" EPC "\"],\"transformationID\":\"urn:x:y\"}",
  TRANSFORM "\"outputEPCList\":[\"" EPC "\"],\"transformationID\":\"urn:x:y\",\"ilmd\":{}}",
  ASSOCIATION "\"parentID\":\"urn:x:y\",\"childEPCs\":[\"" EPC "\"]}",
};

/* What is wrong, and a word of the message that says it. */
static const struct
{
  const char *text;
  const char *word;
} bad[] = {
  { "[]", "object" },
  { "\"ObjectEvent\"", "object" },
  { "{}", "type" },
  { "{\"type\":\"QuantityEvent\"}", "QuantityEvent" },
  { "{\"type\":7}", "type" },
  { "{\"type\":\"ObjectEvent\",\"eventTimeZoneOffset\":\"+08:00\",\"action\":\"ADD\",\"epcList\":[]"
    "}",
    "eventTime" },
  { "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-22T09:30:00Z\",\"action\":\"ADD\","
    "\"epcList\":[]}",
    "eventTimeZoneOffset" },
  { "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-22T09:30:00\",\"eventTimeZoneOffset\":\"+08:"
    "00\","
    "\"action\":\"ADD\",\"epcList\":[]}",
    "eventTime" },
  { "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-22T09:30:00Z\",\"eventTimeZoneOffset\":"
    "\"Z\","
    "\"action\":\"ADD\",\"epcList\":[]}",
    "eventTimeZoneOffset" },
  { "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-22T09:30:00Z\",\"eventTimeZoneOffset\":\"+"
    "14:30\","
    "\"action\":\"ADD\",\"epcList\":[]}",
    "eventTimeZoneOffset" },
  { "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-22T09:30:00Z\",\"eventTimeZoneOffset\":\"+"
    "08:60\","
    "\"action\":\"ADD\",\"epcList\":[]}",
    "eventTimeZoneOffset" },
  { "{\"type\":\"ObjectEvent\"," HEAD ",\"epcList\":[]}", "action" },
  { "{\"type\":\"ObjectEvent\"," HEAD ",\"epcList\":[],\"action\":\"add\"}", "action" },
  { "{\"type\":\"ObjectEvent\"," HEAD ",\"epcList\":[],\"action\":1}", "action" },
  { OBJECT "\"bizStep\":\"receiving\"}", "epcList" },
  { OBJECT "\"quantityList\":[]}", "epcList" },
  { OBJECT "\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Temperature\"}]}]}",
    "readPoint" },
  { OBJECT "\"epcList\":\"" EPC "\"}", "epcList" },
  { OBJECT "\"epcList\":[\"" EPC "\",\"" EPC "\"]}", "twice" },
  { OBJECT "\"epcList\":[\"0C1S2000001XEB2Y1708\"]}", "[0]" },
  { OBJECT "\"epcList\":[\"https://a.cn/苹果\"]}", "URI" },
  { OBJECT "\"epcList\":[\"https://a.cn/%2\"]}", "URI" },
  { OBJECT "\"epcList\":[\"https://a.cn/ x\"]}", "URI" },
  { OBJECT "\"epcList\":[\"urn:\"]}", "URI" },
  { OBJECT "\"epcList\":[null]}", "null" },
  { OBJECT "\"epcList\":[],\"x:a\":{\"b\":[{\"c\":null}]}}", "null" },
  { OBJECT "\"epcList\":[],\"disposition\":null}", "null" },
  { OBJECT "\"epcList\":[],\"netWeight\":1}", "netWeight" },
  { OBJECT "\"epcList\":[],\"suima:重量\":1}", "extension" },
  { OBJECT "\"epcList\":[],\"bizStep\":\"selling\"}", "selling" },
  { OBJECT "\"epcList\":[],\"bizStep\":7}", "bizStep" },
  { OBJECT "\"epcList\":[],\"bizStep\":\"urn:epcglobal:cbv:bizstep:receiving\"}", "bizStep" },
  { OBJECT "\"epcList\":[],\"bizStep\":\"https://ns.gs1.org/cbv/BizStep-receiving\"}", "bizStep" },
  { OBJECT "\"epcList\":[],\"disposition\":\"sold\"}", "sold" },
  { OBJECT "\"epcList\":[],\"persistentDisposition\":{}}", "persistentDisposition" },
  { OBJECT "\"epcList\":[],\"persistentDisposition\":{\"set\":[]}}", "empty" },
  { OBJECT "\"epcList\":[],\"persistentDisposition\":{\"set\":[\"recalled\",\"recalled\"]}}",
    "twice" },
  { OBJECT "\"epcList\":[],\"persistentDisposition\":{\"set\":[\"bad\"]}}", "bad" },
  { OBJECT "\"epcList\":[],\"persistentDisposition\":{\"set\":[\"recalled\"],\"x:y\":1}}", "x:y" },
  { OBJECT "\"epcList\":[],\"ilmd\":{}}", "ilmd" },
  { ADD "\"ilmd\":{\"lot\":\"L1\"}}", "lot" },
  { ADD "\"ilmd\":[]}", "ilmd" },
  { OBJECT "\"epcList\":[],\"readPoint\":\"urn:x:y\"}", "readPoint" },
  { OBJECT "\"epcList\":[],\"readPoint\":{}}", "id" },
  { OBJECT "\"epcList\":[],\"parentID\":\"urn:x:y\"}", "parentID" },
  { OBJECT "\"epcList\":[],\"certificationInfo\":7}", "certificationInfo" },
  { OBJECT "\"epcList\":[],\"@context\":7}", "@context" },
  { OBJECT "\"epcList\":[],\"errorDeclaration\":{}}", "declarationTime" },
  { OBJECT "\"epcList\":[],\"errorDeclaration\":{\"declarationTime\":\"2026-11-22T09:30:00Z\","
           "\"reason\":\"did_not_occur\",\"correctiveEventIDs\":[]}}",
    "correctiveEventIDs" },
  { OBJECT "\"quantityList\":[{\"quantity\":1}]}", "epcClass" },
  { OBJECT "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"quantity\":\"1\"}]}", "quantity" },
  { OBJECT "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"uom\":\"kg\"}]}", "uom" },
  { OBJECT "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"uom\":\"KGMS\"}]}", "uom" },
  { OBJECT "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"x:y\":1}]}", "x:y" },
  { OBJECT "\"epcList\":[],\"sourceList\":[{\"source\":\"urn:x:y\"}]}", "type" },
  { OBJECT "\"epcList\":[],\"destinationList\":[{\"type\":\"location\",\"source\":\"urn:x:y\"}]}",
    "source" },
  { OBJECT
    "\"epcList\":[],\"bizTransactionList\":[{\"type\":\"bill\",\"bizTransaction\":\"urn:x:y\"}]}",
    "bill" },
  { OBJECT "\"epcList\":[],\"sensorElementList\":[{}]}", "sensorReport" },
  { OBJECT "\"epcList\":[],\"sensorElementList\":[{\"sensorReport\":[]}]}", "empty" },
  { OBJECT "\"epcList\":[],\"sensorElementList\":[{\"sensorReport\":[{}]}]}", "type" },
  { OBJECT "\"epcList\":[],\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Heat\"}]}]}",
    "Heat" },
  { SENSORS (",\"value\":\"3.6\""), "value" },
  { SENSORS (",\"booleanValue\":1"), "booleanValue" },
  { SENSORS (",\"hexBinaryValue\":\"\""), "hexBinaryValue" },
  { SENSORS (",\"hexBinaryValue\":\"0x1\""), "hexBinaryValue" },
  { SENSORS (",\"stringValue\":1"), "stringValue" },
  { SENSORS (",\"component\":\"w\""), "component" },
  { SENSORS (",\"exception\":\"ALARM\""), "exception" },
  { SENSORS (",\"time\":\"today\""), "time" },
  { AGGREGATION "\"parentID\":\"urn:x:y\"}", "childEPCs" },
  { AGGREGATION "\"childEPCs\":[]}", "childEPCs" },
  { AGGREGATION "\"childEPCs\":[\"" EPC "\"],\"ilmd\":{}}", "ilmd" },
  { AGGREGATION "\"childEPCs\":[\"" EPC "\"],\"persistentDisposition\":{\"set\":[\"recalled\"]}}",
    "persistentDisposition" },
  { TRANSACTION "\"epcList\":[]}", "bizTransactionList" },
  { TRANSACTION "\"epcList\":[],\"bizTransactionList\":[]}", "bizTransactionList" },
  { TRANSACTION "\"bizTransactionList\":[{\"bizTransaction\":\"urn:x:y\"}]}", "epcList" },
  { TRANSFORM "\"inputEPCList\":[\"" EPC "\"]}", "outputs" },
  { TRANSFORM "\"transformationID\":\"urn:x:y\"}", "inputs" },
  { TRANSFORM "\"action\":\"ADD\",\"inputEPCList\":[\"" EPC "\"],\"outputEPCList\":[\"" EPC "\"]}",
    "action" },
  { ASSOCIATION "\"childEPCs\":[\"" EPC "\"]}", "parentID" },
  { ASSOCIATION "\"parentID\":\"urn:x:y\"}", "childEPCs" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_t) event = suima_json_parse (good[i], strlen (good[i]), &error);
      g_assert_no_error (error);
      if (!suima_event_check (event, &error))
        g_error ("%s: %s", good[i], error->message);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_t) event = suima_json_parse (bad[i].text, strlen (bad[i].text), &error);
      g_assert_no_error (error);
      if (suima_event_check (event, &error))
        g_error ("taken: %s", bad[i].text);
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      if (strstr (error->message, bad[i].word) == NULL)
        g_error ("%s does not name %s", error->message, bad[i].word);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-check/good", test_good);
  g_test_add_func ("/event-check/bad", test_bad);
  return g_test_run ();
}
