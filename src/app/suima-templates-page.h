// SPDX-License-Identifier: Apache-2.0
// The label templates, each drawn dot for dot, with what does not fit beside it in words.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_TEMPLATES_PAGE (suima_templates_page_get_type ())
G_DECLARE_FINAL_TYPE (SuimaTemplatesPage, suima_templates_page, SUIMA, TEMPLATES_PAGE, AdwBin)

void suima_templates_page_set_session (SuimaTemplatesPage *self, SuimaSession *session);

/** suima_templates_page_show_list: Shows all templates there are, those of the shop among them. */
void suima_templates_page_show_list (SuimaTemplatesPage *self);

/** suima_templates_page_check: Shows one of them. */
void suima_templates_page_check (SuimaTemplatesPage *self, const char *template_id);
