// SPDX-License-Identifier: Apache-2.0
// The patterns of recognition rules: whoever wrote them, they end soon.
#include "suima-error.h"
#include "suima-recognition.h"

#include <string.h>

#define SUIMA_RULE_MAX_PATTERN_BYTES 400
#define SUIMA_RULE_MAX_TEXT_BYTES 2048
/* PCRE2 takes the lower of several limits, so that a pattern cannot raise its own. */
#define SUIMA_RULE_LIMITS "(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=2000)(*LIMIT_HEAP=4096)"

/* Compiled alone first: a pattern like `a)|(b` must not step out of the brackets around it. Bytes,
 * not characters: then `\d` is 0 to 9 and nothing else. */
GRegex *
suima_rule_compile (const char *pattern, GError **error)
{
  const GRegexCompileFlags flags = G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY | G_REGEX_ANCHORED;
  g_autoptr (GError) local = NULL;
  g_autofree char *whole = g_strdup_printf ("%s(?:%s)\\z", SUIMA_RULE_LIMITS, pattern);
  g_autoptr (GRegex) alone = NULL;
  GRegex *regex = NULL;

  if (strlen (pattern) > SUIMA_RULE_MAX_PATTERN_BYTES)
    g_set_error (&local, SUIMA_ERROR, SUIMA_ERROR_INVALID, "longer than %d bytes",
                 SUIMA_RULE_MAX_PATTERN_BYTES);
  else if ((alone = g_regex_new (pattern, flags, G_REGEX_MATCH_DEFAULT, &local)) != NULL)
    regex = g_regex_new (whole, flags, G_REGEX_MATCH_DEFAULT, &local);
  if (regex == NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the pattern \"%s\" is wrong: %s",
                 pattern, local->message);
  return regex;
}

gboolean
suima_rule_run (const GRegex *regex, const char *text, GMatchInfo **ret_match, GError **error)
{
  return strlen (text) <= SUIMA_RULE_MAX_TEXT_BYTES &&
         g_regex_match_full (regex, text, -1, 0, G_REGEX_MATCH_DEFAULT, ret_match, error);
}

static gboolean
suima_rule_is_slow (const GRegex *regex, const char *text)
{
  g_autoptr (GError) error = NULL;

  return !suima_rule_run (regex, text, NULL, &error) && error != NULL;
}

/* Texts that make a pattern go back over what it read; where it gives up on one, it is slow. They
 * end like the example: a pattern whose last letter is missing fails at once. */
gboolean
suima_rule_stumbles (const GRegex *regex, const char *example)
{
  static const char *const heads[] = { "", "/" };
  static const char *const units[] = { "0", "1", "a", "A", "/", ".", "-", "0a", "a/", "1.", "%41" };

  for (guint i = 0; i < 3 * G_N_ELEMENTS (units); i++)
    {
      const char *head = i % 3 == 2 ? example : heads[i % 3];
      g_autoptr (GString) text = g_string_new_len (head, (gssize)MIN (strlen (head), 400));
      while (text->len < 1400)
        g_string_append (text, units[i / 3]);
      g_string_append_printf (text, "!%.*s", 400, example);
      if (suima_rule_is_slow (regex, text->str))
        return TRUE;
    }
  return FALSE;
}
