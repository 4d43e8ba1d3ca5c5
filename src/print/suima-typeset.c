// SPDX-License-Identifier: Apache-2.0
#include "suima-typeset.h"

#include "suima-error.h"
#include "suima-typeset-block.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define SUIMA_TYPESET_MAX_BYTES 2000
#define SUIMA_TYPESET_SMALLER_FOR_FEWER_LINES 0.9

struct _SuimaTypesetter
{
  guint dpi;
  PangoFontMap *font_map; /* owned */
  PangoContext *context;  /* owned */
};

SuimaTypesetter *
suima_typesetter_new (guint dpi)
{
  SuimaTypesetter *typesetter = g_new0 (SuimaTypesetter, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  typesetter->dpi = dpi;
  typesetter->font_map = pango_cairo_font_map_new ();
  typesetter->context = pango_font_map_create_context (typesetter->font_map);
  /* All that a desktop's settings could change is set here: same text, same dots. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options (typesetter->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (typesetter->context, TRUE);
  pango_context_set_base_dir (typesetter->context, PANGO_DIRECTION_LTR);
  return typesetter;
}

void
suima_typesetter_free (SuimaTypesetter *typesetter)
{
  if (typesetter == NULL)
    return;
  g_object_unref (typesetter->context);
  g_object_unref (typesetter->font_map);
  g_free (typesetter);
}

/* The largest size that fits; a little below it, the one that breaks fewer lines. */
static SuimaTypesetBlock *
suima_typesetter_find_size (SuimaTypesetter *typesetter,
                            const SuimaLabelText *words,
                            int most_dots,
                            int least_dots)
{
  SuimaTypesetBlock *best = NULL;

  for (int em_dots = most_dots; em_dots >= least_dots; em_dots--)
    {
      g_autoptr (SuimaTypesetBlock) block =
          suima_typeset_block_new (typesetter->context, typesetter->dpi, words, em_dots);
      if (!suima_typeset_block_fits (block, words->box->max_lines))
        continue;
      if (best == NULL)
        least_dots =
            MAX (least_dots, (int)ceil (em_dots * SUIMA_TYPESET_SMALLER_FOR_FEWER_LINES - 1e-6));
      if (best != NULL && block->n_lines >= best->n_lines)
        continue;
      g_clear_pointer (&best, suima_typeset_block_free);
      best = g_steal_pointer (&block);
      if (best->n_lines == best->paragraphs->len)
        return best;
    }
  return best;
}

static gboolean
suima_typesetter_refuse_character (gunichar unknown, const char *text, GError **error)
{
  char character[7] = "";

  g_unichar_to_utf8 (unknown, character);
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "no font has the character %s (U+%04X) of \"%s\"", character, unknown, text);
  return FALSE;
}

/* The sizes tried, in whole dots. */
static void
suima_typesetter_get_sizes (SuimaTypesetter *typesetter,
                            const SuimaBox *box,
                            int *ret_most_dots,
                            int *ret_least_dots)
{
  double dots_per_mm = suima_mm_to_dots (1000, typesetter->dpi) / 1000.0;

  *ret_least_dots = (int)ceil (box->min_size_mm * dots_per_mm - 1e-6);
  *ret_most_dots = MAX ((int)floor (box->size_mm * dots_per_mm + 1e-6), *ret_least_dots);
}

/* A character without glyph is the better reason: it may be what made the text too wide. */
static void
suima_typesetter_set_refusal (SuimaTypesetter *typesetter,
                              const SuimaLabelText *words,
                              const char *language,
                              GError **error)
{
  const SuimaBox *box = words->box;
  SuimaTextFit fit;

  if (suima_typesetter_measure (typesetter, words, language, &fit) && fit.unknown != 0)
    suima_typesetter_refuse_character (fit.unknown, words->text, error);
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE,
                 "\"%s\" does not fit its box of %g x %g mm at %g mm", words->text, box->width_mm,
                 box->height_mm, box->min_size_mm);
}

static SuimaTypesetBlock *
suima_typesetter_fit (SuimaTypesetter *typesetter,
                      const SuimaLabelText *words,
                      const char *language,
                      GError **error)
{
  g_autoptr (SuimaTypesetBlock) block = NULL;
  int most_dots, least_dots;
  gunichar unknown;

  suima_typesetter_get_sizes (typesetter, words->box, &most_dots, &least_dots);
  block = suima_typesetter_find_size (typesetter, words, most_dots, least_dots);
  if (block == NULL)
    {
      suima_typesetter_set_refusal (typesetter, words, language, error);
      return NULL;
    }
  unknown = suima_typeset_block_find_unknown (block);
  if (unknown != 0 && !suima_typesetter_refuse_character (unknown, words->text, error))
    return NULL;
  suima_typeset_block_lower (block, words->box->valign);
  return g_steal_pointer (&block);
}

gboolean
suima_typesetter_measure (SuimaTypesetter *typesetter,
                          const SuimaLabelText *words,
                          const char *language,
                          SuimaTextFit *ret_fit)
{
  g_autoptr (SuimaTypesetBlock) block = NULL;
  int most_dots, least_dots, lower_dots, wider_dots;

  *ret_fit = (SuimaTextFit){ 0 };
  if (strlen (words->text) > SUIMA_TYPESET_MAX_BYTES)
    return FALSE;
  pango_context_set_language (typesetter->context, pango_language_from_string (language));
  suima_typesetter_get_sizes (typesetter, words->box, &most_dots, &least_dots);
  block = suima_typeset_block_new (typesetter->context, typesetter->dpi, words, least_dots);
  suima_typeset_block_measure (block, &ret_fit->n_lines, &lower_dots, &wider_dots);
  ret_fit->unknown = suima_typeset_block_find_unknown (block);
  ret_fit->lower_mm = lower_dots * 1000.0 / suima_mm_to_dots (1000, typesetter->dpi);
  ret_fit->wider_mm = wider_dots * 1000.0 / suima_mm_to_dots (1000, typesetter->dpi);
  return TRUE;
}

SuimaRaster *
suima_typesetter_draw (SuimaTypesetter *typesetter,
                       const SuimaLabelText *words,
                       const char *language,
                       GError **error)
{
  g_autoptr (SuimaTypesetBlock) block = NULL;

  if (strlen (words->text) > SUIMA_TYPESET_MAX_BYTES)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE,
                   "a text of %" G_GSIZE_FORMAT " bytes does not fit a label, it begins \"%.60s\"",
                   strlen (words->text), words->text);
      return NULL;
    }
  pango_context_set_language (typesetter->context, pango_language_from_string (language));
  block = suima_typesetter_fit (typesetter, words, language, error);
  return block != NULL ? suima_typeset_block_draw (block, typesetter->dpi) : NULL;
}
