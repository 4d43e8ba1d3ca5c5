// SPDX-License-Identifier: Apache-2.0
// Which rows of a sheet are its header, and which column holds what.
#include "suima-mapping-headers.h"

#include <string.h>

/* A header of one or two rows that is being tried. */
typedef struct
{
  const SuimaSheet *sheet; /* borrowed */
  guint row;               /* the first */
  guint n_rows;            /* 1 or 2 */
} SuimaHeaderRows;

/* What one column is headed by. */
typedef struct
{
  const char *upper, *lower; /* borrowed; "" for none; only lower in a header of one row */
  gboolean is_group;         /* upper stands above more than this column */
} SuimaHeading;

/* A cell that spans columns holds its text in the first of them. */
static SuimaHeading
suima_header_get_heading (const SuimaHeaderRows *header, guint column)
{
  SuimaHeading heading = { "", "", FALSE };
  guint from = column;

  if (header->n_rows == 1)
    {
      heading.lower = suima_sheet_get_cell (header->sheet, header->row, column);
      return heading;
    }
  heading.lower = suima_sheet_get_cell (header->sheet, header->row + 1, column);
  while (heading.lower[0] != '\0' && from > 1 &&
         suima_sheet_get_cell (header->sheet, header->row, from)[0] == '\0')
    from--;
  heading.upper = suima_sheet_get_cell (header->sheet, header->row, from);
  heading.is_group = from < column ||
                     (suima_sheet_get_cell (header->sheet, header->row, column + 1)[0] == '\0' &&
                      suima_sheet_get_cell (header->sheet, header->row + 1, column + 1)[0] != '\0');
  return heading;
}

static gboolean
suima_field_is_party (SuimaField field)
{
  return field == SUIMA_FIELD_IMPORTER || field == SUIMA_FIELD_SUPPLIER ||
         field == SUIMA_FIELD_PRODUCER;
}

/* 供货者 and 供货者信息 above 名称 and 电话. */
static SuimaField
suima_field_from_group (const char *text)
{
  static const char *const endings[] = { "基本信息", "信息", "情况", "资料" };
  g_autofree char *key = suima_header_to_key (text, FALSE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (key, endings[i]))
      {
        key[strlen (key) - strlen (endings[i])] = '\0';
        break;
      }
  return suima_field_from_key (key);
}

static gboolean
suima_header_is_name (const char *text)
{
  g_autofree char *key = suima_header_to_key (text, FALSE, NULL);

  return suima_header_has_name ("名称|姓名|单位名称|企业名称|公司名称|全称", key, strlen (key));
}

/* A header of two rows: the two together, then the lower one under its party, then alone. */
static SuimaField
suima_field_from_heading (const SuimaHeading *heading)
{
  g_autofree char *both = g_strconcat (heading->upper, heading->lower, NULL);
  SuimaField group, field;

  if (heading->lower[0] == '\0' || heading->upper[0] == '\0')
    return suima_field_from_header (both);
  if (strlen (both) > 240)
    return SUIMA_FIELD_NONE;
  group = suima_field_from_group (heading->upper);
  if (suima_field_is_party (group) && suima_header_is_name (heading->lower))
    return group;
  field = suima_field_from_header (heading->lower);
  if (suima_field_is_party (group) && (field == SUIMA_FIELD_USCC || field == SUIMA_FIELD_PHONE))
    return suima_field_of_party (field, group);
  if (suima_field_from_header (both) != SUIMA_FIELD_NONE)
    return suima_field_from_header (both);
  if (field == SUIMA_FIELD_NONE && !heading->is_group)
    return suima_field_from_header (heading->upper);
  /* What a party's 规格 would be, nobody knows. */
  return suima_field_is_party (group) ? SUIMA_FIELD_NONE : field;
}

static guint
suima_columns_read_header (const SuimaHeaderRows *header, SuimaColumns *columns)
{
  SuimaField party = SUIMA_FIELD_NONE;
  guint n_fields = 0;

  for (guint column = 1; column <= suima_sheet_get_n_columns (header->sheet); column++)
    {
      SuimaHeading heading = suima_header_get_heading (header, column);
      SuimaField field = suima_field_from_heading (&heading);
      if (suima_field_is_party (field))
        party = field;
      field = suima_field_of_party (field, party);
      if (field == SUIMA_FIELD_NONE || columns->columns[field] != 0)
        continue;
      columns->columns[field] = column;
      n_fields++;
    }
  columns->header_row = header->row + header->n_rows - 1;
  columns->n_header_rows = header->n_rows;
  return columns->columns[SUIMA_FIELD_PRODUCT] != 0 ? n_fields : 0;
}

/* No column is called 5; one is called 69码. */
static gboolean
suima_header_is_number (const char *text)
{
  g_autofree char *folded = suima_text_fold (text);

  return g_ascii_isdigit (folded[0]) && suima_field_from_header (text) == SUIMA_FIELD_NONE;
}

/* (箱) under 数量 */
static gboolean
suima_header_is_lower (const char *text)
{
  return text[0] == '(' || g_str_has_prefix (text, "（") || suima_header_is_name (text) ||
         suima_field_from_header (text) != SUIMA_FIELD_NONE;
}

/* The lower row of a header names columns, mostly, or wholly where it adds none; goods below a
 * header of one row do not. */
