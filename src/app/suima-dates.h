// SPDX-License-Identifier: Apache-2.0
// Days and moments as people say them. Pure: the caller says what today is.
#pragma once

#include "suima-day.h"

#include <glib.h>

/** suima_dates_day_to_words: Returns: (transfer full): 今天, 昨天, 11月20日, 2027年3月1日; "" for
 * %SUIMA_DAY_NONE. */
char *suima_dates_day_to_words (SuimaDay day, SuimaDay today);

/** suima_dates_left_to_words: Returns: (transfer full): 还剩 27 天, 今天到期, 过期 3 天; "" for
 * %SUIMA_DAY_NONE. */
char *suima_dates_left_to_words (SuimaDay expiry, SuimaDay today);

/**
 * suima_dates_moment_to_words:
 * @at_us, @now_us: UTC microseconds since 1970
 * @utc_offset_min: of the shop's clock
 *
 * Returns: (transfer full): 今天 07:10, 昨天 23:59, 11月20日 07:10.
 */
char *suima_dates_moment_to_words (gint64 at_us, gint64 now_us, int utc_offset_min);

/** suima_dates_ago_to_words: Returns: (transfer full): 刚刚, 3分前, 2小时前, 5天前. */
char *suima_dates_ago_to_words (gint64 at_us, gint64 now_us);
