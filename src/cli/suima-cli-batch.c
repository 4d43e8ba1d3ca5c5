// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-words.h"

#include <glib/gi18n.h>

json_t *
suima_cli_finding_to_json (const SuimaFinding *finding)
{
  g_autofree char *message = finding ? suima_words_finding (finding) : NULL;
  json_t *object;

  if (finding == NULL)
    return json_null ();
  object = json_object ();
  suima_json_set_text (object, "rule", finding->rule);
  suima_json_set_text (object, "severity", suima_severity_to_code (finding->severity));
  suima_json_set_text (object, "message", message);
  suima_cli_set_nullable (object, "source", finding->source);
  suima_cli_set_nullable (object, "requirement", finding->requirement);
  suima_json_set_text (object, "kind", suima_finding_kind_to_code (finding->kind));
  json_object_set_new (object, "required", json_boolean (finding->is_required));
  json_object_set_new (object, "may_override", json_boolean (finding->may_override));
  json_object_set_new (object, "overridden",
                       json_boolean (finding->kind == SUIMA_FINDING_OVERRIDDEN));
  suima_cli_set_nullable (object, "by", finding->by);
  suima_cli_set_nullable (object, "reason", finding->reason);
  return object;
}

static json_t *
suima_cli_findings_to_json (GPtrArray *findings)
{
  json_t *array = json_array ();

  for (guint i = 0; i < findings->len; i++)
    json_array_append_new (array, suima_cli_finding_to_json (findings->pdata[i]));
  return array;
}

static json_t *
suima_cli_explanations_to_json (GPtrArray *explanations)
{
  json_t *array = json_array ();

  for (guint i = 0; i < explanations->len; i++)
    {
      const SuimaExplanation *explanation = g_ptr_array_index (explanations, i);
      g_autofree char *message = suima_words_explanation (explanation);
      json_t *object = json_object ();
      suima_json_set_text (object, "requirement", explanation->requirement);
      suima_json_set_text (object, "message", message);
      json_object_set_new (object, "then", suima_cli_finding_to_json (explanation->then));
      json_object_set_new (object, "now", suima_cli_finding_to_json (explanation->now));
      json_array_append_new (array, object);
    }
  return array;
}

json_t *
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
suima_cli_lock_to_json (GPtrArray *locks)
{
  const SuimaBatchLock *lock = locks->len > 0 ? g_ptr_array_index (locks, 0) : NULL;
  g_autofree char *message = lock ? suima_words_lock (lock) : NULL;
  json_t *object = lock ? json_object () : json_null ();

  if (lock == NULL)
    return object;
  suima_json_set_text (object, "kind", lock->kind);
  suima_json_set_text (object, "reason", lock->reason);
  suima_json_set_text (object, "message", message);
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
  json_object_set_new (object, "quantity",
                       batch->quantity_milli > 0
                         ? suima_cli_quantity_to_json (batch->quantity_milli)
                         : json_null ());
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
  suima_cli_set_nullable (object, "importer_uscc", batch->importer_uscc);
  suima_cli_set_nullable (object, "importer_phone", batch->importer_phone);
  suima_cli_set_nullable (object, "producer_uscc", batch->producer_uscc);
  suima_cli_set_nullable (object, "supplier_phone", batch->supplier_phone);
  suima_cli_set_nullable (object, "producer_phone", batch->producer_phone);
  suima_cli_set_nullable (object, "remark", batch->remark);
  json_object_set_new (object, "delivery", json_integer (batch->delivery_id));
  json_object_set_new (object, "row", json_integer (batch->row));
  suima_json_set_text (object, "status", suima_batch_status_to_code (card->status));
  json_object_set_new (object, "lock", suima_cli_lock_to_json (card->locks));
  suima_cli_set_day (object, "judged_on", card->judged_on);
  json_object_set_new (object, "near_expiry", json_boolean (card->is_near_expiry));
  json_object_set_new (object, "papers", suima_cli_papers_to_json (batch));
  json_object_set_new (object, "items", suima_cli_counts_to_json (card));
  json_object_set_new (object, "spare", json_integer (card->counts[SUIMA_ITEM_SPARE]));
  json_object_set_new (object, "spare_used", json_integer (card->spares_used));
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
  g_autofree char *quantity =
    batch->quantity_milli > 0 ? suima_quantity_to_text (batch->quantity_milli) : g_strdup ("-");
  g_autofree char *expiry = suima_day_to_text (batch->expiry);

  g_print ("%5" G_GINT64_FORMAT "  %s · %s · %s %s · %s%s · %s\n", batch->id, batch->product,
           batch->lot ? batch->lot : "-", quantity, batch->unit ? batch->unit : "",
           expiry ? "→" : "", expiry ? expiry : "-", suima_words_batch_status (card->status));
  if (card->is_near_expiry)
    {
      g_autofree char *near = suima_words_near_expiry (batch);
      g_print ("        ! %s\n", near);
    }
  suima_cli_print_findings (card->findings, least);
}

int
suima_cli_batches (SuimaCli *cli, int argc, char **argv)
{
  gboolean ready_only = FALSE;
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
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

static void
suima_cli_print_explanations (GPtrArray *explanations)
{
  for (guint i = 0; i < explanations->len; i++)
    {
      const SuimaExplanation *explanation = g_ptr_array_index (explanations, i);
      const SuimaFinding *finding = explanation->then ? explanation->then : explanation->now;
      g_autofree char *message = suima_words_explanation (explanation);
      g_print ("        %s  [%s]\n", message, finding->rule);
    }
}

static void
suima_cli_show_batch (SuimaCli *cli, const SuimaBatchCard *card, SuimaDay day, GPtrArray *explanations)
{
  json_t *object;

  if (!cli->is_json)
    {
      g_autofree char *judged = suima_words_judged (card);
      suima_cli_print_card (card, SUIMA_SEVERITY_PASS);
      g_print ("        %s\n", judged);
      if (explanations != NULL)
        suima_cli_print_explanations (explanations);
      return;
    }
  object = suima_cli_card_to_json (card);
  if (explanations != NULL)
    {
      suima_cli_set_day (object, "on", day);
      json_object_set_new (object, "explanations", suima_cli_explanations_to_json (explanations));
    }
  suima_cli_print_json (object);
}

int
suima_cli_batch (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *on = NULL;
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_ ("what the rules asked on that day"), "DATE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autoptr (GPtrArray) explanations = NULL;
  SuimaDay day = SUIMA_DAY_NONE;
  GError *error = NULL;
  gint64 id = 0;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "ID [--on DATE]", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &id))
    {
      g_autofree char *message =
          g_strdup_printf (_ ("\"%s\" is not the number of a batch"), argv[1]);
      return suima_cli_refuse_usage (cli, message);
    }
  if (on != NULL && !suima_day_parse (on, &day, &error))
    return suima_cli_fail (cli, error);
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  card = suima_station_get_batch (station, id, &error);
  if (card != NULL && on != NULL)
    explanations = suima_station_explain (station, id, day, &error);
  if (error != NULL)
    return suima_cli_fail (cli, error);
  suima_cli_show_batch (cli, card, day, explanations);
  return SUIMA_EXIT_DONE;
}
