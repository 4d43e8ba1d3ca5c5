// SPDX-License-Identifier: Apache-2.0
#include "suima-words-report.h"

#include "suima-batch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* {1}, {2} are places, so that a translation may turn them around; the texts may hold anything. */
static char *
suima_words_fill (const char *sentence, const char *one, const char *two)
{
  GString *words = g_string_new (NULL);

  for (const char *p = sentence; *p != '\0'; p++)
    {
      if (g_str_has_prefix (p, "{1}") || g_str_has_prefix (p, "{2}"))
        {
          g_string_append (words, p[1] == '1' ? one : two);
          p += 2;
        }
      else
        g_string_append_c (words, *p);
    }
  return g_string_free (words, FALSE);
}

char *
suima_words_time_left (gint64 due_us, gint64 now_us)
{
  gint64 left_us = due_us - now_us, span_us = ABS (left_us);
  gboolean is_hours = span_us >= G_TIME_SPAN_HOUR;
  g_autofree char *number = g_strdup_printf (
      "%" G_GINT64_FORMAT, span_us / (is_hours ? G_TIME_SPAN_HOUR : G_TIME_SPAN_MINUTE));
  const char *sentence;

  if (left_us >= 0)
    sentence = is_hours ? _ ("{1} h left") : _ ("{1} min left");
  else
    sentence = is_hours ? _ ("{1} h late") : _ ("{1} min late");
  return suima_words_fill (sentence, number, "");
}

char *
suima_words_report_summary (const SuimaReportSummary *summary)
{
  g_autofree char *due = g_strdup_printf ("%u", summary->due);
  g_autofree char *late = g_strdup_printf ("%u", summary->late);
  g_autofree char *left = suima_words_time_left (summary->oldest_due_us, summary->now_us);
  g_autofree char *counts = NULL;

  if (summary->due + summary->late == 0)
    return g_strdup (_ ("All is reported"));
  counts = suima_words_fill (_ ("{1} to report, {2} late"), due, late);
  return suima_words_fill (_ ("{1}; the oldest: {2}"), counts, left);
}

const char *
suima_words_report_state (SuimaReportState state)
{
  static const char *const words[] = {
    [SUIMA_REPORT_DUE] = N_ ("to report"),
    [SUIMA_REPORT_LATE] = N_ ("late"),
    [SUIMA_REPORT_DONE] = N_ ("reported"),
    [SUIMA_REPORT_DONE_LATE] = N_ ("reported late"),
    [SUIMA_REPORT_WITHDRAWN] = N_ ("undone before it had to be reported"),
    [SUIMA_REPORT_WITHDRAWN_LATE] = N_ ("late, then undone"),
  };

  return _ (words[state]);
}

/* `20 箱、75.5 kg`; a number alone where nothing has a unit. */
static char *
suima_words_sums (GPtrArray *flows, gsize offset)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < flows->len; i++)
    {
      const SuimaDayFlow *flow = g_ptr_array_index (flows, i);
      gint64 milli = G_STRUCT_MEMBER (gint64, flow, offset);
      g_autofree char *quantity = suima_quantity_to_text (milli);
      if (milli == 0)
        continue;
      g_string_append_printf (words, "%s%s%s", words->len > 0 ? _ (" + ") : "", quantity,
                              flow->unit);
    }
  return words->len > 0 ? g_string_free (words, FALSE)
                        : (g_string_free (words, TRUE), g_strdup ("0"));
}

char *
suima_words_day_summary (GPtrArray *flows, guint unreported)
{
  g_autofree char *in = suima_words_sums (flows, G_STRUCT_OFFSET (SuimaDayFlow, in_milli));
  g_autofree char *out = suima_words_sums (flows, G_STRUCT_OFFSET (SuimaDayFlow, out_milli));
  g_autofree char *left = suima_words_sums (flows, G_STRUCT_OFFSET (SuimaDayFlow, left_milli));
  g_autofree char *open = g_strdup_printf ("%u", unreported);
  g_autofree char *moved = suima_words_fill (_ ("In {1}, out {2}"), in, out);
  g_autofree char *rest = suima_words_fill (_ ("on hand {1}, not reported {2}"), left, open);

  return suima_words_fill (_ ("{1}, {2}"), moved, rest);
}

const char *
suima_words_column (const char *name)
{
  static const char *const columns[][2] = {
    { "time", N_ ("Time") },
    { "what", N_ ("What") },
    { "product", N_ ("Product") },
    { "lot", N_ ("Lot") },
    { "quantity", N_ ("Quantity") },
    { "unit", N_ ("Unit") },
    { "party", N_ ("From whom, to whom") },
    { "due", N_ ("To be reported until") },
    { "reported", N_ ("Reported at") },
    { "state", N_ ("State") },
    { "reason", N_ ("Reason") },
    { "codes", N_ ("Codes") },
    { "person", N_ ("Who") },
    { "supervisor", N_ ("Approved by") },
    { "event", N_ ("Record") },
    { "kind", N_ ("Paper") },
    { "number", N_ ("Number") },
    { "issuer", N_ ("Issued by") },
    { "issued", N_ ("Issued on") },
    { "valid-to", N_ ("Valid until") },
    { "batches", N_ ("Batches") },
    { "change", N_ ("What was changed") },
    { "method", N_ ("How") },
    { "weight", N_ ("Weight in kg") },
    { "witness", N_ ("Witness") },
    { "files", N_ ("SHA-256 of its photos") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (strcmp (columns[i][0], name) == 0)
      return _ (columns[i][1]);
  g_return_val_if_reached (name);
}

const char *
suima_words_kept (SuimaKeptKind kind)
{
  static const char *const words[SUIMA_N_KEPT_KINDS] = {
    [SUIMA_KEPT_DOCUMENT] = N_ ("paper"),
    [SUIMA_KEPT_ATTACHMENT] = N_ ("photo or PDF"),
    [SUIMA_KEPT_PARTY] = N_ ("file of a party that left"),
    [SUIMA_KEPT_PROBLEMS] = N_ ("rows that did not go in"),
  };

  return _ (words[kind]);
}
