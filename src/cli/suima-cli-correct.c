// SPDX-License-Identifier: Apache-2.0
// correct, undo, sync --refused; ticket.
#include "suima-cli.h"

#include "suima-station-correct.h"
#include "suima-station-ticket.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

int
suima_cli_show_refused (SuimaCli *cli, SuimaStation *station)
{
  int utc_offset_min = suima_station_get_config (station)->utc_offset_min;
  GError *error = NULL;
  g_autoptr (GPtrArray) events = suima_station_list_refused (station, &error);
  json_t *list;

  if (events == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < events->len; i++)
    {
      const SuimaRefusedEvent *event = g_ptr_array_index (events, i);
      json_t *object = json_object ();
      json_object_set_new (object, "seq", json_integer (event->seq));
      suima_json_set_text (object, "event", event->event_id);
      suima_json_set_text (object, "act", suima_words_event (event->kind));
      json_object_set_new (object, "batch",
                           event->batch_id ? json_integer (event->batch_id) : json_null ());
      suima_cli_set_time (object, "at", event->at_us, utc_offset_min);
      suima_json_set_text (object, "reason", event->reason);
      json_array_append_new (list, object);
      if (!cli->is_json)
        g_print ("%" PRId64 "  %s  %s\n", event->seq, suima_words_event (event->kind), event->reason);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "refused", list));
  else
    json_decref (list);
  return SUIMA_EXIT_DONE;
}

/* `inspection=440120261234561` */
static gboolean
suima_cli_read_paper (const char *text, SuimaPaperKind *ret_kind, const char **ret_number)
{
  const char *sign = text != NULL ? strchr (text, '=') : NULL;
  g_autofree char *kind = sign != NULL ? g_strndup (text, (gsize)(sign - text)) : NULL;

  if (kind == NULL || sign[1] == '\0' || !suima_paper_kind_from_code (kind, ret_kind))
    return FALSE;
  *ret_number = sign + 1;
  return TRUE;
}

static int
suima_cli_show_seq (SuimaCli *cli, gint64 seq, guint n_voided)
{
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sIsi}", "event", (json_int_t)seq, "voided", (int)n_voided));
  else
    g_print (_ ("Recorded as event %" PRId64 "\n"), seq);
  return SUIMA_EXIT_DONE;
}

/* `lot=A2`; `spec=` takes it away. Returns: (transfer full) (nullable): the name before the sign. */
static char *
suima_cli_read_field (const char *text, const char **ret_value)
{
  const char *sign = text != NULL ? strchr (text, '=') : NULL;

  if (sign == NULL || sign == text)
    return NULL;
  *ret_value = sign + 1;
  return g_strndup (text, (gsize)(sign - text));
}

