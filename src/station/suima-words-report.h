// SPDX-License-Identifier: Apache-2.0
// The sentences about reporting, the day and the keeping of records.
#pragma once

#include "suima-report.h"
#include "suima-retention.h"

/** suima_words_report_summary: Returns: (transfer full): how many are due and late, and how long the
 * most urgent has: 最早的一条还剩 9 小时. */
char *suima_words_report_summary (const SuimaReportSummary *summary);

/** suima_words_time_left: Returns: (transfer full): 还剩 9 小时, 已迟 3 小时, in whole hours, minutes
 * below one. */
char *suima_words_time_left (gint64 due_us, gint64 now_us);

/** suima_words_report_state: Returns: (transfer none): 待报, 迟报 and so on. */
const char *suima_words_report_state (SuimaReportState state);

/** suima_words_day: @flows: (element-type SuimaDayFlow). Returns: (transfer full): 今天进20 出17 存3，
 * 没报的0. */
char *suima_words_day (GPtrArray *flows, guint unreported);

/** suima_words_column: @name: `time`, `codes` and so on. Returns: (transfer none): the header of a
 * column of the lists in an inspection pack. */
const char *suima_words_column (const char *name);

/** suima_words_kept: Returns: (transfer none): what is kept: 证明, 照片 and so on. */
const char *suima_words_kept (SuimaKeptKind kind);
