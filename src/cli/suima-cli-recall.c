// SPDX-License-Identifier: Apache-2.0
// recall find|open|scan|done|lift|close|show|list|notice|sign|give, and today.
#include "suima-cli.h"

#include "suima-station-issuer.h"
#include "suima-station-recall.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* What the options of every part say. */
typedef struct
{
  char **lots, **papers, **plants;
  char *country, *product, *from, *to, *code;
  char *title, *notice, *outcome, *method, *weight, *witness, *photo, *party, *reason;
  char *out, *contact, *quantity;
  gint64 batch_id;
  int recall_class;
  gboolean is_rehearsal;
} SuimaRecallOptions;

static void
suima_recall_options_clear (SuimaRecallOptions *options)
{
  char **texts[] = { &options->country, &options->product, &options->from,    &options->to,
                     &options->code,    &options->title,   &options->notice,  &options->outcome,
                     &options->method,  &options->weight,  &options->witness, &options->photo,
                     &options->party,   &options->reason,  &options->out,
                     &options->contact, &options->quantity };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  g_clear_pointer (&options->lots, g_strfreev);
  g_clear_pointer (&options->papers, g_strfreev);
  g_clear_pointer (&options->plants, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaRecallOptions, suima_recall_options_clear)

static json_t *
suima_cli_recall_item_to_json (const SuimaRecallList *list, const SuimaItem *item)
{
  json_t *object = suima_cli_item_to_json (item);

  suima_json_set_text (object, "place", suima_recall_list_get_place (list, item));
  return object;
}

static json_t *
suima_cli_recall_sale_to_json (const SuimaMovement *sale, int utc_offset_min)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "kind", sale->kind == SUIMA_EVENT_SELL ? "sell" : "issue");
  suima_cli_set_nullable (object, "party", *sale->party ? sale->party : NULL);
  json_object_set_new (object, "quantity", suima_cli_quantity_to_json (sale->quantity_milli));
  suima_cli_set_time (object, "at", sale->at_us, utc_offset_min);
  return object;
}

static json_t *
suima_cli_recall_lines_to_json (GPtrArray *lines)
{
  json_t *places = json_array ();

  for (guint i = 0; i < lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (lines, i);
      json_t *place = json_object ();
      suima_json_set_text (place, "place", line->place);
      suima_json_set_text (place, "owner", line->owner);
      json_object_set_new (place, "quantity", suima_cli_quantity_to_json (line->quantity_milli));
      json_array_append_new (places, place);
    }
  return places;
}

static json_t *
suima_cli_recall_hit_to_json (const SuimaRecallList *list, const SuimaRecallHit *hit, int utc_offset_min)
{
  json_t *object = json_object (), *items = json_array (), *sales = json_array ();

  json_object_set_new (object, "batch", json_integer (hit->batch->id));
  suima_json_set_text (object, "product", hit->batch->product);
  suima_cli_set_nullable (object, "lot", hit->batch->lot);
  suima_cli_set_nullable (object, "unit", hit->batch->unit);
  json_object_set_new (object, "made_of_recalled", json_boolean (hit->is_descendant));
  json_object_set_new (object, "on_hand", suima_cli_quantity_to_json (hit->balance.on_hand));
  json_object_set_new (object, "coming", suima_cli_quantity_to_json (hit->coming_milli));
  json_object_set_new (object, "places", suima_cli_recall_lines_to_json (hit->lines));
  for (guint i = 0; i < hit->items->len; i++)
    json_array_append_new (items, suima_cli_recall_item_to_json (list, hit->items->pdata[i]));
  for (guint i = 0; i < hit->sales->len; i++)
    json_array_append_new (sales,
                           suima_cli_recall_sale_to_json (hit->sales->pdata[i], utc_offset_min));
  json_object_set_new (object, "items", items);
  json_object_set_new (object, "sold", sales);
  return object;
}

static json_t *
suima_cli_recall_list_to_json (const SuimaRecallList *list, int utc_offset_min)
{
  json_t *hits = json_array ();

  for (guint i = 0; i < list->hits->len; i++)
    json_array_append_new (
        hits, suima_cli_recall_hit_to_json (list, list->hits->pdata[i], utc_offset_min));
  return hits;
}

