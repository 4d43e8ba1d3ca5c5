// SPDX-License-Identifier: Apache-2.0
// voucher make, list, show, print, export; receive --voucher.
#include "suima-cli-voucher.h"

#include "suima-station-voucher.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

static json_t *
suima_cli_voucher_to_json (const SuimaVoucherRecord *record)
{
  json_t *object = json_object (), *batches = json_array ();
  json_t *body = suima_json_parse (record->body, strlen (record->body), NULL);

  suima_json_set_text (object, "number", record->number);
  suima_json_set_text (object, "station", record->station);
  json_object_set_new (object, "ours", json_boolean (record->is_ours));
  suima_json_set_text (object, "party", record->party);
  suima_json_set_text (object, "code", record->uri);
  for (guint i = 0; i < record->batches->len; i++)
    json_array_append_new (batches, json_integer (g_array_index (record->batches, gint64, i)));
  json_object_set_new (object, "batches", batches);
  json_object_set_new (object, "body", body != NULL ? body : json_null ());
  return object;
}

static void
suima_cli_print_voucher (const SuimaVoucherRecord *record)
{
  g_autoptr (json_t) body = suima_json_parse (record->body, strlen (record->body), NULL);
  const json_t *lines = json_object_get (body, "lines");
  gsize i;
  json_t *line;

  g_print ("%s  %s  %s  %s\n", record->number, suima_json_get_text (body, "day"),
           record->is_ours ? _ ("to") : _ ("from"), record->party);
  json_array_foreach (lines, i, line)
  {
    const char *lot = suima_json_get_text (line, "lot");
    const char *unit = suima_json_get_text (line, "unit");
    g_print ("   %s  %s  %s %s\n", suima_json_get_text (line, "product"), lot ? lot : "-",
             suima_json_get_text (line, "quantity"), unit ? unit : "");
  }
}

static int
suima_cli_show_voucher (SuimaCli *cli, const SuimaVoucherRecord *record)
{
  if (cli->is_json)
    suima_cli_print_json (suima_cli_voucher_to_json (record));
  else
    suima_cli_print_voucher (record);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_make_voucher (SuimaCli *cli,
                        SuimaStation *station,
                        GArray *seqs,
                        const char *person,
                        const char *printer,
                        gboolean is_printed)
{
  SuimaVoucherRequest request = {
    .seqs = &g_array_index (seqs, gint64, 0),
    .n_seqs = seqs->len,
    .person = person,
  };
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  GError *error = NULL;
  g_autoptr (SuimaVoucherRecord) record = suima_station_make_voucher (station, &request, &error);

  if (record == NULL)
    return suima_cli_fail (cli, error);
  if (is_printed && !suima_station_print_voucher (station, record->number, printer, 1, cancellable,
                                                  &error))
    {
      g_printerr (_ ("Voucher %s is made; print it with \"suimactl voucher print %s\"\n"),
                  record->number, record->number);
      return suima_cli_fail (cli, error);
    }
  return suima_cli_show_voucher (cli, record);
}

typedef struct
{
  char *events, *printer, *file, *person;
  gint64 copies;
  gboolean is_paper_less;
} SuimaVoucherOptions;

static void
suima_voucher_options_clear (SuimaVoucherOptions *options)
{
  g_free (options->events);
  g_free (options->printer);
  g_free (options->file);
  g_free (options->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaVoucherOptions, suima_voucher_options_clear)

/* `12,13 14` */
static GArray *
suima_cli_read_seqs (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text ? text : "", ", ", -1);
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gint64 seq;
      if (*parts[i] == '\0')
        continue;
      if (!suima_cli_parse_number (parts[i], 0, G_MAXINT64, &seq))
        return NULL;
      g_array_append_val (seqs, seq);
    }
  return seqs->len > 0 ? g_steal_pointer (&seqs) : NULL;
}

static int
suima_cli_voucher_make (SuimaCli *cli, const SuimaVoucherOptions *options)
{
  g_autoptr (GArray) seqs = suima_cli_read_seqs (options->events);
  g_autoptr (SuimaStation) station = NULL;
  int exit_code = 0;

  if (seqs == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say which sales: --events 12,13"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  return suima_cli_make_voucher (cli, station, seqs, options->person, options->printer,
                                 !options->is_paper_less);
}

