// SPDX-License-Identifier: Apache-2.0
// today: what the day begins with.
#include "suima-cli.h"

#include "suima-station-recall.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static json_t *
suima_cli_shelf_row_to_json (const SuimaShelfRow *row)
{
  json_t *object = json_object ();

  json_object_set_new (object, "batch", json_integer (row->batch->id));
  suima_json_set_text (object, "product", row->batch->product);
  suima_cli_set_nullable (object, "lot", row->batch->lot);
  suima_cli_set_day (object, "expiry_date", row->batch->expiry);
  json_object_set_new (object, "days_left",
                       row->batch->expiry != SUIMA_DAY_NONE ? json_integer (row->days_left)
                                                            : json_null ());
  json_object_set_new (object, "on_hand", suima_cli_quantity_to_json (row->on_hand_milli));
  suima_cli_set_nullable (object, "unit", row->batch->unit);
  json_object_set_new (object, "on_sale", json_integer (row->on_sale));
  suima_json_set_text (object, "places", row->places);
  suima_cli_set_nullable (object, "reason", row->reason);
  return object;
}

static json_t *
suima_cli_today_to_json (const SuimaToday *today)
{
  static const char *const keys[SUIMA_N_SHELF_FINDINGS] = { "expired", "locked", "near_expiry",
                                                            "papers" };
  json_t *object = json_object (), *lists[SUIMA_N_SHELF_FINDINGS], *recalls = json_array ();

  suima_cli_set_day (object, "day", today->day);
  for (guint i = 0; i < SUIMA_N_SHELF_FINDINGS; i++)
    json_object_set_new (object, keys[i], lists[i] = json_array ());
  for (guint i = 0; i < today->rows->len; i++)
    {
      const SuimaShelfRow *row = g_ptr_array_index (today->rows, i);
      json_array_append_new (lists[row->finding], suima_cli_shelf_row_to_json (row));
    }
  for (guint i = 0; i < today->recalls->len; i++)
    {
      const SuimaRecall *recall = g_ptr_array_index (today->recalls, i);
      json_array_append_new (recalls, json_pack ("{s:I,s:s}", "recall", (json_int_t)recall->id,
                                                 "title", recall->title));
    }
  json_object_set_new (object, "recalls", recalls);
  json_object_set_new (object, "reports_due", json_integer (today->due));
  json_object_set_new (object, "reports_late", json_integer (today->late));
  return object;
}

static const char *
suima_cli_get_shelf_title (SuimaShelfFinding finding)
{
  static const char *const titles[SUIMA_N_SHELF_FINDINGS] = {
    N_ ("Past its day: take it off the shelf"),
    N_ ("Locked: take it off the shelf"),
    N_ ("Near its day: put it where such goods are sold"),
    N_ ("Not to be sold before its papers are there"),
  };

  return _ (titles[finding]);
}

static void
suima_cli_print_shelf_row (const SuimaShelfRow *row)
{
  g_autofree char *quantity = suima_quantity_to_text (row->on_hand_milli);
  g_autofree char *expiry =
      row->batch->expiry != SUIMA_DAY_NONE ? suima_day_to_text (row->batch->expiry) : g_strdup ("-");

  g_print ("  %" PRId64 "  %s  %s  %s  %s %s  ", row->batch->id, row->batch->product,
           row->batch->lot ? row->batch->lot : "-", expiry, row->on_hand_milli > 0 ? quantity : "0",
           row->batch->unit ? row->batch->unit : "");
  g_print (ngettext ("%u label", "%u labels", row->on_sale), row->on_sale);
  g_print ("  %s\n", row->places);
  if (row->reason != NULL)
    g_print ("     %s\n", row->reason);
}

static void
suima_cli_print_today (const SuimaToday *today)
{
  for (guint i = 0; i < today->rows->len; i++)
    {
      const SuimaShelfRow *row = g_ptr_array_index (today->rows, i);
      const SuimaShelfRow *before = i > 0 ? g_ptr_array_index (today->rows, i - 1) : NULL;
      if (before == NULL || before->finding != row->finding)
        g_print ("%s\n", suima_cli_get_shelf_title (row->finding));
      suima_cli_print_shelf_row (row);
    }
  for (guint i = 0; i < today->recalls->len; i++)
    g_print ("%s: %s\n", _ ("Recall, not over"),
             ((SuimaRecall *)today->recalls->pdata[i])->title);
  if (today->due + today->late > 0)
    g_print (_ ("To be reported: %u, late: %u\n"), today->due, today->late);
  if (today->rows->len == 0 && today->recalls->len == 0)
    g_print ("%s\n", _ ("Nothing has to go from the shelf today"));
}

int
suima_cli_today (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaToday) today = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, NULL, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  today = suima_station_get_day_list (station, &error);
  if (today == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_today_to_json (today));
  else
    suima_cli_print_today (today);
  return SUIMA_EXIT_DONE;
}
