// SPDX-License-Identifier: Apache-2.0
// What went wrong, why, and what to do, as it stands on a page.
#pragma once

#include <glib.h>

/**
 * suima_mishap_to_words:
 * @what: what was not done, a sentence in the language of the locale
 * @error: why
 *
 * Errors speak English to whoever looks for the cause; a clerk gets a sentence of their own first,
 * and the error itself last.
 *
 * Returns: (transfer full): two or three lines.
 */
char *suima_mishap_to_words (const char *what, const GError *error);
