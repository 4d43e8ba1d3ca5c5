// SPDX-License-Identifier: Apache-2.0
#include "suima-batch.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_QUANTITY_MAX_MILLI G_GINT64_CONSTANT (1000000000000000)

static const char *const suima_paper_codes[SUIMA_N_PAPERS] = {
  [SUIMA_PAPER_INSPECTION] = "inspection",
  [SUIMA_PAPER_NUCLEIC_ACID] = "nucleic-acid",
  [SUIMA_PAPER_DISINFECTION] = "disinfection",
  [SUIMA_PAPER_CUSTOMS] = "customs",
  [SUIMA_PAPER_PLANT] = "plant",
  [SUIMA_PAPER_CONFORMITY] = "conformity",
  [SUIMA_PAPER_ANIMAL_QUARANTINE] = "animal-quarantine",
  [SUIMA_PAPER_MEAT_QUALITY] = "meat-quality",
  [SUIMA_PAPER_SWINE_FEVER] = "swine-fever",
  [SUIMA_PAPER_TEST_REPORT] = "test-report",
  [SUIMA_PAPER_VOUCHER] = "voucher",
  [SUIMA_PAPER_WAREHOUSE_EXIT] = "warehouse-exit",
};

const char *
suima_paper_kind_to_code (SuimaPaperKind kind)
{
  g_return_val_if_fail (kind < SUIMA_N_PAPERS, "unknown");
  return suima_paper_codes[kind];
}

gboolean
suima_paper_kind_from_code (const char *code, SuimaPaperKind *ret_kind)
{
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    if (strcmp (code, suima_paper_codes[i]) == 0)
      {
        *ret_kind = (SuimaPaperKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
suima_temp_class_to_code (SuimaTempClass temp_class)
{
  static const char *const codes[] = { "unknown", "frozen", "chilled", "ambient" };

  g_return_val_if_fail (temp_class <= SUIMA_TEMP_AMBIENT, codes[0]);
  return codes[temp_class];
}

SuimaBatch *
suima_batch_new (void)
{
  SuimaBatch *batch = g_new0 (SuimaBatch, 1);

  batch->production = batch->expiry = batch->arrival = SUIMA_DAY_NONE;
  return batch;
}

void
suima_batch_free (SuimaBatch *batch)
{
  if (batch == NULL)
    return;
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    g_free (batch->papers[i]);
  g_free (batch->product);
  g_free (batch->category);
  g_free (batch->spec);
  g_free (batch->gtin);
  g_free (batch->lot);
  g_free (batch->origin);
  g_free (batch->country);
  g_free (batch->storage);
  g_free (batch->port);
  g_free (batch->basis);
  g_free (batch->importer);
  g_free (batch->importer_uscc);
  g_free (batch->supplier);
  g_free (batch->importer_phone);
  g_free (batch->supplier_phone);
  g_free (batch->producer);
  g_free (batch->producer_uscc);
  g_free (batch->producer_phone);
  g_free (batch->unit);
  g_free (batch->remark);
  g_free (batch);
}

void
suima_batch_copy_goods (SuimaBatch *batch, const SuimaBatch *like)
{
  batch->product = g_strdup (like->product);
  batch->category = g_strdup (like->category);
  batch->spec = g_strdup (like->spec);
  batch->storage = g_strdup (like->storage);
  batch->temp_class = like->temp_class;
  batch->importer = g_strdup (like->importer);
  batch->importer_phone = g_strdup (like->importer_phone);
  batch->importer_uscc = g_strdup (like->importer_uscc);
  batch->supplier = g_strdup (like->supplier);
  batch->supplier_phone = g_strdup (like->supplier_phone);
  batch->producer = g_strdup (like->producer);
  batch->producer_uscc = g_strdup (like->producer_uscc);
  batch->producer_phone = g_strdup (like->producer_phone);
  batch->papers[SUIMA_PAPER_PLANT] = g_strdup (like->papers[SUIMA_PAPER_PLANT]);
}

gboolean
suima_batch_is_imported (const SuimaBatch *batch)
{
  return batch->country != NULL && strcmp (batch->country, "CN") != 0;
}

/* Separators only as people write thousands: 1 to 3 digits, then groups of exactly three. */
static gboolean
suima_quantity_read_whole (const char **p, gint64 *ret_whole)
{
  gint64 whole = 0;
  guint in_group = 0;
  gboolean grouped = FALSE;

  for (; g_ascii_isdigit (**p) || **p == ','; (*p)++)
    {
      if (**p == ',')
        {
          if (in_group == 0 || in_group > 3 || (grouped && in_group != 3))
            return FALSE;
          grouped = TRUE;
          in_group = 0;
          continue;
        }
      in_group++;
      whole = whole * 10 + (**p - '0');
      if (whole > SUIMA_QUANTITY_MAX_MILLI / 1000)
        return FALSE;
    }
  *ret_whole = whole;
  return in_group > 0 && (!grouped || in_group == 3);
}

static gboolean
suima_quantity_read (const char *p, gint64 *ret_milli)
{
  gint64 milli;
  gint64 unit = 100;

  if (!suima_quantity_read_whole (&p, &milli))
    return FALSE;
  milli *= 1000;
  if (*p == '.')
    {
      for (p++; g_ascii_isdigit (*p); p++, unit /= 10)
        {
          if (unit == 0 && *p != '0')
            return FALSE;
          milli += (*p - '0') * unit;
        }
      if (unit == 100)
        return FALSE;
    }
  *ret_milli = milli;
  return *p == '\0' && milli > 0 && milli <= SUIMA_QUANTITY_MAX_MILLI;
}

gboolean
suima_quantity_parse (const char *text, gint64 *ret_milli, GError **error)
{
  g_autofree char *folded = suima_text_fold (text);
  gint64 milli;

  if (!suima_quantity_read (folded, &milli))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is not a quantity above 0 like 120, 1,200 or 75.5", text);
      return FALSE;
    }
  *ret_milli = milli;
  return TRUE;
}

char *
suima_quantity_to_text (gint64 quantity_milli)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%" G_GINT64_FORMAT, quantity_milli / 1000);
  if (quantity_milli % 1000 != 0)
    {
      g_string_append_printf (out, ".%03d", (int) (quantity_milli % 1000));
      while (out->str[out->len - 1] == '0')
        g_string_truncate (out, out->len - 1);
    }
  return g_string_free (out, FALSE);
}
