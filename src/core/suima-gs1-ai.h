// SPDX-License-Identifier: Apache-2.0
// The application identifiers of GS1 and the values behind them (General Specifications 3).
#pragma once

#include "suima-recognise.h"

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

/** suima_ai_find: Returns: (transfer none) (nullable): the entry of the AI that @text begins with. */
const SuimaAi *suima_ai_find (const char *text);
gboolean suima_ai_is_digits (const char *text);
/** suima_ai_read_date: @digits: YYMMDD. Returns: (transfer full) (nullable): YYYY-MM-DD. */
char *suima_ai_read_date (const char *digits);
/** suima_ai_take: Adds the field; sets the problem of @scan where @value is wrong. */
void suima_ai_take (SuimaScan *scan, const SuimaAi *entry, const char *ai, const char *value);
/** suima_ai_complain: Sets the problem of @scan if it has none. */
void suima_ai_complain (SuimaScan *scan, const char *ai, const char *what);
