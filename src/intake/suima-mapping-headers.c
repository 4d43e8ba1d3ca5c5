// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping-headers.h"

#include <string.h>

typedef struct
{
  SuimaField field;
  const char *names; /* apart by | ; lower case, no blanks, no parentheses */
} SuimaHeader;

/* Names seen on delivery sheets, ledgers of incoming goods and platform exports. Endings such as
 * 编号 are left out here and cut off there. */
static const SuimaHeader suima_headers[] = {
  { SUIMA_FIELD_PRODUCT, "品名|产品名称|商品名称|食品名称|货物名称|货品名称|产品|商品|货品|名称|"
                         "食用农产品名称|产品品名|product|"
                         "productname|name" },
  { SUIMA_FIELD_CATEGORY, "品类|产品类别|商品类别|类别|食品类别|分类|产品类型|category" },
  { SUIMA_FIELD_SPEC,
    "规格|规格型号|净含量|包装规格|产品规格|商品规格|规格净含量|净含量规格|spec" },
  { SUIMA_FIELD_GTIN,
    "商品条码|条码|条形码|商品条形码|国条码|国际条码|69码|产品条码|gtin|ean|barcode|upc" },
  { SUIMA_FIELD_LOT, "批号|批次|批次号|生产批号|生产批次|生产批次号|进口批号|产品批号|产品批次|"
                     "产品批次号|lot|lotno|batch|"
                     "batchno" },
  { SUIMA_FIELD_ORIGIN, "原产国|原产地|原产国地区|原产国或地区|输出国家或地区|输出国|输出国地区|"
                        "产地|产地来源|进口国|来源国|国别|origin|"
                        "countryoforigin" },
  { SUIMA_FIELD_STORAGE, "贮存条件|储存条件|存储条件|保存条件|贮藏条件|储藏条件|温层|冷藏冷冻|"
                         "贮存方式|储存方式|贮存温度|储存温度|storage" },
  { SUIMA_FIELD_PRODUCTION, "生产日期|屠宰日期|采摘日期|采收日期|捕捞日期|加工日期|包装日期|采收/"
                            "生产日期|生产/采收日期|采摘/生产日期|生产日期或批号|"
                            "productiondate|mfgdate" },
  { SUIMA_FIELD_LIFE, "保质期|保质期限|保质天数|保存期|保存期限|shelflife" },
  { SUIMA_FIELD_EXPIRY, "保质期至|有效期至|有效期|到期日|到期日期|保质期截止日期|保质期到期日|"
                        "失效日期|过期日期|expiry|expirydate|"
                        "bestbefore" },
  { SUIMA_FIELD_ARRIVAL, "到货日期|到货时间|进货日期|进货时间|入库日期|收货日期|购进日期|送货日期|"
                         "采购日期|arrival|arrivaldate" },
  { SUIMA_FIELD_PORT, "入境口岸|进境口岸|进口口岸|口岸|port" },
  { SUIMA_FIELD_INSPECTION, "入境货物检验检疫证明|检验检疫证|检验检疫证明|卫检证|入境检验检疫证明|"
                            "入境货物检验检疫|入境检疫证明" },
  { SUIMA_FIELD_NUCLEIC_ACID, "核酸检测报告|核酸报告|核酸证明|核酸检测证明" },
  { SUIMA_FIELD_DISINFECTION, "消毒证明|消毒报告|消毒单|预防性消毒证明|消杀证明" },
  { SUIMA_FIELD_CUSTOMS, "报关单|海关编号|海关报关单|进口报关单|进口货物报关单|关单" },
  { SUIMA_FIELD_PLANT, "境外生产企业注册|在华注册|厂|工厂|境外企业注册|境外生产企业在华注册|"
                       "境外注册|国外厂|企业注册|工厂注册|plant|"
                       "plantno" },
  { SUIMA_FIELD_CONFORMITY, "承诺达标合格证|合格证|食用农产品承诺达标合格证|食用农产品合格证|"
                            "农产品合格证|产品合格证|达标合格证" },
  { SUIMA_FIELD_ANIMAL_QUARANTINE,
    "动物检疫合格证明|动物检疫证明|动物检疫合格证|动检证|产品检疫合格证明|检疫合格证明" },
  { SUIMA_FIELD_MEAT_QUALITY,
    "肉品品质检验合格证|肉品检验合格证|肉品品质检验合格证明|品质检验合格证" },
  { SUIMA_FIELD_SWINE_FEVER, "非洲猪瘟检测报告|非洲猪瘟报告|非瘟检测报告" },
  { SUIMA_FIELD_TEST_REPORT, "检测报告|检验报告|快检报告|出厂检验报告|检验检测报告|质检报告" },
  { SUIMA_FIELD_BASIS, "质量安全承诺依据|承诺依据|合格依据|质量安全控制依据" },
  { SUIMA_FIELD_IMPORTER, "进口商|进口企业|进口单位|境内进口商|进口公司|进口代理商|importer" },
  { SUIMA_FIELD_IMPORTER_USCC, "进口商统一社会信用代码|进口企业统一社会信用代码|进口商信用代码|"
                               "进口商营业执照|进口商社会信用代码" },
  { SUIMA_FIELD_SUPPLIER, "供货商|供货单位|供应商|供货者|供货方|供应单位|供货商名称|供货企业|"
                          "销售商|经销商|发货单位|supplier|vendor" },
  { SUIMA_FIELD_SUPPLIER_PHONE,
    "供货商电话|供应商电话|供货单位电话|供货者电话|供货商联系电话|供应商联系电话|供货单位联系电话|"
    "供货者联系电话|"
    "供货商联系方式|供应商联系方式|供货者联系方式|供货单位联系方式|供货商手机" },
  { SUIMA_FIELD_PRODUCER, "生产者|生产单位|生产企业|生产商|生产厂家|生产厂商|厂家|生产者名称|"
                          "种植者|养殖者|生产主体|产地农户|屠宰场|屠宰企业|"
                          "境外生产企业|producer|manufacturer" },
  { SUIMA_FIELD_PRODUCER_USCC, "生产者统一社会信用代码|生产企业统一社会信用代码|"
                               "生产单位统一社会信用代码|生产商统一社会信用代码|生产者信用代码" },
  { SUIMA_FIELD_PRODUCER_PHONE, "生产者电话|生产企业电话|生产单位电话|生产商电话|生产者联系电话|"
                                "生产企业联系电话|生产单位联系电话|生产者联系方式|"
                                "生产企业联系方式" },
  { SUIMA_FIELD_QUANTITY, "数量|件数|采购数量|到货数量|进货数量|入库数量|送货数量|实收数量|"
                          "收货数量|箱数|购进数量|数量重量|quantity|qty" },
  { SUIMA_FIELD_WEIGHT, "重量|净重|毛重|总重量|总净重|weight|netweight" },
  { SUIMA_FIELD_UNIT, "单位|计量单位|数量单位|包装单位|unit" },
  { SUIMA_FIELD_REMARK, "备注|说明|附注|remark|remarks|note|notes" },
  { SUIMA_FIELD_USCC, "统一社会信用代码|社会信用代码|信用代码|营业执照|统一信用代码|uscc" },
  { SUIMA_FIELD_PHONE, "联系电话|电话|联系方式|手机|手机号码|电话号码|phone|tel" },
};

