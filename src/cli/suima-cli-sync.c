// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-error.h"
#include "suima-station-issuer.h"
#include "suima-station-report.h"
#include "suima-station-voucher.h"
#include "suima-words-report.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static json_t *
suima_cli_list_other_keys (SuimaStation *station)
{
  g_autoptr (GPtrArray) issuers = suima_station_list_other_keys (station, NULL);
  json_t *list = json_array ();

  for (guint i = 0; issuers != NULL && i < issuers->len; i++)
    json_array_append_new (list, suima_issuer_to_json (issuers->pdata[i]));
  return list;
}

/* Nothing of this is done silently: a person has to look into it. */
static void
suima_cli_warn_of_pull (SuimaStation *station, const SuimaSyncStatus *status)
{
  g_autoptr (GPtrArray) issuers = suima_station_list_other_keys (station, NULL);

  for (guint i = 0; issuers != NULL && i < issuers->len; i++)
    {
      const SuimaIssuer *issuer = g_ptr_array_index (issuers, i);
      g_printerr (_ ("The hub names another key of station %s (%s) than the one that is known here: "
                     "the known one stays; call the seller before you take goods of him\n"),
                  issuer->key_id, issuer->seller ? issuer->seller : "-");
    }
  if (status->unsigned_notices > 0)
    g_printerr (ngettext ("%u notice of a recall was not taken: none of your notice keys signed it "
                          "(init --notice-key)\n",
                          "%u notices of recalls were not taken: none of your notice keys signed "
                          "them (init --notice-key)\n",
                          status->unsigned_notices),
                status->unsigned_notices);
}

static json_t *
suima_cli_status_to_json (SuimaStation *station, const SuimaSyncStatus *status)
{
  int utc_offset_min = suima_station_get_config (station)->utc_offset_min;
  json_t *object = json_object ();

  json_object_set_new (object, "pending", json_integer (status->pending));
  json_object_set_new (object, "sent", json_integer (status->sent));
  json_object_set_new (object, "duplicates", json_integer (status->duplicates));
  json_object_set_new (object, "refused", json_integer (status->refused));
  json_object_set_new (object, "pulled", json_integer (status->pulled));
  json_object_set_new (object, "unsigned_notices", json_integer (status->unsigned_notices));
  json_object_set_new (object, "other_keys", suima_cli_list_other_keys (station));
  suima_cli_set_time (object, "last_contact", status->last_contact_us, utc_offset_min);
  suima_cli_set_time (object, "oldest_pending", status->oldest_us, utc_offset_min);
  return object;
}

/* A hub that is away is no mishap: what is pending stays pending, and the exit code says it. */
static int
suima_cli_sync_offline (SuimaCli *cli,
                        SuimaStation *station,
                        const SuimaSyncStatus *status,
                        GError *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *words = suima_words_error (owned);
  gboolean is_away = g_error_matches (owned, SUIMA_ERROR, SUIMA_ERROR_OFFLINE) ||
                     g_error_matches (owned, SUIMA_ERROR, SUIMA_ERROR_BUSY);

  g_printerr ("%s\n", words);
  if (cli->is_json)
    {
      json_t *object = suima_cli_status_to_json (station, status);
      suima_json_set_text (object, "error", suima_error_to_code (owned));
      suima_json_set_text (object, "message", words);
      suima_cli_print_json (object);
    }
  else
    g_print (_ ("%u pending; nothing is lost, try again later\n"), status->pending);
  return is_away ? SUIMA_EXIT_UNREACHABLE : SUIMA_EXIT_REFUSED;
}

