// SPDX-License-Identifier: Apache-2.0
#include "byte-watch.h"

#include <gio/gio.h>
#include <string.h>

struct _ByteWatch
{
  GSocketService *service;
  guint port, printer_port;
  char *mark;
  GMutex lock;
  gint64 seen_us;
};

typedef struct
{
  ByteWatch *watch; /* (nullable): of the way back */
  GInputStream *from;
  GOutputStream *to;
  GSocket *to_socket;
} BytePipe;

static gpointer
byte_pipe_thread (gpointer user_data)
{
  BytePipe *pipe = user_data;
  char bytes[65536];
  gssize n;

  while ((n = g_input_stream_read (pipe->from, bytes, sizeof bytes, NULL, NULL)) > 0)
    {
      ByteWatch *watch = pipe->watch;
      if (watch != NULL && memmem (bytes, (gsize)n, watch->mark, strlen (watch->mark)) != NULL)
        {
          g_mutex_lock (&watch->lock);
          if (watch->seen_us == 0)
            watch->seen_us = g_get_monotonic_time ();
          g_mutex_unlock (&watch->lock);
        }
      if (!g_output_stream_write_all (pipe->to, bytes, (gsize)n, NULL, NULL, NULL))
        break;
    }
  g_socket_shutdown (pipe->to_socket, FALSE, TRUE, NULL);
  return NULL;
}

static gboolean
byte_watch_run_cb (GThreadedSocketService *service,
                   GSocketConnection *station,
                   GObject *source,
                   gpointer user_data)
{
  ByteWatch *watch = user_data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) printer = g_socket_client_connect_to_host (
      client, "127.0.0.1", (guint16)watch->printer_port, NULL, NULL);
  BytePipe there, back;
  GThread *thread;

  if (printer == NULL)
    return TRUE;
  there = (BytePipe){ watch, g_io_stream_get_input_stream (G_IO_STREAM (station)),
                      g_io_stream_get_output_stream (G_IO_STREAM (printer)),
                      g_socket_connection_get_socket (printer) };
  back = (BytePipe){ NULL, g_io_stream_get_input_stream (G_IO_STREAM (printer)),
                     g_io_stream_get_output_stream (G_IO_STREAM (station)),
                     g_socket_connection_get_socket (station) };
  g_socket_set_option (g_socket_connection_get_socket (printer), 6, 1, 1, NULL); /* TCP_NODELAY */
  thread = g_thread_new ("back", byte_pipe_thread, &back);
  byte_pipe_thread (&there);
  g_thread_join (thread);
  return TRUE;
}

static gpointer
byte_watch_loop_thread (gpointer user_data)
{
  g_main_loop_run (user_data);
  return NULL;
}

/* The service's handler owns the watch: it goes with the last line that is still open. */
static void
byte_watch_destroy_cb (gpointer user_data, GClosure *closure)
{
  ByteWatch *watch = user_data;

  g_mutex_clear (&watch->lock);
  g_free (watch->mark);
  g_free (watch);
}

ByteWatch *
byte_watch_start (guint port, const char *mark)
{
  ByteWatch *watch = g_new0 (ByteWatch, 1);
  g_autoptr (GError) error = NULL;

  watch->printer_port = port;
  watch->mark = g_strdup (mark);
  g_mutex_init (&watch->lock);
  watch->service = g_threaded_socket_service_new (16);
  watch->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (watch->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_data (watch->service, "run", G_CALLBACK (byte_watch_run_cb), watch,
                         byte_watch_destroy_cb, 0);
  g_thread_unref (g_thread_new ("watch", byte_watch_loop_thread, g_main_loop_new (NULL, FALSE)));
  g_socket_service_start (watch->service);
  return watch;
}

void
byte_watch_free (ByteWatch *watch)
{
  GSocketService *service = watch->service;

  g_socket_service_stop (service);
  g_object_unref (service);
}

guint
byte_watch_get_port (ByteWatch *watch)
{
  return watch->port;
}

gint64
byte_watch_take_time (ByteWatch *watch)
{
  gint64 seen_us;

  g_mutex_lock (&watch->lock);
  seen_us = watch->seen_us;
  watch->seen_us = 0;
  g_mutex_unlock (&watch->lock);
  return seen_us;
}