static void
suima_cli_print_hit (const SuimaRecallList *list, const SuimaRecallHit *hit)
{
  g_autofree char *words = suima_words_balance (hit->batch, &hit->balance);

  g_print ("%" PRId64 "  %s  %s%s\n   %s\n", hit->batch->id, hit->batch->product,
           hit->batch->lot ? hit->batch->lot : "",
           hit->is_descendant ? _ (" (made of recalled goods)") : "", words);
  for (guint i = 0; i < hit->lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (hit->lines, i);
      g_autofree char *quantity = suima_quantity_to_text (line->quantity_milli);
      g_print ("   %s %s  %s %s\n", line->place, line->owner, quantity,
               hit->batch->unit ? hit->batch->unit : "");
    }
  for (guint i = 0; i < hit->items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (hit->items, i);
      g_print ("   %s  %s  %s\n", item->serial, suima_words_item_state (item->state),
               suima_recall_list_get_place (list, item));
    }
  for (guint i = 0; i < hit->sales->len; i++)
    {
      const SuimaMovement *sale = g_ptr_array_index (hit->sales, i);
      g_autofree char *quantity = suima_quantity_to_text (sale->quantity_milli);
      g_print ("   → %s  %s %s\n", *sale->party ? sale->party : _ ("buyers whose names are not known"),
               quantity, hit->batch->unit ? hit->batch->unit : "");
    }
}

static int
suima_cli_show_list (SuimaCli *cli, const SuimaRecallList *list, int utc_offset_min)
{
  if (cli->is_json)
    {
      suima_cli_print_json (json_pack (
          "{s:o,s:i,s:I}", "hits", suima_cli_recall_list_to_json (list, utc_offset_min), "items",
          (int)list->items, "took_ms", (json_int_t)(list->took_us / 1000)));
      return SUIMA_EXIT_DONE;
    }
  for (guint i = 0; i < list->hits->len; i++)
    suima_cli_print_hit (list, list->hits->pdata[i]);
  g_print (_ ("Batches: %u, labels in the shop: %u\n"), list->hits->len, list->items);
  return SUIMA_EXIT_DONE;
}

static json_t *
suima_cli_recall_to_json (const SuimaRecall *recall, int utc_offset_min)
{
  json_t *object = json_object ();

  json_object_set_new (object, "recall", json_integer (recall->id));
  suima_json_set_text (object, "title", recall->title);
  json_object_set_new (object, "class", json_integer (recall->recall_class));
  json_object_set_new (object, "rehearsal", json_boolean (recall->is_rehearsal));
  json_object_set_new (object, "lifted", json_boolean (recall->is_lifted));
  suima_cli_set_nullable (object, "notice", recall->notice_id);
  json_object_set_new (object, "criteria", suima_recall_criteria_to_json (recall->criteria));
  suima_cli_set_time (object, "opened", recall->opened_us, utc_offset_min);
  suima_cli_set_time (object, "closed", recall->closed_us, utc_offset_min);
  return object;
}

static json_t *
suima_cli_recall_locks_to_json (const SuimaRecallCard *card)
{
  json_t *locks = json_array ();

  for (guint i = 0; i < card->locked->len; i++)
    {
      const SuimaRecallItem *item = g_ptr_array_index (card->locked, i);
      json_t *lock = json_object ();
      suima_json_set_text (lock, "serial", item->serial);
      suima_json_set_text (lock, "state", suima_item_state_to_code (item->state));
      suima_cli_set_nullable (lock, "outcome", item->outcome);
      json_object_set_new (
          lock, "after_s",
          json_integer ((item->locked_us - card->recall->opened_us) / G_USEC_PER_SEC));
      json_array_append_new (locks, lock);
    }
  return locks;
}

