// SPDX-License-Identifier: Apache-2.0
// A JSON text that ends in the station's signature over all bytes before it. Within this room only.
#pragma once

#include "suima-key.h"

/** suima_signed_text_finish: @text: an object that is open, with a member or more: `{"a":1`
 * @domain: what is signed, `SUIMA-REPORT-1`  @closing: the braces that end it. Appends the member
 * `signature` and @closing. */
void suima_signed_text_finish (const SuimaKey *key,
                               const char *domain,
                               GString *text,
                               const char *closing);

/** suima_signed_text_check: Errors: INVALID when no signature stands at the end; CORRUPT when it is
 * not of @public_key or of these bytes. */
gboolean suima_signed_text_check (const guint8 *public_key,
                                  const char *domain,
                                  const char *text,
                                  gsize size_bytes,
                                  const char *closing,
                                  GError **error);
