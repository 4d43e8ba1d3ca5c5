// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping-cell.h"

#include "suima-day.h"

#include <string.h>

#define SUIMA_CELL_MAX_SHOWN_BYTES 200u
#define SUIMA_NUMBER_KEPT_DIGITS 15u

/* Control characters and the marks that turn the direction of writing rule what stands beside
 * them, on a label, a page or a terminal. The two joiners belong to words. */
static char *
suima_cell_new_plain (const char *text, gsize size_bytes)
{
  GString *plain = g_string_sized_new (size_bytes);

  for (const char *p = text; p < text + size_bytes; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
          type == G_UNICODE_PARAGRAPH_SEPARATOR)
        g_string_append_c (plain, ' ');
      else if (type != G_UNICODE_FORMAT || c == 0x200c || c == 0x200d)
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

static gboolean
suima_cell_is_nothing (const char *text)
{
  static const char *const nothings[] = {
    "/",   "\\",  "-",    "--",    "—",      "——",     "／",    "－",      "无",
    "N/A", "n/a", "#N/A", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#DIV/0!"
  };

  for (guint i = 0; i < G_N_ELEMENTS (nothings); i++)
    if (strcmp (text, nothings[i]) == 0)
      return TRUE;
  return text[0] == '\0';
}

/* Exporters put a TAB or a back-tick beside a number so that a spreadsheet keeps its digits. */
static const char *
suima_cell_skip_blank (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return g_unichar_isspace (c) || c == '`' || c == 0xfeff || c == 0x200b ? g_utf8_next_char (p) : p;
}

char *
suima_cell_clean (const char *text)
{
  const char *begin = text, *end = text + strlen (text);
  g_autofree char *plain = NULL;

  while (*begin != '\0' && suima_cell_skip_blank (begin) != begin)
    begin = suima_cell_skip_blank (begin);
  while (end > begin)
    {
      const char *last = g_utf8_prev_char (end);
      if (suima_cell_skip_blank (last) == last)
        break;
      end = last;
    }
  plain = suima_cell_new_plain (begin, (gsize)(end - begin));
  return suima_cell_is_nothing (plain) ? NULL : g_steal_pointer (&plain);
}

char *
suima_cell_narrow (const char *text)
{
  GString *narrow = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - '!';
      g_string_append_unichar (narrow, c == 0x3000 ? ' ' : c);
    }
  return g_string_free (narrow, FALSE);
}

char *
suima_cell_shorten (const char *text)
{
  g_autofree char *plain = suima_cell_new_plain (text, strlen (text));
  const char *end = plain + SUIMA_CELL_MAX_SHOWN_BYTES;

  if (strlen (plain) <= SUIMA_CELL_MAX_SHOWN_BYTES)
    return g_steal_pointer (&plain);
  while (((guchar)*end & 0xc0) == 0x80)
    end--;
  return g_strdup_printf ("%.*s…", (int)(end - plain), plain);
}

/* `合 计：` and `合计(箱)` are 合计. */
static char *
suima_cell_dup_total_key (const char *text)
{
  g_autofree char *folded = suima_text_fold (text);
  g_autofree char *lower = g_utf8_strdown (folded, -1);
  GString *key = g_string_new (NULL);

  lower[strcspn (lower, ":(")] = '\0';
  for (const char *p = lower; *p != '\0'; p++)
    if (*p != ' ')
      g_string_append_c (key, *p);
  return g_string_free (key, FALSE);
}

gboolean
suima_cell_is_total (const char *text)
{
  static const char *const words[] = { "合计",     "总计",      "小计",     "共计",     "累计",
                                       "总合计",   "本页合计",  "本页小计", "本日合计", "本日小计",
                                       "当日合计", "本单合计",  "合计数量", "总数量",   "total",
                                       "subtotal", "grandtotal" };
  g_autofree char *key = NULL;

  if (text[0] == '\0' || strlen (text) > 60)
    return FALSE;
  key = suima_cell_dup_total_key (text);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (key, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* `5.34520E+17` */
static gboolean
suima_cell_is_scientific (const char *text)
{
  const char *rest = text + strspn (text, "0123456789");

  if (rest != text + 1)
    return FALSE;
  if (*rest == '.')
    rest += 1 + strspn (rest + 1, "0123456789");
  return (rest[0] == 'E' || rest[0] == 'e') && rest[1] == '+' && g_ascii_isdigit (rest[2]) &&
         strspn (rest + 2, "0123456789") == strlen (rest + 2);
}

SuimaNumberState
suima_cell_judge_number (const char *text, gboolean was_number)
{
  gsize n_digits = strspn (text, "0123456789");
  const char *rest;

  if (suima_cell_is_scientific (text))
    return SUIMA_NUMBER_DAMAGED;
  if (text[n_digits] != '\0' || n_digits <= SUIMA_NUMBER_KEPT_DIGITS)
    return SUIMA_NUMBER_WHOLE;
  if (was_number || g_str_has_suffix (text, "000"))
    return SUIMA_NUMBER_DAMAGED;
  rest = text + SUIMA_NUMBER_KEPT_DIGITS;
  if (strspn (rest, "0") < strlen (rest))
    return SUIMA_NUMBER_WHOLE;
  /* One number in ten ends in a zero by itself, one in a hundred in two. */
  return strlen (rest) > 1 ? SUIMA_NUMBER_DAMAGED : SUIMA_NUMBER_SUSPECT;
}
