// SPDX-License-Identifier: Apache-2.0
#include "suima-test-label.h"

#include "suima-qr.h"
#include "suima-typeset.h"

#include <string.h>

#define SUIMA_TEST_TICK_MM 0.9
#define SUIMA_TEST_FIVE_MM 1.5
#define SUIMA_TEST_TEN_MM 2.6
#define SUIMA_TEST_NUMBER_AT_MM 1.1 /* from the edge */
#define SUIMA_TEST_NUMBER_MM 1.7    /* its height */
#define SUIMA_TEST_NUMBER_WIDTH_MM 3.0
#define SUIMA_TEST_RULER_MM 3.3 /* what a ruler takes from its edge */
#define SUIMA_TEST_SPACE_MM 0.4
#define SUIMA_TEST_MIN_MODULE_DOTS 3
#define SUIMA_TEST_MODULE_MM 0.5 /* that is wished for */
#define SUIMA_TEST_QR_MODULES 21 /* version 1 */
#define SUIMA_TEST_WORDS_MM 2.6 /* their height, where there is room */
#define SUIMA_TEST_WORDS_WIDTH_MM 8.0
#define SUIMA_TEST_WORDS_HEIGHT_MM 5.6
#define SUIMA_TEST_MIN_CELL_MM 1.4
#define SUIMA_TEST_MAX_CELL_MM 4.0
#define SUIMA_TEST_COMBS 4
#define SUIMA_TEST_CELLS (2 * SUIMA_TEST_COMBS + 2) /* with the black square and the arrow */

typedef struct
{
  guint x, y, width, height; /* in dots */
} SuimaTestPlace;

/* The label while it is drawn. */
typedef struct
{
  SuimaRaster *raster;         /* borrowed */
  SuimaTypesetter *typesetter; /* borrowed */
  guint dpi;
} SuimaTestSheet;

static guint
suima_test_sheet_dots (const SuimaTestSheet *sheet, double mm)
{
  return suima_mm_to_dots (mm, sheet->dpi);
}

static void
suima_test_sheet_clear (SuimaTestSheet *sheet, SuimaTestPlace place)
{
  for (guint y = place.y; y < MIN (place.y + place.height, sheet->raster->height_dots); y++)
    for (guint x = place.x; x < MIN (place.x + place.width, sheet->raster->width_dots); x++)
      sheet->raster->bits[y * sheet->raster->stride_bytes + x / 8] &= (guint8) ~(0x80u >> (x % 8));
}

static void
suima_test_sheet_blit (SuimaTestSheet *sheet, const SuimaRaster *from, guint left, guint top)
{
  for (guint y = 0; y < from->height_dots && top + y < sheet->raster->height_dots; y++)
    for (guint x = 0; x < from->width_dots && left + x < sheet->raster->width_dots; x++)
      if (suima_raster_get (from, x, y))
        suima_raster_set_black (sheet->raster, left + x, top + y);
}

/* Returns: whether there was room. */
static gboolean
suima_test_sheet_write (SuimaTestSheet *sheet,
                        SuimaTestPlace place,
                        const char *text,
                        double size_mm,
                        SuimaAlign align)
{
  double mm_per_dot = 1.0 / suima_mm_to_dots (1000, sheet->dpi) * 1000;
  SuimaBox box = {
    .kind = SUIMA_BOX_TEXT,
    .width_mm = place.width * mm_per_dot,
    .height_mm = place.height * mm_per_dot,
    .size_mm = size_mm,
    .min_size_mm = 1.2,
    .mono = TRUE,
    .max_lines = 6,
    .align = align,
  };
  SuimaLabelText words = { .box = &box, .text = (char *) text };
  g_autoptr (SuimaRaster) dots = suima_typesetter_draw (sheet->typesetter, &words, "zh-cn", NULL);

  if (dots != NULL)
    suima_test_sheet_blit (sheet, dots, place.x, place.y);
  return dots != NULL;
}

