// SPDX-License-Identifier: Apache-2.0
#include "suima-scale-protocol.h"

#include <string.h>

#define SUIMA_SCALE_MAX_HEARD 4096u
#define SUIMA_SCALE_MAX_DIGITS 9
#define SUIMA_SCALE_MAX_DECIMALS 6
#define SUIMA_SCALE_MIN_DECIMALS -2

/* One frame. */
typedef struct
{
  const guint8 *bytes;
  gsize size_bytes;
} SuimaScaleFrame;

/* Digits as they were said. */
typedef struct
{
  gint64 digits;
  int n_digits, decimals;
  gboolean has_point, is_negative;
  gsize end; /* where in the text it ends */
} SuimaScaleNumber;

gboolean
suima_scale_protocol_tells_stable (const SuimaScaleProtocol *protocol)
{
  return protocol->stable.is_given || protocol->unstable.is_given;
}

static gboolean
suima_scale_test_holds (const SuimaScaleTest *test, const SuimaScaleFrame *frame)
{
  gsize length = test->text != NULL ? strlen (test->text) : 1;
  gsize at = (gsize)MAX (test->at, 0);

  if (!test->is_given)
    return FALSE;
  if (test->text != NULL && test->at < 0)
    return memmem (frame->bytes, frame->size_bytes, test->text, length) != NULL;
  if (at + length > frame->size_bytes)
    return FALSE;
  return test->text != NULL ? memcmp (frame->bytes + at, test->text, length) == 0
                            : (frame->bytes[at] & test->mask) == test->is;
}

/* "+  1.234", from @text's beginning: sign, spaces, digits with at most one point. */
static gboolean
suima_scale_read_digits (const char *text, SuimaScaleNumber *number)
{
  const char *c = text + strspn (text, " ");

  if (*c == '+' || *c == '-')
    number->is_negative = *c++ == '-';
  for (c += strspn (c, " "); g_ascii_isdigit (*c) || (*c == '.' && !number->has_point); c++)
    {
      if (*c == '.')
        {
          number->has_point = TRUE;
          continue;
        }
      number->digits = number->digits * 10 + (*c - '0');
      number->decimals += number->has_point;
      if (++number->n_digits > SUIMA_SCALE_MAX_DIGITS)
        return FALSE;
    }
  number->end = (gsize)(c - text);
  return number->n_digits > 0;
}

/* The number's own bytes as text; those that may stand nowhere in it make it none. */
static gboolean
suima_scale_read_field (const SuimaScaleProtocol *protocol,
                        const SuimaScaleFrame *frame,
                        SuimaScaleNumber *number)
{
  gsize length = protocol->number_length;
  char text[SUIMA_SCALE_MAX_FRAME + 1] = "";

  if (protocol->number_at + length > frame->size_bytes)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    text[protocol->is_reversed ? length - 1 - i : i] = (char)frame->bytes[protocol->number_at + i];
  if (!suima_scale_read_digits (text, number))
    return FALSE;
  return number->end + strspn (text + number->end, " ") == length;
}

/* The first number from number_at on. @ret_rest: what stands behind it. */
static gboolean
suima_scale_find_number (const SuimaScaleProtocol *protocol,
                         const SuimaScaleFrame *frame,
                         SuimaScaleNumber *number,
                         char rest[SUIMA_SCALE_MAX_FRAME + 1])
{
  char text[SUIMA_SCALE_MAX_FRAME + 1] = "";
  const char *start;

  if (protocol->number_at >= frame->size_bytes)
    return FALSE;
  memcpy (text, frame->bytes + protocol->number_at, frame->size_bytes - protocol->number_at);
  start = strpbrk (text, "+-0123456789");
  if (start == NULL || !suima_scale_read_digits (start, number))
    return FALSE;
  g_strlcpy (rest, start + number->end, SUIMA_SCALE_MAX_FRAME + 1);
  return TRUE;
}

