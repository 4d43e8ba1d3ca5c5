// SPDX-License-Identifier: Apache-2.0
// Building our own events and the document that carries them.
#include "suima-event.h"

#include <string.h>

#define SUIMA_EVENT_SCHEMA_VERSION "2.0"

typedef struct
{
  const char *action;
  const char *biz_step;
  const char *disposition;
  const char *act; /* (nullable): what CBV has no word for */
} SuimaEventWords;

/* CBV 2.0 keeps `encoding` for TransactionEvents and `commissioning` for the birth of an
 * identity, so a second label of the same identity is `other`. */
static const SuimaEventWords suima_event_words[] = {
  [SUIMA_EVENT_COMMISSION] = { "ADD", "commissioning", "active", NULL },
  [SUIMA_EVENT_REPRINT] = { "OBSERVE", "other", "active", "reprint" },
  [SUIMA_EVENT_VOID] = { "DELETE", "decommissioning", "inactive", NULL },
  [SUIMA_EVENT_RECEIVE] = { "OBSERVE", "receiving", "in_progress", NULL },
  [SUIMA_EVENT_STORE] = { "OBSERVE", "storing", "sellable_accessible", NULL },
  [SUIMA_EVENT_ISSUE] = { "OBSERVE", "shipping", "in_transit", NULL },
  [SUIMA_EVENT_SELL] = { "OBSERVE", "retail_selling", "retail_sold", NULL },
  [SUIMA_EVENT_TAKE_BACK] = { "OBSERVE", "receiving", "returned", NULL },
  [SUIMA_EVENT_SEND_BACK] = { "OBSERVE", "shipping", "returned", NULL },
  [SUIMA_EVENT_WASTE] = { "OBSERVE", "other", "disposed", "waste" },
  [SUIMA_EVENT_TRANSFORM] = { NULL, "repackaging", "active", NULL },
  [SUIMA_EVENT_HOLD] = { "OBSERVE", "holding", "non_sellable_other", NULL },
  [SUIMA_EVENT_RELEASE] = { "OBSERVE", "inspecting", "sellable_accessible", "release" },
  [SUIMA_EVENT_RECALL] = { "OBSERVE", "holding", "non_sellable_other", "recall" },
  [SUIMA_EVENT_LIFT_RECALL] = { "OBSERVE", "holding", "sellable_accessible", "lift-recall" },
  [SUIMA_EVENT_DESTROY] = { "DELETE", "destroying", "destroyed", NULL },
  [SUIMA_EVENT_EXPIRE] = { "OBSERVE", "holding", "expired", NULL },
  [SUIMA_EVENT_TEST] = { "OBSERVE", "inspecting", "conformant", NULL },
  [SUIMA_EVENT_ZONE] = { "OBSERVE", "storing", NULL, "zone" },
  [SUIMA_EVENT_FOUND] = { "OBSERVE", "cycle_counting", NULL, "found" },
  [SUIMA_EVENT_MISSED] = { "OBSERVE", "cycle_counting", "unknown", "missed" },
  [SUIMA_EVENT_OVERRIDE] = { "OBSERVE", "other", NULL, "override" },
  [SUIMA_EVENT_REVEAL] = { "OBSERVE", "other", NULL, "reveal" },
  [SUIMA_EVENT_PAPER] = { "OBSERVE", "other", NULL, "paper" },
  [SUIMA_EVENT_SIGN_OFF] = { "OBSERVE", "other", NULL, "sign-off" },
  [SUIMA_EVENT_BADGE] = { "OBSERVE", "other", NULL, "badge" },
  [SUIMA_EVENT_ADOPT] = { "OBSERVE", "accepting", "sellable_accessible", "adopt" },
  [SUIMA_EVENT_CORRECT] = { "OBSERVE", "other", NULL, "correct" },
};

static const char *const suima_event_paper_keys[SUIMA_N_PAPERS] = {
  [SUIMA_PAPER_INSPECTION] = "suima:paperInspection",
  [SUIMA_PAPER_NUCLEIC_ACID] = "suima:paperNucleicAcid",
  [SUIMA_PAPER_DISINFECTION] = "suima:paperDisinfection",
  [SUIMA_PAPER_CUSTOMS] = "suima:paperCustoms",
  [SUIMA_PAPER_PLANT] = "suima:paperPlant",
  [SUIMA_PAPER_CONFORMITY] = "suima:paperConformity",
  [SUIMA_PAPER_ANIMAL_QUARANTINE] = "suima:paperAnimalQuarantine",
  [SUIMA_PAPER_MEAT_QUALITY] = "suima:paperMeatQuality",
  [SUIMA_PAPER_SWINE_FEVER] = "suima:paperSwineFever",
  [SUIMA_PAPER_TEST_REPORT] = "suima:paperTestReport",
  [SUIMA_PAPER_VOUCHER] = "suima:paperVoucher",
  [SUIMA_PAPER_WAREHOUSE_EXIT] = "suima:paperWarehouseExit",
};

