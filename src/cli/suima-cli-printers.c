// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include "suima-station-printers.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define SUIMA_CLI_UNTOLD G_MININT

/* The options that say how a printer prints on a roll; untold ones stay as they are. */
typedef struct
{
  char *template_id;
  char *tracking;
  double gap_mm, offset_x_mm, offset_y_mm;
  int darkness, speed, turn;
} SuimaCliMedia;

static void
suima_cli_media_clear (SuimaCliMedia *media)
{
  g_free (media->template_id);
  g_free (media->tracking);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaCliMedia, suima_cli_media_clear)

static const SuimaCliMedia suima_cli_media_untold = {
  .gap_mm = NAN,
  .offset_x_mm = NAN,
  .offset_y_mm = NAN,
  .darkness = SUIMA_CLI_UNTOLD,
  .speed = SUIMA_CLI_UNTOLD,
  .turn = SUIMA_CLI_UNTOLD,
};

/* GOption shows the texts it is given; those of two commands stand here once. */
static GOptionEntry *
suima_cli_media_dup_entries (SuimaCliMedia *media, const GOptionEntry *more)
{
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &media->template_id,
      N_ ("which label, such as 60x40"), "NAME" },
    { "media", 0, 0, G_OPTION_ARG_STRING, &media->tracking,
      N_ ("how a label's beginning is found: gap, mark or continuous"), "KIND" },
    { "gap", 0, 0, G_OPTION_ARG_DOUBLE, &media->gap_mm,
      N_ ("between two labels, or the height of the mark"), "MM" },
    { "darkness", 0, 0, G_OPTION_ARG_INT, &media->darkness,
      N_ ("0 to 30; -1 as the printer is set"), "N" },
    { "speed", 0, 0, G_OPTION_ARG_INT, &media->speed,
      N_ ("inches a second; -1 as the printer is set"), "N" },
    { "turn", 0, 0, G_OPTION_ARG_INT, &media->turn, N_ ("0, or 180 for upside down"), "DEGREES" },
    { "offset-x", 0, 0, G_OPTION_ARG_DOUBLE, &media->offset_x_mm,
      N_ ("moves the picture to the right"), "MM" },
    { "offset-y", 0, 0, G_OPTION_ARG_DOUBLE, &media->offset_y_mm, N_ ("moves the picture down"),
      "MM" },
  };
  GArray *all = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (all, entries, G_N_ELEMENTS (entries));
  for (; more != NULL && more->long_name != NULL; more++)
    g_array_append_vals (all, more, 1);
  return (GOptionEntry *) (void *) g_array_free (all, FALSE);
}

static SuimaMediaSetup
suima_cli_media_read (const SuimaCliMedia *media)
{
  SuimaMediaSetup setup = {
    .tracking = media->tracking,
    .gap_mm = media->gap_mm,
    .darkness = media->darkness,
    .speed = media->speed,
    .is_turned = media->turn == 180,
    .offset_x_mm = media->offset_x_mm,
    .offset_y_mm = media->offset_y_mm,
  };

  setup.fields = (media->tracking != NULL ? SUIMA_MEDIA_TRACKING : 0) |
                 (!isnan (media->gap_mm) ? SUIMA_MEDIA_GAP : 0) |
                 (media->darkness != SUIMA_CLI_UNTOLD ? SUIMA_MEDIA_DARKNESS : 0) |
                 (media->speed != SUIMA_CLI_UNTOLD ? SUIMA_MEDIA_SPEED : 0) |
                 (media->turn != SUIMA_CLI_UNTOLD ? SUIMA_MEDIA_TURN : 0) |
                 (!isnan (media->offset_x_mm) ? SUIMA_MEDIA_OFFSET_X : 0) |
                 (!isnan (media->offset_y_mm) ? SUIMA_MEDIA_OFFSET_Y : 0);
  return setup;
}

static gboolean
suima_cli_media_has_turn (const SuimaCliMedia *media)
{
  return media->turn == SUIMA_CLI_UNTOLD || media->turn == 0 || media->turn == 180;
}

static json_t *
suima_cli_media_to_json (const SuimaMediaSetup *setup)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "tracking", setup->tracking);
  json_object_set_new (object, "gap_mm", json_real (setup->gap_mm));
  json_object_set_new (object, "darkness", json_integer (setup->darkness));
  json_object_set_new (object, "speed", json_integer (setup->speed));
  json_object_set_new (object, "turned", json_boolean (setup->is_turned));
  json_object_set_new (object, "offset_x_mm", json_real (setup->offset_x_mm));
  json_object_set_new (object, "offset_y_mm", json_real (setup->offset_y_mm));
  return object;
}

