// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-slice.h"

#include "suima-json.h"

#include <string.h>

/* The text is known to be JSON; the bounds are kept all the same, so that a caller's mistake ends
 * in "not found" and never behind the text. */
typedef struct
{
  const char *text;
  gsize end;
  gsize at;
} SuimaSliceReader;

static char
suima_slice_peek (SuimaSliceReader *reader)
{
  while (reader->at < reader->end && strchr (" \t\r\n", reader->text[reader->at]) != NULL &&
         reader->text[reader->at] != '\0')
    reader->at++;
  return reader->at < reader->end ? reader->text[reader->at] : '\0';
}

static void
suima_slice_skip_string (SuimaSliceReader *reader)
{
  for (reader->at++; reader->at < reader->end; reader->at++)
    {
      if (reader->text[reader->at] == '\\')
        reader->at++;
      else if (reader->text[reader->at] == '"')
        {
          reader->at++;
          return;
        }
    }
  reader->at = reader->end;
}

static void
suima_slice_skip_nested (SuimaSliceReader *reader)
{
  guint depth = 0;

  while (reader->at < reader->end)
    {
      char c = reader->text[reader->at];
      if (c == '"')
        {
          suima_slice_skip_string (reader);
          continue;
        }
      reader->at++;
      if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && --depth == 0)
        return;
    }
}

static SuimaSlice
suima_slice_read_value (SuimaSliceReader *reader)
{
  char first = suima_slice_peek (reader);
  SuimaSlice slice = { reader->at, reader->at };

  if (first == '"')
    suima_slice_skip_string (reader);
  else if (first == '{' || first == '[')
    suima_slice_skip_nested (reader);
  else
    while (reader->at < reader->end && memchr (",]} \t\r\n", reader->text[reader->at], 7) == NULL)
      reader->at++;
  slice.end = reader->at;
  return slice;
}

static gboolean
suima_slice_is_key (const char *text, SuimaSlice slice, const char *key)
{
  gsize size_bytes = slice.end - slice.start;
  g_autoptr (json_t) value = NULL;

  if (memchr (text + slice.start, '\\', size_bytes) == NULL)
    return size_bytes == strlen (key) + 2 &&
           memcmp (text + slice.start + 1, key, size_bytes - 2) == 0;
  value = suima_json_parse (text + slice.start, size_bytes, NULL);
  return g_strcmp0 (json_string_value (value), key) == 0;
}

gboolean
suima_slice_find_member (
    const char *text, gsize size_bytes, SuimaSlice object, const char *key, SuimaSlice *ret_value)
{
  SuimaSliceReader reader = { text, MIN (object.end, size_bytes), object.start };

  if (suima_slice_peek (&reader) != '{')
    return FALSE;
  reader.at++;
  while (suima_slice_peek (&reader) == '"')
    {
      SuimaSlice name = suima_slice_read_value (&reader);
      SuimaSlice value;
      if (suima_slice_peek (&reader) != ':')
        return FALSE;
      reader.at++;
      value = suima_slice_read_value (&reader);
      if (suima_slice_is_key (text, name, key))
        {
          *ret_value = value;
          return TRUE;
        }
      if (suima_slice_peek (&reader) == ',')
        reader.at++;
    }
  return FALSE;
}

GArray *
suima_slice_list_elements (const char *text, gsize size_bytes, SuimaSlice array)
{
  SuimaSliceReader reader = { text, MIN (array.end, size_bytes), array.start };
  GArray *elements;

  if (suima_slice_peek (&reader) != '[')
    return NULL;
  reader.at++;
  elements = g_array_new (FALSE, FALSE, sizeof (SuimaSlice));
  while (suima_slice_peek (&reader) != ']' && reader.at < reader.end)
    {
      SuimaSlice element = suima_slice_read_value (&reader);
      if (element.end == element.start)
        break;
      g_array_append_val (elements, element);
      if (suima_slice_peek (&reader) == ',')
        reader.at++;
    }
  return elements;
}

SuimaSlice
suima_slice_whole (const char *text, gsize size_bytes)
{
  SuimaSliceReader reader = { text, size_bytes, 0 };

  return suima_slice_read_value (&reader);
}
