// SPDX-License-Identifier: Apache-2.0
#include "suima-book-row.h"

#include "suima-store-stock.h"
#include "suima-words.h"

#include <string.h>

#define SUIMA_PAPER_FIELD "paper:"

struct _SuimaBookRow
{
  SuimaStation *station; /* borrowed */
  SuimaRole role;
  SuimaBatch *batch;      /* (nullable) */
  GHashTable *values;     /* (element-type utf8 utf8): of the row, masked */
  GHashTable *contacts;   /* (element-type gint64 utf8): of parties */
};

/* What a role's table says of each; those of the batch stand below. */
static const struct
{
  const char *name;
  SuimaFieldClass field;
} suima_book_fields[] = {
  { "day", SUIMA_FIELD_GOODS },        { "time", SUIMA_FIELD_GOODS },
  { "kind", SUIMA_FIELD_GOODS },       { "seq", SUIMA_FIELD_GOODS },
  { "reported", SUIMA_FIELD_GOODS },   { "batch", SUIMA_FIELD_GOODS },
  { "party", SUIMA_FIELD_CHAIN },      { "contact", SUIMA_FIELD_PHONE },
  { "quantity", SUIMA_FIELD_QUANTITY }, { "short", SUIMA_FIELD_QUANTITY },
  { "opening", SUIMA_FIELD_QUANTITY }, { "in", SUIMA_FIELD_QUANTITY },
  { "out", SUIMA_FIELD_QUANTITY },     { "closing", SUIMA_FIELD_QUANTITY },
  { "price", SUIMA_FIELD_PRICE },      { "place", SUIMA_FIELD_PLACE },
  { "places", SUIMA_FIELD_PLACE },     { "owner", SUIMA_FIELD_ORGANISATION },
  { "person", SUIMA_FIELD_PERSON },    { "reason", SUIMA_FIELD_NOTE },
};

static const struct
{
  const char *name;
  gsize offset;
  SuimaFieldClass field;
} suima_book_batch_fields[] = {
  { "product", G_STRUCT_OFFSET (SuimaBatch, product), SUIMA_FIELD_GOODS },
  { "spec", G_STRUCT_OFFSET (SuimaBatch, spec), SUIMA_FIELD_GOODS },
  { "lot", G_STRUCT_OFFSET (SuimaBatch, lot), SUIMA_FIELD_GOODS },
  { "gtin", G_STRUCT_OFFSET (SuimaBatch, gtin), SUIMA_FIELD_GOODS },
  { "category", G_STRUCT_OFFSET (SuimaBatch, category), SUIMA_FIELD_GOODS },
  { "unit", G_STRUCT_OFFSET (SuimaBatch, unit), SUIMA_FIELD_GOODS },
  { "origin", G_STRUCT_OFFSET (SuimaBatch, origin), SUIMA_FIELD_GOODS },
  { "port", G_STRUCT_OFFSET (SuimaBatch, port), SUIMA_FIELD_GOODS },
  { "storage", G_STRUCT_OFFSET (SuimaBatch, storage), SUIMA_FIELD_GOODS },
  { "producer", G_STRUCT_OFFSET (SuimaBatch, producer), SUIMA_FIELD_ORGANISATION },
  { "supplier", G_STRUCT_OFFSET (SuimaBatch, supplier), SUIMA_FIELD_ORGANISATION },
  { "importer", G_STRUCT_OFFSET (SuimaBatch, importer), SUIMA_FIELD_ORGANISATION },
};

static const char *const suima_book_days[] = { "production", "expiry" };

SuimaBookRow *
suima_book_row_new (SuimaStation *station)
{
  SuimaBookRow *row = g_new0 (SuimaBookRow, 1);

  row->station = station;
  row->role = suima_station_get_role (station);
  row->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  row->contacts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return row;
}

void
suima_book_row_free (SuimaBookRow *row)
{
  if (row == NULL)
    return;
  suima_batch_free (row->batch);
  g_hash_table_unref (row->values);
  g_hash_table_unref (row->contacts);
  g_free (row);
}

/* @name: static. Takes @text (nullable). */
static void
suima_book_row_put (SuimaBookRow *row, const char *name, char *text)
{
  g_autofree char *owned = text;

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (suima_book_fields); i++)
    if (strcmp (suima_book_fields[i].name, name) == 0)
      {
        char *masked = suima_mask_for (row->role, suima_book_fields[i].field, text);
        g_hash_table_insert (row->values, (gpointer)name, masked ? masked : g_strdup (""));
        return;
      }
}

static void
suima_book_row_put_milli (SuimaBookRow *row, const char *name, gint64 milli)
{
  suima_book_row_put (row, name, suima_quantity_to_text (milli));
}

