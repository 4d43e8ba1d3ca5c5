// SPDX-License-Identifier: Apache-2.0
// What the EPCIS 2.0 JSON schema asks of one event, as tables of keys and rules.
#include "suima-error.h"
#include "suima-event-rule.h"
#include "suima-event.h"

#include <string.h>

typedef struct
{
  const char *key;
  SuimaEventRule rule;
  guint types; /* SUIMA_TYPE bits: events that may have the key */
  guint needed_by;
} SuimaEventField;

enum
{
  SUIMA_TYPE_OBJECT = 1,
  SUIMA_TYPE_AGGREGATION = 2,
  SUIMA_TYPE_TRANSACTION = 4,
  SUIMA_TYPE_TRANSFORMATION = 8,
  SUIMA_TYPE_ASSOCIATION = 16,
  SUIMA_TYPE_ALL = 31,
  SUIMA_TYPE_WITH_ACTION = SUIMA_TYPE_ALL & ~SUIMA_TYPE_TRANSFORMATION,
  SUIMA_TYPE_WITH_CHILDREN = SUIMA_TYPE_AGGREGATION | SUIMA_TYPE_ASSOCIATION,
  SUIMA_TYPE_WITH_ILMD = SUIMA_TYPE_OBJECT | SUIMA_TYPE_TRANSFORMATION,
};

/* An extension is `prefix:name`, which is a URI by its form and therefore ASCII. */
static gboolean
suima_event_check_extension (const char *key, GError **error)
{
  if (suima_event_is_uri (key))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "\"%s\" is neither a key of EPCIS nor an extension prefix:name in ASCII", key);
  return FALSE;
}

static const SuimaEventField *
suima_event_find_field (const SuimaEventField *fields, const char *key, guint type)
{
  for (; fields->key != NULL; fields++)
    if ((fields->types & type) != 0 && strcmp (fields->key, key) == 0)
      return fields;
  return NULL;
}

/* @fields ends in a row without key; @extensible: whether prefix:name keys may stand there. */
static gboolean
suima_event_check_object (const json_t *object,
                          const SuimaEventField *fields,
                          guint type,
                          gboolean extensible,
                          GError **error)
{
  const char *key;
  json_t *value;

  if (!json_is_object (object))
    return suima_event_refuse (error, "is not an object");
  json_object_foreach ((json_t *)object, key, value)
  {
    const SuimaEventField *field = suima_event_find_field (fields, key, type);
    if (field == NULL)
      {
        if (!extensible && suima_event_is_uri (key))
          {
            g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "\"%s\" stands where no extension may", key);
            return FALSE;
          }
        if (!suima_event_check_extension (key, error))
          return FALSE;
      }
    else if (!field->rule (value, error))
      {
        g_prefix_error (error, "%s ", key);
        return FALSE;
      }
  }
  for (; fields->key != NULL; fields++)
    if ((fields->needed_by & type) != 0 && json_object_get (object, fields->key) == NULL)
      {
        g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is missing", fields->key);
        return FALSE;
      }
  return TRUE;
}

#define SUIMA_EVENT_MAY(key, rule)                                                                 \
  {                                                                                                \
    key, suima_event_check_##rule, SUIMA_TYPE_ALL, 0                                               \
  }
#define SUIMA_EVENT_MUST(key, rule)                                                                \
  {                                                                                                \
    key, suima_event_check_##rule, SUIMA_TYPE_ALL, SUIMA_TYPE_ALL                                  \
  }
#define SUIMA_EVENT_END                                                                            \
  {                                                                                                \
    NULL, NULL, 0, 0                                                                               \
  }

