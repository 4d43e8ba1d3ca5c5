// SPDX-License-Identifier: Apache-2.0
#include "reckoning.h"

#include "suima-store-run.h"

#include <string.h>

#define CHUNK 20u
#define MAX_RESUMES 5u

static void reckon_complain (Reckoning *reckoning, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
reckon_complain (Reckoning *reckoning, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("# complaint: %s\n", text);
  reckoning->complaints++;
}

static GPtrArray *
reckon_list_items (SuimaStation *station, gint64 run_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = suima_station_list_items (station, 0, run_id, 0, &error);

  g_assert_no_error (error);
  return items;
}

/* By what was on the paper before anybody was asked. */
static void
reckon_check_item (Shop *shop, Reckoning *reckoning, const SuimaItem *item)
{
  guint papers = paper_count (shop->paper, item->uri);
  gboolean is_out = item->state == SUIMA_ITEM_PRINTED;

  if (is_out && papers == 0 && reckoning->line == LINE_LPRINT)
    reckoning->handed_on++;
  else if (is_out && papers == 0)
    {
      g_printerr ("# lost: label %u of run %" G_GINT64_FORMAT " is printed by the records\n",
                  item->number, item->run_id);
      reckoning->lost++;
    }
  if (item->state == SUIMA_ITEM_VOID && item->copies == 0 && papers > 0)
    {
      g_printerr ("# lost: label %u of run %" G_GINT64_FORMAT " is void and on paper\n",
                  item->number, item->run_id);
      reckoning->lost++;
    }
  if (papers > MAX (item->copies, 1) && item->state == SUIMA_ITEM_IN_DOUBT)
    reckoning->repeated++;
  else if (papers > MAX (item->copies, 1))
    {
      g_printerr ("# doubled: label %u of run %" G_GINT64_FORMAT " is on %u papers at %s\n",
                  item->number, item->run_id, papers, shop->uris[reckoning->line]);
      for (guint i = 0; i < shop->paper->codes->len; i++)
        if (strcmp (shop->paper->codes->pdata[i], item->uri) == 0)
          g_printerr ("#   line %u of %u\n", i, shop->paper->codes->len);
      reckoning->doubled++;
    }
  if (!is_out && item->state != SUIMA_ITEM_VOID && item->state != SUIMA_ITEM_IN_DOUBT)
    reckon_complain (reckoning, "label %u of run %" G_GINT64_FORMAT " is %s", item->number,
                     item->run_id, suima_item_state_to_code (item->state));
}

/* At most one job is in doubt, and nothing but whole stretches of it. */
static void
reckon_check_doubt (Reckoning *reckoning, GPtrArray *items)
{
  guint first = 0, last = 0, in_doubt = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = items->pdata[i];
      if (item->state != SUIMA_ITEM_IN_DOUBT)
        continue;
      first = first == 0 ? item->number : first;
      last = item->number;
      in_doubt++;
    }
  reckoning->in_doubt = MAX (reckoning->in_doubt, in_doubt);
  if (first != 0 && (first - 1) / CHUNK != (last - 1) / CHUNK)
    reckon_complain (reckoning, "labels %u to %u are in doubt", first, last);
}

static void
reckon_check_run (Shop *shop, SuimaStation *station, Reckoning *reckoning, gint64 run_id)
{
  g_autoptr (GPtrArray) items = reckon_list_items (station, run_id);

  for (guint i = 0; i < items->len; i++)
    reckon_check_item (shop, reckoning, items->pdata[i]);
  reckon_check_doubt (reckoning, items);
}

static void
reckon_follow (SuimaStation *station)
{
  g_autoptr (GArray) left = suima_station_list_left_runs (station);

  for (guint i = 0; i < left->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPrintResult) result = suima_station_follow (
          station, g_array_index (left, gint64, i), NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

/* Opened at once or when the printer has come to rest: both happens. */
static SuimaStation *
reckon_open (Shop *shop, Line line)
{
  SuimaStation *station;

  if (g_rand_boolean (shop->rand))
    shop_rest (shop, line);
  station = shop_open (shop);
  reckon_follow (station);
  shop_rest (shop, line);
  return station;
}

static gint64
reckon_find_doubtful_run (SuimaStation *station)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) runs = suima_station_list_doubtful_runs (station, &error);

  g_assert_no_error (error);
  return runs->len > 0 ? g_array_index (runs, gint64, runs->len - 1) : 0;
}

