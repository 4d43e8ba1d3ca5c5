// SPDX-License-Identifier: Apache-2.0
// repeat.
#include "suima-cli.h"

#include "suima-station-repeat.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static int
suima_cli_show_repeated (SuimaCli *cli, SuimaStation *station, gint64 batch_id)
{
  GError *error = NULL;
  g_autoptr (SuimaBatchCard) card = suima_station_get_batch (station, batch_id, &error);
  g_autofree char *line = NULL;

  if (card == NULL)
    return suima_cli_fail (cli, error);
  line = suima_cli_dup_pair (card->batch->product, suima_words_batch_status (card->status));
  if (cli->is_json)
    suima_cli_print_json (suima_cli_card_to_json (card));
  else
    g_print ("%" PRId64 "  %s\n", batch_id, line);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_repeat (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *lot = NULL, *made = NULL, *best_before = NULL, *quantity = NULL;
  const GOptionEntry entries[] = {
    { "lot", 0, 0, G_OPTION_ARG_STRING, &lot, N_ ("the lot that came now"), "LOT" },
    { "made", 0, 0, G_OPTION_ARG_STRING, &made, N_ ("made on this day"), "DAY" },
    { "best-before", 0, 0, G_OPTION_ARG_STRING, &best_before,
      N_ ("last day of its life; else as long as the last time"), "DAY" },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &quantity, N_ ("else as much as the last time"), "N" },
    G_OPTION_ENTRY_NULL
  };
  SuimaRepeat repeat = { .production = SUIMA_DAY_NONE, .expiry = SUIMA_DAY_NONE };
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 id;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH --lot LOT", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &repeat.batch_id))
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
  if (!suima_cli_read_quantity (cli, quantity, &repeat.quantity_milli, &exit_code) ||
      !suima_cli_read_day (cli, made, &repeat.production, &exit_code) ||
      !suima_cli_read_day (cli, best_before, &repeat.expiry, &exit_code))
    return exit_code;
  repeat.lot = lot;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  id = suima_station_repeat_batch (station, &repeat, &error);
  return id > 0 ? suima_cli_show_repeated (cli, station, id) : suima_cli_fail (cli, error);
}
