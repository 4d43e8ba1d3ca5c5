// SPDX-License-Identifier: Apache-2.0
// How a text is parted into the modes of QR, and how large its symbol is. Within this room only.
#pragma once

#include <glib.h>
#include <qrencode.h>

/** SuimaQrSize: the versions 1 to 9, 10 to 26, 27 to 40: within one, lengths have as many bits. */
typedef enum
{
  SUIMA_QR_SMALL,
  SUIMA_QR_MIDDLE,
  SUIMA_QR_LARGE,
} SuimaQrSize;

/** SuimaQrSegment: a piece of a text in one mode: QR_MODE_NUM, QR_MODE_AN or QR_MODE_8. */
typedef struct
{
  QRencodeMode mode;
  guint n_bytes;
} SuimaQrSegment;

/** SuimaQrPlan: the parts of a text, all of its bytes in order. */
typedef struct
{
  GArray *segments; /* (element-type SuimaQrSegment) */
  guint n_bits;     /* of the whole, without terminator and padding */
  guint version;    /* 1 to 40; 0 when no symbol holds it */
  QRecLevel level;
} SuimaQrPlan;

void suima_qr_plan_clear (SuimaQrPlan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaQrPlan, suima_qr_plan_clear)

/**
 * suima_qr_plan_init:
 * @plan: (out caller-allocates): cleared with suima_qr_plan_clear()
 * @text: not empty, without NUL
 * @level: QR_ECLEVEL_M or QR_ECLEVEL_Q
 *
 * Finds the parts with the fewest bits there are, and so the smallest version.
 *
 * Returns: whether there is one. Source: ISO/IEC 18004:2015, 7.4 and tables 3 and 7.
 */
gboolean suima_qr_plan_init (SuimaQrPlan *plan, const char *text, QRecLevel level);

/**
 * suima_qr_n_data_codewords:
 * @version: 1 to 40
 * @level: QR_ECLEVEL_M or QR_ECLEVEL_Q
 *
 * Returns: how many a symbol holds beside its error correction. Source: as above, table 7.
 */
guint suima_qr_n_data_codewords (guint version, QRecLevel level);

/**
 * suima_qr_n_count_bits:
 * @version: 1 to 40
 *
 * Returns: bits of the character count of a segment. Source: as above, table 3.
 */
guint suima_qr_n_count_bits (guint version, QRencodeMode mode);
