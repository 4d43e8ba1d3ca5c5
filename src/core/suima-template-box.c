// SPDX-License-Identifier: Apache-2.0
#include "suima-template-reader.h"

#include "suima-label.h"

#include <math.h>
#include <string.h>

#define SUIMA_TEMPLATE_MAX_TEXT_BYTES 1000
/* Words do not touch the edge of their black ground, nor their frame. */
#define SUIMA_TEMPLATE_INVERSE_PADDING_MM 0.6
#define SUIMA_TEMPLATE_FRAME_PADDING_MM 0.4

/* What any box has. */
#define SUIMA_PLACE_KEYS "kind", "x_mm", "y_mm", "width_mm", "height_mm"

static const char *const suima_qr_box_keys[] = { SUIMA_PLACE_KEYS, NULL };
static const char *const suima_rule_box_keys[] = { SUIMA_PLACE_KEYS, "border_mm", NULL };
static const char *const suima_image_box_keys[] = { SUIMA_PLACE_KEYS, "file", NULL };
static const char *const suima_text_box_keys[] = {
  SUIMA_PLACE_KEYS, "text",   "size_mm", "min_size_mm", "bold",      "mono", "max_lines",
  "align",          "valign", "inverse", "padding_mm",  "border_mm", NULL
};

static gboolean
suima_template_check_field_names (const SuimaTemplateReader *reader,
                                  const char *names,
                                  GError **error)
{
  g_auto (GStrv) fields = g_strsplit (names, "|", -1);

  if (fields[0] == NULL)
    return suima_template_refuse (reader, error, "text has an empty {}");
  for (guint i = 0; fields[i] != NULL; i++)
    if (!suima_label_is_field (fields[i]))
      return suima_template_refuse (reader, error, "text has an unknown field {%s}", fields[i]);
  return TRUE;
}

static gboolean
suima_template_check_pattern (const SuimaTemplateReader *reader,
                              const char *pattern,
                              GError **error)
{
  for (const char *p = pattern + strcspn (pattern, "{}"); *p != '\0'; p += strcspn (p, "{}"))
    {
      g_autofree char *names = NULL;
      gsize length = strcspn (p + 1, "{}");

      if (*p != '{' || p[1 + length] != '}')
        return suima_template_refuse (reader, error, "text has a single brace: %s", p);
      names = g_strndup (p + 1, length);
      if (!suima_template_check_field_names (reader, names, error))
        return FALSE;
      p += length + 2;
    }
  return TRUE;
}

