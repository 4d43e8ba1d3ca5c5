// SPDX-License-Identifier: Apache-2.0
// Stock checks: count open, scan, show, sign, list.
#include "suima-cli.h"

#include "suima-item.h"
#include "suima-station-count.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static json_t *
suima_cli_count_line_to_json (const SuimaCountLine *line)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "code", line->code);
  suima_cli_set_nullable (object, "serial", line->serial);
  suima_json_set_text (object, "finding", suima_count_finding_to_code (line->finding));
  if (line->batch_id != 0)
    {
      json_object_set_new (object, "batch", json_integer (line->batch_id));
      suima_cli_set_nullable (object, "product", line->product);
      suima_cli_set_nullable (object, "lot", line->lot);
      suima_cli_set_nullable (object, "place", line->place && *line->place ? line->place : NULL);
      suima_json_set_text (object, "state",
                           suima_item_state_to_code ((SuimaItemState)line->state));
    }
  return object;
}

static void
suima_cli_print_count_line (const SuimaCountLine *line)
{
  g_print ("   %s  %s  %s: %s\n", line->serial ? line->serial : line->code,
           line->product ? line->product : "", line->place ? line->place : "",
           suima_words_count_finding (line->finding));
}

static void
suima_cli_set_round (SuimaStation *station, json_t *object, const SuimaCountRound *round)
{
  int offset_min = suima_station_get_config (station)->utc_offset_min;

  json_object_set_new (object, "round", json_integer (round->id));
  suima_cli_set_nullable (object, "place", *round->place ? round->place : NULL);
  suima_cli_set_time (object, "opened", round->opened_us, offset_min);
  suima_cli_set_time (object, "signed", round->signed_us, offset_min);
  suima_cli_set_nullable (object, "signed_by", round->signed_by);
}

static json_t *
suima_cli_counts_of_findings_to_json (const SuimaCountSheet *sheet)
{
  json_t *counts = json_object ();

  for (guint i = SUIMA_COUNT_FOUND; i < SUIMA_COUNT_N_FINDINGS; i++)
    json_object_set_new (counts, suima_count_finding_to_code ((SuimaCountFinding)i),
                         json_integer (sheet->counts[i]));
  return counts;
}

/* What was found as it should be is only counted. */
static int
suima_cli_show_count (SuimaCli *cli, SuimaStation *station, const SuimaCountSheet *sheet)
{
  json_t *object = json_object (), *lines = json_array ();

  suima_cli_set_round (station, object, sheet->round);
  json_object_set_new (object, "counts", suima_cli_counts_of_findings_to_json (sheet));
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      const SuimaCountLine *line = g_ptr_array_index (sheet->lines, i);
      if (line->finding == SUIMA_COUNT_FOUND)
        continue;
      json_array_append_new (lines, suima_cli_count_line_to_json (line));
      if (!cli->is_json)
        suima_cli_print_count_line (line);
    }
  json_object_set_new (object, "lines", lines);
  for (guint i = SUIMA_COUNT_FOUND; !cli->is_json && i < SUIMA_COUNT_N_FINDINGS; i++)
    if (sheet->counts[i] > 0)
      g_print ("%6u  %s\n", sheet->counts[i], suima_words_count_finding ((SuimaCountFinding)i));
  if (cli->is_json)
    suima_cli_print_json (json_incref (object));
  json_decref (object);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_count_open (SuimaCli *cli, SuimaStation *station, const char *place)
{
  GError *error = NULL;
  gint64 id = suima_station_open_count (station, place, &error);

  if (id == 0)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sI}", "round", (json_int_t)id));
  else
    g_print (_ ("Stock check %" PRId64 " is open: suimactl count scan %" PRId64 " CODE...\n"), id, id);
  return SUIMA_EXIT_DONE;
}

