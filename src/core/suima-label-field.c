// SPDX-License-Identifier: Apache-2.0
#include "suima-label-field.h"

#include "suima-serial.h"

#include <string.h>

typedef char *(*SuimaLabelFieldFunc) (const SuimaLabelSource *source);

static char *
suima_label_dup_production_date (const SuimaLabelSource *source)
{
  return suima_day_to_text (source->batch->production);
}

static char *
suima_label_dup_expiry_date (const SuimaLabelSource *source)
{
  return suima_day_to_text (source->batch->expiry);
}

static char *
suima_label_dup_foreign_origin (const SuimaLabelSource *source)
{
  return suima_batch_is_imported (source->batch) ? g_strdup (source->batch->origin) : NULL;
}

static char *
suima_label_dup_home_origin (const SuimaLabelSource *source)
{
  return suima_batch_is_imported (source->batch) ? NULL : g_strdup (source->batch->origin);
}

static char *
suima_label_dup_undated_lot (const SuimaLabelSource *source)
{
  return source->batch->production == SUIMA_DAY_NONE ? g_strdup (source->batch->lot) : NULL;
}

static char *
suima_label_dup_operator (const SuimaLabelSource *source)
{
  return g_strdup (source->context->operator_name);
}

static char *
suima_label_dup_conformity (const SuimaLabelSource *source)
{
  return g_strdup (source->batch->papers[SUIMA_PAPER_CONFORMITY]);
}

static char *
suima_label_dup_quantity (const SuimaLabelSource *source)
{
  return source->batch->quantity_milli > 0 ? suima_quantity_to_text (source->batch->quantity_milli)
                                           : NULL;
}

static char *
suima_label_dup_serial (const SuimaLabelSource *source)
{
  return source->serial != NULL ? suima_serial_to_groups (source->serial) : NULL;
}

static char *
suima_label_dup_copy (const SuimaLabelSource *source)
{
  return source->context->copy > 1 ? g_strdup_printf ("%u", source->context->copy) : NULL;
}

static char *
suima_label_dup_net_weight (const SuimaLabelSource *source)
{
  gint64 weight_g = source->context->weight_g;

  return weight_g > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT ".%03d kg", weight_g / 1000,
                                         (int)(weight_g % 1000))
                      : NULL;
}

/* Fen as yuan with both decimals. */
static char *
suima_label_dup_yuan (gint64 fen, const char *per)
{
  return fen > 0
             ? g_strdup_printf ("¥%" G_GINT64_FORMAT ".%02d%s", fen / 100, (int)(fen % 100), per)
             : NULL;
}

static char *
suima_label_dup_price (const SuimaLabelSource *source)
{
  return suima_label_dup_yuan (source->context->price_fen, "");
}

static char *
suima_label_dup_unit_price (const SuimaLabelSource *source)
{
  return suima_label_dup_yuan (source->context->unit_price_fen, "/kg");
}

static char *
suima_label_dup_quantity_text (const SuimaLabelSource *source)
{
  g_autofree char *quantity = NULL;

  if (source->context->quantity_text != NULL)
    return g_strdup (source->context->quantity_text);
  quantity = suima_label_dup_quantity (source);
  return quantity != NULL ? g_strconcat (quantity, source->batch->unit, NULL) : NULL;
}

static char *
suima_label_dup_tick (const SuimaLabelSource *source, SuimaBasis basis)
{
  return g_strdup (source->context->basis & basis ? "☑" : "☐");
}

static char *
suima_label_dup_basis_control (const SuimaLabelSource *source)
{
  return suima_label_dup_tick (source, SUIMA_BASIS_CONTROL);
}

static char *
suima_label_dup_basis_own_test (const SuimaLabelSource *source)
{
  return suima_label_dup_tick (source, SUIMA_BASIS_OWN_TEST);
}

static char *
suima_label_dup_basis_commissioned (const SuimaLabelSource *source)
{
  return suima_label_dup_tick (source, SUIMA_BASIS_COMMISSIONED);
}

/* Mobile numbers are 11 digits from 1; they belong to persons, who do not stand on labels. */
static gboolean
suima_label_is_mobile_number (const char *phone)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = phone; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (digits->len == 13 && g_str_has_prefix (digits->str, "86"))
    g_string_erase (digits, 0, 2);
  return digits->len == 11 && digits->str[0] == '1';
}

static char *
suima_label_dup_phone (const char *phone)
{
  return phone == NULL || suima_label_is_mobile_number (phone) ? NULL : g_strdup (phone);
}

static char *
suima_label_dup_importer_phone (const SuimaLabelSource *source)
{
  return suima_label_dup_phone (source->batch->importer_phone);
}

static char *
suima_label_dup_supplier_phone (const SuimaLabelSource *source)
{
  return suima_label_dup_phone (source->batch->supplier_phone);
}

typedef enum
{
  SUIMA_FIELD_MADE,    /* by a function */
  SUIMA_FIELD_BATCH,   /* a text of the batch */
  SUIMA_FIELD_CONTEXT, /* a text of the context */
} SuimaFieldSource;

