// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

static json_t *
suima_cli_rule_to_json (const SuimaRule *rule)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "id", rule->id);
  suima_json_set_text (object, "stage", suima_rule_stage_to_code (rule->stage));
  suima_json_set_text (object, "what", rule->what);
  suima_json_set_text (object, "system", rule->system);
  suima_json_set_text (object, "title", rule->title);
  suima_cli_set_nullable (object, "issuer", rule->issuer);
  suima_cli_set_nullable (object, "jurisdiction", rule->jurisdiction);
  suima_json_set_text (object, "evidence", rule->evidence);
  suima_cli_set_nullable (object, "source", rule->source);
  return object;
}

static int
suima_cli_recognition_list (SuimaCli *cli)
{
  g_autoptr (SuimaStation) station = NULL;
  const SuimaRecognition *recognition;
  json_t *object, *rules;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  recognition = suima_station_get_recognition (station);
  rules = json_array ();
  for (guint i = 0; i < recognition->rules->len; i++)
    {
      const SuimaRule *rule = g_ptr_array_index (recognition->rules, i);
      json_array_append_new (rules, suima_cli_rule_to_json (rule));
      if (!cli->is_json)
        g_print ("%-32s %-10s %s · %s\n", rule->id, suima_rule_stage_to_code (rule->stage),
                 rule->title, suima_words_evidence (rule->evidence));
    }
  object = json_object ();
  json_object_set_new (object, "rules", rules);
  json_object_set_new (object, "problems", json_array ());
  if (cli->is_json)
    suima_cli_print_json (object);
  else
    json_decref (object);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_recognition_show (SuimaCli *cli, int n_rules, GPtrArray *problems)
{
  json_t *object = json_object (), *array = json_array ();

  for (guint i = 0; i < problems->len; i++)
    {
      const SuimaRuleProblem *problem = g_ptr_array_index (problems, i);
      json_t *entry = json_object ();
      json_object_set_new (entry, "row", json_integer (problem->row));
      suima_json_set_text (entry, "message", problem->message);
      json_array_append_new (array, entry);
      g_printerr (_ ("Row %u: %s\n"), problem->row, problem->message);
    }
  json_object_set_new (object, "rules", json_integer (n_rules));
  json_object_set_new (object, "problems", array);
  if (cli->is_json)
    suima_cli_print_json (object);
  else
    {
      g_print (_ ("%d rules, %u problems\n"), n_rules, problems->len);
      json_decref (object);
    }
  return problems->len == 0 ? SUIMA_EXIT_DONE : SUIMA_EXIT_REFUSED;
}

static int
suima_cli_recognition_file (SuimaCli *cli, const char *path, gboolean is_add)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  GError *error = NULL;
  int n_rules, exit_code = 0;

  if (is_add && (station = suima_cli_open (cli, FALSE, &exit_code)) == NULL)
    return exit_code;
  n_rules = is_add ? suima_station_add_recognition (station, path, &problems, &error)
                   : suima_station_check_recognition (path, &problems, &error);
  return n_rules < 0 ? suima_cli_fail (cli, error)
                     : suima_cli_recognition_show (cli, n_rules, problems);
}

int
suima_cli_recognition (SuimaCli *cli, int argc, char **argv)
{
  if (!suima_cli_parse (cli, &argc, &argv, NULL, "check FILE | add FILE | list", -1))
    return SUIMA_EXIT_USAGE;
  if (argc == 2 && strcmp (argv[1], "list") == 0)
    return suima_cli_recognition_list (cli);
  if (argc == 3 && strcmp (argv[1], "check") == 0)
    return suima_cli_recognition_file (cli, argv[2], FALSE);
  if (argc == 3 && strcmp (argv[1], "add") == 0)
    return suima_cli_recognition_file (cli, argv[2], TRUE);
  return suima_cli_refuse_usage (
      cli, _ ("Say recognition check FILE, recognition add FILE or recognition list"));
}