static int
suima_cli_voucher_list (SuimaCli *cli)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;
  json_t *list;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  records = suima_station_list_vouchers (station, &error);
  if (records == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < records->len; i++)
    {
      json_array_append_new (list, suima_cli_voucher_to_json (records->pdata[i]));
      if (!cli->is_json)
        suima_cli_print_voucher (records->pdata[i]);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "vouchers", list));
  else
    json_decref (list);
  return SUIMA_EXIT_DONE;
}

/* show, print, export of one. */
static int
suima_cli_voucher_act (SuimaCli *cli,
                       const char *act,
                       const char *number,
                       const SuimaVoucherOptions *options)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaVoucherRecord) record = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  GError *error = NULL;
  gboolean is_done = TRUE;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  cancellable = suima_cli_get_cancellable ();
  if (strcmp (act, "print") == 0 && options->file != NULL)
    is_done = suima_station_draw_voucher (station, number, options->file, &error);
  else if (strcmp (act, "print") == 0)
    is_done = suima_station_print_voucher (station, number, options->printer,
                                           (guint)options->copies, cancellable, &error);
  else if (strcmp (act, "export") == 0)
    is_done = suima_station_export_voucher (station, number, options->file, &error);
  record = is_done ? suima_station_get_voucher (station, number, &error) : NULL;
  return record != NULL ? suima_cli_show_voucher (cli, record) : suima_cli_fail (cli, error);
}

int
suima_cli_voucher (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaVoucherOptions) options = { .copies = 1 };
  const GOptionEntry entries[] = {
    { "events", 0, 0, G_OPTION_ARG_STRING, &options.events, N_ ("make: of which sales"),
      "SEQ,SEQ..." },
    { "no-print", 0, 0, G_OPTION_ARG_NONE, &options.is_paper_less, N_ ("make: without paper"), NULL },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &options.printer, N_ ("where it is printed"), "PRINTER" },
    { "copies", 0, 0, G_OPTION_ARG_INT64, &options.copies, N_ ("print: how many"), "N" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.file,
      N_ ("export: the file for the buyer; print: a picture instead of paper"), "FILE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  const char *act;

  if (!suima_cli_parse (cli, &argc, &argv, entries,
                        "make --events SEQ,... | list | show|print|export NUMBER", -1))
    return SUIMA_EXIT_USAGE;
  act = argv[1];
  if (strcmp (act, "make") == 0 && argc == 2)
    return suima_cli_voucher_make (cli, &options);
  if (strcmp (act, "list") == 0 && argc == 2)
    return suima_cli_voucher_list (cli);
  if (strcmp (act, "export") == 0 && options.file == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say where to: --out FILE"));
  if (argc == 3 && options.copies >= 1 && options.copies <= 200 &&
      (strcmp (act, "show") == 0 || strcmp (act, "print") == 0 || strcmp (act, "export") == 0))
    return suima_cli_voucher_act (cli, act, argv[2], &options);
  return suima_cli_refuse_usage (cli, _ ("Say make, list, show, print or export, and the number"));
}

static int
suima_cli_show_goods (SuimaCli *cli, const SuimaVoucherGoods *goods)
{
  json_t *batches;

  if (!cli->is_json)
    {
      g_print (goods->is_known ? _ ("Voucher %s of %s was received already: nothing was added\n")
                               : _ ("Voucher %s of %s received\n"),
               goods->number, goods->seller);
      return SUIMA_EXIT_DONE;
    }
  batches = json_array ();
  for (guint i = 0; i < goods->batches->len; i++)
    json_array_append_new (batches, json_integer (g_array_index (goods->batches, gint64, i)));
  suima_cli_print_json (json_pack ("{sssssbso}", "voucher", goods->number, "seller", goods->seller,
                                   "known", goods->is_known, "batches", batches));
  return SUIMA_EXIT_DONE;
}

int
suima_cli_receive_voucher (SuimaCli *cli, const SuimaVoucherReceipt *receipt, const char *image)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaVoucherGoods) goods = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  SuimaVoucherReceipt read = *receipt;
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (image != NULL)
    {
      lookup = suima_station_scan_image (station, image, &error);
      if (lookup == NULL)
        return suima_cli_fail (cli, error);
      read.text = lookup->scan->text;
    }
  goods = suima_station_receive_voucher (station, &read, &error);
  return goods != NULL ? suima_cli_show_goods (cli, goods) : suima_cli_fail (cli, error);
}
