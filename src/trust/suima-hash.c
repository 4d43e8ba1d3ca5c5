// SPDX-License-Identifier: Apache-2.0
// The canonical string of an event: CBV 2.0, chapter on hash identifiers, in the reading that the
// reference implementation follows since 2026.
#include "suima-hash.h"

#include "suima-hash-value.h"
#include "suima-key.h"

#include <string.h>

typedef enum
{
  SUIMA_HASH_PLAIN,
  SUIMA_HASH_TIME,
  SUIMA_HASH_WORD,
  SUIMA_HASH_OBJECT,
  SUIMA_HASH_LIST,
} SuimaHashKind;

/**
 * SuimaHashField:
 * @element stands before each member of a LIST, @members are the fields of an OBJECT or of each
 * member; a LIST without them holds plain values. A @hidden LIST does not write its own key.
 */
typedef struct _SuimaHashField SuimaHashField;
struct _SuimaHashField
{
  const char *key;
  SuimaHashKind kind;
  SuimaCbvList list;
  const char *element;
  const SuimaHashField *members;
  gboolean hidden;
};

#define SUIMA_HASH_END                                                                             \
  {                                                                                                \
    NULL, SUIMA_HASH_PLAIN, 0, NULL, NULL, FALSE                                                   \
  }
#define PLAIN(key)                                                                                 \
  {                                                                                                \
    key, SUIMA_HASH_PLAIN, 0, NULL, NULL, FALSE                                                    \
  }
#define TIME(key)                                                                                  \
  {                                                                                                \
    key, SUIMA_HASH_TIME, 0, NULL, NULL, FALSE                                                     \
  }
#define WORD(key, list)                                                                            \
  {                                                                                                \
    key, SUIMA_HASH_WORD, list, NULL, NULL, FALSE                                                  \
  }
#define OBJECT(key, members)                                                                       \
  {                                                                                                \
    key, SUIMA_HASH_OBJECT, 0, NULL, members, FALSE                                                \
  }
#define LIST(key, element, members)                                                                \
  {                                                                                                \
    key, SUIMA_HASH_LIST, 0, element, members, FALSE                                               \
  }
#define HIDDEN(key, element, members)                                                              \
  {                                                                                                \
    key, SUIMA_HASH_LIST, 0, element, members, TRUE                                                \
  }

