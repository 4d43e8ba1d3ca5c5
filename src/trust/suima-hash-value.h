// SPDX-License-Identifier: Apache-2.0
// Single values as the CBV 2.0 event hash writes them.
#pragma once

#include "suima-cbv.h"
#include "suima-json.h"

#include <glib.h>

/** suima_hash_value_plain: Returns: (transfer full): @value, a JSON scalar, trimmed; numbers and
 * texts that are numbers without needless zeros; identifiers canonical; empty for anything else. */
char *suima_hash_value_plain (const json_t *value);

/** suima_hash_value_time: Returns: (transfer full): the moment in UTC, rounded half up to
 * milliseconds, with `Z`; a text that is no time as it is. */
char *suima_hash_value_time (const json_t *value);

/** suima_hash_value_word: Returns: (transfer full): the URI of a bare word of @list; anything else
 * as suima_hash_value_plain(). */
char *suima_hash_value_word (const json_t *value, SuimaCbvList list);
