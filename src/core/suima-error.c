// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"

G_DEFINE_QUARK (suima-error-quark, suima_error)

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
