// SPDX-License-Identifier: Apache-2.0
// Why a label is printed again or made void: recorded as a word that never changes, shown in the
// language of whoever reads.
#pragma once

#include <glib.h>

/** suima_reason_to_words: @reason: `damaged`, `not-out`, `wrong-goods`, `discarded`, `other`, or a
 * text that somebody typed. Returns: (transfer none): the words; @reason itself when it is none of
 * ours. */
const char *suima_reason_to_words (const char *reason);

/** suima_reason_of_event: @body: JSON of an event. Returns: (transfer full) (nullable): its reason,
 * `suima:reason`. */
char *suima_reason_of_event (const char *body);
