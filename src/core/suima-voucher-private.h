// SPDX-License-Identifier: Apache-2.0
// Numbers and texts of a voucher's payload. Within this room only.
#pragma once

#include "suima-day.h"

#include <glib.h>

#define SUIMA_PAYLOAD_MAX_TEXT_BYTES 300

void suima_payload_put_number (GByteArray *out, guint64 number);
void suima_payload_put_text (GByteArray *out, const char *text);
void suima_payload_put_day (GByteArray *out, SuimaDay day);

/** SuimaPayloadReader: once @is_bad, every reading gives nothing. */
typedef struct
{
  const guint8 *bytes;
  gsize size_bytes, at;
  gboolean is_bad;
} SuimaPayloadReader;

/** suima_payload_get_number: Returns: at most @max; bad where it is greater or longer than it need be. */
guint64 suima_payload_get_number (SuimaPayloadReader *reader, guint64 max);
/** suima_payload_get_text: Returns: (transfer full) (nullable): %NULL for an empty one. */
char *suima_payload_get_text (SuimaPayloadReader *reader);
SuimaDay suima_payload_get_day (SuimaPayloadReader *reader);
void suima_payload_get_bytes (SuimaPayloadReader *reader, guint8 *to, gsize size_bytes);
