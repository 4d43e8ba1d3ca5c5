// SPDX-License-Identifier: Apache-2.0
#include "suima-json.h"

#include "suima-error.h"

#define SUIMA_JSON_MAX_DEPTH 64

/* jansson recurses up to 2048 levels; the bytes are counted first so that a hostile document
 * cannot spend our stack. */
static gboolean
suima_json_check_depth (const char *text, gsize size_bytes, GError **error)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < size_bytes; i++)
    {
      char c = text[i];
      if (in_string && c == '\\')
        i++;
      else if (c == '"')
        in_string = !in_string;
      else if (!in_string && (c == '[' || c == '{') && ++depth > SUIMA_JSON_MAX_DEPTH)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "JSON nests deeper than %d levels",
                       SUIMA_JSON_MAX_DEPTH);
          return FALSE;
        }
      else if (!in_string && (c == ']' || c == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}

json_t *
suima_json_parse (const char *text, gsize size_bytes, GError **error)
{
  json_error_t json_error;
  json_t *value;

  if (!suima_json_check_depth (text, size_bytes, error))
    return NULL;
  value = json_loadb (text, size_bytes, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &json_error);
  if (value == NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "JSON line %d column %d: %s",
                 json_error.line, json_error.column, json_error.text);
  return value;
}

char *
suima_json_to_text (const json_t *value)
{
  char *from_jansson = json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION (15));
  char *text = g_strdup (from_jansson);

  free (from_jansson);
  return text;
}

const char *
suima_json_get_text (const json_t *object, const char *key)
{
  return json_string_value (json_object_get (object, key));
}

void
suima_json_set_text (json_t *object, const char *key, const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return;
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  json_object_set_new (object, key, json_string (text));
}