const char *
suima_event_paper_key (SuimaPaperKind kind)
{
  return suima_event_paper_keys[kind];
}

static void
suima_event_set_day (json_t *object, const char *key, SuimaDay day)
{
  g_autofree char *text = day == SUIMA_DAY_NONE ? NULL : suima_day_to_text (day);

  suima_json_set_text (object, key, text);
}

static void
suima_event_set_quantity (json_t *ilmd, const SuimaBatch *batch)
{
  g_autofree char *quantity = NULL;

  if (batch->quantity_milli <= 0)
    return;
  quantity = suima_quantity_to_text (batch->quantity_milli);
  suima_json_set_text (ilmd, "suima:quantity", quantity);
  suima_json_set_text (ilmd, "suima:unit", batch->unit);
}

/* The weight of the instances: a quantityList would count it again, beside epcList. */
static void
suima_event_set_weight (json_t *ilmd, gint64 weight_g)
{
  g_autofree char *weight = NULL;

  if (weight_g <= 0)
    return;
  weight = suima_quantity_to_text (weight_g); /* thousandths of a kilogram */
  suima_json_set_text (ilmd, "suima:netWeight", weight);
  suima_json_set_text (ilmd, "suima:netWeightUnit", "KGM");
}

/* Names of firms go up; phones and credit codes, which may be a person's, stay at home. */
static json_t *
suima_event_new_ilmd (const SuimaBatch *batch)
{
  json_t *ilmd = json_object ();

  suima_json_set_text (ilmd, "suima:product", batch->product);
  suima_json_set_text (ilmd, "suima:spec", batch->spec);
  suima_json_set_text (ilmd, "suima:category", batch->category);
  suima_json_set_text (ilmd, "suima:lot", batch->lot);
  suima_json_set_text (ilmd, "suima:gtin", batch->gtin);
  suima_json_set_text (ilmd, "suima:origin", batch->origin);
  suima_json_set_text (ilmd, "suima:country", batch->country);
  suima_json_set_text (ilmd, "suima:storage", batch->storage);
  if (batch->temp_class != SUIMA_TEMP_UNKNOWN)
    suima_json_set_text (ilmd, "suima:tempClass", suima_temp_class_to_code (batch->temp_class));
  suima_event_set_day (ilmd, "suima:productionDate", batch->production);
  suima_event_set_day (ilmd, "suima:expiryDate", batch->expiry);
  suima_event_set_day (ilmd, "suima:arrivalDate", batch->arrival);
  suima_json_set_text (ilmd, "suima:port", batch->port);
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    suima_json_set_text (ilmd, suima_event_paper_keys[i], batch->papers[i]);
  suima_json_set_text (ilmd, "suima:importer", batch->importer);
  suima_json_set_text (ilmd, "suima:supplier", batch->supplier);
  suima_json_set_text (ilmd, "suima:producer", batch->producer);
  suima_event_set_quantity (ilmd, batch);
  return ilmd;
}

static json_t *
suima_event_new_place (const char *location)
{
  json_t *place = json_object ();

  suima_json_set_text (place, "id", location);
  return place;
}

/* UN/ECE Recommendation 20. What has no code is counted: EPCIS leaves uom out for pieces. */
static const char *
suima_event_find_uom (const char *unit)
{
  static const char *const codes[][2] = {
    { "kg", "KGM" }, { "公斤", "KGM" }, { "千克", "KGM" }, { "g", "GRM" }, { "克", "GRM" },
    { "t", "TNE" },  { "吨", "TNE" },
  };

  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (codes[i][0], unit) == 0)
      return codes[i][1];
  return NULL;
}

static json_t *
suima_event_new_quantity (const SuimaEventQuantity *quantity)
{
  json_t *object = json_object ();
  gint64 milli = quantity->quantity_milli;

  suima_json_set_text (object, "epcClass", quantity->epc_class);
  json_object_set_new (object, "quantity",
                       milli % 1000 == 0 ? json_integer (milli / 1000)
                                         : json_real ((double)milli / 1000));
  suima_json_set_text (object, "uom", suima_event_find_uom (quantity->unit));
  return object;
}

static void
suima_event_set_quantities (json_t *event,
                            const char *key,
                            const SuimaEventQuantity *quantities,
                            gsize n_quantities)
{
  json_t *list;

  if (n_quantities == 0)
    return;
  list = json_array ();
  for (gsize i = 0; i < n_quantities; i++)
    json_array_append_new (list, suima_event_new_quantity (&quantities[i]));
  json_object_set_new (event, key, list);
}

static void
suima_event_set_epcs (json_t *event, const char *key, const char *const *epcs)
{
  json_t *list = json_array ();

  for (; epcs != NULL && *epcs != NULL; epcs++)
    json_array_append_new (list, json_string (*epcs));
  json_object_set_new (event, key, list);
}

