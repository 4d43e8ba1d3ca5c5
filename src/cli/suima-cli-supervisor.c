// SPDX-License-Identifier: Apache-2.0
// Who may allow what the shop's own rules hold up.
#include "suima-cli.h"

#include <glib/gi18n.h>
#include <string.h>

static int
suima_cli_supervisor_list (SuimaCli *cli)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  names = suima_station_list_supervisors (station, &error);
  if (names == NULL)
    return suima_cli_fail (cli, error);
  for (guint i = 0; i < names->len; i++)
    {
      if (!cli->is_json)
        g_print ("%s\n", (char *) names->pdata[i]);
      json_array_append_new (array, json_string (names->pdata[i]));
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{s:O}", "supervisors", array));
  return SUIMA_EXIT_DONE;
}

/* The PIN of the one who allows it is the first line, the new one the second. */
static int
suima_cli_supervisor_add (SuimaCli *cli, const char *name, const char *by)
{
  g_autoptr (SuimaStation) station = NULL;
  char *by_pin = NULL, *pin = NULL;
  gboolean is_added;
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  by_pin = by != NULL ? suima_cli_read_pin (_ ("PIN of the supervisor")) : NULL;
  pin = suima_cli_read_pin (_ ("New PIN, six digits"));
  is_added = suima_station_add_supervisor (station, name, pin, by, by_pin, &error);
  suima_cli_free_pin (by_pin);
  suima_cli_free_pin (pin);
  if (!is_added)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{s:s}", "supervisor", name));
  else
    g_print (_ ("%s is a supervisor now\n"), name);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_supervisor (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *by = NULL;
  const GOptionEntry entries[] = {
    { "supervisor", 0, 0, G_OPTION_ARG_STRING, &by,
      N_ ("who allows it; their PIN is read before the new one"), "NAME" },
    G_OPTION_ENTRY_NULL
  };

  if (!suima_cli_parse (cli, &argc, &argv, entries, "add NAME | list", -1))
    return SUIMA_EXIT_USAGE;
  if (strcmp (argv[1], "list") == 0 && argc == 2)
    return suima_cli_supervisor_list (cli);
  if (strcmp (argv[1], "add") == 0 && argc == 3)
    return suima_cli_supervisor_add (cli, argv[2], by);
  return suima_cli_refuse_usage (cli, _ ("Say \"supervisor add NAME\" or \"supervisor list\""));
}
