// SPDX-License-Identifier: Apache-2.0
// What the commands that print share: telling how it goes and what came out.
#include "suima-cli.h"

#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <unistd.h>

void
suima_cli_progress (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaCli *cli = user_data;
  const char *words = progress->condition ? suima_words_printer_condition (progress->condition) : "";

  if (!cli->is_json && isatty (STDERR_FILENO))
    g_printerr ("\r%u / %u  %s\033[K", progress->printed, progress->count, words);
}

void
suima_cli_set_rest (json_t *object, guint missing, guint resume_at)
{
  json_object_set_new (object, "missing", json_integer (missing));
  if (resume_at > 0)
    json_object_set_new (object, "resume_at", json_integer (resume_at));
}

static void
suima_cli_print_result_json (const SuimaPrintResult *result)
{
  json_t *object = json_object (), *codes = json_array (), *spare_codes = json_array ();

  json_object_set_new (object, "run", json_integer (result->run_id));
  json_object_set_new (object, "printed", json_integer (result->printed));
  json_object_set_new (object, "spare", json_integer (result->spare));
  json_object_set_new (object, "in_doubt", json_integer (result->in_doubt));
  json_object_set_new (object, "voided", json_integer (result->voided));
  suima_cli_set_rest (object, result->missing, result->resume_at);
  for (guint i = 0; i < result->items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (result->items, i);
      if (item->state != SUIMA_ITEM_VOID)
        json_array_append_new (item->is_spare ? spare_codes : codes, json_string (item->uri));
    }
  json_object_set_new (object, "codes", codes);
  json_object_set_new (object, "spare_codes", spare_codes);
  if (result->problem != NULL)
    {
      g_autofree char *words = suima_words_error (result->problem);
      suima_json_set_text (object, "message", words);
    }
  suima_cli_print_json (object);
}

void
suima_cli_say_rest (gint64 run_id, guint resume_at)
{
  if (resume_at > 0)
    g_print (_ ("Goes on with label %u: suimactl print --resume %" PRId64 "\n"), resume_at, run_id);
}

static void
suima_cli_print_result_text (const SuimaPrintResult *result)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  g_print (_ ("Run %" PRId64 ": %u printed, %u in doubt, %u void\n"), result->run_id,
           result->printed, result->in_doubt, result->voided);
  if (result->spare > 0)
    g_print (_ ("And %u spare labels, not in use\n"), result->spare);
  if (result->in_doubt > 0)
    g_print (_ ("Look at the last label that came out, then: suimactl settle %" PRId64
                " --last-good CODE (or --none)\n"),
             result->run_id);
  suima_cli_say_rest (result->run_id, result->resume_at);
}

int
suima_cli_finish_run (SuimaCli *cli, SuimaPrintResult *result)
{
  g_autoptr (SuimaPrintResult) owned = result;

  if (cli->is_json)
    suima_cli_print_result_json (owned);
  else
    suima_cli_print_result_text (owned);
  if (owned->problem != NULL)
    {
      g_autofree char *words = suima_words_error (owned->problem);
      g_printerr ("suimactl: %s\n", words);
    }
  return owned->printed == owned->count ? SUIMA_EXIT_DONE : SUIMA_EXIT_REFUSED;
}

gboolean
suima_cli_follow (SuimaCli *cli,
                  SuimaStation *station,
                  gint64 run_id,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GArray) left = suima_station_list_left_runs (station);

  for (guint i = 0; i < left->len; i++)
    {
      gint64 left_id = g_array_index (left, gint64, i);
      g_autoptr (SuimaPrintResult) result = NULL;
      if (run_id != 0 && run_id != left_id)
        continue;
      result = suima_station_follow (station, left_id, suima_cli_progress, cli, cancellable, error);
      if (result == NULL)
        return FALSE;
    }
  return TRUE;
}
