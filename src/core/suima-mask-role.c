// SPDX-License-Identifier: Apache-2.0
// Which role sees what of which field.
#include "suima-mask.h"
#include "suima-uscc.h"

#include <string.h>

static const char *const suima_role_codes[SUIMA_N_ROLES] = { "consumer", "clerk", "owner", "operator",
                                                             "regulator" };

const char *
suima_role_to_code (SuimaRole role)
{
  g_return_val_if_fail (role < SUIMA_N_ROLES, suima_role_codes[0]);
  return suima_role_codes[role];
}

gboolean
suima_role_from_code (const char *code, SuimaRole *ret_role)
{
  for (guint i = 0; i < SUIMA_N_ROLES; i++)
    if (g_strcmp0 (code, suima_role_codes[i]) == 0)
      {
        *ret_role = (SuimaRole)i;
        return TRUE;
      }
  return FALSE;
}

const char *
suima_field_class_to_code (SuimaFieldClass field)
{
  static const char *const codes[SUIMA_N_FIELD_CLASSES] = {
    [SUIMA_FIELD_GOODS] = "goods",
    [SUIMA_FIELD_ORGANISATION] = "organisation",
    [SUIMA_FIELD_USCC] = "uscc",
    [SUIMA_FIELD_PHONE] = "phone",
    [SUIMA_FIELD_ID_CARD] = "id-card",
    [SUIMA_FIELD_PERSON] = "person",
    [SUIMA_FIELD_ADDRESS] = "address",
    [SUIMA_FIELD_QUANTITY] = "quantity",
    [SUIMA_FIELD_PRICE] = "price",
    [SUIMA_FIELD_CHAIN] = "chain",
    [SUIMA_FIELD_PAPER_IMAGE] = "paper-image",
    [SUIMA_FIELD_TEST_RESULT] = "test-result",
    [SUIMA_FIELD_PLACE] = "place",
    [SUIMA_FIELD_BUYER] = "buyer",
    [SUIMA_FIELD_NOTE] = "note",
  };

  g_return_val_if_fail (field < SUIMA_N_FIELD_CLASSES, "goods");
  return codes[field];
}

#define NONE SUIMA_ACCESS_NONE
#define MASKED SUIMA_ACCESS_MASKED
#define REVEAL SUIMA_ACCESS_REVEAL
#define FULL SUIMA_ACCESS_FULL

SuimaAccess
suima_role_get_access (SuimaRole role, SuimaFieldClass field)
{
  static const SuimaAccess table[SUIMA_N_FIELD_CLASSES][SUIMA_N_ROLES] = {
    /*                            consumer clerk  owner  operator regulator */
    [SUIMA_FIELD_GOODS] =        { FULL,   FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_ORGANISATION] = { MASKED, FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_USCC] =         { MASKED, FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_PHONE] =        { MASKED, FULL,  FULL,   REVEAL, REVEAL },
    [SUIMA_FIELD_ID_CARD] =      { NONE,   MASKED, REVEAL, MASKED, REVEAL },
    [SUIMA_FIELD_PERSON] =       { MASKED, FULL,  FULL,   MASKED, REVEAL },
    [SUIMA_FIELD_ADDRESS] =      { MASKED, FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_QUANTITY] =     { NONE,   FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_PRICE] =        { NONE,   FULL,  FULL,   NONE,   NONE },
    [SUIMA_FIELD_CHAIN] =        { NONE,   FULL,  FULL,   NONE,   FULL },
    [SUIMA_FIELD_PAPER_IMAGE] =  { MASKED, FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_TEST_RESULT] =  { MASKED, FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_PLACE] =        { NONE,   FULL,  FULL,   FULL,   FULL },
    [SUIMA_FIELD_BUYER] =        { NONE,   NONE,  NONE,   NONE,   REVEAL },
    [SUIMA_FIELD_NOTE] =         { NONE,   FULL,  FULL,   MASKED, MASKED },
  };

  g_return_val_if_fail (role < SUIMA_N_ROLES && field < SUIMA_N_FIELD_CLASSES, NONE);
  return table[field][role];
}

