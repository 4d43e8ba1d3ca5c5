// SPDX-License-Identifier: Apache-2.0
// 到货: the batches by day, import of delivery sheets and what of them was not understood.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_DELIVERIES_PAGE (suima_deliveries_page_get_type ())
/** SuimaDeliveriesPage: emits `counted (guint)`: how many batches are ready to print. */
G_DECLARE_FINAL_TYPE (
    SuimaDeliveriesPage, suima_deliveries_page, SUIMA, DELIVERIES_PAGE, AdwBin)

/** suima_deliveries_page_set_session: Shows the batches of the station. */
void suima_deliveries_page_set_session (SuimaDeliveriesPage *self, SuimaSession *session);

/** suima_deliveries_page_reload: Reads the batches again, in the background. */
void suima_deliveries_page_reload (SuimaDeliveriesPage *self);

/** suima_deliveries_page_import: @paths: delivery files. The result is shown on the page. */
void suima_deliveries_page_import (SuimaDeliveriesPage *self, const char *const *paths);

/** suima_deliveries_page_show_arrived: @files: (element-type SuimaWatchFile): from the watch folder;
 * what is being read by hand is not talked over. */
void suima_deliveries_page_show_arrived (SuimaDeliveriesPage *self, GPtrArray *files);
/** suima_deliveries_page_show_trouble: As suima_import_note_show_trouble(). */
void suima_deliveries_page_show_trouble (SuimaDeliveriesPage *self, const GError *error);
