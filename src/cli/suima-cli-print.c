// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <unistd.h>

static void
suima_cli_progress_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaCli *cli = user_data;
  const char *words = progress->condition ? suima_words_printer_condition (progress->condition) : "";

  if (!cli->is_json && isatty (STDERR_FILENO))
    g_printerr ("\r%u / %u  %s\033[K", progress->printed, progress->count, words);
}

static void
suima_cli_print_result_json (const SuimaPrintResult *result)
{
  json_t *object = json_object (), *codes = json_array ();

  json_object_set_new (object, "run", json_integer (result->run_id));
  json_object_set_new (object, "printed", json_integer (result->printed));
  json_object_set_new (object, "in_doubt", json_integer (result->in_doubt));
  json_object_set_new (object, "voided", json_integer (result->voided));
  for (guint i = 0; i < result->items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (result->items, i);
      if (item->state != SUIMA_ITEM_VOID)
        json_array_append_new (codes, json_string (item->uri));
    }
  json_object_set_new (object, "codes", codes);
  if (result->problem != NULL)
    {
      g_autofree char *words = suima_words_error (result->problem);
      suima_json_set_text (object, "message", words);
    }
  suima_cli_print_json (object);
}

static void
suima_cli_print_result_text (const SuimaPrintResult *result)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  g_print (_ ("Run %" PRId64 ": %u printed, %u in doubt, %u void\n"), result->run_id,
           result->printed, result->in_doubt, result->voided);
  if (result->in_doubt > 0)
    g_print (_ ("Look at the last label that came out, then: suimactl settle %" PRId64
                " --last-good CODE (or --none)\n"),
             result->run_id);
}

static int
suima_cli_print_now (SuimaCli *cli, const SuimaPrintRequest *request)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  result = suima_station_print (station, request, suima_cli_progress_cb, cli, cancellable, &error);
  if (result == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_result_json (result);
  else
    suima_cli_print_result_text (result);
  if (result->problem != NULL)
    {
      g_autofree char *words = suima_words_error (result->problem);
      g_printerr ("suimactl: %s\n", words);
    }
  return result->printed == request->count ? SUIMA_EXIT_DONE : SUIMA_EXIT_REFUSED;
}

static int
suima_cli_print_dry (SuimaCli *cli, const SuimaPrintRequest *request, const char *out_dir)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  paths = suima_station_preview_to_files (station, request->batch_id, request->template_id,
                                          request->count, out_dir, &error);
  if (paths == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object (), *files = json_array ();
      for (guint i = 0; i < paths->len; i++)
        json_array_append_new (files, json_string (paths->pdata[i]));
      json_object_set_new (object, "run", json_null ());
      json_object_set_new (object, "printed", json_integer (0));
      json_object_set_new (object, "in_doubt", json_integer (0));
      json_object_set_new (object, "voided", json_integer (0));
      json_object_set_new (object, "codes", json_array ());
      json_object_set_new (object, "files", files);
      suima_cli_print_json (object);
      return SUIMA_EXIT_DONE;
    }
  for (guint i = 0; i < paths->len; i++)
    g_print ("%s\n", (char *) paths->pdata[i]);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_print (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *template = NULL, *printer = NULL, *out_dir = NULL;
  int count = 0;
  gboolean is_dry = FALSE;
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_INT, &count, N_ ("how many labels"), "N" },
    { "template", 0, 0, G_OPTION_ARG_STRING, &template, N_ ("which label, such as 60x40"), "NAME" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &printer, N_ ("its name, address or CUPS queue"), "PRINTER" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &is_dry, N_ ("specimens as pictures, no codes"), NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_dir, N_ ("the folder for the pictures"), "DIR" },
    G_OPTION_ENTRY_NULL
  };
  SuimaPrintRequest request = { 0 };

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH --count N", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &request.batch_id) || count < 1 ||
      (is_dry && out_dir == NULL))
    return suima_cli_refuse_usage (
        cli, _ ("Say the batch's number and --count N (1 or more); --dry-run needs --out DIR"));
  request.count = (guint) count;
  request.template_id = template;
  request.printer = printer;
  return is_dry ? suima_cli_print_dry (cli, &request, out_dir) : suima_cli_print_now (cli, &request);
}