static gboolean
suima_template_read_pattern (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  const char *pattern = suima_json_get_text (reader->object, "text");

  if (pattern == NULL || *pattern == '\0')
    return suima_template_refuse (reader, error, "text is missing");
  if (strlen (pattern) > SUIMA_TEMPLATE_MAX_TEXT_BYTES)
    return suima_template_refuse (reader, error, "text is longer than %d bytes",
                                  SUIMA_TEMPLATE_MAX_TEXT_BYTES);
  for (const char *p = pattern; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\n' && *p != '\t')
      return suima_template_refuse (reader, error, "text has the control character 0x%02x",
                                    (guint)*p);
  if (!suima_template_check_pattern (reader, pattern, error))
    return FALSE;
  box->text = g_strdup (pattern);
  return TRUE;
}

static gboolean
suima_template_read_size (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  box->size_mm = NAN;
  if (!suima_template_read_number (reader, "size_mm", (double[]){ 1.2, 40 }, &box->size_mm, error))
    return FALSE;
  box->min_size_mm = box->size_mm;
  box->max_lines = 1;
  return suima_template_read_number (reader, "min_size_mm", (double[]){ 1.2, box->size_mm },
                                     &box->min_size_mm, error) &&
         suima_template_read_count (reader, "max_lines", (double[]){ 1, 16 }, &box->max_lines,
                                    error);
}

/* A frame thicker than half the box would be none. */
static gboolean
suima_template_read_border (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  double most_mm = MIN (5, MIN (box->width_mm, box->height_mm) / 2);

  return suima_template_read_number (reader, "border_mm", (double[]){ 0, most_mm }, &box->border_mm,
                                     error);
}

static gboolean
suima_template_read_padding (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  double most_mm = MIN (10, MIN (box->width_mm, box->height_mm) / 2 - 0.5);

  if (box->is_inverse)
    box->padding_mm = SUIMA_TEMPLATE_INVERSE_PADDING_MM;
  else if (box->border_mm > 0)
    box->padding_mm = box->border_mm + SUIMA_TEMPLATE_FRAME_PADDING_MM;
  if (!suima_template_read_number (reader, "padding_mm", (double[]){ 0, MAX (most_mm, 0) },
                                   &box->padding_mm, error))
    return FALSE;
  if (box->padding_mm > MAX (most_mm, 0))
    return suima_template_refuse (reader, error, "leaves no room for words within its padding");
  return TRUE;
}

static gboolean
suima_template_read_text_box (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  static const char *const aligns[] = { "start", "center", "end", NULL };
  guint align = 0, valign = 0;

  if (!suima_template_read_pattern (reader, box, error) ||
      !suima_template_read_size (reader, box, error) ||
      !suima_template_read_flag (reader, "bold", &box->bold, error) ||
      !suima_template_read_flag (reader, "mono", &box->mono, error) ||
      !suima_template_read_flag (reader, "inverse", &box->is_inverse, error) ||
      !suima_template_read_border (reader, box, error) ||
      !suima_template_read_padding (reader, box, error) ||
      !suima_template_read_word (reader, "align", aligns, &align, error) ||
      !suima_template_read_word (reader, "valign", aligns, &valign, error))
    return FALSE;
  box->align = (SuimaAlign)align;
  box->valign = (SuimaAlign)valign;
  return TRUE;
}

/* A name, never a path: what it names is looked for in two folders only. */
static gboolean
suima_template_read_image_box (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  const char *letters = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.";

  if (!suima_template_read_text (reader, "file", 80, &box->file, error))
    return FALSE;
  if (box->file[0] == '.' || box->file[strspn (box->file, letters)] != '\0' ||
      !g_str_has_suffix (box->file, ".png"))
    return suima_template_refuse (
        reader, error, "file \"%s\" is not the name of a .png file beside the template", box->file);
  return TRUE;
}

static gboolean
suima_template_read_place (const SuimaTemplateReader *reader,
                           const SuimaTemplate *template,
                           SuimaBox *box,
                           GError **error)
{
  const double place[2] = { 0, 200 };
  const double size[2] = { 0.05, 200 };
  double right_mm = template->width_mm - template->quiet_mm + SUIMA_TEMPLATE_EPSILON_MM;
  double bottom_mm = template->height_mm - template->quiet_mm + SUIMA_TEMPLATE_EPSILON_MM;
  double start_mm = template->quiet_mm - SUIMA_TEMPLATE_EPSILON_MM;

  box->x_mm = box->y_mm = box->width_mm = box->height_mm = NAN;
  if (!suima_template_read_number (reader, "x_mm", place, &box->x_mm, error) ||
      !suima_template_read_number (reader, "y_mm", place, &box->y_mm, error) ||
      !suima_template_read_number (reader, "width_mm", size, &box->width_mm, error) ||
      !suima_template_read_number (reader, "height_mm", size, &box->height_mm, error))
    return FALSE;
  if (box->x_mm < start_mm || box->y_mm < start_mm || box->x_mm + box->width_mm > right_mm ||
      box->y_mm + box->height_mm > bottom_mm)
    return suima_template_refuse (reader, error,
                                  "x_mm %g, y_mm %g, width_mm %g, height_mm %g leave the label of "
                                  "%g x %g mm with its white margin of %g mm",
                                  box->x_mm, box->y_mm, box->width_mm, box->height_mm,
                                  template->width_mm, template->height_mm, template->quiet_mm);
  return TRUE;
}

void
suima_box_free (SuimaBox *box)
{
  g_free (box->text);
  g_free (box->file);
  g_clear_pointer (&box->file_bytes, g_bytes_unref);
  g_free (box);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBox, suima_box_free)

static gboolean
suima_template_read_rest (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  switch (box->kind)
    {
    case SUIMA_BOX_TEXT:
      return suima_template_read_text_box (reader, box, error);
    case SUIMA_BOX_RULE:
      return suima_template_read_border (reader, box, error);
    case SUIMA_BOX_IMAGE:
      return suima_template_read_image_box (reader, box, error);
    case SUIMA_BOX_QR:
    default:
      return TRUE;
    }
}

SuimaBox *
suima_template_read_box (const SuimaTemplateReader *reader,
                         const SuimaTemplate *template,
                         GError **error)
{
  static const char *const kinds[] = { "text", "qr", "rule", "image", NULL };
  static const char *const *const keys[] = { suima_text_box_keys, suima_qr_box_keys,
                                             suima_rule_box_keys, suima_image_box_keys };
  g_autoptr (SuimaBox) box = g_new0 (SuimaBox, 1);
  guint kind = 0;

  if (!json_is_object (reader->object))
    return suima_template_refuse (reader, error, "is not an object"), NULL;
  if (json_object_get (reader->object, "kind") == NULL)
    return suima_template_refuse (reader, error, "kind is missing"), NULL;
  if (!suima_template_read_word (reader, "kind", kinds, &kind, error) ||
      !suima_template_check_keys (reader, keys[kind], error) ||
      !suima_template_read_place (reader, template, box, error))
    return NULL;
  box->kind = (SuimaBoxKind)kind;
  return suima_template_read_rest (reader, box, error) ? g_steal_pointer (&box) : NULL;
}
