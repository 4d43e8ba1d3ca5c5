// SPDX-License-Identifier: Apache-2.0
#include "eve-printer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

guint
eve_pick_port (void)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, any, TRUE, &error);
  g_assert_no_error (error);
  got = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

static void
eve_child_setup_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

GSubprocess *
eve_spawn (GSubprocessLauncher *launcher, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_child_setup (launcher, eve_child_setup_cb, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  return process;
}

void
eve_end (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
}

void
eve_await_port (guint port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autoptr (GSocketConnection) connection =
          g_socket_client_connect_to_host (client, "127.0.0.1", (guint16)port, NULL, NULL);
      if (connection != NULL)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (2000);
    }
}

/* ippeveprinter asks for a system bus, though it announces nothing. */
static GSubprocess *
eve_start_bus (const char *address)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *argument = g_strconcat ("--address=", address, NULL);
  const char *argv[] = { "dbus-daemon", "--session",       "--nofork", "--nopidfile",
                         argument,      "--print-address", NULL };
  GSubprocess *bus = eve_spawn (launcher, argv);
  char first;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (bus), &first, 1, NULL, NULL),
                   ==, 1);
  return bus;
}

static GSubprocess *
eve_start_printer (const EvePrinter *eve, const char *bus_address, const char *gate_path)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *port = g_strdup_printf ("%u", eve->port);
  const char *argv[] = { "ippeveprinter",
                         "-n",
                         "localhost",
                         "-r",
                         "off",
                         "-a",
                         eve->attributes,
                         "-p",
                         port,
                         "-k",
                         "-d",
                         eve->spool,
                         "-c",
                         eve->command,
                         "Label203",
                         NULL };
  GSubprocess *printer;

  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS", bus_address, TRUE);
  g_subprocess_launcher_setenv (launcher, "SUIMA_PRINT_GATE", gate_path, TRUE);
  g_subprocess_launcher_setenv (launcher, "TMPDIR", eve->dir, TRUE);
  printer = eve_spawn (launcher, argv);
  eve_await_port (eve->port);
  return printer;
}

/* The demonstration's printer, with other formats. */
static void
eve_printer_write_attributes (EvePrinter *eve, const char *formats, const char *more)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (SUIMA_DEMO "/label203.conf", &text, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (text, "image/pwg-raster", 2);
  changed = g_strjoinv (formats, parts);
  whole = g_strconcat (changed, more, NULL);
  eve->attributes = g_build_filename (eve->dir, "attributes.conf", NULL);
  g_file_set_contents (eve->attributes, whole, -1, &error);
  g_assert_no_error (error);
}

static EvePrinter *
eve_printer_launch (const char *command, const char *formats, const char *more)
{
  EvePrinter *eve = g_new0 (EvePrinter, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *bus_address = NULL;
  g_autofree char *gate_path = NULL;

  eve->dir = g_dir_make_tmp ("suima-print-XXXXXX", &error);
  g_assert_no_error (error);
  eve->spool = g_build_filename (eve->dir, "spool", NULL);
  eve->command = g_strdup (command);
  eve_printer_write_attributes (eve, formats, more);
  eve->port = eve_pick_port ();
  eve->uri = g_strdup_printf ("ipp://localhost:%u/ipp/print", eve->port);
  bus_address = g_strdup_printf ("unix:path=%s/bus", eve->dir);
  gate_path = g_build_filename (eve->dir, "gate", NULL);
  g_assert_cmpint (g_mkdir (eve->spool, 0700), ==, 0);
  g_assert_cmpint (mkfifo (gate_path, 0600), ==, 0);
  eve->gate = g_open (gate_path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (eve->gate, >=, 0);
  eve->bus = eve_start_bus (bus_address);
  eve->printer = eve_start_printer (eve, bus_address, gate_path);
  return eve;
}

EvePrinter *
eve_printer_start (void)
{
  return eve_printer_start_with (SUIMA_DEMO "/print-command.sh");
}

EvePrinter *
eve_printer_start_with (const char *command)
{
  return eve_printer_launch (command, "image/pwg-raster", "");
}

EvePrinter *
eve_printer_start_urf (void)
{
  return eve_printer_launch ("/bin/true", "image/pwg-raster\",\"image/urf", "");
}

EvePrinter *
eve_printer_start_saying (const char *attributes)
{
  return eve_printer_launch (SUIMA_DEMO "/print-command.sh", "image/pwg-raster", attributes);
}

void
eve_printer_kill (EvePrinter *eve)
{
  g_subprocess_force_exit (eve->printer);
  g_subprocess_wait (eve->printer, NULL, NULL);
}

void
eve_printer_restart (EvePrinter *eve)
{
  g_autofree char *bus_address = g_strdup_printf ("unix:path=%s/bus", eve->dir);
  g_autofree char *gate_path = g_build_filename (eve->dir, "gate", NULL);

  g_object_unref (eve->printer);
  eve->printer = eve_start_printer (eve, bus_address, gate_path);
}

void
eve_remove_folder (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        eve_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (dir);
}

void
eve_printer_stop (EvePrinter *eve)
{
  if (eve == NULL)
    return;
  eve_end (eve->printer);
  eve_end (eve->bus);
  g_object_unref (eve->printer);
  g_object_unref (eve->bus);
  close (eve->gate);
  eve_remove_folder (eve->dir);
  g_free (eve->dir);
  g_free (eve->spool);
  g_free (eve->command);
  g_free (eve->attributes);
  g_free (eve->uri);
  g_free (eve);
}

void
eve_printer_let_out (EvePrinter *eve, guint n_labels)
{
  for (guint i = 0; i < n_labels; i++)
    g_assert_cmpint (write (eve->gate, "\n", 1), ==, 1);
}

/* Beside the document lies what the command wrote to its standard output: an empty file. */
GBytes *
eve_printer_dup_document (EvePrinter *eve, int job_id)
{
  g_autofree char *prefix = g_strdup_printf ("%d-", job_id);
  g_autoptr (GDir) entries = g_dir_open (eve->spool, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (eve->spool, name, NULL);
      g_autofree char *content = NULL;
      gsize size_bytes;

      if (g_str_has_prefix (name, prefix) &&
          g_file_get_contents (path, &content, &size_bytes, NULL) && size_bytes > 0)
        return g_bytes_new_take (g_steal_pointer (&content), size_bytes);
    }
  return NULL;
}
