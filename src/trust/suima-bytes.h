// SPDX-License-Identifier: Apache-2.0
// Integers as big-endian bytes, as every record of this room writes them.
#pragma once

#include <glib.h>

/** suima_bytes_put: Writes the low @count bytes of @value, 1 to 8, the highest first. */
static inline void
suima_bytes_put (guint8 *to, guint count, guint64 value)
{
  for (guint i = count; i-- > 0; value >>= 8)
    to[i] = (guint8) (value & 0xFF);
}

/** suima_bytes_get: Returns: @count bytes, 1 to 8, read the same way. */
static inline guint64
suima_bytes_get (const guint8 *from, guint count)
{
  guint64 value = 0;

  for (guint i = 0; i < count; i++)
    value = value << 8 | from[i];
  return value;
}
