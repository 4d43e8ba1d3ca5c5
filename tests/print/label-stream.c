// SPDX-License-Identifier: Apache-2.0
#include "label-stream.h"

#include <stdio.h>
#include <string.h>

LabelStream *
label_stream_new (gboolean is_tspl, guint dpi)
{
  LabelStream *stream = g_new0 (LabelStream, 1);

  stream->is_tspl = is_tspl;
  stream->dpi = dpi;
  stream->bytes = g_byte_array_new ();
  stream->setup = g_string_new (NULL);
  stream->question = g_string_new (NULL);
  return stream;
}

void
label_stream_free (LabelStream *stream)
{
  if (stream == NULL)
    return;
  g_byte_array_unref (stream->bytes);
  g_string_free (stream->setup, TRUE);
  g_string_free (stream->question, TRUE);
  suima_raster_free (stream->bitmap);
  g_free (stream);
}

/* The bytes up to and with @end, or NULL when it has not come yet. */
static char *
take_until (LabelStream *stream, const char *end)
{
  const guint8 *at = stream->bytes->len > 0
                         ? memmem (stream->bytes->data, stream->bytes->len, end, strlen (end))
                         : NULL;
  gsize size_bytes;
  char *text;

  if (at == NULL)
    return NULL;
  size_bytes = (gsize)(at - stream->bytes->data) + strlen (end);
  text = g_strndup ((const char *)stream->bytes->data, size_bytes);
  g_byte_array_remove_range (stream->bytes, 0, (guint)size_bytes);
  return text;
}

static gboolean
begins_with (const LabelStream *stream, const char *word)
{
  return stream->bytes->len >= strlen (word) &&
         memcmp (stream->bytes->data, word, strlen (word)) == 0;
}

static LabelPiece
take_question (LabelStream *stream, guint size_bytes)
{
  g_string_truncate (stream->question, 0);
  g_string_append_len (stream->question, (const char *)stream->bytes->data, size_bytes);
  g_byte_array_remove_range (stream->bytes, 0, size_bytes);
  return LABEL_QUESTION;
}

static void
set_digit (SuimaRaster *raster, guint y, guint digit, guint value)
{
  g_assert_cmpuint (y, <, raster->height_dots);
  g_assert_cmpuint (digit, <, raster->stride_bytes * 2);
  raster->bits[y * raster->stride_bytes + digit / 2] |=
      (guint8)(digit % 2 == 0 ? value << 4 : value);
}

/* "alternative data compression scheme" of the ZPL II Programming Guide, ~DG */
void
label_stream_read_zpl_dots (SuimaRaster *raster, const char *text)
{
  guint width = (guint)raster->stride_bytes * 2, digit = 0, y = 0, run = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == ' ')
        continue;
      if (*text >= 'G' && *text <= 'Y')
        run += (guint)(*text - 'G') + 1;
      else if (*text >= 'g' && *text <= 'z')
        run += ((guint)(*text - 'g') + 1) * 20;
      else if (*text == ':')
        {
          g_assert_true (digit == 0 && y > 0 && y < raster->height_dots && run == 0);
          memcpy (raster->bits + y * raster->stride_bytes,
                  raster->bits + (y - 1) * raster->stride_bytes, raster->stride_bytes);
          y++;
        }
      else
        {
          guint value = *text == ',' ? 0 : *text == '!' ? 15 : (guint)g_ascii_xdigit_value (*text);
          g_assert_cmpuint (value, <, 16);
          for (run = *text == ',' || *text == '!' ? width - digit : MAX (run, 1); run > 0; run--)
            set_digit (raster, y, digit++, value);
          g_assert_cmpuint (digit, <=, width);
          if (digit == width)
            {
              digit = 0;
              y++;
            }
        }
    }
  g_assert_cmpuint (y, ==, raster->height_dots);
  g_assert_cmpuint (digit + run, ==, 0);
}

/* Exactly one graphic at the origin, one copy. */
static void
read_zpl_format (LabelStream *stream, const char *format)
{
  const char *graphic = strstr (format, "^FO0,0^GFA,");
  const char *dots = NULL;
  g_autofree char *digits = NULL;
  guint total, again, stride, width = 0, height = 0;
  int at = 0;

  g_assert_nonnull (graphic);
  g_string_append_len (stream->setup, format, graphic - format);
  g_string_append_c (stream->setup, '\n');
  g_assert_cmpint (sscanf (strstr (format, "^PW"), "^PW%u^LL%u^LH0,0", &width, &height), ==, 2);
  g_assert_cmpint (sscanf (graphic, "^FO0,0^GFA,%u,%u,%u,%n", &total, &again, &stride, &at), ==, 3);
  dots = graphic + at;
  g_assert_true (g_str_has_suffix (dots, "^FS^PQ1^XZ"));
  digits = g_strndup (dots, strlen (dots) - strlen ("^FS^PQ1^XZ"));
  g_assert_cmpuint (stride, ==, (width + 7) / 8);
  g_assert_cmpuint (total, ==, stride * height);
  g_assert_cmpuint (again, ==, total);
  g_clear_pointer (&stream->bitmap, suima_raster_free);
  stream->bitmap = suima_raster_new (width, height, stream->dpi);
  label_stream_read_zpl_dots (stream->bitmap, digits);
}

