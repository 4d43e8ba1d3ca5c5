// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-event.h"

#include <glib/gi18n.h>

static void
suima_cli_show_revealed (SuimaCli *cli, gint64 id, const char *field, const char *text)
{
  json_t *object;

  if (!cli->is_json)
    {
      g_print ("%s\n", text);
      return;
    }
  object = json_object ();
  json_object_set_new (object, "batch", json_integer (id));
  suima_json_set_text (object, "field", field);
  suima_json_set_text (object, "text", text);
  suima_cli_print_json (object);
}

int
suima_cli_reveal (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *field = NULL, *reason = NULL, *who = NULL, *text = NULL;
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "field", 0, 0, G_OPTION_ARG_STRING, &field, N_ ("what to show: supplier_phone"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why; it goes on the record"), "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &who, N_ ("who asks"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  gint64 id = 0;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH --field NAME --reason TEXT", 1))
    return SUIMA_EXIT_USAGE;
  if (field == NULL || !suima_cli_parse_number (argv[1], 1, G_MAXINT64, &id))
    return suima_cli_refuse_usage (cli, _ ("Say the number of a batch and --field NAME"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  text = suima_station_reveal (station, id, field, reason, who, &error);
  if (text == NULL)
    return suima_cli_fail (cli, error);
  suima_cli_show_revealed (cli, id, field, text);
  return SUIMA_EXIT_DONE;
}

static json_t *
suima_cli_reveal_to_json (const SuimaReveal *reveal, int utc_offset_min)
{
  json_t *object = json_object ();

  suima_cli_set_time (object, "at", reveal->at_us, utc_offset_min);
  suima_json_set_text (object, "role", reveal->role);
  suima_cli_set_nullable (object, "by", reveal->who);
  json_object_set_new (object, "batch", json_integer (reveal->batch_id));
  suima_json_set_text (object, "field", reveal->field);
  suima_json_set_text (object, "reason", reveal->reason);
  return object;
}

int
suima_cli_reveals (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) reveals = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;
  int exit_code = 0, offset;

  if (!suima_cli_parse (cli, &argc, &argv, NULL, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  reveals = suima_station_list_reveals (station, &error);
  if (reveals == NULL)
    return suima_cli_fail (cli, error);
  offset = suima_station_get_config (station)->utc_offset_min;
  for (guint i = 0; i < reveals->len; i++)
    {
      const SuimaReveal *reveal = g_ptr_array_index (reveals, i);
      g_autofree char *when = suima_time_to_text (reveal->at_us, offset);
      json_array_append_new (array, suima_cli_reveal_to_json (reveal, offset));
      if (!cli->is_json)
        g_print ("%.10s %.5s  %s %s  %" G_GINT64_FORMAT " %s: %s\n", when, when + 11, reveal->role,
                 reveal->who ? reveal->who : "-", reveal->batch_id, reveal->field, reveal->reason);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{s:O}", "reveals", array));
  return SUIMA_EXIT_DONE;
}
