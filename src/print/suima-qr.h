// SPDX-License-Identifier: Apache-2.0
// A code to the modules of its QR symbol. Within this room only; see suima-render.h.
#pragma once

#include <glib.h>
#include <qrencode.h>

#define SUIMA_QR_QUIET_MODULES 4 /* ISO/IEC 18004, 9.1 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)
typedef QRinput SuimaQrInput;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaQrInput, QRinput_free)

/** SuimaQrSymbol: a symbol without its quiet zone. Freed with g_free(). */
typedef struct
{
  guint version;
  guint width;      /* modules of a side */
  guint8 modules[]; /* row by row; 1 is dark */
} SuimaQrSymbol;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaQrSymbol, g_free)

/**
 * suima_qr_encode_for:
 * @uri: a code, as it shall be read
 * @side_dots: side of the square that symbol and quiet zone have
 * @ret_dots_per_module: (out): the largest whole number that fits; 0 when the symbol does not
 *
 * Level M, or Q where the modules stay as large with it. Symbols up to version 11 are drawn with
 * suima_qr_frame_draw(), larger ones by libqrencode; both make the same dots.
 *
 * Returns: (transfer full) (nullable): the symbol; %NULL when no QR holds @uri.
 */
SuimaQrSymbol *suima_qr_encode_for (const char *uri, guint side_dots, guint *ret_dots_per_module);
