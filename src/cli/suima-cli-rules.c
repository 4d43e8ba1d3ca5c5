// SPDX-License-Identifier: Apache-2.0
// override, decisions.
#include "suima-cli.h"

#include "suima-station-rules.h"
#include "suima-words.h"

#include <glib/gi18n.h>

static int
suima_cli_show_override (SuimaCli *cli, SuimaStation *station, gint64 batch_id, gint64 seq)
{
  GError *error = NULL;
  g_autoptr (SuimaBatchCard) card = suima_station_get_batch (station, batch_id, &error);
  json_t *object;

  if (card == NULL)
    return suima_cli_fail (cli, error);
  if (!cli->is_json)
    {
      g_print ("%s: %s\n", card->batch->product, suima_words_batch_status (card->status));
      return SUIMA_EXIT_DONE;
    }
  object = suima_cli_card_to_json (card);
  json_object_set_new (object, "seq", json_integer (seq));
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_override (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *rule = NULL, *supervisor = NULL, *reason = NULL;
  const GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_STRING, &rule, N_ ("the rule that blocks, by its id"), "ID" },
    { "supervisor", 0, 0, G_OPTION_ARG_STRING, &supervisor,
      N_ ("who allows it; reads the PIN from standard input"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why (needed)"), "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  SuimaOverrideRequest request = { 0 };
  GError *error = NULL;
  int exit_code = 0;
  char *pin;
  gint64 seq;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH --rule ID --supervisor NAME --reason TEXT",
                        1))
    return SUIMA_EXIT_USAGE;
  if (rule == NULL || !suima_cli_parse_number (argv[1], 1, G_MAXINT64, &request.batch_id))
    return suima_cli_refuse_usage (cli, _ ("Say the number of a batch and --rule ID"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  pin = supervisor != NULL ? suima_cli_read_pin (_ ("PIN of the supervisor")) : NULL;
  request.rule = rule;
  request.supervisor = supervisor;
  request.reason = reason;
  request.pin = pin;
  seq = suima_station_override (station, &request, &error);
  suima_cli_free_pin (pin);
  return seq < 0 ? suima_cli_fail (cli, error)
                 : suima_cli_show_override (cli, station, request.batch_id, seq);
}

static json_t *
suima_cli_decision_to_json (const SuimaDecision *decision, int utc_offset_min)
{
  json_t *object = suima_cli_finding_to_json (decision->finding);

  json_object_del (object, "may_override"); /* of the rule of today, not of this record */
  suima_cli_set_nullable (object, "act", decision->act);
  suima_cli_set_day (object, "day", decision->day);
  suima_cli_set_day (object, "judged_on", decision->finding->day);
  json_object_set_new (object, "run", decision->run_id != 0 ? json_integer (decision->run_id)
                                                            : json_null ());
  json_object_set_new (object, "seq", decision->seq >= 0 ? json_integer (decision->seq)
                                                         : json_null ());
  if (decision->at_us != 0)
    suima_cli_set_time (object, "at", decision->at_us, utc_offset_min);
  else
    json_object_set_new (object, "at", json_null ());
  return object;
}

int
suima_cli_decisions (SuimaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { SUIMA_CLI_ROLE_ENTRY (cli), G_OPTION_ENTRY_NULL };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) decisions = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;
  gint64 id = 0;
  int exit_code = 0, offset;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &id))
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  decisions = suima_station_list_decisions (station, id, &error);
  if (decisions == NULL)
    return suima_cli_fail (cli, error);
  offset = suima_station_get_config (station)->utc_offset_min;
  for (guint i = 0; i < decisions->len; i++)
    {
      const SuimaDecision *decision = g_ptr_array_index (decisions, i);
      g_autofree char *words = suima_words_decision (decision);
      json_array_append_new (array, suima_cli_decision_to_json (decision, offset));
      if (!cli->is_json)
        g_print ("%s  [%s]\n", words, decision->finding->rule);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sIsO}", "batch", (json_int_t) id, "decisions", array));
  return SUIMA_EXIT_DONE;
}
