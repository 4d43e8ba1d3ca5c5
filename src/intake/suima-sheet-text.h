// SPDX-License-Identifier: Apache-2.0
// Bytes of a text file, in whatever charset it comes, to UTF-8. Private to the intake room.
#pragma once

#include <glib.h>

/** SuimaTextFunc: takes a block of UTF-8 of at most 16 KB, which ends anywhere. */
typedef gboolean (*SuimaTextFunc) (gpointer user_data,
                                   const char *block,
                                   gsize size_bytes,
                                   GError **error);

#define SUIMA_TEXT_BLOCK_BYTES 16384u

/**
 * suima_text_read:
 * @func: is called for block after block
 *
 * Byte order mark, UTF-16 without one, strict UTF-8, then GB18030.
 *
 * Errors: INVALID: not text, or cut off inside a character; those of @func.
 */
gboolean suima_text_read (const char *data,
                          gsize size_bytes,
                          SuimaTextFunc func,
                          gpointer user_data,
                          GError **error);

/** suima_text_dup_start: Returns: (transfer full): the first few hundred characters of @data
 * without what is not ASCII, lower case, blanks in front left out: to tell formats apart. */
char *suima_text_dup_start (const char *data, gsize size_bytes);
