// SPDX-License-Identifier: Apache-2.0
// The sentences about stock and papers.
#include "suima-words.h"

#include <glib/gi18n-lib.h>

const char *
suima_words_paper_doubt (SuimaPaperDoubt doubt)
{
  static const char *const sentences[] = {
    [SUIMA_PAPER_DOUBT_NONE] = "",
    [SUIMA_PAPER_DOUBT_INSPECTION] = N_ ("Such a number usually has 15 or 18 digits: look again"),
    [SUIMA_PAPER_DOUBT_CUSTOMS] =
        N_ ("An import declaration has 18 digits, the ninth is 1: look again"),
    [SUIMA_PAPER_DOUBT_PLANT] =
        N_ ("A plant's number has C or Q, three letters and 14 digits: look again"),
    [SUIMA_PAPER_DOUBT_QUARANTINE] = N_ ("Such a number usually has 10 digits: look again"),
    [SUIMA_PAPER_DOUBT_DAMAGED] = N_ ("This number lost digits in a spreadsheet"),
  };

  return doubt == SUIMA_PAPER_DOUBT_NONE ? "" : _ (sentences[doubt]);
}

char *
suima_words_balance (const SuimaBatch *batch, const SuimaBalance *balance)
{
  const struct
  {
    gint64 milli;
    const char *words;
  } parts[] = {
    { balance->received, N_ ("received") },       { balance->short_milli, N_ ("short") },
    { balance->made, N_ ("made here") },          { balance->taken_back, N_ ("taken back") },
    { balance->found, N_ ("found") },             { balance->sold, N_ ("sold") },
    { balance->issued, N_ ("issued") },           { balance->sent_back, N_ ("sent back") },
    { balance->transformed, N_ ("worked up") },   { balance->wasted, N_ ("lost") },
    { balance->destroyed, N_ ("destroyed") },     { balance->missed, N_ ("missed in a check") },
  };
  g_autofree char *here = suima_quantity_to_text (balance->on_hand);
  GString *words = g_string_new (here);

  if (batch->unit != NULL)
    g_string_append_printf (words, " %s", batch->unit);
  g_string_append_printf (words, " %s", _ ("on hand"));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *quantity = suima_quantity_to_text (parts[i].milli);
      if (parts[i].milli != 0)
        g_string_append_printf (words, " · %s %s", _ (parts[i].words), quantity);
    }
  return g_string_free (words, FALSE);
}

char *
suima_words_and_more (const char *product, guint n_more)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *count = g_strdup_printf ("%u", n_more + 1);
  g_autofree char *with_count = NULL;

  if (n_more == 0)
    return g_strdup (product);
  /* Translators: {1} is a product, {2} how many products there are with it. */
  parts = g_strsplit (_ ("{1} and others, {2} in all"), "{2}", 2);
  with_count = g_strjoinv (count, parts);
  g_strfreev (parts);
  parts = g_strsplit (with_count, "{1}", 2);
  return g_strjoinv (product, parts);
}
