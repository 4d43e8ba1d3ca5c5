// SPDX-License-Identifier: Apache-2.0
// A printer as the list of printers shows it. Within this room only.
#pragma once

#include "suima-printer-list.h"
#include "suima-printer-profile.h"
#include "suima-station-printers.h"

/** suima_printer_entry_new: Returns: (transfer full): a configured printer that was not asked. */
SuimaPrinterEntry *suima_printer_entry_new (const SuimaPrinterProfile *profile, gboolean is_usual);

/** suima_printer_entry_new_found: Returns: (transfer full): one that could be added. */
SuimaPrinterEntry *suima_printer_entry_new_found (const SuimaFoundPrinter *found);

/** suima_printer_entry_tell: @status: (nullable): it did not answer. Writes down how it is; what it
 * does not tell stays as it was. */
void suima_printer_entry_tell (SuimaPrinterEntry *entry,
                               const SuimaPrinterProfile *profile,
                               const SuimaPrinterStatus *status);
