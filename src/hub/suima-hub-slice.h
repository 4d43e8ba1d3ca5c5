// SPDX-License-Identifier: Apache-2.0
// Where in a JSON text its members and elements stand, byte for byte.
#pragma once

#include <glib.h>

/** SuimaSlice: @start and @end (behind the last byte) of one value, in bytes from the text. */
typedef struct
{
  gsize start;
  gsize end;
} SuimaSlice;

/**
 * suima_slice_find_member:
 * @text, @size_bytes: JSON that suima_json_parse() has accepted
 * @object: the slice of an object in it
 * @key: the member's name, escapes undone
 * @ret_value: (out): the member's value
 *
 * Returns: whether @object is an object and has the member.
 */
gboolean suima_slice_find_member (
    const char *text, gsize size_bytes, SuimaSlice object, const char *key, SuimaSlice *ret_value);

/**
 * suima_slice_list_elements:
 * @text, @size_bytes, @array: as above
 *
 * Returns: (transfer full) (nullable) (element-type SuimaSlice): the elements in their order;
 * %NULL when @array is no array.
 */
GArray *suima_slice_list_elements (const char *text, gsize size_bytes, SuimaSlice array);

/** suima_slice_whole: Returns: the text's one value without the blanks around it. */
SuimaSlice suima_slice_whole (const char *text, gsize size_bytes);
