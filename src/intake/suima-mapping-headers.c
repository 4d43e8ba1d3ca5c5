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
  { SUIMA_FIELD_WAREHOUSE_EXIT, "集中监管仓出仓证明|出仓证明|监管仓出仓证明|出仓单" },
  { SUIMA_FIELD_BASIS, "质量安全承诺依据|承诺依据|合格依据|质量安全控制依据" },
  { SUIMA_FIELD_IMPORTER_PHONE, "进口商电话|进口商联系电话|进口商联系方式|进口企业电话|importer phone" },
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

char *
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

gboolean
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
  return (field >= SUIMA_FIELD_INSPECTION && field <= SUIMA_FIELD_WAREHOUSE_EXIT) ||
         field == SUIMA_FIELD_GTIN || field == SUIMA_FIELD_LOT || field == SUIMA_FIELD_USCC ||
         field == SUIMA_FIELD_IMPORTER_USCC || field == SUIMA_FIELD_PRODUCER_USCC;
}

SuimaField
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

SuimaField
suima_field_of_party (SuimaField field, SuimaField party)
{
  if (field == SUIMA_FIELD_USCC)
    return party == SUIMA_FIELD_IMPORTER   ? SUIMA_FIELD_IMPORTER_USCC
           : party == SUIMA_FIELD_PRODUCER ? SUIMA_FIELD_PRODUCER_USCC
                                           : SUIMA_FIELD_NONE;
  if (field == SUIMA_FIELD_PHONE)
    return party == SUIMA_FIELD_PRODUCER   ? SUIMA_FIELD_PRODUCER_PHONE
           : party == SUIMA_FIELD_IMPORTER ? SUIMA_FIELD_IMPORTER_PHONE
                                           : SUIMA_FIELD_SUPPLIER_PHONE;
  return field;
}