/* "kg" behind the number, whatever the case. */
static gboolean
suima_scale_read_unit (const char *rest, SuimaScaleUnit *ret_unit)
{
  static const char *const names[] = { [SUIMA_SCALE_KG] = "kg",
                                       [SUIMA_SCALE_G] = "g",
                                       [SUIMA_SCALE_LB] = "lb",
                                       [SUIMA_SCALE_OZ] = "oz",
                                       [SUIMA_SCALE_JIN] = "jin" };
  const char *word = rest + strspn (rest, " ");
  gsize length = strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], word, length) == 0)
      {
        *ret_unit = (SuimaScaleUnit)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
suima_scale_get_decimals (const SuimaScaleProtocol *protocol,
                          const SuimaScaleFrame *frame,
                          const SuimaScaleNumber *number,
                          int *ret_decimals)
{
  *ret_decimals = number->decimals;
  if (number->has_point || !protocol->has_decimals)
    return TRUE;
  *ret_decimals = protocol->decimals;
  if (protocol->decimals_mask != 0)
    {
      if ((gsize)protocol->decimals_at >= frame->size_bytes)
        return FALSE;
      *ret_decimals =
          (frame->bytes[protocol->decimals_at] & protocol->decimals_mask) - protocol->decimals;
    }
  return *ret_decimals >= SUIMA_SCALE_MIN_DECIMALS && *ret_decimals <= SUIMA_SCALE_MAX_DECIMALS;
}

/* Nine digits of the largest unit stay within 64 bits. */
static gint64
suima_scale_to_mg (const SuimaScaleNumber *number, int decimals, SuimaScaleUnit unit)
{
  static const gint64 micrograms[] = { [SUIMA_SCALE_KG] = 1000000000,
                                       [SUIMA_SCALE_G] = 1000000,
                                       [SUIMA_SCALE_LB] = 453592370,
                                       [SUIMA_SCALE_OZ] = 28349523,
                                       [SUIMA_SCALE_JIN] = 500000000 };
  gint64 weight_ug = number->digits * micrograms[unit];
  gint64 divisor = 1000;

  for (; decimals > 0; decimals--)
    divisor *= 10;
  for (; decimals < 0; decimals++)
    divisor /= 10;
  weight_ug = (weight_ug + divisor / 2) / divisor;
  return number->is_negative ? -weight_ug : weight_ug;
}

static gboolean
suima_scale_read_weight (const SuimaScaleProtocol *protocol,
                         const SuimaScaleFrame *frame,
                         gint64 *ret_weight_mg)
{
  SuimaScaleNumber number = { 0 };
  SuimaScaleUnit unit = protocol->unit;
  char rest[SUIMA_SCALE_MAX_FRAME + 1] = "";
  int decimals;

  if (!(protocol->number_length > 0 ? suima_scale_read_field (protocol, frame, &number)
                                    : suima_scale_find_number (protocol, frame, &number, rest)))
    return FALSE;
  if (protocol->unit_when.is_given && !suima_scale_test_holds (&protocol->unit_when, frame))
    unit = protocol->unit_else;
  if (unit == SUIMA_SCALE_TOLD && protocol->number_length > 0)
    memcpy (rest, frame->bytes + protocol->number_at + protocol->number_length,
            frame->size_bytes - protocol->number_at - protocol->number_length);
  if ((unit == SUIMA_SCALE_TOLD && !suima_scale_read_unit (rest, &unit)) ||
      !suima_scale_get_decimals (protocol, frame, &number, &decimals) ||
      decimals > SUIMA_SCALE_MAX_DECIMALS)
    return FALSE;
  number.is_negative |= suima_scale_test_holds (&protocol->negative, frame);
  *ret_weight_mg = suima_scale_to_mg (&number, decimals, unit);
  return TRUE;
}

/* An overload needs no number: many scales say dashes then. */
static gboolean
suima_scale_read_frame (const SuimaScaleProtocol *protocol,
                        const SuimaScaleFrame *frame,
                        SuimaScaleReading *reading)
{
  *reading = (SuimaScaleReading){ 0 };
  reading->is_overload = suima_scale_test_holds (&protocol->overload, frame);
  if (reading->is_overload)
    return TRUE;
  if (!suima_scale_read_weight (protocol, frame, &reading->weight_mg))
    return FALSE;
  reading->is_stable =
      suima_scale_protocol_tells_stable (protocol) &&
      (!protocol->stable.is_given || suima_scale_test_holds (&protocol->stable, frame)) &&
      !suima_scale_test_holds (&protocol->unstable, frame);
  return TRUE;
}

/* How long the frame is that begins at @bytes: 0 when more is needed, -1 when none begins there. */
static gssize
suima_scale_measure (const SuimaScaleProtocol *protocol, const guint8 *bytes, gsize size_bytes)
{
  gsize limit = protocol->length != 0 ? protocol->length : SUIMA_SCALE_MAX_FRAME;
  const guint8 *end;

  if (protocol->start >= 0 && bytes[0] != protocol->start)
    return -1;
  if (protocol->end < 0)
    return size_bytes >= limit ? (gssize)limit : 0;
  end = memchr (bytes, protocol->end, MIN (size_bytes, limit));
  /* A byte within a frame of known length may look like its end. */
  while (end != NULL && protocol->length != 0 && end + 1 < bytes + limit)
    end = memchr (end + 1, protocol->end, (gsize)(bytes + MIN (size_bytes, limit) - end - 1));
  if (end != NULL)
    return end - bytes + 1;
  return size_bytes >= limit ? -1 : 0;
}

gboolean
suima_scale_protocol_take (const SuimaScaleProtocol *protocol,
                           GByteArray *heard,
                           SuimaScaleReading *reading)
{
  gboolean is_found = FALSE;
  gsize at = 0;

  while (at < heard->len && !is_found)
    {
      gssize length = suima_scale_measure (protocol, heard->data + at, heard->len - at);
      SuimaScaleFrame frame = { heard->data + at, (gsize)MAX (length, 0) };

      if (length == 0)
        break;
      is_found = length > 0 && suima_scale_read_frame (protocol, &frame, reading);
      /* Without a mark at its beginning, the rest of a wrong frame must not pass for one. */
      at += is_found || (length > 0 && protocol->start < 0) ? (gsize)length : 1;
    }
  g_byte_array_remove_range (heard, 0, (guint)at);
  if (heard->len > SUIMA_SCALE_MAX_HEARD)
    g_byte_array_set_size (heard, 0);
  return is_found;
}
