// SPDX-License-Identifier: Apache-2.0
// The sentences of the trace page, in Chinese and English.
#pragma once

#include "suima-batch.h"
#include "suima-hub-paper.h"
#include "suima-hub-trace.h"

#include <glib.h>

typedef enum
{
  SUIMA_LANGUAGE_ZH,
  SUIMA_LANGUAGE_EN,
} SuimaLanguage;

typedef enum
{
  SUIMA_WORD_BRAND,
  SUIMA_WORD_OTHER_LANGUAGE,
  SUIMA_WORD_FROM,
  SUIMA_WORD_ORIGIN,
  SUIMA_WORD_PORT,
  SUIMA_WORD_WHEN,
  SUIMA_WORD_MADE,
  SUIMA_WORD_UNTIL,
  SUIMA_WORD_ARRIVED,
  SUIMA_WORD_STORAGE,
  SUIMA_WORD_WHO,
  SUIMA_WORD_SELLER,
  SUIMA_WORD_IMPORTER,
  SUIMA_WORD_SUPPLIER,
  SUIMA_WORD_PRODUCER,
  SUIMA_WORD_CHECKS,
  SUIMA_WORD_NO_PAPERS,
  SUIMA_WORD_STORY,
  SUIMA_WORD_LOT,
  SUIMA_WORD_SPEC,
  SUIMA_WORD_CODE,
  SUIMA_WORD_SEAL,
  SUIMA_WORD_SEAL_GOOD,
  SUIMA_WORD_SEAL_WRONG,
  SUIMA_WORD_SEAL_UNCHECKED,
  SUIMA_WORD_SEAL_NONE,
  SUIMA_WORD_CHECKED_AT,
  SUIMA_WORD_DATA_UNTIL,
  SUIMA_WORD_LAST_DAY,
  SUIMA_WORD_TODAY,
  SUIMA_WORD_YESTERDAY,
  SUIMA_WORD_VOUCHER,
  SUIMA_WORD_CERTIFICATE,
  SUIMA_WORD_NUMBER,
  SUIMA_WORD_PRODUCT,
  SUIMA_WORD_ISSUER,
  SUIMA_WORD_ISSUED,
  SUIMA_WORD_REGISTERED,
  SUIMA_WORD_REPORTED,
  SUIMA_WORD_NOT_REPORTED,
  SUIMA_WORD_GOODS_RECEIVED,
  SUIMA_WORD_SHOPS,
  SUIMA_WORD_SHORT_VOUCHER,
  SUIMA_WORD_NOT_SHOWN,
  SUIMA_WORD_COMPARE,
  SUIMA_N_WORDS
} SuimaWord;

const char *suima_page_get_word (SuimaWord word, SuimaLanguage language);

/** SuimaVerdictWords: the band of one state. */
typedef struct
{
  const char *tone; /* class in the style: ok, attention, stop, unknown */
  const char *word[2];
  const char *sentence[2];
  const char *advice[2]; /* may be empty */
} SuimaVerdictWords;

const SuimaVerdictWords *suima_page_get_verdict (SuimaTraceState state);
const SuimaVerdictWords *suima_page_get_paper_verdict (SuimaPaperState state);
/** suima_page_get_paper: @ret_key: where the number stands in ilmd. Returns: its name. */
const char *
suima_page_get_paper (SuimaPaperKind kind, SuimaLanguage language, const char **ret_key);
/** suima_page_get_step: Returns: (nullable): the word for a bizStep; %NULL for one not shown. */
const char *suima_page_get_step (const char *step, SuimaLanguage language);

/** suima_page_new_day: Returns: (transfer full): `2026年12月17日`, `17 December 2026`. */
char *suima_page_new_day (SuimaDay day, SuimaLanguage language);
/** suima_page_new_moment: Returns: (transfer full): `今天 07:10`, `昨天 07:10`, `11月20日 07:10`.
 */
char *suima_page_new_moment (gint64 moment_us, gint64 now_us, SuimaLanguage language);
/** suima_page_new_days_left: Returns: (transfer full): `还剩 12 天`; how long past, too. */
char *suima_page_new_days_left (SuimaDay expiry, SuimaDay today, SuimaLanguage language);
