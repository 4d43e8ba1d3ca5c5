// SPDX-License-Identifier: Apache-2.0
// adopt; receive --carton.
#include "suima-cli-carton.h"

#include "suima-station-adopt.h"

#include <glib/gi18n.h>

int
suima_cli_receive_cartons (SuimaCli *cli, const SuimaCartonReceipt *receipt)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GArray) batches = NULL;
  GError *error = NULL;
  json_t *list;
  int exit_code = 0;

  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  batches = suima_station_receive_cartons (station, receipt, &error);
  if (batches == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < batches->len; i++)
    json_array_append_new (list, json_integer (g_array_index (batches, gint64, i)));
  if (!cli->is_json)
    g_print (ngettext ("%u batch received\n", "%u batches received\n", batches->len), batches->len);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "batches", list));
  else
    json_decref (list);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_adopt (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *quantity = NULL, *person = NULL;
  SuimaAdoption adoption = { 0 };
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_INT64, &adoption.batch_id, N_ ("the batch that is in the boxes"),
      "ID" },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &quantity, N_ ("how much is in each box"), "N" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "CODE... --batch ID", -1))
    return SUIMA_EXIT_USAGE;
  if (adoption.batch_id <= 0)
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
  if (!suima_cli_read_quantity (cli, quantity, &adoption.quantity_milli, &exit_code))
    return exit_code;
  adoption.codes = (const char *const *)argv + 1;
  adoption.person = person;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  items = suima_station_adopt (station, &adoption, &error);
  if (items == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "items", suima_cli_items_to_json (items)));
  else
    g_print (ngettext ("%u code taken over\n", "%u codes taken over\n", items->len), items->len);
  return SUIMA_EXIT_DONE;
}