static gboolean
suima_header_has_lower_row (const SuimaHeaderRows *header,
                            const SuimaColumns *columns,
                            gboolean wholly)
{
  guint product_column = columns->columns[SUIMA_FIELD_PRODUCT];
  guint n_filled = 0, n_named = 0;
  const char *product;

  for (guint column = 1; column <= suima_sheet_get_n_columns (header->sheet); column++)
    {
      SuimaHeading heading = suima_header_get_heading (header, column);
      if (heading.lower[0] == '\0')
        continue;
      if (suima_header_is_number (heading.lower))
        return FALSE;
      n_filled++;
      n_named += suima_header_is_lower (heading.lower) ? 1 : 0;
    }
  if (product_column == 0 || n_named == 0 || (wholly ? n_named < n_filled : n_named * 2 < n_filled))
    return FALSE;
  product = suima_sheet_get_cell (header->sheet, header->row + 1, product_column);
  return product[0] == '\0' || suima_field_from_header (product) == SUIMA_FIELD_PRODUCT;
}

/* 品名, or 供货者 电话. */
static char **
suima_columns_new_headers (const SuimaHeaderRows *header)
{
  guint n_columns = suima_sheet_get_n_columns (header->sheet);
  char **headers = g_new0 (char *, n_columns + 2);

  headers[0] = g_strdup ("");
  for (guint column = 1; column <= n_columns; column++)
    {
      SuimaHeading heading = suima_header_get_heading (header, column);
      gboolean has_both = heading.upper[0] != '\0' && heading.lower[0] != '\0';
      headers[column] = g_strconcat (heading.upper, has_both ? " " : "", heading.lower, NULL);
    }
  return headers;
}

const char *
suima_columns_get_header (const SuimaColumns *columns, guint column)
{
  return columns->headers[column];
}

gboolean
suima_columns_is_header (const SuimaColumns *columns, const SuimaSheet *sheet, guint row)
{
  guint product_column = columns->columns[SUIMA_FIELD_PRODUCT];
  const char *product = suima_sheet_get_cell (sheet, row, product_column);

  for (guint n = 0; n < columns->n_header_rows; n++)
    {
      guint header_row = columns->header_row - n, column = 1;
      if (product[0] != '\0' &&
          strcmp (product, suima_sheet_get_cell (sheet, header_row, product_column)) == 0)
        return TRUE;
      if (product[0] != '\0' || columns->n_header_rows == 1)
        continue;
      while (column <= suima_sheet_get_n_columns (sheet) &&
             strcmp (suima_sheet_get_cell (sheet, row, column),
                     suima_sheet_get_cell (sheet, header_row, column)) == 0)
        column++;
      if (column > suima_sheet_get_n_columns (sheet))
        return TRUE;
    }
  return FALSE;
}

/* What stands in the parentheses of a header, or under it as a unit, or NULL. */
static char *
suima_columns_dup_inner (const SuimaColumns *columns, SuimaField field)
{
  guint column = columns->columns[field];
  g_autoptr (GString) inner = g_string_new (NULL);
  g_autofree char *key = NULL;

  if (column == 0)
    return NULL;
  key = suima_header_to_key (columns->headers[column], FALSE, inner);
  return inner->len > 0 && inner->len <= 12 ? g_strdup (inner->str) : NULL;
}

static void
suima_columns_try (const SuimaHeaderRows *header,
                   guint *best,
                   SuimaHeaderRows *ret_header,
                   SuimaColumns *ret_columns)
{
  SuimaColumns columns = { 0 };
  guint n_fields = suima_columns_read_header (header, &columns);
  gboolean is_more = n_fields > *best;
  /* (箱) under 数量 names no more, but it is no goods either. */
  gboolean is_below = header->n_rows == 2 && n_fields == *best && header->row == ret_header->row;

  if (!is_more && !is_below)
    return;
  if (header->n_rows == 2 && !suima_header_has_lower_row (header, &columns, is_below))
    return;
  *best = n_fields;
  *ret_header = *header;
  *ret_columns = columns;
}

gboolean
suima_columns_find (const SuimaSheet *sheet, SuimaColumns *ret_columns)
{
  guint last = MIN (suima_sheet_get_n_rows (sheet), SUIMA_MAPPING_HEADER_ROWS);
  guint best = 1;
  SuimaHeaderRows header = { 0 };

  memset (ret_columns, 0, sizeof *ret_columns);
  for (guint row = 1; row <= last; row++)
    suima_columns_try (&(SuimaHeaderRows){ sheet, row, 1 }, &best, &header, ret_columns);
  best = MAX (best, 2);
  for (guint row = 1; row < last; row++)
    suima_columns_try (&(SuimaHeaderRows){ sheet, row, 2 }, &best, &header, ret_columns);
  if (ret_columns->header_row == 0)
    return FALSE;
  ret_columns->headers = suima_columns_new_headers (&header);
  if (ret_columns->columns[SUIMA_FIELD_QUANTITY] == 0)
    ret_columns->columns[SUIMA_FIELD_QUANTITY] = ret_columns->columns[SUIMA_FIELD_WEIGHT];
  if (ret_columns->columns[SUIMA_FIELD_UNIT] == 0)
    ret_columns->quantity_unit = suima_columns_dup_inner (ret_columns, SUIMA_FIELD_QUANTITY);
  ret_columns->life_unit = suima_columns_dup_inner (ret_columns, SUIMA_FIELD_LIFE);
  return TRUE;
}

void
suima_columns_clear (SuimaColumns *columns)
{
  g_clear_pointer (&columns->headers, g_strfreev);
  g_clear_pointer (&columns->quantity_unit, g_free);
  g_clear_pointer (&columns->life_unit, g_free);
}