static json_t *
suima_cli_recall_card_to_json (const SuimaRecallCard *card, int utc_offset_min)
{
  json_t *object = suima_cli_recall_to_json (card->recall, utc_offset_min);
  const char *text = card->recall->report;
  json_t *report = text ? suima_json_parse (text, strlen (text), NULL) : NULL;

  json_object_set_new (object, "left", json_integer (card->left));
  json_object_set_new (object, "waiting", json_integer (card->waiting));
  json_object_set_new (object, "returned", json_integer (card->returned));
  json_object_set_new (object, "destroyed", json_integer (card->destroyed));
  json_object_set_new (object, "released", json_integer (card->released));
  json_object_set_new (object, "loose", suima_cli_quantity_to_json (card->loose_milli));
  json_object_set_new (object, "locked", suima_cli_recall_locks_to_json (card));
  json_object_set_new (object, "hits", suima_cli_recall_list_to_json (card->list, utc_offset_min));
  json_object_set_new (object, "report", report ? report : json_null ());
  return object;
}

static int
suima_cli_show_recall (SuimaCli *cli, const SuimaRecallCard *card, int utc_offset_min)
{
  g_autofree char *left = suima_words_recall_left (card);

  if (cli->is_json)
    {
      suima_cli_print_json (suima_cli_recall_card_to_json (card, utc_offset_min));
      return SUIMA_EXIT_DONE;
    }
  g_print ("%" PRId64 "  %s%s\n", card->recall->id, card->recall->title,
           card->recall->is_rehearsal ? _ (" (rehearsal)") : "");
  for (guint i = 0; i < card->list->hits->len; i++)
    suima_cli_print_hit (card->list, card->list->hits->pdata[i]);
  g_print ("%s\n", left);
  return SUIMA_EXIT_DONE;
}

static const char *
suima_cli_read_criteria (const SuimaRecallOptions *options, SuimaRecallCriteria *criteria)
{
  const char *country = options->country ? suima_country_from_origin (options->country) : NULL;

  if (options->country != NULL && country == NULL)
    return _ ("The country is not known: write it like EC or 厄瓜多尔");
  if ((options->from != NULL && !suima_day_parse (options->from, &criteria->from, NULL)) ||
      (options->to != NULL && !suima_day_parse (options->to, &criteria->to, NULL)))
    return _ ("A day is written like 2026-11-22");
  criteria->lots = g_strdupv (options->lots);
  criteria->papers = g_strdupv (options->papers);
  criteria->plants = g_strdupv (options->plants);
  criteria->country = g_strdup (country);
  criteria->product = g_strdup (options->product);
  criteria->code = g_strdup (options->code);
  return NULL;
}

static int
suima_cli_recall_find (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  g_autoptr (SuimaRecallCriteria) criteria = suima_recall_criteria_new ();
  const char *problem = suima_cli_read_criteria (options, criteria);
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaRecallList) list = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (problem != NULL)
    return suima_cli_refuse_usage (cli, problem);
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  list = suima_station_find_recall (station, criteria, &error);
  return list ? suima_cli_show_list (cli, list, suima_station_get_config (station)->utc_offset_min)
              : suima_cli_fail (cli, error);
}

/* What an act left it like. Takes @card. */
static int
suima_cli_end_recall (SuimaCli *cli, SuimaStation *station, SuimaRecallCard *card, GError *error)
{
  int exit_code = card ? suima_cli_show_recall (cli, card,
                                                suima_station_get_config (station)->utc_offset_min)
                       : suima_cli_fail (cli, error);

  suima_recall_card_free (card);
  return exit_code;
}

static int
suima_cli_recall_open (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  g_autoptr (SuimaRecallCriteria) criteria = suima_recall_criteria_new ();
  const char *problem = suima_cli_read_criteria (options, criteria);
  SuimaRecallRequest request = {
    .title = options->title,
    .recall_class = (guint)MAX (options->recall_class, 0),
    .criteria = criteria,
    .notice_path = options->notice,
    .is_rehearsal = options->is_rehearsal,
    .person = cli->by,
  };
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 recall_id;

  if (problem != NULL)
    return suima_cli_refuse_usage (cli, problem);
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  recall_id = suima_station_open_recall (station, &request, &error);
  return suima_cli_end_recall (
      cli, station,
      recall_id != 0 ? suima_station_get_recall (station, recall_id, &error) : NULL, error);
}

