// SPDX-License-Identifier: Apache-2.0
// Bytes as hexadecimal text.
#pragma once

#include <glib.h>

/** suima_bytes_to_hex: Returns: (transfer full): two lower-case digits a byte. */
char *suima_bytes_to_hex (const guint8 *bytes, gsize size_bytes);

/** suima_hex_to_bytes: @hex: (nullable)  @ret_bytes: room for @size_bytes. Returns: whether @hex is
 * exactly that many bytes in hexadecimal digits. */
gboolean suima_hex_to_bytes (const char *hex, guint8 *ret_bytes, gsize size_bytes);
