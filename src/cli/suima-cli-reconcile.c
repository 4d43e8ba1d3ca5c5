// SPDX-License-Identifier: Apache-2.0
// Reconciliation of a day's three ledgers: reconcile A B C, list, show, sign.
#include "suima-cli.h"

#include "suima-station-reconcile.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

static void
suima_cli_print_side (const json_t *ledgers, gsize i, const json_t *side)
{
  const char *name = suima_json_get_text (json_array_get (ledgers, i), "name");
  const char *lot = suima_json_get_text (side, "lot");
  const char *quantity = suima_json_get_text (side, "quantity");
  const char *unit = suima_json_get_text (side, "unit");

  if (side == NULL || json_is_null (side))
    g_print ("   %s: -\n", name);
  else
    g_print ("   %s: %s %s %s\n", name, lot ? lot : "", quantity ? quantity : "?",
             unit ? unit : "");
}

static void
suima_cli_print_difference (const json_t *ledgers, const json_t *difference)
{
  const char *kind = suima_json_get_text (difference, "kind");
  const char *product = suima_json_get_text (difference, "product");
  const json_t *sides = json_object_get (difference, "ledgers");
  gsize i;

  g_print ("%s  %s: %s\n", suima_json_get_text (difference, "number"), product ? product : "",
           suima_words_difference (kind ? kind : ""));
  for (i = 0; i < SUIMA_N_LEDGERS; i++)
    suima_cli_print_side (ledgers, i, json_array_get (sides, i));
  g_print ("   %s\n", suima_json_get_text (difference, "to_do"));
}

/* What is wrong, and who is to be called, in words. */
static void
suima_cli_word_differences (json_t *differences)
{
  gsize i;
  json_t *difference;

  json_array_foreach (differences, i, difference)
    {
      const char *kind = suima_json_get_text (difference, "kind");
      g_autofree char *call = suima_words_call (json_object_get (difference, "call"));
      suima_json_set_text (difference, "message", suima_words_difference (kind ? kind : ""));
      suima_json_set_text (difference, "to_do", call);
    }
}

static json_t *
suima_cli_reconciliation_to_json (SuimaStation *station, const SuimaReconciliation *reconciliation)
{
  int offset_min = suima_station_get_config (station)->utc_offset_min;
  json_t *object = json_object ();
  json_t *body = suima_json_parse (reconciliation->body, strlen (reconciliation->body), NULL);

  json_object_set_new (object, "id", json_integer (reconciliation->id));
  suima_cli_set_day (object, "day", reconciliation->day);
  suima_cli_set_time (object, "made", reconciliation->made_us, offset_min);
  suima_cli_set_time (object, "signed", reconciliation->signed_us, offset_min);
  suima_cli_set_nullable (object, "signed_by", reconciliation->signed_by);
  if (body != NULL)
    json_object_update_missing (object, body);
  suima_cli_word_differences (json_object_get (object, "differences"));
  json_decref (body);
  return object;
}

static int
suima_cli_show_reconciliation (SuimaCli *cli,
                               SuimaStation *station,
                               const SuimaReconciliation *reconciliation)
{
  g_autoptr (json_t) object = suima_cli_reconciliation_to_json (station, reconciliation);
  const json_t *differences = json_object_get (object, "differences");
  gsize n = json_array_size (differences), i;
  json_t *difference;

  if (cli->is_json)
    {
      suima_cli_print_json (json_incref (object));
      return SUIMA_EXIT_DONE;
    }
  g_print (_ ("Reconciliation %" PRId64 ": %" PRId64 " alike, %zu differences\n"),
           reconciliation->id, (gint64)json_integer_value (json_object_get (object, "matched")), n);
  json_array_foreach (differences, i, difference)
    suima_cli_print_difference (json_object_get (object, "ledgers"), difference);
  if (reconciliation->signed_by != NULL)
    g_print (_ ("Signed by %s\n"), reconciliation->signed_by);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_list_reconciliations (SuimaCli *cli, SuimaStation *station)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) list = suima_station_list_reconciliations (station, 0, &error);
  json_t *array;

  if (list == NULL)
    return suima_cli_fail (cli, error);
  array = json_array ();
  for (guint i = 0; i < list->len; i++)
    {
      const SuimaReconciliation *reconciliation = g_ptr_array_index (list, i);
      json_t *object = suima_cli_reconciliation_to_json (station, reconciliation);
      g_autofree char *day = suima_day_to_text (reconciliation->day);
      if (!cli->is_json)
        g_print ("%5" PRId64 "  %s  %zu  %s\n", reconciliation->id, day,
                 json_array_size (json_object_get (object, "differences")),
                 reconciliation->signed_by ? reconciliation->signed_by : "-");
      json_array_append_new (array, object);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sO}", "reconciliations", array));
  json_decref (array);
  return SUIMA_EXIT_DONE;
}

static SuimaReconciliation *
suima_cli_act_on_reconciliation (
    SuimaStation *station, char **argv, SuimaDay day, const char *person, GError **error)
{
  const char *const paths[SUIMA_N_LEDGERS] = { argv[1], argv[2], argv[3] };
  gboolean is_sign = strcmp (argv[1], "sign") == 0;
  gint64 id = 0;

  if (argv[3] != NULL)
    return suima_station_reconcile (station, paths, day, error);
  suima_cli_parse_number (argv[2], 1, G_MAXINT64, &id);
  return is_sign ? suima_station_sign_reconciliation (station, id, person, error)
                 : suima_station_get_reconciliation (station, id, error);
}

int
suima_cli_reconcile (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *day_text = NULL;
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_STRING, &day_text, N_ ("of this day"), "DAY" },
    SUIMA_CLI_ROLE_ENTRY (cli),
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaReconciliation) reconciliation = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 id;
  SuimaDay day;
  gboolean is_list, is_one;

  if (!suima_cli_parse (cli, &argc, &argv, entries,
                        "STORE-LEDGER NEW-IMPORTS LENGKUTONG | show ID | sign ID | list", -1))
    return SUIMA_EXIT_USAGE;
  is_list = argc == 2 && strcmp (argv[1], "list") == 0;
  is_one = argc == 3 && (strcmp (argv[1], "show") == 0 || strcmp (argv[1], "sign") == 0) &&
           suima_cli_parse_number (argv[2], 1, G_MAXINT64, &id);
  if (!is_list && !is_one && argc != 4)
    return suima_cli_refuse_usage (
        cli, _ ("reconcile FILE FILE FILE, reconcile show ID, reconcile sign ID, reconcile list"));
  if (!suima_cli_read_day (cli, day_text, &day, &exit_code))
    return exit_code;
  station = suima_cli_open (cli, is_list || (is_one && strcmp (argv[1], "show") == 0), &exit_code);
  if (station == NULL)
    return exit_code;
  if (is_list)
    return suima_cli_list_reconciliations (cli, station);
  reconciliation = suima_cli_act_on_reconciliation (station, argv, day, cli->by, &error);
  return reconciliation ? suima_cli_show_reconciliation (cli, station, reconciliation)
                        : suima_cli_fail (cli, error);
}