#undef NONE
#undef MASKED
#undef REVEAL
#undef FULL

/* A firm's code stands in a public register; one of digits only may be a person's card. */
static char *
suima_mask_public_uscc (const char *text)
{
  gboolean is_firm = suima_uscc_check (text) && !g_str_has_prefix (text, "92") &&
                     strspn (text, "0123456789") != strlen (text);

  return is_firm ? g_strdup (text) : suima_mask_uscc (text);
}

/* Of what cannot be half hidden, the mask is that nothing is seen. */
static char *
suima_mask_field (SuimaFieldClass field, const char *text)
{
  switch (field)
    {
    case SUIMA_FIELD_ORGANISATION:
      return suima_mask_trader (text);
    case SUIMA_FIELD_USCC:
      return suima_mask_public_uscc (text);
    case SUIMA_FIELD_PHONE:
      return suima_mask_phone (text);
    case SUIMA_FIELD_ID_CARD:
      return suima_mask_id_card (text);
    case SUIMA_FIELD_PERSON:
    case SUIMA_FIELD_BUYER:
      return suima_mask_person (text);
    case SUIMA_FIELD_ADDRESS:
      return suima_mask_address (text);
    case SUIMA_FIELD_NOTE:
      return suima_mask_text (text);
    case SUIMA_FIELD_GOODS:
    case SUIMA_FIELD_QUANTITY:
    case SUIMA_FIELD_PRICE:
    case SUIMA_FIELD_CHAIN:
    case SUIMA_FIELD_PAPER_IMAGE:
    case SUIMA_FIELD_TEST_RESULT:
    case SUIMA_FIELD_PLACE:
    case SUIMA_N_FIELD_CLASSES:
    default:
      return NULL;
    }
}

char *
suima_mask_for (SuimaRole role, SuimaFieldClass field, const char *text)
{
  SuimaAccess access = suima_role_get_access (role, field);

  if (text == NULL || access == SUIMA_ACCESS_NONE)
    return NULL;
  return access == SUIMA_ACCESS_FULL ? g_strdup (text) : suima_mask_field (field, text);
}

/* What is not in the list is about the goods. */
static const struct
{
  const char *name;
  gsize offset;
  SuimaFieldClass field;
} suima_batch_fields[] = {
  { "importer", G_STRUCT_OFFSET (SuimaBatch, importer), SUIMA_FIELD_ORGANISATION },
  { "supplier", G_STRUCT_OFFSET (SuimaBatch, supplier), SUIMA_FIELD_ORGANISATION },
  { "producer", G_STRUCT_OFFSET (SuimaBatch, producer), SUIMA_FIELD_ORGANISATION },
  { "importer_uscc", G_STRUCT_OFFSET (SuimaBatch, importer_uscc), SUIMA_FIELD_USCC },
  { "importer_phone", G_STRUCT_OFFSET (SuimaBatch, importer_phone), SUIMA_FIELD_PHONE },
  { "producer_uscc", G_STRUCT_OFFSET (SuimaBatch, producer_uscc), SUIMA_FIELD_USCC },
  { "supplier_phone", G_STRUCT_OFFSET (SuimaBatch, supplier_phone), SUIMA_FIELD_PHONE },
  { "producer_phone", G_STRUCT_OFFSET (SuimaBatch, producer_phone), SUIMA_FIELD_PHONE },
  { "remark", G_STRUCT_OFFSET (SuimaBatch, remark), SUIMA_FIELD_NOTE },
};

const char *
suima_batch_find_field (const SuimaBatch *batch,
                        const char *name,
                        SuimaFieldClass *ret_class,
                        gboolean *ret_is_field)
{
  *ret_is_field = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (suima_batch_fields); i++)
    if (strcmp (suima_batch_fields[i].name, name) == 0)
      {
        *ret_is_field = TRUE;
        *ret_class = suima_batch_fields[i].field;
        return G_STRUCT_MEMBER (const char *, batch, suima_batch_fields[i].offset);
      }
  return NULL;
}