/* The codes of the command line, or, for "-", a line each of the standard input. */
static GPtrArray *
suima_cli_read_codes (char **argv)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = NULL;
  size_t size_bytes = 0;

  for (; *argv != NULL && strcmp (*argv, "-") != 0; argv++)
    g_ptr_array_add (codes, g_strdup (*argv));
  while (*argv != NULL && getline (&line, &size_bytes, stdin) >= 0)
    if (*g_strstrip (line) != '\0')
      g_ptr_array_add (codes, g_strdup (line));
  g_ptr_array_add (codes, NULL);
  return codes;
}

static int
suima_cli_count_scan (SuimaCli *cli, SuimaStation *station, gint64 round_id, char **argv)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) codes = suima_cli_read_codes (argv);
  g_autoptr (GPtrArray) lines = NULL;
  json_t *list;

  lines = suima_station_scan_count (station, round_id, (const char *const *)codes->pdata, &error);
  if (lines == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < lines->len; i++)
    if (cli->is_json)
      json_array_append_new (list, suima_cli_count_line_to_json (lines->pdata[i]));
    else
      suima_cli_print_count_line (lines->pdata[i]);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sIsisO}", "round", (json_int_t)round_id, "repeated",
                                     (int)(codes->len - 1 - lines->len), "scans", list));
  json_decref (list);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_count_list (SuimaCli *cli, SuimaStation *station)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) rounds = suima_station_list_counts (station, &error);
  json_t *list;

  if (rounds == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < rounds->len; i++)
    {
      const SuimaCountRound *round = g_ptr_array_index (rounds, i);
      json_t *object = json_object ();
      suima_cli_set_round (station, object, round);
      json_array_append_new (list, object);
      if (!cli->is_json)
        g_print ("%5" PRId64 "  %s  %s\n", round->id, round->place,
                 round->signed_by ? round->signed_by : "-");
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sO}", "rounds", list));
  json_decref (list);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_count_round (
    SuimaCli *cli, SuimaStation *station, char **argv, gint64 round_id, const char *person)
{
  GError *error = NULL;
  g_autoptr (SuimaCountSheet) sheet = NULL;

  if (strcmp (argv[1], "scan") == 0)
    return suima_cli_count_scan (cli, station, round_id, argv + 3);
  sheet = strcmp (argv[1], "sign") == 0 ? suima_station_sign_count (station, round_id, person, &error)
                                        : suima_station_get_count (station, round_id, &error);
  return sheet ? suima_cli_show_count (cli, station, sheet) : suima_cli_fail (cli, error);
}

static gboolean
suima_cli_count_is_usage (int argc, char **argv, gint64 *ret_round)
{
  if (strcmp (argv[1], "open") == 0 || strcmp (argv[1], "list") == 0)
    return argc == 2;
  if (argc < 3 || !suima_cli_parse_number (argv[2], 1, G_MAXINT64, ret_round))
    return FALSE;
  if (strcmp (argv[1], "scan") == 0)
    return argc > 3;
  return argc == 3 && (strcmp (argv[1], "show") == 0 || strcmp (argv[1], "sign") == 0);
}

int
suima_cli_count (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *place = NULL;
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, N_ ("open: only what stands there"), "PLACE" },
    SUIMA_CLI_ROLE_ENTRY (cli),
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  gint64 round_id = 0;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries,
                        "open | scan ROUND CODE...|- | show ROUND | sign ROUND | list", -1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_count_is_usage (argc, argv, &round_id))
    return suima_cli_refuse_usage (
        cli, _ ("count open, count scan ROUND CODE..., count show ROUND, count sign ROUND, count list"));
  station = suima_cli_open (
      cli, strcmp (argv[1], "show") == 0 || strcmp (argv[1], "list") == 0, &exit_code);
  if (station == NULL)
    return exit_code;
  if (strcmp (argv[1], "open") == 0)
    return suima_cli_count_open (cli, station, place);
  if (strcmp (argv[1], "list") == 0)
    return suima_cli_count_list (cli, station);
  return suima_cli_count_round (cli, station, argv, round_id, cli->by);
}
