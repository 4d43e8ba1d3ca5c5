// SPDX-License-Identifier: Apache-2.0
// What all QR symbols of one version and level share: drawn once, so that a label costs only its
// own dots. Within this room only.
#pragma once

#include "suima-qr-segments.h"

#define SUIMA_QR_FRAME_VERSIONS 11 /* a row of a larger symbol is more than 64 modules */

typedef struct _SuimaQrFrame SuimaQrFrame;

/**
 * suima_qr_frame_get:
 * @version: 1 to SUIMA_QR_FRAME_VERSIONS
 * @level: QR_ECLEVEL_M or QR_ECLEVEL_Q
 *
 * From any thread. The first call for a version and level has libqrencode draw one symbol, whose
 * finders, timing and alignment patterns are taken.
 *
 * Returns: (transfer none): kept until the process ends.
 */
const SuimaQrFrame *suima_qr_frame_get (guint version, QRecLevel level);

/**
 * suima_qr_frame_draw:
 * @plan: of @text, with the version and level of @frame
 * @ret_rows: (out caller-allocates): a row of modules each, the left one in the lowest bit, 1 is
 * dark
 *
 * The dots are the ones libqrencode makes of the same segments, the choice of the mask included.
 *
 * Returns: modules of a side. Source: ISO/IEC 18004:2015, 7.7 to 7.9.
 */
guint suima_qr_frame_draw (const SuimaQrFrame *frame,
                           const SuimaQrPlan *plan,
                           const char *text,
                           guint64 ret_rows[64]);