static void
suima_event_set_what (json_t *event, const SuimaEventFacts *facts)
{
  const SuimaEventWords *words = &suima_event_words[facts->kind];

  if (facts->kind == SUIMA_EVENT_TRANSFORM)
    {
      if (facts->epcs != NULL && facts->epcs[0] != NULL)
        suima_event_set_epcs (event, "inputEPCList", facts->epcs);
      suima_event_set_quantities (event, "inputQuantityList", facts->quantities,
                                  facts->n_quantities);
      suima_event_set_quantities (event, "outputQuantityList", facts->output,
                                  facts->output != NULL);
    }
  else
    {
      suima_event_set_epcs (event, "epcList", facts->epcs);
      suima_event_set_quantities (event, "quantityList", facts->quantities, facts->n_quantities);
    }
  suima_json_set_text (event, "action", words->action);
  suima_json_set_text (event, "bizStep", words->biz_step);
  suima_json_set_text (event, "disposition", facts->is_bad ? "non_conformant" : words->disposition);
}

/* What lasts until it is lifted, whatever else happens to the goods (CBV 2.0). */
static void
suima_event_set_persistent (json_t *event, SuimaEventKind kind)
{
  if (kind == SUIMA_EVENT_RECALL)
    json_object_set_new (event, "persistentDisposition", json_pack ("{s[s]}", "set", "recalled"));
  if (kind == SUIMA_EVENT_LIFT_RECALL)
    json_object_set_new (event, "persistentDisposition", json_pack ("{s[s]}", "unset", "recalled"));
}

static void
suima_event_set_details (json_t *event, const SuimaEventFacts *facts)
{
  for (gsize i = 0; i < facts->n_details; i++)
    {
      g_autofree char *key = g_strconcat ("suima:", facts->details[i].key, NULL);
      suima_json_set_text (event, key, facts->details[i].text);
    }
}

static gboolean
suima_event_has_ilmd (const SuimaEventFacts *facts)
{
  return facts->batch != NULL &&
         (facts->kind == SUIMA_EVENT_COMMISSION || facts->kind == SUIMA_EVENT_TRANSFORM);
}

json_t *
suima_event_new (const SuimaEventFacts *facts, const SuimaEventContext *context)
{
  g_autofree char *time = suima_time_to_text (context->at_us, context->utc_offset_min);
  g_autofree char *offset = suima_time_offset_to_text (context->utc_offset_min);
  json_t *event = json_object ();

  suima_json_set_text (event, "type",
                       facts->kind == SUIMA_EVENT_TRANSFORM ? "TransformationEvent" : "ObjectEvent");
  suima_json_set_text (event, "eventTime", time);
  suima_json_set_text (event, "eventTimeZoneOffset", offset);
  suima_event_set_what (event, facts);
  suima_event_set_persistent (event, facts->kind);
  json_object_set_new (event, "readPoint", suima_event_new_place (context->location));
  json_object_set_new (event, "bizLocation", suima_event_new_place (context->location));
  if (suima_event_has_ilmd (facts))
    {
      json_t *ilmd = suima_event_new_ilmd (facts->batch);
      suima_event_set_weight (ilmd, facts->weight_g);
      json_object_set_new (event, "ilmd", ilmd);
    }
  suima_json_set_text (event, "suima:station", context->station);
  json_object_set_new (event, "suima:seq", json_integer (context->seq));
  suima_json_set_text (event, "suima:operator", context->operator_name);
  suima_json_set_text (event, "suima:act", suima_event_words[facts->kind].act);
  if (facts->copy > 0)
    json_object_set_new (event, "suima:copy", json_integer (facts->copy));
  suima_json_set_text (event, "suima:reason", facts->reason);
  suima_event_set_details (event, facts);
  return event;
}

json_t *
suima_event_new_context (void)
{
  return json_pack ("[s{s:s}]", SUIMA_EVENT_CONTEXT, "suima", SUIMA_EVENT_NAMESPACE);
}

char *
suima_event_to_text (const json_t *event, const char *event_id)
{
  g_autoptr (json_t) whole = json_object ();
  const char *key;
  json_t *value;

  json_object_set (whole, "type", json_object_get (event, "type"));
  suima_json_set_text (whole, "eventID", event_id);
  json_object_foreach ((json_t *)event, key, value)
  {
    if (strcmp (key, "eventID") != 0)
      json_object_set (whole, key, value);
  }
  return suima_json_to_text (whole);
}

char *
suima_event_new_document (GPtrArray *events, gint64 at_us)
{
  g_autoptr (json_t) context = suima_event_new_context ();
  g_autofree char *context_text = suima_json_to_text (context);
  g_autofree char *created = suima_time_to_text (at_us, 0);
  GString *out = g_string_new ("{\"@context\":");

  g_string_append (out, context_text);
  g_string_append (out, ",\"type\":\"EPCISDocument\",\"schemaVersion\":"
                        "\"" SUIMA_EVENT_SCHEMA_VERSION "\",\"creationDate\":\"");
  g_string_append (out, created);
  g_string_append (out, "\",\"epcisBody\":{\"eventList\":[");
  for (guint i = 0; i < events->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, g_ptr_array_index (events, i));
    }
  g_string_append (out, "]}}");
  return g_string_free (out, FALSE);
}
