// SPDX-License-Identifier: Apache-2.0
// Who may allow what a rule holds up, and who may look at more than a clerk.
#include "suima-cli.h"

#include <glib/gi18n.h>
#include <string.h>

static const SuimaRole suima_cli_badge_roles[] = { SUIMA_ROLE_OWNER, SUIMA_ROLE_OPERATOR,
                                                   SUIMA_ROLE_REGULATOR };

/* Supervisors stand by their names alone, too: scripts of before read that. */
static gboolean
suima_cli_supervisor_add_role (SuimaCli *cli,
                               SuimaStation *station,
                               SuimaRole role,
                               json_t *object,
                               GError **error)
{
  const char *code = suima_role_to_code (role);
  g_autoptr (GPtrArray) names = suima_station_list_badges (station, role, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      json_t *badge = json_pack ("{ssss}", "name", name, "role", code);
      if (!cli->is_json)
        g_print ("%s  %s\n", name, code);
      if (role == SUIMA_ROLE_OWNER)
        json_array_append_new (json_object_get (object, "supervisors"), json_string (name));
      json_array_append_new (json_object_get (object, "badges"), badge);
    }
  return names != NULL;
}

static int
suima_cli_supervisor_list (SuimaCli *cli)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (json_t) object = json_pack ("{s[]s[]}", "supervisors", "badges");
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  for (guint i = 0; i < G_N_ELEMENTS (suima_cli_badge_roles); i++)
    if (!suima_cli_supervisor_add_role (cli, station, suima_cli_badge_roles[i], object, &error))
      return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (g_steal_pointer (&object));
  return SUIMA_EXIT_DONE;
}

/* The PIN of the one who allows it is the first line, the new one the second. */
static int
suima_cli_supervisor_add (SuimaCli *cli, const char *name, SuimaRole role, const char *by)
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
  is_added = suima_station_add_badge (station, name, role, pin, by, by_pin, &error);
  suima_cli_free_pin (by_pin);
  suima_cli_free_pin (pin);
  if (!is_added)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (
      json_pack ("{ssss}", "supervisor", name, "role", suima_role_to_code (role)));
  else if (role == SUIMA_ROLE_OWNER)
    g_print (_ ("%s is a supervisor now\n"), name);
  else
    g_print (_ ("%s may sign in now\n"), name);
  return SUIMA_EXIT_DONE;
}

/* The PIN of the one who does it is the first line; the new one the second. */
static int
suima_cli_supervisor_change (SuimaCli *cli, const char *name, gboolean is_removed, const char *by)
{
  g_autoptr (SuimaStation) station = NULL;
  char *by_pin = NULL, *pin = NULL;
  gboolean is_done;
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  by_pin = suima_cli_read_pin (by ? _ ("PIN of the supervisor") : _ ("PIN until now"));
  pin = is_removed ? NULL : suima_cli_read_pin (_ ("New PIN, six digits"));
  is_done = is_removed
                ? suima_station_remove_badge (station, name, by, by_pin, &error)
                : suima_station_change_pin (station, name, pin, by ? by : name, by_pin, &error);
  suima_cli_free_pin (by_pin);
  suima_cli_free_pin (pin);
  if (!is_done)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (
        json_pack ("{ssss}", "supervisor", name, "change", is_removed ? "removed" : "pin"));
  else
    g_print (is_removed ? _ ("%s has no PIN any more\n") : _ ("%s has a new PIN\n"), name);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_supervisor (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *by = NULL, *code = NULL;
  const GOptionEntry entries[] = {
    { "supervisor", 0, 0, G_OPTION_ARG_STRING, &by,
      N_ ("who allows it; their PIN is read before the new one"), "NAME" },
    { "for", 0, 0, G_OPTION_ARG_STRING, &code,
      N_ ("what the PIN is for: owner (a supervisor), operator or regulator"), "ROLE" },
    G_OPTION_ENTRY_NULL
  };
  SuimaRole role = SUIMA_ROLE_OWNER;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "add NAME | pin NAME | remove NAME | list", -1))
    return SUIMA_EXIT_USAGE;
  if (code != NULL && !suima_role_from_code (code, &role))
    return suima_cli_refuse_usage (cli, _ ("--for is owner, operator or regulator"));
  if (strcmp (argv[1], "list") == 0 && argc == 2)
    return suima_cli_supervisor_list (cli);
  if (strcmp (argv[1], "add") == 0 && argc == 3)
    return suima_cli_supervisor_add (cli, argv[2], role, by);
  if (strcmp (argv[1], "pin") == 0 && argc == 3 && code == NULL)
    return suima_cli_supervisor_change (cli, argv[2], FALSE, by);
  if (strcmp (argv[1], "remove") == 0 && argc == 3 && code == NULL && by != NULL)
    return suima_cli_supervisor_change (cli, argv[2], TRUE, by);
  return suima_cli_refuse_usage (
      cli, _ ("Say \"supervisor add NAME\", \"supervisor pin NAME\", \"supervisor remove NAME "
              "--supervisor WHO\" or \"supervisor list\""));
}
