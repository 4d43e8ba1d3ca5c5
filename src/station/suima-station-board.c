// SPDX-License-Identifier: Apache-2.0
// What the market shows every morning, and what it reports every month.
#include "suima-station-market.h"

#include "suima-error.h"
#include "suima-station-private.h"
#include "suima-store-market.h"
#include "suima-store-stock.h"
#include "suima-words.h"

#include <string.h>

static void
suima_board_disposal_free (SuimaBoardDisposal *disposal)
{
  g_free (disposal->method);
  g_free (disposal);
}

static void
suima_board_line_free (SuimaBoardLine *line)
{
  suima_batch_free (line->batch);
  suima_test_free (line->test);
  g_free (line->seller);
  g_free (line->stall);
  g_clear_pointer (&line->destructions, g_ptr_array_unref);
  g_free (line);
}

void
suima_board_free (SuimaBoard *board)
{
  if (board == NULL)
    return;
  g_free (board->market);
  g_free (board->managers);
  g_free (board->phone);
  g_clear_pointer (&board->results, g_ptr_array_unref);
  g_clear_pointer (&board->failures, g_ptr_array_unref);
  g_free (board);
}

static gboolean
suima_board_fill_disposals (SuimaStation *station, SuimaBoardLine *line, GError **error)
{
  g_autoptr (GPtrArray) list =
      suima_store_list_destructions (station->store, line->batch->id, 0, 0, error);
  SuimaBalance balance;

  if (list == NULL || !suima_store_get_balance (station->store, line->batch->id, &balance, error))
    return FALSE;
  line->on_hand_milli = balance.received == 0 && balance.made == 0 ? line->batch->quantity_milli
                                                                   : balance.on_hand;
  for (guint i = 0; i < list->len; i++)
    {
      const SuimaDestruction *destruction = g_ptr_array_index (list, i);
      SuimaBoardDisposal *disposal = g_new0 (SuimaBoardDisposal, 1);
      disposal->quantity_milli = destruction->quantity_milli;
      disposal->weight_g = destruction->weight_g;
      disposal->method = g_strdup (destruction->method);
      disposal->day = suima_day_from_us (destruction->at_us, station->config->utc_offset_min);
      g_ptr_array_add (line->destructions, disposal);
    }
  return TRUE;
}

static gboolean
suima_board_fill_seller (SuimaStation *station, SuimaBoardLine *line, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SuimaGateEntry) entry =
      suima_store_get_gate (station->store, line->batch->id, &local);
  g_autoptr (SuimaParty) party = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  party = entry != NULL ? suima_store_get_party (station->store, entry->seller_id, error) : NULL;
  if (entry != NULL && party == NULL)
    return FALSE;
  line->seller = g_strdup (party && *party->name ? party->name
                           : line->batch->supplier ? line->batch->supplier
                                                   : "");
  line->stall = g_strdup (party && party->stall ? party->stall : "");
  return TRUE;
}

/* Takes @test. */
static SuimaBoardLine *
suima_board_new_line (SuimaStation *station, SuimaTest *test, GError **error)
{
  SuimaBoardLine *line = g_new0 (SuimaBoardLine, 1);

  line->test = test;
  line->destructions = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_board_disposal_free);
  line->batch = suima_store_get_batch (station->store, test->batch_id, error);
  if (line->batch != NULL && suima_board_fill_seller (station, line, error) &&
      (test->is_passed || suima_board_fill_disposals (station, line, error)))
    return line;
  suima_board_line_free (line);
  return NULL;
}

static SuimaTest *
suima_test_copy (const SuimaTest *test)
{
  SuimaTest *copy = g_memdup2 (test, sizeof *test);

  copy->item = g_strdup (test->item);
  copy->method = g_strdup (test->method);
  copy->value = g_strdup (test->value);
  copy->tester = g_strdup (test->tester);
  return copy;
}

