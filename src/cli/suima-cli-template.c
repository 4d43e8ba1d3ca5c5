// SPDX-License-Identifier: Apache-2.0
// Templates of labels, and tags for goods that are held back.
#include "suima-cli.h"

#include "suima-template-check.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

static json_t *
suima_cli_template_to_json (const SuimaTemplate *template)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "id", template->id);
  suima_json_set_text (object, "kind", suima_template_kind_to_code (template->kind));
  suima_json_set_text (object, "title", template->title);
  json_object_set_new (object, "width_mm", json_real (template->width_mm));
  json_object_set_new (object, "height_mm", json_real (template->height_mm));
  json_object_set_new (object, "across", json_integer (template->across));
  json_object_set_new (object, "signed", json_boolean (template->is_signed));
  return object;
}

static int
suima_cli_template_list (SuimaCli *cli)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  json_t *templates, *object;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  ids = suima_station_list_templates (station);
  templates = json_array ();
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaTemplate) template =
        suima_station_get_template (station, ids->pdata[i], &error);
      g_autofree char *words = template == NULL ? suima_words_error (error) : NULL;

      if (template == NULL)
        g_printerr ("suimactl: %s\n", words);
      else
        json_array_append_new (templates, suima_cli_template_to_json (template));
      if (template != NULL && !cli->is_json)
        g_print ("%-22s %-12s %s\n", template->id, suima_template_kind_to_code (template->kind),
                 template->title);
    }
  object = json_object ();
  json_object_set_new (object, "templates", templates);
  if (cli->is_json)
    suima_cli_print_json (object);
  else
    json_decref (object);
  return SUIMA_EXIT_DONE;
}

static json_t *
suima_cli_template_problem_to_json (const SuimaTemplateProblem *problem)
{
  json_t *object = json_object ();

  json_object_set_new (object, "box", problem->box > 0 ? json_integer (problem->box) : json_null ());
  suima_cli_set_nullable (object, "field", problem->field);
  suima_json_set_text (object, "code", suima_template_problem_to_code (problem->kind));
  suima_json_set_text (object, "severity", problem->is_warning ? "warn" : "block");
  json_object_set_new (object, "dpi", problem->dpi > 0 ? json_integer (problem->dpi) : json_null ());
  json_object_set_new (object, "missing_mm",
                       problem->missing_mm > 0 ? json_real (problem->missing_mm) : json_null ());
  suima_json_set_text (object, "message", problem->message);
  return object;
}

static json_t *
suima_cli_template_sheet_to_json (const SuimaTemplateSheet *sheet)
{
  json_t *object = json_object ();

  json_object_set_new (object, "dpi", json_integer (sheet->dpi));
  json_object_set_new (object, "module_dots", json_integer (sheet->module_dots));
  json_object_set_new (object, "module_mm", json_real (sheet->module_mm));
  return object;
}

static json_t *
suima_cli_template_report_to_json (const SuimaTemplateReport *report)
{
  json_t *object = json_object (), *problems = json_array (), *sheets = json_array ();

  for (guint i = 0; i < report->problems->len; i++)
    json_array_append_new (problems, suima_cli_template_problem_to_json (report->problems->pdata[i]));
  for (guint i = 0; i < report->sheets->len; i++)
    json_array_append_new (sheets, suima_cli_template_sheet_to_json (report->sheets->pdata[i]));
  suima_cli_set_nullable (object, "id", report->template != NULL ? report->template->id : NULL);
  json_object_set_new (object, "ok", json_boolean (report->is_ok));
  json_object_set_new (object, "problems", problems);
  json_object_set_new (object, "resolutions", sheets);
  return object;
}

static void
suima_cli_template_complain (const SuimaTemplateReport *report)
{
  for (guint i = 0; i < report->problems->len; i++)
    g_printerr ("%s\n", ((SuimaTemplateProblem *) report->problems->pdata[i])->message);
}

static void
suima_cli_template_say (const SuimaTemplateReport *report)
{
  for (guint i = 0; i < report->sheets->len; i++)
    {
      const SuimaTemplateSheet *sheet = g_ptr_array_index (report->sheets, i);
      if (sheet->module_dots > 0)
        g_print (_ ("At %u dpi a module of the code is %u dots, %.2f mm\n"), sheet->dpi,
                 sheet->module_dots, sheet->module_mm);
    }
  g_print ("%s\n", report->is_ok ? _ ("Everything fits") : _ ("This template needs work"));
}

static int
suima_cli_template_check (SuimaCli *cli, const char *path, guint dpi)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaTemplateReport) report = NULL;
  GError *error = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  report = suima_station_check_template (station, path, dpi, &error);
  if (report == NULL)
    return suima_cli_fail (cli, error);
  suima_cli_template_complain (report);
  if (cli->is_json)
    suima_cli_print_json (suima_cli_template_report_to_json (report));
  else
    suima_cli_template_say (report);
  return report->is_ok ? SUIMA_EXIT_DONE : SUIMA_EXIT_REFUSED;
}

int
suima_cli_template (SuimaCli *cli, int argc, char **argv)
{
  int dpi = 0;
  const GOptionEntry entries[] = {
    { "dpi", 0, 0, G_OPTION_ARG_INT, &dpi, N_ ("one resolution only: 203 or 300"), "N" },
    G_OPTION_ENTRY_NULL
  };

  if (!suima_cli_parse (cli, &argc, &argv, entries, "check FILE [--dpi N] | list", -1))
    return SUIMA_EXIT_USAGE;
  if (argc == 2 && strcmp (argv[1], "list") == 0)
    return suima_cli_template_list (cli);
  if (argc == 3 && strcmp (argv[1], "check") == 0 && dpi >= 0)
    return suima_cli_template_check (cli, argv[2], (guint) dpi);
  return suima_cli_refuse_usage (cli, _ ("Say template check FILE or template list"));
}

int
suima_cli_tag (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL, *printer = NULL;
  int count = 1;
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_INT, &count, N_ ("how many tags, 1 unless told"), "N" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason,
      N_ ("why; what the rules say of the batch unless told"), "TEXT" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &printer, N_ ("its name, address or CUPS queue"), "PRINTER" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  GError *error = NULL;
  gint64 batch_id = 0;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "BATCH", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_parse_number (argv[1], 1, G_MAXINT64, &batch_id) || count < 1)
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number; --count is 1 or more"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  cancellable = suima_cli_get_cancellable ();
  if (!suima_station_print_tag (station, batch_id, (guint) count, reason, printer, cancellable, &error))
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "batch", json_integer (batch_id));
      json_object_set_new (object, "printed", json_integer (count));
      suima_cli_print_json (object);
    }
  else
    g_print (_ ("%d tags printed\n"), count);
  return SUIMA_EXIT_DONE;
}
