// SPDX-License-Identifier: Apache-2.0
#include "hub-process.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

/* A test that fails leaves no program behind. */
static void
hub_process_die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
hub_process_start (HubProcess *hub, const char *program, const char *crash, const char *argument)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  if (hub->dir == NULL)
    hub->dir = g_dir_make_tmp ("suima-hub-XXXXXX", NULL);
  g_subprocess_launcher_set_child_setup (launcher, hub_process_die_with_parent, NULL, NULL);
  if (crash != NULL)
    g_subprocess_launcher_setenv (launcher, "SUIMA_HUB_CRASH", crash, TRUE);
  hub->process = g_subprocess_launcher_spawn (launcher, &error, program, "--data", hub->dir,
                                              "--listen", "127.0.0.1:0", argument, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hub->process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "suima-hub: listening on http://127.0.0.1:"));
  g_free (hub->uri);
  hub->uri = g_strdup (strstr (line, "http://"));
  hub->port = (guint16)g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
}

void
hub_process_stop (HubProcess *hub)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (hub->process, SIGTERM);
  g_subprocess_wait_check (hub->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&hub->process);
}

void
hub_process_await_kill (HubProcess *hub)
{
  g_assert_true (g_subprocess_wait (hub->process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (hub->process));
  g_assert_cmpint (g_subprocess_get_term_sig (hub->process), ==, SIGKILL);
  g_clear_object (&hub->process);
}

void
hub_process_clear (HubProcess *hub)
{
  g_autoptr (GDir) folder = g_dir_open (hub->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (hub->dir, name, NULL);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (hub->dir), ==, 0);
  g_clear_pointer (&hub->dir, g_free);
  g_clear_pointer (&hub->uri, g_free);
}

char *
hub_process_talk (HubProcess *hub, const char *bytes, gsize size_bytes)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", hub->port, NULL, &error);
  GInputStream *in;
  GString *answer = g_string_new (NULL);
  char piece[4096];
  gssize read_bytes;

  g_assert_no_error (error);
  /* The hub may have said no and hung up before it heard all. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                             size_bytes, NULL, NULL, NULL);
  in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  while ((read_bytes = g_input_stream_read (in, piece, sizeof piece, NULL, NULL)) > 0)
    g_string_append_len (answer, piece, read_bytes);
  return g_string_free (answer, FALSE);
}

void
hub_process_poke (HubProcess *hub, const char *bytes, gsize size_bytes)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", hub->port, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                             size_bytes, NULL, NULL, NULL);
}

guint
hub_process_count_events (HubProcess *hub)
{
  static const char request[] = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  g_autofree char *answer = hub_process_talk (hub, request, strlen (request));
  const char *events = strstr (answer, "\"events\":");

  g_assert_nonnull (events);
  return (guint)g_ascii_strtoull (events + strlen ("\"events\":"), NULL, 10);
}