static void
suima_test_sheet_draw_frame (SuimaTestSheet *sheet)
{
  guint width = sheet->raster->width_dots, height = sheet->raster->height_dots;

  suima_raster_fill (sheet->raster, 0, 0, width, 1);
  suima_raster_fill (sheet->raster, 0, height - 1, width, 1);
  suima_raster_fill (sheet->raster, 0, 0, 1, height);
  suima_raster_fill (sheet->raster, width - 1, 0, 1, height);
}

static void
suima_test_sheet_draw_centre (SuimaTestSheet *sheet)
{
  guint width = sheet->raster->width_dots, height = sheet->raster->height_dots;

  suima_raster_fill (sheet->raster, width / 2, 0, 1, height);
  suima_raster_fill (sheet->raster, 0, height / 2, width, 1);
}

static guint
suima_test_sheet_tick_dots (const SuimaTestSheet *sheet, guint mm)
{
  return suima_test_sheet_dots (sheet, mm % 10 == 0  ? SUIMA_TEST_TEN_MM
                                       : mm % 5 == 0 ? SUIMA_TEST_FIVE_MM
                                                     : SUIMA_TEST_TICK_MM);
}

/* The tick of @mm from the left at the top, and from the right at the bottom. */
static void
suima_test_sheet_draw_column (SuimaTestSheet *sheet, guint mm)
{
  guint at = suima_test_sheet_dots (sheet, mm);
  guint length = suima_test_sheet_tick_dots (sheet, mm);

  suima_raster_fill (sheet->raster, at, 0, 1, length);
  suima_raster_fill (sheet->raster, sheet->raster->width_dots - 1 - at,
                     sheet->raster->height_dots - length, 1, length);
}

static void
suima_test_sheet_draw_row (SuimaTestSheet *sheet, guint mm)
{
  guint at = suima_test_sheet_dots (sheet, mm);
  guint length = suima_test_sheet_tick_dots (sheet, mm);

  suima_raster_fill (sheet->raster, 0, at, length, 1);
  suima_raster_fill (sheet->raster, sheet->raster->width_dots - length,
                     sheet->raster->height_dots - 1 - at, length, 1);
}

/* A number stands behind its tick, on the side away from where the counting begins. */
static void
suima_test_sheet_number_columns (SuimaTestSheet *sheet, guint mm)
{
  g_autofree char *text = g_strdup_printf ("%u", mm);
  guint at = suima_test_sheet_dots (sheet, mm);
  guint edge = suima_test_sheet_dots (sheet, SUIMA_TEST_NUMBER_AT_MM);
  SuimaTestPlace place = {
    .x = at + suima_test_sheet_dots (sheet, 0.3),
    .y = edge,
    .width = suima_test_sheet_dots (sheet, SUIMA_TEST_NUMBER_WIDTH_MM),
    .height = suima_test_sheet_dots (sheet, SUIMA_TEST_NUMBER_MM * 1.2),
  };

  suima_test_sheet_write (sheet, place, text, SUIMA_TEST_NUMBER_MM, SUIMA_ALIGN_START);
  place.x = sheet->raster->width_dots - place.x - place.width;
  place.y = sheet->raster->height_dots - edge - place.height;
  suima_test_sheet_write (sheet, place, text, SUIMA_TEST_NUMBER_MM, SUIMA_ALIGN_END);
}

