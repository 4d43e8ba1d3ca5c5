// SPDX-License-Identifier: Apache-2.0
#include "program.h"

#include <signal.h>
#include <sys/prctl.h>

const char *
program_get (const char *name)
{
  const char *value = g_getenv (name);

  if (value == NULL)
    g_error ("%s is not set: run this as a test of meson", name);
  return value;
}

static void
program_child_setup_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
program_watch (GSubprocessLauncher *launcher, const ProgramWatch *watch)
{
  const char *module = program_get ("SUIMA_KILL_MODULE");
  g_autofree char *modules =
      watch->finger ? g_strjoin (":", module, program_get ("SUIMA_FINGER_MODULE"), NULL)
                    : g_strdup (module);

  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", modules, TRUE);
  g_subprocess_launcher_setenv (launcher, "SUIMA_KILL_WORDS", watch->words_path, TRUE);
  if (watch->kill_at != NULL)
    g_subprocess_launcher_setenv (launcher, "SUIMA_KILL_AT", watch->kill_at, TRUE);
  if (watch->finger == NULL)
    return;
  g_subprocess_launcher_setenv (launcher, "SUIMA_KILL_WAIT", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "SUIMA_FINGER", watch->finger, TRUE);
}

GSubprocess *
program_spawn (const char *const *argv, const ProgramWatch *watch, gboolean is_loud)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      is_loud || g_getenv ("SUIMA_CAMPAIGN_LOUD") != NULL
          ? G_SUBPROCESS_FLAGS_NONE
          : G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_child_setup (launcher, program_child_setup_cb, NULL, NULL);
  if (watch != NULL)
    program_watch (launcher, watch);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  return process;
}

void
program_kill (GSubprocess *process)
{
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

gboolean
program_is_running (GSubprocess *process)
{
  return g_subprocess_get_identifier (process) != NULL;
}
