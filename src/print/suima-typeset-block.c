// SPDX-License-Identifier: Apache-2.0
#include "suima-typeset-block.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* The second face has what the first lacks (boxes to tick, Arabic): named, so that it is the same
 * one wherever more fonts are installed. */
#define SUIMA_TYPESET_SANS "Noto Sans CJK SC,DejaVu Sans"
#define SUIMA_TYPESET_MONO "Noto Sans Mono CJK SC,DejaVu Sans Mono"
/* Coverage from which a dot is black: keeps thin strokes of Chinese at 2 mm without closing them.
 */
#define SUIMA_TYPESET_THRESHOLD 110
/* The em square of Chinese type stands from 0.88 above to 0.12 below the baseline. */
#define SUIMA_TYPESET_ASCENT_EM 0.88
/* Strokes swell over that square by less than this. */
#define SUIMA_TYPESET_BLEED_DOTS 1
#define SUIMA_TYPESET_MIN_LEADING_EM 1.14
#define SUIMA_TYPESET_MAX_LEADING_EM 1.34
#define SUIMA_TYPESET_COLUMN_GAP_EM 0.5
/* Ink outside this belongs to heaped accents and would run into the next line. */
#define SUIMA_TYPESET_MAX_ABOVE_EM 1.25
#define SUIMA_TYPESET_MAX_BELOW_EM 0.55

/* A line of the text as it was written: title and value, or a value alone. */
typedef struct
{
  PangoLayout *title; /* owned, nullable */
  PangoLayout *value; /* owned */
} SuimaParagraph;

static void
suima_paragraph_free (SuimaParagraph *paragraph)
{
  g_clear_object (&paragraph->title);
  g_clear_object (&paragraph->value);
  g_free (paragraph);
}

void
suima_typeset_block_free (SuimaTypesetBlock *block)
{
  g_ptr_array_unref (block->paragraphs);
  g_free (block);
}

static PangoLayout *
suima_typeset_new_layout (
    PangoContext *context, const SuimaBox *box, int em_dots, const char *text, gssize size_bytes)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, box->mono ? SUIMA_TYPESET_MONO : SUIMA_TYPESET_SANS);
  pango_font_description_set_weight (font, box->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, (double)em_dots * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, (int)size_bytes);
  return layout;
}

static void
suima_typeset_block_place (SuimaTypesetBlock *block, const SuimaBox *box, guint dpi)
{
  double padding_mm = box->padding_mm;

  block->width_dots = (int)(suima_mm_to_dots (box->x_mm + box->width_mm - padding_mm, dpi) -
                            suima_mm_to_dots (box->x_mm + padding_mm, dpi));
  block->height_dots = (int)(suima_mm_to_dots (box->y_mm + box->height_mm - padding_mm, dpi) -
                             suima_mm_to_dots (box->y_mm + padding_mm, dpi));
}

SuimaTypesetBlock *
suima_typeset_block_new (PangoContext *context, guint dpi, const SuimaLabelText *words, int em_dots)
{
  SuimaTypesetBlock *block = g_new0 (SuimaTypesetBlock, 1);
  g_auto (GStrv) lines = g_strsplit (words->text, "\n", -1);

  suima_typeset_block_place (block, words->box, dpi);
  block->em_dots = em_dots;
  block->align = words->box->align;
  block->paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_paragraph_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      SuimaParagraph *paragraph = g_new0 (SuimaParagraph, 1);
      const char *tab = strchr (lines[i], '\t');
      const char *value = tab != NULL ? tab + 1 : lines[i];

      if (tab != NULL)
        paragraph->title =
            suima_typeset_new_layout (context, words->box, em_dots, lines[i], tab - lines[i]);
      paragraph->value = suima_typeset_new_layout (context, words->box, em_dots, value, -1);
      g_ptr_array_add (block->paragraphs, paragraph);
    }
  return block;
}

static int
suima_typeset_block_start_dots (const SuimaTypesetBlock *block, const SuimaParagraph *paragraph)
{
  return paragraph->title != NULL ? block->column_dots : 0;
}

