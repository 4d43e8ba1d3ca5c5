// SPDX-License-Identifier: Apache-2.0
// The printers a station knows: open, list, add, change, test, remove.
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-printer.h"

SuimaPrinter *
suima_station_open_printer (SuimaStation *station,
                            const char *name,
                            const char *template_id,
                            GError **error)
{
  if (name == NULL)
    name = station->config->printer;
  if (name == NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                           "no printer is set: name one with --printer, or add one once with "
                           "\"suimactl printers add\"");
      return NULL;
    }
  return suima_printer_new (name, error);
}
