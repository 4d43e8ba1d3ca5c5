// SPDX-License-Identifier: Apache-2.0
// The usual printer in a word.
#include "suima-station-private.h"

#include "suima-printer.h"

#include <string.h>

#define SUIMA_PRINTER_CARD_TIMEOUT_MS 3000

void
suima_printer_card_free (SuimaPrinterCard *card)
{
  if (card == NULL)
    return;
  g_free (card->destination);
  g_free (card->condition);
  g_free (card);
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

void
suima_station_note_run (SuimaStation *station, const char *destination, const char *condition)
{
  if (g_strcmp0 (destination, station->config->printer) != 0)
    return;
  g_mutex_lock (&station->run_lock);
  g_free (station->run_condition);
  station->run_condition = g_strdup (condition);
  g_mutex_unlock (&station->run_lock);
}

/* A printer that takes one caller at a time would not answer a second one: during a run, what the
 * run sees is told. */
static gboolean
suima_station_tell_run (SuimaStation *station, SuimaPrinterCard *card)
{
  g_mutex_lock (&station->run_lock);
  card->condition = g_strdup (station->run_condition);
  g_mutex_unlock (&station->run_lock);
  card->is_there = card->condition != NULL && strcmp (card->condition, "not-answering") != 0;
  return card->condition != NULL;
}

SuimaPrinterCard *
suima_station_get_printer (SuimaStation *station, GCancellable *cancellable)
{
  SuimaPrinterCard *card = g_new0 (SuimaPrinterCard, 1);
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (SuimaPrinterStatus) status = NULL;

  card->destination = g_strdup (station->config->printer);
  if (card->destination == NULL || suima_station_tell_run (station, card))
    return card;
  printer = suima_station_open_printer (station, NULL, NULL, NULL);
  status = printer ? suima_printer_get_status (printer, SUIMA_PRINTER_CARD_TIMEOUT_MS, cancellable,
                                               NULL)
                   : NULL;
  if (status == NULL)
    {
      card->condition = g_strdup ("not-answering");
      return card;
    }
  card->is_there = TRUE;
  card->dpi = status->dpi;
  card->condition = g_strdup (status->reasons[0] != NULL ? status->reasons[0]
                                                         : suima_printer_state_word (status->state));
  return card;
}
