// SPDX-License-Identifier: Apache-2.0
#include "suima-gs1.h"

#include "suima-gs1-ai.h"

#include <string.h>

#define SUIMA_FNC1 '\x1d'

/* "(01)0690...(10)A1": the brackets are for people and are no part of the data. */
static gboolean
suima_gs1_read_bracketed (const char *text, SuimaScan *scan)
{
  g_auto (GStrv) elements = g_strsplit (text + 1, "(", -1);

  for (guint i = 0; elements[i] != NULL; i++)
    {
      char *close = strchr (elements[i], ')');
      const SuimaAi *entry;
      if (close == NULL || close == elements[i] || close - elements[i] > 4)
        return FALSE;
      *close = '\0';
      entry = suima_ai_is_digits (elements[i]) ? suima_ai_find (elements[i]) : NULL;
      if (entry == NULL || strlen (entry->ai) != strlen (elements[i]))
        return FALSE;
      suima_ai_take (scan, entry, elements[i], close + 1);
    }
  return elements[0] != NULL;
}

/* What a scanner may type where the separator stood; none of these is data of GS1 (set 82). */
static char *
suima_gs1_restore_separators (const char *text)
{
  static const char *const forms[] = { "]C1", "<GS>", "{GS}", "^]" };
  GString *restored = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_string_replace (restored, forms[i], (char[]){ SUIMA_FNC1, '\0' }, 0);
  return g_string_free (restored, FALSE);
}

/* A date or a weight that is right, as it follows a lot on a carton. Returns: its length with the
 * AI, or 0. */
static gsize
suima_gs1_fixed_element (const char *text)
{
  const SuimaAi *entry = suima_ai_find (text);
  gsize ai = entry ? strlen (entry->ai) : 0;
  g_autofree char *value = entry ? g_strndup (text + ai, entry->max) : NULL;
  g_autofree char *date = NULL;

  if (entry == NULL || (entry->format != SUIMA_AI_DATE && entry->format != SUIMA_AI_DECIMAL) ||
      strlen (value) != entry->max || !suima_ai_is_digits (value))
    return 0;
  if (entry->format == SUIMA_AI_DATE && (date = suima_ai_read_date (value)) == NULL)
    return 0;
  return ai + entry->max;
}

/* Whether @text is what may follow where a separator was dropped: fixed elements, then at most one
 * of variable length that takes the rest. */
static gboolean
suima_gs1_is_tail (const char *text)
{
  static const char *const last[] = { "10", "21", "30", "37" };
  gsize length = suima_gs1_fixed_element (text);

  if (length == 0)
    return FALSE;
  while (*(text += length) != '\0')
    if ((length = suima_gs1_fixed_element (text)) == 0)
      break;
  if (*text == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    if (g_str_has_prefix (text, last[i]) && text[2] != '\0')
      return TRUE;
  return FALSE;
}

/**
 * Where a value of variable length ends in a text whose separators the scanner dropped. A lot that
 * was guessed would not be found in a recall: where several ends are possible, none is taken.
 *
 * Returns: the length of the value, or 0 where that cannot be told.
 */
static gsize
suima_gs1_find_end (const SuimaAi *entry, const char *text, SuimaScan *scan)
{
  gsize length = strlen (text), end = length <= entry->max ? length : 0;
  guint ways = end > 0 ? 1 : 0;

  for (gsize cut = 1; cut < length && cut <= entry->max; cut++)
    if (suima_gs1_is_tail (text + cut))
      {
        end = cut;
        ways++;
      }
  if (ways > 1 || (entry->format == SUIMA_AI_TEXT && strstr (text + 1, "21") != NULL))
    suima_scan_add_unverified (scan, "separators");
  if (ways == 0)
    return length;
  return ways == 1 ? end : 0;
}

static gsize
suima_gs1_value_length (const SuimaAi *entry,
                        const char *text,
                        gboolean has_separators,
                        SuimaScan *scan)
{
  gsize length = strcspn (text, (char[]){ SUIMA_FNC1, '\0' });

  if (entry->min == entry->max)
    return MIN (length, entry->max);
  return has_separators || *text == '\0' ? length : suima_gs1_find_end (entry, text, scan);
}

static gboolean
suima_gs1_read_plain (const char *text, SuimaScan *scan)
{
  gboolean has_separators = strchr (text, SUIMA_FNC1) != NULL;

  while (*text != '\0')
    {
      const SuimaAi *entry = suima_ai_find (text);
      gsize ai_length = entry ? strlen (entry->ai) : 0;
      gsize length;
      g_autofree char *ai = NULL, *value = NULL;
      if (entry == NULL)
        return FALSE;
      length = suima_gs1_value_length (entry, text + ai_length, has_separators, scan);
      if (length == 0 && text[ai_length] != '\0' && text[ai_length] != SUIMA_FNC1)
        {
          suima_scan_add_field (scan, "unread", text);
          return TRUE;
        }
      ai = g_strndup (text, ai_length);
      text += ai_length;
      value = g_strndup (text, length);
      suima_ai_take (scan, entry, ai, value);
      text += length;
      if (*text == SUIMA_FNC1)
        text++;
    }
  return TRUE;
}

gboolean
suima_gs1_read_elements (const char *text, SuimaScan *scan)
{
  static const char *const identifiers[] = { "]C1", "]Q3", "]e0", "]d2", "]J1" };
  g_autofree char *restored = NULL;
  gboolean is_marked = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (identifiers); i++)
    if (g_str_has_prefix (text, identifiers[i]))
      {
        text += strlen (identifiers[i]);
        is_marked = TRUE;
        break;
      }
  if (*text == '(')
    return suima_gs1_read_bracketed (text, scan);
  text = restored = suima_gs1_restore_separators (text);
  if (*text == SUIMA_FNC1)
    {
      text++;
      is_marked = TRUE;
    }
  if (*text == '(')
    return suima_gs1_read_bracketed (text, scan);
  /* Without a mark only what begins with a whole GTIN or SSCC element is taken for GS1 data. */
  if (!is_marked && !(g_str_has_prefix (text, "01") && strlen (text) > 16) &&
      !(g_str_has_prefix (text, "00") && strlen (text) == 20) && strchr (text, SUIMA_FNC1) == NULL)
    return FALSE;
  return *text != '\0' && suima_gs1_read_plain (text, scan);
}

