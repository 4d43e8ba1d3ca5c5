// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-serial.h"
#include "suima-words.h"

#include <glib/gi18n.h>

static void
suima_cli_print_item (const SuimaItem *item)
{
  g_autofree char *groups = suima_serial_to_groups (item->serial);

  g_print ("%s  %-10s ×%u  %s\n", groups, suima_words_item_state (item->state), item->copies,
           item->uri);
}

static void
suima_cli_show_items (SuimaCli *cli, GPtrArray *items)
{
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "items", suima_cli_items_to_json (items));
      suima_cli_print_json (object);
      return;
    }
  for (guint i = 0; i < items->len; i++)
    suima_cli_print_item (items->pdata[i]);
}

int
suima_cli_items (SuimaCli *cli, int argc, char **argv)
{
  gint64 batch_id = 0, run_id = 0;
  g_autofree char *state_code = NULL;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_INT64, &batch_id, N_ ("of this batch"), "ID" },
    { "run", 0, 0, G_OPTION_ARG_INT64, &run_id, N_ ("of this print run"), "ID" },
    { "state", 0, 0, G_OPTION_ARG_STRING, &state_code, N_ ("in this state, such as in-doubt"),
      "STATE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) items = NULL;
  SuimaItemState state = 0;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  if (state_code != NULL)
    g_strdelimit (state_code, "_", '-');
  if (state_code != NULL && !suima_item_state_from_code (state_code, &state))
    {
      g_autofree char *message = g_strdup_printf (_ ("There is no state \"%s\""), state_code);
      return suima_cli_refuse_usage (cli, message);
    }
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  items = suima_station_list_items (station, batch_id, run_id, state, &error);
  if (items == NULL)
    return suima_cli_fail (cli, error);
  suima_cli_show_items (cli, items);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_show_item (SuimaCli *cli, const SuimaItem *item)
{
  if (cli->is_json)
    suima_cli_print_json (suima_cli_item_to_json (item));
  else
    suima_cli_print_item (item);
  return SUIMA_EXIT_DONE;
}

static SuimaItem *
suima_cli_reprint_now (SuimaStation *station, SuimaReprintRequest *request, GError **error)
{
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  char *pin = request->supervisor ? suima_cli_read_pin (_ ("PIN of the supervisor")) : NULL;
  SuimaItem *item;

  request->pin = pin;
  item = suima_station_reprint_request (station, request, cancellable, error);
  suima_cli_free_pin (pin);
  return item;
}

int
suima_cli_reprint (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL, *printer = NULL, *supervisor = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why (needed)"), "TEXT" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &printer, N_ ("its name, address or CUPS queue"), "PRINTER" },
    { "supervisor", 0, 0, G_OPTION_ARG_STRING, &supervisor,
      N_ ("who allows it when the shift's are used up; reads the PIN from standard input"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaItem) item = NULL;
  SuimaReprintRequest request = { 0 };
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "CODE --reason TEXT", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  request.code = argv[1];
  request.reason = reason;
  request.printer = printer;
  request.supervisor = supervisor;
  item = suima_cli_reprint_now (station, &request, &error);
  return item ? suima_cli_show_item (cli, item) : suima_cli_fail (cli, error);
}

int
suima_cli_reissue (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL, *printer = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why (needed)"), "TEXT" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &printer, N_ ("its name, address or CUPS queue"), "PRINTER" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  SuimaReprintRequest request = { 0 };
  SuimaPrintResult *result;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "CODE --reason TEXT", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  cancellable = suima_cli_get_cancellable ();
  request.code = argv[1];
  request.reason = reason;
  request.printer = printer;
  result = suima_station_reissue (station, &request, suima_cli_progress, cli, cancellable, &error);
  return result ? suima_cli_finish_run (cli, result) : suima_cli_fail (cli, error);
}

int
suima_cli_void (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why (needed)"), "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaItem) item = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "CODE --reason TEXT", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  item = suima_station_void (station, argv[1], reason, &error);
  return item ? suima_cli_show_item (cli, item) : suima_cli_fail (cli, error);
}

/* What stands after `settle`. */
typedef struct
{
  gint64 run_id;
  const char *last_good;
  gboolean goes_on;
} SuimaCliSettle;

static void
suima_cli_show_settled (SuimaCli *cli, GPtrArray *items, const SuimaRunCard *card)
{
  json_t *object;

  if (!cli->is_json)
    {
      suima_cli_show_items (cli, items);
      suima_cli_say_rest (card->run_id, card->resume_at);
      return;
    }
  object = json_object ();
  json_object_set_new (object, "run", json_integer (card->run_id));
  json_object_set_new (object, "items", suima_cli_items_to_json (items));
  suima_cli_set_rest (object, card->missing, card->resume_at);
  suima_cli_print_json (object);
}

static int
suima_cli_settle_now (SuimaCli *cli, SuimaStation *station, const SuimaCliSettle *settle)
{
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SuimaRunCard) card = NULL;
  SuimaPrintResult *result;
  GError *error = NULL;

  if (!suima_cli_follow (cli, station, settle->run_id, cancellable, &error) ||
      (items = suima_station_settle (station, settle->run_id, settle->last_good, &error)) == NULL ||
      (card = suima_station_get_run (station, settle->run_id, &error)) == NULL)
    return suima_cli_fail (cli, error);
  if (!settle->goes_on || card->missing == 0)
    {
      suima_cli_show_settled (cli, items, card);
      return SUIMA_EXIT_DONE;
    }
  result = suima_station_resume (station, settle->run_id, suima_cli_progress, cli, cancellable,
                                 &error);
  return result ? suima_cli_finish_run (cli, result) : suima_cli_fail (cli, error);
}

int
suima_cli_settle (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *last_good = NULL;
  gboolean is_none = FALSE;
  SuimaCliSettle settle = { 0 };
  const GOptionEntry entries[] = {
    { "last-good", 0, 0, G_OPTION_ARG_STRING, &last_good, N_ ("the last label that came out"),
      "CODE" },
    { "none", 0, 0, G_OPTION_ARG_NONE, &is_none, N_ ("none of those in doubt came out"), NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &settle.goes_on, N_ ("then print what is missing"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "RUN --last-good CODE | --none", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &settle.run_id) ||
      (last_good != NULL) == (is_none != FALSE))
    return suima_cli_refuse_usage (
        cli, _ ("Say the run's number and either --last-good CODE or --none"));
  settle.last_good = last_good;
  station = suima_cli_open (cli, FALSE, &exit_code);
  return station != NULL ? suima_cli_settle_now (cli, station, &settle) : exit_code;
}
