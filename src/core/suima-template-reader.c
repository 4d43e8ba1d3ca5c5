// SPDX-License-Identifier: Apache-2.0
#include "suima-template-reader.h"

#include "suima-error.h"

#include <math.h>
#include <string.h>

gboolean
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

gboolean
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

gboolean
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

gboolean
suima_template_read_count (const SuimaTemplateReader *reader,
                           const char *key,
                           const double range[2],
                           guint *value,
                           GError **error)
{
  double number = *value;

  if (!suima_template_read_number (reader, key, range, &number, error))
    return FALSE;
  if (number != floor (number))
    return suima_template_refuse (reader, error, "%s %g is not a whole number", key, number);
  *value = (guint)number;
  return TRUE;
}

gboolean
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

gboolean
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

gboolean
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
