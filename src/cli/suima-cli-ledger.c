// SPDX-License-Identifier: Apache-2.0
// ledger, inspect.
#include "suima-cli.h"

#include "suima-station-books.h"

#include <glib/gi18n.h>

/* Today where nothing is said; the last day is today where only the first is. */
static gboolean
suima_cli_take_span (SuimaCli *cli,
                     SuimaStation *station,
                     const char *from_text,
                     const char *to_text,
                     SuimaDay *ret_from,
                     SuimaDay *ret_to,
                     int *ret_exit)
{
  *ret_from = *ret_to = suima_station_get_today (station);
  return suima_cli_take_day (cli, from_text, ret_from, ret_exit) &&
         suima_cli_take_day (cli, to_text, ret_to, ret_exit);
}

int
suima_cli_ledger (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *from_text = NULL, *to_text = NULL, *out = NULL;
  gboolean is_gb18030 = FALSE;
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, N_ ("first day; else today"), "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, N_ ("last day; else today"), "DAY" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("the file: .csv or .xlsx"), "FILE" },
    { "gb18030", 0, 0, G_OPTION_ARG_NONE, &is_gb18030, N_ ("CSV for programs that know no UTF-8"),
      NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  SuimaBook book = SUIMA_BOOK_PURCHASE;
  SuimaDay from, to;
  GError *error = NULL;
  guint rows = 0;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "purchase|sale|stock --out FILE", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_book_from_code (argv[1], &book))
    return suima_cli_refuse_usage (cli, _ ("The ledgers are purchase, sale and stock"));
  if (out == NULL || !(g_str_has_suffix (out, ".csv") || g_str_has_suffix (out, ".xlsx")))
    return suima_cli_refuse_usage (cli, _ ("Say --out FILE.csv or --out FILE.xlsx"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL ||
      !suima_cli_take_span (cli, station, from_text, to_text, &from, &to, &exit_code))
    return exit_code;
  if (!suima_station_write_book (station, book, from, to, out, is_gb18030, &rows, &error))
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      suima_json_set_text (object, "ledger", suima_book_to_code (book));
      suima_json_set_text (object, "file", out);
      json_object_set_new (object, "rows", json_integer (rows));
      suima_cli_set_day (object, "from", from);
      suima_cli_set_day (object, "to", to);
      suima_cli_print_json (object);
    }
  else
    g_print (_ ("%u rows in %s\n"), rows, out);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_show_inspection (SuimaCli *cli, const SuimaInspection *inspection, const char *out)
{
  json_t *object, *files;

  if (!cli->is_json)
    {
      g_print (_ ("%u movements, %u late, %u overrides, %u reprints, %u voids, %u papers\n"),
               inspection->movements, inspection->late, inspection->overrides,
               inspection->reprints, inspection->voids, inspection->papers);
      g_print ("%s: %s\n", out,
               inspection->is_ok ? _ ("nobody changed the records") : _ ("the records were changed"));
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  files = json_array ();
  for (guint i = 0; i < inspection->names->len; i++)
    json_array_append_new (files, json_string (inspection->names->pdata[i]));
  suima_json_set_text (object, "out", out);
  json_object_set_new (object, "files", files);
  json_object_set_new (object, "movements", json_integer (inspection->movements));
  json_object_set_new (object, "late", json_integer (inspection->late));
  json_object_set_new (object, "corrections", json_integer (inspection->corrections));
  json_object_set_new (object, "destroyed", json_integer (inspection->destroyed));
  json_object_set_new (object, "overrides", json_integer (inspection->overrides));
  json_object_set_new (object, "reprints", json_integer (inspection->reprints));
  json_object_set_new (object, "voids", json_integer (inspection->voids));
  json_object_set_new (object, "papers", json_integer (inspection->papers));
  json_object_set_new (object, "entries", json_integer (inspection->entries));
  json_object_set_new (object, "ok", json_boolean (inspection->is_ok));
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

/* Without a key the pack must be this station's own. */
static int
suima_cli_inspect_check (SuimaCli *cli, const char *dir, const char *key)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autofree char *own = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (key == NULL)
    {
      station = suima_cli_open (cli, TRUE, &exit_code);
      if (station == NULL)
        return exit_code;
      own = suima_station_dup_public_key (station);
    }
  if (!suima_inspection_check (dir, key ? key : own, &error))
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sb}", "ok", 1));
  else
    g_print ("%s\n", _ ("Every file is as it was when the station signed"));
  return SUIMA_EXIT_DONE;
}

int
suima_cli_inspect (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *from_text = NULL, *to_text = NULL, *out = NULL, *check = NULL, *key = NULL;
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, N_ ("first day; else today"), "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, N_ ("last day; else today"), "DAY" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("a new folder, or a file .zip"), "PATH" },
    { "check", 0, 0, G_OPTION_ARG_FILENAME, &check, N_ ("check an unpacked pack"), "FOLDER" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &key,
      N_ ("public key of the station that made it; else this one"), "HEX" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaInspection) inspection = NULL;
  SuimaDay from, to;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "--out PATH", 0))
    return SUIMA_EXIT_USAGE;
  if (check != NULL)
    return suima_cli_inspect_check (cli, check, key);
  if (out == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say --out FOLDER or --out FILE.zip"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL ||
      !suima_cli_take_span (cli, station, from_text, to_text, &from, &to, &exit_code))
    return exit_code;
  inspection = suima_station_inspect (station, from, to, out, &error);
  return inspection ? suima_cli_show_inspection (cli, inspection, out)
                    : suima_cli_fail (cli, error);
}
