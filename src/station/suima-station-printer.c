// SPDX-License-Identifier: Apache-2.0
// One printer: opening it as it is set up here, and telling how it is.
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-printer-profile.h"
#include "suima-words.h"

#include <string.h>

#define SUIMA_PRINTER_CARD_TIMEOUT_MS 3000
#define SUIMA_PRINTER_MIN_DPI 150u
#define SUIMA_PRINTER_MAX_DPI 600u

void
suima_printer_card_free (SuimaPrinterCard *card)
{
  if (card == NULL)
    return;
  g_free (card->name);
  g_free (card->destination);
  g_free (card->condition);
  g_free (card);
}

GPtrArray *
suima_station_load_printers (SuimaStation *station, GError **error)
{
  g_autofree char *path = g_build_filename (station->dir, SUIMA_PRINTERS_FILE, NULL);

  return suima_printer_profiles_load (path, error);
}

char *
suima_station_dup_usual_printer (SuimaStation *station)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&station->printers_lock);

  return g_strdup (station->config->printer);
}

SuimaPrinter *
suima_station_open_printer (SuimaStation *station,
                            const char *name,
                            const char *template_id,
                            GError **error)
{
  g_autofree char *usual = suima_station_dup_usual_printer (station);
  const char *wanted = name != NULL ? name : usual;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (SuimaPrinterProfile) profile = NULL;
  const SuimaPrinterSetup *setup = NULL;
  SuimaPrinter *printer;

  if (wanted == NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                           "no printer is set: name one with --printer, or add one once with "
                           "\"suimactl printers add\"");
      return NULL;
    }
  profiles = suima_station_load_printers (station, error);
  if (profiles == NULL)
    return NULL;
  profile = suima_printer_profiles_steal (profiles, wanted);
  printer = suima_printer_new (profile != NULL ? profile->destination : wanted, error);
  if (printer == NULL || profile == NULL)
    return printer;
  if (template_id != NULL)
    setup = suima_printer_profile_find_setup (profile, template_id);
  if (setup != NULL)
    suima_printer_set_setup (printer, setup);
  suima_printer_profile_attach (g_steal_pointer (&profile), printer);
  return printer;
}

guint
suima_station_check_dpi (SuimaPrinter *printer, guint dpi, GError **error)
{
  if (dpi >= SUIMA_PRINTER_MIN_DPI && dpi <= SUIMA_PRINTER_MAX_DPI)
    return dpi;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
               "the printer %s has %u dots per inch; labels need %u to %u",
               suima_printer_get_destination (printer), dpi, SUIMA_PRINTER_MIN_DPI,
               SUIMA_PRINTER_MAX_DPI);
  return 0;
}

guint
suima_station_judge_printer (SuimaPrinter *printer,
                             const SuimaPrinterStatus *status,
                             GError **error)
{
  const SuimaPrinterProfile *profile = suima_printer_profile_of (printer);
  guint dpi = suima_printer_profile_get_dpi (profile, status);

  if (profile != NULL && suima_printer_profile_differs (profile, status))
    {
      g_autofree char *model = suima_printer_dup_printable (status->make_and_model);
      g_autofree char *words = suima_words_printer_changed (profile->name, profile->dpi, dpi,
                                                            profile->model, model);
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, words);
      return 0;
    }
  if (status->objection != NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, status->objection);
      return 0;
    }
  if (!status->is_accepting)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                   "the printer %s does not accept jobs at the moment",
                   suima_printer_get_destination (printer));
      return 0;
    }
  return suima_station_check_dpi (printer, dpi, error);
}

/* The number is whatever the printer sent. */
static const char *
suima_printer_state_word (SuimaPrinterState state)
{
  switch (state)
    {
    case SUIMA_PRINTER_IDLE:
      return "idle";
    case SUIMA_PRINTER_PROCESSING:
      return "processing";
    case SUIMA_PRINTER_STOPPED:
    default:
      return "stopped";
    }
}

char *
suima_station_dup_condition (const SuimaPrinterProfile *profile, const SuimaPrinterStatus *status)
{
  if (status == NULL)
    return g_strdup ("not-answering");
  if (profile != NULL && suima_printer_profile_differs (profile, status))
    return g_strdup ("changed");
  return g_strdup (status->reasons[0] != NULL ? status->reasons[0]
                                              : suima_printer_state_word (status->state));
}

void
suima_station_note_run (SuimaStation *station, const char *destination, const char *condition)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&station->run_lock);

  if (condition != NULL)
    g_hash_table_replace (station->run_conditions, g_strdup (destination), g_strdup (condition));
  else
    g_hash_table_remove (station->run_conditions, destination);
}

/* A printer that takes one caller at a time would not answer a second one: during a run, what the
 * run sees is told. */
char *
suima_station_dup_run_condition (SuimaStation *station, const char *destination)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&station->run_lock);

  return g_strdup (g_hash_table_lookup (station->run_conditions, destination));
}

static void
suima_printer_card_ask (SuimaPrinterCard *card, SuimaPrinter *printer, GCancellable *cancellable)
{
  g_autoptr (SuimaPrinterStatus) status =
    suima_printer_get_status (printer, SUIMA_PRINTER_CARD_TIMEOUT_MS, cancellable, NULL);
  const SuimaPrinterProfile *profile = suima_printer_profile_of (printer);

  card->condition = suima_station_dup_condition (profile, status);
  card->is_there = status != NULL;
  if (status != NULL)
    card->dpi = status->dpi != 0 ? suima_printer_profile_get_dpi (profile, status) : 0;
}

SuimaPrinterCard *
suima_station_get_printer (SuimaStation *station, GCancellable *cancellable)
{
  SuimaPrinterCard *card = g_new0 (SuimaPrinterCard, 1);
  g_autofree char *usual = suima_station_dup_usual_printer (station);
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (GError) error = NULL;

  if (usual == NULL)
    return card;
  printer = suima_station_open_printer (station, usual, NULL, &error);
  if (printer == NULL)
    {
      gboolean is_file = strstr (error->message, SUIMA_PRINTERS_FILE) != NULL;
      card->destination = g_steal_pointer (&usual);
      card->condition = g_strdup (is_file ? "settings-damaged" : "not-answering");
      return card;
    }
  card->destination = g_strdup (suima_printer_get_destination (printer));
  if (suima_printer_profile_of (printer) != NULL)
    card->name = g_strdup (suima_printer_profile_of (printer)->name);
  card->condition = suima_station_dup_run_condition (station, card->destination);
  if (card->condition == NULL)
    suima_printer_card_ask (card, printer, cancellable);
  else
    card->is_there = strcmp (card->condition, "not-answering") != 0;
  return card;
}
