// SPDX-License-Identifier: Apache-2.0
// A filled label to black and white dots.
#pragma once

#include "suima-label.h"
#include "suima-raster.h"

#include <glib.h>

typedef struct _SuimaRenderer SuimaRenderer;

/**
 * suima_renderer_new:
 * @dpi: dots per inch, 150 to 600
 *
 * Keeps what was drawn for the last label, so that a box whose words did not change is not laid
 * out again. One thread at a time.
 *
 * Returns: (transfer full): a renderer for any template.
 */
SuimaRenderer *suima_renderer_new (guint dpi);
/** suima_renderer_get_dpi: Returns: as it was made. */
guint suima_renderer_get_dpi (const SuimaRenderer *renderer);
void suima_renderer_free (SuimaRenderer *renderer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRenderer, suima_renderer_free)

/**
 * suima_renderer_draw:
 * @label: a filled label
 *
 * QR modules are a whole number of dots, the largest that the box holds with its quiet zone of 4
 * modules; never scaled. Text is shrunk between its box's sizes and never leaves its box.
 *
 * Returns: (transfer full): suima_mm_to_dots() of the template's size each way; the last row and
 * column stay white. Errors: NO_SPACE when a text or the code does not fit at its smallest,
 * INVALID when no font has a character.
 */
SuimaRaster *suima_renderer_draw (SuimaRenderer *renderer, const SuimaLabel *label, GError **error);

/** SuimaTextFit: words that do not fit their box, at the smallest type it allows. */
typedef struct
{
  gunichar unknown; /* the first character that no font has; 0 for none */
  guint n_lines;    /* lines that they need */
  double lower_mm;  /* by so much the box is not high enough; 0 when that is not the reason */
  double wider_mm;  /* by so much not wide enough for its longest word */
} SuimaTextFit;

/** suima_renderer_measure: What @words of a label lack, as suima_renderer_draw() would draw them.
 * Returns: %FALSE where they are too long to be laid out at all. */
gboolean suima_renderer_measure (SuimaRenderer *renderer,
                                 const SuimaLabelText *words,
                                 const char *language,
                                 SuimaTextFit *ret_fit);

/** suima_renderer_try_words: Returns: whether @words fit their box. Errors: as of
 * suima_renderer_draw(). */
gboolean suima_renderer_try_words (SuimaRenderer *renderer,
                                   const SuimaLabelText *words,
                                   const char *language,
                                   GError **error);

/** suima_qr_module_dots: Returns: the dots of a module of @uri in @box at @dpi; 0 when no QR of it
 * fits there. */
guint suima_qr_module_dots (const SuimaBox *box, const char *uri, guint dpi);

/** suima_render_min_module_dots: Returns: below how many dots a module is not drawn: 3, and as many
 * as make 0.33 mm. */
guint suima_render_min_module_dots (guint dpi);

/**
 * suima_qr_version:
 * @uri: a code
 *
 * Returns: the QR version (1 to 40) that level M needs; 0 when it does not fit. Used to see
 * whether a lot makes the symbol grow.
 */
guint suima_qr_version (const char *uri);

/** suima_raster_to_png: Returns: (transfer full): the raster as a PNG file, 1 dot 1 pixel. */
GBytes *suima_raster_to_png (const SuimaRaster *raster);