static json_t *
suima_cli_printer_to_json (const SuimaPrinterEntry *entry)
{
  json_t *object = json_object ();

  suima_json_set_text (object, "name", entry->name);
  suima_json_set_text (object, "destination", entry->destination);
  suima_json_set_text (object, "source", entry->source);
  suima_json_set_text (object, "state", entry->condition);
  suima_json_set_text (object, "message", entry->message);
  json_object_set_new (object, "dpi", entry->dpi != 0 ? json_integer (entry->dpi) : json_null ());
  suima_cli_set_nullable (object, "model", *entry->model != '\0' ? entry->model : NULL);
  json_object_set_new (object, "usual", json_boolean (entry->is_usual));
  return object;
}

static void
suima_cli_print_printer (const SuimaPrinterEntry *entry)
{
  g_autofree char *dpi = entry->dpi != 0 ? g_strdup_printf (" %u dpi", entry->dpi) : g_strdup ("");

  g_print ("%s %s  [%s]  %s%s%s\n    %s\n", entry->is_usual ? "*" : " ", entry->name, entry->source,
           entry->model, dpi, *entry->model || *dpi ? ":" : "", entry->destination);
  g_print ("    %s\n", entry->message);
}

static int
suima_cli_printers_list (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  gboolean is_known_only = FALSE;
  const GOptionEntry options[] = {
    { "known", 0, 0, G_OPTION_ARG_NONE, &is_known_only, N_ ("do not look for others"), NULL },
    G_OPTION_ENTRY_NULL
  };
  GError *error = NULL;
  int exit_code = 0;
  json_t *array;

  if (!suima_cli_parse (cli, &argc, &argv, options,
                        "[add NAME DESTINATION | set NAME | test NAME | accept NAME | use NAME | "
                        "remove NAME]",
                        0))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, TRUE, &exit_code);
  if (station == NULL)
    return exit_code;
  cancellable = suima_cli_get_cancellable ();
  entries = suima_station_list_printers (station, !is_known_only, cancellable, &error);
  if (entries == NULL)
    return suima_cli_fail (cli, error);
  array = json_array ();
  for (guint i = 0; i < entries->len; i++)
    {
      json_array_append_new (array, suima_cli_printer_to_json (entries->pdata[i]));
      if (!cli->is_json)
        suima_cli_print_printer (entries->pdata[i]);
    }
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{s:O}", "printers", array));
  else if (entries->len == 0)
    g_print ("%s\n", _ ("No printer was found: suimactl printers add NAME DESTINATION"));
  json_decref (array);
  return SUIMA_EXIT_DONE;
}

static void
suima_cli_test_progress_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  SuimaCli *cli = user_data;

  if (!cli->is_json && isatty (STDERR_FILENO) && progress->condition != NULL)
    g_printerr ("\r%s\033[K", suima_words_printer_condition (progress->condition));
}

/* Added is added: a test label that does not come out is told beside it. */
static int
suima_cli_printers_tell_added (SuimaCli *cli,
                               const SuimaPrinterEntry *entry,
                               gboolean is_tested,
                               const GError *problem)
{
  g_autofree char *words = problem != NULL ? suima_words_error (problem) : NULL;

  if (words != NULL)
    g_printerr ("suimactl: %s\n", words);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      json_object_set_new (object, "printer", suima_cli_printer_to_json (entry));
      json_object_set_new (object, "tested", json_boolean (is_tested));
      suima_cli_set_nullable (object, "message",
                              words != NULL ? words : is_tested ? suima_words_printer_advice () : NULL);
      suima_cli_print_json (object);
    }
  else
    {
      suima_cli_print_printer (entry);
      if (is_tested)
        g_print ("%s\n", suima_words_printer_advice ());
    }
  return words != NULL ? SUIMA_EXIT_REFUSED : SUIMA_EXIT_DONE;
}

