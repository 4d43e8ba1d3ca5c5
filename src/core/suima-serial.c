// SPDX-License-Identifier: Apache-2.0
#include "suima-serial.h"

#include "suima-error.h"

#include <string.h>

static const char suima_base32_alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int
suima_base32_value (char c)
{
  const char *at = c != '\0' ? strchr (suima_base32_alphabet, c) : NULL;

  return at ? (int) (at - suima_base32_alphabet) : -1;
}

static guint
suima_gf32_double (guint value)
{
  value <<= 1;
  return value & 32 ? value ^ 37 : value; /* x^5 + x^2 + 1 */
}

/* Horner from the left; one more doubling puts a^1 on the last digit. */
static char
suima_serial_check_char (const char *digits)
{
  guint sum = 0;

  for (guint i = 0; i < SUIMA_SERIAL_LENGTH - 1; i++)
    sum = suima_gf32_double (sum) ^ (guint) suima_base32_value (digits[i]);
  return suima_base32_alphabet[suima_gf32_double (sum)];
}

static void
suima_serial_put (char *at, guint digits, guint64 value)
{
  for (guint i = digits; i > 0; i--, value >>= 5)
    at[i - 1] = suima_base32_alphabet[value & 31];
}

static guint64
suima_serial_take (const char *at, guint digits)
{
  guint64 value = 0;

  for (guint i = 0; i < digits; i++)
    value = value << 5 | (guint64) suima_base32_value (at[i]);
  return value;
}

char *
suima_serial_to_text (const SuimaSerial *serial)
{
  char *text = g_malloc0 (SUIMA_SERIAL_LENGTH + 1);

  suima_serial_put (text, 4, serial->station);
  suima_serial_put (text + 4, 1, serial->epoch);
  suima_serial_put (text + 5, 6, serial->counter);
  suima_serial_put (text + 11, 8, serial->mac);
  text[19] = suima_serial_check_char (text);
  return text;
}

/* Upper case, without blanks and hyphens, look-alikes set right. */
static char *
suima_serial_tidy (const char *text)
{
  g_autofree char *folded = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new (NULL);

  for (const char *p = folded ? folded : text; *p != '\0'; p++)
    {
      char c = g_ascii_toupper (*p);
      if (c == ' ' || c == '-')
        continue;
      g_string_append_c (out, c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
    }
  return g_string_free (out, FALSE);
}

char *
suima_serial_parse (const char *text, SuimaSerial *ret_serial, GError **error)
{
  g_autofree char *tidy = suima_serial_tidy (text);

  if (strlen (tidy) != SUIMA_SERIAL_LENGTH)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "a serial has %d characters, not %zu",
                   SUIMA_SERIAL_LENGTH, strlen (tidy));
      return NULL;
    }
  for (guint i = 0; i < SUIMA_SERIAL_LENGTH; i++)
    if (suima_base32_value (tidy[i]) < 0)
      {
        g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                     "character %u of the serial \"%s\" is not one of ours", i + 1, text);
        return NULL;
      }
  if (suima_serial_check_char (tidy) != tidy[SUIMA_SERIAL_LENGTH - 1])
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "the check character of the serial \"%s\" is wrong: read it again", text);
      return NULL;
    }
  if (ret_serial)
    {
      ret_serial->station = (guint32) suima_serial_take (tidy, 4);
      ret_serial->epoch = (guint8) suima_serial_take (tidy + 4, 1);
      ret_serial->counter = (guint32) suima_serial_take (tidy + 5, 6);
      ret_serial->mac = suima_serial_take (tidy + 11, 8);
    }
  return g_steal_pointer (&tidy);
}

char *
suima_serial_to_groups (const char *serial)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; serial[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (out, ' ');
      g_string_append_c (out, serial[i]);
    }
  return g_string_free (out, FALSE);
}

char *
suima_serial_to_key_id (guint32 station, guint8 epoch)
{
  char *text = g_malloc0 (6);

  suima_serial_put (text, 4, station);
  suima_serial_put (text + 4, 1, epoch);
  return text;
}

char *
suima_base32_encode (const guint8 *bytes, gsize size_bytes)
{
  GString *out = g_string_sized_new (size_bytes * 8 / 5 + 2);
  guint buffer = 0, bits = 0;

  for (gsize i = 0; i < size_bytes; i++)
    {
      buffer = (buffer << 8 | bytes[i]) & 0xFFFu;
      for (bits += 8; bits >= 5; bits -= 5)
        g_string_append_c (out, suima_base32_alphabet[buffer >> (bits - 5) & 31]);
    }
  if (bits > 0)
    g_string_append_c (out, suima_base32_alphabet[buffer << (5 - bits) & 31]);
  return g_string_free (out, FALSE);
}

gboolean
suima_base32_decode (const char *text, guint8 *bytes, gsize size_bytes)
{
  guint buffer = 0, bits = 0;
  gsize n = 0;

  if (strlen (text) != (size_bytes * 8 + 4) / 5)
    return FALSE;
  for (; *text != '\0'; text++)
    {
      int value = suima_base32_value (*text);
      if (value < 0)
        return FALSE;
      buffer = (buffer << 5 | (guint) value) & 0xFFFu;
      bits += 5;
      if (bits >= 8)
        {
          bits -= 8;
          bytes[n++] = (guint8) (buffer >> bits);
        }
    }
  return n == size_bytes && (buffer & ((1u << bits) - 1)) == 0;
}
