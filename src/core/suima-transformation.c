// SPDX-License-Identifier: Apache-2.0
#include "suima-transformation.h"

#include <string.h>

static const char *const suima_transform_codes[] = { "split", "cut", "mix", "repack" };

const char *
suima_transform_kind_to_code (SuimaTransformKind kind)
{
  return suima_transform_codes[kind];
}

gboolean
suima_transform_kind_from_code (const char *code, SuimaTransformKind *ret_kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_transform_codes); i++)
    if (strcmp (suima_transform_codes[i], code) == 0)
      {
        *ret_kind = (SuimaTransformKind)i;
        return TRUE;
      }
  return FALSE;
}

static void
suima_transform_input_free (SuimaTransformInput *input)
{
  g_free (input->serial);
  g_free (input);
}

SuimaTransformation *
suima_transformation_new (void)
{
  SuimaTransformation *transformation = g_new0 (SuimaTransformation, 1);

  transformation->inputs =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_transform_input_free);
  return transformation;
}

void
suima_transformation_free (SuimaTransformation *transformation)
{
  if (transformation == NULL)
    return;
  g_free (transformation->unit);
  g_free (transformation->loss_reason);
  g_ptr_array_unref (transformation->inputs);
  g_free (transformation);
}

void
suima_transformation_add_input (SuimaTransformation *transformation,
                                gint64 batch_id,
                                const char *serial,
                                gint64 quantity_milli)
{
  SuimaTransformInput *input = g_new0 (SuimaTransformInput, 1);

  input->batch_id = batch_id;
  input->serial = g_strdup (serial != NULL ? serial : "");
  input->quantity_milli = quantity_milli;
  g_ptr_array_add (transformation->inputs, input);
}

/* The text at @offset of a batch. */
static const char *
suima_batch_get_text (const SuimaBatch *batch, gsize offset)
{
  return *(char *const *)((const char *)batch + offset);
}

/* One text of all parents: theirs where they agree, else each of them once; NULL where one of them
   has none and @is_needed. */
static char *
suima_batch_blend_text (GPtrArray *parents, gsize offset, gboolean is_needed)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < parents->len; i++)
    {
      const char *text = suima_batch_get_text (parents->pdata[i], offset);
      if (text == NULL && is_needed)
        return NULL;
      if (text != NULL && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_ptr_array_add (texts, (gpointer)text);
    }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("、", (char **)texts->pdata);
}

static void
suima_batch_blend_texts (SuimaBatch *batch, GPtrArray *parents)
{
  static const gsize offsets[] = {
    G_STRUCT_OFFSET (SuimaBatch, product),  G_STRUCT_OFFSET (SuimaBatch, category),
    G_STRUCT_OFFSET (SuimaBatch, spec),     G_STRUCT_OFFSET (SuimaBatch, lot),
    G_STRUCT_OFFSET (SuimaBatch, origin),   G_STRUCT_OFFSET (SuimaBatch, storage),
    G_STRUCT_OFFSET (SuimaBatch, port),     G_STRUCT_OFFSET (SuimaBatch, basis),
    G_STRUCT_OFFSET (SuimaBatch, importer), G_STRUCT_OFFSET (SuimaBatch, supplier),
    G_STRUCT_OFFSET (SuimaBatch, producer),
  };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    *(char **)((char *)batch + offsets[i]) = suima_batch_blend_text (parents, offsets[i], FALSE);
  for (guint kind = 0; kind < SUIMA_N_PAPERS; kind++)
    if (parents->len == 1 || kind != SUIMA_PAPER_CONFORMITY)
      batch->papers[kind] = suima_batch_blend_text (
          parents, G_STRUCT_OFFSET (SuimaBatch, papers) + kind * sizeof (char *), TRUE);
}

/* What only one lot can say, and which of several is the graver. */
static void
suima_batch_blend_facts (SuimaBatch *batch, GPtrArray *parents)
{
  const SuimaBatch *first = parents->pdata[0];

  batch->production = first->production;
  batch->expiry = first->expiry;
  batch->arrival = first->arrival;
  batch->temp_class = first->temp_class;
  batch->country = g_strdup (first->country);
  for (guint i = 1; i < parents->len; i++)
    {
      const SuimaBatch *parent = parents->pdata[i];
      if (parent->production == SUIMA_DAY_NONE || parent->production < batch->production)
        batch->production = parent->production;
      if (batch->expiry == SUIMA_DAY_NONE ||
          (parent->expiry != SUIMA_DAY_NONE && parent->expiry < batch->expiry))
        batch->expiry = parent->expiry;
      if (parent->arrival != SUIMA_DAY_NONE && parent->arrival < batch->arrival)
        batch->arrival = parent->arrival;
      if (parent->temp_class == SUIMA_TEMP_FROZEN)
        batch->temp_class = SUIMA_TEMP_FROZEN;
      if (suima_batch_is_imported (parent) && !suima_batch_is_imported (batch))
        {
          g_free (batch->country);
          batch->country = g_strdup (parent->country);
        }
    }
}

SuimaBatch *
suima_batch_blend (GPtrArray *parents)
{
  SuimaBatch *batch = suima_batch_new ();
  const SuimaBatch *first = parents->pdata[0];

  suima_batch_blend_facts (batch, parents);
  suima_batch_blend_texts (batch, parents);
  if (parents->len == 1)
    {
      batch->gtin = NULL; /* a piece is another trade item than its box */
      batch->importer_phone = g_strdup (first->importer_phone);
      batch->importer_uscc = g_strdup (first->importer_uscc);
      batch->supplier_phone = g_strdup (first->supplier_phone);
      batch->producer_uscc = g_strdup (first->producer_uscc);
      batch->producer_phone = g_strdup (first->producer_phone);
    }
  return batch;
}
