// SPDX-License-Identifier: Apache-2.0
// The wallet: papers, paper add, use, attach.
#include "suima-cli.h"

#include "suima-station-papers.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

static json_t *
suima_cli_paper_to_json (const SuimaDocument *document, SuimaPaperDoubt doubt)
{
  json_t *object = json_object (), *files = json_array ();

  json_object_set_new (object, "id", json_integer (document->id));
  suima_json_set_text (object, "kind", suima_paper_kind_to_code (document->kind));
  suima_json_set_text (object, "number", document->number);
  suima_cli_set_nullable (object, "issuer", document->issuer);
  suima_cli_set_nullable (object, "product", document->product);
  suima_cli_set_nullable (object, "lot", document->lot);
  suima_cli_set_day (object, "issued", document->issued);
  suima_cli_set_day (object, "valid_to", document->valid_to);
  json_object_set_new (object, "quantity", suima_cli_quantity_to_json (document->quantity_milli));
  json_object_set_new (object, "used", suima_cli_quantity_to_json (document->used_milli));
  suima_cli_set_nullable (object, "unit", document->unit);
  json_object_set_new (object, "batches", json_integer (document->n_batches));
  for (guint i = 0; i < document->attachments->len; i++)
    json_array_append_new (files, json_string (document->attachments->pdata[i]));
  json_object_set_new (object, "files", files);
  if (doubt != SUIMA_PAPER_DOUBT_NONE)
    suima_json_set_text (object, "warning", suima_words_paper_doubt (doubt));
  return object;
}

static void
suima_cli_print_paper (const SuimaDocument *document)
{
  g_autofree char *covers = suima_quantity_to_text (document->quantity_milli);
  g_autofree char *used = suima_quantity_to_text (document->used_milli);

  g_print ("%" PRId64 "  %s  %s", document->id, suima_words_paper (document->kind),
           document->number);
  if (document->quantity_milli > 0)
    g_print ("  %s / %s %s", used, covers, document->unit);
  g_print ("\n");
}

static int
suima_cli_show_paper (SuimaCli *cli, const SuimaDocument *document, SuimaPaperDoubt doubt)
{
  if (doubt != SUIMA_PAPER_DOUBT_NONE)
    {
      g_autofree char *line = suima_cli_dup_pair (document->number, suima_words_paper_doubt (doubt));
      g_printerr ("suimactl: %s\n", line);
    }
  if (cli->is_json)
    suima_cli_print_json (suima_cli_paper_to_json (document, doubt));
  else
    suima_cli_print_paper (document);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_papers (SuimaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { SUIMA_CLI_ROLE_ENTRY (cli), G_OPTION_ENTRY_NULL };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) papers = NULL;
  GError *error = NULL;
  json_t *list;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  papers = suima_station_list_papers (station, &error);
  if (papers == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < papers->len; i++)
    if (cli->is_json)
      json_array_append_new (list, suima_cli_paper_to_json (papers->pdata[i], 0));
    else
      suima_cli_print_paper (papers->pdata[i]);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{sO}", "papers", list));
  json_decref (list);
  return SUIMA_EXIT_DONE;
}

/* What the options of `paper` say. */
typedef struct
{
  char *issuer, *product, *lot, *issued, *valid_to, *quantity, *unit, *person;
  gint64 batch_id;
} SuimaPaperOptions;

static void
suima_paper_options_clear (SuimaPaperOptions *options)
{
  g_free (options->issuer);
  g_free (options->product);
  g_free (options->lot);
  g_free (options->issued);
  g_free (options->valid_to);
  g_free (options->quantity);
  g_free (options->unit);
  g_free (options->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaPaperOptions, suima_paper_options_clear)

static int
suima_cli_paper_add (SuimaCli *cli,
                     SuimaStation *station,
                     const SuimaDocument *named,
                     const SuimaPaperOptions *options)
{
  SuimaDocument document = *named;
  SuimaPaperDoubt doubt = SUIMA_PAPER_DOUBT_NONE;
  g_autoptr (SuimaDocument) added = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_read_day (cli, options->issued, &document.issued, &exit_code) ||
      !suima_cli_read_day (cli, options->valid_to, &document.valid_to, &exit_code))
    return exit_code;
  if (options->quantity != NULL &&
      !suima_quantity_parse (options->quantity, &document.quantity_milli, NULL))
    return suima_cli_refuse_usage (cli, _ ("A quantity is a number like 19 or 2.5"));
  document.issuer = options->issuer;
  document.product = options->product;
  document.lot = options->lot;
  document.unit = options->unit;
  added = suima_station_add_paper (station, &document, &doubt, &error);
  return added ? suima_cli_show_paper (cli, added, doubt) : suima_cli_fail (cli, error);
}

