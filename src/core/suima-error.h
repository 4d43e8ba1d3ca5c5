// SPDX-License-Identifier: Apache-2.0
// The one error domain of the project.
#pragma once

#include <glib.h>

#define SUIMA_ERROR (suima_error_quark ())

/**
 * SuimaError:
 * Codes say what a caller does differently. Messages are lower case, without full stop, and name
 * the value they are about.
 */
typedef enum
{
  SUIMA_ERROR_INVALID = 1, /* the input is not what it should be */
  SUIMA_ERROR_NOT_FOUND,   /* no such batch, item, run, file */
  SUIMA_ERROR_EXISTS,      /* it is there already */
  SUIMA_ERROR_BLOCKED,     /* a rule forbids it */
  SUIMA_ERROR_NO_SPACE,    /* a box, a disk or a counter is too small */
  SUIMA_ERROR_BUSY,        /* somebody else holds it; try again */
  SUIMA_ERROR_OFFLINE,     /* the network or the hub does not answer */
  SUIMA_ERROR_PRINTER,     /* the printer does not answer or refuses */
  SUIMA_ERROR_CORRUPT,     /* what is stored is damaged */
  SUIMA_ERROR_TOO_NEW,     /* written by a newer version */
  SUIMA_ERROR_DENIED,      /* signature, key or right is missing */
  SUIMA_ERROR_INTERNAL,    /* our own fault */
  SUIMA_ERROR_PIN_NEEDED,  /* a supervisor must allow it */
  SUIMA_ERROR_PIN_WRONG,   /* ask for the PIN again */
  SUIMA_ERROR_PIN_LOCKED,  /* too many wrong ones: wait */
} SuimaError;

GQuark suima_error_quark (void);

/** suima_error_set_sentence: Sets @error to one whose message is all that a person needs to read, in
 * their language: nothing is put before it. */
void suima_error_set_sentence (GError **error, SuimaError code, const char *sentence);
/** suima_error_is_sentence: Returns: whether it was made so. */
gboolean suima_error_is_sentence (const GError *error);

/**
 * suima_error_to_code:
 * @error: an error of any domain
 *
 * Returns: (transfer none): the ASCII code for machines, `blocked`, `printer` and so on; errors
 * of other domains are `internal`.
 */
const char *suima_error_to_code (const GError *error);
