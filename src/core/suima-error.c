// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"

/* What an error of our domain carries besides its message. */
typedef struct
{
  gboolean is_sentence;
} SuimaErrorPrivate;

static void
suima_error_private_init (SuimaErrorPrivate *priv)
{
  priv->is_sentence = FALSE;
}

static void
suima_error_private_copy (const SuimaErrorPrivate *from, SuimaErrorPrivate *to)
{
  *to = *from;
}

static void
suima_error_private_clear (SuimaErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (SuimaError, suima_error)

void
suima_error_set_sentence (GError **error, SuimaError code, const char *sentence)
{
  GError *made = g_error_new_literal (SUIMA_ERROR, (int)code, sentence);

  suima_error_get_private (made)->is_sentence = TRUE;
  g_propagate_error (error, made);
}

gboolean
suima_error_is_sentence (const GError *error)
{
  return error->domain == SUIMA_ERROR && suima_error_get_private (error)->is_sentence;
}

static const char *const suima_error_codes[] = {
  [SUIMA_ERROR_INVALID] = "invalid",     [SUIMA_ERROR_NOT_FOUND] = "not-found",
  [SUIMA_ERROR_EXISTS] = "exists",       [SUIMA_ERROR_BLOCKED] = "blocked",
  [SUIMA_ERROR_NO_SPACE] = "no-space",   [SUIMA_ERROR_BUSY] = "busy",
  [SUIMA_ERROR_OFFLINE] = "offline",     [SUIMA_ERROR_PRINTER] = "printer",
  [SUIMA_ERROR_CORRUPT] = "corrupt",     [SUIMA_ERROR_TOO_NEW] = "too-new",
  [SUIMA_ERROR_DENIED] = "denied",       [SUIMA_ERROR_INTERNAL] = "internal",
  [SUIMA_ERROR_PIN_NEEDED] = "pin-needed", [SUIMA_ERROR_PIN_WRONG] = "pin-wrong",
  [SUIMA_ERROR_PIN_LOCKED] = "pin-locked",
};

const char *
suima_error_to_code (const GError *error)
{
  if (error == NULL || error->domain != SUIMA_ERROR || error->code < SUIMA_ERROR_INVALID ||
      error->code > SUIMA_ERROR_PIN_LOCKED)
    return "internal";
  return suima_error_codes[error->code];
}
