// SPDX-License-Identifier: Apache-2.0
// The words of one box to dots. Within this room only; see suima-render.h.
#pragma once

#include "suima-raster.h"
#include "suima-render.h"

#include <glib.h>

typedef struct _SuimaTypesetter SuimaTypesetter;

/** suima_typesetter_new: Returns: (transfer full): one with a font map of its own, for one thread
 * at a time. @dpi: dots per inch, 150 to 600. */
SuimaTypesetter *suima_typesetter_new (guint dpi);
void suima_typesetter_free (SuimaTypesetter *typesetter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTypesetter, suima_typesetter_free)

/**
 * suima_typesetter_draw:
 * @words: the text and its box
 * @language: BCP 47: which shapes of the Chinese characters
 *
 * Tries sizes from the largest down, by whole dots; the first at which all lines fit is taken.
 * Nothing is cut off, and no ink leaves the box.
 *
 * Returns: (transfer full): a raster of the box's size within its padding. Errors: NO_SPACE when
 * the text does not fit at its smallest, INVALID when no font has a character.
 */
SuimaRaster *suima_typesetter_draw (SuimaTypesetter *typesetter,
                                    const SuimaLabelText *words,
                                    const char *language,
                                    GError **error);

/** suima_typesetter_measure: @ret_fit: (out): what the words lack. Returns: %FALSE where they are
 * too many to be laid out at all. */
gboolean suima_typesetter_measure (SuimaTypesetter *typesetter,
                                   const SuimaLabelText *words,
                                   const char *language,
                                   SuimaTextFit *ret_fit);