int
suima_cli_sync (SuimaCli *cli, int argc, char **argv)
{
  gboolean is_push = FALSE, is_pull = FALSE, is_refused = FALSE;
  const GOptionEntry entries[] = {
    { "push", 0, 0, G_OPTION_ARG_NONE, &is_push, N_ ("only send"), NULL },
    { "refused", 0, 0, G_OPTION_ARG_NONE, &is_refused,
      N_ ("only list what the hub refused and why"), NULL },
    { "pull", 0, 0, G_OPTION_ARG_NONE, &is_pull, N_ ("only fetch"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  SuimaSyncStatus status;
  GError *error = NULL;
  int exit_code = 0;
  gboolean is_done;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "[--push] [--pull] [--refused]", 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, is_refused, &exit_code);
  if (station == NULL)
    return exit_code;
  if (is_refused)
    return suima_cli_show_refused (cli, station);
  cancellable = suima_cli_get_cancellable ();
  if (is_pull == is_push)
    is_done = suima_station_sync (station, &status, cancellable, &error);
  else if (is_pull)
    is_done = suima_station_pull (station, &status, cancellable, &error);
  else
    is_done = suima_station_push (station, &status, cancellable, &error);
  suima_cli_warn_of_pull (station, &status);
  if (!is_done)
    return suima_cli_sync_offline (cli, station, &status, error);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_status_to_json (station, &status));
  else
    g_print (_ ("%u sent, %u known to the hub already, %u refused, %u pending, %u fetched\n"),
             status.sent, status.duplicates, status.refused, status.pending, status.pulled);
  return status.refused > 0 ? SUIMA_EXIT_REFUSED : SUIMA_EXIT_DONE;
}

static json_t *
suima_cli_station_to_json (SuimaStation *station,
                           const SuimaSyncStatus *status,
                           const SuimaPrinterCard *printer,
                           GArray *doubtful)
{
  const SuimaConfig *config = suima_station_get_config (station);
  json_t *object = suima_cli_status_to_json (station, status);
  json_t *runs = json_array (), *printer_object = json_object ();
  g_autofree char *check_word = suima_station_dup_check_word (station);

  suima_json_set_text (object, "station", suima_station_get_key_id (station));
  suima_json_set_text (object, "check_word", check_word);
  suima_json_set_text (object, "host", config->host);
  suima_json_set_text (object, "jurisdiction", config->jurisdiction);
  suima_cli_set_nullable (object, "hub", config->hub);
  suima_cli_set_nullable (printer_object, "name", printer->name);
  suima_cli_set_nullable (printer_object, "destination", printer->destination);
  suima_cli_set_nullable (printer_object, "condition", printer->condition);
  json_object_set_new (object, "printer", printer_object);
  for (guint i = 0; i < doubtful->len; i++)
    json_array_append_new (runs, json_integer (g_array_index (doubtful, gint64, i)));
  json_object_set_new (object, "runs_in_doubt", runs);
  return object;
}

static void
suima_cli_set_registration (json_t *object, const SuimaConfig *config)
{
  json_t *registration = json_object ();

  suima_cli_set_nullable (registration, "platform", config->platform);
  suima_cli_set_nullable (registration, "id", config->registered_id);
  suima_json_set_text (registration, "state", suima_config_get_registration (config));
  json_object_set_new (object, "registration", registration);
}

static void
suima_cli_set_reports (json_t *object, const SuimaReportSummary *reports, int utc_offset_min)
{
  json_object_set_new (object, "due", json_integer (reports->due));
  json_object_set_new (object, "late", json_integer (reports->late));
  suima_cli_set_time (object, "oldest_due", reports->oldest_due_us, utc_offset_min);
  json_object_set_new (object, "clock_is_behind", json_boolean (reports->is_clock_behind));
}

static void
suima_cli_print_duties (const SuimaConfig *config, const SuimaReportSummary *reports)
{
  g_autofree char *words = suima_words_report_summary (reports);

  g_print ("%s\n", words);
  if (config->platform != NULL)
    g_print ("%s: %s\n", config->platform,
             config->registered_id ? config->registered_id : _ ("not registered yet"));
}

static void
suima_cli_print_station (SuimaStation *station,
                         const SuimaSyncStatus *status,
                         const SuimaPrinterCard *printer,
                         GArray *doubtful)
{
  const SuimaConfig *config = suima_station_get_config (station);
  g_autofree char *check_word = suima_station_dup_check_word (station);

  g_print (_ ("Station %s, codes of https://%s/, rules of %s\n"), suima_station_get_key_id (station),
           config->host, config->jurisdiction);
  g_print (_ ("Check word for buyers: %s\n"), check_word);
  g_print (_ ("Hub %s: %u pending, %u sent, %u refused\n"), config->hub ? config->hub : _ ("not set"),
           status->pending, status->sent, status->refused);
  g_print (_ ("Printer %s: %s\n"),
           printer->name          ? printer->name
           : printer->destination ? printer->destination
                                  : "-",
           suima_words_printer_condition (printer->condition));
  for (guint i = 0; i < doubtful->len; i++)
    g_print (_ ("Run %" PRId64 " has labels in doubt: suimactl settle %" PRId64
                " --last-good CODE (or --none)\n"),
             g_array_index (doubtful, gint64, i), g_array_index (doubtful, gint64, i));
}

int
suima_cli_status (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaPrinterCard) printer = NULL;
  g_autoptr (GArray) doubtful = NULL;
  SuimaReportSummary reports;
  SuimaSyncStatus status;
  json_t *object;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, NULL, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (!suima_station_get_sync_status (station, &status, &error) ||
      !suima_station_get_report_summary (station, &reports, &error) ||
      (doubtful = suima_station_list_doubtful_runs (station, &error)) == NULL)
    return suima_cli_fail (cli, error);
  printer = suima_station_get_printer (station, NULL);
  if (!cli->is_json)
    {
      suima_cli_print_station (station, &status, printer, doubtful);
      suima_cli_print_duties (suima_station_get_config (station), &reports);
      return SUIMA_EXIT_DONE;
    }
  object = suima_cli_station_to_json (station, &status, printer, doubtful);
  suima_cli_set_reports (object, &reports, suima_station_get_config (station)->utc_offset_min);
  suima_cli_set_registration (object, suima_station_get_config (station));
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

int
suima_cli_verify (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaLogReport) report = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, NULL, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  report = suima_station_verify (station, &error);
  if (report == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "entries", json_integer (report->entries));
      json_object_set_new (object, "ok", json_boolean (report->is_ok));
      json_object_set_new (object, "first_bad", report->is_ok ? json_null ()
                                                              : json_integer (report->first_bad));
      suima_cli_set_nullable (object, "message", report->problem);
      suima_cli_print_json (object);
    }
  else if (report->is_ok)
    g_print (_ ("%u entries, all as they were written\n"), report->entries);
  else
    g_print (_ ("Entry %" PRId64 " is not as it was written: %s\n"), report->first_bad,
             report->problem);
  return report->is_ok ? SUIMA_EXIT_DONE : SUIMA_EXIT_REFUSED;
}
