// SPDX-License-Identifier: Apache-2.0
// The words of one box at one size of type: broken into lines, spread over the box, drawn. Within
// this room only; see suima-typeset.h.
#pragma once

#include "suima-label.h"
#include "suima-raster.h"

#include <pango/pango.h>

/* The whole text at one size. */
typedef struct
{
  GPtrArray *paragraphs; /* (element-type SuimaParagraph) */
  int em_dots;
  int width_dots, height_dots;
  int column_dots; /* where values begin, behind titles */
  int leading_dots;
  int lowered_dots; /* room made above for accents that rise over the em square */
  guint n_lines;
  SuimaAlign align;
} SuimaTypesetBlock;

/** suima_typeset_block_new: @em_dots: the size of the type. Returns: (transfer full): the words and
 * the place of their box, nothing broken yet. */
SuimaTypesetBlock *suima_typeset_block_new (PangoContext *context,
                                            guint dpi,
                                            const SuimaLabelText *words,
                                            int em_dots);
void suima_typeset_block_free (SuimaTypesetBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTypesetBlock, suima_typeset_block_free)

/** suima_typeset_block_fits: Breaks and spreads the lines. Returns: whether all of them are in the
 * box, at most @max_lines, and no ink leaves it. */
gboolean suima_typeset_block_fits (SuimaTypesetBlock *block, guint max_lines);

/** suima_typeset_block_measure: What a block that does not fit would need: @ret_n_lines lines, and
 * a box lower and wider by so many dots; 0 where that is not what is missing. */
void suima_typeset_block_measure (SuimaTypesetBlock *block,
                                  guint *ret_n_lines,
                                  int *ret_lower_dots,
                                  int *ret_wider_dots);

/** suima_typeset_block_lower: Moves the lines of a block that fits to the middle or the foot of the
 * box, as far as no ink leaves it. */
void suima_typeset_block_lower (SuimaTypesetBlock *block, SuimaAlign valign);

/** suima_typeset_block_find_unknown: Returns: the first character that no font has; 0 for none. */
gunichar suima_typeset_block_find_unknown (const SuimaTypesetBlock *block);

/** suima_typeset_block_draw: Returns: (transfer full): the dots of a block that fits. */
SuimaRaster *suima_typeset_block_draw (const SuimaTypesetBlock *block, guint dpi);
