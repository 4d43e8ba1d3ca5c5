// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include <glib/gi18n.h>
#include <string.h>

static int
suima_cli_spare_use (
    SuimaCli *cli, SuimaStation *station, const char *spare, const char *code, const char *reason)
{
  GError *error = NULL;
  g_autoptr (SuimaItem) item = suima_station_use_spare (station, spare, code, reason, &error);

  if (item == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_item_to_json (item));
  else
    g_print (_ ("In use now: %s\n"), item->uri);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_spare_void (SuimaCli *cli, SuimaStation *station, gint64 batch_id)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) items = suima_station_void_spares (station, batch_id, &error);

  if (items == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "batch", json_integer (batch_id));
      json_object_set_new (object, "voided", json_integer (items->len));
      json_object_set_new (object, "items", suima_cli_items_to_json (items));
      suima_cli_print_json (object);
    }
  else
    g_print (_ ("%u spare labels made void: throw them away\n"), items->len);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_spare (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *code = NULL, *reason = NULL;
  gint64 batch_id = 0;
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_STRING, &code, N_ ("use: the spoiled label"), "CODE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("use: why (needed)"), "TEXT" },
    { "batch", 0, 0, G_OPTION_ARG_INT64, &batch_id, N_ ("void: all that are left of this batch"),
      "ID" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  gboolean is_use, is_void;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries,
                        "use SPARE --for CODE --reason TEXT | void --batch ID", -1))
    return SUIMA_EXIT_USAGE;
  is_use = strcmp (argv[1], "use") == 0 && argc == 3 && code != NULL;
  is_void = strcmp (argv[1], "void") == 0 && argc == 2 && batch_id > 0;
  if (!is_use && !is_void)
    return suima_cli_refuse_usage (
        cli, _ ("Say \"spare use SPARE --for CODE --reason TEXT\" or \"spare void --batch ID\""));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  return is_use ? suima_cli_spare_use (cli, station, argv[2], code, reason)
                : suima_cli_spare_void (cli, station, batch_id);
}