static void
suima_test_sheet_number_rows (SuimaTestSheet *sheet, guint mm)
{
  g_autofree char *text = g_strdup_printf ("%u", mm);
  guint at = suima_test_sheet_dots (sheet, mm);
  guint edge = suima_test_sheet_dots (sheet, SUIMA_TEST_NUMBER_AT_MM);
  SuimaTestPlace place = {
    .x = edge,
    .y = at + suima_test_sheet_dots (sheet, 0.2),
    .width = suima_test_sheet_dots (sheet, SUIMA_TEST_NUMBER_WIDTH_MM),
    .height = suima_test_sheet_dots (sheet, SUIMA_TEST_NUMBER_MM * 1.2),
  };

  suima_test_sheet_write (sheet, place, text, SUIMA_TEST_NUMBER_MM, SUIMA_ALIGN_START);
  place.x = sheet->raster->width_dots - edge - place.width;
  place.y = sheet->raster->height_dots - at - suima_test_sheet_dots (sheet, 0.2) - place.height;
  suima_test_sheet_write (sheet, place, text, SUIMA_TEST_NUMBER_MM, SUIMA_ALIGN_END);
}

/* Numbers keep off the corners, where two rulers meet. */
static void
suima_test_sheet_draw_rulers (SuimaTestSheet *sheet, const SuimaTestLabel *label)
{
  double clear_mm = SUIMA_TEST_RULER_MM + SUIMA_TEST_NUMBER_WIDTH_MM;

  for (guint mm = 1; mm < label->width_mm; mm++)
    {
      suima_test_sheet_draw_column (sheet, mm);
      if (mm % 10 == 0 && mm + clear_mm < label->width_mm)
        suima_test_sheet_number_columns (sheet, mm);
    }
  for (guint mm = 1; mm < label->height_mm; mm++)
    {
      suima_test_sheet_draw_row (sheet, mm);
      if (mm % 10 == 0 && mm + clear_mm < label->height_mm)
        suima_test_sheet_number_rows (sheet, mm);
    }
}

static void
suima_test_sheet_draw_comb (SuimaTestSheet *sheet,
                            SuimaTestPlace place,
                            guint pitch_dots,
                            gboolean is_upright)
{
  guint reach = is_upright ? place.width : place.height;

  for (guint at = 0; at + pitch_dots <= reach; at += 2 * pitch_dots)
    if (is_upright)
      suima_raster_fill (sheet->raster, place.x + at, place.y, pitch_dots, place.height);
    else
      suima_raster_fill (sheet->raster, place.x, place.y + at, place.width, pitch_dots);
}

/* Too dark and the white lines close; too light and the square is grey. */
static void
suima_test_sheet_draw_square (SuimaTestSheet *sheet, SuimaTestPlace place)
{
  suima_raster_fill (sheet->raster, place.x, place.y, place.width, place.height);
  for (guint thick = 1; thick <= 3; thick++)
    {
      SuimaTestPlace upright = place, level = place;

      upright.x += place.width * thick / 4;
      upright.width = thick;
      upright.height = place.height / 2;
      level.y += place.height / 2 + place.height / 2 * thick / 4;
      level.height = thick;
      suima_test_sheet_clear (sheet, upright);
      suima_test_sheet_clear (sheet, level);
    }
}

/* A bar with an arrow below that points at it. */
static void
suima_test_sheet_draw_arrow (SuimaTestSheet *sheet, SuimaTestPlace place)
{
  guint bar = MAX (place.height / 8, 2), head = place.height / 2, middle = place.x + place.width / 2;

  suima_raster_fill (sheet->raster, place.x, place.y, place.width, bar);
  for (guint y = 0; y < head; y++)
    {
      guint half = MIN (y, place.width / 2);
      suima_raster_fill (sheet->raster, middle - half, place.y + 2 * bar + y, 2 * half + 1, 1);
    }
  suima_raster_fill (sheet->raster, middle - bar, place.y + 2 * bar + head, 2 * bar + 1,
                     place.height - MIN (place.height, 2 * bar + head));
}

static void
suima_test_sheet_draw_cell (SuimaTestSheet *sheet, SuimaTestPlace place, guint number)
{
  if (number < 2 * SUIMA_TEST_COMBS)
    suima_test_sheet_draw_comb (sheet, place, number / 2 + 1, number % 2 == 0);
  else if (number == 2 * SUIMA_TEST_COMBS)
    suima_test_sheet_draw_square (sheet, place);
  else
    suima_test_sheet_draw_arrow (sheet, place);
}

