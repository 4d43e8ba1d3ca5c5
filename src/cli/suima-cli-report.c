// SPDX-License-Identifier: Apache-2.0
// report, day.
#include "suima-cli.h"

#include "suima-station-report.h"
#include "suima-words-report.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* What the options of `report` say. */
typedef struct
{
  char *since, *out, *check, *key, *reason, *from, *to;
} SuimaCliReport;

static void
suima_cli_report_clear (SuimaCliReport *report)
{
  g_free (report->since);
  g_free (report->out);
  g_free (report->check);
  g_free (report->key);
  g_free (report->reason);
  g_free (report->from);
  g_free (report->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaCliReport, suima_cli_report_clear)

gboolean
suima_cli_take_day (SuimaCli *cli, const char *text, SuimaDay *ret_day, int *ret_exit)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL || suima_day_parse (text, ret_day, &error))
    return TRUE;
  *ret_exit = suima_cli_refuse_usage (cli, error->message);
  return FALSE;
}

static json_t *
suima_cli_duty_to_json (const SuimaReportDuty *duty, gint64 now_us, int utc_offset_min)
{
  json_t *object = json_object ();
  SuimaReportState state = suima_report_duty_get_state (duty, now_us);

  json_object_set_new (object, "seq", json_integer (duty->seq));
  suima_json_set_text (object, "state", suima_report_state_to_code (state));
  suima_json_set_text (object, "what", suima_words_event (duty->kind));
  json_object_set_new (object, "batch", json_integer (duty->batch_id));
  suima_json_set_text (object, "product", duty->product);
  suima_cli_set_nullable (object, "lot", duty->lot);
  json_object_set_new (object, "quantity", suima_cli_quantity_to_json (duty->quantity_milli));
  suima_cli_set_nullable (object, "unit", duty->unit);
  suima_cli_set_nullable (object, "party", duty->party);
  suima_cli_set_time (object, "at", duty->at_us, utc_offset_min);
  suima_cli_set_time (object, "due", duty->due_us, utc_offset_min);
  json_object_set_new (object, "hours_left",
                       json_integer ((duty->due_us - now_us) / G_TIME_SPAN_HOUR));
  suima_cli_set_time (object, "reported", duty->reported_us, utc_offset_min);
  suima_cli_set_time (object, "undone", duty->withdrawn_us, utc_offset_min);
  suima_cli_set_nullable (object, "way", duty->way);
  suima_cli_set_nullable (object, "late_reason", duty->late_reason);
  suima_cli_set_nullable (object, "refused", duty->refusal);
  return object;
}

static void
suima_cli_print_duty (const SuimaReportDuty *duty, gint64 now_us)
{
  SuimaReportState state = suima_report_duty_get_state (duty, now_us);
  g_autofree char *quantity = suima_quantity_to_text (duty->quantity_milli);
  g_autofree char *left = suima_words_time_left (duty->due_us, now_us);

  g_print ("%6" PRId64 "  %s  %s  %s %s %s  %s%s%s%s\n", duty->seq,
           duty->reported_us == 0 && duty->withdrawn_us == 0 ? left : suima_words_report_state (state),
           suima_words_event (duty->kind), duty->product, quantity, duty->unit ? duty->unit : "",
           duty->late_reason ? duty->late_reason : "", duty->refusal ? " [" : "",
           duty->refusal ? duty->refusal : "", duty->refusal ? "]" : "");
}

