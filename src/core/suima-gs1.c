// SPDX-License-Identifier: Apache-2.0
#include "suima-gs1.h"

#include "suima-day.h"

#include <string.h>

#define SUIMA_FNC1 '\x1d'

typedef enum
{
  SUIMA_AI_TEXT,
  SUIMA_AI_DIGITS,
  SUIMA_AI_CHECKED, /* digits, the last a check digit */
  SUIMA_AI_DATE,    /* YYMMDD, day 00 is the end of the month */
  SUIMA_AI_DECIMAL, /* the AI's fourth digit says how many decimals */
} SuimaAiFormat;

typedef struct
{
  const char *ai;   /* `n` stands for any digit */
  const char *name; /* NULL: `ai-<AI>` */
  SuimaAiFormat format;
  guint8 min, max;
} SuimaAi;

static const SuimaAi suima_ais[] = {
  { "00", "sscc", SUIMA_AI_CHECKED, 18, 18 },
  { "01", "gtin", SUIMA_AI_CHECKED, 14, 14 },
  { "02", "content_gtin", SUIMA_AI_CHECKED, 14, 14 },
  { "10", "lot", SUIMA_AI_TEXT, 1, 20 },
  { "11", "production_date", SUIMA_AI_DATE, 6, 6 },
  { "12", "due_date", SUIMA_AI_DATE, 6, 6 },
  { "13", "packaging_date", SUIMA_AI_DATE, 6, 6 },
  { "15", "best_before_date", SUIMA_AI_DATE, 6, 6 },
  { "16", "sell_by_date", SUIMA_AI_DATE, 6, 6 },
  { "17", "expiry_date", SUIMA_AI_DATE, 6, 6 },
  { "20", "variant", SUIMA_AI_DIGITS, 2, 2 },
  { "21", "serial", SUIMA_AI_TEXT, 1, 20 },
  { "22", NULL, SUIMA_AI_TEXT, 1, 20 },
  { "235", NULL, SUIMA_AI_TEXT, 1, 28 },
  { "240", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "241", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "250", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "251", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "253", NULL, SUIMA_AI_TEXT, 13, 30 },
  { "254", NULL, SUIMA_AI_TEXT, 1, 20 },
  { "30", "count", SUIMA_AI_DIGITS, 1, 8 },
  { "310n", "net_weight_kg", SUIMA_AI_DECIMAL, 6, 6 },
  { "330n", "gross_weight_kg", SUIMA_AI_DECIMAL, 6, 6 },
  { "31nn", NULL, SUIMA_AI_DIGITS, 6, 6 },
  { "32nn", NULL, SUIMA_AI_DIGITS, 6, 6 },
  { "33nn", NULL, SUIMA_AI_DIGITS, 6, 6 },
  { "34nn", NULL, SUIMA_AI_DIGITS, 6, 6 },
  { "35nn", NULL, SUIMA_AI_DIGITS, 6, 6 },
  { "36nn", NULL, SUIMA_AI_DIGITS, 6, 6 },
  { "37", "content_count", SUIMA_AI_DIGITS, 1, 8 },
  { "39nn", NULL, SUIMA_AI_DIGITS, 1, 18 },
  { "400", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "401", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "402", NULL, SUIMA_AI_CHECKED, 17, 17 },
  { "403", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "41n", NULL, SUIMA_AI_CHECKED, 13, 13 },
  { "420", NULL, SUIMA_AI_TEXT, 1, 20 },
  { "421", NULL, SUIMA_AI_TEXT, 4, 12 },
  { "422", "origin_country", SUIMA_AI_DIGITS, 3, 3 },
  { "423", NULL, SUIMA_AI_DIGITS, 3, 15 },
  { "424", NULL, SUIMA_AI_DIGITS, 3, 3 },
  { "425", NULL, SUIMA_AI_DIGITS, 3, 15 },
  { "426", NULL, SUIMA_AI_DIGITS, 3, 3 },
  { "427", NULL, SUIMA_AI_TEXT, 1, 3 },
  { "7002", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "7003", NULL, SUIMA_AI_DIGITS, 10, 10 },
  { "7006", "first_freeze_date", SUIMA_AI_DATE, 6, 6 },
  { "7007", NULL, SUIMA_AI_DIGITS, 6, 12 },
  { "70nn", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "723n", NULL, SUIMA_AI_TEXT, 2, 30 },
  { "80nn", NULL, SUIMA_AI_TEXT, 1, 90 },
  { "90", NULL, SUIMA_AI_TEXT, 1, 30 },
  { "9n", NULL, SUIMA_AI_TEXT, 1, 90 },
};

