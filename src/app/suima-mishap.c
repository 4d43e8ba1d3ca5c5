// SPDX-License-Identifier: Apache-2.0
#include "suima-mishap.h"

#include "suima-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static const char *
suima_mishap_get_advice (const GError *error)
{
  static const struct
  {
    SuimaError code;
    const char *words;
  } table[] = {
    { SUIMA_ERROR_PRINTER, N_ ("Look at the printer: is it on, is the cable in, has it labels?") },
    { SUIMA_ERROR_BUSY, N_ ("Something else is working with it: try again in a moment.") },
    { SUIMA_ERROR_OFFLINE, N_ ("There is no connection: try again later.") },
    { SUIMA_ERROR_NO_SPACE, N_ ("There is no room for it.") },
    { SUIMA_ERROR_NOT_FOUND, N_ ("It is not there any more.") },
    { SUIMA_ERROR_CORRUPT, N_ ("Records are damaged: call the supervisor.") },
    { SUIMA_ERROR_TOO_NEW, N_ ("It was made by a newer Suima: update this one.") },
    { SUIMA_ERROR_DENIED, N_ ("It is not allowed. Are date and time of this computer right?") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_error_matches (error, SUIMA_ERROR, (int)table[i].code))
      return _ (table[i].words);
  return NULL;
}

char *
suima_mishap_to_words (const char *what, const GError *error)
{
  const char *advice = suima_mishap_get_advice (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup_printf ("%s\n%s", what, _ ("Stopped on request"));
  if (advice != NULL)
    return g_strdup_printf ("%s\n%s\n%s", what, advice, error->message);
  return g_strdup_printf ("%s\n%s", what, error->message);
}
