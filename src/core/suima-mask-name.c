// SPDX-License-Identifier: Apache-2.0
// Masks of names of traders and of addresses: what is public in them stays.
#include "suima-mask.h"

#include <string.h>

#define SUIMA_NAME_DELIMITERS "()[]{}<>/|,;:'\" \t\r\n"

static gboolean
suima_name_is_han (gunichar c)
{
  return c >= 0x3400 && g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

/* The surnames of most people, and those of two characters. */
static gboolean
suima_name_has_surname (const char *name)
{
  static const char surnames[] =
      "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
      "吕"
      "丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
      "覃武"
      "戴莫孔向汤温庞殷章葛管柴翟盛麦冼岑欧区容关招甄阮蓝聂齐施牛樊梅倪祝焦俞岳耿芦詹欣鲁洪安季路颜"
      "童"
      "凌凡毕宁伍尚裴尤申霍左柳鲍华翁辛兰舒阳伏游涂成常乔郁喻缪费卜包卓简褚蒲卫祁纪屈冉邢";
  g_autofree char *first = g_strndup (name, (gsize)(g_utf8_next_char (name) - name));
  g_autofree char *masked = suima_mask_person (name);

  return strstr (surnames, first) != NULL || g_utf8_strlen (masked, -1) == 3;
}

static gboolean
suima_name_is_firm (const char *name)
{
  static const char *const words[] = { "公司", "店",   "行",   "部", "厂", "场", "社", "档",
                                       "铺",   "超市", "中心", "库", "站", "局", "所", "会",
                                       "基地", "集团", "农庄", "园", "户", "摊", "贸", "鲜" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Two to four Chinese characters that begin with a surname, or parts with a dot between. */
static gboolean
suima_name_is_person (const char *name)
{
  glong length = g_utf8_strlen (name, -1);
  gboolean has_dot = FALSE;

  if (length < 2 || length > 16 || suima_name_is_firm (name))
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_dot = c == 0xb7 || c == 0x2022 || c == 0x30fb;
      has_dot = has_dot || is_dot;
      if (!is_dot && !suima_name_is_han (c))
        return FALSE;
    }
  return has_dot || (length <= 4 && suima_name_has_surname (name));
}

/* One word of a trader's name: 经营者张小明 is a person, 张小明水果店 is a shop. */
static char *
suima_mask_trader_word (const char *word)
{
  static const char *const titles[] = { "经营者", "负责人", "联系人", "法定代表人", "法人",
                                        "业主",   "老板",   "电话",   "手机" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_has_prefix (word, titles[i]))
      {
        const char *rest = word + strlen (titles[i]);
        g_autofree char *masked =
            suima_name_is_person (rest) ? suima_mask_person (rest) : suima_mask_text (rest);
        return g_strconcat (titles[i], masked, NULL);
      }
  return suima_name_is_person (word) ? suima_mask_person (word) : suima_mask_text (word);
}

/* Wide brackets, colons and blanks as the plain ones that the words are split at. */
static char *
suima_mask_narrow (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *narrow = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c >= 0xff01 && c <= 0xff5e)
        c = c - 0xff01 + '!';
      else if (c == 0x3001)
        c = ',';
      else if (c == 0x3000 || g_unichar_isspace (c))
        c = ' ';
      g_string_append_unichar (narrow, c);
    }
  return g_string_free (narrow, FALSE);
}

char *
suima_mask_trader (const char *text)
{
  g_autofree char *narrow = suima_mask_narrow (text);
  GString *masked = g_string_new (NULL);
  const char *p = narrow;

  while (*p != '\0')
    {
      gsize length = strcspn (p, SUIMA_NAME_DELIMITERS);
      g_autofree char *word = g_strndup (p, length);
      g_autofree char *hidden = suima_mask_trader_word (word);
      g_string_append (masked, hidden);
      p += length;
      if (*p != '\0')
        g_string_append_c (masked, *p++);
    }
  return g_string_free (masked, FALSE);
}

/* The next unit of @level in @text, at most ten characters away, with nothing between that belongs
 * to a street or a house. Returns: the length with it, or 0. */
static gsize
suima_address_take_unit (const char *text, const char *const *endings)
{
  static const char *const streets[] = { "路", "街", "道", "巷", "号", "村",
                                         "镇", "乡", "弄", "栋", "楼", "室" };
  const char *p = text;

  for (guint n = 0; *p != '\0' && n < 10; n++)
    {
      for (guint i = 0; n > 0 && endings[i] != NULL; i++)
        if (g_str_has_prefix (p, endings[i]))
          return (gsize)(p - text) + strlen (endings[i]);
      for (guint i = 0; i < G_N_ELEMENTS (streets); i++)
        if (g_str_has_prefix (p, streets[i]))
          return 0;
      if (!suima_name_is_han (g_utf8_get_char (p)))
        return 0;
      p = g_utf8_next_char (p);
    }
  return 0;
}

/* 小区, 社区 and the like are where people live. */
static gboolean
suima_address_is_estate (const char *text, gsize length)
{
  static const char *const ends[] = { "小区", "社区", "园区", "校区", "厂区",
                                      "库区", "城区", "片区", "景区", "工业区" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (length > strlen (ends[i]) &&
        strncmp (text + length - strlen (ends[i]), ends[i], strlen (ends[i])) == 0)
      return TRUE;
  return FALSE;
}

/* The market is a public place, if it follows at once and without a street. */
static gsize
suima_address_take_market (const char *text)
{
  static const char *const market[] = { "市场", NULL };

  return suima_address_take_unit (text, market);
}

char *
suima_mask_address (const char *text)
{
  static const char *const provinces[] = { "省", "自治区", "特别行政区", NULL };
  static const char *const cities[] = { "市", "自治州", "地区", "盟", NULL };
  static const char *const counties[] = { "县", "区", "旗", "市", NULL };
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  gsize at = suima_address_take_unit (valid, provinces), more;

  more = suima_address_take_unit (valid + at, cities);
  if (more > 0 && !g_str_has_prefix (valid + at + more, "场"))
    at += more;
  more = suima_address_take_unit (valid + at, counties);
  if (more > 0 && !suima_address_is_estate (valid + at, more) &&
      !g_str_has_prefix (valid + at + more, "场"))
    at += more;
  at += suima_address_take_market (valid + at);
  if (valid[at] == '\0')
    return g_steal_pointer (&valid);
  return g_strdup_printf ("%.*s*", (int)at, valid);
}