/* Whether the last of several lines is a single character. */
static gboolean
suima_typeset_has_widow (PangoLayout *layout)
{
  int n_lines = pango_layout_get_line_count (layout);
  const PangoLayoutLine *last = pango_layout_get_line_readonly (layout, n_lines - 1);
  const char *text = pango_layout_get_text (layout);

  return n_lines > 1 && g_utf8_strlen (text + last->start_index, last->length) == 1;
}

/* Breaks @layout to the width; a lone character at the end gets the one before it for company,
 * if that needs no more lines. */
static void
suima_typeset_break_lines (PangoLayout *layout, int width_dots, int em_dots)
{
  int n_lines;

  pango_layout_set_width (layout, MAX (width_dots, 1) * PANGO_SCALE);
  n_lines = pango_layout_get_line_count (layout);
  if (!suima_typeset_has_widow (layout))
    return;
  pango_layout_set_width (layout, MAX (width_dots - em_dots, 1) * PANGO_SCALE);
  if (pango_layout_get_line_count (layout) > n_lines)
    pango_layout_set_width (layout, MAX (width_dots, 1) * PANGO_SCALE);
}

/* Finds the column of the values, breaks the lines and counts them. */
static void
suima_typeset_block_break (SuimaTypesetBlock *block)
{
  int column_dots = 0;

  for (guint i = 0; i < block->paragraphs->len; i++)
    {
      const SuimaParagraph *paragraph = g_ptr_array_index (block->paragraphs, i);
      int width_dots = 0;
      if (paragraph->title != NULL)
        pango_layout_get_pixel_size (paragraph->title, &width_dots, NULL);
      column_dots = MAX (column_dots, width_dots);
    }
  block->column_dots = column_dots + (int)lround (SUIMA_TYPESET_COLUMN_GAP_EM * block->em_dots);
  block->n_lines = 0;
  for (guint i = 0; i < block->paragraphs->len; i++)
    {
      const SuimaParagraph *paragraph = g_ptr_array_index (block->paragraphs, i);
      int room_dots = block->width_dots - suima_typeset_block_start_dots (block, paragraph);
      suima_typeset_break_lines (paragraph->value, room_dots, block->em_dots);
      block->n_lines += (guint)pango_layout_get_line_count (paragraph->value);
    }
}

/* Spreads the lines over the height, within what reads well; %FALSE where they are too many. */
static gboolean
suima_typeset_block_lead (SuimaTypesetBlock *block)
{
  int between = (int)block->n_lines - 1;
  int room_dots = block->height_dots - block->em_dots - 2 * SUIMA_TYPESET_BLEED_DOTS;
  int least_dots = (int)ceil (SUIMA_TYPESET_MIN_LEADING_EM * block->em_dots);
  int most_dots = (int)floor (SUIMA_TYPESET_MAX_LEADING_EM * block->em_dots);

  block->leading_dots = between > 0 ? MIN (room_dots / between, most_dots) : most_dots;
  return room_dots >= 0 && (between == 0 || block->leading_dots >= least_dots);
}

static int
suima_typeset_block_baseline_dots (const SuimaTypesetBlock *block, guint line)
{
  int first_dots =
      (int)lround (SUIMA_TYPESET_ASCENT_EM * block->em_dots) + SUIMA_TYPESET_BLEED_DOTS;

  return first_dots + block->lowered_dots + (int)line * block->leading_dots;
}

/* Moved in from the edge where a letter begins before its place or ends behind it, as Y and italics
 * do. */
static int
suima_typeset_block_x_dots (const SuimaTypesetBlock *block, int start_dots, PangoLayoutLine *line)
{
  int room_dots = block->width_dots - start_dots;
  PangoRectangle ink, logical;
  int x_dots = start_dots;

  pango_layout_line_get_pixel_extents (line, &ink, &logical);
  if (block->align == SUIMA_ALIGN_CENTER)
    x_dots += (room_dots - logical.width) / 2;
  if (block->align == SUIMA_ALIGN_END)
    x_dots += room_dots - logical.width;
  return MAX (MIN (x_dots, block->width_dots - ink.x - ink.width), -ink.x);
}

