// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-event.h"
#include "suima-serial.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Who issued it and what nobody checked; of our own codes the verdict says it. */
static void
suima_cli_add_provenance (json_t *fields, const SuimaScan *scan)
{
  json_t *unverified;

  if (scan->system == NULL)
    return;
  unverified = json_array ();
  for (guint i = 0; i < scan->unverified->len; i++)
    json_array_append_new (unverified, json_string (scan->unverified->pdata[i]));
  suima_cli_set_nullable (fields, "issuer", scan->issuer);
  suima_cli_set_nullable (fields, "title", scan->title);
  suima_cli_set_nullable (fields, "what", scan->what);
  suima_cli_set_nullable (fields, "rule", scan->rule);
  suima_cli_set_nullable (fields, "evidence", scan->evidence);
  json_object_set_new (fields, "unverified", unverified);
}

/* What a person who holds the label wants to know of the goods; @seller: this shop. */
static void
suima_cli_add_facts (json_t *fields, const SuimaBatch *batch, const char *seller)
{
  suima_cli_set_nullable (fields, "spec", batch->spec);
  suima_cli_set_nullable (fields, "lot", batch->lot);
  suima_cli_set_day (fields, "production_date", batch->production);
  suima_cli_set_day (fields, "expiry_date", batch->expiry);
  suima_cli_set_nullable (fields, "storage", batch->storage);
  suima_cli_set_nullable (fields, "port", batch->port);
  suima_cli_set_nullable (fields, "importer", batch->importer);
  suima_cli_set_nullable (fields, "supplier", batch->supplier);
  suima_cli_set_nullable (fields, "producer", batch->producer);
  suima_cli_set_nullable (fields, "seller", *seller != '\0' ? seller : NULL);
  json_object_set_new (fields, "papers", suima_cli_papers_to_json (batch));
}

static json_t *
suima_cli_lookup_to_json (const SuimaLookup *lookup, const char *seller)
{
  json_t *object = json_object (), *fields = json_object ();
  g_autofree char *explanation = suima_words_scan (lookup->scan);

  suima_json_set_text (object, "kind", suima_scan_kind_to_code (lookup->scan->kind));
  suima_json_set_text (object, "system", lookup->system);
  suima_json_set_text (object, "code", lookup->item ? lookup->item->uri : lookup->scan->text);
  suima_json_set_text (object, "verdict", lookup->verdict);
  suima_json_set_text (object, "message", suima_words_verdict (lookup->verdict));
  suima_cli_set_nullable (object, "explanation", *explanation ? explanation : NULL);
  suima_cli_set_nullable (object, "problem", lookup->scan->problem);
  suima_cli_set_nullable (object, "notice", lookup->notice);
  suima_json_set_text (object, "raw_hex", lookup->scan->raw_hex);
  for (guint i = 0; i < lookup->scan->fields->len; i++)
    {
      const SuimaScanField *field = g_ptr_array_index (lookup->scan->fields, i);
      suima_json_set_text (fields, field->name, field->value);
    }
  suima_cli_add_provenance (fields, lookup->scan);
  if (lookup->item != NULL)
    suima_json_set_text (fields, "state", suima_item_state_to_code (lookup->item->state));
  if (lookup->batch != NULL)
    {
      suima_json_set_text (fields, "product", lookup->batch->product);
      suima_json_set_text (fields, "origin", lookup->batch->origin);
      json_object_set_new (fields, "batch", json_integer (lookup->batch->id));
      if (lookup->item != NULL)
        suima_cli_add_facts (fields, lookup->batch, seller);
    }
  json_object_set_new (object, "fields", fields);
  return object;
}

/* A scanned text may hold what a terminal obeys. */
static char *
suima_cli_dup_harmless (const char *text)
{
  GString *harmless = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append (harmless, "\uFFFD");
    else
      g_string_append_unichar (harmless, g_utf8_get_char (p));
  return g_string_free (harmless, FALSE);
}

static void
suima_cli_print_fact (const char *name, const char *value)
{
  g_autofree char *harmless = value != NULL ? suima_cli_dup_harmless (value) : NULL;
  g_autofree char *line = harmless != NULL ? suima_cli_dup_pair (name, harmless) : NULL;

  if (line != NULL)
    g_print ("  %s\n", line);
}

static void
suima_cli_print_facts (const SuimaBatch *batch, const char *seller)
{
  g_autofree char *production = suima_day_to_text (batch->production);
  g_autofree char *expiry = suima_day_to_text (batch->expiry);

  suima_cli_print_fact (_ ("origin"), batch->origin);
  suima_cli_print_fact (_ ("produced on"), production);
  suima_cli_print_fact (_ ("expires on"), expiry);
  suima_cli_print_fact (_ ("port of entry"), batch->port);
  suima_cli_print_fact (_ ("sold by"), *seller != '\0' ? seller : NULL);
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    suima_cli_print_fact (suima_words_paper ((SuimaPaperKind)i), batch->papers[i]);
}

