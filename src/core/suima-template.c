// SPDX-License-Identifier: Apache-2.0
#include "suima-template.h"

#include "suima-error.h"
#include "suima-template-reader.h"

#include <math.h>
#include <string.h>

#define SUIMA_TEMPLATE_VERSION 1
#define SUIMA_TEMPLATE_MAX_BOXES 64
#define SUIMA_TEMPLATE_DEFAULT_QUIET_MM 1.0
/* Keeps the last row and column white, which some printers lose. */
#define SUIMA_TEMPLATE_MIN_QUIET_MM 0.5
#define SUIMA_TEMPLATE_MAX_ACROSS 4
/* No head is wider than 8 inches. */
#define SUIMA_TEMPLATE_MAX_ROW_MM 210.0

static const char *const suima_template_keys[] = {
  "version", "id",       "kind",   "title",         "language", "width_mm", "height_mm",
  "signed",  "quiet_mm", "across", "across_gap_mm", "boxes",    NULL
};

static const char *const suima_template_kinds[] = { "label", "tag", "certificate", "voucher",
                                                    NULL };

const char *
suima_template_kind_to_code (SuimaTemplateKind kind)
{
  g_return_val_if_fail (kind <= SUIMA_TEMPLATE_VOUCHER, suima_template_kinds[0]);
  return suima_template_kinds[kind];
}

static gboolean
suima_box_overlaps (const SuimaBox *a, const SuimaBox *b)
{
  double slack_mm = SUIMA_TEMPLATE_EPSILON_MM;

  return a->x_mm + a->width_mm > b->x_mm + slack_mm && b->x_mm + b->width_mm > a->x_mm + slack_mm &&
         a->y_mm + a->height_mm > b->y_mm + slack_mm && b->y_mm + b->height_mm > a->y_mm + slack_mm;
}

/* Whether @frame is an empty frame with @qr inside. */
static gboolean
suima_box_frames (const SuimaBox *frame, const SuimaBox *qr)
{
  double border_mm = frame->border_mm - SUIMA_TEMPLATE_EPSILON_MM;

  return frame->kind == SUIMA_BOX_RULE && frame->border_mm > 0 &&
         qr->x_mm >= frame->x_mm + border_mm && qr->y_mm >= frame->y_mm + border_mm &&
         qr->x_mm + qr->width_mm <= frame->x_mm + frame->width_mm - border_mm &&
         qr->y_mm + qr->height_mm <= frame->y_mm + frame->height_mm - border_mm;
}

static gboolean
suima_template_check_qr (const SuimaTemplateReader *reader,
                         const SuimaTemplate *template,
                         GError **error)
{
  const SuimaBox *qr = NULL;

  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box->kind == SUIMA_BOX_QR && qr != NULL)
        return suima_template_refuse (reader, error, "boxes: box %u is a second qr", i + 1);
      if (box->kind == SUIMA_BOX_QR)
        qr = box;
    }
  if (qr == NULL)
    return template->kind == SUIMA_TEMPLATE_TAG ||
           suima_template_refuse (reader, error, "boxes: there is no qr");
  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box != qr && suima_box_overlaps (box, qr) && !suima_box_frames (box, qr))
        return suima_template_refuse (reader, error, "boxes: box %u lies over the qr", i + 1);
    }
  return TRUE;
}

static gboolean
suima_template_read_boxes (const SuimaTemplateReader *reader,
                           SuimaTemplate *template,
                           GError **error)
{
  json_t *boxes = json_object_get (reader->object, "boxes");

  if (!json_is_array (boxes) || json_array_size (boxes) > SUIMA_TEMPLATE_MAX_BOXES)
    return suima_template_refuse (reader, error, "boxes is not a list of at most %d boxes",
                                  SUIMA_TEMPLATE_MAX_BOXES);
  for (gsize i = 0; i < json_array_size (boxes); i++)
    {
      SuimaBox *box;
      SuimaTemplateReader inner = { .object = json_array_get (boxes, i) };
      g_snprintf (inner.where, sizeof inner.where, "box %" G_GSIZE_FORMAT, i + 1);
      box = suima_template_read_box (&inner, template, error);
      if (box == NULL)
        return FALSE;
      g_ptr_array_add (template->boxes, box);
    }
  return suima_template_check_qr (reader, template, error);
}