/* The newest failure of a batch, unless it is overruled, or handled before the day. */
static gboolean
suima_board_add_failure (SuimaBoard *board,
                         SuimaStation *station,
                         gint64 batch_id,
                         gboolean is_of_day,
                         GError **error)
{
  g_autoptr (GPtrArray) tests = suima_store_list_tests (station->store, batch_id, 0, 0, error);
  const SuimaTest *failed = tests ? suima_tests_find_failed (tests) : NULL;
  SuimaBoardLine *line;

  if (failed == NULL)
    return tests != NULL;
  line = suima_board_new_line (station, suima_test_copy (failed), error);
  if (line == NULL)
    return FALSE;
  line->is_locked = TRUE;
  if (is_of_day || line->on_hand_milli > 0)
    g_ptr_array_add (board->failures, line);
  else
    suima_board_line_free (line);
  return TRUE;
}

static gboolean
suima_board_add_results (SuimaBoard *board,
                         SuimaStation *station,
                         GHashTable *failed,
                         GError **error)
{
  int offset_min = station->config->utc_offset_min;
  g_autoptr (GPtrArray) tests =
      suima_store_list_tests (station->store, 0, suima_day_to_us (board->day, offset_min),
                              suima_day_to_us (board->day + 1, offset_min), error);

  for (guint i = 0; tests != NULL && i < tests->len; i++)
    {
      const SuimaTest *test = g_ptr_array_index (tests, i);
      SuimaBoardLine *line = suima_board_new_line (station, suima_test_copy (test), error);
      if (line == NULL)
        return FALSE;
      g_ptr_array_add (board->results, line);
      board->n_passed += test->is_passed ? 1 : 0;
      if (!test->is_passed)
        g_hash_table_add (failed, g_memdup2 (&test->batch_id, sizeof test->batch_id));
    }
  return tests != NULL;
}

static gboolean
suima_board_add_failures (SuimaBoard *board,
                          SuimaStation *station,
                          GHashTable *failed,
                          GError **error)
{
  g_autoptr (GArray) locked = suima_store_list_locked (station->store, "test", error);

  for (guint i = 0; locked != NULL && i < locked->len; i++)
    {
      gint64 id = g_array_index (locked, gint64, i);
      if (!suima_board_add_failure (board, station, id, g_hash_table_contains (failed, &id), error))
        return FALSE;
    }
  return locked != NULL;
}

SuimaBoard *
suima_station_get_board (SuimaStation *station, SuimaDay day, GError **error)
{
  const SuimaConfig *config = station->config;
  g_autoptr (SuimaBoard) board = g_new0 (SuimaBoard, 1);
  g_autoptr (GHashTable) failed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  board->day = day != SUIMA_DAY_NONE ? day : suima_station_get_today (station);
  board->is_retail = g_strcmp0 (config->market_kind, "retail") == 0;
  board->market = g_strdup (config->market ? config->market : config->operator_name);
  board->managers = g_strdup (config->managers ? config->managers : "");
  board->phone = g_strdup (config->market_phone ? config->market_phone : "");
  board->results = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_board_line_free);
  board->failures = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_board_line_free);
  return suima_board_add_results (board, station, failed, error) &&
                 suima_board_add_failures (board, station, failed, error)
             ? g_steal_pointer (&board)
             : NULL;
}

char *
suima_station_write_board (const SuimaBoard *board, const char *path, GError **error)
{
  g_autofree char *text = suima_words_board (board);

  return path == NULL || suima_station_write_file (path, text, strlen (text), 0644, error)
             ? g_steal_pointer (&text)
             : NULL;
}

SuimaMonth *
suima_station_get_month (SuimaStation *station, const char *text, GError **error)
{
  g_autofree SuimaMonth *month = g_new0 (SuimaMonth, 1);
  int offset_min = station->config->utc_offset_min, day;
  SuimaDay from, to;
  gint64 to_us;

  if (!suima_month_parse (text, &from, &to))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a month like 2026-11",
                   text);
      return NULL;
    }
  suima_day_split (from, &month->year, &month->month, &day);
  to_us = MIN (suima_day_to_us (to, offset_min), suima_station_get_now_us (station) + 1);
  return suima_store_sum_month (station->store, from, to, suima_day_to_us (from, offset_min),
                                MAX (to_us, suima_day_to_us (from, offset_min)), month, error)
             ? g_steal_pointer (&month)
             : NULL;
}
