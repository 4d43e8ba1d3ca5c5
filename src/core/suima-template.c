// SPDX-License-Identifier: Apache-2.0
#include "suima-template.h"

#include "suima-error.h"
#include "suima-json.h"
#include "suima-label.h"

#include <math.h>
#include <string.h>

#define SUIMA_TEMPLATE_VERSION 1
#define SUIMA_TEMPLATE_MAX_BOXES 64
#define SUIMA_TEMPLATE_MAX_TEXT_BYTES 1000
#define SUIMA_TEMPLATE_EPSILON_MM 1e-6
#define SUIMA_TEMPLATE_DEFAULT_QUIET_MM 1.0
/* Keeps the last row and column white, which some printers lose. */
#define SUIMA_TEMPLATE_MIN_QUIET_MM 0.5

static const char *const suima_template_keys[] = { "version",  "id",        "title",  "language",
                                                   "width_mm", "height_mm", "signed", "quiet_mm",
                                                   "boxes",    NULL };
static const char *const suima_box_keys[] = {
  "kind", "x_mm", "y_mm", "width_mm", "height_mm", NULL
};
static const char *const suima_text_box_keys[] = { "kind",      "x_mm", "y_mm",      "width_mm",
                                                   "height_mm", "text", "size_mm",   "min_size_mm",
                                                   "bold",      "mono", "max_lines", "align",
                                                   NULL };

/* Where we are in the file, for messages. */
typedef struct
{
  json_t *object;
  char where[32]; /* "template" or "box 3" */
} SuimaTemplateReader;

G_GNUC_PRINTF (3, 4)
static gboolean
suima_template_refuse (const SuimaTemplateReader *reader, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s: %s", reader->where, message);
  return FALSE;
}

static gboolean
suima_template_check_keys (const SuimaTemplateReader *reader,
                           const char *const *known,
                           GError **error)
{
  const char *key;
  json_t *value;

  json_object_foreach (
      reader->object, key,
      value) if (!g_strv_contains (known, key) &&
                 !g_str_has_prefix (key, "x-")) return suima_template_refuse (reader, error,
                                                                              "unknown key \"%s\"",
                                                                              key);
  return TRUE;
}

static gboolean
suima_template_read_number (const SuimaTemplateReader *reader,
                            const char *key,
                            const double range[2],
                            double *value,
                            GError **error)
{
  json_t *json = json_object_get (reader->object, key);
  double number = json_number_value (json);

  if (json == NULL && isfinite (*value))
    return TRUE;
  if (!json_is_number (json))
    return suima_template_refuse (reader, error, "%s is not a number", key);
  if (!(number >= range[0] && number <= range[1]))
    return suima_template_refuse (reader, error, "%s %g is not within %g to %g", key, number,
                                  range[0], range[1]);
  *value = number;
  return TRUE;
}

static gboolean
suima_template_read_flag (const SuimaTemplateReader *reader,
                          const char *key,
                          gboolean *ret_flag,
                          GError **error)
{
  json_t *json = json_object_get (reader->object, key);

  if (json != NULL && !json_is_boolean (json))
    return suima_template_refuse (reader, error, "%s is neither true nor false", key);
  *ret_flag = json_is_true (json);
  return TRUE;
}

