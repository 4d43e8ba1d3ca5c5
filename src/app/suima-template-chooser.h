// SPDX-License-Identifier: Apache-2.0
// One key for each label template; the chosen one stands out.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_TEMPLATE_CHOOSER (suima_template_chooser_get_type ())
/** SuimaTemplateChooser: property `template-id`: the chosen one. Emits `chosen` for every touch,
 * also of the one that stands out already. */
G_DECLARE_FINAL_TYPE (SuimaTemplateChooser, suima_template_chooser, SUIMA, TEMPLATE_CHOOSER, AdwBin)

/** suima_template_chooser_fill: @ids: (element-type utf8): the templates there are. */
void suima_template_chooser_fill (SuimaTemplateChooser *self, GPtrArray *ids);

const char *suima_template_chooser_get_id (SuimaTemplateChooser *self);
void suima_template_chooser_set_id (SuimaTemplateChooser *self, const char *template_id);

/** suima_template_id_to_words: Returns: (transfer full): `60×40`, `60×40 称重`; the id of a shop's
 * own template as it is. */
char *suima_template_id_to_words (const char *template_id);
