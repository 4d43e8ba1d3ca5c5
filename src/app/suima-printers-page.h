// SPDX-License-Identifier: Apache-2.0
// The printers of the station with their states; a new one is added and each is set up from here.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_PRINTERS_PAGE (suima_printers_page_get_type ())
/** SuimaPrintersPage: asks the printers again and again while it is shown. */
G_DECLARE_FINAL_TYPE (SuimaPrintersPage, suima_printers_page, SUIMA, PRINTERS_PAGE, AdwBin)

void suima_printers_page_set_session (SuimaPrintersPage *self, SuimaSession *session);

/** suima_printers_page_show_list: Shows the list, whatever was being done. */
void suima_printers_page_show_list (SuimaPrintersPage *self);
