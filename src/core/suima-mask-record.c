// SPDX-License-Identifier: Apache-2.0
#include "suima-mask-record.h"

static void
suima_mask_record_text (char **text, const SuimaMaskRow *row, SuimaRole role)
{
  char *masked = suima_mask_for (role, row->field, *text);

  if (masked == NULL && row->kind == SUIMA_MASK_NAME)
    masked = g_strdup ("");
  g_free (*text);
  *text = masked;
}

void
suima_mask_record (gpointer record, const SuimaMaskRow *rows, gsize n_rows, SuimaRole role)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      const SuimaMaskRow *row = &rows[i];
      if (suima_role_get_access (role, row->field) == SUIMA_ACCESS_FULL)
        continue;
      if (row->kind == SUIMA_MASK_TEXT || row->kind == SUIMA_MASK_NAME)
        suima_mask_record_text (&G_STRUCT_MEMBER (char *, record, row->offset), row, role);
      else
        G_STRUCT_MEMBER (gint64, record, row->offset) = row->kind == SUIMA_MASK_UNKNOWN ? -1 : 0;
    }
}

void
suima_mask_item (SuimaItem *item, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaItem, weight_g) },
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaItem, quantity_milli) },
    { SUIMA_FIELD_PRICE, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaItem, price_fen) },
    { SUIMA_FIELD_PRICE, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaItem, unit_price_fen) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaItem, place_id) },
    { SUIMA_FIELD_CHAIN, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaItem, owner_id) },
  };

  suima_mask_record (item, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_movement (SuimaMovement *movement, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaMovement, quantity_milli) },
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaMovement, short_milli) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaMovement, from_place_id) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaMovement, to_place_id) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaMovement, from_place) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaMovement, to_place) },
    { SUIMA_FIELD_CHAIN, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaMovement, owner_id) },
    { SUIMA_FIELD_CHAIN, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaMovement, owner) },
    { SUIMA_FIELD_CHAIN, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaMovement, party_id) },
    { SUIMA_FIELD_CHAIN, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaMovement, party) },
    { SUIMA_FIELD_PRICE, SUIMA_MASK_UNKNOWN, G_STRUCT_OFFSET (SuimaMovement, price_fen) },
    { SUIMA_FIELD_PERSON, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaMovement, person) },
    { SUIMA_FIELD_NOTE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaMovement, reason) },
  };

  suima_mask_record (movement, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_stock_line (SuimaStockLine *line, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaStockLine, quantity_milli) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaStockLine, place_id) },
    { SUIMA_FIELD_PLACE, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaStockLine, place) },
    { SUIMA_FIELD_CHAIN, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaStockLine, owner_id) },
    { SUIMA_FIELD_CHAIN, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaStockLine, owner) },
  };

  suima_mask_record (line, rows, G_N_ELEMENTS (rows), role);
}

/* All of it is quantities. */
void
suima_mask_balance (SuimaBalance *balance, SuimaRole role)
{
  if (suima_role_get_access (role, SUIMA_FIELD_QUANTITY) != SUIMA_ACCESS_FULL)
    *balance = (SuimaBalance) { 0 };
}

void
suima_mask_party (SuimaParty *party, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_ORGANISATION, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaParty, name) },
    { SUIMA_FIELD_USCC, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaParty, uscc) },
    { SUIMA_FIELD_PHONE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaParty, phone) },
    { SUIMA_FIELD_ADDRESS, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaParty, address) },
    { SUIMA_FIELD_ADDRESS, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaParty, stall) },
    { SUIMA_FIELD_NOTE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaParty, external_id) },
  };

  suima_mask_record (party, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_document (SuimaDocument *document, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_ORGANISATION, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaDocument, issuer) },
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaDocument, quantity_milli) },
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaDocument, used_milli) },
    { SUIMA_FIELD_NOTE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaDocument, body) },
  };

  if (suima_role_get_access (role, SUIMA_FIELD_PAPER_IMAGE) != SUIMA_ACCESS_FULL &&
      document->attachments != NULL)
    g_ptr_array_set_size (document->attachments, 0);
  if (suima_role_get_access (role, SUIMA_FIELD_QUANTITY) != SUIMA_ACCESS_FULL)
    document->n_batches = 0;
  suima_mask_record (document, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_transformation (SuimaTransformation *transformation, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaTransformation, input_milli) },
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaTransformation, output_milli) },
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaTransformation, loss_milli) },
    { SUIMA_FIELD_NOTE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaTransformation, loss_reason) },
  };
  static const SuimaMaskRow input_rows[] = {
    { SUIMA_FIELD_QUANTITY, SUIMA_MASK_NUMBER, G_STRUCT_OFFSET (SuimaTransformInput, quantity_milli) },
  };

  for (guint i = 0; i < transformation->inputs->len; i++)
    suima_mask_record (transformation->inputs->pdata[i], input_rows, G_N_ELEMENTS (input_rows), role);
  suima_mask_record (transformation, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_finding (SuimaFinding *finding, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_PERSON, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaFinding, by) },
    { SUIMA_FIELD_NOTE, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaFinding, reason) },
  };

  suima_mask_record (finding, rows, G_N_ELEMENTS (rows), role);
}

void
suima_mask_decision (SuimaDecision *decision, SuimaRole role)
{
  suima_mask_finding (decision->finding, role);
}
