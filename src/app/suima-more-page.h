// SPDX-License-Identifier: Apache-2.0
// 更多: what this station is and what it is connected to.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_MORE_PAGE (suima_more_page_get_type ())
G_DECLARE_FINAL_TYPE (SuimaMorePage, suima_more_page, SUIMA, MORE_PAGE, AdwBin)

/** suima_more_page_set_session: @dir: the station's folder. */
void suima_more_page_set_session (SuimaMorePage *self, SuimaSession *session, const char *dir);
