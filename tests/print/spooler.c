// SPDX-License-Identifier: Apache-2.0
#include "spooler.h"

#include "eve-printer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static guint spooler_port;

void
spooler_choose_port (void)
{
  g_autofree char *server = NULL;
  g_autofree char *path = g_strdup_printf ("%s:/usr/sbin:/sbin", g_getenv ("PATH"));

  spooler_port = eve_pick_port ();
  server = g_strdup_printf ("localhost:%u", spooler_port);
  g_setenv ("CUPS_SERVER", server, TRUE);
  g_setenv ("PATH", path, TRUE); /* cupsd and lpadmin */
}

static void
spooler_write (const Spooler *spooler, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (spooler->dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

/* Jobs are kept. */
static void
spooler_write_configuration (const Spooler *spooler, guint delay_s)
{
  static const char *const folders[] = { "etc", "spool", "spool/tmp", "cache", "state" };
  const char *dir = spooler->dir;
  g_autofree char *files = g_strdup_printf (
      "ServerRoot %s/etc\nRequestRoot %s/spool\nCacheDir %s/cache\nStateDir %s/state\n"
      "TempDir %s/spool/tmp\nErrorLog %s/error_log\nAccessLog %s/access_log\nPageLog %s/page_log\n",
      dir, dir, dir, dir, dir, dir, dir, dir);
  g_autofree char *server = g_strdup_printf (
      "LogLevel debug\nListen localhost:%u\nBrowsing No\nWebInterface No\nDefaultAuthType None\n"
      "DirtyCleanInterval %u\nErrorPolicy abort-job\nPreserveJobHistory Yes\nMaxJobs 0\n"
      "<Location />\nOrder allow,deny\nAllow localhost\n</Location>\n"
      "<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n"
      "<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n",
      spooler->port, delay_s);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (dir, folders[i], NULL);
      g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
    }
  spooler_write (spooler, "etc/cups-files.conf", files);
  spooler_write (spooler, "etc/cupsd.conf", server);
}

/* Started by root, cupsd runs its backends as another user, who must get to the folder. */
static void
spooler_check_is_reachable (const char *dir)
{
  g_autofree char *parent = g_path_get_dirname (dir);
  GStatBuf about;

  g_assert_cmpint (g_stat (parent, &about), ==, 0);
  if (geteuid () == 0 && (about.st_mode & S_IXOTH) == 0)
    g_error ("%s must let other users through (chmod o+x), or the queue cannot print", parent);
}

static void
spooler_run (Spooler *spooler)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *server = g_build_filename (spooler->dir, "etc/cupsd.conf", NULL);
  g_autofree char *files = g_build_filename (spooler->dir, "etc/cups-files.conf", NULL);
  const char *argv[] = { "cupsd", "-f", "-c", server, "-s", files, NULL };

  g_clear_object (&spooler->cupsd);
  spooler->cupsd = eve_spawn (launcher, argv);
  eve_await_port (spooler->port);
}

static Spooler *
spooler_launch (guint delay_s)
{
  Spooler *spooler = g_new0 (Spooler, 1);

  spooler->port = spooler_port;
  spooler->dir = g_dir_make_tmp ("suima-queue-XXXXXX", NULL);
  spooler_check_is_reachable (spooler->dir);
  g_assert_cmpint (g_chmod (spooler->dir, 0755), ==, 0);
  spooler_write_configuration (spooler, delay_s);
  spooler_run (spooler);
  return spooler;
}

Spooler *
spooler_start (void)
{
  return spooler_launch (0);
}

Spooler *
spooler_start_lazy (void)
{
  return spooler_launch (30);
}

void
spooler_stop (Spooler *spooler)
{
  if (spooler == NULL)
    return;
  eve_end (spooler->cupsd);
  g_object_unref (spooler->cupsd);
  eve_remove_folder (spooler->dir);
  g_free (spooler->dir);
  g_free (spooler);
}

void
spooler_kill (Spooler *spooler)
{
  g_subprocess_force_exit (spooler->cupsd);
  g_subprocess_wait (spooler->cupsd, NULL, NULL);
}

void
spooler_restart (Spooler *spooler)
{
  spooler_run (spooler);
}

/* lpadmin is back before a driverless queue has its PPD. */
static void
spooler_await_everywhere (const char *queue)
{
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autoptr (GSubprocess) lpoptions =
          g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                            NULL, "lpoptions", "-p", queue, NULL);
      g_autofree char *told = NULL;

      g_subprocess_communicate_utf8 (lpoptions, NULL, NULL, &told, NULL, NULL);
      if (told != NULL && strstr (told, "IPP Everywhere") != NULL)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
}

void
spooler_add (Spooler *spooler,
             const char *queue,
             const char *device_uri,
             const char *model,
             const char *policy)
{
  g_autofree char *option = g_strconcat ("printer-error-policy=", policy, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) lpadmin =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, "lpadmin", "-p", queue, "-E", "-v",
                        device_uri, "-m", model, "-o", option, NULL);
  g_autofree char *complaint = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (lpadmin, NULL, NULL, NULL, &complaint, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (lpadmin))
    g_error ("lpadmin -m %s: %s", model, complaint);
  if (strcmp (model, "everywhere") == 0)
    spooler_await_everywhere (queue);
}
