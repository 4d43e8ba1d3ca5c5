// SPDX-License-Identifier: Apache-2.0
// The 20 characters of a trace code: TTTT E CCCCCC MMMMMMMM X, in Crockford base32.
#pragma once

#include <glib.h>

#define SUIMA_SERIAL_LENGTH 20
#define SUIMA_SERIAL_MAX_STATION 0xFFFFFu   /* 20 bits */
#define SUIMA_SERIAL_MAX_EPOCH 31u          /* 5 bits */
#define SUIMA_SERIAL_MAX_COUNTER 0x3FFFFFFFu /* 30 bits */
/** Counter 0 is never issued: it marks the specimen of a preview. */
#define SUIMA_SERIAL_SPECIMEN_COUNTER 0u

/** SuimaSerial: what the characters say; @mac holds 40 bits. */
typedef struct
{
  guint32 station; /* 0 to SUIMA_SERIAL_MAX_STATION */
  guint8 epoch;    /* 0 to SUIMA_SERIAL_MAX_EPOCH */
  guint32 counter; /* 0 to SUIMA_SERIAL_MAX_COUNTER */
  guint64 mac;     /* 40 bits */
} SuimaSerial;

/**
 * suima_serial_to_text:
 * @serial: fields within their ranges
 *
 * Returns: (transfer full): the 20 characters, the last being the check character: the sum of
 * d[i] * a^(19-i), i = 0 to 18, over GF(32) with x^5+x^2+1 and a = 2.
 */
char *suima_serial_to_text (const SuimaSerial *serial);

/**
 * suima_serial_parse:
 * @text: a serial as scanned or typed: lower case, blanks and hyphens between the groups, O for 0,
 *   I and L for 1 are understood; U is refused
 * @ret_serial: (out) (optional): the fields
 * @error: return location
 *
 * Returns: (transfer full): the 20 characters as they are stored and printed. Errors: INVALID,
 * which tells a wrong length from a wrong check character.
 */
char *suima_serial_parse (const char *text, SuimaSerial *ret_serial, GError **error);

/** suima_serial_to_groups: Returns: (transfer full): five groups of four, for people's eyes. */
char *suima_serial_to_groups (const char *serial);

/** suima_serial_to_key_id: Returns: (transfer full): `TTTTE`, the name of the key that issued. */
char *suima_serial_to_key_id (guint32 station, guint8 epoch);

/**
 * suima_base32_encode:
 * @bytes, @size_bytes: anything
 *
 * Returns: (transfer full): Crockford base32, big-endian bits, the last character padded with
 * zero bits: 64 bytes give 103 characters.
 */
char *suima_base32_encode (const guint8 *bytes, gsize size_bytes);

/**
 * suima_base32_decode:
 * @text: upper-case base32, nothing else
 * @bytes: (out): room for @size_bytes
 * @size_bytes: the number of bytes expected
 *
 * Returns: %TRUE when the length is the only one that fits, every character is in the alphabet
 * and the padding bits are zero.
 */
gboolean suima_base32_decode (const char *text, guint8 *bytes, gsize size_bytes);
