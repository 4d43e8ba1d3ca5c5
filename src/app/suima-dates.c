// SPDX-License-Identifier: Apache-2.0
#include "suima-dates.h"

#include <glib/gi18n.h>

char *
suima_dates_day_to_words (SuimaDay day, SuimaDay today)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, day_of_month, this_year, unused;

  if (day == SUIMA_DAY_NONE)
    return g_strdup ("");
  if (day == today)
    return g_strdup (_ ("today"));
  if (day == today - 1)
    return g_strdup (_ ("yesterday"));
  if (day == today + 1)
    return g_strdup (_ ("tomorrow"));
  suima_day_split (day, &year, &month, &day_of_month);
  suima_day_split (today, &this_year, &unused, &unused);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  /* translators: a day of this year, g_date_time_format(); Chinese: %-m月%-d日 */
  return g_date_time_format (date, year == this_year ? _ ("%-d %b")
                                                     /* translators: a day of another year */
                                                     : _ ("%-d %b %Y"));
}

char *
suima_dates_left_to_words (SuimaDay expiry, SuimaDay today)
{
  int days = expiry - today;

  if (expiry == SUIMA_DAY_NONE)
    return g_strdup ("");
  if (days == 0)
    return g_strdup (_ ("last day today"));
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day past", "%d days past", (gulong)-days), -days);
  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong)days), days);
}

char *
suima_dates_moment_to_words (gint64 at_us, gint64 now_us, int utc_offset_min)
{
  gint64 local_s = at_us / G_USEC_PER_SEC + utc_offset_min * 60;
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (local_s);
  g_autofree char *clock = local ? g_date_time_format (local, "%H:%M") : g_strdup ("");
  g_autofree char *day = suima_dates_day_to_words (suima_day_from_us (at_us, utc_offset_min),
                                                   suima_day_from_us (now_us, utc_offset_min));

  /* translators: a day in words and a time of day: 昨天 07:10 */
  return g_strdup_printf (_ ("%s %s"), day, clock);
}

char *
suima_dates_ago_to_words (gint64 at_us, gint64 now_us)
{
  gint64 minutes = (now_us - at_us) / G_TIME_SPAN_MINUTE;

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min ago"), (int)minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (_ ("%d h ago"), (int)(minutes / 60));
  return g_strdup_printf (_ ("%d days ago"), (int)(minutes / (24 * 60)));
}