static int
suima_cli_printers_add (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaCliMedia) media = suima_cli_media_untold;
  gboolean is_usual = FALSE, is_untested = FALSE, is_tested = FALSE;
  const GOptionEntry more[] = {
    { "usual", 0, 0, G_OPTION_ARG_NONE, &is_usual, N_ ("make it the usual printer"), NULL },
    { "no-test", 0, 0, G_OPTION_ARG_NONE, &is_untested, N_ ("print no test label"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autofree GOptionEntry *entries = suima_cli_media_dup_entries (&media, more);
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (SuimaPrinterEntry) entry = NULL;
  g_autoptr (GError) problem = NULL;
  GError *error = NULL;
  SuimaMediaSetup setup;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "NAME DESTINATION", 2))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_media_has_turn (&media))
    return suima_cli_refuse_usage (cli, _ ("Say --turn 0 or --turn 180"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  cancellable = suima_cli_get_cancellable ();
  setup = suima_cli_media_read (&media);
  entry = suima_station_add_printer (station, argv[1], argv[2], media.template_id, &setup, is_usual,
                                     cancellable, &error);
  if (entry == NULL)
    return suima_cli_fail (cli, error);
  if (!is_untested)
    is_tested = suima_station_test_printer (station, entry->name, media.template_id,
                                            suima_cli_test_progress_cb, cli, cancellable, &problem);
  return suima_cli_printers_tell_added (cli, entry, is_tested, problem);
}

static int
suima_cli_printers_set (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaCliMedia) media = suima_cli_media_untold;
  g_autofree GOptionEntry *entries = suima_cli_media_dup_entries (&media, NULL);
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  SuimaMediaSetup setup;
  const char *template_id;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "NAME", 1))
    return SUIMA_EXIT_USAGE;
  if (!suima_cli_media_has_turn (&media))
    return suima_cli_refuse_usage (cli, _ ("Say --turn 0 or --turn 180"));
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  setup = suima_cli_media_read (&media);
  if (!suima_station_set_printer_media (station, argv[1], media.template_id, &setup, &error) ||
      !suima_station_get_printer_media (station, argv[1], media.template_id, &setup, &error))
    return suima_cli_fail (cli, error);
  template_id = media.template_id != NULL ? media.template_id
                                          : suima_station_get_config (station)->template_id;
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{s:s,s:s,s:o}", "name", argv[1], "template", template_id,
                                     "media", suima_cli_media_to_json (&setup)));
  else
    g_print (_ ("%s, labels %s: %s, %g mm apart, darkness %d, speed %d, turned by %d, moved %g mm to "
                "the right and %g mm down\n"),
             argv[1], template_id, setup.tracking, setup.gap_mm, setup.darkness, setup.speed,
             setup.is_turned ? 180 : 0, setup.offset_x_mm, setup.offset_y_mm);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_printers_test (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *template_id = NULL, *path = NULL;
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &template_id, N_ ("which label, such as 60x40"), "NAME" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("a picture instead of a label"), "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  GError *error = NULL;
  int exit_code = 0;
  gboolean is_out;

  if (!suima_cli_parse (cli, &argc, &argv, entries, "NAME", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, path != NULL, &exit_code);
  if (station == NULL)
    return exit_code;
  cancellable = suima_cli_get_cancellable ();
  is_out = path != NULL
             ? suima_station_test_printer_to_file (station, argv[1], template_id, path, &error)
             : suima_station_test_printer (station, argv[1], template_id,
                                           suima_cli_test_progress_cb, cli, cancellable, &error);
  if (!is_out)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      suima_json_set_text (object, "name", argv[1]);
      json_object_set_new (object, "printed", json_boolean (path == NULL));
      suima_cli_set_nullable (object, "file", path);
      suima_json_set_text (object, "message", suima_words_printer_advice ());
      suima_cli_print_json (object);
    }
  else
    g_print ("%s\n", path != NULL ? path : suima_words_printer_advice ());
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_printers_accept (SuimaCli *cli, int argc, char **argv)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaPrinterEntry) entry = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, NULL, "NAME", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  entry = suima_station_accept_printer (station, argv[1], NULL, &error);
  if (entry == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (json_pack ("{s:o}", "printer", suima_cli_printer_to_json (entry)));
  else
    suima_cli_print_printer (entry);
  return SUIMA_EXIT_DONE;
}

/* What needs no more than a name. */
static int
suima_cli_printers_change (SuimaCli *cli,
                           int argc,
                           char **argv,
                           gboolean (*act) (SuimaStation *station, const char *name, GError **error),
                           const char *done)
{
  g_autoptr (SuimaStation) station = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_cli_parse (cli, &argc, &argv, NULL, "NAME", 1))
    return SUIMA_EXIT_USAGE;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  if (!act (station, argv[1], &error))
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    {
      json_t *object = json_object ();
      suima_json_set_text (object, "name", argv[1]);
      suima_cli_set_nullable (object, "usual", suima_station_get_config (station)->printer);
      suima_cli_print_json (object);
    }
  else
    g_print ("%s: %s\n", argv[1], done);
  return SUIMA_EXIT_DONE;
}

static int
suima_cli_printers_use (SuimaCli *cli, int argc, char **argv)
{
  return suima_cli_printers_change (cli, argc, argv, suima_station_use_printer,
                                    _ ("the usual printer from now on"));
}

static int
suima_cli_printers_remove (SuimaCli *cli, int argc, char **argv)
{
  return suima_cli_printers_change (cli, argc, argv, suima_station_remove_printer,
                                    _ ("removed, with its settings"));
}

int
suima_cli_printers (SuimaCli *cli, int argc, char **argv)
{
  static const struct
  {
    const char *word, *command;
    int (*run) (SuimaCli *cli, int argc, char **argv);
  } acts[] = {
    { "add", "printers add", suima_cli_printers_add },
    { "set", "printers set", suima_cli_printers_set },
    { "test", "printers test", suima_cli_printers_test },
    { "accept", "printers accept", suima_cli_printers_accept },
    { "use", "printers use", suima_cli_printers_use },
    { "remove", "printers remove", suima_cli_printers_remove },
  };

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i].word, argv[1]) == 0)
      {
        argv[1] = (char *) acts[i].command;
        return acts[i].run (cli, argc - 1, argv + 1);
      }
  return suima_cli_printers_list (cli, argc, argv);
}