static void
suima_book_row_put_number (SuimaBookRow *row, const char *name, gint64 number)
{
  suima_book_row_put (row, name, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static gboolean
suima_book_row_set_batch (SuimaBookRow *row, gint64 batch_id, GError **error)
{
  g_hash_table_remove_all (row->values);
  if (row->batch == NULL || row->batch->id != batch_id)
    {
      suima_batch_free (row->batch);
      row->batch = suima_store_get_batch (row->station->store, batch_id, error);
    }
  if (row->batch == NULL)
    return FALSE;
  suima_book_row_put_number (row, "batch", batch_id);
  return TRUE;
}

static char *
suima_book_row_make_contact (SuimaBookRow *row, gint64 party_id)
{
  g_autoptr (SuimaParty) party =
      party_id > 0 ? suima_store_get_party (row->station->store, party_id, NULL) : NULL;
  g_autofree char *address = party ? suima_mask_for (row->role, SUIMA_FIELD_ADDRESS, party->address)
                                   : NULL;
  g_autofree char *phone = party ? suima_mask_for (row->role, SUIMA_FIELD_PHONE, party->phone) : NULL;
  g_autofree char *both = g_strjoin (" ", address ? address : "", phone ? phone : "", NULL);

  return g_strdup (g_strstrip (both));
}

/* Address and phone as the party's file says them, else the phone of the delivery. */
static void
suima_book_row_put_contact (SuimaBookRow *row, const SuimaMovement *movement)
{
  char *contact = g_hash_table_lookup (row->contacts, &movement->party_id);
  gboolean is_purchase = movement->kind == SUIMA_EVENT_RECEIVE;

  if (contact == NULL)
    {
      contact = suima_book_row_make_contact (row, movement->party_id);
      g_hash_table_insert (row->contacts,
                           g_memdup2 (&movement->party_id, sizeof movement->party_id), contact);
    }
  if (*contact == '\0' && is_purchase)
    contact = suima_mask_for (row->role, SUIMA_FIELD_PHONE, row->batch->supplier_phone);
  else
    contact = g_strdup (contact);
  g_hash_table_insert (row->values, (gpointer) "contact", contact ? contact : g_strdup (""));
}

static char *
suima_book_row_dup_time (SuimaBookRow *row, gint64 at_us)
{
  g_autofree char *text =
      at_us != 0 ? suima_time_to_text (at_us, row->station->config->utc_offset_min) : NULL;

  return text ? g_strdup_printf ("%.10s %.8s", text, text + 11) : NULL;
}

gboolean
suima_book_row_set_movement (SuimaBookRow *row, const SuimaMovement *movement, GError **error)
{
  int utc_offset_min = row->station->config->utc_offset_min;

  if (!suima_book_row_set_batch (row, movement->batch_id, error))
    return FALSE;
  suima_book_row_put (row, "day",
                      suima_day_to_text (suima_day_from_us (movement->at_us, utc_offset_min)));
  suima_book_row_put (row, "time", suima_book_row_dup_time (row, movement->at_us));
  suima_book_row_put (row, "kind", g_strdup (suima_words_event (movement->kind)));
  suima_book_row_put_number (row, "seq", movement->seq);
  suima_book_row_put (row, "reported", suima_book_row_dup_time (row, movement->reported_us));
  suima_book_row_put (row, "party",
                      g_strdup (*movement->party == '\0' && movement->kind == SUIMA_EVENT_RECEIVE
                                    ? row->batch->supplier
                                    : movement->party));
  suima_book_row_put_contact (row, movement);
  suima_book_row_put_milli (row, "quantity", movement->quantity_milli);
  if (movement->short_milli > 0)
    suima_book_row_put_milli (row, "short", movement->short_milli);
  if (movement->price_fen >= 0)
    suima_book_row_put (row, "price",
                        g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", movement->price_fen / 100,
                                         (int)(movement->price_fen % 100)));
  suima_book_row_put (row, "place",
                      g_strdup (movement->flow < 0 ? movement->from_place : movement->to_place));
  suima_book_row_put (row, "owner", g_strdup (movement->owner));
  suima_book_row_put (row, "person", g_strdup (movement->person));
  suima_book_row_put (row, "reason", g_strdup (movement->reason));
  return TRUE;
}

gboolean
suima_book_row_set_flow (SuimaBookRow *row,
                         const SuimaBatchFlow *flow,
                         const char *places,
                         GError **error)
{
  if (!suima_book_row_set_batch (row, flow->batch_id, error))
    return FALSE;
  suima_book_row_put_milli (row, "opening", flow->opening_milli);
  suima_book_row_put_milli (row, "in", flow->in_milli);
  suima_book_row_put_milli (row, "out", flow->out_milli);
  suima_book_row_put_milli (row, "closing",
                            flow->opening_milli + flow->in_milli - flow->out_milli);
  suima_book_row_put (row, "places", g_strdup (places));
  return TRUE;
}

gboolean
suima_book_row_knows (const char *name)
{
  SuimaPaperKind kind;

  for (guint i = 0; i < G_N_ELEMENTS (suima_book_fields); i++)
    if (strcmp (suima_book_fields[i].name, name) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suima_book_batch_fields); i++)
    if (strcmp (suima_book_batch_fields[i].name, name) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suima_book_days); i++)
    if (strcmp (suima_book_days[i], name) == 0)
      return TRUE;
  return g_str_has_prefix (name, SUIMA_PAPER_FIELD) &&
         suima_paper_kind_from_code (name + strlen (SUIMA_PAPER_FIELD), &kind);
}

static char *
suima_book_row_dup_of_batch (SuimaBookRow *row, const char *name)
{
  SuimaPaperKind kind;

  for (guint i = 0; i < G_N_ELEMENTS (suima_book_batch_fields); i++)
    if (strcmp (suima_book_batch_fields[i].name, name) == 0)
      return suima_mask_for (
          row->role, suima_book_batch_fields[i].field,
          G_STRUCT_MEMBER (const char *, row->batch, suima_book_batch_fields[i].offset));
  if (strcmp (name, "production") == 0)
    return suima_day_to_text (row->batch->production);
  if (strcmp (name, "expiry") == 0)
    return suima_day_to_text (row->batch->expiry);
  if (g_str_has_prefix (name, SUIMA_PAPER_FIELD) &&
      suima_paper_kind_from_code (name + strlen (SUIMA_PAPER_FIELD), &kind))
    return suima_mask_for (row->role, SUIMA_FIELD_GOODS, row->batch->papers[kind]);
  return NULL;
}

char *
suima_book_row_dup (SuimaBookRow *row, const char *name)
{
  const char *value = g_hash_table_lookup (row->values, name);
  char *text = value ? g_strdup (value) : suima_book_row_dup_of_batch (row, name);

  return text ? text : g_strdup ("");
}
