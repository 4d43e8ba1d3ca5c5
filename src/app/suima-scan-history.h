// SPDX-License-Identifier: Apache-2.0
// The last scans, newest first; a touch shows one again.
#pragma once

#include "suima-verdict.h"

#include <adwaita.h>

#define SUIMA_SCAN_HISTORY_LENGTH 8u

#define SUIMA_TYPE_SCAN_HISTORY (suima_scan_history_get_type ())
/** SuimaScanHistory: emits `chosen (text)`. */
G_DECLARE_FINAL_TYPE (SuimaScanHistory, suima_scan_history, SUIMA, SCAN_HISTORY, AdwBin)

/**
 * suima_scan_history_add:
 * @text: what was scanned; the same text twice stands once
 * @code: how it is shown  @tone: how it was judged
 */
void suima_scan_history_add (SuimaScanHistory *self,
                             const char *text,
                             const char *code,
                             SuimaTone tone);

/** suima_scan_history_get_length: Returns: how many scans it shows. */
guint suima_scan_history_get_length (SuimaScanHistory *self);
