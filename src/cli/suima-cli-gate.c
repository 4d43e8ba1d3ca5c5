// SPDX-License-Identifier: Apache-2.0
// The market's gate: gate enter, move, list; sample; test.
#include "suima-cli.h"

#include "suima-station-market.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

static json_t *
suima_cli_gate_to_json (const SuimaGateEntry *entry)
{
  json_t *object = json_object ();

  json_object_set_new (object, "batch", json_integer (entry->batch_id));
  suima_json_set_text (object, "zone", suima_zone_to_code (entry->zone));
  suima_cli_set_day (object, "day", entry->day);
  json_object_set_new (object, "report", json_boolean (entry->has_report));
  json_object_set_new (object, "drawn", json_boolean (entry->is_drawn));
  suima_cli_set_nullable (object, "seller", *entry->seller ? entry->seller : NULL);
  json_object_set_new (object, "tests", json_integer (entry->n_tests));
  json_object_set_new (object, "failed", json_integer (entry->n_failed));
  return object;
}

static int
suima_cli_show_gate (SuimaCli *cli, SuimaStation *station, const SuimaGateEntry *entry)
{
  g_autoptr (SuimaBatchCard) card = suima_station_get_batch (station, entry->batch_id, NULL);
  json_t *object;

  if (!cli->is_json)
    {
      g_print ("%" PRId64 "  %s  %s\n", entry->batch_id, card ? card->batch->product : "",
               suima_words_zone (entry->zone));
      return SUIMA_EXIT_DONE;
    }
  object = suima_cli_gate_to_json (entry);
  json_object_set_new (object, "lock", card ? suima_cli_lock_to_json (card->locks) : json_null ());
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_gate_list (SuimaCli *cli, SuimaStation *station, SuimaDay day, SuimaZone zone)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) lines = suima_station_list_gate (station, day, zone, &error);
  json_t *list;

  if (lines == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < lines->len; i++)
    {
      const SuimaGateLine *line = g_ptr_array_index (lines, i);
      json_t *object = suima_cli_gate_to_json (line->entry);
      suima_json_set_text (object, "product", line->batch->product);
      suima_cli_set_nullable (object, "lot", line->batch->lot);
      json_array_append_new (list, object);
      if (!cli->is_json)
        g_print ("%5" PRId64 "  %s  %s  %s  %s\n", line->entry->batch_id,
                 suima_words_zone (line->entry->zone), line->batch->product,
                 line->batch->lot ? line->batch->lot : "-", line->entry->seller);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sO}", "gate", list));
  json_decref (list);
  return SUIMA_EXIT_DONE;
}

typedef struct
{
  gboolean has_report;
  char *seller, *person, *day, *zone;
} SuimaGateOptions;

