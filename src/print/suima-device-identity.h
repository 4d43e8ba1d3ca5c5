// SPDX-License-Identifier: Apache-2.0
// What a label printer says of itself. Within this room only.
#pragma once

#include "suima-device.h"

/** SuimaDeviceIdentity: all 0 until it was heard. */
typedef struct
{
  char *model; /* owned, nullable; printable ASCII, at most 100 characters */
  guint dpi;   /* 0: not told */
} SuimaDeviceIdentity;

void suima_device_identity_clear (SuimaDeviceIdentity *identity);

/** suima_device_get_identity_question: Returns: (transfer none): what to send. ZPL `~HI`, TSPL
 * `~!T`; with an end of line, so that a make which does not know it drops it alone. */
const char *suima_device_get_identity_question (SuimaDeviceLanguage language);

/**
 * suima_device_read_identity:
 * @heard: bytes from the printer; what was understood is taken out
 *
 * ZPL: STX, model, version, dots per millimetre, memory and more, ETX. Source: Zebra, ZPL II
 * Programming Guide: ~HI. TSPL: the model as text up to an end of line; nothing of it is taken for
 * a resolution. Source: TSC, TSPL/TSPL2 Programming Language: ~!T.
 *
 * Returns: whether the answer was whole.
 */
gboolean suima_device_read_identity (SuimaDeviceLanguage language,
                                     GByteArray *heard,
                                     SuimaDeviceIdentity *identity);
