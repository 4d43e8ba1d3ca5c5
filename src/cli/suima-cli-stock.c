// SPDX-License-Identifier: Apache-2.0
// receive, stock.
#include "suima-cli-carton.h"
#include "suima-cli-voucher.h"

#include "suima-station-stock.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

int
suima_cli_receive (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *quantity = NULL, *place = NULL, *owner = NULL, *from = NULL, *reason = NULL;
  g_autofree char *person = NULL, *voucher = NULL, *image = NULL, *file = NULL, *word = NULL;
  g_autofree char *product = NULL, *unit = NULL;
  g_auto (GStrv) cartons = NULL;
  gboolean is_expected = FALSE;
  const GOptionEntry entries[] = {
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &quantity, N_ ("what came; else as the sheet says"),
      "N" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, N_ ("where it is put"), "PLACE" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, N_ ("whose it is, where it is only stored"),
      "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("who brought it; else the supplier"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("why another quantity came"), "TEXT" },
    { "voucher", 0, 0, G_OPTION_ARG_STRING, &voucher, N_ ("by the code of the seller's voucher"),
      "TEXT" },
    { "image", 0, 0, G_OPTION_ARG_FILENAME, &image, N_ ("by a picture of that code"), "FILE" },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("voucher: the seller's file with its lines"),
      "FILE" },
    { "word", 0, 0, G_OPTION_ARG_STRING, &word, N_ ("voucher: the seller's check word"), "WORD" },
    { "carton", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cartons,
      N_ ("by the GS1 code of a carton; again for each carton"), "TEXT" },
    { "product", 0, 0, G_OPTION_ARG_STRING, &product, N_ ("carton: what it is"), "NAME" },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &unit, N_ ("carton: of the quantity"), "UNIT" },
    { "expected", 0, 0, G_OPTION_ARG_NONE, &is_expected,
      N_ ("voucher, carton: the goods are still to come and to be counted"), NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  SuimaReceipt receipt = { 0 };
  GError *error = NULL;
  int exit_code = 0;
  gint64 seq;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH | --voucher TEXT | --image FILE | --carton TEXT", -2))
    return SUIMA_EXIT_USAGE;
  if (voucher != NULL || image != NULL)
    return suima_cli_receive_voucher (cli,
                                      &(SuimaVoucherReceipt){ voucher, file, word, place, person,
                                                              is_expected },
                                      image);
  if (cartons != NULL)
    {
      SuimaCartonReceipt goods = { (const char *const *)cartons, product, 0, unit, from, place, person,
                                   is_expected };
      return suima_cli_read_quantity (cli, quantity, &goods.quantity_milli, &exit_code)
                 ? suima_cli_receive_cartons (cli, &goods)
                 : exit_code;
    }
  if (argc != 2)
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
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
    SUIMA_CLI_ROLE_ENTRY (cli),
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
