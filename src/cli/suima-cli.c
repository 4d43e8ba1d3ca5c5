// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-words.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

gboolean
suima_cli_wants_json (char **argv)
{
  return g_strv_contains ((const char *const *) argv, "--json");
}

gboolean
suima_cli_parse (SuimaCli *cli,
                 int *argc,
                 char ***argv,
                 const GOptionEntry *entries,
                 const char *usage,
                 int n_args)
{
  g_autofree char *program = g_strdup_printf ("suimactl %s", (*argv)[0]);
  g_autofree char *dir = NULL;
  const GOptionEntry common[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &dir, N_ ("the station's folder"), "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->is_json, N_ ("one JSON object to standard output"),
      NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  g_autofree char *help = NULL;
  gboolean wants_json = cli->is_json || suima_cli_wants_json (*argv);

  g_set_prgname (program);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error) &&
      (n_args == -2 || (n_args == -1 ? *argc >= 2 : *argc == n_args + 1)))
    {
      if (dir != NULL)
        {
          g_free (cli->dir);
          cli->dir = g_steal_pointer (&dir);
        }
      return TRUE;
    }
  help = g_option_context_get_help (context, TRUE, NULL);
  g_printerr ("%s", help);
  cli->is_json = wants_json;
  suima_cli_refuse_usage (cli, error ? error->message : _ ("These are not the arguments it takes"));
  return FALSE;
}

gboolean
suima_cli_read_day (SuimaCli *cli, const char *text, SuimaDay *ret_day, int *ret_exit)
{
  *ret_day = SUIMA_DAY_NONE;
  if (text == NULL || suima_day_parse (text, ret_day, NULL))
    return TRUE;
  *ret_exit = suima_cli_refuse_usage (cli, _ ("A day is written like 2026-11-22"));
  return FALSE;
}

char *
suima_cli_dup_pair (const char *thing, const char *said)
{
  return g_strdup_printf (_ ("%s: %s"), thing, said);
}

int
suima_cli_refuse_usage (SuimaCli *cli, const char *message)
{
  g_printerr ("%s: %s\n", g_get_prgname (), message);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      suima_json_set_text (object, "error", "usage");
      suima_json_set_text (object, "message", message);
      suima_cli_print_json (object);
    }
  return SUIMA_EXIT_USAGE;
}

static int
suima_cli_exit_code (const GError *error)
{
  gboolean is_unreachable = g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER) ||
                            g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);

  return is_unreachable ? SUIMA_EXIT_UNREACHABLE : SUIMA_EXIT_REFUSED;
}

int
suima_cli_fail (SuimaCli *cli, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *words = suima_words_error (owned);

  g_printerr ("suimactl: %s\n", words);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      suima_json_set_text (object, "error", suima_error_to_code (owned));
      suima_json_set_text (object, "message", words);
      suima_cli_print_json (object);
    }
  return suima_cli_exit_code (owned);
}

static gboolean
suima_cli_sign_in (SuimaCli *cli, SuimaStation *station, SuimaRole role, GError **error)
{
  gboolean asks = suima_role_needs_pin (role) && cli->by != NULL;
  char *pin = asks ? suima_cli_read_pin (_ ("PIN")) : NULL;
  gboolean is_in = suima_station_sign_in (station, role, cli->by, pin, error);

  suima_cli_free_pin (pin);
  return is_in;
}

SuimaStation *
suima_cli_open (SuimaCli *cli, gboolean read_only, int *ret_exit)
{
  GError *error = NULL;
  SuimaRole role = SUIMA_ROLE_CLERK;
  SuimaStation *station;

  if (cli->role != NULL && !suima_role_from_code (cli->role, &role))
    {
      *ret_exit = suima_cli_refuse_usage (
        cli, _ ("--role is consumer, clerk, owner, operator or regulator"));
      return NULL;
    }
  station = suima_station_open (cli->dir, read_only && !suima_role_needs_pin (role), &error);
  if (station != NULL && suima_cli_sign_in (cli, station, role, &error))
    return station;
  g_clear_pointer (&station, suima_station_free);
  *ret_exit = suima_cli_fail (cli, error);
  return NULL;
}

void
suima_cli_print_json (json_t *value)
{
  g_autoptr (json_t) owned = value;
  g_autofree char *text = suima_json_to_text (owned);

  fputs (text, stdout);
  fputc ('\n', stdout);
}

void
suima_cli_set_nullable (json_t *object, const char *key, const char *text)
{
  if (text != NULL)
    suima_json_set_text (object, key, text);
  else
    json_object_set_new (object, key, json_null ());
}

void
suima_cli_set_day (json_t *object, const char *key, SuimaDay day)
{
  g_autofree char *text = suima_day_to_text (day);

  suima_cli_set_nullable (object, key, text);
}

void
suima_cli_set_time (json_t *object, const char *key, gint64 at_us, int utc_offset_min)
{
  g_autofree char *text = at_us != 0 ? suima_time_to_text (at_us, utc_offset_min) : NULL;

  suima_cli_set_nullable (object, key, text);
}

json_t *
suima_cli_quantity_to_json (gint64 quantity_milli)
{
  return quantity_milli % 1000 == 0 ? json_integer (quantity_milli / 1000)
                                    : json_real ((double) quantity_milli / 1000);
}

json_t *
suima_cli_item_to_json (const SuimaItem *item)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "code", item->uri);
  suima_json_set_text (object, "serial", item->serial);
  suima_json_set_text (object, "state", suima_item_state_to_code (item->state));
  json_object_set_new (object, "copies", json_integer (item->copies));
  suima_json_set_text (object, "origin", suima_code_origin_to_code (item->origin));
  json_object_set_new (object, "batch", json_integer (item->batch_id));
  json_object_set_new (object, "run", json_integer (item->run_id));
  json_object_set_new (object, "number", json_integer (item->number));
  json_object_set_new (object, "spare", json_boolean (item->is_spare));
  if (item->weight_g > 0)
    json_object_set_new (object, "weight_g", json_integer (item->weight_g));
  if (item->price_fen > 0)
    json_object_set_new (object, "price_fen", json_integer (item->price_fen));
  if (item->unit_price_fen > 0)
    json_object_set_new (object, "unit_price_fen", json_integer (item->unit_price_fen));
  return object;
}

json_t *
suima_cli_items_to_json (GPtrArray *items)
{
  json_t *array = json_array ();

  for (guint i = 0; i < items->len; i++)
    json_array_append_new (array, suima_cli_item_to_json (items->pdata[i]));
  return array;
}

gboolean
suima_cli_parse_number (const char *text, gint64 min, gint64 max, gint64 *ret_number)
{
  return g_ascii_string_to_signed (text, 10, min, max, ret_number, NULL);
}

/* Signals are handled in a thread of their own: the acts block the main one. */
static gboolean
suima_cli_stop_cb (gpointer user_data)
{
  g_printerr ("%s\n", _ ("Stopping after the labels that are at the printer…"));
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static gpointer
suima_cli_signal_thread (gpointer user_data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGINT, suima_cli_stop_cb, user_data);
  g_unix_signal_add (SIGTERM, suima_cli_stop_cb, user_data);
  g_main_loop_run (loop);
  return NULL;
}

GCancellable *
suima_cli_get_cancellable (void)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_thread_unref (g_thread_new ("signals", suima_cli_signal_thread, g_object_ref (cancellable)));
  return cancellable;
}