typedef struct
{
  const SuimaTypesetBlock *block;
  cairo_t *cr;        /* nullable: then only looked at */
  gboolean is_within; /* whether all ink seen so far stays in the box */
  int top_dots;       /* of all ink seen so far */
} SuimaTypesetPen;

static void
suima_typeset_pen_put (SuimaTypesetPen *pen, PangoLayoutLine *line, int x_dots, guint number)
{
  const SuimaTypesetBlock *block = pen->block;
  int baseline_dots = suima_typeset_block_baseline_dots (block, number);
  PangoRectangle ink;

  if (pen->cr != NULL)
    {
      cairo_move_to (pen->cr, x_dots, baseline_dots);
      pango_cairo_show_layout_line (pen->cr, line);
      return;
    }
  pango_layout_line_get_extents (line, &ink, NULL);
  pango_extents_to_pixels (&ink, NULL);
  if (ink.width == 0 || ink.height == 0)
    return;
  pen->top_dots = MIN (pen->top_dots, baseline_dots + ink.y);
  if (x_dots + ink.x < 0 || x_dots + ink.x + ink.width > block->width_dots ||
      baseline_dots + ink.y < 0 || baseline_dots + ink.y + ink.height > block->height_dots ||
      -ink.y > SUIMA_TYPESET_MAX_ABOVE_EM * block->em_dots ||
      ink.y + ink.height > SUIMA_TYPESET_MAX_BELOW_EM * block->em_dots)
    pen->is_within = FALSE;
}

static void
suima_typeset_pen_write (SuimaTypesetPen *pen)
{
  guint number = 0;

  for (guint i = 0; i < pen->block->paragraphs->len; i++)
    {
      const SuimaParagraph *paragraph = g_ptr_array_index (pen->block->paragraphs, i);
      int start_dots = suima_typeset_block_start_dots (pen->block, paragraph);

      if (paragraph->title != NULL)
        {
          PangoLayoutLine *title = pango_layout_get_line_readonly (paragraph->title, 0);
          PangoRectangle ink;
          pango_layout_line_get_pixel_extents (title, &ink, NULL);
          suima_typeset_pen_put (pen, title, MAX (0, -ink.x), number);
        }
      for (int l = 0; l < pango_layout_get_line_count (paragraph->value); l++, number++)
        {
          PangoLayoutLine *line = pango_layout_get_line_readonly (paragraph->value, l);
          int x_dots = suima_typeset_block_x_dots (pen->block, start_dots, line);
          suima_typeset_pen_put (pen, line, x_dots, number);
        }
    }
}

gboolean
suima_typeset_block_fits (SuimaTypesetBlock *block, guint max_lines)
{
  SuimaTypesetPen pen = { .block = block, .is_within = TRUE };

  /* A line a paragraph is the least: what is too high even so needs no breaking. */
  block->n_lines = block->paragraphs->len;
  if (!suima_typeset_block_lead (block))
    return FALSE;
  suima_typeset_block_break (block);
  if (block->n_lines > max_lines || !suima_typeset_block_lead (block))
    return FALSE;
  suima_typeset_pen_write (&pen);
  if (pen.top_dots < 0)
    {
      block->lowered_dots = -pen.top_dots;
      pen.is_within = TRUE;
      suima_typeset_pen_write (&pen);
    }
  return pen.is_within;
}

void
suima_typeset_block_lower (SuimaTypesetBlock *block, SuimaAlign valign)
{
  int used_dots = block->em_dots + ((int)block->n_lines - 1) * block->leading_dots +
                  2 * SUIMA_TYPESET_BLEED_DOTS + block->lowered_dots;
  int free_dots = MAX (block->height_dots - used_dots, 0);
  int least_dots = block->lowered_dots;
  SuimaTypesetPen pen = { .block = block };

  if (valign == SUIMA_ALIGN_START)
    return;
  block->lowered_dots += valign == SUIMA_ALIGN_CENTER ? free_dots / 2 : free_dots;
  for (; !pen.is_within && block->lowered_dots > least_dots; block->lowered_dots--)
    {
      pen.is_within = TRUE;
      suima_typeset_pen_write (&pen);
      if (pen.is_within)
        return;
    }
}

