// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include <glib/gi18n.h>

int
suima_cli_init (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *hub = NULL, *enrol = NULL, *host = NULL, *shop = NULL, *jurisdiction = NULL;
  g_autofree char *operator_name = NULL, *printer = NULL, *template = NULL;
  g_autofree char *scale = NULL, *scale_protocol = NULL, *platform = NULL, *registered_id = NULL;
  const GOptionEntry entries[] = {
    { "hub", 0, 0, G_OPTION_ARG_STRING, &hub, N_ ("the hub's address"), "URL" },
    { "enrol", 0, 0, G_OPTION_ARG_STRING, &enrol, N_ ("the hub's one-time code"), "CODE" },
    { "host", 0, 0, G_OPTION_ARG_STRING, &host, N_ ("the host name in the codes"), "NAME" },
    { "shop", 0, 0, G_OPTION_ARG_STRING, &shop, N_ ("this shop's id in the codes"), "ID" },
    { "jurisdiction", 0, 0, G_OPTION_ARG_STRING, &jurisdiction,
      N_ ("whose rules hold here, such as CN-4420"), "CODE" },
    { "operator", 0, 0, G_OPTION_ARG_STRING, &operator_name,
      N_ ("the business's name on label and page"), "TEXT" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &printer, N_ ("the usual printer: name, address or queue"),
      "PRINTER" },
    { "template", 0, 0, G_OPTION_ARG_STRING, &template, N_ ("the usual label"), "NAME" },
    { "scale", 0, 0, G_OPTION_ARG_STRING, &scale, N_ ("the scale's port: /dev/ttyUSB0"), "PORT" },
    { "scale-protocol", 0, 0, G_OPTION_ARG_STRING, &scale_protocol,
      N_ ("how the scale speaks; see suimactl scale --list"), "ID" },
    { "platform", 0, 0, G_OPTION_ARG_STRING, &platform,
      N_ ("the platform where the shop is registered"), "NAME" },
    { "registered-id", 0, 0, G_OPTION_ARG_STRING, &registered_id, N_ ("its number there"), "ID" },
    G_OPTION_ENTRY_NULL
  };
  SuimaStationSetup setup = { 0 };
  g_autoptr (SuimaStation) station = NULL;
  g_autofree char *public_key = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  setup = (SuimaStationSetup){
    .host = host,
    .shop = shop,
    .jurisdiction = jurisdiction,
    .operator_name = operator_name,
    .hub = hub,
    .enrol_code = enrol,
    .printer = printer,
    .template_id = template,
    .scale_port = scale,
    .scale_protocol = scale_protocol,
    .platform = platform,
    .registered_id = registered_id,
  };
  if (!suima_station_init (cli->dir, &setup, &error))
    return suima_cli_fail (cli, error);
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  public_key = suima_station_dup_public_key (station);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      suima_json_set_text (object, "station", suima_station_get_key_id (station));
      json_object_set_new (object, "epoch", json_integer (suima_station_get_epoch (station)));
      suima_json_set_text (object, "public_key", public_key);
      suima_json_set_text (object, "host", suima_station_get_config (station)->host);
      suima_cli_print_json (object);
    }
  else
    g_print (_ ("Station %s in %s. Its codes begin with https://%s/.\n"),
             suima_station_get_key_id (station), cli->dir, suima_station_get_config (station)->host);
  return SUIMA_EXIT_DONE;
}
