// SPDX-License-Identifier: Apache-2.0
#include "suima-day.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_US_PER_DAY (G_TIME_SPAN_DAY)
#define SUIMA_EXCEL_EPOCH_DAYS 25569 /* 1970-01-01 as a serial of the 1900 system */
#define SUIMA_EXCEL_1904_SHIFT 1462

/* Days from civil date and back: the well-known era arithmetic, exact for all Gregorian days. */
static gint32
suima_day_from_civil (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = y / 400;
  int yoe = y - era * 400;
  int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

  return era * 146097 + doe - 719468;
}

static int
suima_day_month_length (int year, int month)
{
  return g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
}

SuimaDay
suima_day_new (int year, int month, int day)
{
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1)
    return SUIMA_DAY_NONE;
  if (day > suima_day_month_length (year, month))
    return SUIMA_DAY_NONE;
  return suima_day_from_civil (year, month, day);
}

void
suima_day_split (SuimaDay day, int *ret_year, int *ret_month, int *ret_day)
{
  int z = day + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int doe = z - era * 146097;
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153;

  *ret_day = doy - (153 * mp + 2) / 5 + 1;
  *ret_month = mp < 10 ? mp + 3 : mp - 9;
  *ret_year = yoe + era * 400 + (*ret_month <= 2 ? 1 : 0);
}

char *
suima_text_fold (const char *text)
{
  g_autofree char *narrow = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = narrow ? narrow : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isspace (c) || c == 0x3000 || c == 0x200b || c == 0xfeff)
        {
          blank = out->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (out, ' ');
      blank = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Reads up to @max_digits digits; FALSE without any. */
static gboolean
suima_day_read_number (const char **p, int max_digits, int *ret_number, int *ret_digits)
{
  int number = 0, digits = 0;

  while (digits < max_digits && g_ascii_isdigit (**p))
    {
      number = number * 10 + (**p - '0');
      digits++;
      (*p)++;
    }
  *ret_number = number;
  if (ret_digits)
    *ret_digits = digits;
  return digits > 0 && !g_ascii_isdigit (**p);
}

static gboolean
suima_day_skip (const char **p, const char *mark)
{
  const char *at = *p;

  while (*at == ' ')
    at++;
  if (!g_str_has_prefix (at, mark))
    return FALSE;
  at += strlen (mark);
  while (*at == ' ')
    at++;
  *p = at;
  return TRUE;
}

/* What may follow a day: nothing, or a time of day. */
static gboolean
suima_day_is_tail (const char *p)
{
  if (*p == 'T')
    p++;
  for (; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p) && strchr (" :.+Z", *p) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
suima_day_read_parts (const char *p, int *y, int *m, int *d)
{
  const char *marks[2] = { NULL, NULL };
  int digits;

  if (!suima_day_read_number (&p, 8, y, &digits))
    return FALSE;
  if (digits == 8)
    {
      *d = *y % 100;
      *m = *y / 100 % 100;
      *y = *y / 10000;
      return suima_day_is_tail (p);
    }
  if (digits != 4)
    return FALSE;
  while (*p == ' ')
    p++;
  if (g_str_has_prefix (p, "年"))
    marks[0] = "年", marks[1] = "月";
  else if (*p == '-' || *p == '/' || *p == '.')
    marks[0] = marks[1] = *p == '-' ? "-" : *p == '/' ? "/" : ".";
  else
    return FALSE;
  if (!suima_day_skip (&p, marks[0]) || !suima_day_read_number (&p, 2, m, NULL))
    return FALSE;
  if (!suima_day_skip (&p, marks[1]) || !suima_day_read_number (&p, 2, d, NULL))
    return FALSE;
  if (!suima_day_skip (&p, "日"))
    suima_day_skip (&p, "号");
  return suima_day_is_tail (p);
}

gboolean
suima_day_parse (const char *text, SuimaDay *ret_day, GError **error)
{
  g_autofree char *folded = suima_text_fold (text);
  int year, month, day;
  SuimaDay parsed;

  if (!suima_day_read_parts (folded, &year, &month, &day))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a date like 2026-09-18",
                   text);
      return FALSE;
    }
  parsed = suima_day_new (year, month, day);
  if (parsed == SUIMA_DAY_NONE)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the calendar has no day \"%s\"", text);
      return FALSE;
    }
  *ret_day = parsed;
  return TRUE;
}

char *
suima_day_to_text (SuimaDay day)
{
  int year, month, mday;

  if (day == SUIMA_DAY_NONE)
    return NULL;
  suima_day_split (day, &year, &month, &mday);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
}

SuimaDay
suima_day_from_excel (double serial, gboolean date1904)
{
  double days = serial + (date1904 ? SUIMA_EXCEL_1904_SHIFT : 0);

  /* Below 61 the 1900 system counts a 29 February 1900 that never was. */
  if (!(days >= 61 && days < 109575))
    return SUIMA_DAY_NONE;
  return (SuimaDay) days - SUIMA_EXCEL_EPOCH_DAYS;
}

