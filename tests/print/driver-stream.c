// SPDX-License-Identifier: Apache-2.0
#include "driver-stream.h"

#include "label-stream.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  const guint8 *at, *end;
  guint dpi;
  SuimaRaster *label; /* owned; the one in hand */
  GPtrArray *labels;
  GString *setup;
} DriverStream;

const char *
driver_stream_end (DriverLanguage language)
{
  static const char *const ends[] = {
    [DRIVER_ZPL] = "^FO0,0^XG",
    [DRIVER_EPL2] = "\nP1\n",
    [DRIVER_CPCL] = "PRINT\r\n",
  };

  return ends[language];
}

static gboolean
begins_with (const DriverStream *stream, const char *word)
{
  return (gsize)(stream->end - stream->at) >= strlen (word) &&
         memcmp (stream->at, word, strlen (word)) == 0;
}

/* Up to @mark, which is taken too. */
static char *
take_to (DriverStream *stream, const char *mark)
{
  const guint8 *found = memmem (stream->at, (gsize)(stream->end - stream->at), mark, strlen (mark));
  char *text;

  if (found == NULL)
    g_error ("no \"%s\" in \"%.60s\"", mark, (const char *)stream->at);
  text = g_strndup ((const char *)stream->at, (gsize)(found - stream->at));
  stream->at = found + strlen (mark);
  return text;
}

static void
start_label (DriverStream *stream, guint width_dots, guint height_dots)
{
  g_assert_null (stream->label);
  stream->label = suima_raster_new (width_dots, height_dots, stream->dpi);
}

static void
end_label (DriverStream *stream)
{
  g_assert_nonnull (stream->label);
  g_ptr_array_add (stream->labels, g_steal_pointer (&stream->label));
}

static void
take_row (DriverStream *stream, guint y, guint size_bytes, guint8 inversion)
{
  g_assert_nonnull (stream->label);
  g_assert_cmpuint (y, <, stream->label->height_dots);
  g_assert_cmpuint (size_bytes, ==, stream->label->stride_bytes);
  g_assert_cmpuint (size_bytes, <=, (gsize)(stream->end - stream->at));
  for (guint i = 0; i < size_bytes; i++)
    stream->label->bits[y * stream->label->stride_bytes + i] = stream->at[i] ^ inversion;
  stream->at += size_bytes;
}

/* "~DGR:NAME.GRF,bytes,bytes a row,": the picture that ^XG puts on the label. */
static void
take_zpl_graphic (DriverStream *stream)
{
  guint total, stride;
  const guint8 *start;
  int n = 0;
  g_autofree char *digits = NULL;

  g_assert_cmpint (
      sscanf ((const char *)stream->at, "~DGR:%*[A-Z].GRF,%u,%u,%n", &total, &stride, &n), ==, 2);
  stream->at += n;
  for (start = stream->at; stream->at < stream->end && strchr ("^~", *stream->at) == NULL;)
    stream->at++;
  digits = g_strndup ((const char *)start, (gsize)(stream->at - start));
  start_label (stream, stride * 8, total / stride);
  label_stream_read_zpl_dots (stream->label, g_strdelimit (digits, "\r\n", ' '));
}

static void
take_zpl (DriverStream *stream)
{
  g_autofree char *command = NULL;

  if (begins_with (stream, "~DG"))
    {
      take_zpl_graphic (stream);
      return;
    }
  if (begins_with (stream, "^FO0,0^XG"))
    {
      command = take_to (stream, "^FS");
      g_assert_true (g_str_has_suffix (command, ",1,1"));
      end_label (stream);
      return;
    }
  if (*stream->at == '\r' || *stream->at == '\n')
    {
      stream->at++;
      return;
    }
  g_assert_true (*stream->at == '^' || *stream->at == '~');
  g_string_append_c (stream->setup, (char)*stream->at++);
  for (; stream->at < stream->end && strchr ("^~", *stream->at) == NULL; stream->at++)
    if (strchr ("\r\n", *stream->at) == NULL)
      g_string_append_c (stream->setup, (char)*stream->at);
  g_string_append_c (stream->setup, '\n');
}