static void
suima_cli_print_lookup (const SuimaLookup *lookup, const char *seller)
{
  g_autofree char *explanation = suima_words_scan (lookup->scan);

  g_print ("%s\n", suima_words_verdict (lookup->verdict));
  if (*suima_words_verdict_advice (lookup->verdict) != '\0')
    g_print ("%s\n", suima_words_verdict_advice (lookup->verdict));
  if (lookup->notice != NULL)
    g_print ("%s\n", lookup->notice);
  if (*explanation != '\0')
    g_print ("  %s\n", explanation);
  if (lookup->scan->problem != NULL)
    g_print ("  %s\n", lookup->scan->problem);
  if (lookup->batch != NULL)
    g_print ("  %s · %s\n", lookup->batch->product, lookup->batch->lot ? lookup->batch->lot : "-");
  if (lookup->batch != NULL && lookup->item != NULL)
    suima_cli_print_facts (lookup->batch, seller);
  for (guint i = 0; i < lookup->scan->fields->len; i++)
    {
      const SuimaScanField *field = g_ptr_array_index (lookup->scan->fields, i);
      g_autofree char *value = suima_cli_dup_harmless (field->value);
      g_autofree char *line =
          suima_cli_dup_pair (suima_words_scan_field (field->name), value);
      g_print ("  %s\n", line);
    }
}

int
suima_cli_scan (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *text = NULL, *image = NULL;
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "text", 0, 0, G_OPTION_ARG_STRING, &text, N_ ("what a scanner read"), "TEXT" },
    { "image", 0, 0, G_OPTION_ARG_FILENAME, &image, N_ ("a PNG or JPEG picture"), "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  const char *seller;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "--text TEXT | --image FILE", 0))
    return SUIMA_EXIT_USAGE;
  if ((text != NULL) == (image != NULL))
    return suima_cli_refuse_usage (cli, _ ("Say either --text TEXT or --image FILE"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  lookup = text ? suima_station_scan_text (station, text, &error)
                : suima_station_scan_image (station, image, &error);
  if (lookup == NULL)
    return suima_cli_fail (cli, error);
  seller = suima_station_get_config (station)->operator_name;
  if (cli->is_json)
    suima_cli_print_json (suima_cli_lookup_to_json (lookup, seller));
  else
    suima_cli_print_lookup (lookup, seller);
  return SUIMA_EXIT_DONE;
}

static json_t *
suima_cli_trace_to_json (const SuimaItemTrace *trace)
{
  json_t *object = json_object (), *item = suima_cli_item_to_json (trace->item);
  json_t *events = json_array ();

  suima_json_set_text (item, "product", trace->batch->product);
  suima_cli_set_nullable (item, "lot", trace->batch->lot);
  suima_cli_set_nullable (item, "batch_origin", trace->batch->origin);
  json_object_set_new (object, "item", item);
  for (guint i = 0; i < trace->steps->len; i++)
    {
      const SuimaTraceStep *step = g_ptr_array_index (trace->steps, i);
      json_t *event = suima_json_parse (step->body, strlen (step->body), NULL);
      if (event != NULL)
        json_array_append_new (events, event);
    }
  json_object_set_new (object, "events", events);
  json_object_set_new (object, "parents", suima_cli_items_to_json (trace->parents));
  json_object_set_new (object, "children", suima_cli_items_to_json (trace->children));
  return object;
}

/* Why it was done, where the event says so. */
static char *
suima_cli_dup_reason (const char *body)
{
  g_autoptr (json_t) event = suima_json_parse (body, strlen (body), NULL);
  const char *reason = event ? json_string_value (json_object_get (event, "suima:reason")) : NULL;

  return reason ? suima_cli_dup_harmless (reason) : NULL;
}

static void
suima_cli_print_relatives (const char *heading, GPtrArray *items)
{
  if (items->len > 0)
    g_print ("%s\n", heading);
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (items, i);
      g_autofree char *groups = suima_serial_to_groups (item->serial);
      g_print ("  %s  %s\n", groups, suima_words_item_state (item->state));
    }
}

static void
suima_cli_print_trace (const SuimaItemTrace *trace, int utc_offset_min)
{
  g_autofree char *groups = suima_serial_to_groups (trace->item->serial);

  g_print ("%s · %s · %s · %s\n", groups, trace->batch->product,
           trace->batch->lot ? trace->batch->lot : "-",
           suima_words_item_state (trace->item->state));
  for (guint i = 0; i < trace->steps->len; i++)
    {
      const SuimaTraceStep *step = g_ptr_array_index (trace->steps, i);
      g_autofree char *when = suima_time_to_text (step->at_us, utc_offset_min);
      g_autofree char *reason = suima_cli_dup_reason (step->body);
      g_print ("  %.10s %.5s  %s%s%s  [%s]\n", when, when + 11, suima_words_event (step->kind),
               reason ? " · " : "", reason ? reason : "", suima_words_delivery (step->delivery));
    }
  suima_cli_print_relatives (_ ("Came from"), trace->parents);
  suima_cli_print_relatives (_ ("Became"), trace->children);
}

int
suima_cli_trace (SuimaCli *cli, int argc, char **argv)
{
  gboolean is_back = FALSE, is_forward = FALSE;
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "back", 0, 0, G_OPTION_ARG_NONE, &is_back, N_ ("where it came from"), NULL },
    { "forward", 0, 0, G_OPTION_ARG_NONE, &is_forward, N_ ("where it went"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaItemTrace) trace = NULL;
  SuimaTraceDirection direction;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "CODE [--back|--forward]", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  direction = is_back == is_forward ? SUIMA_TRACE_BACK | SUIMA_TRACE_FORWARD
              : is_back             ? SUIMA_TRACE_BACK
                                    : SUIMA_TRACE_FORWARD;
  trace = suima_station_trace (station, argv[1], direction, &error);
  if (trace == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_trace_to_json (trace));
  else
    suima_cli_print_trace (trace, suima_station_get_config (station)->utc_offset_min);
  return SUIMA_EXIT_DONE;
}