SuimaDay
suima_day_from_us (gint64 at_us, int utc_offset_min)
{
  gint64 local_us = at_us + utc_offset_min * G_TIME_SPAN_MINUTE;
  gint64 days = local_us / SUIMA_US_PER_DAY;

  if (local_us % SUIMA_US_PER_DAY < 0)
    days--;
  return (SuimaDay) days;
}

gint64
suima_day_to_us (SuimaDay day, int utc_offset_min)
{
  return day * G_TIME_SPAN_DAY - utc_offset_min * G_TIME_SPAN_MINUTE;
}

SuimaDay
suima_day_add (SuimaDay day, SuimaShelfLife life)
{
  int year, month, mday, months;

  if (life.unit == SUIMA_LIFE_DAYS)
    return day + (SuimaDay) life.count;
  if (life.unit == SUIMA_LIFE_HOURS)
    return day + (SuimaDay) ((life.count + 23) / 24);
  suima_day_split (day, &year, &month, &mday);
  months = year * 12 + month - 1 + (int) life.count * (life.unit == SUIMA_LIFE_YEARS ? 12 : 1);
  year = months / 12;
  month = months % 12 + 1;
  return suima_day_from_civil (year, month, MIN (mday, suima_day_month_length (year, month)));
}

static gboolean
suima_shelf_life_read_unit (const char *p, SuimaLifeUnit *ret_unit)
{
  static const struct
  {
    const char *word;
    SuimaLifeUnit unit;
  } words[] = {
    { "个月", SUIMA_LIFE_MONTHS }, { "個月", SUIMA_LIFE_MONTHS },   { "月", SUIMA_LIFE_MONTHS },
    { "天", SUIMA_LIFE_DAYS },     { "日", SUIMA_LIFE_DAYS },       { "年", SUIMA_LIFE_YEARS },
    { "小时", SUIMA_LIFE_HOURS },  { "month", SUIMA_LIFE_MONTHS },  { "day", SUIMA_LIFE_DAYS },
    { "year", SUIMA_LIFE_YEARS },  { "hour", SUIMA_LIFE_HOURS },    { "m", SUIMA_LIFE_MONTHS },
    { "d", SUIMA_LIFE_DAYS },      { "y", SUIMA_LIFE_YEARS },       { "h", SUIMA_LIFE_HOURS },
  };

  while (*p == ' ')
    p++;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (p, words[i].word, strlen (words[i].word)) == 0)
      {
        const char *rest = p + strlen (words[i].word);
        *ret_unit = words[i].unit;
        return !g_ascii_isalpha (words[i].word[0]) || !g_ascii_isalpha (*rest) || *rest == 's';
      }
  return FALSE;
}

/* The last "number unit" of the text counts, so that "0-4℃ 7天" is seven days. Two different
 * lengths in one cell are not guessed. */
static gboolean
suima_shelf_life_find (const char *text, SuimaShelfLife *ret_life)
{
  SuimaShelfLife found = { 0, SUIMA_LIFE_DAYS };

  for (const char *p = text; *p != '\0'; p++)
    {
      int count, digits;
      SuimaLifeUnit unit;
      if (!g_ascii_isdigit (*p) || (p > text && (g_ascii_isdigit (p[-1]) || p[-1] == '.')))
        continue;
      if (!suima_day_read_number (&p, 4, &count, &digits) || *p == '.' ||
          !suima_shelf_life_read_unit (p, &unit))
        {
          p--;
          continue;
        }
      p--;
      if (count == 0 || (found.count != 0 && (found.count != (guint) count || found.unit != unit)))
        return FALSE;
      found.count = (guint) count;
      found.unit = unit;
    }
  *ret_life = found;
  return found.count > 0;
}

/* Where an expiry day may begin: at the first four-digit year behind the words. */
static gboolean
suima_shelf_life_find_day (const char *text, SuimaDay *ret_day)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) &&
        g_ascii_isdigit (p[3]) && (p == text || !g_ascii_isdigit (p[-1])))
      return suima_day_parse (p, ret_day, NULL);
  return FALSE;
}

gboolean
suima_shelf_life_parse (const char *text,
                        SuimaShelfLife *ret_life,
                        SuimaDay *ret_until,
                        GError **error)
{
  g_autofree char *folded = suima_text_fold (text);
  SuimaShelfLife life = { 0, SUIMA_LIFE_DAYS };
  SuimaDay until = SUIMA_DAY_NONE;

  if (!suima_shelf_life_find_day (folded, &until) && !suima_shelf_life_find (folded, &life))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is not a shelf life like 45天, 24个月 or 有效期至2027-03-01", text);
      return FALSE;
    }
  *ret_life = life;
  *ret_until = until;
  return TRUE;
}