static int
suima_cli_paper_use (SuimaCli *cli,
                     SuimaStation *station,
                     const SuimaDocument *paper,
                     const SuimaPaperOptions *options)
{
  g_autoptr (SuimaBatchCard) card = NULL;
  gint64 quantity_milli = 0;
  GError *error = NULL;

  if (options->batch_id <= 0)
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
  if (options->quantity != NULL && !suima_quantity_parse (options->quantity, &quantity_milli, NULL))
    return suima_cli_refuse_usage (cli, _ ("A quantity is a number like 19 or 2.5"));
  if (!suima_station_use_paper (station, paper->id, options->batch_id, quantity_milli,
                                options->person, &error))
    return suima_cli_fail (cli, error);
  card = suima_station_get_batch (station, options->batch_id, &error);
  if (card == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_card_to_json (card));
  else
    {
      g_autofree char *line =
          suima_cli_dup_pair (card->batch->product, suima_words_batch_status (card->status));
      g_print ("%s\n", line);
    }
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_paper_attach (SuimaCli *cli,
                        SuimaStation *station,
                        const SuimaDocument *paper,
                        const char *path)
{
  GError *error = NULL;
  g_autofree char *sha256 = suima_station_attach (station, paper->id, path, &error);

  if (sha256 == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{ssss}", "number", paper->number, "sha256", sha256));
  else
    g_print ("%s  %s\n", paper->number, sha256);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_paper (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaPaperOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "issuer", 0, 0, G_OPTION_ARG_STRING, &options.issuer, N_ ("who made the paper"), "NAME" },
    { "product", 0, 0, G_OPTION_ARG_STRING, &options.product, N_ ("only for these goods"), "NAME" },
    { "lot", 0, 0, G_OPTION_ARG_STRING, &options.lot, N_ ("only for this lot"), "LOT" },
    { "issued", 0, 0, G_OPTION_ARG_STRING, &options.issued, N_ ("on which day"), "DAY" },
    { "valid-to", 0, 0, G_OPTION_ARG_STRING, &options.valid_to, N_ ("last day"), "DAY" },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &options.quantity, N_ ("how much it covers"), "N" },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, N_ ("counted in"), "UNIT" },
    { "batch", 0, 0, G_OPTION_ARG_INT64, &options.batch_id, N_ ("for this batch"), "ID" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaDocument) paper = NULL;
  SuimaDocument named = { .issued = SUIMA_DAY_NONE, .valid_to = SUIMA_DAY_NONE };
  gboolean is_attach = argc > 1 && strcmp (argv[1], "attach") == 0;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "add|use KIND NUMBER | attach KIND NUMBER FILE",
                        is_attach ? 4 : 3))
    return SUIMA_EXIT_USAGE;
  if (!suima_paper_kind_from_code (argv[2], &named.kind))
    return suima_cli_refuse_usage (
        cli, _ ("Kinds: inspection, nucleic-acid, disinfection, customs, plant, conformity, "
                "animal-quarantine, meat-quality, swine-fever, test-report, warehouse-exit"));
  named.number = argv[3];
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (strcmp (argv[1], "add") == 0)
    return suima_cli_paper_add (cli, station, &named, &options);
  paper = suima_station_find_paper (station, named.kind, named.number, &error);
  if (paper == NULL)
    return suima_cli_fail (cli, error);
  if (is_attach)
    return suima_cli_paper_attach (cli, station, paper, argv[4]);
  if (strcmp (argv[1], "use") == 0)
    return suima_cli_paper_use (cli, station, paper, &options);
  return suima_cli_refuse_usage (cli, _ ("Say add, use or attach"));
}