void
suima_mask_batch (SuimaBatch *batch, SuimaRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_batch_fields); i++)
    {
      char **text = &G_STRUCT_MEMBER (char *, batch, suima_batch_fields[i].offset);
      char *masked = suima_mask_for (role, suima_batch_fields[i].field, *text);
      g_free (*text);
      *text = masked;
    }
  if (suima_role_get_access (role, SUIMA_FIELD_QUANTITY) != SUIMA_ACCESS_FULL)
    batch->quantity_milli = 0;
}

/* Numbers and lists are shown whole or not at all. */
static gboolean
suima_mask_member (json_t *event, const char *key, SuimaFieldClass field, SuimaRole role)
{
  const json_t *value = json_object_get (event, key);
  const char *text = json_string_value (value);
  g_autofree char *masked = suima_mask_for (role, field, text);

  if (value == NULL || suima_role_get_access (role, field) == SUIMA_ACCESS_FULL ||
      (text != NULL && g_strcmp0 (masked, text) == 0))
    return FALSE;
  if (masked != NULL)
    suima_json_set_text (event, key, masked);
  else
    json_object_del (event, key);
  return TRUE;
}

gboolean
suima_mask_event (json_t *event, SuimaRole role)
{
  static const struct
  {
    const char *key;
    SuimaFieldClass field;
  } members[] = {
    { "suima:importer", SUIMA_FIELD_ORGANISATION }, { "suima:supplier", SUIMA_FIELD_ORGANISATION },
    { "suima:producer", SUIMA_FIELD_ORGANISATION }, { "suima:operator", SUIMA_FIELD_ORGANISATION },
    { "suima:quantity", SUIMA_FIELD_QUANTITY },     { "suima:short", SUIMA_FIELD_QUANTITY },
    { "suima:input", SUIMA_FIELD_QUANTITY },        { "suima:loss", SUIMA_FIELD_QUANTITY },
    { "suima:inputs", SUIMA_FIELD_CHAIN },          { "suima:netWeight", SUIMA_FIELD_QUANTITY },
    { "quantityList", SUIMA_FIELD_QUANTITY },       { "inputQuantityList", SUIMA_FIELD_QUANTITY },
    { "outputQuantityList", SUIMA_FIELD_QUANTITY }, { "suima:reason", SUIMA_FIELD_NOTE },
    { "suima:place", SUIMA_FIELD_PLACE },           { "suima:fromPlace", SUIMA_FIELD_PLACE },
    { "suima:owner", SUIMA_FIELD_CHAIN },           { "suima:party", SUIMA_FIELD_CHAIN },
    { "suima:buyer", SUIMA_FIELD_CHAIN },           { "suima:price", SUIMA_FIELD_PRICE },
    { "sourceList", SUIMA_FIELD_CHAIN },            { "destinationList", SUIMA_FIELD_CHAIN },
    { "suima:tester", SUIMA_FIELD_PERSON },         { "suima:witness", SUIMA_FIELD_PERSON },
    { "suima:person", SUIMA_FIELD_PERSON },         { "suima:recall", SUIMA_FIELD_NOTE },
    { "suima:correction", SUIMA_FIELD_NOTE },       { "suima:changes", SUIMA_FIELD_NOTE },
  };
  gboolean is_changed = FALSE;
  const char *key;
  void *next;
  json_t *value;

  for (guint i = 0; json_is_object (event) && i < G_N_ELEMENTS (members); i++)
    is_changed = suima_mask_member (event, members[i].key, members[i].field, role) || is_changed;
  json_object_foreach_safe (event, next, key, value)
    is_changed = suima_mask_event (value, role) || is_changed;
  for (gsize i = 0; i < json_array_size (event); i++)
    is_changed = suima_mask_event (json_array_get (event, i), role) || is_changed;
  return is_changed;
}