/* The id is a file's name and an argument of the command line, the language goes to the fonts. */
static gboolean
suima_template_check_names (const SuimaTemplateReader *reader,
                            const SuimaTemplate *template,
                            GError **error)
{
  const char *letters = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-";

  if (template->id[strspn (template->id, letters)] != '\0')
    return suima_template_refuse (reader, error, "id \"%s\" is not letters, digits and hyphens",
                                  template->id);
  if (template->language[strspn (template->language, letters)] != '\0')
    return suima_template_refuse (reader, error, "language \"%s\" is not a language tag",
                                  template->language);
  return TRUE;
}

/* Labels side by side. */
static gboolean
suima_template_read_across (const SuimaTemplateReader *reader,
                            SuimaTemplate *template,
                            GError **error)
{
  template->across = 1;
  if (!suima_template_read_count (reader, "across", (double[]){ 1, SUIMA_TEMPLATE_MAX_ACROSS },
                                  &template->across, error) ||
      !suima_template_read_number (reader, "across_gap_mm", (double[]){ 0, 20 },
                                   &template->across_gap_mm, error))
    return FALSE;
  if (template->across == 1 && template->across_gap_mm > 0)
    return suima_template_refuse (reader, error, "across_gap_mm needs across 2 or more");
  if (suima_template_get_row_mm (template) > SUIMA_TEMPLATE_MAX_ROW_MM)
    return suima_template_refuse (reader, error, "a row of %u labels is %g mm wide, more than %g",
                                  template->across, suima_template_get_row_mm (template),
                                  SUIMA_TEMPLATE_MAX_ROW_MM);
  return TRUE;
}

static gboolean
suima_template_read_head (const SuimaTemplateReader *reader,
                          SuimaTemplate *template,
                          GError **error)
{
  const double side[2] = { 10, 200 };
  guint kind = 0;
  json_t *version = json_object_get (reader->object, "version");

  if (!json_is_integer (version) || json_integer_value (version) != SUIMA_TEMPLATE_VERSION)
    return suima_template_refuse (reader, error, "version is not %d", SUIMA_TEMPLATE_VERSION);
  template->width_mm = template->height_mm = NAN;
  template->quiet_mm = SUIMA_TEMPLATE_DEFAULT_QUIET_MM;
  if (!suima_template_check_keys (reader, suima_template_keys, error) ||
      !suima_template_read_word (reader, "kind", suima_template_kinds, &kind, error))
    return FALSE;
  template->kind = (SuimaTemplateKind)kind;
  return suima_template_read_text (reader, "id", 40, &template->id, error) &&
         suima_template_read_text (reader, "title", 200, &template->title, error) &&
         suima_template_read_text (reader, "language", 35, &template->language, error) &&
         suima_template_check_names (reader, template, error) &&
         suima_template_read_number (reader, "width_mm", side, &template->width_mm, error) &&
         suima_template_read_number (reader, "height_mm", side, &template->height_mm, error) &&
         suima_template_read_number (reader, "quiet_mm",
                                     (double[]){ SUIMA_TEMPLATE_MIN_QUIET_MM, 4 },
                                     &template->quiet_mm, error) &&
         suima_template_read_flag (reader, "signed", &template->is_signed, error) &&
         suima_template_read_across (reader, template, error);
}

SuimaTemplate *
suima_template_parse (const char *text, gsize size_bytes, GError **error)
{
  g_autoptr (json_t) root = suima_json_parse (text, size_bytes, error);
  g_autoptr (SuimaTemplate) template = g_new0 (SuimaTemplate, 1);
  SuimaTemplateReader reader = { .object = root, .where = "template" };

  template->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_box_free);
  if (root == NULL)
    {
      g_prefix_error (error, "template: ");
      return NULL;
    }
  if (!json_is_object (root))
    {
      suima_template_refuse (&reader, error, "is not an object");
      return NULL;
    }
  if (!suima_template_read_head (&reader, template, error) ||
      !suima_template_read_boxes (&reader, template, error))
    return NULL;
  return g_steal_pointer (&template);
}

void
suima_template_free (SuimaTemplate *template)
{
  if (template == NULL)
    return;
  g_free (template->id);
  g_free (template->title);
  g_free (template->language);
  g_ptr_array_unref (template->boxes);
  g_free (template);
}

const SuimaBox *
suima_template_get_qr (const SuimaTemplate *template)
{
  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box->kind == SUIMA_BOX_QR)
        return box;
    }
  return NULL;
}

double
suima_template_get_row_mm (const SuimaTemplate *template)
{
  return template->across * template->width_mm + (template->across - 1) * template->across_gap_mm;
}
