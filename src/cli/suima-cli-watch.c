// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-error.h"
#include "suima-station-watch.h"
#include "suima-words.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#define SUIMA_CLI_WATCH_S 2

/* `import --watch` at work. */
typedef struct
{
  SuimaCli *cli;       /* borrowed */
  SuimaWatch *watch;   /* borrowed */
  GMainLoop *loop;     /* borrowed */
  char *told;          /* owned (nullable): the trouble with the folder that was said last */
  json_t *files;       /* owned (nullable): of --once */
  gboolean is_refused; /* a file, or rows of one, did not go in */
} SuimaCliWatch;

static json_t *
suima_cli_watch_file_to_json (const SuimaWatchFile *file)
{
  json_t *object = file->import != NULL ? suima_cli_import_to_json (file->name, file->import)
                                        : suima_cli_import_error_to_json (file->name, file->error);

  suima_json_set_text (object, "outcome", suima_watch_outcome_to_code (file->outcome));
  suima_cli_set_nullable (object, "moved_to", file->moved_to);
  return object;
}

static void
suima_cli_watch_say (SuimaCliWatch *watch, const SuimaWatchFile *file)
{
  if (file->import != NULL)
    suima_cli_say_import (watch->cli, file->name, file->import);
  if (file->error != NULL)
    {
      g_autofree char *words = suima_words_error (file->error);
      g_printerr ("%s\n", words);
    }
  if (file->outcome == SUIMA_WATCH_LEFT)
    g_printerr (_ ("%s stays where it is\n"), file->name);
}

static void
suima_cli_watch_print (SuimaCliWatch *watch, json_t *files)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "folder", suima_watch_get_folder (watch->watch));
  json_object_set_new (object, "files", files);
  if (watch->told != NULL)
    suima_json_set_text (object, "message", watch->told);
  suima_cli_print_json (object);
  fflush (stdout);
}

static void
suima_cli_watch_take (SuimaCliWatch *watch, GPtrArray *files)
{
  json_t *list = json_array ();

  for (guint i = 0; i < files->len; i++)
    {
      const SuimaWatchFile *file = g_ptr_array_index (files, i);
      suima_cli_watch_say (watch, file);
      json_array_append_new (list, suima_cli_watch_file_to_json (file));
      watch->is_refused = watch->is_refused || file->outcome != SUIMA_WATCH_DONE;
    }
  if (watch->files != NULL)
    json_array_extend (watch->files, list);
  else if (watch->cli->is_json && files->len > 0)
    suima_cli_watch_print (watch, json_incref (list));
  json_decref (list);
}

/* A share that went away comes back: it is said once, and looked for again. */
static gboolean
suima_cli_watch_step_cb (gpointer user_data)
{
  SuimaCliWatch *watch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = suima_watch_step (watch->watch, &error);
  g_autofree char *words = error ? suima_words_error (error) : NULL;

  if (files != NULL)
    suima_cli_watch_take (watch, files);
  else if (g_strcmp0 (words, watch->told) != 0)
    g_printerr ("suimactl: %s\n", words);
  g_free (watch->told);
  watch->told = g_steal_pointer (&words);
  return G_SOURCE_CONTINUE;
}

static gboolean
suima_cli_watch_stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* Two looks, far enough apart to tell a whole file from one that is still being written. */
static int
suima_cli_watch_once (SuimaCliWatch *watch)
{
  watch->files = json_array ();
  suima_cli_watch_step_cb (watch);
  if (watch->told == NULL)
    g_usleep (G_USEC_PER_SEC + G_USEC_PER_SEC / 10);
  if (watch->told == NULL)
    suima_cli_watch_step_cb (watch);
  if (watch->cli->is_json)
    suima_cli_watch_print (watch, json_incref (watch->files));
  json_decref (watch->files);
  return watch->told != NULL || watch->is_refused ? SUIMA_EXIT_REFUSED : SUIMA_EXIT_DONE;
}

static int
suima_cli_watch_on (SuimaCliWatch *watch)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGINT, suima_cli_watch_stop_cb, loop);
  g_unix_signal_add (SIGTERM, suima_cli_watch_stop_cb, loop);
  g_timeout_add_seconds (SUIMA_CLI_WATCH_S, suima_cli_watch_step_cb, watch);
  if (!watch->cli->is_json)
    g_print (_ ("Watching %s; Ctrl-C ends it\n"), suima_watch_get_folder (watch->watch));
  fflush (stdout);
  suima_cli_watch_step_cb (watch);
  g_main_loop_run (loop);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_watch (SuimaCli *cli, SuimaStation *station, gboolean once)
{
  g_autoptr (SuimaWatch) folder = suima_watch_new (station);
  SuimaCliWatch watch = { .cli = cli, .watch = folder };
  int exit_code = once ? suima_cli_watch_once (&watch) : suima_cli_watch_on (&watch);

  g_free (watch.told);
  return exit_code;
}
