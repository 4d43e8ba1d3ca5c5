// SPDX-License-Identifier: Apache-2.0
// clock, clock accept.
#include "suima-cli.h"

#include "suima-event.h"
#include "suima-station-clock.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

static int
suima_cli_show_clock (SuimaCli *cli, SuimaStation *station)
{
  static const char *const codes[] = { "fine", "behind", "ahead" };
  int utc_offset_min = suima_station_get_config (station)->utc_offset_min;
  g_autofree char *now = NULL, *newest = NULL;
  GError *error = NULL;
  SuimaClock clock;

  if (!suima_station_get_clock (station, &clock, &error))
    return suima_cli_fail (cli, error);
  now = suima_time_to_text (clock.now_us, utc_offset_min);
  newest = clock.newest_us ? suima_time_to_text (clock.newest_us, utc_offset_min) : NULL;
  if (cli->is_json)
    {
      json_t *object = json_object ();
      suima_json_set_text (object, "state", codes[clock.state]);
      suima_json_set_text (object, "now", now);
      suima_cli_set_nullable (object, "newest", newest);
      suima_cli_print_json (object);
      return SUIMA_EXIT_DONE;
    }
  g_print ("%s  %.10s %.5s  %s\n", _ ("Clock"), now, now + 11,
           suima_words_clock (clock.state));
  if (newest != NULL)
    g_print ("%s  %.10s %.5s\n", _ ("Newest record"), newest, newest + 11);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_clock (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *person = NULL;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("accept: who says that it is right"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gboolean is_accept;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "[accept --by NAME]", -2))
    return SUIMA_EXIT_USAGE;
  is_accept = argc == 2 && strcmp (argv[1], "accept") == 0;
  if (argc > 1 && !is_accept)
    return suima_cli_refuse_usage (cli, _ ("Say \"clock\", or \"clock accept --by NAME\""));
  station = suima_cli_open (cli, !is_accept, &exit_code);
  if (station == NULL)
    return exit_code;
  if (is_accept && !suima_station_accept_clock (station, person, &error))
    return suima_cli_fail (cli, error);
  return suima_cli_show_clock (cli, station);
}