static int
suima_cli_show_duties (SuimaCli *cli,
                       SuimaStation *station,
                       const SuimaReportSummary *summary,
                       GPtrArray *duties)
{
  int utc_offset_min = suima_station_get_config (station)->utc_offset_min;
  g_autofree char *words = suima_words_report_summary (summary);
  json_t *object, *list;

  if (!cli->is_json)
    {
      g_print ("%s\n", words);
      if (summary->is_clock_behind)
        g_print ("%s\n", _ ("The clock stands before the newest record: set date and time"));
      for (guint i = 0; i < duties->len; i++)
        suima_cli_print_duty (duties->pdata[i], summary->now_us);
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  list = json_array ();
  json_object_set_new (object, "due", json_integer (summary->due));
  json_object_set_new (object, "due_today", json_integer (summary->due_today));
  json_object_set_new (object, "late", json_integer (summary->late));
  suima_cli_set_time (object, "oldest_due", summary->oldest_due_us, utc_offset_min);
  json_object_set_new (object, "clock_is_behind", json_boolean (summary->is_clock_behind));
  suima_json_set_text (object, "message", words);
  for (guint i = 0; i < duties->len; i++)
    json_array_append_new (
        list, suima_cli_duty_to_json (duties->pdata[i], summary->now_us, utc_offset_min));
  json_object_set_new (object, "reports", list);
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_report_list (SuimaCli *cli, SuimaStation *station, SuimaDay from, SuimaDay to)
{
  SuimaReportSummary summary;
  g_autoptr (GPtrArray) duties = NULL;
  GError *error = NULL;

  if (!suima_station_get_report_summary (station, &summary, &error))
    return suima_cli_fail (cli, error);
  duties = from != SUIMA_DAY_NONE ? suima_station_list_reports (station, from, to, &error)
                                  : suima_station_list_open_reports (station, &error);
  return duties ? suima_cli_show_duties (cli, station, &summary, duties)
                : suima_cli_fail (cli, error);
}

static int
suima_cli_show_file (SuimaCli *cli, const SuimaReportFile *file)
{
  json_t *object, *paths;

  if (!cli->is_json)
    {
      g_print (_ ("%u events of station %s, %" PRId64 " to %" PRId64 ", signed\n"), file->events,
               file->station, file->first_seq, file->last_seq);
      for (guint i = 0; i < file->paths->len; i++)
        g_print ("   %s\n", (const char *)file->paths->pdata[i]);
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  paths = json_array ();
  for (guint i = 0; i < file->paths->len; i++)
    json_array_append_new (paths, json_string (file->paths->pdata[i]));
  json_object_set_new (object, "files", paths);
  json_object_set_new (object, "ok", json_true ());
  json_object_set_new (object, "events", json_integer (file->events));
  json_object_set_new (object, "first_seq", json_integer (file->first_seq));
  json_object_set_new (object, "last_seq", json_integer (file->last_seq));
  suima_json_set_text (object, "station", file->station);
  suima_json_set_text (object, "public_key", file->public_key);
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_report_export (SuimaCli *cli, const SuimaCliReport *report)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaReportFile) file = NULL;
  SuimaDay since = SUIMA_DAY_NONE;
  GError *error = NULL;
  int exit_code = 0;

  if (report->since == NULL || report->out == NULL)
    return suima_cli_refuse_usage (cli, _ ("Say --since DAY and --out FILE"));
  if (!suima_cli_take_day (cli, report->since, &since, &exit_code))
    return exit_code;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  file = suima_station_export_report (station, since, report->out, cli->by, &error);
  return file ? suima_cli_show_file (cli, file) : suima_cli_fail (cli, error);
}

/* Without a key the file must be this station's own. */
static int
suima_cli_report_check (SuimaCli *cli, const SuimaCliReport *report)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaReportFile) file = NULL;
  g_autofree char *key = g_strdup (report->key);
  GError *error = NULL;
  int exit_code = 0;

  if (key == NULL)
    {
      station = suima_cli_open (cli, TRUE, &exit_code);
      if (station == NULL)
        return exit_code;
      key = suima_station_dup_public_key (station);
    }
  file = suima_report_file_check (report->check, key, &error);
  return file ? suima_cli_show_file (cli, file) : suima_cli_fail (cli, error);
}