static gboolean
suima_ai_matches (const char *pattern, const char *text)
{
  for (; *pattern != '\0'; pattern++, text++)
    if (*pattern == 'n' ? !g_ascii_isdigit (*text) : *pattern != *text)
      return FALSE;
  return TRUE;
}

static const SuimaAi *
suima_ai_find (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_ais); i++)
    if (suima_ai_matches (suima_ais[i].ai, text))
      return &suima_ais[i];
  return NULL;
}

static gboolean
suima_ai_is_digits (const char *text)
{
  return strspn (text, "0123456789") == strlen (text);
}

/* Weights 3, 1 from the right, as for every GS1 key. */
static gboolean
suima_ai_check_digit (const char *digits)
{
  gsize length = strlen (digits);
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    sum += (guint) (digits[length - 1 - i] - '0') * (i % 2 == 1 ? 3 : 1);
  return sum % 10 == 0;
}

/* GS1 General Specifications 7.12: a two-digit year lies within 50 years; food is of this century. */
static char *
suima_ai_read_date (const char *digits)
{
  int year = 2000 + (digits[0] - '0') * 10 + (digits[1] - '0');
  int month = (digits[2] - '0') * 10 + (digits[3] - '0');
  int mday = (digits[4] - '0') * 10 + (digits[5] - '0');
  SuimaDay day;

  if (month < 1 || month > 12)
    return NULL;
  if (mday == 0)
    mday = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  day = suima_day_new (year, month, mday);
  return suima_day_to_text (day);
}

static char *
suima_ai_read_decimal (const char *digits, guint decimals)
{
  gsize whole = strlen (digits) - MIN (decimals, strlen (digits) - 1);
  g_autofree char *head = g_strndup (digits, whole);
  const char *start = head;

  while (start[0] == '0' && start[1] != '\0')
    start++;
  return decimals == 0 ? g_strdup (start) : g_strdup_printf ("%s.%s", start, digits + whole);
}

static void
suima_ai_complain (SuimaScan *scan, const char *ai, const char *what)
{
  if (scan->problem == NULL)
    scan->problem = g_strdup_printf ("(%s) %s", ai, what);
}

static void
suima_ai_take (SuimaScan *scan, const SuimaAi *entry, const char *ai, const char *value)
{
  g_autofree char *name = entry->name ? g_strdup (entry->name) : g_strdup_printf ("ai-%s", ai);
  g_autofree char *read = NULL;
  gsize length = strlen (value);

  if (length < entry->min || length > entry->max)
    suima_ai_complain (scan, ai, "has a wrong length");
  else if (entry->format != SUIMA_AI_TEXT && !suima_ai_is_digits (value))
    suima_ai_complain (scan, ai, "must be digits");
  else if (entry->format == SUIMA_AI_CHECKED && !suima_ai_check_digit (value))
    suima_ai_complain (scan, ai, "has a wrong check digit");
  else if (entry->format == SUIMA_AI_DATE && (read = suima_ai_read_date (value)) == NULL)
    suima_ai_complain (scan, ai, "is not a date");
  else if (entry->format == SUIMA_AI_DECIMAL)
    read = suima_ai_read_decimal (value, (guint) (ai[3] - '0'));
  suima_scan_add_field (scan, name, read ? read : value);
}

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
