// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping-storage.h"

#include <string.h>

/* ℃ where a class ends when no word says it: frozen goods live at -18 and may reach -12
 * (GB 31646-2018), chilled goods between the freezing of meat and the tropical fruits' 15. */
#define SUIMA_STORAGE_FROZEN_BELOW_C (-12)
#define SUIMA_STORAGE_CHILLED_FROM_C (-5)
#define SUIMA_STORAGE_CHILLED_TO_C 15

typedef struct
{
  const char *word;
  SuimaTempClass temp_class;
} SuimaStorageWord;

static const SuimaStorageWord suima_storage_words[] = {
  { "冷冻", SUIMA_TEMP_FROZEN },     { "冻藏", SUIMA_TEMP_FROZEN },
  { "速冻", SUIMA_TEMP_FROZEN },     { "冻", SUIMA_TEMP_FROZEN },
  { "frozen", SUIMA_TEMP_FROZEN },   { "冷藏", SUIMA_TEMP_CHILLED },
  { "冰鲜", SUIMA_TEMP_CHILLED },    { "保鲜", SUIMA_TEMP_CHILLED },
  { "冷鲜", SUIMA_TEMP_CHILLED },    { "冷却", SUIMA_TEMP_CHILLED },
  { "chilled", SUIMA_TEMP_CHILLED }, { "refrigerat", SUIMA_TEMP_CHILLED },
  { "常温", SUIMA_TEMP_AMBIENT },    { "室温", SUIMA_TEMP_AMBIENT },
  { "阴凉", SUIMA_TEMP_AMBIENT },    { "ambient", SUIMA_TEMP_AMBIENT },
};

/* 勿冷冻, 避免冷冻, 解冻 say the contrary. */
static gboolean
suima_storage_is_denied (const char *text, const char *at)
{
  static const char *const denials[] = { "勿",   "不可", "不得", "不宜", "避免",
                                         "防止", "解",   "非",   "再次" };

  for (guint i = 0; i < G_N_ELEMENTS (denials); i++)
    {
      gsize length = strlen (denials[i]);
      if ((gsize)(at - text) >= length && memcmp (at - length, denials[i], length) == 0)
        return TRUE;
    }
  return FALSE;
}

static const SuimaStorageWord *
suima_storage_match_word (const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_storage_words); i++)
    if (g_str_has_prefix (at, suima_storage_words[i].word))
      return &suima_storage_words[i];
  return NULL;
}

static SuimaTempClass
suima_storage_find_word (const char *text)
{
  for (const char *p = text; *p != '\0';)
    {
      const SuimaStorageWord *word = suima_storage_match_word (p);
      if (word != NULL && !suima_storage_is_denied (text, p))
        return word->temp_class;
      p = word != NULL ? p + strlen (word->word) : g_utf8_next_char (p);
    }
  return SUIMA_TEMP_UNKNOWN;
}

/* Whether a minus stands here, and not the dash of a range like 0-4. */
static const char *
suima_storage_skip_minus (const char *text, const char *p)
{
  static const char *const marks[] = { "-", "−", "–", "零下" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (p, marks[i]))
      {
        gboolean is_range = p > text && (g_ascii_isdigit (p[-1]) || strchr ("CF", p[-1]) != NULL);
        return is_range ? p : p + strlen (marks[i]);
      }
  return p;
}

static SuimaTempClass
suima_storage_read_degrees (const char *text)
{
  int low = G_MAXINT, high = G_MININT;

  for (const char *p = text; *p != '\0';)
    {
      const char *digits = suima_storage_skip_minus (text, p);
      int sign = digits != p ? -1 : 1;
      int degrees = 0;
      if (!g_ascii_isdigit (*digits))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      for (; g_ascii_isdigit (*digits) && degrees < 1000; digits++)
        degrees = degrees * 10 + (*digits - '0');
      digits += strspn (digits, ".0123456789");
      low = MIN (low, sign * degrees);
      high = MAX (high, sign * degrees);
      p = digits;
    }
  if (low > high)
    return SUIMA_TEMP_UNKNOWN;
  if (high <= SUIMA_STORAGE_FROZEN_BELOW_C)
    return SUIMA_TEMP_FROZEN;
  if (low >= SUIMA_STORAGE_CHILLED_FROM_C && high <= SUIMA_STORAGE_CHILLED_TO_C)
    return SUIMA_TEMP_CHILLED;
  return low >= 0 && high <= 40 ? SUIMA_TEMP_AMBIENT : SUIMA_TEMP_UNKNOWN;
}

SuimaTempClass
suima_temp_class_from_storage (const char *storage)
{
  g_autofree char *folded = suima_text_fold (storage);
  g_autofree char *lower = g_utf8_strdown (folded, -1);
  SuimaTempClass temp_class = suima_storage_find_word (lower);

  return temp_class != SUIMA_TEMP_UNKNOWN ? temp_class : suima_storage_read_degrees (folded);
}