static int
suima_cli_report_explain (SuimaCli *cli, const SuimaCliReport *report, const char *seq_text)
{
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  gint64 seq = 0;
  int exit_code = 0;

  if (seq_text == NULL || !suima_cli_parse_number (seq_text, 0, G_MAXINT64, &seq))
    return suima_cli_refuse_usage (cli, _ ("Say the number that stands in front of the record"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (!suima_station_explain_late (station, seq, report->reason, cli->by, &error))
    return suima_cli_fail (cli, error);
  return suima_cli_report_list (cli, station, SUIMA_DAY_NONE, SUIMA_DAY_NONE);
}

static int
suima_cli_report_show (SuimaCli *cli, const SuimaCliReport *report)
{
  g_autoptr (SuimaStation) station = NULL;
  SuimaDay from = SUIMA_DAY_NONE, to = SUIMA_DAY_NONE;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  to = suima_station_get_today (station);
  if (!suima_cli_take_day (cli, report->from, &from, &exit_code) ||
      !suima_cli_take_day (cli, report->to, &to, &exit_code))
    return exit_code;
  return suima_cli_report_list (cli, station, from, to);
}

int
suima_cli_report (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaCliReport) report = { 0 };
  const GOptionEntry entries[] = {
    SUIMA_CLI_ROLE_ENTRY (cli),
    { "from", 0, 0, G_OPTION_ARG_STRING, &report.from, N_ ("all from this day, reported or not"),
      "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &report.to, N_ ("until this day"), "DAY" },
    { "late-reason", 0, 0, G_OPTION_ARG_STRING, &report.reason,
      N_ ("why record SEQ was not reported in time"), "TEXT" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &report.since, N_ ("hand over everything since"), "DAY" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &report.out, N_ ("the file that is handed over"), "FILE" },
    { "check", 0, 0, G_OPTION_ARG_FILENAME, &report.check, N_ ("check such a file"), "FILE" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &report.key,
      N_ ("public key of the station that made it; else this one"), "HEX" },
    G_OPTION_ENTRY_NULL
  };

  if (!suima_cli_parse (cli, &argc, &argv, entries, "[SEQ --late-reason TEXT]", -2))
    return SUIMA_EXIT_USAGE;
  if (report.check != NULL)
    return suima_cli_report_check (cli, &report);
  if (report.since != NULL || report.out != NULL)
    return suima_cli_report_export (cli, &report);
  if (report.reason != NULL || argc > 1)
    return suima_cli_report_explain (cli, &report, argc > 1 ? argv[1] : NULL);
  return suima_cli_report_show (cli, &report);
}

static json_t *
suima_cli_flows_to_json (GPtrArray *flows, gsize offset)
{
  json_t *list = json_array ();

  for (guint i = 0; i < flows->len; i++)
    {
      const SuimaDayFlow *flow = g_ptr_array_index (flows, i);
      json_t *object = json_object ();
      suima_json_set_text (object, "unit", flow->unit);
      json_object_set_new (object, "quantity",
                           suima_cli_quantity_to_json (G_STRUCT_MEMBER (gint64, flow, offset)));
      json_array_append_new (list, object);
    }
  return list;
}

int
suima_cli_day (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *day_text = NULL;
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_STRING, &day_text, N_ ("another day than today"), "DAY" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) flows = NULL;
  g_autofree char *words = NULL;
  GError *error = NULL;
  guint unreported = 0;
  int exit_code = 0;
  json_t *object;
  SuimaDay day;

  if (!suima_cli_parse (cli, &argc, &argv, entries, NULL, 0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  day = suima_station_get_today (station);
  if (!suima_cli_take_day (cli, day_text, &day, &exit_code))
    return exit_code;
  flows = suima_station_get_day_flows (station, day, &unreported, &error);
  if (flows == NULL)
    return suima_cli_fail (cli, error);
  words = suima_words_day_summary (flows, unreported);
  if (!cli->is_json)
    {
      g_print ("%s\n", words);
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  suima_cli_set_day (object, "day", day);
  json_object_set_new (object, "in",
                       suima_cli_flows_to_json (flows, G_STRUCT_OFFSET (SuimaDayFlow, in_milli)));
  json_object_set_new (object, "out",
                       suima_cli_flows_to_json (flows, G_STRUCT_OFFSET (SuimaDayFlow, out_milli)));
  json_object_set_new (object, "left",
                       suima_cli_flows_to_json (flows, G_STRUCT_OFFSET (SuimaDayFlow, left_milli)));
  json_object_set_new (object, "unreported", json_integer (unreported));
  suima_json_set_text (object, "message", words);
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}