/* The first character that no font has, 0 when there is none. */
static gunichar
suima_typeset_find_unknown (PangoLayout *layout)
{
  if (layout == NULL || pango_layout_get_unknown_glyphs_count (layout) == 0)
    return 0;
  for (GSList *l = pango_layout_get_lines_readonly (layout); l != NULL; l = l->next)
    for (GSList *r = ((PangoLayoutLine *)l->data)->runs; r != NULL; r = r->next)
      {
        const PangoGlyphString *glyphs = ((PangoGlyphItem *)r->data)->glyphs;
        for (int i = 0; i < glyphs->num_glyphs; i++)
          if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            return glyphs->glyphs[i].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
      }
  return 0xFFFD;
}

gunichar
suima_typeset_block_find_unknown (const SuimaTypesetBlock *block)
{
  for (guint i = 0; i < block->paragraphs->len; i++)
    {
      const SuimaParagraph *paragraph = g_ptr_array_index (block->paragraphs, i);
      gunichar unknown = suima_typeset_find_unknown (paragraph->title);

      if (unknown == 0)
        unknown = suima_typeset_find_unknown (paragraph->value);
      if (unknown != 0)
        return unknown;
    }
  return 0;
}

/* The dots by which the widest line is broader than its room. */
static int
suima_typeset_block_get_excess (const SuimaTypesetBlock *block)
{
  int excess_dots = 0;

  for (guint i = 0; i < block->paragraphs->len; i++)
    {
      const SuimaParagraph *paragraph = g_ptr_array_index (block->paragraphs, i);
      int start_dots = suima_typeset_block_start_dots (block, paragraph);
      PangoRectangle ink, logical;

      pango_layout_get_pixel_extents (paragraph->value, &ink, &logical);
      excess_dots = MAX (excess_dots,
                         start_dots + MAX (logical.width, ink.width) - block->width_dots);
    }
  return excess_dots;
}

void
suima_typeset_block_measure (SuimaTypesetBlock *block,
                             guint *ret_n_lines,
                             int *ret_lower_dots,
                             int *ret_wider_dots)
{
  int needed_dots;

  suima_typeset_block_break (block);
  needed_dots =
      block->em_dots + 2 * SUIMA_TYPESET_BLEED_DOTS +
      ((int)block->n_lines - 1) * (int)ceil (SUIMA_TYPESET_MIN_LEADING_EM * block->em_dots);
  *ret_n_lines = block->n_lines;
  *ret_lower_dots = MAX (needed_dots - block->height_dots, 0);
  *ret_wider_dots = suima_typeset_block_get_excess (block);
}

static void
suima_typeset_threshold (guint8 *row, const guchar *coverage, guint width_dots)
{
  for (guint x = 0; x < width_dots; x++)
    row[x / 8] |= (guint8)((coverage[x] >= SUIMA_TYPESET_THRESHOLD) << (7 - x % 8));
}

SuimaRaster *
suima_typeset_block_draw (const SuimaTypesetBlock *block, guint dpi)
{
  SuimaRaster *raster = suima_raster_new ((guint)block->width_dots, (guint)block->height_dots, dpi);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_A8, block->width_dots, block->height_dots);
  SuimaTypesetPen pen = { .block = block, .cr = cairo_create (surface) };
  const guchar *rows;

  suima_typeset_pen_write (&pen);
  cairo_destroy (pen.cr);
  cairo_surface_flush (surface);
  rows = cairo_image_surface_get_data (surface);
  for (guint y = 0; y < raster->height_dots; y++, rows += cairo_image_surface_get_stride (surface))
    suima_typeset_threshold (raster->bits + y * raster->stride_bytes, rows, raster->width_dots);
  cairo_surface_destroy (surface);
  return raster;
}
