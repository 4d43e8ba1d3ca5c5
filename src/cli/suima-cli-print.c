// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-batch.h"

#include <glib/gi18n.h>

static int
suima_cli_print_now (SuimaCli *cli, const SuimaPrintRequest *request)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  SuimaPrintResult *result = NULL;
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (suima_cli_follow (cli, station, request->resumes_run_id, cancellable, &error))
    result = suima_station_print (station, request, suima_cli_progress, cli, cancellable, &error);
  return result != NULL ? suima_cli_finish_run (cli, result) : suima_cli_fail (cli, error);
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

/* What stands on the command line. */
typedef struct
{
  int count, spare;
  gint64 resume;
  char *template, *printer, *out_dir, *weight, *price, *unit_price;
  char *repacker, *repacked_on, *repack_place;
  gboolean is_dry;
} SuimaCliPrint;

static void
suima_cli_print_clear (SuimaCliPrint *words)
{
  g_free (words->template);
  g_free (words->printer);
  g_free (words->out_dir);
  g_free (words->weight);
  g_free (words->price);
  g_free (words->unit_price);
  g_free (words->repacker);
  g_free (words->repacked_on);
  g_free (words->repack_place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaCliPrint, suima_cli_print_clear)

/* Kilograms to grams, yuan to fen: thousandths divided by @divisor. */
static gboolean
suima_cli_parse_measure (
    SuimaCli *cli, const char *name, const char *text, gint64 divisor, gint64 *ret_value)
{
  gint64 milli = 0;
  g_autofree char *message = NULL;

  if (text == NULL)
    return TRUE;
  if (suima_quantity_parse (text, &milli, NULL) && milli > 0 && milli % divisor == 0)
    {
      *ret_value = milli / divisor;
      return TRUE;
    }
  message = g_strdup_printf (_ ("--%s \"%s\" is not a number above 0 like 12.80"), name, text);
  suima_cli_refuse_usage (cli, message);
  return FALSE;
}

static gboolean
suima_cli_print_make_request (SuimaCli *cli, const SuimaCliPrint *words, SuimaPrintRequest *request)
{
  request->count = (guint) words->count;
  request->spare = (guint) words->spare;
  request->resumes_run_id = words->resume;
  request->template_id = words->template;
  request->printer = words->printer;
  request->repacker = words->repacker;
  request->repacked_on = words->repacked_on;
  request->repack_place = words->repack_place;
  return suima_cli_parse_measure (cli, "weight", words->weight, 1, &request->weight_g) &&
         suima_cli_parse_measure (cli, "price", words->price, 10, &request->price_fen) &&
         suima_cli_parse_measure (cli, "unit-price", words->unit_price, 10,
                                  &request->unit_price_fen);
}

static gboolean
suima_cli_print_check (const SuimaCliPrint *words, int argc, char **argv, gint64 *ret_batch_id)
{
  if (words->resume != 0)
    return words->resume > 0 && argc == 1 && words->count == 0 && words->spare == 0 &&
           !words->is_dry;
  return argc == 2 && suima_cli_parse_number (argv[1], 1, G_MAXINT64, ret_batch_id) &&
         words->count >= 1 && words->spare >= 0 && (!words->is_dry || words->out_dir != NULL);
}

int
suima_cli_print (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaCliPrint) words = { 0 };
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_INT, &words.count, N_ ("how many labels"), "N" },
    { "spare", 0, 0, G_OPTION_ARG_INT, &words.spare,
      N_ ("so many more, to take the place of spoiled ones"), "N" },
    { "resume", 0, 0, G_OPTION_ARG_INT64, &words.resume,
      N_ ("instead of a batch: print what is missing of this run"), "RUN" },
    { "template", 0, 0, G_OPTION_ARG_STRING, &words.template, N_ ("which label, such as 60x40"),
      "NAME" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &words.printer,
      N_ ("its name, address or CUPS queue"), "PRINTER" },
    { "weight", 0, 0, G_OPTION_ARG_STRING, &words.weight, N_ ("net weight of each, such as 0.48"),
      "KG" },
    { "price", 0, 0, G_OPTION_ARG_STRING, &words.price, N_ ("price of each, such as 12.80"),
      "YUAN" },
    { "unit-price", 0, 0, G_OPTION_ARG_STRING, &words.unit_price, N_ ("price of a kilogram"),
      "YUAN" },
    { "repacker", 0, 0, G_OPTION_ARG_STRING, &words.repacker, N_ ("who packed it anew"), "NAME" },
    { "repacked-on", 0, 0, G_OPTION_ARG_STRING, &words.repacked_on, N_ ("on which day it was packed anew"), "DAY" },
    { "repack-place", 0, 0, G_OPTION_ARG_STRING, &words.repack_place, N_ ("and where"), "PLACE" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &words.is_dry, N_ ("specimens as pictures, no codes"),
      NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &words.out_dir, N_ ("the folder for the pictures"),
      "DIR" },
    G_OPTION_ENTRY_NULL
  };
  SuimaPrintRequest request = { 0 };

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH --count N | --resume RUN", -2))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_print_check (&words, argc, argv, &request.batch_id))
    return suima_cli_refuse_usage (
        cli, _ ("Say the batch's number and --count N (1 or more), or --resume RUN alone; "
                "--dry-run needs --out DIR"));
  if (!suima_cli_print_make_request (cli, &words, &request))
    return SUIMA_EXIT_USAGE;
  return words.is_dry ? suima_cli_print_dry (cli, &request, words.out_dir)
                      : suima_cli_print_now (cli, &request);
}
