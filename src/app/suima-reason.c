// SPDX-License-Identifier: Apache-2.0
#include "suima-reason.h"

#include "suima-json.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *reason;
  const char *words;
} suima_reasons[] = {
  { "damaged", N_ ("label damaged") },          { "not-out", N_ ("it did not come out") },
  { "wrong-goods", N_ ("on the wrong goods") }, { "discarded", N_ ("goods thrown away") },
  { "copied", N_ ("code looks copied") },       { "unreadable", N_ ("label unreadable") },
  { "other", N_ ("another reason") },
};

const char *
suima_reason_to_words (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_reasons); i++)
    if (strcmp (suima_reasons[i].reason, reason) == 0)
      return _ (suima_reasons[i].words);
  return reason;
}

char *
suima_reason_of_event (const char *body)
{
  g_autoptr (json_t) event = body ? suima_json_parse (body, strlen (body), NULL) : NULL;

  return g_strdup (suima_json_get_text (event, "suima:reason"));
}
