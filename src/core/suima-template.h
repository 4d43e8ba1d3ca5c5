// SPDX-License-Identifier: Apache-2.0
// A label's layout: boxes in millimetres, bound to fields; read from JSON.
#pragma once

#include <glib.h>

typedef enum
{
  SUIMA_BOX_TEXT,
  SUIMA_BOX_QR,
  SUIMA_BOX_RULE,  /* a filled rectangle: a line; or a frame */
  SUIMA_BOX_IMAGE, /* a picture of the shop: its logo */
} SuimaBoxKind;

typedef enum
{
  SUIMA_ALIGN_START,
  SUIMA_ALIGN_CENTER,
  SUIMA_ALIGN_END,
} SuimaAlign;

typedef enum
{
  SUIMA_TEMPLATE_LABEL,       /* on an item: needs a QR */
  SUIMA_TEMPLATE_TAG,         /* on goods that are held back: no code, and never one for sale */
  SUIMA_TEMPLATE_CERTIFICATE, /* 承诺达标合格证 */
  SUIMA_TEMPLATE_VOUCHER,     /* 销售凭证 */
} SuimaTemplateKind;

/** suima_template_kind_to_code: Returns: (transfer none): `label`, `tag` and so on. */
const char *suima_template_kind_to_code (SuimaTemplateKind kind);

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
  char *text;         /* TEXT: pattern */
  double size_mm;     /* TEXT: height of the largest type tried, 1.2 to 40 */
  double min_size_mm; /* TEXT: smallest type before the label is refused, >= 1.2 */
  gboolean bold;
  gboolean mono;   /* TEXT: the face in which 0/O and 1/I differ */
  guint max_lines; /* TEXT: 1 to 16 */
  SuimaAlign align, valign;
  gboolean is_inverse; /* TEXT: white on black */
  double padding_mm;   /* TEXT: from each edge of the box to the words */
  double border_mm;    /* TEXT: the frame's thickness, 0 for none; RULE: not filled but a frame */
  char *file;          /* IMAGE: the name of a PNG file */
  GBytes *file_bytes;  /* IMAGE: (nullable): that file, when it was looked up */
} SuimaBox;

typedef struct
{
  char *id; /* `60x40` */
  SuimaTemplateKind kind;
  char *title;
  char *language;             /* BCP 47: which glyphs, `zh-cn` */
  double width_mm, height_mm; /* 10 to 200 */
  gboolean is_signed;         /* whether the code carries its signature */
  double quiet_mm;            /* 0.5 to 4, white margin that no box may enter, from the edge */
  guint across;               /* 1 to 4 labels side by side on the roll */
  double across_gap_mm;       /* 0 to 20, between them */
  GPtrArray *boxes;           /* (element-type SuimaBox) */
} SuimaTemplate;

/**
 * suima_template_parse:
 * @text, @size_bytes: a template file, JSON
 * @error: return location
 *
 * Keys are `version` (1), `id`, `kind` (`label` unless told, `tag`, `certificate`, `voucher`),
 * `title`, `language`, `width_mm`, `height_mm`, `signed`, `quiet_mm` (1 unless told), `across` (1),
 * `across_gap_mm` (0) and `boxes`; of a box `kind` (`text`, `qr`, `rule`, `image`), `x_mm`, `y_mm`,
 * `width_mm`, `height_mm`, for text `text`, `size_mm`, `min_size_mm` (size_mm unless told), `bold`,
 * `mono`, `max_lines` (1 unless told), `align` and `valign` (`start`, `center`, `end`), `inverse`,
 * `border_mm`, `padding_mm` (0; 0.6 in inverse, 0.4 inside a frame), for a rule `border_mm`, and
 * for an image `file`. Keys that begin with `x-` are passed over; any other key is an error.
 *
 * Returns: (transfer full): the template. Errors: INVALID, naming the box by its place (counted
 * from 1) and the key: unknown key or field, box outside the label or over the QR (a frame around
 * it may be), no QR (a tag needs none) or two, a value out of range.
 */
SuimaTemplate *suima_template_parse (const char *text, gsize size_bytes, GError **error);
/** suima_template_get_qr: Returns: (transfer none) (nullable): its one QR box; a tag may have none.
 */
const SuimaBox *suima_template_get_qr (const SuimaTemplate *template);
/** suima_template_get_row_mm: Returns: the width of what is printed at once: of `across` labels and
 * the gaps between them. */
double suima_template_get_row_mm (const SuimaTemplate *template);
void suima_template_free (SuimaTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTemplate, suima_template_free)
