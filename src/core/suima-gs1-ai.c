// SPDX-License-Identifier: Apache-2.0
#include "suima-gs1-ai.h"

#include "suima-day.h"

#include <string.h>

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

const SuimaAi *
suima_ai_find (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_ais); i++)
    if (suima_ai_matches (suima_ais[i].ai, text))
      return &suima_ais[i];
  return NULL;
}

gboolean
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
char *
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

void
suima_ai_complain (SuimaScan *scan, const char *ai, const char *what)
{
  if (scan->problem == NULL)
    scan->problem = g_strdup_printf ("(%s) %s", ai, what);
}

void
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
