// SPDX-License-Identifier: Apache-2.0
// 扫码: what a scanned or typed code is, its history, and what can be done with its label.
#pragma once

#include "suima-pulse.h"
#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_SCAN_PAGE (suima_scan_page_get_type ())
G_DECLARE_FINAL_TYPE (SuimaScanPage, suima_scan_page, SUIMA, SCAN_PAGE, AdwBin)

void suima_scan_page_set_session (SuimaScanPage *self, SuimaSession *session, SuimaPulse *pulse);

/** suima_scan_page_take: @text: what a scanner or a person gave. Looks it up, in the background. */
void suima_scan_page_take (SuimaScanPage *self, const char *text);


/** suima_scan_page_set_narrow: @is_narrow: puts acts and history under the answer. */
void suima_scan_page_set_narrow (SuimaScanPage *self, gboolean is_narrow);