static int
suima_cli_correct_batch (SuimaCli *cli, SuimaBatchCorrection *correction, const char *text)
{
  g_autofree char *field = suima_cli_read_field (text, &correction->value);
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  guint n_voided = 0;
  gint64 seq;

  if (field == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say what is right as --set lot=A2"));
  correction->field = field;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  seq = suima_station_correct_batch (station, correction, &n_voided, &error);
  if (seq >= 0 && n_voided > 0 && !cli->is_json)
    g_print (ngettext ("%u label is void: print it anew\n", "%u labels are void: print them anew\n",
                       n_voided),
             n_voided);
  return seq < 0 ? suima_cli_fail (cli, error) : suima_cli_show_seq (cli, seq, n_voided);
}

static int
suima_cli_correct_event (SuimaCli *cli, SuimaCorrection *correction, const char *paper)
{
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 seq;

  if (!suima_cli_read_paper (paper, &correction->kind, &correction->number))
    return suima_cli_refuse_usage (cli, _ ("Say the paper as --paper inspection=NUMBER"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  seq = suima_station_correct (station, correction, &error);
  return seq < 0 ? suima_cli_fail (cli, error) : suima_cli_show_seq (cli, seq, 0);
}

int
suima_cli_correct (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *paper = NULL, *set = NULL, *reason = NULL, *person = NULL;
  SuimaBatchCorrection of_batch = { 0 };
  SuimaCorrection of_event = { 0 };
  const GOptionEntry entries[] = {
    { "paper", 0, 0, G_OPTION_ARG_STRING, &paper, N_ ("the right number of a paper"), "KIND=NUMBER" },
    { "batch", 0, 0, G_OPTION_ARG_INT64, &of_batch.batch_id, N_ ("what is on record of this batch"),
      "ID" },
    { "set", 0, 0, G_OPTION_ARG_STRING, &set, N_ ("batch: what it should say"), "FIELD=VALUE" },
    { "void-labels", 0, 0, G_OPTION_ARG_NONE, &of_batch.is_voiding,
      N_ ("batch: labels that say the old value become void"), NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why"), "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };

  if (!suima_cli_parse (cli, &argc, &argv, entries,
                        "SEQ --paper KIND=NUMBER | --batch ID --set FIELD=VALUE, --reason TEXT", -2))
    return SUIMA_EXIT_USAGE;
  of_batch.reason = of_event.reason = reason;
  of_batch.person = of_event.person = person;
  if (of_batch.batch_id != 0 && argc == 1 && paper == NULL)
    return suima_cli_correct_batch (cli, &of_batch, set);
  if (argc != 2 || of_batch.batch_id != 0 || set != NULL ||
      !suima_cli_parse_number (argv[1], 0, G_MAXINT64, &of_event.seq))
    return suima_cli_refuse_usage (cli, _ ("Say the number of the event, or a batch"));
  return suima_cli_correct_event (cli, &of_event, paper);
}

int
suima_cli_undo (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL, *person = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why"), "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 wrong, seq;
  guint n_voided = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "SEQ --reason TEXT", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 0, G_MAXINT64, &wrong))
    return suima_cli_refuse_usage (cli, _ ("Say the number of the event"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  seq = suima_station_undo_receipt (station, wrong, reason, person, &n_voided, &error);
  return seq < 0 ? suima_cli_fail (cli, error) : suima_cli_show_seq (cli, seq, n_voided);
}

static json_t *
suima_cli_ticket_to_json (const SuimaTicket *ticket, int utc_offset_min)
{
  json_t *object = json_object (), *photos = json_array ();

  json_object_set_new (object, "ticket", json_integer (ticket->id));
  suima_json_set_text (object, "code", ticket->code);
  suima_json_set_text (object, "words", ticket->words);
  suima_cli_set_time (object, "at", ticket->at_us, utc_offset_min);
  for (guint i = 0; i < ticket->photos->len; i++)
    json_array_append_new (photos, json_string (ticket->photos->pdata[i]));
  json_object_set_new (object, "photos", photos);
  return object;
}

static int
suima_cli_ticket_list (SuimaCli *cli)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) tickets = NULL;
  GError *error = NULL;
  json_t *list;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  tickets = suima_station_list_tickets (station, &error);
  if (tickets == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < tickets->len; i++)
    {
      const SuimaTicket *ticket = g_ptr_array_index (tickets, i);
      json_array_append_new (list, suima_cli_ticket_to_json (
                                       ticket, suima_station_get_config (station)->utc_offset_min));
      if (!cli->is_json)
        g_print ("%" PRId64 "  %s  %s\n", ticket->id, ticket->code, ticket->words);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "tickets", list));
  else
    json_decref (list);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_ticket (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *code = NULL, *words = NULL, *photo = NULL;
  const GOptionEntry entries[] = {
    { "code", 0, 0, G_OPTION_ARG_STRING, &code, N_ ("the code of the goods, as scanned"), "CODE" },
    { "words", 0, 0, G_OPTION_ARG_STRING, &words, N_ ("what is wrong with them"), "TEXT" },
    { "photo", 0, 0, G_OPTION_ARG_FILENAME, &photo, N_ ("a picture of it"), "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 id;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "add --code CODE --words TEXT | list", 1))
    return SUIMA_EXIT_USAGE;
  if (strcmp (argv[1], "list") == 0)
    return suima_cli_ticket_list (cli);
  if (strcmp (argv[1], "add") != 0 || code == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say ticket add --code CODE --words TEXT, or ticket list"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  id = suima_station_add_ticket (station, code, words, photo, &error);
  if (id == 0)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sI}", "ticket", (json_int_t)id));
  else
    g_print (_ ("Ticket %" PRId64 "\n"), id);
  return SUIMA_EXIT_DONE;
}