static int
suima_cli_recall_scan (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  g_autoptr (SuimaStation) station = NULL;
  SuimaRecallCard *card;
  GError *error = NULL;
  int exit_code = 0;
  gint64 recall_id;

  if (!suima_cli_parse_number (args[0], 1, G_MAXINT64, &recall_id) || args[1] == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say the recall's number, then the codes"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  card = suima_station_lock_recalled (station, recall_id, (const char *const *)args + 1,
                                      cli->by, &error);
  return suima_cli_end_recall (cli, station, card, error);
}

static int
suima_cli_recall_settle (SuimaCli *cli,
                         const SuimaRecallOptions *options,
                         gint64 recall_id,
                         const SuimaMove *move)
{
  g_autoptr (SuimaStation) station = NULL;
  SuimaRecallCard *card;
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  card = suima_station_settle_recalled (station, recall_id, move, &error);
  return suima_cli_end_recall (cli, station, card, error);
}

static int
suima_cli_recall_done (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  gboolean is_destroyed = g_strcmp0 (options->outcome, "destroyed") == 0;
  gint64 recall_id, weight_milli = 0;
  SuimaDisposal disposal = { .method = options->method, .witness = options->witness,
                             .photo = options->photo };
  SuimaMove move = {
    .kind = is_destroyed ? SUIMA_EVENT_DESTROY : SUIMA_EVENT_SEND_BACK,
    .batch_id = options->batch_id,
    .party = options->party,
    .price_fen = -1,
    .reason = options->reason,
    .person = cli->by,
    .disposal = &disposal,
  };
  int exit_code = 0;

  if (!suima_cli_parse_number (args[0], 1, G_MAXINT64, &recall_id))
    return suima_cli_refuse_usage (cli, _ ("Say the recall's number, then the codes"));
  if (!is_destroyed && g_strcmp0 (options->outcome, "returned") != 0)
    return suima_cli_refuse_usage (cli, _ ("Say --outcome returned or --outcome destroyed"));
  if (!suima_cli_read_quantity (cli, options->quantity, &move.quantity_milli, &exit_code) ||
      !suima_cli_read_quantity (cli, options->weight, &weight_milli, &exit_code))
    return exit_code;
  disposal.weight_g = weight_milli; /* thousandths of a kilogram */
  move.codes = args[1] != NULL ? (const char *const *)args + 1 : NULL;
  return suima_cli_recall_settle (cli, options, recall_id, &move);
}

/* lift, close and show: by number alone. */
static int
suima_cli_recall_by_number (SuimaCli *cli,
                            const SuimaRecallOptions *options,
                            char **args,
                            const char *part)
{
  gboolean is_show = strcmp (part, "show") == 0, is_done = TRUE;
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 recall_id;

  if (!suima_cli_parse_number (args[0], 1, G_MAXINT64, &recall_id))
    return suima_cli_refuse_usage (cli, _ ("Say the recall's number"));
  station = suima_cli_open (cli, is_show, &exit_code);
  if (station == NULL)
    return exit_code;
  if (strcmp (part, "lift") == 0)
    is_done = suima_station_lift_recall (station, recall_id, options->reason, cli->by, &error);
  else if (!is_show)
    is_done = suima_station_close_recall (station, recall_id, &error);
  return suima_cli_end_recall (
      cli, station, is_done ? suima_station_get_recall (station, recall_id, &error) : NULL, error);
}

static int
suima_cli_recall_lift (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  return suima_cli_recall_by_number (cli, options, args, "lift");
}

static int
suima_cli_recall_close (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  return suima_cli_recall_by_number (cli, options, args, "close");
}

static int
suima_cli_recall_show (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  return suima_cli_recall_by_number (cli, options, args, "show");
}

static int
suima_cli_recall_list (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) recalls = NULL;
  GError *error = NULL;
  json_t *list;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  recalls = suima_station_list_recalls (station, &error);
  if (recalls == NULL)
    return suima_cli_fail (cli, error);
  list = json_array ();
  for (guint i = 0; i < recalls->len; i++)
    {
      const SuimaRecall *recall = g_ptr_array_index (recalls, i);
      json_array_append_new (
          list,
          suima_cli_recall_to_json (recall, suima_station_get_config (station)->utc_offset_min));
      if (!cli->is_json)
        g_print ("%" PRId64 "  %s%s%s\n", recall->id, recall->title,
                 recall->is_rehearsal ? _ (" (rehearsal)") : "",
                 recall->closed_us != 0 ? _ (" (closed)") : "");
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{so}", "recalls", list));
  else
    json_decref (list);
  return SUIMA_EXIT_DONE;
}

