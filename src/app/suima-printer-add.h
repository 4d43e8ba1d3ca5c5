// SPDX-License-Identifier: Apache-2.0
// Adding a printer in three acts: which one, what label size is in it, is its test label good.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_PRINTER_ADD (suima_printer_add_get_type ())
/** SuimaPrinterAdd: emits `added` (name, template id, gboolean: its setup is to be adjusted). */
G_DECLARE_FINAL_TYPE (SuimaPrinterAdd, suima_printer_add, SUIMA, PRINTER_ADD, AdwBin)

/** suima_printer_add_start: Looks for printers, for some seconds. */
void suima_printer_add_start (SuimaPrinterAdd *self, SuimaSession *session);
