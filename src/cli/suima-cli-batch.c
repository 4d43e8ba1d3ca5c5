// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-words.h"

#include <glib/gi18n.h>

static json_t *
suima_cli_findings_to_json (GPtrArray *findings)
{
  json_t *array = json_array ();

  for (guint i = 0; i < findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *message = suima_words_finding (finding);
      json_t *object = json_object ();
      suima_json_set_text (object, "rule", finding->rule);
      suima_json_set_text (object, "severity", suima_severity_to_code (finding->severity));
      suima_json_set_text (object, "message", message);
      suima_cli_set_nullable (object, "source", finding->source);
      json_array_append_new (array, object);
    }
  return array;
}

static json_t *
suima_cli_papers_to_json (const SuimaBatch *batch)
{
  json_t *object = json_object ();

  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    suima_json_set_text (object, suima_paper_kind_to_code ((SuimaPaperKind) i), batch->papers[i]);
  return object;
}

static json_t *
suima_cli_counts_to_json (const SuimaBatchCard *card)
{
  json_t *object = json_object ();

  for (guint i = SUIMA_ITEM_RESERVED; i < SUIMA_ITEM_N_STATES; i++)
    if (card->counts[i] > 0)
      json_object_set_new (object, suima_item_state_to_code ((SuimaItemState) i),
                           json_integer (card->counts[i]));
  return object;
}

json_t *
suima_cli_card_to_json (const SuimaBatchCard *card)
{
  const SuimaBatch *batch = card->batch;
  json_t *object = json_object ();

  json_object_set_new (object, "id", json_integer (batch->id));
  suima_json_set_text (object, "product", batch->product);
  suima_cli_set_nullable (object, "spec", batch->spec);
  suima_cli_set_nullable (object, "lot", batch->lot);
  suima_cli_set_nullable (object, "gtin", batch->gtin);
  json_object_set_new (object, "quantity", suima_cli_quantity_to_json (batch->quantity_milli));
  suima_cli_set_nullable (object, "unit", batch->unit);
  suima_cli_set_nullable (object, "origin", batch->origin);
  suima_cli_set_nullable (object, "country", batch->country);
  suima_json_set_text (object, "temp_class", suima_temp_class_to_code (batch->temp_class));
  suima_cli_set_nullable (object, "storage", batch->storage);
  suima_cli_set_day (object, "production_date", batch->production);
  suima_cli_set_day (object, "expiry_date", batch->expiry);
  suima_cli_set_day (object, "arrival_date", batch->arrival);
  suima_cli_set_nullable (object, "importer", batch->importer);
  suima_cli_set_nullable (object, "supplier", batch->supplier);
  suima_cli_set_nullable (object, "producer", batch->producer);
  json_object_set_new (object, "delivery", json_integer (batch->delivery_id));
  json_object_set_new (object, "row", json_integer (batch->row));
  suima_json_set_text (object, "status", suima_batch_status_to_code (card->status));
  json_object_set_new (object, "near_expiry", json_boolean (card->is_near_expiry));
  json_object_set_new (object, "papers", suima_cli_papers_to_json (batch));
  json_object_set_new (object, "items", suima_cli_counts_to_json (card));
  json_object_set_new (object, "findings", suima_cli_findings_to_json (card->findings));
  return object;
}

/* What stands in the way, or else nothing: the list stays short. */
static void
suima_cli_print_findings (GPtrArray *findings, SuimaSeverity least)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const SuimaFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *message = suima_words_finding (finding);
      static const char *const marks[] = { "✓", "!", "✗" };
      if (finding->severity >= least)
        g_print ("        %s %s  [%s]\n", marks[finding->severity], message, finding->rule);
    }
}

static void
suima_cli_print_card (const SuimaBatchCard *card, SuimaSeverity least)
{
  const SuimaBatch *batch = card->batch;
  g_autofree char *quantity = suima_quantity_to_text (batch->quantity_milli);
  g_autofree char *expiry = suima_day_to_text (batch->expiry);

  g_print ("%5" G_GINT64_FORMAT "  %s · %s · %s %s · %s%s · %s\n", batch->id, batch->product,
           batch->lot ? batch->lot : "-", quantity, batch->unit ? batch->unit : "",
           expiry ? "→" : "", expiry ? expiry : "-", suima_words_batch_status (card->status));
  suima_cli_print_findings (card->findings, least);
}

int
suima_cli_batches (SuimaCli *cli, int argc, char **argv)
{
  gboolean ready_only = FALSE;
  const GOptionEntry entries[] = {
    { "ready", 0, 0, G_OPTION_ARG_NONE, &ready_only, N_ ("only what may print now"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  cards = suima_station_list_batches (station, ready_only, &error);
  if (cards == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object (), *array = json_array ();
      for (guint i = 0; i < cards->len; i++)
        json_array_append_new (array, suima_cli_card_to_json (cards->pdata[i]));
      json_object_set_new (object, "batches", array);
      suima_cli_print_json (object);
      return SUIMA_EXIT_DONE;
    }
  for (guint i = 0; i < cards->len; i++)
    suima_cli_print_card (cards->pdata[i], SUIMA_SEVERITY_WARN);
  if (cards->len == 0)
    g_print ("%s\n", _ ("No batches: read a delivery file with \"suimactl import FILE\"."));
  return SUIMA_EXIT_DONE;
}

int
suima_cli_batch (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaBatchCard) card = NULL;
  GError *error = NULL;
  gint64 id = 0;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, NULL, "ID", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &id))
    {
      g_autofree char *message =
          g_strdup_printf (_ ("\"%s\" is not the number of a batch"), argv[1]);
      return suima_cli_refuse_usage (cli, message);
    }
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  card = suima_station_get_batch (station, id, &error);
  if (card == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_card_to_json (card));
  else
    suima_cli_print_card (card, SUIMA_SEVERITY_PASS);
  return SUIMA_EXIT_DONE;
}