static json_t *
suima_cli_notice_to_json (const SuimaRecallNotice *notice, const char *seller, const char *contact)
{
  json_t *object = json_object (), *rows = json_array ();

  suima_cli_set_nullable (object, "party", *notice->party ? notice->party : NULL);
  json_object_set_new (object, "hidden", json_boolean (notice->is_hidden));
  suima_cli_set_nullable (object, "province", notice->province);
  suima_cli_set_nullable (object, "phone", notice->phone);
  suima_cli_set_nullable (object, "address", notice->address);
  for (guint i = 0; i < notice->rows->len; i++)
    {
      const SuimaRecallSale *sale = g_ptr_array_index (notice->rows, i);
      json_t *row = json_object ();
      suima_json_set_text (row, "name", sale->product);
      suima_cli_set_nullable (row, "lot", sale->lot);
      json_object_set_new (row, "quantity", suima_cli_quantity_to_json (sale->quantity_milli));
      suima_cli_set_nullable (row, "unit", sale->unit);
      suima_cli_set_day (row, "sold_on", sale->day);
      suima_cli_set_nullable (row, "seller", seller);
      suima_cli_set_nullable (row, "contact", contact);
      json_array_append_new (rows, row);
    }
  json_object_set_new (object, "rows", rows);
  return object;
}

