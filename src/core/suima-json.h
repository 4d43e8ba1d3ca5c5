// SPDX-License-Identifier: Apache-2.0
// JSON for every room: jansson, with strict reading, bounded depth and GLib clean-up.
#pragma once

#include <glib.h>
#include <jansson.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/**
 * suima_json_parse:
 * @text: the bytes, UTF-8, need not end in NUL
 * @size_bytes: their number
 * @error: return location
 *
 * Reads one JSON value strictly: duplicate keys, trailing bytes, broken UTF-8, a NUL in a string
 * and nesting deeper than 64 are refused.
 *
 * Returns: (transfer full): the value. Errors: INVALID, with line and column.
 */
json_t *suima_json_parse (const char *text, gsize size_bytes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * suima_json_to_text:
 * @value: any value
 *
 * Returns: (transfer full): compact JSON in the order the keys were added; free with g_free().
 */
char *suima_json_to_text (const json_t *value) G_GNUC_WARN_UNUSED_RESULT;

/**
 * suima_json_get_text:
 * @object: (nullable): an object
 * @key: a key
 *
 * Returns: (transfer none) (nullable): the string under @key; %NULL if there is none or it is not
 * a string.
 */
const char *suima_json_get_text (const json_t *object, const char *key);

/**
 * suima_json_set_text:
 * @object: an object
 * @key: a key
 * @text: (nullable): UTF-8; %NULL adds nothing
 *
 * Bytes that are not UTF-8 are replaced by U+FFFD.
 */
void suima_json_set_text (json_t *object, const char *key, const char *text);
