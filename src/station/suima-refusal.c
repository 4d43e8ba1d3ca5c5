// SPDX-License-Identifier: Apache-2.0
#include "suima-refusal.h"

#include <glib/gi18n-lib.h>

/* {1} and {2} are the texts; nothing in them is a format. */
static const char *const suima_refusal_sentences[SUIMA_N_REFUSALS] = {
  [SUIMA_REFUSAL_REASON] = N_ ("Say why: this act needs a reason"),
  [SUIMA_REFUSAL_WHO] = N_ ("Say who does it"),
  [SUIMA_REFUSAL_CLOCK_BEHIND] =
      N_ ("The clock says {1}, the newest record is of {2}: set date and time first. If the clock "
          "is right, say so: suimactl clock accept"),
  [SUIMA_REFUSAL_CLOCK_LEAPT] =
      N_ ("The clock says {1}, the newest record is of {2}, more than a year before: set date and "
          "time first. If the clock is right, say so: suimactl clock accept"),
  [SUIMA_REFUSAL_NO_CODE_IN] =
      N_ ("No code can be read in {1}: take the picture closer and without glare, or type the code"),
  [SUIMA_REFUSAL_NOT_OURS] = N_ ("\"{1}\" is not a trace code of ours"),
  [SUIMA_REFUSAL_RUN_IN_DOUBT] =
      N_ ("{1} labels of run {2} are in doubt: settle it first, with the last label that came out"),
  [SUIMA_REFUSAL_RUN_WHOLE] = N_ ("No label of run {1} is missing"),
  [SUIMA_REFUSAL_RECEIVED] = N_ ("{1} was received already"),
  [SUIMA_REFUSAL_OTHER_QUANTITY] = N_ ("{1} came, the sheet says {2}: say why"),
  [SUIMA_REFUSAL_TOO_MUCH] = N_ ("Only {1} is there, not {2}"),
  [SUIMA_REFUSAL_LABELLED] =
      N_ ("Only {1} has no labels, not {2}: scan the labels of what goes"),
  [SUIMA_REFUSAL_NOT_THERE] = N_ ("Nothing of {1} is there"),
  [SUIMA_REFUSAL_WHERE] = N_ ("It stands at several places, say which: {1}"),
  [SUIMA_REFUSAL_TWICE] = N_ ("{1} was scanned twice"),
  [SUIMA_REFUSAL_STATE] = N_ ("{1} cannot take part: {2}"),
  [SUIMA_REFUSAL_LOCKED] = N_ ("{1} is locked: {2}"),
  [SUIMA_REFUSAL_NOTHING] = N_ ("Scan the labels, or name a batch and a quantity"),
  [SUIMA_REFUSAL_QUANTITY] = N_ ("Say how much: a number greater than 0"),
  [SUIMA_REFUSAL_FILE_TYPE] = N_ ("{1} is neither a photo (JPEG, PNG) nor a PDF"),
  [SUIMA_REFUSAL_PAPER_NUMBER] = N_ ("Say the number of the paper"),
  [SUIMA_REFUSAL_PAPER_DAMAGED] =
      N_ ("{1} lost digits in a spreadsheet: take the number from the paper itself"),
  [SUIMA_REFUSAL_PAPER_UNIT] = N_ ("Say the unit of the paper's quantity"),
  [SUIMA_REFUSAL_PAPER_KNOWN] = N_ ("{1} {2} is in the wallet already"),
  [SUIMA_REFUSAL_PAPER_UNKNOWN] = N_ ("{1} {2} is not in the wallet: add it first"),
  [SUIMA_REFUSAL_PAPER_OTHER_UNIT] =
      N_ ("The paper counts in {1}, the batch in {2}: say how much of the paper it takes"),
  [SUIMA_REFUSAL_PAPER_USED_UP] = N_ ("{1} covers only {2} more, not {3}: it is used up"),
  [SUIMA_REFUSAL_PAPER_EXPIRED] = N_ ("{1} was valid until {2} only"),
  [SUIMA_REFUSAL_OTHER_UNIT] =
      N_ ("The goods are counted in {1}, not in {2}: say how much goes in"),
  [SUIMA_REFUSAL_MORE_OUT] = N_ ("{1} cannot come out of {2}"),
  [SUIMA_REFUSAL_LOSS] = N_ ("{1} went in, {2} came out: say where the rest is"),
  [SUIMA_REFUSAL_METHOD] = N_ ("Say how the goods are destroyed"),
  [SUIMA_REFUSAL_NOT_HELD] = N_ ("{1} is not held"),
  [SUIMA_REFUSAL_NOT_LATE] = N_ ("It is not late: there is nothing to explain"),
  [SUIMA_REFUSAL_NOTHING_SINCE] = N_ ("Nothing was recorded since {1}: there is nothing to hand over"),
  [SUIMA_REFUSAL_DAYS] = N_ ("The last day lies before the first"),
  [SUIMA_REFUSAL_FOLDER] = N_ ("{1} cannot be made, or is not empty: name a new folder"),
  [SUIMA_REFUSAL_CLOCK_AHEAD] =
      N_ ("The clock says {1}, the newest record is of {2}: check the date before deleting"),
};

gboolean
suima_refuse (GError **error, SuimaError code, SuimaRefusal refusal, ...)
{
  GString *sentence = g_string_new (NULL);
  const char *texts[9];
  guint n_texts = 0;
  va_list args;

  va_start (args, refusal);
  for (const char *text; n_texts < G_N_ELEMENTS (texts) &&
                         (text = va_arg (args, const char *)) != NULL;)
    texts[n_texts++] = text;
  va_end (args);
  for (const char *p = _ (suima_refusal_sentences[refusal]); *p != '\0'; p++)
    {
      guint place = p[0] == '{' && g_ascii_isdigit (p[1]) && p[2] == '}' ? (guint)(p[1] - '0') : 0;
      if (place == 0 || place > n_texts)
        {
          g_string_append_c (sentence, *p);
          continue;
        }
      g_string_append (sentence, texts[place - 1]);
      p += 2;
    }
  suima_error_set_sentence (error, code, sentence->str);
  g_string_free (sentence, TRUE);
  return FALSE;
}
