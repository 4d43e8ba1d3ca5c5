// SPDX-License-Identifier: Apache-2.0
// The masks. Each looks only at what it leaves visible, so that a masked text is masked to itself:
// a star counts as the digit that it hides.
#include "suima-mask.h"

#include <string.h>

/* Full-width forms as plain ones, digits of every script as 0 to 9. */
static char *
suima_mask_normalise (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c >= 0xff01 && c <= 0xff5e)
        c = c - 0xff01 + '!';
      else if (c == 0x3000)
        c = ' ';
      if (g_unichar_isdigit (c))
        c = (gunichar)('0' + g_unichar_digit_value (c));
      g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

/* The symbols of a number: digits, stars and, where @has_letters, letters in upper case. */
static char *
suima_mask_pick (const char *text, gboolean has_letters)
{
  g_autofree char *plain = suima_mask_normalise (text);
  GString *picked = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || *p == '*' || (has_letters && g_ascii_isalpha (*p)))
      g_string_append_c (picked, g_ascii_toupper (*p));
  return g_string_free (picked, FALSE);
}

static void
suima_mask_hide (char *symbols, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    symbols[i] = '*';
}

/* Area codes of three digits begin with 01 and 02. */
static char *
suima_mask_landline (char *symbols, gsize length)
{
  gsize area = symbols[1] == '1' || symbols[1] == '2' ? 3 : 4;

  suima_mask_hide (symbols, area, MIN (area + 4, length));
  if (length > area + 8) /* an extension */
    suima_mask_hide (symbols, area + 8, length);
  return g_strdup_printf ("%.*s-%s", (int)area, symbols, symbols + area);
}

/* The symbols of a number, without the country in front of a mobile one. */
static char *
suima_mask_pick_number (const char *text)
{
  g_autofree char *symbols = suima_mask_pick (text, FALSE);
  gsize length = strlen (symbols);

  if (length == 13 && g_str_has_prefix (symbols, "861"))
    return g_strdup (symbols + 2);
  if (length == 15 && g_str_has_prefix (symbols, "00861"))
    return g_strdup (symbols + 4);
  return g_steal_pointer (&symbols);
}

static char *
suima_mask_number (const char *text)
{
  g_autofree char *symbols = suima_mask_pick_number (text);
  gsize length = strlen (symbols);

  if (length >= 3 && length <= 5 && symbols[0] == '1')
    return g_steal_pointer (&symbols);
  if (length >= 10 && symbols[0] == '0')
    return suima_mask_landline (symbols, length);
  if (length == 11 && symbols[0] == '1')
    suima_mask_hide (symbols, 3, 7);
  else if (length == 10 && (g_str_has_prefix (symbols, "400") || g_str_has_prefix (symbols, "800")))
    suima_mask_hide (symbols, 3, 7);
  else if (length == 7 || length == 8)
    suima_mask_hide (symbols, 0, 4);
  else
    suima_mask_hide (symbols, 0, length > 8 ? length - 3 : length);
  return g_steal_pointer (&symbols);
}

char *
suima_mask_phone (const char *text)
{
  g_autofree char *plain = suima_mask_normalise (text);
  g_auto (GStrv) parts = NULL;
  GString *masked = g_string_new (NULL);

  for (char *p = plain; *p != '\0'; p++)
    if (strchr (";,|\\", *p) != NULL)
      *p = '/';
  parts = g_strsplit (plain, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *number = suima_mask_number (parts[i]);
      if (*number != '\0')
        g_string_append_printf (masked, "%s%s", masked->len > 0 ? "/" : "", number);
    }
  return g_string_free (masked, FALSE);
}

char *
suima_mask_id_card (const char *text)
{
  char *symbols = suima_mask_pick (text, TRUE);
  gsize length = strlen (symbols);

  suima_mask_hide (symbols, length >= 15 ? 4 : 0, length >= 15 ? length - 4 : length);
  return symbols;
}

char *
suima_mask_uscc (const char *text)
{
  char *symbols = suima_mask_pick (text, TRUE);
  gsize length = strlen (symbols);

  if (length == 18)
    suima_mask_hide (symbols, 8, 15);
  else
    suima_mask_hide (symbols, length > 8 ? 4 : 0, length);
  return symbols;
}

static gboolean
suima_mask_is_compound (const char *name)
{
  static const char *const surnames[] = {
    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒",
    "司空", "长孙", "宇文", "东方", "南宫", "独孤", "端木", "轩辕", "百里", "呼延", "闻人",
    "钟离", "濮阳", "淳于", "单于", "太史", "申屠", "公冶", "宗政", "澹台", "赫连", "鲜于",
    "闾丘", "亓官", "万俟", "西门", "东郭", "南门", "拓跋", "完颜", "歐陽", "司馬", "諸葛",
  };

  for (guint i = 0; i < G_N_ELEMENTS (surnames); i++)
    if (g_str_has_prefix (name, surnames[i]))
      return TRUE;
  return FALSE;
}

/* Of two characters the second is the given name, though the two be a surname. */
char *
suima_mask_person (const char *text)
{
  g_autofree char *plain = suima_mask_normalise (text);
  const char *name = plain, *end;

  while (*name != '\0' && *name != '*' && !g_unichar_isalnum (g_utf8_get_char (name)))
    name = g_utf8_next_char (name);
  if (*name == '\0')
    return g_strdup ("");
  end = g_utf8_next_char (name);
  if (g_utf8_strlen (name, -1) >= 3 && suima_mask_is_compound (name))
    end = g_utf8_next_char (end);
  return g_strdup_printf ("%.*s*", (int)(end - name), name);
}

/* A run of digits, stars and hyphens that is long enough to be a number of a person. */
static char *
suima_mask_run (const char *run)
{
  g_autofree char *symbols = suima_mask_pick (run, TRUE);
  gsize length = strlen (symbols);

  if (length < 7)
    return g_strdup (run);
  return length >= 15 ? suima_mask_id_card (run) : suima_mask_number (run);
}

char *
suima_mask_text (const char *text)
{
  g_autofree char *plain = suima_mask_normalise (text);
  GString *masked = g_string_new (NULL);
  const char *p = plain;

  while (*p != '\0')
    {
      gsize length = g_ascii_isdigit (*p) || *p == '*' ? strspn (p, "0123456789*-") : 0;
      g_autofree char *run = NULL, *hidden = NULL;
      /* the check symbol of a card, behind 17 digits */
      if (length >= 17 && (p[length] == 'X' || p[length] == 'x'))
        length++;
      run = g_strndup (p, length > 0 ? length : (gsize)(g_utf8_next_char (p) - p));
      hidden = length > 0 ? suima_mask_run (run) : g_strdup (run);
      g_string_append (masked, hidden);
      p += strlen (run);
    }
  return g_string_free (masked, FALSE);
}