/* Only names of numbers may lose such an ending: a 产品编号 is not the product. */
static const char *const suima_header_endings[] = { "编号", "号码", "单号", "证号", "代码", "号" };

/* The key of a header: folded, lower case, without blanks and marks. What stands in parentheses
 * is kept or dropped as @with_parentheses says, and handed out in @ret_inner. */
static char *
suima_header_to_key (const char *text, gboolean with_parentheses, GString *ret_inner)
{
  g_autofree char *folded = suima_text_fold (text);
  g_autofree char *lower = g_utf8_strdown (folded, -1);
  GString *key = g_string_new (NULL);
  guint depth = 0;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '(' || c == '[' || c == 0x3010)
        depth++;
      else if (c == ')' || c == ']' || c == 0x3011)
        depth -= depth > 0 ? 1 : 0;
      else if (!g_unichar_isspace (c) && c != '*' && c != ':' && c != '_' && c != '.')
        {
          if (depth > 0 && ret_inner != NULL)
            g_string_append_unichar (ret_inner, c);
          if (depth == 0 || with_parentheses)
            g_string_append_unichar (key, c);
        }
    }
  return g_string_free (key, FALSE);
}

static gboolean
suima_header_has_name (const char *names, const char *key, gsize key_bytes)
{
  while (names != NULL && *names != '\0')
    {
      gsize name_bytes = strcspn (names, "|");
      if (name_bytes == key_bytes && memcmp (names, key, key_bytes) == 0)
        return TRUE;
      names += name_bytes + (names[name_bytes] == '|' ? 1 : 0);
    }
  return FALSE;
}