/* clang-format off */
static const SuimaHashField suima_hash_quantity[] = {
  PLAIN ("epcClass"), PLAIN ("quantity"), PLAIN ("uom"), SUIMA_HASH_END
};
static const SuimaHashField suima_hash_persistent[] = {
  WORD ("set", SUIMA_CBV_DISPOSITION), WORD ("unset", SUIMA_CBV_DISPOSITION), SUIMA_HASH_END
};
static const SuimaHashField suima_hash_place[] = { PLAIN ("id"), SUIMA_HASH_END };
static const SuimaHashField suima_hash_transaction[] = {
  WORD ("type", SUIMA_CBV_TRANSACTION), PLAIN ("bizTransaction"), SUIMA_HASH_END
};
static const SuimaHashField suima_hash_source[] = {
  WORD ("type", SUIMA_CBV_PARTY), PLAIN ("source"), SUIMA_HASH_END
};
static const SuimaHashField suima_hash_destination[] = {
  WORD ("type", SUIMA_CBV_PARTY), PLAIN ("destination"), SUIMA_HASH_END
};
static const SuimaHashField suima_hash_metadata[] = {
  TIME ("time"), TIME ("startTime"), TIME ("endTime"), PLAIN ("deviceID"),
  PLAIN ("deviceMetadata"), PLAIN ("rawData"), PLAIN ("dataProcessingMethod"), PLAIN ("bizRules"),
  SUIMA_HASH_END
};
static const SuimaHashField suima_hash_report[] = {
  WORD ("type", SUIMA_CBV_MEASUREMENT), WORD ("exception", SUIMA_CBV_ALERT), PLAIN ("deviceID"),
  PLAIN ("deviceMetadata"), PLAIN ("rawData"), PLAIN ("dataProcessingMethod"), TIME ("time"),
  PLAIN ("microorganism"), PLAIN ("chemicalSubstance"), PLAIN ("value"),
  WORD ("component", SUIMA_CBV_COMPONENT), PLAIN ("stringValue"), PLAIN ("booleanValue"),
  PLAIN ("hexBinaryValue"), PLAIN ("uriValue"), PLAIN ("minValue"), PLAIN ("maxValue"),
  PLAIN ("meanValue"), PLAIN ("sDev"), PLAIN ("percRank"), PLAIN ("percValue"), PLAIN ("uom"),
  PLAIN ("coordinateReferenceSystem"), SUIMA_HASH_END
};
static const SuimaHashField suima_hash_sensor[] = {
  OBJECT ("sensorMetadata", suima_hash_metadata),
  HIDDEN ("sensorReport", "sensorReport", suima_hash_report),
  SUIMA_HASH_END
};
static const SuimaHashField suima_hash_fields[] = {
  TIME ("eventTime"), PLAIN ("eventTimeZoneOffset"),
  LIST ("epcList", "epc", NULL), PLAIN ("parentID"),
  LIST ("inputEPCList", "epc", NULL), LIST ("childEPCs", "epc", NULL),
  LIST ("quantityList", "quantityElement", suima_hash_quantity),
  LIST ("childQuantityList", "quantityElement", suima_hash_quantity),
  LIST ("inputQuantityList", "quantityElement", suima_hash_quantity),
  LIST ("outputEPCList", "epc", NULL),
  LIST ("outputQuantityList", "quantityElement", suima_hash_quantity),
  PLAIN ("action"), PLAIN ("transformationID"),
  WORD ("bizStep", SUIMA_CBV_BIZ_STEP), WORD ("disposition", SUIMA_CBV_DISPOSITION),
  OBJECT ("persistentDisposition", suima_hash_persistent),
  OBJECT ("readPoint", suima_hash_place), OBJECT ("bizLocation", suima_hash_place),
  LIST ("bizTransactionList", "", suima_hash_transaction),
  LIST ("sourceList", "", suima_hash_source),
  LIST ("destinationList", "", suima_hash_destination),
  HIDDEN ("sensorElementList", "sensorElement", suima_hash_sensor),
  SUIMA_HASH_END
};
/* clang-format on */

#undef PLAIN
#undef TIME
#undef WORD
#undef OBJECT
#undef LIST
#undef HIDDEN

static const char *const suima_hash_left_out[] = {
  "type", "eventID", "recordTime", "errorDeclaration", "certificationInfo", "@context", "ilmd", NULL
};

static int
suima_hash_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Appends @parts bytewise sorted, without anything between them. */
static void
suima_hash_append_sorted (GString *out, GPtrArray *parts)
{
  g_ptr_array_sort (parts, suima_hash_compare);
  for (guint i = 0; i < parts->len; i++)
    g_string_append (out, g_ptr_array_index (parts, i));
}

static char *
suima_hash_write_value (const SuimaHashField *field, const json_t *value)
{
  if (field->kind == SUIMA_HASH_TIME)
    return suima_hash_value_time (value);
  if (field->kind == SUIMA_HASH_WORD)
    return suima_hash_value_word (value, field->list);
  return suima_hash_value_plain (value);
}

static void
suima_hash_add_value (GPtrArray *parts, const char *key, const char *text)
{
  if (*text != '\0')
    g_ptr_array_add (parts, g_strconcat (key, "=", text, NULL));
}

/* `key=value`; a list gives one for each member. */
static void
suima_hash_append_values (GString *out, const SuimaHashField *field, const json_t *value)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gsize i;
  json_t *item;

  if (json_is_array (value))
    {
      json_array_foreach (value, i, item)
      {
        g_autofree char *text = suima_hash_write_value (field, item);
        suima_hash_add_value (parts, field->key, text);
      }
    }
  else
    {
      g_autofree char *text = suima_hash_write_value (field, value);
      suima_hash_add_value (parts, field->key, text);
    }
  suima_hash_append_sorted (out, parts);
}

