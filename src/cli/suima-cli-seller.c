// SPDX-License-Identifier: Apache-2.0
// The files of a market's sellers: seller add, set, leave, list, remind.
#include "suima-cli.h"

#include "suima-station-seller.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

static json_t *
suima_cli_seller_to_json (SuimaStation *station, const SuimaSellerFile *file)
{
  const SuimaParty *party = file->party;
  json_t *object = json_object (), *warnings = json_array ();

  suima_json_set_text (object, "name", party->name);
  suima_cli_set_nullable (object, "uscc", party->uscc);
  suima_cli_set_nullable (object, "phone", party->phone);
  suima_cli_set_nullable (object, "address", party->address);
  suima_cli_set_nullable (object, "stall", party->stall);
  suima_cli_set_nullable (object, "external_id", party->external_id);
  suima_cli_set_day (object, "licence_to", party->licence_to);
  suima_cli_set_day (object, "agreement_to", party->agreement_to);
  suima_cli_set_day (object, "left_on", party->left_on);
  suima_cli_set_day (object, "keep_until", file->keep_until);
  json_object_set_new (object, "failed_tests", json_integer (file->n_failed));
  json_object_set_new (object, "late", json_integer (file->n_late));
  suima_cli_set_time (object, "late_since", file->oldest_due_us,
                      suima_station_get_config (station)->utc_offset_min);
  for (guint bit = 0; bit < SUIMA_SELLER_N_WARNINGS; bit++)
    if ((file->warnings & 1u << bit) != 0)
      json_array_append_new (
          warnings, json_string (suima_words_seller_warning ((SuimaSellerWarning)(1u << bit))));
  json_object_set_new (object, "warnings", warnings);
  return object;
}

static void
suima_cli_print_seller (const SuimaSellerFile *file)
{
  const SuimaParty *party = file->party;
  g_autofree char *left = suima_day_to_text (party->left_on);
  g_autofree char *keep = suima_day_to_text (file->keep_until);

  g_print ("%s  %s  %s\n", party->name, party->stall ? party->stall : "-",
           party->phone ? party->phone : "-");
  if (left != NULL)
    g_print (_ ("   left on %s; the file is kept until %s\n"), left, keep);
  for (guint bit = 0; bit < SUIMA_SELLER_N_WARNINGS; bit++)
    if ((file->warnings & 1u << bit) != 0)
      g_print ("   ! %s\n", suima_words_seller_warning ((SuimaSellerWarning)(1u << bit)));
}

static int
suima_cli_seller_list (SuimaCli *cli, SuimaStation *station, SuimaSellerSelection selection)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) files = suima_station_list_sellers (station, selection, &error);
  json_t *list;

  if (files == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < files->len; i++)
    if (cli->is_json)
      json_array_append_new (list, suima_cli_seller_to_json (station, files->pdata[i]));
    else
      suima_cli_print_seller (files->pdata[i]);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sO}", "sellers", list));
  json_decref (list);
  return SUIMA_EXIT_DONE;
}

/* A slip for each who is late, on a page of its own. */
static int
suima_cli_seller_remind (SuimaCli *cli, SuimaStation *station)
{
  const SuimaConfig *config = suima_station_get_config (station);
  SuimaDay today = suima_day_from_us (g_get_real_time (), config->utc_offset_min);
  GError *error = NULL;
  g_autoptr (GPtrArray) files = suima_station_list_sellers (station, SUIMA_SELLERS_LATE, &error);
  json_t *list;

  if (files == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < files->len; i++)
    {
      const SuimaSellerFile *file = g_ptr_array_index (files, i);
      g_autofree char *slip = suima_words_reminder (file, config, today);
      json_array_append_new (list, json_pack ("{ssss}", "name", file->party->name, "text", slip));
      if (!cli->is_json)
        g_print ("%s%s", i > 0 ? "\f" : "", slip);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sO}", "reminders", list));
  json_decref (list);
  return SUIMA_EXIT_DONE;
}

