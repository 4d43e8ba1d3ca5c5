// SPDX-License-Identifier: Apache-2.0
#include "suima-print-plan.h"

#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-refusal.h"

#include <string.h>

#define SUIMA_WORD_MAX_BYTES 200u
#define SUIMA_WEIGHT_MAX_G 1000000
#define SUIMA_PRICE_MAX_FEN 100000000

void
suima_print_plan_free (SuimaPrintPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->template_id);
  g_free (plan->printer);
  g_clear_pointer (&plan->words, g_hash_table_unref);
  suima_item_free (plan->spoiled);
  g_free (plan->reason);
  g_free (plan);
}

static gboolean
suima_print_plan_check_number (const char *name, gint64 value, gint64 max, GError **error)
{
  if (value >= 0 && value <= max)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "%s %" G_GINT64_FORMAT " is not from 0 to %" G_GINT64_FORMAT, name, value, max);
  return FALSE;
}

static gboolean
suima_print_plan_add_word (SuimaPrintPlan *plan, const char *field, const char *text, GError **error)
{
  g_autofree char *folded = text != NULL ? suima_text_fold (text) : NULL;

  if (folded == NULL || *folded == '\0')
    return TRUE;
  if (strlen (folded) > SUIMA_WORD_MAX_BYTES)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is longer than %u bytes", field,
                   SUIMA_WORD_MAX_BYTES);
      return FALSE;
    }
  g_hash_table_insert (plan->words, g_strdup (field), g_steal_pointer (&folded));
  return TRUE;
}

static gboolean
suima_print_plan_add_day (SuimaPrintPlan *plan, const char *field, const char *text, GError **error)
{
  SuimaDay day = SUIMA_DAY_NONE;
  g_autofree char *iso = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (!suima_day_parse (text, &day, error))
    {
      g_prefix_error (error, "%s: ", field);
      return FALSE;
    }
  iso = suima_day_to_text (day);
  return suima_print_plan_add_word (plan, field, iso, error);
}

static SuimaPrintPlan *
suima_print_plan_new_empty (void)
{
  SuimaPrintPlan *plan = g_new0 (SuimaPrintPlan, 1);

  plan->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return plan;
}

SuimaPrintPlan *
suima_print_plan_new (SuimaStation *station, const SuimaPrintRequest *request, GError **error)
{
  g_autoptr (SuimaPrintPlan) plan = NULL;

  if (request->resumes_run_id != 0)
    return suima_print_plan_new_rest (station, request->resumes_run_id, request->printer, error);
  plan = suima_print_plan_new_empty ();
  plan->batch_id = request->batch_id;
  plan->count = request->count;
  plan->spare = request->spare;
  plan->weight_g = request->weight_g;
  plan->price_fen = request->price_fen;
  plan->unit_price_fen = request->unit_price_fen;
  plan->template_id = g_strdup (request->template_id);
  plan->printer = g_strdup (request->printer);
  if (!suima_station_check_count (request->count, error) ||
      (request->spare > 0 && !suima_station_check_count (request->spare, error)) ||
      !suima_station_check_count (request->count + request->spare, error) ||
      !suima_print_plan_check_number ("weight_g", plan->weight_g, SUIMA_WEIGHT_MAX_G, error) ||
      !suima_print_plan_check_number ("price_fen", plan->price_fen, SUIMA_PRICE_MAX_FEN, error) ||
      !suima_print_plan_check_number ("unit_price_fen", plan->unit_price_fen, SUIMA_PRICE_MAX_FEN,
                                      error) ||
      !suima_print_plan_add_word (plan, "repacker", request->repacker, error) ||
      !suima_print_plan_add_day (plan, "repacked_on", request->repacked_on, error) ||
      !suima_print_plan_add_word (plan, "repack_place", request->repack_place, error))
    return NULL;
  return g_steal_pointer (&plan);
}

SuimaPrintPlan *
suima_print_plan_new_like (SuimaStation *station,
                           const SuimaRunRecord *run,
                           const SuimaItem *item,
                           guint count,
                           GError **error)
{
  g_autoptr (GHashTable) words = suima_store_get_run_words (station->store, run->id, error);
  SuimaPrintPlan *plan;

  if (words == NULL)
    return NULL;
  plan = g_new0 (SuimaPrintPlan, 1);
  plan->words = g_steal_pointer (&words);
  plan->batch_id = run->batch_id;
  plan->count = count;
  plan->weight_g = item->weight_g;
  plan->price_fen = item->price_fen;
  plan->unit_price_fen = item->unit_price_fen;
  plan->template_id = g_strdup (run->template_id);
  plan->printer = g_strdup (run->printer);
  return plan;
}

/* The newest run of the chain that @run_id is in. */
static gint64
suima_station_find_newest_run (SuimaStation *station, gint64 run_id, GError **error)
{
  gint64 next_id;

  while ((next_id = suima_store_get_resuming_run (station->store, run_id, error)) > 0)
    run_id = next_id;
  return next_id < 0 ? 0 : run_id;
}

static gboolean
suima_run_card_check_rest (const SuimaRunCard *card, GError **error)
{
  g_autofree char *run = g_strdup_printf ("%" G_GINT64_FORMAT, card->run_id);
  g_autofree char *in_doubt = g_strdup_printf ("%u", card->in_doubt);

  if (card->is_printing)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY, "run %" G_GINT64_FORMAT " is still printing",
                 card->run_id);
  else if (card->in_doubt > 0)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RUN_IN_DOUBT, in_doubt, run, NULL);
  else if (card->missing == 0)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_RUN_WHOLE, run, NULL);
  else
    return TRUE;
  return FALSE;
}

SuimaPrintPlan *
suima_print_plan_new_rest (SuimaStation *station,
                           gint64 run_id,
                           const char *printer,
                           GError **error)
{
  gint64 newest_id = suima_station_find_newest_run (station, run_id, error);
  SuimaItemFilter filter = { .run_id = newest_id, .limit = 1 };
  g_autoptr (SuimaRunCard) card = newest_id ? suima_run_card_new (station, newest_id, error)
                                            : NULL;
  g_autoptr (SuimaRunRecord) run = NULL;
  g_autoptr (GPtrArray) items = NULL;
  SuimaPrintPlan *plan;

  if (card == NULL || !suima_run_card_check_rest (card, error) ||
      (run = suima_store_get_run (station->store, newest_id, error)) == NULL ||
      (items = suima_store_list_items (station->store, &filter, error)) == NULL ||
      (plan = suima_print_plan_new_like (station, run, items->pdata[0], card->missing, error)) == NULL)
    return NULL;
  plan->spare = card->spare_missing;
  plan->resumes_run_id = newest_id;
  if (printer != NULL)
    {
      g_free (plan->printer);
      plan->printer = g_strdup (printer);
    }
  return plan;
}
