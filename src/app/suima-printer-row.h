// SPDX-License-Identifier: Apache-2.0
// A printer in a list: its name, what it is, and its state in words.
#pragma once

#include "suima-station-printers.h"
#include "suima-verdict.h"

#include <adwaita.h>

#define SUIMA_TYPE_PRINTER_ROW (suima_printer_row_get_type ())
G_DECLARE_FINAL_TYPE (SuimaPrinterRow, suima_printer_row, SUIMA, PRINTER_ROW, AdwBin)

/** suima_printer_row_new: Returns: a row that shows @entry as it is now; touched, it activates
 * @action with @target (floating). */
GtkWidget *
suima_printer_row_new (const SuimaPrinterEntry *entry, const char *action, GVariant *target);

/** suima_printer_row_get_name: Returns: (transfer none): of the printer. */
const char *suima_printer_row_get_name (SuimaPrinterRow *self);
/** suima_printer_row_show: Shows @entry from now on. */
void suima_printer_row_show (SuimaPrinterRow *self, const SuimaPrinterEntry *entry);

/** suima_printer_entry_get_tone: Returns: how the state is to be taken. */
SuimaTone suima_printer_entry_get_tone (const SuimaPrinterEntry *entry);
/** suima_printer_entry_to_details: Returns: (transfer full): `ZD421 · 203 dpi · socket://...`. */
char *suima_printer_entry_to_details (const SuimaPrinterEntry *entry);