static guint
suima_test_sheet_cell_dots (const SuimaTestSheet *sheet, SuimaTestPlace inner, guint in_a_row)
{
  guint space = suima_test_sheet_dots (sheet, SUIMA_TEST_SPACE_MM);
  guint cell = (inner.width + space) / in_a_row;

  cell = cell > space ? cell - space : 0;
  return MIN (MIN (cell, suima_test_sheet_dots (sheet, SUIMA_TEST_MAX_CELL_MM)), inner.height / 2);
}

/* Combs both ways, square and arrow at the bottom, in two rows where the label is narrow. Returns:
 * their height with the space above, 0 when there is no room. */
static guint
suima_test_sheet_draw_strip (SuimaTestSheet *sheet, SuimaTestPlace inner)
{
  guint space = suima_test_sheet_dots (sheet, SUIMA_TEST_SPACE_MM);
  guint least = suima_test_sheet_dots (sheet, SUIMA_TEST_MIN_CELL_MM);
  guint in_a_row = suima_test_sheet_cell_dots (sheet, inner, SUIMA_TEST_CELLS) >= least
                     ? SUIMA_TEST_CELLS
                     : SUIMA_TEST_CELLS / 2;
  guint cell = suima_test_sheet_cell_dots (sheet, inner, in_a_row);
  guint height = SUIMA_TEST_CELLS / in_a_row * (cell + space);
  SuimaTestPlace strip = { inner.x, inner.y + inner.height - height, inner.width, height };

  if (cell < least || height > inner.height)
    return 0;
  suima_test_sheet_clear (sheet, strip);
  for (guint i = 0; i < SUIMA_TEST_CELLS; i++)
    {
      SuimaTestPlace place = {
        .x = strip.x + i % in_a_row * (cell + space),
        .y = strip.y + space + i / in_a_row * (cell + space),
        .width = cell,
        .height = cell,
      };
      suima_test_sheet_draw_cell (sheet, place, i);
    }
  return height;
}

static void
suima_test_sheet_put_symbol (SuimaTestSheet *sheet, const SuimaQrSymbol *symbol, SuimaTestPlace place)
{
  guint modules = symbol->width;
  guint dots = place.width / (modules + 2 * SUIMA_QR_QUIET_MODULES);
  guint margin = dots * SUIMA_QR_QUIET_MODULES;

  for (guint row = 0; row < modules; row++)
    for (guint column = 0; column < modules; column++)
      if (symbol->modules[row * modules + column])
        suima_raster_fill (sheet->raster, place.x + margin + column * dots,
                           place.y + margin + row * dots, dots, dots);
}

/* Returns: the side of its square with the quiet zone, 0 when there is no room. */
static guint
suima_test_sheet_draw_qr (SuimaTestSheet *sheet, SuimaTestPlace inner)
{
  g_autofree char *text = g_strdup_printf (SUIMA_TEST_LABEL_CODE " %u", sheet->dpi);
  guint modules = SUIMA_TEST_QR_MODULES + 2 * SUIMA_QR_QUIET_MODULES;
  guint wished = MAX (suima_test_sheet_dots (sheet, SUIMA_TEST_MODULE_MM), SUIMA_TEST_MIN_MODULE_DOTS);
  guint dots = MIN (wished, MIN (inner.width, inner.height) / modules);
  guint module_dots = 0;
  SuimaTestPlace place = { inner.x, inner.y, modules * dots, modules * dots };
  g_autoptr (SuimaQrSymbol) symbol = NULL;

  if (dots < SUIMA_TEST_MIN_MODULE_DOTS)
    return 0;
  symbol = suima_qr_encode_for (text, place.width, &module_dots);
  if (symbol == NULL || module_dots < dots)
    return 0;
  suima_test_sheet_clear (sheet, place);
  suima_test_sheet_put_symbol (sheet, symbol, place);
  return place.width;
}

