// SPDX-License-Identifier: Apache-2.0
// A label to set a printer up with: what is off on it can be counted on it.
#pragma once

#include "suima-raster.h"

/** SuimaTestLabel: what to draw. */
typedef struct
{
  double width_mm, height_mm; /* 10 to 1000 */
  guint dpi;                  /* 150 to 600 */
  const char *name;           /* the printer's, plain text */
} SuimaTestLabel;

#define SUIMA_TEST_LABEL_CODE "SUIMA-TEST" /* its QR begins so: no code of ours, never one for goods */

/**
 * suima_test_label_draw:
 * Drawn for the head's dots, not scaled: a frame of the outermost dots; a ruler along each edge
 * with a tick a millimetre and a number each ten; combs of 1, 2, 3 and 4 dots both ways; a black
 * square with white lines of 1, 2 and 3 dots; centre lines; an arrow to the top; a QR; name,
 * resolution and dots. What does not fit a small label is left out.
 *
 * The top ruler counts from the left, the bottom one from the right, the left one from the top, the
 * right one from the bottom: where the frame is cut off, the ticks up to the ten tell by how much.
 *
 * Returns: (transfer full): suima_mm_to_dots() of the size each way.
 */
SuimaRaster *suima_test_label_draw (const SuimaTestLabel *label);