/* In the order of the paper, not of the numbers. @ret_before: (out): the one before it */
static const char *
reckon_find_last (Shop *shop, GPtrArray *items, const char **ret_before)
{
  g_autoptr (GHashTable) doubtful = g_hash_table_new (g_str_hash, g_str_equal);
  const char *last = NULL;

  *ret_before = NULL;
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = items->pdata[i];
      if (item->state == SUIMA_ITEM_IN_DOUBT)
        g_hash_table_add (doubtful, item->uri);
    }
  for (guint i = 0; i < shop->paper->codes->len; i++)
    {
      const char *code = shop->paper->codes->pdata[i];
      if (!g_hash_table_contains (doubtful, code))
        continue;
      *ret_before = last;
      last = code;
    }
  return last;
}

/* Now and then the last label is torn, and the clerk shows the one before: it is void then, though
 * it is on paper. */
static void
reckon_settle (Shop *shop, SuimaStation *station, Reckoning *reckoning)
{
  gint64 run_id = reckon_find_doubtful_run (station);
  g_autoptr (GPtrArray) items = run_id ? reckon_list_items (station, run_id) : NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GError) error = NULL;
  const char *last, *before;
  gboolean is_torn = g_rand_int_range (shop->rand, 0, 5) == 0;

  if (run_id == 0)
    return;
  last = reckon_find_last (shop, items, &before);
  settled = suima_station_settle (station, run_id, is_torn ? before : last, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < settled->len; i++)
    {
      const SuimaItem *item = settled->pdata[i];
      guint papers = paper_count (shop->paper, item->uri);
      if (item->state == SUIMA_ITEM_PRINTED && papers == 0)
        {
          reckoning->handed_on += reckoning->line == LINE_LPRINT;
          reckoning->lost += reckoning->line != LINE_LPRINT;
        }
      else if (item->state == SUIMA_ITEM_VOID && papers > 0 && !is_torn &&
               reckoning->repeated == 0)
        reckoning->lost++;
      else if (item->state == SUIMA_ITEM_VOID && papers > 0)
        reckoning->surplus++;
      else if (item->state != SUIMA_ITEM_PRINTED && item->state != SUIMA_ITEM_VOID)
        reckon_complain (reckoning, "label %u is %s after settling", item->number,
                         suima_item_state_to_code (item->state));
    }
}

static void
reckon_resume (Shop *shop, SuimaStation *station, Reckoning *reckoning, gint64 run_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;

  result = suima_station_resume (station, run_id, NULL, NULL, NULL, &error);
  if (result == NULL)
    {
      reckon_complain (reckoning, "no resuming of run %" G_GINT64_FORMAT ": %s", run_id,
                       error->message);
      return;
    }
  reckoning->is_resumed = TRUE;
  if (result->problem != NULL)
    {
      g_printerr ("# the resumed run %" G_GINT64_FORMAT " breaks off: %s\n", result->run_id,
                  result->problem->message);
      reckoning->broken++;
    }
  shop_rest (shop, reckoning->line);
  items = reckon_list_items (station, result->run_id);
  for (guint i = 0; i < items->len; i++)
    reckon_check_item (shop, reckoning, items->pdata[i]);
  reckon_check_doubt (reckoning, items);
}

static gint64
reckon_find_newest_run (Shop *shop, gint64 run_before)
{
  gint64 run = shop_ask (shop, "SELECT max(id) FROM run WHERE is_reprint = 0");

  return run > run_before ? run : 0;
}

/* What was asked for is out in the end, by the chain of runs, each of its labels once. */
static void
reckon_check_sum (Shop *shop, Reckoning *reckoning)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM item WHERE copies > 0 AND state <> %d AND run_id > %" G_GINT64_FORMAT,
      SUIMA_ITEM_VOID, reckoning->run_before);
  gint64 good = shop_ask (shop, sql);

  if (good != reckoning->count)
    reckon_complain (reckoning, "%" G_GINT64_FORMAT " labels are good, of %u", good,
                     reckoning->count);
}

static void
reckon_finish_runs (Shop *shop, SuimaStation *station, Reckoning *reckoning)
{
  gint64 run_id;

  for (guint i = 0; (run_id = reckon_find_newest_run (shop, reckoning->run_before)) != 0; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaRunCard) card = suima_station_get_run (station, run_id, &error);
      g_assert_no_error (error);
      if (card->missing == 0)
        break;
      if (i == MAX_RESUMES)
        {
          reckon_complain (reckoning, "the run does not come to its end");
          return;
        }
      reckon_resume (shop, station, reckoning, run_id);
      reckon_settle (shop, station, reckoning);
    }
  if (run_id != 0)
    reckon_check_sum (shop, reckoning);
}

static void
reckon_check_counter (Shop *shop, Reckoning *reckoning)
{
  if (shop_ask (shop, "SELECT (SELECT next FROM counter) <> 1 + (SELECT count(*) FROM item)") != 0)
    reckon_complain (reckoning, "counters and labels are not as many");
}

