// SPDX-License-Identifier: Apache-2.0
// The commands that move goods or change what they are: move, issue, sell, take-back, send-back,
// waste, destroy, hold, release, expire.
#include "suima-cli-voucher.h"

#include "suima-station-recall.h"
#include "suima-station-stock.h"
#include "suima-station-voucher.h"

#include <glib/gi18n.h>
#include <string.h>

gboolean
suima_cli_read_quantity (SuimaCli *cli, const char *text, gint64 *ret_milli, int *ret_exit)
{
  g_autoptr (GError) error = NULL;

  *ret_milli = 0;
  if (text == NULL || suima_quantity_parse (text, ret_milli, &error))
    return TRUE;
  *ret_exit = suima_cli_refuse_usage (cli, _ ("A quantity is a number like 19 or 2.5"));
  return FALSE;
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

/* What the options say. */
typedef struct
{
  char *quantity, *from, *place, *owner, *party, *price, *reason, *person;
  char *method, *weight, *witness, *photo, *printer;
  gboolean is_voucher_wanted, is_paper_less;
} SuimaMoveOptions;

static void
suima_move_options_clear (SuimaMoveOptions *options)
{
  char **texts[] = { &options->quantity, &options->from,   &options->place,   &options->owner,
                     &options->party,    &options->price,  &options->reason,  &options->person,
                     &options->method,   &options->weight, &options->witness, &options->photo, &options->printer };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaMoveOptions, suima_move_options_clear)

static SuimaEventKind
suima_cli_find_move (const char *name)
{
  static const struct
  {
    const char *name;
    SuimaEventKind kind;
  } acts[] = {
    { "move", SUIMA_EVENT_STORE },    { "issue", SUIMA_EVENT_ISSUE },
    { "sell", SUIMA_EVENT_SELL },     { "take-back", SUIMA_EVENT_TAKE_BACK },
    { "waste", SUIMA_EVENT_WASTE },   { "send-back", SUIMA_EVENT_SEND_BACK },
    { "hold", SUIMA_EVENT_HOLD },     { "destroy", SUIMA_EVENT_DESTROY },
    { "expire", SUIMA_EVENT_EXPIRE }, { "release", SUIMA_EVENT_RELEASE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i].name, name) == 0)
      return acts[i].kind;
  g_return_val_if_reached (SUIMA_EVENT_STORE);
}

/* Fills @move and @disposal. FALSE when the usage was said. */
static gboolean
suima_cli_read_move (SuimaCli *cli,
                     const SuimaMoveOptions *options,
                     SuimaMove *move,
                     SuimaDisposal *disposal,
                     int *ret_exit)
{
  gint64 weight_milli = 0;

  if (!suima_cli_read_quantity (cli, options->quantity, &move->quantity_milli, ret_exit) ||
      !suima_cli_read_quantity (cli, options->weight, &weight_milli, ret_exit) ||
      !suima_cli_read_price (cli, options->price, &move->price_fen, ret_exit))
    return FALSE;
  *disposal = (SuimaDisposal){
    .method = options->method,
    .weight_g = weight_milli, /* thousandths of a kilogram */
    .witness = options->witness,
    .photo = options->photo,
  };
  move->from_place = options->from;
  move->to_place = options->place;
  move->owner = options->owner;
  move->party = options->party;
  move->reason = options->reason;
  move->person = options->person;
  move->disposal = move->kind == SUIMA_EVENT_DESTROY || move->kind == SUIMA_EVENT_SEND_BACK ? disposal
                                                                                            : NULL;
  return TRUE;
}

/* hold and release of a whole batch. */
static int
suima_cli_hold_batch (SuimaCli *cli, SuimaStation *station, const SuimaMove *move)
{
  gboolean is_hold = move->kind == SUIMA_EVENT_HOLD;
  GError *error = NULL;
  gint64 seq = suima_station_hold_batch (station, move->batch_id, is_hold ? move->reason : NULL,
                                         move->reason, move->person, &error);

  return seq < 0 ? suima_cli_fail (cli, error)
                 : suima_cli_show_stock (cli, station, move->batch_id);
}

int
suima_cli_move (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaMoveOptions) options = { 0 };
  SuimaMove move = { .kind = suima_cli_find_move (argv[0]) };
  SuimaDisposal disposal;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_INT64, &move.batch_id, N_ ("a batch without labels"), "ID" },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &options.quantity, N_ ("how much of the batch"), "N" },
    { "from-place", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("where it is taken"), "PLACE" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("where it is put"), "PLACE" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, N_ ("whose it is"), "NAME" },
    { "party", 0, 0, G_OPTION_ARG_STRING, &options.party, N_ ("buyer, supplier or giver"), "NAME" },
    { "price", 0, 0, G_OPTION_ARG_STRING, &options.price, N_ ("of all of it, in yuan"), "YUAN" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("why"), "TEXT" },
    { "method", 0, 0, G_OPTION_ARG_STRING, &options.method, N_ ("destroy: how"), "TEXT" },
    { "weight", 0, 0, G_OPTION_ARG_STRING, &options.weight, N_ ("destroy: kilograms"), "KG" },
    { "witness", 0, 0, G_OPTION_ARG_STRING, &options.witness, N_ ("destroy: who saw it"), "NAME" },
    { "photo", 0, 0, G_OPTION_ARG_FILENAME, &options.photo,
      N_ ("a picture: of what is destroyed, or of the receipt for what goes back"), "FILE" },
    { "voucher", 0, 0, G_OPTION_ARG_NONE, &options.is_voucher_wanted,
      N_ ("sell, issue: print the buyer a voucher"), NULL },
    { "no-print", 0, 0, G_OPTION_ARG_NONE, &options.is_paper_less,
      N_ ("the voucher without paper"), NULL },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &options.printer, N_ ("of the voucher"), "PRINTER" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaMoveResult) result = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "CODE... | --batch ID --quantity N", -2))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_read_move (cli, &options, &move, &disposal, &exit_code))
    return exit_code;
  if (options.is_voucher_wanted && move.kind != SUIMA_EVENT_SELL && move.kind != SUIMA_EVENT_ISSUE)
    return suima_cli_refuse_usage (cli, _ ("A voucher is about goods that are sold or issued"));
  if (argc == 1 && move.quantity_milli > 0 &&
      (move.kind == SUIMA_EVENT_HOLD || move.kind == SUIMA_EVENT_RELEASE))
    return suima_cli_refuse_usage (
        cli, _ ("A batch is held whole: leave --quantity out, or scan the labels of what is held"));
  move.codes = argc > 1 ? (const char *const *)argv + 1 : NULL;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (options.is_voucher_wanted && !suima_station_may_make_vouchers (station, &error))
    return suima_cli_fail (cli, error);
  if (move.codes == NULL && move.batch_id != 0 &&
      (move.kind == SUIMA_EVENT_HOLD || move.kind == SUIMA_EVENT_RELEASE))
    return suima_cli_hold_batch (cli, station, &move);
  if (move.codes == NULL && move.batch_id != 0 && move.kind == SUIMA_EVENT_EXPIRE)
    result = suima_station_expire_batch (station, move.batch_id, move.person, &error);
  else
    result = suima_station_move (station, &move, &error);
  if (result != NULL && options.is_voucher_wanted)
    return suima_cli_make_voucher (cli, station, result->seqs, options.person, options.printer,
                                   !options.is_paper_less);
  return result ? suima_cli_show_move (cli, result) : suima_cli_fail (cli, error);
}
