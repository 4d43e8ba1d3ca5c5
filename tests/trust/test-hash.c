// SPDX-License-Identifier: Apache-2.0
#include "suima-hash.h"

#include "suima-event.h"
#include "suima-hash-value.h"
#include "suima-key.h"

#include <string.h>

#define ROOT "https://id.gs1.org/"
#define CBV "https://ref.gs1.org/cbv/"
#define NS "{https://trace.example.cn/ns/}"

static json_t *
test_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  json_t *value = suima_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return value;
}

/* As in the texts below, but with the apostrophe for the quotation mark. */
static json_t *
test_parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');

  return test_json (json);
}

static json_t *
test_context (void)
{
  return test_parse ("['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',"
                     "{'trk':'https://trace.example.cn/ns/'}]");
}

static char *
test_hash (const json_t *event)
{
  g_autoptr (json_t) context = test_context ();

  return suima_hash_event (event, context);
}

static const char *const sold =
    "{'type':'ObjectEvent','eventTime':'2026-11-22T09:30:00.000+08:00',"
    "'eventTimeZoneOffset':'+08:00',"
    "'epcList':['https://id.gs1.org/01/06901234567892/21/0000001234'],'action':'DELETE',"
    "'bizStep':'retail_selling','disposition':'retail_sold',"
    "'readPoint':{'id':'https://id.gs1.org/414/6901234000016/254/GATE1'},"
    "'bizLocation':{'id':'https://id.gs1.org/414/6901234000016'}}";

static void
test_known (void)
{
  g_autoptr (json_t) event = test_parse (sold);
  g_autoptr (json_t) ilmd = test_parse ("{'trk:lot':'L261122A','trk:z':'中文'}");
  g_autofree char *canonical = suima_hash_canonical (event, NULL);
  g_autofree char *hash = test_hash (event);
  g_autofree char *added = NULL;

  g_assert_cmpstr (canonical, ==,
                   "eventType=ObjectEventeventTime=2026-11-22T01:30:00.000Z"
                   "eventTimeZoneOffset=+08:00epcListepc=" ROOT "01/06901234567892/21/0000001234"
                   "action=DELETEbizStep=" CBV "BizStep-retail_sellingdisposition=" CBV
                   "Disp-retail_soldreadPointid=" ROOT "414/6901234000016/254/GATE1"
                   "bizLocationid=" ROOT "414/6901234000016");
  g_assert_cmpstr (hash, ==,
                   "ni:///sha-256;8ee3d2fc45b694b07f73e7c0bc95c434"
                   "1128f7249df555093a5e86160a9c08fb?ver=CBV2.0");
  json_object_set_new (event, "action", json_string ("ADD"));
  json_object_set_new (event, "bizStep", json_string ("commissioning"));
  json_object_set_new (event, "disposition", json_string ("active"));
  json_object_set (event, "ilmd", ilmd);
  added = test_hash (event);
  g_assert_cmpstr (added, ==,
                   "ni:///sha-256;bb0ec42951f52ae15b4a79d8ad0cb408"
                   "f1fb532667054b04658303e983b354fb?ver=CBV2.0");
}