static int
suima_cli_show_notices (SuimaCli *cli,
                        SuimaStation *station,
                        GPtrArray *notices,
                        GPtrArray *paths,
                        const char *contact)
{
  const char *seller = suima_station_get_config (station)->operator_name;
  json_t *list = json_array (), *files = json_array ();

  for (guint i = 0; i < notices->len; i++)
    json_array_append_new (list, suima_cli_notice_to_json (notices->pdata[i], seller, contact));
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      json_array_append_new (files, json_string (paths->pdata[i]));
      if (!cli->is_json)
        g_print ("%s\n", (const char *)paths->pdata[i]);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{soso}", "notices", list, "files", files));
  else
    {
      json_decref (list);
      json_decref (files);
    }
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_recall_notice (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaRecallCard) card = NULL;
  g_autoptr (GPtrArray) notices = NULL, paths = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gint64 recall_id;

  if (!suima_cli_parse_number (args[0], 1, G_MAXINT64, &recall_id))
    return suima_cli_refuse_usage (cli, _ ("Say the recall's number"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  card = suima_station_get_recall (station, recall_id, &error);
  notices = card ? suima_station_list_recall_notices (station, recall_id, &error) : NULL;
  if (notices != NULL && options->out != NULL)
    paths = suima_station_write_recall_notices (station, recall_id, options->contact, options->out,
                                                &error);
  if (error != NULL)
    return suima_cli_fail (cli, error);
  for (guint i = 0; !cli->is_json && options->out == NULL && i < notices->len; i++)
    {
      g_autofree char *text =
          suima_words_recall_notice (card->recall, notices->pdata[i],
                                     suima_station_get_config (station)->operator_name,
                                     options->contact);
      g_print ("%s%s", i > 0 ? "\n" : "", text);
    }
  return suima_cli_show_notices (cli, station, notices, paths, options->contact);
}

static int
suima_cli_recall_sign (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (args[0] == NULL || options->out == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say the notice's file, and --out FILE"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (!suima_station_sign_notice (station, args[0], options->out, &error))
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      g_autofree char *key = suima_station_dup_public_key (station);
      suima_cli_print_json (json_pack ("{s:s,s:s}", "file", options->out, "public_key", key));
    }
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_recall_give (SuimaCli *cli, const SuimaRecallOptions *options, char **args)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  GError *error = NULL;
  int exit_code = 0;

  if (args[0] == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say the file of the signed notice"));
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (!suima_station_give_notice (station, args[0], cancellable, &error))
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{s:s}", "file", args[0]));
  else
    g_print (_ ("Given to the hub: every station fetches it with its next sync\n"));
  return SUIMA_EXIT_DONE;
}

typedef int (*SuimaCliRecallFunc) (SuimaCli *cli, const SuimaRecallOptions *options, char **args);

static SuimaCliRecallFunc
suima_cli_recall_find_part (const char *name)
{
  static const struct
  {
    const char *name;
    SuimaCliRecallFunc func;
  } parts[] = {
    { "find", suima_cli_recall_find },     { "open", suima_cli_recall_open },
    { "scan", suima_cli_recall_scan },     { "done", suima_cli_recall_done },
    { "lift", suima_cli_recall_lift },     { "close", suima_cli_recall_close },
    { "show", suima_cli_recall_show },     { "list", suima_cli_recall_list },
    { "notice", suima_cli_recall_notice }, { "sign", suima_cli_recall_sign },
    { "give", suima_cli_recall_give },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, name) == 0)
      return parts[i].func;
  return NULL;
}

int
suima_cli_recall (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaRecallOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "lot", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.lots, N_ ("the lot; several are any of them"),
      "LOT" },
    { "paper", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.papers, N_ ("number of a paper"), "NUMBER" },
    { "plant", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.plants,
      N_ ("number of the producer abroad"), "NUMBER" },
    { "country", 0, 0, G_OPTION_ARG_STRING, &options.country, N_ ("where it comes from"), "CC" },
    { "product", 0, 0, G_OPTION_ARG_STRING, &options.product, N_ ("a part of its name"), "TEXT" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("made on this day or later"), "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("made on this day or sooner"), "DAY" },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options.code, N_ ("the batch of this code"), "CODE" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, N_ ("open: what it is called"), "TEXT" },
    { "class", 0, 0, G_OPTION_ARG_INT, &options.recall_class, N_ ("open: 1, 2 or 3"), "N" },
    { "notice", 0, 0, G_OPTION_ARG_FILENAME, &options.notice, N_ ("open: the notice from upstream"),
      "FILE" },
    { "rehearsal", 0, 0, G_OPTION_ARG_NONE, &options.is_rehearsal,
      N_ ("open: lock nothing, only take the time"), NULL },
    { "outcome", 0, 0, G_OPTION_ARG_STRING, &options.outcome, N_ ("done: returned or destroyed"),
      "WORD" },
    { "batch", 0, 0, G_OPTION_ARG_INT64, &options.batch_id, N_ ("done: a batch without labels"),
      "ID" },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &options.quantity, N_ ("done: how much of the batch"),
      "N" },
    { "method", 0, 0, G_OPTION_ARG_STRING, &options.method, N_ ("destroy: how"), "TEXT" },
    { "weight", 0, 0, G_OPTION_ARG_STRING, &options.weight, N_ ("destroy: kilograms"), "KG" },
    { "witness", 0, 0, G_OPTION_ARG_STRING, &options.witness, N_ ("destroy: who saw it"), "NAME" },
    { "photo", 0, 0, G_OPTION_ARG_FILENAME, &options.photo,
      N_ ("a picture: of what is destroyed, or of the receipt for what goes back"), "FILE" },
    { "party", 0, 0, G_OPTION_ARG_STRING, &options.party, N_ ("done: who takes it back"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("why"), "TEXT" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, N_ ("notice, sign: where to write"), "PATH" },
    { "contact", 0, 0, G_OPTION_ARG_STRING, &options.contact, N_ ("notice: whom to call here"),
      "TEXT" },
    SUIMA_CLI_ROLE_ENTRY (cli),
    G_OPTION_ENTRY_NULL
  };
  SuimaCliRecallFunc func;

  if (!suima_cli_parse (cli, &argc, &argv, entries,
                        "find|open|scan|done|lift|close|show|list|notice|sign|give [ID] [CODE...]", -1))
    return SUIMA_EXIT_USAGE;
  func = suima_cli_recall_find_part (argv[1]);
  if (func == NULL)
    return suima_cli_refuse_usage (
        cli, _ ("Say find, open, scan, done, lift, close, show, list, notice, sign or give"));
  return func (cli, &options, argv + 2);
}
