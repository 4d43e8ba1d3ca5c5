// SPDX-License-Identifier: Apache-2.0
// What the columns of delivery sheets are called. Private to the intake room.
#pragma once

#include "suima-batch.h"
#include "suima-sheet.h"

#define SUIMA_MAPPING_HEADER_ROWS 15u

typedef enum
{
  SUIMA_FIELD_NONE,
  SUIMA_FIELD_PRODUCT,
  SUIMA_FIELD_CATEGORY,
  SUIMA_FIELD_SPEC,
  SUIMA_FIELD_GTIN,
  SUIMA_FIELD_LOT,
  SUIMA_FIELD_ORIGIN,
  SUIMA_FIELD_STORAGE,
  SUIMA_FIELD_PRODUCTION,
  SUIMA_FIELD_LIFE,
  SUIMA_FIELD_EXPIRY,
  SUIMA_FIELD_ARRIVAL,
  SUIMA_FIELD_PORT,
  SUIMA_FIELD_INSPECTION,
  SUIMA_FIELD_NUCLEIC_ACID,
  SUIMA_FIELD_DISINFECTION,
  SUIMA_FIELD_CUSTOMS,
  SUIMA_FIELD_PLANT,
  SUIMA_FIELD_CONFORMITY,
  SUIMA_FIELD_ANIMAL_QUARANTINE,
  SUIMA_FIELD_MEAT_QUALITY,
  SUIMA_FIELD_SWINE_FEVER,
  SUIMA_FIELD_TEST_REPORT,
  SUIMA_FIELD_WAREHOUSE_EXIT,
  SUIMA_FIELD_BASIS,
  SUIMA_FIELD_IMPORTER,
  SUIMA_FIELD_IMPORTER_PHONE,
  SUIMA_FIELD_IMPORTER_USCC,
  SUIMA_FIELD_SUPPLIER,
  SUIMA_FIELD_SUPPLIER_PHONE,
  SUIMA_FIELD_PRODUCER,
  SUIMA_FIELD_PRODUCER_USCC,
  SUIMA_FIELD_PRODUCER_PHONE,
  SUIMA_FIELD_QUANTITY,
  SUIMA_FIELD_WEIGHT, /* the quantity where no column gives one */
  SUIMA_FIELD_UNIT,
  SUIMA_FIELD_REMARK,
  SUIMA_FIELD_USCC,  /* of the party named before it */
  SUIMA_FIELD_PHONE, /* of the party named before it */
  SUIMA_N_FIELDS
} SuimaField;

/** SuimaColumns: where a sheet keeps its fields. */
typedef struct
{
  guint header_row;    /* the last of the header's rows */
  guint n_header_rows; /* 1 or 2 */
  char **headers;      /* owned: from 1: 品名, 供货者 电话 */
  guint columns[SUIMA_N_FIELDS]; /* from 1; 0: the sheet has none */
  char *quantity_unit;           /* (nullable): 箱 of a header 数量(箱) */
  char *life_unit;               /* (nullable): 天 of a header 保质期(天) */
} SuimaColumns;

/** suima_header_to_key: Returns: (transfer full): @text folded, lower case, without blanks and
 * marks. What stands in parentheses is kept or dropped as @with_parentheses says, and appended to
 * @ret_inner (nullable). */
char *suima_header_to_key (const char *text, gboolean with_parentheses, GString *ret_inner);

/** suima_header_has_name: @names: apart by |  @key: not ended by NUL. Returns: whether it is one. */
gboolean suima_header_has_name (const char *names, const char *key, gsize key_bytes);

/** suima_field_from_key: @key: of suima_header_to_key(). Returns: its field, or NONE. */
SuimaField suima_field_from_key (const char *key);

/** suima_field_of_party: Returns: @field; for a USCC or phone whosesoever that of @party, the party
 * named last. */
SuimaField suima_field_of_party (SuimaField field, SuimaField party);

/** suima_field_from_header: Returns: the field a column headed @text holds, or NONE. */
SuimaField suima_field_from_header (const char *text);

/**
 * suima_columns_find:
 * @ret_columns: filled on success; clear with suima_columns_clear()
 *
 * The header is that of the first 15 rows which names the product and most other fields; with the
 * row below it where the two name more: 供货者 above 名称 and 电话, 数量 above (箱). USCC and phone
 * without a party's name belong to the nearest party on their left.
 *
 * Returns: whether there is a header.
 */
gboolean suima_columns_find (const SuimaSheet *sheet, SuimaColumns *ret_columns);
void suima_columns_clear (SuimaColumns *columns);

/** suima_columns_get_header: Returns: (transfer none): what @column, from 1, is headed by. */
const char *suima_columns_get_header (const SuimaColumns *columns, guint column);

/** suima_columns_is_header: Returns: whether @row is the header again, or a row of it. */
gboolean
suima_columns_is_header (const SuimaColumns *columns, const SuimaSheet *sheet, guint row);
