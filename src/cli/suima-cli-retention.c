// SPDX-License-Identifier: Apache-2.0
// retention.
#include "suima-cli.h"

#include "suima-station-retention.h"
#include "suima-words-report.h"

#include <glib/gi18n.h>

static json_t *
suima_cli_kept_to_json (const SuimaKept *kept, SuimaDay today)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "kind", suima_kept_kind_to_code (kept->kind));
  json_object_set_new (object, "id", json_integer (kept->id));
  suima_json_set_text (object, "name", kept->name);
  suima_cli_set_day (object, "until",
                     kept->until == SUIMA_DAY_NEVER ? SUIMA_DAY_NONE : kept->until);
  suima_cli_set_nullable (object, "rule", kept->rule);
  json_object_set_new (object, "over", json_boolean (kept->until < today));
  return object;
}

static int
suima_cli_list_kept (SuimaCli *cli, SuimaStation *station, gboolean is_all)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) kept = suima_station_list_kept (station, !is_all, &error);
  SuimaDay today = suima_station_get_today (station);
  json_t *list;

  if (kept == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < kept->len; i++)
    {
      const SuimaKept *one = g_ptr_array_index (kept, i);
      g_autofree char *until =
          one->until == SUIMA_DAY_NEVER ? g_strdup ("-") : suima_day_to_text (one->until);
      if (cli->is_json)
        json_array_append_new (list, suima_cli_kept_to_json (one, today));
      else
        g_print ("%-10s  %s  %s  [%s]\n", until, suima_words_kept (one->kind), one->name,
                 one->rule ? one->rule : "-");
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "kept", list));
  else
    {
      json_decref (list);
      if (kept->len == 0)
        g_print ("%s\n", _ ("Nothing may go today"));
    }
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_delete_over (SuimaCli *cli, SuimaStation *station, const char *person)
{
  SuimaDeletion deletion;
  GError *error = NULL;
  json_t *object, *deleted;

  if (!suima_station_delete_over (station, person, &deletion, &error))
    return suima_cli_fail (cli, error);
  object = json_object ();
  deleted = json_object ();
  for (guint i = 0; i < SUIMA_N_KEPT_KINDS; i++)
    {
      json_object_set_new (deleted, suima_kept_kind_to_code ((SuimaKeptKind)i),
                           json_integer (deletion.counts[i]));
      if (!cli->is_json)
        g_print ("%s: %u\n", suima_words_kept ((SuimaKeptKind)i), deletion.counts[i]);
    }
  json_object_set_new (object, "deleted", deleted);
  if (cli->is_json)
    suima_cli_print_json (object);
  else
    json_decref (object);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_retention (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *person = NULL;
  gboolean is_deleting = FALSE, is_all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &is_all, N_ ("also what must still be kept"), NULL },
    { "delete", 0, 0, G_OPTION_ARG_NONE, &is_deleting, N_ ("delete what may go today"), NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, !is_deleting, &exit_code);
  if (station == NULL)
    return exit_code;
  return is_deleting ? suima_cli_delete_over (cli, station, person)
                     : suima_cli_list_kept (cli, station, is_all);
}
