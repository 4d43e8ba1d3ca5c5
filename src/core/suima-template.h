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
 * of whose fields are empty is left out. `{a|b}` takes the first field that is not empty.
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
  guint max_lines;   /* TEXT: 1 to 8 */
  SuimaAlign align;
} SuimaBox;

typedef struct
{
  char *id;       /* `60x40` */
  char *title;
  char *language; /* BCP 47: which glyphs, `zh-cn` */
  double width_mm, height_mm; /* 10 to 200 */
  gboolean is_signed; /* whether the code carries its signature */
  double quiet_mm;    /* white margin that no box may enter, from the edge */
  GPtrArray *boxes;   /* (element-type SuimaBox) */
} SuimaTemplate;

/**
 * suima_template_parse:
 * @text, @size_bytes: a template file, JSON
 * @error: return location
 *
 * Returns: (transfer full): the template. Errors: INVALID, naming the box by its place and the
 * key: unknown field, box outside the label, no QR or two, a value out of range.
 */
SuimaTemplate *suima_template_parse (const char *text, gsize size_bytes, GError **error);
void suima_template_free (SuimaTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTemplate, suima_template_free)
