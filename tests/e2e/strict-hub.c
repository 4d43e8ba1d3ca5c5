// SPDX-License-Identifier: Apache-2.0
// An upstream that looks at what it gets: events that name a paper's number of the list it refuses,
// each in its own words; what it takes it notes, in the order in which it came.
// Usage: strict-hub PORT-FILE USED-UP TAKEN [PORT]
// USED-UP holds a number and the words of the refusal a line, apart by a tab; it is read anew for each
// document. TAKEN gets eventID and eventTime of each event, apart by a tab; what stands there is known.
#include "suima-json.h"

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BODY_BYTES (16u << 20)

typedef struct
{
  const char *used_up, *taken;
  GHashTable *known; /* event ids */
  char *job;
} StrictHub;

/* What it took before it was started anew. */
static void
read_known (StrictHub *hub)
{
  g_autofree char *list = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_file_get_contents (hub->taken, &list, NULL, NULL))
    lines = g_strsplit (list, "\n", -1);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');
      if (tab != NULL)
        g_hash_table_add (hub->known, g_strndup (lines[i], (gsize)(tab - lines[i])));
    }
}

typedef struct
{
  char *first_line;
  GBytes *body;
} Request;

static void
request_clear (Request *request)
{
  g_clear_pointer (&request->first_line, g_free);
  g_clear_pointer (&request->body, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static GBytes *
unzip (GBytes *packed)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GConverter) gunzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (memory, gunzip);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (out, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return g_bytes_new_static ("", 0);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static gboolean
read_request (GDataInputStream *input, Request *request)
{
  gboolean is_gzip = FALSE;
  gsize size_bytes = 0;
  g_autofree char *bytes = NULL;

  request->first_line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
      if (line == NULL)
        return FALSE;
      if (*g_strstrip (line) == '\0')
        break;
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        size_bytes = MIN (g_ascii_strtoull (line + 15, NULL, 10), MAX_BODY_BYTES);
      is_gzip = is_gzip || g_ascii_strcasecmp (line, "content-encoding: gzip") == 0;
    }
  bytes = g_malloc (size_bytes + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (input), bytes, size_bytes, &size_bytes, NULL, NULL))
    return FALSE;
  request->body = g_bytes_new_take (g_steal_pointer (&bytes), size_bytes);
  if (is_gzip)
    {
      g_autoptr (GBytes) packed = g_steal_pointer (&request->body);
      request->body = unzip (packed);
    }
  return TRUE;
}

/* Returns: (nullable): why it is refused. */
static char *
find_fault (const StrictHub *hub, const json_t *event)
{
  g_autofree char *list = NULL;
  char *text = json_dumps (event, JSON_COMPACT), *why = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_file_get_contents (hub->used_up, &list, NULL, NULL))
    lines = g_strsplit (list, "\n", -1);
  for (guint i = 0; lines != NULL && lines[i] != NULL && why == NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], "\t", 2);
      if (g_strv_length (words) == 2 && strstr (text, words[0]) != NULL)
        why = g_strdup (words[1]);
    }
  free (text);
  return why;
}

static void
take_document (StrictHub *hub, const json_t *document)
{
  const json_t *list =
      json_object_get (json_object_get (document, "epcisBody"), "eventList");
  g_autoptr (json_t) errors = json_array ();
  FILE *taken = fopen (hub->taken, "a");
  int n_accepted = 0, n_known = 0;
  size_t i;
  json_t *event;

  json_array_foreach ((json_t *)list, i, event)
  {
    const char *id = suima_json_get_text (event, "eventID");
    g_autofree char *why = find_fault (hub, event);
    if (why != NULL)
      json_array_append_new (errors, json_pack ("{ssssss}", "type", "ValidationException", "instance",
                                                id, "detail", why));
    else if (!g_hash_table_add (hub->known, g_strdup (id)))
      n_known++;
    else
      {
        fprintf (taken, "%s\t%s\n", id, suima_json_get_text (event, "eventTime"));
        n_accepted++;
      }
  }
  fclose (taken);
  free (hub->job);
  {
    g_autoptr (json_t) job =
        json_pack ("{sbsbsisisO}", "running", 0, "success", json_array_size (errors) == 0,
                   "suima:acceptedCount", n_accepted, "suima:duplicateCount", n_known, "errors", errors);
    hub->job = json_dumps (job, JSON_COMPACT);
  }
}

static char *
answer_request (StrictHub *hub, const Request *request)
{
  gsize size_bytes;
  const char *body = g_bytes_get_data (request->body, &size_bytes);
  g_autoptr (json_t) document = NULL;

  if (!g_str_has_prefix (request->first_line, "POST /capture ") &&
      !g_str_has_prefix (request->first_line, "GET /capture/1 ") &&
      !g_str_has_prefix (request->first_line, "GET /health "))
    return g_strdup ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  if (!g_str_has_prefix (request->first_line, "POST /capture "))
    return g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                            strlen (hub->job), hub->job);
  document = suima_json_parse (body, size_bytes, NULL);
  if (document == NULL)
    return g_strdup ("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  take_document (hub, document);
  return g_strdup ("HTTP/1.1 202 Accepted\r\nLocation: /capture/1\r\nContent-Length: 0\r\n"
                   "Connection: close\r\n\r\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  StrictHub hub = { 0 };
  g_autofree char *port_text = NULL;
  guint16 port;

  if (argc != 4 && argc != 5)
    return 2;
  hub = (StrictHub){ .used_up = argv[2], .taken = argv[3],
                     .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                     .job = strdup ("{}") };
  read_known (&hub);
  port = argc == 5 ? (guint16)strtoul (argv[4], NULL, 10) : 0;
  if (port == 0)
    port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  else if (!g_socket_listener_add_inet_port (listener, port, NULL, NULL))
    return 1;
  port_text = g_strdup_printf ("%u\n", port);
  if (port == 0 || !g_file_set_contents (argv[1], port_text, -1, NULL))
    return 1;
  for (;;)
    {
      g_autoptr (GSocketConnection) line =
          g_socket_listener_accept (listener, NULL, NULL, NULL);
      g_autoptr (GDataInputStream) input =
          line ? g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (line))) : NULL;
      g_auto (Request) request = { 0 };
      g_autofree char *answer = NULL;
      if (line == NULL)
        return 1;
      g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
      if (!read_request (input, &request) || request.first_line == NULL)
        continue;
      answer = answer_request (&hub, &request);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (line)), answer,
                                 strlen (answer), NULL, NULL, NULL);
    }
}
