// SPDX-License-Identifier: Apache-2.0
// What the rules decided, in sentences.
#include "suima-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
suima_words_judged (const SuimaBatchCard *card)
{
  g_autofree char *day = suima_words_day (card->judged_on);

  return g_strdup_printf (_ ("Judged by the rules of %s, the day it came; its shelf life by today's"),
                          day);
}

const char *
suima_words_act (const char *act)
{
  static const struct
  {
    const char *act, *words;
  } table[] = {
    { "print", N_ ("printed") },   { "receive", N_ ("received") },
    { "sell", N_ ("sold") },       { "issue", N_ ("issued") },
    { "release", N_ ("released") }, { "transform", N_ ("worked up") },
    { "tag", N_ ("held back") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].act, act) == 0)
      return _ (table[i].words);
  return "";
}

char *
suima_words_decision (const SuimaDecision *decision)
{
  g_autofree char *day = suima_words_day (decision->day);
  g_autofree char *sentence = suima_words_finding (decision->finding);
  const char *act = suima_words_act (decision->act);

  return g_strdup_printf ("%s%s%s · %s", day, *act != '\0' ? " · " : "", act, sentence);
}
