// SPDX-License-Identifier: Apache-2.0
#include "suima-voucher-private.h"

#include <string.h>

#define SUIMA_PAYLOAD_MAX_DAY 100000u

static SuimaDay
suima_payload_get_day_zero (void)
{
  return suima_day_new (2000, 1, 1) - 1;
}

void
suima_payload_put_number (GByteArray *out, guint64 number)
{
  for (; number > 0x7F; number >>= 7)
    {
      guint8 byte = (guint8)(number & 0x7F) | 0x80;
      g_byte_array_append (out, &byte, 1);
    }
  g_byte_array_append (out, (const guint8 *)&(guint8){ (guint8)number }, 1);
}

/* What a reader refuses does not go in: control characters become blanks. */
void
suima_payload_put_text (GByteArray *out, const char *text)
{
  g_autofree char *clean = suima_text_fold (text != NULL ? text : "");
  gsize length;

  for (char *p = clean; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  if (strlen (clean) > SUIMA_PAYLOAD_MAX_TEXT_BYTES)
    *g_utf8_find_prev_char (clean, clean + SUIMA_PAYLOAD_MAX_TEXT_BYTES + 1) = '\0';
  length = strlen (clean);
  suima_payload_put_number (out, length);
  g_byte_array_append (out, (const guint8 *)clean, (guint)length);
}

void
suima_payload_put_day (GByteArray *out, SuimaDay day)
{
  SuimaDay zero = suima_payload_get_day_zero ();

  suima_payload_put_number (out, day > zero ? (guint64)(day - zero) : 0);
}

guint64
suima_payload_get_number (SuimaPayloadReader *reader, guint64 max)
{
  guint64 number = 0;

  for (guint shift = 0; !reader->is_bad; shift += 7)
    {
      guint8 byte = reader->at < reader->size_bytes ? reader->bytes[reader->at] : 0x80;
      reader->is_bad = reader->at >= reader->size_bytes || shift > 56 || (byte == 0 && shift > 0);
      number |= (guint64)(byte & 0x7F) << shift;
      reader->at++;
      if (byte < 0x80)
        break;
    }
  reader->is_bad = reader->is_bad || number > max;
  return reader->is_bad ? 0 : number;
}

static gboolean
suima_payload_is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

char *
suima_payload_get_text (SuimaPayloadReader *reader)
{
  gsize length = suima_payload_get_number (reader, SUIMA_PAYLOAD_MAX_TEXT_BYTES);
  g_autofree char *text = NULL;

  if (reader->is_bad || length > reader->size_bytes - reader->at)
    {
      reader->is_bad = TRUE;
      return NULL;
    }
  text = g_strndup ((const char *)reader->bytes + reader->at, length);
  reader->at += length;
  reader->is_bad = !g_utf8_validate (text, (gssize)length, NULL) || !suima_payload_is_plain (text);
  return reader->is_bad || length == 0 ? NULL : g_steal_pointer (&text);
}

SuimaDay
suima_payload_get_day (SuimaPayloadReader *reader)
{
  guint64 days = suima_payload_get_number (reader, SUIMA_PAYLOAD_MAX_DAY);

  return days == 0 ? SUIMA_DAY_NONE : suima_payload_get_day_zero () + (SuimaDay)days;
}

void
suima_payload_get_bytes (SuimaPayloadReader *reader, guint8 *to, gsize size_bytes)
{
  if (reader->is_bad || size_bytes > reader->size_bytes - reader->at)
    {
      reader->is_bad = TRUE;
      return;
    }
  memcpy (to, reader->bytes + reader->at, size_bytes);
  reader->at += size_bytes;
}
