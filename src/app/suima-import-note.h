// SPDX-License-Identifier: Apache-2.0
// Delivery sheets on their way in and what came of them: in one sentence, with the rows that did not.
#pragma once

#include "suima-session.h"
#include "suima-station-watch.h"

#include <adwaita.h>

#define SUIMA_TYPE_IMPORT_NOTE (suima_import_note_get_type ())
/** SuimaImportNote: emits `ended` when sheets were read or refused. */
G_DECLARE_FINAL_TYPE (SuimaImportNote, suima_import_note, SUIMA, IMPORT_NOTE, AdwBin)

/** suima_import_note_import: @paths: delivery files, read one after the other. */
void suima_import_note_import (SuimaImportNote *self,
                               SuimaSession *session,
                               const char *const *paths);
/** suima_import_note_is_busy: Returns: whether sheets are being read. */
gboolean suima_import_note_is_busy (SuimaImportNote *self);

/** suima_import_note_show_arrived: @files: (element-type SuimaWatchFile): from the watch folder. */
void suima_import_note_show_arrived (SuimaImportNote *self, GPtrArray *files);
/** suima_import_note_show_trouble: @error: (nullable): why the watch folder cannot be looked into; %NULL
 * takes that away again. */
void suima_import_note_show_trouble (SuimaImportNote *self, const GError *error);
/** suima_import_note_show_error: @what: was not done. */
void suima_import_note_show_error (SuimaImportNote *self, const char *what, const GError *error);
