// SPDX-License-Identifier: Apache-2.0
// One printer of the station: its state, what it is set to for each label size, and its acts.
#pragma once

#include "suima-session.h"
#include "suima-station-printers.h"

#include <adwaita.h>

#define SUIMA_TYPE_PRINTER_PAGE (suima_printer_page_get_type ())
/** SuimaPrinterPage: emits `changed` after an act, and `removed` when the printer is gone. */
G_DECLARE_FINAL_TYPE (SuimaPrinterPage, suima_printer_page, SUIMA, PRINTER_PAGE, AdwBin)

/** suima_printer_page_open: @template_id: (nullable): the label size to begin with; the station's
 * usual one. */
void suima_printer_page_open (SuimaPrinterPage *self,
                              SuimaSession *session,
                              const char *name,
                              const char *template_id);

/** suima_printer_page_show: How the printer is now; nothing when @entry is another one. */
void suima_printer_page_show (SuimaPrinterPage *self, const SuimaPrinterEntry *entry);