static LabelPiece
next_of_zpl (LabelStream *stream)
{
  g_autofree char *text = NULL;

  if (begins_with (stream, "^XA"))
    {
      text = take_until (stream, "^XZ");
      if (text == NULL)
        return LABEL_NOTHING;
      read_zpl_format (stream, text);
      return LABEL_PRINTED;
    }
  if (begins_with (stream, "~HQES"))
    return take_question (stream, 5);
  if (begins_with (stream, "~HS") || begins_with (stream, "~HI"))
    return take_question (stream, 3);
  text = take_until (stream, "\n");
  if (text == NULL)
    return LABEL_NOTHING;
  g_strchomp (text);
  g_assert_true (*text == '\0' || g_str_has_prefix (text, "~SD"));
  g_string_append_printf (stream->setup, "%s%s", text, *text != '\0' ? "\n" : "");
  return LABEL_SETUP;
}

static const guint8 *
find_comma (const guint8 *at, const guint8 *end, guint nth)
{
  for (; at < end; at++)
    if (*at == ',' && --nth == 0)
      return at;
  return NULL;
}

/* "BITMAP x,y,width in bytes,height,mode,": a 0 bit is black. */
static LabelPiece
read_tspl_bitmap (LabelStream *stream)
{
  const guint8 *bytes = stream->bytes->data;
  const guint8 *comma = find_comma (bytes, bytes + stream->bytes->len, 5);
  g_autofree char *head = NULL;
  guint stride, height;
  gsize head_bytes, size_bytes;

  if (comma == NULL)
    return LABEL_NOTHING;
  head_bytes = (gsize)(comma - bytes) + 1;
  head = g_strndup ((const char *)bytes, head_bytes);
  g_assert_cmpint (sscanf (head, "BITMAP 0,0,%u,%u,0,", &stride, &height), ==, 2);
  size_bytes = (gsize)stride * height;
  if (stream->bytes->len < head_bytes + size_bytes + 2)
    return LABEL_NOTHING;
  g_assert_cmpmem (bytes + head_bytes + size_bytes, 2, "\r\n", 2);
  g_assert_null (stream->bitmap);
  stream->bitmap = suima_raster_new (stride * 8, height, stream->dpi);
  for (gsize i = 0; i < size_bytes; i++)
    stream->bitmap->bits[i] = (guint8)~bytes[head_bytes + i];
  g_byte_array_remove_range (stream->bytes, 0, (guint)(head_bytes + size_bytes + 2));
  return LABEL_SETUP;
}

static gboolean
is_tspl_setup (const char *line)
{
  static const char *const words[] = { "SIZE ",         "GAP ",     "BLINE ", "DIRECTION ",
                                       "REFERENCE 0,0", "DENSITY ", "SPEED " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (line, words[i]))
      return TRUE;
  return FALSE;
}

static LabelPiece
next_of_tspl (LabelStream *stream)
{
  g_autofree char *line = NULL;

  if (begins_with (stream, "\x1B!?") || begins_with (stream, "~!T"))
    return take_question (stream, 3);
  if (begins_with (stream, "BITMAP "))
    return read_tspl_bitmap (stream);
  line = take_until (stream, "\r\n");
  if (line == NULL)
    return LABEL_NOTHING;
  g_strchomp (line);
  if (strcmp (line, "CLS") == 0)
    {
      g_clear_pointer (&stream->bitmap, suima_raster_free);
      return LABEL_SETUP;
    }
  if (strcmp (line, "PRINT 1,1") == 0)
    {
      g_assert_nonnull (stream->bitmap);
      return LABEL_PRINTED;
    }
  if (*line == '\0')
    return LABEL_SETUP;
  if (!is_tspl_setup (line))
    g_error ("\"%s\" is no command of TSPL that is used here", line);
  g_string_append_printf (stream->setup, "%s\n", line);
  return LABEL_SETUP;
}

LabelPiece
label_stream_next (LabelStream *stream)
{
  return stream->is_tspl ? next_of_tspl (stream) : next_of_zpl (stream);
}

GPtrArray *
label_stream_read_all (LabelStream *stream, GBytes *document)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  gsize size_bytes;
  const guint8 *bytes = g_bytes_get_data (document, &size_bytes);
  LabelPiece piece;

  g_byte_array_append (stream->bytes, bytes, (guint)size_bytes);
  while ((piece = label_stream_next (stream)) != LABEL_NOTHING)
    if (piece == LABEL_PRINTED)
      g_ptr_array_add (labels, suima_raster_copy (stream->bitmap));
  g_assert_cmpuint (stream->bytes->len, ==, 0);
  return labels;
}
