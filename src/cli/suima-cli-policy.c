// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include <glib/gi18n.h>
#include <string.h>

static json_t *
suima_cli_numbers_to_json (const SuimaPolicyRow *row)
{
  json_t *object = json_object ();
  GHashTableIter iter;
  gpointer name, number;

  g_hash_table_iter_init (&iter, row->numbers);
  while (g_hash_table_iter_next (&iter, &name, &number))
    json_object_set_new (object, name, json_integer (*(gint64 *) number));
  return object;
}

static json_t *
suima_cli_row_to_json (const SuimaPolicyRow *row)
{
  json_t *object = json_object ();
  g_autofree char *events = g_strjoinv (",", row->events);

  suima_json_set_text (object, "id", row->id);
  suima_json_set_text (object, "jurisdiction", row->jurisdiction);
  suima_json_set_text (object, "goods_class", row->goods_class);
  suima_json_set_text (object, "event", events);
  suima_json_set_text (object, "requirement", row->requirement);
  if (row->numbers != NULL)
    json_object_set_new (object, "numbers", suima_cli_numbers_to_json (row));
  else
    suima_json_set_text (object, "severity", suima_severity_to_code (row->severity));
  json_object_set_new (object, "may_override", json_boolean (row->may_override));
  suima_cli_set_day (object, "from", row->from);
  suima_cli_set_day (object, "to", row->to);
  suima_cli_set_nullable (object, "source", row->source);
  return object;
}

static int
suima_cli_policy_list (SuimaCli *cli)
{
  g_autoptr (SuimaStation) station = NULL;
  int exit_code = 0;
  json_t *rows = NULL;
  const SuimaPolicy *policy;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  policy = suima_station_get_policy (station);
  rows = json_array ();
  for (guint i = 0; i < policy->rows->len; i++)
    {
      const SuimaPolicyRow *row = g_ptr_array_index (policy->rows, i);
      g_autofree char *from = suima_day_to_text (row->from);
      g_autofree char *to = suima_day_to_text (row->to);
      json_array_append_new (rows, suima_cli_row_to_json (row));
      if (!cli->is_json)
        g_print ("%-36s %-8s %-17s %-44s %s … %s\n", row->id, row->jurisdiction, row->goods_class,
                 row->requirement, from ? from : "", to ? to : "");
    }
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "rows", json_incref (rows));
      json_object_set_new (object, "problems", json_array ());
      suima_cli_print_json (object);
    }
  json_decref (rows);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_policy_show (SuimaCli *cli, int rows, GPtrArray *problems)
{
  json_t *object = json_object (), *array = json_array ();

  for (guint i = 0; i < problems->len; i++)
    {
      const SuimaPolicyProblem *problem = g_ptr_array_index (problems, i);
      json_t *entry = json_object ();
      json_object_set_new (entry, "row", json_integer (problem->row));
      suima_json_set_text (entry, "message", problem->message);
      json_array_append_new (array, entry);
      g_printerr (_ ("Row %u: %s\n"), problem->row, problem->message);
    }
  json_object_set_new (object, "rows", json_integer (rows));
  json_object_set_new (object, "problems", array);
  if (cli->is_json)
    suima_cli_print_json (object);
  else
    {
      g_print (_ ("%d rows, %u problems\n"), rows, problems->len);
      json_decref (object);
    }
  return problems->len == 0 ? SUIMA_EXIT_DONE : SUIMA_EXIT_REFUSED;
}

static int
suima_cli_policy_file (SuimaCli *cli, const char *path, gboolean is_add)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  GError *error = NULL;
  int rows, exit_code = 0;

  if (is_add && (station = suima_cli_open (cli, FALSE, &exit_code)) == NULL)
    return exit_code;
  rows = is_add ? suima_station_add_policy (station, path, &problems, &error)
                : suima_station_check_policy (path, &problems, &error);
  return rows < 0 ? suima_cli_fail (cli, error) : suima_cli_policy_show (cli, rows, problems);
}

int
suima_cli_policy (SuimaCli *cli, int argc, char **argv)
{
  if (!suima_cli_parse (cli, &argc, &argv, NULL, "check FILE | add FILE | list", -1))
    return SUIMA_EXIT_USAGE;
  if (argc == 2 && strcmp (argv[1], "list") == 0)
    return suima_cli_policy_list (cli);
  if (argc == 3 && strcmp (argv[1], "check") == 0)
    return suima_cli_policy_file (cli, argv[2], FALSE);
  if (argc == 3 && strcmp (argv[1], "add") == 0)
    return suima_cli_policy_file (cli, argv[2], TRUE);
  return suima_cli_refuse_usage (cli,
                                 _ ("Say policy check FILE, policy add FILE or policy list"));
}
