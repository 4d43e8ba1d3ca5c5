// SPDX-License-Identifier: Apache-2.0
// A supervisor's PIN: six digits, kept as a hash that is worth nothing without the station's key.
#pragma once

#include "suima-key.h"

#include <glib.h>

#define SUIMA_PIN_LENGTH 6

/** suima_pin_is_valid: Returns: whether @pin is six digits 0-9 that are not all the same and do not
 * just count up or down. */
gboolean suima_pin_is_valid (const char *pin);

/**
 * suima_pin_hash:
 * Argon2id, 3 passes over 64 MiB, of the PIN under a pepper derived from the key: the hash alone
 * does not tell the PIN. Takes some tenths of a second.
 *
 * Returns: (transfer full): the hash as a text. Errors: NO_SPACE when there is no memory for it.
 */
char *suima_pin_hash (const SuimaKey *key, const char *pin, GError **error);

/** suima_pin_check: Returns: whether @pin is the one @hash was made of. As slow. */
gboolean suima_pin_check (const SuimaKey *key, const char *hash, const char *pin);