static void
suima_gate_options_clear (SuimaGateOptions *options)
{
  g_free (options->seller);
  g_free (options->person);
  g_free (options->day);
  g_free (options->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaGateOptions, suima_gate_options_clear)

/* What `gate` is asked for. */
typedef struct
{
  enum
  {
    SUIMA_GATE_LIST,
    SUIMA_GATE_ENTER,
    SUIMA_GATE_MOVE,
  } act;
  gint64 batch_id;
  SuimaZone zone;
  SuimaDay day;
} SuimaGateRequest;

static gboolean
suima_cli_read_gate (
    int argc, char **argv, const SuimaGateOptions *options, SuimaGateRequest *request)
{
  const char *act = argc > 1 ? argv[1] : "";

  request->day = SUIMA_DAY_NONE;
  if (options->day != NULL && !suima_day_parse (options->day, &request->day, NULL))
    return FALSE;
  if (strcmp (act, "list") == 0 && argc == 2)
    {
      request->act = SUIMA_GATE_LIST;
      return options->zone == NULL || suima_zone_from_code (options->zone, &request->zone);
    }
  if (argc < 3 || !suima_cli_parse_number (argv[2], 1, G_MAXINT64, &request->batch_id))
    return FALSE;
  request->act = strcmp (act, "enter") == 0 ? SUIMA_GATE_ENTER : SUIMA_GATE_MOVE;
  if (request->act == SUIMA_GATE_ENTER)
    return argc == 3;
  return strcmp (act, "move") == 0 && argc == 4 && suima_zone_from_code (argv[3], &request->zone);
}

int
suima_cli_gate (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaGateOptions) options = { 0 };
  SuimaGateRequest request = { 0 };
  const GOptionEntry entries[] = {
    { "report", 0, 0, G_OPTION_ARG_NONE, &options.has_report, N_ ("a test report came with it"),
      NULL },
    { "seller", 0, 0, G_OPTION_ARG_STRING, &options.seller, N_ ("whose goods they are"), "NAME" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_ ("list: that came in then"), "DAY" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &options.zone, N_ ("list: that stand there"), "ZONE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaGateEntry) entry = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "enter BATCH | move BATCH ZONE | list", -1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_read_gate (argc, argv, &options, &request))
    return suima_cli_refuse_usage (
        cli, _ ("gate enter BATCH, gate move BATCH testing|trade|storage|dispatch, or gate list"));
  station = suima_cli_open (cli, request.act == SUIMA_GATE_LIST, &exit_code);
  if (station == NULL)
    return exit_code;
  if (request.act == SUIMA_GATE_LIST)
    return suima_cli_gate_list (cli, station, request.day, request.zone);
  entry = request.act == SUIMA_GATE_ENTER
              ? suima_station_enter_gate (station, request.batch_id, options.has_report,
                                          options.seller, options.person, &error)
              : suima_station_move_zone (station, request.batch_id, request.zone, options.person,
                                         &error);
  return entry ? suima_cli_show_gate (cli, station, entry) : suima_cli_fail (cli, error);
}

static int
suima_cli_show_sampling (SuimaCli *cli, const SuimaSampling *sampling)
{
  g_autofree char *words = suima_words_sampling (sampling);
  json_t *object, *drawn;

  if (!cli->is_json)
    {
      g_print ("%s\n", words);
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  drawn = json_array ();
  for (guint i = 0; i < sampling->drawn->len; i++)
    json_array_append_new (drawn, suima_cli_gate_to_json (sampling->drawn->pdata[i]));
  suima_cli_set_day (object, "day", sampling->day);
  suima_cli_set_nullable (object, "seed", sampling->seed);
  json_object_set_new (object, "reported", json_integer (sampling->n_reported));
  json_object_set_new (object, "required", json_integer (sampling->n_required));
  json_object_set_new (object, "drawn", json_integer (sampling->n_drawn));
  json_object_set_new (object, "tested", json_integer (sampling->n_tested));
  json_object_set_new (
      object, "shortfall",
      json_integer (MAX ((int)sampling->n_required - (int)sampling->n_tested, 0)));
  json_object_set_new (object, "unreported", json_integer (sampling->n_unreported));
  json_object_set_new (object, "untested", json_integer (sampling->n_untested));
  json_object_set_new (object, "batches", drawn);
  suima_json_set_text (object, "message", words);
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_sample (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *day_text = NULL, *person = NULL;
  gboolean must_draw = FALSE;
  const GOptionEntry entries[] = {
    { "draw", 0, 0, G_OPTION_ARG_NONE, &must_draw, N_ ("draw what is lacking"), NULL },
    { "day", 0, 0, G_OPTION_ARG_STRING, &day_text, N_ ("of this day"), "DAY" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaSampling) sampling = NULL;
  SuimaDay day;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_read_day (cli, day_text, &day, &exit_code))
    return exit_code;
  station = suima_cli_open (cli, !must_draw, &exit_code);
  if (station == NULL)
    return exit_code;
  sampling = must_draw ? suima_station_draw_sample (station, day, person, &error)
                       : suima_station_get_sampling (station, day, &error);
  return sampling ? suima_cli_show_sampling (cli, sampling) : suima_cli_fail (cli, error);
}

static int
suima_cli_show_test (SuimaCli *cli, SuimaStation *station, const SuimaTest *test, gint64 seq)
{
  GError *error = NULL;
  g_autoptr (SuimaBatchCard) card = suima_station_get_batch (station, test->batch_id, &error);
  g_autoptr (SuimaGateEntry) entry = NULL;
  const char *next = test->is_passed ? NULL : suima_words_after_failure ();
  json_t *object;

  if (card == NULL)
    return suima_cli_fail (cli, error);
  entry = suima_station_get_gate (station, test->batch_id, NULL);
  if (!cli->is_json)
    {
      g_print ("%s: %s\n", card->batch->product, test->is_passed ? _ ("passed") : _ ("FAILED"));
      if (next != NULL)
        g_print ("%s\n", next);
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  json_object_set_new (object, "event", json_integer (seq));
  json_object_set_new (object, "batch", json_integer (test->batch_id));
  suima_json_set_text (object, "item", test->item);
  suima_json_set_text (object, "verdict", test->is_passed ? "pass" : "fail");
  suima_cli_set_nullable (object, "zone", entry ? suima_zone_to_code (entry->zone) : NULL);
  json_object_set_new (object, "lock", suima_cli_lock_to_json (card->locks));
  suima_cli_set_nullable (object, "next", next);
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_test (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *item = NULL, *method = NULL, *value = NULL, *verdict = NULL, *tester = NULL;
  const GOptionEntry entries[] = {
    { "item", 0, 0, G_OPTION_ARG_STRING, &item, N_ ("what was tested"), "TEXT" },
    { "method", 0, 0, G_OPTION_ARG_STRING, &method, N_ ("how"), "TEXT" },
    { "value", 0, 0, G_OPTION_ARG_STRING, &value, N_ ("what came out"), "TEXT" },
    { "verdict", 0, 0, G_OPTION_ARG_STRING, &verdict, N_ ("pass or fail"), "pass|fail" },
    { "tester", 0, 0, G_OPTION_ARG_STRING, &tester, N_ ("who tested it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  SuimaTest test = { 0 };
  GError *error = NULL;
  int exit_code = 0;
  gint64 seq;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH --item TEXT --verdict pass|fail", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &test.batch_id))
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
  if (g_strcmp0 (verdict, "pass") != 0 && g_strcmp0 (verdict, "fail") != 0)
    return suima_cli_refuse_usage (cli, _ ("The verdict is pass or fail"));
  test.item = item;
  test.method = method;
  test.value = value;
  test.tester = tester;
  test.is_passed = strcmp (verdict, "pass") == 0;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  seq = suima_station_record_test (station, &test, &error);
  return seq >= 0 ? suima_cli_show_test (cli, station, &test, seq) : suima_cli_fail (cli, error);
}
