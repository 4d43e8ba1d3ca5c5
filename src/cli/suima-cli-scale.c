// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include <glib/gi18n.h>

#define SUIMA_CLI_SCALE_TIMEOUT_S 10

static int
suima_cli_scale_list (SuimaCli *cli, SuimaStation *station)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) protocols = suima_station_list_scale_protocols (station, &error);
  json_t *object = NULL, *rows = NULL;

  if (protocols == NULL)
    return suima_cli_fail (cli, error);
  object = json_object ();
  rows = json_array ();
  for (guint i = 0; i < protocols->len; i++)
    {
      const SuimaScaleProtocol *protocol = protocols->pdata[i];
      json_t *row = json_object ();
      suima_json_set_text (row, "id", protocol->id);
      suima_json_set_text (row, "title", protocol->title);
      json_object_set_new (row, "baud", json_integer (protocol->baud));
      json_array_append_new (rows, row);
      if (!cli->is_json)
        g_print ("%-18s %6u %u%c%u  %s\n", protocol->id, protocol->baud, protocol->data_bits,
                 protocol->parity, protocol->stop_bits, protocol->title);
    }
  json_object_set_new (object, "protocols", rows);
  if (cli->is_json)
    suima_cli_print_json (object);
  else
    json_decref (object);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_scale_read (
    SuimaCli *cli, SuimaStation *station, const char *port, const char *protocol, int timeout_s)
{
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  GError *error = NULL;
  gint64 weight_g = 0;

  if (!suima_station_read_weight (station, port, protocol, timeout_s * 1000, cancellable, &weight_g,
                                  &error))
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "weight_g", json_integer (weight_g));
      json_object_set_new (object, "stable", json_true ());
      suima_cli_print_json (object);
    }
  else
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      g_print (_ ("%s kg\n"), g_ascii_formatd (text, sizeof text, "%.3f", (double)weight_g / 1000));
    }
  return SUIMA_EXIT_DONE;
}

int
suima_cli_scale (SuimaCli *cli, int argc, char **argv)
{
  gboolean is_list = FALSE;
  g_autofree char *port = NULL, *protocol = NULL;
  int timeout_s = SUIMA_CLI_SCALE_TIMEOUT_S, exit_code = 0;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &is_list, N_ ("list the protocols"), NULL },
    { "port", 0, 0, G_OPTION_ARG_FILENAME, &port, N_ ("the scale's port: /dev/ttyUSB0"), "PATH" },
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol, N_ ("how it speaks"), "ID" },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &timeout_s, N_ ("how long to wait for rest, 1 to 60"),
      "SECONDS" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  if (timeout_s < 1 || timeout_s > 60)
    return suima_cli_refuse_usage (cli, _ ("--timeout is 1 to 60 seconds"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  return is_list ? suima_cli_scale_list (cli, station)
                 : suima_cli_scale_read (cli, station, port, protocol, timeout_s);
}