typedef struct
{
  const char *name;
  SuimaFieldSource from;
  SuimaLabelFieldFunc dup; /* MADE */
  gsize offset;            /* of the text in its struct */
} SuimaLabelField;

#define SUIMA_MADE(name, function)                                                                 \
  {                                                                                                \
    name, SUIMA_FIELD_MADE, function, 0                                                            \
  }
#define SUIMA_OF_BATCH(name)                                                                       \
  {                                                                                                \
#name, SUIMA_FIELD_BATCH, NULL, G_STRUCT_OFFSET(SuimaBatch, name)                              \
  }
#define SUIMA_OF_CONTEXT(name)                                                                     \
  {                                                                                                \
#name, SUIMA_FIELD_CONTEXT, NULL, G_STRUCT_OFFSET(SuimaLabelContext, name)                     \
  }

static const SuimaLabelField suima_label_fields[] = {
  SUIMA_OF_BATCH (product),
  SUIMA_OF_BATCH (spec),
  SUIMA_OF_BATCH (origin),
  SUIMA_MADE ("foreign_origin", suima_label_dup_foreign_origin),
  SUIMA_MADE ("home_origin", suima_label_dup_home_origin),
  SUIMA_OF_BATCH (lot),
  SUIMA_MADE ("undated_lot", suima_label_dup_undated_lot),
  SUIMA_MADE ("production_date", suima_label_dup_production_date),
  SUIMA_MADE ("expiry_date", suima_label_dup_expiry_date),
  SUIMA_OF_BATCH (storage),
  SUIMA_MADE ("operator", suima_label_dup_operator),
  SUIMA_OF_BATCH (importer),
  SUIMA_MADE ("importer_phone", suima_label_dup_importer_phone),
  SUIMA_OF_BATCH (supplier),
  SUIMA_MADE ("supplier_phone", suima_label_dup_supplier_phone),
  SUIMA_OF_BATCH (producer),
  SUIMA_MADE ("conformity", suima_label_dup_conformity),
  SUIMA_MADE ("quantity", suima_label_dup_quantity),
  SUIMA_OF_BATCH (unit),
  SUIMA_OF_BATCH (gtin),
  SUIMA_MADE ("serial", suima_label_dup_serial),
  SUIMA_MADE ("copy", suima_label_dup_copy),
  SUIMA_MADE ("net_weight", suima_label_dup_net_weight),
  SUIMA_MADE ("price", suima_label_dup_price),
  SUIMA_MADE ("unit_price", suima_label_dup_unit_price),
  SUIMA_OF_CONTEXT (repacker),
  SUIMA_OF_CONTEXT (repacked_on),
  SUIMA_OF_CONTEXT (repack_place),
  SUIMA_OF_CONTEXT (reason),
  SUIMA_OF_CONTEXT (document_no),
  SUIMA_OF_CONTEXT (issuer),
  SUIMA_OF_CONTEXT (issuer_phone),
  SUIMA_OF_CONTEXT (issuer_place),
  SUIMA_OF_CONTEXT (issued_on),
  SUIMA_OF_CONTEXT (buyer),
  SUIMA_MADE ("quantity_text", suima_label_dup_quantity_text),
  SUIMA_MADE ("basis_control", suima_label_dup_basis_control),
  SUIMA_MADE ("basis_own_test", suima_label_dup_basis_own_test),
  SUIMA_MADE ("basis_commissioned", suima_label_dup_basis_commissioned),
};

gboolean
suima_label_is_field (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_label_fields); i++)
    if (strcmp (suima_label_fields[i].name, field) == 0)
      return TRUE;
  return FALSE;
}

/* Marks that turn the reading direction or cannot be seen: what they change, a reader of the
 * label could not know. */
static gboolean
suima_label_is_hidden_mark (gunichar c)
{
  return c == 0x061C || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x00AD;
}

static char *
suima_label_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        g_string_append_c (out, ' ');
      else if (!suima_label_is_hidden_mark (c))
        g_string_append_unichar (out, c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

static char *
suima_label_dup_raw_field (const SuimaLabelSource *source, const SuimaLabelField *field)
{
  switch (field->from)
    {
    case SUIMA_FIELD_BATCH:
      return g_strdup (G_STRUCT_MEMBER (char *, source->batch, field->offset));
    case SUIMA_FIELD_CONTEXT:
      return g_strdup (G_STRUCT_MEMBER (char *, source->context, field->offset));
    case SUIMA_FIELD_MADE:
    default:
      return field->dup (source);
    }
}

char *
suima_label_dup_field (const SuimaLabelSource *source, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_label_fields); i++)
    if (strcmp (suima_label_fields[i].name, name) == 0)
      {
        g_autofree char *text = suima_label_dup_raw_field (source, &suima_label_fields[i]);
        return text != NULL ? suima_label_clean (text) : g_strdup ("");
      }
  g_return_val_if_reached (g_strdup (""));
}