static void
suima_hash_append_fields (GString *out, const SuimaHashField *fields, const json_t *object);

static void
suima_hash_append_list (GString *out, const SuimaHashField *field, const json_t *list)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gsize i;
  json_t *item;

  json_array_foreach (list, i, item)
  {
    if (field->members == NULL)
      {
        g_autofree char *text = suima_hash_value_plain (item);
        suima_hash_add_value (parts, field->element, text);
      }
    else
      {
        g_autoptr (GString) part = g_string_new (field->element);
        suima_hash_append_fields (part, field->members, item);
        if (part->len > strlen (field->element))
          g_ptr_array_add (parts, g_strdup (part->str));
      }
  }
  if (parts->len > 0 && !field->hidden)
    g_string_append (out, field->key);
  suima_hash_append_sorted (out, parts);
}

static void
suima_hash_append_fields (GString *out, const SuimaHashField *fields, const json_t *object)
{
  for (const SuimaHashField *field = fields; field->key != NULL; field++)
    {
      const json_t *value = json_object_get (object, field->key);
      if (value == NULL)
        continue;
      if (field->kind == SUIMA_HASH_LIST)
        suima_hash_append_list (out, field, value);
      else if (field->kind == SUIMA_HASH_OBJECT)
        {
          g_autoptr (GString) inner = g_string_new (NULL);
          suima_hash_append_fields (inner, field->members, value);
          if (inner->len > 0)
            g_string_append_printf (out, "%s%s", field->key, inner->str);
        }
      else
        suima_hash_append_values (out, field, value);
    }
}

/* Returns: (transfer full): `{namespace}local`, or the key itself where its prefix is unknown. */
static char *
suima_hash_expand_key (GHashTable *namespaces, const char *key)
{
  const char *colon = strchr (key, ':');
  g_autofree char *prefix = colon ? g_strndup (key, (gsize)(colon - key)) : NULL;
  const char *uri = prefix ? g_hash_table_lookup (namespaces, prefix) : NULL;

  return uri ? g_strdup_printf ("{%s}%s", uri, colon + 1) : g_strdup (key);
}

static gboolean
suima_hash_is_comment (const char *key)
{
  return strcmp (key, "rdfs:comment") == 0 || strcmp (key, "comment") == 0;
}

/* One part for a scalar or an object, one for each member of a list. */
static void
suima_hash_add_extension (GPtrArray *parts,
                          GHashTable *namespaces,
                          const char *name,
                          const json_t *value)
{
  g_autoptr (GPtrArray) inner = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (name);
  const char *key;
  json_t *child;
  gsize i;

  if (json_is_array (value))
    {
      json_array_foreach (value, i, child)
          suima_hash_add_extension (parts, namespaces, name, child);
      return;
    }
  if (json_is_object (value))
    {
      json_object_foreach ((json_t *)value, key, child)
      {
        g_autofree char *expanded = suima_hash_expand_key (namespaces, key);
        if (!suima_hash_is_comment (key))
          suima_hash_add_extension (inner, namespaces, expanded, child);
      }
      suima_hash_append_sorted (part, inner);
    }
  else
    {
      g_autofree char *text = suima_hash_value_plain (value);
      g_string_append_printf (part, "%s%s", *text != '\0' ? "=" : "", text);
    }
  g_ptr_array_add (parts, g_strdup (part->str));
}

static gboolean
suima_hash_has_field (const SuimaHashField *fields, const char *key)
{
  for (; fields->key != NULL; fields++)
    if (strcmp (fields->key, key) == 0)
      return TRUE;
  return FALSE;
}

/* The keys of @object that are no field of it. */
static void
suima_hash_append_extensions (GString *out,
                              GHashTable *namespaces,
                              const SuimaHashField *fields,
                              const json_t *object)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *key;
  json_t *value;

  json_object_foreach ((json_t *)object, key, value)
  {
    g_autofree char *name = NULL;
    if (suima_hash_has_field (fields, key) || suima_hash_is_comment (key) ||
        (fields == suima_hash_fields && g_strv_contains (suima_hash_left_out, key)))
      continue;
    name = suima_hash_expand_key (namespaces, key);
    suima_hash_add_extension (parts, namespaces, name, value);
  }
  suima_hash_append_sorted (out, parts);
}