typedef struct
{
  char *uscc, *phone, *address, *stall, *external_id, *licence_to, *agreement_to, *day;
  gboolean all, late;
} SuimaSellerOptions;

static void
suima_seller_options_clear (SuimaSellerOptions *options)
{
  g_free (options->uscc);
  g_free (options->phone);
  g_free (options->address);
  g_free (options->stall);
  g_free (options->external_id);
  g_free (options->licence_to);
  g_free (options->agreement_to);
  g_free (options->day);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaSellerOptions, suima_seller_options_clear)

static SuimaSellerFile *
suima_cli_change_seller (SuimaCli *cli,
                         SuimaStation *station,
                         const char *act,
                         const SuimaParty *party,
                         GError **error)
{
  if (strcmp (act, "leave") == 0)
    return suima_station_leave_seller (station, party->name, party->left_on, cli->by, error);
  return suima_station_set_seller (station, party, strcmp (act, "add") == 0, cli->by, error);
}

int
suima_cli_seller (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaSellerOptions) options = { 0 };
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "uscc", 0, 0, G_OPTION_ARG_STRING, &options.uscc, N_ ("unified social credit code"), "CODE" },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &options.phone, N_ ("phone"), "NUMBER" },
    { "address", 0, 0, G_OPTION_ARG_STRING, &options.address, N_ ("address"), "TEXT" },
    { "stall", 0, 0, G_OPTION_ARG_STRING, &options.stall, N_ ("number of the stall"), "TEXT" },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &options.external_id,
      N_ ("number in a register of an office"), "ID" },
    { "licence-to", 0, 0, G_OPTION_ARG_STRING, &options.licence_to,
      N_ ("last day of the licence"), "DAY" },
    { "agreement-to", 0, 0, G_OPTION_ARG_STRING, &options.agreement_to,
      N_ ("last day of the agreement with the market"), "DAY" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_ ("leave: on which day"), "DAY" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_ ("list: those of long ago, too"), NULL },
    { "late", 0, 0, G_OPTION_ARG_NONE, &options.late, N_ ("list: who is late with reports"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaSellerFile) file = NULL;
  SuimaParty party = { 0 };
  GError *error = NULL;
  int exit_code = 0;
  gboolean is_list, is_remind;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "add NAME | set NAME | leave NAME | list | remind", -1))
    return SUIMA_EXIT_USAGE;
  is_remind = strcmp (argv[1], "remind") == 0;
  is_list = is_remind || strcmp (argv[1], "list") == 0;
  if (argc != (is_list ? 2 : 3) || (!is_list && strcmp (argv[1], "add") != 0 &&
                                    strcmp (argv[1], "set") != 0 && strcmp (argv[1], "leave") != 0))
    return suima_cli_refuse_usage (cli, _ ("seller add, set or leave NAME, or seller list, remind"));
  if (!suima_cli_read_day (cli, options.licence_to, &party.licence_to, &exit_code) ||
      !suima_cli_read_day (cli, options.agreement_to, &party.agreement_to, &exit_code) ||
      !suima_cli_read_day (cli, options.day, &party.left_on, &exit_code))
    return exit_code;
  station = suima_cli_open (cli, is_list, &exit_code);
  if (station == NULL)
    return exit_code;
  if (is_remind)
    return suima_cli_seller_remind (cli, station);
  if (is_list)
    return suima_cli_seller_list (cli, station,
                                  options.late  ? SUIMA_SELLERS_LATE
                                  : options.all ? SUIMA_SELLERS_ALL
                                                : SUIMA_SELLERS_HERE);
  party.name = argv[2];
  party.uscc = options.uscc;
  party.phone = options.phone;
  party.address = options.address;
  party.stall = options.stall;
  party.external_id = options.external_id;
  file = suima_cli_change_seller (cli, station, argv[1], &party, &error);
  if (file == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_seller_to_json (station, file));
  else
    suima_cli_print_seller (file);
  return SUIMA_EXIT_DONE;
}