void
reckon (Shop *shop, Reckoning *reckoning)
{
  g_autoptr (SuimaStation) station = reckon_open (shop, reckoning->line);
  gint64 newest = reckon_find_newest_run (shop, reckoning->run_before);

  for (gint64 run_id = reckoning->run_before + 1; run_id <= newest; run_id++)
    reckon_check_run (shop, station, reckoning, run_id);
  reckon_settle (shop, station, reckoning);
  reckon_finish_runs (shop, station, reckoning);
  reckon_check_counter (shop, reckoning);
}

gint64
reckon_find_doubt (Shop *shop, Line line, gint64 run_before)
{
  g_autoptr (SuimaStation) station = reckon_open (shop, line);
  gint64 run_id = reckon_find_doubtful_run (station);

  return run_id > run_before ? run_id : 0;
}

char *
reckon_dup_last_good (Shop *shop, gint64 run_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaStation) station = suima_station_open (shop->station, TRUE, &error);
  g_autoptr (GPtrArray) items = NULL;
  const char *before;

  g_assert_no_error (error);
  items = reckon_list_items (station, run_id);
  return g_strdup (reckon_find_last (shop, items, &before));
}

static gboolean
reckon_is_of_lprint (Shop *shop, const SuimaItem *item)
{
  g_autofree char *sql = g_strdup_printf ("SELECT printer FROM run WHERE id = %" G_GINT64_FORMAT,
                                          item->run_id);
  g_autofree char *printer = shop_ask_text (shop, sql);

  return g_strcmp0 (printer, shop->uris[LINE_LPRINT]) == 0;
}

static void
reckon_check_paper (Shop *shop, SuimaStation *station, Reckoning *reckoning)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = suima_station_list_items (station, 0, 0, 0, &error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const SuimaItem *item = items->pdata[i];
      g_hash_table_add (known, item->uri);
      if (item->state != SUIMA_ITEM_PRINTED && item->state != SUIMA_ITEM_VOID)
        reckon_complain (reckoning, "%s is %s in the end", item->serial,
                         suima_item_state_to_code (item->state));
      if (item->state != SUIMA_ITEM_PRINTED || paper_count (shop->paper, item->uri) > 0)
        continue;
      if (reckon_is_of_lprint (shop, item))
        reckoning->handed_on++;
      else
        reckon_complain (reckoning, "%s is lost in the end", item->serial);
    }
  for (guint i = 0; i < shop->paper->codes->len; i++)
    if (!g_hash_table_contains (known, shop->paper->codes->pdata[i]))
      reckon_complain (reckoning, "nobody knows the code %s",
                       (char *)shop->paper->codes->pdata[i]);
}

static void
reckon_check_hub (Shop *shop, SuimaStation *station, Reckoning *reckoning)
{
  SuimaSyncStatus status;
  g_autoptr (GError) error = NULL;
  gint64 events = shop_ask (shop, "SELECT count(*) FROM event");

  if (!suima_station_sync (station, &status, NULL, &error))
    reckon_complain (reckoning, "the last sync: %s", error->message);
  if (shop_ask_hub (shop, "SELECT count(*) FROM main.event") != events ||
      shop_ask_hub (shop, "SELECT count(*) FROM station.event WHERE event_id NOT IN "
                          "(SELECT event_id FROM main.event)") != 0)
    reckon_complain (reckoning, "the hub has not each of %" G_GINT64_FORMAT " events once", events);
  g_printerr ("# %u labels on paper, %" G_GINT64_FORMAT " codes, %" G_GINT64_FORMAT
              " events, each once at the hub\n",
              shop->paper->codes->len, shop_ask (shop, "SELECT count(*) FROM item"), events);
}

guint
reckon_all (Shop *shop, guint *ret_handed_on)
{
  Reckoning reckoning = { 0 };
  g_autoptr (SuimaStation) station = shop_open (shop);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaLogReport) report = suima_station_verify (station, &error);
  g_autofree char *check = NULL;

  g_assert_no_error (error);
  if (!report->is_ok)
    reckon_complain (&reckoning, "the log: %s", report->problem);
  check = shop_ask_text (shop, "PRAGMA integrity_check");
  if (g_strcmp0 (check, "ok") != 0)
    reckon_complain (&reckoning, "the database: %s", check);
  paper_read (shop->paper);
  reckon_check_paper (shop, station, &reckoning);
  reckon_check_hub (shop, station, &reckoning);
  *ret_handed_on = reckoning.handed_on;
  return reckoning.complaints;
}
