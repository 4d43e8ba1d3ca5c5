// SPDX-License-Identifier: Apache-2.0
// Calendar days and shelf life, as people write them on delivery sheets.
#pragma once

#include <glib.h>

/** SuimaDay: days since 1970-01-01, proleptic Gregorian; %SUIMA_DAY_NONE is "not given". */
typedef gint32 SuimaDay;
#define SUIMA_DAY_NONE G_MININT32

typedef enum
{
  SUIMA_LIFE_HOURS,
  SUIMA_LIFE_DAYS,
  SUIMA_LIFE_MONTHS,
  SUIMA_LIFE_YEARS,
} SuimaLifeUnit;

/** SuimaShelfLife: a length of life, 1 to 9999 of @unit; @count 0 is "not given". */
typedef struct
{
  guint count;
  SuimaLifeUnit unit;
} SuimaShelfLife;

/**
 * suima_day_new:
 * @year: 1900 to 2199  @month: 1 to 12  @day: 1 to 31
 *
 * Returns: the day, or %SUIMA_DAY_NONE where the calendar has no such day.
 */
SuimaDay suima_day_new (int year, int month, int day);

/**
 * suima_day_parse:
 * @text: one day: `2026-09-18`, `2026/9/18`, `2026.9.18`, `20260918`, `2026年9月18日`, full-width
 *   digits and surrounding blanks allowed. A time of day behind it is ignored.
 * @ret_day: (out): set on success only
 * @error: return location
 *
 * Two-digit years and day-first forms are refused, never guessed.
 *
 * Returns: %TRUE when @text is a day that exists. Errors: INVALID.
 */
gboolean suima_day_parse (const char *text, SuimaDay *ret_day, GError **error);

/** suima_day_to_text: Returns: (transfer full): `YYYY-MM-DD`, or %NULL for %SUIMA_DAY_NONE. */
char *suima_day_to_text (SuimaDay day);

/** suima_day_split: Gives the calendar's year, month and day of a @day that is not NONE. */
void suima_day_split (SuimaDay day, int *ret_year, int *ret_month, int *ret_day);

/**
 * suima_day_from_excel:
 * @serial: days of the sheet's calendar, a fraction is the time of day and is dropped
 * @date1904: whether the workbook counts from 1904-01-01 instead of 1899-12-30
 *
 * Returns: the day, or %SUIMA_DAY_NONE outside 1900-03-01 to 2199-12-31.
 */
SuimaDay suima_day_from_excel (double serial, gboolean date1904);

/**
 * suima_day_from_us:
 * @at_us: UTC microseconds since 1970
 * @utc_offset_min: minutes east of UTC, -840 to 840
 *
 * Returns: the calendar day there at that moment.
 */
SuimaDay suima_day_from_us (gint64 at_us, int utc_offset_min);

/** suima_day_to_us: Returns: UTC microseconds of the moment at which @day begins there. */
gint64 suima_day_to_us (SuimaDay day, int utc_offset_min);

/**
 * suima_day_add:
 * @day: a day that is not NONE
 * @life: a length of life
 *
 * Months and years keep the day of the month, or the month's last day where it has no such day;
 * hours count as started days.
 *
 * Returns: the last day of life: `2026-11-02` and 45 days give `2026-12-17`.
 */
SuimaDay suima_day_add (SuimaDay day, SuimaShelfLife life);

/**
 * suima_shelf_life_parse:
 * @text: `45天`, `24个月`, `540日`, `2年`, `18M`, `72小时`, `0-4℃ 7天`, or an expiry day such as
 *   `有效期至2027-03-01`, `至 2027/3/1`, `2027-03-01`
 * @ret_life: (out): the length of life; count 0 when @text is a day
 * @ret_until: (out): the expiry day; NONE when @text is a length
 * @error: return location
 *
 * Returns: %TRUE and one of the two. Errors: INVALID.
 */
gboolean suima_shelf_life_parse (const char *text,
                                 SuimaShelfLife *ret_life,
                                 SuimaDay *ret_until,
                                 GError **error);

/**
 * suima_text_fold:
 * @text: UTF-8
 *
 * Full-width digits, letters and marks become narrow (NFKC), blanks of any kind become one space,
 * ends are stripped.
 *
 * Returns: (transfer full): the folded text.
 */
char *suima_text_fold (const char *text);
