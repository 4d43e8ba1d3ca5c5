// SPDX-License-Identifier: Apache-2.0
// receive, stock, and the commands that move goods.
#include "suima-cli.h"

#include "suima-station-stock.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* Thousandths of a unit from an option; 0 where it was not given. */
static gboolean
suima_cli_read_quantity (SuimaCli *cli, const char *text, gint64 *ret_milli, int *ret_exit)
{
  g_autoptr (GError) error = NULL;

  *ret_milli = 0;
  if (text == NULL || suima_quantity_parse (text, ret_milli, &error))
    return TRUE;
  *ret_exit = suima_cli_refuse_usage (cli, _ ("A quantity is a number like 19 or 2.5"));
  return FALSE;
}

int
suima_cli_receive (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *quantity = NULL, *place = NULL, *owner = NULL, *from = NULL, *reason = NULL;
  g_autofree char *person = NULL;
  const GOptionEntry entries[] = {
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &quantity, N_ ("what came; else as the sheet says"),
      "N" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, N_ ("where it is put"), "PLACE" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, N_ ("whose it is, where it is only stored"),
      "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("who brought it; else the supplier"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why another quantity came"), "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  SuimaReceipt receipt = { 0 };
  GError *error = NULL;
  int exit_code = 0;
  gint64 seq;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &receipt.batch_id))
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
  if (!suima_cli_read_quantity (cli, quantity, &receipt.quantity_milli, &exit_code))
    return exit_code;
  receipt.place = place;
  receipt.owner = owner;
  receipt.party = from;
  receipt.reason = reason;
  receipt.person = person;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  seq = suima_station_receive (station, &receipt, &error);
  return seq < 0 ? suima_cli_fail (cli, error)
                 : suima_cli_show_stock (cli, station, receipt.batch_id);
}

static void
suima_cli_set_milli (json_t *object, const char *key, gint64 milli)
{
  json_object_set_new (object, key, suima_cli_quantity_to_json (milli));
}

static json_t *
suima_cli_balance_to_json (const SuimaBalance *balance)
{
  json_t *object = json_object ();

  suima_cli_set_milli (object, "received", balance->received);
  suima_cli_set_milli (object, "made", balance->made);
  suima_cli_set_milli (object, "taken_back", balance->taken_back);
  suima_cli_set_milli (object, "found", balance->found);
  suima_cli_set_milli (object, "sold", balance->sold);
  suima_cli_set_milli (object, "issued", balance->issued);
  suima_cli_set_milli (object, "sent_back", balance->sent_back);
  suima_cli_set_milli (object, "wasted", balance->wasted);
  suima_cli_set_milli (object, "destroyed", balance->destroyed);
  suima_cli_set_milli (object, "transformed", balance->transformed);
  suima_cli_set_milli (object, "missed", balance->missed);
  suima_cli_set_milli (object, "short", balance->short_milli);
  suima_cli_set_milli (object, "on_hand", balance->on_hand);
  suima_cli_set_milli (object, "labelled", balance->labelled);
  suima_cli_set_milli (object, "difference", suima_balance_get_difference (balance));
  return object;
}

static json_t *
suima_cli_stock_to_json (const SuimaBatchStock *stock)
{
  json_t *object = json_object (), *places = json_array ();

  json_object_set_new (object, "batch", json_integer (stock->batch->id));
  suima_json_set_text (object, "product", stock->batch->product);
  suima_cli_set_nullable (object, "lot", stock->batch->lot);
  suima_cli_set_nullable (object, "unit", stock->batch->unit);
  suima_cli_set_milli (object, "expected", stock->expected_milli);
  suima_cli_set_milli (object, "coming", stock->coming_milli);
  for (guint i = 0; i < stock->lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (stock->lines, i);
      json_t *place = json_object ();
      suima_json_set_text (place, "place", line->place);
      suima_json_set_text (place, "owner", line->owner);
      suima_cli_set_milli (place, "quantity", line->quantity_milli);
      json_array_append_new (places, place);
    }
  json_object_set_new (object, "places", places);
  json_object_set_new (object, "balance", suima_cli_balance_to_json (&stock->balance));
  return object;
}

static void
suima_cli_print_stock (const SuimaBatchStock *stock)
{
  g_autofree char *words = suima_words_balance (stock->batch, &stock->balance);

  g_print ("%" PRId64 "  %s  %s\n", stock->batch->id, stock->batch->product,
           stock->batch->lot ? stock->batch->lot : "");
  g_print ("   %s\n", words);
  for (guint i = 0; i < stock->lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (stock->lines, i);
      g_autofree char *quantity = suima_quantity_to_text (line->quantity_milli);
      if (*line->place != '\0' || *line->owner != '\0')
        g_print ("   %s %s  %s %s\n", line->place, line->owner, quantity,
                 stock->batch->unit ? stock->batch->unit : "");
    }
}

