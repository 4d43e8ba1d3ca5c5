// SPDX-License-Identifier: Apache-2.0
#include "fake-hub.h"

#include <string.h>

/* Reads one request with its body; returns its first line. */
static char *
fake_hub_read (GDataInputStream *input)
{
  char *first = g_data_input_stream_read_line (input, NULL, NULL, NULL);
  char *line = NULL;
  gsize left_bytes = 0;
  char sink[4096];

  if (first == NULL)
    return NULL;
  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL &&
         g_strstrip (line)[0] != '\0')
    {
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        left_bytes = (gsize)g_ascii_strtoull (line + 15, NULL, 10);
      g_free (line);
    }
  g_free (line);
  while (left_bytes > 0)
    {
      gssize got = g_input_stream_read (G_INPUT_STREAM (input), sink, MIN (left_bytes, sizeof sink),
                                        NULL, NULL);
      if (got <= 0)
        break;
      left_bytes -= (gsize)got;
    }
  return first;
}

/* `GET /feeds/keys?after=3 HTTP/1.1` */
static char *
fake_hub_give_feed (FakeHub *hub, const char *first)
{
  const char *name = strstr (first, "/feeds/") + strlen ("/feeds/");
  const char *after = strstr (first, "after=");
  g_autofree char *feed = g_strndup (name, strcspn (name, "? "));

  return hub->give_feed (feed, after ? g_ascii_strtoll (after + strlen ("after="), NULL, 10) : 0,
                         hub->feed_data);
}

static gboolean
fake_hub_run_cb (GThreadedSocketService *service,
                 GSocketConnection *connection,
                 GObject *source,
                 gpointer user_data)
{
  FakeHub *hub = user_data;
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_autofree char *first = fake_hub_read (input);
  g_autofree char *answer = NULL;

  if (first == NULL || hub->job == NULL)
    return TRUE;
  if (g_str_has_prefix (first, "POST /capture "))
    {
      g_atomic_int_inc (&hub->n_captures);
      answer = g_strdup ("HTTP/1.1 202 Accepted\r\nLocation: /capture/1\r\nContent-Length: 0\r\n"
                         "Connection: close\r\n\r\n");
    }
  else if (strstr (first, " /feeds/") != NULL && hub->give_feed != NULL)
    {
      g_autofree char *feed = fake_hub_give_feed (hub, first);
      answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                                strlen (feed), feed);
    }
  else if (strstr (first, " /feeds/") != NULL || strstr (first, " /stations/") != NULL)
    answer = g_strdup ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  else
    answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                              "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                              strlen (hub->job), hub->job);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  return TRUE;
}

/* A socket service takes connections in a main loop. */
static gpointer
fake_hub_thread (gpointer user_data)
{
  g_main_loop_run (user_data);
  return NULL;
}

FakeHub *
fake_hub_start (void)
{
  FakeHub *hub = g_new0 (FakeHub, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  hub->service = g_threaded_socket_service_new (4);
  g_socket_listener_add_address (G_SOCKET_LISTENER (hub->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  hub->uri = g_strdup_printf ("http://127.0.0.1:%u",
                              g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  g_signal_connect (hub->service, "run", G_CALLBACK (fake_hub_run_cb), hub);
  g_object_set_data_full (G_OBJECT (hub->service), "loop", g_main_loop_ref (loop),
                          (GDestroyNotify)g_main_loop_unref);
  g_object_set_data (G_OBJECT (hub->service), "thread",
                     g_thread_new ("hub", fake_hub_thread, loop));
  return hub;
}

void
fake_hub_stop (FakeHub *hub)
{
  GMainLoop *loop = g_object_get_data (G_OBJECT (hub->service), "loop");

  while (!g_main_loop_is_running (loop))
    g_thread_yield ();
  g_main_loop_quit (loop);
  g_thread_join (g_object_get_data (G_OBJECT (hub->service), "thread"));
  g_socket_service_stop (hub->service);
  g_socket_listener_close (G_SOCKET_LISTENER (hub->service));
  g_object_unref (hub->service);
  g_free (hub->uri);
  g_free (hub->job);
  g_free (hub);
}

void
fake_hub_answer (FakeHub *hub, char *job)
{
  g_free (hub->job);
  hub->job = job;
}
