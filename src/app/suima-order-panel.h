// SPDX-License-Identifier: Apache-2.0
// What is to be printed of a batch: how many and how many spares, or what the scale says; the label
// size; for a batch that may have no labels the hold tags.
#pragma once

#include "suima-pulse.h"
#include "suima-session.h"

#include <adwaita.h>

typedef enum
{
  SUIMA_ORDER_PAGE_AMOUNT, /* number pad, scale, or hold tags */
  SUIMA_ORDER_PAGE_SIZES,
  SUIMA_ORDER_PAGE_SPARE,
} SuimaOrderPage;

#define SUIMA_TYPE_ORDER_PANEL (suima_order_panel_get_type ())
/** SuimaOrderPanel: emits `changed` when what it says may be another, `sized` when another size was
 * chosen, `print` when the key is pressed. */
G_DECLARE_FINAL_TYPE (SuimaOrderPanel, suima_order_panel, SUIMA, ORDER_PANEL, AdwBin)

void suima_order_panel_set_session (SuimaOrderPanel *self,
                                    SuimaSession *session,
                                    SuimaPulse *pulse);

/** suima_order_panel_show: @card: borrowed during the call. */
void suima_order_panel_show (SuimaOrderPanel *self, const SuimaBatchCard *card);

/** suima_order_panel_turn: What stands above the print button. */
void suima_order_panel_turn (SuimaOrderPanel *self, SuimaOrderPage page);

/** suima_order_panel_fill: @request: (inout): gets size, numbers, weight and price; its texts are
 * borrowed. Returns: whether there is anything to print. */
gboolean suima_order_panel_fill (SuimaOrderPanel *self, SuimaPrintRequest *request);

/** suima_order_panel_reset: After a run: no spares next time. */
void suima_order_panel_reset (SuimaOrderPanel *self);

/** suima_order_panel_type: @digit: 0 to 9, typed on a keyboard. */
void suima_order_panel_type (SuimaOrderPanel *self, guint digit);

/** suima_order_panel_get_template_id: Returns: (transfer none): the size that is chosen. */
const char *suima_order_panel_get_template_id (SuimaOrderPanel *self);
/** suima_order_panel_get_spare: Returns: how many spares are asked for. */
guint suima_order_panel_get_spare (SuimaOrderPanel *self);
/** suima_order_panel_is_weighing: Returns: whether the label has a weight. */
gboolean suima_order_panel_is_weighing (SuimaOrderPanel *self);
/** suima_order_panel_takes_spares: Returns: whether spares can be asked for. */
gboolean suima_order_panel_takes_spares (SuimaOrderPanel *self);
