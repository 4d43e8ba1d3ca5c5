// SPDX-License-Identifier: Apache-2.0
// Names of origins as they stand on Chinese delivery sheets (GB/T 2659, GB/T 2260).
#include "suima-batch.h"
#include "suima-recall.h"

#include <string.h>

typedef struct
{
  const char *alpha2;
  const char *alpha3;
  const char *english;
  const char *chinese; /* names apart by | */
} SuimaCountry;

static const SuimaCountry suima_countries[] = {
  { "AR", "ARG", "Argentina", "阿根廷" },
  { "AU", "AUS", "Australia", "澳大利亚|澳洲" },
  { "BD", "BGD", "Bangladesh", "孟加拉国|孟加拉" },
  { "BE", "BEL", "Belgium", "比利时" },
  { "BO", "BOL", "Bolivia", "玻利维亚" },
  { "BR", "BRA", "Brazil", "巴西" },
  { "BY", "BLR", "Belarus", "白俄罗斯" },
  { "CA", "CAN", "Canada", "加拿大" },
  { "CH", "CHE", "Switzerland", "瑞士" },
  { "CL", "CHL", "Chile", "智利" },
  { "CN", "CHN", "China", "中国|中华人民共和国|国产" },
  { "CO", "COL", "Colombia", "哥伦比亚" },
  { "CR", "CRI", "Costa Rica", "哥斯达黎加" },
  { "DE", "DEU", "Germany", "德国" },
  { "DK", "DNK", "Denmark", "丹麦" },
  { "EC", "ECU", "Ecuador", "厄瓜多尔" },
  { "EG", "EGY", "Egypt", "埃及" },
  { "ES", "ESP", "Spain", "西班牙" },
  { "FI", "FIN", "Finland", "芬兰" },
  { "FO", "FRO", "Faroe Islands", "法罗群岛" },
  { "FR", "FRA", "France", "法国" },
  { "GB", "GBR", "United Kingdom", "英国" },
  { "GL", "GRL", "Greenland", "格陵兰" },
  { "GR", "GRC", "Greece", "希腊" },
  { "HK", "HKG", "Hong Kong", "香港|中国香港" },
  { "HU", "HUN", "Hungary", "匈牙利" },
  { "ID", "IDN", "Indonesia", "印度尼西亚|印尼" },
  { "IE", "IRL", "Ireland", "爱尔兰" },
  { "IL", "ISR", "Israel", "以色列" },
  { "IN", "IND", "India", "印度" },
  { "IR", "IRN", "Iran", "伊朗" },
  { "IS", "ISL", "Iceland", "冰岛" },
  { "IT", "ITA", "Italy", "意大利" },
  { "JP", "JPN", "Japan", "日本" },
  { "KE", "KEN", "Kenya", "肯尼亚" },
  { "KH", "KHM", "Cambodia", "柬埔寨" },
  { "KR", "KOR", "Korea", "韩国" },
  { "KZ", "KAZ", "Kazakhstan", "哈萨克斯坦" },
  { "LA", "LAO", "Laos", "老挝" },
  { "LK", "LKA", "Sri Lanka", "斯里兰卡" },
  { "MA", "MAR", "Morocco", "摩洛哥" },
  { "MG", "MDG", "Madagascar", "马达加斯加" },
  { "MM", "MMR", "Myanmar", "缅甸" },
  { "MN", "MNG", "Mongolia", "蒙古|蒙古国" },
  { "MO", "MAC", "Macao", "澳门|中国澳门" },
  { "MR", "MRT", "Mauritania", "毛里塔尼亚" },
  { "MX", "MEX", "Mexico", "墨西哥" },
  { "MY", "MYS", "Malaysia", "马来西亚" },
  { "NA", "NAM", "Namibia", "纳米比亚" },
  { "NG", "NGA", "Nigeria", "尼日利亚" },
  { "NL", "NLD", "Netherlands", "荷兰" },
  { "NO", "NOR", "Norway", "挪威" },
  { "NZ", "NZL", "New Zealand", "新西兰" },
  { "PA", "PAN", "Panama", "巴拿马" },
  { "PE", "PER", "Peru", "秘鲁" },
  { "PH", "PHL", "Philippines", "菲律宾" },
  { "PK", "PAK", "Pakistan", "巴基斯坦" },
  { "PL", "POL", "Poland", "波兰" },
  { "PT", "PRT", "Portugal", "葡萄牙" },
  { "PY", "PRY", "Paraguay", "巴拉圭" },
  { "RU", "RUS", "Russia", "俄罗斯|俄罗斯联邦" },
  { "SA", "SAU", "Saudi Arabia", "沙特阿拉伯|沙特" },
  { "SE", "SWE", "Sweden", "瑞典" },
  { "SG", "SGP", "Singapore", "新加坡" },
  { "TH", "THA", "Thailand", "泰国" },
  { "TR", "TUR", "Turkey", "土耳其" },
  { "TW", "TWN", "Taiwan", "台湾|中国台湾" },
  { "TZ", "TZA", "Tanzania", "坦桑尼亚" },
  { "UA", "UKR", "Ukraine", "乌克兰" },
  { "US", "USA", "United States", "美国" },
  { "UY", "URY", "Uruguay", "乌拉圭" },
  { "UZ", "UZB", "Uzbekistan", "乌兹别克斯坦" },
  { "VE", "VEN", "Venezuela", "委内瑞拉" },
  { "VN", "VNM", "Viet Nam", "越南" },
  { "ZA", "ZAF", "South Africa", "南非" },
};