/* A label is as high as its last row that is not blank: EPL2 is not told more. */
static void
take_epl2 (DriverStream *stream)
{
  guint y, size_bytes, width;
  int n = 0;
  g_autofree char *line = NULL;

  if (sscanf ((const char *)stream->at, "GW0,%u,%u,1\n%n", &y, &size_bytes, &n) == 2)
    {
      /* A row may begin with a byte that is white space, which a format would swallow. */
      stream->at = (const guint8 *)memchr (stream->at, '\n', (gsize)(stream->end - stream->at)) + 1;
      take_row (stream, y, size_bytes, 0xFF);
      g_assert_cmpint (*stream->at++, ==, '\n');
      return;
    }
  line = take_to (stream, "\n");
  if (sscanf (line, "q%u", &width) == 1)
    start_label (stream, width, 1000);
  else if (strcmp (line, "P1") == 0)
    end_label (stream);
  else if (*line != '\0' && strchr ("NODS", *line) == NULL)
    g_error ("\"%s\" is no command of EPL2 that is known here", line);
  g_string_append_printf (stream->setup, "%s\n", line);
}

static void
take_cpcl (DriverStream *stream)
{
  static const char *const known[] = { "PAGE-HEIGHT ", "FORM", "ON-OUT-OF-PAPER ", "TONE ",
                                       "SPEED " };
  guint y, size_bytes, height, copies, x_dpi, y_dpi, width;
  int n = 0;
  gboolean is_known = FALSE;
  g_autofree char *line = NULL;

  if (sscanf ((const char *)stream->at, "CG %u 1 0 %u%n", &size_bytes, &y, &n) == 2)
    {
      stream->at += n;
      g_assert_cmpint (*stream->at++, ==, ' ');
      take_row (stream, y, size_bytes, 0);
      g_assert_cmpmem (stream->at, 2, "\r\n", 2);
      stream->at += 2;
      return;
    }
  line = take_to (stream, "\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    is_known |= g_str_has_prefix (line, known[i]);
  if (sscanf (line, "! 0 %u %u %u %u", &x_dpi, &y_dpi, &height, &copies) == 4)
    {
      g_assert_cmpuint (x_dpi, ==, stream->dpi);
      g_assert_cmpuint (copies, ==, 1);
      start_label (stream, 8, height);
    }
  else if (sscanf (line, "PAGE-WIDTH %u", &width) == 1)
    {
      height = stream->label->height_dots;
      g_clear_pointer (&stream->label, suima_raster_free);
      start_label (stream, width, height);
    }
  else if (strcmp (line, "PRINT") == 0)
    end_label (stream);
  else if (!is_known)
    g_error ("\"%s\" is no command of CPCL that is known here", line);
  g_string_append_printf (stream->setup, "%s\n", line);
}

GPtrArray *
driver_stream_read (DriverLanguage language, GBytes *document, guint dpi, char **ret_setup)
{
  static void (*const takers[]) (DriverStream *) = {
    [DRIVER_ZPL] = take_zpl,
    [DRIVER_EPL2] = take_epl2,
    [DRIVER_CPCL] = take_cpcl,
  };
  gsize size_bytes;
  const char *bytes = g_bytes_get_data (document, &size_bytes);
  /* With a zero behind: sscanf() must not run out of it. */
  g_autofree guint8 *copy = g_malloc0 (size_bytes + 1);
  DriverStream stream = { .at = copy, .end = copy + size_bytes, .dpi = dpi };

  memcpy (copy, bytes, size_bytes);
  stream.labels = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  stream.setup = g_string_new (NULL);
  while (stream.at < stream.end)
    takers[language](&stream);
  g_assert_null (stream.label);
  if (ret_setup != NULL)
    *ret_setup = g_string_free (stream.setup, FALSE);
  else
    g_string_free (stream.setup, TRUE);
  return stream.labels;
}
