// SPDX-License-Identifier: Apache-2.0
// A label's layout: boxes in millimetres, bound to fields; read from JSON.
#pragma once

#include <glib.h>

typedef enum
{
  SUIMA_BOX_TEXT,
  SUIMA_BOX_QR,
  SUIMA_BOX_RULE, /* a filled rectangle: a line */
} SuimaBoxKind;

typedef enum
{
  SUIMA_ALIGN_START,
  SUIMA_ALIGN_CENTER,
  SUIMA_ALIGN_END,
} SuimaAlign;

/**
 * SuimaBox:
 * Millimetres from the label's top left corner. @text holds words and `{field}` names; a box all
 * of whose fields are empty is left out. `{a|b}` takes the first field that is not empty. Lines
 * of @text are filled one by one, and an empty one closes up. A tab parts a line into a title and
 * its value: the values of a box stand in one column.
 */
typedef struct
{
  SuimaBoxKind kind;
  double x_mm, y_mm, width_mm, height_mm;
  char *text;        /* TEXT: pattern */
  double size_mm;    /* TEXT: height of the largest type tried, 1.2 to 20 */
  double min_size_mm; /* TEXT: smallest type before the label is refused, >= 1.2 */
  gboolean bold;
  gboolean mono;     /* TEXT: the face in which 0/O and 1/I differ */
  guint max_lines;   /* TEXT: 1 to 16 */
  SuimaAlign align;
} SuimaBox;

typedef struct
{
  char *id;       /* `60x40` */
  char *title;
  char *language; /* BCP 47: which glyphs, `zh-cn` */
  double width_mm, height_mm; /* 10 to 200 */
  gboolean is_signed; /* whether the code carries its signature */
  double quiet_mm;    /* 0.5 to 4, white margin that no box may enter, from the edge */
  GPtrArray *boxes;   /* (element-type SuimaBox) */
} SuimaTemplate;

/**
 * suima_template_parse:
 * @text, @size_bytes: a template file, JSON
 * @error: return location
 *
 * Keys are `version` (1), `id`, `title`, `language`, `width_mm`, `height_mm`, `signed`,
 * `quiet_mm` (1 unless told) and `boxes`; of a box `kind` (`text`, `qr`, `rule`), `x_mm`, `y_mm`,
 * `width_mm`, `height_mm`, and for text `text`, `size_mm`, `min_size_mm` (size_mm unless told),
 * `bold`, `mono`, `max_lines` (1 unless told), `align` (`start`, `center`, `end`). Keys that begin
 * with `x-` are passed over; any other key is an error.
 *
 * Returns: (transfer full): the template. Errors: INVALID, naming the box by its place (counted
 * from 1) and the key: unknown key or field, box outside the label or over the QR, no QR or two, a
 * value out of range.
 */
SuimaTemplate *suima_template_parse (const char *text, gsize size_bytes, GError **error);
/** suima_template_get_qr: Returns: (transfer none): its one QR box. */
const SuimaBox *suima_template_get_qr (const SuimaTemplate *template);
void suima_template_free (SuimaTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTemplate, suima_template_free)
