// SPDX-License-Identifier: Apache-2.0
#include "lprint-server.h"

#include "eve-printer.h"

static void
lprint_server_run (LprintServer *lprint)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *port = g_strdup_printf ("server-port=%u", lprint->port);
  g_autofree char *spool = g_strdup_printf ("spool-directory=%s/spool", lprint->dir);
  g_autofree char *log = g_strdup_printf ("log-file=%s/log", lprint->dir);
  const char *argv[] = { "lprint", "server",
                         "-o",     port,
                         "-o",     "server-hostname=localhost",
                         "-o",     spool,
                         "-o",     log,
                         "-o",     "log-level=debug",
                         "-o",     "server-options=multi-queue,web-interface,no-tls",
                         NULL };

  /* It keeps its state there. */
  g_subprocess_launcher_setenv (launcher, "HOME", lprint->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "TMPDIR", lprint->dir, TRUE);
  g_clear_object (&lprint->server);
  lprint->server = eve_spawn (launcher, argv);
  eve_await_port (lprint->port);
}

LprintServer *
lprint_server_start (const char *device_uri, const char *driver)
{
  LprintServer *lprint = g_new0 (LprintServer, 1);
  g_autofree char *server = NULL;
  g_autoptr (GSubprocess) add = NULL;
  g_autoptr (GError) error = NULL;

  lprint->dir = g_dir_make_tmp ("suima-lprint-XXXXXX", &error);
  g_assert_no_error (error);
  lprint->port = eve_pick_port ();
  lprint->uri = g_strdup_printf ("ipp://localhost:%u/ipp/print/Label", lprint->port);
  lprint_server_run (lprint);
  server = g_strdup_printf ("ipp://localhost:%u/", lprint->port);
  add = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "lprint", "add", "-u", server, "-d",
                          "Label", "-v", device_uri, "-m", driver, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (add, NULL, &error);
  g_assert_no_error (error);
  return lprint;
}

void
lprint_server_stop (LprintServer *lprint)
{
  if (lprint == NULL)
    return;
  /* Its orderly end waits for printers that do not answer. */
  lprint_server_kill (lprint);
  g_object_unref (lprint->server);
  eve_remove_folder (lprint->dir);
  g_free (lprint->dir);
  g_free (lprint->uri);
  g_free (lprint);
}

void
lprint_server_kill (LprintServer *lprint)
{
  g_subprocess_force_exit (lprint->server);
  g_subprocess_wait (lprint->server, NULL, NULL);
}

void
lprint_server_restart (LprintServer *lprint)
{
  lprint_server_run (lprint);
}