static void suima_hash_append_nested (GString *out,
                                      GHashTable *namespaces,
                                      const SuimaHashField *fields,
                                      const json_t *object);

/* Adds what extends @object, a member of @field or its value, after the name it stands under. */
static void
suima_hash_add_nested (GPtrArray *parts,
                       GHashTable *namespaces,
                       const SuimaHashField *field,
                       const json_t *object)
{
  const char *name = field->kind == SUIMA_HASH_LIST ? field->element : field->key;
  g_autoptr (GString) part = g_string_new (name);

  suima_hash_append_nested (part, namespaces, field->members, object);
  suima_hash_append_extensions (part, namespaces, field->members, object);
  if (part->len > strlen (name))
    g_ptr_array_add (parts, g_strdup (part->str));
}

/* In CBV 2.0 extensions inside standard fields follow behind all of them, under their path. */
static void
suima_hash_append_nested (GString *out,
                          GHashTable *namespaces,
                          const SuimaHashField *fields,
                          const json_t *object)
{
  for (; fields->key != NULL; fields++)
    {
      const json_t *value = json_object_get (object, fields->key);
      g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
      gsize i;
      json_t *item;

      if (fields->members == NULL)
        continue;
      if (fields->kind == SUIMA_HASH_OBJECT)
        suima_hash_add_nested (parts, namespaces, fields, value);
      else
        json_array_foreach (value, i, item) suima_hash_add_nested (parts, namespaces, fields, item);
      if (parts->len > 0 && fields->kind == SUIMA_HASH_LIST && !fields->hidden)
        g_string_append (out, fields->key);
      suima_hash_append_sorted (out, parts);
    }
}

static void
suima_hash_read_namespaces (GHashTable *namespaces, const json_t *context)
{
  const char *prefix;
  json_t *value;
  gsize i;

  json_array_foreach (context, i, value) suima_hash_read_namespaces (namespaces, value);
  json_object_foreach ((json_t *)context, prefix, value)
  {
    if (json_is_string (value))
      g_hash_table_replace (namespaces, g_strdup (prefix), g_strdup (json_string_value (value)));
  }
}

static GHashTable *
suima_hash_new_namespaces (const json_t *event, const json_t *context)
{
  GHashTable *namespaces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_replace (namespaces, g_strdup ("cbvmda"), g_strdup ("urn:epcglobal:cbv:mda"));
  suima_hash_read_namespaces (namespaces, context);
  suima_hash_read_namespaces (namespaces, json_object_get (event, "@context"));
  return namespaces;
}

char *
suima_hash_canonical (const json_t *event, const json_t *context)
{
  g_autoptr (GHashTable) namespaces = suima_hash_new_namespaces (event, context);
  g_autoptr (GPtrArray) ilmd = g_ptr_array_new_with_free_func (g_free);
  const char *type = suima_json_get_text (event, "type");
  GString *out = g_string_new ("eventType=");

  g_string_append (out, type ? type : "");
  suima_hash_append_fields (out, suima_hash_fields, event);
  if (json_object_get (event, "ilmd") != NULL)
    suima_hash_add_extension (ilmd, namespaces, "ilmd", json_object_get (event, "ilmd"));
  suima_hash_append_sorted (out, ilmd);
  suima_hash_append_nested (out, namespaces, suima_hash_fields, event);
  suima_hash_append_extensions (out, namespaces, suima_hash_fields, event);
  return g_string_free (out, FALSE);
}

char *
suima_hash_event (const json_t *event, const json_t *context)
{
  g_autofree char *canonical = suima_hash_canonical (event, context);
  g_autofree char *hex = suima_sha256_hex (canonical, strlen (canonical));

  return g_strdup_printf ("ni:///sha-256;%s?ver=CBV2.0", hex);
}
