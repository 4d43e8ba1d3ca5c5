// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-error.h"
#include "suima-words.h"

#include <glib/gi18n.h>

static json_t *
suima_cli_problem_to_json (const SuimaImportProblem *problem)
{
  json_t *object = json_object ();

  json_object_set_new (object, "row", json_integer (problem->row));
  json_object_set_new (object, "column", json_integer (problem->column));
  suima_cli_set_nullable (object, "header", problem->header);
  suima_json_set_text (object, "code", problem->code);
  suima_json_set_text (object, "value", problem->value);
  suima_json_set_text (object, "message", problem->message);
  return object;
}

static json_t *
suima_cli_problems_to_json (GPtrArray *problems)
{
  json_t *array = json_array ();

  for (guint i = 0; i < problems->len; i++)
    json_array_append_new (array, suima_cli_problem_to_json (problems->pdata[i]));
  return array;
}

json_t *
suima_cli_import_to_json (const char *shown, const SuimaImport *import)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "file", shown);
  json_object_set_new (object, "delivery", json_integer (import->delivery_id));
  json_object_set_new (object, "batches", json_integer (import->batches));
  json_object_set_new (object, "duplicates", json_integer (import->duplicates));
  json_object_set_new (object, "bad_rows", json_integer (import->bad_rows));
  json_object_set_new (object, "recalled", json_integer (import->recalled));
  json_object_set_new (object, "problems", suima_cli_problems_to_json (import->problems));
  json_object_set_new (object, "notes", suima_cli_problems_to_json (import->notes));
  return object;
}

json_t *
suima_cli_import_error_to_json (const char *shown, const GError *error)
{
  g_autofree char *words = suima_words_error (error);
  json_t *object = json_object ();

  suima_json_set_text (object, "file", shown);
  json_object_set_new (object, "delivery", json_null ());
  json_object_set_new (object, "batches", json_integer (0));
  json_object_set_new (object, "duplicates", json_integer (0));
  json_object_set_new (object, "bad_rows", json_integer (0));
  json_object_set_new (object, "problems", json_array ());
  json_object_set_new (object, "notes", json_array ());
  suima_json_set_text (object, "error", suima_error_to_code (error));
  suima_json_set_text (object, "message", words);
  return object;
}

/* A line a second on a long way: a pipe gets nothing that would have to be rubbed out. */
static void
suima_cli_import_progress_cb (guint rows, guint total_rows, gpointer user_data)
{
  gint64 *told_us = user_data;
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - *told_us < G_USEC_PER_SEC)
    return;
  *told_us = now_us;
  g_printerr (_ ("  row %u of %u\n"), rows, total_rows);
}

void
suima_cli_say_import (SuimaCli *cli, const char *shown, const SuimaImport *import)
{
  if (!cli->is_json)
    g_print (_ ("%s: %u new, %u known already, %u problems\n"), shown, import->batches,
             import->duplicates, import->problems->len);
  for (guint i = 0; i < import->problems->len; i++)
    g_printerr ("  %s\n", ((SuimaImportProblem *) import->problems->pdata[i])->message);
  for (guint i = 0; i < import->notes->len; i++)
    g_printerr ("  %s\n", ((SuimaImportProblem *) import->notes->pdata[i])->message);
}

/* Returns: whether every row of the file went in. */
static gboolean
suima_cli_import_file (SuimaCli *cli, SuimaStation *station, const char *path, json_t *files)
{
  g_autoptr (GError) error = NULL;
  gint64 told_us = g_get_monotonic_time ();
  g_autoptr (SuimaImport) import = suima_station_import_with_progress (
      station, path, suima_cli_import_progress_cb, &told_us, NULL, &error);
  g_autofree char *shown = g_filename_display_name (path);

  if (import == NULL)
    {
      g_autofree char *words = suima_words_error (error);
      g_printerr ("%s\n", words);
      json_array_append_new (files, suima_cli_import_error_to_json (shown, error));
      return FALSE;
    }
  json_array_append_new (files, suima_cli_import_to_json (shown, import));
  suima_cli_say_import (cli, shown, import);
  return import->bad_rows == 0;
}

static int
suima_cli_import_files (SuimaCli *cli, SuimaStation *station, int argc, char **argv)
{
  json_t *files = json_array ();
  gboolean is_whole = TRUE;

  for (int i = 1; i < argc; i++)
    is_whole = suima_cli_import_file (cli, station, argv[i], files) && is_whole;
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "files", files);
      suima_cli_print_json (object);
    }
  else
    json_decref (files);
  return is_whole ? SUIMA_EXIT_DONE : SUIMA_EXIT_REFUSED;
}

int
suima_cli_import (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  gboolean watches = FALSE, once = FALSE;
  const GOptionEntry entries[] = {
    { "watch", 0, 0, G_OPTION_ARG_NONE, &watches,
      N_ ("import what is dropped into the watch folder"), NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_ ("only what lies there now"), NULL },
    G_OPTION_ENTRY_NULL
  };
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "FILE… | --watch [--once]", -2))
    return SUIMA_EXIT_USAGE;
  if (watches ? argc > 1 : (argc < 2 || once))
    return suima_cli_refuse_usage (cli, _ ("say files to import, or --watch"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  return watches ? suima_cli_watch (cli, station, once)
                 : suima_cli_import_files (cli, station, argc, argv);
}