static void
suima_test_sheet_draw_words (SuimaTestSheet *sheet,
                             SuimaTestPlace place,
                             const SuimaTestLabel *label)
{
  g_autofree char *facts =
    g_strdup_printf ("%g x %g mm\n%u dpi\n%u x %u", label->width_mm, label->height_mm, label->dpi,
                     sheet->raster->width_dots, sheet->raster->height_dots);
  g_autofree char *all = g_strconcat (label->name, "\n", facts, NULL);

  suima_test_sheet_clear (sheet, place);
  if (!suima_test_sheet_write (sheet, place, all, SUIMA_TEST_WORDS_MM, SUIMA_ALIGN_START))
    suima_test_sheet_write (sheet, place, facts, SUIMA_TEST_WORDS_MM, SUIMA_ALIGN_START);
}

/* Words keep off the centre lines where the rest is room enough for them. */
static void
suima_test_sheet_spare_centre (const SuimaTestSheet *sheet, SuimaTestPlace *place)
{
  guint space = suima_test_sheet_dots (sheet, SUIMA_TEST_SPACE_MM);
  guint across = sheet->raster->width_dots / 2 + space, down = sheet->raster->height_dots / 2 - space;
  guint right = place->x + place->width;

  if (place->x < across && across + suima_test_sheet_dots (sheet, SUIMA_TEST_WORDS_WIDTH_MM) <= right)
    {
      place->x = across;
      place->width = right - across;
    }
  if (place->y + suima_test_sheet_dots (sheet, SUIMA_TEST_WORDS_HEIGHT_MM) <= down)
    place->height = MIN (place->height, down - place->y);
  place->height = MIN (place->height, suima_test_sheet_dots (sheet, 4 * SUIMA_TEST_WORDS_HEIGHT_MM));
  place->width = MIN (place->width, suima_test_sheet_dots (sheet, 4 * SUIMA_TEST_WORDS_WIDTH_MM));
}

/* What stands between the rulers. */
static void
suima_test_sheet_draw_inside (SuimaTestSheet *sheet, const SuimaTestLabel *label)
{
  guint margin = suima_test_sheet_dots (sheet, SUIMA_TEST_RULER_MM);
  SuimaTestPlace inner = { .x = margin, .y = margin };
  guint strip, side;

  if (sheet->raster->width_dots <= 2 * margin || sheet->raster->height_dots <= 2 * margin)
    return;
  inner.width = sheet->raster->width_dots - 2 * margin;
  inner.height = sheet->raster->height_dots - 2 * margin;
  strip = suima_test_sheet_draw_strip (sheet, inner);
  inner.height -= MIN (strip, inner.height);
  side = suima_test_sheet_draw_qr (sheet, inner);
  if (inner.width > 2 * side || inner.width > inner.height)
    {
      inner.x += side;
      inner.width -= side;
    }
  else
    {
      inner.y += side;
      inner.height -= side;
    }
  suima_test_sheet_spare_centre (sheet, &inner);
  suima_test_sheet_draw_words (sheet, inner, label);
}

SuimaRaster *
suima_test_label_draw (const SuimaTestLabel *label)
{
  g_autoptr (SuimaTypesetter) typesetter = suima_typesetter_new (label->dpi);
  SuimaRaster *raster =
    suima_raster_new (suima_mm_to_dots (label->width_mm, label->dpi),
                      suima_mm_to_dots (label->height_mm, label->dpi), label->dpi);
  SuimaTestSheet sheet = { raster, typesetter, label->dpi };

  suima_test_sheet_draw_centre (&sheet);
  suima_test_sheet_draw_inside (&sheet, label);
  suima_test_sheet_draw_rulers (&sheet, label);
  suima_test_sheet_draw_frame (&sheet);
  return raster;
}