/* Which of @words, NULL terminated, stands under @key; the first where there is none. */
static gboolean
suima_template_read_word (const SuimaTemplateReader *reader,
                          const char *key,
                          const char *const *words,
                          guint *ret_index,
                          GError **error)
{
  json_t *json = json_object_get (reader->object, key);
  const char *word = json == NULL ? words[0] : json_string_value (json);

  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (strcmp (words[i], word) == 0)
      {
        *ret_index = i;
        return TRUE;
      }
  return suima_template_refuse (reader, error, "%s \"%s\" is not known", key, word ? word : "");
}

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
suima_template_read_text_box (const SuimaTemplateReader *reader, SuimaBox *box, GError **error)
{
  static const char *const aligns[] = { "start", "center", "end", NULL };
  double max_lines = 1;
  guint align = 0;

  box->size_mm = NAN;
  if (!suima_template_read_pattern (reader, box, error) ||
      !suima_template_read_number (reader, "size_mm", (double[]){ 1.2, 20 }, &box->size_mm, error))
    return FALSE;
  box->min_size_mm = box->size_mm;
  if (!suima_template_read_number (reader, "min_size_mm", (double[]){ 1.2, box->size_mm },
                                   &box->min_size_mm, error) ||
      !suima_template_read_number (reader, "max_lines", (double[]){ 1, 16 }, &max_lines, error) ||
      !suima_template_read_flag (reader, "bold", &box->bold, error) ||
      !suima_template_read_flag (reader, "mono", &box->mono, error) ||
      !suima_template_read_word (reader, "align", aligns, &align, error))
    return FALSE;
  if (max_lines != floor (max_lines))
    return suima_template_refuse (reader, error, "max_lines %g is not a whole number", max_lines);
  box->max_lines = (guint)max_lines;
  box->align = (SuimaAlign)align;
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

static void
suima_box_free (SuimaBox *box)
{
  g_free (box->text);
  g_free (box);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBox, suima_box_free)

static gboolean
suima_template_read_box (const SuimaTemplateReader *reader, SuimaTemplate *template, GError **error)
{
  static const char *const kinds[] = { "text", "qr", "rule", NULL };
  g_autoptr (SuimaBox) box = g_new0 (SuimaBox, 1);
  guint kind = 0;

  if (!json_is_object (reader->object))
    return suima_template_refuse (reader, error, "is not an object");
  if (json_object_get (reader->object, "kind") == NULL)
    return suima_template_refuse (reader, error, "kind is missing");
  if (!suima_template_read_word (reader, "kind", kinds, &kind, error))
    return FALSE;
  box->kind = (SuimaBoxKind)kind;
  if (!suima_template_check_keys (
          reader, box->kind == SUIMA_BOX_TEXT ? suima_text_box_keys : suima_box_keys, error) ||
      !suima_template_read_place (reader, template, box, error))
    return FALSE;
  if (box->kind == SUIMA_BOX_TEXT && !suima_template_read_text_box (reader, box, error))
    return FALSE;
  g_ptr_array_add (template->boxes, g_steal_pointer (&box));
  return TRUE;
}

static gboolean
suima_box_overlaps (const SuimaBox *a, const SuimaBox *b)
{
  double slack_mm = SUIMA_TEMPLATE_EPSILON_MM;

  return a->x_mm + a->width_mm > b->x_mm + slack_mm && b->x_mm + b->width_mm > a->x_mm + slack_mm &&
         a->y_mm + a->height_mm > b->y_mm + slack_mm && b->y_mm + b->height_mm > a->y_mm + slack_mm;
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
    return suima_template_refuse (reader, error, "boxes: there is no qr");
  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box != qr && suima_box_overlaps (box, qr))
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
      SuimaTemplateReader inner = { .object = json_array_get (boxes, i) };
      g_snprintf (inner.where, sizeof inner.where, "box %" G_GSIZE_FORMAT, i + 1);
      if (!suima_template_read_box (&inner, template, error))
        return FALSE;
    }
  return suima_template_check_qr (reader, template, error);
}

static gboolean
suima_template_read_text (const SuimaTemplateReader *reader,
                          const char *key,
                          gsize max_bytes,
                          char **ret_text,
                          GError **error)
{
  const char *text = suima_json_get_text (reader->object, key);

  if (text == NULL || *text == '\0' || strlen (text) > max_bytes)
    return suima_template_refuse (
        reader, error, "%s is not a text of 1 to %" G_GSIZE_FORMAT " bytes", key, max_bytes);
  *ret_text = g_strdup (text);
  return TRUE;
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

static gboolean
suima_template_read_head (const SuimaTemplateReader *reader,
                          SuimaTemplate *template,
                          GError **error)
{
  const double side[2] = { 10, 200 };
  json_t *version = json_object_get (reader->object, "version");

  if (!json_is_integer (version) || json_integer_value (version) != SUIMA_TEMPLATE_VERSION)
    return suima_template_refuse (reader, error, "version is not %d", SUIMA_TEMPLATE_VERSION);
  template->width_mm = template->height_mm = NAN;
  template->quiet_mm = SUIMA_TEMPLATE_DEFAULT_QUIET_MM;
  return suima_template_check_keys (reader, suima_template_keys, error) &&
         suima_template_read_text (reader, "id", 40, &template->id, error) &&
         suima_template_read_text (reader, "title", 200, &template->title, error) &&
         suima_template_read_text (reader, "language", 35, &template->language, error) &&
         suima_template_check_names (reader, template, error) &&
         suima_template_read_number (reader, "width_mm", side, &template->width_mm, error) &&
         suima_template_read_number (reader, "height_mm", side, &template->height_mm, error) &&
         suima_template_read_number (reader, "quiet_mm",
                                     (double[]){ SUIMA_TEMPLATE_MIN_QUIET_MM, 4 },
                                     &template->quiet_mm, error) &&
         suima_template_read_flag (reader, "signed", &template->is_signed, error);
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
  g_return_val_if_reached (NULL);
}
