// SPDX-License-Identifier: Apache-2.0
#include "suima-verdict.h"

#include "suima-words.h"

#include <glib/gi18n.h>

static const char *const suima_tone_icons[] = {
  [SUIMA_TONE_OK] = "suima-ok-symbolic",
  [SUIMA_TONE_WARN] = "suima-warn-symbolic",
  [SUIMA_TONE_STOP] = "suima-stop-symbolic",
  [SUIMA_TONE_UNKNOWN] = "suima-unknown-symbolic",
};

static const char *const suima_tone_classes[] = {
  [SUIMA_TONE_OK] = "tone-ok",
  [SUIMA_TONE_WARN] = "tone-warn",
  [SUIMA_TONE_STOP] = "tone-stop",
  [SUIMA_TONE_UNKNOWN] = "tone-unknown",
};

const char *
suima_tone_get_icon (SuimaTone tone)
{
  return suima_tone_icons[tone];
}

void
suima_tone_set_class (SuimaTone tone, GtkWidget *widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_tone_classes); i++)
    gtk_widget_remove_css_class (widget, suima_tone_classes[i]);
  gtk_widget_add_css_class (widget, suima_tone_classes[tone]);
}

SuimaTone
suima_verdict_get_tone (const char *verdict)
{
  static const char *const warn[] = { "in-doubt",    "sold",      "split",    "returned",
                                      "check-digit", "malformed", "specimen",  "spare", NULL };
  static const char *const unknown[] = { "product-number", "foreign",      "issuer-known",
                                         "certificate",    "other-number", "unknown",
                                         "unknown-issuer", NULL };

  if (g_strcmp0 (verdict, "genuine") == 0)
    return SUIMA_TONE_OK;
  if (g_strv_contains (warn, verdict))
    return SUIMA_TONE_WARN;
  return g_strv_contains (unknown, verdict) ? SUIMA_TONE_UNKNOWN : SUIMA_TONE_STOP;
}

SuimaTone
suima_severity_get_tone (SuimaSeverity severity)
{
  if (severity == SUIMA_SEVERITY_BLOCK)
    return SUIMA_TONE_STOP;
  return severity == SUIMA_SEVERITY_WARN ? SUIMA_TONE_WARN : SUIMA_TONE_OK;
}

guint
suima_card_count_printed (const SuimaBatchCard *card)
{
  guint labels = 0;

  for (guint state = SUIMA_ITEM_PRINTED; state <= SUIMA_ITEM_DESTROYED; state++)
    if (state != SUIMA_ITEM_VOID && state != SUIMA_ITEM_IN_DOUBT)
      labels += card->counts[state];
  return labels;
}

static char *
suima_finding_to_chip (const SuimaFinding *finding)
{
  if (finding->kind == SUIMA_FINDING_EXPIRED)
    return g_strdup (_ ("Expired"));
  if (finding->kind == SUIMA_FINDING_ORIGIN_MISSING)
    return g_strdup (_ ("Origin missing"));
  if (finding->kind == SUIMA_FINDING_PAPER_MISSING && finding->papers != NULL &&
      finding->papers->len == 1)
    return g_strdup_printf (_ ("No %s"),
                            suima_words_paper (g_array_index (finding->papers, SuimaPaperKind, 0)));
  if (finding->kind == SUIMA_FINDING_PAPER_MISSING)
    return g_strdup (_ ("Papers missing"));
  return suima_words_finding (finding);
}

/* Findings come gravest first. */
static char *
suima_card_to_words (const SuimaBatchCard *card, SuimaTone *ret_tone)
{
  *ret_tone = SUIMA_TONE_WARN;
  if (card->counts[SUIMA_ITEM_IN_DOUBT] > 0)
    return g_strdup_printf (_ ("%u in doubt"), card->counts[SUIMA_ITEM_IN_DOUBT]);
  if (card->status == SUIMA_BATCH_PRINTED)
    {
      *ret_tone = SUIMA_TONE_UNKNOWN;
      return g_strdup_printf (_ ("Printed %u"), suima_card_count_printed (card));
    }
  if (card->status == SUIMA_BATCH_BLOCKED)
    {
      *ret_tone = SUIMA_TONE_STOP;
      return suima_finding_to_chip (g_ptr_array_index (card->findings, 0));
    }
  if (suima_policy_worst (card->findings) == SUIMA_SEVERITY_WARN)
    return g_strdup (_ ("Ready, see note"));
  *ret_tone = SUIMA_TONE_OK;
  return g_strdup (_ ("Ready to print"));
}

char *
suima_card_to_chip (const SuimaBatchCard *card, SuimaTone *ret_tone, const char **ret_icon)
{
  char *words = suima_card_to_words (card, ret_tone);

  *ret_icon =
      *ret_tone == SUIMA_TONE_UNKNOWN ? "suima-printer-symbolic" : suima_tone_get_icon (*ret_tone);
  return words;
}

char *
suima_card_to_reason (const SuimaBatchCard *card)
{
  g_autoptr (GString) reason = g_string_new (NULL);

  for (guint i = 0; i < card->findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (card->findings, i);
      g_autofree char *sentence = suima_words_finding (finding);
      if (finding->severity == SUIMA_SEVERITY_BLOCK)
        g_string_append_printf (reason, "%s%s", reason->len > 0 ? "\n" : "", sentence);
    }
  return reason->len > 0 ? g_strdup (reason->str) : NULL;
}
