// SPDX-License-Identifier: Apache-2.0
// Moments as EPCIS writes them: RFC 3339 with a zone.
#include "suima-day.h"
#include "suima-event.h"

#include <string.h>

#define SUIMA_US_PER_MINUTE G_TIME_SPAN_MINUTE

char *
suima_time_to_text (gint64 at_us, int utc_offset_min)
{
  gint64 local_us = at_us + utc_offset_min * SUIMA_US_PER_MINUTE;
  SuimaDay day = suima_day_from_us (at_us, utc_offset_min);
  gint64 rest_ms = (local_us - day * G_TIME_SPAN_DAY) / 1000;
  g_autofree char *offset = suima_time_offset_to_text (utc_offset_min);
  int year, month, month_day;

  suima_day_split (day, &year, &month, &month_day);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03d%s", year, month, month_day,
                          (int)(rest_ms / 3600000), (int)(rest_ms / 60000 % 60),
                          (int)(rest_ms / 1000 % 60), (int)(rest_ms % 1000), offset);
}

char *
suima_time_offset_to_text (int utc_offset_min)
{
  int minutes = ABS (utc_offset_min);

  return g_strdup_printf ("%c%02d:%02d", utc_offset_min < 0 ? '-' : '+', minutes / 60,
                          minutes % 60);
}

/* @digits digits, after the character @before if there is one. */
static gboolean
suima_time_read (const char **p, guint digits, char before, int max, int *ret_number)
{
  int number = 0;

  if (before != '\0' && *(*p)++ != before)
    return FALSE;
  for (guint i = 0; i < digits; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      number = number * 10 + (**p - '0');
    }
  *ret_number = number;
  return number <= max;
}

/* Digits beyond the sixth are dropped: nothing we know is finer than a microsecond. */
static gboolean
suima_time_read_fraction (const char **p, gint64 *ret_us)
{
  gint64 us = 0, unit = 100000;

  if (**p != '.')
    return TRUE;
  if (!g_ascii_isdigit (*++*p))
    return FALSE;
  for (; g_ascii_isdigit (**p); (*p)++, unit /= 10)
    us += (**p - '0') * unit;
  *ret_us = us;
  return TRUE;
}

static gboolean
suima_time_read_zone (const char **p, int *ret_minutes)
{
  int hours, minutes;
  char sign = *(*p)++;

  *ret_minutes = 0;
  if (sign == 'Z' || sign == 'z')
    return TRUE;
  if ((sign != '+' && sign != '-') || !suima_time_read (p, 2, '\0', 23, &hours) ||
      !suima_time_read (p, 2, ':', 59, &minutes))
    return FALSE;
  *ret_minutes = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
  return TRUE;
}

gboolean
suima_time_parse (const char *text, gint64 *ret_at_us)
{
  const char *p = text;
  int year, month, month_day, hour, minute, second, zone;
  gint64 us = 0;
  SuimaDay day;

  if (!suima_time_read (&p, 4, '\0', 9999, &year) || !suima_time_read (&p, 2, '-', 12, &month) ||
      !suima_time_read (&p, 2, '-', 31, &month_day))
    return FALSE;
  if (*p != 'T' && *p != 't')
    return FALSE;
  if (!suima_time_read (&p, 2, *p, 23, &hour) || !suima_time_read (&p, 2, ':', 59, &minute) ||
      !suima_time_read (&p, 2, ':', 59, &second) || !suima_time_read_fraction (&p, &us) ||
      !suima_time_read_zone (&p, &zone) || *p != '\0')
    return FALSE;
  day = suima_day_new (year, month, month_day);
  if (day == SUIMA_DAY_NONE)
    return FALSE;
  *ret_at_us = day * G_TIME_SPAN_DAY + hour * G_TIME_SPAN_HOUR +
               (minute - zone) * SUIMA_US_PER_MINUTE + second * G_TIME_SPAN_SECOND + us;
  return TRUE;
}
