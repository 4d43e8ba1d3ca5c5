// SPDX-License-Identifier: Apache-2.0
#include "suima-hex.h"

#include <string.h>

char *
suima_bytes_to_hex (const guint8 *bytes, gsize size_bytes)
{
  static const char digits[] = "0123456789abcdef";
  char *hex = g_malloc (size_bytes * 2 + 1);

  for (gsize i = 0; i < size_bytes; i++)
    {
      hex[i * 2] = digits[bytes[i] >> 4];
      hex[i * 2 + 1] = digits[bytes[i] & 15];
    }
  hex[size_bytes * 2] = '\0';
  return hex;
}

gboolean
suima_hex_to_bytes (const char *hex, guint8 *ret_bytes, gsize size_bytes)
{
  if (hex == NULL || strlen (hex) != size_bytes * 2)
    return FALSE;
  for (gsize i = 0; i < size_bytes; i++)
    {
      int high = g_ascii_xdigit_value (hex[i * 2]);
      int low = g_ascii_xdigit_value (hex[i * 2 + 1]);
      if (high < 0 || low < 0)
        return FALSE;
      ret_bytes[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}