/* One of everything: each kind of event, list and place. */
static const struct
{
  const char *event;
  const char *canonical;
} events[] = {
  { "{'type':'AggregationEvent','eventTime':'2026-11-22T01:30:00.1415Z','eventTimeZoneOffset':'+00:"
    "00',"
    "'parentID':'https://a.cn/00/106901234000000019','childEPCs':['urn:x:b','urn:x:a'],"
    "'childQuantityList':[{'epcClass':'https://a.cn/01/06901234567892/10/L2','quantity':0.750,"
    "'uom':'KGM'},{'quantity':12,'epcClass':'https://a.cn/gtin/6901234567892/lot/L1'}],"
    "'action':'ADD','bizStep':'packing'}",
    "eventType=AggregationEventeventTime=2026-11-22T01:30:00.142ZeventTimeZoneOffset=+00:00"
    "parentID=" ROOT "00/106901234000000019childEPCsepc=urn:x:aepc=urn:x:bchildQuantityList"
    "quantityElementepcClass=" ROOT "01/06901234567892/10/L1quantity=12"
    "quantityElementepcClass=" ROOT "01/06901234567892/10/L2quantity=0.75uom=KGM"
    "action=ADDbizStep=" CBV "BizStep-packing" },
  { "{'type':'TransactionEvent','eventTime':'2026-11-22T01:30:00Z','eventTimeZoneOffset':'+00:00',"
    "'parentID':'urn:x:p','epcList':['urn:x:a'],'quantityList':[{'epcClass':'urn:x:c'}],"
    "'action':'OBSERVE',"
    "'bizTransactionList':[{'type':'po','bizTransaction':'urn:epcglobal:cbv:bt:6901234000016:1'},"
    "{'type':'desadv','bizTransaction':'urn:x:2'},{'bizTransaction':'urn:x:3'}],"
    "'sourceList':[{'type':'location','source':'urn:x:s'}],"
    "'destinationList':[{'type':'owning_party','destination':'urn:x:d'}]}",
    "eventType=TransactionEventeventTime=2026-11-22T01:30:00.000ZeventTimeZoneOffset=+00:00"
    "epcListepc=urn:x:aparentID=urn:x:pquantityListquantityElementepcClass=urn:x:caction=OBSERVE"
    "bizTransactionListbizTransaction=urn:x:3type=" CBV "BTT-desadvbizTransaction=urn:x:2type=" CBV
    "BTT-pobizTransaction=urn:epcglobal:cbv:bt:6901234000016:1sourceListtype=" CBV
    "SDT-locationsource=urn:x:sdestinationListtype=" CBV "SDT-owning_partydestination=urn:x:d" },
  { "{'type':'TransformationEvent','eventTime':'2026-11-22T01:30:00Z','eventTimeZoneOffset':'+00:"
    "00',"
    "'inputEPCList':['urn:x:i'],'inputQuantityList':[{'epcClass':'urn:x:q','quantity':1e2}],"
    "'outputEPCList':['urn:x:o'],'outputQuantityList':[{'epcClass':'urn:x:r'}],"
    "'transformationID':'urn:x:t','persistentDisposition':{'unset':['recalled'],"
    "'set':['expired','damaged']},'ilmd':{'trk:lot':'0012','trk:a':{'trk:c':2,'trk:b':[true,'x']}}"
    "}",
    "eventType=TransformationEventeventTime=2026-11-22T01:30:00.000ZeventTimeZoneOffset=+00:00"
    "inputEPCListepc=urn:x:iinputQuantityListquantityElementepcClass=urn:x:qquantity=100"
    "outputEPCListepc=urn:x:ooutputQuantityListquantityElementepcClass=urn:x:rtransformationID=urn:"
    "x:t"
    "persistentDispositionset=" CBV "Disp-damagedset=" CBV "Disp-expiredunset=" CBV "Disp-recalled"
    "ilmd" NS "a" NS "b=true" NS "b=x" NS "c=2" NS "lot=12" },
  { "{'type':'AssociationEvent','eventTime':'2026-11-22T01:30:00Z','eventTimeZoneOffset':'+00:00',"
    "'parentID':'https://a.cn/414/6901234000016','childEPCs':['urn:x:probe'],'action':'ADD',"
    "'bizStep':'urn:epcglobal:cbv:bizstep:installing','disposition':'cbv:Disp-active',"
    "'readPoint':{'id':'urn:x:r','trk:floor':'2','rdfs:comment':'no'},'rdfs:comment':'no',"
    "'trk:when':'2026-11-22T01:30:00Z','other:k':'','trk:list':[{'trk:n':1},[2.50]]}",
    "eventType=AssociationEventeventTime=2026-11-22T01:30:00.000ZeventTimeZoneOffset=+00:00"
    "parentID=" ROOT "414/6901234000016childEPCsepc=urn:x:probeaction=ADDbizStep=" CBV
    "BizStep-installingdisposition=" CBV "Disp-activereadPointid=urn:x:rreadPoint" NS "floor=2"
    "other:k" NS "list=2.5" NS "list" NS "n=1" NS "when=2026-11-22T01:30:00Z" },
  { "{'type':'ObjectEvent','eventTime':'2026-11-22T01:30:00Z','eventTimeZoneOffset':'+00:00',"
    "'action':'OBSERVE','epcList':[],'quantityList':[{'epcClass':'urn:x:c','trk:q':'1'}],"
    "'sensorElementList':[{'sensorMetadata':{'deviceID':'urn:x:probe',"
    "'time':'2026-11-22T09:30:00+08:00','trk:m':'M'},'sensorReport':["
    "{'type':'Temperature','value':-18.50,'uom':'CEL','exception':'ALARM_CONDITION'},"
    "{'uriValue':'urn:x:u','booleanValue':false,'type':'gs1:Angle','component':'x','trk:r':'R'}],"
    "'trk:s':'S'},{'sensorReport':[{'type':'Mass','hexBinaryValue':'00ff'}]}]}",
    "eventType=ObjectEventeventTime=2026-11-22T01:30:00.000ZeventTimeZoneOffset=+00:00"
    "quantityListquantityElementepcClass=urn:x:caction=OBSERVE"
    "sensorElementsensorMetadatatime=2026-11-22T01:30:00.000ZdeviceID=urn:x:probe"
    "sensorReporttype=https://ref.gs1.org/voc/Anglecomponent=" CBV
    "Comp-xbooleanValue=falseuriValue=urn:x:usensorReporttype=https://ref.gs1.org/voc/Temperature"
    "exception=https://ref.gs1.org/voc/ALARM_CONDITIONvalue=-18.5uom=CEL"
    "sensorElementsensorReporttype=https://ref.gs1.org/voc/MasshexBinaryValue=00ff"
    "quantityListquantityElement" NS "q=1"
    "sensorElementsensorMetadata" NS "m=MsensorReport" NS "r=R" NS "s=S" },
};