/* A domestic origin names its province first; the rest goes down to the county. */
static const char *const suima_provinces[] = {
  "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江",
  "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州",
  "云南", "陕西", "甘肃", "青海", "内蒙古", "广西", "西藏", "宁夏", "新疆",
};

static gboolean
suima_country_has_name (const SuimaCountry *country, const char *name)
{
  g_auto (GStrv) names = g_strsplit (country->chinese, "|", -1);

  return g_strv_contains ((const char *const *) names, name) ||
         g_ascii_strcasecmp (name, country->alpha2) == 0 ||
         g_ascii_strcasecmp (name, country->alpha3) == 0 ||
         g_ascii_strcasecmp (name, country->english) == 0;
}

const char *
suima_country_from_origin (const char *origin)
{
  g_autofree char *name = suima_text_fold (origin);

  for (guint i = 0; i < G_N_ELEMENTS (suima_provinces); i++)
    if (g_str_has_prefix (name, suima_provinces[i]))
      return "CN";
  for (guint i = 0; i < G_N_ELEMENTS (suima_countries); i++)
    if (suima_country_has_name (&suima_countries[i], name))
      return suima_countries[i].alpha2;
  /* "智利 圣地亚哥", "巴西圣保罗州": the country stands first; longer names were tried above. */
  for (guint i = 0; i < G_N_ELEMENTS (suima_countries); i++)
    {
      g_auto (GStrv) names = g_strsplit (suima_countries[i].chinese, "|", -1);
      for (guint n = 0; names[n] != NULL; n++)
        if (g_str_has_prefix (name, names[n]) && strcmp (names[n], "印度") != 0)
          return suima_countries[i].alpha2;
    }
  return NULL;
}

char *
suima_country_dup_name (const char *alpha2)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_countries); i++)
    if (g_strcmp0 (suima_countries[i].alpha2, alpha2) == 0)
      return g_strndup (suima_countries[i].chinese, strcspn (suima_countries[i].chinese, "|"));
  return NULL;
}

const char *
suima_province_from_address (const char *address)
{
  g_autofree char *name = address != NULL ? suima_text_fold (address) : NULL;
  const char *start = name;

  if (name == NULL)
    return NULL;
  if (g_str_has_prefix (start, "中国"))
    start += strlen ("中国");
  for (guint i = 0; i < G_N_ELEMENTS (suima_provinces); i++)
    if (g_str_has_prefix (start, suima_provinces[i]))
      return suima_provinces[i];
  return NULL;
}