static const SuimaEventField suima_event_quantity_fields[] = {
  SUIMA_EVENT_MUST ("epcClass", uri),
  SUIMA_EVENT_MAY ("quantity", number),
  SUIMA_EVENT_MAY ("uom", uom),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_transaction_fields[] = {
  SUIMA_EVENT_MAY ("type", transaction_type),
  SUIMA_EVENT_MUST ("bizTransaction", uri),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_source_fields[] = {
  SUIMA_EVENT_MUST ("type", party_type),
  SUIMA_EVENT_MUST ("source", uri),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_destination_fields[] = {
  SUIMA_EVENT_MUST ("type", party_type),
  SUIMA_EVENT_MUST ("destination", uri),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_place_fields[] = {
  SUIMA_EVENT_MUST ("id", uri),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_persistent_fields[] = {
  SUIMA_EVENT_MAY ("set", dispositions),
  SUIMA_EVENT_MAY ("unset", dispositions),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_error_fields[] = {
  SUIMA_EVENT_MUST ("declarationTime", time),
  SUIMA_EVENT_MAY ("reason", reason),
  SUIMA_EVENT_MAY ("correctiveEventIDs", uris),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_metadata_fields[] = {
  SUIMA_EVENT_MAY ("time", time),
  SUIMA_EVENT_MAY ("startTime", time),
  SUIMA_EVENT_MAY ("endTime", time),
  SUIMA_EVENT_MAY ("deviceID", uri),
  SUIMA_EVENT_MAY ("deviceMetadata", uri),
  SUIMA_EVENT_MAY ("rawData", uri),
  SUIMA_EVENT_MAY ("dataProcessingMethod", uri),
  SUIMA_EVENT_MAY ("bizRules", uri),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_report_fields[] = {
  SUIMA_EVENT_MUST ("type", measurement),
  SUIMA_EVENT_MAY ("exception", alert),
  SUIMA_EVENT_MAY ("deviceID", uri),
  SUIMA_EVENT_MAY ("deviceMetadata", uri),
  SUIMA_EVENT_MAY ("rawData", uri),
  SUIMA_EVENT_MAY ("dataProcessingMethod", uri),
  SUIMA_EVENT_MAY ("bizRules", uri),
  SUIMA_EVENT_MAY ("time", time),
  SUIMA_EVENT_MAY ("microorganism", uri),
  SUIMA_EVENT_MAY ("chemicalSubstance", uri),
  SUIMA_EVENT_MAY ("coordinateReferenceSystem", uri),
  SUIMA_EVENT_MAY ("value", number),
  SUIMA_EVENT_MAY ("component", component),
  SUIMA_EVENT_MAY ("stringValue", text),
  SUIMA_EVENT_MAY ("booleanValue", boolean),
  SUIMA_EVENT_MAY ("hexBinaryValue", hex),
  SUIMA_EVENT_MAY ("uriValue", uri),
  SUIMA_EVENT_MAY ("minValue", number),
  SUIMA_EVENT_MAY ("maxValue", number),
  SUIMA_EVENT_MAY ("meanValue", number),
  SUIMA_EVENT_MAY ("sDev", number),
  SUIMA_EVENT_MAY ("percRank", number),
  SUIMA_EVENT_MAY ("percValue", number),
  SUIMA_EVENT_MAY ("uom", text),
  SUIMA_EVENT_END,
};

/* One rule for each object above, and one for the list of them. */
#define SUIMA_EVENT_OBJECT_RULE(name, extensible)                                                  \
  static gboolean suima_event_check_##name (const json_t *value, GError **error)                   \
  {                                                                                                \
    return suima_event_check_object (value, suima_event_##name##_fields, SUIMA_TYPE_ALL,           \
                                     extensible, error);                                           \
  }
#define SUIMA_EVENT_LIST_RULE(list, name)                                                          \
  static gboolean suima_event_check_##list (const json_t *value, GError **error)                   \
  {                                                                                                \
    return suima_event_check_list (suima_event_check_##name, value, error);                        \
  }

SUIMA_EVENT_OBJECT_RULE (quantity, FALSE)
SUIMA_EVENT_OBJECT_RULE (transaction, FALSE)
SUIMA_EVENT_OBJECT_RULE (source, FALSE)
SUIMA_EVENT_OBJECT_RULE (destination, FALSE)
SUIMA_EVENT_OBJECT_RULE (place, TRUE)
SUIMA_EVENT_OBJECT_RULE (metadata, TRUE)
SUIMA_EVENT_OBJECT_RULE (report, TRUE)
SUIMA_EVENT_LIST_RULE (quantities, quantity)
SUIMA_EVENT_LIST_RULE (transactions, transaction)
SUIMA_EVENT_LIST_RULE (sources, source)
SUIMA_EVENT_LIST_RULE (destinations, destination)

static gboolean
suima_event_check_reports (const json_t *value, GError **error)
{
  if (!suima_event_check_list (suima_event_check_report, value, error))
    return FALSE;
  return json_array_size (value) > 0 || suima_event_refuse (error, "is empty");
}

static const SuimaEventField suima_event_sensor_fields[] = {
  SUIMA_EVENT_MAY ("sensorMetadata", metadata),
  SUIMA_EVENT_MUST ("sensorReport", reports),
  SUIMA_EVENT_END,
};
static const SuimaEventField suima_event_ilmd_fields[] = { SUIMA_EVENT_END };

SUIMA_EVENT_OBJECT_RULE (sensor, TRUE)
SUIMA_EVENT_OBJECT_RULE (ilmd, TRUE)
SUIMA_EVENT_LIST_RULE (sensors, sensor)

static gboolean
suima_event_check_persistent (const json_t *value, GError **error)
{
  if (!suima_event_check_object (value, suima_event_persistent_fields, SUIMA_TYPE_ALL, FALSE,
                                 error))
    return FALSE;
  return json_object_size (value) > 0 || suima_event_refuse (error, "has neither set nor unset");
}

static gboolean
suima_event_check_error (const json_t *value, GError **error)
{
  if (!suima_event_check_object (value, suima_event_error_fields, SUIMA_TYPE_ALL, TRUE, error))
    return FALSE;
  if (g_strcmp0 (suima_json_get_text (value, "reason"), "did_not_occur") == 0 &&
      json_object_get (value, "correctiveEventIDs") != NULL)
    return suima_event_refuse (error, "did_not_occur has no correctiveEventIDs");
  return TRUE;
}

static gboolean
suima_event_check_context (const json_t *value, GError **error)
{
  return json_is_string (value) || json_is_object (value) || json_is_array (value) ||
         suima_event_refuse (error, "is not a JSON-LD context");
}

/* clang-format off */
static const SuimaEventField suima_event_fields[] = {
  { "@context", suima_event_check_context, SUIMA_TYPE_ALL, 0 },
  { "type", suima_event_check_text, SUIMA_TYPE_ALL, SUIMA_TYPE_ALL },
  { "eventID", suima_event_check_uri, SUIMA_TYPE_ALL, 0 },
  { "eventTime", suima_event_check_time, SUIMA_TYPE_ALL, SUIMA_TYPE_ALL },
  { "eventTimeZoneOffset", suima_event_check_offset, SUIMA_TYPE_ALL, SUIMA_TYPE_ALL },
  { "recordTime", suima_event_check_time, SUIMA_TYPE_ALL, 0 },
  { "certificationInfo", suima_event_check_certificates, SUIMA_TYPE_ALL, 0 },
  { "errorDeclaration", suima_event_check_error, SUIMA_TYPE_ALL, 0 },
  { "action", suima_event_check_action, SUIMA_TYPE_WITH_ACTION, SUIMA_TYPE_WITH_ACTION },
  { "epcList", suima_event_check_epcs, SUIMA_TYPE_OBJECT, 0 },
  { "epcList", suima_event_check_uris, SUIMA_TYPE_TRANSACTION, 0 },
  { "quantityList", suima_event_check_quantities, SUIMA_TYPE_OBJECT | SUIMA_TYPE_TRANSACTION, 0 },
  { "parentID", suima_event_check_uri, SUIMA_TYPE_WITH_CHILDREN | SUIMA_TYPE_TRANSACTION,
    SUIMA_TYPE_ASSOCIATION },
  { "childEPCs", suima_event_check_uris, SUIMA_TYPE_WITH_CHILDREN, 0 },
  { "childQuantityList", suima_event_check_quantities, SUIMA_TYPE_WITH_CHILDREN, 0 },
  { "inputEPCList", suima_event_check_epcs, SUIMA_TYPE_TRANSFORMATION, 0 },
  { "inputQuantityList", suima_event_check_quantities, SUIMA_TYPE_TRANSFORMATION, 0 },
  { "outputEPCList", suima_event_check_epcs, SUIMA_TYPE_TRANSFORMATION, 0 },
  { "outputQuantityList", suima_event_check_quantities, SUIMA_TYPE_TRANSFORMATION, 0 },
  { "transformationID", suima_event_check_uri, SUIMA_TYPE_TRANSFORMATION, 0 },
  { "bizStep", suima_event_check_biz_step, SUIMA_TYPE_ALL, 0 },
  { "disposition", suima_event_check_disposition, SUIMA_TYPE_ALL, 0 },
  { "persistentDisposition", suima_event_check_persistent, SUIMA_TYPE_WITH_ILMD, 0 },
  { "readPoint", suima_event_check_place, SUIMA_TYPE_ALL, 0 },
  { "bizLocation", suima_event_check_place, SUIMA_TYPE_ALL, 0 },
  { "bizTransactionList", suima_event_check_transactions, SUIMA_TYPE_ALL, SUIMA_TYPE_TRANSACTION },
  { "sourceList", suima_event_check_sources, SUIMA_TYPE_ALL, 0 },
  { "destinationList", suima_event_check_destinations, SUIMA_TYPE_ALL, 0 },
  { "sensorElementList", suima_event_check_sensors, SUIMA_TYPE_ALL, 0 },
  { "ilmd", suima_event_check_ilmd, SUIMA_TYPE_WITH_ILMD, 0 },
  SUIMA_EVENT_END,
};
/* clang-format on */

static gboolean
suima_event_has_items (const json_t *event, const char *first, const char *second)
{
  return json_array_size (json_object_get (event, first)) > 0 ||
         json_array_size (json_object_get (event, second)) > 0;
}

static gboolean
suima_event_check_object_event (const json_t *event, GError **error)
{
  if (json_object_get (event, "ilmd") != NULL &&
      strcmp (suima_json_get_text (event, "action"), "ADD") != 0)
    return suima_event_refuse (error, "ilmd stands only where the action is ADD");
  if (json_object_get (event, "epcList") == NULL &&
      !suima_event_has_items (event, "quantityList", "") &&
      !(suima_event_has_items (event, "sensorElementList", "") &&
        json_object_get (event, "readPoint") != NULL))
    return suima_event_refuse (error, "epcList, quantityList or sensorElementList with readPoint "
                                      "is missing");
  return TRUE;
}

static gboolean
suima_event_check_transformation (const json_t *event, GError **error)
{
  gboolean has_input = suima_event_has_items (event, "inputEPCList", "inputQuantityList");
  gboolean has_output = suima_event_has_items (event, "outputEPCList", "outputQuantityList");
  gboolean has_id = json_object_get (event, "transformationID") != NULL;

  return (has_input && has_output) || (has_id && (has_input || has_output)) ||
         suima_event_refuse (error, "inputs, outputs or transformationID are missing");
}

static gboolean
suima_event_check_whole (const json_t *event, guint type, GError **error)
{
  gboolean is_delete = g_strcmp0 (suima_json_get_text (event, "action"), "DELETE") == 0;

  if (type == SUIMA_TYPE_OBJECT)
    return suima_event_check_object_event (event, error);
  if (type == SUIMA_TYPE_TRANSFORMATION)
    return suima_event_check_transformation (event, error);
  if (type == SUIMA_TYPE_TRANSACTION)
    {
      if (json_array_size (json_object_get (event, "bizTransactionList")) == 0)
        return suima_event_refuse (error, "bizTransactionList is empty");
      return is_delete || json_object_get (event, "epcList") != NULL ||
             suima_event_has_items (event, "quantityList", "") ||
             suima_event_refuse (error, "epcList or quantityList is missing");
    }
  return is_delete || suima_event_has_items (event, "childEPCs", "childQuantityList") ||
         suima_event_refuse (error, "childEPCs or childQuantityList is missing");
}

static gboolean
suima_event_has_null (const json_t *value)
{
  const char *key;
  json_t *child;
  gsize i;

  if (json_is_null (value))
    return TRUE;
  json_array_foreach (value, i, child) if (suima_event_has_null (child)) return TRUE;
  json_object_foreach ((json_t *)value, key, child) if (suima_event_has_null (child)) return TRUE;
  return FALSE;
}

static guint
suima_event_find_type (const char *type)
{
  static const char *const types[] = { "ObjectEvent", "AggregationEvent", "TransactionEvent",
                                       "TransformationEvent", "AssociationEvent" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i]) == 0)
      return 1u << i;
  return 0;
}

gboolean
suima_event_check (const json_t *event, GError **error)
{
  const char *name = suima_json_get_text (event, "type");
  guint type = suima_event_find_type (name);

  if (!json_is_object (event))
    return suima_event_refuse (error, "an event is an object");
  if (type == 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "type \"%s\" is not one of EPCIS",
                   name ? name : "");
      return FALSE;
    }
  if (suima_event_has_null (event))
    return suima_event_refuse (error, "null stands for a value: leave the key out");
  return suima_event_check_object (event, suima_event_fields, type, TRUE, error) &&
         suima_event_check_whole (event, type, error);
}