static void
test_canonical (void)
{
  g_autoptr (json_t) context = test_context ();

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (json_t) event = test_parse (events[i].event);
      g_autofree char *canonical = suima_hash_canonical (event, context);
      g_assert_cmpstr (canonical, ==, events[i].canonical);
    }
}

/* The same value with keys and members the other way round. */
static json_t *
test_turn (const json_t *value)
{
  json_t *turned = json_is_object (value) ? json_object () : json_array ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  const char *key;
  json_t *child;

  if (!json_is_object (value) && !json_is_array (value))
    {
      json_decref (turned);
      return json_deep_copy (value);
    }
  for (gsize i = json_array_size (value); i-- > 0;)
    json_array_append_new (turned, test_turn (json_array_get (value, i)));
  json_object_foreach ((json_t *)value, key, child) g_ptr_array_insert (keys, 0, (char *)key);
  for (guint i = 0; i < keys->len; i++)
    {
      key = g_ptr_array_index (keys, i);
      json_object_set_new (turned, key, test_turn (json_object_get (value, key)));
    }
  return turned;
}

static void
test_order (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (json_t) event = test_parse (events[i].event);
      g_autoptr (json_t) turned = test_turn (event);
      g_autofree char *hash = test_hash (event);
      g_autofree char *again = test_hash (turned);
      g_assert_cmpstr (hash, ==, again);
    }
}

static void
test_does_not_count (void)
{
  static const char *const keys[][2] = {
    { "eventTime", "'2026-11-22T01:30:00Z'" },
    { "eventTime", "'2026-11-21T17:30:00.0004-08:00'" },
    { "eventID", "'ni:///sha-256;00?ver=CBV2.0'" },
    { "recordTime", "'2026-11-23T00:00:00Z'" },
    { "errorDeclaration", "{'declarationTime':'2026-11-23T00:00:00Z'}" },
    { "certificationInfo", "'https://a.cn/c'" },
    { "@context", "[]" },
    { "rdfs:comment", "'x'" },
    { "ilmd", "null" },
    { "quantityList", "[]" },
    { "epcList", "['HTTPS://SHOP.CN/X/01/06901234567892/10/L1/21/0000001234?17=1#f']" },
    { "bizStep", "' retail_selling\\u3000'" },
    { "bizStep", "'https://ref.gs1.org/cbv/BizStep-retail_selling'" },
    { "bizStep", "'urn:epcglobal:cbv:bizstep:retail_selling'" },
  };
  g_autoptr (json_t) event = test_parse (sold);
  g_autofree char *hash = test_hash (event);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (json_t) other = json_deep_copy (event);
      g_autofree char *again = NULL;
      if (strcmp (keys[i][0], "ilmd") != 0)
        json_object_set_new (other, keys[i][0], test_parse (keys[i][1]));
      again = test_hash (other);
      g_assert_cmpstr (hash, ==, again);
    }
}

/* Changes one scalar after the other and calls for a new hash each time. */
static void
test_change_each (json_t *event, json_t *at, const char *hash, guint *changes)
{
  const char *key;
  json_t *child;
  gsize i;

  json_array_foreach (at, i, child)
  {
    if (json_is_array (child) || json_is_object (child))
      test_change_each (event, child, hash, changes);
    else
      {
        g_autoptr (json_t) kept = json_incref (child);
        g_autofree char *again = NULL;
        json_array_set_new (at, i, json_string ("changed"));
        again = test_hash (event);
        g_assert_cmpstr (again, !=, hash);
        json_array_set (at, i, kept);
        (*changes)++;
      }
  }
  json_object_foreach (at, key, child)
  {
    if (strcmp (key, "rdfs:comment") == 0)
      continue;
    if (json_is_array (child) || json_is_object (child))
      test_change_each (event, child, hash, changes);
    else
      {
        g_autoptr (json_t) kept = json_incref (child);
        g_autofree char *again = NULL;
        json_object_set_new (at, key, json_string ("changed"));
        again = test_hash (event);
        g_assert_cmpstr (again, !=, hash);
        json_object_set (at, key, kept);
        (*changes)++;
      }
  }
}

