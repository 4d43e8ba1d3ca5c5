// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-entry.h"

#include "suima-station-private.h"
#include "suima-words.h"

#include <string.h>

void
suima_printer_entry_free (SuimaPrinterEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->name);
  g_free (entry->destination);
  g_free (entry->condition);
  g_free (entry->message);
  g_free (entry->model);
  g_free (entry);
}

SuimaPrinterEntry *
suima_printer_entry_new (const SuimaPrinterProfile *profile, gboolean is_usual)
{
  SuimaPrinterEntry *entry = g_new0 (SuimaPrinterEntry, 1);

  entry->name = g_strdup (profile->name);
  entry->destination = g_strdup (profile->destination);
  entry->source = "configured";
  entry->dpi = profile->dpi;
  entry->model = g_strdup (profile->model);
  entry->is_usual = is_usual;
  return entry;
}

void
suima_printer_entry_tell (SuimaPrinterEntry *entry,
                          const SuimaPrinterProfile *profile,
                          const SuimaPrinterStatus *status)
{
  g_autofree char *model =
    suima_printer_dup_printable (status != NULL ? status->make_and_model : NULL);

  entry->condition = suima_station_dup_condition (profile, status);
  if (status != NULL && (status->is_dpi_told || status->dpi != 0))
    entry->dpi = suima_printer_profile_get_dpi (profile, status);
  if (*model != '\0')
    {
      g_free (entry->model);
      entry->model = g_steal_pointer (&model);
    }
  if (strcmp (entry->condition, "changed") == 0)
    entry->message = suima_words_printer_changed (profile->name, profile->dpi, entry->dpi,
                                                  profile->model, entry->model);
  else if (status != NULL && status->objection != NULL)
    entry->message = g_strdup (status->objection);
  else
    entry->message = g_strdup (suima_words_printer_condition (entry->condition));
}

SuimaPrinterEntry *
suima_printer_entry_new_found (const SuimaFoundPrinter *found)
{
  static const char *const sources[] = {
    [SUIMA_FOUND_QUEUE] = "queue",
    [SUIMA_FOUND_DNSSD] = "dnssd",
    [SUIMA_FOUND_USB] = "usb",
    [SUIMA_FOUND_SERIAL] = "serial",
  };
  SuimaPrinterEntry *entry = g_new0 (SuimaPrinterEntry, 1);

  entry->name = suima_printer_dup_printable (found->name);
  entry->destination = suima_printer_dup_printable (found->destination);
  entry->source = sources[found->source];
  entry->condition =
    found->condition != NULL ? suima_printer_dup_printable (found->condition) : g_strdup ("found");
  entry->message = g_strdup (suima_words_printer_condition (entry->condition));
  entry->model = suima_printer_dup_printable (found->model);
  return entry;
}
