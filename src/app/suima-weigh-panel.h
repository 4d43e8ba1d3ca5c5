// SPDX-License-Identifier: Apache-2.0
// Weight and price of one item: from the scale as it stands, or typed.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_WEIGH_PANEL (suima_weigh_panel_get_type ())
/** SuimaWeighPanel: asks the scale as long as it is shown; emits `changed`. */
G_DECLARE_FINAL_TYPE (SuimaWeighPanel, suima_weigh_panel, SUIMA, WEIGH_PANEL, AdwBin)

void suima_weigh_panel_set_session (SuimaWeighPanel *self, SuimaSession *session);

/** suima_weigh_panel_set_priced: @is_priced: whether the label has a price. */
void suima_weigh_panel_set_priced (SuimaWeighPanel *self, gboolean is_priced);

/** suima_weigh_panel_get_weight_g: Returns: grams; 0 while there is no weight. */
gint64 suima_weigh_panel_get_weight_g (SuimaWeighPanel *self);
/** suima_weigh_panel_get_unit_price_fen: Returns: of a kilogram; 0 for none. */
gint64 suima_weigh_panel_get_unit_price_fen (SuimaWeighPanel *self);
/** suima_weigh_panel_get_price_fen: Returns: of the item, rounded to the fen; 0 for none. */
gint64 suima_weigh_panel_get_price_fen (SuimaWeighPanel *self);

/** suima_weigh_price_fen: Returns: of @weight_g at @unit_price_fen a kilogram, half a fen up. */
gint64 suima_weigh_price_fen (gint64 weight_g, gint64 unit_price_fen);
