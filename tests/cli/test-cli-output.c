// SPDX-License-Identifier: Apache-2.0
// Where the answer goes: a full disk, a machine without a locale.
#include "eve-printer.h"

#include <string.h>

static const char *suimactl;

/* Streams are redirected by a shell. */
static char *
run_in_shell (const char *dir, const char *script, int *ret_exit)
{
  const char *argv[] = { "sh", "-c", script, "sh", suimactl, dir, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  char *out = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  *ret_exit = g_subprocess_get_exit_status (process);
  return out;
}

static void
assert_shell (const char *script, int exit_code, const char *says)
{
  g_autofree char *dir = g_dir_make_tmp ("suima-output-XXXXXX", NULL);
  int got = -1;
  g_autofree char *out = run_in_shell (dir, script, &got);

  eve_remove_folder (dir);
  if (got != exit_code || strstr (out, says) == NULL)
    g_error ("%s: exit %d, \"%s\"", script, got, out);
}

static void
test_full_disk (void)
{
  assert_shell ("\"$1\" --data \"$2\" --json init >/dev/full", 1, "");
  assert_shell ("\"$1\" --data \"$2\" init >/dev/full", 1, "");
}

static void
test_no_locale (void)
{
  static const char *const locales[] = { "C", "zh_XX.UTF-8", "de_DE.ISO-8859-1" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *script = g_strdup_printf (
          "printf '品名,产地,数量\\n芦笋,浙江平湖,25\\n' >\"$2/d.csv\"; export LC_ALL=%s; "
          "\"$1\" --data \"$2/s\" init && \"$1\" --data \"$2/s\" import \"$2/d.csv\" && "
          "\"$1\" --data \"$2/s\" batches",
          locales[i]);
      assert_shell (script, 0, "芦笋");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  suimactl = argv[1];
  g_test_add_func ("/cli-output/full-disk", test_full_disk);
  g_test_add_func ("/cli-output/no-locale", test_no_locale);
  return g_test_run ();
}