static SuimaField
suima_field_from_name (const char *key, gsize key_bytes)
{
  for (guint i = 0; key_bytes > 0 && i < G_N_ELEMENTS (suima_headers); i++)
    if (suima_header_has_name (suima_headers[i].names, key, key_bytes))
      return suima_headers[i].field;
  return SUIMA_FIELD_NONE;
}

static gboolean
suima_field_is_number (SuimaField field)
{
  return (field >= SUIMA_FIELD_INSPECTION && field <= SUIMA_FIELD_TEST_REPORT) ||
         field == SUIMA_FIELD_GTIN || field == SUIMA_FIELD_LOT || field == SUIMA_FIELD_USCC ||
         field == SUIMA_FIELD_IMPORTER_USCC || field == SUIMA_FIELD_PRODUCER_USCC;
}

static SuimaField
suima_field_from_key (const char *key)
{
  SuimaField field = suima_field_from_name (key, strlen (key));

  for (guint i = 0; field == SUIMA_FIELD_NONE && i < G_N_ELEMENTS (suima_header_endings); i++)
    if (g_str_has_suffix (key, suima_header_endings[i]))
      {
        field = suima_field_from_name (key, strlen (key) - strlen (suima_header_endings[i]));
        if (!suima_field_is_number (field))
          field = SUIMA_FIELD_NONE;
      }
  return field;
}

SuimaField
suima_field_from_header (const char *text)
{
  g_autofree char *whole = NULL, *outer = NULL;
  g_auto (GStrv) parts = NULL;
  SuimaField field = SUIMA_FIELD_NONE;

  /* A title or a note is no header; folding it would only cost time. */
  if (text[0] == '\0' || strlen (text) > 120)
    return SUIMA_FIELD_NONE;
  whole = suima_header_to_key (text, TRUE, NULL);
  outer = suima_header_to_key (text, FALSE, NULL);
  field = suima_field_from_key (whole);
  if (field == SUIMA_FIELD_NONE)
    field = suima_field_from_key (outer);
  parts = g_strsplit (outer, "/", -1);
  for (guint i = 0; field == SUIMA_FIELD_NONE && parts[i] != NULL && parts[1] != NULL; i++)
    field = suima_field_from_key (parts[i]);
  return field;
}

/* USCC and phone of whom? Of the party that was named last. */
static SuimaField
suima_field_of_party (SuimaField field, SuimaField party)
{
  if (field == SUIMA_FIELD_USCC)
    return party == SUIMA_FIELD_IMPORTER   ? SUIMA_FIELD_IMPORTER_USCC
           : party == SUIMA_FIELD_PRODUCER ? SUIMA_FIELD_PRODUCER_USCC
                                           : SUIMA_FIELD_NONE;
  if (field == SUIMA_FIELD_PHONE)
    return party == SUIMA_FIELD_PRODUCER ? SUIMA_FIELD_PRODUCER_PHONE : SUIMA_FIELD_SUPPLIER_PHONE;
  return field;
}

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
