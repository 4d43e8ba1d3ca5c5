// SPDX-License-Identifier: Apache-2.0
// What a market publishes every morning, and reports every month.
#include "suima-cli.h"

#include "suima-station-market.h"
#include "suima-words.h"

#include <glib/gi18n.h>

static json_t *
suima_cli_board_line_to_json (const SuimaBoardLine *line)
{
  json_t *object = json_object (), *disposals = json_array ();

  json_object_set_new (object, "batch", json_integer (line->batch->id));
  suima_json_set_text (object, "product", line->batch->product);
  suima_cli_set_nullable (object, "lot", line->batch->lot);
  suima_json_set_text (object, "seller", line->seller);
  suima_json_set_text (object, "stall", line->stall);
  suima_json_set_text (object, "item", line->test->item);
  suima_cli_set_nullable (object, "method", line->test->method);
  suima_cli_set_nullable (object, "value", line->test->value);
  suima_json_set_text (object, "verdict", line->test->is_passed ? "pass" : "fail");
  for (guint i = 0; i < line->destructions->len; i++)
    {
      const SuimaBoardDisposal *disposal = g_ptr_array_index (line->destructions, i);
      json_t *entry = json_object ();
      suima_cli_set_day (entry, "day", disposal->day);
      suima_cli_set_nullable (entry, "method", disposal->method);
      json_object_set_new (entry, "quantity",
                           suima_cli_quantity_to_json (disposal->quantity_milli));
      json_object_set_new (entry, "weight_kg", suima_cli_quantity_to_json (disposal->weight_g));
      json_array_append_new (disposals, entry);
    }
  json_object_set_new (object, "disposals", disposals);
  json_object_set_new (object, "left", suima_cli_quantity_to_json (line->on_hand_milli));
  return object;
}

static json_t *
suima_cli_board_lines_to_json (GPtrArray *lines)
{
  json_t *list = json_array ();

  for (guint i = 0; i < lines->len; i++)
    json_array_append_new (list, suima_cli_board_line_to_json (lines->pdata[i]));
  return list;
}

static void
suima_cli_print_board (const SuimaBoard *board, const char *text, const char *path)
{
  json_t *object = json_object ();

  suima_cli_set_day (object, "day", board->day);
  suima_json_set_text (object, "market", board->market);
  suima_json_set_text (object, "before", board->is_retail ? "09:00" : "08:00");
  suima_json_set_text (object, "managers", board->managers);
  suima_json_set_text (object, "phone", board->phone);
  suima_json_set_text (object, "complaints", "12315");
  json_object_set_new (object, "tested", json_integer (board->results->len));
  json_object_set_new (object, "passed", json_integer (board->n_passed));
  json_object_set_new (object, "results", suima_cli_board_lines_to_json (board->results));
  json_object_set_new (object, "failures", suima_cli_board_lines_to_json (board->failures));
  suima_cli_set_nullable (object, "file", path);
  suima_json_set_text (object, "text", text);
  suima_cli_print_json (object);
}

int
suima_cli_board (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *day_text = NULL, *path = NULL, *text = NULL;
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_STRING, &day_text, N_ ("of this day"), "DAY" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("write it to this file"), "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaBoard) board = NULL;
  SuimaDay day;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_read_day (cli, day_text, &day, &exit_code))
    return exit_code;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  board = suima_station_get_board (station, day, &error);
  text = board ? suima_station_write_board (board, path, &error) : NULL;
  if (text == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_board (board, text, path);
  else if (path == NULL)
    g_print ("%s", text);
  else
    g_print (_ ("The board is in %s\n"), path);
  return SUIMA_EXIT_DONE;
}

static void
suima_cli_set_rate (json_t *object, const char *key, guint part, guint whole)
{
  json_object_set_new (object, key,
                       whole > 0 ? json_real ((double)part / whole) : json_null ());
}

static json_t *
suima_cli_month_to_json (const SuimaMonth *month, const char *name, gint64 people)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "month", name);
  json_object_set_new (object, "batches", json_integer (month->n_batches));
  json_object_set_new (object, "batches_tested", json_integer (month->n_batches_tested));
  json_object_set_new (object, "tests", json_integer (month->n_tests));
  json_object_set_new (object, "passed", json_integer (month->n_passed));
  suima_cli_set_rate (object, "pass_rate", month->n_passed, month->n_tests);
  json_object_set_new (object, "failed_batches", json_integer (month->n_failed_batches));
  json_object_set_new (object, "handled", json_integer (month->n_handled));
  suima_cli_set_rate (object, "handled_rate", month->n_handled, month->n_failed_batches);
  json_object_set_new (object, "destroyed_kg", suima_cli_quantity_to_json (month->destroyed_g));
  json_object_set_new (object, "movements_due", json_integer (month->n_movements));
  json_object_set_new (object, "reported_on_time", json_integer (month->n_on_time));
  suima_cli_set_rate (object, "on_time_rate", month->n_on_time, month->n_movements);
  if (people > 0)
    json_object_set_new (object, "tests_per_1000",
                         json_real ((double)month->n_tests * 1000 / (double)people));
  return object;
}

static void
suima_cli_print_month (const SuimaMonth *month, gint64 people)
{
  g_autofree char *passed = suima_percent_to_text (month->n_passed, month->n_tests);
  g_autofree char *handled = suima_percent_to_text (month->n_handled, month->n_failed_batches);
  g_autofree char *on_time = suima_percent_to_text (month->n_on_time, month->n_movements);
  g_autofree char *destroyed = suima_quantity_to_text (month->destroyed_g);

  g_print (_ ("Batches that came in: %u, tested: %u\n"), month->n_batches, month->n_batches_tested);
  g_print (_ ("Tests: %u, passed: %u (%s)\n"), month->n_tests, month->n_passed, passed);
  g_print (_ ("Batches that failed: %u, handled: %u (%s; 100%% is asked for)\n"),
           month->n_failed_batches, month->n_handled, handled);
  g_print (_ ("Destroyed: %s kg\n"), destroyed);
  g_print (_ ("Movements due: %u, reported in time: %u (%s; 90%% is asked for)\n"),
           month->n_movements, month->n_on_time, on_time);
  if (people > 0)
    g_print (_ ("Tests for 1,000 people: %.1f (7 a year are asked for)\n"),
             (double)month->n_tests * 1000 / (double)people);
}

int
suima_cli_month (SuimaCli *cli, int argc, char **argv)
{
  gint64 people = 0;
  const GOptionEntry entries[] = {
    { "people", 0, 0, G_OPTION_ARG_INT64, &people, N_ ("how many people the market serves"), "N" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autofree SuimaMonth *month = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "YYYY-MM", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  month = suima_station_get_month (station, argv[1], &error);
  if (month == NULL)
    return suima_cli_fail (cli, error);
  if (!cli->is_json)
    {
      suima_cli_print_month (month, people);
      return SUIMA_EXIT_DONE;
    }
  suima_cli_print_json (suima_cli_month_to_json (month, argv[1], people));
  return SUIMA_EXIT_DONE;
}