static void
test_every_value_counts (void)
{
  guint changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (json_t) event = test_parse (events[i].event);
      g_autofree char *hash = test_hash (event);
      test_change_each (event, event, hash, &changes);
    }
  g_assert_cmpuint (changes, >, 70);
}

static void
test_values (void)
{
  static const char *const cases[][2] = {
    { "'0012'", "12" },
    { "'1e5'", "100000" },
    { "0.750", "0.75" },
    { "'-0.0'", "0" },
    { "'+5'", "5" },
    { "'.5'", "0.5" },
    { "'5.'", "5" },
    { "1e-3", "0.001" },
    { "'12.340e1'", "123.4" },
    { "'1.5E-2'", "0.015" },
    { "-7", "-7" },
    { "'L12'", "L12" },
    { "'1e'", "1e" },
    { "'1e+'", "1e+" },
    { "'.'", "." },
    { "'--1'", "--1" },
    { "'1,200'", "1,200" },
    { "'1e999999'", "1e999999" },
    { "'2026-11-22'", "2026-11-22" },
    { "'123456789012345678901234567890.10'", "123456789012345678901234567890.1" },
    { "9007199254740993", "9007199254740993" },
    { "0.1", "0.1" },
    { "'0x10'", "0x10" },
    { "0.30000000000000004", "0.30000000000000004" },
    { "'nan'", "nan" },
    { "'  x '", "x" },
    { "'　中 文　'", "中 文" },
    { "{}", "" },
    { "'000'", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (json_t) value = test_parse (cases[i][0]);
      g_autofree char *text = suima_hash_value_plain (value);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

/* Without the document's context, with a prefix told by the event itself, and with cbvmda. */
static void
test_namespaces (void)
{
  g_autoptr (json_t) event =
      test_parse ("{'type':'ObjectEvent','eventTime':'never','trk:a':1,'cbvmda:lotNumber':'L1'}");
  g_autoptr (json_t) object = test_parse ("{'trk':'urn:n:','odd':{'@id':'urn:o:'}}");
  g_autofree char *bare = suima_hash_canonical (event, NULL);
  g_autofree char *declared = suima_hash_canonical (event, object);
  g_autofree char *own = NULL;

  g_assert_cmpstr (
      bare, ==, "eventType=ObjectEventeventTime=nevertrk:a=1{urn:epcglobal:cbv:mda}lotNumber=L1");
  g_assert_cmpstr (
      declared, ==,
      "eventType=ObjectEventeventTime=never{urn:epcglobal:cbv:mda}lotNumber=L1{urn:n:}a=1");
  json_object_set_new (event, "@context", test_parse ("['x',{'trk':'urn:m:'}]"));
  own = suima_hash_canonical (event, object);
  g_assert_nonnull (strstr (own, "{urn:m:}a=1"));
}

/* What core builds, hashed with core's context: the id stays when the id is put in. */
static void
test_own_event (void)
{
  static const char *const epcs[] = { "https://trace.example.cn/SHOP7/OBJ/0C1S2000001XEB2Y1708",
                                      NULL };
  SuimaEventContext context = {
    1795311000123456, 480, "0C1S2", 17, "https://trace.example.cn/S/1", NULL
  };
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  g_autoptr (json_t) own = suima_event_new_context ();
  g_autoptr (json_t) event = NULL, stored = NULL;
  g_autofree char *hash = NULL, *text = NULL, *again = NULL, *canonical = NULL;

  batch->product = g_strdup ("车厘子");
  batch->quantity_milli = 75500;
  event = suima_event_new (&(SuimaEventFacts){ .kind = SUIMA_EVENT_COMMISSION, .epcs = epcs, .batch = batch }, &context);
  hash = suima_hash_event (event, own);
  text = suima_event_to_text (event, hash);
  stored = test_json (text);
  again = suima_hash_event (stored, own);
  g_assert_cmpstr (hash, ==, again);
  canonical = suima_hash_canonical (stored, own);
  g_assert_true (g_str_has_suffix (canonical, "ilmd{https://suima.org/ns/}product=车厘子"
                                              "{https://suima.org/ns/}quantity=75.5"
                                              "{https://suima.org/ns/}seq=17"
                                              "{https://suima.org/ns/}station=0C1S2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (suima_trust_init (NULL));
  g_test_add_func ("/hash/known", test_known);
  g_test_add_func ("/hash/canonical", test_canonical);
  g_test_add_func ("/hash/order", test_order);
  g_test_add_func ("/hash/does-not-count", test_does_not_count);
  g_test_add_func ("/hash/every-value-counts", test_every_value_counts);
  g_test_add_func ("/hash/values", test_values);
  g_test_add_func ("/hash/namespaces", test_namespaces);
  g_test_add_func ("/hash/own-event", test_own_event);
  return g_test_run ();
}