/* Finds the key by walking the pairs from the right; returns the place of its AI, or -1. */
static int
suima_gs1_find_key (char **parts, int n)
{
  static const char *const keys[] = { "01", "00", "253", "414", "417", "8004", "8006", "8010", NULL };

  for (int i = n - 2; i >= 1; i -= 2)
    if (g_strv_contains (keys, parts[i]) && suima_ai_is_digits (parts[i + 1]))
      return i;
  return -1;
}

static gboolean
suima_gs1_read_pairs (char **parts, int key, int n, SuimaScan *scan)
{
  static const char *const order[] = { "22", "10", "21", "235", "254", NULL };
  int last = -1;

  for (int i = key; i + 1 < n; i += 2)
    {
      const SuimaAi *entry = suima_ai_is_digits (parts[i]) ? suima_ai_find (parts[i]) : NULL;
      g_autofree char *value = g_uri_unescape_string (parts[i + 1], NULL);
      int at = 0;
      if (entry == NULL || strlen (entry->ai) != strlen (parts[i]) || value == NULL)
        return FALSE;
      while (i > key && order[at] != NULL && strcmp (order[at], parts[i]) != 0)
        at++;
      if (i > key && (order[at] == NULL || at <= last))
        suima_ai_complain (scan, parts[i], "does not belong at this place");
      last = i > key ? at : last;
      suima_ai_take (scan, entry, parts[i], value);
    }
  return TRUE;
}

static void
suima_gs1_read_query (const char *query, SuimaScan *scan)
{
  g_auto (GStrv) pairs = g_strsplit (query ? query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *value = equals ? g_uri_unescape_string (equals + 1, NULL) : NULL;
      const SuimaAi *entry;
      if (value == NULL)
        continue;
      *equals = '\0';
      entry = suima_ai_is_digits (pairs[i]) ? suima_ai_find (pairs[i]) : NULL;
      if (entry != NULL && strlen (entry->ai) == strlen (pairs[i]))
        suima_ai_take (scan, entry, pairs[i], value);
    }
}

gboolean
suima_gs1_read_link (const char *text, SuimaScan *scan)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  g_auto (GStrv) parts = NULL;
  int n, key;

  if (uri == NULL || g_uri_get_host (uri) == NULL ||
      (g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") != 0 &&
       g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") != 0))
    return FALSE;
  parts = g_strsplit (g_uri_get_path (uri), "/", -1);
  n = (int) g_strv_length (parts);
  if (n > 1 && *parts[n - 1] == '\0')
    n--;
  key = suima_gs1_find_key (parts, n);
  if (key < 0)
    return FALSE;
  suima_scan_add_field (scan, "host", g_uri_get_host (uri));
  if (!suima_gs1_read_pairs (parts, key, n, scan))
    return FALSE;
  suima_gs1_read_query (g_uri_get_query (uri), scan);
  return TRUE;
}