int
suima_cli_show_stock (SuimaCli *cli, SuimaStation *station, gint64 batch_id)
{
  GError *error = NULL;
  g_autoptr (SuimaBatchStock) stock = suima_station_get_stock (station, batch_id, &error);

  if (stock == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_stock_to_json (stock));
  else
    suima_cli_print_stock (stock);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_stock (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *place = NULL, *owner = NULL;
  gint64 batch_id = 0;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_INT64, &batch_id, N_ ("what became of this batch"), "ID" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, N_ ("only what stands there"), "PLACE" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, N_ ("only what is theirs"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) stocks = NULL;
  GError *error = NULL;
  json_t *list;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (batch_id != 0)
    return suima_cli_show_stock (cli, station, batch_id);
  stocks = suima_station_list_stock (station, place, owner, &error);
  if (stocks == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < stocks->len; i++)
    if (cli->is_json)
      json_array_append_new (list, suima_cli_stock_to_json (stocks->pdata[i]));
    else
      suima_cli_print_stock (stocks->pdata[i]);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "stock", list));
  else
    json_decref (list);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_show_move (SuimaCli *cli, const SuimaMoveResult *result)
{
  json_t *object, *events;

  if (!cli->is_json)
    {
      g_print (ngettext ("%u event recorded\n", "%u events recorded\n", result->seqs->len),
               result->seqs->len);
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  events = json_array ();
  for (guint i = 0; i < result->seqs->len; i++)
    json_array_append_new (events, json_integer (g_array_index (result->seqs, gint64, i)));
  json_object_set_new (object, "events", events);
  json_object_set_new (object, "items", suima_cli_items_to_json (result->items));
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

/* Yuan with at most two decimals; -1 where it was not given. */
static gboolean
suima_cli_read_price (SuimaCli *cli, const char *text, gint64 *ret_fen, int *ret_exit)
{
  gint64 milli = 0;

  *ret_fen = -1;
  if (text == NULL)
    return TRUE;
  if (!suima_quantity_parse (text, &milli, NULL) || milli % 10 != 0)
    {
      *ret_exit = suima_cli_refuse_usage (cli, _ ("A price is a number of yuan like 12.80"));
      return FALSE;
    }
  *ret_fen = milli / 10;
  return TRUE;
}

int
suima_cli_move (SuimaCli *cli, int argc, char **argv)
{
  static const struct
  {
    const char *name;
    SuimaEventKind kind;
  } acts[] = {
    { "move", SUIMA_EVENT_STORE },          { "issue", SUIMA_EVENT_ISSUE },
    { "sell", SUIMA_EVENT_SELL },           { "take-back", SUIMA_EVENT_TAKE_BACK },
    { "send-back", SUIMA_EVENT_SEND_BACK }, { "waste", SUIMA_EVENT_WASTE },
  };
  g_autofree char *quantity = NULL, *from = NULL, *place = NULL, *owner = NULL, *party = NULL;
  g_autofree char *price = NULL, *reason = NULL, *person = NULL;
  SuimaMove move = { 0 };
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_INT64, &move.batch_id, N_ ("a batch without labels"), "ID" },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &quantity, N_ ("how much of the batch"), "N" },
    { "from-place", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("where it is taken"), "PLACE" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, N_ ("where it is put"), "PLACE" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, N_ ("whose it is"), "NAME" },
    { "party", 0, 0, G_OPTION_ARG_STRING, &party, N_ ("buyer, supplier or giver"), "NAME" },
    { "price", 0, 0, G_OPTION_ARG_STRING, &price, N_ ("of all of it, in yuan"), "YUAN" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why"), "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaMoveResult) result = NULL;
  GError *error = NULL;
  int exit_code = 0;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i].name, argv[0]) == 0)
      move.kind = acts[i].kind;
  if (!suima_cli_parse (cli, &argc, &argv, entries, "CODE... | --batch ID --quantity N", -2))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_read_quantity (cli, quantity, &move.quantity_milli, &exit_code) ||
      !suima_cli_read_price (cli, price, &move.price_fen, &exit_code))
    return exit_code;
  move.codes = argc > 1 ? (const char *const *)argv + 1 : NULL;
  move.from_place = from;
  move.to_place = place;
  move.owner = owner;
  move.party = party;
  move.reason = reason;
  move.person = person;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  result = suima_station_move (station, &move, &error);
  return result ? suima_cli_show_move (cli, result) : suima_cli_fail (cli, error);
}
